//! H208 `read-only-column`: a column that the import cannot change.

use crate::profile;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::sheet::Sheet;

pub(crate) static RULE: Rule = Rule {
    code: "H208",
    name: "read-only-column",
    severity: Severity::Note,
    summary: "A column that the import cannot change",
    why: "Control Hub fills it itself. An edited value there is an error; an absent column changes nothing.",
    says: &["“{value}” can be left out of the import: it is filled by Control Hub ({article})."],
    todo: "Leave it as it is, or leave the column out to be safe.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Leave the column out" }),
    source: "help.webex.com afv3q8, CSV field reference",
    examples: kept(&[Example {
        before: "User ID/Email (Required),User Status\r\nanna@example.com,Verified\r\n",
        after: Some("User ID/Email (Required)\r\nanna@example.com\r\n"),
        baseline: None,
        options: "",
    }]),
    check: Check::Column(check),
};

fn check(sheet: &Sheet<'_>, index: usize) -> Option<Finding> {
    let attribute = profile::attribute(&sheet.columns[index].name)?;
    let article = profile::profile().cite(attribute.source);
    attribute.read_only.then(|| Finding::new().arg("article", article).ask(Act::Drop))
}
