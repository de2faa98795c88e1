//! Words that change with what follows: "de" and "environ" make "d’environ", "de" and "le Bayer" make "du Bayer".
//!
//! A text says "de {{ value }}" whatever the value is on the day of the build; it may also say "d’{{ value }}". A
//! sentence of the vocabulary says "{de seller}" whoever sells. Which is right is known only when it is printed. The
//! words are data (`[[links]]` in the language file); a language that has none leaves the section out.

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
    elided: Option<String>,
    /// The letters before which it is elided.
    #[serde(default)]
    before: String,
    /// How names begin before which it is not, all the same.
    #[serde(default)]
    unless: Vec<String>,
    /// First words of a fact that give way to others behind it.
    #[serde(default)]
    instead: BTreeMap<String, String>,
    /// What it becomes with an article behind it.
    #[serde(default)]
    articles: BTreeMap<String, String>,
    /// It is an article of names; before facts it stays as it is.
    #[serde(default)]
    name: bool,
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
        words.iter().filter(|word| !word.name).find_map(|word| {
            let elided = word.elided.as_ref()?;
            let full = text.strip_suffix([' ', '\u{a0}']).and_then(|text| cut(text, &word.full));
            let straight = elided.replace('’', "'");
            let start = full.or_else(|| cut(text, elided)).or_else(|| cut(text, &straight))?;
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
        let word = self.word.before(&fact);
        (if self.capital { capitalised(&word) } else { word }, fact)
    }
}

impl LinkWord {
    /// The word and what is between it and `text`.
    pub(super) fn before(&self, text: &str) -> String {
        let text = text.to_lowercase();
        let vowel = text.chars().next().is_some_and(|first| self.before.contains(first));
        match &self.elided {
            Some(elided) if vowel && !self.unless.iter().any(|start| text.starts_with(start)) => elided.clone(),
            _ => format!("{} ", self.full),
        }
    }
}

/// A name with its article, behind a word.
pub(super) fn named(words: &[LinkWord], word: Option<&str>, article: Option<&str>, name: &str) -> String {
    let gap = |article: &str| if article.ends_with('’') { "" } else { " " };
    // "le" is "l’" before a vowel, whatever stands before it.
    let full = |article: &&LinkWord, written: &str| article.name && article.full == written;
    // "{le X}" is a name with an article: its own, or this one.
    let (word, article) = match word {
        Some(written) if words.iter().any(|link| full(&link, written)) => (None, article.or(word)),
        _ => (word, article),
    };
    let article = article.map(|written| match words.iter().find(|article| full(article, written)) {
        Some(article) => article.before(name).trim_end().to_owned(),
        None => written.to_owned(),
    });
    let article = article.as_deref();
    let link = word.and_then(|word| words.iter().find(|link| link.full == word));
    match (word, link, article) {
        (None, _, None) => name.to_owned(),
        (None, _, Some(article)) => format!("{article}{}{name}", gap(article)),
        (Some(word), None, None) => format!("{word} {name}"),
        (Some(_), Some(link), None) => format!("{}{name}", link.before(name)),
        (Some(word), link, Some(article)) => match link.and_then(|link| link.articles.get(article)) {
            Some(both) => format!("{both} {name}"),
            None => format!("{word} {article}{}{name}", gap(article)),
        },
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
    fn words_give_way_to_what_follows() {
        let locale = Locale::from_toml("fr", embedded("fr").unwrap(), crate::parse::base_vocabulary(), &[]).unwrap();
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
        for (word, article, name, expected) in [
            (Some("de"), None, "Oracle", "d’Oracle"),
            (Some("de"), None, "Huawei", "de Huawei"),
            (Some("de"), None, "Yahoo", "de Yahoo"),
            (Some("de"), Some("le"), "Bayer", "du Bayer"),
            (Some("de"), Some("les"), "Hauts", "des Hauts"),
            (Some("de"), Some("l’"), "Olympique", "de l’Olympique"),
            (Some("à"), None, "Amazon", "à Amazon"),
            (Some("à"), Some("le"), "Bayer", "au Bayer"),
            (Some("à"), Some("la"), "Juventus", "à la Juventus"),
            (Some("chez"), Some("les"), "Hauts", "chez les Hauts"),
            (None, Some("les"), "États-Unis", "les États-Unis"),
            (None, Some("le"), "Acme", "l’Acme"),
            (Some("de"), Some("le"), "Acme", "de l’Acme"),
            (Some("à"), Some("la"), "Izar", "à l’Izar"),
            (Some("avec"), Some("le"), "Bayer", "avec le Bayer"),
            (Some("le"), None, "Bayer", "le Bayer"),
            (Some("le"), None, "Oracle", "l’Oracle"),
            (Some("le"), Some("le"), "Acme", "l’Acme"),
            (Some("le"), Some("la"), "Juventus", "la Juventus"),
            (Some("les"), Some("les"), "Hauts", "les Hauts"),
            (Some("les"), None, "Hauts", "les Hauts"),
            (None, None, "Oracle", "Oracle"),
        ] {
            assert_eq!(locale.named(word, article, name), expected);
        }
        let english = Locale::from_toml("en", embedded("en").unwrap(), crate::parse::base_vocabulary(), &[]).unwrap();
        assert!(english.link("de ").is_none());
    }
}
