//! V346 `converted-text`: what a spreadsheet made of a text that looks like something else.

use crate::evidence;
use crate::profile::Class;
use crate::row::Cell;
use crate::rule::{Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "V346",
    name: "converted-text",
    severity: Severity::Warning,
    summary: "A text that a spreadsheet took for a number, a date or TRUE",
    why: "Spreadsheets calculate with what looks like a number: 08000 becomes 8000, 2-1 a date, True the word of your language. \
          The import would write that over the right value.",
    says: &[
        "Your export has “{known}”, and spreadsheets make “{value}” of it.",
        "Your export has “{known}”, and programs write “{value}” for it.",
        "“{known}” looks the same in your export, but here its accents stand behind their letters: to Control Hub that is another text.",
    ],
    todo: "Say yes unless you changed the value. In the spreadsheet set the column to text first.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Write what the export has" }),
    source: "Seen with LibreOffice 7.4: 0144 saved as 144 in a column of extensions; that other columns fare alike is our inference",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Department,Location,Webex Contact Center Standard Agent\r\n\
                 anna@example.com,2-Jan,101,TRUE\r\n",
        after: Some(
            "User ID/Email (Required),Department,Location,Webex Contact Center Standard Agent\r\n\
             anna@example.com,2-1,0101,TRUE\r\n",
        ),
        baseline: Some(
            "User ID/Email (Required),Department,Location,Webex Contact Center Standard Agent\r\n\
             anna@example.com,2-1,0101,TRUE\r\n",
        ),
        options: "",
    }]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if !matches!(cell.class(), Class::Text | Class::Name) {
        return None;
    }
    let (says, restored) = match evidence::unconverted(cell) {
        Some(restored) => (0, restored),
        None => match evidence::unescaped(cell) {
            Some(restored) => (1, restored),
            None => (2, evidence::composed(cell)?),
        },
    };
    let does = say!("Write “{value}”", value = &restored.value);
    Some(Finding::new().says(says).arg("known", &restored.value).restored(restored).does(does))
}
