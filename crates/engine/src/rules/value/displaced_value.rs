//! V347 `displaced-value`: a column that was sorted or moved without the others.

use crate::evidence;
use crate::row::Cell;
use crate::rule::{Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "V347",
    name: "displaced-value",
    severity: Severity::Warning,
    summary: "A column that was sorted, moved or exchanged without the others",
    why: "The importer gives each value to the user whose address stands in its row. If one column was sorted alone, or one of \
          its cells deleted or inserted, users get the names, numbers or licences of others; if two were exchanged, their own \
          in the wrong place.",
    says: &[
        "In this column {count} {count|value stands|values stand} beside other users than in your export, as if it \
         was sorted or moved alone.",
        "In this column {count} {count|user has|users have} what your export has for them in “{column}”, as if the columns or \
         their names were exchanged.",
        "In this column {count} other {count|user has|users have} what belongs into “{column}”. Look whether this value does, too.",
    ],
    todo: "Say yes to all of these values unless you moved them on purpose. In the spreadsheet sort and move all columns together, \
           and give exchanged columns their names back.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Write what the export has" }),
    source: "help.webex.com ih07j, Modify users in Control Hub (users are known by their address); that such a column was moved \
             is our inference",
    examples: kept(&[Example {
        before: "User ID/Email (Required),First Name,Webex Contact Center Standard Agent\r\n\
                 anna@example.com,Bo,TRUE\r\nbo@example.com,Claus,TRUE\r\nclaus@example.com,Anna,TRUE\r\n",
        after: Some(
            "User ID/Email (Required),First Name,Webex Contact Center Standard Agent\r\n\
             anna@example.com,Anna,TRUE\r\nbo@example.com,Bo,TRUE\r\nclaus@example.com,Claus,TRUE\r\n",
        ),
        baseline: Some(
            "User ID/Email (Required),First Name,Webex Contact Center Standard Agent\r\n\
             anna@example.com,Anna,TRUE\r\nbo@example.com,Bo,TRUE\r\nclaus@example.com,Claus,TRUE\r\n",
        ),
        options: "",
    }]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    let displaced = cell.sheet.facts.displaced_in(cell.column.index)?;
    let finding = Finding::new().arg("count", displaced.count);
    let finding = match displaced.column() {
        Some(column) => finding.says(1).arg("column", &cell.sheet.columns[column].header),
        None => finding,
    };
    let Some(restored) = evidence::displaced(cell, displaced) else {
        let is_doubtful = displaced.column().is_some() && !cell.value.is_empty() && evidence::is_otherwise(cell);
        return is_doubtful.then(|| finding.says(2));
    };
    let does = (!restored.value.is_empty()).then(|| say!("Write “{value}”", value = &restored.value));
    let finding = finding.restored(restored);
    Some(if let Some(does) = does { finding.does(does) } else { finding })
}
