//! Changes and findings without any value of a cell.
//!
//! What must stay true: what is left says where and by which rule, in the rule's own general words; a sentence made for
//! one place may quote a cell and is replaced.

use crate::evidence::Evidence;
use crate::pages::find_rule;
use crate::report::{Change, Choice, Finding, Fix, Report, Warrant};

pub(super) fn change(change: Change) -> Change {
    let does: Vec<&str> = change.rules.iter().map(|name| general(name)).collect();
    Change {
        user: None,
        before: String::new(),
        after: change.after.map(|_| String::new()),
        does: if does.is_empty() { "Edited by hand".to_owned() } else { does.join("; ") },
        why: match change.by {
            Warrant::Proof => "Proven.",
            Warrant::Admin => "You agreed.",
            Warrant::Hand => "You edited this cell.",
        }
        .to_owned(),
        ..change
    }
}

pub(super) fn report(report: &Report) -> Report {
    Report { findings: report.findings.iter().cloned().map(finding).collect(), ..report.clone() }
}

fn finding(finding: Finding) -> Finding {
    let rule = find_rule(&finding.rule);
    let what = rule.map_or("", |rule| rule.summary);
    let (why, todo) = rule.map_or(("", ""), |rule| (rule.why, rule.todo));
    let does = general(&finding.rule);
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
fn general(name: &str) -> &'static str {
    find_rule(name).and_then(|rule| rule.fix).map_or("", |fix| fix.does)
}
