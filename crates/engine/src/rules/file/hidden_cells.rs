//! F012 `hidden-cells`: rows or columns of a workbook that its owner may not see.

use crate::rule::{Check, Example, Finding, Rule, Severity, kept};
use crate::source::Opened;

pub(crate) static RULE: Rule = Rule {
    code: "F012",
    name: "hidden-cells",
    severity: Severity::Warning,
    summary: "Rows or columns of the workbook are hidden",
    why: "What a filter or “Hide” takes out of sight is still in the sheet: these rows and columns are in the corrected \
          file and would be imported.",
    says: &[
        "Rows of the sheet that hold values are hidden: number {rows}.",
        "Columns of the sheet that hold values are hidden: {columns}.",
        "Rows (number {rows}) and columns ({columns}) of the sheet that hold values are hidden.",
    ],
    todo: "Show all rows and columns in the spreadsheet and look whether they are meant. If they are not, delete them and choose \
           the workbook again.",
    fix: None,
    source: "How spreadsheets save CSV: a filter hides rows, it does not delete them",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Extension\r\nanna@example.com,0584\r\nbo@example.com,0585\r\n",
        after: None,
        baseline: None,
        options: r#"{"origin":{"workbook":{"kind":"xlsx","sheets":[{"name":"export"}],"hidden_rows":{"count":1,"names":["3"]}}}}"#,
    }]),
    check: Check::File(check),
};

fn check(opened: &Opened<'_>) -> Option<Finding> {
    let workbook = opened.workbook()?;
    let (rows, columns) = (&workbook.hidden_rows, &workbook.hidden_columns);
    let says = match (rows.count, columns.count) {
        (0, 0) => return None,
        (_, 0) => 0,
        (0, _) => 1,
        _ => 2,
    };
    Some(Finding::new().says(says).arg("rows", rows.named()).arg("columns", columns.named()))
}
