//! S104 `long-record`: more cells than columns.

use crate::evidence::{self, Evidence};
use crate::row::{MOST_EXTRA, Shape};
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::split_value::{Split, split};
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "S104",
    name: "long-record",
    severity: Severity::Blocker,
    summary: "A row has more values than there are columns",
    why: "Often a value with a comma is not in quotes: the importer splits it, and all values after it stand in the \
          wrong columns. Values beyond the last column are dropped.",
    says: &[
        "The row has more values ({cells}) than the header has columns ({columns}).",
        "The row has more values ({cells}) than the header has columns ({columns}): “{joined}” was probably one value.",
        "The row has a blank value beyond the last column.",
        "The row has {extra} blank values beyond the last column.",
        "Nearly every row has more values than the header has columns (this one {cells}, not {columns}): the header seems to \
         have lost a name. Put it back.",
    ],
    todo: "Find the value that was split at a comma and put it in quotes, or delete what is too much.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Leave out the blank values at the end" }),
    source: "Seen in older Control Hub clients: values beyond the last column are ignored",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Location,Extension\r\nanna@example.com,Main street, 1,1234\r\n",
            after: Some("User ID/Email (Required),Location,Extension\r\nanna@example.com,\"Main street, 1\",1234\r\n"),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Extension\r\nanna@example.com,1234,,\r\n",
            after: Some("User ID/Email (Required),Extension\r\nanna@example.com,1234\r\n"),
            baseline: None,
            options: "",
        },
    ]),
    check: Check::Record(check),
};

fn check(shape: &Shape<'_>) -> Option<Finding> {
    let (cells, columns) = (shape.fields.len(), shape.sheet.columns.len());
    if shape.blanks > 0 || cells <= columns || shape.names_columns() {
        return None;
    }
    let extra = cells - columns;
    let finding = Finding::new().arg("cells", cells).arg("columns", columns).arg("extra", extra);
    let is_blank = (columns..cells).all(|index| shape.value(index).trim().is_empty());
    let can_be_split = shape.record.swallow.is_none() && extra <= MOST_EXTRA;
    if !is_blank && shape.sheet.facts.header_is_short {
        return Some(finding.says(4));
    }
    let without = if can_be_split && !is_blank { evidence::without_extra(shape, extra) } else { None };
    if let Some((values, left_out, evidence)) = without {
        let does = say!("Leave out {values}", values = left_out);
        return Some(finding.ask(Act::ReplaceRecord(values)).does(does).proven(evidence));
    }
    // Where the last columns are blank, a split value leaves nothing but blank ones behind them.
    let split = if can_be_split { split(shape, extra, is_blank) } else { Split::Nowhere };
    let (at, joined) = match split {
        Split::At(at, joined) => (at, joined),
        Split::Doubtful if is_blank => return Some(finding), // the values stand in the wrong columns
        _ if is_blank => {
            let evidence = Evidence::reading(say!("The values beyond the last column are blank."));
            let finding = finding.says(2 + usize::from(extra > 1)).severity(Severity::Note);
            return Some(finding.safe(Act::Resize).proven(evidence));
        }
        // An open quote comes first: it decides where the values end.
        _ => return Some(finding).filter(|_| shape.record.swallow.is_none()),
    };
    let finding = finding.says(1).at(at).arg("joined", &joined[at]).value(&joined[at]);
    Some(finding.ask(Act::ReplaceRecord(joined)).does(say!("Join the split value and put it in quotes")))
}
