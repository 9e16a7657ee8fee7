//! `--accept`: what the admin agrees to, as decisions of the engine.
//!
//! What must stay true: a rule that does not exist is refused with the nearest one, never passed over.

use clap::Args;
use hubcheck::{Decision, Rule};

use crate::stop::Stop;

#[derive(Debug, Args)]
pub(crate) struct AcceptArgs {
    /// Say yes to corrections that are plausible but not proven: to all that leave no choice (ask), to one rule, or to
    /// one choice of a rule. Can be repeated.
    #[arg(long, value_name = "ask|RULE[=CHOICE]")]
    pub(crate) accept: Vec<String>,
}

/// One `--accept`.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Accept<'a> {
    /// Every fix that asks and leaves no choice.
    Ask,
    /// The fixes of one rule.
    Rule { rule: &'static Rule, choice: Option<&'a str> },
}

impl AcceptArgs {
    pub(crate) fn parse(&self) -> Result<Vec<Accept<'_>>, Stop> {
        self.accept.iter().map(|typed| Accept::parse(typed)).collect()
    }
}

impl<'a> Accept<'a> {
    pub(crate) fn parse(typed: &'a str) -> Result<Self, Stop> {
        if typed.eq_ignore_ascii_case("ask") {
            return Ok(Accept::Ask);
        }
        let (name, choice) = typed.split_once('=').map_or((typed, None), |(name, choice)| (name, Some(choice)));
        let Some(rule) = hubcheck::find_rule(name) else {
            return Err(unknown_rule(name));
        };
        if rule.fix.is_none() {
            return Err(Stop::new(format!(
                "{} offers no correction that could be accepted: only a person can correct it.",
                rule.name
            )));
        }
        if choice.is_some_and(str::is_empty) {
            return Err(Stop::new(format!("--accept {name}= names no choice; leave the = out or name one.")));
        }
        Ok(Accept::Rule { rule, choice })
    }

    pub(crate) fn decision(self) -> Decision {
        let (rule, answer) = match self {
            Accept::Ask => (None, "yes"),
            Accept::Rule { rule, choice } => (Some(rule.name.to_owned()), choice.unwrap_or("yes")),
        };
        Decision::Answer { rule, row: None, index: None, answer: answer.to_owned() }
    }
}

/// The sentence for a rule that does not exist, with the one that was meant if it is near.
pub(crate) fn unknown_rule(name: &str) -> Stop {
    let near = hubcheck::rules().iter().map(|rule| (distance(name, rule.name), rule.name)).min();
    let meant = match near {
        Some((distance, meant)) if distance <= 1 + name.len() / 4 => format!(" Did you mean {meant}?"),
        _ => " The command `hubcheck rules` lists them all.".to_owned(),
    };
    Stop::new(format!("There is no rule {name}.{meant}"))
}

/// Letters to change, add or leave out until both are equal.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut costs: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.chars().enumerate() {
        let mut diagonal = row;
        costs[0] = row + 1;
        for (column, candidate) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *candidate);
            diagonal = costs[column + 1];
            costs[column + 1] = replaced.min(diagonal + 1).min(costs[column] + 1);
        }
    }
    costs.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decisions(accepted: &[&str]) -> serde_json::Value {
        let decisions: Vec<Decision> =
            accepted.iter().map(|typed| Accept::parse(typed).expect("the test's own rules").decision()).collect();
        serde_json::to_value(decisions).expect("decisions are JSON")
    }

    #[track_caller]
    fn is_refused(typed: &str, part: &str) {
        let stop = Accept::parse(typed).expect_err("it must be refused").to_string();
        assert!(stop.contains(part), "{typed}: {stop}");
    }

    #[test]
    fn what_is_accepted_becomes_a_decision() {
        assert_eq!(
            decisions(&["ask", "foreign-boolean", "both-licences=premium", "v301"]),
            serde_json::json!([
                {"answer": "yes"},
                {"rule": "foreign-boolean", "answer": "yes"},
                {"rule": "both-licences", "answer": "premium"},
                {"rule": "foreign-boolean", "answer": "yes"},
            ])
        );
    }

    #[test]
    fn what_does_not_exist_is_refused() {
        is_refused("foreign-bolean", "Did you mean foreign-boolean?");
        is_refused("asks", "hubcheck rules");
        is_refused("", "hubcheck rules");
        is_refused("both-licences=", "names no choice");
        is_refused("missing-key", "only a person");
    }

    #[test]
    fn distances() {
        for (one, other, expected) in
            [("a", "a", 0), ("", "abc", 3), ("abc", "abd", 1), ("abc", "acb", 2), ("abcd", "bcd", 1)]
        {
            assert_eq!(distance(one, other), expected, "{one} {other}");
        }
    }
}
