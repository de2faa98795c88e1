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
    keep_with_number: BTreeSet<String>,
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
    /// Length in bytes of the longest word of `keep_with_number`.
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
        if rules.digit_gap.is_some() || !rules.keep_with_number.is_empty() {
            ('0'..='9').for_each(&mut concern);
        }
        let longest_kept = rules.keep_with_number.iter().map(String::len).max().unwrap_or_default();
        Typography { rules, concerned, longest_kept }
    }
}

impl Typography {
    /// See [`super::Locale::typography`].
    pub(super) fn apply<'a>(&self, text: &'a str, before: Option<char>) -> Cow<'a, str> {
        if !text.bytes().any(|byte| self.concerned[usize::from(byte)]) {
            return Cow::Borrowed(text);
        }
        let set = pass::Pass::new(self, text, before).run();
        if set == text { Cow::Borrowed(text) } else { Cow::Owned(set) }
    }
}
