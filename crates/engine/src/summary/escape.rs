//! What stands on the page of the change summary: places, values and sentences, escaped.
//!
//! What must stay true: no text of a file is a tag, and what cannot be seen in a value is spelled out.

use std::fmt::Write as _;

use crate::visible::visible;
use crate::words::{Arg, Say, Words, say, text};

/// Row ranges named in one line.
const MOST_RANGES: usize = 60;

/// `1–3, 7`; the rows are in order.
pub(super) fn ranges(rows: &[u32]) -> String {
    let runs: Vec<&[u32]> = rows.chunk_by(|one, next| *next == one + 1 || next == one).collect();
    let mut text = String::new();
    for run in runs.iter().take(MOST_RANGES) {
        let separator = if text.is_empty() { "" } else { ", " };
        _ = match run {
            [first, .., last] if first != last => write!(text, "{separator}{first}–{last}"),
            run => write!(text, "{separator}{}", run[0]),
        };
    }
    if let Some(last) = runs.get(MOST_RANGES..).and_then(<[_]>::last).and_then(|run| run.last()) {
        _ = write!(text, " … {last}");
    }
    text
}

/// The same words for all values, so that they are said once and not beside each of them.
pub(super) fn general(words: &Words, said: &str, after: &str) -> String {
    let new = words.text(text!("the new value"));
    let quoted = words.arg(&Arg::quoted(after)).into_owned();
    // Of `Premium TRUE, Standard FALSE` the last word is not all that is written.
    let is_part = matches!(after, "TRUE" | "FALSE") && said != words.say(&say!("Write {value}", value = after));
    match said.strip_suffix(after).filter(|_| !is_part) {
        Some(start) if start.ends_with(' ') => format!("{start}{new}"),
        _ => said.replace(&quoted, new),
    }
}

/// A cell value.
pub(super) fn value(words: &Words, value: &str) -> String {
    if value.is_empty() {
        format!("<i>{}</i>", said(words, &say!("blank")))
    } else {
        format!("<code>{}</code>", escaped(value))
    }
}

/// Words as an escaped sentence with its full stop.
pub(super) fn sentence(words: &Words, said: &str) -> String {
    let is_ended = said.trim_end_matches(['”', '»', '\u{a0}', '\u{202f}']).ends_with(['.', '!', '?', '…']);
    format!("{}{}", escaped_words(words, said), if is_ended || said.is_empty() { "" } else { "." })
}

/// What is said, escaped.
pub(super) fn said(words: &Words, say: &Say) -> String {
    escaped_words(words, &words.say(say))
}

/// The same for what stands in a language that uses no-break blanks between its own words and numbers.
pub(crate) fn escaped_words(words: &Words, text: &str) -> String {
    if words.is_english() {
        return escaped(text);
    }
    let parts = text.split_inclusive(['\u{a0}', '\u{202f}']).map(|part| match part.char_indices().next_back() {
        Some((end, blank @ ('\u{a0}' | '\u{202f}'))) => format!("{}{blank}", escaped(&part[..end])),
        _ => escaped(part),
    });
    parts.collect()
}

/// Text that no browser takes for a tag; what cannot be seen is spelled out.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 16);
    for character in visible(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_named_in_ranges() {
        assert_eq!(ranges(&[1]), "1");
        assert_eq!(ranges(&[1, 2, 3, 7, 9, 10]), "1–3, 7, 9–10");
        assert_eq!(ranges(&[5, 5, 6]), "5–6");
        let odd: Vec<u32> = (0..100).map(|number| number * 2 + 1).collect();
        assert!(ranges(&odd).ends_with("119 … 199"));
    }

    #[test]
    fn no_text_is_a_tag() {
        assert_eq!(escaped("<b title='a'>&\"\u{1b}"), "&lt;b title=&#39;a&#39;&gt;&amp;&quot;\\u{1b}");
    }

    #[test]
    fn words_are_general_where_they_name_the_new_value() {
        assert_eq!(general(&Words::default(), "Write +4526018159", "+4526018159"), "Write the new value");
        assert_eq!(
            general(&Words::default(), "Your export has “Søren” for this user.", "Søren"),
            "Your export has the new value for this user."
        );
        assert_eq!(general(&Words::default(), "Write TRUE or FALSE", "TRUE"), "Write TRUE or FALSE");
        assert_eq!(general(&Words::default(), "Write FALSE", "FALSE"), "Write the new value");
        let both = "Premium: Premium TRUE, Standard FALSE";
        assert_eq!(general(&Words::default(), both, "FALSE"), both);
        assert_eq!(general(&Words::default(), "Put the letters back", "k"), "Put the letters back");
    }
}
