//! From the model to the format: ids as written, claims in the order of the sheet.

use super::document::{
    Change, Citation, Claim, Deal, Fact, Leg, Milestone, Portion, Quotation, Reaction, Role, Source, Tranche, Unnamed,
};
use super::value::{Amount, Date, Is, Texts};
use crate::model::{self, Briefing, Bucket, CapacityOf, CompanyId, DealId, State, Text, Value, notation};
use crate::plan::{self, Plan, Target, pretty};

/// A deal with all its parts.
pub(super) fn deal<'a>(briefing: &'a Briefing, plan: &Plan, id: DealId) -> Deal<'a> {
    let deal = briefing.deal(id);
    let c = Collector { briefing };
    let current = deal.status_on(briefing.day);
    let related = |relations: &[model::Relation]| relations.iter().map(|r| c.deal_id(r.deal)).collect::<Vec<_>>();
    Deal {
        id: &deal.id,
        title: c.texts(&deal.title),
        dek: c.texts(&deal.dek),
        short: c.texts(&deal.short),
        pages: pages(briefing, plan, id),
        status: current.and_then(model::Claim::status).map(model::Status::name),
        status_on: current.and_then(model::Claim::effective).map(Date),
        bucket: deal.bucket_on(briefing.day).name(),
        umbrella: deal.umbrella,
        topics: deal.topics.iter().map(|t| briefing.site.topics[t.index()].id.as_str()).collect(),
        part_of: deal.part_of.map(|r| c.deal_id(r.deal)),
        follows: related(&deal.follows),
        supersedes: related(&deal.supersedes),
        expands: deal.expands.map(|(r, _)| c.deal_id(r.deal)),
        adds: deal.expands.map(|(_, adds)| notation::expansion(adds)),
        alternative_to: related(&deal.alternative_to),
        headline: deal.headline.as_ref().map(|h| format!("{}.{}", h.leg, briefing.site.fields.key(h.field))),
        status_history: c.claims(&deal.status, current.and_then(|claim| deal.status.index_of(claim))),
        legs: deal.legs.iter().map(|leg| c.leg(deal, leg)).collect(),
        milestones: deal.milestones.iter().map(|m| c.milestone(m)).collect(),
        reactions: deal.reactions.iter().map(|r| c.reaction(r)).collect(),
        quotes: deal.quotes.iter().map(|q| c.quotation(q)).collect(),
        sources: super::sources(deal).into_iter().map(|id| source(briefing.source(id))).collect(),
        changes: changes(c, id),
    }
}

/// The change log, oldest first.
fn changes(c: Collector<'_>, id: DealId) -> Vec<Change<'_>> {
    let mut items = Vec::new();
    plan::deal_items(c.briefing, id, &mut items);
    let mut before: Option<usize> = None;
    let one = |item: plan::Item| {
        let (kind, from, to) = match item.change {
            plan::Change::New(_, n) => ("new", before.replace(n), Some(n)),
            plan::Change::Step(_, _, n) => ("status", before.replace(n), Some(n)),
            plan::Change::Part(_, _, _, n) => ("status", None, Some(n)),
            plan::Change::Met(_, n) => ("met", None, Some(n)),
            plan::Change::Revised(_, old, new) => ("revised", Some(old), Some(new)),
            plan::Change::Corrected(_, old, new) => ("corrected", Some(old), Some(new)),
            plan::Change::Rejected(_, old) => ("rejected", Some(old), None),
            plan::Change::Event(_) => return None,
        };
        let (part, fact) = item.fact(c.briefing)?;
        let claim = |n: usize| fact.claims.get(n);
        let known = to.or(from).and_then(claim)?;
        // What a part went from may be the status of its deal.
        let own = |was| statuses(c.briefing.deal(id)).find(|claim| claim.status() == Some(was));
        let old = if let plan::Change::Part(_, was, ..) = item.change { own(was) } else { from.and_then(claim) };
        Some(Change {
            kind,
            on: match kind {
                "corrected" | "rejected" => known.known(),
                "met" => known.date(),
                _ => known.effective(),
            }
            .map(Date),
            part: (!part.is_empty()).then_some(part),
            field: c.briefing.site.fields.key(fact.field),
            from: old.map(|claim| Is(&claim.value)),
            to: to.and_then(claim).map(|claim| Is(&claim.value)),
            because: old.and_then(|claim| claim.because.as_ref()).map(|t| c.texts(t)),
        })
    };
    items.into_iter().filter_map(one).collect()
}

/// All claims on a status in a deal, those on its own first.
fn statuses(deal: &model::Deal) -> impl Iterator<Item = &model::Claim> {
    deal.all_facts().filter(|(_, fact)| fact.is_status()).flat_map(|(_, fact)| &fact.claims)
}

fn pages<'a>(briefing: &'a Briefing, plan: &Plan, id: DealId) -> Texts<'a> {
    let address = |lang| {
        let path = plan.path(briefing, Target::Deal(id), lang);
        (briefing.site.tag(lang), format!("{}{}", briefing.site.base_url, pretty(&path)).into())
    };
    Texts(briefing.site.lang_ids().map(address).collect())
}

fn source(source: &model::Source) -> Source<'_> {
    Source {
        id: &source.id,
        title: &source.title,
        publisher: source.publisher.as_deref(),
        kind: source.kind.name(),
        lang: &source.lang,
        published: source.published.as_ref().map(Date),
        url: source.url.as_deref(),
    }
}

/// Looks up what the parts of a deal name.
#[derive(Clone, Copy)]
struct Collector<'a> {
    briefing: &'a Briefing,
}

impl<'a> Collector<'a> {
    fn texts(self, text: &'a Text) -> Texts<'a> {
        Texts::new(&self.briefing.site, text)
    }

    fn deal_id(self, id: DealId) -> &'a str {
        &self.briefing.deal(id).id
    }

    fn company_id(self, id: CompanyId) -> &'a str {
        &self.briefing.company(id).id
    }

    fn citations(self, citations: &'a [model::Citation]) -> Vec<Citation<'a>> {
        citations.iter().map(|c| Citation { id: &self.briefing.source(c.source).id, line: c.line }).collect()
    }

    fn leg(self, deal: &'a model::Deal, leg: &'a model::Leg) -> Leg<'a> {
        let day = self.briefing.day;
        let bucket = |state: Option<State>| state.map_or(Bucket::Off, State::bucket);
        let own = bucket(deal.leg_on(leg, day));
        let place = |place: &Option<model::Place>| place.as_ref().map(|place| self.place(place));
        let tranche = |tranche: &'a model::Tranche| Tranche {
            id: &tranche.id,
            what: self.texts(&tranche.what),
            bucket: bucket(deal.tranche_on(leg, tranche, day)).name(),
            facts: self.facts(&tranche.facts),
        };
        let portion = |(company, fact): &'a (CompanyId, model::Fact)| Portion {
            company: self.company_id(*company),
            claims: self.claims(fact, fact.best),
        };
        Leg {
            id: &leg.id,
            kind: leg.kind.name(),
            what: self.texts(&leg.what),
            bucket: Some(own).filter(|own| *own != deal.bucket_on(day)).map(Bucket::name),
            umbrella: leg.frame && !deal.umbrella && !leg.kind.frame,
            part_of: place(&leg.part_of),
            of_which: place(&leg.of_which),
            expands: leg.expands.as_ref().map(|(to, _)| self.place(to)),
            adds: leg.expands.as_ref().map(|(_, adds)| notation::expansion(*adds)),
            supersedes: leg.supersedes.iter().map(|one| self.place(one)).collect(),
            unnamed: leg
                .unnamed
                .iter()
                .map(|(role, words)| Unnamed { role: role.name(), words: self.texts(words) })
                .collect(),
            shares: leg.portions.iter().map(portion).collect(),
            tranches: leg.tranches.iter().map(tranche).collect(),
            funds: leg.funds.map(|id| self.deal_id(id)),
            roles: leg.roles.iter().map(|&(r, c)| Role { role: r.name(), company: self.company_id(c) }).collect(),
            facts: self.facts(&leg.facts),
        }
    }

    /// `openai-aws.purchase.first`, as sheets name it.
    fn place(self, place: &model::Place) -> String {
        let parts =
            std::iter::once(self.deal_id(place.deal)).chain(place.leg.as_deref()).chain(place.tranche.as_deref());
        parts.collect::<Vec<_>>().join(".")
    }

    fn facts(self, facts: &'a [model::Fact]) -> Vec<Fact<'a>> {
        let one = |fact: &'a model::Fact| Fact {
            field: self.briefing.site.fields.key(fact.field),
            claims: self.claims(fact, fact.best),
        };
        facts.iter().map(one).collect()
    }

    fn claims(self, fact: &'a model::Fact, best: Option<usize>) -> Vec<Claim<'a>> {
        fact.claims.iter().enumerate().map(|(i, claim)| self.claim(claim, Some(i) == best)).collect()
    }

    fn claim(self, claim: &'a model::Claim, best: bool) -> Claim<'a> {
        let (mut amount, mut date, mut text) = (None, None, None);
        match &claim.value {
            Value::Amount(value) => amount = Some(Amount(value)),
            Value::Date(value) => date = Some(Date(value)),
            Value::Text(value) => text = Some(self.texts(value)),
            Value::Status(_) => {}
        }
        Claim {
            is: Is(&claim.value),
            amount,
            date,
            text,
            best,
            rank: notation::rank(claim.rank),
            hedge: notation::hedge(claim.hedge),
            on: claim.on.as_ref().map(Date),
            as_of: claim.as_of.as_ref().map(Date),
            of: claim.of.map(CapacityOf::name),
            sources: self.citations(&claim.sources),
            quote: claim.quote.as_ref().map(|(quote, _)| quote.as_str()),
            by: claim.by.as_deref(),
            via: &claim.via,
            because: claim.because.as_ref().map(|t| self.texts(t)),
            note: claim.note.as_ref().map(|t| self.texts(t)),
        }
    }

    fn milestone(self, milestone: &'a model::Milestone) -> Milestone<'a> {
        Milestone {
            id: &milestone.id,
            what: self.texts(&milestone.what),
            sources: self.citations(&milestone.sources),
            facts: self.facts(&milestone.facts),
        }
    }

    fn reaction(self, reaction: &'a model::Reaction) -> Reaction<'a> {
        Reaction {
            id: &reaction.id,
            company: reaction.company.map(|id| self.company_id(id)),
            what: self.texts(&reaction.what),
            sources: self.citations(&reaction.sources),
            quote: reaction.quote.as_ref().map(|(quote, _)| quote.as_str()),
            facts: self.facts(&reaction.facts),
        }
    }

    fn quotation(self, quotation: &'a model::Quotation) -> Quotation<'a> {
        Quotation {
            by: &quotation.by,
            of: quotation.of.map(|id| self.company_id(id)),
            text: self.texts(&quotation.text),
            sources: self.citations(&quotation.sources),
        }
    }
}
