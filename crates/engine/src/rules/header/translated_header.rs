//! H203 `translated-header`: a column name in another language, or in other words.

use crate::profile::{self, Kind};
use crate::rule::{Act, Check, Choice, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::sheet::{Sheet, Spelling};
use crate::words::{Arg, Say, say};

pub(crate) static RULE: Rule = Rule {
    code: "H203",
    name: "translated-header",
    severity: Severity::Blocker,
    summary: "A column name in another language, or in other words",
    why: "The help pages are translated, the file is not: Control Hub knows the English column names only.",
    says: &[
        "“{value}” is {language} for Control Hub's column “{name}”.",
        "“{value}” is {language} for Control Hub's column “{name}”, and column {rival} means the same.",
        "Control Hub has no column “{value}”. Of {all} values looked at below it, {same} {same|is|are} what your export has \
         in “{name}”.",
    ],
    todo: "Check that the values below belong into that column, and that no other column means the same.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Write the English name" }),
    source: "afv3q8, CSV field reference, and its translations",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Nazwisko,First Name\r\nanna@example.com,Nowak,Anna\r\n",
            after: Some("User ID/Email (Required),Last Name,First Name\r\nanna@example.com,Nowak,Anna\r\n"),
            baseline: None,
            options: "",
        },
        Example {
            before: "メール,Fist Name\r\nanna@example.com,Anna\r\nberta@example.com,Berta\r\n",
            after: Some("User ID/Email (Required),First Name\r\nanna@example.com,Anna\r\nberta@example.com,Berta\r\n"),
            baseline: Some(
                "User ID/Email (Required),First Name\r\nanna@example.com,Anna\r\nberta@example.com,Berta\r\n",
            ),
            options: r#"{"decisions":[{"rule":"translated-header","answer":"rename"}]}"#,
        },
    ]),
    check: Check::Column(check),
};

fn check(sheet: &Sheet<'_>, index: usize) -> Option<Finding> {
    let column = &sheet.columns[index];
    let name = column.right.as_ref().filter(|_| column.twin.is_none())?; // of a twin H204 speaks
    let rename = Choice::new("rename", say!("Write “{value}”", value = name), Act::Replace(name.to_owned()));
    let finding = Finding::new().arg("name", name);
    if let Spelling::Values { same, all } = column.spelling {
        let finding = finding.says(2).arg("same", same).arg("all", all);
        let leave_out = Choice::new("leave-out", say!("Leave the column out"), Act::Drop);
        // It may be a column of one's own all the same; without the address nothing can be imported.
        let is_key = column.kind == Kind::Address;
        return Some(finding.choices(Safety::Ask, if is_key { vec![rename] } else { vec![rename, leave_out] }));
    }
    if column.spelling != Spelling::Translated {
        return None;
    }
    let languages = profile::translated(&column.header)?.languages.iter().map(|language| Arg::Say(Say::new(language)));
    let finding = finding.arg("language", Arg::all(languages.collect()));
    if let Some(rival) = sheet.rival(index) {
        return Some(finding.says(1).arg("rival", rival.index + 1)); // only the admin knows which
    }
    Some(finding.choices(Safety::Ask, vec![rename]))
}
