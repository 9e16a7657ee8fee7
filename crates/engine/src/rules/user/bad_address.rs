//! U402 `bad-address`: an address that is none, or with something around it.

use crate::profile::Class;
use crate::row::Cell;
use crate::rule::{Act, Check, Choice, Evidence, Example, Finding, FixNote, Rule, Safety, Severity};
use crate::rules::value::curly_quotes::unquoted;
use crate::text::is_blank;

pub(crate) static RULE: Rule = Rule {
    code: "U402",
    name: "bad-address",
    severity: Severity::Blocker,
    summary: "An address that cannot be one",
    why: "The importer knows users by their address. One that is wrongly written is refused, or makes a new user beside the \
          one who is meant.",
    says: &[
        "“{value}” is an address with something around it.",
        "“{value}” has a sign behind the address that does not belong to it.",
        "“{value}” has a blank inside.",
        "“{value}” has no @.",
        "“{value}” has more than one @.",
        "“{value}” has more than 64 characters before the @.",
        "“{value}” has nothing, or no domain name such as example.com, behind the @.",
        "“{value}” holds several addresses.",
        "“{value}” has dots or commas where an address has none.",
    ],
    todo: "Write the address as Control Hub knows it.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Write the address alone" }),
    source: "help.webex.com afv3q8, Control Hub user management CSV file reference (the address); 64 characters before the @: \
             ih07j, Modify users in Control Hub",
    examples: &[
        Example {
            before: "User ID/Email (Required),Webex Contact Center Standard Agent\n\
                     mailto:anna@example.com,TRUE\nBo Friis <bo@example.com>,TRUE\n",
            after: Some(
                "User ID/Email (Required),Webex Contact Center Standard Agent\r\n\
                 anna@example.com,TRUE\r\nbo@example.com,TRUE\r\n",
            ),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Webex Contact Center Standard Agent\nanna@example.com.,TRUE\n",
            after: Some("User ID/Email (Required),Webex Contact Center Standard Agent\r\nanna@example.com,TRUE\r\n"),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Webex Contact Center Standard Agent\nanna.example.com,TRUE\n",
            after: None,
            baseline: None,
            options: "",
        },
    ],
    check: Check::Cell(check),
};

/// Characters that may stand before the @.
const MOST_BEFORE_AT: usize = 64;

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if cell.class() != Class::Address || !cell.valid || cell.value.is_empty() {
        return None;
    }
    let is_known = |address: &str| cell.sheet.baseline.is_some_and(|baseline| baseline.user(address).is_some());
    if fault(cell.value).is_none() || is_known(cell.value) {
        return None;
    }
    let finding = Finding::new().severity(if cell.is_key() { Severity::Blocker } else { Severity::Warning });
    if let Some(address) = unwrapped(cell.value) {
        let evidence =
            Evidence::new("reading", "Only one address stands here, with nothing but its wrapping around it.");
        return Some(finding.safe(Act::Replace(address.to_owned())).proven(evidence));
    }
    let (says, mut candidates) = candidates(cell.value);
    let finding = finding.says(says);
    let known = candidates.iter().position(|(_, address)| is_known(address));
    if let Some(known) = known {
        candidates = vec![candidates.swap_remove(known)];
    }
    let finding = match candidates.as_slice() {
        [] => return Some(finding),
        [(_, address)] => finding.ask(Act::Replace(address.clone())).does(format!("Write {address}")),
        several => {
            let choice = |(key, address): &(&'static str, String)| {
                Choice::new(key, format!("Write {address}"), Act::Replace(address.clone()))
            };
            finding.choices(Safety::Ask, several.iter().map(choice).collect())
        }
    };
    Some(match known {
        Some(_) => finding.proven(Evidence::new("baseline", "Your export has a user with this address.")),
        None => finding,
    })
}

/// Which sentence says what is wrong with an address; `None` when nothing is.
fn fault(address: &str) -> Option<usize> {
    let (local, domain) = address.rsplit_once('@').unwrap_or(("", address));
    Some(match address.matches('@').count() {
        _ if unwrapped(address).is_some() => 0,
        2.. if address.contains([',', ';', ' ']) => 7,
        _ if address.trim_end_matches(is_end_sign).len() < address.len() => 1,
        _ if address.contains(is_blank) => 2,
        0 => 3,
        2.. => 4,
        _ if local.chars().count() > MOST_BEFORE_AT => 5,
        _ if address.contains(',') || address.contains("..") || domain.starts_with('.') || local.ends_with('.') => 8,
        _ if local.is_empty() || !domain.contains('.') => 6,
        _ if domain.starts_with('-') || local.starts_with('.') => 8,
        _ => return None,
    })
}

/// The address inside `mailto:…`, `Name <…>`, `<…>` or quotes.
fn unwrapped(value: &str) -> Option<&str> {
    let is_scheme = value.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("mailto:"));
    let inside = if is_scheme {
        &value[7..]
    } else if let Some((before, inside)) = value.strip_suffix('>').and_then(|rest| rest.split_once('<')) {
        Some(inside).filter(|_| !before.contains('@'))?
    } else {
        let quoted = |quote: char| value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
        quoted('"').or_else(|| quoted('\'')).or_else(|| unquoted(value))?
    };
    let inside = inside.trim_matches(is_blank);
    let deeper = unwrapped(inside).unwrap_or(inside);
    (deeper.contains('@') && fault(deeper).is_none()).then_some(deeper)
}

/// What is wrong, and the addresses that may be meant.
fn candidates(value: &str) -> (usize, Vec<(&'static str, String)>) {
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
        4 if value.contains("@@") => one(value.replace("@@", "@")),
        8 => one(value.replace(',', ".").replace("..", ".").replace(".@", "@").replace("@.", "@")),
        _ => Vec::new(),
    };
    (says, candidates.into_iter().filter(|(_, address)| fault(address).is_none()).collect())
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
            ("anna@example", &[]),
            ("a@example.com b@example.com", &[]),
            ("anna", &[]),
        ] {
            let found: Vec<String> = candidates(value).1.into_iter().map(|(_, address)| address).collect();
            assert_eq!(found, expected, "{value}");
        }
    }
}
