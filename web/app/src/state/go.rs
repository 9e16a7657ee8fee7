//! Where on the page somebody wants to be.
//!
//! What must stay true: a wish is carried out once, by the view it is meant for.

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
    /// The findings of a rule.
    Rule(String),
}

/// What can lie over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SheetOver {
    Keys,
    Trust,
}
