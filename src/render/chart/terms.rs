//! Terms to come: what falls due, a bar over all the days that its date may mean.
//!
//! A bar is drawn in the height of its line, in whose middle it stands. What is known by its last day alone rises to an end
//! mark; what has no last day is dashed for a year and fades; a term is pale, and an arrow where it goes on past the edge.

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::label::{Face, GAP, WIDE, cut, width};
use super::ladder::Fill;
use crate::markup::Html;

/// Years on an axis, at most.
const YEARS: i16 = 12;
/// Labels of years on a phone, at most.
const LABELS: i16 = 6;
/// A bar, and one of a term.
const THICK: u8 = 16;
const THIN: u8 = 10;
/// A line of words and its bar.
const ROW: usize = 58;

/// Something that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// The first day that it can be.
    pub(crate) low: Option<Date>,
    /// The last.
    pub(crate) high: Option<Date>,
    /// It is the end of a term that began on this day, as far as that is known.
    pub(crate) term: Option<Option<Date>>,
    pub(crate) fill: Fill,
}

/// What is said of it where there is nothing but the drawing.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    /// When, and what.
    pub(crate) name: String,
    /// Of which deal.
    pub(crate) note: String,
    pub(crate) href: String,
}

impl Said {
    /// In one line, as much of the note as there is room for behind the name.
    fn write(&self, html: &mut Html, y: usize) {
        let name = cut(&self.name, Face::Bold, WIDE.large, WIDE.width);
        let free = WIDE.width - width(&name, Face::Bold, WIDE.large) - GAP;
        let note = cut(&self.note, Face::Plain, WIDE.small, free);
        html.raw("<text y=\"").raw(&y.to_string()).raw("\"><tspan class=\"name\">").text(&name).raw("</tspan>");
        html.raw(" <tspan class=\"soft\" dx=\"6\">").text(&note).raw("</tspan></text>\n");
    }
}

/// An axis of years, from a little before the state's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Calendar {
    start: Date,
    today: Date,
    /// The first day after the last year.
    end: Date,
}

impl Calendar {
    /// As many years as the spans need, but for the ends of long terms.
    pub(crate) fn around(today: Date, spans: &[Span]) -> Calendar {
        let year = |span: &Span| Some(span.high.or(span.low)?.year());
        let steps = spans.iter().filter(|span| span.term.is_none()).filter_map(year).max();
        let last = steps.or_else(|| spans.iter().filter_map(year).max()).unwrap_or(today.year());
        let first = today.year();
        let last = last.clamp(first.saturating_add(1), first.saturating_add(YEARS));
        let end = Date::new(last.saturating_add(1), 1, 1).unwrap_or(Date::MAX);
        let margin = days(today, end) / 25;
        Calendar { start: today.saturating_sub(i64::from(margin).days()), today, end }
    }

    /// A day in per cent, to a hundredth, and on the axis.
    fn at(&self, day: Date) -> Decimal {
        let (day, whole) = (Decimal::from(days(self.start, day)), Decimal::from(days(self.start, self.end).max(1)));
        let share = (day * Decimal::ONE_HUNDRED).checked_div(whole).unwrap_or_default();
        share.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED).round_dp(2).normalize()
    }

    /// First days of years on the axis.
    fn years(&self) -> impl Iterator<Item = Date> + use<> {
        let (start, end) = (self.start, self.end);
        (start.year()..end.year()).filter_map(|year| Date::new(year, 1, 1).ok()).filter(move |day| *day > start)
    }

    /// The years in the middle of their bands.
    pub(crate) fn axis(&self) -> String {
        let mut html = Html::with_capacity(600);
        html.raw("<svg class=\"scale\" width=\"100%\" height=\"22\" aria-hidden=\"true\" focusable=\"false\">");
        let years = self.end.year().saturating_sub(self.start.year());
        let stride = (years / LABELS).max(1);
        for (index, year) in (self.start.year()..self.end.year()).enumerate() {
            let (Ok(first), Ok(next)) = (Date::new(year, 1, 1), Date::new(year.saturating_add(1), 1, 1)) else {
                continue;
            };
            let (from, to) = (self.at(first), self.at(next));
            // A band that is cut off has no room for its label.
            if to - from < Decimal::from(100) / Decimal::from(years.max(1)) / Decimal::TWO {
                continue;
            }
            let class = if index % usize::from(stride.unsigned_abs()) == 0 { "soft" } else { "soft wide" };
            let middle = ((from + to) / Decimal::TWO).round_dp(2).normalize().to_string();
            html.raw("<text class=\"")
                .raw(class)
                .raw("\" x=\"")
                .raw(&middle)
                .raw("%\" y=\"14\" text-anchor=\"middle\">");
            html.raw(&year.to_string()).raw("</text>");
        }
        html.raw("</svg>");
        html.finish()
    }

    /// All of it as one drawing, each bar below its words.
    pub(crate) fn drawing(&self, due: &[(Said, Span)]) -> String {
        let mut html = Html::with_capacity(4096);
        let height = 26 + due.len() * ROW;
        html.raw("<svg width=\"100%\" height=\"").raw(&height.to_string()).raw("\">\n").raw(&self.axis()).raw("\n");
        for (index, (said, span)) in due.iter().enumerate() {
            let y = 26 + index * ROW;
            html.raw("<a href=\"").text(&said.href).raw("\">\n");
            said.write(&mut html, y + 17);
            html.raw("</a>\n").raw(&self.bar(span).replacen("<svg", &format!("<svg y=\"{}\"", y + 22), 1)).raw("\n");
        }
        html.raw("</svg>");
        html.finish()
    }

    /// What is due.
    pub(crate) fn bar(&self, span: &Span) -> String {
        let mut html = Html::with_capacity(900);
        html.raw("<svg class=\"scale\" width=\"100%\" height=\"30\" aria-hidden=\"true\" focusable=\"false\">");
        for year in self.years() {
            line(&mut html, "grid", self.at(year));
        }
        line(&mut html, "dim", self.at(self.today));
        self.draw(&mut html, span);
        html.raw("</svg>");
        html.finish()
    }

    fn draw(&self, html: &mut Html, span: &Span) {
        let after = |day: Date| day.saturating_add(1.days());
        let low = span.low.map(|day| self.at(day));
        let high = span.high.map(|day| self.at(after(day)));
        match (span.term, low, high) {
            (Some(began), low, high) => {
                let from = began.map_or(Decimal::ZERO, |day| self.at(day));
                let end = high.or(low).unwrap_or(Decimal::ONE_HUNDRED);
                rect(html, "pale", "", (from, end), THIN);
                if span.high.or(span.low).is_some_and(|day| day >= self.end) {
                    html.raw("<svg x=\"100%\" y=\"50%\" overflow=\"visible\"><path d=\"M-2-9 8 0-2 9z\"/></svg>");
                } else {
                    mark(html, end);
                }
            }
            (None, Some(low), Some(high)) => rect(html, span.fill.class(), span.fill.paint(), (low, high), THICK),
            (None, None, Some(high)) => {
                let (class, paint) = match span.fill {
                    Fill::Solid => ("rise", " fill=\"url(#rise)\""),
                    Fill::Hatch | Fill::Open => (span.fill.class(), span.fill.paint()),
                };
                rect(html, class, paint, (Decimal::ZERO, high), THIN);
                mark(html, high);
            }
            (None, Some(low), None) => {
                let year = span.low.map_or(Decimal::ONE_HUNDRED, |day| self.at(day.saturating_add(1.years())));
                rect(html, "open", "", (low, year), THICK);
                if year < Decimal::ONE_HUNDRED {
                    rect(html, "fade pass", " fill=\"url(#fade)\"", (year, Decimal::ONE_HUNDRED), THICK);
                }
            }
            (None, None, None) => {}
        }
    }
}

fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

fn line(html: &mut Html, class: &str, x: Decimal) {
    let x = x.to_string();
    html.raw("<line class=\"")
        .raw(class)
        .raw("\" x1=\"")
        .raw(&x)
        .raw("%\" x2=\"")
        .raw(&x)
        .raw("%\" y1=\"0\" y2=\"100%\"/>");
}

/// A day is as wide as can be seen.
fn rect(html: &mut Html, class: &str, paint: &str, (from, to): (Decimal, Decimal), height: u8) {
    let width = (to - from).max(Decimal::new(5, 1));
    let from = from.min(Decimal::ONE_HUNDRED - Decimal::new(5, 1));
    html.raw("<rect class=\"").raw(class).raw("\"").raw(paint).raw(" x=\"").raw(&from.normalize().to_string());
    html.raw("%\" width=\"")
        .raw(&width.normalize().to_string())
        .raw("%\" y=\"50%\" height=\"")
        .raw(&height.to_string());
    html.raw("\" transform=\"translate(0 -").raw(&(height / 2).to_string()).raw(")\"/>");
}

/// The last day.
fn mark(html: &mut Html, x: Decimal) {
    html.raw("<rect class=\"solid\" x=\"").raw(&x.to_string());
    html.raw("%\" width=\"3\" y=\"50%\" height=\"24\" transform=\"translate(-1.5 -12)\"/>");
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::{Calendar, Fill, Span};

    fn span(low: Option<Date>, high: Option<Date>) -> Span {
        Span { low, high, term: None, fill: Fill::Solid }
    }

    #[test]
    fn bars_cover_the_days_that_a_date_may_mean() {
        let today = date(2025, 12, 31);
        let year = span(Some(date(2026, 1, 1)), Some(date(2026, 12, 31)));
        let by = span(None, Some(date(2027, 12, 31)));
        let from = span(Some(date(2027, 1, 1)), None);
        let term = Span { term: Some(Some(date(2025, 11, 1))), ..span(None, Some(date(2032, 10, 31))) };
        let calendar = Calendar::around(today, &[year, by, from, term]);
        assert_eq!((calendar.start, calendar.end), (date(2025, 12, 2), date(2028, 1, 1)));
        assert_eq!(calendar.axis().matches("<text").count(), 2);
        let [year, by, from, term] = [year, by, from, term].map(|span| calendar.bar(&span));
        assert!(year.contains("class=\"solid\" x=\"3.95%\" width=\"48.02%\" y=\"50%\" height=\"16\""), "{year}");
        assert!(
            by.contains("class=\"rise\" fill=\"url(#rise)\" x=\"0%\" width=\"100%\"")
                && by.contains("x=\"100%\" width=\"3\"")
        );
        assert!(from.contains("class=\"open\" x=\"51.97%\" width=\"48.03%\""), "{from}");
        assert!(term.contains("class=\"pale\" x=\"0%\" width=\"100%\"") && term.contains("<path"), "{term}");
    }

    #[test]
    fn a_calendar_of_nothing_has_a_year() {
        let calendar = Calendar::around(date(2025, 6, 1), &[]);
        assert_eq!(calendar.end, date(2027, 1, 1));
        let far = span(None, Some(date(9000, 1, 1)));
        assert_eq!(Calendar::around(date(2025, 6, 1), &[far]).end, date(2038, 1, 1));
        assert!(Calendar::around(Date::MAX, &[far]).bar(&far).contains("<svg"));
    }
}
