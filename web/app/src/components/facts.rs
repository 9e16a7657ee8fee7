//! What kind of file it is, in one line.

use yew::prelude::*;

use crate::report::Report;
use crate::texts::{Words, encoding};

pub(crate) fn facts(words: &Words, report: &Report) -> Html {
    let file = &report.file;
    let fact =
        |name: &'static str, value: String| html! { <div class="facts__fact"><dt>{name}</dt><dd>{value}</dd></div> };
    html! {
        <dl class="facts">
            { fact(words.fact_users, words.number(report.users())) }
            { fact(words.fact_columns, words.number(file.columns.len())) }
            { fact(words.fact_size, words.size(file.size)) }
            if let Some(workbook) = &file.workbook {
                { fact(words.fact_sheet, workbook.sheet.clone()) }
            } else {
                if !file.encoding.is_empty() { { fact(words.fact_encoding, encoding(&file.encoding)) } }
                if let Some(separator) = &file.separator { { fact(words.fact_separator, words.separator(separator)) } }
                { fact(words.fact_line_end, words.line_end(&file.line_end)) }
            }
            { fact(words.fact_limit, words.number(report.limit)) }
        </dl>
    }
}
