//! The page: a Yew app that shows the public report and takes the decisions.
//!
//! Architecture invariants: the page knows the report's JSON and never the engine; its state is a value with one pure step
//! (`state.rs`); components hold no words (`texts.rs`) and no styles (`web/style`); nothing here makes a request.

mod aftermath;
mod ask;
mod components;
mod countries;
mod decision;
mod engine;
mod files;
mod geometry;
mod grid;
mod keys;
mod marks;
mod plan;
mod profile;
mod report;
mod settings;
mod sight;
mod state;
mod texts;
mod visible;

use wasm_bindgen::prelude::*;
use web_sys::{Element, File};

use components::{App, AppProps};
use engine::{Client, Connection};
use files::Shelf;

/// Puts the page into `root`, in place of what stands there, and lets it ask this client. It speaks the language whose
/// file is given; without one, English. `file` is what was chosen before.
#[wasm_bindgen]
pub fn mount(root: Element, client: Client, language: String, texts: Option<String>, file: Option<File>) {
    let connection = Connection::new(client, Shelf::default());
    let file = file.map(|file| connection.shelf().file(file));
    let language = texts.map_or_else(String::new, |texts| {
        texts::learn(&language, &texts);
        language
    });
    yew::Renderer::<App>::with_root_and_props(root, AppProps { connection, language, file }).render();
}
