//! Reads the engine's JSON into plain data, by one way for all types.
//!
//! With `serde`'s own derive each type is read by code of its own, which was a fifth of the page's wasm. Here a type only
//! says where the value of a key goes, and the one reader puts it there.
//!
//! What must stay true: keys that a type does not know are skipped and keys that it misses leave its default; a value of
//! another kind than the type has is an error, never a guess.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// What a value of JSON can be put into. Each answers whether it takes a value of that kind.
pub(crate) trait Filled {
    fn text(&mut self, _text: &str) -> bool {
        false
    }

    fn count(&mut self, _count: u64) -> bool {
        false
    }

    fn flag(&mut self, _flag: bool) -> bool {
        false
    }

    fn nothing(&mut self) -> bool {
        false
    }

    fn object(&mut self) -> Option<&mut dyn Members> {
        None
    }

    fn list(&mut self) -> Option<&mut dyn Elements> {
        None
    }
}

/// The keys of an object.
pub(crate) trait Members {
    /// Where the value of a key goes; `None` if nobody wants it.
    fn member(&mut self, key: &str) -> Option<&mut dyn Filled>;
}

pub(crate) trait Elements {
    /// Where the next value of a list goes.
    fn next(&mut self) -> &mut dyn Filled;
}

/// Reads a type by the names of its fields: `filled!(Choice { key as "choice", does })`. Behind `with` stands a field whose
/// own keys stand beside the others, behind `without` what JSON never holds. Whoever forgets a field hears it from the compiler.
macro_rules! filled {
    ($type:ty { $($field:ident $(as $key:literal)?),* } $(with $beside:ident)? $(without $($left:ident)*)?) => {
        impl $crate::reading::Filled for $type {
            fn object(&mut self) -> Option<&mut dyn $crate::reading::Members> {
                Some(self)
            }
        }

        impl $crate::reading::Members for $type {
            fn member(&mut self, key: &str) -> Option<&mut dyn $crate::reading::Filled> {
                let Self { $($field,)* $($beside,)? $($($left: _,)*)? } = self;
                $(if key == filled!(@key $field $($key)?) {
                    return Some($field);
                })*
                filled!(@beside key $($beside)?)
            }
        }
    };
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
    (@beside $name:ident) => {{ let _ = $name; None }};
    (@beside $name:ident $beside:ident) => { $crate::reading::Members::member($beside, $name) };
}

/// Reads a type by its words: `worded!(Safety { "safe" => Safe } else Ask)`.
macro_rules! worded {
    ($type:ident { $($word:literal => $variant:ident),* } else $other:ident) => {
        impl $crate::reading::Filled for $type {
            fn text(&mut self, text: &str) -> bool {
                *self = match text {
                    $($word => $type::$variant,)*
                    _ => $type::$other,
                };
                true
            }
        }
    };
}

pub(crate) use {filled, worded};

/// Reads a value.
///
/// # Errors
/// When the text is no JSON, or holds a value of another kind than the type has; with where it stands.
pub(crate) fn read<T: Filled + Default>(json: &str) -> Result<T, serde_json::Error> {
    let mut value = T::default();
    fill(json, &mut value)?;
    Ok(value)
}

fn fill(json: &str, place: &mut dyn Filled) -> Result<(), serde_json::Error> {
    let mut json = serde_json::Deserializer::from_str(json);
    Place(place).deserialize(&mut json)?;
    json.end()
}

struct Place<'p>(&'p mut dyn Filled);

fn taken<E: Error>(is_taken: bool) -> Result<(), E> {
    if is_taken { Ok(()) } else { Err(E::custom("a value of another kind than expected")) }
}

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Place<'_> {
    type Value = ();

    fn expecting(&self, words: &mut fmt::Formatter<'_>) -> fmt::Result {
        words.write_str("a value that the page knows")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        taken(self.0.text(text))
    }

    fn visit_u64<E: Error>(self, count: u64) -> Result<(), E> {
        taken(self.0.count(count))
    }

    // Nothing that the page reads is less than nothing or has a point. (What `serde` says of such a number by itself brings
    // along all that writes numbers with a point.)
    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        taken(false)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        taken(false)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<(), E> {
        taken(self.0.flag(flag))
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        taken(self.0.nothing())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some(members) = self.0.object() else { return taken(false) };
        while let Some(place) = map.next_key_seed(Key(members))? {
            match place {
                Some(place) => map.next_value_seed(Place(place))?,
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Some(elements) = self.0.list() else { return taken(false) };
        while list.next_element_seed(Next(elements))?.is_some() {}
        Ok(())
    }
}

/// Finds the place of a key.
struct Key<'p>(&'p mut dyn Members);

impl<'de, 'p> DeserializeSeed<'de> for Key<'p> {
    type Value = Option<&'p mut dyn Filled>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_any(self) // a key is always a text
    }
}

impl<'p> Visitor<'_> for Key<'p> {
    type Value = Option<&'p mut dyn Filled>;

    fn expecting(&self, words: &mut fmt::Formatter<'_>) -> fmt::Result {
        words.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.0.member(key))
    }
}

/// Makes a place for the next value only when there is one.
struct Next<'p>(&'p mut dyn Elements);

impl<'de> DeserializeSeed<'de> for Next<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        Place(self.0.next()).deserialize(json)
    }
}

impl Filled for String {
    fn text(&mut self, text: &str) -> bool {
        text.clone_into(self);
        true
    }
}

impl Filled for bool {
    fn flag(&mut self, flag: bool) -> bool {
        *self = flag;
        true
    }
}

impl Filled for usize {
    fn count(&mut self, count: u64) -> bool {
        usize::try_from(count).map(|count| *self = count).is_ok()
    }
}

impl Filled for u32 {
    fn count(&mut self, count: u64) -> bool {
        u32::try_from(count).map(|count| *self = count).is_ok()
    }
}

impl<T: Filled + Default> Filled for Option<T> {
    fn text(&mut self, text: &str) -> bool {
        self.insert(T::default()).text(text)
    }

    fn count(&mut self, count: u64) -> bool {
        self.insert(T::default()).count(count)
    }

    fn flag(&mut self, flag: bool) -> bool {
        self.insert(T::default()).flag(flag)
    }

    fn nothing(&mut self) -> bool {
        *self = None;
        true
    }

    fn object(&mut self) -> Option<&mut dyn Members> {
        self.insert(T::default()).object()
    }

    fn list(&mut self) -> Option<&mut dyn Elements> {
        self.insert(T::default()).list()
    }
}

impl<T: Filled + Default> Filled for Vec<T> {
    fn list(&mut self) -> Option<&mut dyn Elements> {
        self.clear();
        Some(self)
    }
}

impl<T: Filled + Default> Elements for Vec<T> {
    fn next(&mut self) -> &mut dyn Filled {
        self.push(T::default());
        let last = self.len() - 1;
        &mut self[last]
    }
}

impl<T: Filled + Default> Filled for BTreeMap<String, T> {
    fn object(&mut self) -> Option<&mut dyn Members> {
        self.clear();
        Some(self)
    }
}

impl<T: Filled + Default> Members for BTreeMap<String, T> {
    fn member(&mut self, key: &str) -> Option<&mut dyn Filled> {
        Some(self.entry(key.to_owned()).or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq)]
    struct Inner {
        of: Vec<String>,
    }

    filled!(Inner { of });

    #[derive(Debug, Default, PartialEq)]
    struct Outer {
        name: Option<String>,
        count: usize,
        flag: bool,
        inner: Inner,
        beside: BTreeMap<String, usize>,
    }

    filled!(Outer { name as "called", count, flag, inner, beside });

    #[test]
    fn values_go_where_their_keys_say() {
        let json = r#"{"called":"\u00e6\n","new":[{"x":-1.5}],"count":7,"flag":true,"inner":{"of":["a","b"]},"beside":{"c":1}}"#;
        assert_eq!(
            read::<Outer>(json).expect("what the type has"),
            Outer {
                name: Some("æ\n".into()),
                count: 7,
                flag: true,
                inner: Inner { of: vec!["a".into(), "b".into()] },
                beside: [("c".to_owned(), 1)].into(),
            }
        );
        assert_eq!(read::<Outer>(r#"{"called":null}"#).expect("only defaults"), Outer::default());
    }

    #[test]
    fn a_value_of_another_kind_is_an_error() {
        for json in [
            r#"{"called":1}"#,
            r#"{"count":"7"}"#,
            r#"{"count":-7}"#,
            r#"{"count":1.5}"#,
            r#"{"count":null}"#,
            r#"{"flag":0}"#,
            r#"{"inner":[]}"#,
            r#"{"inner":{"of":{}}}"#,
            r#"{"inner":{"of":[1]}}"#,
            r#"{"beside":{"c":"d"}}"#,
            r#"{"count":1"#,
            "{} {}",
            "[]",
            "",
        ] {
            assert!(read::<Outer>(json).is_err(), "{json}");
        }
    }
}
