//! The words of the grid and of the sheet of keys.

use super::language::{Translate, texts};
use super::{Plural, Words, fill};
use crate::grid::{Fate, Found, Showing, Standing};

texts! {
    pub(crate) struct GridWords {
        pub view: &'static str,
        pub title: &'static str,
        pub grid: &'static str,
        pub reading: &'static str,
        pub empty: &'static str,
        pub none: &'static str,
        pub hint: &'static str,
        // which rows
        pub show: &'static str,
        /// All, found, open, changed.
        pub lists: [&'static str; 4],
        pub classes: &'static str,
        pub search: &'static str,
        pub search_hint: &'static str,
        pub listed: Plural,
        pub finding_before: &'static str,
        pub next_finding: &'static str,
        pub no_next: &'static str,
        pub none_before: &'static str,
        pub keys: &'static str,
        pub strip: &'static str,
        // rows and cells
        pub row: &'static str,
        pub column_without_name: &'static str,
        pub column_left_out: &'static str,
        pub left_out: &'static str,
        pub undecided: &'static str,
        pub as_it_is: &'static str,
        /// Open, refused, applied.
        pub found: [&'static str; 3],
        // the chosen cell
        pub place: &'static str,
        pub edit: &'static str,
        pub nothing_here: &'static str,
        pub all_places_of: &'static str,
        pub show_in_file: &'static str,
        // the sheet of keys
        pub keys_title: &'static str,
        pub keys_on_page: &'static str,
        pub keys_in_grid: &'static str,
        /// Keys and what they do.
        pub page_keys: [(&'static [&'static str], &'static str); 7],
        pub grid_keys: [(&'static [&'static str], &'static str); 8],
        pub single_keys: &'static str,
    }
}

impl Words {
    pub(crate) fn grid_of(&self, name: &str) -> String {
        fill(self.grid.grid, &[("name", name)])
    }

    pub(crate) fn list(&self, what: Showing, n: usize) -> String {
        let at = match what {
            Showing::All => 0,
            Showing::Found => 1,
            Showing::Open => 2,
            Showing::Changed => 3,
        };
        fill(self.grid.lists[at], &[("n", &self.number(n))])
    }

    pub(crate) fn listed(&self, n: usize) -> String {
        self.plural(&self.grid.listed, n)
    }

    /// Where something was found, for those who do not see the picture.
    pub(crate) fn strip(&self, marked: usize, parts: usize) -> String {
        fill(self.grid.strip, &[("marked", &self.number(marked)), ("parts", &self.number(parts))])
    }

    pub(crate) fn column_without_name(&self, n: usize) -> String {
        fill(self.grid.column_without_name, &[("n", &self.number(n))])
    }

    /// What becomes of a row, where it does not simply go on.
    pub(crate) fn fate(&self, fate: Fate) -> Option<&'static str> {
        match fate {
            Fate::Kept => None,
            Fate::LeftOut => Some(self.grid.left_out),
            Fate::Undecided => Some(self.grid.undecided),
            Fate::AsItIs => Some(self.grid.as_it_is),
        }
    }

    /// A finding in short: how much it matters and what became of it.
    pub(crate) fn found(&self, found: &Found) -> String {
        let state = match found.state {
            Standing::Open => self.grid.found[0],
            Standing::Refused => self.grid.found[1],
            Standing::Applied => self.grid.found[2],
        };
        format!("{}, {state}", self.severity(found.severity))
    }

    pub(crate) fn place(&self, row: usize, line: usize) -> String {
        fill(self.grid.place, &[("row", &self.number(row)), ("line", &self.number(line))])
    }

    pub(crate) fn all_places_of(&self, rule: &str) -> String {
        fill(self.grid.all_places_of, &[("rule", rule)])
    }
}

pub(super) const ENGLISH: GridWords = GridWords {
    view: "File",
    title: "Your file, row by row",
    grid: "Rows of {name}",
    reading: "Opening your file…",
    empty: "There are no rows to show.",
    none: "No row matches. Show all rows, or search for something else.",
    hint: "Arrow keys move, Enter edits a cell, F8 goes to the next finding.",
    show: "Show",
    lists: ["All rows ({n})", "With findings ({n})", "Still to settle ({n})", "Changed ({n})"],
    classes: "Users the import will treat like this",
    search: "Search",
    search_hint: "Name, address, number…",
    listed: Plural::English { one: "{n} row.", other: "{n} rows." },
    finding_before: "Previous finding",
    next_finding: "Next finding",
    no_next: "No finding after this one.",
    none_before: "No finding before this one.",
    keys: "Keys",
    strip: "Picture of the list: findings in {marked} of {parts} parts. F8 goes from one to the next.",
    row: "Row",
    column_without_name: "Column {n}",
    column_left_out: "(left out)",
    left_out: "This row is left out of the corrected file.",
    undecided: "Nobody has decided yet how this row is split into columns.",
    as_it_is: "This row goes on as it is; nothing in it is judged.",
    found: ["to settle", "left as is", "repaired"],
    place: "Row {row}, line {line}",
    edit: "Edit cell",
    nothing_here: "Nothing was found here.",
    all_places_of: "All places of “{rule}”",
    show_in_file: "Show in the file",
    keys_title: "Keys",
    keys_on_page: "Everywhere",
    keys_in_grid: "In the rows of the file",
    page_keys: [
        (&["F8"], "next finding"),
        (&["Shift", "F8"], "previous finding"),
        (&["Ctrl", "Z"], "undo"),
        (&["Ctrl", "Y"], "redo"),
        (&["/"], "search the file"),
        (&["?"], "these keys"),
        (&["Esc"], "close what is open"),
    ],
    grid_keys: [
        (&["←", "→", "↑", "↓"], "one cell on"),
        (&["Home", "End"], "first, last cell of the row"),
        (&["Ctrl", "Home"], "first cell of all; Ctrl End: last"),
        (&["Page Up", "Page Down"], "one screen up, down"),
        (&["Enter"], "edit the cell; again: keep what you typed (also F2)"),
        (&["Esc"], "give up what you typed"),
        (&["+"], "yes to the repair that is offered"),
        (&["-"], "leave the cell as is"),
    ],
    single_keys: "Use / and ? as keys",
};
