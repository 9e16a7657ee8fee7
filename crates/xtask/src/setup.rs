//! Sets up what a build or a test needs and this machine lacks: the wasm
//! target, the npm packages, a browser.
//!
//! What must stay true: nothing is set up silently, and with `--no-install`
//! nothing is set up at all.

use crate::shell::{self, Outcome, Problem, While, cargo, find, output, root, run};
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_PACKAGES: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];

/// A browser that the tests run in, as it is found and set up.
pub struct Browser {
    /// What the tests call its engine.
    pub engine: &'static str,
    name: &'static str,
    /// The variable that may name its program.
    pub variable: &'static str,
    /// What its program may be called.
    programs: &'static [&'static str],
    /// Where macOS has it.
    mac: &'static str,
    /// What else must be there for it to be driven.
    beside: &'static [&'static str],
    packages: &'static [&'static str],
}

pub const CHROMIUM: Browser = Browser {
    engine: "chromium",
    name: "Chromium",
    variable: "CHROMIUM",
    programs: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"],
    mac: "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    beside: &[],
    packages: &["chromium"],
};

pub const BROWSERS: [Browser; 3] = [
    CHROMIUM,
    Browser {
        engine: "firefox",
        name: "Firefox",
        variable: "FIREFOX",
        programs: &["firefox-esr", "firefox"],
        mac: "/Applications/Firefox.app/Contents/MacOS/firefox",
        beside: &[],
        packages: &["firefox-esr"],
    },
    // Its own driver, a screen in memory, and what makes the languages that it shall speak.
    Browser {
        engine: "webkit",
        name: "WebKit",
        variable: "WEBKIT_DRIVER",
        programs: &["WebKitWebDriver"],
        mac: "",
        beside: &["Xvfb", "localedef", "/usr/share/i18n/locales/da_DK"],
        packages: &["webkit2gtk-driver", "xvfb", "locales"],
    },
];

pub struct Setup {
    /// Whether what is missing may be installed (no `--no-install`).
    pub install: bool,
}

/// How this machine compiles to wasm.
pub enum Compiler {
    /// The running toolchain has the target.
    Own,
    /// Debian's compiler, with the standard library built from its source;
    /// the path is a linker that knows wasm.
    Debian { linker: PathBuf },
}

impl Compiler {
    /// A `cargo build` for wasm, without packages and profile.
    pub fn build(&self) -> Command {
        let Self::Debian { linker } = self else {
            let mut command = cargo();
            command.args(["build", "--target", TARGET]);
            return command;
        };
        let mut command = Command::new(DEBIAN_CARGO);
        command
            .current_dir(root())
            .args(["build", "--target", TARGET, "-Zbuild-std=std,panic_abort"])
            .env("RUSTC", DEBIAN_RUSTC)
            // The stable compiler accepts `-Z` with this; used for the standard library alone.
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        command
    }
}

impl Setup {
    /// Makes sure that Rust compiles to wasm.
    pub fn compiler(&self) -> Outcome<Compiler> {
        if has_target() {
            return Ok(Compiler::Own);
        }
        if let Some(compiler) = debian_compiler() {
            println!("The target {TARGET} is missing: using Debian's Rust compiler for the web.");
            return Ok(compiler);
        }
        self.may(&format!("the wasm target {TARGET}"), &format!("rustup target add {TARGET}"))?;
        if find("rustup").is_some()
            && run(Command::new("rustup").args(["target", "add", TARGET])).is_ok()
            && has_target()
        {
            return Ok(Compiler::Own);
        }
        println!("rustup did not bring the target; falling back to Debian's compiler and library source.");
        apt_install(&DEBIAN_PACKAGES)?;
        debian_compiler().ok_or_else(|| {
            Problem::new(format!("no way to compile to {TARGET} was found; type: rustup target add {TARGET}"))
        })
    }

    /// Makes sure that the npm packages of `package.json` are there in the versions it names.
    pub fn packages(&self) -> Outcome<()> {
        Self::node()?;
        if has_packages()? {
            return Ok(());
        }
        self.may("the npm packages of package.json", "npm ci")?;
        run(npm().arg("ci"))
    }

    /// Makes sure of Node, which only a person can install well.
    fn node() -> Outcome<()> {
        let version = output(Command::new("node").arg("--version"))
            .ok_or_else(|| Problem::new("Node is needed (version 20 or later) and was not found"))?;
        let major = version.trim_start_matches('v').split('.').next().and_then(|number| number.parse().ok());
        match major {
            Some(20u32..) => Ok(()),
            _ => Err(Problem::new(format!("Node 20 or later is needed; this is {version}"))),
        }
    }

    /// The path of a browser for the tests, or of what drives it.
    pub fn browser(&self, browser: &Browser) -> Outcome<PathBuf> {
        if let Some(path) = browser.find() {
            return Ok(path);
        }
        let Browser { name, variable, packages, .. } = browser;
        if find("apt-get").is_none() {
            return Err(Problem::new(format!(
                "{name} was not found; install it, or type: {variable}=/path/to/it cargo xtask test; \
                 with another browser alone: ENGINE=chromium cargo xtask test"
            )));
        }
        self.may(name, &format!("apt-get install {}", packages.join(" ")))?;
        apt_install(packages)?;
        browser.find().ok_or_else(|| Problem::new(format!("{name} was installed but not found")))
    }

    /// Says what is about to be set up, or refuses with the command to type.
    pub fn may(&self, what: &str, command: &str) -> Outcome<()> {
        if self.install {
            println!("Missing: {what}. Setting it up with: {command}");
            return Ok(());
        }
        Err(Problem::new(format!("missing: {what}; type: {command}")))
    }
}

impl Browser {
    /// Where it is on this machine.
    pub fn find(&self) -> Option<PathBuf> {
        if let Some(path) = std::env::var_os(self.variable) {
            return Some(path.into());
        }
        let is_there = |name: &&str| find(name).is_some() || Path::new(name).is_file();
        let mac = || Some(PathBuf::from(self.mac)).filter(|path| path.is_file());
        self.programs.iter().find_map(|name| find(name)).or_else(mac).filter(|_| self.beside.iter().all(is_there))
    }
}

/// npm's `wasm-opt`, if its package is there.
pub fn wasm_opt() -> Option<PathBuf> {
    let path = root().join("node_modules/binaryen/bin/wasm-opt");
    path.is_file().then_some(path)
}

/// npm, in the project's folder.
pub fn npm() -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(root());
    command
}

fn has_target() -> bool {
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    output(rustc.args(["--print", "target-libdir", "--target", TARGET]))
        .is_some_and(|folder| Path::new(&folder).is_dir())
}

fn debian_compiler() -> Option<Compiler> {
    let rustc = || Command::new(DEBIAN_RUSTC);
    let sysroot = PathBuf::from(output(rustc().args(["--print", "sysroot"]))?);
    let source = sysroot.join("lib/rustlib/src/rust/library/std/Cargo.toml");
    if !source.is_file() || !Path::new(DEBIAN_CARGO).is_file() {
        return None;
    }
    let own = output(Command::new("rustc").args(["--print", "sysroot"])).map(PathBuf::from);
    let linker = [Some(sysroot), own].into_iter().flatten().find_map(|sysroot| linker_in(&sysroot))?;
    Some(Compiler::Debian { linker })
}

fn linker_in(sysroot: &Path) -> Option<PathBuf> {
    let hosts = std::fs::read_dir(sysroot.join("lib/rustlib")).ok()?;
    hosts.flatten().map(|host| host.path().join("bin/rust-lld")).find(|linker| linker.is_file())
}

fn has_packages() -> Outcome<bool> {
    let read = |path: PathBuf| -> Option<serde_json::Value> {
        serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()
    };
    let wanted = read(root().join("package.json")).ok_or_else(|| Problem::new("package.json cannot be read"))?;
    let wanted = wanted["devDependencies"].as_object().cloned().unwrap_or_default();
    Ok(wanted.iter().all(|(name, version)| {
        let found = read(root().join("node_modules").join(name).join("package.json"));
        found.is_some_and(|found| found["version"] == *version)
    }))
}

/// Installs Debian packages; only root can, anyone else gets the command.
fn apt_install(packages: &[&str]) -> Outcome<()> {
    let by_hand = format!("sudo apt-get install {}", packages.join(" "));
    if find("apt-get").is_none() {
        return Err(Problem::new(format!("these cannot be installed from here: {}", packages.join(" "))));
    }
    if output(Command::new("id").arg("-u")).as_deref() != Some("0") {
        return Err(Problem::new(format!("only root can install packages; type: {by_hand}")));
    }
    // A fresh machine knows no packages before this; an old list is still worth a try.
    shell::run(Command::new("apt-get").arg("update")).ok();
    let mut install = Command::new("apt-get");
    install.env("DEBIAN_FRONTEND", "noninteractive").args(["install", "-y", "--no-install-recommends"]);
    shell::run(install.args(packages)).doing(format!("type: {by_hand}"))
}
