//! F007 `not-a-user-file`: another kind of file, named for what it is.

use crate::rule::{Check, Example, Finding, Rule, Severity, kept};
use crate::source::Opened;
use crate::words::Say;

pub(crate) static RULE: Rule = Rule {
    code: "F007",
    name: "not-a-user-file",
    severity: Severity::Blocker,
    summary: "This is another kind of file",
    why: "Control Hub imports users from a CSV file whose first line holds the column names of its own export.",
    says: &["This is {what}. {todo}"],
    todo: "Choose the right file; this one was left as it is.",
    fix: None,
    source: "52ulis, Ways to add users for Webex Contact Center; nlkiw8e, Add or modify users with the CSV template",
    examples: kept(&[
        Example {
            before: "Row Number,User ID/Email,Error Message\r\n2,anna@example.com,License fields contain invalid data\r\n",
            after: None,
            baseline: None,
            options: "",
        },
        Example {
            before: "<!DOCTYPE html>\n<html><body>Sign in</body></html>\n",
            after: None,
            baseline: None,
            options: "",
        },
    ]),
    check: Check::File(check),
};

fn check(opened: &Opened<'_>) -> Option<Finding> {
    let (what, todo) = opened.sibling?.says(opened.failure());
    Some(Finding::new().arg("what", Say::new(what)).arg("todo", Say::new(todo)))
}
