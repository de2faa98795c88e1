//! The books of the subject as a ladder, and as the table that says the same.

use rust_decimal::Decimal;

use super::super::Builder;
use super::super::totals::{BUCKETS, mark, sum};
use super::{Commitments, Row, With};
use crate::chars::uncapitalised;
use crate::ledger::{Account, Coverage, Direction};
use crate::locale::{Phrase, Style};
use crate::model::{Amount, Bucket, BuiltinField, DealId, Fact};
use crate::plan::Extra;
use crate::quantity::{Bound, Quantity, Unit};
use crate::render::chart::{Fill, Label, Ladder, Rung, Scale, Step};
use crate::render::view::{ChartKey, LadderRow, LadderView, Link, Mark, Markup};

/// Deals of a counterparty that are named.
const NAMED: usize = 3;
/// Rungs of a bucket; the largest are drawn, all are in the table.
const RUNGS: usize = 10;

/// How a chart is drawn.
#[derive(Clone, Copy)]
pub(in super::super) struct Drawn<'d> {
    /// From the page to the site's root.
    pub(in super::super) root: &'d str,
    /// What its ids begin with.
    pub(in super::super) id: &'d str,
    /// Whether each bar starts at 0; then there is no frame and no sum.
    pub(in super::super) each: bool,
}

/// The chart; `None` if there is no amount to be drawn.
pub(in super::super) fn ladder(b: &Builder<'_>, books: &Commitments<'_, '_>, on: Drawn<'_>) -> Option<LadderView> {
    let Drawn { root, id, each } = on;
    let framed = books.framed && !each;
    let (scale, ticks) = scale(b, books, each)?;
    let name = b.company_ref(books.subject).short.clone();
    let title = title(b, books, &name, framed);
    let chart = Ladder {
        id: id.to_owned(),
        title: title.clone(),
        description: described(b, &books.rows),
        scale,
        ticks,
        accent: true,
        each,
        frame: books.plan.filter(|_| framed).map(|plan| frame(b, plan)),
        steps: match each {
            true => drawn(&books.rows).into_iter().map(|row| Step::Rung(rung(b, row, root))).collect(),
            false => steps(b, books, root),
        },
    };
    let mut back = drawn(&books.back);
    back.retain(|row| row.sum.is_some());
    let other = Ladder {
        id: format!("{id}-back"),
        title: b.say("ladder-back-title", &[("subject", &name), books.way()]),
        description: described(b, &books.back),
        scale,
        ticks: Vec::new(),
        accent: false,
        each,
        frame: None,
        steps: back.into_iter().map(|row| Step::Rung(rung(b, row, root))).collect(),
    };
    let markup = |chart: &Ladder| if chart.steps.is_empty() { Markup::default() } else { Markup(chart.svg()) };
    Some(LadderView {
        title,
        caption: b.say(
            if each { "ladder-caption-each" } else { "ladder-caption" },
            &[("subject", &name), books.way(), ("day", &b.locale.day(b.briefing.day, Style::Long))],
        ),
        keys: keys(b, books),
        svg: markup(&chart),
        back: markup(&other),
        rows: books.rows.iter().map(|row| table_row(b, row)).collect(),
        back_rows: books.back.iter().map(|row| table_row(b, row)).collect(),
        heads: heads(b, books.direction),
        file: super::super::chart_file::link(b, Extra::FrontChart(b.lang)),
        sums: sums(b, books),
        unpriced: unpriced(b, books),
        left_out: super::super::left_out::list(b, &books.statement),
    })
}

/// "Known contracts cover 43–49 % of the plan", if the plan is a frame around the rows.
fn title(b: &Builder<'_>, books: &Commitments<'_, '_>, name: &str, framed: bool) -> String {
    let share = books.plan.filter(|_| framed).and_then(|plan| super::super::share::of_plan(b, plan));
    match share {
        Some(share) => b.say("ladder-share", &[("share", &share)]),
        None => b.say("ladder-title", &[("subject", name), books.way()]),
    }
}

/// How far bars reach, of which each starts where the one before ends. What has no high end fades a little further.
fn reach(rows: &[Row<'_>]) -> Decimal {
    rows.iter().filter_map(|row| row.sum).map(end).fold(Decimal::ZERO, Decimal::saturating_add)
}

pub(super) fn end(sum: Quantity) -> Decimal {
    sum.high.unwrap_or(sum.low.saturating_mul(Decimal::new(11, 1)))
}

/// As wide as the plan, or else as what the rows come to at most, to the next tick; and the ticks in words.
fn scale(b: &Builder<'_>, books: &Commitments<'_, '_>, each: bool) -> Option<(Scale, Vec<String>)> {
    let most = match each {
        true => books.rows.iter().filter_map(|row| row.sum).map(end).max().unwrap_or_default(),
        false => reach(&books.rows).max(reach(&books.back)),
    };
    let frame = books.plan.filter(|_| books.framed && !each).map(|plan| plan.whole.high.unwrap_or(plan.whole.low));
    let scale = match frame.filter(|whole| *whole >= most) {
        Some(whole) => Scale::of(whole),
        None => Scale::around(most.max(frame.unwrap_or_default())),
    }?;
    Some((scale, ticks(b, scale, books.unit())))
}

/// The ticks of a scale in words.
pub(super) fn ticks(b: &Builder<'_>, scale: Scale, unit: Unit) -> Vec<String> {
    let phrase = |n: Decimal| b.locale.figure(&Quantity::exact(n.normalize(), unit), Style::Short);
    let ticks: Vec<Phrase> = scale.ticks().into_iter().map(phrase).collect();
    // Where all have one unit, the last says it.
    let unit = ticks.last().map(|last| last.unit.clone()).unwrap_or_default();
    let one = ticks.iter().skip(1).all(|tick| tick.unit == unit);
    let last = ticks.len().saturating_sub(1);
    let word = |(index, tick): (usize, &Phrase)| {
        if index == 0 || one && index < last { tick.number.clone() } else { tick.value() }
    };
    ticks.iter().enumerate().map(word).collect()
}

/// The rungs of a list that are drawn: of each bucket the first, and what is committed even without an amount.
fn drawn<'r, 'a>(rows: &'r [Row<'a>]) -> Vec<&'r Row<'a>> {
    let of = |bucket: Bucket| {
        rows.iter()
            .filter(move |row| row.bucket == bucket && (row.sum.is_some() || bucket == Bucket::Committed))
            .take(RUNGS)
    };
    BUCKETS.into_iter().flat_map(of).collect()
}

fn steps(b: &Builder<'_>, books: &Commitments<'_, '_>, root: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    for bucket in BUCKETS {
        let rows: Vec<&Row<'_>> = drawn(&books.rows).into_iter().filter(|row| row.bucket == bucket).collect();
        let counted = rows.iter().filter(|row| row.sum.is_some()).count();
        steps.extend(rows.into_iter().map(|row| Step::Rung(rung(b, row, root))));
        if let Some(total) = books.total(bucket).filter(|_| bucket == Bucket::Committed && counted > 1) {
            let shown = total.shown();
            let amount = sum(b, &shown, Style::Short).text;
            let label = Label { name: mark(b, bucket).label, amount, counted: true, notes: Vec::new() };
            steps.push(Step::Sum(label, shown.low, shown.high));
        }
        if let Some(plan) = books.plan.filter(|_| books.framed && bucket == Bucket::Announced) {
            steps.push(rest(b, plan));
        }
    }
    steps
}

/// The plan around its parts.
pub(super) fn frame(b: &Builder<'_>, plan: &Coverage<'_>) -> Label {
    let (name, amount) = (b.t("ladder-frame"), b.short_figure(plan.whole).text);
    Label { name, amount, counted: true, notes: Vec::new() }
}

/// What no part is known of.
pub(super) fn rest(b: &Builder<'_>, plan: &Coverage<'_>) -> Step {
    let whole = plan.whole;
    let low = plan.itemised.high.map_or(Decimal::ZERO, |high| whole.low.saturating_sub(high)).max(Decimal::ZERO);
    let high = whole.high.map(|high| high.saturating_sub(plan.itemised.low).max(low));
    let rest = Quantity { high, ..Quantity::exact(low, whole.unit) };
    let amount = sum(b, &rest, Style::Short).text;
    Step::Rest(Label { name: b.t("ladder-rest"), amount, counted: true, notes: Vec::new() })
}

pub(super) fn name(b: &Builder<'_>, row: &Row<'_>) -> String {
    match &row.with {
        With::Company(id) => b.company_ref(*id).short.clone(),
        With::Unnamed(words) => words.clone(),
    }
}

fn amount(b: &Builder<'_>, row: &Row<'_>) -> String {
    match (row.only, row.sum) {
        (Some(only), _) => b.short_figure(only).text,
        (None, Some(added)) => sum(b, &added, Style::Short).text,
        (None, None) => b.amount(&Amount::Undisclosed).text,
    }
}

/// Where a row leads: to its deal, or to the company where there are several.
fn url(b: &Builder<'_>, row: &Row<'_>) -> String {
    match (&row.with, row.deals().as_slice()) {
        (With::Company(id), [_, _, ..]) => b.company_ref(*id).url.clone(),
        (With::Company(_) | With::Unnamed(_), deals) => {
            deals.first().map(|deal| b.summary(*deal).url.clone()).unwrap_or_default()
        }
    }
}

/// The deals of a row by their names, those with the largest amounts first; of many the first, and how many more.
pub(super) fn deals(b: &Builder<'_>, row: &Row<'_>) -> Vec<Link> {
    let link = |id: &DealId| Link { label: b.summary(*id).short.text.clone(), url: b.summary(*id).url.clone() };
    let deals = row.deals();
    let mut links: Vec<Link> = deals.iter().take(NAMED).map(link).collect();
    if deals.len() > NAMED {
        links.push(Link { label: b.count("more-deals", deals.len() - NAMED), url: url(b, row) });
    }
    links
}

fn rung(b: &Builder<'_>, row: &Row<'_>, root: &str) -> Rung {
    Rung {
        label: Label { name: name(b, row), amount: amount(b, row), counted: row.sum.is_some(), notes: notes(b, row) },
        fill: fill(row.bucket),
        href: format!("{root}{}", url(b, row)),
        amount: row.sum.map(|sum| (sum.low, sum.high)),
    }
}

/// How firm a bar is drawn.
pub(in super::super) fn fill(bucket: Bucket) -> Fill {
    match bucket {
        Bucket::Committed => Fill::Solid,
        Bucket::Announced => Fill::Hatch,
        Bucket::InTalks | Bucket::Off => Fill::Open,
    }
}

/// What is said of a row, in the order of weight: how firm, how it is counted, with which part of the group, for how long.
fn notes(b: &Builder<'_>, row: &Row<'_>) -> Vec<String> {
    let deals = row.deals();
    let [deal] = deals.as_slice() else { return vec![b.count("deals-count", deals.len())] };
    let deal = b.briefing.deal(*deal);
    let mut notes = vec![b.deal_mark(deal).label];
    if let Some(sum) = row.only.and(row.sum).filter(|sum| sum.order().is_some()) {
        let range = super::super::totals::sum(b, &sum, Style::Short).text;
        notes.push(b.say("ladder-counted", &[("range", &range)]));
    }
    let legs: Vec<_> = row.legs.iter().filter_map(|(_, leg)| deal.legs.get(*leg)).collect();
    let payees: Vec<_> = legs.iter().flat_map(|leg| leg.payees().chain(leg.payers())).collect();
    if let With::Company(group) = row.with {
        let part = payees.iter().find(|c| **c != group && b.briefing.group[c.index()] == group);
        notes.extend(part.map(|c| b.say("ladder-through", &[("company", &b.company_ref(*c).short)])));
    }
    let term = legs.iter().find_map(|leg| leg.builtin(BuiltinField::Term)).and_then(Fact::amount);
    if let Some(term) = term.and_then(Amount::figure) {
        let bound = if term.bound() == Bound::Exact { "plain" } else { "bounded" };
        notes.push(b.say("ladder-term", &[("term", &b.figure(term).text), ("bound", bound)]));
    }
    notes
}

/// A clause per bucket: "Committed: Microsoft 250, …".
fn described(b: &Builder<'_>, rows: &[Row<'_>]) -> String {
    let colon = b.t("colon");
    let of = |bucket: Bucket| {
        let own = rows.iter().filter(|row| row.bucket == bucket);
        let said: Vec<String> = own.map(|row| format!("{} {}", name(b, row), amount(b, row))).collect();
        (!said.is_empty()).then(|| format!("{}{colon}{}.", mark(b, bucket).label, said.join(", ")))
    };
    BUCKETS.into_iter().filter_map(of).collect::<Vec<_>>().join(" ")
}

fn keys(b: &Builder<'_>, books: &Commitments<'_, '_>) -> Vec<ChartKey> {
    keys_of(b, || books.rows.iter().chain(&books.back).filter_map(|row| Some((row.bucket, row.sum?))))
}

/// What the fills of these bars mean.
pub(super) fn keys_of<I: Iterator<Item = (Bucket, Quantity)>>(b: &Builder<'_>, bars: impl Fn() -> I) -> Vec<ChartKey> {
    let any = |bucket| bars().any(|(of, _)| of == bucket);
    let fades = bars().any(|(_, sum)| sum.high != Some(sum.low));
    let all = [
        ("solid", any(Bucket::Committed), mark(b, Bucket::Committed).label),
        ("hatch", any(Bucket::Announced), mark(b, Bucket::Announced).label),
        ("open", any(Bucket::InTalks), mark(b, Bucket::InTalks).label),
    ];
    let key = |(fill, _, label): (&'static str, bool, String)| ChartKey { fill, label: uncapitalised(&label) };
    all.into_iter().filter(|(_, there, _)| *there).map(key).chain(fade(b, fades)).collect()
}

/// What it means that a bar fades, if one does.
pub(in super::super) fn fade(b: &Builder<'_>, fades: bool) -> Option<ChartKey> {
    fades.then(|| ChartKey { fill: "fade", label: b.t("ladder-fade") })
}

/// Both ends of an amount in words, as the cells of a table.
fn ends(b: &Builder<'_>, sum: &Quantity) -> (String, String) {
    let words = |bound, n: Decimal| b.short_figure(&Quantity::bounded(bound, n, sum.unit)).text;
    let bound = if sum.high_open { Bound::LessThan } else { Bound::Exact };
    let high = sum.high.map_or_else(|| b.t("ladder-open"), |high| words(bound, high));
    (words(Bound::Exact, sum.low), high)
}

fn table_row(b: &Builder<'_>, row: &Row<'_>) -> LadderRow {
    // A single one is where the name leads.
    let deals = Some(deals(b, row)).filter(|deals| deals.len() > 1).unwrap_or_default();
    LadderRow { deals, ..row_of(b, (name(b, row), url(b, row)), mark(b, row.bucket), row.sum.as_ref()) }
}

/// A row of the table under a chart.
pub(in super::super) fn row_of(
    b: &Builder<'_>,
    (name, url): (String, String),
    mark: Mark,
    sum: Option<&Quantity>,
) -> LadderRow {
    let (low, high) = sum.map(|sum| ends(b, sum)).unwrap_or_default();
    LadderRow { name, url, mark, low, high, ..LadderRow::default() }
}

/// What is paid, per bucket.
fn sums(b: &Builder<'_>, books: &Commitments<'_, '_>) -> Vec<LadderRow> {
    let one = |bucket: Bucket| {
        let (low, high) = ends(b, &books.total(bucket)?.shown());
        Some(LadderRow { mark: mark(b, bucket), low, high, ..LadderRow::default() })
    };
    BUCKETS.into_iter().filter_map(one).collect()
}

/// What is paid and what is received, in the order of the table.
fn heads(b: &Builder<'_>, direction: Direction) -> Vec<String> {
    let [pays, receives] = ["pays-head", "receives-head"].map(|id| b.t(id));
    match direction {
        Direction::Receives => vec![receives, pays],
        Direction::Pays | Direction::All => vec![pays, receives],
    }
}

/// With whom there is a deal without an amount, by who pays: of all kinds, without the rungs that say so.
fn unpriced(b: &Builder<'_>, books: &Commitments<'_, '_>) -> String {
    let of = |direction: Direction, id: &str| {
        let mut said: Vec<String> = Vec::new();
        for total in books.statement.totals.iter().filter(|total| total.direction == direction) {
            let is_rung = books.is_drawn(total) && total.bucket == Bucket::Committed;
            let fits = total.measure.is_none_or(|m| m == Account::Money(books.currency));
            for entry in total.without_figure.iter().filter(|_| !(is_rung && fits)) {
                let company = super::super::totals::with(b, total.direction, entry);
                let kind = uncapitalised(&b.defined(&total.kind.label, false).text);
                let bucket = uncapitalised(&mark(b, total.bucket).label);
                let one = b.say("ladder-unpriced", &[("company", &company), ("kind", &kind), ("bucket", &bucket)]);
                said.extend((!said.contains(&one)).then_some(one));
            }
        }
        (!said.is_empty()).then(|| b.say(id, &[("list", &b.locale.list(&said))]))
    };
    let both = [(Direction::Pays, "ladder-unpriced-pays"), (Direction::Receives, "ladder-unpriced-receives")];
    let said: Vec<String> = both.into_iter().filter_map(|(direction, id)| of(direction, id)).collect();
    if said.is_empty() { String::new() } else { format!("{}.", said.join(&b.t("clauses"))) }
}
