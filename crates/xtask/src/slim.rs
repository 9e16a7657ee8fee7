//! Takes the comments out of what a visitor loads: they are for whoever reads
//! the source, and weigh nearly as much as what they explain.
//!
//! What must stay true: only lines go that are comments as a whole. Nothing is
//! renamed or joined, so the site stays readable, and what stands in a string
//! stays as it is.

use crate::shell::{Outcome, Problem};

/// A script or a style sheet without its comments and blank lines.
pub fn slim(name: &str, source: &str) -> Outcome<String> {
    let mut kept = String::with_capacity(source.len());
    let (mut in_comment, mut in_template) = (false, false);
    for line in source.lines() {
        let words = line.trim();
        if in_template && (words.is_empty() || words.starts_with("//") || words.starts_with("/*")) {
            return Err(Problem::new(format!("{name}: `{words}` looks like a comment and is part of a string")));
        }
        let begins = !in_comment && words.starts_with("/*");
        // What stands behind a comment of one line is no comment.
        let is_whole = begins && words.find("*/").is_none_or(|end| end + 2 == words.len());
        let is_left_out = in_comment || is_whole || words.is_empty() || words.starts_with("//");
        if in_comment || is_whole {
            in_comment = !words.contains("*/");
            if !in_comment && !words.ends_with("*/") {
                return Err(Problem::new(format!("{name}: something follows a comment: `{words}`")));
            }
        }
        if !is_left_out {
            in_template ^= words.matches('`').count() % 2 == 1;
            kept.push_str(line);
            kept.push('\n');
        }
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::slim;

    #[test]
    fn only_whole_lines_of_comment_go() {
        let source = "// a\n/** b\n * c\n */\nlet d = \"// e\"; // f\n\n  /* g */\n  h(`i`);\n/** j */ k();\n";
        assert_eq!(
            slim("a.js", source).expect("nothing is wrong with it"),
            "let d = \"// e\"; // f\n  h(`i`);\n/** j */ k();\n"
        );
    }

    #[test]
    fn what_might_be_part_of_a_string_stops_the_build() {
        for source in ["a(`\n// b\n`);", "a(`\n\n`);", "/* a\n*/ b();"] {
            assert!(slim("a.js", source).is_err(), "{source}");
        }
    }
}
