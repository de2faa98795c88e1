//! The page of a deal.

use super::evidence::{distinct, fragment};
use super::scene::root_of;
use super::summary;
use super::variance::{self, variance};
use super::words::per_year;
use super::{Builder, Scene};
use crate::locale::Style;
use crate::model::{Amount, BuiltinField, Claim, Deal, DealId, Entity, Fact, Leg, Rank, SourceId, Status, Value};
use crate::plan::{Change, Extra, Target, deal_items, extra_path};
use crate::quantity::Bound;
use crate::render::parts::Print;
use crate::render::view::{
    DealView, Download, Evidence, HeadlineFigure, Link, LogEntry, Markup, QuoteView, ReactionView, SourceUse, Step,
};

/// Figures set large.
const HEADLINES: usize = 4;

/// Legs of which the sentence under them tells.
const CLAUSES: usize = 4;

/// The view of a deal.
pub(in crate::render) fn view(b: &Builder<'_>, id: DealId, path: &str) -> DealView {
    let root = root_of(path);
    let scene = Scene::new(b, &root);
    let deal = b.briefing.deal(id);
    let summary = b.deal_summary(id);
    DealView {
        id: deal.id.clone(),
        title: summary.title.clone(),
        dek: summary.dek.clone(),
        sentence: sentence(b, deal),
        mark: summary.mark.clone(),
        parties: summary.parties.clone(),
        part_of: deal.part_of.map(|r| deal_link(b, r.deal)),
        umbrella: deal.umbrella,
        figures: headlines(b, deal),
        steps: steps(&scene, deal),
        legs: super::sheet::legs(&scene, id),
        body: b.own_body(Entity::Deal(id), path),
        disagreements: variance::disagreements(b, deal),
        disagreements_title: variance::disagreements_title(b, deal),
        timeline: super::timeline::of_deal(b, deal),
        share: super::share::of_deal(b, id),
        loops: super::loops::of_deal(b, id),
        quotes: deal.quotes.iter().map(|q| quote(b, q)).collect(),
        reactions: deal.reactions.iter().map(|r| reaction(&scene, r)).collect(),
        relations: super::relations::relations(&scene, id),
        related: super::relations::related(b.briefing, id).into_iter().map(|d| b.deal_entry(d, &root)).collect(),
        topics: topics(b, deal),
        sources: sources(b, deal),
        log: log(b, id),
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
        (_, legs) => {
            let clauses: Vec<String> = legs
                .iter()
                .filter(|leg| !leg.frame)
                .take(CLAUSES)
                .enumerate()
                .map(|(n, leg)| clause(b, deal, leg, n == 0))
                .collect();
            b.say("sentence-legs", &[("list", &clauses.join(&b.t("clauses")))])
        }
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
            let is_range = said(BuiltinField::Term).is_some_and(|f| f.bound() == Bound::Range);
            let id = if is_range { "sentence-value-term-range" } else { "sentence-value-term" };
            b.say(id, &[("parties", &parties), ("value", &value), ("term", &term)])
        }
        (Some(value), None) => b.say("sentence-value", &[("parties", &parties), ("value", &value)]),
        (None, _) => b.say("sentence-no-value", &[("parties", &parties)]),
    }
}

/// The same as a part of one.
fn clause(b: &Builder<'_>, deal: &Deal, leg: &Leg, begins: bool) -> String {
    let parties = match begins {
        true => summary::leg_parties(b, deal, leg).text.text,
        false => super::sentence::further(b, deal, leg),
    };
    match leg.builtin(BuiltinField::Value).and_then(Fact::amount).and_then(Amount::figure) {
        Some(figure) => format!("{parties}{}{}", b.t("colon"), b.figure(figure).text),
        None => parties,
    }
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
        let found = deal.legs.iter().find_map(|l| l.builtin(field).map(|f| (l, f)));
        all.extend(found.and_then(|(leg, fact)| headline(b, deal, leg, fact, false)));
    }
    all.truncate(HEADLINES);
    all
}

fn headline(b: &Builder<'_>, deal: &Deal, leg: &Leg, fact: &Fact, first: bool) -> Option<HeadlineFigure> {
    let amount = fact.amount()?;
    let note = agreement(b, fact, first && is_exact(amount));
    let mut note = note.unwrap_or_default();
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
    Some(HeadlineFigure {
        label: b.field_label(fact.field),
        mark: if first { b.deal_mark(deal).markup() } else { Markup::default() },
        figure: b.large_amount(amount),
        note,
        id: fragment(b.briefing, deal, &leg.id, fact),
    })
}

/// How many sources say the same; or that they do not.
fn agreement(b: &Builder<'_>, fact: &Fact, exact: bool) -> Option<String> {
    let best = fact.best()?;
    let live = || fact.rivals();
    if live().any(|c| c.value != best.value) {
        return variance(b, fact).map(|v| b.t(v.message()));
    }
    let cited: Vec<_> = live().flat_map(|c| c.sources.iter().copied()).collect();
    let said_by = match distinct(&cited) {
        // Sources that repeat one another are one.
        2.. => b.briefing.origins.voices_of(b.briefing, &fact.claims),
        n => n,
    };
    match said_by {
        0 => None,
        n if exact => Some(b.count("exactly-by-sources", n)),
        n => Some(b.count("by-sources", n)),
    }
}

/// The ladder, with the steps that evidence fills, then what the facts say is due.
fn steps(b: &Scene<'_>, deal: &Deal) -> Vec<Step> {
    let today = b.briefing.day;
    let now = deal.status_on(today).and_then(Claim::status);
    let always = [Status::InTalks, Status::Announced, Status::Signed, Status::Active, Status::Completed];
    let furthest = deal
        .status
        .claims
        .iter()
        .filter(|c| c.rank != Rank::Deprecated && c.effective_day().is_none_or(|d| d <= today))
        .filter_map(Claim::status)
        .max();
    let mut steps = Vec::new();
    for status in Status::ALL {
        let claims: Vec<&Claim> =
            deal.status.claims.iter().filter(|c| c.rank != Rank::Deprecated && c.status() == Some(status)).collect();
        let reached = claims
            .iter()
            .copied()
            .filter(|c| c.effective_day().is_none_or(|d| d <= today))
            .min_by_key(|c| c.effective_day());
        // A step that was passed without evidence for it is left out; one that is ahead is shown empty.
        let shown = always.contains(&status) && furthest.is_none_or(|f| status > f);
        if reached.is_none() && !shown {
            continue;
        }
        steps.push(Step {
            label: b.t(&format!("status-{}", status.name())),
            date: reached
                .and_then(|c| c.on.as_ref().or(c.as_of.as_ref()))
                .map(|d| b.date(d).markup())
                .unwrap_or_default(),
            reached: reached.is_some(),
            current: now == Some(status),
            evidence: match reached {
                Some(claim) => b.evidence_of_claim(claim),
                None => Evidence::default(),
            },
        });
    }
    let due = [BuiltinField::Online, BuiltinField::Option];
    let facts = deal.legs.iter().flat_map(|l| due.iter().filter_map(move |f| l.builtin(*f)));
    for fact in facts {
        if let Some(date) = fact.date() {
            steps.push(Step {
                label: b.field_label(fact.field),
                date: b.date(date).markup(),
                evidence: b.evidence(fact),
                ..Step::default()
            });
        }
    }
    steps
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

fn log(b: &Builder<'_>, id: DealId) -> Vec<LogEntry> {
    let mut items = Vec::new();
    deal_items(b.briefing, id, &mut items);
    let deal = b.briefing.deal(id);
    let entry = |item: &crate::plan::Item| {
        let index = match item.change {
            Change::New(_, i) | Change::Step(_, _, i) => i,
            Change::Revised(..) | Change::Corrected(..) | Change::Rejected(..) => {
                let date = item.date(b.briefing).map(|d| b.date(d).markup()).unwrap_or_default();
                let text = b.plain(super::feed::revision_label(b, item)?).markup();
                return Some(LogEntry { date, text });
            }
            Change::Event(_) => return None,
        };
        let claim = &deal.status.claims[index];
        let date = claim.on.as_ref().or(claim.as_of.as_ref()).map(|d| b.date(d).markup()).unwrap_or_default();
        Some(LogEntry { date, text: b.plain(super::feed::change_label(b, &item.change, Some(claim))).markup() })
    };
    items.iter().rev().filter_map(entry).collect()
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
    let file = |label: &str, extra: Extra| Download {
        label: label.to_owned(),
        url: extra_path(b.briefing, extra),
        description: String::new(),
    };
    vec![file("TOML", Extra::DealToml(id)), file("JSON", Extra::DealJson(id))]
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

/// Whether an amount is a number without a bound.
fn is_exact(amount: &Amount) -> bool {
    amount.figure().is_some_and(|f| f.bound() == Bound::Exact)
}
