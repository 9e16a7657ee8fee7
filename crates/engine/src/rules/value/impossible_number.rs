//! V327 `impossible-number`: a number with + that no country can have.

use crate::evidence;
use crate::number::{self, read};
use crate::phone::{self, Possible};
use crate::profile::Class;
use crate::row::Cell;
use crate::rule::{Check, Example, Finding, Rule, Severity, kept};

pub(crate) static RULE: Rule = Rule {
    code: "V327",
    name: "impossible-number",
    severity: Severity::Warning,
    summary: "A telephone number that cannot exist",
    why: "A number is the + and the calling code of its country and as many digits as that country's numbers have, 15 at \
          most.",
    says: &[
        "“{number}” holds something else than a + and digits.",
        "“{number}”: no country has this calling code.",
        "“{number}” has fewer digits than numbers of +{code} have.",
        "“{number}” has more digits than a number can have.",
        "“{number}” has another length than numbers of +{code} have.",
        "“{number}” lacks its area code.",
        "“{number}” has a {trunk} after the calling code, which is dialled inside the country only.",
    ],
    todo: "Look the number up and correct it.",
    fix: None,
    source: "Calling codes and lengths are those of libphonenumber; 15 digits: ITU-T E.164",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\n\
                 anna@example.com,+45260181,TRUE\n",
        after: None,
        baseline: None,
        options: "",
    }]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if cell.class() != Class::Number || cell.value.is_empty() || evidence::is_as_exported(cell) {
        return None;
    }
    number::first(cell.value, fault).map(|(number, finding)| finding.arg("number", number))
}

fn fault(number: &str) -> Option<Finding> {
    let finding = Finding::new();
    let Some(written) = read(number) else { return Some(finding) };
    let code = phone::calling_code_of(&written.digits).unwrap_or_default();
    let says = match phone::possible(&written.digits) {
        Possible::Yes { .. } => return None,
        _ if evidence::is_too_long(&written.digits) => 3,
        Possible::UnknownCode => 1,
        Possible::TooShort => 2,
        Possible::TooLong => 3,
        Possible::WrongLength => 4,
        Possible::LocalOnly { .. } => 5,
        Possible::WithoutTrunk { trunk, .. } => return Some(finding.says(6).arg("trunk", trunk)),
    };
    Some(finding.says(says).arg("code", code))
}
