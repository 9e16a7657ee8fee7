//! What a screen reader says when something has come to an end.

use crate::state::{Check, Desk, Phase, Progress, State, View};
use crate::texts::Words;

/// What a screen reader says when a check is done.
pub(crate) fn announcement(words: &Words, state: &State) -> String {
    match &state.phase {
        Phase::Result(desk) if desk.check == Check::Done => {
            format!("{} {}", words.verdict(&desk.report), words.next(&desk.report, desk.view == View::Findings))
        }
        Phase::Checking { progress, .. } => under_way(words.checking, *progress),
        Phase::Result(Desk { check: Check::UnderWay(Some(progress)), .. }) => {
            under_way(words.checking_again, Some(*progress))
        }
        _ => String::new(),
    }
}

/// In quarters, so that nobody is told every step.
fn under_way(says: &str, progress: Option<Progress>) -> String {
    let quarter = progress.map_or(0, |Progress(percent)| percent / 25 * 25);
    if quarter == 0 { says.to_owned() } else { format!("{says} {quarter} %") }
}
