//! U410 `domain-not-in-profile`: an address at a domain that the organization's own profile does not have.

use crate::common::domain_of;
use crate::evidence;
use crate::row::Cell;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "U410",
    name: "domain-not-in-profile",
    severity: Severity::Warning,
    summary: "An address at a domain that your profile does not have",
    why: "The importer creates a user for every address it does not know, and invites whoever reads mail there. Your profile \
          says at which domains your users are.",
    says: &[
        "“{domain}” is no domain of your profile; “{meant}” is nearly the same.",
        "“{domain}” is no domain of your profile.",
    ],
    todo: "Correct the address if it is a slip. If the user is meant, let it be, or add the domain to your profile.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Write the domain that is meant" }),
    source: "Your profile; help.webex.com ih07j, Modify users in Control Hub (another address is another user)",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Webex Contact Center Standard Agent\r\nanna@exmaple.com,TRUE\r\n\
                     bo@Example.com,TRUE\r\n",
            after: Some(
                "User ID/Email (Required),Webex Contact Center Standard Agent\r\nanna@example.com,TRUE\r\n\
                 bo@Example.com,TRUE\r\n",
            ),
            baseline: None,
            options: r#"{"profile":{"profile":1,"domains":["example.com"]}}"#,
        },
        Example {
            before: "User ID/Email (Required),Webex Contact Center Standard Agent\r\nanna@partner.example.com,TRUE\r\n",
            after: None,
            baseline: None,
            options: r#"{"profile":{"profile":1,"domains":["example.com"]}}"#,
        },
    ]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if !cell.is_key() || !cell.sheet.own.lacks_domain(cell.value.as_bytes()) {
        return None;
    }
    if evidence::has_user(cell.sheet, cell.value).is_some() {
        return None; // nobody is created
    }
    let domain = domain_of(cell.value.as_bytes()).and_then(|domain| str::from_utf8(domain).ok())?;
    let at = cell.value.rfind('@')? + 1;
    let finding = Finding::new().arg("domain", domain);
    let [meant] = cell.sheet.facts.common.meant_domains(domain) else { return Some(finding.says(1)) };
    let address = format!("{}{meant}", &cell.value[..at]);
    let finding = finding.arg("meant", meant).ask(Act::Replace(address.clone()));
    Some(finding.does(say!("Write {value}", value = address)).proven(evidence::own_domain(meant)))
}
