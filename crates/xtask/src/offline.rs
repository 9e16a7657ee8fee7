//! `sw.js`: what keeps the site for times without a network, with the list of the site's files.
//!
//! What must stay true: the list names every file of `dist/` but the few that
//! nobody needs to use the page, each with the hash of its bytes; other bytes
//! give another version, and the same bytes the same.

use crate::digest::{hex, integrity};
use crate::paths::{files_below, name_in};
use crate::shell::{Outcome, While};
use crate::single;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Beside the page, since it may keep only what lies below it.
const NAME: &str = "sw.js";
const KEEPER: &str = "web/keeper.js";

/// What a page loads neither for its work nor to be read: the same once more in one file, and this list itself.
const LEFT_OUT: [&str; 2] = [single::NAME, NAME];

/// Copied from `web/` for those who install the page.
const INSTALLED: [(&str, &str); 2] = [("manifest.webmanifest", "manifest.webmanifest"), ("icons", "icons")];

/// Copies the manifest and its icons.
pub fn copy_manifest(root: &Path, dist: &Path) -> Outcome<()> {
    for (from, to) in INSTALLED {
        let (from, to) = (root.join("web").join(from), dist.join(to));
        if from.is_file() {
            fs::copy(&from, &to).doing(format!("copying {}", from.display()))?;
            continue;
        }
        fs::create_dir_all(&to).doing(format!("making {}", to.display()))?;
        for entry in fs::read_dir(&from).doing(format!("reading {}", from.display()))?.flatten() {
            fs::copy(entry.path(), to.join(entry.file_name())).doing("copying an icon")?;
        }
    }
    Ok(())
}

/// Writes the keeper with the list of what stands in `dist`.
pub fn write(root: &Path, dist: &Path) -> Outcome<()> {
    let keeper = fs::read_to_string(root.join(KEEPER)).doing(format!("reading {KEEPER}"))?;
    let mut paths: Vec<String> = files_below(dist)?.iter().map(|path| name_in(dist, path)).collect();
    paths.sort();
    let mut files = String::from("const FILES = {\n");
    for path in paths.iter().filter(|path| !LEFT_OUT.contains(&&***path)) {
        let bytes = fs::read(dist.join(path)).doing(format!("reading {path} of the site"))?;
        _ = writeln!(files, "  {path:?}: \"{}\",", integrity(&bytes)); // a String takes everything
    }
    files.push_str("};\n");
    // Another keeper keeps anew, too.
    let version = hex(format!("{files}{keeper}").as_bytes());
    let script = format!("const VERSION = \"{}\";\n{files}{keeper}", &version[..16]);
    fs::write(dist.join(NAME), script).doing(format!("writing {NAME}"))
}

#[cfg(test)]
mod tests {
    use super::write;
    use std::fs;

    #[test]
    fn every_file_is_listed_with_the_hash_of_its_bytes() {
        let site = std::env::temp_dir().join(format!("hubcheck-offline-{}", std::process::id()));
        fs::create_dir_all(site.join("web")).expect("a folder for the test");
        for (path, text) in [("index.html", ""), ("hubcheck.html", "x"), ("web/keeper.js", "KEEPER\n")] {
            fs::write(site.join(path), text).expect("a file for the test");
        }
        let mut made = Vec::new();
        for index in ["", "", "changed"] {
            fs::write(site.join("index.html"), index).expect("a file for the test");
            write(&site, &site).expect("a list");
            made.push(fs::read_to_string(site.join("sw.js")).expect("what was written"));
        }
        fs::remove_dir_all(&site).expect("the test's own folder");
        assert_eq!(made[0], made[1], "the same bytes, the same version, and no list of itself");
        assert_ne!(made[0].lines().next(), made[2].lines().next(), "other bytes, another version");
        let listed: Vec<&str> = made[0].lines().skip(1).take(4).collect();
        let empty = "\"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"";
        assert_eq!(listed[..2], ["const FILES = {", &format!("  \"index.html\": {empty},")]);
        assert!(listed[2].starts_with("  \"web/keeper.js\": \"sha256-") && listed[3] == "};", "{listed:?}");
        assert!(made[0].ends_with("};\nKEEPER\n"));
    }
}
