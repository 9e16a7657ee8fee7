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
];

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

fn numbers(numbers: &str) -> Vec<u8> {
    two(&format!("{KEY},Phone Number"), &format!("a@b.dk,\"{numbers}\""))
}
