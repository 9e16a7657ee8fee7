//! V340 `invisible-characters`: characters that cannot be seen, and blanks before or after a value.

use crate::dialect::is_control;
use crate::encoding::garbled;
use crate::evidence::{self, Evidence};
use crate::profile::{Class, Kind};
use crate::row::Cell;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::text::{is_blank, is_invisible, on_one_line, plain};
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
        "“{value}” stands on several lines.",
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
    if evidence::is_garbled(cell) {
        return None; // each of them is a part of a letter
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
        Class::Text | Class::Name if is_broken(cell.value, trimmed) => Some(Finding::new().says(2)),
        Class::Text | Class::Name => {
            let (mut plain, mut says) = (plain(trimmed), 2);
            if cell.class() == Class::Name || cell.column.kind == Kind::Location {
                let line = on_one_line(&plain); // no name has a second line
                says = if line == plain { 2 } else { 3 };
                plain = line;
            }
            if plain == trimmed {
                return safe(0, plain);
            }
            if evidence::is_as_exported(cell) || garbled::is_lost_by(cell.value, &plain) {
                return None;
            }
            let evidence = evidence::agrees(cell, &plain);
            Some(Finding::new().says(says).ask(Act::Replace(plain)).proven_if(evidence))
        }
        Class::ReadOnly | Class::Date => safe(0, trimmed.to_owned()),
    }
}

/// Whether control characters are what an encoding that nobody knows made of letters: inside a text, or beside other letters
/// outside ASCII.
fn is_broken(value: &str, trimmed: &str) -> bool {
    let is_control = |sign: char| ('\u{80}'..='\u{9f}').contains(&sign);
    value.contains(is_control)
        && (trimmed.contains(is_control) || value.contains(|sign: char| !sign.is_ascii() && !is_control(sign)))
}

/// Quickly no for nearly every value.
fn may_hide(value: &str) -> bool {
    !value.is_ascii()
        || value.starts_with(' ')
        || value.ends_with(' ')
        || value.bytes().any(|byte| byte < b' ' || byte == 0x7F)
}
