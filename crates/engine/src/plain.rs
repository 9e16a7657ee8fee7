//! Values that no rule finds fault with, told by their bytes alone.
//!
//! What must stay true: what is called plain here gives no rule of a cell
//! anything to find (a property test holds it to that); the other way round
//! only time is lost.

/// Bytes that end the fast way wherever they stand in a text: controls, the
/// question mark (a lost letter?), and first bytes of characters that may be
/// invisible, typographic or a sign of wrong decoding.
const SUSPICIOUS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = true;
        byte += 1;
    }
    let mut more: &[u8] = b"?\x7F\xC2\xC3\xC4\xC5\xC6\xCD\xD8\xE1\xE2\xE3\xEF\xF3";
    while let [first, rest @ ..] = more {
        table[*first as usize] = true;
        more = rest;
    }
    table
};

/// Whether no rule has anything to say of a text value. `odd`: whether a byte
/// may stand in it that [`crate::blocks`] calls odd, or one of no valid letter.
#[inline]
pub(crate) fn is_plain_text(value: &[u8], odd: bool, valid: bool) -> bool {
    let [first, .., last] = value else {
        return value.is_empty() || (value[0].is_ascii_alphanumeric());
    };
    let at_the_ends = matches!(first, b' ' | b'=' | b'@' | b'+' | b'-' | b'\'' | b'#' | b'"' | b'\\')
        || *last == b' '
        || *last == b'0';
    let is_error = *first == b'E' && value.starts_with(b"Err:");
    if at_the_ends || is_error || (value.len() <= 4 && matches!(first, b'n' | b'N' | b'<')) {
        return false;
    }
    !odd || is_plain_inside(value, valid)
}

fn is_plain_inside(value: &[u8], valid: bool) -> bool {
    if value.iter().all(|byte| !SUSPICIOUS[*byte as usize] && byte.is_ascii()) {
        return true;
    }
    valid
        && !value.iter().any(|byte| SUSPICIOUS[*byte as usize] && !matches!(byte, 0xC3..=0xC5))
        && !may_be_mojibake(value)
}

/// `Ã`, `Â`, `Ä`, `Å`, `â` (in Central Europe `Ă`, `Ĺ`), or what stands for the first half of a Greek or Cyrillic letter,
/// before another letter that is not ASCII: perhaps UTF-8 that was read as something else.
fn may_be_mojibake(value: &[u8]) -> bool {
    value.windows(3).any(|three| {
        let [lead, next, after] = *three else { return false };
        after >= 0xC2
            && match lead {
                0xC3 => matches!(next, 0x82..=0x85 | 0x8E..=0x91 | 0xA2),
                0xC4 => matches!(next, 0x82 | 0x8E | 0x90 | 0xB9),
                0xC5 => next == 0x83,
                _ => false,
            }
    })
}

/// What a byte is in an address, a bit for each answer.
const IN_ADDRESS: [u8; 256] = {
    let mut table = [FOREIGN; 256];
    let mut byte = 0;
    while byte < 0x80 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => 0,
            b'_' | b'-' | b'+' => SIGN,
            b'.' => DOT,
            b'@' => AT,
            _ => FOREIGN,
        };
        byte += 1;
    }
    table
};
const SIGN: u8 = 1;
const DOT: u8 = 2;
const AT: u8 = 4;
const FOREIGN: u8 = 8;

/// `name@domain.tld` of the plainest letters and signs.
pub(crate) fn is_plain_address(value: &[u8]) -> bool {
    let (mut seen, mut before, mut at, mut dots) = (0, DOT, None, 0);
    for (index, byte) in value.iter().enumerate() {
        let is = IN_ADDRESS[*byte as usize];
        // No two dots, none beside the @, none first.
        seen |= is | if before & is & DOT != 0 { FOREIGN } else { 0 };
        dots += u32::from(is == DOT);
        if is == AT {
            if at.is_some() || before == DOT {
                return false;
            }
            (at, dots) = (Some(index), 0);
        }
        before = is;
    }
    let (Some(at), true) = (at, seen & FOREIGN == 0) else { return false };
    let is_letter = |at: usize| value.get(at).is_some_and(u8::is_ascii_alphanumeric);
    (1..=64).contains(&at)
        && !matches!(value[0], b'+' | b'-')
        && is_letter(at + 1)
        && is_letter(value.len() - 1)
        && dots > 0
}

/// Whether each byte of the word is a digit where `form` has 0, and else what
/// `form` has there: all eight at once.
fn has_form(word: [u8; 8], form: [u8; 8]) -> bool {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let is_digit = u64::from_le_bytes(form.map(|byte| if byte == b'0' { 0xFF } else { 0 }));
    // 0 to 9 for a digit, 0 for any other byte that is as the form wants it.
    let off = u64::from_le_bytes(word) ^ u64::from_le_bytes(form);
    let above_nine = (off & !HIGH) + 0x7676_7676_7676_7676;
    (off | above_nine) & HIGH == 0 && off & !is_digit == 0
}

/// Whether all bytes are ASCII digits.
#[inline]
pub(crate) fn is_digits(value: &[u8]) -> bool {
    match (value.first_chunk::<8>(), value.last_chunk::<8>()) {
        // The two overlap, which does no harm.
        (Some(first), Some(last)) if value.len() <= 16 => {
            has_form(*first, *b"00000000") && has_form(*last, *b"00000000")
        }
        _ => value.iter().all(u8::is_ascii_digit),
    }
}

/// `2026-01-10T10:53:09.064Z` and its shorter forms.
pub(crate) fn is_iso_time(value: &[u8]) -> bool {
    let Some((stated, rest)) = value.split_first_chunk::<19>() else { return false };
    let ([date, time], [colon, seconds @ ..]) = stated.as_chunks::<8>() else { return false };
    has_form(*date, *b"0000-00-")
        && has_form(*time, *b"00T00:00")
        && *colon == b':'
        && seconds.iter().all(u8::is_ascii_digit)
        && rest.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'Z' | b'+' | b'-' | b':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_texts() {
        for text in ["", "A", "Anna", "Søren", "Łukasz", "Santos, Óscar", "Żółć"] {
            assert!(is_plain_text(text.as_bytes(), true, true), "{text}");
        }
        for text in
            [" a", "a ", "?ukasz", "a\u{A0}b", "=1+1", "NA", "-", "K\u{FFFD}b", "SÃ¸ren", "a\tb", "n/a", "'t Hooft"]
        {
            assert!(!is_plain_text(text.as_bytes(), true, true), "{text}");
        }
        assert!(!is_plain_text(b"S\xF8ren", true, false));
    }

    #[test]
    fn plain_addresses() {
        for (address, plain) in [
            ("a@b.dk", true),
            ("Anna.Smith+1@sub.example.com", true),
            ("a@@b.dk", false),
            ("a@b", false),
            ("@b.dk", false),
            ("a@b.dk.", false),
            ("a b@c.dk", false),
            ("mailto:a@b.dk", false),
            ("", false),
            (".a@b.dk", false),
            ("a.@b.dk", false),
            ("a..b@c.dk", false),
            ("a@.b.dk", false),
            ("a@b..dk", false),
            ("a@-b.dk", false),
            ("a@b.dk-", false),
            ("-a@b.dk", false),
            ("+a@b.dk", false),
            ("_a.b-c+@b-c.dk", true),
            ("a.b@c", false),
            ("a@b.dk@c.dk", false),
        ] {
            assert_eq!(is_plain_address(address.as_bytes()), plain, "{address}");
        }
    }

    #[test]
    fn iso_times() {
        assert!(is_iso_time(b"2026-01-10T10:53:09.064Z"));
        assert!(is_iso_time(b"2026-01-10T10:53:09+01:00"));
        assert!(is_iso_time(b"2026-01-10T10:53:09"));
        assert!(!is_iso_time(b"10-01-2026 10:53"));
        assert!(!is_iso_time(b"2026-01-10T10:53:0x"));
    }

    #[test]
    fn digits() {
        for length in 0..20 {
            assert!(is_digits(&b"01234567899876543210"[..length]));
            for at in 0..length {
                for byte in [b'/', b':', b' ', b'a', 0, 0x7F, 0x80, 0xB5, 0xFF] {
                    let mut value = b"01234567899876543210"[..length].to_vec();
                    value[at] = byte;
                    assert!(!is_digits(&value), "{value:?}");
                }
            }
        }
    }
}
