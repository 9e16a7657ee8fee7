//! H210 `several-subscriptions`: one licence in more than one column.

use crate::rule::{Check, Example, Finding, Rule, Severity, kept};
use crate::sheet::Sheet;

pub(crate) static RULE: Rule = Rule {
    code: "H210",
    name: "several-subscriptions",
    severity: Severity::Note,
    summary: "The same licence stands in more than one column",
    why: "An organization with several subscriptions or sites has one column for each. TRUE in one of them gives the \
          user a licence of that subscription.",
    says: &["“{value}” is also in column {first}, for another subscription or site."],
    todo: "Make sure that TRUE stands in the column of the subscription you mean.",
    fix: None,
    source: "help.webex.com afv3q8, CSV field reference",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Webex Contact Center Standard Agent [Sub1],Webex Contact Center Standard Agent [Sub2]\r\n\
                 anna@example.com,TRUE,\r\n",
        after: None,
        baseline: None,
        options: "",
    }]),
    check: Check::Column(check),
};

fn check(sheet: &Sheet<'_>, index: usize) -> Option<Finding> {
    let column = &sheet.columns[index];
    let licence = column.licence.as_ref()?;
    let first = sheet.columns[..index].iter().find(|other| {
        other.header != column.header && other.licence.as_ref().is_some_and(|other| other.product == licence.product)
    })?;
    Some(Finding::new().arg("first", first.index + 1))
}
