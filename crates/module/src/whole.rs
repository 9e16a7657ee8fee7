//! What can be asked of a checked file, beside its report: what the whole engine has and the first one has not.
//!
//! What must stay true: bytes that are handed out go across in stretches, so that no large file is in memory twice.

use hubcheck::{Correction, Imported, OutputKind, OwnProfile, Part, Reading, SummaryFormat};
use wasm_bindgen::prelude::*;

use crate::{Checker, json, parse, stopped, teller, unwritten};

#[wasm_bindgen]
impl Checker {
    /// Takes what the converter knows of the file, as JSON, and its text where there is one instead of the bytes.
    ///
    /// # Errors
    /// When the origin is not what [`hubcheck::Origin`] reads.
    #[wasm_bindgen(js_name = setOrigin)]
    pub fn set_origin(&mut self, origin: &str, text: Option<Vec<u8>>) -> Result<(), JsError> {
        self.forget_grid();
        self.sum.take();
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
        self.forget_grid();
        let text = String::from_utf8(text).map_err(|_| JsError::new("the text is not UTF-8"))?;
        self.origin.get_or_insert_default().readings.push(Reading { encoding, text });
        Ok(())
    }

    /// The corrected file, in parts if it has more users than one import takes.
    /// `take(part, bytes)` gets the bytes of each part, one stretch after the
    /// other, so that no large file is in memory twice. They are the engine's own:
    /// whoever keeps them copies them before it answers, as a `Blob` does. `progress` is as in `check`.
    ///
    /// # Errors
    /// When the options are not what [`hubcheck::Options`] reads, `take` throws, or the correction was stopped.
    #[expect(clippy::needless_pass_by_value, reason = "only an owned function may be left out by the caller")]
    pub fn correct(
        &self,
        options: &str,
        take: &js_sys::Function,
        progress: Option<js_sys::Function>,
    ) -> Result<Corrected, JsError> {
        let correction = hubcheck::correct_with(&self.input(), &parse(options)?, &mut teller(progress.as_ref()));
        let correction = correction.ok_or_else(stopped)?;
        for (index, part) in correction.parts.iter().flatten().enumerate() {
            hand_over(index, part, take).map_err(|_| JsError::new("the corrected file could not be taken"))?;
        }
        Corrected::new(&correction)
    }

    /// The change summary as `csv`, `json` or `html`.
    ///
    /// # Errors
    /// When the options are not what [`hubcheck::Options`] reads, or the format is another.
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
    /// a mode: of each pair of classes); the totals still count all. `progress` is as in `check`.
    ///
    /// # Errors
    /// When the options are not what [`hubcheck::Options`] reads, or the plan was stopped.
    #[expect(clippy::needless_pass_by_value, reason = "only an owned function may be left out by the caller")]
    pub fn plan(
        &self,
        options: &str,
        most: Option<usize>,
        progress: Option<js_sys::Function>,
    ) -> Result<Planned, JsError> {
        let (options, most) = (parse(options)?, most.unwrap_or(usize::MAX));
        let plan = hubcheck::plan_with(&self.input(), &options, most, &mut teller(progress.as_ref()));
        let plan = plan.ok_or_else(stopped)?;
        let picture = plan.picture();
        Ok(Planned { plan: json(&plan)?, picture })
    }

    /// What to do around the import, as JSON: see `Checklist` in the engine.
    ///
    /// # Errors
    /// When the options are not what [`hubcheck::Options`] reads.
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

    /// Matches Control Hub's error file with the file as given (0), or with a part of its corrected file (from 1); without
    /// `part` only as far as both are the same.
    /// `take(part, bytes)` gets the files to retry with, as [`Checker::correct`] gives them; the answer is JSON: `Retry` of the engine, and `parts`.
    ///
    /// # Errors
    /// When the options are not what [`hubcheck::Options`] reads, or `take` throws.
    pub fn retry(
        &self,
        options: &str,
        errors: &[u8],
        part: Option<usize>,
        take: &js_sys::Function,
    ) -> Result<String, JsError> {
        let imported = Imported::of_part(part);
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
    /// When the options are not what [`hubcheck::Options`] reads.
    pub fn resume(&self, options: &str, session: &[u8]) -> Result<String, JsError> {
        let answer = match hubcheck::resume(&self.input(), &parse(options)?, session) {
            Ok(options) => serde_json::json!({ "options": options, "refusal": null }),
            Err(refusal) => serde_json::json!({ "options": null, "refusal": refusal }),
        };
        Ok(answer.to_string())
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

/// Bytes of a part that go across at once. Each stretch becomes a `Blob`, and many small ones cost a browser far more than
/// few large ones; a quarter of the part finds room where the rules have worked.
fn stretch_of(size: usize) -> usize {
    (size / 4).clamp(1 << 20, 1 << 26)
}

fn hand_over(index: usize, part: &Part<'_>, take: &js_sys::Function) -> Result<(), JsValue> {
    let size = part.size();
    let most = stretch_of(size);
    let mut stretch = Vec::with_capacity(most.min(size));
    for mut piece in part.pieces() {
        while stretch.len() + piece.len() > most {
            let (now, later) = piece.split_at(most - stretch.len());
            stretch.extend_from_slice(now);
            show(index, &stretch, take)?;
            stretch.clear();
            piece = later;
        }
        stretch.extend_from_slice(piece);
    }
    show(index, &stretch, take)
}

/// Gives the bytes where they lie: nothing of what the engine does between can move them.
fn show(index: usize, bytes: &[u8], take: &js_sys::Function) -> Result<(), JsValue> {
    let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().dyn_into()?;
    let (at, length) = (bytes.as_ptr().addr() as u32, bytes.len() as u32); // an address of wasm has 32 bits
    let bytes = js_sys::Uint8Array::new_with_byte_offset_and_length(&memory.buffer(), at, length);
    take.call2(&JsValue::NULL, &index.into(), &bytes).map(|_| ())
}

fn give(index: usize, bytes: &[u8], take: &js_sys::Function) -> Result<(), JsValue> {
    take.call2(&JsValue::NULL, &index.into(), &js_sys::Uint8Array::from(bytes)).map(|_| ())
}

/// Reads an organization's own profile, to be put into the options. JSON: `{profile, refusal}`, one of which is null; a
/// refusal has `code`, `message`, `line` (from 1) and `key`.
///
/// # Errors
/// When the options are not what [`hubcheck::Options`] reads.
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
