//! Where the app stands: on a page of its own, on that page inside a frame, or as an element of somebody else's page.
//!
//! What must stay true: as an element it touches nothing outside its own root: no title, address or storage, no key and no
//! drop beside it; and what was meant for it does not reach the page around.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, EventTarget};
use yew::prelude::*;

use crate::profile::Profile;
use crate::settings::{Mode, Settings};
use crate::state::Action;

/// More users in one file nobody means.
const MOST_USERS: usize = 9_999_999;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Page,
    Frame,
    Element,
}

/// What the embedding page says of the import; it counts until the admin says something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Given {
    Mode(Option<Mode>),
    Limit(Option<usize>),
    Countries(Vec<String>),
    Profile(Option<Profile>),
}

impl Given {
    /// A setting as an attribute or an address has it; what is written wrongly counts as not said.
    pub(crate) fn read(name: &str, written: &str) -> Option<Self> {
        let written = written.trim();
        Some(match name {
            "mode" => Given::Mode([Mode::Add, Mode::AddRemove].into_iter().find(|mode| mode.name() == written)),
            "limit" => Given::Limit(written.parse().ok().filter(|limit| (1..=MOST_USERS).contains(limit))),
            "country" => Given::Countries(countries(written)),
            "profile" => Given::Profile(crate::reading::read(written).ok()),
            _ => return None,
        })
    }

    /// What the state does about it.
    pub(crate) fn action(self) -> Action {
        match self {
            // Answers that only the profile before made sense of go with it.
            Given::Profile(profile) => Action::Profile(profile),
            given => Action::Given(given),
        }
    }

    pub(crate) fn put_into(self, settings: &mut Settings) {
        match self {
            Given::Mode(mode) => settings.mode = mode,
            Given::Limit(limit) => settings.limit = limit,
            Given::Countries(countries) => settings.countries = countries,
            Given::Profile(profile) => settings.profile = profile,
        }
    }
}

/// Two-letter codes in any case, with blanks or commas between them.
fn countries(written: &str) -> Vec<String> {
    let words = written.split([',', ' ', '\t', '\n']);
    let codes = words.filter(|word| word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_alphabetic()));
    codes.map(str::to_ascii_uppercase).collect()
}

/// How the app was asked in.
#[derive(Debug, Default)]
struct Invitation {
    place: Place,
    /// The origin of the page around the frame, which is told what was found.
    told: Option<String>,
    given: Vec<Given>,
}

impl Invitation {
    /// Of the words that `mount` is given: place, told origin or nothing, then names and values of settings in turn.
    fn read(words: &[String]) -> Self {
        let word = |at: usize| words.get(at).map_or("", String::as_str);
        let place = match word(0) {
            "frame" => Place::Frame,
            "element" => Place::Element,
            _ => Place::Page,
        };
        let told = Some(word(1)).filter(|told| !told.is_empty()).map(str::to_owned);
        let given = words.get(2..).unwrap_or_default().chunks_exact(2);
        Self { place, told, given: given.filter_map(|pair| Given::read(&pair[0], &pair[1])).collect() }
    }
}

/// Two hosts are equal when they are the same one.
#[derive(Clone, Default)]
pub(crate) struct Host(Rc<Inner>);

#[derive(Default)]
struct Inner {
    root: Option<Element>,
    invitation: Invitation,
    on_action: RefCell<Callback<Action>>,
}

impl PartialEq for Host {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Host {
    pub(crate) fn new(root: Element, invitation: &[String]) -> Self {
        let invitation = Invitation::read(invitation);
        Self(Rc::new(Inner { root: Some(root), invitation, on_action: RefCell::default() }))
    }

    /// Whether the app is an element in somebody else's page.
    pub(crate) fn is_guest(&self) -> bool {
        self.0.invitation.place == Place::Element
    }

    /// What is ours of somebody else's page.
    pub(crate) fn guest(&self) -> Option<&Element> {
        self.0.root.as_ref().filter(|_| self.is_guest())
    }

    /// Whether options are remembered: only on a page of our own.
    pub(crate) fn remembers(&self) -> bool {
        self.0.invitation.place == Place::Page
    }

    /// What a mark on the document says: the scripts around the app, and `index.html`, leave word there. On somebody else's
    /// page such a mark is none of ours.
    pub(crate) fn mark(&self, name: &str) -> Option<String> {
        let root = self.0.root.as_ref().filter(|_| !self.is_guest())?;
        root.owner_document()?.document_element()?.get_attribute(name)
    }

    /// Who is told what was found, beside the person.
    pub(crate) fn told(&self) -> Option<&str> {
        self.0.invitation.told.as_deref()
    }

    /// Remembered settings, or those the embedding page gives.
    pub(crate) fn settings(&self) -> Settings {
        let mut settings = if self.remembers() { Settings::remembered() } else { Settings::default() };
        self.0.invitation.given.iter().cloned().for_each(|given| given.put_into(&mut settings));
        settings
    }

    /// What hears keys, pastes and drops: the window, or as a guest only what is ours.
    pub(crate) fn ears(&self) -> EventTarget {
        self.guest().cloned().map_or_else(|| js_sys::global().unchecked_into(), EventTarget::from)
    }

    /// Ends an event that was meant for us: a page that takes dropped files itself must not take these.
    pub(crate) fn keep(&self, event: &Event) {
        if self.is_guest() {
            event.stop_propagation();
        }
    }

    /// Whether something is inside of what is ours; of a page of our own everything is, but not what lies beyond it.
    pub(crate) fn holds(&self, target: Option<&EventTarget>) -> bool {
        let node = target.and_then(|target| target.dyn_ref::<web_sys::Node>());
        node.is_some_and(|node| self.guest().is_none_or(|root| root.contains(Some(node))))
    }

    /// Tells browser and screen readers the language and its direction; whose page it is also gives it its title.
    pub(crate) fn spoken(&self, title: &str, language: &str, direction: &str) {
        let Some(root) = &self.0.root else { return };
        let document: Option<Document> = root.owner_document().filter(|_| !self.is_guest());
        if let Some(document) = &document {
            document.set_title(title);
        }
        let whole = document.and_then(|document| document.document_element()).unwrap_or_else(|| root.clone());
        _ = whole.set_attribute("lang", language);
        _ = whole.set_attribute("dir", direction);
    }

    /// From now on, what comes from outside goes this way.
    pub(crate) fn attend(&self, on_action: Callback<Action>) {
        self.0.on_action.replace(on_action);
    }

    pub(crate) fn tell(&self, action: Action) {
        let on_action = self.0.on_action.borrow().clone();
        on_action.emit(action);
    }
}

/// Where the app stands.
#[hook]
pub(crate) fn use_host() -> Host {
    use_context::<Host>().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Invitation {
        Invitation::read(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn what_the_page_around_says_is_put_into_the_settings() {
        let words =
            ["frame", "https://example.com", "mode", "add-remove", "limit", "500", "country", "dk, se", "x", "y"];
        let invitation = read(&words);
        assert_eq!((invitation.place, invitation.told.as_deref()), (Place::Frame, Some("https://example.com")));
        let mut settings = Settings::default();
        invitation.given.into_iter().for_each(|given| given.put_into(&mut settings));
        assert_eq!((settings.mode, settings.limit), (Some(Mode::AddRemove), Some(500)));
        assert_eq!(settings.countries, ["DK", "SE"]);
        let profile = Given::read("profile", r#"{"profile":1,"name":"Us"}"#);
        profile.expect("there is such a setting").put_into(&mut settings);
        assert!(settings.profile.is_some());
    }

    #[test]
    fn what_is_said_wrongly_or_not_any_more_counts_as_not_said() {
        for (name, written) in
            [("mode", "remove"), ("limit", "0"), ("limit", "many"), ("country", "D, 12"), ("profile", "")]
        {
            let mut settings = Settings { mode: Some(Mode::Add), limit: Some(5), ..Settings::default() };
            settings.countries = vec!["DK".to_owned()];
            let before = settings.clone();
            Given::read(name, written).expect("there is such a setting").put_into(&mut settings);
            let kept = (settings.mode.is_some(), settings.limit.is_some(), !settings.countries.is_empty());
            assert_eq!(kept, (name != "mode", name != "limit", name != "country"), "{name} {written} {before:?}");
        }
        assert_eq!(Given::read("colour", "red"), None);
        let nothing = read(&[]);
        assert_eq!((nothing.place, nothing.told, nothing.given.len()), (Place::Page, None, 0));
    }
}
