//! The boundary between the engine and JavaScript: bytes and JSON go across.
//!
//! What must stay true: it translates and decides nothing. A [`Checker`] holds
//! the file's bytes once; every answer is made anew from them and the options, but for the grid that somebody looks at.
//! An error means that the caller is wrong; a broken file never is one.

mod grid;

use hubcheck::{
    Catalogue, Correction, Imported, Input, Options, Origin, OutputKind, OwnProfile, Part, Reading, SummaryFormat,
};
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
    origin: Option<Origin>,
    shelf: grid::Shelf,
}

#[wasm_bindgen]
impl Checker {
    /// Takes the bytes of the file as given.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(file: Vec<u8>) -> Self {
        Self { file, baseline: None, origin: None, shelf: grid::Shelf::default() }
    }

    /// Takes, replaces or (with nothing) forgets the baseline export.
    #[wasm_bindgen(js_name = setBaseline)]
    pub fn set_baseline(&mut self, baseline: Option<Vec<u8>>) {
        self.shelf.clear();
        self.baseline = baseline;
    }

    /// Takes what the converter knows of the file, as JSON, and its text where there is one instead of the bytes.
    ///
    /// # Errors
    /// When the origin is not what [`Origin`] reads.
    #[wasm_bindgen(js_name = setOrigin)]
    pub fn set_origin(&mut self, origin: &str, text: Option<Vec<u8>>) -> Result<(), JsError> {
        self.shelf.clear();
        let origin = serde_json::from_str(origin);
        self.origin = Some(origin.map_err(|error| JsError::new(&format!("the origin cannot be read: {error}")))?);
        if let Some(text) = text {
            self.file = text;
        }
        Ok(())
    }

    /// Takes the text of the file in one encoding, the likeliest first.
    ///
    /// # Errors
    /// When the text is not UTF-8.
    #[wasm_bindgen(js_name = addReading)]
    pub fn add_reading(&mut self, encoding: String, text: Vec<u8>) -> Result<(), JsError> {
        self.shelf.clear();
        let text = String::from_utf8(text).map_err(|_| JsError::new("the text is not UTF-8"))?;
        self.origin.get_or_insert_default().readings.push(Reading { encoding, text });
        Ok(())
    }

    /// The report as JSON. `progress(done, total)` is called now and then; the
    /// check stops when it returns `true`.
    ///
    /// # Errors
    /// When the options are not what [`Options`] reads, or the check was stopped.
    #[expect(clippy::needless_pass_by_value, reason = "only an owned function may be left out by the caller")]
    pub fn check(&self, options: &str, progress: Option<js_sys::Function>) -> Result<String, JsError> {
        let parsed = parse(options)?;
        let mut tell = |now: hubcheck::Progress| match &progress {
            Some(progress) => told(progress, &now),
            None => ControlFlow::Continue(()),
        };
        let report = self.shelf.check(&self.input(), options, &parsed, &mut tell);
        json(&report.ok_or_else(|| JsError::new("the check was stopped"))?)
    }

    /// The corrected file, in parts if it has more users than one import takes.
    /// `take(part, bytes)` gets the bytes of each part, one stretch after the
    /// other, so that no large file is in memory twice.
    ///
    /// # Errors
    /// When the options are not what [`Options`] reads, or `take` throws.
    pub fn correct(&self, options: &str, take: &js_sys::Function) -> Result<Corrected, JsError> {
        let correction = hubcheck::correct(&self.input(), &parse(options)?);
        for (index, part) in correction.parts.iter().flatten().enumerate() {
            hand_over(index, part, take).map_err(|_| JsError::new("the corrected file could not be taken"))?;
        }
        Corrected::new(&correction)
    }

    /// The change summary as `csv`, `json` or `html`.
    ///
    /// # Errors
    /// When the options are not what [`Options`] reads, or the format is another.
    pub fn summary(&self, options: &str, format: &str) -> Result<Vec<u8>, JsError> {
        let format = match format {
            "csv" => SummaryFormat::Csv,
            "json" => SummaryFormat::Json,
            "html" => SummaryFormat::Html,
            other => return Err(JsError::new(&format!("`{other}` is not csv, json or html"))),
        };
        Ok(hubcheck::summary(&self.input(), &parse(options)?, format))
    }

    /// What the import will do, and the picture of it. With `most`, it names at most so many users of each class (without
    /// a mode: of each pair of classes); the totals still count all.
    ///
    /// # Errors
    /// When the options are not what [`Options`] reads.
    pub fn plan(&self, options: &str, most: Option<usize>) -> Result<Planned, JsError> {
        let plan = hubcheck::plan_naming(&self.input(), &parse(options)?, most.unwrap_or(usize::MAX));
        let picture = plan.picture();
        Ok(Planned { plan: json(&plan)?, picture })
    }

    /// What to do around the import, as JSON: see `Checklist` in the engine.
    ///
    /// # Errors
    /// When the options are not what [`Options`] reads.
    pub fn checklist(&self, options: &str) -> Result<String, JsError> {
        json(&hubcheck::checklist(&self.input(), &parse(options)?))
    }

    /// Files to be saved, of these kinds (JSON: `["minimal", …]`). `take(file, bytes)` gets their bytes; the answer is
    /// JSON: `{files: [{kind, name, users, size, sha256}], refused: [{kind, code, message}], blockers, removals}`.
    ///
    /// # Errors
    /// When options or kinds cannot be read, or `take` throws.
    pub fn outputs(&self, options: &str, kinds: &str, take: &js_sys::Function) -> Result<String, JsError> {
        let kinds: Vec<OutputKind> =
            serde_json::from_str(kinds).map_err(|error| JsError::new(&format!("the kinds cannot be read: {error}")))?;
        let made = hubcheck::outputs(&self.input(), &parse(options)?, &kinds);
        let files = made.files.iter().map(|file| {
            serde_json::json!({
                "kind": file.kind,
                "name": file.name,
                "users": file.users,
                "size": file.bytes.len(),
                "sha256": file.sha256,
            })
        });
        let files: Vec<_> = files.collect();
        let refused = made.refused.iter().map(
            |(kind, refusal)| serde_json::json!({ "kind": kind, "code": refusal.code, "message": refusal.message }),
        );
        let refused: Vec<_> = refused.collect();
        for (index, file) in made.files.iter().enumerate() {
            give(index, &file.bytes, take).map_err(|_| JsError::new("the files could not be taken"))?;
        }
        let (blockers, removals) = (made.blockers, made.removals);
        let answer =
            serde_json::json!({ "files": files, "refused": refused, "blockers": blockers, "removals": removals });
        Ok(answer.to_string())
    }

    /// Matches Control Hub's error file with the file as given, or with a part of its corrected file (from 1).
    /// `take(part, bytes)` gets the files to retry with; the answer is JSON: `Retry` of the engine, and `parts`.
    ///
    /// # Errors
    /// When the options are not what [`Options`] reads, or `take` throws.
    pub fn retry(
        &self,
        options: &str,
        errors: &[u8],
        part: Option<usize>,
        take: &js_sys::Function,
    ) -> Result<String, JsError> {
        let imported = part.map_or(Imported::AsGiven, Imported::Corrected);
        let retry = hubcheck::retry(&self.input(), &parse(options)?, errors, imported);
        for (index, part) in retry.parts.iter().enumerate() {
            hand_over(index, part, take).map_err(|_| JsError::new("the file could not be taken"))?;
        }
        let mut answer = serde_json::to_value(&retry).map_err(|error| unwritten(&error))?;
        answer["parts"] = parts(&retry.parts);
        Ok(answer.to_string())
    }

    /// Options and decisions of a session file put into `options`, as JSON: `{options, refusal}`, one of which is null.
    ///
    /// # Errors
    /// When the options are not what [`Options`] reads.
    pub fn resume(&self, options: &str, session: &[u8]) -> Result<String, JsError> {
        let answer = match hubcheck::resume(&self.input(), &parse(options)?, session) {
            Ok(options) => serde_json::json!({ "options": options, "refusal": null }),
            Err(refusal) => serde_json::json!({ "options": null, "refusal": refusal }),
        };
        Ok(answer.to_string())
    }

    fn input(&self) -> Input<'_> {
        Input { file: &self.file, baseline: self.baseline.as_deref(), origin: self.origin.as_ref() }
    }
}

/// A plan and its picture, which come from one way through the file.
#[wasm_bindgen(getter_with_clone)]
pub struct Planned {
    /// As JSON: see `Plan` in the engine.
    pub plan: String,
    /// Licences before and after the import as an SVG element.
    pub picture: String,
}

/// What a correction gave, its bytes aside.
#[wasm_bindgen(getter_with_clone)]
pub struct Corrected {
    /// The report that belongs to the corrected file, as JSON.
    pub report: String,
    /// The parts without their bytes, as JSON: `[{name, users, size, sha256}]`.
    pub parts: String,
    /// Why no corrected file can be handed out, as a sentence.
    pub refusal: Option<String>,
}

impl Corrected {
    fn new(correction: &Correction<'_>) -> Result<Self, JsError> {
        Ok(Self {
            report: json(&correction.report)?,
            parts: parts(correction.parts.as_deref().unwrap_or_default()).to_string(),
            refusal: correction.parts.as_ref().err().map(|refusal| refusal.message.clone()),
        })
    }
}

/// The parts without their bytes.
fn parts(parts: &[Part<'_>]) -> serde_json::Value {
    let parts = parts.iter().map(|part| {
        serde_json::json!({
            "name": part.name,
            "users": part.users,
            "size": part.size(),
            "sha256": part.sha256,
        })
    });
    parts.collect()
}

/// Bytes that go across at once: few enough to copy, many enough to be worth a call.
const STRETCH: usize = 1 << 20;

fn hand_over(index: usize, part: &Part<'_>, take: &js_sys::Function) -> Result<(), JsValue> {
    let mut stretch = Vec::with_capacity(STRETCH.min(part.size()));
    let give = |stretch: &mut Vec<u8>| {
        let given = give(index, stretch, take);
        stretch.clear();
        given
    };
    for mut piece in part.pieces() {
        while stretch.len() + piece.len() > STRETCH {
            let (now, later) = piece.split_at(STRETCH - stretch.len());
            stretch.extend_from_slice(now);
            give(&mut stretch)?;
            piece = later;
        }
        stretch.extend_from_slice(piece);
    }
    give(&mut stretch)
}

fn give(index: usize, bytes: &[u8], take: &js_sys::Function) -> Result<(), JsValue> {
    take.call2(&JsValue::NULL, &index.into(), &js_sys::Uint8Array::from(bytes)).map(|_| ())
}

/// Reads an organization's own profile, to be put into the options. JSON: `{profile, refusal}`, one of which is null; a
/// refusal has `code`, `message`, `line` (from 1) and `key`.
///
/// # Errors
/// When the options are not what [`Options`] reads.
#[wasm_bindgen(js_name = readProfile)]
pub fn read_profile(options: &str, file: &[u8]) -> Result<String, JsError> {
    let catalogue = parse(options)?.catalogue;
    let answer = match OwnProfile::read(file) {
        Ok(profile) => serde_json::json!({ "profile": profile, "refusal": null }),
        Err(bad) => {
            let message = bad.message(catalogue.as_ref());
            let refusal =
                serde_json::json!({ "code": "bad-profile", "message": message, "line": bad.line, "key": bad.key });
            serde_json::json!({ "profile": null, "refusal": refusal })
        }
    };
    Ok(answer.to_string())
}

/// Whether only the converter can tell what stands in a text file.
#[wasm_bindgen(js_name = isForeign)]
#[must_use]
pub fn is_foreign(file: &[u8]) -> bool {
    hubcheck::is_foreign(file)
}

/// Whether the file is a workbook by its first bytes.
#[wasm_bindgen(js_name = isWorkbook)]
#[must_use]
pub fn is_workbook(file: &[u8]) -> bool {
    hubcheck::is_workbook(file)
}

/// All rules with their texts and examples, as JSON.
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
