//! Text that readers see, in one or more languages.

use super::LangId;

/// A text per language, at least one. A missing translation falls back, and says to what.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Text {
    values: Vec<(LangId, String)>,
}

impl Text {
    /// A text in one language.
    pub fn new(lang: LangId, value: impl Into<String>) -> Text {
        Text { values: vec![(lang, value.into())] }
    }

    /// A text from its languages, sorted so that the default language comes first.
    pub fn from_languages(mut values: Vec<(LangId, String)>) -> Text {
        values.sort_by_key(|&(lang, _)| lang);
        Text { values }
    }

    /// Adds or replaces one language.
    pub fn set(&mut self, lang: LangId, value: impl Into<String>) {
        self.values.retain(|&(l, _)| l != lang);
        self.values.push((lang, value.into()));
        self.values.sort_by_key(|&(lang, _)| lang);
    }

    /// The text in `lang`, else in the default language, else in the first there is; with the language
    /// that it is in, so that the page can mark it.
    pub fn get(&self, lang: LangId) -> (&str, LangId) {
        self.exact(lang)
            .map(|s| (s, lang))
            .unwrap_or_else(|| self.values.first().map_or(("", lang), |(l, s)| (s.as_str(), *l)))
    }

    /// The text in `lang`, without fallback.
    pub fn exact(&self, lang: LangId) -> Option<&str> {
        self.values.iter().find(|(l, _)| *l == lang).map(|(_, s)| s.as_str())
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.values.iter().all(|(_, s)| s.is_empty())
    }

    /// Its texts, each once.
    pub fn distinct(&self) -> impl Iterator<Item = &str> {
        let first = move |(place, (_, text)): &(usize, &(LangId, String))| {
            self.values.iter().position(|v| v.1 == *text) == Some(*place)
        };
        self.values.iter().enumerate().filter(first).map(|(_, (_, text))| text.as_str())
    }

    /// All languages and their texts, the default language first.
    pub fn iter(&self) -> impl Iterator<Item = (LangId, &str)> {
        self.values.iter().map(|(l, s)| (*l, s.as_str()))
    }
}
