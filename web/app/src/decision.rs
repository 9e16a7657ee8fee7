//! Decisions and their history: the only thing a person changes.
//!
//! Undo and redo move a position in a list; nothing derived is kept, so nothing can be stale. The order is the engine's: a
//! narrower decision wins over a wider one, a later one over an earlier one of the same reach.

use std::rc::Rc;

use serde::Serialize;

use crate::reading::filled;

/// One answer of a person, as the engine reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Decision {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edit: Option<String>,
    /// What the file has where a cell is edited, as far as that was seen: the page's own, which the engine needs not.
    #[serde(skip)]
    pub was: Option<String>,
}

filled!(Decision { rule, row, index, answer, edit } without was);

pub(crate) const YES: &str = "yes";
pub(crate) const NO: &str = "no";

/// Rules whose choices come from the organization's own profile.
const BY_PROFILE: [&str; 2] = ["location-not-in-profile", "domain-not-in-profile"];

/// What a decision is about: everything, a rule, one of its columns, or one finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reach {
    pub rule: Option<String>,
    pub row: Option<usize>,
    pub index: Option<usize>,
}

impl Reach {
    pub(crate) fn everything() -> Self {
        Self { rule: None, row: None, index: None }
    }

    pub(crate) fn rule(rule: &str) -> Self {
        Self { rule: Some(rule.to_owned()), ..Self::everything() }
    }

    pub(crate) fn column(rule: &str, index: usize) -> Self {
        Self { index: Some(index), ..Self::rule(rule) }
    }

    pub(crate) fn finding(rule: &str, row: Option<usize>, index: Option<usize>) -> Self {
        Self { row, index, ..Self::rule(rule) }
    }

    /// The reaches that cover this one, narrowest first.
    fn widening(&self) -> Vec<Self> {
        let mut reaches = vec![self.clone()];
        if let Some(rule) = &self.rule {
            if let (Some(_), Some(index)) = (self.row, self.index) {
                reaches.push(Self::column(rule, index));
            }
            reaches.push(Self::rule(rule));
        }
        reaches.push(Self::everything());
        reaches
    }
}

impl Decision {
    pub(crate) fn answer(reach: Reach, answer: &str) -> Self {
        Self {
            rule: reach.rule,
            row: reach.row,
            index: reach.index,
            answer: Some(answer.to_owned()),
            ..Self::default()
        }
    }

    pub(crate) fn edit(row: usize, index: usize, was: Option<String>, value: String) -> Self {
        Self { row: Some(row), index: Some(index), edit: Some(value), was, ..Self::default() }
    }

    fn reaches(&self, reach: &Reach) -> bool {
        self.edit.is_none() && self.rule == reach.rule && self.row == reach.row && self.index == reach.index
    }

    fn is_about_the_same_as(&self, other: &Self) -> bool {
        self.rule == other.rule
            && self.row == other.row
            && self.index == other.index
            && self.edit.is_some() == other.edit.is_some()
    }
}

/// All decisions taken, and how many of them count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct History {
    decisions: Vec<Decision>,
    position: usize,
    /// The decisions that a session brought, all at once, and what stood before them.
    session: Option<(usize, Rc<History>)>,
}

impl History {
    /// The decisions that count.
    pub(crate) fn current(&self) -> &[Decision] {
        &self.decisions[..self.position]
    }

    /// Adds a decision and forgets what was undone. `None` if the same answer already stands.
    pub(crate) fn with(&self, decision: Decision) -> Option<Self> {
        let standing = self.current().iter().rev().find(|other| other.is_about_the_same_as(&decision));
        if standing == Some(&decision) {
            return None;
        }
        let mut decisions = self.current().to_vec();
        decisions.push(decision);
        Some(Self { position: decisions.len(), decisions, session: self.session.clone() })
    }

    /// The decisions of a session in the place of all others; undoing that is one step.
    pub(crate) fn resumed(&self, decisions: Vec<Decision>) -> Self {
        let position = decisions.len();
        Self { decisions, position, session: Some((position, Rc::new(self.clone()))) }
    }

    /// Without the answers that went by an organization's profile, since by another one they would say something else;
    /// undoing that is one step.
    pub(crate) fn without_profile(&self) -> Self {
        let goes_by_it = |decision: &Decision| decision.rule.as_deref().is_some_and(|rule| BY_PROFILE.contains(&rule));
        let (gone, stay): (Vec<Decision>, Vec<Decision>) = self.current().iter().cloned().partition(goes_by_it);
        if gone.is_empty() { self.clone() } else { self.resumed(stay) }
    }

    pub(crate) fn undone(&self) -> Option<Self> {
        if let Some((_, before)) = self.session.as_ref().filter(|(brought, _)| *brought == self.position) {
            return Some((**before).clone());
        }
        let position = self.position.checked_sub(1)?;
        Some(Self { position, ..self.clone() })
    }

    pub(crate) fn redone(&self) -> Option<Self> {
        let position = self.position + 1;
        (position <= self.decisions.len()).then(|| Self { position, ..self.clone() })
    }

    /// The answer that reaches this rule, column or finding, whether given to it or to something wider.
    pub(crate) fn answer(&self, reach: &Reach) -> Option<&str> {
        reach.widening().iter().find_map(|wider| {
            let decision = self.current().iter().rev().find(|decision| decision.reaches(wider))?;
            decision.answer.as_deref()
        })
    }

    /// What was typed into the cells of a row, the last of each.
    pub(crate) fn edits_of(&self, row: usize) -> Vec<(usize, String)> {
        let of_row =
            self.current().iter().rev().filter(|decision| decision.edit.is_some() && decision.row == Some(row));
        let mut edits: Vec<(usize, String)> = Vec::new();
        for (index, edit) in of_row.filter_map(|decision| decision.index.zip(decision.edit.clone())) {
            if edits.iter().all(|(known, _)| *known != index) {
                edits.push((index, edit));
            }
        }
        edits
    }

    /// What was typed into this cell.
    pub(crate) fn edit(&self, row: usize, index: usize) -> Option<&str> {
        self.edited(row, index)?.edit.as_deref()
    }

    /// The same, and what the file has there, if that was seen when it was typed.
    pub(crate) fn typed(&self, row: usize, index: usize) -> (Option<String>, Option<String>) {
        self.edited(row, index).map(|edit| (edit.edit.clone(), edit.was.clone())).unwrap_or_default()
    }

    fn edited(&self, row: usize, index: usize) -> Option<&Decision> {
        let of_cell = |decision: &&Decision| {
            decision.edit.is_some() && decision.row == Some(row) && decision.index == Some(index)
        };
        self.current().iter().rev().find(of_cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(answer: &str) -> Decision {
        Decision::answer(Reach::rule("foreign-boolean"), answer)
    }

    #[test]
    fn undo_and_redo_move_a_position() {
        let history = History::default().with(rule(YES)).expect("new");
        let undone = history.undone().expect("one to undo");
        assert!(undone.current().is_empty());
        assert_eq!(undone.undone(), None);
        assert_eq!(undone.redone(), Some(history.clone()));
        assert_eq!(history.redone(), None);
        let other = undone.with(rule(NO)).expect("new");
        assert_eq!(other.current(), [rule(NO)], "a new decision forgets what was undone");
    }

    #[test]
    fn a_session_is_undone_in_one_step() {
        let before = History::default().with(rule(NO)).expect("new");
        let history = before.resumed(vec![rule(YES), Decision::edit(3, 11, None, "x".into())]);
        assert_eq!(history.current().len(), 2);
        let more = history.with(Decision::edit(4, 1, None, "y".into())).expect("new");
        assert_eq!(more.undone(), Some(History { position: 2, ..more.clone() }));
        let undone = more.undone().and_then(|history| history.undone());
        assert_eq!(undone, Some(before), "what stood before comes back");
        assert_eq!(History::default().resumed(Vec::new()).undone(), Some(History::default()));
    }

    #[test]
    fn the_same_answer_is_not_taken_twice() {
        let history = History::default().with(rule(YES)).expect("new");
        assert_eq!(history.with(rule(YES)), None);
        let changed = history.with(rule(NO)).expect("another answer");
        assert!(changed.with(rule(YES)).is_some(), "changing one's mind is a decision");
    }

    #[test]
    fn narrower_wins_over_wider_and_later_over_earlier() {
        let one = Reach::finding("foreign-boolean", Some(12), Some(19));
        let column = Reach::column("foreign-boolean", 19);
        let mut history = History::default();
        for decision in [
            Decision::answer(one.clone(), NO),
            rule(YES),
            Decision::answer(column.clone(), NO),
            Decision::answer(column.clone(), YES),
            Decision::edit(12, 19, Some("SAND".into()), "TRUE".into()),
        ] {
            history = history.with(decision).expect("new");
        }
        assert_eq!(history.answer(&one), Some(NO));
        assert_eq!(history.answer(&column), Some(YES));
        assert_eq!(history.answer(&Reach::finding("foreign-boolean", Some(1), None)), Some(YES));
        assert_eq!(history.answer(&Reach::rule("both-licences")), None);
        assert_eq!(history.edit(12, 19), Some("TRUE"));
        assert_eq!(history.typed(12, 19), (Some("TRUE".into()), Some("SAND".into())));
        assert_eq!(history.edit(12, 18), None);
        assert_eq!(history.edits_of(12), [(19, "TRUE".to_owned())]);
    }

    #[test]
    fn a_decision_is_written_as_the_engine_reads_it() {
        let json = |decision| serde_json::to_string(&decision).expect("plain data");
        assert_eq!(json(rule(YES)), r#"{"rule":"foreign-boolean","answer":"yes"}"#);
        assert_eq!(
            json(Decision::edit(3, 11, Some("45".into()), "+45".into())),
            r#"{"row":3,"index":11,"edit":"+45"}"#
        );
        assert_eq!(json(Decision::answer(Reach::everything(), YES)), r#"{"answer":"yes"}"#);
    }
}
