//! A printed amount in its parts, so that a page can set bound, number and unit in different type.

use std::fmt;
use std::ops::Range;

/// What separates two parts of a [`Phrase`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Gap {
    /// Nothing: `$38bn`.
    #[default]
    None,
    /// U+202F, narrow and without a line break: `10 %`.
    Narrow,
    /// U+00A0, without a line break: `6 GW`.
    NoBreak,
    /// A plain space.
    Space,
}

impl Gap {
    /// The characters.
    pub fn as_str(self) -> &'static str {
        match self {
            Gap::None => "",
            Gap::Narrow => "\u{202F}",
            Gap::NoBreak => "\u{A0}",
            Gap::Space => " ",
        }
    }

    fn of(c: char) -> Gap {
        match c {
            '\u{202F}' => Gap::Narrow,
            '\u{A0}' => Gap::NoBreak,
            ' ' => Gap::Space,
            _ => Gap::None,
        }
    }

    /// The gap at the start of `text`, and the rest.
    pub(super) fn split_start(text: &str) -> (Gap, &str) {
        let gap = text.chars().next().map_or(Gap::None, Gap::of);
        (gap, &text[gap.as_str().len()..])
    }

    /// The text before the gap at its end, and the gap.
    pub(super) fn split_end(text: &str) -> (&str, Gap) {
        let gap = text.chars().next_back().map_or(Gap::None, Gap::of);
        (&text[..text.len() - gap.as_str().len()], gap)
    }
}

/// An amount in words. The parts carry no spaces at their ends; [`Phrase::text`] joins them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrase {
    /// Bound words before: "jusqu’à", "at least", "des"; may be empty.
    pub before: String,
    /// The number, with a sign that is written against it: "38", "1 400", "$38", "dizaines"; or the words
    /// that stand for an amount without a figure.
    pub number: String,
    /// Scale and unit: "milliards de dollars", "GW", "%"; may be empty.
    pub unit: String,
    /// Bound words after; empty in French and English.
    pub after: String,
    /// What separates the four.
    pub gaps: [Gap; 3],
    /// Where in `number` the words between its two ends stand: `308`**` à moins de `**`388`; empty if there is
    /// one number.
    pub between: Range<usize>,
}

impl Phrase {
    /// Words that stand for an amount: "montant non communiqué".
    pub(super) fn words(words: &str) -> Phrase {
        Phrase { number: words.to_owned(), ..Phrase::default() }
    }

    /// The whole: "jusqu’à 6 gigawatts".
    pub fn text(&self) -> String {
        let mut out = String::with_capacity(
            self.before.len() + self.number.len() + self.unit.len() + self.after.len() + 3 * "\u{202F}".len(),
        );
        self.append_to(&mut out);
        out
    }

    /// Number and unit, without bound words: "6 gigawatts".
    pub fn value(&self) -> String {
        let mut out = String::with_capacity(self.number.len() + self.unit.len() + 3);
        self.append_core(&mut out);
        out
    }

    /// Number and unit, without bound words.
    pub(super) fn append_core(&self, out: &mut String) {
        out.push_str(&self.number);
        out.push_str(self.gaps[1].as_str());
        out.push_str(&self.unit);
    }

    fn append_to(&self, out: &mut String) {
        out.push_str(&self.before);
        out.push_str(self.gaps[0].as_str());
        self.append_core(out);
        out.push_str(self.gaps[2].as_str());
        out.push_str(&self.after);
    }

    /// With further bound words outside of those that it has.
    pub(super) fn wrapped(mut self, before: &str, after: &str) -> Phrase {
        if !before.is_empty() {
            if self.before.is_empty() {
                let (text, gap) = Gap::split_end(before);
                text.clone_into(&mut self.before);
                self.gaps[0] = gap;
            } else {
                self.before.insert_str(0, before);
            }
        }
        if !after.is_empty() {
            if self.after.is_empty() {
                let (gap, text) = Gap::split_start(after);
                text.clone_into(&mut self.after);
                self.gaps[2] = gap;
            } else {
                self.after.push_str(after);
            }
        }
        self
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}
