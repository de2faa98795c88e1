//! The typography of prose: which spaces, quotes, apostrophes and dots a language wants.
//!
//! The rules are data; [`pass`] applies them in one pass. They see one run of text and the character before
//! it, and decide only where the neighbours leave no doubt: a colon inside a time or an address, an exclamation
//! mark before a letter, four dots stay as they were typed.

mod pass;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

/// `[typography]` of the language file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    apostrophe: String,
    ellipsis: String,
    quotes: Quotes,
    single_quotes: Option<Quotes>,
    spaced: BTreeMap<char, String>,
    digit_gap: Option<String>,
    percent_gap: Option<String>,
}

/// A pair of quotation marks, and the space inside them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Quotes {
    open: char,
    close: char,
    gap: String,
}

/// The rules, and which bytes call for one.
#[derive(Debug, Deserialize)]
#[serde(from = "Rules")]
pub(super) struct Typography {
    rules: Rules,
    /// By the first byte of a character: whether a rule may apply there. All others are copied in bulk.
    concerned: [bool; 256],
    /// Words and signs that stay on the line of the number before them.
    kept: BTreeSet<String>,
    /// Length in bytes of the longest of them.
    longest_kept: usize,
}

impl From<Rules> for Typography {
    fn from(rules: Rules) -> Typography {
        let mut concerned = [false; 256];
        let mut concern = |c: char| concerned[usize::from(c.encode_utf8(&mut [0; 4]).as_bytes()[0])] = true;
        ['\'', '"', '.', ':'].into_iter().for_each(&mut concern);
        rules.spaced.keys().copied().for_each(&mut concern);
        if !rules.quotes.gap.is_empty() {
            [rules.quotes.open, rules.quotes.close].into_iter().for_each(&mut concern);
        }
        if rules.percent_gap.is_some() {
            concern('%');
        }
        ('0'..='9').for_each(&mut concern);
        Typography { rules, concerned, kept: BTreeSet::new(), longest_kept: 0 }
    }
}

impl Typography {
    /// Sets what stays on the line of the number before it: those of `words` that are one word.
    pub(super) fn keep(&mut self, words: BTreeSet<String>) {
        self.kept = words;
        self.kept.retain(|word| word.chars().all(pass::is_kept_character));
        self.longest_kept = self.kept.iter().map(String::len).max().unwrap_or_default();
    }

    /// See [`super::Locale::typography`].
    pub(super) fn apply<'a>(&self, text: &'a str, before: Option<char>) -> Cow<'a, str> {
        if !text.bytes().any(|byte| self.concerned[usize::from(byte)]) {
            return Cow::Borrowed(text);
        }
        let set = pass::Pass::new(self, text, before).run();
        if set == text { Cow::Borrowed(text) } else { Cow::Owned(set) }
    }
}
