//! The page: a Yew app that shows the public report and takes the decisions.
//!
//! Architecture invariants: the page knows the report's JSON and never the engine; its state is a value with one pure step
//! (`state.rs`); components hold no words (`texts.rs`) and no styles (`web/style`); nothing here makes a request.

mod aftermath;
mod components;
mod countries;
mod decision;
mod engine;
mod files;
mod plan;
mod report;
mod settings;
mod state;
mod texts;
mod visible;

use wasm_bindgen::prelude::*;
use web_sys::Element;

use components::{App, AppProps};
use engine::{Client, Connection};
use files::Shelf;

/// Puts the page into `root`, in place of what stands there, and lets it ask this client.
#[wasm_bindgen]
pub fn mount(root: Element, client: Client) {
    let connection = Connection::new(client, Shelf::default());
    yew::Renderer::<App>::with_root_and_props(root, AppProps { connection }).render();
}
