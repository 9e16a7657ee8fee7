//! Reads the file and the baseline, and knows them again.
//!
//! What must stay true: nothing here opens a file for writing, and two names
//! of one file are one file, whatever links lie between.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use hubcheck::{Decision, Options, Origin, OwnProfile};
use hubcheck_convert::Book;

use crate::args::{Accept, ImportArgs};
use crate::stop::Stop;

/// The engine counts bytes in 32 bits.
const MOST_BYTES: u64 = u32::MAX as u64;

/// What was read.
#[derive(Debug)]
pub(crate) struct Inputs {
    /// The file's own name, without folders.
    pub(crate) name: String,
    file: Vec<u8>,
    /// The text of a workbook's sheet.
    converted: Option<Vec<u8>>,
    /// What is known of a file that the engine cannot read itself.
    origin: Option<Origin>,
    pub(crate) baseline: Option<Vec<u8>>,
    /// Files that must not be written to, with what to call them.
    pub(crate) kept: Vec<Kept>,
}

/// A file that was read, and that stays as it is.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) what: &'static str,
    path: PathBuf,
}

impl Inputs {
    pub(crate) fn read(args: &ImportArgs) -> Result<Self, Stop> {
        let is_standard_input = args.path.as_os_str() == "-";
        let mut kept = Vec::new();
        let (name, file) = if is_standard_input {
            let bytes =
                read(io::stdin().lock(), 0).map_err(|error| Stop::io("The file", Path::new("-"), "read", &error))?;
            ("standard-input.csv".to_owned(), bytes)
        } else {
            kept.push(Kept { what: "the file itself", path: args.path.clone() });
            let name = args.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            (name, open(&args.path, "The file")?)
        };
        let baseline = match &args.how.baseline {
            None => None,
            Some(path) if path.as_os_str() == "-" => {
                return Err(Stop::new(
                    "The baseline cannot come from the standard input; name the file of the export.",
                ));
            }
            Some(path) => {
                kept.push(Kept { what: "the baseline", path: path.clone() });
                Some(open(path, "The baseline")?)
            }
        };
        Ok(Inputs { name, file, converted: None, origin: None, baseline, kept })
    }

    /// The options of a command with what was accepted, and before it what a session file says; what is typed wins.
    pub(crate) fn options(
        &mut self,
        args: &ImportArgs,
        typed: Options,
        accepted: &[Accept<'_>],
    ) -> Result<Options, Stop> {
        let mut options = Options { name: self.name.clone(), ..typed };
        if let Some(path) = &args.how.profile {
            options.profile = Some(self.profile(path)?);
        }
        if let Some(path) = &args.how.session {
            let session = self.keep(path, "The session file", "the session file")?;
            let resumed = hubcheck::resume(&self.of_engine(), &options, &session);
            let resumed = resumed.map_err(|refusal| Stop::new(refusal.message))?;
            options = Options {
                mode: options.mode.or(resumed.mode),
                limit: options.limit.or(resumed.limit),
                bytes: options.bytes.or(resumed.bytes),
                countries: [resumed.countries.as_slice(), &options.countries].concat(),
                automatic_assignment: options.automatic_assignment || resumed.automatic_assignment,
                licences_left: resumed.licences_left.into_iter().chain(options.licences_left).collect(),
                profile: one_profile(options.profile, resumed.profile)?,
                ..resumed
            };
        }
        options.decisions.extend(accepted.iter().map(|accept| accept.decision()));
        self.convert(args.how.sheet.as_deref(), &mut options)?;
        Ok(options)
    }

    /// Reads one more file, which is not written to either.
    pub(crate) fn keep(&mut self, path: &Path, title: &str, what: &'static str) -> Result<Vec<u8>, Stop> {
        self.kept.push(Kept { what, path: path.to_owned() });
        open(path, title)
    }

    /// The organization's own profile; of one that cannot be read line and key are named.
    fn profile(&mut self, path: &Path) -> Result<OwnProfile, Stop> {
        let file = self.keep(path, "The profile", "the profile")?;
        OwnProfile::read(&file)
            .map_err(|bad| Stop::new(format!("The profile {} cannot be used. {}", path.display(), bad.message(None))))
    }

    /// Turns a file that the engine cannot read itself into text; `--sheet` becomes a decision.
    fn convert(&mut self, sheet: Option<&str>, options: &mut Options) -> Result<(), Stop> {
        if let Some(name) = sheet {
            options.decisions.extend(self.sheet(name)?);
        }
        if let Some((converted, origin)) = hubcheck_convert::convert(&self.file, options) {
            (self.converted, self.origin) = (converted, Some(origin));
        }
        Ok(())
    }

    /// The decision for the sheet of this name. A workbook that cannot be read says so in its report.
    fn sheet(&self, name: &str) -> Result<Option<Decision>, Stop> {
        if !hubcheck::is_workbook(&self.file) {
            return Err(Stop::new("--sheet names a sheet, but the file is no workbook; leave it out."));
        }
        let Ok(book) = Book::open(&self.file) else { return Ok(None) };
        let found = |is: &dyn Fn(&str) -> bool| book.sheets().iter().position(|sheet| is(&sheet.name));
        let same_letters = |other: &str| other.to_lowercase() == name.to_lowercase();
        if let Some(position) = found(&|other| other == name).or_else(|| found(&same_letters)) {
            return Ok(hubcheck::sheet_decision(position));
        }
        let names: Vec<String> = book.sheets().iter().map(|sheet| format!("“{}”", sheet.name)).collect();
        Err(Stop::new(format!("There is no sheet “{name}”; the workbook has {}.", names.join(", "))))
    }

    pub(crate) fn of_engine(&self) -> hubcheck::Input<'_> {
        let file = self.converted.as_deref().unwrap_or(&self.file);
        hubcheck::Input { file, baseline: self.baseline.as_deref(), origin: self.origin.as_ref() }
    }

    /// What would be overwritten by writing to `path`, if anything.
    pub(crate) fn at(&self, path: &Path) -> Option<&'static str> {
        self.kept.iter().find(|kept| is_same_file(&kept.path, path)).map(|kept| kept.what)
    }
}

/// Decisions about locations and domains go by the profile they were made with.
fn one_profile(typed: Option<OwnProfile>, resumed: Option<OwnProfile>) -> Result<Option<OwnProfile>, Stop> {
    match (typed, resumed) {
        (Some(typed), Some(resumed)) if typed != resumed => Err(Stop::new(
            "This session was made with another profile; leave --profile out, or decide anew without the session.",
        )),
        (typed, resumed) => Ok(typed.or(resumed)),
    }
}

fn open(path: &Path, what: &str) -> Result<Vec<u8>, Stop> {
    let bytes = File::open(path).and_then(|file| {
        let length = file.metadata()?.len();
        // Said before four gigabytes are read, not after.
        if length > MOST_BYTES { Err(too_large()) } else { read(file, length as usize) }
    });
    bytes.map_err(|error| Stop::io(what, path, "read", &error))
}

/// Reads all of it; `length` is what to expect, so that a large file is not copied while it grows.
fn read(reader: impl Read, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(length + 1);
    reader.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_BYTES { Err(too_large()) } else { Ok(bytes) }
}

fn too_large() -> io::Error {
    io::Error::other("it has more than 4 GB, and no user list has")
}

/// Whether two names mean one file: through symbolic links by their target, through hard links by
/// what the system says of them.
pub(crate) fn is_same_file(one: &Path, other: &Path) -> bool {
    if let (Ok(one), Ok(other)) = (one.canonicalize(), other.canonicalize())
        && one == other
    {
        return true;
    }
    match (fs::metadata(one), fs::metadata(other)) {
        (Ok(one), Ok(other)) => is_same_on_disk(&one, &other),
        // A file that is not there yet can still be the same one twice.
        _ => absolute(one).is_some_and(|one| absolute(other) == Some(one)),
    }
}

#[cfg(unix)]
fn is_same_on_disk(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn is_same_on_disk(_one: &fs::Metadata, _other: &fs::Metadata) -> bool {
    false
}

/// The folder's true path and the name in it.
fn absolute(path: &Path) -> Option<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Some(folder.canonicalize().ok()?.join(path.file_name()?))
}
