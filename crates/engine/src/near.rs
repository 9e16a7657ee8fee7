//! Whether one word may be a slip for another: a domain, the name of a location.
//!
//! What must stay true: what people tell apart on purpose (`acme.dk` and `acme.de`, `Site 1` and `Site 2`, `Building A`
//! and `Building B`) is no slip, and the time is linear in the longer word.

use crate::booleans::without_accents;
use crate::phone;
use crate::text::{is_blank, small, tidy};

/// Words with more characters are not compared letter by letter.
const LONGEST: usize = 120;

/// How many letters are missing, added, replaced or swapped with their neighbour; `None` for more than two.
pub(crate) fn letters_apart(one: &str, other: &str) -> Option<usize> {
    const MOST: usize = 2;
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (rows, columns) = (one.len(), other.len());
    if rows.abs_diff(columns) > MOST || rows.max(columns) > LONGEST {
        return None;
    }
    let far = MOST + 1;
    let mut before = vec![far; columns + 1];
    let mut above: Vec<usize> = (0..=columns).map(|steps| steps.min(far)).collect();
    for row in 1..=rows {
        let mut now = vec![far; columns + 1];
        now[0] = row.min(far);
        for column in row.saturating_sub(MOST).max(1)..=(row + MOST).min(columns) {
            let replaced = above[column - 1] + usize::from(one[row - 1] != other[column - 1]);
            now[column] = replaced.min(above[column] + 1).min(now[column - 1] + 1).min(far);
            let swapped =
                row > 1 && column > 1 && one[row - 1] == other[column - 2] && one[row - 2] == other[column - 1];
            if swapped {
                now[column] = now[column].min(before[column - 2] + 1);
            }
        }
        before = std::mem::replace(&mut above, now);
    }
    above.last().copied().filter(|apart| *apart <= MOST)
}

/// Whether a slip of one letter, in a long word of two, makes one word of the other.
fn is_slip_of_word(word: &str, meant: &str) -> bool {
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
    let shorter = word.chars().count().min(meant.chars().count());
    let most = match shorter {
        0..=3 => return false,
        4..=7 => 1,
        _ => 2,
    };
    // Few slip on the first letter, and North and South are not one place.
    word.chars().next() == meant.chars().next()
        && digits(word) == digits(meant)
        && labels(word) == labels(meant)
        && letters_apart(word, meant).is_some_and(|apart| (1..=most).contains(&apart))
}

/// Letters that stand alone beside digits: the B of `Floor1B`, on purpose another one than the A of `Floor1A`.
fn labels(word: &str) -> Vec<&str> {
    let has_digit = word.contains(|letter: char| letter.is_ascii_digit());
    let runs = word.split(|letter: char| !letter.is_alphabetic());
    runs.filter(|run| has_digit && run.chars().count() == 1).collect()
}

/// Whether a domain may be a slip for the other; both in small letters.
pub(crate) fn is_slip_of_domain(domain: &str, meant: &str) -> bool {
    let (labels, others): (Vec<&str>, Vec<&str>) = (domain.split('.').collect(), meant.split('.').collect());
    if labels.len() != others.len() {
        return false; // a part of the organization has a domain below its own
    }
    let mut pairs = labels.iter().zip(&others).rev();
    let Some((end, meant_end)) = pairs.next() else { return false };
    let is_short_com = *meant_end == "com" && matches!(*end, "co" | "cm" | "om");
    if end != meant_end {
        let is_near = letters_apart(end, meant_end).is_some();
        return is_near && (!is_top_level(end) || is_short_com) && pairs.all(|(label, other)| label == other);
    }
    let mut differing = pairs.filter(|(label, other)| label != other);
    let slip = differing.next().is_some_and(|(label, other)| is_slip_of_word(label, other));
    slip && differing.next().is_none()
}

/// Ends of domains that exist, as far as people have addresses there.
pub(crate) fn is_top_level(end: &str) -> bool {
    const GENERIC: &[&str] = &[
        "com", "org", "net", "edu", "gov", "mil", "int", "info", "biz", "name", "pro", "coop", "mobi", "jobs", "app",
        "dev", "cloud", "online", "site", "shop", "store", "tech", "email", "group", "company", "one", "live", "team",
        "work", "care", "bank", "law", "tv", "eu", "uk", "io", "ai", "me", "co", "cc", "ws", "fm", "su",
    ];
    GENERIC.contains(&end) || (end.len() == 2 && phone::country(&end.to_ascii_uppercase()).is_some())
}

/// A name as it is compared: in small letters, without accents and blanks, with straight apostrophes.
pub(crate) fn folded(name: &str) -> String {
    let straight = |letter: char| if matches!(letter, '’' | '‘' | 'ʼ' | '`' | '´') { '\'' } else { letter };
    let small: String =
        name.chars().flat_map(char::to_lowercase).filter(|letter| !is_blank(*letter)).map(straight).collect();
    without_accents(&small)
}

/// Whether the name of a location may be a slip for the other: in case, blanks or accents, or by one or two letters of one
/// word.
pub(crate) fn is_slip_of_name(name: &str, meant: &str) -> bool {
    if name == meant {
        return false;
    }
    if folded(name) == folded(meant) {
        return true;
    }
    let (name, meant) = (small(&tidy(name)), small(&tidy(meant)));
    if name.len().abs_diff(meant.len()) > 8 {
        return false;
    }
    let (words, others): (Vec<&str>, Vec<&str>) = (name.split(' ').collect(), meant.split(' ').collect());
    let mut differing = words.iter().zip(&others).filter(|(word, other)| word != other);
    let slip = differing.next().is_some_and(|(word, other)| is_slip_of_word(word, other));
    slip && differing.next().is_none() && words.len() == others.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted() {
        for (one, other, apart) in [
            ("", "", Some(0)),
            ("example", "example", Some(0)),
            ("exmaple", "example", Some(1)),
            ("exmple", "example", Some(1)),
            ("exxample", "example", Some(1)),
            ("exbmple", "example", Some(1)),
            ("exmlpe", "example", Some(2)),
            ("abc", "xyz", None),
            ("a", "abcd", None),
            ("ab", "", Some(2)),
            ("ærø", "æro", Some(1)),
            ("abcdef", "badcfe", None),
            ("abcd", "badc", Some(2)),
        ] {
            assert_eq!(letters_apart(one, other), apart, "{one} {other}");
            assert_eq!(letters_apart(other, one), apart, "{other} {one}");
        }
    }

    #[test]
    fn slips_of_domains() {
        for (domain, meant) in [
            ("exmaple.com", "example.com"),
            ("example.con", "example.com"),
            ("example.co", "example.com"),
            ("example.cmo", "example.com"),
            ("example.comm", "example.com"),
            ("exampel.dk", "example.dk"),
            ("mail.exmple.com", "mail.example.com"),
            ("my-company.com", "mycompany.com"),
            ("acne.com", "acme.com"),
        ] {
            assert!(is_slip_of_domain(domain, meant), "{domain} {meant}");
        }
        for (domain, meant) in [
            ("example.com", "example.com"),
            ("acme.de", "acme.dk"),
            ("acme.se", "acme.de"),
            ("acme.org", "acme.com"),
            ("acme.net", "acme.com"),
            ("eu.acme.com", "us.acme.com"),
            ("eu.acme.com", "acme.com"),
            ("site1.acme.com", "site2.acme.com"),
            ("abd.dk", "abc.dk"),
            ("acme1.com", "acme.com"),
            ("lacme.com", "acme.com"),
            ("example.dk", "exmaple.com"),
            ("other.com", "example.com"),
        ] {
            assert!(!is_slip_of_domain(domain, meant), "{domain} {meant}");
        }
    }

    #[test]
    fn slips_of_names() {
        for (name, meant) in [
            ("aarhus", "Aarhus"),
            ("København  HQ", "København HQ"),
            ("Københavnhq", "København HQ"),
            ("Lodz", "Łódź"),
            ("Kobenhavn HQ", "København HQ"),
            ("Warszwa, ul. Prosta 1", "Warszawa, ul. Prosta 1"),
            ("Warszawa ul. Prosta 1", "Warszawa, ul. Prosta 1"),
            ("Den Haag, ’s-Gravenweg", "Den Haag, 's-Gravenweg"),
            ("Malmo", "Malmö"),
            ("Flor1A", "Floor1A"),
        ] {
            assert!(is_slip_of_name(name, meant), "{name} {meant}");
        }
        for (name, meant) in [
            ("Aarhus", "Aarhus"),
            ("Site 1", "Site 2"),
            ("Building A", "Building B"),
            ("Floor1B", "Floor1A"),
            ("Floor-2-West-B3", "Floor-2-West-C3"),
            ("Northern", "Southern"),
            ("Eastern", "Western"),
            ("Aarhus 1", "Aarhus"),
            ("Aarhus HQ", "Aarhus"),
            ("Warszawa, ul. Prosta 2", "Warszawa, ul. Prosta 1"),
            ("Rome", "Roma X"),
            ("Hall", "Mall"),
            ("", "Aarhus"),
            ("Ulm", "Elm"),
        ] {
            assert!(!is_slip_of_name(name, meant), "{name} {meant}");
        }
    }
}
