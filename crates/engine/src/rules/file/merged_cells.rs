//! F013 `merged-cells`: several cells of a workbook made one.

use crate::rule::{Check, Example, Finding, Rule, Severity, kept};
use crate::source::Opened;

pub(crate) static RULE: Rule = Rule {
    code: "F013",
    name: "merged-cells",
    severity: Severity::Warning,
    summary: "Cells of the workbook are merged",
    why: "Merged cells hold one value, in the first of them. In the CSV file the others are blank, and blank means to the \
          importer: change nothing.",
    says: &[
        "Merged cells of the sheet leave blanks in the CSV file: {places}.",
        "Merged cells of the sheet ({places}) leave blanks in the CSV file, and hide values that are in it: {covered}.",
    ],
    todo: "Unmerge them in the spreadsheet, write the value into each row it is meant for, and choose the workbook again.",
    fix: None,
    source: "How spreadsheets save CSV; that blank means no change: help.webex.com e2okky",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Location\r\nanna@example.com,Aarhus\r\nbo@example.com,\r\n",
            after: None,
            baseline: None,
            options: r#"{"origin":{"workbook":{"kind":"xlsx","sheets":[{"name":"export"}],"merged":{"count":1,"names":["B2:B3"]}}}}"#,
        },
        Example {
            before: "User ID/Email (Required),Location\r\nanna@example.com,Aarhus\r\nbo@example.com,Odense\r\n",
            after: None,
            baseline: None,
            options: r#"{"origin":{"workbook":{"kind":"xlsx","sheets":[{"name":"export"}],"merged":{"count":1,"names":["B2:B3"]},"covered":{"count":1,"names":["B3"]}}}}"#,
        },
    ]),
    check: Check::File(check),
};

fn check(opened: &Opened<'_>) -> Option<Finding> {
    let workbook = opened.workbook().filter(|workbook| workbook.merged.count > 0)?;
    let says = usize::from(workbook.covered.count > 0);
    Some(Finding::new().says(says).arg("places", workbook.merged.named()).arg("covered", workbook.covered.named()))
}
