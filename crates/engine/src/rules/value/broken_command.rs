//! V328 `broken-command`: REMOVE or PRIMARY that the importer cannot read.

use crate::number::{self, is_remove};
use crate::profile::Class;
use crate::row::Cell;
use crate::rule::{Act, Check, Choice, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::text::is_blank;
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "V328",
    name: "broken-command",
    severity: Severity::Warning,
    summary: "A command in a number cell that cannot be read",
    why: "In number cells REMOVE, REMOVE|number and PRIMARY|number are commands. With blanks around the bar, another sign \
          for it or no number they are none, and the importer refuses the value.",
    says: &[
        "“{value}” looks like the command {command}.",
        "“{value}” is a command without its number.",
        "“{value}” has a bar but no command that the importer knows.",
    ],
    todo: "Write REMOVE, REMOVE|number or PRIMARY|number, without blanks around the bar.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Write the command as the importer reads it" }),
    source: "help.webex.com nvjt3ce, Manage phone numbers, and n0ao6ceb, Manage user calling data (the commands)",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\n\
                     anna@example.com,REMOVE |+4526018159,TRUE\nbo@example.com,primary +4526018160,TRUE\n",
            after: Some(
                "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\r\n\
                 anna@example.com,REMOVE|+4526018159,TRUE\r\nbo@example.com,PRIMARY|+4526018160,TRUE\r\n",
            ),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\n\
                     anna@example.com,PRIMARY|,TRUE\n",
            after: Some(
                "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\r\nanna@example.com,,TRUE\r\n",
            ),
            baseline: None,
            options: "",
        },
    ]),
    check: Check::Cell(check),
};

/// What is wrong with a command.
#[derive(Debug, PartialEq, Eq)]
enum Broken {
    /// It reads like this one.
    Looks(String),
    /// The word stands alone.
    NoNumber {
        remove: bool,
    },
    Unknown,
}

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if cell.class() != Class::Number || !cell.value.contains(['|', 'R', 'r', 'P', 'p']) {
        return None;
    }
    let pieces: Vec<&str> = cell.value.split(',').collect();
    let broken: Vec<(usize, Broken)> =
        pieces.iter().enumerate().filter_map(|(at, piece)| Some((at, broken(piece.trim_matches(is_blank))?))).collect();
    let (_, worst) = broken.first()?;
    match worst {
        _ if broken.iter().any(|(_, broken)| *broken == Broken::Unknown) => Some(Finding::new().says(2)),
        Broken::NoNumber { remove } if pieces.len() == 1 => Some(without_number(*remove)),
        _ if broken.iter().any(|(_, broken)| matches!(broken, Broken::NoNumber { .. })) => Some(Finding::new().says(1)),
        _ => {
            let mut pieces: Vec<String> = pieces.into_iter().map(str::to_owned).collect();
            let mut command = String::new();
            for (at, broken) in broken {
                let Broken::Looks(looks) = broken else { continue };
                command = if command.is_empty() { looks.clone() } else { command };
                pieces[at] = looks;
            }
            let value = pieces.join(",");
            let does = say!("Write {value}", value = &value);
            Some(Finding::new().arg("command", command).ask(Act::Replace(value)).does(does))
        }
    }
}

fn without_number(remove: bool) -> Finding {
    let blank = Act::Replace(String::new());
    if !remove {
        return Finding::new().says(1).ask(blank).does(say!("Leave the cell blank: nothing changes"));
    }
    let choices = vec![
        Choice::new("blank", say!("Leave the cell blank: nothing changes"), blank),
        Choice::new("remove", say!("Write REMOVE: the user's number is taken away"), Act::Replace("REMOVE".to_owned())),
    ];
    Finding::new().says(1).choices(Safety::Ask, choices)
}

fn broken(piece: &str) -> Option<Broken> {
    let end = piece.find(|character: char| !character.is_ascii_alphabetic()).unwrap_or(piece.len());
    let (word, rest) = piece.split_at(end);
    let remove = is_remove(word);
    if !remove && !word.eq_ignore_ascii_case("PRIMARY") {
        return piece.contains('|').then_some(Broken::Unknown);
    }
    if remove && rest.is_empty() {
        return None;
    }
    let is_sign =
        |character: char| is_blank(character) || matches!(character, '|' | ':' | ';' | '/' | '=' | '-' | '¦' | '‖');
    let number = rest.trim_start_matches(is_sign);
    if number.is_empty() {
        return Some(Broken::NoNumber { remove });
    }
    if rest.strip_prefix('|') == Some(number) {
        return if number.contains('|') { Some(Broken::Unknown) } else { None };
    }
    if number.contains('|') || number::read(number).is_none() {
        return Some(Broken::Unknown);
    }
    Some(Broken::Looks(format!("{}|{number}", word.to_ascii_uppercase())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_judged() {
        let looks = |command: &str| Some(Broken::Looks(command.to_owned()));
        for (piece, expected) in [
            ("REMOVE", None),
            ("remove", None),
            ("Primary|+45", None),
            ("REMOVE|45 26", None),
            ("+4526", None),
            ("", None),
            ("REMOVE |45", looks("REMOVE|45")),
            ("REMOVE| 45", looks("REMOVE|45")),
            ("remove 45", looks("REMOVE|45")),
            ("remove45", looks("REMOVE|45")),
            ("Primary: +45 26", looks("PRIMARY|+45 26")),
            ("PRIMARY||+45", looks("PRIMARY|+45")),
            ("PRIMARY|", Some(Broken::NoNumber { remove: false })),
            ("PRIMARY", Some(Broken::NoNumber { remove: false })),
            ("REMOVE|", Some(Broken::NoNumber { remove: true })),
            ("DELETE|45", Some(Broken::Unknown)),
            ("|45", Some(Broken::Unknown)),
            ("REMOVE|PRIMARY|45", Some(Broken::Unknown)),
            ("REMOVE all", Some(Broken::Unknown)),
        ] {
            assert_eq!(broken(piece), expected, "{piece}");
        }
    }
}
