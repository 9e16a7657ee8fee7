//! F005 `double-encoded`: letters that were read in a wrong encoding and saved again.

use crate::encoding::garbled::{self, Read};
use crate::evidence::Agrees;
use crate::profile::Class;
use crate::row::Cell;
use crate::rule::{Act, Check, Choice, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::words::{Say, say};

pub(crate) static RULE: Rule = Rule {
    code: "F005",
    name: "double-encoded",
    severity: Severity::Warning,
    summary: "Letters that were read in a wrong encoding and saved like that",
    why: "A program took the UTF-8 of the export for another encoding and saved what it saw: ø became Ã¸, ć became Ä‡. The \
          import would write the garbled value over the right one.",
    says: &[
        "“{value}” reads “{meant}” once the wrong reading is undone.",
        "“{value}” was garbled, and there are several ways to put it right.",
    ],
    todo: "Say yes if the result is what you mean.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Undo the wrong reading" }),
    source: "Seen where a CSV file without a byte order mark is opened in a spreadsheet: it is read in the encoding of the \
             system, Windows-1252 or Windows-1250",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),First Name,Location,Webex Contact Center Standard Agent\r\n\
                     anna@example.com,SÃ¸ren,Å\u{81}Ã³dÅº,TRUE\r\n",
            after: Some(
                "User ID/Email (Required),First Name,Location,Webex Contact Center Standard Agent\r\n\
                 anna@example.com,Søren,Łódź,TRUE\r\n",
            ),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),First Name,Webex Contact Center Standard Agent\r\nanna@example.com,MiloĹˇ,TRUE\r\n",
            after: Some(
                "User ID/Email (Required),First Name,Webex Contact Center Standard Agent\r\nanna@example.com,Miloš,TRUE\r\n",
            ),
            baseline: Some(
                "User ID/Email (Required),First Name,Webex Contact Center Standard Agent\r\nanna@example.com,Miloš,TRUE\r\n",
            ),
            options: "",
        },
    ]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if !matches!(cell.class(), Class::Text | Class::Name | Class::Address) {
        return None;
    }
    let export = Agrees::with(cell);
    if export.on(cell.value).is_some() {
        return None; // Control Hub has it so
    }
    if let Some(read) = export.known().and_then(|known| garbled::reading_of(cell.value, known)) {
        return Some(one(&read).proven_if(export.on(&read.text)));
    }
    if let Some(known) = export.known().filter(|known| garbled::stands_for(cell.value, known)) {
        let does = say!("Write “{value}”", value = known);
        let finding = Finding::new().arg("meant", known).ask(Act::Replace(known.to_owned())).does(does);
        return Some(finding.proven_if(export.on(known)));
    }
    let readings = garbled::readings(cell.value);
    match readings.as_slice() {
        [] => None,
        [read] => Some(one(read)),
        several => {
            let choice = |read: &Read| Choice::new(read.encoding.name(), does(read), Act::Replace(read.text.clone()));
            Some(Finding::new().says(1).choices(Safety::Ask, several.iter().map(choice).collect()))
        }
    }
}

fn one(read: &Read) -> Finding {
    let finding = Finding::new().arg("meant", &read.text).ask(Act::Replace(read.text.clone()));
    finding.does(does(read))
}

fn does(read: &Read) -> Say {
    let encoding = Say::new(read.encoding.label());
    say!("Write “{value}” (it was read as {encoding})", value = &read.text, encoding = encoding)
}
