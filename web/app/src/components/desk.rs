//! A checked file: the verdict, the findings by rule, and beside them what the check depends on.

use std::rc::Rc;

use web_sys::File;
use yew::prelude::*;

use crate::report::{Finding, RuleText};
use crate::settings::Settings;
use crate::state::{Action, Check, Desk, Go, Inputs, View};
use crate::texts::use_words;

use super::baseline::BaselineField;
use super::busy::busy;
use super::group::Group;
use super::history_buttons::history_buttons;
use super::icon::Shape;
use super::notice::notice;
use super::options::OptionsPanel;
use super::session::SessionField;
use super::verdict::VerdictBand;
use super::views::Views;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct DeskViewProps {
    pub desk: Desk,
    pub inputs: Inputs,
    pub rules: Rc<Vec<RuleText>>,
    pub on_action: Callback<Action>,
    pub on_baseline: Callback<File>,
    pub on_sample_baseline: Callback<()>,
    pub on_cancel: Callback<()>,
    pub on_session: Callback<File>,
    /// The view that stands in place of the findings.
    #[prop_or_default]
    pub children: Html,
}

#[component]
pub(crate) fn DeskView(props: &DeskViewProps) -> Html {
    let words = use_words();
    let report = &props.desk.report;
    let groups = use_memo(report.clone(), |report| {
        let of_rule = |name: &str| {
            Rc::new(report.findings.iter().filter(|finding| finding.rule == name).cloned().collect::<Vec<Finding>>())
        };
        report
            .rules
            .iter()
            .filter(|rule| rule.total > 0)
            .map(|rule| (rule.clone(), of_rule(&rule.name)))
            .collect::<Vec<_>>()
    });
    let waiting = groups.iter().map(|(rule, _)| rule.waiting()).sum::<usize>();
    let is_beyond_help = report.is_beyond_help();
    // The rows of the file need all the room there is.
    let has_sides = !is_beyond_help && props.desk.view != View::File;
    // Whoever answered a file into this must find the way back.
    let has_answers = props.inputs.history.undone().is_some() || props.inputs.history.redone().is_some();
    let on_settings = props.on_action.reform(|settings: Settings| Action::Set(settings));
    html! {
        <div class="desk">
            <VerdictBand name={props.desk.file.name.clone()} report={report.clone()} is_above_findings={props.desk.view == View::Findings} on_restart={props.on_action.reform(|()| Action::Restart)} />
            <div class="desk__top">
                if !is_beyond_help { <Views view={props.desk.view} on_action={props.on_action.clone()} /> }
                if let Some(problem) = &props.desk.problem { { notice(Shape::Triangle, "", problem.clone()) } }
                if let Check::UnderWay(progress) = props.desk.check {
                    { busy(words, "busy--inline", words.checking_again, progress, &props.on_cancel) }
                }
            </div>
            if has_sides { <div class="desk__baseline">
                <BaselineField picked={props.inputs.baseline.clone()} report={report.baseline.clone()} offers_sample={props.desk.file.is_sample}
                    on_file={props.on_baseline.clone()} on_sample={props.on_sample_baseline.clone()}
                    on_remove={props.on_action.reform(|()| Action::ChoseBaseline(None))} />
            </div> }
            if props.desk.view != View::Findings && !is_beyond_help { {props.children.clone()} } else {
            <section class="desk__findings" aria-labelledby="findings-title">
                <div class="desk__bar">
                    <h2 class="desk__title" id="findings-title">{words.findings_title}</h2>
                    if !is_beyond_help || has_answers { { history_buttons(words, &props.inputs.history, waiting, &props.on_action) } }
                </div>
                if groups.is_empty() { <p class="desk__nothing">{words.nothing_found}</p> }
                { for groups.iter().map(|(rule, findings)| {
                    let text = props.rules.iter().find(|text| text.name == rule.name).map(|text| words.rule(text));
                    let is_wanted = props.desk.wishes.first().is_some_and(|wish| wish.go == Go::Rule(rule.name.clone()));
                    html! { <Group key={rule.name.clone()} rule={rule.clone()} {text} findings={findings.clone()} {is_wanted}
                        page={props.desk.page(&rule.name).cloned()} history={props.inputs.history.clone()} on_action={props.on_action.clone()} /> }
                }) }
            </section>
            }
            if has_sides { <div class="desk__options">
                <OptionsPanel settings={props.inputs.settings.clone()} on_change={on_settings} on_profile={props.on_action.reform(Action::Profile)} />
                <SessionField session={props.desk.after.session.clone()} on_file={props.on_session.clone()} />
            </div> }
        </div>
    }
}
