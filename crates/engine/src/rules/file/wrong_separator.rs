//! F003 `wrong-separator`: semicolon, tab or bar instead of a comma.

use crate::evidence::Evidence;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::source::Opened;
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "F003",
    name: "wrong-separator",
    severity: Severity::Blocker,
    summary: "The columns are separated by something else than commas",
    why: "Control Hub splits the rows at commas. With any other sign the whole header is one column to it, and the \
          file is refused (“Missing required headers”).",
    says: &["The columns are separated by {separator}, not by commas."],
    todo: "Let commas be written. Spreadsheets use other signs in countries where the comma is the decimal sign.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Write commas, and quotes around values that hold one" }),
    source: "Seen in older Control Hub clients: “Missing required headers”",
    examples: kept(&[Example {
        before: "User ID/Email (Required);Location\r\nanna@example.com;Warszawa, ul. Prosta 1\r\n",
        after: Some("User ID/Email (Required),Location\r\nanna@example.com,\"Warszawa, ul. Prosta 1\"\r\n"),
        baseline: None,
        options: "",
    }]),
    check: Check::File(check),
};

fn check(opened: &Opened<'_>) -> Option<Finding> {
    let separator = match opened.dialect.separator {
        b';' => say!("semicolons"),
        b'\t' => say!("tabs"),
        b'|' => say!("vertical bars"),
        _ => return None,
    };
    Some(
        Finding::new()
            .arg("separator", separator)
            .safe(Act::Form)
            .proven(Evidence::reading(say!("The header splits into its known columns at this sign and at no other."))),
    )
}
