//! Totals in three buckets, in words.

use super::Builder;
use super::words::{large, phrase};
use crate::ledger::{Direction, Entry, Part, Statement, Total as Added};
use crate::locale::Style;
use crate::model::{Amount, Bucket, CompanyId, DealId, Rate};
use crate::quantity::{Bound, Quantity, Unit};
use crate::render::view::{BucketTotal, Figure, LargeFigure, Mark, SumRow, Total, TotalPart, Words};

/// Parts of a total that are named; the rest is counted in it.
const PARTS: usize = 6;
/// From the firmest; what is off is in no total.
pub(super) const BUCKETS: [Bucket; 3] = [Bucket::Committed, Bucket::Announced, Bucket::InTalks];

/// The state of play: what a statement comes to, by bucket.
pub(super) fn buckets(b: &Builder<'_>, statement: &Statement<'_>) -> Vec<BucketTotal> {
    let bucket = |bucket: Bucket| {
        let mut all: Vec<Total> = statement.bucket(bucket).map(|t| total(b, t)).collect();
        // Totals with a figure come first, the kinds in the order of the ledger.
        all.sort_by_key(|t| t.figure.kind != "exact");
        BucketTotal { mark: mark(b, bucket), totals: all, empty: b.t("total-empty") }
    };
    BUCKETS.map(bucket).into()
}

/// What a company pays and receives, apart: of the kind and direction with the largest sum by bucket, of the others in rows.
pub(super) fn of_company(b: &Builder<'_>, statement: &Statement<'_>) -> (Vec<BucketTotal>, Vec<SumRow>) {
    // Sums are held against each other in the currency of the first.
    let measure = statement.totals.iter().find_map(|total| total.measure);
    let size = |total: &Added<'_>| {
        total.added().filter(|_| total.measure == measure).map(|sum| sum.low.max(sum.high.unwrap_or_default()))
    };
    let Some(lead) = statement.totals.iter().rev().max_by_key(|total| size(total)) else {
        return (Vec::new(), Vec::new());
    };
    let lead = (lead.direction, lead.kind);
    let is_lead = |t: &&Added<'_>| (t.direction, t.kind) == lead;
    let bucket = |bucket: Bucket| {
        let totals = statement.bucket(bucket).filter(is_lead).map(|t| total(b, t)).collect();
        BucketTotal { mark: mark(b, bucket), totals, empty: b.t("total-empty") }
    };
    let others: Vec<&Added<'_>> = statement.totals.iter().filter(|total| !is_lead(total)).collect();
    let buckets = BUCKETS.map(bucket).into_iter().collect();
    (buckets, super::table::sums(b, others.into_iter()))
}

/// The words over a total.
pub(super) fn label(b: &Builder<'_>, total: &Added<'_>) -> Words {
    let head = match total.direction {
        Direction::All => None,
        Direction::Pays => Some(&total.kind.paid),
        Direction::Receives => Some(&total.kind.received),
    };
    b.defined(head.filter(|head| !head.is_empty()).unwrap_or(&total.kind.label), true)
}

/// The mark of a bucket.
pub(super) fn mark(b: &Builder<'_>, bucket: Bucket) -> Mark {
    Mark { bucket: bucket.name(), label: b.t(&format!("bucket-{}", bucket.name())) }
}

fn total(b: &Builder<'_>, total: &Added<'_>) -> Total {
    Total {
        label: label(b, total),
        figure: large_figure(b, total),
        words: in_words(b, total).unwrap_or_default(),
        parts: parts(b, total),
        without_figure: without_figure(b, total),
        note: note(b, total),
    }
}

/// What a total is made of, the largest first; and what those that are not named come to.
pub(super) fn parts(b: &Builder<'_>, total: &Added<'_>) -> Vec<TotalPart> {
    let (named, others) = total.counted.split_at(PARTS.min(total.counted.len()));
    let names = names(b, total.direction, named);
    let with_leg = |index| shares_name(&names, named, index);
    let each = named.iter().zip(&names).enumerate();
    let mut parts: Vec<TotalPart> =
        each.filter_map(|(index, (entry, name))| part(b, entry, name.clone(), with_leg(index))).collect();
    if let Some(rest) = Quantity::sum(others.iter().filter_map(|entry| entry.sum)) {
        let (label, figure) = (b.count("parts-more", others.len()), sum(b, &rest, Style::Short));
        parts.push(TotalPart { label, figure, ..TotalPart::default() });
    }
    parts
}

/// Whether another leg of an entry's deal has its name in the list.
fn shares_name(names: &[String], entries: &[Entry<'_>], index: usize) -> bool {
    let entry = &entries[index];
    let mut others = names.iter().zip(entries).filter(|(_, other)| other.deal == entry.deal && other.leg != entry.leg);
    others.any(|(name, _)| *name == names[index])
}

/// What the legs of a total are called: by whom they are with; by who pays, where that says the same of all or of more
/// than two deals; else by their deals where a company stands for several.
fn names(b: &Builder<'_>, direction: Direction, entries: &[Entry<'_>]) -> Vec<String> {
    let all = |direction| -> Vec<String> { entries.iter().map(|entry| with(b, direction, entry)).collect() };
    let deals = |names: &[String]| {
        // What is of one deal shares its name.
        let mut deals: Vec<(String, DealId)> = names.iter().cloned().zip(entries.iter().map(|e| e.deal)).collect();
        deals.sort_unstable();
        deals.dedup();
        deals
    };
    let tells = |names: &[String]| {
        let deals = deals(names);
        let most = deals.chunk_by(|a, b| a.0 == b.0).map(<[_]>::len).max().unwrap_or(0);
        most <= 1 || (most == 2 && deals.len() > 2)
    };
    let own = all(direction);
    if tells(&own) {
        return own;
    }
    let payers = Some(direction).filter(|d| *d == Direction::All).map(|_| all(Direction::Receives));
    if let Some(payers) = payers.filter(|names| tells(names)) {
        return payers;
    }
    let deals = deals(&own);
    let of_several = |name: &String| deals.iter().filter(|(other, _)| other == name).count() > 1;
    let title = |entry: &Entry<'_>| b.summary(entry.deal).title.text.clone();
    own.iter().zip(entries).map(|(name, e)| if of_several(name) { title(e) } else { name.clone() }).collect()
}

/// Whom an entry is with, in words: companies, or those who have no name.
pub(super) fn with(b: &Builder<'_>, direction: Direction, entry: &Entry<'_>) -> String {
    let leg = &b.briefing.deal(entry.deal).legs[entry.leg];
    let name = |party| super::summary::party(b, party).short.clone();
    let side = |receives: bool| -> Vec<String> {
        if receives { leg.takers().map(name).collect() } else { leg.givers().map(name).collect() }
    };
    let (own, other) = match direction {
        Direction::Pays | Direction::All => (side(true), side(false)),
        Direction::Receives => (side(false), side(true)),
    };
    b.locale.list(if own.is_empty() { &other } else { &own })
}

/// The sum with its bound; undisclosed if no leg has a figure.
fn large_figure(b: &Builder<'_>, total: &Added<'_>) -> LargeFigure {
    match total.added() {
        None => b.large_amount(&Amount::Undisclosed),
        Some(_) => large(&b.locale.total(&total.shown(), Style::Long)),
    }
}

/// The same in a line.
pub(super) fn figure(b: &Builder<'_>, total: &Added<'_>, style: Style) -> Figure {
    match total.added() {
        None => b.amount(&Amount::Undisclosed),
        Some(_) => sum(b, &total.shown(), style),
    }
}

/// A sum as a figure.
pub(super) fn sum(b: &Builder<'_>, sum: &Quantity, style: Style) -> Figure {
    phrase(&b.locale.total(sum, style))
}

/// "$288 billion of quantified commitments, plus tens of billions at AMD, and one deal with no figure": said
/// where exact figures and orders of magnitude meet in one sum.
pub(super) fn in_words(b: &Builder<'_>, total: &Added<'_>) -> Option<String> {
    total.added()?;
    let (precise, vague): (Vec<&Entry<'_>>, Vec<&Entry<'_>>) = total.counted.iter().partition(|e| is_precise(e));
    if precise.is_empty() || vague.is_empty() || vague.len() > PARTS {
        return None;
    }
    let exact = sum(b, &Quantity::sum(precise.iter().filter_map(|e| e.sum))?, Style::Long).text;
    let head = b.say(&format!("words-{}", total.bucket.name()), &[("figure", &exact)]);
    let at: Vec<String> = vague.iter().filter_map(|e| vaguely(b, total, e)).collect();
    let words = b.say("words-plus", &[("words", &head), ("list", &b.locale.list(&at))]);
    Some(match total.deals_without_figure() {
        0 => words,
        n => b.say("words-and", &[("words", &words), ("rest", &b.count("words-undisclosed", n))]),
    })
}

/// Whether an entry is a number or a range, not an order of magnitude or an open end.
fn is_precise(entry: &Entry<'_>) -> bool {
    entry.figure.is_some_and(|f| matches!(f.bound(), Bound::Exact | Bound::About | Bound::Range))
}

/// "tens of billions at AMD".
fn vaguely(b: &Builder<'_>, total: &Added<'_>, entry: &Entry<'_>) -> Option<String> {
    let company = with(b, total.direction, entry);
    let own = entry.figure.filter(|_| entry.rate.is_none());
    let figure = match own {
        Some(figure) => b.locale.order_without_currency(figure).unwrap_or_else(|| b.figure(figure).text),
        None => sum(b, entry.sum.as_ref()?, Style::Long).text,
    };
    Some(b.say("words-at", &[("figure", &figure), ("company", &company)]))
}

fn without_figure(b: &Builder<'_>, total: &Added<'_>) -> Option<String> {
    let id = if total.counted.is_empty() { "only-without-figure" } else { "without-figure" };
    match total.deals_without_figure() {
        0 => None,
        n => Some(b.count(id, n)),
    }
}

/// Contracts that are only reported, and rates of conversion.
fn note(b: &Builder<'_>, total: &Added<'_>) -> String {
    let is_reported = |e: &&Entry<'_>| {
        let status = b.briefing.deal(e.deal).status_on(b.briefing.day);
        status.is_some_and(crate::model::Claim::is_soft)
    };
    let mut notes: Vec<String> = Vec::new();
    if total.bucket == Bucket::Announced {
        let reported = total.counted.iter().filter(is_reported).count();
        notes.extend((reported > 0).then(|| b.count("total-reported", reported)));
    }
    notes.extend(converted(b, total.counted.iter().filter_map(|entry| entry.rate)));
    notes.join(" ")
}

/// At which rates money was converted, a sentence each.
pub(super) fn converted(b: &Builder<'_>, rates: impl Iterator<Item = Rate>) -> Vec<String> {
    let mut told: Vec<Rate> = Vec::new();
    rates.for_each(|rate| told.extend((!told.contains(&rate)).then_some(rate)));
    let say = |rate: Rate| {
        let one = Quantity::exact(rust_decimal::Decimal::ONE, Unit::Money(rate.from));
        let price = Quantity::exact(rate.factor, Unit::Money(rate.to));
        let (one, price) = (b.short_figure(&one).text, b.short_figure(&price).text);
        let day = b.locale.day(rate.on, Style::Short);
        b.say("converted-at", &[("one", &one), ("price", &price), ("date", &day)])
    };
    told.into_iter().map(say).collect()
}

fn part(b: &Builder<'_>, entry: &Entry<'_>, label: String, with_leg: bool) -> Option<TotalPart> {
    let figure = match entry.figure {
        Some(figure) => b.short_figure(figure),
        None => sum(b, entry.sum.as_ref()?, Style::Short),
    };
    let deal = b.briefing.deal(entry.deal);
    let leg = Some(super::sheet::name(b, deal, &deal.legs[entry.leg]).text).filter(|name| with_leg && !name.is_empty());
    let part = match entry.part {
        Part::Whole => None,
        Part::Tranche(index) => Some(tranche_name(b, entry, index)),
        Part::Rest => Some(b.t("part-rest")),
    };
    let notes: Vec<String> = leg.into_iter().chain(part).collect();
    let url = b.summary(entry.deal).url.clone();
    Some(TotalPart { label, url, figure, note: notes.join(", ") })
}

/// What a tranche is called beside its amount.
fn tranche_name(b: &Builder<'_>, entry: &Entry<'_>, index: usize) -> String {
    let leg = &b.briefing.deal(entry.deal).legs[entry.leg];
    super::sheet::tranche_name(b, leg, &leg.tranches[index]).text
}

/// Whom an entry is with, as seen from its total; the payee where nobody is looking.
pub(super) fn counterparty(b: &Builder<'_>, direction: Direction, entry: &Entry<'_>) -> Option<CompanyId> {
    let leg = &b.briefing.deal(entry.deal).legs[entry.leg];
    match direction {
        Direction::Pays | Direction::All => leg.payees().next(),
        Direction::Receives => leg.payers().next(),
    }
}
