//! Files in and out of the page: dropped, chosen, pasted; saved through blob addresses.
//!
//! Bytes never become part of the state: they lie on a [`Shelf`] under a number, and the state knows the number.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, DataTransfer, File, HtmlAnchorElement, Url};

use crate::state::Picked;

const SAMPLE: &[u8] = include_bytes!("../../samples/damaged-users.csv");
const SAMPLE_NAME: &str = "damaged-users.csv";
const SAMPLE_EXPORT: &[u8] = include_bytes!("../../samples/export-before.csv");
const SAMPLE_EXPORT_NAME: &str = "export-before.csv";

/// Where the bytes of the given files lie. Two shelves are equal when they are the same one.
#[derive(Clone, Default)]
pub(crate) struct Shelf(Rc<RefCell<Vec<(u32, Blob)>>>);

impl PartialEq for Shelf {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Shelf {
    pub(crate) fn get(&self, picked: &Picked) -> Option<Blob> {
        self.0.borrow().iter().find(|(id, _)| *id == picked.id).map(|(_, blob)| blob.clone())
    }

    pub(crate) fn file(&self, file: File) -> Picked {
        let name = file.name();
        self.lay(file.into(), name, false)
    }

    /// Text from the clipboard. `None` if there is nothing but blanks.
    pub(crate) fn text(&self, text: &str, name: &str) -> Option<Picked> {
        if text.trim().is_empty() {
            return None;
        }
        let blob = Blob::new_with_str_sequence(&Array::of1(&JsValue::from_str(text))).ok()?;
        Some(self.lay(blob, name.to_owned(), false))
    }

    /// A file that shows what real spreadsheets do to an export.
    pub(crate) fn sample(&self) -> Option<Picked> {
        Some(self.lay(blob(SAMPLE)?, SAMPLE_NAME.to_owned(), true))
    }

    /// The export that file was made from.
    pub(crate) fn sample_export(&self) -> Option<Picked> {
        Some(self.lay(blob(SAMPLE_EXPORT)?, SAMPLE_EXPORT_NAME.to_owned(), true))
    }

    /// Takes away what the state no longer knows, so that large files do not pile up in memory.
    pub(crate) fn keep(&self, known: &[Option<&Picked>]) {
        self.0.borrow_mut().retain(|(id, _)| known.iter().flatten().any(|picked| picked.id == *id));
    }

    fn lay(&self, blob: Blob, name: String, is_sample: bool) -> Picked {
        let id = NEXT.with_borrow_mut(|next| {
            *next += 1;
            *next
        });
        let size = size(&blob);
        self.0.borrow_mut().push((id, blob));
        Picked { id, name, size, is_sample }
    }
}

thread_local! {
    /// Numbers are never used twice, or an old file could answer for a new one.
    static NEXT: RefCell<u32> = const { RefCell::new(0) };
}

fn blob(bytes: &[u8]) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type("text/csv");
    Blob::new_with_u8_array_sequence_and_options(&Array::of1(&Uint8Array::from(bytes)), &options).ok()
}

/// Sizes come from JavaScript as floating point numbers; they are whole and not negative.
#[allow(clippy::cast_sign_loss)]
pub(crate) fn size(blob: &Blob) -> usize {
    blob.size() as usize
}

/// The first file of a drop or a paste.
pub(crate) fn first_file(data: Option<&DataTransfer>) -> Option<File> {
    data?.files()?.get(0)
}

/// Whether what is dragged over the page holds files (and not a selected word).
pub(crate) fn holds_files(data: Option<&DataTransfer>) -> bool {
    data.is_some_and(|data| data.types().includes(&JsValue::from_str("Files"), 0))
}

/// Saves a blob under a name. `None` if the browser does not let us.
pub(crate) fn save(blob: &Blob, name: &str) -> Option<()> {
    let address = Url::create_object_url_with_blob(blob).ok()?;
    let document = web_sys::window()?.document()?;
    let anchor: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click(); // outside of the document: whoever watches links there has no part in this one
    // A browser may still be reading when `click` returns; a large file needs a while.
    Timeout::new(60_000, move || {
        let _ = Url::revoke_object_url(&address);
    })
    .forget();
    Some(())
}
