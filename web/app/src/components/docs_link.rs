//! Links into the documents that stand beside the page, where they do.

use yew::prelude::*;

use crate::host::Host;
use crate::texts::Words;

/// Where `index.html` says that the documents are; a page in one file or within another page does not say it.
const MARK: &str = "data-docs";

/// A page of the documents, in a tab of its own: this one may hold a file.
pub(crate) fn docs_link(words: &Words, host: &Host, path: &str, says: &str) -> Html {
    host.mark(MARK).map_or_else(Html::default, |folder| {
        html! {
            <a class="link" href={format!("{folder}{path}")} target="_blank" rel="noopener noreferrer" hreflang="en">
                {says}<span class="visually-hidden">{format!(" ({})", words.trust.new_tab)}</span>
            </a>
        }
    })
}
