//! The ladder: what somebody has committed to, a rung per counterparty, true to scale.
//!
//! A bar starts at the *high* end of the one before. So what is solid or hatched adds up to the low sum and, with what
//! fades, to the high one, and both can be checked by eye. From the low bound to the high one a bar fades to a dotted
//! line; without a high bound it fades over a twentieth of the width and nothing is stacked on it: what follows starts
//! at 0 again.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::label::{Face, GAP, Label, NARROW, Placed, Room, Side, WIDE, width};
use super::scale::Scale;
use crate::markup::Html;

/// Where the bars begin: below the labels of the axis.
const TOP: u32 = 22;
/// From one rung to the next, so that a finger finds it.
const RUNG: u32 = 54;
/// Over a bar in a rung.
const PAD: u32 = 9;
const BAR: u32 = 26;
/// What a label over a bar takes.
const LINE: u32 = 20;
/// A line with its end marks, and two lines of words.
const DIMENSION: u32 = 50;
/// What an end that is not known fades over, in per cent.
const OPEN: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

/// How firm a bar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fill {
    /// Committed.
    Solid,
    /// Announced or reported.
    Hatch,
    /// In talks.
    Open,
}

impl Fill {
    pub(super) fn class(self) -> &'static str {
        match self {
            Fill::Solid => "solid",
            Fill::Hatch => "hatch",
            Fill::Open => "open",
        }
    }

    /// The pattern that the page defines.
    pub(super) fn paint(self) -> &'static str {
        match self {
            Fill::Hatch => " fill=\"url(#hatch)\"",
            Fill::Solid | Fill::Open => "",
        }
    }
}

/// A counterparty.
#[derive(Clone, Debug)]
pub(crate) struct Rung {
    pub(crate) label: Label,
    pub(crate) fill: Fill,
    /// Where the rung leads, as the page writes it.
    pub(crate) href: String,
    /// The low bound and the high one, if there is one; `None` where nobody gives an amount.
    pub(crate) amount: Option<(Decimal, Option<Decimal>)>,
}

/// What a ladder is made of, from top to bottom.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Rung(Rung),
    /// A line from 0: what the rungs above come to, from the low sum to the high one.
    Sum(Label, Decimal, Option<Decimal>),
    /// A line from the last bar to the end of the frame, which ends here: what no rung is known of.
    Rest(Label),
}

/// A ladder.
#[derive(Clone, Debug)]
pub(crate) struct Ladder {
    /// What its ids begin with.
    pub(crate) id: String,
    pub(crate) title: String,
    /// The same in words, for those who do not see it.
    pub(crate) description: String,
    pub(crate) scale: Scale,
    /// The words of the ticks of the scale; none draws no axis.
    pub(crate) ticks: Vec<String>,
    /// Whether amounts are in the accent: on the ladder of who pays.
    pub(crate) accent: bool,
    /// Whether each bar starts at 0, so that they can be held against one another.
    pub(crate) each: bool,
    /// The frame that contains the rungs, as wide as the scale, in words.
    pub(crate) frame: Option<Label>,
    pub(crate) steps: Vec<Step>,
}

impl Ladder {
    /// The drawing.
    pub(crate) fn svg(&self) -> String {
        let mut pen = Pen {
            html: Html::with_capacity(4096),
            scale: self.scale,
            accent: self.accent,
            each: self.each,
            y: 0,
            at: Decimal::ZERO,
            last: None,
        };
        if !self.ticks.is_empty() {
            pen.y = TOP;
        }
        if let Some(frame) = &self.frame {
            pen.words(frame, "0", pen.y + BAR, true);
            pen.y += RUNG - PAD;
        }
        let mut framed = None;
        for step in &self.steps {
            match step {
                Step::Rung(rung) => pen.rung(rung),
                Step::Sum(label, low, high) => pen.sum(label, *low, *high),
                Step::Rest(label) => {
                    pen.rest(label);
                    framed = Some(pen.y);
                }
            }
        }
        let mut html = Html::with_capacity(8192);
        super::open(&mut html, "group", pen.y + 2, (&self.id, &self.title, &self.description));
        if self.frame.is_some() {
            let bottom = framed.unwrap_or(pen.y).saturating_sub(TOP);
            html.raw("<rect class=\"frame\" x=\"0\" y=\"22\" width=\"100%\" height=\"")
                .raw(&bottom.to_string())
                .raw("\"/>\n");
        }
        self.axis(&mut html, framed.unwrap_or(pen.y));
        html.raw(&pen.html.finish()).raw("</svg>");
        html.finish()
    }

    /// Labels of ticks, and lines down to the foot.
    fn axis(&self, html: &mut Html, foot: u32) {
        let ticks: Vec<(Decimal, &String)> = self.scale.ticks().into_iter().zip(&self.ticks).collect();
        let shown = [&NARROW, &WIDE].map(|room| shown(&self.scale, &ticks, room));
        for (index, (amount, label)) in ticks.iter().enumerate() {
            let class = match (shown[0][index], shown[1][index]) {
                (true, _) => "",
                (false, true) => " wide",
                (false, false) => continue,
            };
            let (x, last) = (self.scale.percent(*amount), index + 1 == ticks.len());
            let anchor = if index == 0 {
                "start"
            } else if last {
                "end"
            } else {
                "middle"
            };
            let x = x.to_string();
            html.raw("<text class=\"soft")
                .raw(class)
                .raw("\" x=\"")
                .raw(&x)
                .raw("%\" y=\"13\" text-anchor=\"")
                .raw(anchor);
            html.raw("\">").text(label).raw("</text>\n");
            if index > 0 && !(last && self.frame.is_some()) {
                html.raw("<line class=\"grid").raw(class).raw("\" x1=\"").raw(&x).raw("%\" x2=\"").raw(&x);
                html.raw("%\" y1=\"22\" y2=\"").raw(&foot.to_string()).raw("\"/>\n");
            }
        }
    }
}

/// Which ticks have room for their labels: the first, the last, and of those between as many as have the same distance.
fn shown(scale: &Scale, ticks: &[(Decimal, &String)], room: &Room) -> Vec<bool> {
    let end = ticks.len().saturating_sub(1);
    let half = |index: usize| width(ticks[index].1, Face::Plain, room.small) / 2.0;
    let left = |index: usize| match index {
        0 => 0.0,
        last if last == end => room.width - 2.0 * half(last),
        middle => pixels(scale.percent(ticks[middle].0)) / 100.0 * room.width - half(middle),
    };
    let apart = |a: usize, b: usize| left(b) - (left(a) + 2.0 * half(a)) >= GAP;
    let inner =
        |stride: usize| (0..end).step_by(stride).filter(|index| *index == 0 || apart(*index, end)).collect::<Vec<_>>();
    let stride =
        (1..=end.max(1)).find(|stride| inner(*stride).windows(2).all(|two| apart(two[0], two[1]))).unwrap_or(1);
    let shown = inner(stride);
    (0..ticks.len()).map(|index| index == end || shown.contains(&index)).collect()
}

fn pixels(percent: Decimal) -> f32 {
    percent.to_f32().unwrap_or_default()
}

/// What is drawn, and how far it has come.
struct Pen {
    html: Html,
    scale: Scale,
    accent: bool,
    each: bool,
    /// Down.
    y: u32,
    /// Across: where the next bar starts, as an amount.
    at: Decimal,
    /// The end of the last bar, per cent, and its foot.
    last: Option<(Decimal, u32)>,
}

impl Pen {
    fn rung(&mut self, rung: &Rung) {
        let (low, high) = rung.amount.unwrap_or((Decimal::ZERO, Some(Decimal::ZERO)));
        let start = self.scale.percent(self.at);
        let solid = self.scale.percent(self.at.saturating_add(low));
        let end = match high {
            Some(high) => self.scale.percent(self.at.saturating_add(high)),
            None => (solid + OPEN).min(Decimal::ONE_HUNDRED),
        };
        let places = [&NARROW, &WIDE].map(|room| rung.label.place(room, pixels(start), pixels(end)));
        let above = if places.iter().any(|place| place.side == Side::Above) { LINE } else { 0 };
        let top = self.y + PAD + above;
        if rung.amount.is_some() {
            self.join(start, top);
        }
        self.html
            .raw("<a href=\"")
            .text(&rung.href)
            .raw("\">\n<rect class=\"hit\" x=\"0\" y=\"")
            .raw(&self.y.to_string());
        self.html.raw("\" width=\"100%\" height=\"").raw(&(RUNG - PAD + 1 + above).to_string()).raw("\"/>\n");
        if rung.amount.is_some() {
            self.bar(rung.fill, (start, solid, end), high.is_some(), top);
        }
        self.label(&places, (start, end), top);
        self.html.raw("</a>\n");
        if rung.amount.is_some() && !self.each {
            self.last = high.map(|_| (end, top + BAR));
            self.at = high.map_or(Decimal::ZERO, |high| self.at.saturating_add(high));
        }
        self.y += RUNG + above;
    }

    /// A dotted line from the bar before.
    fn join(&mut self, x: Decimal, top: u32) {
        if let Some((_, foot)) = self.last.filter(|(end, _)| *end == x) {
            self.line("rung", (x, x), (foot, top));
        }
    }

    fn bar(&mut self, fill: Fill, (start, solid, end): (Decimal, Decimal, Decimal), closed: bool, top: u32) {
        if end > solid {
            self.rect("fade", " fill=\"url(#fade)\"", (solid, end), top);
        }
        // What is too small to be seen is drawn one pixel wide.
        let thin = solid - start < Decimal::new(2, 1);
        if !thin {
            self.rect(fill.class(), fill.paint(), (start, solid), top);
        } else if solid > start {
            self.line("thin", (start, start), (top, top + BAR));
        }
        if closed && end > solid {
            self.line("dim dots", (end, end), (top, top + BAR));
        }
    }

    fn rect(&mut self, class: &str, paint: &str, (from, to): (Decimal, Decimal), top: u32) {
        let (x, width) = (from.to_string(), (to - from).normalize().to_string());
        self.html
            .raw("<rect class=\"")
            .raw(class)
            .raw("\"")
            .raw(paint)
            .raw(" x=\"")
            .raw(&x)
            .raw("%\" width=\"")
            .raw(&width);
        self.html.raw("%\" y=\"").raw(&top.to_string()).raw("\" height=\"26\"/>\n");
    }

    fn line(&mut self, class: &str, (x1, x2): (Decimal, Decimal), (y1, y2): (u32, u32)) {
        self.html
            .raw("<line class=\"")
            .raw(class)
            .raw("\" x1=\"")
            .raw(&x1.to_string())
            .raw("%\" x2=\"")
            .raw(&x2.to_string());
        self.html.raw("%\" y1=\"").raw(&y1.to_string()).raw("\" y2=\"").raw(&y2.to_string()).raw("\"/>\n");
    }

    /// A label of a bar, in as many versions as differ.
    fn label(&mut self, [narrow, wide]: &[Placed; 2], (start, end): (Decimal, Decimal), top: u32) {
        let same = Placed { width: narrow.width, ..wide.clone() } == *narrow;
        for (place, class) in [(narrow, NARROW.class), (wide, WIDE.class)].into_iter().skip(usize::from(same)) {
            let (x, dx, anchor) = match place.side {
                Side::Right => (end.to_string(), "10", ""),
                Side::Left => (start.to_string(), "-10", " text-anchor=\"end\""),
                Side::Above => ("0".to_owned(), "0", ""),
            };
            let two = place.broken || !place.note.is_empty();
            let y = match place.side {
                Side::Above => top - 6,
                Side::Right | Side::Left => top + if two { 10 } else { 18 },
            };
            let class = if same { String::new() } else { format!(" class=\"{class}\"") };
            self.html
                .raw("<text")
                .raw(&class)
                .raw(" x=\"")
                .raw(&x)
                .raw("%\" dx=\"")
                .raw(dx)
                .raw("\" y=\"")
                .raw(&y.to_string());
            self.html.raw("\"").raw(anchor).raw(">");
            let next = format!(" x=\"{x}%\" dx=\"{dx}\" dy=\"19\"");
            self.parts(place, self.accent, &next);
            self.html.raw("</text>\n");
        }
    }

    /// Name, amount and note of a label, the latter two on a line that begins at `next` or behind the first.
    fn parts(&mut self, place: &Placed, accent: bool, next: &str) {
        self.html.raw("<tspan class=\"name\">").text(&place.name).raw("</tspan>");
        if !place.amount.is_empty() {
            let class = match (place.counted, accent) {
                (true, true) => "amount",
                (true, false) => "amount whole",
                (false, _) => "says",
            };
            let at = if place.broken { next } else { " dx=\"5\"" };
            self.html.raw(" <tspan class=\"").raw(class).raw("\"").raw(at).raw(">").text(&place.amount).raw("</tspan>");
        }
        if !place.note.is_empty() {
            self.html.raw(" <tspan class=\"soft\"").raw(next).raw(">").text(&place.note).raw("</tspan>");
        }
    }

    /// Words that belong to a line or to the frame: from `x` per cent on.
    fn words(&mut self, label: &Label, x: &str, y: u32, left: bool) {
        let rooms = [&NARROW, &WIDE];
        let placed = rooms.map(|room| label.place(room, 0.0, 0.0));
        let same = Placed { width: placed[0].width, ..placed[1].clone() } == placed[0];
        let (dx, anchor) = if left { ("10", "") } else { ("-10", " text-anchor=\"end\"") };
        for (place, room) in placed.iter().zip(rooms).skip(usize::from(same)) {
            let class = if same { String::new() } else { format!(" class=\"{}\"", room.class) };
            self.html.raw("<text").raw(&class).raw(" x=\"").raw(x).raw("%\" dx=\"").raw(dx).raw("\" y=\"");
            self.html.raw(&y.to_string()).raw("\"").raw(anchor).raw(">");
            let next = format!(" x=\"{x}%\" dx=\"{dx}\" dy=\"18\"");
            self.parts(place, false, &next);
            self.html.raw("</text>\n");
        }
    }

    fn sum(&mut self, label: &Label, low: Decimal, high: Option<Decimal>) {
        let y = self.y + 11;
        let low = self.scale.percent(low);
        let high = high.map_or(low, |high| self.scale.percent(high));
        self.line("dim", (Decimal::ZERO, low), (y, y));
        self.line("dim", (low, low), (y - 5, y + 5));
        if high > low {
            self.line("dim dots", (low, high), (y, y));
            self.line("dim", (high, high), (y - 5, y + 5));
        }
        self.words(label, "0", y + 20, true);
        self.y += DIMENSION;
    }

    fn rest(&mut self, label: &Label) {
        let (y, from) = (self.y + 11, self.scale.percent(self.at));
        self.join(from, y);
        self.line("dim", (from, Decimal::ONE_HUNDRED), (y, y));
        self.line("dim", (from, from), (y - 5, y + 5));
        self.words(label, "100", y + 22, false);
        self.y += DIMENSION + LINE / 2;
    }
}
