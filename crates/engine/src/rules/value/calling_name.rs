//! V351 `calling-name`: a name that Webex Calling does not take.

use crate::evidence;
use crate::licences::calling::{Calling, Fault, NAMES, fault_of_name};
use crate::row::Row;
use crate::rule::{Check, Example, Finding, Rule, Severity, kept};

pub(crate) static RULE: Rule = Rule {
    code: "V351",
    name: "calling-name",
    severity: Severity::Blocker,
    summary: "A name that Webex Calling does not take",
    why: "With a Calling licence a name may have 30 characters at most, only letters of the English alphabet and plain signs, \
          and none of % # < > \\ / \". The row is refused otherwise. Users without a Calling licence may have any name.",
    says: &[
        "This user gets a Calling licence, and the name “{value}” has {length} characters.",
        "This user gets a Calling licence, and the name “{value}” holds “{sign}”.",
    ],
    todo: "Write the name as the user's telephone shall show it, or take the Calling licence out of the row.",
    fix: None,
    source: "help.webex.com nz0krq9, Add users for Webex Calling (30 characters, no extended ASCII, no % # < > \\ / \")",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),First Name,Last Name,Location,Extension,Webex Calling - Professional\r\n\
                     anna@example.com,Søren,Nowak,Aarhus,1234,TRUE\r\n",
            after: None,
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),First Name,Last Name,Location,Extension,Webex Calling - Professional\r\n\
                     anna@example.com,Anna,Nowak/Smith,Aarhus,1234,TRUE\r\n",
            after: None,
            baseline: None,
            options: "",
        },
    ]),
    check: Check::Row(check),
};

fn check(row: &Row<'_>) -> Option<Finding> {
    let calling = Calling::of(row)?;
    for kind in NAMES {
        let Some(column) = row.sheet.column_of(kind) else { continue };
        let name = row.value(column.index);
        let finding = match fault_of_name(&name) {
            None => continue,
            // A user who has the licence under this very name shows that it is taken.
            Some(_) if calling.is_held() && evidence::is_as_exported_in(row, column) => continue,
            Some(Fault::Length(length)) => Finding::new().arg("length", length),
            Some(Fault::Sign(sign)) => Finding::new().says(1).arg("sign", sign),
        };
        return Some(finding.at(column.index).value(name).severity(calling.severity(row)));
    }
    None
}
