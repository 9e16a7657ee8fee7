//! What the admin decided: yes or no to a rule, a column, a finding; a choice;
//! a cell edited by hand.
//!
//! What must stay true: decisions are data in a list. The narrower wins over
//! the wider, the later over the earlier of equal reach, and one that reaches
//! nothing does nothing. Undo is removing one.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::rule::{Fix, Safety};

/// One decision of the admin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Decision {
    /// A cell edited by hand.
    Edit {
        /// Data record, from 1.
        row: u32,
        /// Column, from 0.
        index: u32,
        /// The new value of the cell.
        edit: String,
    },
    /// An answer to findings.
    Answer {
        /// The rule's name; without it every fix of the class ask is meant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rule: Option<String>,
        /// Data record, from 1; without it all of them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        row: Option<u32>,
        /// Column, from 0; without it all of them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        index: Option<u32>,
        /// `yes`, `no`, or the key of a choice.
        answer: String,
    },
}

/// All decisions, ready to be asked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Decisions {
    answers: HashMap<(Reach, Option<u32>, Option<u32>), String>,
    edits: HashMap<u32, Vec<(u32, String)>>,
    /// Whether an answer names a row: most lists have none, most rows no answer.
    rows: HashSet<u32>,
    accepts_all: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Reach {
    Ask,
    Rule(String),
}

/// What becomes of one finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The fix is applied: the choice with this position.
    Applied(usize),
    /// The admin said no.
    Refused,
    /// Nobody has answered, or there is nothing to apply.
    Open,
}

impl Decisions {
    pub(crate) fn new(list: &[Decision]) -> Self {
        let mut decisions = Decisions::default();
        for decision in list {
            match decision {
                Decision::Edit { row, index, edit } => {
                    let edits = decisions.edits.entry(*row).or_default();
                    edits.retain(|(at, _)| at != index);
                    edits.push((*index, edit.clone()));
                }
                Decision::Answer { rule, row, index, answer } => {
                    let reach = rule.clone().map_or(Reach::Ask, Reach::Rule);
                    decisions.rows.extend(*row);
                    decisions.answers.insert((reach, *row, *index), answer.clone());
                }
            }
        }
        decisions
    }

    /// The same, but every offered fix is accepted; of several choices the first.
    pub(crate) fn accepting_all(&self) -> Self {
        Decisions { accepts_all: true, ..self.clone() }
    }

    pub(crate) fn edits(&self, row: u32) -> &[(u32, String)] {
        self.edits.get(&row).map_or(&[], Vec::as_slice)
    }

    /// The answer that reaches a finding, the narrowest first.
    pub(crate) fn answer(
        &self,
        rule: &str,
        row: Option<u32>,
        index: Option<u32>,
        safety: Option<Safety>,
    ) -> Option<&str> {
        if self.answers.is_empty() {
            return None;
        }
        let named = Reach::Rule(rule.to_owned());
        let of_row = row.filter(|row| self.rows.contains(row));
        let reaches = [
            of_row.and(index).map(|_| (named.clone(), row, index)),
            of_row.map(|_| (named.clone(), row, None)),
            index.map(|_| (named.clone(), None, index)),
            Some((named.clone(), None, None)),
            (safety == Some(Safety::Ask)).then_some((Reach::Ask, None, None)),
        ];
        reaches.into_iter().flatten().find_map(|reach| self.answers.get(&reach)).map(String::as_str)
    }

    /// Whether some answer says yes to asking fixes of a rule in a column, in all rows or in one.
    pub(crate) fn may_agree(&self, rule: &str, index: u32) -> bool {
        let named = Reach::Rule(rule.to_owned());
        let of_all = self.answer(rule, None, Some(index), Some(Safety::Ask)) == Some("yes");
        let of_one = |((reach, row, at), answer): (&(Reach, Option<u32>, Option<u32>), &String)| {
            *reach == named && row.is_some() && at.is_none_or(|at| at == index) && answer == "yes"
        };
        self.accepts_all || of_all || self.answers.iter().any(of_one)
    }

    /// What the decisions make of a fix.
    pub(crate) fn outcome(&self, answer: Option<&str>, fix: Option<&Fix>) -> Outcome {
        let Some(fix) = fix else { return Outcome::Open };
        let chosen = answer.and_then(|key| fix.choices.iter().position(|choice| choice.key == key));
        if self.accepts_all {
            return Outcome::Applied(chosen.unwrap_or(0));
        }
        match answer {
            None if fix.safety == Safety::Safe => Outcome::Applied(0),
            None => Outcome::Open,
            Some("no") => Outcome::Refused,
            // With several choices "yes" would be a guess.
            Some("yes") if fix.choices.len() == 1 => Outcome::Applied(0),
            Some(_) => match chosen {
                Some(position) => Outcome::Applied(position),
                None if fix.safety == Safety::Safe => Outcome::Applied(0),
                None => Outcome::Open,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{Act, Choice};

    fn decisions(json: &str) -> Decisions {
        Decisions::new(&serde_json::from_str::<Vec<Decision>>(json).expect("the test's own JSON"))
    }

    #[track_caller]
    fn answers(json: &str, expected: Option<&str>) {
        let decisions = decisions(json);
        assert_eq!(decisions.answer("a-rule", Some(3), Some(1), Some(Safety::Ask)), expected, "{json}");
    }

    #[test]
    fn the_narrower_wins_and_then_the_later() {
        answers(r"[]", None);
        answers(r#"[{"answer":"yes"}]"#, Some("yes"));
        answers(r#"[{"rule":"a-rule","answer":"no"},{"answer":"yes"}]"#, Some("no"));
        answers(r#"[{"rule":"a-rule","index":1,"answer":"yes"},{"rule":"a-rule","answer":"no"}]"#, Some("yes"));
        answers(r#"[{"rule":"a-rule","row":3,"answer":"no"},{"rule":"a-rule","index":1,"answer":"yes"}]"#, Some("no"));
        answers(
            r#"[{"rule":"a-rule","row":3,"index":1,"answer":"x"},{"rule":"a-rule","row":3,"answer":"no"}]"#,
            Some("x"),
        );
        answers(r#"[{"rule":"a-rule","answer":"no"},{"rule":"a-rule","answer":"yes"}]"#, Some("yes"));
        answers(r#"[{"rule":"another","answer":"no"},{"rule":"a-rule","row":4,"answer":"no"}]"#, None);
    }

    #[test]
    fn an_answer_chooses_and_never_guesses() {
        let one = |safety| crate::rule::Finding::new().fixed(safety, Act::Drop).fix;
        let several = |safety| {
            let choices = ["first", "last"].map(|key| Choice { key, does: None, act: Act::Drop }).to_vec();
            crate::rule::Finding::new().choices(safety, choices).fix
        };
        let (safe, ask) = (Safety::Safe, Safety::Ask);
        for (fix, answer, expected) in [
            (None, Some("yes"), Outcome::Open),
            (one(safe), None, Outcome::Applied(0)),
            (one(safe), Some("no"), Outcome::Refused),
            (one(ask), None, Outcome::Open),
            (one(ask), Some("yes"), Outcome::Applied(0)),
            (one(ask), Some("another"), Outcome::Open),
            (several(ask), Some("yes"), Outcome::Open),
            (several(ask), Some("last"), Outcome::Applied(1)),
            (several(safe), Some("yes"), Outcome::Applied(0)),
            (several(safe), Some("last"), Outcome::Applied(1)),
        ] {
            assert_eq!(decisions("[]").outcome(answer, fix.as_ref()), expected, "{answer:?} {fix:?}");
        }
        let all = decisions("[]").accepting_all();
        assert_eq!(all.outcome(None, several(ask).as_ref()), Outcome::Applied(0));
        assert_eq!(all.outcome(Some("last"), several(ask).as_ref()), Outcome::Applied(1));
    }

    #[test]
    fn a_later_edit_of_a_cell_replaces_the_earlier() {
        let decisions = decisions(r#"[{"row":1,"index":2,"edit":"a"},{"row":1,"index":2,"edit":"b"}]"#);
        assert_eq!(decisions.edits(1), [(2, "b".to_owned())]);
        assert!(decisions.edits(2).is_empty());
    }
}
