//! What a browser shows of a result, and what it can narrow results down by.
//!
//! Results are read by their numbers, a block at a time ([`block`]); companies are few and come at once ([`names`]);
//! what filters need of every deal is a character each ([`Facets`]).

use std::sync::Arc;

use serde::Serialize;

use crate::model::{Briefing, CompanyId, DealId, Entity, Status};
use crate::render::build::Builder;
use crate::render::view::{CompanyRef, DealSummary, Parties};
use crate::vocabulary::Kind;

/// A deal in a list of results.
#[derive(Serialize)]
struct Line<'s> {
    /// Path from the site's root.
    u: &'s str,
    /// Title, and its language if it is not the page's.
    t: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    tl: Option<&'s str>,
    /// The figure: words before it, the figure, words after it; the second alone if it is no number.
    #[serde(skip_serializing_if = "Option::is_none")]
    f: Option<[&'s str; 3]>,
    /// How firm: class and words.
    m: [&'s str; 2],
    /// Who, to whom.
    #[serde(skip_serializing_if = "String::is_empty")]
    p: String,
    /// Since when.
    #[serde(skip_serializing_if = "str::is_empty")]
    d: &'s str,
    /// "day inferred".
    #[serde(skip_serializing_if = "Option::is_none")]
    i: Option<&'s str>,
    /// The line below the title, and its language.
    #[serde(skip_serializing_if = "str::is_empty")]
    x: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    xl: Option<&'s str>,
}

/// A company in a list of results.
#[derive(Serialize)]
struct Name<'s> {
    /// Its id, for filters.
    i: &'s str,
    /// Path from the site's root.
    u: String,
    n: &'s str,
    /// Its short name, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    s: Option<&'s str>,
    /// What it mainly is.
    #[serde(skip_serializing_if = "String::is_empty")]
    k: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    ticker: Option<&'s str>,
    /// Other names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    a: Vec<&'s str>,
    /// How many deals.
    d: usize,
}

/// The lines of these deals.
pub(super) fn block(b: &Builder<'_>, deals: &[DealId]) -> String {
    let summaries: Vec<Arc<DealSummary>> = deals.iter().map(|deal| b.deal_summary(*deal)).collect();
    json(&summaries.iter().map(|summary| line(summary)).collect::<Vec<_>>())
}

fn line(deal: &DealSummary) -> Line<'_> {
    Line {
        u: &deal.url,
        t: &deal.title.text,
        tl: deal.title.lang.as_deref(),
        f: deal.figure.as_ref().map(|figure| match figure.kind {
            "exact" => [&*figure.before, &figure.value, &figure.after],
            _ => ["", &*figure.text, ""],
        }),
        m: [deal.mark.bucket, &deal.mark.label],
        p: deal.parties.first().map(parties).unwrap_or_default(),
        d: &deal.date.text,
        i: deal.date.inferred.as_deref(),
        x: &deal.dek.text,
        xl: deal.dek.lang.as_deref(),
    }
}

/// "OpenAI → AWS".
fn parties(parties: &Parties) -> String {
    let names = |side: &[Arc<CompanyRef>]| side.iter().map(|one| one.short.as_str()).collect::<Vec<_>>().join(", ");
    let (from, to) = (names(&parties.from), names(&parties.to));
    if from.is_empty() || to.is_empty() { from + &to } else { format!("{from} → {to}") }
}

/// The companies that may be shown.
pub(super) fn companies(b: &Builder<'_>) -> Vec<CompanyId> {
    let all = b.briefing.companies().map(|(id, _)| id);
    all.filter(|id| !b.briefing.shows_draft(Entity::Company(*id), b.lang)).collect()
}

/// Their lines.
pub(super) fn names(b: &Builder<'_>, companies: &[CompanyId]) -> String {
    let name = |id: &CompanyId| {
        let company = b.briefing.company(*id);
        let (name, short) = (company.name_in(b.lang), company.short.exact(b.lang));
        Name {
            i: &company.id,
            u: b.company_ref(*id).url.clone(),
            n: name,
            s: short,
            k: b.company_kind(company.kind).text,
            ticker: company.ticker.as_deref(),
            a: company.names().filter(|other| *other != name && Some(*other) != short).collect(),
            d: crate::ledger::group_deals(b.briefing, *id).len(),
        }
    };
    json(&companies.iter().map(name).collect::<Vec<_>>())
}

/// Per deal the places of its parties, and of what these belong to, in the list of companies.
pub(super) fn parties_of(b: &Builder<'_>, deals: &[DealId], companies: &[CompanyId]) -> String {
    let place = |id: &CompanyId| companies.binary_search(id).ok();
    let of_deal = |deal: &DealId| {
        let mut all = b.briefing.deal(*deal).companies();
        let mut next = 0;
        while let Some(company) = all.get(next).copied() {
            let parent = b.briefing.company(company).part_of.map(|(parent, _)| parent);
            all.extend(parent.filter(|parent| !all.contains(parent)));
            next += 1;
        }
        all.iter().filter_map(place).collect::<Vec<usize>>()
    };
    json(&deals.iter().map(of_deal).collect::<Vec<_>>())
}

/// What filters need of every deal.
#[derive(Serialize)]
pub(super) struct Facets {
    /// Statuses that a deal has: id and words.
    statuses: Vec<(&'static str, String)>,
    /// Kinds: id and words.
    kinds: Vec<(&'static str, String)>,
    /// Sets of kinds, by their places in `kinds`.
    sets: Vec<Vec<usize>>,
    /// Years of deals one after the other, and how many deals in a row have each; 0 if it is not known.
    years: Vec<(i16, usize)>,
    /// Per deal a letter for its status (`a` is the first, `z` none), and a character for its set (`0` is the first).
    of_status: String,
    of_set: String,
}

/// Where the letters of statuses begin.
const STATUS: u8 = b'a';
/// The letter of a deal without one.
const NO_STATUS: char = 'z';
/// Where the characters of sets begin.
const SET: u32 = '0' as u32;

impl Facets {
    /// Of these deals.
    pub(super) fn of(b: &Builder<'_>, deals: &[DealId]) -> Facets {
        let briefing = b.briefing;
        let status = |deal: &DealId| briefing.deal(*deal).status_on(briefing.day).and_then(|claim| claim.status());
        let used: Vec<Status> =
            Status::ALL.into_iter().filter(|one| deals.iter().any(|deal| status(deal) == Some(*one))).collect();
        let letter = |deal: &DealId| {
            let place = used.iter().position(|one| Some(*one) == status(deal));
            place.and_then(|place| u8::try_from(place).ok()).map_or(NO_STATUS, |place| char::from(STATUS + place))
        };
        let of_status = deals.iter().map(letter).collect();
        let (kinds, sets, of_set) = kinds(briefing, deals);
        Facets {
            statuses: used.iter().map(|one| (one.name(), b.t(&format!("status-{}", one.name())))).collect(),
            kinds: kinds.iter().map(|kind| (kind.name(), b.defined(&kind.label, false).text)).collect(),
            sets,
            years: years(briefing, deals),
            of_status,
            of_set,
        }
    }
}

/// The kinds that there are, the sets of them that deals have, and the set of each deal.
fn kinds(briefing: &Briefing, deals: &[DealId]) -> (Vec<Kind>, Vec<Vec<usize>>, String) {
    let own = |deal: &DealId| {
        let mut kinds: Vec<Kind> = briefing.deal(*deal).legs.iter().map(|leg| leg.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    };
    let mut all: Vec<Kind> = deals.iter().flat_map(own).collect();
    all.sort_unstable();
    all.dedup();
    let (mut sets, mut of_set): (Vec<Vec<usize>>, _) = (Vec::new(), String::with_capacity(deals.len()));
    for deal in deals {
        let set: Vec<usize> = own(deal).iter().filter_map(|kind| all.binary_search(kind).ok()).collect();
        let place = sets.iter().position(|known| *known == set).unwrap_or_else(|| {
            sets.push(set);
            sets.len() - 1
        });
        of_set.push(u32::try_from(place).ok().and_then(|place| char::from_u32(SET + place)).unwrap_or('0'));
    }
    (all, sets, of_set)
}

fn years(briefing: &Briefing, deals: &[DealId]) -> Vec<(i16, usize)> {
    let mut years: Vec<(i16, usize)> = Vec::new();
    for deal in deals {
        let year = briefing.deal(*deal).last_day(briefing.day).map_or(0, |day| day.year());
        match years.last_mut() {
            Some((last, count)) if *last == year => *count += 1,
            _ => years.push((year, 1)),
        }
    }
    years
}

/// As JSON. There is nothing in these values that has no form there.
pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
