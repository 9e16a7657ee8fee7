//! What keys mean: on the page as a whole, and in the grid, which follows the ARIA pattern for grids.

use crate::decision::{NO, YES};
use crate::grid::Place;

/// A key with what is held down beside it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Key<'k> {
    pub name: &'k str,
    pub ctrl: bool,
    pub shift: bool,
    pub alt: bool,
}

/// What is meant to happen in the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    Go(Place),
    Edit,
    Answer(&'static str),
}

/// What is meant to happen on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PageKey {
    Undo,
    Redo,
    NextFinding,
    FindingBefore,
    Search,
    Help,
}

/// How large the list is: rows, columns (that of the row numbers included), rows that are seen at once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    pub rows: usize,
    pub columns: usize,
    pub page: usize,
}

/// What a key means while a cell of the grid has the focus.
pub(crate) fn in_grid(key: Key<'_>, at: Place, extent: Extent) -> Option<Meaning> {
    if key.alt || extent.rows == 0 {
        return None;
    }
    let (last_row, last_column) = (extent.rows - 1, extent.columns.saturating_sub(1));
    let Place { position, column } = at;
    let go = |position: usize, column: usize| {
        Some(Meaning::Go(Place { position: position.min(last_row), column: column.min(last_column) }))
    };
    match (key.name, key.ctrl) {
        ("ArrowDown", false) => go(position + 1, column),
        ("ArrowUp", false) => go(position.saturating_sub(1), column),
        ("ArrowRight", false) => go(position, column + 1),
        ("ArrowLeft", false) => go(position, column.saturating_sub(1)),
        ("Home", false) => go(position, 0),
        ("End", false) => go(position, last_column),
        ("Home", true) => go(0, 0),
        ("End", true) => go(last_row, last_column),
        ("PageDown", false) => go(position + extent.page, column),
        ("PageUp", false) => go(position.saturating_sub(extent.page), column),
        ("F2" | "Enter", false) => Some(Meaning::Edit),
        ("+", false) => Some(Meaning::Answer(YES)),
        ("-", false) => Some(Meaning::Answer(NO)),
        _ => None,
    }
}

/// What a key means wherever the focus is. Single signs can be switched off, and mean nothing where text is typed.
pub(crate) fn on_page(key: Key<'_>, is_typing: bool, single_keys: bool) -> Option<PageKey> {
    match (key.name.to_ascii_lowercase().as_str(), key.ctrl, key.shift, key.alt) {
        ("f8", false, false, false) => Some(PageKey::NextFinding),
        ("f8", false, true, false) => Some(PageKey::FindingBefore),
        _ if is_typing => None,
        ("z", true, false, false) => Some(PageKey::Undo),
        ("z", true, true, false) | ("y", true, _, false) => Some(PageKey::Redo),
        ("?", false, _, false) if single_keys => Some(PageKey::Help),
        ("/", false, _, false) if single_keys => Some(PageKey::Search),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXTENT: Extent = Extent { rows: 100, columns: 5, page: 10 };

    fn name(name: &str) -> Key<'_> {
        Key { name, ..Key::default() }
    }

    fn goes(key: Key<'_>, from: (usize, usize), to: (usize, usize)) {
        let place = |(position, column)| Place { position, column };
        assert_eq!(in_grid(key, place(from), EXTENT), Some(Meaning::Go(place(to))), "{key:?}");
    }

    #[test]
    fn keys_move_as_the_pattern_for_grids_says() {
        goes(name("ArrowDown"), (99, 2), (99, 2));
        goes(name("ArrowDown"), (3, 2), (4, 2));
        goes(name("ArrowUp"), (0, 2), (0, 2));
        goes(name("ArrowRight"), (3, 4), (3, 4));
        goes(name("ArrowLeft"), (3, 1), (3, 0));
        goes(name("Home"), (3, 4), (3, 0));
        goes(name("End"), (3, 0), (3, 4));
        goes(Key { ctrl: true, ..name("Home") }, (50, 3), (0, 0));
        goes(Key { ctrl: true, ..name("End") }, (50, 3), (99, 4));
        goes(name("PageDown"), (95, 3), (99, 3));
        goes(name("PageUp"), (15, 3), (5, 3));
    }

    #[test]
    fn an_empty_list_has_no_keys() {
        assert_eq!(in_grid(name("ArrowDown"), Place::default(), Extent { rows: 0, ..EXTENT }), None);
    }

    #[test]
    fn single_signs_can_be_switched_off_and_are_letters_in_a_field() {
        assert_eq!(on_page(name("?"), false, true), Some(PageKey::Help));
        assert_eq!(on_page(name("?"), false, false), None);
        assert_eq!(on_page(name("?"), true, true), None);
        assert_eq!(on_page(Key { shift: true, ..name("F8") }, true, false), Some(PageKey::FindingBefore));
        assert_eq!(on_page(Key { ctrl: true, shift: true, ..name("Z") }, false, false), Some(PageKey::Redo));
        assert_eq!(on_page(Key { ctrl: true, ..name("z") }, true, true), None, "a field has its own undo");
    }
}
