//! H213 `unclosed-header`: a quote is opened in the column names and swallows the file.

use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::sheet::Sheet;

pub(crate) static RULE: Rule = Rule {
    code: "H213",
    name: "unclosed-header",
    severity: Severity::Blocker,
    summary: "A quotation mark in the column names is opened and never closed",
    why: "Everything up to the next quotation mark becomes part of that column's name to the importer, and with it the \
          users on those lines.",
    says: &[
        "The quotation mark before the column name “{value}” is not closed.",
        "The quotation mark before “{value}” in the column names is not closed, and it is not certain where it ends.",
    ],
    todo: "Look at the line of the column names: close the quotation mark where the name ends, or delete it.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Close it at the end of the line, behind this name" }),
    source: "Seen in older Control Hub clients: the rest of the file is dropped silently",
    examples: kept(&[Example {
        before: "User ID/Email (Required),\"Location\r\nanna@example.com,Main street\r\n",
        after: Some("User ID/Email (Required),Location\r\nanna@example.com,Main street\r\n"),
        baseline: None,
        options: "",
    }]),
    check: Check::Sheet(check),
};

fn check(sheet: &Sheet<'_>) -> Option<Finding> {
    let header = sheet.header?;
    let name = sheet.header_fields.get(header.swallow?.field as usize)?.value(sheet.text);
    // Behind a separator it may be another column's name.
    let is_certain = !name.contains(&sheet.dialect.separator) && !name.contains(&b'"');
    let mut finding = Finding::new().says(usize::from(!is_certain)).value(String::from_utf8_lossy(&name));
    finding.line = Some(header.line);
    // Form: the name is already read as if it were closed, so that the rest can be checked.
    Some(if is_certain { finding.ask(Act::Form) } else { finding })
}
