//! `hubcheck outputs`: everything that belongs to an import, in one folder.
//!
//! What must stay true: the files are the engine's own, byte for byte; none of them takes the place of what was read;
//! what could not be made is named with its reason.

use std::fmt::Write as _;
use std::path::PathBuf;

use hubcheck::{Options, Output, OutputKind, Outputs, Platform, outputs, paragraph, visible};
use serde::Serialize;

use crate::Done;
use crate::args::{Format, Language, OutputsArgs, PlatformArg};
use crate::choices::refuse_unmeant_of;
use crate::input::Inputs;
use crate::language::catalogue;
use crate::output::{earlier, make_folder, name_earlier, refuse_early, refuse_kept, write_all};
use crate::print::{Style, json, plural, print};
use crate::stop::Stop;

pub(crate) fn run(args: &OutputsArgs) -> Result<Done, Stop> {
    let accepted = args.accepted.parse()?;
    let mut inputs = Inputs::read(&args.import)?;
    let mut options = inputs.options(&args.import, args.import.how.options()?, &accepted)?;
    options.platform = args.platform.map(platform).or(options.platform);
    if let Some(language) = args.language {
        code(language).clone_into(&mut options.language);
        options.menus.clear(); // what is typed wins over a session
    }
    if let Some(language) = args.menus {
        code(language).clone_into(&mut options.menus);
    }
    options.catalogue = catalogue(&options.language);
    refuse_early(&args.output, None, &inputs)?;
    if args.output.is_file() {
        return Err(Stop::new(format!("--output {} is a file; name a folder.", args.output.display())));
    }
    let input = inputs.of_engine();
    refuse_unmeant_of(&accepted, &input, &options)?;
    let kinds: Vec<OutputKind> =
        if args.only.is_empty() { OutputKind::ALL.to_vec() } else { args.only.iter().map(|what| what.0).collect() };

    let made = outputs(&input, &options, &kinds);
    if let (Some((_, refusal)), true) = (made.refused.first(), made.files.iter().all(|file| is_always_made(file.kind)))
    {
        return Err(Stop::new(format!("Nothing was written. {}", refusal.message)));
    }
    let places: Vec<PathBuf> = made.files.iter().map(|file| args.output.join(&file.name)).collect();
    for place in &places {
        refuse_kept("--output", place, &inputs)?;
    }
    make_folder(&args.output)?;
    let older = earlier(&args.output, &places, &inputs);
    let files: Vec<_> = places.iter().cloned().zip(made.files.iter().map(|file| vec![file.bytes.as_slice()])).collect();
    write_all(&files)?;
    match args.format {
        Format::Json => print(&json(&Account::new(&made, &places, &older))?)?,
        Format::Text => print(&text(&made, &places, &older, &options))?,
    }
    Ok(Done::when(made.refused.is_empty() && made.blockers == 0))
}

/// Whether it tells nothing of the import itself.
fn is_always_made(kind: OutputKind) -> bool {
    matches!(kind, OutputKind::Summary | OutputKind::Redacted | OutputKind::Session)
}

const fn platform(arg: PlatformArg) -> Platform {
    match arg {
        PlatformArg::Old => Platform::Old,
        PlatformArg::New => Platform::New,
    }
}

const fn code(language: Language) -> &'static str {
    match language {
        Language::En => "en",
        Language::Da => "da",
        Language::Pl => "pl",
        Language::Sv => "sv",
        Language::Fr => "fr",
        Language::Pt => "pt",
    }
}

fn text(made: &Outputs, places: &[PathBuf], earlier: &[String], options: &Options) -> String {
    let style = Style::of_output();
    let mut text = String::new();
    for (place, file) in places.iter().zip(&made.files) {
        let users = file.users.map(|users| format!(": {}", plural(users, "user", "users")));
        _ = writeln!(
            text,
            "{} {}{}.",
            style.bold("Wrote"),
            visible(&place.to_string_lossy()),
            users.unwrap_or_default()
        );
    }
    name_earlier(&mut text, earlier);
    for (kind, refusal) in &made.refused {
        paragraph(&mut text, &format!("No {}: ", kind.name()), &visible(&refusal.message));
    }
    undoing(&mut text, made, places);
    if made.removals > 0 {
        let condition = if options.mode.is_none() { " with “Add and remove services”" } else { "" };
        let users = plural(made.removals, "user loses", "users lose");
        paragraph(&mut text, "Careful: ", &format!("{users} a licence{condition}, or may; hubcheck plan names them."));
    }
    if made.blockers > 0 {
        let blockers = plural(made.blockers, "blocker is", "blockers are");
        paragraph(&mut text, "Careful: ", &format!("{blockers} left; hubcheck check names them."));
    }
    text
}

/// How the rollback is imported: in the mode of this import it may undo nothing.
fn undoing(text: &mut String, made: &Outputs, places: &[PathBuf]) {
    let rollback = places.iter().zip(&made.files).filter(|(_, file)| file.kind == OutputKind::Rollback);
    let (files, lists): (Vec<_>, Vec<_>) = rollback.partition(|(_, file)| file.users.is_some());
    let names = |places: &[(&PathBuf, &Output)]| {
        let names: Vec<_> = places.iter().map(|(place, _)| place.to_string_lossy()).collect();
        visible(&names.join(", ")).into_owned()
    };
    let mut says = Vec::new();
    if !files.is_empty() {
        says.push(format!(
            "import {} with “Add and remove services”, also if you choose “Add services only” now",
            names(&files)
        ));
    }
    if !lists.is_empty() {
        says.push(format!("what no file undoes stands in {}", names(&lists)));
    }
    if !says.is_empty() {
        paragraph(text, "To undo: ", &format!("{}.", says.join("; ")));
    }
}

#[derive(Serialize)]
struct Account<'a> {
    outputs: u32,
    blockers: usize,
    removals: usize,
    written: Vec<Written<'a>>,
    earlier: &'a [String],
    refused: Vec<Refused<'a>>,
}

#[derive(Serialize)]
struct Written<'a> {
    kind: OutputKind,
    path: String,
    users: Option<usize>,
    size: usize,
    sha256: &'a str,
}

#[derive(Serialize)]
struct Refused<'a> {
    kind: OutputKind,
    code: &'a str,
    message: &'a str,
}

impl<'a> Account<'a> {
    fn new(made: &'a Outputs, places: &[PathBuf], earlier: &'a [String]) -> Self {
        let written = places.iter().zip(&made.files).map(|(path, file)| Written {
            kind: file.kind,
            path: path.to_string_lossy().into_owned(),
            users: file.users,
            size: file.bytes.len(),
            sha256: &file.sha256,
        });
        let refused = made.refused.iter();
        let refused =
            refused.map(|(kind, refusal)| Refused { kind: *kind, code: &refusal.code, message: &refusal.message });
        Account {
            outputs: 1,
            blockers: made.blockers,
            removals: made.removals,
            written: written.collect(),
            earlier,
            refused: refused.collect(),
        }
    }
}
