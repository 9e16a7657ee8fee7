//! The whole lists of findings that are open, one page of each.
//!
//! What must stay true: a page belongs to the ticket it was asked with; after another one it is asked for again.

use std::rc::Rc;

use super::{PAGE, Phase, State, Trouble};
use crate::report::Finding;

/// One page of a rule's findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Page {
    pub rule: String,
    pub from: usize,
    pub findings: Rc<Vec<Finding>>,
    /// The ticket these findings belong to; another one means they must be asked for again.
    pub(super) ticket: Option<u32>,
}

impl State {
    pub(super) fn turn(&mut self, rule: String, from: usize) {
        if let Phase::Result(desk) = &mut self.phase {
            let findings = desk.page(&rule).map(|page| page.findings.clone()).unwrap_or_default();
            desk.pages.retain(|page| page.rule != rule);
            desk.pages.push(Page { rule, from, findings, ticket: None });
        }
    }

    pub(super) fn paged(&mut self, rule: &str, from: usize, result: Result<Rc<Vec<Finding>>, Trouble>) {
        let Phase::Result(desk) = &mut self.phase else { return };
        let Some(page) = desk.pages.iter_mut().find(|page| page.rule == rule && page.from == from) else { return };
        match result {
            // After a decision the rule may have fewer findings than the page begins at.
            Ok(findings) if findings.is_empty() && from > 0 => page.from = from.saturating_sub(PAGE),
            Ok(findings) => {
                page.findings = findings;
                page.ticket = Some(self.ticket);
            }
            Err(trouble) => {
                desk.pages.retain(|page| page.rule != rule);
                if let Trouble::Says(why) = trouble {
                    desk.problem = Some(why);
                }
            }
        }
    }
}
