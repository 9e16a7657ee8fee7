//! The whole page: the state in the middle, the views of it around.

use yew::prelude::*;

use crate::engine::{Connection, use_engine};
use crate::host::use_host;
use crate::settings::{Settings, Window, remember_single_keys};
use crate::sight::Sight;
use crate::state::{Action, Check, Engine, FIRST, Phase, State, View};
use crate::texts::use_words;

use super::after_view::AfterView;
use super::announcement::announcement;
use super::desk::DeskView;
use super::download_bar::DownloadBar;
use super::drop_overlay::DropOverlay;
use super::footer::footer;
use super::grid::FileView;
use super::icon::Shape;
use super::intake::intake;
use super::language::on_language;
use super::masthead::masthead;
use super::newer::Newer;
use super::notice::notice;
use super::outputs::Outputs;
use super::plan_view::PlanView;
use super::sheets::sheets;
use super::welcome::{Waiting, Welcome};
use super::window::use_window;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct PageProps {
    pub connection: Connection,
    pub state: UseReducerHandle<State>,
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: std::rc::Rc<Self>, action: Action) -> std::rc::Rc<Self> {
        (*self).clone().after(action).into()
    }
}

#[component]
pub(crate) fn Page(props: &PageProps) -> Html {
    let (words, host) = (use_words(), use_host());
    let PageProps { connection, state } = props;
    // Outlives the view, so that one comes back to where one was.
    let sight = use_reducer(Sight::default);
    use_engine(connection, state);
    use_effect_with(
        (state.inputs.settings.clone(), state.single_keys, host.remembers()),
        |(settings, keys, remembers)| {
            if *remembers {
                settings.remember();
                remember_single_keys(*keys);
            }
        },
    );
    use_effect_with((state.clone(), connection.clone()), |(state, connection)| connection.shelf().keep(&state.files()));
    let on_action = {
        let dispatch = state.dispatcher();
        Callback::from(move |action| dispatch.dispatch(action))
    };
    use_window(connection, &host, &on_action, words, state.single_keys);
    let into = intake(words, connection, state, &on_action);
    let on_cancel = {
        let (connection, on_action) = (connection.clone(), on_action.clone());
        Callback::from(move |()| {
            on_action.emit(Action::Cancel);
            connection.cancel();
        })
    };
    let on_language = on_language(connection, &on_action);
    let inputs = state.inputs.clone();
    let welcome = |problem: Option<String>| {
        html! {
            <Welcome is_return={state.is_used()} problem={problem.map(AttrValue::from)} settings={inputs.settings.clone()} baseline={inputs.baseline.clone()}
                on_file={into.file.clone()} on_baseline={into.baseline.clone()} on_sample={into.sample.clone()} on_action={on_action.clone()} />
        }
    };
    let main = match &state.phase {
        Phase::Welcome { problem } => welcome(problem.clone()),
        Phase::Failed { file, why } => welcome(Some(words.failed(&file.name, why))),
        Phase::Checking { file, progress } => {
            html! { <Waiting file={file.clone()} progress={*progress} engine={state.engine.clone()} on_cancel={on_cancel} /> }
        }
        Phase::Result(desk) => {
            let options = state.options(&desk.file.name, Window { rule: None, from: 0, count: FIRST });
            let pending = desk.check != Check::Done;
            let view = match desk.view {
                View::Findings => Html::default(),
                View::Plan => {
                    let settings = inputs.settings.clone();
                    let on_left = on_action
                        .reform(move |licences_left| Action::Set(Settings { licences_left, ..settings.clone() }));
                    html! { <PlanView planned={state.last_plan().cloned()} is_old={state.planned().is_none()}
                    left={inputs.settings.licences_left.clone()} {on_left} on_action={on_action.clone()} on_cancel={on_cancel.clone()} /> }
                }
                View::File => {
                    html! { <FileView connection={connection.clone()} options={options.clone()} file={desk.file.id} {pending} rules={state.rules.clone()}
                    history={inputs.history.clone()} sight={sight} wish={desk.wishes.first().cloned()} on_action={on_action.clone()} /> }
                }
                View::Downloads => {
                    html! { <Outputs connection={connection.clone()} options={options.clone()} {pending} blockers={desk.report.left.blocker}
                    agreed={state.has_agreed()} on_action={on_action.clone()} /> }
                }
                View::After => {
                    html! { <AfterView connection={connection.clone()} options={options.clone()} settings={inputs.settings.clone()} {pending}
                    report={desk.report.clone()} agreed={state.has_agreed()} errors={desk.after.errors.clone()} retry={state.retry().cloned()}
                    on_errors={into.errors.clone()} on_action={on_action.clone()} on_cancel={on_cancel.clone()} /> }
                }
            };
            html! {
                <>
                    <DeskView desk={desk.clone()} inputs={inputs.clone()} rules={state.rules.clone()} on_action={on_action.clone()}
                        on_baseline={into.baseline.clone()} on_sample_baseline={into.sample_baseline.clone()} {on_cancel} on_session={into.session.clone()}>{view}</DeskView>
                    if !desk.report.is_beyond_help() { <DownloadBar connection={connection.clone()} report={desk.report.clone()} {pending} on_action={on_action.clone()}
                        {options} agreed={state.has_agreed()} /> }
                </>
            }
        }
    };
    let wants_errors = matches!(&state.phase, Phase::Result(desk) if desk.view == View::After);
    let notice = match &state.engine {
        Engine::Replaced(why) => {
            html! { { notice(Shape::Square, "notice--quiet", words.replaced(why)) } }
        }
        Engine::Failed(why) => html! { { notice(Shape::Triangle, "", words.engine_failed(why)) } },
        Engine::Loading | Engine::Ready => Html::default(),
    };
    html! {
        <div class="page" part="page" role={host.is_guest().then_some("region")} aria-label={host.is_guest().then_some("hubcheck")}>
            { masthead(words, &host, &state.engine, state.locked, on_language, &on_action) }
            <main class="main" part="main" id="main" role={host.is_guest().then_some("group")}>{notice}
                <Newer is_idle={matches!(state.phase, Phase::Welcome { .. })} />{main}</main>
            { footer(words, &host, &on_action) }
            <DropOverlay on_file={into.file} on_baseline={into.baseline} errors={wants_errors.then_some(into.errors)} />
            { sheets(words, &host, state, connection, &on_action) }
            <p class="visually-hidden" role="status">{ announcement(words, state) }</p>
        </div>
    }
}
