//! V342 `formula-value`: a text that a spreadsheet runs as a formula.

use crate::evidence;
use crate::profile::Class;
use crate::row::Cell;
use crate::rule::{Check, Example, Finding, Rule, Severity, kept};

pub(crate) static RULE: Rule = Rule {
    code: "V342",
    name: "formula-value",
    severity: Severity::Warning,
    summary: "A text that a spreadsheet runs as a formula",
    why: "The importer takes it as it stands. Whoever opens the file, or the next export, in a spreadsheet runs it as a \
          formula: it shows something else, and it may do harm.",
    says: &["“{value}” begins with {sign}, as formulas do."],
    todo: "Check where it comes from. If it is meant as text, nothing needs to change here: the corrected file keeps it as \
           it is, and our lists write it so that nothing runs.",
    fix: None,
    source: "Known of spreadsheets, which run values that begin with =, +, - or @",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Department,Webex Contact Center Standard Agent\n\
                 anna@example.com,=1+1,TRUE\n",
        after: None,
        baseline: None,
        options: "",
    }]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    let sign = cell.value.chars().next().filter(|first| matches!(first, '=' | '@' | '+' | '-'))?;
    if !matches!(cell.class(), Class::Text | Class::Name) {
        return None;
    }
    let is_formula = matches!(sign, '=' | '@') && cell.value.len() > 1 || cell.value.contains(char::is_alphabetic);
    (is_formula && !evidence::is_as_exported(cell)).then(|| Finding::new().arg("sign", sign))
}
