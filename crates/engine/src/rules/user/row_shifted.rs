//! U409 `row-shifted`: rows whose values stand one column beside their own.

use crate::row::Shape;
use crate::rule::{Check, Example, Finding, Rule, Severity, kept};
use crate::survey::Looks;
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "U409",
    name: "row-shifted",
    severity: Severity::Blocker,
    summary: "Rows whose values stand one column beside their own",
    why: "The importer reads by columns: it would take a name for the address and every other value for what it is not. As long \
          as that is so, nothing else is judged here.",
    says: &[
        "The address stands in “{column}”, one column {side}.",
        "In {count} rows below each other, from this one on, the address stands in “{column}”, one column {side}.",
    ],
    todo: "In the spreadsheet, find where a cell was added or deleted and move the values back. If only the address stands in the \
           wrong place, move that.",
    fix: None,
    source: "Our inference: the importer reads by columns",
    examples: kept(&[Example {
        before: "First Name,Last Name,User ID/Email (Required),Extension,Webex Contact Center Standard Agent\r\n\
                 Anna,Nowak,anna@example.com,1234,TRUE\r\nFriis,bo@example.com,2345,TRUE,\r\nBerg,ida@example.com,3456,TRUE,\r\n\
                 Ole,Holm,ole@example.com,4567,TRUE\r\n",
        after: None,
        baseline: None,
        options: "",
    }]),
    check: Check::Record(check),
};

fn check(shape: &Shape<'_>) -> Option<Finding> {
    let (Looks::Shifted { left }, 1..) = (shape.looks, shape.run) else { return None };
    let key = shape.sheet.key?;
    let (at, side) = if left { (key.checked_sub(1)?, say!("to the left")) } else { (key + 1, say!("to the right")) };
    let column = shape.sheet.columns.get(at)?;
    let finding = Finding::new().says(usize::from(shape.run > 1)).arg("count", shape.run).arg("side", side);
    let finding = finding.arg("column", &column.header).at(at).value(shape.value(at));
    Some(Finding { count: shape.run, ..finding })
}
