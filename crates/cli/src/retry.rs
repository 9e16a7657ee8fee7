//! `hubcheck retry`: a file with only those users whose rows failed.
//!
//! What must stay true: nothing is written unless every row of the error file is certain.

use std::fmt::Write as _;
use std::path::PathBuf;

use hubcheck::{Imported, Options, Retry, paragraph, retry, visible};
use serde::Serialize;

use crate::Done;
use crate::args::{Format, RetryArgs};
use crate::choices::refuse_unmeant_of;
use crate::input::Inputs;
use crate::output::{contents, make_folder, places, refuse_early, write_all};
use crate::print::{Style, json, plural, print};
use crate::stop::Stop;

const WHICH: &str =
    " Add --part 1 if it was the corrected file (or the number of its part), --part 0 if it was FILE itself.";

pub(crate) fn run(args: &RetryArgs) -> Result<Done, Stop> {
    let accepted = args.accepted.parse()?;
    let mut inputs = Inputs::read(&args.import)?;
    let typed = Options { sha256: false, ..args.import.how.options()? };
    let options = inputs.options(&args.import, typed, &accepted)?;
    let errors = inputs.keep(&args.errors, "The error file", "the error file")?;
    refuse_early(&args.output, None, &inputs)?;
    let input = inputs.of_engine();
    refuse_unmeant_of(&accepted, &input, &options)?;
    let retry = retry(&input, &options, &errors, Imported::of_part(args.part));
    if let Some(refusal) = &retry.refusal {
        let how = if refusal.code == "which-file" { WHICH } else { "" };
        return Err(Stop::new(format!("{}{how}", refusal.message)));
    }
    let places = places(&args.output, None, &retry.parts, &inputs)?;
    if places != [args.output.clone()] {
        make_folder(&args.output)?;
    }
    write_all(&contents(&places, &retry.parts))?;
    match args.format {
        Format::Json => print(&json(&Account { retry: &retry, written: paths(&places) })?)?,
        Format::Text => print(&text(&retry, &places))?,
    }
    Ok(Done::Fine)
}

#[derive(Serialize)]
struct Account<'a> {
    #[serde(flatten)]
    retry: &'a Retry,
    written: Vec<String>,
}

fn paths(places: &[PathBuf]) -> Vec<String> {
    places.iter().map(|place| place.to_string_lossy().into_owned()).collect()
}

fn text(retry: &Retry, places: &[PathBuf]) -> String {
    let style = Style::of_output();
    let mut text = String::new();
    for (place, part) in places.iter().zip(&retry.parts) {
        let users = plural(part.users, "user", "users");
        _ = writeln!(text, "{} {}: {users}.", style.bold("Wrote"), visible(&place.to_string_lossy()));
    }
    for problem in &retry.problems {
        paragraph(&mut text, "Careful: ", &visible(problem));
    }
    text.push_str("Control Hub said:\n");
    for row in &retry.rows {
        let number = row.number.map_or("no row".to_owned(), |number| format!("row {number}"));
        let user = row.user.as_ref().map(|user| format!(", {}", visible(user)));
        _ = writeln!(text, "  {number}{}: {}", user.unwrap_or_default(), visible(&row.message));
    }
    text.push_str("Next: correct these rows, check the file, and import it.\n");
    text
}
