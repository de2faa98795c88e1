//! The TOML of a deal: the same keys as its JSON, laid out like a fact sheet.
//!
//! Legs, facts and claims are arrays of tables, everything smaller stands on one line; what is `null` in
//! JSON has no key. Written by hand because the `toml` crate takes four times as long for this document; a
//! test holds the two formats against each other, key by key.

mod writer;

use super::document::{Change, Claim, Deal, Fact, Leg, Milestone, Quotation, Reaction, Source};
use super::value::Amount;
use writer::Toml;

/// The whole document.
pub(super) fn write(deal: &Deal<'_>) -> String {
    let mut out = Toml::with_capacity(8 * 1024);
    head(&mut out, deal);
    for claim in &deal.status_history {
        out.table("status_history");
        self::claim(&mut out, claim);
    }
    for leg in &deal.legs {
        self::leg(&mut out, leg);
    }
    for milestone in &deal.milestones {
        self::milestone(&mut out, milestone);
    }
    for reaction in &deal.reactions {
        self::reaction(&mut out, reaction);
    }
    for quotation in &deal.quotes {
        self::quotation(&mut out, quotation);
    }
    for source in &deal.sources {
        self::source(&mut out, source);
    }
    for change in &deal.changes {
        self::change(&mut out, change);
    }
    out.finish()
}

fn change(out: &mut Toml, change: &Change<'_>) {
    out.table("changes");
    out.string("kind", change.kind);
    out.date("on", change.on);
    out.maybe("part", change.part);
    out.string("field", change.field);
    for (key, is) in [("from", change.from), ("to", change.to)] {
        if let Some(is) = is {
            out.string(key, is);
        }
    }
    out.texts("because", change.because.as_ref());
}

fn head(out: &mut Toml, deal: &Deal<'_>) {
    out.string("id", deal.id);
    out.texts("title", Some(&deal.title));
    out.texts("dek", Some(&deal.dek).filter(|t| !t.is_empty()));
    out.texts("short", Some(&deal.short).filter(|t| !t.is_empty()));
    out.texts("pages", Some(&deal.pages));
    out.maybe("status", deal.status);
    out.date("status_on", deal.status_on);
    out.string("bucket", deal.bucket);
    out.plain("umbrella", deal.umbrella);
    out.strings("topics", &deal.topics);
    out.maybe("part_of", deal.part_of);
    out.strings("follows", &deal.follows);
    out.strings("supersedes", &deal.supersedes);
    out.maybe("expands", deal.expands);
    out.maybe("adds", deal.adds);
    out.strings("alternative_to", &deal.alternative_to);
    out.maybe("headline", deal.headline.as_deref());
}

fn leg(out: &mut Toml, leg: &Leg<'_>) {
    out.table("legs");
    out.string("id", leg.id);
    out.string("kind", leg.kind);
    out.texts("what", Some(&leg.what).filter(|what| !what.is_empty()));
    out.maybe("bucket", leg.bucket);
    if leg.umbrella {
        out.plain("umbrella", true);
    }
    out.maybe("part_of", leg.part_of.as_deref());
    out.maybe("of_which", leg.of_which.as_deref());
    out.maybe("expands", leg.expands.as_deref());
    out.maybe("adds", leg.adds);
    out.strings("supersedes", &leg.supersedes);
    out.maybe("funds", leg.funds);
    out.key("roles");
    out.array(&leg.roles, |out, role| {
        out.inline(|out| {
            out.field("role", role.role);
            out.field("company", role.company);
        });
    });
    out.end();
    for unnamed in &leg.unnamed {
        out.table("legs.unnamed");
        out.string("role", unnamed.role);
        out.texts("words", Some(&unnamed.words));
    }
    for share in &leg.shares {
        out.table("legs.shares");
        out.string("company", share.company);
        for claim in &share.claims {
            out.table("legs.shares.claims");
            self::claim(out, claim);
        }
    }
    facts(out, ["legs.facts", "legs.facts.claims"], &leg.facts);
    for tranche in &leg.tranches {
        out.table("legs.tranches");
        out.string("id", tranche.id);
        out.texts("what", Some(&tranche.what).filter(|what| !what.is_empty()));
        out.string("bucket", tranche.bucket);
        facts(out, ["legs.tranches.facts", "legs.tranches.facts.claims"], &tranche.facts);
    }
}

fn facts(out: &mut Toml, [table, claims]: [&str; 2], facts: &[Fact<'_>]) {
    for fact in facts {
        out.table(table);
        out.string("field", fact.field);
        for claim in &fact.claims {
            out.table(claims);
            self::claim(out, claim);
        }
    }
}

fn claim(out: &mut Toml, claim: &Claim<'_>) {
    out.string("is", claim.is);
    if let Some(value) = claim.amount {
        out.key("amount");
        amount(out, value);
        out.end();
    }
    out.date("date", claim.date);
    out.texts("text", claim.text.as_ref());
    out.plain("best", claim.best);
    out.string("rank", claim.rank);
    out.string("hedge", claim.hedge);
    out.date("on", claim.on);
    out.date("as_of", claim.as_of);
    out.maybe("of", claim.of);
    out.citations(&claim.sources);
    out.maybe("quote", claim.quote);
    out.maybe("by", claim.by);
    out.strings("via", claim.via);
    out.texts("because", claim.because.as_ref());
    out.texts("note", claim.note.as_ref());
}

fn amount(out: &mut Toml, amount: Amount<'_>) {
    let parts = amount.parts();
    out.inline(|out| {
        out.field("bound", parts.bound);
        out.maybe_field("min", parts.min);
        out.maybe_field("max", parts.max);
        out.separate();
        out.push(&["max_excluded = ", if parts.max_excluded { "true" } else { "false" }]);
        out.maybe_field("currency", parts.currency.as_ref().map(crate::model::Currency::code));
        out.maybe_field("unit", parts.unit);
        out.field("text", parts.text);
    });
}

fn milestone(out: &mut Toml, milestone: &Milestone<'_>) {
    out.table("milestones");
    out.string("id", milestone.id);
    out.texts("what", Some(&milestone.what));
    if !milestone.sources.is_empty() {
        out.citations(&milestone.sources);
    }
    facts(out, ["milestones.facts", "milestones.facts.claims"], &milestone.facts);
}

fn reaction(out: &mut Toml, reaction: &Reaction<'_>) {
    out.table("reactions");
    out.string("id", reaction.id);
    out.maybe("company", reaction.company);
    out.texts("what", Some(&reaction.what));
    if !reaction.sources.is_empty() {
        out.citations(&reaction.sources);
    }
    out.maybe("quote", reaction.quote);
    facts(out, ["reactions.facts", "reactions.facts.claims"], &reaction.facts);
}

fn quotation(out: &mut Toml, quotation: &Quotation<'_>) {
    out.table("quotes");
    out.string("by", quotation.by);
    out.maybe("of", quotation.of);
    out.texts("text", Some(&quotation.text));
    if !quotation.sources.is_empty() {
        out.citations(&quotation.sources);
    }
}

fn source(out: &mut Toml, source: &Source<'_>) {
    out.table("sources");
    out.string("id", source.id);
    out.string("title", source.title);
    out.maybe("publisher", source.publisher);
    out.string("kind", source.kind);
    out.string("lang", source.lang);
    out.date("published", source.published);
    out.maybe("url", source.url);
}
