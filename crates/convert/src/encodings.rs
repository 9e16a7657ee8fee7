//! Texts in encodings that the engine has no table for.
//!
//! Must stay true: only an encoding that reads every byte of the file is
//! offered, and where the guess is one that the engine reads itself none but
//! one that gives a known word, or one that explains the bytes better:
//! almost any file could be read as Chinese.

use std::collections::HashSet;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, IBM866, ISO_8859_5, ISO_8859_6, ISO_8859_7, ISO_8859_8, KOI8_R,
    KOI8_U, SHIFT_JIS, WINDOWS_874, WINDOWS_1255,
};
use hubcheck::Reading;

/// Several bytes for a letter: each reads most files of the others.
const OF_SEVERAL_BYTES: [&Encoding; 5] = [SHIFT_JIS, EUC_JP, GB18030, BIG5, EUC_KR];

/// One byte for a letter, in alphabets that the engine has no table for.
const OF_ONE_BYTE: [&Encoding; 9] =
    [WINDOWS_1255, WINDOWS_874, KOI8_U, KOI8_R, IBM866, ISO_8859_5, ISO_8859_6, ISO_8859_7, ISO_8859_8];

/// Bytes; words for TRUE and FALSE are shorter in every encoding.
const LONGEST_WORD: usize = 40;

/// Cells that are looked at for such a word: each row has one, or the file is no list of licences.
const MOST_CELLS: usize = 100_000;

/// The whole file in each encoding that can be meant and that the engine cannot read; the likeliest first.
#[must_use]
pub fn readings(bytes: &[u8]) -> Vec<Reading> {
    if !hubcheck::is_foreign(bytes) || bytes.len() > crate::MOST_BYTES {
        return Vec::new();
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    let guessed = if guessed == GBK { GB18030 } else { guessed };
    let likely: &[&Encoding] = if OF_SEVERAL_BYTES.contains(&guessed) { &OF_SEVERAL_BYTES } else { &[] };
    let is_ours = |encoding: &&Encoding| OF_SEVERAL_BYTES.contains(encoding) || OF_ONE_BYTE.contains(encoding);
    let mut found: Vec<&'static Encoding> = Vec::new();
    for encoding in std::iter::once(guessed).chain(likely.iter().copied()).filter(is_ours).chain(of_words(bytes)) {
        if !found.contains(&encoding) {
            found.push(encoding);
        }
    }
    found.into_iter().filter_map(|encoding| reading(encoding, bytes)).collect()
}

/// The encodings in which a cell is a spreadsheet's word for TRUE or FALSE: a guess needs more letters than such a file
/// may have.
fn of_words(bytes: &[u8]) -> Vec<&'static Encoding> {
    // Those of several bytes use these for no part of a letter.
    let cells = bytes.split(|byte| matches!(byte, b',' | b';' | b'\t' | b'"' | b'\r' | b'\n'));
    let lettered = cells.filter(|cell| cell.len() <= LONGEST_WORD && !cell.is_ascii());
    let cells: HashSet<&[u8]> = lettered.take(MOST_CELLS).collect();
    let is_word = |encoding: &'static Encoding, cell: &[u8]| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(cell);
        text.is_some_and(|text| hubcheck::is_lettered_boolean(&text))
    };
    let has_word = |encoding: &&'static Encoding| cells.iter().any(|cell| is_word(encoding, cell));
    OF_SEVERAL_BYTES.into_iter().chain(OF_ONE_BYTE).filter(has_word).collect()
}

fn reading(encoding: &'static Encoding, bytes: &[u8]) -> Option<Reading> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    // The web maps bytes without a meaning to control characters, and rare codes to a private area.
    let is_nonsense = |letter: char| matches!(letter, '\u{80}'..='\u{9F}' | '\u{E000}'..='\u{F8FF}');
    if text.contains(is_nonsense) {
        return None;
    }
    Some(Reading { encoding: encoding.name().to_ascii_lowercase(), text: text.into_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "User ID/Email (Required),First Name,Last Name\r\n";

    #[test]
    fn letters_of_several_bytes_are_read() {
        for (encoding, row) in [
            (SHIFT_JIS, "taro@example.com,太郎,山田\r\nhanako@example.com,花子,鈴木\r\n"),
            (EUC_JP, "taro@example.com,たろう,やまだ\r\nhanako@example.com,はなこ,すずき\r\n"),
            (GB18030, "wei@example.com,伟,王\r\nfang@example.com,芳芳,李小龙\r\n"),
            (BIG5, "wei@example.com,偉倫,陳\r\nfang@example.com,雅婷,林志玲\r\n"),
            (EUC_KR, "minjun@example.com,민준,김\r\nseoyeon@example.com,서연,이지은\r\n"),
            (WINDOWS_1255, "dana@example.com,דנה,כהן\r\nyossi@example.com,יוסי,לוי שלום\r\n"),
            (WINDOWS_874, "somchai@example.com,สมชาย,ใจดี\r\nmali@example.com,มะลิ,สวยงาม\r\n"),
        ] {
            let text = format!("{HEADER}{row}");
            let (bytes, _, _) = encoding.encode(&text);
            let readings = readings(&bytes);
            // Hebrew reads the same in two encodings.
            let first = readings.first().map(|reading| reading.text.as_str());
            assert_eq!(first, Some(&*text), "{}", encoding.name());
        }
    }

    #[test]
    fn a_known_word_shows_the_encoding_where_a_guess_fails() {
        for (encoding, yes, no) in
            [(BIG5, "真", "假"), (SHIFT_JIS, "TRUE", "FALSE"), (EUC_KR, "참", "거짓"), (WINDOWS_874, "จริง", "เท็จ")]
        {
            let text = format!("User ID/Email (Required);Licence\r\na@x.com;{yes}\r\nb@x.com;{no}\r\n");
            let (bytes, _, _) = encoding.encode(&text);
            let is_found = readings(&bytes).iter().any(|reading| reading.text == text);
            assert_eq!(is_found, !text.is_ascii(), "{}", encoding.name());
        }
    }

    #[test]
    fn every_offered_encoding_has_a_name_in_the_engine() {
        for encoding in OF_SEVERAL_BYTES.iter().chain(&OF_ONE_BYTE) {
            let readings = vec![Reading { encoding: encoding.name().to_ascii_lowercase(), text: "☃".into() }];
            let origin = hubcheck::Origin { readings, ..hubcheck::Origin::default() };
            let input = hubcheck::Input { file: b"\xF8", baseline: None, origin: Some(&origin) };
            let report = hubcheck::check(&input, &hubcheck::Options::default());
            let finding = report.findings.iter().find(|finding| finding.rule == "not-utf8").expect("it is foreign");
            let choices = finding.fix.as_ref().expect("choices").choices.iter().map(|choice| choice.choice.clone());
            assert!(choices.collect::<Vec<_>>().contains(&encoding.name().to_ascii_lowercase()), "{}", encoding.name());
        }
    }

    #[test]
    fn what_the_engine_reads_itself_is_left_to_it() {
        for bytes in [
            &b"S\xF8ren,K\xF8benhavn HQ,\xC5se\r\n"[..],
            b"\xA3ukasz,Wroc\xB3aw\r\n",
            b"S\xBFren,K\xBFbenhavn\r\n",
            "Søren".as_bytes(),
            b"plain",
            b"",
        ] {
            assert_eq!(readings(bytes), [], "{bytes:?}");
        }
    }
}
