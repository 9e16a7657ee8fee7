//! Excel workbooks since 2007: XML parts in a zip archive.
//!
//! Must stay true: a cell's value is read as written in the file, not through a
//! number of 64 bits where it needs none; what is not understood is left out of
//! the formats, never of the values.

use hubcheck::{Failure, Loss};

use crate::format::Format;
use crate::grid::{Grid, Value};
use crate::number::{date, number};
use crate::xml::{Tag, Token, Xml};
use crate::zip::Parts;

#[derive(Debug)]
pub(crate) struct Xlsx<'a> {
    parts: Parts<'a>,
    sheets: Vec<Sheet>,
    strings: Vec<String>,
    styles: Vec<Format>,
    since_1904: bool,
}

#[derive(Debug)]
struct Sheet {
    name: String,
    is_hidden: bool,
    part: String,
}

impl<'a> Xlsx<'a> {
    pub(crate) fn open(parts: Parts<'a>) -> Result<Self, Failure> {
        let main = targets(&parts, "", "_rels/.rels")?
            .into_iter()
            .find(|link| link.kind.ends_with("/officeDocument"))
            .map_or_else(|| "xl/workbook.xml".to_owned(), |link| link.target);
        if !main.to_ascii_lowercase().ends_with(".xml") || !parts.has(&main) {
            return Err(Failure::Unknown); // a binary workbook (.xlsb), a document, any archive
        }
        let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
        let file = main.rsplit_once('/').map_or(&*main, |(_, file)| file);
        let links = targets(&parts, folder, &format!("{folder}/_rels/{file}.rels"))?;
        let part_of = |kind: &str, usual: &str| {
            let link = links.iter().find(|link| link.kind.ends_with(kind));
            link.map_or_else(|| format!("{folder}/{usual}"), |link| link.target.clone())
        };
        let workbook = parts.text(&main)?;
        let (mut sheets, mut since_1904) = (Vec::new(), false);
        for token in Xml::new(&workbook) {
            let Token::Open(tag) = token else { continue };
            match tag.name {
                "workbookPr" => since_1904 = tag.is_true("date1904"),
                "sheet" => {
                    let id = tag.get("r:id").or_else(|| tag.get("id"));
                    let link = links.iter().find(|link| Some(&*link.id) == id.as_deref());
                    let Some(link) = link.filter(|link| link.kind.ends_with("/worksheet")) else { continue };
                    sheets.push(Sheet {
                        name: tag.get("name").unwrap_or_default().into_owned(),
                        is_hidden: tag.get("state").is_some_and(|state| state != "visible"),
                        part: link.target.clone(),
                    });
                }
                _ => {}
            }
        }
        if sheets.is_empty() {
            return Err(Failure::Broken);
        }
        let strings = strings(&parts.text(&part_of("/sharedStrings", "sharedStrings.xml"))?);
        let styles = styles(&parts.text(&part_of("/styles", "styles.xml"))?);
        Ok(Xlsx { parts, sheets, strings, styles, since_1904 })
    }

    pub(crate) fn titles(&self) -> Vec<(String, bool)> {
        self.sheets.iter().map(|sheet| (sheet.name.clone(), sheet.is_hidden)).collect()
    }

    /// Reads the cells of a sheet until the grid has enough.
    pub(crate) fn read(&self, sheet: usize, grid: &mut Grid) -> Result<(), Failure> {
        const ENOUGH_TO_KNOW_IT: usize = 1 << 18;
        let Some(sheet) = self.sheets.get(sheet) else { return Err(Failure::Broken) };
        if !self.parts.has(&sheet.part) {
            return Err(Failure::Broken);
        }
        if !grid.is_whole_wanted() {
            let (start, is_all) = self.parts.start(&sheet.part, ENOUGH_TO_KNOW_IT)?;
            self.read_cells(&start, grid)?;
            if is_all || grid.has_values() {
                return Ok(());
            }
        }
        self.read_cells(&self.parts.text(&sheet.part)?, grid)
    }

    fn read_cells(&self, text: &str, grid: &mut Grid) -> Result<(), Failure> {
        let mut xml = Xml::new(text);
        let (mut row, mut column, mut next_row) = (0, 0, 0);
        let mut hides_all = false;
        while let Some(token) = xml.next() {
            let Token::Open(tag) = token else { continue };
            match tag.name {
                "sheetFormatPr" => hides_all = tag.is_true("zeroHeight"),
                "col" if tag.is_true("hidden") => {
                    let (from, to) = (tag.number("min").unwrap_or(1), tag.number("max").unwrap_or(1));
                    grid.hide_columns(from.saturating_sub(1), to.saturating_sub(1));
                }
                "row" => {
                    row = tag.number("r").map_or(next_row, |row| row.saturating_sub(1));
                    (next_row, column) = (row.saturating_add(1), 0);
                    if tag.is_true("hidden") || (hides_all && tag.get("hidden").is_none()) {
                        grid.hide_rows(row, row);
                    }
                    if grid.is_full() {
                        return Ok(());
                    }
                }
                "c" => {
                    if let Some((its_row, its_column)) = tag.get("r").and_then(|place| cell(&place)) {
                        (row, column) = (its_row, its_column);
                    }
                    let value = self.value(&tag, &mut xml);
                    grid.put(row, column, value)?;
                    column += 1;
                }
                "mergeCell" => {
                    let places = tag.get("ref").unwrap_or_default();
                    let corners = places.split_once(':').and_then(|(one, other)| cell(one).zip(cell(other)));
                    if let Some((one, other)) = corners {
                        grid.merge((one.0, other.0), (one.1, other.1));
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The cell whose tag was just opened.
    fn value(&self, tag: &Tag<'_>, xml: &mut Xml<'_>) -> Value {
        let (mut written, mut inline, mut is_formula) = (None, None, false);
        while let Some(token) = xml.next() {
            match token {
                Token::Open(tag) if tag.name == "v" => written = Some(xml.text_within("v")),
                Token::Open(tag) if tag.name == "is" => inline = Some(string(xml, "is")),
                Token::Open(tag) if tag.name == "f" => {
                    is_formula = true;
                    xml.skip("f");
                }
                Token::Close("c") => break,
                _ => {}
            }
        }
        let kind = tag.get("t").unwrap_or_default();
        let format = tag.number("s").and_then(|style| self.styles.get(style as usize));
        let value = match (&*kind, written) {
            ("inlineStr", _) => Value::text(inline.unwrap_or_default()),
            (_, None) => Value::default(),
            ("s", Some(index)) => {
                let text = index.trim().parse().ok().and_then(|index: usize| self.strings.get(index));
                Value::text(text.map_or("", String::as_str))
            }
            ("str", Some(text)) => Value::text(unescaped(&text)),
            ("b", Some(flag)) => Value::flag(flag.trim() == "1" || flag.trim() == "true"),
            ("e", Some(error)) => Value::lost(error, Loss::Error),
            ("d", Some(date)) => Value::lost(date, Loss::Date),
            (_, Some(written)) => of_number(&written, format, self.since_1904),
        };
        Value { is_formula, ..value }
    }
}

/// A number as its format shows it, as far as that is understood.
pub(crate) fn of_number(written: &str, format: Option<&Format>, since_1904: bool) -> Value {
    let Some((text, is_long)) = number(written) else { return Value::text(written) };
    if format == Some(&Format::Date)
        && let Some(date) = written.trim().parse().ok().and_then(|serial| date(serial, since_1904))
    {
        return Value::lost(date, Loss::Date);
    }
    match format.and_then(|format| format.shown(&text)) {
        _ if is_long => Value::lost(text, Loss::LongNumber),
        Some(shown) => Value::lost(shown, Loss::Format),
        None => Value::lost(text, Loss::Number),
    }
}

/// A link of one part to another.
struct Link {
    id: String,
    kind: String,
    target: String,
}

fn targets(parts: &Parts<'_>, folder: &str, name: &str) -> Result<Vec<Link>, Failure> {
    let mut links = Vec::new();
    for token in Xml::new(&parts.text(name)?) {
        let Token::Open(tag) = token else { continue };
        if tag.name != "Relationship" {
            continue;
        }
        let get = |name: &str| tag.get(name).unwrap_or_default().into_owned();
        links.push(Link { id: get("Id"), kind: get("Type"), target: path(folder, &get("Target")) });
    }
    Ok(links)
}

/// A target as a path from the top of the archive.
fn path(folder: &str, target: &str) -> String {
    if let Some(path) = target.strip_prefix('/') {
        return path.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn strings(text: &str) -> Vec<String> {
    let mut xml = Xml::new(text);
    let mut strings = Vec::new();
    while let Some(token) = xml.next() {
        if matches!(token, Token::Open(tag) if tag.name == "si") {
            strings.push(string(&mut xml, "si"));
        }
    }
    strings
}

/// The text of a string in its pieces, without how it is spoken.
fn string(xml: &mut Xml<'_>, end: &str) -> String {
    let mut text = String::new();
    while let Some(token) = xml.next() {
        match token {
            Token::Open(tag) if tag.name == "t" => text.push_str(&xml.text_within("t")),
            Token::Open(tag) if tag.name == "rPh" => xml.skip("rPh"),
            Token::Close(name) if name == end => break,
            _ => {}
        }
    }
    unescaped(&text)
}

/// `_x000D_` stands for a character that XML does not hold.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        plain.push_str(before);
        let code = after.get(..4).filter(|_| after.get(4..5) == Some("_"));
        let letter = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        plain.push_str(if letter.is_some() { "" } else { "_x" });
        plain.extend(letter);
        rest = if letter.is_some() { &after[5..] } else { after };
    }
    plain.push_str(rest);
    plain
}

/// The format of each cell style.
fn styles(text: &str) -> Vec<Format> {
    let mut own = std::collections::HashMap::new();
    let (mut styles, mut is_of_cells) = (Vec::new(), false);
    for token in Xml::new(text) {
        match token {
            Token::Open(tag) if tag.name == "numFmt" => {
                let code = tag.get("formatCode").unwrap_or_default();
                own.insert(tag.number("numFmtId").unwrap_or_default(), Format::parse(&code));
            }
            Token::Open(tag) if tag.name == "cellXfs" => is_of_cells = true,
            Token::Close("cellXfs") => is_of_cells = false,
            Token::Open(tag) if is_of_cells && tag.name == "xf" => {
                let id = tag.number("numFmtId").unwrap_or_default();
                styles.push(own.get(&id).cloned().unwrap_or_else(|| Format::builtin(id)));
            }
            _ => {}
        }
    }
    styles
}

/// Row and column of a place such as `L2`, from 0.
fn cell(place: &str) -> Option<(u32, u32)> {
    let place = place.trim();
    let end = place.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, row) = place.split_at(end);
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        let digit = letter.to_ascii_uppercase().checked_sub(b'A').filter(|digit| *digit < 26)?;
        column.checked_mul(26)?.checked_add(u32::from(digit) + 1)
    })?;
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read() {
        for (place, expected) in [
            ("A1", Some((0, 0))),
            ("L2", Some((1, 11))),
            ("AA10", Some((9, 26))),
            ("XFD1048576", Some((1_048_575, 16_383))),
            ("1", None),
            ("A", None),
            ("A0", None),
            ("ZZZZZZZZZZ1", None),
            ("ø1", None),
        ] {
            assert_eq!(cell(place), expected, "{place}");
        }
    }

    #[test]
    fn characters_that_xml_lacks_are_read() {
        for (text, plain) in [("a_x000D_b", "a\rb"), ("_x005F_x000D_", "_x000D_"), ("_x12_", "_x12_"), ("_xø", "_xø")]
        {
            assert_eq!(unescaped(text), plain);
        }
    }

    #[test]
    fn targets_are_paths_from_the_top() {
        for (folder, target, expected) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/styles.xml", "xl/styles.xml"),
            ("xl", "../docProps/a.xml", "docProps/a.xml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
        ] {
            assert_eq!(path(folder, target), expected);
        }
    }
}
