//! V325 `spreadsheet-text-mark`: a leading `'`, `="…"` or a trailing `.0`.

use std::cell::OnceCell;

use crate::evidence::{self, Evidence, Exported};
use crate::number::{self, Repair, is_remove, without_comma_zero, without_decimal_zero};
use crate::profile::Class;
use crate::row::Cell;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "V325",
    name: "spreadsheet-text-mark",
    severity: Severity::Blocker,
    summary: "A mark that only a spreadsheet understands",
    why: "Spreadsheets and programs mark values as text (' or =\"…\") or as a decimal number (.0). The importer takes the \
          marks as part of the value.",
    says: &[
        "“{value}” has the mark of a spreadsheet around the value.",
        "“{value}” ends like a decimal number: a program took it for one.",
        "“{value}” begins with an apostrophe. That may be a spreadsheet's mark for text, or belong to the name.",
    ],
    todo: "Write the value without the mark.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Leave the mark out" }),
    source: "Seen with spreadsheets (' and =\"…\") and data programs (.0)",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Extension,Phone Number,Webex Contact Center Standard Agent\n\
                     anna@example.com,\"=\"\"0584\"\"\",'+4526018159,'TRUE\n",
            after: Some(
                "User ID/Email (Required),Extension,Phone Number,Webex Contact Center Standard Agent\r\n\
                 anna@example.com,0584,+4526018159,TRUE\r\n",
            ),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Extension,Webex Contact Center Standard Agent\nanna@example.com,8825.0,TRUE\n",
            after: Some(
                "User ID/Email (Required),Extension,Webex Contact Center Standard Agent\r\nanna@example.com,8825,TRUE\r\n",
            ),
            baseline: None,
            options: "",
        },
    ]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    let is_marked = cell.value.starts_with(['\'', '=']) || cell.value.ends_with('0');
    if !is_marked || evidence::is_as_exported(cell) {
        return None;
    }
    match cell.class() {
        Class::Number | Class::Extension | Class::Address | Class::Flag => strict(cell),
        Class::Text | Class::Name => text(cell),
        Class::ReadOnly | Class::Date => None,
    }
}

/// Where no value begins with such a mark on purpose. Marks on a decimal number go together with its `.0`.
fn strict(cell: &Cell<'_>) -> Option<Finding> {
    let Some(rest) = unmarked(cell.value) else { return decimal(cell) };
    if cell.class() == Class::Address && cell.value.ends_with('\'') {
        return None; // quoted, not marked
    }
    let rest = rest.strip_suffix('\'').unwrap_or(&rest).to_owned();
    let inside = Cell { value: &rest, column: cell.column, row: cell.row, sheet: cell.sheet };
    if let Some(finding) = decimal(&inside) {
        return Some(finding);
    }
    if is_remove(&rest) {
        return Some(Finding::new().ask(Act::Replace(rest))); // what was text becomes a command
    }
    let evidence = Evidence::reading(say!("No value of such a column begins with this mark."));
    Some(Finding::new().safe(Act::Replace(rest)).proven(evidence))
}

fn decimal(cell: &Cell<'_>) -> Option<Finding> {
    match cell.class() {
        Class::Number if without_comma_zero(cell.value).is_none() => {
            let whole = |number: &str| without_decimal_zero(number).map(str::to_owned);
            let exported = OnceCell::new();
            let repair = |whole| whole_number(exported.get_or_init(|| Exported::of(cell)), whole);
            number::judge(cell, &|number| Some(vec![repair(whole(number)?)])).map(|finding| finding.says(1))
        }
        Class::Number | Class::Extension => {
            let whole = without_decimal_zero(cell.value).or_else(|| without_comma_zero(cell.value))?;
            let repair = whole_number(&Exported::of(cell), whole.to_owned());
            let finding = Finding::new().says(1).fixed(repair.safety, Act::Replace(repair.number));
            Some(finding.proven_if(repair.evidence))
        }
        _ => None,
    }
}

/// The digits before `.0`, safe when they are those of the export (its + and leading zeros come back afterwards).
fn whole_number(exported: &Exported, whole: String) -> Repair {
    match exported.with_digits(&whole) {
        Some(evidence) => Repair::proven(whole, Safety::Safe, evidence),
        None => Repair::ask(whole),
    }
}

/// In a text the mark may be part of the name: ’t Hooft is often written 't Hooft.
fn text(cell: &Cell<'_>) -> Option<Finding> {
    let is_decimal = without_decimal_zero(cell.value).is_some();
    let rest = unmarked(cell.value).or_else(|| without_decimal_zero(cell.value).map(str::to_owned))?;
    if cell.value.starts_with('\'') && cell.value.ends_with('\'') {
        return None; // quoted, not marked
    }
    let is_apostrophe = cell.value.starts_with('\'');
    let finding = Finding::new().says(if is_decimal { 1 } else { usize::from(is_apostrophe) * 2 });
    if let Some(evidence) = evidence::agrees(cell, &rest) {
        return Some(finding.severity(Severity::Warning).safe(Act::Replace(rest)).proven(evidence));
    }
    let severity = if is_apostrophe && is_dutch(&rest) { Severity::Note } else { Severity::Warning };
    Some(finding.severity(severity).ask(Act::Replace(rest)))
}

/// `'t Hooft`, `'s-Hertogenbosch`: an apostrophe that most likely belongs there.
fn is_dutch(rest: &str) -> bool {
    ["t ", "s ", "n ", "T ", "S ", "s-", "S-", "t-", "T-"].iter().any(|start| rest.starts_with(start))
}

/// The value inside `'…` or `="…"`, or both.
fn unmarked(value: &str) -> Option<String> {
    let rest = value.trim_start_matches('\'');
    let formula = rest.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    if let Some(inside) = formula.filter(|inside| !inside.replace("\"\"", "").contains('"')) {
        return Some(inside.replace("\"\"", "\""));
    }
    (!rest.is_empty() && rest.len() < value.len()).then(|| rest.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_off() {
        for (value, rest) in [
            ("'+45", Some("+45")),
            ("=\"0584\"", Some("0584")),
            ("=\"say \"\"hi\"\"\"", Some("say \"hi\"")),
            ("=\"a\"&\"b\"", None),
            ("=1+1", None),
            ("'", None),
            ("'''", None),
            ("'=\"0584\"", Some("0584")),
            ("=\"a\u{0}b\"", Some("a\u{0}b")),
            ("a'b", None),
        ] {
            assert_eq!(unmarked(value).as_deref(), rest, "{value}");
        }
    }
}
