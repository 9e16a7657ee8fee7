//! F006 `lost-letters`: a `?` or a `�` where a letter was.

use crate::address::fault;
use crate::booleans;
use crate::evidence;
use crate::profile::{Class, Kind};
use crate::row::{Cell, RowCell};
use crate::rule::{Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::rules::value::spreadsheet_error::is_error;

pub(crate) static RULE: Rule = Rule {
    code: "F006",
    name: "lost-letters",
    severity: Severity::Warning,
    summary: "A question mark or a replacement character stands where a letter was",
    why: "A program saved the file in an encoding that does not have the letter (ł, ø, č …) and wrote ? instead. The \
          import would write the damaged value over the right one.",
    says: &["“{value}” has lost letters.", "“{value}” has lost letters; your export has “{known}”."],
    todo: "Type the letters again, or add the export you started from: it proves most of them.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Put the letters back" }),
    source: "Seen with LibreOffice 7.4: “København HQ” saved as Windows-1250 became “K?benhavn HQ”",
    examples: kept(&[Example {
        before: "User ID/Email (Required),First Name,Last Name\r\nanna@example.com,?ukasz,Nowak\r\n",
        after: Some("User ID/Email (Required),First Name,Last Name\r\nanna@example.com,Łukasz,Nowak\r\n"),
        baseline: Some("User ID/Email (Required),First Name,Last Name\r\nanna@example.com,Łukasz,Nowak\r\n"),
        options: "",
    }]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if !has_lost_letter(cell) {
        return None;
    }
    let finding = if is_refused(cell) { Finding::new().severity(Severity::Blocker) } else { Finding::new() };
    let Some(restored) = evidence::letters(cell) else { return Some(finding) };
    Some(finding.says(1).arg("known", &restored.value).restored(restored))
}

/// Whether the importer refuses the value, whatever the letter was: no other rule says so, since this one hides the cell.
/// Bytes that are no UTF-8 can make it refuse the file.
fn is_refused(cell: &Cell<'_>) -> bool {
    let is_no_text = |cell: &RowCell<'_>| str::from_utf8(cell.bytes()).is_err();
    if cell.row.cell(cell.column.index).is_some_and(is_no_text) {
        return true;
    }
    match cell.class() {
        Class::Flag => true,
        Class::Address => fault(cell.value).is_some(),
        Class::Number => !cell.value.contains('+'),
        _ => false,
    }
}

/// A sign that stands where a letter would.
fn has_lost_letter(cell: &Cell<'_>) -> bool {
    if cell.value.contains('\u{FFFD}') {
        // A word for TRUE or FALSE is known without its letters.
        return cell.class() != Class::Flag || booleans::meaning(cell.value).is_none();
    }
    if !cell.value.contains(['?', '_']) || !matches!(cell.class(), Class::Text | Class::Name | Class::Address) {
        return false;
    }
    if is_error(cell.value.trim()) {
        return false; // `#NAME?`
    }
    // “Really?” asks; “K?benhavn”, “?ukasz” and “?ó??” have lost letters.
    let mut marks = cell.value.match_indices('?');
    let stands_before_letter = |(at, _): (usize, &str)| cell.value[at + 1..].starts_with(char::is_alphabetic);
    let stands_behind_letter = |(at, _): (usize, &str)| cell.value[..at].ends_with(char::is_alphabetic);
    // Nobody's name and no place asks: “Malm?” has lost its last letter, “??” was a name in another script.
    let never_asks = cell.class() == Class::Name || cell.column.kind == Kind::Location;
    let is_all_lost = |least: usize| {
        let mut signs = cell.value.chars();
        cell.value.matches('?').count() >= least && signs.all(|sign| matches!(sign, '?' | ' ' | ',' | '-' | '.'))
    };
    marks.clone().any(stands_before_letter)
        || (never_asks && marks.any(stands_behind_letter))
        || (cell.column.kind != Kind::Unknown && is_all_lost(if never_asks { 2 } else { 3 }))
        || evidence::letters(cell).is_some()
}
