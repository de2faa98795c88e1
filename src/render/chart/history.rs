//! The history of a value: a bar per state, as wide as it held and as high as it was.
//!
//! Up to the low bound a bar is full, from there to the high one it fades to a dotted line; without a high bound it fades
//! over a tenth of the height. Amounts stand over the bars, days under them, as many as have room: the last and the first
//! before the others. What has none is in the table.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::label::{Face, GAP, NARROW, Room, WIDE, width};
use super::ladder::Fill;
use super::scale::Scale;
use crate::markup::Html;

/// Over the highest bar.
const TOP: u32 = 24;
/// The highest bar.
const BARS: u32 = 96;
/// Down to the foot, below the days.
const FOOT: u32 = 24;
/// What has no high end is drawn so much higher.
const OPEN: Decimal = Decimal::from_parts(11, 0, 0, false, 1);

/// A value, for as long as it held.
#[derive(Clone, Debug)]
pub(crate) struct Spell {
    /// From when.
    pub(crate) from: Date,
    /// The same in words.
    pub(crate) day: String,
    /// The amount in words.
    pub(crate) amount: String,
    /// The low bound and the high one, if there is one.
    pub(crate) bounds: (Decimal, Option<Decimal>),
}

/// The states of a value, the oldest first.
#[derive(Clone, Debug)]
pub(crate) struct History {
    /// What its ids begin with.
    pub(crate) id: String,
    pub(crate) title: String,
    /// The same in words.
    pub(crate) description: String,
    pub(crate) spells: Vec<Spell>,
    /// The day up to which the last one held.
    pub(crate) until: Date,
    pub(crate) fill: Fill,
    /// Where the bars lead; empty on the page that has them.
    pub(crate) href: String,
}

/// Words that have a place: from where, and on which side of it they stand.
type Placed = Option<(Decimal, bool)>;

impl History {
    /// The drawing; `None` if nothing is above 0.
    pub(crate) fn svg(&self) -> Option<String> {
        let reach = |spell: &Spell| spell.bounds.1.unwrap_or(spell.bounds.0.saturating_mul(OPEN));
        let scale = Scale::of(self.spells.iter().map(reach).max()?)?;
        let height = TOP + BARS + FOOT;
        let mut html = Html::with_capacity(4096);
        let role = if self.href.is_empty() { "img" } else { "group" };
        super::open(&mut html, role, height, (&self.id, &self.title, &self.description));
        let starts: Vec<Decimal> = self.spells.iter().map(|spell| self.at(spell.from)).collect();
        let ends = || starts.iter().skip(1).copied().chain([Decimal::ONE_HUNDRED]);
        let tops: Vec<u32> = self.spells.iter().map(|spell| TOP + BARS - height_of(scale, reach(spell))).collect();
        if !self.href.is_empty() {
            html.raw("<a href=\"").text(&self.href).raw("\">\n");
        }
        for ((spell, start), end) in self.spells.iter().zip(&starts).zip(ends()) {
            self.bar(&mut html, spell, (*start, end), scale);
        }
        html.raw(if self.href.is_empty() { "" } else { "</a>\n" });
        html.raw("<line class=\"dim\" x1=\"0\" x2=\"100%\" y1=\"120\" y2=\"120\"/>\n");
        let amounts: Vec<&str> = self.spells.iter().map(|spell| spell.amount.as_str()).collect();
        let days: Vec<&str> = self.spells.iter().map(|spell| spell.day.as_str()).collect();
        words(&mut html, &amounts, &starts, Face::Bold, |from, to| {
            let under = starts.iter().zip(ends()).zip(&tops).filter(|((start, end), _)| **start < to && *end > from);
            under.map(|(_, top)| *top).min().unwrap_or(TOP) - 6
        });
        words(&mut html, &days, &starts, Face::Plain, |_, _| TOP + BARS + 17);
        html.raw("</svg>");
        Some(html.finish())
    }

    /// A day in per cent, to a hundredth.
    fn at(&self, day: Date) -> Decimal {
        let Some(first) = self.spells.first().map(|spell| spell.from) else { return Decimal::ZERO };
        let last = self.spells.iter().map(|spell| spell.from).max().map_or(self.until, |last| last.max(self.until));
        let days = |day: Date| Decimal::from(first.until(day).map_or(0, |span| span.get_days()));
        let share = (days(day) * Decimal::ONE_HUNDRED).checked_div(days(last).max(Decimal::ONE)).unwrap_or_default();
        share.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED).round_dp(2).normalize()
    }

    fn bar(&self, html: &mut Html, spell: &Spell, (start, end): (Decimal, Decimal), scale: Scale) {
        // What held for too short a time to be seen is drawn half a per cent wide.
        let least = Decimal::new(5, 1);
        let (x, width) = (start.min(Decimal::ONE_HUNDRED - least), (end - start).max(least));
        let (low, high) = spell.bounds;
        let foot = TOP + BARS;
        let full = height_of(scale, low);
        let top = height_of(scale, high.unwrap_or(low.saturating_mul(OPEN)));
        rect(html, (self.fill.class(), self.fill.paint()), (x, width), (foot - full, full));
        rect(html, ("fade", " fill=\"url(#lift)\""), (x, width), (foot - top, top - full));
        if high.is_some() && top > full {
            let y = (foot - top).to_string();
            html.raw("<line class=\"dim dots\" x1=\"").raw(&x.to_string()).raw("%\" x2=\"");
            html.raw(&(x + width).normalize().to_string())
                .raw("%\" y1=\"")
                .raw(&y)
                .raw("\" y2=\"")
                .raw(&y)
                .raw("\"/>\n");
        }
    }
}

/// An amount in pixels; what there is can be seen.
fn height_of(scale: Scale, amount: Decimal) -> u32 {
    let pixels = (scale.percent(amount) * Decimal::from(BARS) / Decimal::ONE_HUNDRED).round().to_u32().unwrap_or(0);
    if amount > Decimal::ZERO { pixels.max(1) } else { pixels }
}

fn rect(html: &mut Html, (class, paint): (&str, &str), (x, width): (Decimal, Decimal), (y, height): (u32, u32)) {
    if height > 0 {
        html.raw("<rect class=\"").raw(class).raw("\"").raw(paint).raw(" x=\"").raw(&x.normalize().to_string());
        html.raw("%\" width=\"").raw(&width.normalize().to_string()).raw("%\" y=\"").raw(&y.to_string());
        html.raw("\" height=\"").raw(&height.to_string()).raw("\"/>\n");
    }
}

/// Words at these places, as many as have room; `y` says how high those from one place to another stand.
fn words(html: &mut Html, words: &[&str], starts: &[Decimal], face: Face, y: impl Fn(Decimal, Decimal) -> u32) {
    let rooms = [&NARROW, &WIDE];
    let places = rooms.map(|room| spread(words, starts, face, room));
    for (index, word) in words.iter().enumerate() {
        let of = |which: usize| {
            let (x, before) = places[which][index]?;
            let share = percent(measure(word, face, rooms[which]), rooms[which]);
            let (from, to) = if before { (x - share, x) } else { (x, x + share) };
            Some((x, before, y(from, to)))
        };
        let [narrow, wide] = [of(0), of(1)];
        let versions = [narrow.map(|place| (place, "narrow")), wide.map(|place| (place, "wide"))];
        let same = narrow == wide;
        for ((x, before, y), class) in versions.into_iter().flatten().skip(usize::from(same)) {
            let kind = if face == Face::Bold { "amount whole" } else { "soft" };
            html.raw("<text class=\"").raw(kind);
            if !same {
                html.raw(" ").raw(class);
            }
            html.raw("\" x=\"").raw(&x.to_string()).raw("%\" y=\"").raw(&y.to_string());
            html.raw(if before { "\" text-anchor=\"end\">" } else { "\">" }).text(word).raw("</text>\n");
        }
    }
}

/// How wide words are in a room.
fn measure(word: &str, face: Face, room: &Room) -> f32 {
    width(word, face, if face == Face::Bold { room.large } else { room.small })
}

fn percent(pixels: f32, room: &Room) -> Decimal {
    Decimal::from_f32_retain(pixels / room.width * 100.0).unwrap_or(Decimal::ONE_HUNDRED)
}

/// Which of the words have room: behind their place, or before the right edge. The last and the first go before.
pub(super) fn spread(words: &[&str], starts: &[Decimal], face: Face, room: &Room) -> Vec<Placed> {
    let mut taken: Vec<(f32, f32)> = Vec::new();
    let mut placed: Vec<Placed> = vec![None; words.len()];
    let last = words.len().saturating_sub(1);
    let order = [last, 0].into_iter().chain((1..last).rev());
    for index in order.take(words.len()) {
        let (start, wide) =
            (starts[index].to_f32().unwrap_or_default() / 100.0 * room.width, measure(words[index], face, room));
        let before = start + wide > room.width;
        let (from, to) = if before { (room.width - wide, room.width) } else { (start, start + wide) };
        if from >= 0.0 && taken.iter().all(|(left, right)| from >= right + GAP || to + GAP <= *left) {
            taken.push((from, to));
            placed[index] = Some((if before { Decimal::ONE_HUNDRED } else { starts[index] }, before));
        }
    }
    placed
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rust_decimal::Decimal;

    use super::{Fill, History, Spell};

    fn spell(year: i16, low: i64, high: Option<i64>) -> Spell {
        let (day, amount) = (format!("1 January {year}"), format!("${low}bn"));
        Spell { from: date(year, 1, 1), day, amount, bounds: (Decimal::from(low), high.map(Decimal::from)) }
    }

    fn drawn(spells: Vec<Spell>) -> String {
        let (id, title, description) = ("x".to_owned(), "A & B".to_owned(), "all".to_owned());
        let (until, href) = (date(2028, 1, 1), "x.html".to_owned());
        History { id, title, description, spells, until, fill: Fill::Hatch, href }.svg().unwrap_or_default()
    }

    #[test]
    fn bars_are_as_wide_as_a_value_held_and_as_high_as_it_was() {
        let svg = drawn(vec![spell(2024, 50, Some(50)), spell(2026, 50, Some(100)), spell(2027, 80, Some(80))]);
        let bars: Vec<&str> = svg.lines().filter(|line| line.starts_with("<rect")).collect();
        let expected = [
            "class=\"hatch\" fill=\"url(#hatch)\" x=\"0%\" width=\"50.03%\" y=\"72\" height=\"48\"",
            "class=\"hatch\" fill=\"url(#hatch)\" x=\"50.03%\" width=\"24.99%\" y=\"72\" height=\"48\"",
            "class=\"fade\" fill=\"url(#lift)\" x=\"50.03%\" width=\"24.99%\" y=\"24\" height=\"48\"",
            "class=\"hatch\" fill=\"url(#hatch)\" x=\"75.02%\" width=\"24.98%\" y=\"43\" height=\"77\"",
        ];
        assert_eq!(bars.len(), expected.len(), "{svg}");
        bars.iter().zip(expected).for_each(|(bar, expected)| assert!(bar.contains(expected), "{bar}"));
        assert_eq!(svg.matches("class=\"dim dots\"").count(), 1, "{svg}");
        assert!(svg.contains("A &amp; B</title>") && svg.contains(">$50bn</text>"), "{svg}");
    }

    #[test]
    fn without_a_high_end_a_bar_fades_and_is_not_closed() {
        let svg = drawn(vec![spell(2024, 50, Some(50)), spell(2026, 100, None)]);
        assert!(svg.contains("y=\"24\" height=\"9\"") && !svg.contains("dots"), "{svg}");
        assert_eq!(drawn(vec![spell(2024, 0, Some(0))]), "");
    }
}
