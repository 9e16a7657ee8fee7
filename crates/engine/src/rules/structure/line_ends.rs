//! S106 `line-ends`: lines end as on another system, or in several ways.

use crate::evidence::Evidence;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::source::Opened;
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "S106",
    name: "line-ends",
    severity: Severity::Note,
    summary: "The lines do not end as in the export",
    why: "The export of Control Hub ends its lines as Windows does (CRLF). Other line ends come from other programs; \
          those of very old Macs (CR) make the whole file a single line to many readers.",
    says: &["The lines end {how}."],
    todo: "Let them be ended as in the export; no value changes.",
    fix: Some(FixNote { safety: Safety::Safe, does: "End every line as the export does (CRLF)" }),
    source: "What the export of Control Hub looks like (our inference)",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Extension\nanna@example.com,1234\n",
        after: Some("User ID/Email (Required),Extension\r\nanna@example.com,1234\r\n"),
        baseline: None,
        options: "",
    }]),
    check: Check::File(check),
};

fn check(opened: &Opened<'_>) -> Option<Finding> {
    let how = match opened.dialect.line_ends.name() {
        "lf" => say!("as on Linux and the Mac (LF)"),
        "cr" => say!("as on old Macs (CR)"),
        "mixed" => say!("in several ways"),
        _ => return None,
    };
    Some(
        Finding::new()
            .arg("how", how)
            .safe(Act::Form)
            .proven(Evidence::reading(say!("Line ends are no part of any value."))),
    )
}
