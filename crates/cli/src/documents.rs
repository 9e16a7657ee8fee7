//! `hubcheck completions` and `hubcheck man`: what shells and manuals want to know of the arguments.
//!
//! What must stay true: both come from the arguments themselves, and the same program prints the same bytes.

use crate::Done;
use crate::args::{CompletionsArgs, ManArgs};
use crate::print::print;
use crate::stop::Stop;

pub(crate) fn completions(args: &CompletionsArgs) -> Result<Done, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut crate::command(), "hubcheck", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Done::Fine)
}

pub(crate) fn man(args: &ManArgs) -> Result<Done, Stop> {
    let mut all = crate::command();
    all.build();
    let version = format!("hubcheck {}", env!("CARGO_PKG_VERSION"));
    let man = match &args.command {
        None => clap_mangen::Man::new(all),
        Some(name) => {
            let Some(command) = all.find_subcommand(name) else {
                let names: Vec<&str> = all.get_subcommands().map(clap::Command::get_name).collect();
                return Err(Stop::new(format!("There is no command {name}; there are {}.", names.join(", "))));
            };
            // `hubcheck check` in the synopsis, hubcheck-check as the name of the page.
            clap_mangen::Man::new(command.clone()).title(format!("hubcheck-{name}")).source(version)
        }
    };
    let mut page = Vec::new();
    let rendered = man.render(&mut page);
    rendered.map_err(|error| Stop::new(format!("The page cannot be made: {error}.")))?;
    print(&String::from_utf8_lossy(&page))?;
    Ok(Done::Fine)
}
