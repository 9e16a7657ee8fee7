//! H211 `unknown-licence-column`: it looks like a licence, but of no service that is known here.

use crate::rule::{Check, Example, Finding, Rule, Severity, kept};
use crate::sheet::Sheet;

pub(crate) static RULE: Rule = Rule {
    code: "H211",
    name: "unknown-licence-column",
    severity: Severity::Note,
    summary: "A licence column of a service that is not known here",
    why: "The header has the form of a licence, so it is treated as one: only TRUE, FALSE and blank belong below. Control Hub \
          knows more services than this tool.",
    says: &["“{value}” has the form of a licence column, but names a service that is not known here."],
    todo: "Compare the name with a fresh export. If it is a column of your own, leave it out.",
    fix: None,
    source: "help.webex.com afv3q8, CSV field reference",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Webex Something New [Sub1]\r\nanna@example.com,TRUE\r\n",
        after: None,
        baseline: None,
        options: "",
    }]),
    check: Check::Column(check),
};

fn check(sheet: &Sheet<'_>, index: usize) -> Option<Finding> {
    let column = &sheet.columns[index];
    let is_in_export = sheet.baseline.is_some_and(|baseline| baseline.column(&column.header).is_some());
    let is_known = is_in_export || sheet.own.has_column(&column.header);
    let is_unknown = column.licence.as_ref().is_some_and(|licence| !licence.known) && !is_known;
    is_unknown.then(Finding::new)
}
