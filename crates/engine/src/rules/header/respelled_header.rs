//! H202 `respelled-header`: a known column name in another spelling.

use crate::profile;
use crate::rule::{Act, Check, Evidence, Example, Finding, FixNote, Rule, Safety, Severity};
use crate::sheet::Sheet;
use crate::text::tidy;

pub(crate) static RULE: Rule = Rule {
    code: "H202",
    name: "respelled-header",
    severity: Severity::Blocker,
    summary: "A known column name in another spelling",
    why: "Control Hub compares column names letter by letter. One capital letter or blank too many and it does not know \
          the column.",
    says: &["“{value}” is Control Hub's column “{name}” in another spelling."],
    todo: "Only the name in the first line changes, no value.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Write the name as Control Hub does" }),
    source: "Seen in older Control Hub clients; afv3q8, CSV field reference",
    examples: &[
        Example {
            before: "user id/email (required) ,Extension\r\nanna@example.com,1234\r\n",
            after: Some("User ID/Email (Required),Extension\r\nanna@example.com,1234\r\n"),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email,Extension\r\nanna@example.com,1234\r\n",
            after: Some("User ID/Email (Required),Extension\r\nanna@example.com,1234\r\n"),
            baseline: None,
            options: "",
        },
    ],
    check: Check::Column(check),
};

fn check(sheet: &Sheet<'_>, index: usize) -> Option<Finding> {
    let column = &sheet.columns[index];
    let name = match profile::respelled(&column.header) {
        Some(attribute) => attribute.header.to_owned(),
        // A licence header may be spelled as it likes; only the export knows.
        None => sheet
            .baseline?
            .headers()
            .iter()
            .find(|known| tidy(known).eq_ignore_ascii_case(&tidy(&column.header)))?
            .clone(),
    };
    if name == column.header || sheet.columns.iter().any(|other| other.header == name) {
        return None;
    }
    let finding = Finding::new().arg("name", &name).safe(Act::Replace(name.clone()));
    let proof = format!("No other column name of Control Hub reads like “{name}”.");
    Some(finding.does(format!("Write “{name}”")).proven(Evidence::new("reading", proof)))
}
