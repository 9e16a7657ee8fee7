//! F004 `separator-line`: a first line that only tells the separator.

use crate::evidence::Evidence;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::source::Opened;
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "F004",
    name: "separator-line",
    severity: Severity::Blocker,
    summary: "The first line only names the separator (`sep=;`)",
    why: "Some spreadsheets write and understand this line. Control Hub expects the column names in the first line and \
          refuses the file (“Missing required headers”).",
    says: &["The first line is “{line}” instead of the column names."],
    todo: "Let the line be left out; it holds no user.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Leave the line out" }),
    source: "Seen in older Control Hub clients: “Missing required headers”",
    examples: kept(&[Example {
        before: "sep=,\r\nUser ID/Email (Required),Extension\r\nanna@example.com,1234\r\n",
        after: Some("User ID/Email (Required),Extension\r\nanna@example.com,1234\r\n"),
        baseline: None,
        options: "",
    }]),
    check: Check::File(check),
};

fn check(opened: &Opened<'_>) -> Option<Finding> {
    let line = opened.text.get(..opened.dialect.separator_line).filter(|line| !line.is_empty())?;
    let line = String::from_utf8_lossy(line).trim_end().to_owned();
    let mut finding = Finding::new()
        .arg("line", &line)
        .value(line)
        .safe(Act::Form)
        .proven(Evidence::reading(say!("The line names the separator and holds no user.")));
    finding.line = Some(1);
    Some(finding)
}
