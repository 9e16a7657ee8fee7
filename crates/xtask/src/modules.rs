//! Puts the page's modules into one script, since a page opened from the disk may not import any.
//!
//! What must stay true: this is no bundler. It knows the few forms of `import`
//! and `export` that our scripts and wasm-bindgen's glue are written in, and
//! refuses every other one, so that nothing is put together wrongly in silence.

use crate::paths::beside;
use crate::shell::{Outcome, Problem};
use std::fmt::Write as _; // a String takes everything, so what it answers is nothing to look at

/// The modules that have been put in, in their order.
pub struct Modules<F> {
    /// Gives the text of a module by its path in the site.
    read: F,
    paths: Vec<String>,
    script: String,
}

impl<F: Fn(&str) -> Outcome<String>> Modules<F> {
    pub fn new(read: F) -> Self {
        Self { read, paths: Vec::new(), script: String::new() }
    }

    /// Adds the modules that scripts may ask for by their path, as `inlined`.
    pub fn on_demand(&mut self, paths: &[String]) -> Outcome<()> {
        let mut table = String::from("const inlined = {\n");
        for path in paths {
            let (text, exports) = self.body(path)?;
            _ = write!(table, "{path:?}: () => {{\n{text}return {{ {} }};\n}},\n", exports.join(", "));
        }
        self.script.push_str(&table);
        self.script.push_str("};\n");
        Ok(())
    }

    /// Adds the module that starts the page, behind all that it imports; gives the whole script.
    pub fn entry(mut self, path: &str) -> Outcome<String> {
        let (text, exports) = self.body(path)?;
        if !exports.is_empty() {
            return Err(Problem::new(format!("{path} starts the page, so nobody can import what it exports")));
        }
        _ = write!(self.script, "{{\n{text}}}\n");
        Ok(self.script)
    }

    /// Adds a module once; gives the name that holds what it exports.
    fn add(&mut self, path: &str) -> Outcome<String> {
        if let Some(at) = self.paths.iter().position(|known| known == path) {
            return Ok(format!("module{at}"));
        }
        let (text, exports) = self.body(path)?;
        let name = format!("module{}", self.paths.len());
        self.paths.push(path.to_owned());
        _ = write!(self.script, "const {name} = (() => {{\n{text}return {{ {} }};\n}})();\n", exports.join(", "));
        Ok(name)
    }

    /// A module without `import` and `export`, and what it exports as members of an object.
    fn body(&mut self, path: &str) -> Outcome<(String, Vec<String>)> {
        let source = (self.read)(path)?;
        let (mut text, mut exports) = (String::new(), Vec::new());
        let mut lines = source.lines();
        while let Some(line) = lines.next() {
            if !line.starts_with("import ") && !line.starts_with("import{") && !line.starts_with("export ") {
                text.push_str(line);
                text.push('\n');
                continue;
            }
            if let Some((declaration, name)) = declared(line) {
                exports.push(name.to_owned());
                text.push_str(declaration);
                text.push('\n');
                continue;
            }
            let mut statement = line.to_owned();
            while !statement.ends_with(';') {
                let Some(next) = lines.next() else { return Err(unknown(path, line)) };
                statement.push_str(next.trim());
            }
            if let Some(names) = statement.strip_prefix("export {").and_then(|rest| rest.strip_suffix("};")) {
                // `a as b` is the member `b: a` of an object.
                exports.extend(renamed(names).map(|(name, outside)| format!("{outside}: {name}")));
                continue;
            }
            let (names, from) = imported(&statement).ok_or_else(|| unknown(path, &statement))?;
            let module = self.add(&module_beside(path, from).ok_or_else(|| unknown(path, &statement))?)?;
            let members: Vec<String> = renamed(names).map(|(name, inside)| format!("{name}: {inside}")).collect();
            _ = writeln!(text, "const {{ {} }} = {module};", members.join(", "));
        }
        for hidden in ["import(", "import.meta"] {
            if text.contains(hidden) {
                return Err(unknown(path, hidden));
            }
        }
        Ok((text, exports))
    }
}

fn unknown(path: &str, statement: &str) -> Problem {
    Problem::new(format!("{path}: `{statement}` cannot be put into one file; write it as the other scripts do"))
}

/// A declaration behind `export`, and the name it declares.
fn declared(line: &str) -> Option<(&str, &str)> {
    let declaration = line.strip_prefix("export ")?;
    let rest =
        ["async function ", "function ", "class ", "const "].iter().find_map(|word| declaration.strip_prefix(word))?;
    let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '$')?;
    (end > 0).then(|| (declaration, &rest[..end]))
}

/// The names and the path of `import { … } from "…";`.
fn imported(statement: &str) -> Option<(&str, &str)> {
    let rest = statement.strip_prefix("import")?.trim_start().strip_prefix('{')?.strip_suffix(';')?;
    let (names, from) = rest.split_once('}')?;
    Some((names, from.trim().strip_prefix("from")?.trim().trim_matches(['"', '\''])))
}

/// `a, b as c` as pairs; a name alone is both.
fn renamed(names: &str) -> impl Iterator<Item = (&str, &str)> {
    let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| name.split_once(" as ").map_or((name, name), |(name, other)| (name.trim(), other.trim())))
}

/// The path of a module as the one at `path` names it; that of a package is none.
fn module_beside(path: &str, from: &str) -> Option<String> {
    if from.starts_with('.') { beside(path, from) } else { None }
}

#[cfg(test)]
mod tests {
    use super::Modules;
    use crate::shell::{Outcome, Problem};

    fn script(modules: &[(&str, &str)]) -> Outcome<String> {
        let modules = modules.to_vec();
        let read = move |path: &str| {
            let found = modules.iter().find(|(name, _)| *name == path).map(|(_, text)| (*text).to_owned());
            found.ok_or_else(|| Problem::new(format!("{path} is missing")))
        };
        let mut modules = Modules::new(read);
        modules.on_demand(&["app/app.js".to_owned()])?;
        modules.entry("web/site.js")
    }

    const APP: (&str, &str) = ("app/app.js", "function go() {}\nexport { go, go as default };\n");

    #[test]
    fn what_is_imported_stands_before_who_imports_it() {
        let made = script(&[
            APP,
            (
                "web/site.js",
                "import { A } from \"./a.js\";\nimport {\n  b,\n  c as d,\n} from \"../x/b.js\";\nA(b, d);\n",
            ),
            ("web/a.js", "import { b } from \"../x/b.js\";\nexport class A {}\n"),
            ("x/b.js", "export const b = 1;\nexport async function c() {}\n"),
        ]);
        let expected = "const inlined = {\n\"app/app.js\": () => {\nfunction go() {}\nreturn { go: go, default: go };\n},\n};\n\
                        const module0 = (() => {\nconst b = 1;\nasync function c() {}\nreturn { b, c };\n})();\n\
                        const module1 = (() => {\nconst { b: b } = module0;\nclass A {}\nreturn { A };\n})();\n\
                        {\nconst { A: A } = module1;\nconst { b: b, c: d } = module0;\nA(b, d);\n}\n";
        assert_eq!(made.expect("these forms are known"), expected);
    }

    #[test]
    fn what_is_written_otherwise_is_refused() {
        for text in [
            "import x from \"./x.js\";",
            "import * as x from \"./x.js\";",
            "import \"./x.js\";",
            "import { x } from \"package\";",
            "import { x } from \"./missing.js\";",
            "export default 1;",
            "export let x = 1;",
            "export * from \"./x.js\";",
            "export const x = 1;",
            "const x = await import(\"./x.js\");",
            "const x = import.meta.url;",
            "import { x",
        ] {
            assert!(script(&[APP, ("web/site.js", text), ("web/x.js", "")]).is_err(), "{text}");
        }
    }
}
