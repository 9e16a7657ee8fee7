//! What to do around the import, step by step, with a place to tick.
//!
//! What must stay true: sentences are English templates by a step's name, and menu names come from a table, so that
//! another language is another table; each step names the users it concerns.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use super::by_hand::{ByHandList, Role, by_hand_of};
use super::rollback::{Rollback, rollback_of};
use crate::plan::{Class, Plan, plan_of};
use crate::report::Mode;
use crate::run::{Purpose, run_for};
use crate::summary::{escaped, escaped_words};
use crate::words::{Arg, Say, Words, say, text};
use crate::{Input, Options, Platform};

/// The checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checklist {
    /// Version of this shape.
    pub checklist: u32,
    /// What its page is written in.
    #[serde(skip)]
    words: Words,
    /// `None`: the steps of both platforms are there, each with its platform.
    pub platform: Option<Platform>,
    /// `None`: the admin chooses in the dialog.
    pub mode: Option<Mode>,
    /// In the order in which they are done.
    pub steps: Vec<ChecklistStep>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecklistStep {
    /// Names the step for programs and translations.
    pub step: String,
    /// Only on this platform, where none was chosen.
    pub platform: Option<Platform>,
    /// What to do, menu names included.
    pub text: String,
    /// The users it concerns; empty when it concerns everybody or nobody in particular.
    pub users: Vec<String>,
}

/// The languages of the menu names, in the order of the table.
const LANGUAGES: [&str; 6] = ["en", "da", "pl", "sv", "fr", "pt"];

/// A name, the platform it is for, and the sentences with `{menus}`.
type Template = (&'static str, Option<Platform>, &'static str);

const FIND_PLATFORM: Template = (
    "find-platform",
    None,
    text!("Find out which Contact Center you have, “1.0” or “New platform”: {settings} > {service-details}."),
);
const KEEP: Template = (
    "keep",
    None,
    text!("Keep the export, the file and the rollback file until you have seen that everything is right."),
);
/// Where no rollback file is made.
const KEEP_ALONE: Template = (
    "keep",
    None,
    text!(
        "Keep the file, and the export from before the import if you have one, until you have seen that everything is right."
    ),
);
const TRIAL: Template = (
    "trial",
    None,
    text!(
        "Ask the new users whether they used their address for a Webex trial. Whoever did must delete that trial organization first, or the import cannot create the user."
    ),
);
const IMPORT: Template = (
    "import",
    None,
    text!(
        "Open {users} > {manage-users} > {csv}, choose {import} and the file, choose {mode}, and then {submit}. Import one file at a time; the next one only when the task of the one before is complete under {tasks}."
    ),
);
const FAILED: Template = (
    "failed",
    None,
    text!(
        "Look under {tasks} whether rows failed. If so, download the error file, and let hubcheck make a file with those users alone."
    ),
);
const REMOVED: Template =
    ("removed", None, text!("These users lose a licence. Look under {users} whether that was meant and done."));
const INVITED_OLD: Template =
    ("invited", Some(Platform::Old), text!("The new users get an invitation e-mail. Tell them to expect it."));
const INVITED_NEW: Template = (
    "invited",
    Some(Platform::New),
    text!(
        "Depending on the settings of your organization the new users get an invitation e-mail. Tell them to expect it."
    ),
);
const PROFILE: Template = (
    "user-profile",
    None,
    text!(
        "A default user profile gives the new users access to the features of Contact Center by their licence. Look whether it is the right one."
    ),
);
const SUPERVISORS_OLD: Template = (
    "supervisors",
    Some(Platform::Old),
    text!(
        "Open {users} > {manage-users} > {manually}, paste these addresses, and go on. Tick Contact Center, choose {premium} and then the radio button {supervisor}, and save."
    ),
);
const SUPERVISORS_NEW: Template = (
    "supervisors",
    Some(Platform::New),
    text!(
        "Open {users} > {manage-users} > {manually}, paste these addresses, and go on. Tick {licensed-agent}, choose “Premium Agent - Supervisor role”, and save. Administrator cannot be ticked for that role."
    ),
);
const ADMINISTRATORS_OLD: Template = (
    "administrators",
    Some(Platform::Old),
    text!(
        "The file has given these users Premium. Open each one under {users}, then {user-details} > {administrator-roles}: Organization administrator > Full administrator, or Contact Center service administrator."
    ),
);
const ADMINISTRATORS_NEW: Template = (
    "administrators",
    Some(Platform::New),
    text!(
        "Open {users} > {manage-users} > {manually}, paste these addresses, tick {licensed-agent} and Administrator, and save. Then open each one under {users}, then {user-details} > {administrator-roles}: Full administrator, or Contact Center service administrator."
    ),
);
const NAMES: Template = (
    "names",
    None,
    text!(
        "In the list with names these users stand without the comma or the line break in their name, since that would end the name there. If the name shall surely stay, paste the addresses alone."
    ),
);
const SYNCHRONIZE: Template =
    ("synchronize", None, text!("Open {settings} and choose {synchronize}, so that Contact Center knows the users."));
const TEMPLATE: Template = (
    "agent-template",
    Some(Platform::Old),
    text!("In the {portal} update and upload the agent template, and check the licences in its Users module."),
);
const INVALID: Template = (
    "sync-status",
    None,
    text!(
        "Rarely the list of users shows the sync status Invalid. Then choose {synchronize} once more; if it stays, open a support request."
    ),
);
const DELETED: Template = (
    "deleted",
    None,
    text!(
        "A user who is deleted in Control Hub is deleted in Contact Center too. This file deletes nobody; users that it does not name stay as they are."
    ),
);
const UNDO: Template = (
    "undo",
    None,
    text!(
        "To undo this import, import the rollback file and choose {add-remove}, also if you chose {add} for this import, because {add} takes nothing away."
    ),
);
const NOT_UNDONE: Template = (
    "not-undone",
    None,
    text!("What no file undoes stands in the list whose name ends in -rollback-not-undone.csv, with the reason."),
);

/// The checklist for the import of the corrected file.
#[must_use]
pub fn checklist(input: &Input<'_>, options: &Options) -> Checklist {
    let never = &mut |_| ControlFlow::Continue(());
    let made = run_for(Purpose::Records, input, options, never, |run| {
        checklist_of(&by_hand_of(&run), options, &plan_of(&run, options), rollback_of(&run, options).ok().as_ref())
    });
    made.unwrap_or_else(|| Checklist {
        checklist: 1,
        words: Words::of(options.catalogue.as_ref()),
        platform: options.platform,
        mode: options.mode,
        steps: Vec::new(),
    })
}

/// `rollback`: `None` where none can be made.
pub(super) fn checklist_of(
    lists: &[ByHandList],
    options: &Options,
    plan: &Plan,
    rollback: Option<&Rollback>,
) -> Checklist {
    let in_class = |wanted: &dyn Fn(Class) -> bool| -> Vec<String> {
        let mode = options.mode.unwrap_or(Mode::AddRemove);
        let users = plan.users.iter().filter(|user| user.class_in(mode).is_some_and(wanted));
        users.map(|user| user.user.clone()).collect()
    };
    // Nobody knows who is new without an export.
    let knows = plan.baseline.as_ref().is_some_and(|baseline| baseline.records > 0);
    let new = in_class(&|class| class == Class::NewUser);
    let removed = in_class(&Class::is_removal);
    let mut steps = Told { words: Words::of(options.catalogue.as_ref()), options, steps: Vec::new() };
    if options.platform.is_none() {
        steps.add(FIND_PLATFORM, Vec::new());
    }
    let undoes = rollback.is_some_and(|rollback| !rollback.parts.is_empty());
    steps.add(if undoes { KEEP } else { KEEP_ALONE }, Vec::new());
    if !knows || !new.is_empty() {
        steps.add(TRIAL, new.clone());
    }
    steps.add(IMPORT, Vec::new());
    steps.add(FAILED, Vec::new());
    if !removed.is_empty() {
        steps.add(REMOVED, removed);
    }
    if !knows || !new.is_empty() {
        for template in [INVITED_OLD, INVITED_NEW, PROFILE] {
            steps.add(template, new.clone());
        }
    }
    for ByHandList { role, users } in lists {
        let templates = match role {
            Role::Supervisor => [SUPERVISORS_OLD, SUPERVISORS_NEW],
            Role::Administrator => [ADMINISTRATORS_OLD, ADMINISTRATORS_NEW],
        };
        let addresses: Vec<String> = users.iter().map(|user| user.address.clone()).collect();
        for template in templates {
            steps.add(template, addresses.clone());
        }
    }
    let users = lists.iter().flat_map(|list| &list.users).filter(|user| user.is_named_otherwise());
    let otherwise: Vec<String> = users.map(|user| user.address.clone()).collect();
    if !otherwise.is_empty() {
        steps.add(NAMES, otherwise);
    }
    for template in [SYNCHRONIZE, TEMPLATE, INVALID, DELETED] {
        steps.add(template, Vec::new());
    }
    // Only what can be made is named: nobody should look for a file that is not there.
    if undoes {
        steps.add(UNDO, Vec::new());
    }
    if rollback.is_some_and(|rollback| !rollback.not_undone.is_empty()) {
        steps.add(NOT_UNDONE, Vec::new());
    }
    Checklist { checklist: 1, words: steps.words, platform: options.platform, mode: options.mode, steps: steps.steps }
}

struct Told<'o> {
    words: Words,
    options: &'o Options,
    steps: Vec<ChecklistStep>,
}

impl Told<'_> {
    fn add(&mut self, (step, platform, template): Template, users: Vec<String>) {
        let chosen = self.options.platform;
        if platform.is_some() && chosen.is_some() && platform != chosen {
            return;
        }
        let platform = platform.filter(|_| chosen.is_none());
        self.steps.push(ChecklistStep { step: step.to_owned(), platform, text: self.filled(template), users });
    }

    /// The sentences with the menu names in the admin's language and in English.
    fn filled(&self, template: &str) -> String {
        let template = self.words.text(template);
        let mut filled = String::with_capacity(template.len() * 2);
        let mut rest = template;
        while let Some((before, (name, after))) =
            rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?)))
        {
            filled.push_str(before);
            let menus = match (name, self.options.mode) {
                ("mode", None) => {
                    let [add, add_remove] = ["add", "add-remove"].map(|mode| self.menu(mode));
                    self.words.say(&say!("{one} or {other}", one = add, other = add_remove))
                }
                ("mode", Some(Mode::Add)) => self.menu("add"),
                ("mode", Some(Mode::AddRemove)) => self.menu("add-remove"),
                (name, _) => self.menu(name),
            };
            filled.push_str(&menus);
            rest = after;
        }
        filled + rest
    }

    /// `“Brugere” (Users)`, or `“Users”`.
    fn menu(&self, name: &str) -> String {
        let names = include_str!("../../data/menus.tsv").lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let Some(names) = names.into_iter().find(|names| names.first() == Some(&name)) else { return name.to_owned() };
        let Options { language, menus, .. } = self.options;
        let wanted = if menus.is_empty() { language } else { menus };
        let column = LANGUAGES.iter().position(|language| language == wanted).unwrap_or_default();
        let english = names.get(1).copied().unwrap_or(name);
        match names.get(column + 1).copied().filter(|own| column > 0 && !own.is_empty() && *own != english) {
            Some(own) => format!("{} ({english})", self.words.arg(&Arg::quoted(own))),
            None => self.words.arg(&Arg::quoted(english)).into_owned(),
        }
    }
}

impl Platform {
    /// As Control Hub calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Platform::Old => "1.0",
            Platform::New => text!("New platform"),
        }
    }
}

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}\
                     li{margin:0 0 1rem;list-style:none;padding-left:2rem;text-indent:-2rem}\
                     li>*{text-indent:0}ul{padding:0}pre{white-space:pre-wrap;margin:.5rem 0 0 2rem}\
                     li::before{content:\"☐\";display:inline-block;width:2rem;text-indent:0}";

impl Checklist {
    /// One page to read, to print and to tick; it needs nothing from outside and runs nothing.
    #[must_use]
    pub fn html(&self, name: &str) -> String {
        let words = &self.words;
        let said = |say: &Say| escaped_words(words, &words.say(say));
        let (title, style) = (said(&say!("Checklist for {name}", name = name)), STYLE);
        let mut html = format!(
            "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n<h1>{title}</h1>\n",
            words.language(),
            words.direction(),
        );
        let platform = self.platform.map_or(text!("platform not chosen"), Platform::name);
        let mode = self.mode.map_or(text!("mode not chosen"), Mode::name);
        let chosen =
            say!("Contact Center: {platform}. Import: {mode}.", platform = Say::new(platform), mode = Say::new(mode));
        // A String takes everything.
        _ = writeln!(html, "<p>{}</p>\n<ul>", said(&chosen));
        for step in &self.steps {
            let only = step.platform.map(|platform| {
                let only = said(&say!("Only on {platform}:", platform = Say::new(platform.name())));
                format!("<strong>{only}</strong> ")
            });
            _ = write!(html, "<li>{}{}", only.unwrap_or_default(), escaped_words(words, &step.text));
            if !step.users.is_empty() {
                let users: Vec<_> = step.users.iter().map(|user| escaped(user)).collect();
                let count = said(&say!("{n} {n|user|users}:", n = Arg::Count(users.len())));
                _ = write!(html, "\n<pre>{count}\n{}</pre>", users.join("\n"));
            }
            html.push_str("</li>\n");
        }
        html.push_str("</ul>\n</body>\n</html>\n");
        html
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_menu_has_its_name() {
        let templates = [
            FIND_PLATFORM,
            KEEP,
            KEEP_ALONE,
            TRIAL,
            IMPORT,
            FAILED,
            REMOVED,
            INVITED_OLD,
            INVITED_NEW,
            PROFILE,
            SUPERVISORS_OLD,
            SUPERVISORS_NEW,
            ADMINISTRATORS_OLD,
            ADMINISTRATORS_NEW,
            NAMES,
            SYNCHRONIZE,
            TEMPLATE,
            INVALID,
            DELETED,
            UNDO,
            NOT_UNDONE,
        ];
        for language in ["", "en", "da", "pl", "sv", "fr", "pt", "xx"] {
            let options = Options { language: language.to_owned(), ..Options::default() };
            let steps = Told { words: Words::default(), options: &options, steps: Vec::new() };
            for (_, _, template) in templates {
                let text = steps.filled(template);
                // A name that the table lacks would stand there as it is, in small letters.
                assert!(!text.contains(['{', '}']) && !text.contains("manage-users"), "{text}");
                assert!(!text.contains("> portal") && !text.contains("choose synchronize"), "{text}");
            }
        }
    }

    #[test]
    fn menus_are_named_in_both_languages() {
        let options = Options { language: "da".to_owned(), ..Options::default() };
        let steps = Told { words: Words::default(), options: &options, steps: Vec::new() };
        assert_eq!(steps.filled("Open {users}."), "Open “Brugere” (Users).");
        let options = Options { menus: "pl".to_owned(), ..options };
        let steps = Told { words: Words::default(), options: &options, steps: Vec::new() };
        assert_eq!(steps.filled("Open {users}."), "Open “Użytkownicy” (Users).");
        assert_eq!(
            Told { words: Words::default(), options: &Options::default(), steps: Vec::new() }.filled("Open {users}."),
            "Open “Users”."
        );
    }
}
