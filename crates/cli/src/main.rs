//! The program: everything it does stands in the library beside it, so that others can ask for its arguments.

fn main() -> std::process::ExitCode {
    hubcheck_cli::run()
}
