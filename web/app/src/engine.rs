//! The engine as the page sees it: promises of `client.js` become results, questions of the state become calls.
//!
//! What must stay true: one question is under way at a time, and only the newest waits behind it; every question gets an
//! answer, be it that something went wrong. What an answer means is decided in `state.rs` alone.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Blob;
use yew::prelude::*;

use crate::aftermath::{Imported, Resumed, ResumedOptions, Retried};
use crate::ask::Question;
use crate::files::Shelf;
use crate::plan::{MOST, Sketch};
use crate::profile::{Profile, ReadProfile};
use crate::reading::{self, Filled};
use crate::report::{Report, RuleText};
use crate::settings::Options;
use crate::state::{Action, Call, Engine, Picked, Progress, Request, State, Trouble};
use crate::texts::spoken;

#[wasm_bindgen]
extern "C" {
    /// The engine's client, made by `client.js` and given to `mount`.
    pub type Client;
    #[wasm_bindgen(method, structural, catch)]
    fn ready(this: &Client) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, structural)]
    fn locked(this: &Client) -> bool;
    #[wasm_bindgen(method, structural, catch)]
    fn open(this: &Client, file: &Blob) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn baseline(this: &Client, file: Option<&Blob>) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn check(this: &Client, options: &str, onprogress: &Function) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn correct(this: &Client, options: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn summary(this: &Client, options: &str, format: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn plan(this: &Client, options: &str, most: usize) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn outputs(this: &Client, options: &str, kinds: &Array) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn retry(this: &Client, options: &str, errors: &Blob, part: Option<usize>) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn resume(this: &Client, options: &str, session: &Blob) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn profile(this: &Client, options: &str, profile: &Blob) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn grid(this: &Client, call: &str, options: &str, show: &str, at: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn prove(this: &Client) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn rules(this: &Client) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn language(this: &Client, language: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, structural)]
    fn cancel(this: &Client);
    #[wasm_bindgen(method, structural)]
    fn onstate(this: &Client, callback: &Function);
}

/// One file of a correction, ready to be saved.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Part {
    pub name: String,
    pub users: usize,
    pub blob: Blob,
}

/// The client and what it holds open. Two are equal when they are the same one.
#[derive(Clone)]
pub(crate) struct Connection(Rc<Inner>);

struct Inner {
    client: Client,
    shelf: Shelf,
    line: RefCell<Line>,
}

/// What is asked, and which files the client has.
#[derive(Default)]
struct Line {
    busy: bool,
    next: Option<Request>,
    open: Option<u32>,
    baseline: Option<u32>,
}

impl PartialEq for Connection {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Connection {
    pub(crate) fn new(client: Client, shelf: Shelf) -> Self {
        Self(Rc::new(Inner { client, shelf, line: RefCell::default() }))
    }

    pub(crate) fn shelf(&self) -> &Shelf {
        &self.0.shelf
    }

    pub(crate) fn cancel(&self) {
        self.0.client.cancel();
    }

    /// The file of a language; `None` when it could not be loaded.
    pub(crate) async fn language(&self, language: &str) -> Option<String> {
        answer(self.0.client.language(language)).await.ok()?.as_string()
    }

    /// The corrected file in its parts, or why there is none.
    pub(crate) async fn correct(&self, options: &Options) -> Result<Vec<Part>, Trouble> {
        let answer = answer(self.0.client.correct(&options.json())).await?;
        if let Some(refusal) = get(&answer, "refusal").as_string() {
            return Err(Trouble::Says(refusal));
        }
        let parts: Array = get(&answer, "parts").dyn_into().map_err(trouble)?;
        parts.iter().map(|part| read_part(&part)).collect()
    }

    pub(crate) async fn summary(&self, options: &Options, format: &str) -> Result<Blob, Trouble> {
        answer(self.0.client.summary(&options.with_checksums().json(), format)).await?.dyn_into().map_err(trouble)
    }

    /// Everything of one kind that can be saved, and how many users lose a licence by importing it. What the engine
    /// refuses is said in its sentence.
    pub(crate) async fn output(&self, options: &Options, kind: &str) -> Result<(Vec<Part>, usize), Trouble> {
        // A summary names the files by their checksums; nothing else has a place for them.
        let json =
            if matches!(kind, "summary" | "redacted") { options.with_checksums().json() } else { options.json() };
        let answer = answer(self.0.client.outputs(&json, &Array::of1(&kind.into()))).await?;
        let list = |key| get(&answer, key).dyn_into::<Array>().map_err(trouble);
        if let Some(refused) = list("refused")?.iter().next() {
            return Err(sentence(&get(&refused, "message").as_string().unwrap_or_default()));
        }
        let files = list("files")?.iter().map(|file| read_part(&file)).collect::<Result<_, _>>()?;
        Ok((files, count(&get(&answer, "removals"))))
    }

    /// How many users lose a licence by importing the file, or may; `None` when that could not be counted.
    pub(crate) async fn removals(&self, options: &Options) -> Option<usize> {
        self.output(options, "picture").await.ok().map(|(_, removals)| removals)
    }

    /// What the engine answers about the grid.
    pub(crate) async fn grid<T: Filled + Default>(&self, question: &Question) -> Result<T, Trouble> {
        let Question { call, about, at } = question;
        let place = js_sys::Object::new();
        let set = |key: &str, value: JsValue| drop(Reflect::set(&place, &key.into(), &value));
        for (key, count) in [("from", at.from), ("count", at.count), ("row", at.row)] {
            set(key, count.into());
        }
        set("index", at.index.map_or(JsValue::UNDEFINED, JsValue::from));
        set("forward", at.forward.into());
        read(&answer(self.0.client.grid(call, &about.options, &about.show, &place)).await?)
    }

    /// Tries to send something; each attempt with where, how and how it ended.
    pub(crate) async fn prove(&self) -> Result<Vec<[String; 3]>, Trouble> {
        let attempts: Vec<Vec<String>> = read(&answer(self.0.client.prove()).await?)?;
        // One that is not of three words would not be shown as held back.
        Ok(attempts.into_iter().map(|attempt| attempt.try_into().unwrap_or_default()).collect())
    }

    async fn sketch(&self, request: &Request) -> Result<Sketch, Trouble> {
        answer(self.0.client.ready()).await?;
        self.lay_open(request).await?;
        let planned = answer(self.0.client.plan(&request.options.json(), MOST)).await?;
        let picture = get(&planned, "picture").as_string().unwrap_or_default();
        Ok(Sketch { plan: read(&get(&planned, "plan"))?, picture })
    }

    /// Matches Control Hub's error file with what was imported.
    async fn retried(
        &self,
        request: &Request,
        errors: &Picked,
        imported: Option<Imported>,
    ) -> Result<Retried, Trouble> {
        answer(self.0.client.ready()).await?;
        self.lay_open(request).await?;
        let blob = self.blob(errors)?;
        let made = answer(self.0.client.retry(&request.options.json(), &blob, imported.map(Imported::part))).await?;
        let told = js_sys::JSON::stringify(&made).map_err(trouble)?;
        let parts: Array = get(&made, "parts").dyn_into().map_err(trouble)?;
        let files = parts.iter().map(|part| read_part(&part)).collect::<Result<_, _>>()?;
        Ok(Retried { told: read(&told)?, files: Rc::new(files) })
    }

    /// The options of a session of this very file, or why it is none.
    async fn resumed(&self, request: &Request, session: &Picked) -> Result<ResumedOptions, Trouble> {
        answer(self.0.client.ready()).await?;
        self.lay_open(request).await?;
        let blob = self.blob(session)?;
        let made = answer(self.0.client.resume(&request.options.json(), &blob)).await?;
        let Resumed { options, refusal } = read(&made)?;
        options.ok_or_else(|| sentence(&refusal.unwrap_or_default().message))
    }

    /// An organization's own profile, or what is wrong with its file, in a language of the page.
    pub(crate) async fn profile(&self, file: &Blob, language: &str) -> Result<Profile, Trouble> {
        answer(self.0.client.ready()).await?;
        // The engine says nothing beside English but what it has a catalogue for.
        let options = format!("{{\"language\":\"{language}\"}}");
        let made = answer(self.0.client.profile(&options, file)).await?;
        let ReadProfile { profile, refusal } = read(&made)?;
        profile.ok_or_else(|| sentence(&refusal.unwrap_or_default().message))
    }

    fn blob(&self, picked: &Picked) -> Result<Blob, Trouble> {
        self.0.shelf.get(picked).ok_or(Trouble::Cancelled)
    }

    async fn report(&self, request: &Request, onprogress: &Function) -> Result<Report, Trouble> {
        answer(self.0.client.ready()).await?;
        self.lay_open(request).await?;
        let json = answer(self.0.client.check(&request.options.json(), onprogress)).await?;
        read(&json)
    }

    /// Gives the client the files of this question, unless it has them.
    async fn lay_open(&self, request: &Request) -> Result<(), Trouble> {
        let Inner { client, shelf, line } = &*self.0;
        if line.borrow().open != Some(request.file.id)
            && let Some(blob) = shelf.get(&request.file)
        {
            line.borrow_mut().open = None;
            answer(client.open(&blob)).await?;
            line.borrow_mut().open = Some(request.file.id);
        }
        let wanted = request.baseline.as_ref().map(|baseline| baseline.id);
        if line.borrow().baseline != wanted {
            let blob = request.baseline.as_ref().and_then(|baseline| shelf.get(baseline));
            answer(client.baseline(blob.as_ref())).await?;
            line.borrow_mut().baseline = wanted;
        }
        Ok(())
    }

    async fn answer(&self, request: Request, dispatch: &UseReducerDispatcher<State>) {
        let ticket = request.ticket;
        let action = match &request.call {
            Call::Check => None,
            Call::Plan => Some(Action::Planned { ticket, result: self.sketch(&request).await.map(Rc::new) }),
            Call::Retry { errors, imported } => {
                let result = self.retried(&request, errors, *imported).await.map(Rc::new);
                Some(Action::Retried { ticket, errors: errors.id, imported: *imported, result })
            }
            Call::Resume(session) => {
                Some(Action::Resumed { ticket, session: session.id, result: self.resumed(&request, session).await })
            }
        };
        if let Some(action) = action {
            dispatch.dispatch(action);
            return;
        }
        let onprogress = {
            let dispatch = dispatch.clone();
            Closure::<dyn FnMut(f64, f64)>::new(move |done, total| {
                dispatch.dispatch(Action::Progressed { ticket, progress: percent(done, total) });
            })
        };
        let result = self.report(&request, onprogress.as_ref().unchecked_ref()).await;
        let window = request.options.findings;
        dispatch.dispatch(match window.rule {
            None => Action::Answered { ticket, result: result.map(Rc::new) },
            Some(rule) => {
                let result = result.map(|report| Rc::new(report.findings));
                Action::Paged { ticket, rule, from: window.from, result }
            }
        });
    }

    fn ask(&self, request: Request, dispatch: UseReducerDispatcher<State>) {
        let mut line = self.0.line.borrow_mut();
        line.next = Some(request);
        if line.busy {
            return;
        }
        line.busy = true;
        let connection = self.clone();
        spawn_local(async move {
            while let Some(request) = connection.take_next() {
                connection.answer(request, &dispatch).await;
            }
        });
    }

    fn take_next(&self) -> Option<Request> {
        let mut line = self.0.line.borrow_mut();
        line.busy = line.next.is_some();
        line.next.take()
    }
}

/// Connects the state with the engine: reports how it fares, and asks what the state wants to know.
#[hook]
pub(crate) fn use_engine(connection: &Connection, state: &UseReducerHandle<State>) {
    let dispatch = state.dispatcher();
    use_effect_with(connection.clone(), move |connection| greet(connection.clone(), dispatch));
    let dispatch = state.dispatcher();
    use_effect_with((connection.clone(), state.wanted()), move |(connection, wanted)| {
        if let Some(request) = wanted {
            connection.ask(request.clone(), dispatch);
        }
    });
}

fn greet(connection: Connection, dispatch: UseReducerDispatcher<State>) {
    let onstate = {
        let (connection, dispatch) = (connection.clone(), dispatch.clone());
        Closure::<dyn FnMut(String, JsValue)>::new(move |state: String, why: JsValue| {
            let why = why.as_string().unwrap_or_default();
            dispatch.dispatch(Action::Engine(match state.as_str() {
                "ready" => Engine::Ready,
                "replaced" => Engine::Replaced(why),
                "failed" => Engine::Failed(why),
                _ => Engine::Loading,
            }));
            lock(&connection, &dispatch);
        })
    };
    // The client calls back for as long as the page lives, so the closure is left to it.
    connection.0.client.onstate(onstate.into_js_value().unchecked_ref());
    spawn_local(async move {
        if answer(connection.0.client.ready()).await.is_err() {
            return; // `onstate` has told it
        }
        dispatch.dispatch(Action::Engine(Engine::Ready));
        lock(&connection, &dispatch);
        if let Ok(json) = answer(connection.0.client.rules()).await
            && let Ok(rules) = read::<Vec<RuleText>>(&json)
        {
            dispatch.dispatch(Action::Rules(Rc::new(rules)));
        }
    });
}

/// How much of the whole is done; an engine that does not know the whole has done nothing yet.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // held between 0 and 100
fn percent(done: f64, total: f64) -> Progress {
    Progress(if total > 0.0 { (done / total * 100.0).clamp(0.0, 100.0) as u8 } else { 0 })
}

fn lock(connection: &Connection, dispatch: &UseReducerDispatcher<State>) {
    if connection.0.client.locked() {
        dispatch.dispatch(Action::Locked);
    }
}

fn read<T: Filled + Default>(json: &JsValue) -> Result<T, Trouble> {
    reading::read(&json.as_string().unwrap_or_default()).map_err(|error| sentence(&error.to_string()))
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a count of users: whole and not negative
fn count(value: &JsValue) -> usize {
    value.as_f64().unwrap_or_default() as usize
}

fn read_part(part: &JsValue) -> Result<Part, Trouble> {
    Ok(Part {
        name: get(part, "name").as_string().unwrap_or_default(),
        users: count(&get(part, "users")),
        blob: get(part, "blob").dyn_into().map_err(trouble)?,
    })
}

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED)
}

async fn answer(promise: Result<Promise, JsValue>) -> Result<JsValue, Trouble> {
    JsFuture::from(promise.map_err(trouble)?).await.map_err(trouble)
}

/// What JavaScript threw, as a sentence; in the page's language, where one of our scripts said it.
fn trouble(error: JsValue) -> Trouble {
    if get(&error, "name").as_string().as_deref() == Some("AbortError") {
        return Trouble::Cancelled;
    }
    if let Some(says) = get(&error, "says").as_string() {
        let args = get(&error, "args");
        return sentence(&spoken().told(&says, &|name| get(&args, name).as_string()));
    }
    let message = get(&error, "message").as_string().or_else(|| error.as_string());
    sentence(&message.unwrap_or_else(|| String::from(js_sys::Object::from(error).to_string())))
}

/// What went wrong, ended like a sentence whoever said it.
fn sentence(says: &str) -> Trouble {
    Trouble::Says(if says.ends_with(['.', '!', '?']) { says.to_owned() } else { format!("{says}.") })
}
