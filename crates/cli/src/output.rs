//! Where corrected files go, and how they get there.
//!
//! What must stay true: the file and the baseline are never written to, and a
//! failure leaves no half-written file: all is written beside its place first,
//! and only then everything takes its name.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, IoSlice, Write};
use std::path::{Path, PathBuf};

use hubcheck::{Part, is_output_of, paragraph, visible};

use crate::input::{Inputs, is_same_file};
use crate::stop::Stop;

/// Refuses, before any work is done, what cannot become right.
pub(crate) fn refuse_early(output: &Path, summary: Option<&Path>, inputs: &Inputs) -> Result<(), Stop> {
    if output.as_os_str() == "-" {
        return Err(Stop::new(
            "--output - is not possible, since a file may need several parts; name a file or a folder.",
        ));
    }
    if output.as_os_str().is_empty() {
        return Err(Stop::new("--output names nothing; name a file or a folder."));
    }
    refuse_kept("--output", output, inputs)?;
    let Some(summary) = summary else { return Ok(()) };
    refuse_kept("--summary", summary, inputs)?;
    if is_same_file(summary, output) {
        return Err(Stop::new("--output and --summary name the same file; name two."));
    }
    if summary.is_dir() {
        return Err(Stop::new(format!("--summary {} is a folder; name a file in it.", summary.display())));
    }
    Ok(())
}

/// The path of each part, in their order.
pub(crate) fn places(
    output: &Path,
    summary: Option<&Path>,
    parts: &[Part<'_>],
    inputs: &Inputs,
) -> Result<Vec<PathBuf>, Stop> {
    let is_folder = output.is_dir() || ends_in_separator(output);
    let places: Vec<PathBuf> = match parts {
        [_] if !is_folder => vec![output.to_owned()],
        parts => {
            let is_file_name = output.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
            if !output.is_dir() && (output.exists() || is_file_name) {
                let (users, count) = (parts.iter().map(|part| part.users).sum::<usize>(), parts.len());
                return Err(Stop::new(format!(
                    "The {users} users need {count} files, since one import takes fewer, and {} names a single one; \
                     name a folder with --output.",
                    output.display()
                )));
            }
            parts.iter().map(|part| output.join(&part.name)).collect()
        }
    };
    for place in &places {
        refuse_kept("--output", place, inputs)?;
        if place.is_dir() {
            return Err(Stop::new(format!(
                "{} is a folder; move it out of the way or name another one.",
                place.display()
            )));
        }
        if summary.is_some_and(|summary| is_same_file(summary, place)) {
            return Err(Stop::new(format!(
                "--summary names {}, which is a corrected file; name another one.",
                place.display()
            )));
        }
    }
    Ok(places)
}

/// A place, and the pieces of the file that goes there.
pub(crate) type Content<'a> = (PathBuf, Vec<&'a [u8]>);

/// Each part with its place.
pub(crate) fn contents<'a>(places: &[PathBuf], parts: &'a [Part<'_>]) -> Vec<Content<'a>> {
    places.iter().cloned().zip(parts.iter().map(|part| part.pieces().collect())).collect()
}

/// Writes all files, or none.
pub(crate) fn write_all(files: &[Content<'_>]) -> Result<(), Stop> {
    let mut staged = Staged::default();
    for (place, pieces) in files {
        staged.add(place, pieces).map_err(|error| Stop::io("The file", place, "written", &error))?;
    }
    staged.publish()
}

/// Makes the folder that parts go into.
pub(crate) fn make_folder(output: &Path) -> Result<(), Stop> {
    fs::create_dir_all(output).map_err(|error| Stop::io("The folder", output, "made", &error))
}

/// Files that an earlier run made of a file of this name, and this one does not write: somebody could import an old part,
/// or undo this import by the rollback of another.
pub(crate) fn earlier(folder: &Path, places: &[PathBuf], inputs: &Inputs) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
    let is_written = |name: &OsString| places.iter().any(|place| place.file_name() == Some(name));
    let mut earlier: Vec<String> = entries
        .filter(|name| !is_written(name) && inputs.at(&folder.join(name)).is_none())
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| is_output_of(&inputs.name, name))
        .collect();
    earlier.sort();
    earlier
}

/// What to do about them.
pub(crate) fn name_earlier(text: &mut String, earlier: &[String]) {
    if !earlier.is_empty() {
        let words = "files of an earlier run stand beside these, and may belong to another import; do not use them for this one";
        paragraph(text, "Careful: ", &visible(&format!("{words}: {}.", earlier.join(", "))));
    }
}

pub(crate) fn refuse_kept(option: &str, path: &Path, inputs: &Inputs) -> Result<(), Stop> {
    match inputs.at(path) {
        None => Ok(()),
        Some(what) => Err(Stop::new(format!(
            "{option} would overwrite {what} ({}), and that one stays as it is; name another file.",
            path.display()
        ))),
    }
}

/// `folder/` is meant as a folder, whether it is there yet or not.
fn ends_in_separator(path: &Path) -> bool {
    path.as_os_str().to_string_lossy().ends_with(std::path::is_separator)
}

/// Files that are written but do not have their names yet. What never gets its name is removed.
#[derive(Default)]
struct Staged {
    files: Vec<(PathBuf, PathBuf)>,
}

impl Staged {
    fn add(&mut self, place: &Path, pieces: &[&[u8]]) -> io::Result<()> {
        if fs::metadata(place).is_ok_and(|metadata| !metadata.is_file()) {
            // A device, such as the null one: it must not be replaced by a file.
            return write_pieces(OpenOptions::new().write(true).open(place)?, pieces).map(|_| ());
        }
        // A link stays a link: what it points to is replaced.
        let place = place.canonicalize().unwrap_or_else(|_| place.to_owned());
        let name = place.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy().into_owned();
        let beside = place.with_file_name(format!(".{name}.{}.part", std::process::id()));
        let file = OpenOptions::new().write(true).create_new(true).open(&beside)?;
        self.files.push((beside, place));
        write_pieces(file, pieces)?.sync_all()
    }

    fn publish(mut self) -> Result<(), Stop> {
        while let Some((beside, place)) = self.files.first() {
            fs::rename(beside, place).map_err(|error| Stop::io("The file", place, "written", &error))?;
            self.files.remove(0);
        }
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        for (beside, _) in &self.files {
            // Nothing better can be done about a leftover than to say nothing of it.
            _ = fs::remove_file(beside);
        }
    }
}

/// Hands many pieces at a time to the system, which copies them: gathering them first would be one more copy.
fn write_pieces(mut file: File, pieces: &[&[u8]]) -> io::Result<File> {
    for some in pieces.chunks(1_024) {
        let mut slices: Vec<IoSlice<'_>> = some.iter().map(|piece| IoSlice::new(piece)).collect();
        let mut left = &mut slices[..];
        while !left.is_empty() {
            match file.write_vectored(left) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => IoSlice::advance_slices(&mut left, written),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(file)
}
