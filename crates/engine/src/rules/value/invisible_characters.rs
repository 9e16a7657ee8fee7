//! V340 `invisible-characters`: characters that cannot be seen, and blanks before or after a value.

use crate::dialect::is_control;
use crate::encoding::garbled;
use crate::evidence::{self, Evidence};
use crate::profile::{Class, Kind};
use crate::row::Cell;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::text::{is_blank, is_invisible};
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "V340",
    name: "invisible-characters",
    severity: Severity::Warning,
    summary: "Characters that cannot be seen",
    why: "They come with text copied from web pages and chats. To the importer the value is another one than it looks: an \
          address of nobody, a location that does not exist.",
    says: &[
        "Before or after the value stand blanks or characters that cannot be seen.",
        "Within the value stand characters that cannot be seen.",
        "Within the text stand characters that cannot be seen, or blanks of an unusual kind.",
    ],
    todo: "Leave them out; within a text write plain blanks.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Leave the invisible characters out" }),
    source: "Our inference: the importer compares addresses, headers and locations letter by letter",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Location,Webex Contact Center Standard Agent\n\
                     \u{A0}an\u{200B}na@example.com , Aarhus,TRUE\n",
            after: Some(
                "User ID/Email (Required),Location,Webex Contact Center Standard Agent\r\nanna@example.com,Aarhus,TRUE\r\n",
            ),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Location,Webex Contact Center Standard Agent\n\
                     anna@example.com,København\u{A0}HQ,TRUE\n",
            after: Some(
                "User ID/Email (Required),Location,Webex Contact Center Standard Agent\r\n\
                 anna@example.com,København HQ,TRUE\r\n",
            ),
            baseline: None,
            options: "",
        },
    ]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    let has_control = cell.value.bytes().any(is_control); // whether those go is `nul-bytes`' question
    if has_control || !may_hide(cell.value) {
        return None;
    }
    let ends = |character: char| is_blank(character) || is_invisible(character);
    let trimmed = cell.value.trim_matches(ends);
    let evidence = || Evidence::reading(say!("What can be seen of the value stays the same."));
    let safe = |says: usize, value: String| {
        let is_fault = value != cell.value && !garbled::is_lost_by(cell.value, &value); // half a letter: F005 asks
        is_fault.then(|| Finding::new().says(says).safe(Act::Replace(value)).proven(evidence()))
    };
    match cell.class() {
        Class::Address | Class::Number | Class::Extension | Class::Flag => {
            let seen: String =
                trimmed.chars().filter(|character| is_blank(*character) || !is_invisible(*character)).collect();
            safe(usize::from(seen.len() < trimmed.len()), seen)
        }
        Class::Text | Class::Name => {
            let mut plain = plain(trimmed);
            if cell.class() == Class::Name || cell.column.kind == Kind::Location {
                plain = on_one_line(&plain); // no name has a second line
            }
            if plain == trimmed {
                return safe(0, plain);
            }
            if evidence::is_as_exported(cell) || garbled::is_lost_by(cell.value, &plain) {
                return None;
            }
            let evidence = evidence::agrees(cell, &plain);
            Some(Finding::new().says(2).ask(Act::Replace(plain)).proven_if(evidence))
        }
        Class::ReadOnly | Class::Date => safe(0, trimmed.to_owned()),
    }
}

/// Quickly no for nearly every value.
fn may_hide(value: &str) -> bool {
    !value.is_ascii()
        || value.starts_with(' ')
        || value.ends_with(' ')
        || value.bytes().any(|byte| byte < b' ' || byte == 0x7F)
}

/// A text without what cannot be seen and with plain blanks; line breaks, emoji and joined letters stay.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    let mut before = None;
    while let Some(character) = characters.next() {
        if is_plain_blank(character) || !is_blank(character) {
            if !is_invisible(character) || joins(character, before) {
                plain.push(character);
            }
            before = Some(character);
            continue;
        }
        // One plain blank for the whole run that holds an unusual one.
        plain.truncate(plain.trim_end_matches(' ').len());
        plain.push(' ');
        before = Some(character);
        while let Some(blank) = characters.next_if(|next| is_blank(*next) && !matches!(next, '\n' | '\r')) {
            before = Some(blank);
        }
    }
    plain
}

/// A text with blanks for its line breaks.
fn on_one_line(text: &str) -> String {
    let lines = text.split(['\r', '\n']).map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ")
}

fn is_plain_blank(character: char) -> bool {
    matches!(character, ' ' | '\n' | '\r')
}

/// Characters that shape what is before them: of an emoji, or of a letter in an alphabet that needs them.
fn joins(character: char, before: Option<char>) -> bool {
    let is_shaping = matches!(character, '\u{200C}' | '\u{200D}' | '\u{FE0E}' | '\u{FE0F}');
    is_shaping
        && before.is_some_and(|before| {
            (before >= '\u{0590}' && before.is_alphanumeric()) || before >= '\u{2190}' || before.is_ascii_digit()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_made_plain() {
        for (text, expected) in [
            ("København\u{A0}HQ", "København HQ"),
            ("a \u{A0} b", "a b"),
            ("a  b", "a  b"),
            ("a\tb", "a b"),
            ("a\u{200B}b\u{AD}c", "abc"),
            ("a\nb\r\nc", "a\nb\r\nc"),
            ("❤\u{FE0F}", "❤\u{FE0F}"),
            ("نیم\u{200C}فاصله", "نیم\u{200C}فاصله"),
            ("a\u{200D}b", "ab"),
            ("a\u{202E}b", "ab"),
        ] {
            assert_eq!(plain(text), expected, "{text:?}");
        }
    }
}
