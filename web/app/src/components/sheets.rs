//! The sheets that can lie over the page, one at a time.

use yew::prelude::*;

use crate::engine::Connection;
use crate::host::Host;
use crate::state::{Action, SheetOver, State};
use crate::texts::Words;

use super::help::help;
use super::sheet::Sheet;
use super::trust::Trust;

pub(crate) fn sheets(
    words: &Words,
    host: &Host,
    state: &State,
    connection: &Connection,
    on_action: &Callback<Action>,
) -> Html {
    let is_open = |sheet: SheetOver| state.sheet == Some(sheet);
    let on_close = on_action.reform(|()| Action::Lay(None));
    let is_stored = host.remembers() && (!state.inputs.settings.is_default() || !state.single_keys);
    html! {
        <>
            <Sheet id="keys-title" title={words.grid.keys_title} is_open={is_open(SheetOver::Keys)} on_close={on_close.clone()}>
                { help(words, state.single_keys, on_action) }
            </Sheet>
            <Sheet id="trust-title" title={words.trust.title} is_open={is_open(SheetOver::Trust)} {on_close}>
                <Trust connection={connection.clone()} locked={state.locked} {is_stored} on_action={on_action.clone()} />
            </Sheet>
        </>
    }
}
