//! Letters with an accent, of which some systems make a letter and an accent of its own behind it: ö of o and ¨.
//!
//! What must stay true: only what Unicode calls the same letter is made one (the letters of Latin alphabets, of Japanese and
//! of Korean); all else stays as it stands.

/// Each accent, and behind it each letter in front of that letter with it.
const ACCENTED: [(char, &str); 16] = [
    ('\u{300}', "aàeèiìnǹoòuùwẁyỳâầêềôồăằơờưừ"),
    ('\u{301}', "aácćeéiílĺnńoórŕsśuúyýzźâấêếôốăắơớưứ"),
    ('\u{302}', "aâcĉeêgĝhĥiîjĵoôsŝuûwŵyŷạậẹệọộ"),
    ('\u{303}', "aãeẽiĩnñoõuũyỹâẫêễôỗăẵơỡưữ"),
    ('\u{304}', "aāeēiīoōuū"),
    ('\u{306}', "aăgğeĕiĭoŏuŭạặ"),
    ('\u{307}', "cċeėgġzż"),
    ('\u{308}', "aäeëiïoöuüyÿ"),
    ('\u{309}', "aảeẻiỉoỏuủyỷâẩêểôổăẳơởưử"),
    ('\u{30a}', "aåuů"),
    ('\u{30b}', "oőuű"),
    ('\u{30c}', "cčdďeěnňrřsštťzž"),
    ('\u{31b}', "oơuư"),
    ('\u{323}', "aạeẹiịoọuụyỵâậêệôộăặơợưự"),
    ('\u{327}', "cçgģkķlļnņrŗsştţ"),
    ('\u{328}', "aąeęiįuų"),
];

/// The text with whole letters.
#[must_use]
pub fn composed(text: &str) -> String {
    let mut composed = String::with_capacity(text.len());
    for sign in text.chars() {
        let whole = composed.chars().next_back().and_then(|letter| whole(letter, sign));
        if whole.is_some() {
            composed.pop();
        }
        composed.push(whole.unwrap_or(sign));
    }
    composed
}

fn whole(letter: char, sign: char) -> Option<char> {
    let apart = |base: u32, of: char| u32::from(of).checked_sub(base);
    match sign {
        '\u{300}'..='\u{328}' => {
            let (_, letters) = ACCENTED.iter().find(|(accent, _)| *accent == sign)?;
            let small = letter.to_lowercase().next()?;
            let mut pairs = letters.chars().step_by(2).zip(letters.chars().skip(1).step_by(2));
            let (_, whole) = pairs.find(|(plain, _)| *plain == small)?;
            if small == letter { Some(whole) } else { whole.to_uppercase().next() }
        }
        // Korean: the vowel behind its consonant, and a consonant behind both.
        '\u{1161}'..='\u{1175}' if matches!(letter, '\u{1100}'..='\u{1112}') => {
            char::from_u32(0xAC00 + (apart(0x1100, letter)? * 21 + apart(0x1161, sign)?) * 28)
        }
        '\u{11a8}'..='\u{11c2}' if matches!(letter, '\u{ac00}'..='\u{d7a3}') && apart(0xAC00, letter)? % 28 == 0 => {
            char::from_u32(u32::from(letter) + apart(0x11A7, sign)?)
        }
        // The two marks of Japanese: ka, ga; ha, ba, pa.
        '\u{3099}'
            if "かきくけこさしすせそたちつてとはひふへほカキクケコサシスセソタチツテトハヒフヘホ".contains(letter) =>
        {
            char::from_u32(u32::from(letter) + 1)
        }
        '\u{309a}' if "はひふへほハヒフヘホ".contains(letter) => char::from_u32(u32::from(letter) + 2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_accents_become_one() {
        for (text, whole) in [
            ("So\u{308}ren", "Sören"),
            ("Z\u{30c}IZ\u{30c}EK", "ŽIŽEK"),
            ("Nguye\u{302}\u{303}n", "Nguyễn"),
            ("Nguyê\u{303}n Vu\u{303} Thi\u{323}", "Nguyễn Vũ Thị"),
            ("Đa\u{323}\u{306}ng", "Đặng"),
            ("\u{1100}\u{1175}\u{11b7}", "김"),
            ("\u{1112}\u{1161}\u{11ab}", "한"),
            ("か\u{3099}ハ\u{309a}", "がパ"),
            ("あ\u{3099}", "あ\u{3099}"),
            ("\u{d55c}\u{11ab}", "\u{d55c}\u{11ab}"),
            ("z\u{303}", "z\u{303}"),
            ("\u{301}a", "\u{301}a"),
            ("Søren", "Søren"),
        ] {
            assert_eq!(composed(text), whole, "{text}");
        }
    }

    #[test]
    fn every_pair_is_a_letter_and_another() {
        for (accent, letters) in ACCENTED {
            let letters: Vec<char> = letters.chars().collect();
            assert!(letters.chunks(2).all(|pair| matches!(pair, [plain, whole] if plain != whole)), "{accent:?}");
            let text: String = letters.chunks(2).flat_map(|pair| [pair[0], accent]).collect();
            assert_eq!(composed(&text), letters.chunks(2).map(|pair| pair[1]).collect::<String>());
        }
    }
}
