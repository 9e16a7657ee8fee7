//! F001 `not-utf8`: the letters are written in another encoding.

use crate::encoding::Encoding;
use crate::evidence;
use crate::origin::HAS_CONVERTER;
use crate::rule::{Act, Check, Choice, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::source::{Opened, sample_in};
use crate::words::{Say, say};

pub(crate) static RULE: Rule = Rule {
    code: "F001",
    name: "not-utf8",
    severity: Severity::Blocker,
    summary: "The letters are written in another encoding than UTF-8",
    why: "Control Hub reads the file as UTF-8. In any other encoding letters such as ø, ł or é become wrong ones, \
          or the file is refused.",
    says: &[
        "The file is written as {encoding}.",
        "The file is written as {encoding}: the sample “{sample}” can only be read so.",
        "The file is not UTF-8; it looks like {encoding}: the sample would read “{sample}”.",
        "The file is written as {encoding}, and {unpaired} damaged characters in it could not be read.",
    ],
    todo: "Compare what is shown with a name you know; where several are offered, choose the one that shows it right. If none \
           does, save the file again in the spreadsheet as CSV UTF-8.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Write the file as UTF-8" }),
    source: "What the export of Control Hub looks like (our inference); 52ulis, Ways to add users for Webex Contact Center",
    examples: kept(&[Example {
        before: "U\0s\0e\0r\0 \0I\0D\0/\0E\0m\0a\0i\0l\0 \0(\0R\0e\0q\0u\0i\0r\0e\0d\0)\0\r\0\n\0\
                 a\0n\0n\0a\0@\0e\0x\0a\0m\0p\0l\0e\0.\0c\0o\0m\0\r\0\n\0",
        after: Some("User ID/Email (Required)\r\nanna@example.com\r\n"),
        baseline: None,
        options: "",
    }]),
    check: Check::File(check),
};

fn check(opened: &Opened<'_>) -> Option<Finding> {
    let encoding = opened.encoding;
    if let (Some(encoding @ (Encoding::Utf16Le | Encoding::Utf16Be)), _) = (encoding, opened.has_bom) {
        let says = if opened.unpaired > 0 { 3 } else { 0 };
        let proof = if opened.has_bom { evidence::first_bytes() } else { evidence::every_byte_pair() };
        return Some(
            Finding::new()
                .says(says)
                .arg("encoding", Say::new(encoding.label()))
                .arg("unpaired", opened.unpaired)
                .safe(Act::Decode(encoding.name()))
                .proven(proof),
        );
    }
    let legacy = opened.legacy.as_ref().filter(|_| HAS_CONVERTER)?;
    let likeliest = *legacy.candidates.first()?;
    let finding = Finding::new()
        .arg("encoding", Say::new(likeliest.label()))
        .arg("sample", sample_in(legacy, likeliest))
        .value(String::from_utf8_lossy(&legacy.sample));
    if let Some(evidence) = &legacy.evidence {
        let finding = finding.says(1);
        return Some(finding.safe(Act::Decode(likeliest.name())).proven(evidence.clone()));
    }
    let choices = legacy.candidates.iter().map(|encoding| {
        let (encoding, sample) = (*encoding, sample_in(legacy, *encoding));
        let does = say!("{encoding}: “{sample}”", encoding = Say::new(encoding.label()), sample = sample);
        Choice::new(encoding.name(), does, Act::Decode(encoding.name()))
    });
    Some(finding.says(2).choices(Safety::Ask, choices.collect()))
}
