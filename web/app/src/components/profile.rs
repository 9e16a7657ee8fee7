//! What the organization states of itself: the way to give it, what it states, and the way to forget it.

use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

use crate::engine::Connection;
use crate::profile::{Limits, Profile};
use crate::state::Trouble;
use crate::texts::{Words, use_words};

use super::drop_zone::DropZone;
use super::focus::use_refocus;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ProfileFieldProps {
    pub profile: Option<Profile>,
    pub on_change: Callback<Option<Profile>>,
}

#[component]
pub(crate) fn ProfileField(props: &ProfileFieldProps) -> Html {
    let (words, group) = (use_words(), use_node_ref());
    use_refocus(props.profile.is_some(), &group, "input");
    let connection = use_context::<Connection>();
    let problem = use_state(|| None::<String>);
    let on_file = {
        let (problem, on_change) = (problem.setter(), props.on_change.clone());
        Callback::from(move |file: File| {
            let Some(connection) = connection.clone() else { return };
            let (problem, on_change) = (problem.clone(), on_change.clone());
            spawn_local(async move {
                match connection.profile(&file, words.language).await {
                    Ok(profile) => {
                        problem.set(None);
                        on_change.emit(Some(profile));
                    }
                    Err(Trouble::Says(why)) => problem.set(Some(words.profile_refused(&why))),
                    Err(Trouble::Cancelled) => {}
                }
            });
        })
    };
    html! {
        <div ref={group} class="options__group" role="group" aria-labelledby="profile-title">
            <p class="label" id="profile-title">{words.around.profile_title}</p>
            <p class="hint">{words.around.profile_hint}</p>
            if let Some(profile) = &props.profile {
                { stated(words, profile) }
                <button type="button" class="link" onclick={props.on_change.reform(|_: MouseEvent| None)}>{words.remove}</button>
            } else {
                <DropZone id="profile-file" accept=".json,application/json" class="drop--small" label={words.around.choose_profile}
                    hint={words.around.choose_profile_hint} on_file={on_file} />
            }
            <div role="status">if let Some(problem) = &*problem { <p class="profile__problem">{problem.clone()}</p> }</div>
        </div>
    }
}

fn stated(words: &Words, profile: &Profile) -> Html {
    let limits = profile.limits.as_ref().map(|Limits { users, megabytes, source }| {
        let users = users.map(|users| words.profile_users(users, source));
        [users, megabytes.map(|megabytes| words.profile_megabytes(megabytes, source))]
    });
    let counted = [
        (profile.locations.len(), &words.around.profile_locations),
        (profile.domains.len(), &words.around.profile_domains),
        (profile.columns.len(), &words.around.profile_columns),
    ];
    let counted = counted.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| words.counted(what, count));
    let left = profile.licences_left.iter().map(|(licence, left)| words.profile_left(licence, *left));
    let mut all: Vec<String> = counted.chain(limits.into_iter().flatten().flatten()).chain(left).collect();
    if all.is_empty() {
        all.push(words.around.profile_nothing.to_owned());
    }
    html! {
        <>
            if !profile.name.is_empty() { <p class="given"><span class="given__name">{profile.name.clone()}</span></p> }
            <p class="hint">{words.around.profile_states}</p>
            <ul class="profile__stated">{ for all.into_iter().map(|what| html! { <li>{what}</li> }) }</ul>
        </>
    }
}
