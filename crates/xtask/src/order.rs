//! Puts functions of a wasm that are alike beside each other. What packs a file for its way over the network looks back no
//! farther than 32 kB, and rustc writes the same code anew for each type, far apart.
//!
//! What must stay true: only the order changes, and that by `wasm-opt`, which sorts functions by name: here they get names
//! that say the order. The same functions always come in the same one.

use crate::shell::{Outcome, Problem};
use std::cmp::Reverse;
use std::collections::{HashMap, VecDeque};

/// Sections of a wasm, by their numbers.
const CUSTOM: u8 = 0;
const IMPORT: u8 = 2;
const CODE: u8 = 10;

/// How an import of a function is marked.
const FUNCTION: u8 = 0;

/// What is counted as alike: so many bytes in a row.
const RUN: usize = 6;

/// What nearly all functions have says nothing of two of them.
const COMMON: usize = 200;

/// A function is compared with so many bytes of those in front of it.
const LOOK_BACK: usize = 3_000;

/// Else the shortest functions would always be the most alike.
const SHORT: usize = 20;

/// The wasm with a name for each function, in whose order those stand together that are alike.
pub fn name_by_likeness(wasm: &[u8]) -> Outcome<Vec<u8>> {
    let (mut imports, mut bodies) = (0, Vec::new());
    for (number, section) in sections(wasm)? {
        match number {
            IMPORT => imports = imported(section)?,
            CODE => bodies = parts(section)?,
            _ => {}
        }
    }
    let mut names = Vec::new();
    for (place, function) in by_likeness(&bodies).into_iter().enumerate() {
        names.push((function, format!("{place:06}")));
    }
    names.sort();
    let mut list = number(names.len());
    for (function, name) in names {
        list.extend(number(imports + function));
        list.extend(number(name.len()));
        list.extend(name.bytes());
    }
    let mut section = number("name".len());
    section.extend(b"name\x01"); // what follows are the functions' names
    section.extend(number(list.len()));
    section.extend(list);
    let mut whole = wasm.to_vec();
    whole.push(CUSTOM);
    whole.extend(number(section.len()));
    whole.extend(section);
    Ok(whole)
}

/// The wasm without names.
pub fn unnamed(wasm: &[u8]) -> Outcome<Vec<u8>> {
    let mut kept = wasm.get(..8).unwrap_or_default().to_vec();
    for (id, section) in sections(wasm)? {
        if id != CUSTOM || !section.starts_with(b"\x04name") {
            kept.push(id);
            kept.extend(number(section.len()));
            kept.extend(section);
        }
    }
    Ok(kept)
}

/// Each function behind one that it is most alike to: the next is always what shares most with what stands last.
fn by_likeness(bodies: &[&[u8]]) -> Vec<usize> {
    let mut runs: Vec<Vec<&[u8]>> = Vec::new();
    let mut holders: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (function, body) in bodies.iter().enumerate() {
        let mut own: Vec<&[u8]> = body.windows(RUN).collect();
        own.sort_unstable();
        own.dedup();
        for run in &own {
            holders.entry(run).or_default().push(function);
        }
        runs.push(own);
    }
    holders.retain(|_, functions| (2..=COMMON).contains(&functions.len()));

    let mut shared = vec![0_usize; bodies.len()];
    let mut seen: HashMap<&[u8], usize> = HashMap::new(); // how many of the last functions have a run
    let (mut last, mut bytes) = (VecDeque::new(), 0);
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    left.sort_by_key(|function| Reverse(bodies[*function].len()));
    let mut order = Vec::with_capacity(bodies.len());
    while !left.is_empty() {
        // As a whole number, so that no machine rounds otherwise; of several the longest.
        let likeness = |function: usize| shared[function] * 1_000_000 / (runs[function].len() + SHORT);
        let best = (0..left.len()).max_by_key(|at| (likeness(left[*at]), Reverse(*at))).unwrap_or_default();
        let next = left.remove(best);
        for run in &runs[next] {
            let times = seen.entry(run).or_default();
            *times += 1;
            if *times == 1 {
                holders.get(run).into_iter().flatten().for_each(|function| shared[*function] += 1);
            }
        }
        bytes += bodies[next].len();
        last.push_back(next);
        order.push(next);
        while last.len() > 1 && bytes > LOOK_BACK {
            let Some(gone) = last.pop_front() else { break };
            bytes -= bodies[gone].len();
            for run in &runs[gone] {
                let times = seen.entry(run).or_default();
                *times -= 1;
                if *times == 0 {
                    holders.get(run).into_iter().flatten().for_each(|function| shared[*function] -= 1);
                }
            }
        }
    }
    order
}

/// The sections of a wasm, each with its number.
fn sections(wasm: &[u8]) -> Outcome<Vec<(u8, &[u8])>> {
    let mut rest = wasm.get(8..).ok_or_else(broken)?;
    let mut sections = Vec::new();
    while let Some((id, after)) = rest.split_first() {
        rest = after;
        let length = take_number(&mut rest)?;
        sections.push((*id, take(&mut rest, length)?));
    }
    Ok(sections)
}

/// The parts of a section that begins with their count, each of them behind its length.
fn parts(mut section: &[u8]) -> Outcome<Vec<&[u8]>> {
    let count = take_number(&mut section)?;
    (0..count)
        .map(|_| {
            let length = take_number(&mut section)?;
            take(&mut section, length)
        })
        .collect()
}

/// How many functions are brought from outside; they are counted first.
fn imported(mut section: &[u8]) -> Outcome<usize> {
    let count = take_number(&mut section)?;
    for _ in 0..count {
        for _ in ["module", "name"] {
            let length = take_number(&mut section)?;
            take(&mut section, length)?;
        }
        if take(&mut section, 1)? != [FUNCTION] {
            return Err(Problem::new(
                "a wasm imports something that is no function, which crates/xtask/src/order.rs cannot count",
            ));
        }
        take_number(&mut section)?;
    }
    Ok(count)
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Outcome<&'a [u8]> {
    let (taken, after) = rest.split_at_checked(length).ok_or_else(broken)?;
    *rest = after;
    Ok(taken)
}

/// A number as wasm writes it: seven bits in each byte, the lowest first.
fn take_number(rest: &mut &[u8]) -> Outcome<usize> {
    let mut value = 0;
    for place in 0..5 {
        let byte = take(rest, 1)?[0];
        value |= usize::from(byte & 0x7f) << (7 * place);
        if byte < 0x80 {
            return Ok(value);
        }
    }
    Err(broken())
}

fn number(mut value: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value >= 0x80 {
        bytes.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}

fn broken() -> Problem {
    Problem::new("a wasm that was just made cannot be read")
}

#[cfg(test)]
mod tests {
    use super::{by_likeness, name_by_likeness, number, take_number, unnamed};

    #[test]
    fn what_is_alike_stands_together() {
        let (one, other) = (b"abcdefghijklmnop".as_slice(), b"0123456789ABCDEF".as_slice());
        let (like_one, like_other) = (b"abcdefghijklmn!".as_slice(), b"?23456789ABCDE".as_slice());
        assert_eq!(by_likeness(&[one, other, like_one, like_other]), [0, 2, 1, 3]);
        assert_eq!(by_likeness(&[]), [0; 0]);
    }

    #[test]
    fn functions_are_named_behind_those_from_outside() {
        // One import, and a code section with two bodies, the longer one last.
        let wasm = b"\0asm\x01\0\0\0\x02\x07\x01\x01m\x01n\0\0\x0a\x09\x02\x02\0\x0b\x04\0\x01\x01\x0b";
        let named = name_by_likeness(wasm).expect("it is whole");
        assert_eq!(&named[wasm.len()..], b"\0\x18\x04name\x01\x11\x02\x01\x06000001\x02\x06000000");
        assert_eq!(unnamed(&named).expect("it is whole"), wasm);
        assert!(name_by_likeness(&wasm[..wasm.len() - 1]).is_err(), "a wasm that ends too early");
    }

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for value in [0, 1, 127, 128, 16_383, 16_384, 0xffff_ffff] {
            let bytes = number(value);
            let mut rest = &bytes[..];
            assert_eq!(take_number(&mut rest).expect("it is whole"), value);
            assert!(rest.is_empty());
        }
    }
}
