//! Encodings that the engine has no table for, nor a library most of them: what spreadsheets write on a Mac, and as “CSV
//! (MS-DOS)”, where people write other letters than in Western Europe. Croatian has none here: on a Mac its letters stand where
//! ISO 8859-2 has them, in MS-DOS where 852 has, and the engine reads both.
//!
//! Must stay true: 128 letters for each, of the bytes from 128 on; U+FFFD where there is none that another system knows.
//! The figures are those of the mapping tables that Apple and Microsoft gave to the Unicode Consortium.

use hubcheck::{Reading, leads};

/// The name as the engine has it, and the letters.
#[rustfmt::skip]
const ENCODINGS: [(&str, &str); 9] = [
    (
        "x-mac-ce",
        "ÄĀāÉĄÖÜáąČäčĆćéŹźĎíďĒēĖóėôöõúĚěü\
         †°Ę£§•¶ß®©™ę¨≠ģĮįĪ≤≥īĶ∂∑łĻļĽľĹĺŅ\
         ņŃ¬√ńŇ∆«»…\u{A0}ňŐÕőŌ–—“”‘’÷◊ōŔŕŘ‹›řŖ\
         ŗŠ‚„šŚśÁŤťÍŽžŪÓÔūŮÚůŰűŲųÝýķŻŁżĢˇ",
    ),
    (
        "x-mac-cyrillic",
        "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ\
         †°Ґ£§•¶І®©™Ђђ≠Ѓѓ∞±≤≥іµґЈЄєЇїЉљЊњ\
         јЅ¬√ƒ≈∆«»…\u{A0}ЋћЌќѕ–—“”‘’÷„ЎўЏџ№Ёёя\
         абвгдежзийклмнопрстуфхцчшщъыьэю€",
    ),
    (
        "x-mac-greek",
        "Ä¹²É³ÖÜ΅àâä΄¨çéèêë£™îï•½‰ôö¦€ùûü\
         †ΓΔΘΛΞΠß®©ΣΪ§≠°·Α±≤≥¥ΒΕΖΗΙΚΜΦΫΨΩ\
         άΝ¬ΟΡ≈Τ«»…\u{A0}ΥΧΆΈœ–―“”‘’÷ΉΊΌΎέήίόΏ\
         ύαβψδεφγηιξκλμνοπώρστθωςχυζϊϋΐΰ\u{AD}",
    ),
    (
        "x-mac-turkish",
        "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü\
         †°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø\
         ¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸĞğİıŞş\
         ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{FFFD}ÒÚÛÙ\u{FFFD}ˆ˜¯˘˙˚¸˝˛ˇ",
    ),
    (
        "x-mac-romanian",
        "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü\
         †°¢£§•¶ß®©™´¨≠ĂȘ∞±≤≥¥µ∂∑∏π∫ªºΩăș\
         ¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›Țț\
         ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{FFFD}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ",
    ),
    (
        "x-mac-icelandic",
        "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü\
         Ý°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø\
         ¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€ÐðÞþ\
         ý·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{FFFD}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ",
    ),
    (
        "cp737",
        "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθ\
         ικλμνξοπρσςτυφχψ░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
         └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
         ωάέήϊίόύϋώΆΈΉΊΌΎΏ±≥≤ΪΫ÷≈°∙·√ⁿ²■\u{A0}",
    ),
    (
        "ibm857",
        "ÇüéâäàåçêëèïîıÄÅÉæÆôöòûùİÖÜø£ØŞş\
         áíóúñÑĞğ¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
         └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ºªÊËÈ\u{FFFD}ÍÎÏ┘┌█▄¦Ì▀\
         ÓßÔÒõÕµ\u{FFFD}×ÚÛÙìÿ¯´\u{AD}±\u{FFFD}¾¶§÷¸°¨·¹³²■\u{A0}",
    ),
    (
        "ibm775",
        "ĆüéāäģåćłēŖŗīŹÄÅÉæÆōöĢ¢ŚśÖÜø£Ø×¤\
         ĀĪóŻżź”¦©®¬½¼Ł«»░▒▓│┤ĄČĘĖ╣║╗╝ĮŠ┐\
         └┴┬├─┼ŲŪ╚╔╩╦╠═╬Žąčęėįšųūž┘┌█▄▌▐▀\
         ÓßŌŃõÕµńĶķĻļņĒŅ’\u{AD}±“¾¶§÷„°∙·¹³²■\u{A0}",
    ),
];

/// Points by which a reading must lead: a few letters lead by chance, and Windows writes most files.
const LEAD: i64 = 12;

/// The whole file in each of them that explains its bytes far better than all that the engine reads itself, the likeliest
/// first: no other sign tells them from a file of Windows.
pub(crate) fn readings(bytes: &[u8]) -> Vec<Reading> {
    let tables = ENCODINGS.map(|(_, letters)| table(letters));
    let leads = leads(bytes, &tables).into_iter().zip(0..);
    let mut leading: Vec<(i64, usize)> = leads.filter_map(|(lead, at)| Some((lead?, at))).collect();
    leading.retain(|(lead, _)| *lead >= LEAD);
    leading.sort_by_key(|(lead, _)| std::cmp::Reverse(*lead));
    let read =
        |(_, at): (i64, usize)| Reading { encoding: ENCODINGS[at].0.to_owned(), text: decoded(bytes, &tables[at]) };
    leading.into_iter().map(read).collect()
}

fn table(letters: &str) -> [char; 128] {
    let mut table = [char::REPLACEMENT_CHARACTER; 128];
    table.iter_mut().zip(letters.chars()).for_each(|(place, letter)| *place = letter);
    table
}

fn decoded(bytes: &[u8], letters: &[char; 128]) -> String {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 16);
    text.extend(
        bytes.iter().map(|byte| usize::from(*byte).checked_sub(128).map_or(char::from(*byte), |high| letters[high])),
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn encode(text: &str, letters: &[char; 128]) -> Vec<u8> {
        let byte = |letter: char| match letters.iter().position(|known| *known == letter) {
            Some(high) => u8::try_from(high + 128).expect("one of 128"),
            None => u8::try_from(letter).expect("ASCII"),
        };
        text.chars().map(byte).collect()
    }

    fn letters_of(name: &str) -> [char; 128] {
        table(ENCODINGS.iter().find(|(known, _)| *known == name).expect(name).1)
    }

    #[test]
    fn every_table_has_128_letters_and_none_twice() {
        for (name, letters) in ENCODINGS {
            assert_eq!(letters.chars().count(), 128, "{name}");
            let known = letters.chars().filter(|letter| *letter != char::REPLACEMENT_CHARACTER);
            let (all, distinct): (Vec<char>, HashSet<char>) = (known.clone().collect(), known.collect());
            assert_eq!(all.len(), distinct.len(), "{name}");
        }
    }

    #[test]
    fn the_cyrillic_table_is_that_of_encoding_rs() {
        for (high, letter) in letters_of("x-mac-cyrillic").into_iter().enumerate() {
            let byte = [u8::try_from(high + 128).expect("one of 128")];
            let theirs = encoding_rs::X_MAC_CYRILLIC.decode_without_bom_handling(&byte).0;
            assert_eq!(theirs.chars().next(), Some(letter), "{byte:02x?}");
        }
    }

    #[test]
    fn a_file_of_a_mac_or_of_ms_dos_is_read() {
        for (name, text) in [
            ("x-mac-ce", "Jiří Dvořák,Plzeň\rTomáš Šťastný,Brno\rRůžena Černá,Ústí\r"),
            ("x-mac-ce", "Łukasz Żółkiewski,Łódź\rMałgorzata Wąs,Kraków\rJędrzej Świątek,Gdańsk\r"),
            ("x-mac-ce", "Gyöngyi Szűcs,Győr\rLőrinc Kovács,Pécs\rZsófia Őri,Győr\r"),
            ("x-mac-cyrillic", "Анна Иванова,Москва\rБорис Соколов,Казань\rЮлия Щербакова,Москва\r"),
            ("x-mac-greek", "Νίκος Παπαδόπουλος,Αθήνα\rΕλένη Γεωργίου,Πάτρα\rΓιώργος Ψαρράς,Αθήνα\r"),
            ("x-mac-turkish", "Ayşe Yılmaz,İstanbul\rÇağrı Öztürk,İzmir\rOğuz Kılıç,Muğla\r"),
            ("x-mac-romanian", "Ștefan Țurcanu,Brașov\rIoana Bălan,București\rMădălina Câmpeanu,Iași\r"),
            ("x-mac-icelandic", "Þórður Guðmundsson,Reykjavík\rÁgúst Þráinsson,Hafnarfjörður\rSigríður Ýrr,Akureyri\r"),
            ("cp737", "Νίκος Παπαδόπουλος,Αθήνα\r\nΕλένη Γεωργίου,Πάτρα\r\nΓιώργος Ψαρράς,Αθήνα\r\n"),
            ("ibm857", "Ayşe Yılmaz,İstanbul\r\nÇağrı Öztürk,İzmir\r\nOğuz Kılıç,Muğla\r\n"),
            ("ibm775", "Žydrūnas Šimkus,Kėdainiai\r\nRūta Ąžuolaitė,Šiauliai\r\nMindaugas Čepas,Vilnius\r\n"),
            ("ibm775", "Jānis Bērziņš,Rīga\r\nLīga Kļaviņa,Ķekava\r\nĢirts Šķēle,Jūrmala\r\n"),
        ] {
            let bytes = encode(text, &letters_of(name));
            let readings = readings(&bytes);
            let found = readings.iter().find(|reading| reading.encoding == name);
            assert_eq!(found.map(|reading| &*reading.text), Some(text), "{name}: {readings:?}");
        }
    }

    #[test]
    fn a_file_of_windows_is_left_to_the_engine() {
        use encoding_rs::{
            MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1257,
        };
        for (encoding, text) in [
            (WINDOWS_1252, "Søren Kjær,Århus\r\nÆgir Øster,Rødovre\r\nBjørn Håkansson,Tromsø\r\n"),
            (WINDOWS_1252, "Søren\r\n"),
            (WINDOWS_1252, "Jürgen Groß\r\nBärbel Schröder,München\r\n"),
            (WINDOWS_1252, "Noël Lefèvre – “équipe” n° 3\r\nFrançois, L’Étang\r\n"),
            (WINDOWS_1252, "João Gonçalves\r\nConceição Simões,São Paulo\r\n"),
            (WINDOWS_1252, "Þórður Guðmundsson,Reykjavík\r\nSigríður Ýrr,Akureyri\r\n"),
            (WINDOWS_1250, "Łukasz Wiśniewski\r\nGrażyna Dąbrowska,Łódź\r\n"),
            (WINDOWS_1250, "Jiří Dvořák\r\nŽaneta Šťastná,Plzeň\r\n"),
            (WINDOWS_1250, "Gyöngyi Szűcs\r\nÁrpád Kőszegi,Győr\r\n"),
            (WINDOWS_1250, "Željko Horvat,Šibenik\r\nIvana Kovačić,Đakovo\r\n"),
            (WINDOWS_1250, "FAŁSZ;PRAWDA;FAŁSZ\r\n"),
            (WINDOWS_1251, "Ирина Иванова\r\nСергей Щукин,Москва\r\n"),
            (WINDOWS_1253, "Γιώργος Παπαδόπουλος\r\nΕλένη,Αθήνα\r\n"),
            (WINDOWS_1253, "Ζωή,Ξενάκη,Αθήνα\r\nΓιώργος,Ώρα,Αθήνα\r\n"),
            (WINDOWS_1257, "Līga,Ozols,Jūrmala\r\n"),
            (MACINTOSH, "João,Magalhães,São Paulo\rInês,Araújo,Coimbra\r"),
            (WINDOWS_1254, "Ayşe Yılmaz\r\nİbrahim Öztürk,Beşiktaş\r\n"),
            (WINDOWS_1257, "Jānis Bērziņš\r\nLīga Kļaviņa,Ķekava\r\n"),
            (MACINTOSH, "Søren Kjær,Århus\rJürgen Groß,København\r"),
            (MACINTOSH, "Noël Lefèvre,Besançon\rFrançois Château,Nîmes\r"),
        ] {
            let (bytes, _, _) = encoding.encode(text);
            let offered: Vec<String> = readings(&bytes).into_iter().map(|reading| reading.encoding).collect();
            assert_eq!(offered, [""; 0], "{text} in {}", encoding.name());
        }
        // “Søren,København”, “Jürgen Groß,Bärbel”, “Benoît,Gaël,Château,Nîmes” and “Łukasz,Łódź,Wąs” of MS-DOS, which the engine
        // reads.
        for bytes in [
            &b"S\x9Bren,K\x9Bbenhavn"[..],
            b"J\x81rgen Gro\xE1,B\x84rbel",
            b"Beno\x8Ct,Ga\x89l,Ch\x83teau,N\x8Cmes",
            b"\x9Dukasz,\x9D\xA2d\xAB,W\xA5s",
        ] {
            assert_eq!(readings(bytes), []);
        }
    }
}
