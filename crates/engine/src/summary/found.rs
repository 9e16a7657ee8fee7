//! What was found in a file, or in several, as a list for spreadsheets (CSV) and as one page to read and to print (HTML).
//!
//! What must stay true: both hold what the report carries and nothing else; no cell can act in either.

use std::fmt::Write as _;
use std::sync::Arc;

use super::escape::{escaped_words, said, sentence, value};
use super::harmless;
use super::html::{ending, facts, head, place_of, title_of};
use crate::report::{Finding, Fix, Report, RuleTotals};
use crate::rule::Safety;
use crate::words::{Arg, Catalogue, Words, say};

const CSV_HEADER: [&str; 14] = [
    "file",
    "line",
    "row",
    "column",
    "column number",
    "cell",
    "severity",
    "code",
    "rule",
    "value",
    "what",
    "fix",
    "after",
    "state",
];

/// The findings that these reports carry, one to a line, as CSV.
#[must_use]
pub fn findings_list(reports: &[Report]) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    _ = writer.write_record(CSV_HEADER); // to memory
    for report in reports {
        for finding in &report.findings {
            _ = writer.write_record(csv_fields(report, finding).map(harmless));
        }
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn csv_fields(report: &Report, finding: &Finding) -> [String; CSV_HEADER.len()] {
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let fix = finding.fix.as_ref();
    [
        report.file.name.clone(),
        number(finding.line),
        number(finding.row),
        finding.column.clone().unwrap_or_default(),
        number(finding.index.map(|index| index + 1)), // as people count
        finding.cell.clone().unwrap_or_default(),
        finding.severity.word().to_owned(),
        finding.code.clone(),
        finding.rule.clone(),
        finding.value.clone(),
        finding.what.clone(),
        fix.map(|fix| fix.does.clone()).unwrap_or_default(),
        fix.and_then(|fix| fix.after.clone()).unwrap_or_default(),
        state(finding).to_owned(),
    ]
}

/// What becomes of a finding, in a word for programs.
fn state(finding: &Finding) -> &'static str {
    match &finding.fix {
        None => "by hand",
        Some(_) if finding.applied => "corrected",
        Some(fix) if !fix.choices.is_empty() => "choose",
        Some(_) => "ask",
    }
}

/// The findings that these reports carry as one page, in this language; English without one.
#[must_use]
pub fn findings_page(reports: &[Report], catalogue: Option<&Arc<Catalogue>>) -> String {
    let words = &Words::of(catalogue);
    let title = match reports {
        [report] => report.file.name.clone(),
        reports => words.say(&say!("{n} {n|file|files}", n = Arg::Count(reports.len()))),
    };
    let kind = say!("What was found");
    let mut html = String::with_capacity(16_384);
    head(words, &mut html, &format!("{}: {title}", words.say(&kind)), &words.say(&kind), &title);
    if let [report] = reports {
        _ = writeln!(html, "<p class=\"verdict\">{}</p>", escaped_words(words, &report.verdict_in(words)));
    }
    html.push_str("</header>\n");
    for report in reports {
        if reports.len() > 1 {
            let (name, verdict) =
                (escaped_words(words, &report.file.name), escaped_words(words, &report.verdict_in(words)));
            _ = write!(html, "<section>\n<h2>{name}</h2>\n<p>{verdict}</p>\n</section>\n");
        }
        numbers(words, &mut html, report);
        facts(words, &mut html, report, &[]);
        for counts in &report.rules {
            let findings: Vec<&Finding> =
                report.findings.iter().filter(|finding| finding.rule == counts.name).collect();
            group(words, &mut html, counts, &findings);
        }
    }
    html.push_str("<footer>\n");
    ending(words, &mut html);
    html
}

fn numbers(words: &Words, html: &mut String, report: &Report) {
    let totals = report.totals;
    html.push_str("<ul class=\"numbers\">\n");
    for count in [
        say!("{n} {n|blocker|blockers}", n = Arg::Count(totals.blocker)),
        say!("{n} {n|warning|warnings}", n = Arg::Count(totals.warning)),
        say!("{n} {n|note|notes}", n = Arg::Count(totals.note)),
    ] {
        _ = writeln!(html, "<li>{}</li>", said(words, &count));
    }
    html.push_str("</ul>\n");
}

fn group(words: &Words, html: &mut String, counts: &RuleTotals, findings: &[&Finding]) {
    let (severity, word) = (counts.severity.word(), title_of(counts.severity));
    let rule = crate::pages::find_rule(&counts.name);
    let of_rule = |text: Option<&'static str>| escaped_words(words, words.text(text.unwrap_or_default()));
    _ = write!(
        html,
        "<section class=\"group {severity}\">\n<h3><span class=\"severity\">{}</span> {} \
         <span class=\"code\">{} {}</span> <small>{}</small></h3>\n<p>{}</p>\n<p>{}</p>\n<ul>\n",
        escaped_words(words, words.text(word)),
        of_rule(rule.map(|rule| rule.summary)),
        escaped_words(words, &counts.code),
        escaped_words(words, &counts.name),
        said(words, &say!("{n} {n|place|places}", n = Arg::Count(counts.total))),
        of_rule(rule.map(|rule| rule.why)),
        of_rule(rule.map(|rule| rule.todo)),
    );
    for finding in findings {
        let place = escaped_words(words, &place_of(words, finding));
        let what = sentence(words, &finding.what);
        let fix = finding.fix.as_ref().map(|fix| format!(" {}", correction(words, finding, fix)));
        _ = writeln!(html, "<li><b>{place}</b> {what}{}</li>", fix.unwrap_or_default());
    }
    html.push_str("</ul>\n");
    if findings.len() < counts.total {
        let more = say!("… and {n} more.", n = Arg::Count(counts.total - findings.len()));
        _ = writeln!(html, "<p class=\"more\">{}</p>", said(words, &more));
    }
    html.push_str("</section>\n");
}

/// `4526018159 → +4526018159`, and why or on which condition.
fn correction(words: &Words, finding: &Finding, fix: &Fix) -> String {
    let change = match (&fix.after, finding.index) {
        (Some(after), Some(_)) => format!("{} → {} ", value(words, &finding.value), value(words, after)),
        _ => String::new(),
    };
    let evidence = fix.evidence.as_ref().map(|evidence| evidence.says.as_str());
    let condition = match (fix.safety, fix.choices.as_slice()) {
        (Safety::Safe, _) => evidence.map_or_else(|| fix.does.clone(), str::to_owned),
        (Safety::Ask, []) => words.say(&say!("If you agree: {does}", does = &fix.does)),
        (Safety::Ask, choices) => {
            let choices = choices.iter().map(|choice| Arg::from(&choice.does)).collect();
            words.say(&say!("Choose one: {choices}", choices = Arg::Joined(choices)))
        }
    };
    format!("{change}<small>{}</small>", sentence(words, &condition))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Input, Options, check};

    fn report(file: &str) -> Report {
        check(&Input { file: file.as_bytes(), baseline: None, origin: None }, &Options::default())
    }

    #[test]
    fn nothing_in_the_list_runs_as_a_formula() {
        let report = report("User ID/Email (Required),Title,Contact Center Standard\r\na@example.com,=1+1,SAND\r\n");
        let list = findings_list(&[report]);
        let lines: Vec<&str> = list.split("\r\n").collect();
        assert_eq!(lines[0], "file,line,row,column,column number,cell,severity,code,rule,value,what,fix,after,state");
        assert!(list.contains(",2,1,Title,2,,warning,V342,formula-value,'=1+1,"), "{list}");
        assert!(list.contains(",foreign-boolean,SAND,") && list.contains(",TRUE,corrected\r\n"), "{list}");
        assert!(!list.contains(",=1+1"), "{list}");
    }

    #[test]
    fn nothing_in_the_page_is_a_tag_or_comes_from_outside() {
        let file = "User ID/Email (Required),<script>,Contact Center Standard\r\na@example.com,<b>x</b>,SAND\r\n";
        for reports in [vec![report(file)], vec![report(file), report(file)]] {
            let page = findings_page(&reports, None);
            assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"));
            assert!(!page.contains("<script") && !page.contains("<b>x") && !page.contains("://"), "{page}");
            assert!(
                page.contains("&lt;script&gt;") && page.contains("<code>SAND</code> → <code>TRUE</code>"),
                "{page}"
            );
            assert_eq!(page.matches("foreign-boolean").count(), reports.len());
            for tag in ["header", "section", "ul", "footer", "main"] {
                assert_eq!(
                    page.matches(&format!("<{tag}")).count(),
                    page.matches(&format!("</{tag}>")).count(),
                    "{tag}"
                );
            }
        }
    }
}
