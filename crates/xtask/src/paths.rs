//! Folders and the paths in them.

use crate::shell::{Outcome, While};
use std::fs;
use std::path::{Path, PathBuf};

/// All files below a folder, in order of their paths.
pub fn files_below(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    list(folder, &mut files)?;
    files.sort();
    Ok(files)
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> Outcome<()> {
    for entry in fs::read_dir(folder).doing(format!("reading {}", folder.display()))?.flatten() {
        if entry.path().is_dir() {
            list(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}

/// The path of a file as an address below its folder has it.
pub fn name_in(folder: &Path, file: &Path) -> String {
    file.strip_prefix(folder).unwrap_or(file).to_string_lossy().replace('\\', "/")
}

/// The path of what the file at `path` calls `named`, such as `../y/x.js`; nothing where that leads out.
pub fn beside(path: &str, named: &str) -> Option<String> {
    let mut folders: Vec<&str> = path.split('/').collect();
    folders.pop();
    for part in named.split('/') {
        match part {
            "." | "" => {}
            ".." => _ = folders.pop()?,
            part => folders.push(part),
        }
    }
    Some(folders.join("/"))
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn a_file_names_another_from_where_it_stands() {
        for (named, path) in [
            ("./x.js", Some("web/app/x.js")),
            ("x.js", Some("web/app/x.js")),
            ("../x.js", Some("web/x.js")),
            ("../../y/x.js", Some("y/x.js")),
            ("../../../x.js", None),
        ] {
            assert_eq!(beside("web/app/a.js", named).as_deref(), path, "{named}");
        }
    }
}
