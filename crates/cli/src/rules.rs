//! `hubcheck rules`: the catalogue, or one rule explained.
//!
//! What must stay true: every word comes from the engine's own rules.

use crate::Done;
use crate::args::{RulesArgs, RulesFormat, unknown_rule};
use crate::print::print;
use crate::stop::Stop;

pub(crate) fn run(args: &RulesArgs) -> Result<Done, Stop> {
    let page = match &args.name {
        None => match args.format {
            RulesFormat::Text => hubcheck::rules_text(),
            RulesFormat::Json => hubcheck::rules_json() + "\n",
            RulesFormat::Markdown => hubcheck::rules_page(),
        },
        Some(name) => {
            let page = match args.format {
                RulesFormat::Text => hubcheck::rule_text(name),
                RulesFormat::Json => hubcheck::rule_json(name).map(|json| json + "\n"),
                RulesFormat::Markdown => hubcheck::rule_page(name),
            };
            page.ok_or_else(|| unknown_rule(name))?
        }
    };
    print(&page)?;
    Ok(Done::Fine)
}
