//! V302 `respelled-boolean`: TRUE or FALSE in small letters, abbreviated, or with blanks around it.

use crate::evidence;
use crate::profile::Class;
use crate::row::Cell;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::text::tidy;
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "V302",
    name: "respelled-boolean",
    severity: Severity::Blocker,
    summary: "TRUE or FALSE in another spelling",
    why: "The documented words are TRUE and FALSE. Older importers took small letters, blanks around them, and T and F; \
          whether today's does is not documented.",
    says: &["“{value}” is {means} in another spelling.", "“{value}” is only the first letter of {means}."],
    todo: "Write TRUE and FALSE in full and in capitals.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Write TRUE or FALSE" }),
    source: "help.webex.com 52ulis, Ways to add users for Webex Contact Center (TRUE and FALSE); the other spellings \
             were seen in older Control Hub clients",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\n\
                 anna@example.com,True,false\nbo@example.com, TRUE ,F\n",
        after: Some(
            "User ID/Email (Required),Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\r\n\
             anna@example.com,TRUE,FALSE\r\nbo@example.com,TRUE,FALSE\r\n",
        ),
        baseline: None,
        options: "",
    }]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if cell.class() != Class::Flag || matches!(cell.value, "" | "TRUE" | "FALSE") {
        return None;
    }
    let means = if meaning(cell.value)? { "TRUE" } else { "FALSE" };
    let is_letter = tidy(cell.value).len() == 1;
    let finding = Finding::new().says(usize::from(is_letter)).arg("means", means);
    let act = Act::Replace(means.to_owned());
    // Beside Y for yes, T is no in Malay and Indonesian.
    let is_certain = match (is_letter, means) {
        (true, "TRUE") => evidence::agrees(cell, means).is_some(),
        (true, _) => !evidence::denies_flag(cell, means),
        (false, _) => true,
    };
    let finding =
        if is_certain { finding.safe(act).proven(evidence::in_whatever_spelling(means)) } else { finding.ask(act) };
    let finding = finding.does(say!("Write {value}", value = means));
    Some(if is_letter { finding } else { finding.severity(Severity::Note) })
}

/// What is spelled here in whatever way.
pub(crate) fn meaning(value: &str) -> Option<bool> {
    match &*tidy(value).to_ascii_uppercase() {
        "TRUE" | "T" => Some(true),
        "FALSE" | "F" => Some(false),
        _ => None,
    }
}
