//! The two licences of the Contact Center in each mode, beside each export: what is found, what is written, and what the user
//! holds in the end, for a person to read.
//!
//! What must stay true: as in `golden.rs`, of which it is a part.

use std::fmt::Write as _;

use crate::{is_golden, safety};
use hubcheck::{Finding, Input, Mode, Options, PlannedUser, Tier, correct, plan};

const HEADER: &str =
    "User ID/Email (Required),Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\r\n";

/// Standard and Premium, each TRUE, FALSE or blank.
const CELLS: [(&str, &str); 9] = [
    ("T-", "TRUE,"),
    ("-T", ",TRUE"),
    ("TF", "TRUE,FALSE"),
    ("FT", "FALSE,TRUE"),
    ("TT", "TRUE,TRUE"),
    ("FF", "FALSE,FALSE"),
    ("F-", "FALSE,"),
    ("-F", ",FALSE"),
    ("--", ","),
];

#[test]
fn what_becomes_of_licences_is_what_became_of_them() {
    let mut table = String::from(
        "Standard and Premium in the file (T, F or blank): what is found; what is written and held after the import as it is,\n\
         and with every offered repair (the first choice of each).\n\
         Written by tests/golden_licences.rs; see golden.rs how to accept a change.\n",
    );
    let exports = [
        ("no export", None),
        ("the user holds nothing", Some("anna@example.com,FALSE,FALSE\r\n")),
        ("the user holds Standard", Some("anna@example.com,TRUE,FALSE\r\n")),
        ("the user holds Premium", Some("anna@example.com,FALSE,TRUE\r\n")),
        ("the user holds both", Some("anna@example.com,TRUE,TRUE\r\n")),
        ("the user is new", Some("bo@example.com,TRUE,FALSE\r\n")),
    ];
    for (title, row) in exports {
        let export = row.map(|row| format!("{HEADER}{row}"));
        for (mode, name) in
            [(None, "without a mode"), (Some(Mode::Add), "add"), (Some(Mode::AddRemove), "add and remove")]
        {
            let _ = writeln!(table, "\n{title}, {name}"); // a String takes everything
            for (short, cells) in CELLS {
                let file = format!("{HEADER}anna@example.com,{cells}\r\n");
                let input =
                    Input { file: file.as_bytes(), baseline: export.as_deref().map(str::as_bytes), origin: None };
                let options = Options { mode, ..Options::default() };
                let (found, asked) = found(&input, &options);
                let line = format!("  {short}  {:42}{}", outcome(&input, &options), found.join("; "));
                let _ = writeln!(table, "{}", line.trim_end());
                if !asked.is_empty() {
                    let decisions = serde_json::from_str(&format!("[{}]", asked.join(","))).expect("our own JSON");
                    let _ = writeln!(table, "    > {}", outcome(&input, &Options { decisions, ..options }));
                }
            }
        }
    }
    is_golden("licences.txt", &table);
}

/// The findings of the user, and the answers that take what is offered first.
fn found(input: &Input<'_>, options: &Options) -> (Vec<String>, Vec<String>) {
    let report = hubcheck::check(input, options);
    let of_user = |finding: &&Finding| !matches!(&*finding.rule, "nothing-changes" | "private-domain");
    let mut asked = Vec::new();
    let mut describe = |finding: &Finding| {
        let fix = finding.fix.as_ref();
        let choices: Vec<&str> = fix.iter().flat_map(|fix| &fix.choices).map(|choice| &*choice.choice).collect();
        if fix.is_some() {
            let answer = choices.first().copied().unwrap_or("yes");
            asked.push(format!(r#"{{"rule":"{}","answer":"{answer}"}}"#, finding.rule));
        }
        let choices = if choices.is_empty() { String::new() } else { format!(" ({})", choices.join(", ")) };
        format!("{} {}{choices}", finding.code, safety(fix.map(|fix| fix.safety)))
    };
    let found = report.findings.iter().filter(of_user).map(&mut describe).collect();
    (found, asked)
}

/// What is written, and what the user holds after the import.
fn outcome(input: &Input<'_>, options: &Options) -> String {
    let parts = correct(input, options).parts.unwrap_or_default();
    let written = parts.iter().map(|part| String::from_utf8_lossy(&part.bytes()).into_owned()).collect::<String>();
    let row = written.lines().nth(1).and_then(|row| row.split_once(',')).map_or("", |(_, cells)| cells);
    let cells = row.split(',').map(|cell| cell.get(..1).unwrap_or("-"));
    let planned = plan(input, options);
    let user = planned.users.iter().find(|user| user.user.starts_with("anna"));
    format!("{} {}", cells.collect::<String>(), user.map_or_else(String::new, after))
}

fn after(user: &PlannedUser) -> String {
    let held = |held: Option<&Vec<Tier>>| match held.map(Vec::as_slice) {
        None => "?".to_owned(),
        Some([]) => "nothing".to_owned(),
        Some(held) => held.iter().map(|tier| tier.name()).collect::<Vec<_>>().join("+"),
    };
    match &user.modes {
        Some(modes) => format!("{}/{}", held(modes.add.after.as_ref()), held(modes.add_remove.after.as_ref())),
        None => held(user.after.as_ref()),
    }
}
