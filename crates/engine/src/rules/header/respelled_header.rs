//! H202 `respelled-header`: a known column name in another spelling.

use crate::evidence;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::sheet::{Column, Sheet, Spelling};
use crate::text::{is_invisible, tidy};
use crate::words::{Say, say};

pub(crate) static RULE: Rule = Rule {
    code: "H202",
    name: "respelled-header",
    severity: Severity::Blocker,
    summary: "A known column name in another spelling",
    why: "Control Hub compares column names letter by letter. One capital letter or blank too many and it does not know \
          the column.",
    says: &[
        "“{value}” is Control Hub's column “{name}” in another spelling.",
        "“{value}” is Control Hub's column “{name}” in another spelling, and column {rival} means the same.",
        "“{value}” is written {hidden}, which Control Hub's own name of the licence does not have.",
    ],
    todo: "The name must stand as in the export; no value changes. Where it is not corrected for you, copy it from a \
           fresh export, or add that export here.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Write the name as Control Hub does" }),
    source: "Seen in older Control Hub clients; afv3q8, CSV field reference",
    examples: kept(&[
        Example {
            before: "user id/email (required) ,Extension\r\nanna@example.com,1234\r\n",
            after: Some("User ID/Email (Required),Extension\r\nanna@example.com,1234\r\n"),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email,Extension\r\nanna@example.com,1234\r\n",
            after: Some("User ID/Email (Required),Extension\r\nanna@example.com,1234\r\n"),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Webex Contact Center\u{A0}Standard Agent\r\nanna@example.com,TRUE\r\n",
            after: None,
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Webex Contact Center\u{A0}Standard Agent\r\nanna@example.com,TRUE\r\n",
            after: Some("User ID/Email (Required),Webex Contact Center Standard Agent\r\nanna@example.com,TRUE\r\n"),
            baseline: Some("User ID/Email (Required),Webex Contact Center Standard Agent\r\nanna@example.com,\r\n"),
            options: "",
        },
    ]),
    check: Check::Column(check),
};

fn check(sheet: &Sheet<'_>, index: usize) -> Option<Finding> {
    let column = &sheet.columns[index];
    if column.twin.is_some() {
        return None; // H204 speaks of it
    }
    let Some(name) = column.right.as_ref().filter(|_| column.spelling == Spelling::Near) else {
        return Some(Finding::new().says(2).arg("hidden", hidden(column)?));
    };
    let finding = Finding::new().arg("name", name);
    if let Some(rival) = sheet.rival(index) {
        return Some(finding.says(1).arg("rival", rival.index + 1));
    }
    let finding = finding.safe(Act::Replace(name.clone())).does(say!("Write “{value}”", value = name));
    Some(finding.proven(evidence::column_name(&column.header, name)))
}

/// What cannot be seen in the header of a licence that no export proves. A licence header may be spelled as it
/// likes; only the export knows.
fn hidden(column: &Column) -> Option<Say> {
    let header = &column.header;
    let is_doubtful = column.licence.is_some() && column.spelling == Spelling::Own && *header != tidy(header);
    is_doubtful.then(|| {
        if header.contains('\u{A0}') {
            say!("with an invisible no-break space")
        } else if header.contains(is_invisible) {
            say!("with a character that cannot be seen")
        } else {
            say!("with a blank too many")
        }
    })
}
