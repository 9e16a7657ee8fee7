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
mod host;
mod keys;
mod plan;
mod profile;
mod reading;
mod report;
mod settings;
mod sight;
mod state;
mod texts;
mod visible;

use wasm_bindgen::prelude::*;
use web_sys::{Element, File};
use yew::AppHandle;

use components::{App, AppProps};
use engine::{Client, Connection};
use files::Shelf;
use host::{Given, Host};
use state::Action;

/// Puts the app into `root`, in place of what stands there, and lets it ask this client. It speaks the language whose
/// file is given; without one, English. `file` is what was chosen before. Who embeds it says so in an invitation: `frame`
/// or `element`, then the origin that is told what was found or nothing, then settings as [`Mounted::give`] takes them.
#[wasm_bindgen]
pub fn mount(
    root: Element,
    client: Client,
    language: String,
    texts: Option<String>,
    file: Option<File>,
    invitation: Option<Vec<String>>,
) -> Mounted {
    let connection = Connection::new(client, Shelf::default());
    let file = file.map(|file| connection.shelf().file(file));
    let language = texts.map_or_else(String::new, |texts| {
        texts::learn(&language, &texts);
        language
    });
    let host = Host::new(root.clone(), &invitation.unwrap_or_default());
    let props = AppProps { connection, language, file, host: host.clone() };
    Mounted { app: yew::Renderer::<App>::with_root_and_props(root, props).render(), host }
}

/// The app where it stands, for whoever put it there.
#[wasm_bindgen]
pub struct Mounted {
    app: AppHandle<App>,
    host: Host,
}

#[wasm_bindgen]
impl Mounted {
    /// Puts a setting in place of the one that stands: `mode`, `limit`, `country` or, as JSON, `profile`. What is not
    /// written as the setting is takes it away.
    pub fn give(&self, name: &str, written: &str) {
        if let Some(given) = Given::read(name, written) {
            self.host.tell(given.action());
        }
    }

    /// Speaks the language whose file is given.
    pub fn speak(&self, language: String, texts: &str) {
        texts::learn(&language, texts);
        self.host.tell(Action::Speak(language));
    }

    /// Says what went wrong with what came from outside.
    pub fn complain(&self, why: String) {
        self.host.tell(Action::Complain(why));
    }

    /// Takes the app away.
    pub fn unmount(self) {
        self.app.destroy();
    }
}
