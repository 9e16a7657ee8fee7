//! U406 `private-domain`: a user with the address of a free mail service.

use crate::common::{domain_of, is_private};
use crate::row::Row;
use crate::rule::{Check, Example, Finding, Rule, Severity, kept};

pub(crate) static RULE: Rule = Rule {
    code: "U406",
    name: "private-domain",
    severity: Severity::Note,
    summary: "An address of a free mail service",
    why: "People with such an address are the likeliest to have tried Webex with it. Then they own a trial organization, and it \
          must be deleted before the user can be added.",
    says: &["{address} is an address of {domain}."],
    todo: "If the user is new, ask about a trial organization, or use the address of your own organization.",
    fix: None,
    source: "help.webex.com 52ulis, Ways to add users for Webex Contact Center (trial organizations); which domains are \
             private is our own list",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Webex Contact Center Standard Agent\r\nanna@gmail.com,TRUE\r\n",
        after: None,
        baseline: None,
        options: "",
    }]),
    check: Check::Row(check),
};

fn check(row: &Row<'_>) -> Option<Finding> {
    let key = row.sheet.key?;
    if !row.is_new && row.sheet.baseline.is_some() {
        return None; // a user who is there has no trial organization left
    }
    let address = row.address();
    let domain = domain_of(address.as_bytes()).and_then(|domain| str::from_utf8(domain).ok())?;
    is_private(domain).then(|| Finding::new().arg("address", &*address).arg("domain", domain).at(key))
}
