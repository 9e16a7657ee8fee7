//! U405 `domain-typo`: an address one or two letters from the domain that the others have.

use crate::common::domain_of;
use crate::evidence;
use crate::row::Cell;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "U405",
    name: "domain-typo",
    severity: Severity::Warning,
    summary: "An address with nearly the domain that the others have",
    why: "The importer knows users by their address alone. A slip in it makes a new user beside the one who is meant, and the \
          invitation goes to a stranger.",
    says: &["“{domain}” is nearly “{main}”, which nearly all users have."],
    todo: "Say yes if it is a slip. If it is really another domain, say no.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Write the domain that the others have" }),
    source: "Our inference from help.webex.com ih07j, Modify users in Control Hub (another address is another user)",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Webex Contact Center Standard Agent\r\nanna@example.com,TRUE\r\nbo@example.com,TRUE\r\n\
                 ida@exmaple.com,TRUE\r\nole@example.com,TRUE\r\nper@example.com,TRUE\r\n",
        after: Some(
            "User ID/Email (Required),Webex Contact Center Standard Agent\r\nanna@example.com,TRUE\r\nbo@example.com,TRUE\r\n\
             ida@example.com,TRUE\r\nole@example.com,TRUE\r\nper@example.com,TRUE\r\n",
        ),
        baseline: None,
        options: "",
    }]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if !cell.is_key() {
        return None;
    }
    let domain = domain_of(cell.value.as_bytes())?;
    let at = cell.value.rfind('@')? + 1;
    let domain = str::from_utf8(domain).ok()?;
    let main = cell.sheet.facts.common.meant_domain(domain)?;
    let meant = format!("{}{}", &cell.value[..at], main.domain);
    let evidence = evidence::common_domain(cell, &meant, main);
    let finding = Finding::new().arg("domain", domain).arg("main", &main.domain).ask(Act::Replace(meant.clone()));
    Some(finding.does(say!("Write {value}", value = meant)).proven(evidence))
}
