//! U401 `missing-address`: a record that says nothing of whose it is.

use crate::row::Cell;
use crate::rule::{Check, Example, Finding, Rule, Severity, kept};
use crate::text::is_blank;

pub(crate) static RULE: Rule = Rule {
    code: "U401",
    name: "missing-address",
    severity: Severity::Blocker,
    summary: "A row without the user's address",
    why: "The address is the only thing by which the importer knows a user. Without it the row is refused.",
    says: &["The row has no address."],
    todo: "Write the user's address, or take the row out of the file.",
    fix: None,
    source: "help.webex.com afv3q8, Control Hub user management CSV file reference (User ID/Email is required)",
    examples: kept(&[Example {
        before: "User ID/Email (Required),First Name,Last Name,Webex Contact Center Standard Agent\n,Anna,Nowak,TRUE\n",
        after: None,
        baseline: None,
        options: "",
    }]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    (cell.is_key() && cell.value.chars().all(is_blank)).then(Finding::new)
}
