//! What a rule is, and what it says of a place in the file.
//!
//! Architecture invariant: a rule reads and returns findings. It never applies
//! a fix, never calls another rule and knows nothing of who asked.

use serde::Serialize;

use crate::evidence::{Evidence, Restored};
use crate::origin::Origin;
use crate::row::{Cell, Row, Shape};
use crate::sheet::Sheet;
use crate::source::Opened;
use crate::users::Users;
use crate::words::{Arg, Say};

/// How bad a finding is for the import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The importer refuses the file or the row, or gives or takes a licence
    /// that the admin did not mean.
    Blocker,
    /// Likely not meant.
    Warning,
    /// Good to know.
    Note,
}

impl Severity {
    /// As programs and style sheets name it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Severity::Blocker => "blocker",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// How sure a fix is. Ordered: a surer fix is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// One plausible reading, not proven: applied only when the admin says so.
    Ask,
    /// Proven: the importer reads the same before and after, or the evidence
    /// is named. Applied unless the admin says no.
    Safe,
}

/// One rule of the catalogue. The name is its public identity and never
/// changes its meaning; the code is short and never used again.
#[derive(Debug)]
pub struct Rule {
    /// Layer letter and number, such as `V301`.
    pub code: &'static str,
    /// Says what is wrong, in kebab-case, such as `foreign-boolean`.
    pub name: &'static str,
    /// The worst severity its findings have.
    pub severity: Severity,
    /// What it finds, in one phrase.
    pub summary: &'static str,
    /// Why that matters to the importer.
    pub why: &'static str,
    /// Sentences about one finding, with `{placeholders}`; a finding names its own.
    pub says: &'static [&'static str],
    /// What a person should do.
    pub todo: &'static str,
    /// What its fix does; `None` when only a person can correct it.
    pub fix: Option<FixNote>,
    /// Where the fact comes from.
    pub source: &'static str,
    /// Small files, shown to readers and run as tests.
    pub examples: &'static [Example],
    pub(crate) check: Check,
}

/// What the fix of a rule does, and how sure it is at best.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct FixNote {
    /// The best safety that a finding of this rule can have.
    pub safety: Safety,
    /// What the fix does, as an imperative phrase.
    pub does: &'static str,
}

/// A small file with the fault, and the same file corrected.
#[derive(Clone, Copy, Debug, Default)]
pub struct Example {
    /// The file with the fault.
    pub before: &'static str,
    /// The corrected file when the fix is accepted; `None` when the rule offers no fix.
    pub after: Option<&'static str>,
    /// The export used as a baseline, if it takes one.
    pub baseline: Option<&'static str>,
    /// Options as JSON; empty for none. Of a converted workbook also its [`Origin`] as `origin`. The fix of the rule itself is accepted without saying so.
    pub options: &'static str,
}

/// The examples of a rule, unless this is built where nobody reads them.
pub(crate) const fn kept(examples: &'static [Example]) -> &'static [Example] {
    if cfg!(feature = "without-examples") { &[] } else { examples }
}

impl Example {
    /// Where the file before came from; its options name it as `origin`.
    #[must_use]
    pub fn origin(&self) -> Option<Origin> {
        let options: serde_json::Value = serde_json::from_str(self.options).ok()?;
        serde_json::from_value(options.get("origin")?.clone()).ok()
    }
}

/// At what a rule looks.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Check {
    /// The file as a whole: encoding, layout, what kind of file it is.
    File(fn(&Opened<'_>) -> Option<Finding>),
    /// One column of the header.
    Column(fn(&Sheet<'_>, usize) -> Option<Finding>),
    /// The shape of one record, before its cells are known.
    Record(fn(&Shape<'_>) -> Option<Finding>),
    /// One cell.
    Cell(fn(&Cell<'_>) -> Option<Finding>),
    /// The cells of one user together.
    Row(fn(&Row<'_>) -> Option<Finding>),
    /// The header as a whole, once its columns are known.
    Sheet(fn(&Sheet<'_>) -> Option<Finding>),
    /// All users together: tells each finding with its row; 0 for none.
    Users(fn(&Users<'_>, &mut dyn FnMut(u32, Finding))),
    /// How much goes into one file, once it is known who stays.
    Limit(fn(&Users<'_>) -> Option<Finding>),
}

/// What a rule says of one place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Finding {
    /// Which of the rule's sentences.
    pub(crate) says: usize,
    /// What fills the placeholders of the sentence.
    pub(crate) args: Vec<(&'static str, Arg)>,
    /// When it differs from the rule's.
    pub(crate) severity: Option<Severity>,
    /// The column, where the check does not imply it.
    pub(crate) index: Option<usize>,
    /// The line, where it is not the record's.
    pub(crate) line: Option<u32>,
    /// What to show as the value, where it is not the cell's.
    pub(crate) value: Option<String>,
    /// How many adjacent faults this one stands for; 0 counts as 1.
    pub(crate) count: u32,
    pub(crate) fix: Option<Fix>,
}

/// One fix with one act, or several to choose from.
#[derive(Clone, Debug)]
pub(crate) struct Fix {
    pub(crate) safety: Safety,
    pub(crate) choices: Vec<Choice>,
    pub(crate) evidence: Option<Evidence>,
}

/// One way to correct the fault.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    /// The key that a decision names; empty for a single fix.
    pub(crate) key: &'static str,
    /// What it does, where the rule's own phrase is too general.
    pub(crate) does: Option<Say>,
    pub(crate) act: Act,
}

/// What an applied fix changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// The value of the cell (or the name of the column) that was found.
    Replace(String),
    /// Several cells of the row, by column.
    ReplaceCells(Vec<(usize, String)>),
    /// All values of the record, from the first column on.
    ReplaceRecord(Vec<String>),
    /// As many cells as the header has: blank ones are added or left out.
    Resize,
    /// The record (or the column) is left out.
    Drop,
    /// The column of the cell that was found is left out, for all records.
    DropColumn,
    /// Another record of the same user stays: these rows are left out, and
    /// the row that stays takes these cells.
    Resolve { drop: Vec<u32>, keep: u32, cells: Vec<(usize, String)> },
    /// How the file is written (encoding, separator, line ends, parts): the
    /// writer asks whether the rule's finding is applied.
    Form,
    /// The file is read in this encoding.
    Decode(&'static str),
}

impl Fix {
    /// What the choice at this position does.
    pub(crate) fn does(&self, rule: &Rule, position: usize) -> Say {
        let of_rule = || Say::new(rule.fix.map_or("", |note| note.does));
        self.choices.get(position).and_then(|choice| choice.does.clone()).unwrap_or_else(of_rule)
    }
}

impl Finding {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn says(mut self, sentence: usize) -> Self {
        self.says = sentence;
        self
    }

    pub(crate) fn arg(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    pub(crate) fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    pub(crate) fn at(mut self, index: usize) -> Self {
        self.index = Some(index);
        self
    }

    pub(crate) fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    pub(crate) fn safe(self, act: Act) -> Self {
        self.fixed(Safety::Safe, act)
    }

    pub(crate) fn ask(self, act: Act) -> Self {
        self.fixed(Safety::Ask, act)
    }

    pub(crate) fn fixed(mut self, safety: Safety, act: Act) -> Self {
        self.fix = Some(Fix { safety, choices: vec![Choice { key: "", does: None, act }], evidence: None });
        self
    }

    /// Writes the value that evidence gives back.
    pub(crate) fn restored(self, restored: Restored) -> Self {
        self.fixed(restored.safety, Act::Replace(restored.value)).proven(restored.evidence)
    }

    pub(crate) fn choices(mut self, safety: Safety, choices: Vec<Choice>) -> Self {
        self.fix = (!choices.is_empty()).then_some(Fix { safety, choices, evidence: None });
        self
    }

    /// Says what the single fix does, more exactly than the rule.
    pub(crate) fn does(mut self, does: Say) -> Self {
        if let Some(choice) = self.fix.as_mut().and_then(|fix| fix.choices.first_mut()) {
            choice.does = Some(does);
        }
        self
    }

    /// The column that the fix leaves out, if that is what it does.
    pub(crate) fn left_out_column(&self, index: Option<u32>) -> Option<usize> {
        let leaves_out = self.fix.iter().flat_map(|fix| &fix.choices).any(|choice| choice.act == Act::DropColumn);
        index.filter(|_| leaves_out).map(|index| index as usize)
    }

    pub(crate) fn proven(self, evidence: Evidence) -> Self {
        self.proven_if(Some(evidence))
    }

    pub(crate) fn proven_if(mut self, evidence: Option<Evidence>) -> Self {
        if let Some(fix) = &mut self.fix {
            fix.evidence = evidence;
        }
        self
    }
}

impl Choice {
    pub(crate) fn new(key: &'static str, does: Say, act: Act) -> Self {
        Choice { key, does: Some(does), act }
    }
}
