//! S101 `unclosed-quote`: a quote is opened and swallows what follows.

use crate::row::Shape;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity};

pub(crate) static RULE: Rule = Rule {
    code: "S101",
    name: "unclosed-quote",
    severity: Severity::Blocker,
    summary: "A quotation mark is opened and never closed",
    why: "Everything up to the next quotation mark becomes one value to the importer, and an open one at the end drops \
          the rest of the file without a word.",
    says: &[
        "The quotation mark before “{value}” is not closed: {lines} more lines of the file would be swallowed by this one value.",
        "The quotation mark before “{value}” is not closed: the rest of the file, {lines} lines, would be dropped.",
        "The quotation mark before “{value}” is not closed on the last line.",
    ],
    todo: "Look at this row: close the quotation mark where the value ends, or delete it.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Close it where the value ends, so that the row has its columns" }),
    source: "Seen in older Control Hub clients: the rest of the file is dropped silently",
    examples: &[Example {
        before: "User ID/Email (Required),Location,Extension\r\n\
                 anna@example.com,\"Main street,1234\r\nbo@example.com,Harbour,2345\r\n",
        after: Some(
            "User ID/Email (Required),Location,Extension\r\nanna@example.com,Main street,1234\r\nbo@example.com,Harbour,2345\r\n",
        ),
        baseline: None,
        options: "",
    }],
    check: Check::Record(check),
};

fn check(shape: &Shape<'_>) -> Option<Finding> {
    let swallow = shape.record.swallow?;
    let says = match (swallow.lines, swallow.to_end) {
        (0, _) => 2,
        (_, true) => 1,
        _ => 0,
    };
    let index = swallow.field as usize;
    // Form: the cells are already read as if it were closed, so that the rest can be checked.
    Some(Finding::new().says(says).at(index).arg("lines", swallow.lines).value(shape.value(index)).ask(Act::Form))
}
