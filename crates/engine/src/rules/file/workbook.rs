//! F010 `workbook`: the file is a workbook; one sheet of it was read as CSV.

use crate::evidence::Evidence;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::source::Opened;
use crate::words::{Say, say};

pub(crate) static RULE: Rule = Rule {
    code: "F010",
    name: "workbook",
    severity: Severity::Blocker,
    summary: "The file is a workbook, not a CSV file",
    why: "Control Hub imports CSV files only. A workbook also forgets what looks like a number: the + of a telephone \
          number, the zeros in front of an extension.",
    says: &["The file is an {kind}; its sheet “{sheet}” was read, and the corrected file is a CSV file."],
    todo: "Import the corrected file, not the workbook. Next time edit the CSV itself, with the number columns set to text.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Write the sheet as a CSV file" }),
    source: "52ulis, Ways to add users for Webex Contact Center (the import takes a CSV file)",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Extension\r\nanna@example.com,0584\r\n",
        after: Some("User ID/Email (Required),Extension\r\nanna@example.com,0584\r\n"),
        baseline: None,
        options: r#"{"origin":{"workbook":{"kind":"xlsx","sheets":[{"name":"export"}]}}}"#,
    }]),
    check: Check::File(check),
};

fn check(opened: &Opened<'_>) -> Option<Finding> {
    let workbook = opened.workbook()?;
    let proof = say!("The first bytes of the file say which program's workbook it is.");
    Some(
        Finding::new()
            .arg("kind", Say::new(workbook.kind.label()))
            .arg("sheet", workbook.sheet_name())
            .safe(Act::Form)
            .proven(Evidence::reading(proof)),
    )
}
