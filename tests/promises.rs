//! What must hold for any bytes, stated once: for the properties, which make
//! their files of what matters, and for the fuzz targets, which find theirs.
//!
//! Each promise panics when it is broken.

#![expect(clippy::missing_panics_doc)] // a promise that is broken panics, and that is all they do

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use hubcheck::{Change, Correction, Decision, Finding, GridFate, Input, Mode, Options, Report, Safety, Show};
use hubcheck::{SummaryFormat, WholeRow, Window, changes, check, correct, look_with};

/// Answers and edits that change what happens, as JSON.
pub const DECISIONS: &[&str] = &[
    r#"{"answer":"yes"}"#,
    r#"{"rule":"not-utf8","answer":"windows-1252"}"#,
    r#"{"rule":"not-utf8","answer":"no"}"#,
    r#"{"rule":"unclosed-quote","answer":"yes"}"#,
    r#"{"rule":"wrong-separator","answer":"no"}"#,
    r#"{"rule":"line-ends","answer":"no"}"#,
    r#"{"rule":"no-final-line-end","answer":"no"}"#,
    r#"{"rule":"byte-order-mark","answer":"no"}"#,
    r#"{"rule":"separator-line","answer":"no"}"#,
    r#"{"rule":"blank-record","answer":"no"}"#,
    r#"{"rule":"short-record","answer":"no"}"#,
    r#"{"rule":"duplicate-user","answer":"keep-first"}"#,
    r#"{"rule":"duplicate-user","answer":"keep-last"}"#,
    r#"{"rule":"both-licences","answer":"premium"}"#,
    r#"{"rule":"too-many-users","answer":"no"}"#,
    r#"{"rule":"empty-header","answer":"yes"}"#,
    r#"{"rule":"unknown-column","index":2,"answer":"yes"}"#,
    r#"{"row":1,"index":0,"edit":"new@example.com"}"#,
    r#"{"row":2,"index":1,"edit":"a, \"b\"\nc"}"#,
];

/// One of [`DECISIONS`].
#[must_use]
pub fn decision(json: &str) -> Decision {
    serde_json::from_str(json).expect("our own JSON")
}

/// A file, perhaps its baseline, and options, told by a few bytes in front of them.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// The file.
    pub file: &'a [u8],
    /// The export it was made from.
    pub baseline: Option<&'a [u8]>,
    /// What the caller wants.
    pub options: Options,
}

/// Stands between the file and its baseline in the bytes of a [`Case`].
pub const BETWEEN: u8 = 0x1E;

impl<'a> Case<'a> {
    /// Reads a case: a byte for mode and limit, one for countries and baseline, two for decisions, then the files.
    #[must_use]
    pub fn of(bytes: &'a [u8]) -> Option<Self> {
        let (&[how, whose, first, second], files) = bytes.split_first_chunk::<4>()?;
        let has_baseline = whose & 0x80 != 0;
        let between = files.iter().position(|byte| *byte == BETWEEN).filter(|_| has_baseline);
        let (file, baseline) = match between {
            Some(at) => (&files[..at], Some(&files[at + 1..])),
            None => (files, None),
        };
        let decisions = [first, second].into_iter().filter_map(|byte| DECISIONS.get(usize::from(byte)));
        let options = Options {
            mode: [None, Some(Mode::Add), Some(Mode::AddRemove)][usize::from(how % 3)],
            limit: [None, None, Some(1), Some(2), Some(3)][usize::from(how / 3 % 5)],
            countries: [&[][..], &["DK"], &["PL", "DK"], &["GB", "IT"]][usize::from(whose % 4)]
                .iter()
                .map(ToString::to_string)
                .collect(),
            decisions: decisions.map(|json| decision(json)).collect(),
            sha256: false,
            ..Options::default()
        };
        Some(Case { file, baseline, options })
    }
}

fn input<'a>(file: &'a [u8], baseline: Option<&'a [u8]>) -> Input<'a> {
    Input { file, baseline, origin: None }
}

/// Answers that still mean the same on the corrected file: not those of one
/// place, and not a separator that is kept while the line that names it goes.
fn of_rules(options: &Options) -> Options {
    let mut options = options.clone();
    options.decisions.retain(|decision| match decision {
        Decision::Answer { rule, row: None, index: None, .. } => rule.as_deref() != Some("wrong-separator"),
        _ => false,
    });
    options
}

/// A stray quote: columns are compared before it is settled, and one that nobody
/// settles may read otherwise when the record is written anew. One that is set aside no longer speaks for its columns.
fn is_in_doubt(report: &Report) -> bool {
    let is_set_aside = report.undecided.as_ref().is_some_and(|undecided| undecided.set_aside);
    is_set_aside || report.rules.iter().any(|rule| rule.name == "stray-quote")
}

/// Bytes that are no letters stay for a person to mend. Where the only letters that showed the file to be UTF-8 were
/// in a corrected word (`FAŁSZ`), the corrected file no longer shows it. So do zero bytes that nobody has decided about: where
/// a third of a file is zeros, a repaired header can let it look like UTF-16.
fn is_read_otherwise(bytes: &[u8], report: &Report) -> bool {
    report.file.encoding != "utf-8" && (std::str::from_utf8(bytes).is_err() || bytes.contains(&0))
}

/// `check` finds what `correct` does, and no corrected file fails its last reader.
pub fn check_and_correct_agree(case: &Case<'_>) {
    let input = input(case.file, case.baseline);
    let report = check(&input, &case.options);
    let Correction { report: of_correction, parts } = correct(&input, &case.options);
    if let Err(refusal) = &parts {
        assert_ne!(refusal.code, "gate", "{}", refusal.message);
    }
    assert_eq!(report.totals, of_correction.totals);
    assert_eq!(report.left, of_correction.left);
    if let Ok(parts) = &parts {
        let written: usize = parts.iter().map(|part| part.users).sum();
        assert_eq!(
            report.file.records - report.changes.left_out,
            written,
            "rows are in the corrected file or left out"
        );
    }
    assert_eq!(report.parts, parts.map_or(0, |parts| parts.len()));
}

/// Correcting the corrected file changes nothing any more.
pub fn correcting_twice_is_correcting_once(file: &[u8], options: &Options) {
    let whole = Options { limit: Some(usize::MAX), ..of_rules(options) };
    let correction = correct(&input(file, None), &whole);
    let is_in_doubt = is_in_doubt(&correction.report);
    if let (Ok(parts), false) = (correction.parts, is_in_doubt) {
        let bytes = parts[0].bytes();
        let once = String::from_utf8_lossy(&bytes);
        let second = correct(&input(&bytes, None), &whole);
        if is_read_otherwise(&bytes, &second.report) {
            return;
        }
        let again = second.parts.map(|parts| String::from_utf8_lossy(&parts[0].bytes()).into_owned());
        // A file whose users were all left out is empty then.
        if !matches!(&again, Err(refusal) if refusal.code == "empty-file") {
            assert_eq!(again.map_err(|refusal| refusal.message), Ok(once.into_owned()));
        }
    }
}

/// Nothing that is proven is left undone.
pub fn a_corrected_file_has_no_safe_finding_left(file: &[u8]) {
    let options = Options { sha256: false, ..Options::default() };
    let correction = correct(&input(file, None), &options);
    let is_in_doubt = is_in_doubt(&correction.report);
    if let (Ok(parts), false) = (correction.parts, is_in_doubt) {
        let report = check(&input(&parts[0].bytes(), None), &options);
        if is_read_otherwise(&parts[0].bytes(), &report) {
            return;
        }
        assert_eq!(open_safe(&report), Vec::<String>::new(), "{:?}", String::from_utf8_lossy(&parts[0].bytes()));
    }
}

fn open_safe(report: &Report) -> Vec<String> {
    report
        .findings
        .iter()
        .filter(|finding| finding.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe))
        // Its lists are made beside the file: who is on them stays in it.
        .filter(|finding| finding.rule != "by-hand-batches")
        .map(|finding| finding.message.clone())
        .collect()
}

/// Parts hold the users of the whole file, each once.
pub fn parts_joined_are_the_whole(file: &[u8], options: &Options, limit: usize) {
    let mut options = options.clone();
    options
        .decisions
        .retain(|decision| !matches!(decision, Decision::Answer { rule: Some(rule), .. } if rule == "separator-line"));
    let whole = correct(&input(file, None), &Options { limit: Some(usize::MAX), ..options.clone() }).parts;
    let parts = correct(&input(file, None), &Options { limit: Some(limit), ..options }).parts;
    if let (Ok(whole), Ok(parts)) = (whole, parts) {
        let bytes = whole[0].bytes();
        let header_end = first_record_end(&bytes);
        let mut joined = bytes[..header_end].to_vec();
        let mut users = 0;
        for part in &parts {
            joined.extend_from_slice(&part.bytes()[header_end..]);
            users += part.users;
        }
        assert_eq!(users, whole[0].users);
        // A user with several records is kept in one part, so that the order may differ there.
        assert_eq!(sorted_lines(&joined), sorted_lines(&bytes));
    }
}

fn sorted_lines(bytes: &[u8]) -> Vec<&[u8]> {
    let mut lines: Vec<&[u8]> = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).collect();
    lines.sort_unstable();
    lines
}

/// With every fix refused the file is handed out as it came.
pub fn what_no_rule_touches_keeps_its_bytes(file: &[u8]) {
    let refuse = |rule: &&hubcheck::Rule| decision(&format!(r#"{{"rule":"{}","answer":"no"}}"#, rule.name));
    let decisions = hubcheck::rules().iter().map(refuse).collect();
    let options = Options { decisions, limit: Some(usize::MAX), sha256: false, ..Options::default() };
    if let Ok(parts) = correct(&input(file, None), &options).parts {
        assert_eq!(String::from_utf8_lossy(&parts[0].bytes()), String::from_utf8_lossy(file));
    }
}

/// Every other answer of the API: pages of findings joined are all findings, the list of changes is as long as the
/// report says, each summary can be written, and stopping stops.
pub fn the_rest_of_the_api_agrees(case: &Case<'_>) {
    let input = input(case.file, case.baseline);
    let all = check(&input, &with_window(&case.options, Window { count: Some(usize::MAX), ..Window::default() }));
    for rule in all.rules.iter().filter(|rule| rule.total > 1) {
        let mut joined = Vec::new();
        let page = rule.total.div_ceil(2);
        for from in (0..rule.total).step_by(page) {
            let window = Window { rule: Some(rule.name.clone()), from, count: Some(page) };
            joined.extend(check(&input, &with_window(&case.options, window)).findings);
        }
        let of_rule: Vec<_> = all.findings.iter().filter(|finding| finding.rule == rule.name).collect();
        assert_eq!(joined.len(), rule.total, "{}", rule.name);
        assert!(joined.iter().zip(of_rule).all(|(page, all)| page.message == all.message), "{}", rule.name);
    }
    let mut told: Vec<Change> = Vec::new();
    changes(&input, &case.options, &mut |change| told.push(change));
    let correction = correct(&input, &case.options);
    assert!(correction.parts.is_ok() || told.is_empty(), "nothing is changed where nothing is handed out");
    for format in [SummaryFormat::Csv, SummaryFormat::Json, SummaryFormat::Html] {
        let summary = correction.summary(&input, &case.options, format);
        assert!(std::str::from_utf8(&summary).is_ok(), "{format:?}");
        if format == SummaryFormat::Csv {
            let records = csv::Reader::from_reader(&*summary).into_records();
            let records: Vec<_> = records.map(|record| record.expect("a list")).collect();
            assert_eq!(records.len(), told.len());
        }
    }
}

/// The grid shows the report's findings and the changes of the corrected file, each at its cell, and leads to all of them.
pub fn the_grid_shows_what_the_report_tells(case: &Case<'_>) {
    let input = input(case.file, case.baseline);
    let go_on = &mut |_| ControlFlow::Continue(());
    let (report, mut grid) = look_with(&input, &case.options, go_on).expect("nobody stops it");
    let json = |report: &Report| serde_json::to_string(report).expect("plain data");
    assert_eq!(json(&report), json(&check(&input, &case.options)));
    let list = grid.list(&input, &case.options, &Show::default());
    let rows = grid.rows(case.file, &list, 0, usize::MAX).rows;
    assert_eq!(rows.len(), report.file.records);
    let mut whole = |row: u32| grid.whole_row(&input, &case.options, row).expect("a row of the file");
    let now = |row: WholeRow, index: u32| {
        let changed = row.changed.into_iter().find(|change| change.index == index).map(|change| change.after);
        changed.or_else(|| row.cells.get(index as usize).cloned())
    };
    changes(&input, &case.options, &mut |change| match (change.row, change.index, change.after) {
        // It may be set aside as a whole, in a cell that is none of its own; and what was typed may be left out with its row.
        (Some(row), Some(_), Some(_)) if matches!(whole(row).fate, GridFate::Undecided | GridFate::LeftOut) => {}
        (Some(row), Some(index), Some(after)) => assert_eq!(now(whole(row), index), Some(after)),
        (Some(row), None, None) => assert_eq!(whole(row).fate, GridFate::LeftOut),
        _ => {}
    });
    for finding in report.findings.iter().filter(|finding| finding.row.is_some()) {
        let row = whole(finding.row.unwrap_or_default());
        let is_it = |other: &Finding| other.message == finding.message && other.applied == finding.applied;
        assert!(row.findings.iter().any(is_it), "{}", finding.message);
    }
    let places: Vec<_> = rows.iter().flat_map(|row| row.found.iter().map(|found| (row.row, found.index))).collect();
    let told = report.findings.iter().filter(|finding| finding.row.is_some()).count();
    assert!(places.len() >= told, "{} of {told}", places.len());
    let distinct: BTreeSet<_> = places.into_iter().collect();
    for (is_forward, from) in [(true, (0, None)), (false, (u32::MAX, None))] {
        let next = |(row, index): &(u32, Option<u32>)| {
            grid.step(&list, *row, *index, is_forward).map(|place| (place.row, place.index))
        };
        let mut met: Vec<_> = std::iter::successors(next(&from), next).take(distinct.len() + 1).collect();
        if !is_forward {
            met.reverse();
        }
        assert!(met.iter().eq(&distinct), "{met:?} instead of {distinct:?}");
    }
    let is_marked = grid.strip(&list, 7).chars().any(|letter| letter != '.' && letter != 'c');
    assert_eq!(is_marked, !distinct.is_empty());
}

fn with_window(options: &Options, findings: Window) -> Options {
    Options { findings, ..options.clone() }
}

/// Where the first record ends, its line end included.
fn first_record_end(bytes: &[u8]) -> usize {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    reader.read_byte_record(&mut record).expect("reading from memory");
    let end = usize::try_from(reader.position().byte()).unwrap_or(bytes.len());
    // That reader leaves the second half of a line end for the next record.
    end + usize::from(end > 0 && bytes[end - 1] == b'\r' && bytes.get(end) == Some(&b'\n'))
}
