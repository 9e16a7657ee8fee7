//! S103 `short-record`: fewer cells than columns.

use crate::evidence::Evidence;
use crate::profile::{Class, Kind};
use crate::row::Shape;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::sheet::Column;
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "S103",
    name: "short-record",
    severity: Severity::Blocker,
    summary: "A row has fewer values than there are columns",
    why: "The importer takes the missing values for blank ones, and blank changes nothing.",
    says: &[
        "The row has fewer values ({cells}) than the header has columns ({columns}).",
        "The last row has fewer values ({cells}) than the header has columns ({columns}) and no end: the file seems to be cut off.",
        "The row has fewer values ({cells}) than the header has columns ({columns}), and {value} stands in “{column}”: a value \
         before it seems to be missing.",
    ],
    todo: "If a value in the middle is missing, the values after it stand in the wrong columns: have a look.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Add blank values at the end" }),
    source: "Seen in older Control Hub clients",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Title,Department\r\nanna@example.com,Agent\r\n",
            after: Some("User ID/Email (Required),Title,Department\r\nanna@example.com,Agent,\r\n"),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Location,Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\r\n\
                     anna@example.com,FALSE,TRUE\r\n",
            after: None,
            baseline: None,
            options: "",
        },
    ]),
    check: Check::Record(check),
};

fn check(shape: &Shape<'_>) -> Option<Finding> {
    let (cells, columns) = (shape.fields.len(), shape.sheet.columns.len());
    if shape.blanks > 0 || cells >= columns {
        return None;
    }
    let finding = Finding::new().arg("cells", cells).arg("columns", columns);
    if let Some(column) = shape.sheet.columns.iter().find(|column| is_flag_elsewhere(shape, column)) {
        return Some(finding.says(2).arg("column", &column.header).at(column.index).value(shape.value(column.index)));
    }
    let text = shape.sheet.text;
    let ends_file = shape.record.next as usize == text.len() && !text.ends_with(b"\n") && !text.ends_with(b"\r");
    // Old programs end a file with a control byte on a line of its own.
    let is_cut_off = ends_file && text[shape.record.range()].iter().any(u8::is_ascii_alphanumeric);
    let severity = if is_cut_off { Severity::Warning } else { Severity::Note };
    let evidence = Evidence::reading(say!("A missing value at the end reads as a blank one."));
    Some(finding.says(usize::from(is_cut_off)).severity(severity).safe(Act::Resize).proven(evidence))
}

/// Whether TRUE or FALSE stands in a column of words: in a row that is short, values have moved up.
fn is_flag_elsewhere(shape: &Shape<'_>, column: &Column) -> bool {
    matches!(column.class, Class::Text | Class::Name)
        && column.kind != Kind::Unknown
        && matches!(&*shape.value(column.index), "TRUE" | "FALSE")
}
