//! S103 `short-record`: fewer cells than columns.

use memchr::{memchr_iter, memrchr2};

use crate::dialect::is_ended;
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
    why: "The importer takes the missing values for blank ones, and blank changes nothing. Where one is missing in the \
          middle, the others stand in the wrong columns, licences among them.",
    says: &[
        "The row has fewer values ({cells}) than the header has columns ({columns}).",
        "The last row has fewer values ({cells}) than the header has columns ({columns}) and no end: the file seems to be cut off.",
        "The row has fewer values ({cells}) than the header has columns ({columns}), and {value} stands in “{column}”: a value \
         before it seems to be missing.",
    ],
    todo: "Look whether a value is missing in the middle, and put it back in the spreadsheet if one is.",
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
    if let Some(column) = flag_elsewhere(shape) {
        return Some(finding.says(2).arg("column", &column.header).at(column.index).value(shape.value(column.index)));
    }
    let is_cut_off = is_cut_off(shape);
    let severity = if is_cut_off { Severity::Warning } else { Severity::Note };
    let evidence = Evidence::reading(say!("A missing value at the end reads as a blank one."));
    Some(finding.says(usize::from(is_cut_off)).severity(severity).safe(Act::Resize).proven(evidence))
}

/// The column of words in which TRUE or FALSE stands, where a licence is missing at the end: values have moved up.
fn flag_elsewhere<'s>(shape: &Shape<'s>) -> Option<&'s Column> {
    let (there, missing) = shape.sheet.columns.split_at(shape.fields.len());
    let is_elsewhere = |column: &&Column| {
        column.class == Class::Text
            && column.kind != Kind::Unknown
            && matches!(&*shape.value(column.index), "TRUE" | "FALSE")
    };
    let may_move = !shape.is_edited() && missing.iter().any(|column| column.class == Class::Flag);
    there.iter().filter(|_| may_move).find(is_elsewhere)
}

/// Whether it is the last record, not ended, and shorter than the line before it.
fn is_cut_off(shape: &Shape<'_>) -> bool {
    let (text, separator) = (shape.sheet.text, shape.sheet.dialect.separator);
    let record = &text[shape.record.range()];
    // Old programs end a file with a control byte on a line of its own.
    let is_last = shape.record.next as usize == text.len() && !is_ended(text);
    let above = text[..shape.record.start as usize].trim_ascii_end();
    let above = memrchr2(b'\n', b'\r', above).map_or(above, |end| &above[end + 1..]);
    is_last
        && record.iter().any(u8::is_ascii_alphanumeric)
        && memchr_iter(separator, above).count() >= shape.fields.len()
}
