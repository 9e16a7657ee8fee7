//! Files that nobody means and that a checker must survive: made, never kept.
//! Tests take small ones, the benchmark large ones.

/// A kind of file, of about as many bytes as asked for.
#[derive(Clone, Copy, Debug)]
pub struct Attack {
    /// What is in it.
    pub name: &'static str,
    /// Makes one of about this many bytes.
    pub make: fn(usize) -> Vec<u8>,
}

const KEY: &str = "User ID/Email (Required)";

/// Each of them.
pub const ATTACKS: &[Attack] = &[
    Attack { name: "one value that is the whole file", make: |size| two(KEY, &"x".repeat(size)) },
    Attack { name: "one row of very many cells", make: |size| two(&format!("{KEY},Title"), &",x".repeat(size / 2)) },
    Attack {
        name: "very many columns",
        make: |size| two(&format!("{KEY}{}", ",Own column".repeat(size / 11)), "a@b.dk"),
    },
    Attack { name: "quotes alone", make: |size| two(&format!("{KEY},Title"), &"\"".repeat(size)) },
    Attack {
        name: "stray quotes",
        make: |size| rows(&format!("{KEY},Title,Extension"), "a@b.dk,\"a\"b,\"\"\"1", size),
    },
    Attack {
        name: "quotes that open and never close",
        make: |size| rows(&format!("{KEY},Title,Extension"), "a@b.dk,\"x,1", size),
    },
    Attack {
        name: "one cell of doubled quotes",
        make: |size| two(&format!("{KEY},Title"), &format!("a@b.dk,\"{}\"", "\"\"".repeat(size / 2))),
    },
    Attack { name: "separators alone", make: |size| b",".repeat(size) },
    Attack { name: "line feeds alone", make: |size| b"\n".repeat(size) },
    Attack { name: "blank lines below a header", make: |size| two(KEY, &"\n".repeat(size)) },
    Attack {
        name: "blank lines in a cell",
        make: |size| two(&format!("{KEY},Title"), &format!("a@b.dk,\"{}\"", "\r\n".repeat(size / 2))),
    },
    Attack {
        name: "one user again and again",
        make: |size| rows(&format!("{KEY},Title"), "anna@example.com,Agent", size),
    },
    Attack {
        name: "one user, each time another title",
        make: |size| numbered(&format!("{KEY},Title"), "anna@example.com,", size),
    },
    Attack {
        name: "one extension for everybody",
        make: |size| addressed(&format!("{KEY},Extension,Location"), ",1234,Aarhus", size),
    },
    Attack { name: "an address in letters that only look Latin", make: |size| two(KEY, &"a\u{430}".repeat(size / 3)) },
    Attack { name: "a file of wrapped addresses", make: |size| two(KEY, &"mailto:".repeat(size / 7)) },
    Attack { name: "one cell of commands", make: |size| numbers(&"PRIMARY|".repeat(size / 8)) },
    Attack { name: "one cell of numbers", make: |size| numbers(&"+4526018159,".repeat(size / 12)) },
    Attack { name: "one cell of numbers without their +", make: |size| numbers(&"4526018159,".repeat(size / 11)) },
    Attack { name: "one number with very many digits", make: |size| numbers(&"4526".repeat(size / 4)) },
    Attack {
        name: "characters that run backwards or are invisible",
        make: |size| two(&format!("{KEY},Title"), &format!("a@b.dk,{}", "\u{202E}\u{200B}\u{2066}a".repeat(size / 10))),
    },
    Attack {
        name: "text marks around each other",
        make: |size| two(&format!("{KEY},Title"), &format!("a@b.dk,{}", "'".repeat(size))),
    },
    Attack {
        name: "garbled letters",
        make: |size| two(&format!("{KEY},Title"), &format!("a@b.dk,{}", "SÃ¸ren Ä‡".repeat(size / 16))),
    },
    Attack { name: "bytes that are no letters", make: |size| [two(KEY, "a"), b"\xC3\xFF".repeat(size / 2)].concat() },
    Attack { name: "NUL bytes", make: |size| [two(KEY, "a"), vec![0; size]].concat() },
    Attack {
        name: "one user in other capitals each time",
        make: |size| each(KEY, size, |row| format!("{}@example.com", cased("anna of the old department", row))),
    },
    Attack {
        name: "an invisible character in another place each time",
        make: |size| each(KEY, size, |row| format!("{}@example.com", spelled("a", "a\u{200B}", row))),
    },
    Attack {
        name: "a finding in every cell",
        make: |size| {
            let header =
                format!("{KEY},First Name,Extension,Phone Number,Location,User Status,Contact Center Standard");
            rows(&header, " A@b.dk ,\u{200B}a,4.5E+3,0045 26 01 81 59,?rhus ,#REF!,SAND", size)
        },
    },
    Attack {
        name: "lines that are nearly the header",
        make: |size| rows(&format!("{KEY},First Name,Extension"), "User ID/Email (Requird),Firs Name,Extensoin", size),
    },
    Attack {
        name: "the header again and again",
        make: |size| rows(&format!("{KEY},Title"), &format!("{KEY},Title"), size),
    },
    Attack {
        name: "a wide header above short lines",
        make: |size| rows(&format!("{KEY}{}", ",".repeat(1_999)), "a@b.dk", size),
    },
    Attack {
        name: "very many licences above short lines",
        make: |size| addressed(&wide(1_999, |at| format!("Contact Center Standard [Sub{at}]")), ",TRUE", size),
    },
    Attack {
        name: "a header that is just not too wide above short lines",
        make: |size| addressed(&wide(499, |at| format!("Own column {at}")), "", size),
    },
    Attack {
        name: "one column name in all capitals and small letters",
        make: |size| {
            rows(&wide(1_999, |column| cased("phone number", column)), &format!("a@b.dk{}", ",1".repeat(1_999)), size)
        },
    },
    Attack {
        name: "one location in all capitals and small letters",
        make: |size| {
            let name = |row: usize| if row.is_multiple_of(5) { 2_000 + row / 5 % 2_000 } else { row / 5 % 2_000 };
            let row = |row: usize| format!("user{row:08}@example.com,{}", cased("aarhus and around", name(row)));
            each(&format!("{KEY},Location"), size, row)
        },
    },
    Attack {
        name: "addresses that share a key",
        make: |size| each(KEY, size, |row| format!("{}@example.com", spelled("ł", "Ţ", row))),
    },
    Attack {
        name: "halves of letters in UTF-16",
        make: |size| {
            let header = format!("\u{FEFF}{KEY}\r\n").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
            [header, b"\x00\xD8\n\0".repeat(size / 4)].concat()
        },
    },
];

/// A file with the export that it is compared with.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// What is in them.
    pub name: &'static str,
    /// Makes the file, of about this many bytes.
    pub make: fn(usize) -> Vec<u8>,
    /// Makes the export; `None`: it is the same.
    pub export: Option<fn(usize) -> Vec<u8>>,
}

/// Each of them: what the export proves is looked for in each row.
pub const PAIRS: &[Pair] = &[
    Pair {
        name: "an export whose columns are all moved",
        make: |size| {
            let moved = |row: usize| (row * 7 + 3) % (size / 64).max(1);
            each(&format!("{KEY},First Name,Extension,Webex Contact Center Standard Agent"), size, |row| {
                format!(
                    "u{row}@example.com,N{},{:08},{}",
                    moved(row),
                    moved(row),
                    if row % 3 == 0 { "TRUE" } else { "FALSE" }
                )
            })
        },
        export: Some(|size| {
            each(&format!("{KEY},First Name,Extension,Webex Contact Center Standard Agent"), size, |row| {
                format!("u{row}@example.com,N{row},{row:08},{}", if row % 2 == 0 { "TRUE" } else { "FALSE" })
            })
        }),
    },
    Pair {
        name: "an export of addresses that share a key",
        make: |size| each(KEY, size, |row| format!("{}@example.com", spelled("ł", "Ţ", row))),
        export: None,
    },
    Pair {
        name: "an export of one user again and again",
        make: |size| rows(&format!("{KEY},Title"), "anna@example.com,Agent", size),
        export: None,
    },
    Pair {
        name: "an export with one very long record",
        make: |size| rows(&format!("{KEY},Title"), "Anna@example.com,y", size),
        export: Some(|size| two(&format!("{KEY},Title"), &format!("anna@example.com,\"{}\"", "x ".repeat(size / 2)))),
    },
    Pair {
        name: "an export with one very long record of a namesake",
        make: |size| addressed(&format!("{KEY},First Name,Last Name"), ",Anna,Jensen", size),
        export: Some(|size| {
            let header = format!("{KEY},First Name,Last Name,Title");
            let long = format!("anna@example.com,Anna,Jensen,\"{}\"\r\n", "x ".repeat(size / 2));
            [addressed(&header, ",Bo,Nowak,", size), long.into_bytes()].concat()
        }),
    },
    Pair {
        name: "an export of one location in all capitals and small letters",
        make: |size| {
            let row = |row: usize| format!("user{row:08}@example.com,{}", cased("aarhus and around", row));
            each(&format!("{KEY},Location"), size, row)
        },
        export: None,
    },
    Pair {
        name: "other capitals in each location than the export has",
        make: |size| {
            let row = |row: usize| format!("user{row:08}@example.com,{}", cased("aarhus and around", row + 4_000));
            each(&format!("{KEY},Location"), size, row)
        },
        export: Some(|size| {
            let row = |row: usize| format!("user{row:08}@example.com,{}", cased("aarhus and around", row));
            each(&format!("{KEY},Location"), size, row)
        }),
    },
    Pair {
        name: "namesakes of other addresses than the export has",
        make: |size| addressed(&format!("{KEY},First Name,Last Name,Extension"), ",Anna,Jensen,1234", size),
        export: Some(|size| {
            let row = |row: usize| format!("other{row:08}@example.com,Anna,Jensen,1234");
            each(&format!("{KEY},First Name,Last Name,Extension"), size, row)
        }),
    },
    Pair {
        name: "users of other addresses than the export has",
        make: |size| {
            let row = |row: usize| format!("user{row:08}@example.com,Anna{row},Jensen,1234");
            each(&format!("{KEY},First Name,Last Name,Extension"), size, row)
        },
        export: Some(|size| {
            let row = |row: usize| format!("other{row:08}@example.com,Anna{row},Jensen,1234");
            each(&format!("{KEY},First Name,Last Name,Extension"), size, row)
        }),
    },
    Pair {
        name: "very many licences of the export above short lines",
        make: |size| addressed(&wide(499, |at| format!("Contact Center Standard [Sub{at}]")), "", size),
        export: Some(|size| addressed(&wide(499, |at| format!("Contact Center Standard [Sub{at}]")), ",TRUE", size)),
    },
    Pair {
        name: "many licences of the export above short lines",
        make: |size| addressed(&wide(199, |at| format!("Contact Center Standard [Sub{at}]")), "", size),
        export: Some(|size| addressed(&wide(199, |at| format!("Contact Center Standard [Sub{at}]")), ",TRUE", size)),
    },
];

impl Pair {
    /// The file and its export.
    #[must_use]
    pub fn of(&self, size: usize) -> (Vec<u8>, Vec<u8>) {
        ((self.make)(size), self.export.unwrap_or(self.make)(size))
    }
}

fn two(header: &str, body: &str) -> Vec<u8> {
    format!("{header}\r\n{body}\r\n").into_bytes()
}

fn rows(header: &str, row: &str, size: usize) -> Vec<u8> {
    format!("{header}\r\n{}", format!("{row}\r\n").repeat(size / (row.len() + 2))).into_bytes()
}

fn numbered(header: &str, before: &str, size: usize) -> Vec<u8> {
    let rows = (0..size / (before.len() + 10)).map(|row| format!("{before}{row:08}\r\n"));
    std::iter::once(format!("{header}\r\n")).chain(rows).collect::<String>().into_bytes()
}

fn addressed(header: &str, after: &str, size: usize) -> Vec<u8> {
    let rows = (0..size / (after.len() + 26)).map(|row| format!("user{row:08}@example.com{after}\r\n"));
    std::iter::once(format!("{header}\r\n")).chain(rows).collect::<String>().into_bytes()
}

/// A header with so many columns behind the address.
fn wide(columns: usize, name: impl Fn(usize) -> String) -> String {
    std::iter::once(KEY.to_owned()).chain((0..columns).map(name)).collect::<Vec<_>>().join(",")
}

/// As many rows as go into the size, each another one.
fn each(header: &str, size: usize, row: impl Fn(usize) -> String) -> Vec<u8> {
    let mut text = format!("{header}\r\n");
    for number in 0.. {
        if text.len() >= size {
            break;
        }
        text.push_str(&row(number));
        text.push_str("\r\n");
    }
    text.into_bytes()
}

/// A word with other capitals for each number.
fn cased(word: &str, number: usize) -> String {
    let capital = |place: usize| number >> place & 1 == 1;
    word.chars()
        .enumerate()
        .map(|(at, letter)| if capital(at) { letter.to_ascii_uppercase() } else { letter })
        .collect()
}

/// The binary digits of a number in other signs.
fn spelled(zero: &str, one: &str, number: usize) -> String {
    (0..22).map(|place| if number >> place & 1 == 1 { one } else { zero }).collect()
}

fn numbers(numbers: &str) -> Vec<u8> {
    two(&format!("{KEY},Phone Number"), &format!("a@b.dk,\"{numbers}\""))
}
