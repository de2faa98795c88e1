//! The page of a deal.

use std::collections::HashSet;

use super::evidence::{distinct, fragment};
use super::scene::root_of;
use super::summary;
use super::variance::{self, Variance, variance};
use super::words::per_year;
use super::{Builder, Scene};
use crate::locale::Style;
use crate::model::{Amount, BuiltinField, Deal, DealId, Entity, Fact, Leg, SourceId, Value};
use crate::plan::{Extra, Target, deal_items, extra_path};
use crate::quantity::Bound;
use crate::render::parts::Print;
use crate::render::view::{
    DealView, Disagreement, Download, HeadlineFigure, Link, LogEntry, Markup, QuoteView, ReactionView, SourceUse,
};

/// Figures set large.
const HEADLINES: usize = 3;

/// Legs of which the sentence under them tells.
const CLAUSES: usize = 4;

/// The view of a deal.
pub(crate) fn view(b: &Builder<'_>, id: DealId, path: &str) -> DealView {
    let root = root_of(path);
    let scene = Scene::new(b, &root);
    let deal = b.briefing.deal(id);
    let summary = b.deal_summary(id);
    let disagreements = variance::disagreements(b, id);
    let share = super::share::of_deal(b, id);
    DealView {
        id: deal.id.clone(),
        title: summary.title.clone(),
        dek: summary.dek.clone(),
        sentence: sentence(b, deal),
        mark: summary.mark.clone(),
        parties: summary.parties.clone(),
        part_of: deal.part_of.filter(|_| share.is_none()).map(|r| deal_link(b, r.deal)),
        umbrella: deal.umbrella,
        figures: headlines(b, deal),
        steps: super::ladder::steps(b, deal),
        reached: super::ladder::dates(b, deal),
        promised: super::ladder::promised(b, deal),
        status: super::sheet::status(&scene, id),
        legs: super::sheet::legs(&scene, id),
        body: b.own_body(Entity::Deal(id), path),
        log: log(b, id, &disagreements),
        disagreements,
        disagreements_title: variance::disagreements_title(b, deal),
        histories: super::history::on_page(b, id),
        timeline: super::timeline::of_deal(b, id),
        share,
        loops: super::loops::of_deal(b, id),
        quotes: deal.quotes.iter().map(|q| quote(b, q)).collect(),
        reactions: deal.reactions.iter().map(|r| reaction(&scene, r)).collect(),
        related: super::relations::all(&scene, id),
        topics: topics(b, deal),
        sources: sources(b, deal),
        corrections: super::corrections::of_deal(b, id),
        all_corrections: super::corrections::link(b),
        cite: cite(b, id),
        checked: checked(b, deal),
        author: deal.author.clone(),
        downloads: downloads(b, id),
    }
}

/// A link to a deal under its headline.
pub(super) fn deal_link(b: &Builder<'_>, id: DealId) -> Link {
    let summary = b.summary(id);
    Link { label: summary.title.text.clone(), url: summary.url.clone() }
}

/// "OpenAI pays AWS: $38 billion over 7 years. Signed, November 3, 2025."; of a deal of several legs a clause each, since
/// none of them is the whole.
fn sentence(b: &Builder<'_>, deal: &Deal) -> String {
    let base = match (deal.headline_figure(), &deal.legs[..]) {
        (_, []) => return String::new(),
        (_, [only]) => about(b, deal, only),
        (Some((leg, fact)), _) if fact.field == BuiltinField::Value.id() && !leg.frame => about(b, deal, leg),
        (_, legs) => b.say("sentence-legs", &[("list", &clauses(b, deal, legs).join(&b.t("clauses")))]),
    };
    let dated = summary::status_date(b, deal);
    let status = match dated.inferred {
        Some(inferred) => format!("{} ({inferred})", dated.text),
        None => dated.text,
    };
    let mark = b.deal_mark(deal).label;
    let id = if status.is_empty() { "sentence-undated" } else { "sentence" };
    b.say(id, &[("base", &base), ("status", &mark), ("date", &status)])
}

/// What one leg is about, as a sentence.
fn about(b: &Builder<'_>, deal: &Deal, leg: &Leg) -> String {
    let parties = summary::leg_parties(b, deal, leg).text.text;
    let said = |field: BuiltinField| leg.builtin(field).and_then(Fact::amount).and_then(Amount::figure);
    let figure = |field: BuiltinField| said(field).map(|f| b.figure(f).text);
    let amount = figure(BuiltinField::Value).or_else(|| leg.measure()?.amount()?.figure().map(|f| b.figure(f).text));
    match (amount, figure(BuiltinField::Term)) {
        (Some(value), Some(term)) => {
            // "Over between 5 and 7 years", "sur jusqu’à 5 ans" would not do.
            let is_bounded = said(BuiltinField::Term).is_some_and(|f| f.bound() != Bound::Exact);
            let id = if is_bounded { "sentence-value-term-range" } else { "sentence-value-term" };
            b.say(id, &[("parties", &parties), ("value", &value), ("term", &term)])
        }
        (Some(value), None) => b.say("sentence-value", &[("parties", &parties), ("value", &value)]),
        (None, _) => b.say("sentence-no-value", &[("parties", &parties)]),
    }
}

/// Legs as clauses of one sentence. What several legs say in the same words is said once, with all their figures.
fn clauses(b: &Builder<'_>, deal: &Deal, legs: &[Leg]) -> Vec<String> {
    let mut clauses: Vec<(String, &Leg, Vec<String>)> = Vec::new();
    for leg in legs.iter().filter(|leg| !leg.frame) {
        let figure = leg.figure(BuiltinField::Value).and_then(Fact::amount).and_then(Amount::figure);
        let figure = figure.map(|figure| b.figure(figure).text);
        let words = super::sentence::further(b, deal, leg);
        match clauses.iter_mut().find(|(said, ..)| *said == words) {
            Some((.., figures)) => figures.extend(figure),
            None => clauses.push((words, leg, figure.into_iter().collect())),
        }
    }
    let write = |(n, (words, leg, figures)): (usize, (String, &Leg, Vec<String>))| {
        let words = if n == 0 { super::sentence::of_leg(b, deal, leg).text } else { words };
        if figures.is_empty() { words } else { format!("{words}{}{}", b.t("colon"), b.locale.list(&figures)) }
    };
    clauses.into_iter().take(CLAUSES).enumerate().map(write).collect()
}

fn headlines(b: &Builder<'_>, deal: &Deal) -> Vec<HeadlineFigure> {
    let mut all = Vec::new();
    let value = BuiltinField::Value;
    // An only leg tells of its value even where nobody knows it.
    let only = deal.legs.first().filter(|_| deal.legs.len() == 1).and_then(|leg| Some((leg, leg.builtin(value)?)));
    let first = deal.headline_figure().or(only);
    all.extend(first.and_then(|(leg, fact)| headline(b, deal, leg, fact, true)));
    // For how long stands beside the value that it is paid over.
    let others = BuiltinField::FIGURES.into_iter().filter(|f| !matches!(f, BuiltinField::Value | BuiltinField::Term));
    let fields = std::iter::once(BuiltinField::Term).chain(others).chain([BuiltinField::Valuation]);
    for field in fields.filter(|field| first.is_none_or(|(_, fact)| fact.field != field.id())) {
        // The leg of the first figure speaks before the others, so that what stands beside it is of it.
        let own = first.map(|(leg, _)| leg).into_iter();
        let found = own.chain(&deal.legs).find_map(|l| l.builtin(field).map(|f| (l, f)));
        all.extend(found.and_then(|(leg, fact)| headline(b, deal, leg, fact, false)));
    }
    all.truncate(HEADLINES);
    all
}

fn headline(b: &Builder<'_>, deal: &Deal, leg: &Leg, fact: &Fact, first: bool) -> Option<HeadlineFigure> {
    let amount = fact.amount()?;
    let mut note = agreement(b, fact).unwrap_or_default();
    let differ = variance(b, fact).filter(|differ| *differ != Variance::Differ);
    let disputed = differ.is_some_and(|differ| note == b.t(differ.message()));
    if fact.field == BuiltinField::Term.id()
        && let Some(yearly) = per_year(leg)
    {
        note = b.say("per-year-straight", &[("figure", &b.figure(&yearly).text)]);
    }
    if fact.field == BuiltinField::Capacity.id()
        && let Some(of) = fact.best().and_then(|c| c.of)
    {
        note = b.t(&format!("capacity-of-{}", of.name()));
    }
    // Where several legs have one, or it is of another leg than the first figure, its name alone does not say whose it is.
    let several = deal.legs.iter().filter(|leg| leg.fact(fact.field).is_some()).count() > 1;
    let leads = deal.headline_figure().map_or(deal.legs.len() == 1, |(own, _)| own.id == leg.id);
    let label = b.field_label(fact.field);
    let label = if first || (leads && !several) { label } else { super::sheet::field_of_part(b, deal, &leg.id, label) };
    Some(HeadlineFigure {
        of: if first && deal.legs.len() > 1 { b.defined(&leg.kind.label, false).text } else { String::new() },
        label,
        mark: if first { b.deal_mark(deal).markup() } else { Markup::default() },
        figure: b.large_amount(amount),
        note,
        disputed,
        id: fragment(b.briefing, deal, &leg.id, fact),
    })
}

/// How many sources say the same; who the only one is, or what it is if it is weak or has no name; or that they do not.
/// That an amount is not known is said by nobody.
fn agreement(b: &Builder<'_>, fact: &Fact) -> Option<String> {
    let best = fact.best()?;
    if fact.amount().is_some_and(|amount| amount.figure().is_none()) {
        return None;
    }
    let live = || fact.rivals();
    if live().any(|c| c.value != best.value) {
        return variance(b, fact).map(|v| b.t(v.message()));
    }
    let cited: Vec<_> = live().flat_map(|c| c.sources.iter().copied()).collect();
    let only = cited.first().filter(|_| distinct(&cited) == 1).map(|citation| b.briefing.source(citation.source));
    if let Some(only) = only {
        let kind = cited.iter().map(|c| only.kind_at(c.line)).min()?.name();
        return Some(match only.publisher.as_ref().filter(|_| b.only_weak(&cited).is_none()) {
            Some(publisher) => b.say("by-named", &[("source", publisher)]),
            None => b.say("by-kind", &[("kind", &b.t(&format!("source-kind-{kind}")))]),
        });
    }
    let said_by = match distinct(&cited) {
        // Sources that repeat one another are one.
        2.. => b.briefing.origins.voices_of(b.briefing, &fact.claims),
        n => n,
    };
    match said_by {
        0 => None,
        n => Some(b.count("by-sources", n)),
    }
}

fn quote(b: &Builder<'_>, quote: &crate::model::Quotation) -> QuoteView {
    let (text, lang) = quote.text.get(b.lang);
    let tag = quote.sources.first().map_or(b.briefing.site.tag(lang), |c| b.briefing.source(c.source).lang.as_str());
    QuoteView {
        text: b.quoted(text, tag),
        by: quote.by.clone(),
        company: quote.of.map(|c| b.company(c)),
        citations: b.citations(&quote.sources),
    }
}

fn reaction(b: &Scene<'_>, reaction: &crate::model::Reaction) -> ReactionView {
    let fact = reaction.facts.first();
    let what = b.words(&reaction.what);
    let evidence = match fact {
        Some(fact) => b.evidence(fact),
        None => b.evidence_of(&what.text, &reaction.sources, reaction.quote.as_ref().map(|(q, _)| q.as_str())),
    };
    ReactionView {
        company: reaction.company.map(|c| b.company(c)),
        what,
        figure: fact.and_then(Fact::amount).map(|a| b.amount(a)),
        evidence,
    }
}

fn topics(b: &Builder<'_>, deal: &Deal) -> Vec<Link> {
    let link = |t: &crate::model::TopicId| Link {
        label: b.briefing.site.topics[t.index()].name.get(b.lang).0.to_owned(),
        url: b.path(Target::Topic(*t, 1)),
    };
    deal.topics.iter().map(link).collect()
}

/// Every source that the sheet cites, strongest first, with what it backs.
fn sources(b: &Builder<'_>, deal: &Deal) -> Vec<SourceUse> {
    let mut uses: Vec<(SourceId, usize)> = Vec::new();
    let mut cited: Vec<SourceId> = Vec::new();
    for (_, fact) in deal.all_facts() {
        let mut of_fact: Vec<SourceId> = fact.claims.iter().flat_map(|c| &c.sources).map(|c| c.source).collect();
        of_fact.sort_unstable();
        of_fact.dedup();
        cited.extend(of_fact);
    }
    let rest = deal.milestones.iter().flat_map(|m| &m.sources).chain(deal.quotes.iter().flat_map(|q| &q.sources));
    cited.extend(rest.chain(deal.reactions.iter().flat_map(|r| &r.sources)).map(|c| c.source));
    for source in cited {
        match uses.iter_mut().find(|(s, _)| *s == source) {
            Some((_, n)) => *n += 1,
            None => uses.push((source, 1)),
        }
    }
    uses.sort_by_key(|(s, _)| (b.briefing.source(*s).kind, std::cmp::Reverse(b.briefing.published(*s)), *s));
    uses.into_iter().map(|(s, n)| super::source::used(b, s, n)).collect()
}

/// What became of its parts and values. Steps of the whole deal are on the ladder, rejections beside what they contradict.
fn log(b: &Builder<'_>, id: DealId, told: &[Disagreement]) -> Vec<LogEntry> {
    let told: HashSet<&str> =
        told.iter().flat_map(|one| &one.claims).flat_map(|one| &one.ids).map(String::as_str).collect();
    let mut items = Vec::new();
    deal_items(b.briefing, id, &mut items);
    let entry = |item: &crate::plan::Item| {
        let date = item.date(b.briefing).map(|d| b.date(d).markup()).unwrap_or_default();
        let text = b.plain(super::feed::revision_label(b, item)?).markup();
        Some(LogEntry { id: super::feed::fragment(b.briefing, item), date, text })
    };
    items.iter().rev().filter_map(entry).filter(|entry| !told.contains(entry.id.as_str())).collect()
}

fn cite(b: &Builder<'_>, id: DealId) -> String {
    let title = b.summary(id).title.text.clone();
    let site = b.briefing.site.title.get(b.lang).0.to_owned();
    let url = b.absolute(&b.summary(id).url);
    let day = b.locale.day(b.briefing.day, Style::Long);
    b.say("cite", &[("site", &site), ("title", &title), ("date", &day), ("url", &url)])
}

fn checked(b: &Builder<'_>, deal: &Deal) -> Markup {
    let cited = deal.claims().flat_map(|c| &c.sources);
    cited.filter_map(|c| b.briefing.source(c.source).read_on).max().map(|d| b.day(d).markup()).unwrap_or_default()
}

fn downloads(b: &Builder<'_>, id: DealId) -> Vec<Download> {
    let url = extra_path(b.briefing, Extra::DealJson(id));
    vec![Download { label: b.say("deal-json", &[]), url, description: String::new() }]
}

/// The text of a fact as prose quotes it, and the fragment of its row.
pub(super) fn fact_text(b: &Builder<'_>, deal: &Deal, part: &str, fact: &Fact) -> Option<(String, String)> {
    let best = fact.best()?;
    let text = match &best.value {
        Value::Date(date) => b.date_text(date, Style::Long),
        Value::Amount(_) | Value::Status(_) | Value::Text(_) => b.value(best).text,
    };
    Some((text, fragment(b.briefing, deal, part, fact)))
}
