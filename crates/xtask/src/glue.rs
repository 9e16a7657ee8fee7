//! Turns what rustc made into what a browser loads: the JavaScript glue and
//! a smaller wasm.
//!
//! What must stay true: the glue never says where the wasm is. `web/load.js`
//! alone knows, so that the same files work from any folder of any host.

use crate::order::{name_by_likeness, unnamed};
use crate::setup::wasm_opt;
use crate::shell::{Outcome, Problem, While, node, root, run_despite_a_crash};
use std::fs;
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

/// The form of the JavaScript glue.
#[derive(Clone, Copy)]
pub enum Form {
    /// One plain script, which becomes part of a worker made from a blob.
    Script,
    /// An ES module, imported by the page.
    Module,
}

/// Writes `NAME.js` and `NAME_bg.wasm` into `folder`.
pub fn glue(wasm: &Path, folder: &Path, name: &str, form: Form) -> Outcome<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).out_name(name).typescript(false).omit_default_module_path(true);
    bindgen.remove_name_section(true).remove_producers_section(true);
    match form {
        Form::Script => bindgen.no_modules(true),
        Form::Module => bindgen.web(true),
    }
    .doing("the form of the glue")?;
    let mut output = bindgen.generate_output().doing(format!("glue for {}", wasm.display()))?;
    let mut names: Vec<&mut String> = output.wasm_mut().imports.iter_mut().map(|import| &mut import.name).collect();
    let shortened = shorten(&mut names);
    output.emit(folder).doing(format!("writing {}", folder.display()))?;
    let path = folder.join(format!("{name}.js"));
    let mut script = fs::read_to_string(&path).doing(format!("reading {}", path.display()))?;
    for (long, short) in shortened {
        if script.matches(&long).count() != 1 {
            return Err(Problem::new(format!("{} must name {long} once", path.display())));
        }
        script = script.replace(&long, &short);
    }
    fs::write(&path, script).doing(format!("writing {}", path.display()))
}

/// Takes the hash from the names by which script and wasm know each other, where they differ without: what is as good as
/// chance cannot be packed. Tells the long names and the short ones.
fn shorten(names: &mut [&mut String]) -> Vec<(String, String)> {
    let short = |name: &str| match name.rsplit_once('_') {
        Some((short, hash)) if hash.len() == 16 && hash.bytes().all(|sign| sign.is_ascii_hexdigit()) => {
            short.to_owned()
        }
        _ => name.to_owned(),
    };
    let all: Vec<String> = names.iter().map(|name| short(name)).collect();
    let mut shortened = Vec::new();
    for (name, short) in names.iter_mut().zip(&all) {
        if *name != short && all.iter().filter(|other| *other == short).count() == 1 {
            shortened.push((std::mem::replace(*name, short.clone()), short.clone()));
        }
    }
    shortened
}

/// Makes the wasm smaller with npm's `wasm-opt`, and what it weighs packed, too; without it, says so and goes on.
pub fn shrink(wasm: &Path, passes: &[&str]) -> Outcome<()> {
    let Some(wasm_opt) = wasm_opt() else {
        println!("wasm-opt is missing: the site works, but {} stays larger.", wasm.display());
        return Ok(());
    };
    optimize(&wasm_opt, wasm, passes)?;
    // Nothing changes the order of functions after this.
    let bytes = fs::read(wasm).doing(format!("reading {}", wasm.display()))?;
    fs::write(wasm, name_by_likeness(&bytes)?).doing(format!("writing {}", wasm.display()))?;
    optimize(&wasm_opt, wasm, &["-g", "--reorder-functions-by-name"])?;
    let bytes = fs::read(wasm).doing(format!("reading {}", wasm.display()))?;
    fs::write(wasm, unnamed(&bytes)?).doing(format!("writing {}", wasm.display()))?;
    // Another look finds more, and another once that is written; both leave them in their order.
    optimize(&wasm_opt, wasm, passes)?;
    let last: Vec<&str> = passes.iter().filter(|pass| !matches!(**pass, "--flatten" | "--rereloop")).copied().collect();
    optimize(&wasm_opt, wasm, &last)
}

/// Lets `wasm-opt` do this to a wasm.
fn optimize(wasm_opt: &Path, wasm: &Path, passes: &[&str]) -> Outcome<()> {
    let shown = |path: &Path| path.strip_prefix(root()).unwrap_or(path).to_owned();
    // The features rustc itself uses for this target, and the SIMD we ask it for.
    let features = ["simd", "bulk-memory", "reference-types", "sign-ext", "multivalue"]
        .into_iter()
        .chain(["nontrapping-float-to-int", "mutable-globals"])
        .map(|feature| format!("--enable-{feature}"));
    // Seen once: node died of SIGSEGV before anything was written, and not again with the same wasm.
    run_despite_a_crash(
        node().arg(shown(wasm_opt)).args(passes).args(features).arg(shown(wasm)).arg("-o").arg(shown(wasm)),
    )
}

#[cfg(test)]
mod tests {
    use super::shorten;

    #[test]
    fn names_that_only_a_hash_tells_apart_keep_it() {
        let hashed =
            ["__wbg_a_0123456789abcdef", "__wbg_b_0123456789abcdef", "__wbg_b_fedcba9876543210", "__wbindgen_c"];
        let mut names = hashed.map(str::to_owned);
        let shortened = shorten(&mut names.iter_mut().collect::<Vec<_>>());
        assert_eq!(shortened, [(hashed[0].to_owned(), "__wbg_a".to_owned())]);
        assert_eq!(names, ["__wbg_a", hashed[1], hashed[2], hashed[3]]);
    }
}
