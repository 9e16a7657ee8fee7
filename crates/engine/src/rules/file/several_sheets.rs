//! F011 `several-sheets`: a workbook has more than one sheet, and a CSV file is one.

use crate::evidence::Evidence;
use crate::origin::{likeliest, sheet_keys};
use crate::rule::{Act, Check, Choice, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::sorting;
use crate::source::Opened;
use crate::words::{Arg, say};

pub(crate) static RULE: Rule = Rule {
    code: "F011",
    name: "several-sheets",
    severity: Severity::Blocker,
    summary: "The workbook has several sheets",
    why: "A CSV file is one sheet. What stands on the others is neither checked nor imported.",
    says: &[
        "Only the sheet “{sheet}” lists users; what stands on the others ({others}) is left out.",
        "More than one sheet may be meant; “{sheet}” is shown here, not {others}.",
    ],
    todo: "Choose the sheet that holds the users you want to import. Users on several sheets need a file for each.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Read one sheet" }),
    source: "How spreadsheets save CSV: the sheet in front alone",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Extension\r\nanna@example.com,0584\r\n",
            after: Some("User ID/Email (Required),Extension\r\nanna@example.com,0584\r\n"),
            baseline: None,
            options: r#"{"origin":{"workbook":{"kind":"xlsx","sheets":[{"name":"export","words":["User ID/Email (Required)"]},{"name":"Notes","words":["call back"]}]}}}"#,
        },
        Example {
            before: "User ID/Email (Required),Extension\r\nanna@example.com,0584\r\n",
            after: Some("User ID/Email (Required),Extension\r\nanna@example.com,0584\r\n"),
            baseline: None,
            options: r#"{"decisions":[{"rule":"several-sheets","answer":"sheet-1"}],"origin":{"workbook":{"kind":"ods","sheets":[{"name":"May","words":["User ID/Email (Required)"]},{"name":"June","words":["User ID/Email (Required)"]}]}}}"#,
        },
    ]),
    check: Check::File(check),
};

fn check(opened: &Opened<'_>) -> Option<Finding> {
    let workbook = opened.workbook()?;
    let mut filled: Vec<_> =
        workbook.sheets.iter().zip(sheet_keys()).enumerate().filter(|(_, (sheet, _))| !sheet.blank).collect();
    if filled.len() < 2 {
        return None;
    }
    let (first, is_certain) = likeliest(&workbook.sheets);
    sorting::sort_by(&mut filled, |(one, _), (other, _)| (*one != first).cmp(&(*other != first)));
    let others = filled.iter().filter(|(position, _)| *position != workbook.sheet);
    let others = others.map(|(_, (sheet, _))| Arg::quoted(&sheet.name)).collect();
    let choices = filled.iter().map(|(_, (sheet, key))| {
        let words = Arg::Joined(sheet.words.iter().take(3).map(Arg::from).collect());
        let does = if sheet.hidden {
            say!("Read the sheet “{sheet}”, which is hidden: {words} …", sheet = &sheet.name, words = words)
        } else {
            say!("Read the sheet “{sheet}”: {words} …", sheet = &sheet.name, words = words)
        };
        Choice::new(key, does, Act::Form)
    });
    let safety = if is_certain { Safety::Safe } else { Safety::Ask };
    let finding = Finding::new()
        .says(usize::from(!is_certain))
        .severity(if is_certain { Severity::Note } else { Severity::Blocker })
        .arg("sheet", workbook.sheet_name())
        .arg("others", Arg::Joined(others))
        .choices(safety, choices.collect());
    let proof = say!("No other sheet that the spreadsheet shows can be a list of users.");
    Some(if is_certain { finding.proven(Evidence::reading(proof)) } else { finding })
}
