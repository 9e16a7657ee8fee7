//! The file as a grid: which rows are listed, where the next finding is, and what the picture of the file shows.

use std::ops::ControlFlow;
use std::time::Instant;

use hubcheck::{
    Class, Decision, Finding, Grid, GridFate, GridState, Input, List, Options, Origin, Show, Showing, WholeRow, Window,
    Workbook, check, look_with,
};
use hubcheck_tests::{large_file, promises};

const FILE: &str = "User ID/Email (Required),First Name,Webex Contact Center Standard Agent [Sub1],Phone Number\r\n\
    anna@example.com,Anna,SAND,+4526018159\r\n\
    bo@example.com,Bo,FALSE,+4526018160\r\n\
    \r\n\
    cille@example.com,\"Cille \"\"CC\"\" Møller\",TRUE,2601\r\n\
    dan@example.com,Dan,TRUE,+4526018162,more\r\n";

fn look(file: &[u8], baseline: Option<&[u8]>, options: &Options) -> Grid {
    let input = Input { file, baseline, origin: None };
    look_with(&input, options, &mut |_| ControlFlow::Continue(())).expect("nobody stops it").1
}

fn list(grid: &Grid, file: &[u8], baseline: Option<&[u8]>, show: &Show) -> List {
    grid.list(&Input { file, baseline, origin: None }, &Options::default(), show)
}

fn whole(grid: &mut Grid, file: &[u8], row: u32) -> Option<WholeRow> {
    grid.whole_row(&Input { file, baseline: None, origin: None }, &Options::default(), row)
}

fn rows(show: &Show) -> Vec<u32> {
    let grid = look(FILE.as_bytes(), None, &Options::default());
    let list = list(&grid, FILE.as_bytes(), None, show);
    grid.rows(FILE.as_bytes(), &list, 0, 100).rows.iter().map(|row| row.row).collect()
}

fn search(text: &str) -> Vec<u32> {
    rows(&Show { search: text.to_owned(), ..Show::default() })
}

fn what(what: Showing) -> Vec<u32> {
    rows(&Show { what, ..Show::default() })
}

#[test]
fn a_row_tells_what_it_was_what_it_becomes_and_what_was_found() {
    let mut grid = look(FILE.as_bytes(), None, &Options::default());
    let all = list(&grid, FILE.as_bytes(), None, &Show::default());
    let shown = grid.rows(FILE.as_bytes(), &all, 0, 100);
    assert_eq!((shown.records, shown.shown, shown.columns.len()), (5, 5, 5), "the long record has a column more");
    assert_eq!(shown.rows[0].cells, ["anna@example.com", "Anna", "SAND", "+4526018159"]);
    assert_eq!((shown.rows[0].changed[0].index, &*shown.rows[0].changed[0].after), (2, "TRUE"));
    let found = &shown.rows[0].found[0];
    assert_eq!((found.index, &*found.rule, found.state), (Some(2), "foreign-boolean", GridState::Applied));
    assert_eq!(shown.rows[2].fate, GridFate::LeftOut);
    assert_eq!((shown.rows[3].row, shown.rows[3].line), (4, 5));
    assert_eq!(shown.rows[3].cells[1], "Cille \"CC\" Møller");
    let middle = grid.rows(FILE.as_bytes(), &all, 3, 1);
    assert_eq!((middle.from, &middle.rows[..]), (3, &shown.rows[3..4]));
    assert!(grid.rows(FILE.as_bytes(), &all, 5, usize::MAX).rows.is_empty());
    assert!(whole(&mut grid, FILE.as_bytes(), 6).is_none() && whole(&mut grid, FILE.as_bytes(), 0).is_none());
}

#[test]
fn rows_are_listed_by_what_was_found_in_them() {
    assert_eq!(what(Showing::All), [1, 2, 3, 4, 5]);
    assert_eq!(what(Showing::Changed), [1, 3]);
    let (found, open) = (what(Showing::Found), what(Showing::Open));
    assert!(found.starts_with(&[1]) && found.contains(&3) && found.contains(&5), "{found:?}");
    assert!(!open.contains(&1) && open.contains(&5), "what is corrected asks for nothing: {open:?}");
}

#[test]
fn rows_are_searched_as_they_were_and_as_they_are() {
    assert_eq!(search("ANNA@"), [1]);
    assert_eq!(search("sand"), [1]);
    assert_eq!(search("true"), [1, 4, 5], "row 1 is TRUE once it is corrected");
    assert_eq!(search("møLLer"), [4]);
    assert_eq!(search("\"cc\""), [4]);
    assert_eq!(search("Bo,FALSE"), Vec::<u32>::new(), "no value holds it");
    assert_eq!(rows(&Show { what: Showing::Open, class: None, search: "more".to_owned() }), [5]);
}

#[test]
fn rows_are_listed_by_what_the_import_does_to_their_users() {
    let file = FILE.replace(",more", "");
    let export = file.replace("SAND", "TRUE").replace("FALSE", "TRUE");
    let grid = look(file.as_bytes(), Some(export.as_bytes()), &Options::default());
    let show = |class| Show { class: Some(class), ..Show::default() };
    let of_class = |class| {
        let list = list(&grid, file.as_bytes(), Some(export.as_bytes()), &show(class));
        grid.rows(file.as_bytes(), &list, 0, 9).rows.iter().map(|row| row.row).collect::<Vec<_>>()
    };
    assert_eq!(of_class(Class::LosesLicence), [2]);
    assert_eq!(of_class(Class::Keeps), [1, 4, 5]);
}

#[test]
fn an_edit_shows_and_a_refusal_takes_a_change_back() {
    let decisions: Vec<Decision> =
        serde_json::from_str(r#"[{"row":2,"index":1,"edit":"Bodil"},{"rule":"foreign-boolean","answer":"no"}]"#)
            .expect("our own JSON");
    let mut grid = look(FILE.as_bytes(), None, &Options { decisions, ..Options::default() });
    let row = whole(&mut grid, FILE.as_bytes(), 2).expect("a row");
    assert_eq!((&*row.cells[1], &*row.changed[0].after), ("Bo", "Bodil"));
    let row = whole(&mut grid, FILE.as_bytes(), 1).expect("a row");
    assert!(row.changed.is_empty() && !row.findings[0].applied);
}

#[test]
fn the_picture_shows_where_in_the_list_something_is() {
    let grid = look(FILE.as_bytes(), None, &Options::default());
    let all = list(&grid, FILE.as_bytes(), None, &Show::default());
    // SAND is corrected, FALSE asks for a warning, the blank row is left out, the last two wait for an answer.
    assert_eq!(grid.strip(&all, 5), "bWbBB");
    assert_eq!(grid.strip(&all, 2), "WB", "the worst of each stretch");
    assert_eq!(grid.strip(&all, 100).len(), 5, "no more parts than rows");
    let none = list(&grid, FILE.as_bytes(), None, &Show { search: "nobody".to_owned(), ..Show::default() });
    assert_eq!(grid.strip(&none, 9), "");
    assert!(grid.step(&none, 0, None, true).is_none());
}

#[test]
fn rows_of_a_workbook_are_those_of_its_sheet() {
    // A line break within a cell: two lines of the text, one row of the sheet.
    let file = FILE.replace("Anna,", "\"An\nna\",");
    let origin = Origin { workbook: Some(Workbook::default()), ..Origin::default() };
    for (origin, expected) in [(None, 4), (Some(&origin), 3)] {
        let input = Input { file: file.as_bytes(), baseline: None, origin };
        let options = Options::default();
        let (_, mut grid) = look_with(&input, &options, &mut |_| ControlFlow::Continue(())).expect("not stopped");
        assert_eq!(grid.whole_row(&input, &options, 2).map(|row| row.line), Some(expected));
    }
}

#[test]
fn any_text_is_laid_open_as_it_was_read() {
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(FILE.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let with_bom = [b"\xEF\xBB\xBF", FILE.as_bytes()].concat();
    for file in [utf16, with_bom] {
        let mut grid = look(&file, None, &Options::default());
        let row = whole(&mut grid, &file, 4).expect("a row");
        assert_eq!((&*row.cells[0], &*row.cells[1]), ("cille@example.com", "Cille \"CC\" Møller"));
    }
    for file in [&b""[..], b"PK\x03\x04", b"Name\r\nx\r\n"] {
        let grid = look(file, None, &Options::default());
        let all = list(&grid, file, None, &Show { what: Showing::Found, ..Show::default() });
        assert!(grid.rows(file, &all, 0, 10).rows.is_empty() && grid.strip(&all, 10).is_empty());
    }
}

#[test]
fn every_example_of_every_rule_is_shown_as_it_is_told() {
    for rule in hubcheck::rules() {
        for example in rule.examples.iter().filter(|example| example.origin().is_none()) {
            let options: Options =
                serde_json::from_str(if example.options.is_empty() { "{}" } else { example.options })
                    .expect("options of an example");
            let (file, baseline) = (example.before.as_bytes(), example.baseline.map(str::as_bytes));
            promises::the_grid_shows_what_the_report_tells(&promises::Case { file, baseline, options });
        }
    }
}

/// However many findings a rule has: each is told in all its words where it is looked at, as a report of them all tells it.
#[test]
fn a_row_tells_all_its_findings_also_those_a_report_leaves_out() {
    let row =
        |row: u32| format!("user{row}@example.com,{},SOMETIMES", if row.is_multiple_of(2) { "SAND" } else { "TRUE" });
    let rows = (1..=2_500).map(row).collect::<Vec<_>>().join("\r\n");
    let header =
        "User ID/Email (Required),Webex Contact Center Standard Agent [Sub1],Webex Contact Center Premium Agent [Sub1]";
    let file = format!("{header}\r\n{rows}\r\nuser7@example.com,TRUE,FALSE\r\n");
    let decisions: Vec<Decision> = serde_json::from_str(
        r#"[{"row":2100,"rule":"foreign-boolean","answer":"no"},{"row":2300,"index":2,"edit":"FALSE"}]"#,
    )
    .expect("our own JSON");
    let options = Options { decisions, ..Options::default() };
    let input = Input { file: file.as_bytes(), baseline: None, origin: None };
    let all = Options { findings: Window { count: Some(usize::MAX), ..Window::default() }, ..options.clone() };
    let report = check(&input, &all);
    let mut grid = look(file.as_bytes(), None, &options);
    let json = |findings: &[Finding]| serde_json::to_string(findings).expect("plain data");
    // Back and forth, within a stretch that was read and far from it.
    for row in [1, 2, 1_001, 2_500, 2_499, 2_100, 2_300, 1_002, 7, 2_501, 1_500] {
        let expected: Vec<Finding> = report.findings.iter().filter(|found| found.row == Some(row)).cloned().collect();
        let told = grid.whole_row(&input, &options, row).expect("a row").findings;
        assert_eq!(json(&told), json(&expected), "row {row}");
        assert!(!told.is_empty(), "row {row}");
    }
}

/// A scroll step must not cost what a check costs.
#[test]
fn a_stretch_of_a_large_file_is_read_in_no_time() {
    let file = large_file(20_000);
    let begun = Instant::now();
    let grid = look(&file, None, &Options::default());
    let whole = begun.elapsed();
    let all = list(&grid, &file, None, &Show::default());
    let begun = Instant::now();
    for from in (0..20_000).step_by(1_000) {
        assert_eq!(grid.rows(&file, &all, from, 60).rows.len(), 60);
    }
    let one = begun.elapsed() / 20;
    assert!(one * 20 < whole, "{one:?} for 60 rows, {whole:?} for the file");
}
