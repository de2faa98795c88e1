//! The words that a definition has in each language.

/// Something per language, by BCP 47 tag.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ByLanguage<T>(Vec<(String, T)>);

/// Words of a thing that is counted or listed, for one and for several; further ones are only read.
pub type Words = ByLanguage<Vec<String>>;

impl<T> Default for ByLanguage<T> {
    fn default() -> ByLanguage<T> {
        ByLanguage(Vec::new())
    }
}

impl<T: Clone> ByLanguage<T> {
    /// In the order of languages.
    pub fn new(by_language: Vec<(String, T)>) -> ByLanguage<T> {
        ByLanguage(by_language)
    }

    /// Whether no language has it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All, with their tags.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(tag, it)| (tag.as_str(), it))
    }

    /// That of a language, or of its primary tag (`pt` for `pt-BR`).
    pub fn in_language(&self, tag: &str) -> Option<&T> {
        let find = |tag: &str| self.0.iter().find(|(known, _)| known == tag).map(|(_, it)| it);
        find(tag).or_else(|| find(tag.split('-').next()?))
    }

    /// That of a language, else of the first of the site's `languages` that has it, else of the first at all; with its
    /// tag if that is another language.
    pub fn get<'t>(&'t self, tag: &str, languages: &'t [String]) -> Option<(&'t T, Option<&'t str>)> {
        let own = self.in_language(tag).map(|it| (it, None));
        let of_site = || languages.iter().find_map(|other| Some((self.in_language(other)?, Some(other.as_str()))));
        let first = || self.0.first().map(|(other, it)| (it, Some(other.as_str())));
        own.or_else(of_site).or_else(first)
    }

    /// These, and for languages that have none those of `other`.
    #[must_use]
    pub fn or(mut self, other: &ByLanguage<T>) -> ByLanguage<T> {
        let missing = |(tag, _): &&(String, T)| self.0.iter().all(|(known, _)| known != tag);
        let more: Vec<_> = other.0.iter().filter(missing).cloned().collect();
        self.0.extend(more);
        self
    }
}

impl Words {
    /// Those of a language; none if it has none.
    pub fn list(&self, tag: &str) -> &[String] {
        self.in_language(tag).map(Vec::as_slice).unwrap_or_default()
    }

    /// All words of all languages.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|(_, words)| words).map(String::as_str)
    }
}
