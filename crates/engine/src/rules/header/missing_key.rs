//! H201 `missing-key`: no column names the users.

use crate::dialect::SEPARATORS;
use crate::rule::{Check, Example, Finding, Rule, Severity, kept};
use crate::sheet::Sheet;
use crate::text::trimmed;

pub(crate) static RULE: Rule = Rule {
    code: "H201",
    name: "missing-key",
    severity: Severity::Blocker,
    summary: "The column “User ID/Email (Required)” is missing",
    why: "It is the only column that Control Hub demands: it tells whose row this is.",
    says: &[
        "There is no column “{key}”, and none that looks like it.",
        "The column names stand on line {names}, but they must be the first line of the file: move that line to the top, \
         and delete only what holds no user.",
        "The whole first line stands in quotation marks, so that all column names are one to Control Hub. Often each row is \
         like that: remove the quotation marks around whole rows.",
    ],
    todo: "The first line must hold the column names, and one of them must be this column, with each user's address \
           below. Otherwise start from a fresh export of Control Hub.",
    fix: None,
    source: "nlkiw8e, Add or modify users with the CSV template",
    examples: kept(&[
        Example { before: "First Name,Last Name\r\nAnna,Nowak\r\n", after: None, baseline: None, options: "" },
        Example {
            before: "Users of January\r\nUser ID/Email (Required),Extension\r\nanna@example.com,1234\r\n",
            after: None,
            baseline: None,
            options: "",
        },
        Example {
            before: "\"User ID/Email (Required),Extension\"\r\n\"anna@example.com,1234\"\r\n",
            after: None,
            baseline: None,
            options: "",
        },
    ]),
    check: Check::Sheet(check),
};

const KEY: &str = "User ID/Email (Required)";

fn check(sheet: &Sheet<'_>) -> Option<Finding> {
    sheet.key.is_none().then(|| {
        let mut finding = Finding::new().arg("key", KEY);
        if let Some(line) = sheet.line_of_names() {
            finding = finding.says(1).arg("names", line);
        } else if is_quoted_whole(sheet) {
            finding = finding.says(2);
        }
        finding.line = sheet.header.map(|header| header.line);
        finding
    })
}

/// Whether the first line is a single value in quotes that holds the column names.
fn is_quoted_whole(sheet: &Sheet<'_>) -> bool {
    let [field] = sheet.header_fields.as_slice() else { return false };
    let value = String::from_utf8_lossy(&sheet.text[field.range()]);
    value.starts_with('"') && SEPARATORS.iter().any(|separator| value.split(char::from(*separator)).any(is_key))
}

fn is_key(name: &str) -> bool {
    trimmed(name).trim_matches('"') == KEY
}
