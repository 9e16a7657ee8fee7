//! F006 `lost-letters`: a `?` or a `�` where a letter was.

use crate::profile::Class;
use crate::row::Cell;
use crate::rule::{Act, Check, Evidence, Example, Finding, FixNote, Rule, Safety, Severity};

pub(crate) static RULE: Rule = Rule {
    code: "F006",
    name: "lost-letters",
    severity: Severity::Warning,
    summary: "A question mark or a replacement sign stands where a letter was",
    why: "A program saved the file in an encoding that does not have the letter (ł, ø, č …) and wrote ? instead. The \
          import would write the damaged value over the right one.",
    says: &["“{value}” has lost letters.", "“{value}” has lost letters; your export has “{known}”."],
    todo: "Type the letters again, or give us the export you started from: it proves most of them.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Put the letters back" }),
    source: "Seen with LibreOffice 7.4: “København HQ” saved as Windows-1250 became “K?benhavn HQ”",
    examples: &[Example {
        before: "User ID/Email (Required),First Name,Last Name\r\nanna@example.com,?ukasz,Nowak\r\n",
        after: Some("User ID/Email (Required),First Name,Last Name\r\nanna@example.com,Łukasz,Nowak\r\n"),
        baseline: Some("User ID/Email (Required),First Name,Last Name\r\nanna@example.com,Łukasz,Nowak\r\n"),
        options: "",
    }],
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if !has_lost_letter(cell) {
        return None;
    }
    let Some(known) = cell.baseline().filter(|known| known != cell.value && fits(cell.value, known)) else {
        return Some(Finding::new());
    };
    let finding = Finding::new().says(1).arg("known", &known);
    let replace = Act::Replace(known.clone());
    // Proven only when whatever wrote the file could not have written the letters.
    let encoding = cell.sheet.encoding;
    let could_not = encoding.is_some_and(|encoding| lost(cell.value, &known).all(|letter| !encoding.has(letter)));
    if could_not {
        return Some(finding.safe(replace).proven(Evidence::baseline(&known)));
    }
    Some(finding.ask(replace).proven(Evidence::baseline(&known)))
}

/// A sign that stands where a letter would.
fn has_lost_letter(cell: &Cell<'_>) -> bool {
    if cell.value.contains('\u{FFFD}') {
        return true;
    }
    if !cell.value.contains('?') || !matches!(cell.class(), Class::Text | Class::Name | Class::Address) {
        return false;
    }
    // “Really?” asks; “K?benhavn”, “?ukasz” and “?ó??” have lost letters.
    let stands_before_letter = |(at, _): (usize, &str)| cell.value[at + 1..].starts_with(char::is_alphabetic);
    cell.value.match_indices('?').any(stands_before_letter)
        || cell.baseline().is_some_and(|known| known != cell.value && fits(cell.value, &known))
}

/// Same length, and equal wherever no letter is lost.
fn fits(value: &str, known: &str) -> bool {
    let lost = |letter: char| matches!(letter, '?' | '\u{FFFD}');
    value.chars().count() == known.chars().count()
        && value.chars().zip(known.chars()).all(|(now, was)| now == was || (lost(now) && !was.is_ascii()))
}

/// The letters that are missing in the value.
fn lost<'k>(value: &'k str, known: &'k str) -> impl Iterator<Item = char> + 'k {
    value.chars().zip(known.chars()).filter(|(now, was)| now != was).map(|(_, was)| was)
}
