//! Where on the page somebody wants to be.
//!
//! What must stay true: a wish is carried out once, by the view it is meant for, and after those that came before it. Each key
//! of the grid is such a wish: none is lost, and none acts on the cell before.

use std::rc::Rc;

use super::{Desk, View};

/// Where somebody wants to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Go {
    /// A row from 1, a column from 0.
    Cell {
        row: usize,
        index: Option<usize>,
    },
    /// The next finding, or the one before.
    Step {
        forward: bool,
    },
    Search,
    /// What a key of the grid means where one is by then; so many rows are seen at once.
    Press {
        key: String,
        ctrl: bool,
        page: usize,
    },
    /// The findings of a rule.
    Rule(String),
}

/// What is asked for and not done yet, in this order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Wishes {
    waiting: Vec<Rc<Wish>>,
    last: u32,
}

/// A wish has a number, since two of them can be alike.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Wish {
    pub number: u32,
    pub go: Go,
}

impl Wishes {
    pub(crate) fn first(&self) -> Option<&Rc<Wish>> {
        self.waiting.first()
    }

    /// Whoever names the place they want to be at wants nothing of what was asked for before.
    fn add(&mut self, go: Go) {
        if matches!(go, Go::Cell { .. } | Go::Rule(_)) {
            self.waiting.clear();
        }
        self.last += 1;
        self.waiting.push(Rc::new(Wish { number: self.last, go }));
    }

    pub(super) fn went(&mut self, number: u32) {
        self.waiting.retain(|wish| wish.number != number);
    }
}

impl Desk {
    /// What another view was asked for came too late.
    pub(super) fn look(&mut self, view: View) {
        self.view = view;
        self.wishes.waiting.clear();
    }

    pub(super) fn wish(&mut self, go: Go) {
        let view = if matches!(go, Go::Rule(_)) { View::Findings } else { View::File };
        if self.view != view {
            self.look(view);
        }
        self.wishes.add(go);
    }
}

/// What can lie over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SheetOver {
    Keys,
    Trust,
}
