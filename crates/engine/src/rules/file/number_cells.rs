//! F014 `number-cells`: telephone numbers and extensions that a workbook keeps as numbers.

use crate::origin::{Loss, Losses};
use crate::profile::Class;
use crate::rule::{Check, Example, Finding, Rule, Severity, kept};
use crate::sheet::Sheet;

pub(crate) static RULE: Rule = Rule {
    code: "F014",
    name: "number-cells",
    severity: Severity::Warning,
    summary: "Telephone numbers or extensions are kept as numbers to calculate with",
    why: "A number cell holds an amount. A + in front, zeros in front and all digits after the 15th are not kept, so what \
          was typed may differ from what is in the file.",
    says: &[
        "Cells of “{value}” hold numbers, not text: {cells}. If a + stood in front, it is gone.",
        "Cells of “{value}” hold numbers, not text: {cells}. If zeros stood in front, they are gone.",
        "Cells of “{value}” hold numbers of more than 15 digits, which end in wrong zeros: {cells}.",
        "Cells of “{value}” show + or zeros in front only through their format; they were written as shown: {cells}.",
    ],
    todo: "With the export you started from, what is proven comes back by itself; compare the rest. In the spreadsheet set the \
           column to text before you type.",
    fix: None,
    source: "52ulis, Ways to add users for Webex Contact Center (spreadsheet editors remove the +); spreadsheets keep 15 digits",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Extension\r\nanna@example.com,584\r\n",
            after: None,
            baseline: None,
            options: r#"{"origin":{"workbook":{"kind":"xlsx","sheets":[{"name":"export"}],"losses":[{"kind":"number","index":1,"count":1,"cells":[{"cell":"B2","row":2,"shown":"584"}]}]}}}"#,
        },
        Example {
            before: "User ID/Email (Required),Phone Number\r\nanna@example.com,+4526018159\r\n",
            after: None,
            baseline: None,
            options: r#"{"origin":{"workbook":{"kind":"xlsx","sheets":[{"name":"export"}],"losses":[{"kind":"format","index":1,"count":1,"cells":[{"cell":"B2","row":2,"shown":"+4526018159"}]}]}}}"#,
        },
    ]),
    check: Check::Column(check),
};

fn check(sheet: &Sheet<'_>, index: usize) -> Option<Finding> {
    let (workbook, class) = (sheet.workbook()?, sheet.columns[index].class);
    if !matches!(class, Class::Number | Class::Extension) {
        return None;
    }
    let lost = |kind: Loss| workbook.lost(index, kind);
    let (losses, says) = if let Some(losses) = lost(Loss::LongNumber) {
        (losses, 2)
    } else if let Some(losses) = lost(Loss::Number) {
        (losses, usize::from(class == Class::Extension))
    } else {
        (lost(Loss::Format)?, 3)
    };
    // Of each telephone number the rules of numbers speak; of an extension that
    // lost its zeros none can without an export.
    let is_silent = class == Class::Extension && says == 1 && sheet.baseline.is_none();
    let severity = if is_silent || says == 2 { Severity::Warning } else { Severity::Note };
    Some(of(losses).says(says).severity(severity))
}

/// A finding that names the cells.
pub(super) fn of(losses: &Losses) -> Finding {
    Finding { count: losses.count as u32, ..Finding::new().arg("cells", losses.named()) }
}
