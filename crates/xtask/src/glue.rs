//! Turns what rustc made into what a browser loads: the JavaScript glue and
//! a smaller wasm.
//!
//! What must stay true: the glue never says where the wasm is. `web/load.js`
//! alone knows, so that the same files work from any folder of any host.

use crate::setup::wasm_opt;
use crate::shell::{Outcome, While, node, root, run};
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
    output.emit(folder).doing(format!("writing {}", folder.display()))
}

/// Makes the wasm smaller with npm's `wasm-opt`; without it, says so and goes on.
pub fn shrink(wasm: &Path, passes: &[&str]) -> Outcome<()> {
    let Some(wasm_opt) = wasm_opt() else {
        println!("wasm-opt is missing: the site works, but {} stays larger.", wasm.display());
        return Ok(());
    };
    let shown = |path: &Path| path.strip_prefix(root()).unwrap_or(path).to_owned();
    // The features rustc itself uses for this target, and the SIMD we ask it for.
    let features = ["simd", "bulk-memory", "reference-types", "sign-ext", "multivalue"]
        .into_iter()
        .chain(["nontrapping-float-to-int", "mutable-globals"])
        .map(|feature| format!("--enable-{feature}"));
    run(node().arg(shown(&wasm_opt)).args(passes).args(features).arg(shown(wasm)).arg("-o").arg(shown(wasm)))
}
