//! `cargo xtask`: the one entry to building, serving, testing and measuring.
//!
//! What must stay true: a fresh machine with Rust and Node needs no other
//! command. What is missing is set up here and said aloud; with `--no-install`
//! nothing is set up, and the command to type is printed instead.

mod digest;
mod docs;
mod element;
mod fuzz;
mod glue;
mod licences;
mod lighthouse;
mod module;
mod modules;
mod mutants;
mod offline;
mod order;
mod paths;
mod serve;
mod setup;
mod shell;
mod single;
mod site;
mod sizes;
mod slim;
mod styles;
mod test;

use setup::Setup;
use shell::{Outcome, Problem};

const HELP: &str = "\
cargo xtask COMMAND [--no-install]

  serve [--port N]  build the site and serve it on 127.0.0.1 (port 8080)
  build             build the static site into dist/
  pages             build it anew without compiling: after a change of words, scripts or looks
  module            build the npm package of what is in dist/ (built if it is not there):
                    target/module/hubcheck/ and the tarball beside it
  test [STAGE]...   run every check and test, or only the named stages:
                    format, clippy, docs, licences, types, rust, site, module,
                    package, browser (in Chromium, or as it is told by
                    ENGINE=firefox or webkit), sizes
  ci                test, then build again and compare: same commit, same bytes
  bench [NAME]      speed and memory beside a bare read of the same bytes; browser: in
                    Chromium, beside two parsers in JavaScript; plan: the plan of
                    20,000 changed users, here and on the page
  fuzz [TARGET]...  try inputs nobody wrote, 10 minutes for each target (SECONDS=60: a
                    minute): scan, check, correct, api, convert; needs nightly and
                    cargo-fuzz
  mutants [K/N] [FILE]...  break the engine in every N-th place, from the K-th on (0/50), and
                    tell the share that the tests mind; needs cargo-mutants
  phones            write the table of calling codes from what rlibphonenumber answers,
                    and tell where we differ on 100,000 numbers
  sizes             what each file of the site weighs, raw and gzipped
  lighthouse        how Lighthouse judges the site on a phone with slow 4G, and when a file
                    can be chosen there and the engine is ready; needs the site in dist/

  --no-install      set nothing up; say what is missing and the command for it
";

fn main() {
    if let Err(problem) = run(std::env::args().skip(1).collect()) {
        eprintln!("\nxtask: {problem}");
        std::process::exit(1);
    }
}

fn run(mut words: Vec<String>) -> Outcome<()> {
    let setup = Setup { install: !take_flag(&mut words, "--no-install") };
    let port = take_port(&mut words)?;
    let command = if words.is_empty() { "help".to_owned() } else { words.remove(0) };
    if !words.is_empty() && !["test", "fuzz", "bench", "mutants"].contains(&&*command) {
        return Err(Problem::new(format!("`{}` is not known here\n\n{HELP}", words.join(" "))));
    }
    match command.as_str() {
        "serve" => {
            site::build(&setup)?;
            serve::serve(&shell::root().join("dist"), port.unwrap_or(8080))
        }
        "build" => site::build(&setup),
        "pages" => site::pages(),
        "module" => module::build(&setup),
        "test" => test::test(&setup, &words),
        "ci" => test::ci(&setup),
        "bench" => test::bench(&setup, &words),
        "fuzz" => fuzz::fuzz(&words),
        "mutants" => mutants::mutants(&words),
        "phones" => test::phones(),
        "sizes" => sizes::print(&shell::root().join("dist")),
        "lighthouse" => lighthouse::judge(&setup),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(Problem::new(format!("there is no command `{other}`\n\n{HELP}"))),
    }
}

fn take_flag(words: &mut Vec<String>, flag: &str) -> bool {
    let before = words.len();
    words.retain(|word| word != flag);
    words.len() < before
}

fn take_port(words: &mut Vec<String>) -> Outcome<Option<u16>> {
    let Some(at) = words.iter().position(|word| word == "--port") else { return Ok(None) };
    let port: String = words.drain(at..words.len().min(at + 2)).skip(1).collect();
    port.parse().map(Some).map_err(|_| Problem::new("`--port` needs a number, like `--port 8080`"))
}
