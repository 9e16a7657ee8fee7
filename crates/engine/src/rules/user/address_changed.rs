//! U404 `address-changed`: a user of the export under another address.

use crate::evidence;
use crate::row::Cell;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "U404",
    name: "address-changed",
    severity: Severity::Warning,
    summary: "A user whose address seems to have changed",
    why: "The importer knows users by their address alone. Another address makes a new user without the numbers, licences and \
          messages of the old one, who stays beside it.",
    says: &["{value} is not in your export; {old}, with the same names and {agrees}, is not in this file."],
    todo: "Say yes if both are one person: the row then keeps the old address. Change the address in Control Hub itself. If it \
           is another person of the same name, say no.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Write the address of your export" }),
    source: "help.webex.com ih07j, Modify users in Control Hub (a changed address makes a new user)",
    examples: kept(&[Example {
        before: "User ID/Email (Required),First Name,Last Name,Extension,Location,Webex Contact Center Standard Agent\r\n\
                 anna.smith@example.com,Anna,Nowak,1234,Aarhus,TRUE\r\nbo@example.com,Bo,Friis,2345,Aarhus,TRUE\r\n",
        after: Some(
            "User ID/Email (Required),First Name,Last Name,Extension,Location,Webex Contact Center Standard Agent\r\n\
             anna@example.com,Anna,Nowak,1234,Aarhus,TRUE\r\nbo@example.com,Bo,Friis,2345,Aarhus,TRUE\r\n",
        ),
        baseline: Some(
            "User ID/Email (Required),First Name,Last Name,Extension,Location,Webex Contact Center Standard Agent\r\n\
             anna@example.com,Anna,Nowak,1234,Aarhus,TRUE\r\nbo@example.com,Bo,Friis,2345,Aarhus,TRUE\r\n",
        ),
        options: "",
    }]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if !cell.is_key() || cell.row.is_edited(cell.column.index) {
        return None;
    }
    let (moved, evidence) = evidence::moved(cell)?;
    let (old, agrees) = (&moved.old, &moved.agrees);
    let finding = Finding::new().arg("old", old).arg("agrees", agrees.clone()).ask(Act::Replace(old.clone()));
    Some(finding.does(say!("Write {value}", value = old)).proven(evidence))
}
