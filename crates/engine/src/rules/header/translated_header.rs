//! H203 `translated-header`: a column name in another language.

use crate::profile;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::sheet::{Sheet, Spelling};
use crate::words::{Arg, Say, say};

pub(crate) static RULE: Rule = Rule {
    code: "H203",
    name: "translated-header",
    severity: Severity::Blocker,
    summary: "A column name in another language",
    why: "The help pages are translated, the file is not: Control Hub knows the English column names only.",
    says: &[
        "“{value}” is {language} for Control Hub's column “{name}”.",
        "“{value}” is {language} for Control Hub's column “{name}”, and column {rival} means the same.",
    ],
    todo: "Check that the values below belong into that column, and that no other column means the same.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Write the English name" }),
    source: "afv3q8, CSV field reference, and its translations",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Nazwisko,First Name\r\nanna@example.com,Nowak,Anna\r\n",
        after: Some("User ID/Email (Required),Last Name,First Name\r\nanna@example.com,Nowak,Anna\r\n"),
        baseline: None,
        options: "",
    }]),
    check: Check::Column(check),
};

fn check(sheet: &Sheet<'_>, index: usize) -> Option<Finding> {
    let column = &sheet.columns[index];
    if column.spelling != Spelling::Translated || column.twin.is_some() {
        return None; // of a twin H204 speaks
    }
    let translation = profile::translated(&column.header)?;
    let name = translation.header;
    let languages = translation.languages.iter().map(|language| Arg::Say(Say::new(language)));
    let languages = Arg::all(languages.collect());
    let finding = Finding::new().arg("language", languages).arg("name", name);
    if let Some(rival) = sheet.rival(index) {
        return Some(finding.says(1).arg("rival", rival.index + 1)); // only the admin knows which
    }
    Some(finding.ask(Act::Replace(name.to_owned())).does(say!("Write “{value}”", value = name)))
}
