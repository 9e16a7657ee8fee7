//! S101 `unclosed-quote`: a quote is opened and swallows what follows.

use crate::row::Shape;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::words::Arg;

pub(crate) static RULE: Rule = Rule {
    code: "S101",
    name: "unclosed-quote",
    severity: Severity::Blocker,
    summary: "A quotation mark is opened and never closed",
    why: "Everything up to the next quotation mark becomes one value to the importer, and an open one at the end drops \
          the rest of the file without a word.",
    says: &[
        "The quotation mark before “{value}” is not closed: {users} more {users|user|users} would be swallowed by this one value.",
        "The quotation mark before “{value}” is not closed: the rest of the file with {users} more {users|user|users} would be dropped.",
        "The quotation mark before “{value}” is not closed in this row.",
    ],
    todo: "Look at this row: close the quotation mark where the value ends, or delete it.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Close it where the value ends, so that the row has its columns" }),
    source: "Seen in older Control Hub clients: the rest of the file is dropped silently",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Location,Extension\r\n\
                 anna@example.com,\"Main street,1234\r\nbo@example.com,Harbour,2345\r\n",
        after: Some(
            "User ID/Email (Required),Location,Extension\r\nanna@example.com,Main street,1234\r\nbo@example.com,Harbour,2345\r\n",
        ),
        baseline: None,
        options: "",
    }]),
    check: Check::Record(check),
};

fn check(shape: &Shape<'_>) -> Option<Finding> {
    let swallow = shape.record.swallow?;
    let users = swallowed(shape, swallow.lines);
    let says = match (users, swallow.to_end) {
        (0, _) => 2,
        (_, true) => 1,
        _ => 0,
    };
    let index = swallow.field as usize;
    // Form: the cells are already read as if it were closed, so that the rest can be checked.
    Some(Finding::new().says(says).at(index).arg("users", Arg::Count(users)).value(shape.value(index)).ask(Act::Form))
}

/// Users on the lines that the value would swallow. The next quote ends it, so that no line is looked at for two of them.
fn swallowed(shape: &Shape<'_>, lines: u32) -> usize {
    let mut scanner = shape.sheet.dialect.scanner(shape.sheet.text);
    scanner.seek(shape.record.next as usize, shape.record.line + 1);
    let last = shape.record.line.saturating_add(lines);
    let mut fields = Vec::new();
    let mut users = 0;
    while scanner.read(&mut fields).is_some_and(|record| record.line <= last) {
        let is_blank = fields.iter().all(|field| field.value(shape.sheet.text).trim_ascii().is_empty());
        users += usize::from(!is_blank);
    }
    users
}
