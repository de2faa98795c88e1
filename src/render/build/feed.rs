//! Movements: the feed, a month, the change log.
//!
//! A movement is told with the figures of its day, not with those that took their place later: talks about 10 billion
//! were about 10 billion, whatever was signed in the end.

use jiff::civil::Date;

use super::{Builder, summary};
use crate::ledger::fact_on;
use crate::model::{Briefing, Claim, CompanyId, Deal, Event, Fact, Status, Value};
use crate::plan::{Change, Item, Subject, TABLE_ROWS, Target, page_count, page_range};
use crate::render::view::{ChangeView, ChangesView, FeedView, Figure, Link, MonthGroup};

/// "Announced → signed"; what is new is told by its status alone.
pub(super) fn change_label(b: &Builder<'_>, change: &Change, claim: Option<&Claim>) -> String {
    let status = |s: &crate::model::Status| b.t(&format!("status-{}", s.name()));
    let mark = b.mark(claim).label;
    match change {
        Change::New(_, _) => mark,
        Change::Step(from, _, _) => b.say("change-status", &[("old", &status(from)), ("new", &mark)]),
        Change::Part(..)
        | Change::Met(..)
        | Change::Revised(..)
        | Change::Corrected(..)
        | Change::Rejected(..)
        | Change::Event(_) => b.t("change-event"),
    }
}

/// "Value: 1 → 10 billion dollars", "Corrected · …", "Rejected · …", "Second half: signed → completed": of the changes of
/// a fact.
pub(super) fn revision_label(b: &Builder<'_>, item: &Item) -> Option<String> {
    let (part, fact) = item.fact(b.briefing)?;
    let of_part = |change: String| match item.subject {
        Subject::Deal(id) => {
            let part = super::sheet::part_name(b, b.briefing.deal(id), part);
            if part.is_empty() { change } else { b.say("change-of-part", &[("part", &part), ("change", &change)]) }
        }
        Subject::Company(_) => change,
    };
    let status = |status: Status| b.t(&format!("status-{}", status.name()));
    let (id, old, new) = match item.change {
        Change::Part(_, old, new, _) => {
            return Some(of_part(b.say("change-status", &[("old", &status(old)), ("new", &status(new))])));
        }
        Change::Met(..) => {
            return Some(of_part(b.t(if is_condition(b, item) { "change-met" } else { "change-reached" })));
        }
        Change::Revised(_, old, new) => ("change-revised", old, new),
        Change::Corrected(_, old, new) => ("change-corrected", old, new),
        Change::Rejected(_, old) => ("change-rejected", old, old),
        Change::New(..) | Change::Step(..) | Change::Event(_) => return None,
    };
    let field = b.field_label(fact.field);
    let field = match item.subject {
        Subject::Deal(id) if is_of_several(b.briefing.deal(id), fact) => {
            super::sheet::field_of_part(b, b.briefing.deal(id), part, field)
        }
        Subject::Deal(_) | Subject::Company(_) => field,
    };
    let value = |index: usize| fact.claims.get(index).map(|c| b.value(c).text).unwrap_or_default();
    Some(b.say(id, &[("field", &field), ("old", &value(old)), ("new", &value(new))]))
}

/// Whether several parts of a deal have a fact of this field, so that its name alone does not say which.
fn is_of_several(deal: &Deal, fact: &Fact) -> bool {
    deal.facts().filter(|(_, other)| other.field == fact.field).count() > 1
}

/// Whether what came was a condition of a leg or a tranche, and no milestone.
fn is_condition(b: &Builder<'_>, item: &Item) -> bool {
    let part = item.fact(b.briefing).map(|(part, _)| part);
    let Subject::Deal(id) = item.subject else { return false };
    part.is_some_and(|part| b.briefing.deal(id).leg_of(part).is_some())
}

/// `signed`, `purchase-value:2026-11-24`, `event:2026-11-24-2`: what happened to something, in addresses. With a colon,
/// which no heading's fragment has, also the `id` of an entry in the history of a deal's page.
pub(crate) fn fragment(briefing: &Briefing, item: &Item) -> String {
    let (fact, word, day) = item.name();
    let fact = fact.and_then(|at| at.of(briefing, item.subject)).map(|(part, fact)| {
        let key = briefing.site.fields.key(fact.field);
        if part.is_empty() { key.to_owned() } else { format!("{}-{key}", part.replace('.', "-")) }
    });
    let parts = [fact, Some(word.to_owned()), day.map(|day| day.to_string())];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let again = if item.nth > 1 { format!("-{}", item.nth) } else { String::new() };
    parts.join(":") + &again
}

/// What a change is known by for ever: the first id of its subject, and what happened. A status has no date in it, which a
/// correction may move; a status reached again is numbered.
pub(crate) fn identity(briefing: &Briefing, item: &Item) -> String {
    let (folder, was, id) = match item.subject {
        Subject::Deal(id) => ("deals", &briefing.deal(id).was, &briefing.deal(id).id),
        Subject::Company(id) => ("companies", &briefing.company(id).was, &briefing.company(id).id),
    };
    let first = was.first().map_or(id, |was| &was.value);
    format!("{folder}/{first}/#{}", fragment(briefing, item))
}

/// What became of a value of a deal or a company.
fn revision(b: &Builder<'_>, item: &Item) -> ChangeView {
    let (id, title, url) = match item.subject {
        Subject::Deal(id) => {
            let summary = b.deal_summary(id);
            (&b.briefing.deal(id).id, summary.title.clone(), summary.url.clone())
        }
        Subject::Company(id) => {
            let company = b.company(id);
            (&b.briefing.company(id).id, b.named(&b.briefing.company(id).name), company.url.clone())
        }
    };
    // Why the old value did not stay, as readers are told.
    let because = match item.change {
        Change::Corrected(..) | Change::Rejected(..) => item.claim(b.briefing).and_then(|claim| claim.because.as_ref()),
        Change::New(..)
        | Change::Step(..)
        | Change::Part(..)
        | Change::Met(..)
        | Change::Revised(..)
        | Change::Event(_) => None,
    };
    ChangeView {
        id: format!("{id}-{}", fragment(b.briefing, item)),
        date: item.date(b.briefing).map(|d| b.date(d)).unwrap_or_default(),
        kind: if matches!(item.change, Change::Rejected(..)) { "claim" } else { "figure" },
        mark: None,
        label: revision_label(b, item).unwrap_or_default(),
        title,
        dek: because.map(|text| b.words(text)).unwrap_or_default(),
        url,
        figure: None,
        second: None,
        draft: b.briefing.shows_draft(item.subject.entity(), b.lang),
    }
}

/// One movement as pages show it.
pub(super) fn change(b: &Builder<'_>, item: &Item) -> ChangeView {
    match item.subject {
        Subject::Deal(id) => {
            let deal = b.briefing.deal(id);
            let (index, kind) = match item.change {
                Change::New(_, i) => (i, "deal"),
                Change::Step(_, _, i) => (i, "status"),
                Change::Event(i) => (i, "event"),
                Change::Part(..)
                | Change::Met(..)
                | Change::Revised(..)
                | Change::Corrected(..)
                | Change::Rejected(..) => return revision(b, item),
            };
            let claim = deal.status.claims.get(index);
            let summary = b.deal_summary(id);
            let mut mark = b.mark(claim);
            mark.label = change_label(b, &item.change, claim);
            ChangeView {
                id: format!("{}-{}", deal.id, fragment(b.briefing, item)),
                date: claim.and_then(Claim::effective).map(|d| b.date(d)).unwrap_or_default(),
                kind,
                mark: Some(mark),
                label: String::new(),
                title: summary.title.clone(),
                dek: summary.dek.clone(),
                url: summary.url.clone(),
                figure: on_day(b, summary::headline_fact(deal), item.day).or_else(|| summary.figure.clone()),
                second: on_day(b, summary::second_fact(deal), item.day).or_else(|| summary.second.clone()),
                draft: summary.draft,
            }
        }
        Subject::Company(id) => match item.change {
            Change::Event(index) => event(b, item, b.briefing.company(id).events.get(index), id),
            Change::New(..)
            | Change::Step(..)
            | Change::Part(..)
            | Change::Met(..)
            | Change::Revised(..)
            | Change::Corrected(..)
            | Change::Rejected(..) => revision(b, item),
        },
    }
}

/// The figure of a fact as it was known on a day, where that is another than today's.
fn on_day(b: &Builder<'_>, fact: Option<&Fact>, day: Option<Date>) -> Option<Figure> {
    let (fact, day) = fact.zip(day)?;
    let known = fact_on(b.briefing, fact, day)?;
    match &known.value {
        Value::Amount(amount) if fact.best() != Some(known) => Some(summary::beside(b, fact, amount)),
        Value::Amount(_) | Value::Date(_) | Value::Status(_) | Value::Text(_) => None,
    }
}

fn event(b: &Builder<'_>, item: &Item, event: Option<&Event>, id: CompanyId) -> ChangeView {
    ChangeView {
        id: format!("{}-{}", b.briefing.company(id).id, fragment(b.briefing, item)),
        date: event.map(|e| b.date(&e.on)).unwrap_or_default(),
        kind: "event",
        mark: None,
        label: b.t("change-event"),
        title: event.map(|e| b.words(&e.what)).unwrap_or_default(),
        dek: event.and_then(|e| e.note.as_ref()).map(|n| b.words(n)).unwrap_or_default(),
        url: b.company(id).url.clone(),
        figure: None,
        second: None,
        draft: b.briefing.shows_draft(item.subject.entity(), b.lang),
    }
}

/// Movements grouped by month: those of a part of the plan's list.
pub(super) fn months(b: &Builder<'_>, range: std::ops::Range<usize>, root: &str) -> Vec<MonthGroup> {
    let mut groups: Vec<MonthGroup> = Vec::new();
    for index in range {
        let item = &b.plan.items[index];
        let (id, label, url) = match item.day {
            None => ("undated".to_owned(), b.t("undated"), None),
            Some(day) => {
                let (year, month) = (day.year(), day.month() as u8);
                let url = b.path(Target::Month(year, month, 1));
                (format!("{year}-{month:02}"), b.locale.month(year, month), Some(url))
            }
        };
        let view = b.movement(index, item, root);
        match groups.last_mut().filter(|g| g.id == id) {
            Some(group) => group.items.push(view),
            None => groups.push(MonthGroup { id, label, url, items: vec![view] }),
        }
    }
    groups
}

/// A page of the feed after the front page.
pub(crate) fn feed(b: &Builder<'_>, page: u32, root: &str) -> FeedView {
    let size = b.briefing.site.page_size;
    FeedView {
        title: b.t("feed-title"),
        intro: String::new(),
        months: months(b, page_range(0..b.plan.items.len(), page, size), root),
        pagination: b.pagination(page, page_count(b.plan.items.len(), size), Target::Feed),
    }
}

/// A month of the archive.
pub(crate) fn month(b: &Builder<'_>, year: i16, month: u8, page: u32, root: &str) -> FeedView {
    let range = b.plan.months.iter().find(|(m, _)| *m == (year, month)).map_or(0..0, |(_, r)| r.clone());
    let size = b.briefing.site.page_size;
    // The month is the title of the page: its group has no other.
    let mut alone = months(b, page_range(range.clone(), page, size), root);
    alone.iter_mut().for_each(|group| (group.label, group.url) = (String::new(), None));
    FeedView {
        title: crate::chars::capitalised(&b.locale.month(year, month)),
        intro: b.count("movements-count", range.len()),
        months: alone,
        pagination: b.pagination(page, page_count(range.len(), size), |n| Target::Month(year, month, n)),
    }
}

/// The log of changes: the same movements, many to a page.
pub(crate) fn changes(b: &Builder<'_>, page: u32, root: &str) -> ChangesView {
    ChangesView {
        title: b.t("changes-title"),
        intro: b.t("changes-intro"),
        months: months(b, page_range(0..b.plan.items.len(), page, TABLE_ROWS), root),
        pagination: b.pagination(page, page_count(b.plan.items.len(), TABLE_ROWS), Target::Changes),
        archive: latest_year(b),
    }
}

fn latest_year(b: &Builder<'_>) -> Option<Link> {
    let ((year, _), _) = b.plan.months.first()?;
    Some(Link { label: b.t("archive-title"), url: b.path(Target::Year(*year, 1)) })
}
