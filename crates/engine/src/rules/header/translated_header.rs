//! H203 `translated-header`: a column name in another language.

use crate::profile;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity};
use crate::sheet::Sheet;

pub(crate) static RULE: Rule = Rule {
    code: "H203",
    name: "translated-header",
    severity: Severity::Blocker,
    summary: "A column name in another language",
    why: "The help pages are translated, the file is not: Control Hub knows the English column names only.",
    says: &["“{value}” is {language} for Control Hub's column “{name}”."],
    todo: "Check that the values below belong into that column.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Write the English name" }),
    source: "afv3q8, CSV field reference, and its translations",
    examples: &[Example {
        before: "User ID/Email (Required),Nazwisko,First Name\r\nanna@example.com,Nowak,Anna\r\n",
        after: Some("User ID/Email (Required),Last Name,First Name\r\nanna@example.com,Nowak,Anna\r\n"),
        baseline: None,
        options: "",
    }],
    check: Check::Column(check),
};

fn check(sheet: &Sheet<'_>, index: usize) -> Option<Finding> {
    let column = &sheet.columns[index];
    if profile::respelled(&column.header).is_some() {
        return None;
    }
    let translation = profile::translated(&column.header)?;
    let name = translation.header;
    if sheet.columns.iter().any(|other| other.index != index && other.name == name) {
        return None; // two columns for one thing: only the admin knows which
    }
    let finding = Finding::new()
        .arg("language", translation.languages.join(" and "))
        .arg("name", name)
        .ask(Act::Replace(name.to_owned()));
    Some(finding.does(format!("Write “{name}”")))
}
