//! U407 `shared-number`: one number for several users.

use crate::rule::{Check, Example, Finding, Rule, Severity, kept};
use crate::shares::Shared;
use crate::users::Users;
use crate::words::Arg;

pub(crate) static RULE: Rule = Rule {
    code: "U407",
    name: "shared-number",
    severity: Severity::Warning,
    summary: "One number or extension for several users",
    why: "A phone number belongs to one user, an extension to one user of a location. Control Hub gives it to one of them and \
          refuses the others; often the cell was only copied down.",
    says: &[
        "{value} is the phone number of {users} users: {rows|row|rows} {rows}.",
        "{value} is the extension of {users} users of “{location}”: {rows|row|rows} {rows}.",
    ],
    todo: "Give each user a number of their own, or leave the cell blank.",
    fix: None,
    source: "Our inference from help.webex.com nvjt3ce, Manage phone numbers (a number is assigned to one user)",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\r\n\
                     anna@example.com,+4526018159,TRUE\r\nbo@example.com,+4526018160,TRUE\r\nida@example.com,+4526018159,TRUE\r\n",
            after: None,
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Extension,Location,Webex Contact Center Standard Agent\r\n\
                     anna@example.com,1234,Aarhus,TRUE\r\nbo@example.com,1234,Odense,TRUE\r\nida@example.com,1234,Aarhus,TRUE\r\n",
            after: None,
            baseline: None,
            options: "",
        },
    ]),
    check: Check::Users(check),
};

fn check(users: &Users<'_>, tell: &mut dyn FnMut(u32, Finding)) {
    for shared in &users.shared {
        tell(shared.rows[1], finding(shared));
    }
}

fn finding(shared: &Shared) -> Finding {
    let finding = Finding::new().says(usize::from(shared.location.is_some())).at(shared.column).value(&shared.value);
    let finding = finding
        .arg("users", Arg::Count(shared.rows.len()))
        .arg("rows", Arg::rows(&shared.rows, shared.rows.len()))
        .arg("location", shared.location.as_deref().unwrap_or_default());
    Finding { line: Some(shared.line), ..finding }
}
