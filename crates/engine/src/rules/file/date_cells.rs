//! F015 `date-cells`: values that a workbook keeps as dates.

use super::number_cells::of;
use crate::origin::Loss;
use crate::profile::Class;
use crate::rule::{Check, Example, Finding, Rule, Severity, kept};
use crate::sheet::Sheet;

pub(crate) static RULE: Rule = Rule {
    code: "F015",
    name: "date-cells",
    severity: Severity::Warning,
    summary: "Values are kept as dates",
    why: "Spreadsheets take 1-2 or 3/10 for a date and keep only the day; what was typed is not in the file any more.",
    says: &[
        "Cells of “{value}” hold dates: {cells}. They were written as year-month-day.",
        "Cells of “{value}” hold dates where digits belong: {cells}.",
    ],
    todo: "Look up what was meant and write it as text. With the export you started from, what is proven comes back by itself.",
    fix: None,
    source: "How spreadsheets read what is typed; seen with LibreOffice 7.4",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Extension\r\nanna@example.com,2026-02-01\r\n",
        after: None,
        baseline: None,
        options: r#"{"origin":{"workbook":{"kind":"xlsx","sheets":[{"name":"export"}],"losses":[{"kind":"date","index":1,"count":1,"cells":[{"cell":"B2","row":2,"shown":"2026-02-01"}]}]}}}"#,
    }]),
    check: Check::Column(check),
};

fn check(sheet: &Sheet<'_>, index: usize) -> Option<Finding> {
    let losses = sheet.workbook()?.lost(index, Loss::Date)?;
    let is_number = matches!(sheet.columns[index].class, Class::Number | Class::Extension);
    let severity = if is_number { Severity::Warning } else { Severity::Note };
    Some(of(losses).says(usize::from(is_number)).severity(severity))
}
