//! Where a text came from that was no CSV file: the workbook, and what its
//! cells lost on the way to text; or readings in encodings the engine lacks.
//!
//! What must stay true: this is data, made by `hubcheck-convert`, and tells only
//! what stood in the file. What it means for the import, the rules say.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::decision::{Decision, Decisions};
use crate::profile::{self, Kind};
use crate::rules;
use crate::sheet::Sheet;
use crate::words::{Arg, text};

/// Whether this build can be given what a converter makes of a file: see [`Origin`]. One that cannot goes without the rules
/// about workbooks, and without what it takes to tell encodings apart.
pub(crate) const HAS_CONVERTER: bool = cfg!(not(feature = "check-only"));

/// What the caller knows of a file beyond its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Origin {
    /// The workbook whose sheet was written as the CSV text that is checked. A page that can only check has no converter
    /// yet and gets none: reading it from JSON would be a good part of its weight. The converter, built with it, writes it.
    #[cfg_attr(feature = "check-only", serde(skip_deserializing))]
    pub workbook: Option<Workbook>,
    /// Why a workbook could not be converted; the file is then the workbook itself.
    pub failure: Option<Failure>,
    /// The whole text in encodings that the engine cannot read, the likeliest first.
    #[serde(skip)]
    pub readings: Vec<Reading>,
}

/// A workbook and what became of the sheet that was taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Workbook {
    /// The kind of its file.
    pub kind: WorkbookKind,
    /// Bytes of the workbook.
    pub size: usize,
    /// Its checksum in lower-case hexadecimal, if the caller wants it in the report.
    pub sha256: Option<String>,
    /// The sheet that was taken, from 0.
    pub sheet: usize,
    /// All sheets that hold cells.
    pub sheets: Vec<SheetName>,
    /// What cells lost, by column and kind.
    pub losses: Vec<Losses>,
    /// Rows with values that the spreadsheet does not show.
    pub hidden_rows: Places,
    /// Columns with values that the spreadsheet does not show.
    pub hidden_columns: Places,
    /// Cells that were made one.
    pub merged: Places,
    /// Cells with values that lie under those.
    pub covered: Places,
}

/// Which program's file a workbook is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WorkbookKind {
    /// Excel since 2007.
    #[default]
    Xlsx,
    /// Excel before 2007.
    Xls,
    /// `LibreOffice` and others.
    Ods,
}

impl WorkbookKind {
    /// What people call it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            WorkbookKind::Xlsx => text!("Excel workbook (.xlsx)"),
            WorkbookKind::Xls => text!("old Excel workbook (.xls)"),
            WorkbookKind::Ods => text!("OpenDocument spreadsheet (.ods)"),
        }
    }
}

/// One sheet, and enough of it to see whether it lists users.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SheetName {
    /// As its tab says.
    pub name: String,
    /// Whether the spreadsheet does not show it.
    pub hidden: bool,
    /// Whether it holds no value.
    pub blank: bool,
    /// The texts of its first rows.
    pub words: Vec<String>,
}

impl SheetName {
    /// Whether one of its first rows names the users' address.
    fn lists_users(&self) -> bool {
        let is_address = |word: &String| {
            profile::respelled(word).is_some_and(|known| known.kind == Kind::Address)
                || profile::translated(word).is_some_and(|known| known.kind == Kind::Address)
        };
        self.words.iter().any(is_address)
    }
}

/// What the cells of one column lost in one way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Losses {
    /// In which way.
    pub kind: Loss,
    /// The column, from 0.
    pub index: usize,
    /// All such cells.
    pub count: usize,
    /// The first of them.
    pub cells: Vec<LostCell>,
}

/// How a cell differs from a text that somebody typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Loss {
    /// A number to calculate with: a + or zeros before it, if there were any, are gone.
    #[default]
    Number,
    /// The same, with more than the 15 digits that a spreadsheet keeps.
    LongNumber,
    /// A number whose + or leading zeros only the cell's format shows; it was written as shown.
    Format,
    /// A date or a time.
    Date,
    /// The result of a formula, as calculated last.
    Formula,
    /// A formula whose result is not in the file: the cell was left blank.
    Uncalculated,
    /// An error value such as `#N/A`.
    Error,
}

/// One cell that lost something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LostCell {
    /// Such as `L2`.
    pub cell: String,
    /// The row of the sheet, from 1.
    pub row: u32,
    /// What was written for it.
    pub shown: String,
}

/// Rows, columns or cells, counted, and the first of them named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Places {
    /// All of them.
    pub count: usize,
    /// Such as `5`, `7–9`, `C` or `A1:C1`.
    pub names: Vec<String>,
}

/// Why a workbook could not be converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Failure {
    /// A password is needed to read it.
    Protected,
    /// It is not whole, or not what its first bytes say.
    Broken,
    /// It unpacks to more than any user list needs.
    TooLarge,
    /// No sheet holds a value.
    Blank,
    /// A workbook of a kind that is not read.
    Unknown,
    /// What converts could not be loaded.
    NoConverter,
}

/// The text in one encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The WHATWG name of the encoding in small letters.
    pub encoding: String,
    /// All of the file in it.
    pub text: String,
}

/// The sheet to convert: the one that was decided for, or the likeliest.
#[must_use]
pub fn choose_sheet(sheets: &[SheetName], options: &crate::Options) -> usize {
    let decisions = Decisions::new(&options.decisions);
    let answer = decisions.answer(rules::several_sheets::RULE.name, None, None, None);
    let decided = answer.and_then(|key| sheet_keys().position(|known| known == key));
    decided.filter(|decided| *decided < sheets.len()).unwrap_or_else(|| likeliest(sheets).0)
}

/// The decision's keys, in the order of the sheets.
pub(crate) fn sheet_keys() -> impl Iterator<Item = &'static str> {
    const KEYS: &str = "sheet-1 sheet-2 sheet-3 sheet-4 sheet-5 sheet-6 sheet-7 sheet-8 sheet-9 sheet-10 sheet-11 \
                        sheet-12 sheet-13 sheet-14 sheet-15 sheet-16 sheet-17 sheet-18 sheet-19 sheet-20 sheet-21 \
                        sheet-22 sheet-23 sheet-24 sheet-25 sheet-26 sheet-27 sheet-28 sheet-29 sheet-30 sheet-31 \
                        sheet-32 sheet-33 sheet-34 sheet-35 sheet-36 sheet-37 sheet-38 sheet-39 sheet-40 sheet-41 \
                        sheet-42 sheet-43 sheet-44 sheet-45 sheet-46 sheet-47 sheet-48 sheet-49 sheet-50 sheet-51 \
                        sheet-52 sheet-53 sheet-54 sheet-55 sheet-56 sheet-57 sheet-58 sheet-59 sheet-60 sheet-61 \
                        sheet-62 sheet-63 sheet-64 sheet-65 sheet-66 sheet-67 sheet-68 sheet-69 sheet-70 sheet-71 \
                        sheet-72 sheet-73 sheet-74 sheet-75 sheet-76 sheet-77 sheet-78 sheet-79 sheet-80 sheet-81 \
                        sheet-82 sheet-83 sheet-84 sheet-85 sheet-86 sheet-87 sheet-88 sheet-89 sheet-90 sheet-91 \
                        sheet-92 sheet-93 sheet-94 sheet-95 sheet-96 sheet-97 sheet-98 sheet-99 sheet-100";
    KEYS.split(' ')
}

/// The decision that means a sheet, for callers that know its position.
#[must_use]
pub fn sheet_decision(position: usize) -> Option<crate::Decision> {
    let answer = sheet_keys().nth(position)?.to_owned();
    Some(crate::Decision::Answer {
        rule: Some(rules::several_sheets::RULE.name.into()),
        row: None,
        index: None,
        answer,
    })
}

impl<'a> Sheet<'a> {
    /// The workbook that the text was made of.
    pub(crate) fn workbook(&self) -> Option<&'a Workbook> {
        self.workbook.filter(|_| HAS_CONVERTER)
    }
}

/// The decisions that were made about the sheet that is read: those that name a row or a column of another sheet,
/// chosen before, would reach the wrong users.
pub(crate) fn of_sheet<'d>(decisions: &'d [Decision], origin: Option<&Origin>) -> Cow<'d, [Decision]> {
    let workbook = origin.and_then(|origin| origin.workbook.as_ref()).filter(|_| HAS_CONVERTER);
    let Some(workbook) = workbook else { return Cow::Borrowed(decisions) };
    let mut sheet = likeliest(&workbook.sheets).0;
    let mut kept: Vec<Decision> = Vec::new();
    for decision in decisions {
        if let Decision::Answer { rule: Some(rule), row: None, index: None, answer } = decision
            && rule == rules::several_sheets::RULE.name
            && let Some(chosen) = sheet_keys().position(|key| key == answer).filter(|chosen| *chosen != sheet)
        {
            sheet = chosen;
            kept.retain(|decision| matches!(decision, Decision::Answer { row: None, index: None, .. }));
        }
        kept.push(decision.clone());
    }
    Cow::Owned(kept)
}

/// The sheet that lists the users, and whether no other can be meant.
pub(crate) fn likeliest(sheets: &[SheetName]) -> (usize, bool) {
    let those = |is: &dyn Fn(&SheetName) -> bool| -> Vec<usize> {
        (0..sheets.len()).filter(|position| is(&sheets[*position])).collect()
    };
    let listing = those(&|sheet| sheet.lists_users());
    let shown = those(&|sheet| sheet.lists_users() && !sheet.hidden);
    let filled = those(&|sheet| !sheet.blank && !sheet.hidden);
    match (&shown[..], &filled[..]) {
        ([only], _) => (*only, true),
        ([first, ..], _) => (*first, false),
        ([], [only]) => (*only, listing.is_empty()),
        ([], _) => (listing.first().or(filled.first()).copied().unwrap_or(0), sheets.len() < 2),
    }
}

impl Workbook {
    /// The name of the sheet that was taken.
    pub(crate) fn sheet_name(&self) -> &str {
        self.sheets.get(self.sheet).map_or("", |sheet| &sheet.name)
    }

    /// What the cells of a column lost in one way.
    pub(crate) fn lost(&self, index: usize, kind: Loss) -> Option<&Losses> {
        self.losses.iter().find(|losses| losses.index == index && losses.kind == kind)
    }
}

/// How many cells or places a sentence names.
const NAMED: usize = 6;

impl Losses {
    /// `L2, L3, L7 and 35 more`.
    pub(crate) fn named(&self) -> Arg {
        named(self.cells.iter().map(|lost| lost.cell.as_str()), self.count)
    }
}

impl Places {
    /// `5, 7–9 and 3 more`.
    pub(crate) fn named(&self) -> Arg {
        named(self.names.iter().map(String::as_str), self.names.len())
    }
}

fn named<'n>(names: impl Iterator<Item = &'n str>, count: usize) -> Arg {
    let items: Vec<Arg> = names.take(NAMED).map(Arg::from).collect();
    match count.saturating_sub(items.len()) {
        0 => Arg::Joined(items),
        more => Arg::List { items, more },
    }
}

/// A column's letters: `A`, `Z`, `AA`.
#[must_use]
pub fn column_letters(index: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = index;
    loop {
        letters.push(char::from(b'A' + (rest % 26) as u8));
        match (rest / 26).checked_sub(1) {
            Some(next) => rest = next,
            None => break,
        }
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    fn sheet(words: &[&str], hidden: bool) -> SheetName {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        SheetName { name: String::new(), hidden, blank: words.is_empty(), words }
    }

    #[test]
    fn columns_have_letters() {
        for (index, letters) in
            [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
        {
            assert_eq!(column_letters(index), letters);
        }
    }

    #[test]
    fn the_sheet_that_lists_users_is_taken() {
        let users = || sheet(&["First Name", "User ID/Email (Required)"], false);
        let hidden = || sheet(&["User ID/Email (Required)"], true);
        let (other, blank) = (|| sheet(&["Notes"], false), || sheet(&[], false));
        for (sheets, expected) in [
            (vec![users()], (0, true)),
            (vec![other(), users()], (1, true)),
            (vec![blank(), other()], (1, true)),
            (vec![users(), users()], (0, false)),
            (vec![hidden(), users()], (1, true)),
            (vec![hidden(), other()], (1, false)),
            (vec![other(), other()], (0, false)),
            (vec![hidden()], (0, true)),
            (vec![], (0, true)),
        ] {
            assert_eq!(likeliest(&sheets), expected, "{sheets:?}");
        }
    }

    #[test]
    fn a_decision_about_another_sheet_is_forgotten() {
        let list = |json: &str| serde_json::from_str::<Vec<Decision>>(json).expect("the test's own JSON");
        let users = || sheet(&["User ID/Email (Required)"], false);
        let origin = Origin {
            workbook: Some(Workbook { sheets: vec![users(), users()], ..Workbook::default() }),
            ..Origin::default()
        };
        let edit = r#"{"row":1,"index":0,"edit":"x"}"#;
        let answer = |sheet: u8| format!(r#"{{"rule":"several-sheets","answer":"sheet-{sheet}"}}"#);
        for (decisions, kept) in [
            (format!("[{edit},{}]", answer(1)), 2),
            (format!("[{edit},{}]", answer(2)), 1),
            (format!("[{},{edit}]", answer(2)), 2),
            (format!("[{edit},{},{}]", answer(2), answer(1)), 2),
            (format!("[{edit},{{\"answer\":\"yes\"}},{}]", answer(2)), 2),
        ] {
            assert_eq!(of_sheet(&list(&decisions), Some(&origin)).len(), kept, "{decisions}");
        }
        assert_eq!(of_sheet(&list(&format!("[{edit},{}]", answer(2))), None).len(), 2);
    }

    #[test]
    fn few_names_are_spelled_out() {
        let places = |count: usize| Places { count, names: (1..=count).map(|name| name.to_string()).collect() };
        let said = |count| Words::default().arg(&places(count).named()).into_owned();
        assert_eq!(said(2), "1, 2");
        assert_eq!(said(9), "1, 2, 3, 4, 5, 6 and 3 more");
    }
}
