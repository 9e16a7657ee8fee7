//! The pure steps of the page's state: what fits a phase happens, what came too late does not.

use super::*;
use crate::decision::{NO, Reach, YES};
use crate::report::RuleCount;

fn picked(id: u32) -> Picked {
    Picked { id, name: format!("{id}.csv"), size: 1, is_sample: false }
}

fn start() -> State {
    State::new(Settings::default())
}

fn report(total: usize) -> Rc<Report> {
    let rule = RuleCount { name: "plus-missing".into(), total, ..RuleCount::default() };
    Rc::new(Report { rules: vec![rule], ..Report::default() })
}

fn answer(state: State) -> State {
    answer_with(state, Ok(report(300)))
}

fn answer_with(state: State, result: Result<Rc<Report>, Trouble>) -> State {
    let ticket = state.wanted().expect("a question").ticket;
    state.after(Action::Answered { ticket, result })
}

fn checked() -> State {
    answer(start().after(Action::Chose(picked(1))))
}

fn decide(answer: &str) -> Action {
    Action::Decide(Decision::answer(Reach::rule("plus-missing"), answer))
}

fn desk(state: &State) -> &Desk {
    match &state.phase {
        Phase::Result(desk) => desk,
        other => panic!("no result but {other:?}"),
    }
}

fn decisions(state: &State) -> usize {
    state.inputs.history.current().len()
}

#[test]
fn a_file_is_checked_and_laid_on_the_desk() {
    let state = start().after(Action::Chose(picked(1)));
    assert!(matches!(state.phase, Phase::Checking { .. }));
    let state = answer(state);
    assert_eq!(desk(&state).file, picked(1));
    assert_eq!(state.wanted(), None, "a settled desk asks nothing");
}

#[test]
fn an_answer_to_an_older_question_is_dropped() {
    let first = start().after(Action::Chose(picked(1)));
    let ticket = first.wanted().expect("a question").ticket;
    let second = first.after(Action::Chose(picked(2)));
    let after = second.clone().after(Action::Answered { ticket, result: Ok(report(1)) });
    assert_eq!(after, second);
}

#[test]
fn what_does_not_fit_the_phase_changes_nothing() {
    for action in [Action::Undo, Action::Redo, Action::Cancel, decide(YES)] {
        assert_eq!(start().after(action), start());
    }
    let turn = Action::Turn { rule: "plus-missing".into(), from: 0 };
    assert_eq!(start().after(turn), start());
}

#[test]
fn each_decision_asks_again_and_can_be_undone_and_redone() {
    let state = checked().after(decide(YES));
    assert_eq!(state.wanted().expect("a question").options.decisions.len(), 1);
    let state = answer(state).after(Action::Undo);
    assert_eq!(state.wanted().expect("a question").options.decisions.len(), 0);
    let state = answer(state).after(Action::Redo);
    assert_eq!(decisions(&answer(state)), 1);
}

#[test]
fn the_same_answer_twice_asks_nothing() {
    let state = answer(checked().after(decide(YES)));
    assert_eq!(state.clone().after(decide(YES)), state);
    assert!(state.after(decide(NO)).wanted().is_some());
}

#[test]
fn a_cancelled_check_goes_back_to_what_is_shown() {
    let state = checked().after(decide(YES));
    let late = state.wanted().expect("a question").ticket;
    let state = state.after(Action::Cancel);
    assert_eq!((decisions(&state), state.wanted()), (0, None));
    let after = state.clone().after(Action::Answered { ticket: late, result: Ok(report(9)) });
    assert_eq!(after, state);

    let first = start().after(Action::Chose(picked(1))).after(Action::Cancel);
    assert_eq!(first.phase, Phase::Welcome { problem: None });
}

#[test]
fn a_failed_check_says_so_and_keeps_the_desk() {
    let why = || Err(Trouble::Says("the worker stopped".into()));
    let state = answer_with(checked().after(decide(YES)), why());
    assert_eq!(desk(&state).problem.as_deref(), Some("the worker stopped"));
    assert_eq!(decisions(&state), 0);
    let state = answer_with(start().after(Action::Chose(picked(1))), why());
    assert!(matches!(state.phase, Phase::Failed { .. }));
}

#[test]
fn options_and_baseline_stay_for_the_next_check_and_restart_forgets_the_file() {
    let settings = Settings { countries: vec!["PL".into()], ..Settings::default() };
    let state = start().after(Action::Set(settings.clone())).after(Action::ChoseBaseline(Some(picked(7))));
    assert_eq!(state.wanted(), None);
    let state = answer(state.after(Action::Chose(picked(1))));
    let state = state.after(Action::ChoseBaseline(None));
    assert_eq!(state.wanted().expect("a question").baseline, None);
    let state = answer(state.after(decide(YES))).after(Action::Restart);
    assert_eq!((state.inputs.settings.clone(), decisions(&state)), (settings, 0));
}

#[test]
fn another_profile_asks_again_and_takes_the_answers_back_that_went_by_the_first() {
    let profile = |name: &str| -> crate::profile::Profile {
        crate::reading::read(&format!(r#"{{"profile":1,"locations":["{name}"]}}"#)).expect("the test's own profile")
    };
    let yes = |rule: &str| Action::Decide(Decision::answer(Reach::rule(rule), YES));
    let state = answer(start().after(Action::Profile(Some(profile("Aarhus")))).after(Action::Chose(picked(1))));
    let state = answer(state.after(yes("location-not-in-profile")));
    let state = answer(state.after(yes("plus-missing")));
    assert_eq!((decisions(&state), state.wanted()), (2, None));
    let other = state.after(Action::Profile(Some(profile("Odense"))));
    let asked = other.wanted().expect("a question").options;
    assert_eq!((asked.profile.map(|own| own.locations[0].clone()), asked.decisions.len()), (Some("Odense".into()), 1));
    assert_eq!(decisions(&answer(other).after(Action::Undo)), 2);
}

#[test]
fn the_samples_export_is_no_baseline_for_a_file_of_ones_own() {
    let sample = |id| Picked { is_sample: true, ..picked(id) };
    let state = start().after(Action::Chose(sample(1))).after(Action::ChoseBaseline(Some(sample(2))));
    assert!(state.inputs.baseline.is_some());
    assert_eq!(state.after(Action::Chose(picked(3))).inputs.baseline, None);
}

#[test]
fn an_open_list_is_asked_for_and_asked_again_after_each_decision() {
    let rule = || "plus-missing".to_owned();
    let page = |state: State, findings: usize| {
        let request = state.wanted().expect("a question");
        let from = request.options.findings.from;
        let result = Ok(Rc::new(vec![Finding::default(); findings]));
        state.after(Action::Paged { ticket: request.ticket, rule: rule(), from, result })
    };
    let state = checked().after(Action::Turn { rule: rule(), from: 200 });
    assert_eq!(state.wanted().expect("a question").options.findings.rule, Some(rule()));
    let state = page(state, 100);
    assert_eq!((desk(&state).pages[0].findings.len(), state.wanted()), (100, None));

    let state = answer(state.after(decide(YES)));
    assert_eq!(state.wanted().expect("the list again").options.findings.from, 200);
    let state = page(state, 0);
    assert_eq!(state.wanted().expect("the page before").options.findings.from, 100);
    let state = page(state, 3);
    assert_eq!(state.wanted(), None);

    let state = state.after(Action::CloseList { rule: rule() });
    assert!(desk(&state).pages.is_empty());
    let state = checked().after(Action::Turn { rule: rule(), from: 0 }).after(decide(YES));
    let state = answer_with(state, Ok(report(FIRST)));
    assert!(desk(&state).pages.is_empty(), "a list that fits the report needs no page");
}

#[test]
fn progress_is_shown_for_the_running_check_only() {
    let state = start().after(Action::Chose(picked(1)));
    let ticket = state.wanted().expect("a question").ticket;
    let progress = Progress(50);
    let state = state.after(Action::Progressed { ticket, progress });
    assert_eq!(state.phase, Phase::Checking { file: picked(1), progress: Some(progress) });
    let state = state.after(Action::Chose(picked(2)));
    let later = state.clone().after(Action::Progressed { ticket, progress });
    assert_eq!(later, state);
}

#[test]
fn a_plan_is_asked_for_where_it_is_shown_and_stays_for_the_same_inputs() {
    let planned = |state: State, result| {
        let request = state.wanted().expect("a question");
        assert_eq!(request.call, Call::Plan);
        state.after(Action::Planned { ticket: request.ticket, result })
    };
    let state = checked().after(Action::Look(View::Downloads));
    assert_eq!(state.wanted(), None);
    let state = planned(state.after(Action::Look(View::Plan)), Ok(Rc::default()));
    assert!(matches!(state.planned(), Some(Ok(_))));
    let state = state.after(Action::Look(View::Findings)).after(Action::Look(View::Plan));
    assert_eq!(state.wanted(), None, "nothing is lost going back and forth");

    let state = state.after(decide(YES));
    assert_eq!((state.planned(), state.wanted().map(|request| request.call)), (None, Some(Call::Check)));
    let late = state.wanted().expect("a question").ticket - 1;
    let state = answer(state).after(Action::Planned { ticket: late, result: Ok(Rc::default()) });
    assert_eq!(state.planned(), None, "a plan of older inputs came too late");
    assert_eq!(desk(&state).view, View::Plan);

    let refused = planned(state.clone(), Err(Trouble::Says("why".into())));
    assert_eq!((refused.planned(), refused.wanted()), (Some(&Err("why".into())), None));
    let cancelled = planned(state, Err(Trouble::Cancelled));
    assert_eq!((desk(&cancelled).view, cancelled.wanted()), (View::Findings, None));
}

#[test]
fn agreement_to_removals_is_for_these_inputs_alone() {
    assert!(!checked().has_agreed());
    let state = checked().after(Action::Agree);
    assert!(state.has_agreed());
    let state = answer(state.after(decide(YES)));
    assert!(!state.has_agreed());
    assert!(!answer(state.after(Action::Agree).after(Action::Chose(picked(2)))).has_agreed());
}

fn retried(state: State, result: Result<Rc<Retried>, Trouble>) -> State {
    let request = state.wanted().expect("a question");
    let Call::Retry { errors, imported } = request.call else { panic!("no retry but {:?}", request.call) };
    state.after(Action::Retried { ticket: request.ticket, errors: errors.id, imported, result })
}

#[test]
fn an_error_file_is_matched_where_it_is_shown_and_again_with_other_answers() {
    let one_part = Ok(Rc::new(Report { parts: 1, ..Report::clone(&report(300)) }));
    let state = answer_with(start().after(Action::Chose(picked(1))), one_part.clone());
    let state = state.after(Action::ChoseErrors(Some(picked(5))));
    assert_eq!(state.wanted(), None, "nobody looks");
    let state = retried(state.after(Action::Look(View::After)), Ok(Rc::default()));
    assert!(matches!(state.retry(), Some(Ok(_))));
    assert!(state.files().contains(&Some(&picked(5))), "its bytes are kept");
    let state = state.after(Action::Look(View::Findings)).after(Action::Look(View::After));
    assert_eq!(state.wanted(), None, "nothing is lost going back and forth");

    let state = state.after(Action::Imported(Imported::AsGiven));
    assert_eq!(state.retry(), None, "another file was imported");
    let state = retried(state, Err(Trouble::Says("why".into())));
    assert_eq!(state.retry(), Some(&Err("why".into())));
    let state = answer_with(state.after(decide(YES)), one_part);
    assert!(matches!(state.wanted().map(|request| request.call), Some(Call::Retry { .. })));
    let cancelled = retried(state, Err(Trouble::Cancelled));
    assert_eq!((cancelled.retry(), cancelled.wanted()), (None, None));
}

#[test]
fn what_was_imported_is_asked_of_the_admin_alone() {
    let parts = Ok(Rc::new(Report { parts: 3, ..Report::clone(&report(300)) }));
    let state = answer_with(start().after(Action::Chose(picked(1))), parts).after(Action::Look(View::After));
    let state = state.after(Action::ChoseErrors(Some(picked(5))));
    let asks = |state: &State| match state.wanted().map(|request| request.call) {
        Some(Call::Retry { imported, .. }) => imported,
        call => panic!("no retry but {call:?}"),
    };
    assert_eq!(asks(&state), None, "the engine tells whether it makes a difference");
    let state = state.after(Action::Imported(Imported::Part(2)));
    assert_eq!(asks(&state), Some(Imported::Part(2)));
    assert_eq!(state.after(Action::ChoseErrors(None)).wanted(), None);
}

#[test]
fn what_was_imported_is_asked_again_when_other_parts_come_of_the_file() {
    let parts = |parts| Ok(Rc::new(Report { parts, ..Report::clone(&report(300)) }));
    let state = answer_with(start().after(Action::Chose(picked(1))), parts(1)).after(Action::Look(View::After));
    let state = retried(state.after(Action::ChoseErrors(Some(picked(5)))), Ok(Rc::default()));
    let state = retried(state.after(Action::Imported(Imported::Part(1))), Ok(Rc::default()));
    let imported = |parts: Result<Rc<Report>, Trouble>| {
        let state = answer_with(state.clone().after(decide(YES)), parts);
        match state.wanted().map(|request| request.call) {
            Some(Call::Retry { imported, .. }) if state.retry().is_none() => imported,
            call => panic!("no retry but {call:?}"),
        }
    };
    assert_eq!(imported(parts(1)), Some(Imported::Part(1)), "there is still but one");
    assert_eq!(imported(parts(3)), None, "nobody has said which of three it was");
}

fn resumed(state: State, result: Result<ResumedOptions, Trouble>) -> State {
    let request = state.wanted().expect("a question");
    let Call::Resume(session) = request.call else { panic!("no session but {:?}", request.call) };
    state.after(Action::Resumed { ticket: request.ticket, session: session.id, result })
}

#[test]
fn a_session_brings_answers_and_options_back_and_can_be_undone() {
    let options: ResumedOptions = crate::reading::read(
        r#"{"limit":7,"decisions":[{"rule":"plus-missing","answer":"no"},{"rule":"a","answer":"no"}]}"#,
    )
    .expect("a session");
    let state = answer(checked().after(decide(YES)));
    let state = resumed(state.after(Action::ChoseSession(picked(6))), Ok(options));
    assert_eq!((state.inputs.settings.limit, decisions(&state)), (Some(7), 2));
    assert_eq!(desk(&state).after.session.as_ref().and_then(|session| session.answers), Some(2));
    let state = answer(state);
    assert_eq!(state.wanted(), None, "it is not read again");
    assert_eq!(decisions(&answer(state.after(Action::Undo))), 1, "what stood before comes back");
}

#[test]
fn a_session_that_does_not_fit_changes_nothing_and_says_why() {
    let state = answer(checked().after(decide(YES)));
    let refused =
        resumed(state.clone().after(Action::ChoseSession(picked(6))), Err(Trouble::Says("another file".into())));
    assert_eq!(desk(&refused).problem.as_deref(), Some("another file"));
    assert_eq!((refused.inputs.clone(), refused.wanted()), (state.inputs.clone(), None));
    assert_eq!(start().after(Action::ChoseSession(picked(6))).wanted(), None, "there is no file that it could go with");
}

#[test]
fn a_complaint_is_heard_after_a_failed_check_too() {
    let failed = answer_with(start().after(Action::Chose(picked(1))), Err(Trouble::Says("why".into())));
    let state = failed.after(Action::Complain("first a file".into()));
    assert_eq!(state.phase, Phase::Welcome { problem: Some("first a file".into()) });
}

#[test]
fn whoever_is_sent_somewhere_gets_there_once() {
    let cell = Go::Cell { row: 12, index: Some(3) };
    let sent = checked().after(Action::Go(cell.clone()));
    assert_eq!((desk(&sent).view, wishes(sent.clone())), (View::File, vec![cell.clone()]));
    let there = sent.after(Action::Went(1));
    assert_eq!((desk(&there).view, desk(&there).wishes.first()), (View::File, None));
    let back = there.after(Action::Go(Go::Rule("plus-missing".into())));
    assert_eq!(desk(&back).view, View::Findings);
    assert!(desk(&back).wishes.first().is_some());
    assert!(desk(&back.after(Action::Look(View::Plan))).wishes.first().is_none());
    let covered = checked().after(Action::Lay(Some(SheetOver::Keys)));
    assert_eq!(desk(&covered.after(Action::Go(cell))).view, View::Findings, "first the sheet goes");
    let nowhere = start().after(Action::Go(Go::Search));
    assert!(matches!(nowhere.phase, Phase::Welcome { .. }), "without a file there is nowhere to go");
}

#[test]
fn a_sheet_that_is_asked_for_again_is_drawn_again() {
    let laid = checked().after(Action::Lay(Some(SheetOver::Keys)));
    let again = laid.clone().after(Action::Lay(None)).after(Action::Lay(Some(SheetOver::Keys)));
    assert_eq!(again.sheet, laid.sheet);
    assert!(again != laid, "what is equal to what is shown is not drawn");
}

#[test]
fn what_is_asked_for_is_done_in_its_order_and_none_is_lost() {
    let step = || Go::Step { forward: true };
    let state = [step(), step(), Go::Search].map(Action::Go).into_iter().fold(checked(), State::after);
    assert_eq!(wishes(state.clone()), [step(), step(), Go::Search], "two that are alike are two");
    let late = state.clone().after(Action::Went(1)).after(Action::Went(1));
    assert_eq!(wishes(late), [step(), Go::Search], "what is done is done once");
    let elsewhere = state.clone().after(Action::Go(Go::Cell { row: 1, index: None }));
    assert_eq!(wishes(elsewhere).len(), 1, "whoever names a place wants no step before");
    let back = state.after(Action::Go(Go::Rule("plus-missing".into()))).after(Action::Go(step()));
    assert_eq!(wishes(back), [step()], "what another view was asked for is over");
}

/// All that is asked for, as it is done.
fn wishes(mut state: State) -> Vec<Go> {
    let mut all = Vec::new();
    while let Some(wish) = desk(&state).wishes.first().cloned() {
        all.push(wish.go.clone());
        state = state.after(Action::Went(wish.number));
    }
    all
}
