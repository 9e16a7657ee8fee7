//! The licences before and after the import as a picture: SVG that also reads as a table.
//!
//! What must stay true: it needs nothing from outside, holds no text of the file, and takes its colour from the page
//! around it.

use std::fmt::Write as _;

use super::shape::{Plan, TierCounts};
use crate::summary::escaped_words;
use crate::words::{Words, text};

/// Of the whole picture.
const WIDTH: usize = 640;
/// Where the bars begin, and how long the longest one is.
const BAR: usize = 170;
const LONGEST: usize = 380;
/// From bar to bar, and between two rows.
const STEP: usize = 18;
const GAP: usize = 12;

/// Users of one row.
type Count = fn(&TierCounts) -> usize;

/// What users hold, in the order of the rows.
const ROWS: [(&str, Count); 5] = [
    ("Standard", |counts| counts.standard),
    ("Premium", |counts| counts.premium),
    (text!("Standard and Premium"), |counts| counts.both),
    (text!("Neither"), |counts| counts.none),
    (text!("Not known"), |counts| counts.unknown),
];

impl Plan {
    /// Users by Contact Center licence before and after the import, as an SVG element for a page.
    #[must_use]
    pub fn picture(&self) -> String {
        let (words, counts) = (&self.words, &self.totals.contact_center);
        let mut series = vec![(words.text(text!("Before")).to_owned(), counts.before)];
        match (&counts.after, &counts.modes) {
            (Some(after), _) => series.push((words.text(text!("After")).to_owned(), *after)),
            (None, Some(modes)) => {
                series.push((words.text(text!("After “Add services only”")).to_owned(), modes.add));
                series.push((words.text(text!("After “Add and remove services”")).to_owned(), modes.add_remove));
            }
            (None, None) => {}
        }
        draw(words, &series)
    }
}

fn draw(words: &Words, series: &[(String, TierCounts)]) -> String {
    let rows: Vec<_> = ROWS.iter().filter(|(_, of)| series.iter().any(|(_, counts)| of(counts) > 0)).collect();
    let most = rows.iter().flat_map(|(_, of)| series.iter().map(|(_, counts)| of(counts))).max().unwrap_or(0).max(1);
    let top = series.len() * STEP + GAP;
    let height = top + rows.len() * (series.len() * STEP + GAP);
    let said = |english| escaped_words(words, words.text(english));
    let label = said(text!("Users by Contact Center licence, before and after the import"));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"table\" \
         aria-label=\"{label}\" font-size=\"13\" fill=\"currentColor\">\n"
    );
    // A String takes everything.
    _ = writeln!(svg, "<g role=\"row\"><text role=\"columnheader\" x=\"0\" y=\"13\">{}</text>", said(text!("Licence")));
    for (nth, (name, _)) in series.iter().enumerate() {
        let (y, name) = (nth * STEP, escaped_words(words, name));
        _ = writeln!(
            svg,
            "<rect aria-hidden=\"true\" x=\"{BAR}\" y=\"{}\" width=\"12\" height=\"12\" fill-opacity=\"{}\"/>\
             <text role=\"columnheader\" x=\"{}\" y=\"{}\">{name}</text>",
            y + 2,
            opacity(nth, series.len()),
            BAR + 20,
            y + 13,
        );
    }
    svg.push_str("</g>\n");
    for (row, (name, of)) in rows.iter().enumerate() {
        let name = said(name);
        let start = top + row * (series.len() * STEP + GAP);
        _ = writeln!(svg, "<g role=\"row\"><text role=\"rowheader\" x=\"0\" y=\"{}\">{name}</text>", start + 13);
        for (nth, (_, counts)) in series.iter().enumerate() {
            let (count, y) = (of(counts), start + nth * STEP);
            let length = count * LONGEST / most;
            _ = writeln!(
                svg,
                "<rect aria-hidden=\"true\" x=\"{BAR}\" y=\"{}\" width=\"{}\" height=\"14\" fill-opacity=\"{}\"/>\
                 <text role=\"cell\" x=\"{}\" y=\"{}\">{}</text>",
                y + 1,
                if count > 0 { length.max(2) } else { 0 },
                opacity(nth, series.len()),
                BAR + length + 8,
                y + 13,
                words.number(count),
            );
        }
        svg.push_str("</g>\n");
    }
    svg.push_str("</svg>\n");
    svg
}

/// What comes later is stronger.
fn opacity(nth: usize, count: usize) -> &'static str {
    match count - 1 - nth.min(count - 1) {
        0 => "0.9",
        1 => "0.55",
        _ => "0.25",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_later_is_stronger() {
        let of = |count| (0..count).map(|nth| opacity(nth, count)).collect::<Vec<_>>();
        assert_eq!(of(2), ["0.55", "0.9"]);
        assert_eq!(of(3), ["0.25", "0.55", "0.9"]);
    }
}
