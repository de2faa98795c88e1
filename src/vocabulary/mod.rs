//! What a briefing may speak of: kinds of leg with their roles, instruments, units, kinds of company, and whatever else
//! `base.toml` lists. A site adds its own entries in
//! the same format in `tearsheet.toml`.
//!
//! Everything that knows these things asks here: parser, messages, pages, exports. [`crate::parse`] reads both files
//! with the same code; nothing in the program lists them again.

mod company_kind;
mod instrument;
mod kind;
pub mod lexicon;
mod sentence;
mod shared;
mod told;
mod unit;
mod words;

use crate::quantity::Currency;
use lexicon::verbs::Verbs;
use lexicon::{Grammar, Lexicon, PerLanguage};

pub(crate) use lexicon::folded;

pub use company_kind::{CompanyKind, CompanyKindDef};
pub use instrument::{Instrument, InstrumentDef};
pub use kind::{Kind, KindDef, Role, RoleDef, is_in};
pub use sentence::{BadSentence, Piece, Sentence};
pub use shared::{Definition, Shared};
pub use unit::{MoneyEntry, UnitEntry, is_spelt_like, is_unit_word, ladders, singular};
pub use words::{ByLanguage, Words};

/// The built-in entries, as TOML.
pub const BASE: &str = include_str!("base.toml");

/// All that is defined for a site: the built-in entries, then its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Kinds of leg, in the order in which tables have them.
    pub kinds: Vec<Kind>,
    /// Roles, in the order in which a leg has them.
    pub roles: Vec<Role>,
    /// What a leg may be about, beside money.
    pub instruments: Vec<Instrument>,
    /// In the order in which lists have them.
    pub company_kinds: Vec<CompanyKind>,
    /// Units, every multiple by itself.
    pub units: Vec<UnitEntry>,
    /// How texts write money.
    pub money: Vec<MoneyEntry>,
    lexicons: Lexicons,
}

impl Vocabulary {
    /// The role with this key.
    pub fn role(&self, key: &str) -> Option<Role> {
        find(&self.roles, key)
    }

    /// The instrument with this key.
    pub fn instrument(&self, key: &str) -> Option<Instrument> {
        find(&self.instruments, key)
    }

    /// The kind of a leg with these roles; `None` if they are not those of exactly one. Only an umbrella has frames.
    pub fn kind_of(&self, roles: &[Role], umbrella: bool) -> Option<Kind> {
        let mut fitting = self.kinds.iter().filter(|kind| kind.fits(roles) && (umbrella || !kind.frame));
        fitting.next().copied().filter(|_| fitting.next().is_none())
    }

    /// The kind of company with this key.
    pub fn company_kind(&self, key: &str) -> Option<CompanyKind> {
        find(&self.company_kinds, key)
    }

    /// What a company is that does not say: `other`, the last of the built-in kinds.
    pub fn any_company(&self) -> Option<CompanyKind> {
        self.company_kind("other").or(self.company_kinds.last().copied())
    }

    /// All words of a language that make figures.
    pub fn lexicon(&self, grammar: Grammar) -> &Lexicon {
        self.lexicons.words.get(grammar, || Lexicon::new(grammar, self))
    }

    /// The verbs of a language by which a deal is told as done.
    pub(crate) fn verbs(&self, grammar: Grammar) -> &Verbs {
        self.lexicons.verbs.get(grammar, || Verbs::new(grammar, &self.kinds))
    }
}

/// What a text may speak of.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// Units, and how money is written.
    pub vocabulary: &'a Vocabulary,
    /// Codes of currencies that are something else in this text: `AMD` where it is a company.
    pub names: &'a [Currency],
}

fn find<D: Definition>(all: &[Shared<D>], key: &str) -> Option<Shared<D>> {
    all.iter().find(|known| known.key() == key).copied()
}

/// What is made from a vocabulary when a text is first read with it; no part of what it says.
#[derive(Debug, Default)]
struct Lexicons {
    words: PerLanguage<Lexicon>,
    verbs: PerLanguage<Verbs>,
}

impl Clone for Lexicons {
    fn clone(&self) -> Lexicons {
        Lexicons::default()
    }
}

impl PartialEq for Lexicons {
    fn eq(&self, _: &Lexicons) -> bool {
        true
    }
}

impl Eq for Lexicons {}
