//! Numbers, words and signs of an amount, with their places.

use std::ops::Range;

use crate::vocabulary::Vocabulary;

/// What kind of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Begins with a digit: digits, and `.`, `,` or `_` before a digit or another of them.
    Number,
    /// Letters, and digits after them where that is a unit.
    Word,
    /// Any other character that is no space.
    Sign,
}

/// A token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'t> {
    /// Its kind.
    pub(super) shape: Shape,
    /// What is written.
    pub(super) text: &'t str,
    /// Its first byte.
    pub(super) start: usize,
}

impl Token<'_> {
    /// Its place.
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// Whether this is the word, in any case.
    pub(super) fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }
}

/// All tokens of `text`. Spaces of any kind only separate; digits end a word, unless they are of a unit.
pub(super) fn tokens<'t>(text: &'t str, vocabulary: &Vocabulary) -> Vec<Token<'t>> {
    let mut tokens = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        let shape = match first {
            c if c.is_whitespace() => continue,
            '0'..='9' => Shape::Number,
            c if c.is_alphabetic() => Shape::Word,
            _ => Shape::Sign,
        };
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = rest.next_if(|&(at, c)| continues(shape, c, &text[at..])) {
            end = at + c.len_utf8();
        }
        let digits = text[end..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |length| end + length);
        if shape == Shape::Word && digits > end && vocabulary.unit(&text[start..digits]).is_some() {
            while rest.next_if(|&(at, _)| at < digits).is_some() {}
            end = digits;
        }
        tokens.push(Token { shape, text: &text[start..end], start });
    }
    tokens
}

fn continues(shape: Shape, c: char, rest: &str) -> bool {
    match shape {
        Shape::Number if c.is_ascii_digit() => true,
        Shape::Number => {
            matches!(c, '.' | ',' | '_') && rest[1..].starts_with(|next: char| next.is_ascii_digit() || next == '_')
        }
        // The exponent of a unit of area or volume.
        Shape::Word => c.is_alphabetic() || matches!(c, '²' | '³'),
        Shape::Sign => false,
    }
}
