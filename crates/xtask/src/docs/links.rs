//! Every link of the documents leads somewhere.

use crate::paths::files_below;
use crate::shell::{Outcome, Problem, While};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Looks at all pages below `folder`, which may link to files of the site that stand beside it.
pub fn check(folder: &Path) -> Outcome<()> {
    let mut dead = Vec::new();
    let is_page = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "html");
    for page in &files_below(folder)?.into_iter().filter(is_page).collect::<Vec<_>>() {
        let html = fs::read_to_string(page).doing(format!("reading {}", page.display()))?;
        for link in ["href", "src"].iter().flat_map(|name| values(&html, name)) {
            if !link.contains("://") && !link.starts_with("mailto:") && !leads_somewhere(page, link) {
                dead.push(format!("{}: {link}", page.strip_prefix(folder).unwrap_or(page).display()));
            }
        }
    }
    if dead.is_empty() {
        return Ok(());
    }
    Err(Problem::new(format!("links of the documents that lead nowhere:\n  {}", dead.join("\n  "))))
}

fn leads_somewhere(page: &Path, link: &str) -> bool {
    let (path, anchor) = link.split_once('#').map_or((link, None), |(path, anchor)| (path, Some(anchor)));
    let file = if path.is_empty() { page.to_owned() } else { page.with_file_name("").join(path) };
    match anchor {
        None => file.is_file(),
        Some(anchor) => fs::read_to_string(file).is_ok_and(|html| values(&html, "id").contains(anchor)),
    }
}

/// What an attribute is set to in any element; code that is shown holds no element.
fn values<'a>(html: &'a str, name: &str) -> BTreeSet<&'a str> {
    let start = format!(" {name}=\"");
    let tags = html.split('<').filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag);
    tags.filter_map(|tag| tag.split_once(&*start)?.1.split('"').next()).collect()
}

#[cfg(test)]
mod tests {
    use super::check;
    use std::fs;

    #[test]
    fn a_link_to_nowhere_stops_the_build() {
        let folder = std::env::temp_dir().join(format!("hubcheck-links-{}", std::process::id()));
        fs::create_dir_all(folder.join("docs/rules")).expect("a folder for the test");
        fs::write(folder.join("index.html"), "<p id=\"there\">").expect("a file for the test");
        let mut ended = Vec::new();
        for link in ["../index.html", "../index.html#there", "rules/a.html", "https://example.com/", "#x", "gone.html"]
        {
            fs::write(folder.join("docs/index.html"), format!("<a href=\"{link}\">")).expect("a file for the test");
            fs::write(folder.join("docs/rules/a.html"), "<img src=\"../index.html\"> &lt;script src=\"x.js\">")
                .expect("a file for the test");
            ended.push(check(&folder.join("docs")).is_ok());
        }
        fs::remove_dir_all(&folder).expect("the test's own folder");
        assert_eq!(ended, [true, true, true, true, false, false]);
    }
}
