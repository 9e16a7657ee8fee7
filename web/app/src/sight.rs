//! What a person sees of the grid: which rows are listed, which cell is chosen, whether it is being edited.
//!
//! What must stay true: every step is pure; another file begins anew.

use std::rc::Rc;

use yew::prelude::Reducible;

use crate::grid::{Place, Show};

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sight {
    /// The number of the file that is looked at.
    file: u32,
    pub show: Show,
    pub at: Place,
    pub is_editing: bool,
    /// Whether the chosen cell shall be brought into view and get the focus.
    pub wants_focus: bool,
    /// In which direction there was no other finding.
    pub ended: Option<bool>,
}

#[derive(Clone, Debug)]
pub(crate) enum Turn {
    File(u32),
    Show(Show),
    Go(Place),
    /// The same from afar: the focus goes along.
    Jump(Place),
    /// To a cell (row from 1, column from 0) whatever was listed before.
    Find {
        row: usize,
        index: Option<usize>,
    },
    Landed,
    Edit(bool),
    Ended {
        forward: bool,
    },
}

impl Sight {
    pub(crate) fn after(self, turn: Turn) -> Self {
        let moved = Sight { is_editing: false, ended: None, ..self.clone() };
        match turn {
            Turn::File(file) if file == self.file => self,
            Turn::File(file) => Sight { file, wants_focus: self.wants_focus, ..Sight::default() },
            Turn::Show(show) => Sight { show, at: Place { position: 0, ..self.at }, ..moved },
            Turn::Go(at) => Sight { at, ..moved },
            Turn::Jump(at) => Sight { at, wants_focus: true, ..moved },
            Turn::Find { row, index } => {
                let at = Place::of(row.saturating_sub(1), index);
                Sight { at, wants_focus: true, show: Show::default(), ..moved }
            }
            Turn::Landed => Sight { wants_focus: false, ..self },
            Turn::Edit(is_editing) => Sight { is_editing, ..self },
            Turn::Ended { forward } => Sight { ended: Some(forward), ..self },
        }
    }
}

impl Reducible for Sight {
    type Action = Turn;

    fn reduce(self: Rc<Self>, turn: Turn) -> Rc<Self> {
        (*self).clone().after(turn).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::Showing;

    #[test]
    fn another_list_begins_at_its_first_row_and_another_file_anew() {
        let at = Place { position: 70, column: 3 };
        let sight = Sight::default().after(Turn::File(1)).after(Turn::Go(at)).after(Turn::Edit(true));
        let open = Show { what: Showing::Open, ..Show::default() };
        let listed = sight.after(Turn::Show(open.clone()));
        assert_eq!((listed.at, listed.is_editing), (Place { position: 0, column: 3 }, false));
        assert_eq!(listed.clone().after(Turn::File(1)).show, open);
        assert_eq!(listed.after(Turn::File(2)).show, Show::default());
    }

    #[test]
    fn a_finding_is_found_among_all_rows_and_takes_the_focus_once() {
        let listed = Sight::default().after(Turn::Show(Show { search: "anna".into(), ..Show::default() }));
        let found = listed.after(Turn::Find { row: 12, index: Some(3) });
        assert_eq!((found.at, found.show.search.as_str()), (Place { position: 11, column: 4 }, ""));
        assert!(found.wants_focus && !found.after(Turn::Landed).wants_focus);
    }

    #[test]
    fn the_end_is_told_until_one_moves_on() {
        let ended = Sight::default().after(Turn::Ended { forward: true });
        assert_eq!(ended.ended, Some(true));
        assert_eq!(ended.after(Turn::Go(Place::default())).ended, None);
    }
}
