//! Timelines: what happened and what is due on one axis, fuzzy dates as wide as they are fuzzy.

use jiff::civil::Date;

use super::Builder;
use crate::locale::Style;
use crate::model::{BuiltinField, DealId, Edtf, Fact, Point, Precision};
use crate::plan::Change;
use crate::render::parts::Print;
use crate::render::view::{DateText, Mark, Markup, Tick, Timeline, TimelineItem, Words};

/// Most years on an axis.
const YEARS: i32 = 7;
/// Most labels of months, which are wider.
const MONTHS: usize = 4;

/// An entry before it has a place on the axis.
struct Entry {
    from: Date,
    to: Date,
    open_start: bool,
    open_end: bool,
    date: DateText,
    kind: &'static str,
    label: Words,
    url: Option<String>,
    mark: Option<Mark>,
}

/// A deal's own timeline: what becomes of its parts, and dates of performance; steps of the whole deal are on the ladder.
/// `None` with fewer than two dates, which words tell better.
pub(super) fn of_deal(b: &Builder<'_>, id: DealId) -> Option<Timeline> {
    let deal = b.briefing.deal(id);
    let mut entries = Vec::new();
    let mut steps = Vec::new();
    crate::plan::deal_items(b.briefing, id, &mut steps);
    for step in steps.iter().filter(|step| matches!(step.change, Change::Part(..))) {
        let Some(((part, _), date)) = step.fact(b.briefing).zip(step.date(b.briefing)) else { continue };
        let label = b.plain(super::sheet::part_name(b, deal, part));
        entries.extend(entry(b, date, "status", label, None, Some(b.mark(step.claim(b.briefing)))));
    }
    for leg in &deal.legs {
        let fields = [BuiltinField::Starts, BuiltinField::Online, BuiltinField::Option, BuiltinField::Ends];
        for fact in fields.iter().filter_map(|f| leg.builtin(*f)) {
            let label = b.plain(b.field_label(fact.field));
            entries.extend(fact.date().and_then(|d| entry(b, d, "milestone", label, None, None)));
        }
    }
    for (leg, tranche) in deal.legs.iter().flat_map(|leg| leg.tranches.iter().map(move |tranche| (leg, tranche))) {
        let due = tranche.builtin(BuiltinField::Due).and_then(Fact::date);
        let size = [BuiltinField::Value, BuiltinField::Capacity, BuiltinField::Quantity, BuiltinField::Stake];
        let size = size.into_iter().find_map(|field| tranche.builtin(field)).and_then(Fact::amount);
        let mut label = super::sheet::tranche_name(b, leg, tranche);
        if let Some(size) = size {
            label.text = b.say("milestone-of-size", &[("what", &label.text), ("size", &b.amount(size).text)]);
        }
        entries.extend(due.and_then(|d| entry(b, d, "milestone", label, None, None)));
    }
    for milestone in &deal.milestones {
        let due = milestone.facts.iter().find(|f| f.field == BuiltinField::Due.id()).and_then(|f| f.date());
        let label = b.words(&milestone.what);
        entries.extend(due.and_then(|d| entry(b, d, "milestone", label, None, None)));
    }
    dedup(&mut entries);
    let mut days: Vec<_> = entries.iter().map(|entry| (entry.from, entry.to)).collect();
    days.sort_unstable();
    days.dedup();
    if days.len() < 2 { None } else { Some(lay_out(b, entries)) }
}

/// Places a date between its earliest and latest day; `None` if it has neither.
fn entry(
    b: &Builder<'_>,
    date: &Edtf,
    kind: &'static str,
    label: Words,
    url: Option<String>,
    mark: Option<Mark>,
) -> Option<Entry> {
    let (earliest, latest) = (date.earliest(), date.latest());
    let from = earliest.or(latest)?;
    let to = latest.or(earliest)?;
    Some(Entry {
        from,
        to,
        open_start: earliest.is_none(),
        open_end: latest.is_none(),
        date: b.date(date),
        kind,
        label,
        url,
        mark,
    })
}

fn dedup(entries: &mut Vec<Entry>) {
    let mut seen: Vec<(Date, Date, String)> = Vec::new();
    entries.retain(|e| {
        let mark = e.mark.as_ref().map_or("", |m| m.label.as_str());
        let key = (e.from, e.to, format!("{}{mark}", e.label.text));
        let new = !seen.contains(&key);
        seen.push(key);
        new
    });
}

/// Puts entries on an axis from the first day to the last, with a margin on both sides.
fn lay_out(b: &Builder<'_>, mut entries: Vec<Entry>) -> Timeline {
    entries.sort_by(|a, z| (a.from, a.to, &a.label.text).cmp(&(z.from, z.to, &z.label.text)));
    let first = entries.iter().map(|e| e.from).min().unwrap_or(b.briefing.day);
    let last = entries.iter().map(|e| e.to).max().unwrap_or(b.briefing.day);
    let axis = Axis::new(first, last);
    let today = b.briefing.day;
    let items = entries
        .into_iter()
        .map(|e| {
            let x = axis.at(e.from);
            TimelineItem {
                x,
                width: if e.from == e.to { 0.0 } else { round(axis.at(e.to) - x) },
                open_start: e.open_start,
                open_end: e.open_end,
                kind: e.kind,
                future: e.from > today,
                date: e.date.markup(),
                // A mark that says the same says enough.
                label: match &e.mark {
                    Some(mark) if mark.label == e.label.text => Markup::default(),
                    _ => e.label.markup(),
                },
                url: e.url,
                mark: e.mark.map(|m| m.markup()).unwrap_or_default(),
            }
        })
        .collect();
    Timeline { ticks: axis.ticks(b), today: axis.holds(today).then(|| axis.at(today)), items }
}

/// A span of days, drawn from 0 to 100.
struct Axis {
    start: Date,
    days: f32,
}

impl Axis {
    fn new(first: Date, last: Date) -> Axis {
        let whole = days_between(first, last).max(30);
        let margin = jiff::Span::new().days(i64::from(whole / 25 + 1));
        let start = first.checked_sub(margin).unwrap_or(first);
        let end = last.checked_add(margin).unwrap_or(last);
        Axis { start, days: days_between(start, end).max(1) as f32 }
    }

    fn at(&self, day: Date) -> f32 {
        round((days_between(self.start, day) as f32 / self.days * 100.0).clamp(0.0, 100.0))
    }

    fn holds(&self, day: Date) -> bool {
        let at = days_between(self.start, day);
        at >= 0 && at as f32 <= self.days
    }

    /// First days of years; of quarters or months where the span has fewer than two years in it.
    fn ticks(&self, b: &Builder<'_>) -> Vec<Tick> {
        let years = self.years();
        if years.len() > 1 {
            return years;
        }
        let step = [1, 3, 6].into_iter().find(|step| self.months(b, *step).len() <= MONTHS).unwrap_or(12);
        self.months(b, step)
    }

    /// First days of every month, quarter or half, with a year's own tick in January.
    fn months(&self, b: &Builder<'_>, step: usize) -> Vec<Tick> {
        let end = self.end();
        let months = (i32::from(self.start.year())..=i32::from(end.year()))
            .flat_map(|year| (1..=12).step_by(step).map(move |month: i8| (year, month)));
        let mut ticks = Vec::new();
        for (year, month) in months {
            let Ok(day) = Date::new(year as i16, month, 1) else { continue };
            if self.holds(day) {
                let label = if month == 1 { year.to_string() } else { b.locale.date(&month_of(day), Style::Short) };
                ticks.push(tick(self.at(day), label));
            }
        }
        ticks
    }

    fn end(&self) -> Date {
        self.start.checked_add(jiff::Span::new().days(self.days as i64)).unwrap_or(self.start)
    }

    /// First days of years, thinned out where there are many.
    fn years(&self) -> Vec<Tick> {
        let end = self.end();
        let years = i32::from(end.year()) - i32::from(self.start.year());
        let step = (years / YEARS + 1).max(1);
        let mut ticks = Vec::new();
        for year in i32::from(self.start.year())..=i32::from(end.year()) {
            let Ok(day) = Date::new(year as i16, 1, 1) else { continue };
            if year % step == 0 && self.holds(day) {
                ticks.push(tick(self.at(day), year.to_string()));
            }
        }
        ticks
    }
}

/// A month, without its days.
fn month_of(day: Date) -> Edtf {
    let precision = Precision::Month(day.month() as u8);
    Edtf::Point(Point { year: Some(day.year()), precision, inferred: false, about: false })
}

fn tick(x: f32, label: String) -> Tick {
    let anchor = match x {
        x if x < 6.0 => "start",
        x if x > 94.0 => "end",
        _ => "middle",
    };
    Tick { x, label, anchor }
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// Two decimals: enough for a screen, and the same bytes everywhere.
fn round(x: f32) -> f32 {
    (x * 100.0).round() / 100.0
}
