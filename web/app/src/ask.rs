//! Questions to the engine about the grid, of which only the last one matters.
//!
//! What must stay true: one question is under way at a time; what is asked meanwhile waits, and of that only the last.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::engine::Connection;
use crate::reading::Filled;
use crate::state::Trouble;

/// Where in the grid: a window of its list, a row, a cell to go on from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct At {
    pub from: usize,
    pub count: usize,
    pub row: usize,
    pub index: Option<usize>,
    pub forward: bool,
}

/// Options and list that a question is asked with, as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct About {
    pub options: Rc<str>,
    pub show: Rc<str>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    pub call: &'static str,
    pub about: About,
    pub at: At,
}

/// The last answer, and what it answers.
#[derive(PartialEq, Eq)]
pub(crate) struct Answer<T> {
    pub question: Question,
    pub result: Result<Rc<T>, String>,
}

#[derive(Default)]
struct Line {
    busy: bool,
    next: Option<Question>,
}

/// Asks whenever there is another question; gives the last answer there was.
#[hook]
pub(crate) fn use_answer<T>(connection: &Connection, question: Option<Question>) -> Option<Rc<Answer<T>>>
where
    T: Filled + Default + 'static,
{
    let last = use_state(|| None::<Rc<Answer<T>>>);
    let line = use_mut_ref(Line::default);
    let (connection, setter) = (connection.clone(), last.setter());
    use_effect_with(question, move |question| {
        {
            let mut line = line.borrow_mut();
            line.next.clone_from(question);
            if line.busy || line.next.is_none() {
                return;
            }
            line.busy = true;
        }
        spawn_local(async move {
            loop {
                let next = line.borrow_mut().next.take();
                let Some(question) = next else { break };
                let result = match connection.grid(&question).await {
                    Ok(value) => Ok(Rc::new(value)),
                    Err(Trouble::Says(why)) => Err(why),
                    // A check was cancelled, and this question with it.
                    Err(Trouble::Cancelled) => {
                        line.borrow_mut().next.get_or_insert(question);
                        continue;
                    }
                };
                setter.set(Some(Rc::new(Answer { question, result })));
            }
            line.borrow_mut().busy = false;
        });
    });
    (*last).clone()
}
