//! Where everything stands on a card: texts are measured, made smaller, broken and, at last, cut, so that nothing leaves
//! its box.

use super::face::Face;
use super::{Card, Ink, Shape, WIDTH};
use crate::render::view::LargeFigure;

/// What stays free at either side.
const MARGIN: f32 = 64.0;
/// What is left between.
const MEASURE: f32 = WIDTH as f32 - 2.0 * MARGIN;
/// Where everything ends.
const RIGHT: f32 = MARGIN + MEASURE;

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) face: Face,
    pub(super) size: f32,
    pub(super) tracking: f32,
    pub(super) x: f32,
    /// Of the line that letters stand on.
    pub(super) y: f32,
    pub(super) ink: Ink,
    pub(super) text: String,
}

impl Line {
    pub(super) fn width(&self) -> f32 {
        self.face.width(&self.text, self.size, self.tracking)
    }

    fn ending_at(mut self, right: f32) -> Line {
        self.x = right - self.width();
        self
    }
}

fn line(face: Face, size: f32, (x, y): (f32, f32), ink: Ink, text: &str) -> Line {
    // Large letters stand closer.
    let tracking = if face == Face::Serif { -size * 0.015 } else { 0.0 };
    Line { face, size, tracking, x, y, ink, text: text.to_owned() }
}

/// All parts of a card, in the order in which they are drawn.
pub(super) fn layout(card: &Card) -> Vec<Shape> {
    let mut shapes = vec![
        Shape::Bar { y: 0.0, height: 12.0, ink: Ink::Text },
        Shape::Bar { y: 100.0, height: 2.0, ink: Ink::Text },
        Shape::Bar { y: 556.0, height: 2.0, ink: Ink::Hair },
    ];
    let name = shortened(line(Face::Serif, 46.0, (MARGIN, 76.0), Ink::Text, &card.site), MEASURE * 0.6);
    let room = MEASURE - name.width() - 40.0;
    shapes.push(shortened(line(Face::Ui, 25.0, (0.0, 74.0), Ink::Soft, &card.aside), room).ending_at(RIGHT).into());
    shapes.push(name.into());
    if let Some(mark) = &card.mark {
        shapes.push(Shape::Mark { bucket: mark.bucket });
        shapes.push(shortened(line(Face::Ui, 31.0, (106.0, 163.0), Ink::Text, &mark.label), RIGHT - 106.0).into());
    }
    let title = match &card.figure {
        Some(figure) => {
            shapes.extend(amount(figure, card).into_iter().map(Shape::from));
            wrapped(&card.title, &[44.0, 40.0, 36.0], (470.0, 536.0), 2)
        }
        None => wrapped(&card.title, &[92.0, 80.0, 68.0, 56.0], (290.0, 536.0), 4),
    };
    shapes.extend(title.into_iter().map(Shape::from));
    let day = shortened(line(Face::Ui, 24.0, (0.0, 595.0), Ink::Soft, &card.day), MEASURE * 0.4).ending_at(RIGHT);
    let room = day.x - MARGIN - 40.0;
    shapes.push(shortened(line(Face::Ui, 24.0, (MARGIN, 595.0), Ink::Soft, &card.foot), room).into());
    shapes.push(day.into());
    shapes
}

/// The bound above, then the number with its unit, as large as there is room.
fn amount(figure: &LargeFigure, card: &Card) -> Vec<Line> {
    const BASE: f32 = 388.0;
    if figure.kind != "exact" {
        let text = line(Face::Italic, 84.0, (MARGIN, 350.0), Ink::Soft, &figure.text);
        return vec![fitted(text, MEASURE, 40.0)];
    }
    let ink = if card.mark.as_ref().is_some_and(|mark| mark.bucket == "committed") { Ink::Accent } else { Ink::Text };
    let bound = [figure.before.as_str(), &figure.after].into_iter().filter(|words| !words.is_empty());
    let bound = bound.collect::<Vec<_>>().join(" … ");
    let bound = shortened(line(Face::Italic, 50.0, (MARGIN, 232.0), Ink::Soft, &bound), MEASURE);
    let number = |text: &str| line(Face::Serif, 200.0, (0.0, BASE), ink, text);
    let mut parts: Vec<Line> = if figure.low.is_empty() {
        vec![number(&figure.number)]
    } else {
        let between = line(Face::Italic, 72.0, (0.0, BASE), Ink::Soft, &figure.between);
        vec![number(&figure.low), between, number(&figure.high)]
    };
    if !figure.unit.is_empty() {
        parts.push(line(Face::Serif, 72.0, (0.0, BASE), ink, &figure.unit));
    }
    // Numbers of words are no taller than words.
    let gap = |scale: f32| 26.0 * scale;
    let width = |parts: &[Line], scale: f32| {
        let texts: f32 = parts.iter().map(|part| part.face.width(&part.text, part.size, part.tracking)).sum();
        texts * scale + gap(scale) * parts.len().saturating_sub(1) as f32
    };
    let scale = (MEASURE / width(&parts, 1.0)).min(1.0);
    let mut x = MARGIN;
    for part in &mut parts {
        (part.size, part.tracking) = (part.size * scale, part.tracking * scale);
        part.x = x;
        x += part.width() + gap(scale);
    }
    parts.insert(0, bound);
    parts
}

/// A line in a size in which it has room, from its own down to `least`; then cut.
fn fitted(mut line: Line, room: f32, least: f32) -> Line {
    let scale = (room / line.width().max(1.0)).min(1.0).max(least / line.size);
    (line.size, line.tracking) = (line.size * scale, line.tracking * scale);
    shortened(line, room)
}

/// A line that ends in `…` where it has no room.
fn shortened(mut line: Line, room: f32) -> Line {
    if line.width() <= room {
        return line;
    }
    let signs: Vec<char> = std::mem::take(&mut line.text).chars().collect();
    let mut cut = |length: usize| {
        let text: String = signs.get(..length).unwrap_or_default().iter().collect();
        let text = text.trim_end_matches(|sign: char| sign.is_whitespace() || ",;:.".contains(sign));
        line.text = if text.is_empty() { String::new() } else { format!("{text}…") };
        line.width() <= room
    };
    // The longest beginning that has room.
    let (mut fits, mut fails) = (0, signs.len());
    while fails - fits > 1 {
        let middle = fits.midpoint(fails);
        match cut(middle) {
            true => fits = middle,
            false => fails = middle,
        }
    }
    cut(fits);
    line
}

/// A text in the largest of `sizes` in which it takes no more than `most` lines, from the height `top` on and not below
/// `bottom`; in the smallest it is cut.
fn wrapped(text: &str, sizes: &[f32], (top, bottom): (f32, f32), most: usize) -> Vec<Line> {
    let mut last = Vec::new();
    for size in sizes {
        let leading = size * 1.14;
        let room = 1 + ((bottom - top) / leading).max(0.0) as usize;
        let at = |index: usize| (MARGIN, top + leading * index as f32);
        let set = |(index, text): (usize, &String)| line(Face::Serif, *size, at(index), Ink::Text, text);
        let mut rows = broken(text, *size);
        if rows.len() <= most.min(room) {
            return rows.iter().enumerate().map(set).collect();
        }
        let kept = most.min(room).max(1);
        let rest = rows.split_off(kept - 1).join(" ");
        rows.push(rest);
        last = rows.iter().enumerate().map(set).map(|line| shortened(line, MEASURE)).collect();
    }
    last
}

/// A text in lines, broken at blanks; no-break spaces hold.
fn broken(text: &str, size: f32) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for word in text.split([' ', '\n', '\t']).filter(|word| !word.is_empty()) {
        let longer = rows.last().map(|row| format!("{row} {word}"));
        let longer = longer.filter(|row| line(Face::Serif, size, (0.0, 0.0), Ink::Text, row).width() <= MEASURE);
        match (longer, rows.last_mut()) {
            (Some(longer), Some(row)) => *row = longer,
            (None, _) | (Some(_), None) => rows.push(word.to_owned()),
        }
    }
    rows
}

/// Whether a line is where a card is.
#[cfg(test)]
pub(super) fn is_inside(line: &Line) -> bool {
    let above = line.y - line.size * 0.8;
    line.x >= MARGIN - 0.5
        && line.x + line.width() <= RIGHT + 0.5
        && above >= 12.0
        && line.y < super::HEIGHT as f32 - 12.0
}
