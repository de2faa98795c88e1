//! What falls due, on its page, on the front page and for calendars.

use super::Builder;
use super::evidence::fragment;
use crate::chars::capitalised;
use crate::ledger::{Due, DuePart, Schedule};
use crate::locale::Style;
use crate::model::{Bucket, BuiltinField, DealId, Fact};
use crate::plan::{Extra, Target, extra_path};
use crate::render::chart::{Calendar, Said, Span};
use crate::render::ics::{self, Event};
use crate::render::parts::Print;
use crate::render::view::{DueView, Link, Mark, Markup, ScheduleView, Words};

/// What falls due next, on the front page.
pub(crate) const DUE_ON_FRONT: usize = 5;

/// The page.
pub(crate) fn view(b: &Builder<'_>) -> ScheduleView {
    let calendar = extra_path(b.briefing, Extra::Calendar(b.lang));
    let calendar = Some(Link { label: b.t("schedule-calendar"), url: calendar });
    let list = list(b, &b.books.ledger.schedule(), usize::MAX);
    let file = (!list.due.is_empty()).then(|| super::chart_file::link(b, Extra::ScheduleChart(b.lang)));
    ScheduleView { calendar, file, ..list }
}

/// Title and introduction.
pub(super) fn heading(b: &Builder<'_>) -> (String, String) {
    (b.t("schedule-title"), b.say("schedule-intro", &[("day", &b.locale.day(b.briefing.day, Style::Long))]))
}

/// All that is due as one drawing; `None` if nothing is.
pub(super) fn drawing(b: &Builder<'_>, root: &str) -> Option<String> {
    let schedule = b.books.ledger.schedule();
    let colon = b.t("colon");
    let said = |due: &Due<'_>| Said {
        name: format!("{}{colon}{}", capitalised(&b.date_text(&due.date, Style::Short)), what(b, due).text),
        note: deal(b, due.deal).label,
        href: format!("{root}{}", url(b, due)),
    };
    let due: Vec<(Said, Span)> = schedule.due.iter().map(|due| (said(due), span(due))).collect();
    let spans: Vec<Span> = due.iter().map(|(_, span)| *span).collect();
    (!due.is_empty()).then(|| Calendar::around(b.briefing.day, &spans).drawing(&due))
}

/// The same of some deals, or of all.
pub(super) fn of(b: &Builder<'_>, deals: Option<&[DealId]>) -> ScheduleView {
    let schedule = deals.map_or_else(|| b.books.ledger.schedule(), |deals| b.books.ledger.schedule_of(deals));
    list(b, &schedule, usize::MAX)
}

/// What falls due next; `None` if nothing does.
pub(super) fn next(b: &Builder<'_>) -> Option<ScheduleView> {
    let all = Some(Link { label: b.t("schedule-all"), url: b.path(Target::Schedule) });
    Some(ScheduleView { all, undated: Vec::new(), ..list(b, &b.books.ledger.schedule(), DUE_ON_FRONT) })
        .filter(|list| !list.due.is_empty())
}

fn list(b: &Builder<'_>, schedule: &Schedule<'_>, most: usize) -> ScheduleView {
    let shown = &schedule.due[..schedule.due.len().min(most)];
    let spans: Vec<Span> = shown.iter().map(span).collect();
    let calendar = Calendar::around(b.briefing.day, &spans);
    let row = |(due, span): (&Due<'_>, &Span)| DueView {
        date: b.date(&due.date).markup(),
        what: what(b, due),
        url: url(b, due),
        deal: deal(b, due.deal),
        mark: mark(b, due).markup(),
        svg: Markup(calendar.bar(span)),
    };
    let (title, intro) = heading(b);
    ScheduleView {
        title,
        intro,
        file: None,
        axis: Markup(calendar.axis()),
        due: shown.iter().zip(&spans).map(row).collect(),
        undated: schedule.undated.iter().map(|id| deal(b, *id)).collect(),
        calendar: None,
        all: None,
    }
}

/// How firm it is. What may be prolonged is no commitment, whatever the deal is.
fn mark(b: &Builder<'_>, due: &Due<'_>) -> Mark {
    if due.field == BuiltinField::Option {
        return Mark { bucket: Bucket::InTalks.name(), label: b.t("due-option") };
    }
    super::totals::mark(b, due.bucket)
}

/// A deal by its short title.
fn deal(b: &Builder<'_>, id: DealId) -> Link {
    let summary = b.summary(id);
    Link { label: summary.short.text.clone(), url: summary.url.clone() }
}

fn span(due: &Due<'_>) -> Span {
    let ends = matches!(due.field, BuiltinField::Ends | BuiltinField::Term);
    Span {
        low: due.days.low,
        high: due.days.high,
        term: ends.then_some(due.began),
        fill: super::commitments::fill(due.bucket),
    }
}

/// The part of a deal as fact paths name it.
fn part<'d>(b: &'d Builder<'_>, due: &Due<'_>) -> &'d str {
    let deal = b.briefing.deal(due.deal);
    match due.part {
        DuePart::Milestone(index) => deal.milestones.get(index).map(|milestone| milestone.id.as_str()),
        DuePart::Tranche(leg, index) => {
            deal.legs.get(leg).and_then(|leg| leg.tranches.get(index)).map(|tranche| tranche.path.as_str())
        }
        DuePart::Leg(index) => deal.legs.get(index).map(|leg| leg.id.as_str()),
    }
    .unwrap_or_default()
}

/// What is due, in words: a step or a tranche by its name, a date of a leg by its field.
fn what(b: &Builder<'_>, due: &Due<'_>) -> Words {
    let deal = b.briefing.deal(due.deal);
    let part = part(b, due);
    match due.part {
        DuePart::Milestone(index) => deal.milestones.get(index).map(|step| b.words(&step.what)).unwrap_or_default(),
        DuePart::Tranche(..) if due.field == BuiltinField::Due => b.plain(super::sheet::part_name(b, deal, part)),
        DuePart::Tranche(..) | DuePart::Leg(_) => {
            let field = match due.field {
                BuiltinField::Term => b.t("due-term"),
                BuiltinField::Starts => b.t("due-starts"),
                BuiltinField::Ends => b.t("due-ends"),
                field => b.field_label(field.id()),
            };
            b.plain(super::sheet::field_of_part(b, deal, part, field))
        }
    }
}

/// Where the fact stands that says so.
fn url(b: &Builder<'_>, due: &Due<'_>) -> String {
    let deal = b.briefing.deal(due.deal);
    let part = part(b, due);
    // A step has no line in the sheet.
    let is_step = matches!(due.part, DuePart::Milestone(_));
    let says = |fact: &&Fact| fact.claims.iter().any(|claim| claim.span == due.claim.span);
    let fact = deal.facts().filter(|(of, _)| *of == part && !is_step).map(|(_, fact)| fact).find(says);
    match fact {
        Some(fact) => format!("{}#{}", b.summary(due.deal).url, fragment(b.briefing, deal, part, fact)),
        None => b.summary(due.deal).url.clone(),
    }
}

/// The absolute address of a place on a page.
fn absolute(b: &Builder<'_>, url: &str) -> String {
    match url.split_once('#') {
        Some((page, place)) => format!("{}#{place}", b.absolute(page)),
        None => b.absolute(url),
    }
}

/// All that is due as a calendar.
pub(crate) fn calendar(b: &Builder<'_>) -> String {
    let host = b.briefing.site.base_url.split_once("://").map_or("", |(_, rest)| rest);
    let host = host.split(['/', ':']).next().unwrap_or_default();
    let events = b.books.ledger.schedule().due.iter().filter_map(|due| event(b, due, host)).collect::<Vec<_>>();
    let name = b.say("page-title", &[("title", &b.t("schedule-title")), ("site", b.briefing.site.title.get(b.lang).0)]);
    ics::calendar(&name, b.briefing.site.tag(b.lang), &events)
}

/// An event over all days that a date may mean; one that has no first day or no last is the day that there is.
fn event(b: &Builder<'_>, due: &Due<'_>, host: &str) -> Option<Event> {
    let deal = b.briefing.deal(due.deal);
    let (first, last) = (due.days.low.or(due.days.high)?, due.days.high.or(due.days.low)?);
    let id = deal.was.first().map_or(deal.id.as_str(), |was| was.value.as_str());
    let words = [what(b, due).text, b.date_text(&due.date, Style::Short)];
    let title = b.summary(due.deal).short.text.clone();
    Some(Event {
        uid: format!("{}.{id}.{}.{}@{host}", b.briefing.site.tag(b.lang), part(b, due), due.field.key()),
        // What a calendar calls the last change is that of the deal's facts.
        stamp: crate::render::dates::modified(b.briefing, deal).unwrap_or(first),
        first,
        last,
        summary: b.say("due-event", &[("deal", &title), ("what", &words[0]), ("date", &words[1])]),
        description: mark(b, due).label,
        url: absolute(b, &url(b, due)),
        tentative: due.bucket != Bucket::Committed || due.field == BuiltinField::Option,
    })
}
