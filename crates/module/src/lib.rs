//! The boundary between the engine and JavaScript: bytes and JSON go across.
//!
//! What must stay true: it translates and decides nothing. A [`Checker`] holds
//! the file's bytes once; every answer is made anew from them and the options, but for the grid that somebody looks at.
//! An error means that the caller is wrong; a broken file never is one.
//!
//! Built with the feature `first` it is what a page needs first: it checks a file and can nothing else. The same code makes
//! the same report.

#[cfg(not(feature = "first"))]
mod grid;
#[cfg(not(feature = "first"))]
mod warm;
#[cfg(not(feature = "first"))]
mod whole;

#[cfg(not(feature = "first"))]
use hubcheck::Origin;
use hubcheck::{Catalogue, Input, Options};
use serde::Serialize;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// One file, and the baseline export that belongs to it, if there is one.
#[wasm_bindgen]
pub struct Checker {
    file: Vec<u8>,
    baseline: Option<Vec<u8>>,
    #[cfg(not(feature = "first"))]
    origin: Option<Origin>,
    /// The file's checksum, once a report has told it: to make it takes as long as half of all rules.
    sum: RefCell<Option<String>>,
    #[cfg(not(feature = "first"))]
    shelf: grid::Shelf,
}

#[wasm_bindgen]
impl Checker {
    /// Takes the bytes of the file as given.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(file: Vec<u8>) -> Self {
        Self {
            file,
            baseline: None,
            #[cfg(not(feature = "first"))]
            origin: None,
            sum: RefCell::default(),
            #[cfg(not(feature = "first"))]
            shelf: grid::Shelf::default(),
        }
    }

    /// Takes the next bytes of the file, which `left` more will follow: so that no large file is in memory twice.
    #[wasm_bindgen(js_name = takeMore)]
    pub fn take_more(&mut self, bytes: &[u8], left: usize) {
        self.sum.take();
        self.file.reserve_exact(bytes.len().saturating_add(left));
        self.file.extend_from_slice(bytes);
    }

    /// Whether only the converter can tell what stands in the file, which is a text.
    #[wasm_bindgen(js_name = isForeign)]
    #[must_use]
    pub fn is_foreign(&self) -> bool {
        hubcheck::is_foreign(&self.file)
    }

    /// Whether the file is a workbook by its first bytes.
    #[wasm_bindgen(js_name = isWorkbook)]
    #[must_use]
    pub fn is_workbook(&self) -> bool {
        hubcheck::is_workbook(&self.file)
    }

    /// Takes, replaces or (with nothing) forgets the baseline export.
    #[wasm_bindgen(js_name = setBaseline)]
    pub fn set_baseline(&mut self, baseline: Option<Vec<u8>>) {
        self.forget_grid();
        self.baseline = baseline;
    }

    /// The report as JSON. `progress(done, total)` is called now and then; the
    /// check stops when it returns `true`.
    ///
    /// # Errors
    /// When the options are not what [`Options`] reads, or the check was stopped.
    #[expect(clippy::needless_pass_by_value, reason = "only an owned function may be left out by the caller")]
    pub fn check(&self, options: &str, progress: Option<js_sys::Function>) -> Result<String, JsError> {
        let mut parsed = parse(options)?;
        let known = self.sum.borrow().clone().filter(|_| parsed.sha256);
        parsed.sha256 &= known.is_none();
        let mut tell = teller(progress.as_ref());
        #[cfg(feature = "first")]
        let report = hubcheck::check_with(&self.input(), &parsed, &mut tell);
        #[cfg(not(feature = "first"))]
        let report = self.shelf.check(&self.input(), options, &parsed, &mut tell);
        let mut report = report.ok_or_else(stopped)?;
        if known.is_some() {
            report.file.sha256 = known;
        } else if report.file.sha256.is_some() {
            self.sum.replace(report.file.sha256.clone());
        }
        json(&report)
    }

    #[cfg_attr(feature = "first", expect(clippy::unused_self, reason = "the first engine keeps no grid"))]
    fn forget_grid(&self) {
        #[cfg(not(feature = "first"))]
        self.shelf.clear();
    }

    fn input(&self) -> Input<'_> {
        make_room(self.file.len() / 2 + ROOM);
        #[cfg(feature = "first")]
        let origin = None; // what the converter reads is the whole engine's
        #[cfg(not(feature = "first"))]
        let origin = self.origin.as_ref();
        Input { file: &self.file, baseline: self.baseline.as_deref(), origin }
    }
}

/// What the engine takes for a small file.
const ROOM: usize = 1 << 22;

/// Lets the memory grow at once by what a question will take: growing costs a browser so much that a large file would
/// else wait for it longer than for any rule.
fn make_room(bytes: usize) {
    let mut room: Vec<u8> = Vec::new();
    // Where there is not so much, less may do.
    if room.try_reserve_exact(bytes).is_ok() {
        std::hint::black_box(&room);
    }
}

/// All rules with their texts and examples, as JSON; of the first engine without the examples, which the page does not show.
#[wasm_bindgen]
#[must_use]
pub fn rules() -> String {
    hubcheck::rules_json()
}

thread_local! {
    /// The languages that were handed in, each read when it is first spoken.
    static LANGUAGES: RefCell<HashMap<String, Language>> = RefCell::default();
}

enum Language {
    Unread(String),
    Read(Arc<Catalogue>),
}

/// Takes the file of a language. Options that name it (`language`) are then answered in it.
#[wasm_bindgen(js_name = addLanguage)]
pub fn add_language(language: String, lines: String) {
    LANGUAGES.with_borrow_mut(|languages| languages.insert(language, Language::Unread(lines)));
}

fn catalogue(language: &str) -> Option<Arc<Catalogue>> {
    LANGUAGES.with_borrow_mut(|languages| {
        let known = languages.get_mut(language)?;
        if let Language::Unread(lines) = known {
            *known = Language::Read(Arc::new(Catalogue::read(language, lines)));
        }
        match known {
            Language::Read(catalogue) => Some(catalogue.clone()),
            Language::Unread(_) => None,
        }
    })
}

/// The engine's version.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Lets a panic reach JavaScript as an error with its message. Without this
/// it is a bare `unreachable`, and nobody could tell us what happened.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        let error = js_sys::Error::new(&panic.to_string());
        // The name says that this instance must not be used any more.
        error.set_name("EnginePanic");
        wasm_bindgen::throw_val(error.into());
    }));
}

fn parse(options: &str) -> Result<Options, JsError> {
    let options: Options =
        serde_json::from_str(options).map_err(|error| JsError::new(&format!("the options cannot be read: {error}")))?;
    Ok(Options { catalogue: catalogue(&options.language), ..options })
}

fn json(value: &impl Serialize) -> Result<String, JsError> {
    serde_json::to_string(value).map_err(|error| unwritten(&error))
}

fn unwritten(error: &serde_json::Error) -> JsError {
    JsError::new(&format!("the answer cannot be written: {error}"))
}

/// Hands on how far the engine is, to whoever wants to know.
fn teller(progress: Option<&js_sys::Function>) -> impl FnMut(hubcheck::Progress) -> ControlFlow<()> {
    move |now| progress.map_or(ControlFlow::Continue(()), |progress| told(progress, &now))
}

fn stopped() -> JsError {
    JsError::new("the work was stopped")
}

fn told(progress: &js_sys::Function, now: &hubcheck::Progress) -> ControlFlow<()> {
    // Counts beyond 2^53 do not occur: a file has fewer bytes.
    #[expect(clippy::cast_precision_loss, reason = "JavaScript has no other number")]
    let (done, total) = (now.done as f64, now.total as f64);
    let stop = progress.call2(&JsValue::NULL, &done.into(), &total.into());
    match stop.map(|stop| stop.is_truthy()) {
        Ok(false) => ControlFlow::Continue(()),
        Ok(true) | Err(_) => ControlFlow::Break(()),
    }
}
