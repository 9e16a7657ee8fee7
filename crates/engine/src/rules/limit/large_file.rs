//! L503 `large-file`: more bytes than older importers take.

use crate::evidence::Evidence;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::users::Users;
use crate::words::{Arg, say};

pub(crate) static RULE: Rule = Rule {
    code: "L503",
    name: "large-file",
    severity: Severity::Note,
    summary: "A file that older importers refuse for its size",
    why: "Older importers take files of at most 10 MB. Whether today's is stricter or not is not documented.",
    says: &["The file holds {bytes} bytes; {most} go into one file."],
    todo: "If Control Hub refuses the file, import it in parts, the next one only when the task of the one before is complete.",
    fix: Some(FixNote {
        safety: Safety::Ask,
        does: "Make several smaller files, in order, each with the column names",
    }),
    source: "Seen in older Control Hub clients, which refused files of more than 10 MB",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Extension\r\nanna@example.com,1234\r\nbo@example.com,2345\r\n",
        after: Some("User ID/Email (Required),Extension\r\nanna@example.com,1234\r\n"),
        baseline: None,
        options: r#"{"bytes":60}"#,
    }]),
    check: Check::Limit(check),
};

fn check(users: &Users<'_>) -> Option<Finding> {
    let (bytes, most) = (users.sheet.text.len(), users.sheet.most_bytes());
    // Parts that hold few enough users are small enough, too.
    let of_part = bytes / users.count.max(1) * users.sheet.users_per_file().min(users.count.max(1));
    if bytes <= most || (users.count > users.sheet.users_per_file() && of_part <= most / 2) {
        return None;
    }
    let proof = Evidence::reading(say!("Every user stands in exactly one part, in the order of the file."));
    Some(Finding::new().arg("bytes", Arg::Count(bytes)).arg("most", Arg::Count(most)).ask(Act::Form).proven(proof))
}
