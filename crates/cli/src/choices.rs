//! Whether what was accepted can be meant: choices live in the findings of a file.
//!
//! What must stay true: a choice that no finding offers is refused before
//! anything is written; a rule that found nothing is fine with any answer, so
//! that one command serves many files.

use hubcheck::{Fix, Input, Options, Refusal, Report, Rule, Safety, Window, check};

use crate::args::Accept;
use crate::stop::Stop;

/// Refuses an answer that reaches none of the findings it is meant for.
pub(crate) fn refuse_unmeant(
    accepted: &[Accept<'_>],
    report: &Report,
    input: &Input<'_>,
    options: &Options,
) -> Result<(), Stop> {
    for accept in accepted {
        let Accept::Rule { rule, choice } = accept else { continue };
        let carried = Offered::of(rule, report);
        if carried.refuses(rule, *choice).is_ok() {
            continue;
        }
        // A finding beyond those that the report carries may offer more.
        let findings = Window { rule: Some(rule.name.to_owned()), from: 0, count: Some(usize::MAX) };
        let whole = check(input, &Options { findings, sha256: false, ..options.clone() });
        Offered::of(rule, &whole).refuses(rule, *choice)?;
    }
    Ok(())
}

/// The same for a command that needs no report of its own.
pub(crate) fn refuse_unmeant_of(accepted: &[Accept<'_>], input: &Input<'_>, options: &Options) -> Result<(), Stop> {
    if !accepted.iter().any(|accept| matches!(accept, Accept::Rule { .. })) {
        return Ok(());
    }
    let report = check(input, &Options { sha256: false, ..options.clone() });
    refuse_unmeant(accepted, &report, input, options)
}

/// What the findings of a rule can be answered with.
struct Offered<'r> {
    /// In the order of the findings: the likeliest first.
    choices: Vec<&'r str>,
    /// Findings that a plain yes answers.
    single: usize,
}

impl<'r> Offered<'r> {
    fn of(rule: &Rule, report: &'r Report) -> Self {
        let mut offered = Offered { choices: Vec::new(), single: 0 };
        let findings = report.findings.iter().filter(|finding| finding.rule == rule.name);
        for fix in findings.filter_map(|finding| finding.fix.as_ref()) {
            for choice in fix.choices.iter().map(|choice| choice.choice.as_str()) {
                if !offered.choices.contains(&choice) {
                    offered.choices.push(choice);
                }
            }
            offered.single += usize::from(fix.choices.is_empty() || fix.safety == Safety::Safe);
        }
        offered
    }

    fn refuses(&self, rule: &Rule, choice: Option<&str>) -> Result<(), Stop> {
        let name = rule.name;
        let known = || self.choices.join(", ");
        match choice {
            _ if self.single == 0 && self.choices.is_empty() => Ok(()), // it found nothing that could be corrected
            None if self.single > 0 => Ok(()),
            None => Err(Stop::new(format!(
                "{name} leaves a choice: type --accept {name}=CHOICE, where CHOICE is one of {}.",
                known()
            ))),
            Some(choice) if self.choices.contains(&choice) => Ok(()),
            Some(choice) if self.choices.is_empty() => {
                Err(Stop::new(format!("{name} has no choice {choice} in this file: type --accept {name}.")))
            }
            Some(choice) => Err(Stop::new(format!("{name} has no choice {choice} in this file; it has {}.", known()))),
        }
    }
}

/// What to type for a rule that waits for an answer: `--accept foreign-boolean`, or
/// `--accept both-licences=CHOICE (premium, standard)`.
pub(crate) fn to_accept(rule: &str, report: &Report) -> Option<String> {
    let open = report.findings.iter().filter(|finding| finding.rule == rule && !finding.applied);
    let fixes: Vec<&Fix> = open.filter_map(|finding| finding.fix.as_ref()).collect();
    let mut choices: Vec<&str> = Vec::new();
    for choice in fixes.iter().flat_map(|fix| &fix.choices) {
        if !choices.contains(&choice.choice.as_str()) {
            choices.push(&choice.choice);
        }
    }
    let plain = fixes.iter().any(|fix| fix.choices.is_empty()).then(|| format!("--accept {rule}"));
    let chosen = (!choices.is_empty()).then(|| format!("--accept {rule}=CHOICE ({})", choices.join(", ")));
    match (plain, chosen) {
        (Some(plain), Some(chosen)) => Some(format!("{plain} or {chosen}")),
        (plain, chosen) => plain.or(chosen),
    }
}

/// The rule that has to be answered before a corrected file can be handed out.
pub(crate) fn undecided(refusal: &Refusal) -> Option<&'static str> {
    match refusal.code.as_str() {
        "undecided-encoding" => Some("not-utf8"),
        "undecided-quote" => Some("unclosed-quote"),
        "undecided-sheet" => Some("several-sheets"),
        _ => None,
    }
}
