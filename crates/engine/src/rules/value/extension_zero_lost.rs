//! V329 `extension-zero-lost`: an extension whose leading zeros were dropped.

use crate::evidence;
use crate::profile::Class;
use crate::row::Cell;
use crate::rule::{Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "V329",
    name: "extension-zero-lost",
    severity: Severity::Warning,
    summary: "An extension that has lost its leading zeros",
    why: "0584 and 584 are different extensions. Spreadsheets take an extension for a number to calculate with and drop its leading zeros.",
    says: &[
        "“{value}” is {known} in your export.",
        "“{value}” is shorter than the other extensions of its location; with zeros in front it is {known}.",
    ],
    todo: "Check the extension. In the spreadsheet set the column to text first.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Write the leading zeros" }),
    source: "Seen with LibreOffice 7.4: 0144 saved as 144; that leading zeros mean something is our inference from \
             help.webex.com afv3q8, Control Hub user management CSV file reference",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Extension,Webex Contact Center Standard Agent\nanna@example.com,584,TRUE\n",
            after: Some(
                "User ID/Email (Required),Extension,Webex Contact Center Standard Agent\r\nanna@example.com,0584,TRUE\r\n",
            ),
            baseline: Some("User ID/Email (Required),Extension\r\nanna@example.com,0584\r\n"),
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Extension,Location,Webex Contact Center Standard Agent\n\
                     anna@example.com,584,Aarhus,TRUE\nbo@example.com,8825,Aarhus,TRUE\nida@example.com,3828,Aarhus,TRUE\n\
                     ole@example.com,6560,Aarhus,TRUE\nper@example.com,6151,Aarhus,TRUE\n",
            after: Some(
                "User ID/Email (Required),Extension,Location,Webex Contact Center Standard Agent\r\n\
                 anna@example.com,0584,Aarhus,TRUE\r\nbo@example.com,8825,Aarhus,TRUE\r\nida@example.com,3828,Aarhus,TRUE\r\n\
                 ole@example.com,6560,Aarhus,TRUE\r\nper@example.com,6151,Aarhus,TRUE\r\n",
            ),
            baseline: None,
            options: "",
        },
    ]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    let is_number = || cell.value.bytes().all(|byte| byte.is_ascii_digit());
    if cell.class() != Class::Extension || cell.value.is_empty() || !is_number() || evidence::is_as_exported(cell) {
        return None;
    }
    let (says, restored) = match evidence::zeros(cell) {
        Some(restored) => (0, restored),
        None => (1, evidence::zeros_of_location(cell)?),
    };
    let does = say!("Write {value}", value = &restored.value);
    Some(Finding::new().says(says).arg("known", &restored.value).restored(restored).does(does))
}
