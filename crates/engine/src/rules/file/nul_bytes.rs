//! F009 `nul-bytes`: control bytes that no text file holds.

use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::source::Opened;

pub(crate) static RULE: Rule = Rule {
    code: "F009",
    name: "nul-bytes",
    severity: Severity::Blocker,
    summary: "The file holds control bytes that are not text",
    why: "Such bytes come from a broken copy or a program's fault. An importer may stop reading at the first one, so that \
          the users after it are lost.",
    says: &[
        "The file holds a control byte (a zero byte or the like) between its letters.",
        "The file holds {count} control bytes (zero bytes and the like) between its letters.",
        "The letters are written with escape codes (ISO-2022), as in Japanese and Korean mail. Save the file in the \
         spreadsheet as CSV UTF-8.",
    ],
    todo: "If you can, export or save the file again; if not, let them be taken out and compare a few rows.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Take the control bytes out" }),
    source: "Our inference",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Extension\r\nanna@example.com,12\u{0}34\r\n",
            after: Some("User ID/Email (Required),Extension\r\nanna@example.com,1234\r\n"),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),First Name\r\ntaro@example.com,\u{1B}$BB@O:\u{1B}(B\r\n",
            after: None,
            baseline: None,
            options: "",
        },
    ]),
    check: Check::File(check),
};

fn check(opened: &Opened<'_>) -> Option<Finding> {
    let finding = (opened.controls > 0).then(Finding::new)?;
    if has_escape_codes(&opened.text) {
        return Some(finding.says(2));
    }
    Some(finding.says(usize::from(opened.controls > 1)).arg("count", opened.controls).ask(Act::Form))
}

/// Whether letters of several bytes are written as pairs of others, between two codes: ISO-2022-JP, -KR and -CN (RFC 1468,
/// 1557, 1922) begin them so.
fn has_escape_codes(text: &[u8]) -> bool {
    text.windows(3).any(|code| matches!(code, [0x1B, b'$', b'@' | b'A' | b'B' | b'(' | b')' | b'*']))
}
