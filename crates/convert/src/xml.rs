//! A small XML reader: tags with attributes, and text.
//!
//! Must stay true: it never fails and never expands anything but the five named
//! entities and character numbers, so that no document grows by being read.

use std::borrow::Cow;

/// One piece of a document.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    Open(Tag<'a>),
    /// The name without its prefix.
    Close(&'a str),
    Text(Cow<'a, str>),
}

/// A tag that opens; an empty one is followed by its close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// Without its prefix.
    pub(crate) name: &'a str,
    attributes: &'a str,
}

/// Where a reader stands.
#[derive(Clone, Debug)]
pub(crate) struct Xml<'a> {
    rest: &'a str,
    /// The close of an empty tag that was just given.
    close: Option<&'a str>,
}

impl<'a> Xml<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Xml { rest: text, close: None }
    }

    /// Bytes that are not read yet.
    pub(crate) fn left(&self) -> usize {
        self.rest.len()
    }

    /// The text up to the close of the tag that was just opened, tags in it left out.
    pub(crate) fn text_within(&mut self, name: &str) -> String {
        let mut text = String::new();
        let mut depth = 0_usize;
        for token in self.by_ref() {
            match token {
                Token::Text(piece) => text.push_str(&piece),
                Token::Open(tag) if tag.name == name => depth += 1,
                Token::Close(closed) if closed == name => match depth.checked_sub(1) {
                    Some(less) => depth = less,
                    None => break,
                },
                _ => {}
            }
        }
        text
    }

    /// Skips to the close of the tag that was just opened.
    pub(crate) fn skip(&mut self, name: &str) {
        self.text_within(name);
    }
}

impl<'a> Iterator for Xml<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(name) = self.close.take() {
            return Some(Token::Close(name));
        }
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let Some(inside) = self.rest.strip_prefix('<') else {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                let (text, after) = self.rest.split_at(end);
                self.rest = after;
                return Some(Token::Text(unescaped(text)));
            };
            if let Some(data) = inside.strip_prefix("![CDATA[") {
                let (text, after) = data.split_once("]]>").unwrap_or((data, ""));
                self.rest = after;
                return Some(Token::Text(Cow::Borrowed(text)));
            }
            let skipped = [("!--", "-->"), ("?", "?>"), ("!", ">")];
            if let Some((_, end)) = skipped.iter().find(|(start, _)| inside.starts_with(start)) {
                self.rest = inside.split_once(end).map_or("", |(_, after)| after);
                continue;
            }
            let (tag, after) = tag_end(inside);
            self.rest = after;
            if let Some(name) = tag.strip_prefix('/') {
                return Some(Token::Close(local(name.trim_end())));
            }
            let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
            let end = tag.find(|letter: char| letter.is_ascii_whitespace()).unwrap_or(tag.len());
            let (name, attributes) = tag.split_at(end);
            let name = local(name);
            self.close = is_empty.then_some(name);
            return Some(Token::Open(Tag { name, attributes }));
        }
    }
}

impl<'a> Tag<'a> {
    /// The value of an attribute; a name without a prefix fits any prefix.
    pub(crate) fn get(&self, wanted: &str) -> Option<Cow<'a, str>> {
        let mut rest = self.attributes;
        loop {
            let (name, after) = rest.split_once('=')?;
            let after = after.trim_start();
            let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
            let (value, next) = after[1..].split_once(quote)?;
            let name = name.trim();
            if name == wanted || (!wanted.contains(':') && local(name) == wanted) {
                return Some(unescaped(value));
            }
            rest = next;
        }
    }

    pub(crate) fn number(&self, wanted: &str) -> Option<u32> {
        self.get(wanted)?.parse().ok()
    }

    pub(crate) fn is_true(&self, wanted: &str) -> bool {
        self.get(wanted).is_some_and(|value| value == "1" || value == "true")
    }
}

/// What stands before the `>` that ends a tag, and after it.
fn tag_end(inside: &str) -> (&str, &str) {
    let mut quote = None;
    for (at, byte) in inside.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return (&inside[..at], &inside[at + 1..]),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    (inside, "")
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn unescaped(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 10;
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let end = after.bytes().take(LONGEST).position(|byte| byte == b';');
        if let Some((letter, end)) = end.and_then(|end| Some((entity(&after[..end])?, end))) {
            plain.push(letter);
            rest = &after[end + 1..];
        } else {
            plain.push('&');
            rest = after;
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_texts_and_entities_are_read() {
        let text = "<?xml version='1.0'?><!-- a > b --><x:a b=\"1 &gt; 0\" c:d='>'>t&amp;&#65;&#x42;&nope;<e/><![CDATA[<&]]></x:a>";
        let mut seen = Vec::new();
        for token in Xml::new(text) {
            seen.push(match token {
                Token::Open(tag) => format!("<{} {:?} {:?}", tag.name, tag.get("b"), tag.get("c:d")),
                Token::Close(name) => format!("/{name}"),
                Token::Text(text) => text.into_owned(),
            });
        }
        assert_eq!(seen, ["<a Some(\"1 > 0\") Some(\">\")", "t&AB&nope;", "<e None None", "/e", "<&", "/a"]);
    }

    #[test]
    fn broken_documents_end() {
        for text in ["<", "<a", "<a b=", "<a b='", "&", "</", "<!--", "<![CDATA[", "<a b>c</d>", "<ø ø='ø'"] {
            assert!(Xml::new(text).count() < 9, "{text}");
            for token in Xml::new(text) {
                if let Token::Open(tag) = token {
                    assert_eq!(tag.get("none"), None);
                }
            }
        }
    }
}
