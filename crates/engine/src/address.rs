//! What an address looks like, what may stand around it, and which one a faulty one may mean.
//!
//! What must stay true: whatever the cell holds, the time is linear and nothing recurses on it.

use crate::near::is_top_level;
use crate::rules::value::curly_quotes::unquoted;
use crate::text::{in_latin_letters, is_blank};

/// Characters that may stand before the @.
const MOST_BEFORE_AT: usize = 64;

/// What is wrong with an address, as the number of the sentence of U402 that says so; `None` when nothing is.
pub(crate) fn fault(address: &str) -> Option<usize> {
    if unwrapped(address).is_some() {
        return Some(0);
    }
    match fault_of_bare(address) {
        // The sign is one of a wrapping around what is no address.
        None | Some(9) if peeled(address).is_some() => Some(0),
        fault => fault,
    }
}

/// Whether nothing is wrong with it.
pub(crate) fn is_address(text: &str) -> bool {
    fault_of_bare(text).is_none() && peeled(text).is_none()
}

/// What is wrong, wrapping aside.
fn fault_of_bare(address: &str) -> Option<usize> {
    let (local, domain) = address.rsplit_once('@').unwrap_or(("", address));
    Some(match address.matches('@').count() {
        _ if in_latin_letters(address).is_some() => 10,
        2.. if address.contains([',', ';', ' ']) => 7,
        _ if address.trim_end_matches(is_end_sign).len() < address.len() => 1,
        _ if address.contains(is_blank) => 2,
        0 => 3,
        2.. => 4,
        _ if local.chars().count() > MOST_BEFORE_AT => 5,
        _ if address.contains(',') || address.contains("..") || domain.starts_with('.') || local.ends_with('.') => 8,
        _ if local.contains(is_no_sign_of_local) || domain.contains(is_no_sign_of_domain) => 9,
        _ if local.is_empty() || !domain.contains('.') => 6,
        _ if domain.starts_with('-') || local.starts_with('.') => 8,
        _ => return None,
    })
}

/// What no address has before its @ unless it is in quotes.
fn is_no_sign_of_local(character: char) -> bool {
    matches!(character, '(' | ')' | '<' | '>' | '[' | ']' | ':' | ';' | '"' | '\\')
}

fn is_no_sign_of_domain(character: char) -> bool {
    character.is_ascii() && !character.is_ascii_alphanumeric() && !matches!(character, '-' | '.' | '_')
}

/// Wrappings around each other that are taken off; deeper ones are nobody's address.
const WRAPPINGS: usize = 4;

/// The address inside all its wrappings.
pub(crate) fn unwrapped(value: &str) -> Option<&str> {
    let layers = std::iter::successors(peeled(value), |inside| peeled(inside));
    layers.take(WRAPPINGS).filter(|inside| is_address(inside)).last()
}

/// What stands inside `mailto:…`, `Name <…>`, `<…>` or quotes.
fn peeled(value: &str) -> Option<&str> {
    let is_scheme = value.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("mailto:"));
    let inside = if is_scheme {
        &value[7..]
    } else if let Some((before, inside)) = value.strip_suffix('>').and_then(|rest| rest.split_once('<')) {
        Some(inside).filter(|_| !before.contains('@'))?
    } else {
        let quoted = |quote: char| value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
        quoted('"').or_else(|| quoted('\'')).or_else(|| unquoted(value))?
    };
    Some(inside.trim_matches(is_blank))
}

/// What is wrong, and the addresses that may be meant.
pub(crate) fn candidates(value: &str) -> (usize, Vec<(&'static str, String)>) {
    let says = fault(value).unwrap_or(6);
    let one = |address: String| vec![("", address)];
    let candidates = match says {
        1 => one(value.trim_end_matches(is_end_sign).to_owned()),
        2 => without_blanks(value),
        3 => ["(at)", "[at]", " at ", "{at}"]
            .iter()
            .filter(|at| value.matches(*at).count() == 1)
            .take(1)
            .flat_map(|at| one(value.replace(at, "@")))
            .collect(),
        4 => one(value.replace("@@", "@")),
        8 if !ends_before_a_comma(value) => {
            one(value.replace(',', ".").replace("..", ".").replace(".@", "@").replace("@.", "@"))
        }
        10 => in_latin_letters(value).into_iter().flat_map(one).collect(),
        _ => Vec::new(),
    };
    (says, candidates.into_iter().filter(|(_, address)| fault(address).is_none()).collect())
}

/// Whether an address stands whole before the first comma: what follows is then no part of it but the next value.
fn ends_before_a_comma(value: &str) -> bool {
    let address = value.split(',').next().unwrap_or_default();
    let end = address.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    address.len() < value.len() && is_address(address) && is_top_level(&end)
}

/// Without its blanks; before the @ a dot may be meant as well.
fn without_blanks(value: &str) -> Vec<(&'static str, String)> {
    let at_sign = value.replace(" at ", "@");
    if !value.contains('@') {
        return vec![("", at_sign)];
    }
    let joined: String = value.chars().filter(|character| !is_blank(*character)).collect();
    let words =
        |text: &str| text.split(is_blank).filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let local = value.split('@').next().unwrap_or_default();
    let domain: String = value[local.len()..].chars().filter(|character| !is_blank(*character)).collect();
    let dotted = words(local).join(".") + &domain;
    if dotted == joined || dotted.contains("..") {
        return vec![("", joined)];
    }
    vec![("joined", joined), ("dot", dotted)]
}

fn is_end_sign(character: char) -> bool {
    matches!(character, '.' | ',' | ';' | ':' | '>' | '\'' | '"' | '|' | '/' | ')') || is_blank(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_found() {
        for (address, says) in [
            ("anna@example.com", None),
            ("o'hara+x@sub.example.co.uk", None),
            ("søren@example.dk", None),
            ("mailto:anna@example.com", Some(0)),
            ("Anna <anna@example.com>", Some(0)),
            ("\"anna@example.com\"", Some(0)),
            ("<mailto:anna@example.com>", Some(0)),
            ("mailto:mailto:mailto:mailto:mailto:a@example.com", Some(0)),
            ("mailto:.anna@example.com", Some(0)),
            ("anna@example.com.", Some(1)),
            ("anna smith@example.com", Some(2)),
            ("anna.example.com", Some(3)),
            ("anna@@example.com", Some(4)),
            ("a@b@example.com", Some(4)),
            ("a@example.com;b@example.com", Some(7)),
            ("anna@example", Some(6)),
            ("@example.com", Some(6)),
            ("anna@", Some(6)),
            ("anna@example,com", Some(8)),
            ("anna@example..com", Some(8)),
            ("anna.@example.com", Some(8)),
            ("anna@example.com;Agent;TRUE", Some(9)),
            ("anna@example;com", Some(9)),
            ("anna[at]home@example.com", Some(9)),
            ("anna(home)@example.com", Some(9)),
            ("anna@example.com\\x", Some(9)),
            ("o'hara/x!#$%&*=?^`{|}~@my_host.example.com", None),
            ("ann\u{430}@example.com", Some(10)),
            ("anna@ex\u{430}mple.com", Some(10)),
            ("anna\u{FF20}example.com", Some(10)),
            ("\u{43E}\u{441}\u{430}@example.com", None),
        ] {
            assert_eq!(fault(address), says, "{address}");
        }
        assert_eq!(fault(&format!("{}@example.com", "a".repeat(64))), None);
        assert_eq!(fault(&format!("{}@example.com", "a".repeat(65))), Some(5));
    }

    #[test]
    fn what_may_be_meant() {
        for (value, expected) in [
            ("anna@example.com,", &["anna@example.com"][..]),
            ("anna @example.com", &["anna@example.com"]),
            ("anna smith@example.com", &["annasmith@example.com", "anna.smith@example.com"]),
            ("anna(at)example.com", &["anna@example.com"]),
            ("anna at example.com", &["anna@example.com"]),
            ("anna@@example.com", &["anna@example.com"]),
            ("anna@example,com", &["anna@example.com"]),
            ("anna@example,co,uk", &["anna@example.co.uk"]),
            ("anna@mail.example,com", &["anna@mail.example.com"]),
            ("anna,friis@example.com", &["anna.friis@example.com"]),
            ("anna@example.com,Agent,TRUE", &[]),
            ("anna@example.com,dk", &[]),
            ("anna@example.com;Agent;TRUE", &[]),
            ("ann\u{430}@ex\u{430}mple.com", &["anna@example.com"]),
            ("\u{FF41}nna\u{FF20}example\u{FF0E}com", &["anna@example.com"]),
            ("anna@example", &[]),
            ("a@example.com b@example.com", &[]),
            ("anna", &[]),
        ] {
            let found: Vec<String> = candidates(value).1.into_iter().map(|(_, address)| address).collect();
            assert_eq!(found, expected, "{value}");
        }
    }
}
