//! V345 `edited-read-only`: a value that only Control Hub writes, changed.

use crate::evidence;
use crate::plain::is_iso_time;
use crate::profile::Class;
use crate::row::Cell;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "V345",
    name: "edited-read-only",
    severity: Severity::Warning,
    summary: "A read-only value that was changed",
    why: "Control Hub writes this column into the export and does not take it back: a changed value gives an error. \
          Spreadsheets change the form of dates by themselves.",
    says: &[
        "“{value}” is “{known}” in your export.",
        "“{value}” is no time as Control Hub writes it, such as 2026-01-10T10:53:09.064Z.",
    ],
    todo: "Leave the value as it was exported, or leave the whole read-only column out: the import does not need it.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Write the value of your export" }),
    source: "help.webex.com afv3q8, Control Hub user management CSV file reference (read-only columns)",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Last Service Accessed Time,Webex Contact Center Standard Agent\n\
                     anna@example.com,10-01-2026 10:53,TRUE\n",
            after: Some(
                "User ID/Email (Required),Last Service Accessed Time,Webex Contact Center Standard Agent\r\n\
                 anna@example.com,2026-01-10T10:53:09.064Z,TRUE\r\n",
            ),
            baseline: Some(
                "User ID/Email (Required),Last Service Accessed Time\r\nanna@example.com,2026-01-10T10:53:09.064Z\r\n",
            ),
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Last Service Accessed Time,Webex Contact Center Standard Agent\n\
                     anna@example.com,10-01-2026 10:53,TRUE\n",
            after: Some("User ID/Email (Required),Webex Contact Center Standard Agent\r\nanna@example.com,TRUE\r\n"),
            baseline: None,
            options: "",
        },
    ]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    let is_read_only = matches!(cell.class(), Class::ReadOnly | Class::Date);
    if !is_read_only || cell.value.is_empty() {
        return None; // a blank changes nothing
    }
    match evidence::read_only(cell) {
        Some(restored) if restored.value == cell.value => None,
        Some(restored) => Some(Finding::new().arg("known", &restored.value).restored(restored)),
        None => (cell.column.is_time() && is_damaged(cell.value)).then(leaves_out),
    }
}

/// Whether a value of a time column is no time as Control Hub writes it.
pub(crate) fn is_damaged(value: &str) -> bool {
    !value.is_empty() && !is_iso_time(value.as_bytes())
}

/// What is said of a damaged time that no export gives back.
pub(crate) fn leaves_out() -> Finding {
    Finding::new().says(1).ask(Act::DropColumn).does(say!("Leave the whole column out"))
}
