//! The styles: all files as one for the page, and the same for the element, which lives in somebody else's page.
//!
//! What must stay true: a component's style is written once; what the page around sets (sizes of the root, custom
//! properties with our names, the width of the window) has no part in how the element looks.

use crate::shell::{Outcome, Problem, While};
use crate::site::names;
use std::fmt::Write as _; // a String takes everything, so what it answers is nothing to look at
use std::fs;
use std::path::Path;

/// Styles that come first, since all others use their values.
const FIRST: [&str; 2] = ["tokens.css", "base.css"];

/// The block of `tokens.css` with the values for the dark.
const DARK: &str = "@media (prefers-color-scheme: dark) {\n  :root {\n";

/// Pixels of a `rem` where nobody has changed it, as conditions on widths take it.
const REM: f64 = 16.0;

/// All styles as one file: one request, in an order that does not depend on the disk.
pub fn page(folder: &Path) -> Outcome<String> {
    joined(folder, &|_, text| text)
}

/// All styles for the shadow root of the element, behind its own.
pub fn element(web: &Path) -> Outcome<String> {
    let own = web.join("element/host.css");
    let own = fs::read_to_string(&own).doing("reading web/element/host.css")?;
    let all = joined(&web.join("style"), &|name, text| if name == FIRST[0] { themable(&text) } else { text })?;
    Ok(measured(&(own + &rooted(&all))))
}

fn joined(folder: &Path, each: &dyn Fn(&str, String) -> String) -> Outcome<String> {
    let mut names = names(folder)?;
    names.retain(|name| Path::new(name).extension().is_some_and(|ending| ending == "css"));
    names.sort_by_key(|name| (FIRST.iter().position(|first| first == name).unwrap_or(FIRST.len()), name.clone()));
    if names.is_empty() {
        return Err(Problem::new("web/style holds no styles"));
    }
    let mut all = String::new();
    for name in names {
        let text = fs::read_to_string(folder.join(&name)).doing(format!("reading {name}"))?;
        let text = if name == FIRST[0] { chosen(&text)? } else { text };
        all.push_str(&each(&name, text));
        all.push('\n');
    }
    Ok(all)
}

/// Lets an attribute choose light or dark. `:where` weighs nothing, so that what comes later still wins.
fn chosen(tokens: &str) -> Outcome<String> {
    let lacks =
        || Problem::new("tokens.css has no block for the dark any more, as crates/xtask/src/styles.rs knows it");
    let (light, rest) = tokens.split_once(DARK).ok_or_else(lacks)?;
    let (dark, end) = rest.split_once('}').ok_or_else(lacks)?;
    Ok(format!(
        "{light}@media (prefers-color-scheme: dark) {{\n  :root:where(:not([data-theme=\"light\"])) {{\n{dark}}}{end}\
         :root:where([data-theme=\"dark\"]) {{\n  color-scheme: dark;\n{dark}}}\n\
         :root:where([data-theme=\"light\"]) {{\n  color-scheme: light;\n}}\n"
    ))
}

/// Each value can be set from outside, under a name that nobody else has: `--accent` by `--hubcheck-accent`.
fn themable(tokens: &str) -> String {
    let mut made = String::with_capacity(tokens.len() * 2);
    for line in tokens.lines() {
        let value = line.trim_start().strip_prefix("--").and_then(|rest| rest.strip_suffix(';')?.split_once(": "));
        // The grid counts in its own sizes.
        match value.filter(|(name, _)| !name.starts_with("grid-")) {
            Some((name, value)) => _ = writeln!(made, "  --{name}: var(--hubcheck-{name}, {value});"),
            None => _ = writeln!(made, "{line}"),
        }
    }
    made
}

/// What holds for the whole page holds for the app's own root.
fn rooted(styles: &str) -> String {
    let mut made = String::with_capacity(styles.len());
    for line in styles.lines() {
        let start = line.trim_start();
        let indent = &line[..line.len() - start.len()];
        let rest = [":root", "html", "body"].iter().find_map(|root| start.strip_prefix(root));
        match rest.filter(|rest| rest.starts_with([' ', ':', ','])) {
            Some(rest) => _ = writeln!(made, "{indent}.host{rest}"),
            None => _ = writeln!(made, "{line}"),
        }
    }
    made
}

/// Sizes go by the element's own measure, and conditions on the window's width by the width that the element has.
fn measured(styles: &str) -> String {
    let mut made = String::with_capacity(styles.len() * 2);
    for line in styles.lines() {
        let is_width = line.starts_with("@media (min-width: ") || line.starts_with("@media (max-width: ");
        let line = if is_width { line.replacen("@media", "@container", 1) } else { line.to_owned() };
        let line = line.replace("vi,", "cqi,"); // a part of the window's width
        let mut rest = line.as_str();
        while let Some(at) = rest.find("rem") {
            let number = rest[..at]
                .rfind(|sign: char| !sign.is_ascii_digit() && sign != '.' && sign != '-')
                .map_or(0, |at| at + 1);
            let is_end = !rest[at + 3..].starts_with(|sign: char| sign.is_alphanumeric() || sign == '-' || sign == '_');
            match rest[number..at].parse::<f64>() {
                Ok(value) if is_end && is_width => _ = write!(made, "{}{}px", &rest[..number], value * REM),
                Ok(_) if is_end => _ = write!(made, "{}calc({} * var(--rem))", &rest[..number], &rest[number..at]),
                _ => made.push_str(&rest[..at + 3]),
            }
            rest = &rest[at + 3..];
        }
        made.push_str(rest);
        made.push('\n');
    }
    made
}

#[cfg(test)]
mod tests {
    use super::{chosen, measured, rooted, themable};

    #[test]
    fn sizes_go_by_the_elements_own_measure() {
        assert_eq!(
            measured("a {\n  gap: 1.25rem -2rem; /* .remark */\n}\n"),
            "a {\n  gap: calc(1.25 * var(--rem)) calc(-2 * var(--rem)); /* .remark */\n}\n"
        );
        assert_eq!(measured("@media (min-width: 35.5rem) {\n"), "@container (min-width: 568px) {\n");
        assert_eq!(measured("@media (forced-colors: active) {\n"), "@media (forced-colors: active) {\n");
    }

    #[test]
    fn what_holds_for_the_page_holds_for_the_root() {
        let styles = ":root {\n}\n  :root:where(a) {\nhtml {\nbody {\n.finding__body {\n";
        assert_eq!(rooted(styles), ".host {\n}\n  .host:where(a) {\n.host {\n.host {\n.finding__body {\n");
    }

    #[test]
    fn a_value_can_be_set_and_a_theme_chosen_from_outside() {
        assert_eq!(themable("  --ink: #15201c;\n"), "  --ink: var(--hubcheck-ink, #15201c);\n");
        let tokens = ":root {\n  --ink: black;\n}\n\n@media (prefers-color-scheme: dark) {\n  :root {\n    --ink: white;\n  }\n}\n";
        let made = chosen(tokens).expect("the block is there");
        assert!(made.contains(":root:where(:not([data-theme=\"light\"])) {\n    --ink: white;\n  }\n}\n"), "{made}");
        assert!(
            made.contains(":root:where([data-theme=\"dark\"]) {\n  color-scheme: dark;\n    --ink: white;"),
            "{made}"
        );
        assert!(chosen(":root {}").is_err());
    }
}
