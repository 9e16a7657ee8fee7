//! Reads the file of an organization's own profile, key by key.
//!
//! What must stay true: whatever is wrong is told with its line, its key and a sentence; a key that is not known is never
//! passed over, since what it says would not count.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use memchr::memchr_iter;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;

use super::{OwnLimits, OwnProfile};
use crate::near::letters_apart;
use crate::text::{cut, small, trimmed};
use crate::words::{Arg, Catalogue, Say, Words, say};

/// Why a file is no profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadProfile {
    /// From 1; 0 where there was no file.
    pub line: usize,
    /// The key at fault, such as `limits.users`; blank for the file as a whole.
    pub key: String,
    what: Say,
}

impl BadProfile {
    /// Where and what, in one sentence of this language; English without one.
    #[must_use]
    pub fn message(&self, catalogue: Option<&Arc<Catalogue>>) -> String {
        let (line, key, what) = (self.line, &self.key, self.what.clone());
        Words::of(catalogue).say(&match (line, key.is_empty()) {
            (0, true) => what,
            (0, false) => say!("“{key}”: {what}", key = key, what = what),
            (_, true) => say!("Line {line}: {what}", line = line, what = what),
            (_, false) => say!("Line {line}, “{key}”: {what}", line = line, key = key, what = what),
        })
    }

    /// Of an object that was never a file.
    pub(super) fn without_line(self) -> Self {
        BadProfile { line: 0, ..self }
    }
}

pub(super) fn read(file: &[u8]) -> Result<OwnProfile, BadProfile> {
    let file = file.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file);
    let text = str::from_utf8(file).map_err(|error| {
        let line = 1 + memchr_iter(b'\n', &file[..error.valid_up_to()]).count();
        BadProfile { line, key: String::new(), what: say!("the letters are not UTF-8; save the file as UTF-8.") }
    })?;
    let whole: &RawValue = serde_json::from_str(text).map_err(|error| malformed(&error))?;
    Reader { text }.profile(whole)
}

/// What is written so that nobody can read on.
fn malformed(error: &serde_json::Error) -> BadProfile {
    let what = match error.classify() {
        Category::Eof => say!("the file ends too early; a closing bracket or quotation mark is missing."),
        _ => say!(
            "at character {column} a comma, a colon, a quotation mark or a bracket is missing or too much.",
            column = error.column(),
        ),
    };
    BadProfile { line: error.line().max(1), key: String::new(), what }
}

struct Reader<'t> {
    text: &'t str,
}

/// One key with what is written behind it.
struct Entry<'t> {
    key: String,
    /// The key behind those it stands in.
    path: String,
    value: &'t RawValue,
}

type Read<T> = Result<T, BadProfile>;

impl<'t> Reader<'t> {
    fn profile(&self, whole: &'t RawValue) -> Read<OwnProfile> {
        let mut profile = OwnProfile::default();
        for entry in self.entries("", whole, Some(&OwnProfile::KEYS))? {
            match entry.key.as_str() {
                "profile" => profile.version = self.version(&entry)?,
                "name" => profile.name = self.word(&entry.path, entry.value)?,
                "limits" => profile.limits = Some(self.limits(&entry)?),
                "locations" => profile.locations = self.words(&entry)?,
                "domains" => profile.domains = self.domains(&entry)?,
                "licences_left" => profile.licences_left = self.licences_left(&entry)?,
                "columns" => profile.columns = self.words(&entry)?,
                _ => _ = self.word(&entry.path, entry.value)?,
            }
        }
        if profile.version == 0 {
            return Err(self.bad(
                "profile",
                whole,
                say!("it is missing; write \"profile\": 1 in front of the others."),
            ));
        }
        Ok(profile)
    }

    fn version(&self, entry: &Entry<'t>) -> Read<u32> {
        if entry.value.get() == "1" {
            return Ok(1);
        }
        Err(self.bad(&entry.path, entry.value, say!("this hubcheck reads profiles of version 1 alone; write 1.")))
    }

    fn limits(&self, entry: &Entry<'t>) -> Read<OwnLimits> {
        let mut limits = OwnLimits::default();
        for limit in self.entries(&entry.path, entry.value, Some(&OwnLimits::KEYS))? {
            match limit.key.as_str() {
                "users" => limits.users = Some(self.number(&limit, 1)?),
                "megabytes" => limits.megabytes = Some(self.number(&limit, 1)?),
                _ => limits.source = self.word(&limit.path, limit.value)?,
            }
        }
        if limits.source.is_empty() {
            let path = format!("{}.source", entry.path);
            return Err(self.bad(&path, entry.value, say!("it is missing; say where these limits come from.")));
        }
        Ok(limits)
    }

    fn licences_left(&self, entry: &Entry<'t>) -> Read<BTreeMap<String, usize>> {
        let mut left = BTreeMap::new(); // to collect one takes a sort of its own, of some kilobytes
        for pool in self.entries(&entry.path, entry.value, None)? {
            left.insert(pool.key.clone(), self.number(&pool, 0)?);
        }
        Ok(left)
    }

    fn domains(&self, entry: &Entry<'t>) -> Read<Vec<String>> {
        let domains = self.words_with_places(entry)?;
        if let Some((domain, place)) = domains.iter().find(|(domain, _)| !is_domain(domain)) {
            let what = say!("“{value}” is no domain; write one like example.com.", value = cut(domain, 80));
            return Err(self.bad(&entry.path, place, what));
        }
        Ok(domains.into_iter().map(|(domain, _)| domain).collect())
    }

    fn words(&self, entry: &Entry<'t>) -> Read<Vec<String>> {
        Ok(self.words_with_places(entry)?.into_iter().map(|(word, _)| word).collect())
    }

    fn words_with_places(&self, entry: &Entry<'t>) -> Read<Vec<(String, &'t RawValue)>> {
        let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(entry.value.get()) else {
            let what = say!("a list belongs here, such as [\"one\", \"another\"].");
            return Err(self.bad(&entry.path, entry.value, what));
        };
        items.into_iter().map(|item| Ok((self.word(&entry.path, item)?, item))).collect()
    }

    /// A name, letter by letter as it stands elsewhere.
    fn word(&self, path: &str, value: &'t RawValue) -> Read<String> {
        let bad = |what: Say| Err(self.bad(path, value, what));
        let Ok(word) = serde_json::from_str::<String>(value.get()) else {
            return bad(say!("a text in quotation marks belongs here."));
        };
        if trimmed(&word).is_empty() {
            return bad(say!("a blank text says nothing; leave it out."));
        }
        if trimmed(&word) != word {
            let value = cut(&word, 80);
            return bad(say!(
                "“{value}” begins or ends with a blank or an invisible sign; leave it out.",
                value = value
            ));
        }
        Ok(word)
    }

    fn number(&self, entry: &Entry<'t>, least: usize) -> Read<usize> {
        match serde_json::from_str::<u32>(entry.value.get()) {
            Ok(number) if number as usize >= least => Ok(number as usize),
            _ => {
                let what = say!("a whole number from {least} on belongs here, without quotation marks.", least = least);
                Err(self.bad(&entry.path, entry.value, what))
            }
        }
    }

    /// What stands in an object, each key once and, where only some may stand there, each of them known.
    fn entries(&self, path: &str, object: &'t RawValue, keys: Option<&[&'static str]>) -> Read<Vec<Entry<'t>>> {
        let Ok(Pairs(pairs)) = serde_json::from_str::<Pairs<'t>>(object.get()) else {
            let what = say!(
                "keys with their values belong here, in braces, such as {example}.",
                example = "{\"Premium\": 20}"
            );
            return Err(self.bad(path, object, what));
        };
        let mut entries: Vec<Entry<'t>> = Vec::with_capacity(pairs.len());
        for (key, value) in pairs {
            let shown = cut(&key, 80);
            let path = if path.is_empty() { shown.into_owned() } else { format!("{path}.{shown}") };
            if keys.is_some_and(|keys| !keys.contains(&key.as_str())) {
                return Err(self.bad_key(&path, value, unknown(&key, keys.unwrap_or_default())));
            }
            if entries.iter().any(|entry| entry.key == key) {
                return Err(self.bad_key(&path, value, say!("it stands here twice; leave one out.")));
            }
            if trimmed(&key) != key || key.is_empty() {
                let what =
                    say!("“{value}” begins or ends with a blank or an invisible sign; leave it out.", value = &key);
                return Err(self.bad_key(&path, value, what));
            }
            entries.push(Entry { key, path, value });
        }
        Ok(entries)
    }

    /// Something is wrong with a value.
    fn bad(&self, key: &str, value: &RawValue, what: Say) -> BadProfile {
        BadProfile { line: self.line(self.start(value)), key: key.to_owned(), what }
    }

    /// Something is wrong with the key in front of a value.
    fn bad_key(&self, key: &str, value: &RawValue, what: Say) -> BadProfile {
        let before = self.text.get(..self.start(value)).unwrap_or_default().trim_end();
        let before = before.strip_suffix(':').unwrap_or(before).trim_end();
        BadProfile { line: self.line(before.len()), key: key.to_owned(), what }
    }

    /// Where a value starts: it is a piece of the text itself.
    fn start(&self, value: &RawValue) -> usize {
        value.get().as_ptr().addr().wrapping_sub(self.text.as_ptr().addr())
    }

    fn line(&self, at: usize) -> usize {
        1 + memchr_iter(b'\n', self.text.as_bytes().get(..at).unwrap_or_default()).count()
    }
}

/// With the known key that may be meant.
fn unknown(key: &str, keys: &[&'static str]) -> Say {
    let small = small(key).replace(['-', ' '], "_");
    let apart = |known: &&'static str| {
        let is_part = small.len() > 2 && (known.starts_with(&small) || small.starts_with(*known));
        letters_apart(&small, known).or(is_part.then_some(3)).map(|apart| (apart, *known))
    };
    if let Some((_, near)) = keys.iter().filter_map(apart).min() {
        return say!("there is no such key; “{near}” may be meant.", near = near);
    }
    let known = Arg::all(keys.iter().map(|key| Arg::from(*key)).collect());
    say!("there is no such key; there are {known}.", known = known)
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|letter| letter.is_alphanumeric() || letter == '-')
    };
    domain.contains('.') && domain.len() <= 253 && domain.split('.').all(is_label)
}

/// An object as it is written: in its order, repeated keys included.
struct Pairs<'t>(Vec<(String, &'t RawValue)>);

impl<'t> Deserialize<'t> for Pairs<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'t> Visitor<'t> for Object {
            type Value = Pairs<'t>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Pairs<'t>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }

        deserializer.deserialize_map(Object)
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    const PIECES: &[&str] = &[
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\\",
        "\\u00",
        "\"profile\":1",
        "\"locations\"",
        "\"limits\":{",
        "\"licences_left\":",
        "\"name\":",
        "profile",
        "1",
        "-1",
        "1e9",
        "null",
        "\n",
        " ",
        "ø",
        "\u{feff}",
        "\"a.dk\"",
    ];

    proptest! {
        #![proptest_config(crate::properties::config())]

        #[test]
        fn no_text_makes_it_panic_and_each_line_is_there(pieces in vec(select(PIECES), 0..24)) {
            let file = pieces.concat();
            if let Err(bad) = OwnProfile::read(file.as_bytes()) {
                assert!((1..=file.split('\n').count()).contains(&bad.line), "{file:?} {bad:?}");
                assert!(bad.message(None).ends_with('.'), "{file:?}");
            }
        }
    }

    #[test]
    fn a_whole_profile() {
        let profile = OwnProfile::read(
            b"\xEF\xBB\xBF{\"profile\": 1, \"name\": \"Example Ltd\",\r\n\
              \"limits\": {\"users\": 500, \"megabytes\": 5, \"source\": \"Our import guide\"},\r\n\
              \"locations\": [\"K\\u00f8benhavn HQ\", \"Aarhus\"], \"domains\": [\"example.com\"],\r\n\
              \"licences_left\": {\"Premium\": 0}, \"columns\": [\"Cost Centre\"]}\r\n",
        )
        .expect("it is fine");
        let limits = profile.limits.expect("they are there");
        assert_eq!((limits.users, limits.megabytes, &*limits.source), (Some(500), Some(5), "Our import guide"));
        assert_eq!(profile.name, "Example Ltd");
        assert_eq!(profile.locations, ["København HQ", "Aarhus"]);
        assert_eq!((profile.domains, profile.columns), (vec!["example.com".into()], vec!["Cost Centre".into()]));
        assert_eq!(profile.licences_left, BTreeMap::from([("Premium".to_owned(), 0)]));
    }

    #[test]
    fn whatever_is_wrong_is_told_with_line_and_key() {
        for (file, says) in [
            ("", "Line 1: the file ends too early"),
            ("{\"profile\": 1,\n \"name\": \"x\"", "Line 2: the file ends too early"),
            ("{\"profile\": 1,\n \"name\" \"x\"}", "Line 2: at character 9 a comma"),
            ("{\"profile\": 1}\n}", "Line 2: at character 1 a comma"),
            ("[]", "Line 1: keys with their values belong here, in braces, such as {\"Premium\": 20}."),
            ("{}", "Line 1, “profile”: it is missing; write \"profile\": 1 in front of the others."),
            ("{\n\"profile\":\n2}", "Line 3, “profile”: this hubcheck reads profiles of version 1 alone"),
            (
                "{\"profile\": 1,\n\"Locations\": []}",
                "Line 2, “Locations”: there is no such key; “locations” may be meant.",
            ),
            (
                "{\"profile\": 1,\n\n\"licenses-left\"\n:\n{}}",
                "Line 3, “licenses-left”: there is no such key; “licences_left”",
            ),
            ("{\"profile\": 1, \"licences\": {}}", "“licences_left” may be meant."),
            (
                "{\"profile\": 1, \"x\": {}}",
                "there are profile, name, limits, locations, domains, licences_left, columns and $schema.",
            ),
            ("{\"profile\": 1, \"name\": \"a\",\n\"name\": \"b\"}", "Line 2, “name”: it stands here twice"),
            ("{\"profile\": 1,\n\"name\": 5}", "Line 2, “name”: a text in quotation marks belongs here."),
            ("{\"profile\": 1, \"locations\": \"Aarhus\"}", "“locations”: a list belongs here"),
            ("{\"profile\": 1, \"locations\": [\n\"Aarhus\",\n7]}", "Line 3, “locations”: a text in quotation marks"),
            ("{\"profile\": 1, \"locations\": [\"Aarhus \"]}", "“Aarhus ” begins or ends with a blank"),
            ("{\"profile\": 1, \"columns\": [\"\"]}", "“columns”: a blank text says nothing"),
            (
                "{\"profile\": 1, \"domains\": [\"a.dk\",\n\"@example.com\"]}",
                "Line 2, “domains”: “@example.com” is no domain",
            ),
            ("{\"profile\": 1, \"domains\": [\"localhost\"]}", "“localhost” is no domain"),
            (
                "{\"profile\": 1, \"licences_left\": {\"Premium\": -1}}",
                "“licences_left.Premium”: a whole number from 0 on",
            ),
            ("{\"profile\": 1, \"licences_left\": {\" \": 1}}", "begins or ends with a blank"),
            ("{\"profile\": 1, \"licences_left\": []}", "“licences_left”: keys with their values"),
            (
                "{\"profile\": 1, \"limits\": {\"users\": 0, \"source\": \"x\"}}",
                "“limits.users”: a whole number from 1 on",
            ),
            ("{\"profile\": 1, \"limits\": {\"users\": \"5\"}}", "“limits.users”: a whole number from 1 on"),
            ("{\"profile\": 1,\n\"limits\": {\"users\": 5}}", "Line 2, “limits.source”: it is missing"),
            (
                "{\"profile\": 1,\n\"limits\": {\"user\": 5}}",
                "Line 2, “limits.user”: there is no such key; “users” may be meant.",
            ),
        ] {
            let message = OwnProfile::read(file.as_bytes()).expect_err(file).message(None);
            assert!(message.contains(says), "{file}\n{message}\n{says}");
        }
        let bad = OwnProfile::read(b"{\"profile\": 1,\n\"name\": \"K\xF8benhavn\"}").expect_err("it is Latin-1");
        assert_eq!((bad.line, bad.message(None).contains("not UTF-8")), (2, true));
    }

    #[test]
    fn domains() {
        for domain in ["example.com", "mail.example.co.uk", "my-company.dk", "øl.dk", "1.2"] {
            assert!(is_domain(domain), "{domain}");
        }
        for domain in
            ["", "example", ".com", "example.", "a..b", "anna@example.com", "-a.dk", "a b.dk", "*.example.com"]
        {
            assert!(!is_domain(domain), "{domain}");
        }
    }
}
