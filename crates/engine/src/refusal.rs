//! When no corrected file is handed out, and what to say then.
//!
//! What must stay true: a file is refused only where handing one out could
//! harm: what was lost, or what the letters are, is not known yet.

use crate::collect::Collector;
use crate::report::Refusal;
use crate::rules;
use crate::sheet::Sheet;
use crate::source::Opened;
use crate::words::{Say, Words, say};

pub(crate) fn refusal(words: &Words, code: &str, says: &Say) -> Refusal {
    Refusal { code: code.into(), message: words.say(says) }
}

/// The file is something else, or empty.
pub(crate) fn of_file(opened: &Opened<'_>, sheet: &Sheet<'_>, collector: &Collector) -> Option<Refusal> {
    if let Some(sibling) = opened.sibling {
        let (what, todo) = sibling.says(opened.failure());
        let says = say!("This is {what}. {todo}", what = Say::new(what), todo = Say::new(todo));
        return Some(refusal(&sheet.words, "not-a-user-file", &says));
    }
    if collector.count(&rules::file::empty_file::RULE) > 0 || sheet.header.is_none() {
        return Some(refusal(
            &sheet.words,
            "empty-file",
            &say!("The file holds no users. Export it again from Control Hub, or check that you chose the right file."),
        ));
    }
    None
}

/// The column names are not where and what they must be.
pub(crate) fn of_header(sheet: &Sheet<'_>, collector: &Collector) -> Option<Refusal> {
    if collector.open_of(&rules::header::blank_before_header::RULE) > 0 {
        return Some(refusal(
            &sheet.words,
            "undecided-header",
            &say!(
                "You want to keep the blank lines above the column names, but Control Hub refuses such a file. Let them be left out, or delete them yourself."
            ),
        ));
    }
    sheet.key.is_none_or(|key| sheet.columns[key].dropped).then(|| {
        let message = match sheet.line_of_names() {
            Some(line) => say!(
                "The column names stand on line {line} instead of the first one. Move that line to the top, delete only what holds no user, and check the file again.",
                line = line,
            ),
            None => say!(
                "There is no column “User ID/Email (Required)”, so nobody can tell which user a row belongs to. Add the column, or start from a fresh export."
            ),
        };
        refusal(&sheet.words, "missing-key", &message)
    })
}

/// Whether no decision of the admin can change it.
pub(crate) fn is_final(refusal: Option<&Refusal>) -> bool {
    refusal.is_some_and(|refusal| !refusal.code.starts_with("undecided"))
}

/// The admin has to decide first.
pub(crate) fn of_undecided(words: &Words, collector: &Collector) -> Option<Refusal> {
    if collector.open_of(&rules::file::not_utf8::RULE) > 0 {
        return Some(refusal(
            words,
            "undecided-encoding",
            &say!(
                "First choose how the letters of this file are to be read; otherwise names could be written wrongly."
            ),
        ));
    }
    if collector.open_of(&rules::file::workbook::RULE) > 0 {
        return Some(refusal(
            words,
            "undecided-workbook",
            &say!(
                "You want to keep the workbook, but Control Hub imports CSV files only. Let its sheet be written as one."
            ),
        ));
    }
    if collector.open_of(&rules::several_sheets::RULE) > 0 {
        return Some(refusal(
            words,
            "undecided-sheet",
            &say!("First choose the sheet that holds the users; otherwise the wrong ones could be imported."),
        ));
    }
    if collector.open_of(&rules::header::unclosed_header::RULE) > 0 {
        return Some(refusal(
            words,
            "undecided-quote",
            &say!(
                "First decide about the quote in the column names that is not closed; otherwise every user could be lost."
            ),
        ));
    }
    (collector.open_of(&rules::structure::unclosed_quote::RULE) > 0).then(|| {
        let says = say!("First decide about the quote that is not closed; otherwise users could be lost.");
        refusal(words, "undecided-quote", &says)
    })
}

/// The corrected file did not pass the last check.
pub(crate) fn of_gate(words: &Words, what: Say) -> Refusal {
    let says = say!(
        "The corrected file did not pass our own last check ({what}), so it is not handed out. This is our fault, not yours: please report it. Your file was not changed.",
        what = what,
    );
    refusal(words, "gate", &says)
}
