//! What kind of file it is, in one line.

use std::rc::Rc;

use yew::prelude::*;

use crate::report::Report;
use crate::texts::use_words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct FactsProps {
    pub report: Rc<Report>,
}

#[component]
pub(crate) fn Facts(props: &FactsProps) -> Html {
    let words = use_words();
    let file = &props.report.file;
    let fact =
        |name: &'static str, value: String| html! { <div class="facts__fact"><dt>{name}</dt><dd>{value}</dd></div> };
    html! {
        <dl class="facts">
            { fact(words.fact_users, words.number(file.records)) }
            { fact(words.fact_columns, words.number(file.columns.len())) }
            { fact(words.fact_size, words.size(file.size)) }
            if !file.encoding.is_empty() { { fact(words.fact_encoding, words.encoding(&file.encoding)) } }
            if let Some(separator) = &file.separator { { fact(words.fact_separator, words.separator(separator)) } }
            { fact(words.fact_line_end, words.line_end(&file.line_end)) }
            { fact(words.fact_limit, words.number(props.report.limit)) }
        </dl>
    }
}
