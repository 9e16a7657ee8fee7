//! What quotes around and inside of a field make of its value.
//!
//! What must stay true: it is what the `csv` crate reads, also where the quotes stand wrongly.

use std::borrow::Cow;

use memchr::memchr;

use crate::scan::Form;

/// The value of a field. Not a part of the field, which a loop over fields holds in registers as long as nobody wants its
/// address.
pub(crate) fn unquoted(raw: &[u8], form: Form) -> Cow<'_, [u8]> {
    match form {
        Form::Bare | Form::BareQuote => Cow::Borrowed(raw),
        Form::Quoted => Cow::Borrowed(&raw[1..raw.len() - 1]),
        Form::Unclosed => Cow::Borrowed(&raw[1..]),
        Form::Doubled => Cow::Owned(undouble(&raw[1..raw.len() - 1])),
        Form::Stray => Cow::Owned(stray_value(raw)),
    }
}

/// `""` → `"`.
fn undouble(inner: &[u8]) -> Vec<u8> {
    let mut value = Vec::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(quote) = memchr(b'"', rest) {
        value.extend_from_slice(&rest[..=quote]);
        rest = rest.get(quote + 2..).unwrap_or_default();
    }
    value.extend_from_slice(rest);
    value
}

/// What the `csv` crate reads from `"a"b`: the quotes end, the rest is bare.
fn stray_value(raw: &[u8]) -> Vec<u8> {
    let mut value = Vec::with_capacity(raw.len());
    let mut at = 1;
    while at < raw.len() {
        if raw[at] == b'"' {
            if raw.get(at + 1) != Some(&b'"') {
                value.extend_from_slice(&raw[at + 1..]);
                break;
            }
            at += 1;
        }
        value.push(raw[at]);
        at += 1;
    }
    value
}
