//! The tokens of a text and the questions that the parser asks them; and the loop that finds the figures.
//!
//! A figure is found from its number (or order word, month, year): forwards to scale and unit, then backwards to sign
//! and bound, never further back than the figure before it. Every step looks at a bounded number of tokens, or passes
//! tokens that are never looked at again, which makes the whole linear.

#[cfg(test)]
use std::cell::Cell;

use super::{Grammar, Reading, Terms};
use crate::quantity::Currency;
use crate::vocabulary::lexicon::token::{Gap, Kind, Symbol, Token, tokens};
use crate::vocabulary::lexicon::{Lexicon, Phrases};

/// A text, cut and ready.
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Vec<Token>,
    pub(super) words: &'t Lexicon,
    names: &'t [Currency],
    /// How often a token was looked at.
    #[cfg(test)]
    pub(super) looks: Cell<usize>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str, grammar: Grammar, terms: &Terms<'t>) -> Reader<'t> {
        let words = terms.vocabulary.lexicon(grammar);
        let names = terms.names;
        Reader {
            text,
            tokens: tokens(
                text,
                |word| words.symbol(word),
                |word| code(word, names).is_some(),
                |word| words.seam(word),
            ),
            words,
            names,
            #[cfg(test)]
            looks: Cell::new(0),
        }
    }

    /// The currency of a word that is its code.
    pub(super) fn currency(&self, word: &str) -> Option<Currency> {
        code(word, self.names)
    }

    /// All figures.
    pub(super) fn read(&self) -> Vec<Reading> {
        let mut out = Vec::new();
        let (mut at, mut floor) = (0, 0);
        while let Some(token) = self.token(at) {
            let found = match token.kind {
                // No figure begins with a word that means nothing, and most words are such.
                Kind::Word if token.symbol == Symbol::UNKNOWN => None,
                Kind::Digits | Kind::Word => self.figure(at, floor, &mut out),
                Kind::Name | Kind::Masked | Kind::Sign(_) => None,
            };
            match found {
                Some(next) => (at, floor) = (next, next),
                None => at = self.skip(at),
            }
        }
        out
    }

    /// A figure whose number is at `at`; the token after it.
    fn figure(&self, at: usize, floor: usize, out: &mut Vec<Reading>) -> Option<usize> {
        let mut one = |found: Option<(Reading, usize)>| {
            found.map(|(reading, next)| {
                out.push(reading);
                next
            })
        };
        one(self.date(at, floor))
            .or_else(|| one(self.order(at, floor)))
            .or_else(|| self.quantity(at, floor, out))
            .or_else(|| {
                self.year_alone(at, floor).map(|(reading, next)| {
                    out.push(reading);
                    next
                })
            })
    }

    /// What comes after `at` if no figure begins there: a number is passed as a whole.
    fn skip(&self, at: usize) -> usize {
        match self.token(at).map(|token| token.kind) {
            Some(Kind::Digits) => match self.digits(at) {
                Ok(number) if self.begins_inside(at) => self.past(number.next),
                Ok(number) => number.next,
                Err(next) => next,
            },
            _ => at + 1,
        }
    }

    pub(super) fn token(&self, at: usize) -> Option<&Token> {
        #[cfg(test)]
        self.looks.set(self.looks.get() + 1);
        self.tokens.get(at)
    }

    pub(super) fn str(&self, at: usize) -> &'t str {
        self.token(at).map_or("", |token| &self.text[token.range.clone()])
    }

    /// The kind of a token that stands right against the one before it.
    pub(super) fn glued(&self, at: usize) -> Option<Kind> {
        self.token(at).filter(|token| token.gap == Gap::None).map(|token| token.kind)
    }

    /// Whether a token may continue what the one before it began: not across paragraphs, and on a new line only if
    /// that goes on in lower case, or where nouns have capitals anyway.
    pub(super) fn near(&self, at: usize) -> bool {
        match self.token(at) {
            None => false,
            Some(token) => match token.gap {
                Gap::Break => false,
                Gap::Line => self.words.writing.capital_nouns || !self.capital(at),
                Gap::None | Gap::Hyphen | Gap::Space | Gap::Wide => true,
            },
        }
    }

    /// Whether a word begins with a capital.
    pub(super) fn capital(&self, at: usize) -> bool {
        self.str(at).starts_with(char::is_uppercase)
    }

    /// The longest phrase that begins at `at`: the token after it, and what it means.
    pub(super) fn phrase<T: Copy>(&self, phrases: &Phrases<T>, at: usize) -> Option<(usize, T)> {
        let first = self.token(at)?.symbol;
        let (length, meaning) = phrases.starting(first, |phrase| {
            phrase.iter().enumerate().skip(1).all(|(k, symbol)| self.continues(at + k, *symbol))
        })?;
        Some((at + length, meaning))
    }

    /// The same, near to the token before it.
    pub(super) fn next_phrase<T: Copy>(&self, phrases: &Phrases<T>, at: usize) -> Option<(usize, T)> {
        if self.near(at) { self.phrase(phrases, at) } else { None }
    }

    /// The longest phrase that ends before `end` and begins not before `floor`: its first token.
    pub(super) fn phrase_before<T: Copy>(&self, phrases: &Phrases<T>, end: usize, floor: usize) -> Option<(usize, T)> {
        if end <= floor || !self.near(end) {
            return None;
        }
        let last = self.token(end - 1)?.symbol;
        let (length, meaning) = phrases.ending(last, |phrase| {
            let Some(start) = end.checked_sub(phrase.len()).filter(|start| *start >= floor) else { return false };
            self.token(start).is_some_and(|token| phrase.first() == Some(&token.symbol))
                && phrase.iter().enumerate().skip(1).all(|(k, symbol)| self.continues(start + k, *symbol))
        })?;
        Some((end - length, meaning))
    }

    fn continues(&self, at: usize, symbol: Symbol) -> bool {
        self.token(at).is_some_and(|token| token.symbol == symbol) && self.near(at)
    }
}

fn code(word: &str, names: &[Currency]) -> Option<Currency> {
    Currency::of_code(word).filter(|currency| !names.contains(currency))
}
