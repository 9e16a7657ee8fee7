//! F008 `empty-file`: no bytes, or a header and nothing below it.

use crate::profile::Kind;
use crate::rule::{Check, Example, Finding, Rule, Severity, kept};
use crate::sheet::Sheet;
use crate::source::Opened;

pub(crate) static RULE: Rule = Rule {
    code: "F008",
    name: "empty-file",
    severity: Severity::Blocker,
    summary: "The file holds no users",
    why: "There is nothing to import, and Control Hub refuses the file.",
    says: &[
        "The file is empty.",
        "The file holds the column names, but no user below them.",
        "The file has one line only, and it holds no column name of Control Hub.",
    ],
    todo: "Check that you chose the right file, or export it again from Control Hub.",
    fix: None,
    source: "Our inference",
    examples: kept(&[
        Example { before: "", after: None, baseline: None, options: "" },
        Example { before: "User ID/Email (Required),Extension\r\n", after: None, baseline: None, options: "" },
    ]),
    check: Check::File(check),
};

fn check(opened: &Opened<'_>) -> Option<Finding> {
    if opened.sibling.is_some() {
        return None;
    }
    if opened.text.iter().all(u8::is_ascii_whitespace) {
        return Some(Finding::new());
    }
    let sheet = Sheet::new(&opened.text, opened.dialect, opened.encoding);
    if sheet.header.is_none() {
        return Some(Finding::new());
    }
    let below = sheet.header.map_or(0, |header| header.next as usize);
    let is_bare =
        opened.text[below..].iter().all(|byte| byte.is_ascii_whitespace() || *byte == opened.dialect.separator);
    let is_header = sheet.columns.iter().any(|column| column.kind != Kind::Unknown);
    is_bare.then(|| Finding::new().says(if is_header { 1 } else { 2 }))
}
