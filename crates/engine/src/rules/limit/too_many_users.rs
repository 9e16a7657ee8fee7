//! L501 `too-many-users`: more users than go into one file.

use crate::evidence::Evidence;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::sheet::LimitSource;
use crate::users::Users;
use crate::words::{Arg, say};

pub(crate) static RULE: Rule = Rule {
    code: "L501",
    name: "too-many-users",
    severity: Severity::Blocker,
    summary: "More users than Control Hub takes in one file",
    why: "For Contact Center a file may hold at most 1,000 users, otherwise 20,000; Control Hub refuses a longer one.",
    says: &[
        "The file holds {users} users; {limit} go into one file ({article}).",
        "The file holds {users} users; by your own limit {limit} go into one file.",
        "The file holds {users} users; by your profile {limit} go into one file ({article}).",
    ],
    todo: "Import the parts one after the other, the next one only when the task of the one before is complete.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Make several files, in order, each with the column names" }),
    source: "52ulis, Ways to add users for Webex Contact Center (1,000); nlkiw8e, Add or modify users with the CSV template (20,000)",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Extension\r\nanna@example.com,1234\r\nbo@example.com,2345\r\n",
            after: Some("User ID/Email (Required),Extension\r\nanna@example.com,1234\r\n"),
            baseline: None,
            options: r#"{"limit":1}"#,
        },
        Example {
            before: "User ID/Email (Required),Extension\r\nanna@example.com,1234\r\nbo@example.com,2345\r\n",
            after: Some("User ID/Email (Required),Extension\r\nanna@example.com,1234\r\n"),
            baseline: None,
            options: r#"{"profile":{"profile":1,"limits":{"users":1,"source":"our import guide"}}}"#,
        },
    ]),
    check: Check::Limit(check),
};

fn check(users: &Users<'_>) -> Option<Finding> {
    let limit = users.sheet.users_per_file();
    if users.count <= limit {
        return None;
    }
    let parts = users.count.div_ceil(limit.max(1));
    let (says, article) = match users.sheet.limit_source() {
        LimitSource::Article(article) => (0, Arg::from(article)),
        LimitSource::Stated => (1, Arg::from("")),
        LimitSource::Profile(source) => (2, Arg::from(source)),
    };
    let finding = Finding::new()
        .says(says)
        .arg("users", Arg::Count(users.count))
        .arg("limit", Arg::Count(limit))
        .arg("article", article)
        .safe(Act::Form)
        .proven(Evidence::reading(say!("Every user stands in exactly one part, in the order of the file.")));
    Some(finding.does(say!("Make {parts} files, in order, each with the column names", parts = Arg::Count(parts))))
}
