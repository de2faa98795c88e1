//! Words in front of a fact in prose that change with how the fact begins: "de" and "environ" make "d’environ".
//!
//! A text says "de {{ value }}" whatever the value is on the day of the build; it may also say "d’{{ value }}". Which
//! is right is known only when the fact is printed. The words are data (`[[links]]` in the language file); a language
//! that has none leaves the section out.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::chars::capitalised;
use serde::Deserialize;

/// A word that changes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkWord {
    /// The word before a consonant or a digit, without its space.
    pub(super) full: String,
    /// The same before a vowel, with nothing behind it.
    pub(super) elided: String,
    /// The letters before which it is elided.
    before: String,
    /// First words of a fact that give way to others behind it.
    instead: BTreeMap<String, String>,
}

impl LinkWord {
    /// Whether it is elided before `word`.
    pub(super) fn elides(&self, word: &str) -> bool {
        word.chars().next().and_then(|c| c.to_lowercase().next()).is_some_and(|c| self.before.contains(c))
    }
}

/// A word in front of a fact, as a text has it.
#[derive(Clone, Copy, Debug)]
pub struct Link<'l> {
    word: &'l LinkWord,
    /// It is written with a capital.
    capital: bool,
}

impl<'l> Link<'l> {
    /// The word at the end of `text`, with what is behind it, and where it begins.
    pub(super) fn at_end(words: &'l [LinkWord], text: &str) -> Option<(usize, Link<'l>)> {
        words.iter().find_map(|word| {
            let full = text.strip_suffix([' ', '\u{a0}']).and_then(|text| cut(text, &word.full));
            let straight = word.elided.replace('’', "'");
            let start = full.or_else(|| cut(text, &word.elided)).or_else(|| cut(text, &straight))?;
            let first = text[start..].chars().next();
            let inside =
                text[..start].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '\'' || c == '’');
            (!inside).then_some((start, Link { word, capital: first.is_some_and(char::is_uppercase) }))
        })
    }

    /// The word, with what is behind it, and the fact, as they stand one behind the other.
    pub fn join<'t>(&self, fact: &'t str) -> (String, Cow<'t, str>) {
        let first = fact.split([' ', '\u{a0}']).next().unwrap_or(fact);
        let fact = match self.word.instead.get(first) {
            Some(other) => Cow::Owned(format!("{other}{}", &fact[first.len()..])),
            None => Cow::Borrowed(fact),
        };
        let word = if self.word.elides(&fact) { self.word.elided.clone() } else { format!("{} ", self.word.full) };
        (if self.capital { capitalised(&word) } else { word }, fact)
    }
}

/// Where `word` begins, if `text` ends with it, in small letters or with a capital.
fn cut(text: &str, word: &str) -> Option<usize> {
    let start = text.len().checked_sub(word.len())?;
    let tail = text.get(start..)?;
    (tail == word || tail == capitalised(word)).then_some(start)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use crate::locale::{Locale, embedded};

    #[test]
    fn de_is_elided_before_vowels_only() {
        let locale = Locale::from_toml("fr", embedded("fr").unwrap(), crate::parse::base_vocabulary()).unwrap();
        for (text, fact, expected) in [
            ("un contrat de ", "au moins 10 milliards", "un contrat d’au moins 10 milliards"),
            ("un contrat d’", "38 milliards", "un contrat de 38 milliards"),
            ("un contrat d'", "38 milliards", "un contrat de 38 milliards"),
            ("un contrat de ", "des dizaines de milliards", "un contrat de plusieurs dizaines de milliards"),
            ("un contrat de ", "plus de 10 milliards", "un contrat de plus de 10 milliards"),
            ("De ", "environ 10", "D’environ 10"),
            ("un contrat de ", "plusieurs années", "un contrat de plusieurs années"),
        ] {
            let (start, link) = locale.link(text).unwrap();
            let (word, fact) = link.join(fact);
            assert_eq!(format!("{}{word}{fact}", &text[..start]), expected);
        }
        for text in ["monde ", "de", "jusqu’à ", "", "d’"] {
            assert_eq!(locale.link(text).is_some(), text == "d’", "{text:?}");
        }
        let english = Locale::from_toml("en", embedded("en").unwrap(), crate::parse::base_vocabulary()).unwrap();
        assert!(english.link("de ").is_none());
    }
}
