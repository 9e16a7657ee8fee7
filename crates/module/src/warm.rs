//! Work before there is any: browsers make a function quicker once it has been used for a while.
//!
//! What must stay true: it takes little enough time that a file that comes meanwhile need not wait.

use std::fmt::Write as _; // a String takes everything, so what it answers is nothing to look at

use hubcheck::{Input, Options, check, correct};
use wasm_bindgen::prelude::*;

/// Users of the file that is made up for it: a few milliseconds.
const USERS: usize = 300;

/// Checks a file that is made up for it, or corrects it, as will be done with a person's file. To be called now and then
/// while nobody waits: the first time takes longest, and who drops a file meanwhile waits for less if that is but a check.
/// Says how many values were corrected, or how many stretches were written.
#[wasm_bindgen(js_name = warmUp)]
#[must_use]
pub fn warm_up(corrects: bool) -> usize {
    let file = made_up();
    let (input, options) = (Input { file: &file, baseline: None, origin: None }, Options::default());
    if corrects {
        correct(&input, &options).parts.map_or(0, |parts| parts.iter().map(|part| part.pieces().count()).sum())
    } else {
        check(&input, &options).changes.cells
    }
}

/// Users in letters as people have them, some of them damaged as files are.
fn made_up() -> Vec<u8> {
    let mut text = String::from(
        "First Name,Last Name,Display Name,User ID/Email (Required),User Status,Last Service Accessed Time,\
         Days since Last Service Accessed,Extension,Title,Manager,Phone Number,Caller ID Number,Location,Address country,\
         Webex Contact Center Standard Agent,Webex Contact Center Premium Agent,Spark Message\r\n",
    );
    for user in 0..USERS {
        let (blank, plus, no) = match user % 30 {
            1 => (" ", "+", "FALSE"),
            2 => ("", "", "FALSE"),
            3 => ("", "+", "FALSK"),
            _ => ("", "+", "FALSE"),
        };
        _ = write!(
            text,
            "Søren,Lee,\"Lee, Søren\",user{user}@example.com{blank},Verified,2026-01-10T10:53:09.064Z,{},{},Agent,\
             boss@example.com,{plus}45{},,\"Aarhus, 1\",DK,{no},TRUE,TRUE\r\n",
            user % 90,
            1_000 + user,
            20_000_000 + user,
        );
    }
    text.into_bytes()
}
