//! `hubcheck.html`: the whole page in one file, which works on a double-click.
//!
//! What must stay true: it is made of the files in `dist/` and nothing else, so
//! the page and the file cannot differ; its policy lets run what the build put
//! in, and nothing may be loaded from anywhere.

use crate::digest::{base64, hex, integrity};
use crate::modules::Modules;
use crate::shell::{Outcome, Problem, While};
use flate2::{Compression, GzBuilder};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

pub const NAME: &str = "hubcheck.html";

/// What `web/load.js` asks for stands in these folders …
const FOLDERS: [&str; 4] = ["app", "convert", "engine", "languages"];

/// … and here.
const WORKER: &str = "web/worker.js";

const LANGUAGES: &str = "languages/all.txt";

/// The folder whose scripts are modules; those of the others are parts of workers.
const MODULES: &str = "app/";

/// The scripts that change places.
const SOURCE: &str = "web/source.js";
const INLINED: &str = "web/single.js";

/// Tells the page where the documents are; they do not stand beside the file wherever it is put.
const DOCS: &str = " data-docs=\"docs/\"";

/// Writes the file and says how to know it again.
pub fn write(root: &Path, dist: &Path) -> Outcome<()> {
    let page = page(root, dist)?;
    println!("{NAME}: {} bytes, SHA-256 {}", page.len(), hex(page.as_bytes()));
    fs::write(dist.join(NAME), page).doing(format!("writing {NAME}"))
}

/// The file, made from the site in `dist`.
fn page(root: &Path, dist: &Path) -> Outcome<String> {
    let read = |path: &str| fs::read_to_string(dist.join(path)).doing(format!("reading {path} of the site"));
    let mut files = vec![WORKER.to_owned()];
    for folder in FOLDERS {
        let entries = fs::read_dir(dist.join(folder)).doing(format!("reading {folder} of the site"))?;
        files.extend(entries.flatten().map(|entry| format!("{folder}/{}", entry.file_name().to_string_lossy())));
    }
    // All languages are in one file, too; one is enough where nothing is loaded.
    files.retain(|path| !path.starts_with("languages/") || path == LANGUAGES);
    files.sort();
    let is_module =
        |path: &String| path.starts_with(MODULES) && Path::new(path).extension().is_some_and(|ending| ending == "js");
    let (modules, files): (Vec<String>, Vec<String>) = files.into_iter().partition(is_module);
    let mut script = Modules::new(|path: &str| match path {
        SOURCE => fs::read_to_string(root.join(INLINED)).doing(format!("reading {INLINED}")),
        path => read(path),
    });
    script.on_demand(&modules)?;
    let script = plain("script", script.entry("web/site.js")?)?;
    let style = plain("style", read("style.css")?)?;
    let mut end = format!("<script type=\"module\">{script}</script>\n");
    for path in files {
        let packed = base64(&gzip(&fs::read(dist.join(&path)).doing(format!("reading {path} of the site"))?)?);
        // Of a type that no browser runs: it is only held.
        _ = writeln!(end, "<script type=\"application/gzip\" data-path=\"{path}\">{packed}</script>");
    }
    let policy = format!(
        "default-src 'none'; connect-src 'none'; script-src '{}' 'wasm-unsafe-eval'; style-src '{}'; img-src data:; \
         worker-src blob:; base-uri 'none'; form-action 'none'",
        integrity(script.as_bytes()),
        integrity(style.as_bytes())
    );
    assemble(&read("index.html")?, &policy, &style, &end)
}

/// The site's page with everything that it loads put in.
fn assemble(index: &str, policy: &str, style: &str, end: &str) -> Outcome<String> {
    let (mut page, mut rest) = (String::with_capacity(index.len() + style.len() + end.len()), index);
    let (mut has_policy, mut has_style, mut has_script) = (false, false, false);
    while let Some(at) = rest.find('<') {
        page.push_str(&rest[..at]);
        rest = &rest[at..];
        let tag = &rest[..rest.find('>').map_or(rest.len(), |end| end + 1)];
        let skipped = if tag.starts_with("<meta") && tag.contains("\"Content-Security-Policy\"") {
            has_policy = true;
            _ = write!(page, "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
            tag.len()
        } else if tag.starts_with("<link") && tag.contains("\"stylesheet\"") {
            has_style = true;
            _ = write!(page, "<style>{style}</style>");
            tag.len()
        } else if tag.starts_with("<link") && !tag.contains("href=\"data:") {
            tag.len() // what a server would be asked for
        } else if tag.starts_with("<script") {
            has_script = tag.contains("src=\"web/site.js\"") && !has_script;
            tag.len() + "</script>".len()
        } else if tag.starts_with("<html") {
            page.push_str(&tag.replace(DOCS, ""));
            tag.len()
        } else if tag == "</body>" {
            page.push_str(end);
            0
        } else {
            0
        };
        let (kept, after) = rest.split_at(if skipped > 0 { skipped } else { 1 });
        if skipped == 0 {
            page.push_str(kept);
        }
        rest = after;
    }
    page.push_str(rest);
    if has_policy && has_style && has_script && page.contains(end) {
        return Ok(page);
    }
    Err(Problem::new(format!("index.html is not built as {NAME} needs it: policy, style sheet, one script, body")))
}

/// Text that stands in an element as it is, or the build stops: what a browser would read as markup, or read otherwise.
fn plain(element: &str, text: String) -> Outcome<String> {
    let lower = text.to_ascii_lowercase();
    for wrong in [&*format!("</{element}"), "<!--", "<script", "\r", "\0"] {
        if lower.contains(wrong) {
            return Err(Problem::new(format!("what becomes the <{element}> of {NAME} holds {wrong:?}")));
        }
    }
    Ok(text)
}

/// The same bytes always give the same: no time and no name gets in.
fn gzip(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut encoder = GzBuilder::new().mtime(0).operating_system(255).write(Vec::new(), Compression::best());
    encoder.write_all(bytes).doing("packing")?;
    encoder.finish().doing("packing")
}

#[cfg(test)]
mod tests {
    use super::{assemble, page, plain};
    use std::fs;
    use std::path::{Path, PathBuf};

    const INDEX: &str = "<!doctype html><html lang=\"en\" data-docs=\"docs/\"><head><meta http-equiv=\"Content-Security-Policy\" content=\"x\">\
                         <link rel=\"icon\" href=\"data:,\"><link rel=\"manifest\" href=\"m\">\
                         <link rel=\"stylesheet\" href=\"style.css\"><script type=\"module\" src=\"web/site.js\"></script>\
                         </head><body>a < b</body>";

    /// A small site, its files written in this order.
    fn site(name: &str, backwards: bool) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("hubcheck-single-{}-{name}", std::process::id()));
        let mut files = vec![
            ("index.html", INDEX),
            ("style.css", "p { margin: 0 }"),
            ("web/site.js", "import { get } from \"./source.js\";\nget(\"a\");\n"),
            ("web/source.js", "export function get() { throw 1; }\n"),
            ("web/single.js", "export function get() {}\n"),
            ("web/worker.js", "onmessage = 1;\n"),
            ("app/app.js", "export function mount() {}\n"),
            ("app/app_bg.wasm", "wasm"),
            ("engine/one.wasm", "wasm"),
            ("engine/two.wasm", "wasm"),
            ("convert/convert.js", "let wasm_bindgen;"),
            ("languages/all.txt", "æøå"),
        ];
        if backwards {
            files.reverse();
        }
        for (path, text) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a folder for the test");
            fs::write(path, text).expect("a file for the test");
        }
        folder
    }

    #[test]
    fn the_same_files_give_the_same_bytes() {
        let (one, other) = (site("one", false), site("other", true));
        let made = [&one, &one, &other].map(|folder| page(folder, folder).expect("a whole site"));
        for folder in [one, other] {
            fs::remove_dir_all(folder).expect("the test's own folder");
        }
        assert_eq!(made[0], made[1]);
        assert_eq!(made[0], made[2]);
        assert!(made[0].contains("data-path=\"engine/two.wasm\""), "{}", made[0]);
        assert!(!made[0].contains("throw 1") && !made[0].contains("src="), "{}", made[0]);
    }

    #[test]
    fn what_the_page_loads_is_put_in_and_nothing_else_is_touched() {
        let made = assemble(INDEX, "policy", "style", "end").expect("an index as ours");
        let expected = "<!doctype html><html lang=\"en\"><head><meta http-equiv=\"Content-Security-Policy\" content=\"policy\">\
                        <link rel=\"icon\" href=\"data:,\"><style>style</style></head><body>a < bend</body>";
        assert_eq!(made, expected);
        for missing in ["<meta", "<link rel=\"stylesheet\"", "<script type=\"module\" src=\"web/site.js\">", "</body>"]
        {
            assert!(assemble(&INDEX.replace(missing, "<p>"), "policy", "style", "end").is_err(), "{missing}");
        }
    }

    #[test]
    fn markup_in_a_script_stops_the_build() {
        assert!(plain("script", "a = 1 < 2;".to_owned()).is_ok());
        for wrong in ["\"</SCRIPT>\"", "<!-- x", "<script>", "\r\n", "\0"] {
            assert!(plain("script", wrong.to_owned()).is_err(), "{wrong:?}");
        }
    }
}
