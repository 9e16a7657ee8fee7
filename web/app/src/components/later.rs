//! What is large and not needed at once comes a moment after the rest.
//!
//! One long task keeps a person waiting who types or taps meanwhile; several short ones do not.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// Whether what was mounted with this stands, and the browser has had a turn since.
#[hook]
pub(crate) fn use_later() -> bool {
    let is_later = use_state_eq(|| false);
    let setter = is_later.setter();
    use_effect_with((), move |()| {
        let timer = Timeout::new(0, move || setter.set(true));
        move || drop(timer) // what is gone by then needs nothing any more
    });
    *is_later
}
