//! Findings as SARIF 2.1.0, which code scanners and editors read.
//!
//! What must stay true: rules, messages and places are the engine's own; an editor is offered proven corrections alone.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use hubcheck::{Finding, Region, Report, Rule, Safety, Severity, VALUE_LENGTH, find_rule, rule_page};
use serde_json::{Value, json};

use crate::check::Checked;

/// A file that could not be checked.
#[derive(Debug)]
pub(crate) struct Unread {
    pub(crate) path: String,
    pub(crate) why: String,
}

/// The log of one run over these files.
pub(crate) fn log(files: &[Checked], unread: &[Unread]) -> Value {
    let rules = rules_of(files);
    let place = |code: &str| rules.iter().position(|rule| rule.code == code);
    let mut results = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let mut met = BTreeMap::new();
        let mut regions = file.regions.iter();
        for finding in &file.report.findings {
            let region = regions.next().and_then(Option::as_ref);
            results.push(result(file, index, finding, region, place(&finding.code), &mut met));
        }
    }
    let notifications: Vec<Value> = unread
        .iter()
        .map(|unread| {
            json!({
                "level": "error",
                "message": { "text": unread.why },
                "locations": [{ "physicalLocation": { "artifactLocation": location(Path::new(&unread.path)) } }],
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "hubcheck",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "invocations": [{ "executionSuccessful": unread.is_empty(), "toolExecutionNotifications": notifications }],
            "artifacts": files.iter().map(artifact).collect::<Vec<_>>(),
            "results": results,
        }],
    })
}

/// Those that found something, by their codes.
fn rules_of(files: &[Checked]) -> Vec<&'static Rule> {
    let found = files.iter().flat_map(|file| &file.report.rules).filter_map(|counts| find_rule(&counts.name));
    let by_code: BTreeMap<&str, &'static Rule> = found.map(|rule| (rule.code, rule)).collect();
    by_code.into_values().collect()
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": rule.why },
        "help": { "text": format!("{}\n\nSource: {}", rule.todo, rule.source), "markdown": rule_page(rule.name) },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn artifact(file: &Checked) -> Value {
    let Report { file: facts, .. } = &file.report;
    let mut artifact =
        json!({ "location": location(&file.import.path), "length": facts.size, "roles": ["analysisTarget"] });
    if let Some(sha256) = &facts.sha256 {
        artifact["hashes"] = json!({ "sha-256": sha256 });
    }
    if facts.workbook.is_none() && !facts.encoding.is_empty() {
        artifact["encoding"] = json!(facts.encoding);
    }
    artifact
}

fn result(
    file: &Checked,
    index: usize,
    finding: &Finding,
    region: Option<&Region>,
    rule: Option<usize>,
    met: &mut BTreeMap<String, usize>,
) -> Value {
    let mut artifact = location(&file.import.path);
    artifact["index"] = json!(index);
    let mut physical = json!({ "artifactLocation": artifact });
    if let Some(region) = region {
        physical["region"] = shape(region);
    } else if let (Some(line), None) = (finding.line, &finding.cell) {
        physical["region"] = json!({ "startLine": line });
    }
    let mut place = json!({ "physicalLocation": physical });
    if let Some(named) = logical(finding) {
        place["logicalLocations"] = json!([named]);
    }
    let mut result = json!({
        "ruleId": finding.code,
        "level": level(finding.severity),
        "message": { "text": finding.message },
        "locations": [place],
        "partialFingerprints": { "hubcheckFinding/v1": fingerprint(finding, met) },
    });
    if let Some(rule) = rule {
        result["ruleIndex"] = json!(rule);
    }
    if finding.count > 1 {
        result["occurrenceCount"] = json!(finding.count);
    }
    if let Some(fix) = region.and_then(|region| fix(file, finding, region)) {
        result["fixes"] = json!([fix]);
    }
    result
}

fn shape(region: &Region) -> Value {
    json!({
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
        "charOffset": region.offset,
        "charLength": region.length,
    })
}

/// The column, or the cell of a workbook, by its name.
fn logical(finding: &Finding) -> Option<Value> {
    let column = finding.column.as_deref().filter(|column| !column.is_empty());
    let name = finding.cell.as_deref().or(column)?;
    let full = match (finding.row, column) {
        (Some(row), Some(column)) => format!("row {row}, {column}"),
        _ => name.to_owned(),
    };
    Some(json!({ "name": name, "fullyQualifiedName": full, "kind": "member" }))
}

/// What puts the cell right by itself. An editor shows the letters of the file, so that no other encoding is at stake, but
/// separators are: only what is proven is offered, in the file's own form.
fn fix(file: &Checked, finding: &Finding, region: &Region) -> Option<Value> {
    let fix = finding.fix.as_ref().filter(|fix| fix.safety == Safety::Safe)?;
    let after = fix.after.as_ref().filter(|after| after.chars().count() < VALUE_LENGTH)?;
    finding.index?;
    let quotes = after.contains(['"', '\r', '\n']) || after.contains(&file.report.file.separator);
    let written = if quotes { format!("\"{}\"", after.replace('"', "\"\"")) } else { after.clone() };
    Some(json!({
        "description": { "text": fix.does },
        "artifactChanges": [{
            "artifactLocation": location(&file.import.path),
            "replacements": [{ "deletedRegion": shape(region), "insertedContent": { "text": written } }],
        }],
    }))
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Blocker => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The same finding has the same one when rows are added above it: rule, column and value, and which of its equals it is.
fn fingerprint(finding: &Finding, met: &mut BTreeMap<String, usize>) -> String {
    let column = finding.column.as_deref().unwrap_or_default();
    let what = format!("{}\0{column}\0{}", finding.code, finding.value);
    let nth = met.entry(what.clone()).and_modify(|nth| *nth += 1).or_insert(1);
    let hash = what.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3) // FNV-1a
    });
    format!("{hash:016x}:{nth}")
}

/// A path as a URI: relative ones stay so, below what the reader calls the root of the sources.
fn location(path: &Path) -> Value {
    let text = if path.as_os_str() == "-" { "standard-input.csv".into() } else { path.to_string_lossy() };
    let slashes = if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() };
    let slashes = slashes.strip_prefix("./").unwrap_or(&slashes);
    let mut uri = String::with_capacity(slashes.len());
    for byte in slashes.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            other => _ = write!(uri, "%{other:02X}"), // a String takes everything
        }
    }
    match path.is_absolute() {
        true if uri.starts_with('/') => json!({ "uri": format!("file://{uri}") }),
        true => json!({ "uri": format!("file:///{uri}") }),
        false => json!({ "uri": uri, "uriBaseId": "%SRCROOT%" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        let uri = |path: &str| location(Path::new(path))["uri"].as_str().unwrap_or_default().to_owned();
        assert_eq!(uri("users.csv"), "users.csv");
        assert_eq!(uri("./lists/my users #1.csv"), "lists/my%20users%20%231.csv");
        assert_eq!(uri("brugere-æ.csv"), "brugere-%C3%A6.csv");
        assert_eq!(uri("-"), "standard-input.csv");
        #[cfg(unix)]
        assert_eq!(uri("/a/b.csv"), "file:///a/b.csv");
    }
}
