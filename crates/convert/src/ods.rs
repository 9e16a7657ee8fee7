//! Spreadsheets of `OpenDocument`: one XML part in a zip archive.
//!
//! Must stay true: what is repeated a million times to fill a sheet is never
//! written a million times unless it holds a value, and then it is counted.

use std::collections::HashSet;

use hubcheck::{Failure, Loss};

use crate::grid::{Grid, Value};
use crate::number::number;
use crate::xml::{Tag, Token, Xml};
use crate::zip::Parts;

#[derive(Debug)]
pub(crate) struct Ods {
    content: String,
    titles: Vec<(String, bool)>,
    /// Where the table of each sheet begins.
    starts: Vec<usize>,
}

/// Where a reader of one sheet stands.
#[derive(Default)]
struct Place {
    row: u32,
    column: u32,
    /// Of the columns' own descriptions.
    described: u32,
    /// The values of the row so far, and how often the row is repeated.
    values: Vec<(u32, u32, Value)>,
    repeated: u32,
}

impl Ods {
    pub(crate) fn open(parts: &Parts<'_>) -> Result<Self, Failure> {
        if parts.text("META-INF/manifest.xml")?.contains("encryption-data") {
            return Err(Failure::Protected);
        }
        let content = parts.text("content.xml")?;
        let (mut titles, mut hidden, mut style) = (Vec::new(), HashSet::new(), None);
        let (mut starts, mut xml) = (Vec::new(), Xml::new(&content));
        while let Some(token) = xml.next() {
            let Token::Open(tag) = token else { continue };
            match tag.name {
                "style" => style = tag.get("style:name").map(std::borrow::Cow::into_owned),
                "table-properties" if tag.get("table:display").is_some_and(|display| display == "false") => {
                    hidden.extend(style.clone());
                }
                "table" => {
                    let is_hidden = tag.get("table:style-name").is_some_and(|name| hidden.contains(&*name));
                    starts.push(content.len() - xml.left());
                    titles.push((tag.get("table:name").unwrap_or_default().into_owned(), is_hidden));
                }
                _ => {}
            }
        }
        if titles.is_empty() { Err(Failure::Unknown) } else { Ok(Ods { content, titles, starts }) }
    }

    pub(crate) fn titles(&self) -> Vec<(String, bool)> {
        self.titles.clone()
    }

    /// Reads the cells of a sheet until the grid has enough.
    pub(crate) fn read(&self, sheet: usize, grid: &mut Grid) -> Result<(), Failure> {
        let start = self.starts.get(sheet).and_then(|start| self.content.get(*start..));
        let mut xml = Xml::new(start.ok_or(Failure::Broken)?);
        let mut place = Place::default();
        while let Some(token) = xml.next() {
            match token {
                Token::Open(tag) if tag.name == "table-column" => {
                    let to = place.described.saturating_add(repeated(&tag, "columns"));
                    if is_hidden(&tag) {
                        grid.hide_columns(place.described, to - 1);
                    }
                    place.described = to;
                }
                Token::Open(tag) if tag.name == "table-row" => {
                    (place.column, place.repeated) = (0, repeated(&tag, "rows"));
                    if is_hidden(&tag) {
                        grid.hide_rows(place.row, place.row.saturating_add(place.repeated - 1));
                    }
                }
                Token::Open(tag) if matches!(tag.name, "table-cell" | "covered-table-cell") => {
                    cell(&tag, &mut xml, &mut place, grid);
                }
                Token::Close("table-row") => {
                    place.end_row(grid)?;
                    if grid.is_full() {
                        return Ok(());
                    }
                }
                Token::Close("table") => return Ok(()),
                _ => {}
            }
        }
        Err(Failure::Broken)
    }
}

impl Place {
    fn end_row(&mut self, grid: &mut Grid) -> Result<(), Failure> {
        let values = std::mem::take(&mut self.values);
        if !values.is_empty() {
            for row in self.row..self.row.saturating_add(self.repeated) {
                for (column, count, value) in &values {
                    for column in *column..column.saturating_add(*count) {
                        grid.put(row, column, value.clone())?;
                    }
                }
                if grid.is_full() {
                    break;
                }
            }
        }
        self.row = self.row.saturating_add(self.repeated.max(1));
        self.repeated = 0;
        Ok(())
    }
}

/// The cell whose tag was just opened.
fn cell(tag: &Tag<'_>, xml: &mut Xml<'_>, place: &mut Place, grid: &mut Grid) {
    let count = repeated(tag, "columns");
    let span = |name: &str| tag.number(name).unwrap_or(1).max(1) - 1;
    let (columns, rows) = (span("table:number-columns-spanned"), span("table:number-rows-spanned"));
    let (row, column) = (place.row, place.column);
    grid.merge((row, row.saturating_add(rows)), (column, column.saturating_add(columns)));
    let shown = shown(xml, tag.name);
    let value = value(tag, shown);
    if !value.text.is_empty() || value.is_formula {
        place.values.push((column, count, value));
    }
    place.column = column.saturating_add(count);
}

fn value(tag: &Tag<'_>, shown: String) -> Value {
    let kind = tag.get("office:value-type").unwrap_or_default();
    let is_error = tag.get("calcext:value-type").is_some_and(|kind| kind == "error");
    let value = match &*kind {
        _ if is_error => Value::lost(shown, Loss::Error),
        "float" | "percentage" | "currency" => {
            let written = tag.get("office:value").unwrap_or_default();
            match number(&written) {
                None => Value::text(shown),
                Some((text, true)) => Value::lost(text, Loss::LongNumber),
                Some((text, false)) if is_of(&shown, &text) => Value::lost(shown, Loss::Format),
                Some((text, false)) => Value::lost(text, Loss::Number),
            }
        }
        "date" => Value::lost(tag.get("office:date-value").unwrap_or_default(), Loss::Date),
        "time" => Value::lost(shown, Loss::Date),
        "boolean" => Value::flag(tag.get("office:boolean-value").is_some_and(|flag| flag == "true")),
        "string" => Value::text(tag.get("office:string-value").map_or(shown, std::borrow::Cow::into_owned)),
        _ => Value::text(shown),
    };
    Value { is_formula: tag.get("table:formula").is_some(), ..value }
}

/// Whether a cell shows the digits of its number with a +, zeros or marks of its own.
fn is_of(shown: &str, digits: &str) -> bool {
    let is_telling = shown.starts_with(['+', '0']) && shown != digits;
    let is_plain = shown.chars().all(|letter| letter.is_ascii_digit() || "+- ()".contains(letter));
    let shown: String = shown.chars().filter(char::is_ascii_digit).collect();
    is_telling && is_plain && shown.trim_start_matches('0') == digits.trim_start_matches('0')
}

/// The paragraphs of a cell, without its comments.
fn shown(xml: &mut Xml<'_>, end: &str) -> String {
    let (mut text, mut paragraphs, mut depth) = (String::new(), 0, 0_usize);
    while let Some(token) = xml.next() {
        match token {
            Token::Open(tag) => match tag.name {
                "annotation" => xml.skip("annotation"),
                "p" => {
                    if paragraphs > 0 {
                        text.push('\n');
                    }
                    (paragraphs, depth) = (paragraphs + 1, depth + 1);
                }
                "s" => (0..tag.number("text:c").unwrap_or(1).min(1_000)).for_each(|_| text.push(' ')),
                "tab" => text.push('\t'),
                "line-break" => text.push('\n'),
                _ => {}
            },
            Token::Text(piece) if depth > 0 => text.push_str(&piece),
            Token::Close("p") => depth = depth.saturating_sub(1),
            Token::Close(name) if name == end => break,
            _ => {}
        }
    }
    text
}

fn repeated(tag: &Tag<'_>, what: &str) -> u32 {
    tag.number(&format!("table:number-{what}-repeated")).unwrap_or(1).max(1)
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    tag.get("table:visibility").is_some_and(|visibility| visibility == "collapse" || visibility == "filter")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_written_as_shown_only_where_they_are_the_numbers() {
        for (shown, digits, expected) in [
            ("0584", "584", true),
            ("+45 26 01", "452601", true),
            ("584", "584", false),
            ("0585", "584", false),
            ("+4.5E+10", "45000000000", false),
            ("5,84", "584", false),
        ] {
            assert_eq!(is_of(shown, digits), expected, "{shown} {digits}");
        }
    }
}
