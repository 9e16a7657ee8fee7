//! V348 `misplaced-value`: an address, a number, or TRUE or FALSE where a name or another text was.

use crate::address::is_address;
use crate::evidence;
use crate::number;
use crate::profile::Class;
use crate::row::Cell;
use crate::rule::{Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "V348",
    name: "misplaced-value",
    severity: Severity::Warning,
    summary: "An address, a number, or TRUE or FALSE where a text was",
    why: "A value that was pasted or filled into the wrong column is a text like any other to the importer, and a formula that \
          finds nothing leaves 0 or FALSE. The import would write that over the right value.",
    says: &["Your export has “{known}” for this user, and “{value}” is no such text."],
    todo: "Say yes unless you changed the value. Then look at the cells beside it.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Write what the export has" }),
    source: "help.webex.com afv3q8, Control Hub user management CSV file reference (what each column holds); that such a value \
             is in the wrong place is our inference",
    examples: kept(&[Example {
        before: "User ID/Email (Required),First Name,Location,Webex Contact Center Standard Agent\r\n\
                 anna@example.com,anna@example.com,0,TRUE\r\n",
        after: Some(
            "User ID/Email (Required),First Name,Location,Webex Contact Center Standard Agent\r\n\
             anna@example.com,Anna,Aarhus,TRUE\r\n",
        ),
        baseline: Some(
            "User ID/Email (Required),First Name,Location,Webex Contact Center Standard Agent\r\n\
             anna@example.com,Anna,Aarhus,TRUE\r\n",
        ),
        options: "",
    }]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if !matches!(cell.class(), Class::Text | Class::Name) || !is_no_text(cell.value) {
        return None;
    }
    let restored = evidence::instead(cell).filter(|known| !known.value.is_empty() && !is_no_text(&known.value))?;
    let does = say!("Write “{value}”", value = &restored.value);
    Some(Finding::new().arg("known", &restored.value).restored(restored).does(does))
}

/// What no text is, but the value of another column, or what a formula leaves that finds nothing.
fn is_no_text(value: &str) -> bool {
    matches!(value, "TRUE" | "FALSE" | "0")
        || is_address(value)
        || number::read(value).is_some_and(|number| number.plus && number.digits.len() > 6)
}
