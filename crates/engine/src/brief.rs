//! A finding in brief, as it is kept while the records are gone through, and in words.
//!
//! What must stay true: nothing is put into words before somebody wants the report, and a message names its place, what is
//! wrong, why it matters and what to do.

use std::borrow::Cow;

use crate::decision::Outcome;
use crate::evidence::Evidence;
use crate::examine::Noted;
use crate::report::{self, VALUE_LENGTH};
use crate::rule::{Rule, Safety, Severity};
use crate::text::cut;
use crate::words::{Arg, Say, Words, say};

/// Characters of a column's name that are shown.
const MOST_OF_A_NAME: usize = 80;

/// All that is told of a finding.
#[derive(Debug)]
pub(crate) struct Brief {
    pub(crate) row: Option<u32>,
    index: Option<usize>,
    place: Place,
    severity: Severity,
    count: u32,
    value: String,
    /// Which of the rule's sentences, and what fills it.
    says: usize,
    args: Vec<(&'static str, Arg)>,
    fix: Option<Fix>,
    outcome: Outcome,
    answer: Option<String>,
}

/// What a fix does, without the act.
#[derive(Debug)]
struct Fix {
    safety: Safety,
    choices: Vec<Choice>,
    evidence: Option<Evidence>,
}

#[derive(Debug)]
struct Choice {
    key: &'static str,
    does: Option<Say>,
    /// The cell afterwards.
    after: Option<String>,
}

/// Where a finding is, as people find it.
#[derive(Debug)]
pub(crate) struct Place {
    /// The header's text.
    pub(crate) column: Option<String>,
    pub(crate) line: Option<u32>,
    /// Of a converted workbook.
    pub(crate) cell: Option<String>,
}

impl Brief {
    pub(crate) fn of(noted: &Noted<'_>, severity: Severity, place: Place) -> Self {
        let finding = noted.finding;
        let fix = finding.fix.as_ref().map(|fix| {
            let choices = fix.choices.iter().enumerate().map(|(position, choice)| Choice {
                key: choice.key,
                does: choice.does.clone(),
                after: noted.afters.get(position).cloned().flatten(),
            });
            Fix { safety: fix.safety, choices: choices.collect(), evidence: fix.evidence.clone() }
        });
        Brief {
            row: noted.row,
            index: noted.index,
            place,
            severity,
            count: finding.count,
            value: cut(finding.value.as_deref().unwrap_or(noted.value), VALUE_LENGTH).into_owned(),
            says: finding.says,
            args: finding.args.iter().map(|(name, arg)| (*name, short(arg))).collect(),
            fix,
            outcome: noted.outcome,
            answer: noted.answer.map(str::to_owned),
        }
    }

    /// The finding as clients see it.
    pub(crate) fn told(&self, words: &Words, rule: &Rule) -> report::Finding {
        let place = self.place.said(words, self.row, self.index);
        let template = rule.says.get(self.says).copied().unwrap_or(rule.summary);
        let what = fill(words, template, &self.args, &self.value);
        let message = format!("{place}{what} {} {}", words.text(rule.why), words.text(rule.todo));
        report::Finding {
            rule: rule.name.into(),
            code: rule.code.into(),
            severity: self.severity,
            line: self.place.line,
            row: self.row,
            column: self.place.column.clone(),
            index: self.index.map(|index| index as u32),
            cell: self.place.cell.clone(),
            count: self.count.max(1),
            value: self.value.clone(),
            what,
            message,
            fix: self.fix.as_ref().map(|fix| fix.told(words, rule, self.outcome)),
            applied: matches!(self.outcome, Outcome::Applied(_)),
            answer: self.answer.clone(),
        }
    }
}

impl Fix {
    fn told(&self, words: &Words, rule: &Rule, outcome: Outcome) -> report::Fix {
        let of_rule = rule.fix.map_or("", |note| note.does);
        let told = |choice: &Choice| report::Choice {
            choice: choice.key.to_owned(),
            does: choice.does.as_ref().map_or_else(|| words.text(of_rule).to_owned(), |does| words.say(does)),
            after: choice.after.clone(),
        };
        let mut choices: Vec<report::Choice> = self.choices.iter().map(told).collect();
        let chosen = match outcome {
            _ if choices.len() == 1 => choices.pop(),
            Outcome::Applied(position) => choices.get(position).cloned(),
            _ => None,
        };
        let (does, after) = chosen.map(|chosen| (chosen.does, chosen.after)).unzip();
        let evidence = self.evidence.as_ref();
        report::Fix {
            safety: self.safety,
            does: does.unwrap_or_else(|| words.text(of_rule).to_owned()),
            after: after.flatten(),
            choices,
            evidence: evidence
                .map(|evidence| report::Evidence { kind: evidence.kind.to_owned(), says: words.say(&evidence.says) }),
        }
    }
}

impl Place {
    /// `Line 13, row 12, column “Phone Number”: `.
    fn said(&self, words: &Words, row: Option<u32>, index: Option<usize>) -> String {
        let named = self.column.as_deref().filter(|header| !header.trim().is_empty());
        let what = String::new();
        // Nearly all are said so: in one go it takes half the time.
        if let (Some(line), Some(row), Some(name), None) = (self.line, row, named, &self.cell) {
            let column = cut(name, MOST_OF_A_NAME);
            let template = say!(
                "Line {line}, row {row}, column “{column}”: {what}",
                line = line,
                row = row,
                column = column,
                what = what
            );
            return words.say(&template);
        }
        let column = match (named, index) {
            (Some(name), _) => Some(say!("column “{column}”", column = cut(name, MOST_OF_A_NAME))),
            (None, _) if self.cell.is_some() => None,
            (None, index) => index.map(|index| say!("column {column}", column = index + 1)),
        };
        let parts = if let Some(cell) = &self.cell {
            [Some(say!("cell {cell}", cell = cell)), None, column]
        } else {
            let line = self.line.map(|line| say!("line {line}", line = line));
            [line, row.map(|row| say!("row {row}", row = row)), column]
        };
        let parts: Vec<String> = parts.iter().flatten().map(|part| words.say(part)).collect();
        if parts.is_empty() {
            return String::new();
        }
        words.say(&say!("{place}: {what}", place = capital(&parts.join(", ")), what = what))
    }
}

/// With a capital letter in front.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// No longer than what is shown of it, where that is known already.
fn short(arg: &Arg) -> Arg {
    match arg {
        Arg::Text(text) => Arg::Text(shown(text).into_owned()),
        other => other.clone(),
    }
}

/// No more of a text than is shown of a value, where the mark that it is cut is shorter than what is left out.
fn shown(text: &str) -> Cow<'_, str> {
    match cut(text, VALUE_LENGTH) {
        cut if cut.len() < text.len() => cut,
        _ => Cow::Borrowed(text),
    }
}

/// Puts the arguments into the placeholders; `{value}` is the value found. None is longer than a shown value.
fn fill(words: &Words, template: &str, args: &[(&'static str, Arg)], value: &str) -> String {
    let brief = |arg| match shown(&words.arg(arg)) {
        Cow::Owned(cut) => Cow::Owned(Arg::Text(cut)),
        Cow::Borrowed(_) => Cow::Borrowed(arg),
    };
    let mut all: Vec<(&str, Cow<'_, Arg>)> = args.iter().map(|(name, arg)| (*name, brief(arg))).collect();
    all.push(("value", Cow::Owned(Arg::Text(value.to_owned()))));
    words.fill(template, &|name| all.iter().find(|(known, _)| *known == name).map(|(_, arg)| &**arg))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_only_cut_where_that_makes_it_shorter() {
        for (more, is_cut) in [(0, false), (1, false), (3, false), (4, true), (100, true)] {
            let text = "a".repeat(VALUE_LENGTH + more);
            assert_eq!(shown(&text) != text, is_cut, "{more}");
        }
    }
}
