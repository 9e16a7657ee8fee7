//! Values that no rule finds fault with, told by their bytes alone.
//!
//! What must stay true: what is called plain here gives no rule of a cell
//! anything to find (a property test holds it to that); the other way round
//! only time is lost.

use wide::{CmpEq, CmpGt, CmpLt, i8x16};

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

/// Bytes with which no plain text begins or ends, no short one begins, and errors of a spreadsheet do: one look instead
/// of a branch for each of them.
const FIRST: u8 = 1;
const LAST: u8 = 2;
const FIRST_OF_FEW: u8 = 4;
const FIRST_OF_ERROR: u8 = 8;
const AT_THE_ENDS: [u8; 256] = {
    let mut table = [0; 256];
    let mut groups: &[(&[u8], u8)] =
        &[(b" =@+-'#\"\\", FIRST), (b" 0", LAST), (b"nN<", FIRST_OF_FEW), (b"E", FIRST_OF_ERROR)];
    while let [(bytes, sign), rest @ ..] = groups {
        let mut more: &[u8] = bytes;
        while let [byte, after @ ..] = more {
            table[*byte as usize] |= *sign;
            more = after;
        }
        groups = rest;
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
    let (first, last) = (AT_THE_ENDS[*first as usize], AT_THE_ENDS[*last as usize]);
    let forbidden = FIRST | if value.len() <= 4 { FIRST_OF_FEW } else { 0 };
    if first & forbidden | last & LAST != 0 || (first & FIRST_OF_ERROR != 0 && value.starts_with(b"Err:")) {
        return false;
    }
    !odd || is_plain_inside(value, valid)
}

fn is_plain_inside(value: &[u8], valid: bool) -> bool {
    if value.iter().all(|byte| !SUSPICIOUS[*byte as usize] && byte.is_ascii()) {
        return true;
    }
    valid && !value.iter().any(|byte| SUSPICIOUS[*byte as usize] && !matches!(byte, 0xC3..=0xC5))
}

/// `name@domain.tld` of the plainest letters and signs, at most 64 bytes.
pub(crate) fn is_plain_address(value: &[u8]) -> bool {
    let [.., last] = value else { return false };
    let signs = if let (Some(first), Some(last)) = (value.first_chunk::<16>(), value.last_chunk::<16>())
        && value.len() <= 32
    {
        // The two overlap, which does no harm.
        Signs::of(first).or(Signs::of(last), value.len() - 16)
    } else if value.len() <= 64 {
        let mut signs = Signs::default();
        for (at, piece) in value.chunks(16).enumerate() {
            let mut filled = [b'a'; 16];
            filled[..piece.len()].copy_from_slice(piece);
            signs = signs.or(Signs::of(&filled), at * 16);
        }
        signs
    } else {
        return false;
    };
    let Signs { other, dots, ats, marks, pluses } = signs;
    let at = ats.trailing_zeros();
    // No two dots, none beside the @, none first or last.
    let is_dotted = dots & (dots << 1 | ats << 1 | ats >> 1 | 1) == 0 && dots > ats;
    other == 0
        && ats.is_power_of_two() // one @
        && is_dotted
        && at > 0
        && !matches!(value[0], b'+' | b'-')
        && marks & (ats << 1) == 0
        && pluses < ats // no domain has one
        && last.is_ascii_alphanumeric()
        && at as usize + 1 < value.len()
}

/// Which bytes of an address are what, one bit for each; letters and digits are in none.
#[derive(Clone, Copy, Default)]
struct Signs {
    /// What is in no plain address.
    other: u64,
    dots: u64,
    ats: u64,
    /// `_`, `-` and `+`.
    marks: u64,
    pluses: u64,
}

impl Signs {
    #[inline]
    fn of(bytes: &[u8; 16]) -> Self {
        let bytes = i8x16::new(bytes.map(u8::cast_signed));
        let sign = |byte: u8| i8x16::splat(byte.cast_signed());
        let bits = |found: i8x16| u64::from(found.move_mask().cast_unsigned());
        let between = |of: i8x16, from: u8, to: u8| of.cmp_gt(sign(from - 1)) & of.cmp_lt(sign(to + 1));
        // With this bit set, both cases of a letter are the small one; what becomes a letter so without being one, `@`
        // and `[` to `_`, does not become one of `a` to `z`.
        let small = bytes | sign(0x20);
        let letters = between(small, b'a', b'z') | between(bytes, b'0', b'9');
        let pluses = bytes.cmp_eq(sign(b'+'));
        let marks = bytes.cmp_eq(sign(b'_')) | bytes.cmp_eq(sign(b'-')) | pluses;
        let (dots, ats) = (bytes.cmp_eq(sign(b'.')), bytes.cmp_eq(sign(b'@')));
        let known = bits(letters | marks | dots | ats);
        Signs { other: !known & 0xFFFF, dots: bits(dots), ats: bits(ats), marks: bits(marks), pluses: bits(pluses) }
    }

    fn or(self, later: Self, by: usize) -> Self {
        Signs {
            other: self.other | later.other << by,
            dots: self.dots | later.dots << by,
            ats: self.ats | later.ats << by,
            marks: self.marks | later.marks << by,
            pluses: self.pluses | later.pluses << by,
        }
    }
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

/// Two halves of a word.
#[inline]
pub(crate) fn joined(first: [u8; 4], last: [u8; 4]) -> [u8; 8] {
    (u64::from(u32::from_le_bytes(first)) | u64::from(u32::from_le_bytes(last)) << 32).to_le_bytes()
}

/// Whether all bytes are ASCII digits.
#[inline]
pub(crate) fn is_digits(value: &[u8]) -> bool {
    match (value.first_chunk::<8>(), value.last_chunk::<8>()) {
        // The two overlap, which does no harm.
        (Some(first), Some(last)) if value.len() <= 16 => {
            has_form(*first, *b"00000000") && has_form(*last, *b"00000000")
        }
        (Some(_), Some(_)) => value.iter().all(u8::is_ascii_digit),
        _ => match (value.first_chunk::<4>(), value.last_chunk::<4>()) {
            (Some(first), Some(last)) => has_form(joined(*first, *last), *b"00000000"),
            _ => value.iter().all(u8::is_ascii_digit),
        },
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
            ("a@b.dk+452", false),
            ("a+b@c+d.dk", false),
            ("anna.smith+longer.than.sixteen@example.com+452", false),
            ("anna.smith+longer.than.sixteen@example.com", true),
            ("a@b.dk@c.dk", false),
        ] {
            assert_eq!(is_plain_address(address.as_bytes()), plain, "{address}");
        }
        // One sign that is none of the plainest, at each place of addresses of each length.
        for length in 8..=70 {
            let address = format!("{}@b.dk", "a".repeat(length - 5));
            assert_eq!(is_plain_address(address.as_bytes()), length <= 64, "{length}");
            for at in 0..length {
                let odd = [&address.as_bytes()[..at], b"!", &address.as_bytes()[at + 1..]].concat();
                assert!(!is_plain_address(&odd), "{length} {at}");
            }
        }
    }

    #[test]
    fn one_sign_too_many_is_seen_wherever_it_stands() {
        for at in 1..=51 {
            let plain = format!("{}@example.dk", "a".repeat(at)).into_bytes();
            assert!(is_plain_address(&plain), "{at}");
            for place in (0..plain.len()).filter(|place| *place != at) {
                for sign in *b" @;" {
                    let mut broken = plain.clone();
                    broken[place] = sign;
                    assert!(!is_plain_address(&broken), "{}", String::from_utf8_lossy(&broken));
                }
                // Two dots side by side, and a plus behind the @.
                for sign in [".", "+"] {
                    let mut broken = plain.clone();
                    broken.splice(place..place, sign.repeat(2).bytes());
                    let is_plain = sign == "+" && (1..=at).contains(&place);
                    assert_eq!(is_plain_address(&broken), is_plain, "{}", String::from_utf8_lossy(&broken));
                }
            }
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
