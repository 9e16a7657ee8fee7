//! Changes and findings without any value of a cell.
//!
//! What must stay true: what is left says where and by which rule, in the rule's own general words; a sentence made for
//! one place may quote a cell and is replaced.

use crate::pages::find_rule;
use crate::report::{Change, Choice, Evidence, Finding, Fix, Report, Warrant};
use crate::words::{Words, text};

pub(super) fn change(words: &Words, change: Change) -> Change {
    let does: Vec<&str> = change.rules.iter().map(|name| general(words, name)).collect();
    Change {
        user: None,
        before: String::new(),
        after: change.after.map(|_| String::new()),
        does: match change.by {
            Warrant::Nobody => change.does,
            _ if does.is_empty() => words.text(text!("Edited by hand")).to_owned(),
            _ => does.join("; "),
        },
        why: words
            .text(match change.by {
                Warrant::Proof => text!("Proven."),
                Warrant::Admin => text!("You agreed."),
                Warrant::Hand => text!("You edited this cell."),
                Warrant::Nobody => text!("Nobody has decided yet how this row is split into columns."),
            })
            .to_owned(),
        ..change
    }
}

pub(super) fn report(words: &Words, report: &Report) -> Report {
    Report { findings: report.findings.iter().cloned().map(|one| finding(words, one)).collect(), ..report.clone() }
}

fn finding(words: &Words, finding: Finding) -> Finding {
    let rule = find_rule(&finding.rule);
    let (what, why, todo) = rule.map_or(("", "", ""), |rule| (rule.summary, rule.why, rule.todo));
    let [what, why, todo] = [what, why, todo].map(|english| words.text(english));
    let does = general(words, &finding.rule);
    let fix = finding.fix.map(|fix| Fix {
        does: does.to_owned(),
        after: None,
        choices: fix
            .choices
            .into_iter()
            .map(|choice| Choice { does: does.to_owned(), after: None, ..choice })
            .collect(),
        evidence: fix.evidence.map(|evidence| Evidence { says: String::new(), ..evidence }),
        ..fix
    });
    Finding { value: String::new(), what: what.to_owned(), message: format!("{what}. {why} {todo}"), fix, ..finding }
}

/// What the rule's fix does at any place.
fn general<'w>(words: &'w Words, name: &str) -> &'w str {
    find_rule(name).and_then(|rule| rule.fix).map_or("", |fix| words.text(fix.does))
}
