//! Small files of odd shape, written down for a person to read: what is found in each, and what is written.
//!
//! What must stay true: as in `golden.rs`, of which it is a part.

use std::fmt::Write as _;

use crate::{is_golden, lines, safety};
use hubcheck::{Input, Options, check, correct, visible};

/// `K` stands for the column of the address, `A` and `B` for two users, `S` and `P` for the two licences of the Contact
/// Center; `~` ends a line as the export does.
#[rustfmt::skip]
const FILES: &[&str] = &[
    // Separators and the line that names one.
    "K,Title~A,x~", "K;Title~A;x~", "K\tTitle~A\tx~", "K|Title~A|x~", "K:Title~A:x~", "sep=;~K;Title~A;x~", "sep=,~K,Title~A,x~", "SEP=;~K,Title~A,x~",
    "\"sep=;\"~K;Title~A;x~", "sep=~K,Title~A,x~", "K;Title~A;\"x;y\"~B;x,y~", "K;Title,S~A;x;TRUE~", "\"K;Title\"~\"A;x\"~", "\"K,Title\"~\"A,x\"~",
    "\"K,Title\"~\"A,\"\"x, y\"\"\"~", "K,Title;~A,x;~", "K, Title~A, x~", "K ,Title~A ,x~", "\"K\", \"Title\"~\"A\", \"x\"~",
    // Line ends and the last line.
    "K,Title\nA,x\n", "K,Title\rA,x\r", "K,Title\r\rA,x\r\r", "K,Title~A,x\nB,y~", "K,Title~A,x\rB,y~", "K,Title~A,x", "K~A", "K,Title\n\rA,x\n\r", "K,Title~A,\"x\ny\"~B,z~",
    "K,Title~~A,x~~~B,y~", "K,Title~A,x~,~ , ~B,y~", "~~K,Title~A,x~", ",~,,~K,Title~A,x~", "K,Title~A,x~\u{1a}", "K,Title~A,x\u{0}~", "\u{feff}K,Title~A,x~", "\u{feff}\u{feff}K,Title~A,x~",
    "K,Title~A,x~\u{feff}B,y~", "K,Title~A,x\u{b}y~B,\u{85}z~", "", "~", " ", "K,Title", "K,Title~", "K", "x", "A", "A~B~", "A,x~B,y~",
    // Quotes.
    "K,Title~A,\"x\"~", "K,Title~A,\"x~", "K,Title,S~A,\"x,TRUE~B,y,TRUE~", "K,Title,S~A,\"x,TRUE~B,\"y,TRUE~", "K,Title,S~A,x\",TRUE~B,y,TRUE~", "K,Title~A,x\"y~", "K,Title~A,x\"y\"~",
    "K,Title~A,\"x\"y~", "K,Title~A,\"x\" ~", "K,Title~A,\"x\"\"y\"~", "K,Title~A,\"\"x\"\"~", "K,Title~A,'x'~", "K,Title~A,'x,y'~", "K,Title~A,“x,y”~", "K,Title~\"A\",\"x, y\"~", "\"K,Title~A,x~B,y~",
    "K,\"Title~A,x~B,y~",
    // Records of another length.
    "K,Title,S~A~", "K,Title,S~A,x~", "K,Title,S~A,,~", "K,Title,S~A,x,TRUE,~", "K,Title,S~A,x,TRUE,,,~", "K,Title,S~A,x,TRUE,y~", "K,Title,S~A,x,y,TRUE~", "K,Title,S~A,x, y, z,TRUE~",
    "K,S,Title~A,TRUE,x,y~", "K,Title,Department~A,x,y,z~", "Title,K~x,y,A~", "Title,K~x,,A~", "K,Title,S~,A,x~,B,y~", "Title,K,S~A,TRUE,~B,TRUE,~", "Title,K,S~A,TRUE,~x,B,TRUE~",
    "K,Title,S,P~A,TRUE,FALSE~", "K,Title,Notes,S~A,x,TRUE~", "K,Title,S~A,TRUE", "K,Title,S~A,x,TRUE~B,y", "K,Title,S~A,x,TRUE~B,y,", "K,Title,S~A,x,TRUE\rB,y\r",
    "A,x~B,y~K,Title~", "A,x~K,Title~B,y~",
    // The header.
    "k,title~A,x~", "User ID,Title~A,x~", "Email,Title~A,x~", "User ID/Email,Title~A,x~", "User ID / Email (required),Title~A,x~", "K,Titel~A,x~", "K,Tittle~A,x~", "K,Title ~A,x~",
    "K,Title\u{a0}~A,x~", "K,Title,Title~A,x,x~", "K,Title,Title~A,x,y~", "K,Title,title~A,x,~", "K,K~A,A~", "K,K~A,B~", "K,,Title~A,,x~", "K,Title,~A,x,~", "K,Title,,~A,x,,~", "K,Title,~A,x,y~",
    "K,Notes~A,x~", "K,First Name,Last Name,Name~A,Ann,Lee,Ann Lee~", "Users of today~K,Title~A,x~", "Title~x~", "K,S (Suspended)~A,TRUE~", "K,S,S~A,TRUE,TRUE~", "K,S,S~A,TRUE,FALSE~",
    "K,Webex Contact Center Standard agent~A,TRUE~", "K,Contact Center Standard~A,TRUE~", "K,Adresse e-mail~A,x~", "K,Days Since Last Service Accessed~A,3~",
    // Licences of one user.
    "K,S,P~A,TRUE,FALSE~", "K,S,P~A,TRUE,TRUE~", "K,S,P~A,FALSE,FALSE~", "K,S,P~A,,~", "K,S,P~A,TRUE,~", "K,S,P~A,Premium,~", "K,S,P~A,Supervisor,~", "K,S,P~A,SAND,FALSK~B,FALSK,SAND~",
    "K,S,P~A,1,0~B,0,1~", "K,S,P~A,ja,nein~",
    // Users twice, and users alike.
    "K,Title~A,x~A,x~", "K,Title~A,x~A,y~", "K,Title~A,x~A,~", "K,Title~A,~A,x~A,y~", "K,S,P~A,TRUE,FALSE~A,FALSE,TRUE~", "K,Title~A,x~ANNA@example.com,x~", "K,Title~,x~,y~", "K,Title~A,x~A;B,y~",
    "K,Phone Number~A,+4526018159~B,+4526018159~", "K,Extension~A,1234~B,1234~", "K,Extension,Location~A,1234,Aarhus~B,1234,Odense~", "K,Title~x,A~B,y~",
];

#[test]
fn what_is_written_of_odd_files_is_what_was_written() {
    let mut table = String::from(
        "Small files of odd shape: what is found, and what is written without and with every offered repair.\n\
         Written by tests/golden_shapes.rs; see golden.rs how to accept a change.\n",
    );
    let words = [
        ("K", "User ID/Email (Required)"),
        ("A", "anna@example.com"),
        ("B", "bo@example.com"),
        ("S", "Webex Contact Center Standard Agent"),
        ("P", "Webex Contact Center Premium Agent"),
    ];
    for short in FILES {
        let file = spelled_out(short, &words);
        let _ = writeln!(table, "\n{}", visible(short)); // a String takes everything
        lines("before", &file, &mut table);
        let input = Input { file: file.as_bytes(), baseline: None, origin: None };
        for finding in check(&input, &Options::default()).findings {
            // Of no file here is anything else to be expected.
            if finding.rule != "no-contact-center-column" {
                let place = finding.row.map(|row| format!(" row {row}")).unwrap_or_default();
                let column = finding.column.map(|column| format!(" “{column}”")).unwrap_or_default();
                let fix = safety(finding.fix.as_ref().map(|fix| fix.safety));
                let _ = writeln!(table, "    {} {fix}{place}{column}: {}", finding.code, finding.what);
            }
        }
        let undecided = write_corrected("after", &input, "[]", &file, &mut table);
        write_corrected("after all repairs", &input, r#"[{"answer":"yes"}]"#, &undecided, &mut table);
    }
    is_golden("shapes.txt", &table);
}

/// Gives what is written, or why nothing is; tells it where it differs from `known`.
fn write_corrected(title: &str, input: &Input<'_>, decisions: &str, known: &str, table: &mut String) -> String {
    let decisions = serde_json::from_str(decisions).expect("our own JSON");
    let written: String = match correct(input, &Options { decisions, ..Options::default() }).parts {
        Ok(parts) => parts.iter().map(|part| String::from_utf8_lossy(&part.bytes()).into_owned()).collect(),
        Err(refusal) => {
            let _ = writeln!(table, "    {title}: nothing ({})", refusal.code);
            return known.to_owned();
        }
    };
    if written != known {
        lines(title, &written, table);
    }
    written
}

/// Single capitals that stand alone are words.
fn spelled_out(short: &str, words: &[(&str, &str)]) -> String {
    let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let mut file = String::new();
    for (at, letter) in short.char_indices() {
        let stands_alone =
            !is_letter(short.as_bytes().get(at.wrapping_sub(1))) && !is_letter(short.as_bytes().get(at + 1));
        match words.iter().find(|(word, _)| stands_alone && letter.to_string() == *word) {
            Some((_, spelled_out)) => file.push_str(spelled_out),
            None if letter == '~' => file.push_str("\r\n"),
            None => file.push(letter),
        }
    }
    file
}
