//! S108 `repeated-header`: the column names once more among the users.

use crate::evidence::Evidence;
use crate::headers::{filled, has_another, is_header, stands_above};
use crate::row::Shape;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "S108",
    name: "repeated-header",
    severity: Severity::Blocker,
    summary: "The column names stand once more among the users",
    why: "This happens when several exports are pasted below each other. The importer takes the row for a user whose \
          address is “User ID/Email (Required)” and refuses it.",
    says: &[
        "This row repeats the column names.",
        "Column names in other orders stand among the users: rows below them are read wrongly.",
        "This row repeats the column names where nothing was typed.",
    ],
    todo: "Where the order differs, first put the columns in the order of the header, down to the next row of names. Then \
           leave the row out: it holds no user.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Leave the row out" }),
    source: "Our inference",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Extension\r\nanna@example.com,1234\r\nUser ID/Email (Required),Extension\r\nbo@example.com,2345\r\n",
            after: Some("User ID/Email (Required),Extension\r\nanna@example.com,1234\r\nbo@example.com,2345\r\n"),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Title,Department\r\nanna@example.com,Agent,Sales\r\n\
                     User ID/Email (Required),Department,Title\r\nbo@example.com,Sales,Agent\r\n",
            after: None,
            baseline: None,
            options: "",
        },
    ]),
    check: Check::Record(check),
};

fn check(shape: &Shape<'_>) -> Option<Finding> {
    if shape.blanks > 0 || shape.is_typed_over() {
        return None; // somebody makes a user's row of it
    }
    let sheet = shape.sheet;
    let is_whole = shape.fields.len() == sheet.columns.len() && stands_above(sheet, shape.fields);
    if !is_whole && !is_header(sheet, shape.fields) {
        return None;
    }
    let finding = Finding::new().value("");
    // Among tables of several orders it shows where one ends, whatever its own order is.
    if !(is_whole || stands_above(sheet, filled(sheet, shape.fields))) || has_another(sheet) {
        return Some(finding.says(1));
    }
    Some(leave_out(finding.says(if shape.is_edited() { 2 } else { 0 }), shape))
}

/// What is typed beside the names is nobody's to throw away unasked.
pub(super) fn leave_out(finding: Finding, shape: &Shape<'_>) -> Finding {
    let proof = Evidence::reading(say!("Every value in the row is the name of its column."));
    let is_proven = !shape.is_edited();
    finding.fixed(if is_proven { Safety::Safe } else { Safety::Ask }, Act::Drop).proven_if(is_proven.then_some(proof))
}
