//! Guesses which single-byte encoding a file has.
//!
//! Must stay true: an encoding is left out only when a byte means nothing in it.
//! What makes nonsense of the file (a sign in the middle of a word, two alphabets
//! in one word) comes last. How usual the letters are decides the order, never
//! more: a frequency proves nothing about one file.

use super::{Encoding, rare, single_byte};
use crate::sorting;
use std::collections::BTreeMap;

/// How many bytes beyond ASCII are looked at; more would change no guess.
const SAMPLE: usize = 20_000;

/// The letters beyond ASCII of the languages people write names in, the usual ones first.
const LANGUAGES: &[&str] = &[
    "øæåéüöä",                                             // Danish, Norwegian
    "äåöéü",                                               // Swedish, Finnish
    "üäößé",                                               // German
    "éèàçêâôîûùëïœ",                                       // French
    "íóáéñúü",                                             // Spanish, Catalan
    "ãçáéíóêõâúàô",                                        // Portuguese
    "àèéìòù",                                              // Italian
    "ëéïöüè",                                              // Dutch
    "áíóðéúöýþæ",                                          // Icelandic, Faroese
    "łążęóćśńź",                                           // Polish
    "íáéěřčžýšůúťňďó",                                     // Czech
    "áíéčžýšúťľôňďäóĺŕ",                                   // Slovak
    "áéöóőüíúű",                                           // Hungarian
    "ăâîșțşţ",                                             // Romanian
    "čšžćđ",                                               // Croatian, Slovenian, Bosnian
    "ıİğşçöüâ",                                            // Turkish
    "ėšųžąįčęū",                                           // Lithuanian
    "āēīšņļķģžčū",                                         // Latvian
    "äõöüšž",                                              // Estonian
    "оаеинтрслвкдмпуіяйгбзьчхшыжюцщєїёфэ",                 // Russian, Ukrainian, Bulgarian
    "аоиенртсвјкдпмулзшбгљњчћжђџцхфѓќѕ",                   // Serbian, Macedonian
    "ŵŷâêîôû",                                             // Welsh
    "ħżġċàèéìòù",                                          // Maltese
    "αοιετσνηυρπκμλςγδθχφβξζψάίόέήώύϊϋ",                   // Greek
    "اليمنرتبسعدحوكهفقجشصخطزضغظءأئذثةىآؤإپچژگ",            // Arabic, Persian
    "đêôơưăâ\u{301}\u{300}\u{303}\u{309}\u{323}áàéèóúùíý", // Vietnamese
];

/// Signs that may stand before a word, after one, and inside one.
const BEFORE: &str = "“„‚‘«‹¿¡©§…–—•·\u{a0}";
const AFTER: &str = "”“’»›®™…–—²³°ºª·•´\u{a0}";
const INSIDE: &str = "’‘´·–—\u{ad}\u{a0}";

/// The encodings that can be meant by these bytes, the likeliest first; those that make nonsense of them come last. Pure ASCII
/// gives none: it needs no guess.
pub(crate) fn guess(bytes: &[u8]) -> Vec<Encoding> {
    ranked(bytes).into_iter().map(|(encoding, _)| encoding).collect()
}

/// The encodings of [`guess`], each with whether it makes sense of the bytes.
fn ranked(bytes: &[u8]) -> Vec<(Encoding, bool)> {
    let used = beyond_ascii(bytes);
    let threes = threes(bytes);
    let total: i64 = threes.values().sum();
    if total == 0 {
        return Vec::new();
    }
    let defined = |encoding: &Encoding| used.iter().all(|byte| encoding.char_of(*byte).is_some());
    let mut scores: Vec<(Encoding, Score)> =
        single_byte().filter(defined).map(|encoding| (encoding, score(encoding, &threes))).collect();
    let fewest = scores.iter().map(|(_, score)| score.odd).min().unwrap_or(0);
    // One strange cell in fifty must not rule out the right encoding.
    let makes_sense = |score: &Score| score.odd == fewest || score.odd * 50 <= total;
    sorting::sort_by(&mut scores, |(_, one), (_, other)| {
        makes_sense(other).cmp(&makes_sense(one)).then(other.points.cmp(&one.points))
    });
    scores.into_iter().map(|(encoding, score)| (encoding, makes_sense(&score))).collect()
}

/// The bytes beyond ASCII that stand in a text, each once.
pub(crate) fn beyond_ascii(text: &[u8]) -> Vec<u8> {
    let mut seen = [false; 256];
    for byte in text {
        seen[usize::from(*byte)] = true;
    }
    (128..=u8::MAX).filter(|byte| seen[usize::from(*byte)]).collect()
}

/// Whether hardly a letter or sign beyond ASCII stands where no language writes it. Only of some alphabets and of signs is
/// that known.
pub(crate) fn makes_sense(values: impl Iterator<Item = String>) -> bool {
    let counts = values.map(|value| count_strange(&value));
    let (strange, all) = counts.fold((0, 0), |(strange, all), value| (strange + value.0, all + value.1));
    strange * 20 <= all
}

/// Whether some letter or sign of a value stands where no language writes it.
pub(crate) fn is_strange(value: &str) -> bool {
    count_strange(value).0 > 0
}

/// How many letters and signs beyond ASCII stand where no language writes them, and of how many.
fn count_strange(value: &str) -> (usize, usize) {
    let letters: Vec<char> = value.chars().collect();
    let is_known =
        |letter: char| matches!(letter, '\u{80}'..='\u{6ff}' | '\u{2000}'..='\u{2bff}' | '\u{2e80}'..='\u{d7ff}');
    let (mut strange, mut all) = (0, 0);
    for (at, letter) in letters.iter().enumerate().filter(|(_, letter)| is_known(**letter)) {
        let neighbour = |at: Option<usize>| at.and_then(|at| letters.get(at)).copied().unwrap_or('\n');
        let (before, after) = (neighbour(at.checked_sub(1)), neighbour(Some(at + 1)));
        all += 1;
        strange += usize::from(is_odd(before, *letter, after) || is_case_odd(before, *letter, after));
    }
    (strange, all)
}

/// The encodings that explain these bytes better by more than so many points, were all of them as usual, and put no more
/// letters and signs where no language writes them.
pub(crate) fn rivals(bytes: &[u8], encoding: Encoding, lead: i64) -> Vec<Encoding> {
    let (used, threes) = (beyond_ascii(bytes), threes(bytes));
    let is_defined = |encoding: &Encoding| used.iter().all(|byte| encoding.char_of(*byte).is_some());
    let judge = |encoding: Encoding| {
        let Score { points, odd, odd_cases } = score(encoding, &threes);
        (points + rareness(encoding), odd + odd_cases)
    };
    let (points, strange) = judge(encoding);
    let is_rival = |other: &Encoding| {
        let (theirs, stranger) = judge(*other);
        theirs > points + lead && stranger <= strange
    };
    single_byte().filter(is_defined).filter(is_rival).collect()
}

/// How well an encoding explains the bytes.
struct Score {
    /// Higher is likelier.
    points: i64,
    /// Places that no language writes.
    odd: i64,
    /// Capitals and small letters where no language mixes them.
    odd_cases: i64,
}

/// Each byte beyond ASCII with its neighbours, and how often that stands in the file.
fn threes(bytes: &[u8]) -> BTreeMap<[u8; 3], i64> {
    let mut threes = BTreeMap::new();
    let high = bytes.iter().enumerate().filter(|(_, byte)| !byte.is_ascii()).take(SAMPLE);
    for (index, &byte) in high {
        let before = index.checked_sub(1).map_or(b'\n', |before| bytes[before]);
        let after = bytes.get(index + 1).copied().unwrap_or(b'\n');
        *threes.entry([before, byte, after]).or_insert(0) += 1;
    }
    threes
}

fn score(encoding: Encoding, threes: &BTreeMap<[u8; 3], i64>) -> Score {
    let mut languages = vec![0; LANGUAGES.len()];
    let mut points = -rareness(encoding);
    let (mut odd, mut odd_cases) = (0, 0);
    for (three, &count) in threes {
        let [before, letter, after] = three.map(|byte| encoding.char_of(byte).unwrap_or('\0'));
        // The same name a thousand times is not a thousand times the proof.
        let weight = 1 + i64::from(count.ilog2());
        if is_odd(before, letter, after) {
            odd += count;
            points -= 12 * weight;
        } else if !is_word(letter) {
            points -= 3 * weight;
        } else {
            let is_odd_case = i64::from(is_case_odd(before, letter, after));
            odd_cases += count * is_odd_case;
            points -= 5 * weight * is_odd_case;
            for (sum, letters) in languages.iter_mut().zip(LANGUAGES) {
                *sum += weight * points_of(letter, letters);
            }
        }
    }
    Score { points: points + languages.into_iter().max().unwrap_or(0), odd, odd_cases }
}

/// What a letter costs in a language: little if usual, more if rare, most if the language does not have it.
fn points_of(letter: char, letters: &str) -> i64 {
    let small = letter.to_lowercase().next().unwrap_or(letter);
    let place = letters.chars().position(|known| known == small || known == letter);
    place.and_then(|place| i64::try_from(place).ok()).map_or(-6, |place| -(place / 3).min(3))
}

/// Windows writes most files; the others must explain the bytes better, and the rare ones far better: a few letters do so by
/// chance.
fn rareness(encoding: Encoding) -> i64 {
    match encoding {
        Encoding::Windows1252 => 0,
        Encoding::Windows1250 | Encoding::Windows1251 | Encoding::Windows1253 | Encoding::Windows1256 => 1,
        Encoding::Windows1254 | Encoding::Windows1257 => 2,
        Encoding::Windows1258 => 6,
        _ if rare::known(encoding).is_some() => 12,
        _ => 3,
    }
}

/// Whether no language writes this sign between these two.
fn is_odd(before: char, letter: char, after: char) -> bool {
    let (word_before, word_after) = (is_word(before), is_word(after));
    if letter >= '\u{2e80}' {
        // A department is “IT部”; a letter of Chinese inside a name is another language's, of which one was swallowed.
        return before.is_ascii_lowercase() || after.is_ascii_lowercase();
    }
    if is_word(letter) {
        let other = |neighbour: char| is_word(neighbour) && alphabet(neighbour) != alphabet(letter);
        return other(before) || other(after);
    }
    match (word_before, word_after) {
        (true, true) => !INSIDE.contains(letter),
        (true, false) => !AFTER.contains(letter),
        (false, true) => !BEFORE.contains(letter),
        (false, false) => letter.is_control() || ('\u{2500}'..='\u{25ff}').contains(&letter),
    }
}

/// A capital after a small letter, or a small letter between capitals.
fn is_case_odd(before: char, letter: char, after: char) -> bool {
    (letter.is_uppercase() && before.is_lowercase() && !after.is_uppercase())
        || (letter.is_lowercase() && before.is_uppercase() && after.is_uppercase())
}

fn is_word(letter: char) -> bool {
    (letter.is_alphabetic() && !"ªºµƒﬁﬂˆˇ".contains(letter)) || matches!(letter, '\u{300}'..='\u{323}')
}

fn alphabet(letter: char) -> u8 {
    match letter {
        '\u{370}'..='\u{3ff}' => 1,
        '\u{400}'..='\u{4ff}' => 2,
        '\u{590}'..='\u{5ff}' => 3,
        '\u{600}'..='\u{6ff}' => 4,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Encoding::*;
    use super::*;

    fn bytes(text: &str, encoding: Encoding) -> Vec<u8> {
        text.chars().map(|letter| encoding.byte_of(letter).unwrap_or(b'?')).collect()
    }

    #[test]
    fn the_right_encoding_comes_first() {
        for (encoding, text) in [
            (Windows1252, "Óscar;Santos\nSøren;Château\n?ukasz;Lefèvre\nÅse;København HQ"),
            (Windows1252, "Søren Kjær,Århus\nÆgir Øster,Rødovre\nBjørn Håkansson,Tromsø"),
            (Windows1252, "Søren"),
            (Windows1252, "Jürgen Groß\nBärbel Schröder\nMünchen"),
            (Windows1252, "João Gonçalves\nConceição Simões\nSão Paulo"),
            (Windows1252, "Noël Lefèvre – “équipe” n° 3\nFrançois, L’Étang"),
            (Windows1252, "Björn Åkesson\nGöteborg\nÖrebro"),
            (Windows1252, "Muñoz Núñez\n¿Qué?\nJosé Martínez"),
            (Windows1250, "Łukasz Wiśniewski\nGrażyna Dąbrowska\nŁódź, Świętokrzyska"),
            (Windows1250, "FAŁSZ;PRAWDA;FAŁSZ"),
            (Windows1250, "Jiří Dvořák\nŽaneta Šťastná\nPlzeň, Jižní město"),
            (Windows1250, "Gyöngyi Szűcs\nÁrpád Kőszegi\nŐrs vezér tere"),
            (Windows1251, "Ирина Иванова\nСергей Щукин\nМосква"),
            (Windows1251, "Ђорђе Љубић\nЊегош Џамић\nЖељко Ћирић"),
            (Windows1253, "Γιώργος Παπαδόπουλος\nΑθήνα\nΕλένη"),
            (Windows1254, "Ayşe Yılmaz\nİbrahim Öztürk\nBeşiktaş, Doğu"),
            (Windows1256, "محمد علي\nفاطمة حسن\nأحمد يوسف"),
            (Windows1256, "منى علي"),
            (Windows1257, "Jānis Bērziņš\nĶekava\nLīga Kļaviņa"),
            (Windows1257, "Žydrūnas Šimkus\nRūta Ąžuolaitė\nKėdainių"),
            (Iso8859_2, "Łukasz Wiśniewski\nGrażyna Dąbrowska\nŁódź, Świętokrzyska"),
            (Macintosh, "Søren Kjær,Århus\nÆgir Øster\nJürgen Groß"),
            (Macintosh, "Noël Lefèvre\nFrançois Château"),
            (Ibm850, "Søren Kjær,Århus\nÆgir Øster,Rødovre"),
            (Ibm850, "Jürgen Groß\nBärbel Schröder\nMünchen"),
            (Ibm852, "Łukasz Wiśniewski\nGrażyna Dąbrowska\nŁódź, Świętokrzyska"),
            (MacCentralEurope, "Jiří Dvořák,Plzeň\nTomáš Šťastný,Brno\nRůžena Černá,Ústí"),
            (MacCentralEurope, "Łukasz Żółkiewski,Łódź\nMałgorzata Wąs,Kraków\nJędrzej Świątek,Gdańsk"),
            (MacCentralEurope, "Gyöngyi Szűcs,Győr\nLőrinc Kovács,Pécs\nZsófia Őri,Győr"),
            (MacCroatian, "Željko Péter,Šibenik\nIvana Kovačić,Čakovec\nŠime Živković,Đakovo"),
            (MacCyrillic, "Анна Иванова,Москва\nБорис Соколов,Казань\nЮлия Щербакова,Москва"),
            (MacGreek, "Νίκος Παπαδόπουλος,Αθήνα\nΕλένη Γεωργίου,Πάτρα\nΓιώργος Ψαρράς,Αθήνα"),
            (MacTurkish, "Ayşe Yılmaz,İstanbul\nÇağrı Öztürk,İzmir\nOğuz Kılıç,Muğla"),
            (MacRomanian, "Ștefan Țurcanu,Brașov\nIoana Bălan,București\nMădălina Câmpeanu,Iași"),
            (MacIcelandic, "Þórður Guðmundsson,Reykjavík\nÁgúst Þráinsson,Hafnarfjörður\nSigríður Ýrr"),
            (Cp737, "Νίκος Παπαδόπουλος,Αθήνα\nΕλένη Γεωργίου,Πάτρα\nΓιώργος Ψαρράς,Αθήνα"),
            (Ibm857, "Ayşe Yılmaz,İstanbul\nÇağrı Öztürk,İzmir\nOğuz Kılıç,Muğla"),
            (Ibm775, "Žydrūnas Šimkus,Kėdainiai\nRūta Ąžuolaitė,Šiauliai\nMindaugas Čepas,Vilnius"),
            (Ibm775, "Jānis Bērziņš,Rīga\nLīga Kļaviņa,Ķekava\nĢirts Šķēle,Jūrmala"),
            (Ibm860, "João Gonçalves\nConceição Simões,São Paulo"),
            (Ibm861, "Þórður Guðmundsson,Reykjavík\nÁgúst Þráinsson,Hafnarfjörður\nSigríður Ýrr"),
            // Few letters of the usual ones, which the rare ones would explain as well or better.
            (Windows1252, "João Magalhães,São Paulo\nInês Araújo"),
            (Windows1250, "Željko Horvat,Šibenik\nIvana Kovačić,Đakovo"),
            (Windows1253, "Ζωή,Ξενάκη,Αθήνα\nΓιώργος,Ώρα,Αθήνα"),
            (Macintosh, "João,Magalhães,São Paulo\nInês,Araújo,Coimbra"),
            (Ibm850, "Benoît,Gaël,Château,Nîmes"),
            (Ibm852, "Łukasz,Łódź,Wąs"),
        ] {
            let guesses = guess(&bytes(text, encoding));
            assert_eq!(guesses.first(), Some(&encoding), "{text} {guesses:?}");
        }
    }

    #[test]
    fn the_right_encoding_always_makes_sense() {
        let texts = ["Søren, København", "Zażółć gęślą jaźń", "Příliš žluťoučký kůň", "ÅSE ÆRØ", "n° 3 – 5 €", "Ærø²"];
        for encoding in single_byte() {
            for text in texts {
                if text.chars().all(|letter| encoding.has(letter)) {
                    assert!(ranked(&bytes(text, encoding)).contains(&(encoding, true)), "{} {text}", encoding.name());
                }
            }
        }
    }

    #[test]
    fn nonsense_comes_last() {
        for (text, encoding, not) in [
            ("Søren", Windows1252, Windows1251),
            ("Søren", Windows1252, Macintosh),
            ("Łukasz", Windows1250, Windows1252),
            ("Grażyna Dąbrowska", Windows1250, Windows1252),
            ("Ирина", Windows1251, Macintosh),
            ("Søren", Ibm850, Windows1252),
        ] {
            let ranked = ranked(&bytes(text, encoding));
            assert!(!ranked.contains(&(not, true)), "{text} {ranked:?}");
            assert!(ranked.is_sorted_by_key(|(_, makes_sense)| !makes_sense), "{text} {ranked:?}");
        }
    }

    #[test]
    fn ascii_needs_no_guess() {
        assert_eq!(guess(b"plain"), []);
        assert_eq!(guess(b""), []);
    }
}
