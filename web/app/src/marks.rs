//! What the scripts around the app, and `index.html`, leave word of: as marks on the document.

/// What a mark says; nothing where it is not there.
pub(crate) fn mark(name: &str) -> Option<String> {
    web_sys::window()?.document()?.document_element()?.get_attribute(name)
}
