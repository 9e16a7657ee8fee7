//! H211 `unknown-licence-column`: it looks like a licence, but of no service that is known here, or of none that the export
//! has.

use crate::rule::{Check, Example, Finding, Rule, Severity, kept};
use crate::sheet::{Sheet, Spelling};

pub(crate) static RULE: Rule = Rule {
    code: "H211",
    name: "unknown-licence-column",
    severity: Severity::Warning,
    summary: "A licence column that is not known here, or not to the export",
    why: "The header has the form of a licence, so it is treated as one: only TRUE, FALSE and blank belong below. Whether \
          Control Hub knows it, only a fresh export tells.",
    says: &[
        "“{value}” has the form of a licence column, but names a service that is not known here.",
        "Your export has licence columns, but none called “{value}”: it may be another subscription’s, or was typed by hand.",
    ],
    todo: "Compare the name with a fresh export. If it is a column of your own, leave it out.",
    fix: None,
    source: "help.webex.com afv3q8, CSV field reference",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Webex Something New [Sub1]\r\nanna@example.com,TRUE\r\n",
            after: None,
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Spark Message [Sub2]\r\nanna@example.com,\r\n",
            after: None,
            baseline: Some("User ID/Email (Required),Spark Message [Sub1]\r\nanna@example.com,TRUE\r\n"),
            options: "",
        },
    ]),
    check: Check::Column(check),
};

fn check(sheet: &Sheet<'_>, index: usize) -> Option<Finding> {
    let column = &sheet.columns[index];
    // The export has no column of this name, nor of one that is spelled like it.
    let is_own = column.spelling == Spelling::Own && column.twin.is_none() && !sheet.own.has_column(&column.header);
    let licence = column.licence.as_ref().filter(|_| is_own)?;
    // An export may hold no licences at all.
    if sheet.baseline.is_some_and(|baseline| baseline.has_licences) {
        return Some(Finding::new().says(1));
    }
    (!licence.known).then(|| Finding::new().severity(Severity::Note))
}
