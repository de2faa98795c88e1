//! What rules see: the briefing, the texts it was read from, and the claims on one thing at a time.

use std::sync::OnceLock;

use jiff::civil::Date;

use crate::evidence::Clippings;
use crate::files::Files;
use crate::ledger::Ledger;
use crate::model::{Briefing, Citation, Claim, Company, Deal, Fact, Rank, Text};
use crate::span::Span;

/// Longest piece of a sheet that is repeated in a title, in characters.
const QUOTED_AT_MOST: usize = 40;

/// What every rule is given.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Everything, resolved.
    pub briefing: &'a Briefing,
    /// The texts, to repeat what an editor wrote.
    pub files: &'a Files,
    /// The texts of sources, as far as they are there.
    pub clippings: &'a Clippings,
    /// The books of the state's day, opened when the first rule asks for them.
    pub books: &'a OnceLock<Ledger<'a>>,
}

/// Words that a sheet quotes.
#[derive(Clone, Copy, Debug)]
pub struct Quoted<'a> {
    /// The words.
    pub text: &'a str,
    /// Where they stand in the sheet.
    pub span: Span,
    /// Where they are from.
    pub sources: &'a [Citation],
}

/// The claims that answer one question.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// Its key in the sheet: `status`, `value`, `valuation`, `event`.
    pub key: &'a str,
    /// Where the key stands.
    pub span: Span,
    /// In the order of the sheet; empty for a step or an event that states nothing but itself.
    pub claims: &'a [Claim],
    /// Evidence given once for the milestone, reaction or event that this is about.
    pub shared: &'a [Citation],
}

impl<'a> Subject<'a> {
    /// The claims that are not deprecated.
    pub fn live(&self) -> impl Iterator<Item = &'a Claim> {
        live(self.claims)
    }

    /// The claims among which the best one is chosen: see [`contenders`]. Those of another day in the world are history.
    pub fn contenders(&self) -> impl Iterator<Item = &'a Claim> {
        let newest = self.live().map(Claim::state_from).max();
        contenders(self.claims).filter(move |claim| Some(claim.state_from()) == newest)
    }

    /// What a claim rests on: its own sources, else those of what it is about.
    pub fn evidence(&self, claim: &'a Claim) -> &'a [Citation] {
        if claim.sources.is_empty() { self.shared } else { &claim.sources }
    }
}

/// The claims that are not deprecated.
pub(super) fn live(claims: &[Claim]) -> impl Iterator<Item = &Claim> {
    claims.iter().filter(|c| c.rank != Rank::Deprecated)
}

/// The claims among which the best one is chosen: the preferred ones if there are any, else the normal
/// ones. What an editor has passed over may differ from them.
pub(super) fn contenders(claims: &[Claim]) -> impl Iterator<Item = &Claim> {
    let rank = live(claims).map(|c| c.rank).min();
    claims.iter().filter(move |c| Some(c.rank) == rank)
}

impl<'a> Context<'a> {
    /// Everything that a deal claims.
    pub fn deal_subjects<'d>(&'d self, deal: &'d Deal) -> impl Iterator<Item = Subject<'d>> {
        let fields = &self.briefing.site.fields;
        let of = |fact: &'d Fact, shared| Subject {
            key: fields.key(fact.field),
            span: fact.span,
            claims: &fact.claims,
            shared,
        };
        let legs = deal.legs.iter().flat_map(|leg| {
            let portions = leg.portions.iter().map(|(_, fact)| fact);
            leg.facts.iter().chain(portions).chain(leg.tranches.iter().flat_map(|tranche| &tranche.facts))
        });
        let legs = legs.map(move |f| of(f, &[]));
        let milestones = deal.milestones.iter().flat_map(move |m| {
            let own = bare("milestone", m.span, &m.sources, &m.facts);
            m.facts.iter().map(move |f| of(f, &m.sources)).chain(own)
        });
        let reactions = deal.reactions.iter().flat_map(move |r| {
            let own = bare("reaction", r.span, &r.sources, &r.facts);
            r.facts.iter().map(move |f| of(f, &r.sources)).chain(own)
        });
        std::iter::once(of(&deal.status, &[])).chain(legs).chain(milestones).chain(reactions)
    }

    /// Everything that is claimed about a company. Valuations are a series, each of its own day and
    /// condition, so each is a subject of its own: two that differ do not disagree.
    pub fn company_subjects<'d>(&'d self, company: &'d Company) -> impl Iterator<Item = Subject<'d>> {
        let fields = &self.briefing.site.fields;
        let facts = company.facts.iter().map(move |f| Subject {
            key: fields.key(f.field),
            span: f.span,
            claims: &f.claims,
            shared: &[],
        });
        let valuations = company.valuations().into_iter().map(|(claim, _)| ("valuation", claim));
        let owners = company.owners.iter().map(|(claim, _)| ("part_of", claim));
        let others = valuations.chain(owners).map(|(key, claim)| Subject {
            key,
            span: claim.span,
            claims: std::slice::from_ref(claim),
            shared: &[],
        });
        facts.chain(others).chain(company.events.iter().filter_map(|e| bare("event", e.span, &e.sources, &[])))
    }

    /// All words that a deal's sheet quotes: of claims and reactions, and of people.
    pub fn deal_quotes<'d>(&'d self, deal: &'d Deal) -> impl Iterator<Item = Quoted<'d>> {
        let claims = self.deal_subjects(deal).flat_map(claim_quotes);
        let reactions = deal.reactions.iter().filter_map(|r| quoted(r.quote.as_ref(), &r.sources));
        let people = deal.quotes.iter().filter_map(|q| {
            let text = self.original(&q.text, &q.sources)?;
            Some(Quoted { text, span: q.text_span, sources: &q.sources })
        });
        claims.chain(reactions).chain(people)
    }

    /// Somebody's words as their source has them: of several languages, the source's; a single one is the original.
    fn original<'t>(&self, text: &'t Text, sources: &[Citation]) -> Option<&'t str> {
        if text.iter().count() == 1 {
            return text.iter().next().map(|(_, words)| words);
        }
        let lang = self.briefing.site.lang(&self.briefing.source(sources.first()?.source).lang)?;
        text.exact(lang)
    }

    /// All words that a company's sheet quotes.
    pub fn company_quotes<'d>(&'d self, company: &'d Company) -> impl Iterator<Item = Quoted<'d>> {
        let claims = self.company_subjects(company).flat_map(claim_quotes);
        claims.chain(company.events.iter().filter_map(|e| quoted(e.quote.as_ref(), &e.sources)))
    }

    /// The state's day: the build date, or the last day that the briefing is kept to. All rules go by it but for those
    /// on what nobody can know yet.
    pub fn day(&self) -> Date {
        self.briefing.day
    }

    /// The books of that day.
    pub fn ledger(&self) -> &'a Ledger<'a> {
        self.books.get_or_init(|| Ledger::new(self.briefing, self.briefing.day))
    }

    /// What an editor wrote at `span`, in backticks, shortened if it is long.
    pub(super) fn written(&self, span: Span) -> String {
        let text = self.files.get(span.file).slice(span);
        match text.char_indices().nth(QUOTED_AT_MOST) {
            Some((end, _)) => format!("`{}…`", &text[..end]),
            None => format!("`{text}`"),
        }
    }

    /// The path of the file that `span` is in.
    pub(super) fn path(&self, span: Span) -> &'a str {
        &self.files.get(span.file).path
    }
}

fn claim_quotes<'a>(subject: Subject<'a>) -> impl Iterator<Item = Quoted<'a>> {
    subject.claims.iter().filter_map(move |c| quoted(c.quote.as_ref(), subject.evidence(c)))
}

fn quoted<'a>(quote: Option<&'a (String, Span)>, sources: &'a [Citation]) -> Option<Quoted<'a>> {
    quote.map(|(text, span)| Quoted { text, span: *span, sources })
}

/// A step or an event without facts: only its evidence can be looked at.
fn bare<'a>(key: &'a str, span: Span, shared: &'a [Citation], facts: &[Fact]) -> Option<Subject<'a>> {
    (facts.is_empty() && !shared.is_empty()).then_some(Subject { key, span, claims: &[], shared })
}
