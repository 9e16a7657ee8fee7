//! L504 `by-hand-batches`: more users need a role by hand than the dialog takes at a time.

use crate::evidence;
use crate::outputs::BY_HAND_AT_A_TIME;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::users::Users;

pub(crate) static RULE: Rule = Rule {
    code: "L504",
    name: "by-hand-batches",
    severity: Severity::Note,
    summary: "More users need a role by hand than can be entered at once",
    why: "Supervisor and administrator roles are given by hand after the import, and Manually Add or Modify Users takes 25 \
          users at a time.",
    says: &["{users} users have a role where TRUE or FALSE belongs, which makes {lists} lists."],
    todo: "Save the lists, and paste one after the other after the import.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Make lists of 25 to paste" }),
    source: "help.webex.com 52ulis, Ways to add users for Webex Contact Center (25 users at a time)",
    examples: kept(&[Example {
        before: concat!(
            "User ID/Email (Required),Webex Contact Center Premium Agent\r\n",
            "u01@example.com,Supervisor\r\nu02@example.com,Supervisor\r\nu03@example.com,Supervisor\r\n",
            "u04@example.com,Supervisor\r\nu05@example.com,Supervisor\r\nu06@example.com,Supervisor\r\n",
            "u07@example.com,Supervisor\r\nu08@example.com,Supervisor\r\nu09@example.com,Supervisor\r\n",
            "u10@example.com,Supervisor\r\nu11@example.com,Supervisor\r\nu12@example.com,Supervisor\r\n",
            "u13@example.com,Supervisor\r\nu14@example.com,Supervisor\r\nu15@example.com,Supervisor\r\n",
            "u16@example.com,Supervisor\r\nu17@example.com,Supervisor\r\nu18@example.com,Supervisor\r\n",
            "u19@example.com,Supervisor\r\nu20@example.com,Supervisor\r\nu21@example.com,Supervisor\r\n",
            "u22@example.com,Supervisor\r\nu23@example.com,Supervisor\r\nu24@example.com,Supervisor\r\n",
            "u25@example.com,Supervisor\r\nu26@example.com,Supervisor\r\n",
        ),
        after: Some(concat!(
            "User ID/Email (Required),Webex Contact Center Premium Agent\r\n",
            "u01@example.com,TRUE\r\nu02@example.com,TRUE\r\nu03@example.com,TRUE\r\nu04@example.com,TRUE\r\n",
            "u05@example.com,TRUE\r\nu06@example.com,TRUE\r\nu07@example.com,TRUE\r\nu08@example.com,TRUE\r\n",
            "u09@example.com,TRUE\r\nu10@example.com,TRUE\r\nu11@example.com,TRUE\r\nu12@example.com,TRUE\r\n",
            "u13@example.com,TRUE\r\nu14@example.com,TRUE\r\nu15@example.com,TRUE\r\nu16@example.com,TRUE\r\n",
            "u17@example.com,TRUE\r\nu18@example.com,TRUE\r\nu19@example.com,TRUE\r\nu20@example.com,TRUE\r\n",
            "u21@example.com,TRUE\r\nu22@example.com,TRUE\r\nu23@example.com,TRUE\r\nu24@example.com,TRUE\r\n",
            "u25@example.com,TRUE\r\nu26@example.com,TRUE\r\n",
        )),
        baseline: None,
        options: r#"{"decisions":[{"rule":"role-in-licence-column","answer":"yes"}]}"#,
    }]),
    check: Check::Limit(check),
};

fn check(users: &Users<'_>) -> Option<Finding> {
    let roles: usize = users.by_hand.iter().sum();
    if roles <= BY_HAND_AT_A_TIME {
        return None;
    }
    let lists = users.by_hand.iter().map(|of_role| of_role.div_ceil(BY_HAND_AT_A_TIME));
    let finding = Finding::new().arg("users", roles).arg("lists", lists.sum::<usize>());
    Some(finding.safe(Act::Form).proven(evidence::lists_hold_all()))
}
