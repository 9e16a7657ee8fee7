//! F016 `formula-cells`: cells of a workbook that are calculated.

use super::number_cells::of;
use crate::origin::Loss;
use crate::rule::{Check, Example, Finding, Rule, Severity, kept};
use crate::sheet::Sheet;

pub(crate) static RULE: Rule = Rule {
    code: "F016",
    name: "formula-cells",
    severity: Severity::Warning,
    summary: "Cells of the workbook are calculated by formulas",
    why: "A CSV file holds no formulas. The result that the spreadsheet calculated last is written; if it was never \
          calculated or the other workbook was missing, that is not what you see today.",
    says: &[
        "Cells of “{value}” are formulas; their last results were written: {cells}.",
        "Cells of “{value}” are formulas without a result, so they were left blank: {cells}.",
    ],
    todo: "Open the workbook, let it calculate, save it and choose it again, or compare these values with what it shows.",
    fix: None,
    source: "How workbooks keep formulas: the formula and, beside it, its last result",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),First Name\r\nanna@example.com,Anna\r\n",
            after: None,
            baseline: None,
            options: r#"{"origin":{"workbook":{"kind":"xlsx","sheets":[{"name":"export"}],"losses":[{"kind":"formula","index":1,"count":1,"cells":[{"cell":"B2","row":2,"shown":"Anna"}]}]}}}"#,
        },
        Example {
            before: "User ID/Email (Required),First Name\r\nanna@example.com,\r\n",
            after: None,
            baseline: None,
            options: r#"{"origin":{"workbook":{"kind":"xlsx","sheets":[{"name":"export"}],"losses":[{"kind":"uncalculated","index":1,"count":1,"cells":[{"cell":"B2","row":2,"shown":""}]}]}}}"#,
        },
    ]),
    check: Check::Column(check),
};

fn check(sheet: &Sheet<'_>, index: usize) -> Option<Finding> {
    let workbook = sheet.workbook()?;
    if let Some(losses) = workbook.lost(index, Loss::Uncalculated) {
        return Some(of(losses).says(1));
    }
    Some(of(workbook.lost(index, Loss::Formula)?).severity(Severity::Note))
}
