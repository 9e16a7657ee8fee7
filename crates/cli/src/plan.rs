//! `hubcheck plan`: what the import would do, before it does it.
//!
//! What must stay true: whoever loses something is named first; JSON and CSV are the engine's own.

use std::fmt::Write as _;

use hubcheck::{Class, Mode, Options, Plan, PlannedUser, grouped, paragraph, plan, visible};

use crate::Done;
use crate::args::{PlanArgs, PlanFormat};
use crate::choices::refuse_unmeant_of;
use crate::input::Inputs;
use crate::print::{Style, json, plural, print};
use crate::stop::Stop;

/// Users of a class that are named unless all are wanted.
const NAMED: usize = 10;

pub(crate) fn run(args: &PlanArgs) -> Result<Done, Stop> {
    let accepted = args.accepted.parse()?;
    let mut inputs = Inputs::read(&args.import)?;
    let typed = Options { sha256: false, ..args.import.how.options()? }; // a plan does not show it
    let options = inputs.options(&args.import, typed, &accepted)?;
    let input = inputs.of_engine();
    refuse_unmeant_of(&accepted, &input, &options)?;
    let plan = plan(&input, &options);
    if let Some(refusal) = &plan.refusal {
        return Err(Stop::new(format!("There is nothing to plan. {}", refusal.message)));
    }
    match args.format {
        PlanFormat::Json => print(&json(&plan)?)?,
        PlanFormat::Csv => print(&String::from_utf8_lossy(&plan.csv()))?,
        PlanFormat::Text => print(&text(&plan, args.all, Style::of_output()))?,
    }
    Ok(Done::when(plan.is_safe()))
}

fn text(plan: &Plan, all: bool, style: Style) -> String {
    let mut text = String::new();
    _ = writeln!(text, "{}", style.bold(&verdict(plan)));
    let baseline = plan.baseline.as_ref().filter(|baseline| baseline.records > 0);
    let compared =
        baseline.map(|baseline| format!(", compared with an export of {}", plural(baseline.records, "user", "users")));
    _ = writeln!(text, "{} in the file{}.", plural(plan.totals.in_file, "user", "users"), compared.unwrap_or_default());
    for message in &plan.messages {
        paragraph(&mut text, "Careful: ", &visible(message));
    }
    if plan.totals.unnamed > 0 {
        let rows = plural(plan.totals.unnamed, "row names nobody and is", "rows name nobody and are");
        _ = writeln!(text, "Careful: {rows} not in the plan.");
    }
    for mode in modes(plan) {
        classes(&mut text, plan, mode, all, style);
        licences(&mut text, plan, mode);
    }
    if plan.blockers > 0 {
        text.push('\n');
        let words = format!("{} left; hubcheck check names them.", plural(plan.blockers, "blocker is", "blockers are"));
        paragraph(&mut text, "Next: ", &words);
    }
    text
}

/// The chosen mode, or both: first the one that can take something away.
fn modes(plan: &Plan) -> Vec<Mode> {
    plan.mode.map_or_else(|| vec![Mode::AddRemove, Mode::Add], |mode| vec![mode])
}

fn verdict(plan: &Plan) -> String {
    let (loses, may, both) = (plan.count(Class::LosesLicence), plan.count(Class::LosesIfHeld), plan.count(Class::Both));
    let condition = if plan.mode.is_none() { "with “Add and remove services” " } else { "" };
    let mut parts = Vec::new();
    if loses > 0 {
        parts.push(format!("{} a licence", plural(loses, "user loses", "users lose")));
    }
    if may > 0 {
        parts.push(format!("{} a licence if they hold one", plural(may, "user loses", "users lose")));
    }
    if both > 0 {
        parts.push(format!("{} Standard and Premium", plural(both, "user holds", "users hold")));
    }
    match (parts.is_empty(), plan.removals()) {
        (true, _) => "Nobody loses a licence.".to_owned(),
        (false, 0) => format!("Nobody loses a licence, but {condition}{}.", parts.join("; ")),
        (false, _) => format!("Careful: {condition}{}.", parts.join("; ")),
    }
}

/// The users by class, the worst first.
fn classes(text: &mut String, plan: &Plan, mode: Mode, all: bool, style: Style) {
    _ = write!(text, "\n{}\n", style.bold(mode.name()));
    for class in Class::ALL {
        let users: Vec<&PlannedUser> = plan.users.iter().filter(|user| user.class_in(mode) == Some(class)).collect();
        if users.is_empty() {
            continue;
        }
        let title = format!("{} {}", grouped(users.len()), class.name());
        let title = if class.is_removal() || class == Class::Both { style.red(&title) } else { style.bold(&title) };
        _ = writeln!(text, "  {title}: {}", meaning(class));
        // Where nothing happens, names would only be in the way.
        let is_dull = matches!(class, Class::Keeps | Class::NoEffect | Class::Untouched | Class::Absent);
        let named = match (all, is_dull) {
            (true, _) => users.len(),
            (false, true) => 0,
            (false, false) => NAMED,
        };
        for user in users.iter().take(named) {
            let what = user.what(mode);
            let colon = if what.is_empty() { "" } else { ": " };
            _ = writeln!(text, "    {}{colon}{}", visible(&user.user), visible(&what));
        }
        if users.len() > named && !is_dull {
            _ = writeln!(text, "    ... and {} more (--all names them)", grouped(users.len() - named));
        }
    }
}

/// What the import gives and takes, by licence.
fn licences(text: &mut String, plan: &Plan, mode: Mode) {
    let longest =
        plan.licences.iter().map(|licence| visible(&licence.licence).chars().count()).max().unwrap_or_default();
    if longest > 0 {
        _ = writeln!(text, "  {:longest$}   TRUE  FALSE  blank  before  after  needed", "");
    }
    for licence in &plan.licences {
        let Some(outcome) = licence.outcome_in(mode) else { continue };
        let known = |count: Option<usize>| count.map_or("?".to_owned(), grouped);
        let left = outcome.left.map(|left| match outcome.missing {
            0 => format!(", {} left", grouped(left)),
            missing => format!(", {} left: {} too few", grouped(left), grouped(missing)),
        });
        _ = writeln!(
            text,
            "  {:longest$}  {:>5}  {:>5}  {:>5}  {:>6}  {:>5}  {:>6}{}",
            visible(&licence.licence),
            grouped(licence.trues),
            grouped(licence.falses),
            grouped(licence.blank),
            known(licence.before),
            known(outcome.after),
            grouped(outcome.needed),
            left.unwrap_or_default()
        );
    }
}

const fn meaning(class: Class) -> &'static str {
    match class {
        Class::LosesLicence => "a licence is taken away",
        Class::Both => "holds Standard and Premium afterwards; decide for one first",
        Class::LosesIfHeld => "FALSE and no TRUE: if the user holds a licence, it is taken away",
        Class::Switches => "another Contact Center licence takes the place of the one held",
        Class::NewUser => "is not in the export and will be created",
        Class::Gains => "gets a licence",
        Class::Keeps => "TRUE for what the user holds already",
        Class::WillHave => "will hold the licence, whatever is held now",
        Class::NoEffect => "FALSE that takes nothing away",
        Class::Attributes => "other columns change",
        Class::Untouched => "nothing changes",
        Class::Absent => "stands in the export alone; nothing happens",
    }
}
