//! `hubcheck rules`: the catalogue, or one rule explained.
//!
//! What must stay true: every word about a rule comes from the engine's own rules; nobody's address is made up.

use crate::Done;
use crate::args::{RulesArgs, RulesFormat, unknown_rule};
use crate::print::print;
use crate::stop::Stop;
use hubcheck::Rule;

pub(crate) fn run(args: &RulesArgs) -> Result<Done, Stop> {
    let page = match &args.name {
        None => match args.format {
            RulesFormat::Text => hubcheck::rules_text(),
            RulesFormat::Json => hubcheck::rules_json() + "\n",
            RulesFormat::Markdown => hubcheck::rules_page(),
        },
        Some(name) => {
            let page = match args.format {
                RulesFormat::Text => hubcheck::find_rule(name).and_then(explained),
                RulesFormat::Json => hubcheck::rule_json(name).map(|json| json + "\n"),
                RulesFormat::Markdown => hubcheck::rule_page(name),
            };
            page.ok_or_else(|| unknown_rule(name))?
        }
    };
    print(&page)?;
    Ok(Done::Fine)
}

/// One rule, and where its page is among the documents: below whatever address a site with hubcheck has.
fn explained(rule: &Rule) -> Option<String> {
    let text = hubcheck::rule_text(rule.name)?;
    Some(format!("{text}\nEvery site with hubcheck has this as a page, too: docs/rules/{}.html\n", rule.name))
}
