//! Words of a chart: how wide they are, and where beside a bar there is room for them.

use super::widths::{BOLD, ITALIC, PLAIN, Runs};

/// What a label is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    /// Notes.
    Plain,
    /// Names and amounts.
    Bold,
    /// Words that stand for an amount.
    Italic,
}

/// How wide a chart is at least, in pixels, and the sizes of type in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Room {
    /// The class of what is shown at this width; empty for what is shown at all.
    pub(super) class: &'static str,
    /// The width.
    pub(super) width: f32,
    /// Names and amounts.
    pub(super) large: f32,
    /// Notes.
    pub(super) small: f32,
}

/// On a phone 320 pixels wide, inside of the margins of the page.
pub(super) const NARROW: Room = Room { class: "narrow", width: 288.0, large: 13.8125, small: 13.8125 };
/// From the width on at which the style sheet shows `wide`.
pub(super) const WIDE: Room = Room { class: "wide", width: 700.0, large: 17.0, small: 13.8125 };

/// Between a bar and its label, and between a label and the edge.
pub(super) const GAP: f32 = 10.0;
/// Between a name and its amount.
const BETWEEN: f32 = 6.0;
/// Until the theme's font is there another stands in, of the same measure but for this.
const SLACK: f32 = 1.04;

/// The advance of a sign in thousandths of the size of type: of one that the fonts have not, all of it.
fn advance(sign: char, runs: Runs) -> u32 {
    let at = u32::from(sign);
    let known = runs.iter().find_map(|(first, widths)| widths.get(at.checked_sub(*first)? as usize));
    match known {
        Some(0) | None => 1000,
        Some(width) => u32::from(*width),
    }
}

/// How wide words are, in pixels.
pub(super) fn width(text: &str, face: Face, size: f32) -> f32 {
    let runs = match face {
        Face::Plain => PLAIN,
        Face::Bold => BOLD,
        Face::Italic => ITALIC,
    };
    let thousandths: u32 = text.chars().map(|sign| advance(sign, runs)).fold(0, u32::saturating_add);
    thousandths as f32 / 1000.0 * size * SLACK
}

/// As much of some words as there is room for, with an ellipsis if that is not all.
pub(super) fn cut(text: &str, face: Face, size: f32, room: f32) -> String {
    if width(text, face, size) <= room {
        return text.to_owned();
    }
    let mut short: Vec<char> = text.chars().collect();
    loop {
        let Some(_) = short.pop() else { return String::new() };
        let tried = format!("{}…", short.iter().collect::<String>().trim_end());
        if width(&tried, face, size) <= room {
            return tried;
        }
    }
}

/// What stands beside a bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Label {
    /// In bold.
    pub(crate) name: String,
    /// In bold behind it, or in italics where there is no amount.
    pub(crate) amount: String,
    /// Whether `amount` is a number.
    pub(crate) counted: bool,
    /// What may stand below, in the order of weight: as many of them as there is room for.
    pub(crate) notes: Vec<String>,
}

/// On which side of a bar a label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Behind its end.
    Right,
    /// Before its start.
    Left,
    /// Over it, from the left edge on.
    Above,
}

/// A label that has its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Placed {
    pub(super) side: Side,
    pub(super) name: String,
    pub(super) amount: String,
    /// Whether the amount is a number.
    pub(super) counted: bool,
    /// Whether the amount stands on a line of its own.
    pub(super) broken: bool,
    /// The line below; empty if there is no room for one.
    pub(super) note: String,
    /// Of the widest line.
    pub(super) width: f32,
}

impl Label {
    fn face(&self) -> Face {
        if self.counted { Face::Bold } else { Face::Italic }
    }

    /// How wide name and amount are: in one line, or each in its own.
    fn measured(&self, room: &Room, broken: bool) -> f32 {
        let name = width(&self.name, Face::Bold, room.large);
        let amount = width(&self.amount, self.face(), room.large);
        match broken {
            _ if self.amount.is_empty() => name,
            true => name.max(amount),
            false => name + BETWEEN + amount,
        }
    }

    /// Where there is room for it beside a bar from `start` to `end` per cent: behind the bar rather than before it, in
    /// one line rather than in two, and over the bar if nowhere else.
    pub(super) fn place(&self, room: &Room, start: f32, end: f32) -> Placed {
        let left = start / 100.0 * room.width - 2.0 * GAP;
        let right = (100.0 - end) / 100.0 * room.width - 2.0 * GAP;
        let tries = [
            (Side::Right, right, false),
            (Side::Left, left, false),
            (Side::Right, right, true),
            (Side::Left, left, true),
        ];
        for (side, free, broken) in tries {
            let width = self.measured(room, broken);
            if width <= free {
                let note = if broken { String::new() } else { self.note(room, free) };
                let width = width.max(self::width(&note, Face::Plain, room.small));
                let (name, amount) = (self.name.clone(), self.amount.clone());
                return Placed { side, name, amount, counted: self.counted, broken, note, width };
            }
        }
        self.above(room)
    }

    fn above(&self, room: &Room) -> Placed {
        let free = room.width - 2.0 * GAP;
        let amount = cut(&self.amount, self.face(), room.large, free);
        let behind = if amount.is_empty() { 0.0 } else { BETWEEN + width(&amount, self.face(), room.large) };
        let name = cut(&self.name, Face::Bold, room.large, free - behind);
        let width = width(&name, Face::Bold, room.large) + behind;
        Placed { side: Side::Above, name, amount, counted: self.counted, broken: false, note: String::new(), width }
    }

    /// As many notes as there is room for.
    fn note(&self, room: &Room, free: f32) -> String {
        let said = (0..=self.notes.len()).rev().map(|n| self.notes[..n].join(", "));
        said.into_iter().find(|note| width(note, Face::Plain, room.small) <= free).unwrap_or_default()
    }
}
