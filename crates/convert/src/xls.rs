//! Excel workbooks before 2007: records in the stream of an old Office container.
//!
//! Must stay true: a record that is not understood is passed over, one that is
//! cut short gives nothing; the cells of Excel 97 and later are read, older
//! files are named as what is not read.

use std::collections::HashMap;

use hubcheck::{Failure, Loss};

use crate::cfb::Container;
use crate::format::Format;
use crate::grid::{Grid, Value};
use crate::number::{date, of_float};
use crate::xls_strings::Pieces;
use crate::zip::number;

#[derive(Debug)]
pub(crate) struct Xls {
    stream: Vec<u8>,
    sheets: Vec<Sheet>,
    strings: Vec<String>,
    styles: Vec<Format>,
    since_1904: bool,
}

#[derive(Debug)]
struct Sheet {
    name: String,
    is_hidden: bool,
    start: usize,
}

/// One record: what it is, and its bytes.
type Record<'a> = (usize, &'a [u8]);

impl Xls {
    pub(crate) fn open(bytes: &[u8]) -> Result<Self, Failure> {
        let container = Container::open(bytes)?;
        if container.has("EncryptedPackage") || container.has("EncryptionInfo") {
            return Err(Failure::Protected);
        }
        let Some(stream) = container.stream("Workbook") else { return Err(Failure::Unknown) };
        let mut xls = Xls { stream, sheets: Vec::new(), strings: Vec::new(), styles: Vec::new(), since_1904: false };
        xls.read_globals()?;
        if xls.sheets.is_empty() { Err(Failure::Broken) } else { Ok(xls) }
    }

    fn read_globals(&mut self) -> Result<(), Failure> {
        let (mut own, mut formats) = (HashMap::new(), Vec::new());
        let stream = std::mem::take(&mut self.stream);
        let mut records = Records { stream: &stream, at: 0 };
        while let Some((kind, data)) = records.next() {
            match kind {
                0x0809 if number(data, 0, 2) != Some(0x0600) => return Err(Failure::Unknown),
                0x002F => return Err(Failure::Protected),
                0x0022 => self.since_1904 = number(data, 0, 2) == Some(1),
                0x0085 => self.sheets.extend(sheet(data)),
                0x041E => {
                    let code = data.get(2..).and_then(|code| Pieces::new(vec![code]).string(2));
                    own.extend(number(data, 0, 2).zip(code.map(|code| Format::parse(&code))));
                }
                0x00E0 => formats.push(number(data, 2, 2).unwrap_or_default()),
                0x00FC => self.strings = shared(data, &mut records),
                0x000A => break,
                _ => {}
            }
        }
        let style = |id: usize| own.get(&id).cloned().unwrap_or_else(|| Format::builtin(id as u32));
        self.styles = formats.into_iter().map(style).collect();
        self.stream = stream;
        Ok(())
    }

    pub(crate) fn titles(&self) -> Vec<(String, bool)> {
        self.sheets.iter().map(|sheet| (sheet.name.clone(), sheet.is_hidden)).collect()
    }

    /// Reads the cells of a sheet until the grid has enough.
    pub(crate) fn read(&self, sheet: usize, grid: &mut Grid) -> Result<(), Failure> {
        let Some(sheet) = self.sheets.get(sheet) else { return Err(Failure::Broken) };
        let records = Records { stream: &self.stream, at: sheet.start };
        let (mut depth, mut formula) = (0, None);
        for (kind, data) in records {
            let place = number(data, 0, 2).zip(number(data, 2, 2)).map(|(row, column)| (row as u32, column as u32));
            match kind {
                0x0809 => depth += 1, // charts are sheets within the sheet
                0x000A => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                _ if depth != 1 => {}
                0x0208 if number(data, 12, 1).is_some_and(|flags| flags & 0x20 != 0) => {
                    let row = number(data, 0, 2).unwrap_or_default() as u32;
                    grid.hide_rows(row, row);
                }
                0x007D if number(data, 8, 2).is_some_and(|flags| flags & 1 != 0) => {
                    if let Some((from, to)) = place {
                        grid.hide_columns(from, to);
                    }
                }
                0x00E5 => merge(data, grid),
                0x0207 => {
                    let text = Pieces::new(vec![data]).string(2).unwrap_or_default();
                    if let Some((row, column)) = formula.take() {
                        grid.put(row, column, Value { is_formula: true, ..Value::text(text) })?;
                    }
                }
                0x00BD => self.several(data, grid)?,
                _ => {
                    let Some((row, column)) = place else { continue };
                    if let Some(value) = self.value(kind, data) {
                        if value.is_formula && value.text.is_empty() {
                            formula = Some((row, column)); // its text is the next record
                        }
                        grid.put(row, column, value)?;
                    }
                }
            }
            if grid.is_full() {
                break;
            }
        }
        Ok(())
    }

    /// What a record of one cell holds.
    fn value(&self, kind: usize, data: &[u8]) -> Option<Value> {
        let style = number(data, 4, 2)?;
        Some(match kind {
            0x00FD => Value::text(self.strings.get(number(data, 6, 4)?)?.as_str()),
            0x0204 => Value::text(Pieces::new(vec![data.get(6..)?]).string(2)?),
            0x0203 => self.of_float(float(data, 6)?, style),
            0x027E => self.of_float(packed(number(data, 6, 4)?), style),
            0x0205 => flag_or_error(number(data, 6, 1)?, number(data, 7, 1)? == 1),
            0x0006 => Value { is_formula: true, ..self.result(data, style)? },
            _ => return None,
        })
    }

    /// What a formula gave when it was calculated last; blank text where it stands in the next record.
    fn result(&self, data: &[u8], style: usize) -> Option<Value> {
        if number(data, 12, 2)? != 0xFFFF {
            return Some(self.of_float(float(data, 6)?, style));
        }
        Some(match number(data, 6, 1)? {
            1 => flag_or_error(number(data, 8, 1)?, false),
            2 => flag_or_error(number(data, 8, 1)?, true),
            _ => Value::default(),
        })
    }

    /// A row of packed numbers.
    fn several(&self, data: &[u8], grid: &mut Grid) -> Result<(), Failure> {
        let (Some(row), Some(first)) = (number(data, 0, 2), number(data, 2, 2)) else { return Ok(()) };
        let cells = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
        for (cell, column) in cells.chunks_exact(6).zip(first..) {
            let (style, bits) = (number(cell, 0, 2).unwrap_or_default(), number(cell, 2, 4).unwrap_or_default());
            grid.put(row as u32, column as u32, self.of_float(packed(bits), style))?;
        }
        Ok(())
    }

    fn of_float(&self, float: f64, style: usize) -> Value {
        let format = self.styles.get(style);
        if format == Some(&Format::Date)
            && let Some(date) = date(float, self.since_1904)
        {
            return Value::lost(date, Loss::Date);
        }
        match of_float(float) {
            None => Value::lost(String::new(), Loss::Number),
            Some((text, true)) => Value::lost(text, Loss::LongNumber),
            Some((text, false)) => match format.and_then(|format| format.shown(&text)) {
                Some(shown) => Value::lost(shown, Loss::Format),
                None => Value::lost(text, Loss::Number),
            },
        }
    }
}

struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, size) = (number(self.stream, self.at, 2)?, number(self.stream, self.at.checked_add(2)?, 2)?);
        let data = self.stream.get(self.at + 4..self.at + 4 + size)?;
        self.at += 4 + size;
        Some((kind, data))
    }
}

fn sheet(data: &[u8]) -> Option<Sheet> {
    let is_of_cells = number(data, 5, 1)? == 0;
    let name = Pieces::new(vec![data.get(6..)?]).string(1)?;
    is_of_cells.then_some(Sheet { name, is_hidden: number(data, 4, 1)? & 3 != 0, start: number(data, 0, 4)? })
}

/// The strings that cells share, with the records that continue them.
fn shared(first: &[u8], records: &mut Records<'_>) -> Vec<String> {
    let mut pieces = vec![first.get(8..).unwrap_or_default()];
    let mut at = records.at;
    while let Some((0x003C, data)) = records.next() {
        pieces.push(data);
        at = records.at;
    }
    records.at = at;
    let mut pieces = Pieces::new(pieces);
    std::iter::from_fn(|| pieces.string(2)).collect()
}

fn merge(data: &[u8], grid: &mut Grid) {
    for cells in data.get(2..).unwrap_or_default().chunks_exact(8) {
        let corner = |at: usize| number(cells, at, 2).unwrap_or_default() as u32;
        grid.merge((corner(0), corner(2)), (corner(4), corner(6)));
    }
}

fn flag_or_error(code: usize, is_error: bool) -> Value {
    if !is_error {
        return Value::flag(code != 0);
    }
    let error = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };
    Value::lost(error, Loss::Error)
}

fn float(data: &[u8], at: usize) -> Option<f64> {
    let bytes = data.get(at..at + 8)?;
    Some(f64::from_bits(number(bytes, 0, 4)? as u64 | (number(bytes, 4, 4)? as u64) << 32))
}

/// A number in 30 bits: whole, or the upper part of a float; perhaps a hundred times too large.
fn packed(bits: usize) -> f64 {
    let number = if bits & 2 != 0 {
        f64::from((bits as u32).cast_signed() >> 2)
    } else {
        f64::from_bits((bits as u64 & 0xFFFF_FFFC) << 32)
    };
    if bits & 1 != 0 { number / 100.0 } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_are_unpacked() {
        for (bits, number) in [(0x0000_0922, 584.0), (0x0000_0923, 5.84), (0x3FF0_0000, 1.0), (0xFFFF_FFFE, -1.0)] {
            assert!((packed(bits) - number).abs() < f64::EPSILON, "{bits:x}");
        }
    }
}
