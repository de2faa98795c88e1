//! The words that a definition has in each language.

/// Words per language: of a thing that is counted or listed, for one and for several; further ones are only read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Words(Vec<(String, Vec<String>)>);

impl Words {
    /// Words by BCP 47 tag; a tag without words is left out.
    pub fn new(by_language: Vec<(String, Vec<String>)>) -> Words {
        Words(by_language.into_iter().filter(|(_, words)| !words.is_empty()).collect())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words of a language, or of its primary tag (`pt` for `pt-BR`).
    pub fn in_language(&self, tag: &str) -> Option<&[String]> {
        let find = |tag: &str| self.0.iter().find(|(known, _)| known == tag).map(|(_, words)| words.as_slice());
        find(tag).or_else(|| find(tag.split('-').next()?))
    }

    /// The words of a language, else of the first that has some; with their tag if that is another language.
    pub fn get(&self, tag: &str) -> Option<(&[String], Option<&str>)> {
        match self.in_language(tag) {
            Some(words) => Some((words, None)),
            None => self.0.first().map(|(tag, words)| (words.as_slice(), Some(tag.as_str()))),
        }
    }

    /// These, and for languages that have none those of `other`.
    #[must_use]
    pub fn or(mut self, other: &Words) -> Words {
        let missing = |(tag, _): &&(String, Vec<String>)| self.0.iter().all(|(known, _)| known != tag);
        let more: Vec<_> = other.0.iter().filter(missing).cloned().collect();
        self.0.extend(more);
        self
    }
}
