//! Text in tokens: words, digits, signs, and names that hold no figures.
//!
//! Characters are folded one for one (kinds of space, apostrophe and dash), so every offset is one of the text as it
//! was. A hyphen between words is no token but a kind of gap, so that `seven-year` is two words. What the masks cover
//! and names with digits (`GB200`, `GPT-4.5`) become one opaque token each. A single pass, linear.

use std::ops::Range;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::mask::Masks;

/// A word or sign that the vocabulary knows; all others share [`Symbol::UNKNOWN`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Symbol(pub(crate) u16);

impl Symbol {
    /// A word that means nothing here.
    pub(crate) const UNKNOWN: Symbol = Symbol(0);
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A run of 0–9.
    Digits,
    /// Letters; an apostrophe that a letter or digit follows ends it: `d'`, `jusqu'`.
    Word,
    /// Letters and digits in one name: `GB200`.
    Name,
    /// What a mask covers.
    Masked,
    /// Any other character, folded.
    Sign(char),
}

/// What stands before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Nothing.
    None,
    /// A hyphen between words, or between a number and a word.
    Hyphen,
    /// One space.
    Space,
    /// Several.
    Wide,
    /// One line end.
    Line,
    /// The start of the text, or the end of a paragraph.
    Break,
}

/// A piece of text.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) range: Range<usize>,
    pub(crate) kind: Kind,
    pub(crate) gap: Gap,
    pub(crate) symbol: Symbol,
}

/// Folds what typography varies; never changes how many characters there are.
pub(crate) fn fold(c: char) -> char {
    match c {
        '\u{A0}' | '\u{202F}' | '\u{2009}' | '\u{2007}' => ' ',
        '’' | '‘' | 'ʼ' => '\'',
        '–' | '‑' | '‐' | '−' => '-',
        c => c,
    }
}

/// The longest word that is looked up, in bytes.
pub(crate) const LONGEST: usize = 32;

/// Cuts `text`; `symbol` knows the words, and `seam` where a word is two.
pub(crate) fn tokens(
    text: &str,
    symbol: impl Fn(&str) -> Symbol,
    is_code: impl Fn(&str) -> bool,
    seam: impl Fn(&str) -> Option<usize>,
) -> Vec<Token> {
    let (masks, out) = (Masks::new(text), Vec::new());
    Cutter { text, at: 0, gap: Gap::Break, masks, out, symbol, is_code, seam }.run()
}

struct Cutter<'t, F, C, S> {
    text: &'t str,
    at: usize,
    gap: Gap,
    masks: Masks<'t>,
    out: Vec<Token>,
    symbol: F,
    /// Whether a word is the code of a currency.
    is_code: C,
    seam: S,
}

impl<F: Fn(&str) -> Symbol, C: Fn(&str) -> bool, S: Fn(&str) -> Option<usize>> Cutter<'_, F, C, S> {
    fn run(mut self) -> Vec<Token> {
        while let Some(c) = self.peek(self.at) {
            if let Some(end) = self.masks.end_at(self.at) {
                self.push(end, Kind::Masked);
            } else if c.is_whitespace() {
                self.space();
            } else if c == '*' {
                // Emphasis stands between the parts of a figure without parting them.
                self.at += 1;
            } else if c.is_ascii_digit() {
                self.digits();
            } else if is_letter(c) {
                self.word();
            } else {
                self.sign(c);
            }
        }
        self.out
    }

    fn peek(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next().map(fold)
    }

    fn push(&mut self, end: usize, kind: Kind) {
        let symbol = match kind {
            Kind::Word | Kind::Sign(_) => self.lookup(self.at, end),
            Kind::Digits | Kind::Name | Kind::Masked => Symbol::UNKNOWN,
        };
        self.out.push(Token { range: self.at..end, kind, gap: self.gap, symbol });
        self.at = end;
        self.gap = Gap::None;
    }

    /// The symbol of a word: as it is if it is one letter (`M`), else in lower case, composed.
    fn lookup(&self, start: usize, end: usize) -> Symbol {
        let word = &self.text[start..end];
        if word.len() > LONGEST {
            return Symbol::UNKNOWN;
        }
        if word.len() == 1 {
            match (self.symbol)(word) {
                Symbol::UNKNOWN => {}
                known => return known,
            }
        }
        if word.bytes().all(|b| b.is_ascii_lowercase()) {
            return (self.symbol)(word);
        }
        // Half of all words have a capital or an accent, and nearly all of them are composed: no need to compose them.
        if word.is_ascii() {
            let mut key = [0; LONGEST];
            let key = &mut key[..word.len()];
            key.copy_from_slice(word.as_bytes());
            key.make_ascii_lowercase();
            return std::str::from_utf8(key).map_or(Symbol::UNKNOWN, |key| (self.symbol)(key));
        }
        if is_nfc_quick(word.chars()) == IsNormalized::Yes {
            let key: String = word.chars().map(fold).flat_map(char::to_lowercase).collect();
            return (self.symbol)(&key);
        }
        let key: String = word.nfc().map(fold).flat_map(char::to_lowercase).collect();
        (self.symbol)(&key)
    }

    fn space(&mut self) {
        let rest = &self.text[self.at..];
        // Nearly all spaces are one, before ASCII.
        if let [b' ', next, ..] = rest.as_bytes()
            && next.is_ascii_graphic()
        {
            self.gap = if self.gap == Gap::Break { Gap::Break } else { Gap::Space };
            self.at += 1;
            return;
        }
        let end = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
        let space = &rest[..end];
        let gap = match space.matches('\n').count() {
            0 if space.chars().nth(1).is_none() => Gap::Space,
            0 => Gap::Wide,
            1 => Gap::Line,
            _ => Gap::Break,
        };
        // Between emphasis marks there may be more than one run of spaces.
        self.gap = if self.gap == Gap::Break || gap == Gap::Break { Gap::Break } else { gap };
        self.at += end;
    }

    fn digits(&mut self) {
        let rest = self.text.as_bytes()[self.at..].iter();
        let end = self.at + rest.take_while(|b| b.is_ascii_digit()).count();
        self.push(end, Kind::Digits);
    }

    fn word(&mut self) {
        let start = self.at;
        let mut end = self.letters(start);
        if self.peek(end) == Some('\'') {
            let after = self.after(end);
            if self.peek(after).is_some_and(char::is_alphanumeric) {
                return self.push(after, Kind::Word);
            }
        }
        if self.names_a_product(start, end) {
            end = self.name(end);
            return self.push(end, Kind::Name);
        }
        if let Some(seam) = (self.seam)(&self.text[start..end]) {
            self.push(start + seam, Kind::Word);
            self.gap = Gap::Hyphen;
        }
        self.push(end, Kind::Word);
    }

    /// Whether digits belong to the word before them: `GB200`, `GPT-4`. Not so after a word of the vocabulary, such
    /// as `Q3`, `USD38`, `38bn-40bn`, `mid-2026`.
    fn names_a_product(&self, start: usize, end: usize) -> bool {
        let digit = |at| self.peek(at).is_some_and(char::is_numeric);
        let hyphen = self.text[end..].starts_with(['-', '‑']);
        if !(digit(end) || hyphen && digit(self.after(end))) {
            return false;
        }
        let word = &self.text[start..end];
        match self.lookup(start, end) {
            Symbol::UNKNOWN => !(self.is_code)(word),
            _ if hyphen => false,
            // One digit after a letter that names a quarter or half, and nothing more.
            _ => word.len() == 1 && self.peek(self.after(end)).is_some_and(char::is_alphanumeric),
        }
    }

    /// The end of a name: letters and digits, also joined by a hyphen or point.
    fn name(&self, mut end: usize) -> usize {
        loop {
            match self.peek(end) {
                Some(c) if c.is_alphanumeric() => end = self.after(end),
                Some('-' | '.') if self.peek(self.after(end)).is_some_and(char::is_alphanumeric) => {
                    end = self.after(end);
                }
                _ => return end,
            }
        }
    }

    fn letters(&self, start: usize) -> usize {
        let rest = &self.text[start..];
        let ascii = rest.bytes().position(|b| !b.is_ascii_alphabetic()).unwrap_or(rest.len());
        if rest.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
            return start + ascii;
        }
        // The mark of a note: `billion¹`, not `m²`.
        let is_mark = |at: usize, c: char| is_raised(c) && rest[..at].chars().nth(2).is_some();
        let mut ends = rest.char_indices().filter(|(at, c)| !is_letter(*c) || is_mark(*at, *c));
        start + ends.next().map_or(rest.len(), |(at, _)| at)
    }

    fn after(&self, at: usize) -> usize {
        at + self.text[at..].chars().next().map_or(0, char::len_utf8)
    }

    fn sign(&mut self, c: char) {
        let end = self.after(self.at);
        let joins = c == '-' && self.gap == Gap::None && self.peek(end).is_some_and(is_letter);
        let after_word = self.out.last().is_some_and(|last| matches!(last.kind, Kind::Word | Kind::Digits));
        if joins && after_word {
            self.gap = Gap::Hyphen;
            self.at = end;
        } else {
            self.push(end, Kind::Sign(c));
        }
    }
}

/// A digit that is set above the line.
fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// Letters, with combining accents, and number signs other than 0–9 (`²`, `½`), which make no number here.
fn is_letter(c: char) -> bool {
    (c.is_alphanumeric() && !c.is_ascii_digit()) || ('\u{300}'..='\u{36F}').contains(&c)
}
