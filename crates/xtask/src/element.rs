//! `element/hub-check.js` of the package: `<hub-check>` as one script, which knows the checksum of all that it loads.
//!
//! What must stay true: a page that names this one script with its checksum runs nothing that we did not build.

use crate::digest::integrity;
use crate::modules::Modules;
use crate::shell::{Outcome, While, root};
use crate::slim::slim;
use crate::styles;
use std::fmt::Write as _; // a String takes everything, so what it answers is nothing to look at
use std::fs;
use std::path::Path;

const NAME: &str = "element/hub-check.js";

/// What the build makes for it; see `web/types.d.ts`.
const BUILT: &str = "web/element/built.js";

/// Writes the script into the package's folder, where these files are, and prints what to name it by.
pub fn write(folder: &Path, files: &[&str], worker: &str) -> Outcome<()> {
    let made = built(folder, files, worker)?;
    let modules = Modules::new(|path: &str| match path {
        BUILT => Ok(made.exports.clone()),
        path => slim(path, &fs::read_to_string(root().join(path)).doing(format!("reading {path}"))?),
    });
    let script = made.files + &modules.entry("web/element/hub-check.js")?;
    let path = folder.join(NAME);
    fs::create_dir_all(folder.join("element")).doing("making the element's folder")?;
    fs::write(&path, &script).doing(format!("writing {NAME}"))?;
    let types = "element/hub-check.d.ts";
    fs::copy(root().join("web").join(types), folder.join(types)).doing(format!("copying {types}"))?;
    println!(
        "<script type=\"module\" src=\"hubcheck/{NAME}\" integrity=\"{}\"></script>",
        integrity(script.as_bytes())
    );
    Ok(())
}

struct Built {
    /// Stands before all modules: the one place that knows where the script itself is.
    files: String,
    exports: String,
}

fn built(folder: &Path, names: &[&str], worker: &str) -> Outcome<Built> {
    let mut files = String::from(
        "// <hub-check>, made by `cargo xtask module`; its sources are web/element/hub-check.js and what that imports.\n\
         // MIT or Apache-2.0.\nconst beside = {\n",
    );
    for name in names {
        let bytes = fs::read(folder.join(name)).doing(format!("reading {name}"))?;
        // Written out like this, because that is how bundlers find files.
        _ = writeln!(
            files,
            "{name:?}: {{ at: new URL(\"../{name}\", import.meta.url), integrity: \"{}\" }},",
            integrity(&bytes)
        );
    }
    files.push_str("};\n");
    let app = fs::read_to_string(root().join("dist/app/app.js")).doing("reading the app's glue")?;
    let inner = app.lines().take_while(|line| !line.starts_with("export {"));
    let app: Vec<&str> = inner.map(|line| line.strip_prefix("export ").unwrap_or(line)).collect();
    let style = slim("the element's styles", &styles::element(&root().join("web"))?)?;
    let exports = format!(
        "export const files = beside;\nexport const worker = {};\nexport const style = {};\n\
         export function app() {{\n{}\nreturn {{ initSync, mount }};\n}}\n",
        serde_json::Value::from(worker),
        serde_json::Value::from(style),
        app.join("\n")
    );
    Ok(Built { files, exports })
}
