//! The file as a grid, across the border: windows of its rows, and the ways through them.
//!
//! What must stay true: the grid that is kept belongs to the file, the export and the options it was made with; with any
//! other it is made anew.

use std::cell::{Cell, RefCell};

use hubcheck::{Grid, Input, List, Options, Progress, Report, Show};
use std::ops::ControlFlow;
use wasm_bindgen::prelude::*;

use crate::{Checker, json, parse};

/// A grid that was looked at, until something that it depends on changes.
#[derive(Default)]
pub(crate) struct Shelf {
    kept: RefCell<Option<Kept>>,
    /// Whether anybody looks: then the next check lays the file open on its way.
    is_looked_at: Cell<bool>,
}

struct Kept {
    options: String,
    /// The same, read: they may hold a whole language.
    read: Options,
    grid: Grid,
    list: Option<(Show, List)>,
}

impl Shelf {
    pub(crate) fn clear(&self) {
        self.kept.replace(None);
    }

    /// The report; where somebody looks at the grid, that is made on the way. `None` when `progress` said to stop.
    pub(crate) fn check(
        &self,
        input: &Input<'_>,
        options: &str,
        parsed: &Options,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Option<Report> {
        let is_of_all = parsed.findings.rule.is_none() && parsed.findings.from == 0;
        if !self.is_looked_at.get() || !is_of_all {
            return hubcheck::check_with(input, parsed, progress);
        }
        self.clear(); // first, so that two grids are never in memory together
        let (report, grid) = hubcheck::look_with(input, parsed, progress)?;
        self.kept.replace(Some(Kept { options: options.to_owned(), read: parsed.clone(), grid, list: None }));
        Some(report)
    }

    /// What `ask` makes of the grid and of the list that `show` means.
    fn ask<R>(
        &self,
        input: &Input<'_>,
        options: &str,
        show: &str,
        ask: impl FnOnce(&mut Grid, &Options, &List) -> R,
    ) -> Result<R, JsError> {
        let show: Show = serde_json::from_str(show)
            .map_err(|error| JsError::new(&format!("what is to be shown cannot be read: {error}")))?;
        self.is_looked_at.set(true);
        if self.kept.borrow().as_ref().is_none_or(|kept| kept.options != options) {
            let whole = Options { findings: hubcheck::Window::default(), sha256: false, ..parse(options)? };
            self.check(input, options, &whole, &mut |_| ControlFlow::Continue(()));
        }
        let mut kept = self.kept.borrow_mut();
        let kept = kept.as_mut().ok_or_else(|| JsError::new("the check was stopped"))?;
        let list = match kept.list.take() {
            Some((of, list)) if of == show => list,
            _ => kept.grid.list(input, &kept.read, &show),
        };
        let (_, list) = kept.list.insert((show, list));
        Ok(ask(&mut kept.grid, &kept.read, list))
    }
}

#[wasm_bindgen]
impl Checker {
    /// `count` rows of a list from its position `from` (from 0) on, as JSON: see `GridRows` in the engine. `show` says
    /// which rows are listed, as JSON: see `Show`.
    ///
    /// # Errors
    /// When options or `show` cannot be read.
    pub fn rows(&self, options: &str, show: &str, from: usize, count: usize) -> Result<String, JsError> {
        json(&self.shelf.ask(&self.input(), options, show, |grid, _, list| grid.rows(&self.file, list, from, count))?)
    }

    /// One row (from 1) in all its words, as JSON: see `WholeRow`; null when there is no such row.
    ///
    /// # Errors
    /// When options or `show` cannot be read.
    pub fn row(&self, options: &str, show: &str, row: u32) -> Result<String, JsError> {
        let input = self.input();
        json(&self.shelf.ask(&input, options, show, |grid, read, _| grid.whole_row(&input, read, row))?)
    }

    /// The finding of the list after a cell, or the one before it, as JSON: see `GridPlace`; null at the end. Without
    /// an index: from the row as a whole.
    ///
    /// # Errors
    /// When options or `show` cannot be read.
    pub fn step(
        &self,
        options: &str,
        show: &str,
        row: u32,
        index: Option<u32>,
        forward: bool,
    ) -> Result<String, JsError> {
        json(&self.shelf.ask(&self.input(), options, show, |grid, _, list| grid.step(list, row, index, forward))?)
    }

    /// The list as a picture in so many parts, as a JSON text: see `Grid::strip`.
    ///
    /// # Errors
    /// When options or `show` cannot be read.
    pub fn strip(&self, options: &str, show: &str, parts: usize) -> Result<String, JsError> {
        json(&self.shelf.ask(&self.input(), options, show, |grid, _, list| grid.strip(list, parts))?)
    }
}
