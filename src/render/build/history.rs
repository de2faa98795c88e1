//! The history of a value: what it was, from when, between which bounds.

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::Builder;
use super::commitments::{fade, fill, row_of};
use super::evidence::{FACT, fragment};
use crate::locale::Style;
use crate::model::{Bucket, Claim, CompanyId, Deal, DealId, Fact, Value};
use crate::plan::Extra;
use crate::quantity::Quantity;
use crate::render::chart::{History, Spell};
use crate::render::view::{ChartView, LadderRow, Mark, Markup};
use crate::resolve::FactRef;

/// Days before the first known one that what held until then is drawn over, where nobody says since when it did.
const BEFORE: i64 = 90;

/// What a history is of.
struct Of<'h> {
    title: String,
    /// The page with the fact's own place on it, from the site's root.
    url: String,
    bucket: Bucket,
    /// From the page to the site's root.
    root: &'h str,
    id: &'h str,
    /// The state's day in words.
    day: &'h str,
}

/// Of a fact of a deal.
pub(super) fn of_deal(b: &Builder<'_>, found: FactRef<'_>, day: &str, (id, root): (&str, &str)) -> Option<ChartView> {
    let deal = b.briefing.deal(found.deal);
    let label = super::sheet::field_of_part(b, deal, found.part, b.field_label(found.fact.field));
    let title = b.say("fact-of-deal", &[("fact", &label), ("deal", &b.summary(found.deal).short.text)]);
    let url = format!("{}#{}", b.summary(found.deal).url, fragment(b.briefing, deal, found.part, found.fact));
    chart(b, found.fact, Of { title, url, bucket: bucket(b, deal), root, id, day })
}

/// Of a fact of a company.
pub(super) fn of_company(
    b: &Builder<'_>,
    company: CompanyId,
    fact: &Fact,
    day: &str,
    (id, root): (&str, &str),
) -> Option<ChartView> {
    let company = b.company_ref(company);
    let title = b.say("fact-of-deal", &[("fact", &b.field_label(fact.field)), ("deal", &company.short)]);
    let url = format!("{}#{FACT}{}", company.url, b.briefing.site.fields.key(fact.field));
    chart(b, fact, Of { title, url, bucket: Bucket::Committed, root, id, day })
}

/// On a company's own page, under the name of the field and over a table of the values.
pub(super) fn of_series(b: &Builder<'_>, fact: &Fact, title: &str) -> Option<ChartView> {
    let day = b.locale.day(b.briefing.day, Style::Long);
    let id = format!("history-{}", b.briefing.site.fields.key(fact.field));
    let (title, url) = (title.to_owned(), String::new());
    let view = chart(b, fact, Of { title, url, bucket: Bucket::Committed, root: "", id: &id, day: &day })?;
    Some(ChartView { title: String::new(), rows: Vec::new(), ..view }).filter(|view| !view.svg.0.is_empty())
}

/// On a deal's own page, of what changed among its legs' amounts: a chart each.
pub(super) fn on_page(b: &Builder<'_>, id: DealId) -> Vec<ChartView> {
    let deal = b.briefing.deal(id);
    let day = b.locale.day(b.briefing.day, Style::Long);
    let view = |(index, (part, fact)): (u32, (&str, &Fact))| {
        let of = Of {
            title: super::sheet::field_of_part(b, deal, part, b.field_label(fact.field)),
            // The sheet stands above.
            url: String::new(),
            root: "",
            bucket: bucket(b, deal),
            id: &format!("history-{}", index + 1),
            day: &day,
        };
        let file = Some(super::chart_file::link(b, Extra::DealChart(id, index, b.lang)));
        Some(ChartView { file, ..chart(b, fact, of)? })
    };
    (0..).zip(changed(deal)).filter_map(view).collect()
}

/// The figures of a deal's legs that were others before, each with its leg: those that can be drawn, of one unit.
pub(crate) fn changed(deal: &Deal) -> impl Iterator<Item = (&str, &Fact)> {
    let facts = deal.legs.iter().flat_map(|leg| leg.facts.iter().map(move |fact| (leg.id.as_str(), fact)));
    facts.filter(|(_, fact)| is_drawn(&fact.steps()))
}

fn is_drawn(steps: &[&Claim]) -> bool {
    let unit = steps.first().and_then(|claim| figure(claim)).map(|figure| figure.unit);
    let is_one = |claim: &&Claim| figure(claim).is_some_and(|figure| Some(figure.unit) == unit);
    let is_something =
        |claim: &&Claim| figure(claim).is_some_and(|figure| figure.high.unwrap_or(figure.low) > Decimal::ZERO);
    steps.len() > 1 && steps.iter().all(is_one) && steps.iter().any(is_something) && steps[1].effective_day().is_some()
}

fn bucket(b: &Builder<'_>, deal: &Deal) -> Bucket {
    deal.state_on(b.briefing.day).map_or(Bucket::InTalks, crate::model::State::bucket)
}

/// `None` of a value that was never another.
fn chart(b: &Builder<'_>, fact: &Fact, of: Of<'_>) -> Option<ChartView> {
    let steps = fact.steps();
    if steps.len() < 2 {
        return None;
    }
    let rows: Vec<LadderRow> = steps.iter().map(|claim| row(b, claim, &of.url)).collect();
    let spells = spells(b, &steps);
    let fades = spells.iter().flatten().any(|spell| spell.bounds.1 != Some(spell.bounds.0));
    let colon = b.t("colon");
    let said = steps.iter().map(|claim| format!("{}{colon}{}", day(b, claim), b.value(claim).text));
    let description = said.collect::<Vec<_>>().join(&b.t("clauses"));
    let history = spells.map(|spells| History {
        id: of.id.to_owned(),
        title: of.title.clone(),
        description,
        spells,
        until: b.briefing.day,
        fill: fill(of.bucket),
        href: if of.url.is_empty() { String::new() } else { format!("{}{}", of.root, of.url) },
    });
    Some(ChartView {
        caption: b.say("chart-history", &[("day", of.day)]),
        keys: fade(b, fades).into_iter().collect(),
        svg: Markup(history.and_then(|history| history.svg()).unwrap_or_default()),
        head: b.t("chart-since"),
        title: of.title,
        rows,
        ..ChartView::default()
    })
}

fn figure(claim: &Claim) -> Option<&Quantity> {
    match &claim.value {
        Value::Amount(amount) => amount.figure(),
        Value::Date(_) | Value::Status(_) | Value::Text(_) => None,
    }
}

/// Since when a claim held, in words.
fn day(b: &Builder<'_>, claim: &Claim) -> String {
    claim.effective().map_or_else(|| b.t("chart-before"), |date| b.date_text(date, Style::Short))
}

fn row(b: &Builder<'_>, claim: &Claim, url: &str) -> LadderRow {
    let mark = Mark { bucket: "", label: String::new() };
    row_of(b, (day(b, claim), url.to_owned()), mark, figure(claim))
}

/// What is drawn, if it can be.
fn spells(b: &Builder<'_>, steps: &[&Claim]) -> Option<Vec<Spell>> {
    if !is_drawn(steps) {
        return None;
    }
    let next = steps.get(1).and_then(|claim| claim.effective_day());
    let from = |(index, claim): (usize, &&Claim)| -> Option<Date> {
        let known = claim.effective_day().filter(|day| index > 0 || next.is_none_or(|next| *day < next));
        known.or_else(|| Some(next?.saturating_sub(BEFORE.days())))
    };
    let spell = |step: (usize, &&Claim)| {
        let figure = figure(step.1)?;
        let amount = b.short_figure(figure).text;
        Some(Spell { from: from(step)?, day: day(b, step.1), amount, bounds: (figure.low, figure.high) })
    };
    steps.iter().enumerate().map(spell).collect()
}
