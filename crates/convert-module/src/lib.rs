//! The boundary between the converter and JavaScript: bytes and JSON go across.
//!
//! What must stay true: it translates and decides nothing. It is a wasm of its
//! own, so that nobody waits for it who has a CSV file. An error means that the
//! caller is wrong; a file that cannot be converted has an origin that says why.

use hubcheck::{Failure, Options, Origin, SheetName};
use hubcheck_convert::{Book, readings};
use wasm_bindgen::prelude::*;

/// A workbook.
#[wasm_bindgen]
pub struct Workbook {
    bytes: Vec<u8>,
    sheets: Result<Vec<SheetName>, Failure>,
}

#[wasm_bindgen]
impl Workbook {
    /// Takes the bytes of the workbook as given.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        let sheets = Book::open(&bytes).map(|book| book.sheets().to_vec());
        Self { bytes, sheets }
    }

    /// The position of the sheet that these options mean.
    ///
    /// # Errors
    /// When the options are not what [`Options`] reads.
    pub fn choose(&self, options: &str) -> Result<usize, JsError> {
        let options: Options = serde_json::from_str(options)
            .map_err(|error| JsError::new(&format!("the options cannot be read: {error}")))?;
        Ok(self.sheets.as_ref().map_or(0, |sheets| hubcheck::choose_sheet(sheets, &options)))
    }

    /// The text of one sheet, or why there is none.
    #[must_use]
    pub fn convert(&self, sheet: usize) -> Text {
        let converted = match &self.sheets {
            Ok(_) => Book::open(&self.bytes).and_then(|book| book.convert(sheet)),
            Err(failure) => Err(*failure),
        };
        match converted {
            Ok(converted) => Text { origin: json(&converted.origin), bytes: Some(converted.text) },
            Err(failure) => Text { origin: json(&Origin { failure: Some(failure), ..Origin::default() }), bytes: None },
        }
    }
}

/// What became of a sheet.
#[wasm_bindgen]
pub struct Text {
    origin: String,
    bytes: Option<Vec<u8>>,
}

#[wasm_bindgen]
impl Text {
    /// For the engine, as JSON.
    #[must_use]
    pub fn origin(&self) -> String {
        self.origin.clone()
    }

    /// Hands the CSV text over, if there is one; a second time it gives nothing.
    #[must_use]
    pub fn bytes(&mut self) -> Option<Vec<u8>> {
        self.bytes.take()
    }
}

/// A file in the encodings that the engine cannot read itself, the likeliest first.
#[wasm_bindgen]
pub struct Readings(std::vec::IntoIter<hubcheck::Reading>);

#[wasm_bindgen]
impl Readings {
    /// Takes the bytes of the file as given.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(bytes: &[u8]) -> Self {
        Self(readings(bytes).into_iter())
    }

    /// Hands over the name of the next encoding and the text in it; nothing after the last.
    pub fn take(&mut self) -> Option<Box<[JsValue]>> {
        let reading = self.0.next()?;
        let text = js_sys::Uint8Array::from(reading.text.as_bytes());
        Some(Box::new([reading.encoding.into(), text.into()]))
    }
}

/// Lets a panic reach JavaScript as an error with its message.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        let error = js_sys::Error::new(&panic.to_string());
        // The name says that this instance must not be used any more.
        error.set_name("ConverterPanic");
        wasm_bindgen::throw_val(error.into());
    }));
}

fn json(origin: &Origin) -> String {
    // Numbers, strings and lists of them always serialize.
    serde_json::to_string(origin).unwrap_or_default()
}
