//! A company, and what happens to it outside of deals.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::{Citation, Claim, CompanyId, DealId, Edtf, Fact, LangId, Prose, Rank, Text, Waiver};
use crate::span::{Span, Spanned};
use crate::vocabulary::CompanyKind;

/// The gender of a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gender {
    /// As of a company, in languages that have a word for it that is feminine.
    #[default]
    Feminine,
    /// Masculine.
    Masculine,
}

/// A company.
#[derive(Clone, Debug)]
pub struct Company {
    /// As written, and the last part of its address.
    pub id: String,
    /// Its sheet: a file, or its entry in one of many.
    pub sheet: Span,
    /// What readers call it; in every language, where the sheet gives it one name.
    pub name: Text,
    /// A shorter name: `AWS`; empty where there is none.
    pub short: Text,
    /// The languages in which its name is a plural.
    pub plural: Vec<LangId>,
    /// Of its name, where a language asks.
    pub gender: Gender,
    /// The article of its name in sentences, in the languages that give it one.
    pub article: Text,
    /// As registered.
    pub legal_name: Option<String>,
    /// What it mainly is; `None` only in a vocabulary without kinds.
    pub kind: Option<CompanyKind>,
    /// The company that it is rolled up into on the state's day, and where that is written.
    pub part_of: Option<(CompanyId, Span)>,
    /// Whose it was, is and will be; nobody's where a claim says `none`.
    pub owners: Vec<(Claim, Option<CompanyId>)>,
    /// Other names that are recognised in prose.
    pub aliases: Vec<Spanned<String>>,
    /// `XNAS:AMZN`: ISO 10383 market, ticker.
    pub ticker: Option<String>,
    /// Identifiers elsewhere: `wikidata`, `lei`, `ric`….
    pub ids: Vec<(String, String)>,
    /// Who runs it.
    pub people: Vec<Person>,
    /// Seat and declared fields.
    pub facts: Vec<Fact>,
    /// What it is said to be worth.
    pub valuation: Option<Fact>,
    /// What it would be worth with a deal.
    pub valued_if: Vec<(Claim, Option<DealId>)>,
    /// What happened to it.
    pub events: Vec<Event>,
    /// Where the sheet says what these are, each with its language.
    pub remarks: Vec<Spanned<LangId>>,
    /// Former ids.
    pub was: Vec<Spanned<String>>,
    /// Texts per language.
    pub bodies: Vec<Prose>,
    /// Waivers of warnings.
    pub waivers: Vec<Waiver>,
    /// Not published.
    pub draft: bool,
}

impl Company {
    /// Every name by which texts may call it, in any language.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let aliases = self.aliases.iter().map(|alias| alias.value.as_str());
        self.name.distinct().chain(self.short.distinct()).chain(aliases)
    }

    /// Everything that its sheet claims of the company and no deal decides.
    pub fn all_facts(&self) -> impl Iterator<Item = &Fact> {
        self.facts.iter().chain(&self.valuation)
    }

    /// What it is said to be worth, in the order of the sheet; with the deal that a claim depends on.
    pub fn valuations(&self) -> Vec<(&Claim, Option<DealId>)> {
        let own = self.valuation.iter().flat_map(|fact| &fact.claims).map(|claim| (claim, None));
        let mut all: Vec<_> = own.chain(self.valued_if.iter().map(|(claim, deal)| (claim, *deal))).collect();
        all.sort_by_key(|(claim, _)| claim.span);
        all
    }

    /// All claims: those on facts, then valuations with a deal, then whose it is.
    pub fn claims(&self) -> impl Iterator<Item = &Claim> {
        let facts = self.all_facts().flat_map(|fact| &fact.claims);
        facts.chain(self.valued_if.iter().map(|(claim, _)| claim)).chain(self.owners.iter().map(|(claim, _)| claim))
    }

    /// Whose it was on a day, and where that is written.
    pub fn owner_on(&self, day: Date) -> Option<(CompanyId, Span)> {
        let holds = |claim: &Claim| claim.rank != Rank::Deprecated && claim.state_from().is_none_or(|from| from <= day);
        let claims = self.owners.iter().filter(|(claim, _)| holds(claim));
        let (claim, owner) = claims.min_by_key(|(claim, _)| (Reverse(claim.state_from()), claim.rank))?;
        Some(((*owner)?, claim.span))
    }

    /// The name in a language.
    pub fn name_in(&self, lang: LangId) -> &str {
        self.name.get(lang).0
    }

    /// The short name in a language, or the name in it.
    pub fn short_in(&self, lang: LangId) -> &str {
        self.short.exact(lang).unwrap_or_else(|| self.name_in(lang))
    }
}

/// Somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Name.
    pub name: String,
    /// What they do there.
    pub role: Text,
    /// Who says so.
    pub sources: Vec<Citation>,
}

/// What happened to a company; joins its timeline and the feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub on: Edtf,
    /// What.
    pub what: Text,
    /// Who says so.
    pub sources: Vec<Citation>,
    /// A few exact words.
    pub quote: Option<(String, Span)>,
    /// A note for readers.
    pub note: Option<Text>,
    /// Where it stands.
    pub span: Span,
}
