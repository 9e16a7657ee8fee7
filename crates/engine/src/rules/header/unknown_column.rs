//! H206 `unknown-column`: neither an attribute nor a licence.

use crate::profile::Kind;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::sheet::Sheet;

pub(crate) static RULE: Rule = Rule {
    code: "H206",
    name: "unknown-column",
    severity: Severity::Warning,
    summary: "A column that Control Hub's export does not have",
    why: "Today's importer refuses a file with a column it does not know (“unrecognized column name”).",
    says: &["Control Hub's export has no column “{value}”."],
    todo: "Correct the name if it is a misspelled one; leave the column out if it is your own.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Leave the column out" }),
    source: "Seen in Control Hub clients of 2018 and later: “unrecognized column name”",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Shoe size\r\nanna@example.com,38\r\n",
        after: Some("User ID/Email (Required)\r\nanna@example.com\r\n"),
        baseline: None,
        options: "",
    }]),
    check: Check::Column(check),
};

fn check(sheet: &Sheet<'_>, index: usize) -> Option<Finding> {
    let column = &sheet.columns[index];
    let is_unknown = column.kind == Kind::Unknown && column.unnamed.is_none();
    let is_in_export = sheet.baseline.is_some_and(|baseline| baseline.column(&column.name).is_some());
    // Without a key the first line may hold no names at all, but users.
    (is_unknown && sheet.key.is_some() && !is_in_export && !sheet.own.has_column(&column.name))
        .then(|| Finding::new().ask(Act::Drop))
}
