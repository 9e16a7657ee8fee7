//! A table that scrolls by itself, by keyboard too, where the page is too narrow for it.

use yew::prelude::*;

/// `label` is the id of the heading that names it.
pub(crate) fn wide_table(label: &'static str, class: Option<&'static str>, heads: Html, rows: Html) -> Html {
    html! {
        <div class="plan__scroll" role="region" tabindex="0" aria-labelledby={label}>
            <table class={classes!("plan__table", class)} aria-labelledby={label}>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
