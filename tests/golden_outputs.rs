//! What is taken along beside the report, written down for a person to read: every list, page and picture of one damaged
//! file, with its export and alone, and the same file as a grid.
//!
//! What must stay true: as in `golden.rs`, of which it is a part.

use std::fmt::Write as _;
use std::fs;
use std::ops::ControlFlow;

use crate::{folder, is_golden};
use hubcheck::{GridFinding, Input, Mode, Options, OutputKind, Platform, Show, Showing, look_with, outputs, visible};

fn read(name: &str) -> Vec<u8> {
    fs::read(folder("golden/outputs").join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Line by line, so that a difference can be read.
fn spread(bytes: &[u8]) -> String {
    match serde_json::from_slice::<serde_json::Value>(bytes) {
        Ok(json) => serde_json::to_string_pretty(&json).expect("JSON") + "\n",
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Everything in one folder, and a list of it.
fn are_golden(case: &str, input: &Input<'_>, options: &Options) {
    let made = outputs(input, options, &OutputKind::ALL);
    let mut list = format!("{} licences go, {} blockers are left\n", made.removals, made.blockers);
    for file in &made.files {
        let users = file.users.map(|users| format!(", {users} users")).unwrap_or_default();
        let _ = writeln!(list, "{:?} {}{users}, {} bytes", file.kind, file.name, file.bytes.len());
        if file.kind != OutputKind::Zip {
            // What the archive holds, the others are.
            is_golden(&format!("outputs/{case}/{}", file.name), &spread(&file.bytes));
        }
    }
    for (kind, refusal) in &made.refused {
        let _ = writeln!(list, "{kind:?} refused ({}): {}", refusal.code, refusal.message);
    }
    is_golden(&format!("outputs/{case}/list.txt"), &list);
}

fn options(decisions: &str) -> Options {
    let decisions = serde_json::from_str(decisions).expect("our own JSON");
    Options { name: "users.csv".to_owned(), decisions, ..Options::default() }
}

const DECISIONS: &str = r#"[{"rule":"role-in-licence-column","answer":"yes"},{"rule":"long-record","row":12,"answer":"yes"},
    {"rule":"both-licences","row":4,"answer":"standard"},{"rule":"unknown-location","answer":"no"},
    {"rule":"not-a-boolean","answer":"yes"},{"row":5,"index":3,"edit":"Lead"}]"#;

#[test]
fn the_outputs_with_an_export_are_what_they_were() {
    let (file, export) = (read("damaged/users.csv"), read("damaged/export.csv"));
    let options = Options {
        mode: Some(Mode::AddRemove),
        platform: Some(Platform::New),
        menus: "da".to_owned(),
        limit: Some(5),
        ..options(DECISIONS)
    };
    are_golden("damaged", &Input { file: &file, baseline: Some(&export), origin: None }, &options);
}

#[test]
fn the_outputs_of_a_file_alone_are_what_they_were() {
    let options = Options { mode: Some(Mode::Add), platform: Some(Platform::Old), ..options("[]") };
    are_golden("alone", &Input { file: &read("damaged/users.csv"), baseline: None, origin: None }, &options);
}

#[test]
fn the_grid_is_what_it_was() {
    let (file, export) = (read("damaged/users.csv"), read("damaged/export.csv"));
    let input = Input { file: &file, baseline: Some(&export), origin: None };
    let options = options(DECISIONS);
    let (_, mut grid) = look_with(&input, &options, &mut |_| ControlFlow::Continue(())).expect("nobody stops it");
    let mut text = String::new();
    let list = grid.list(&input, &options, &Show::default());
    let window = grid.rows(&file, &list, 0, 100);
    let _ = writeln!(text, "{} records, {} shown, {:?}", window.records, window.shown, window.counts);
    for column in &window.columns {
        let _ = writeln!(text, "column {column:?}");
    }
    let found =
        |found: &GridFinding| format!("{:?} {} {:?} {:?}", found.index, found.rule, found.severity, found.state);
    for row in &window.rows {
        let _ =
            writeln!(text, "row {}, line {}, {:?}: {}", row.row, row.line, row.fate, visible(&row.cells.join(" | ")));
        let _ = writeln!(text, "    changed {:?}", row.changed);
        for one in &row.found {
            let _ = writeln!(text, "    {}", found(one));
        }
        let whole = grid.whole_row(&input, &options, row.row).expect("a row of the file");
        for finding in &whole.findings {
            let fix = finding.fix.as_ref().map(|fix| format!(" > {}: {:?}", fix.does, fix.after)).unwrap_or_default();
            let _ = writeln!(text, "    {}{fix}", visible(&finding.what));
        }
    }
    for showing in [Showing::Found, Showing::Open, Showing::Changed] {
        let list = grid.list(&input, &options, &Show { what: showing, ..Show::default() });
        let rows: Vec<u32> = grid.rows(&file, &list, 0, 100).rows.iter().map(|row| row.row).collect();
        let _ = writeln!(text, "{showing:?}: {rows:?}");
    }
    is_golden("outputs/grid.txt", &text);
}
