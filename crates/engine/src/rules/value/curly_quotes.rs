//! V341 `curly-quotes`: typographic quotes around a whole value.

use crate::evidence;
use crate::profile::Class;
use crate::row::Cell;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};

pub(crate) static RULE: Rule = Rule {
    code: "V341",
    name: "curly-quotes",
    severity: Severity::Note,
    summary: "Typographic quotes around a value",
    why: "Only the straight quote \" is a quote in a CSV file. A word processor wrote curly ones, and the importer takes \
          them as part of the value.",
    says: &["{value} stands in typographic quotes."],
    todo: "Leave the quotes out, unless they belong to the value.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Leave the quotes out" }),
    source: "Our inference from how CSV files are read",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Department,Webex Contact Center Standard Agent\n\
                 anna@example.com,“Support”,TRUE\n",
        after: Some(
            "User ID/Email (Required),Department,Webex Contact Center Standard Agent\r\nanna@example.com,Support,TRUE\r\n",
        ),
        baseline: None,
        options: "",
    }]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    // In an address quotes are the business of U402, in a licence column of V303.
    if cell.value.is_ascii() || matches!(cell.class(), Class::Address | Class::Flag) {
        return None;
    }
    let inside = unquoted(cell.value)?.trim().to_owned();
    (!inside.is_empty() && !evidence::is_as_exported(cell)).then(|| Finding::new().ask(Act::Replace(inside)))
}

/// What stands between typographic quotes.
pub(crate) fn unquoted(value: &str) -> Option<&str> {
    const QUOTES: [(char, char); 9] =
        [('“', '”'), ('„', '“'), ('„', '”'), ('”', '”'), ('«', '»'), ('»', '«'), ('‘', '’'), ('‚', '‘'), ('’', '’')];
    let is_quote = |character: char| QUOTES.iter().any(|(open, close)| character == *open || character == *close);
    let inside = QUOTES.iter().find_map(|(open, close)| value.strip_prefix(*open)?.strip_suffix(*close))?;
    (!inside.contains(is_quote)).then_some(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_found() {
        for (value, inside) in
            [("“a”", Some("a")), ("„a“", Some("a")), ("«a»", Some("a")), ("“a” and “b”", None), ("a", None)]
        {
            assert_eq!(unquoted(value), inside, "{value}");
        }
    }
}
