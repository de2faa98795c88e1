//! Cards: what other services show of a page that somebody links to, 1200 × 630 pixels as a PNG.
//!
//! A card says of a deal what its page begins with: who and whom, how far it is, how much and with which bound, of which
//! day. [`layout`] places it, in the theme's fonts and colours, by widths that [`face`] measures; [`draw`] fills the
//! outlines. The same card gives the same bytes. The fonts are cut by `scripts/fonts.py`; their licences lie beside those of
//! the theme, `themes/ledger/assets/fonts`.

mod draw;
mod face;
mod layout;

pub use crate::render::build::Card;

/// In pixels.
pub const WIDTH: u32 = 1200;
/// In pixels.
pub const HEIGHT: u32 = 630;
/// The side of the icon of a site, in pixels.
pub const ICON: u32 = 180;

/// The colours of a card: `#rrggbb`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    /// The ground.
    pub paper: String,
    /// Text and rules.
    pub ink: String,
    /// Notes and bounds.
    pub soft: String,
    /// What is committed.
    pub accent: String,
}

/// Which of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ink {
    /// Text and rules.
    Text,
    Soft,
    Accent,
    /// Half-way between ink and paper, and nearer to that.
    Hair,
}

/// A part of a card.
#[derive(Clone, Debug, PartialEq)]
enum Shape {
    /// From side to side.
    Bar {
        y: f32,
        height: f32,
        ink: Ink,
    },
    /// The mark of how firm a figure is.
    Mark {
        bucket: &'static str,
    },
    Text(layout::Line),
}

impl From<layout::Line> for Shape {
    fn from(line: layout::Line) -> Shape {
        Shape::Text(line)
    }
}

/// A card as a PNG, without the texts that have a sign which the fonts do not have; `None` if nothing can be drawn.
pub fn card(card: &Card, palette: &Palette) -> Option<Vec<u8>> {
    draw::card(&layout::layout(&legible(card.clone())), palette)
}

/// Signs of a text that are looked at: several times what a card has room for.
const LONGEST: usize = 300;

/// What can be drawn of a card: a text whole or not at all.
fn legible(mut card: Card) -> Card {
    let (serif, ui) = (|text: &String| face::Face::Serif.has(text), |text: &String| face::Face::Ui.has(text));
    for text in [&mut card.site, &mut card.title, &mut card.aside, &mut card.foot, &mut card.day] {
        let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(end, _)| end);
        text.truncate(end);
    }
    for text in [&mut card.site, &mut card.title] {
        if !serif(text) {
            text.clear();
        }
    }
    for text in [&mut card.aside, &mut card.foot, &mut card.day] {
        if !ui(text) {
            text.clear();
        }
    }
    let is_short = |text: &str| text.chars().nth(LONGEST).is_none();
    card.mark = card.mark.filter(|mark| is_short(&mark.label) && ui(&mark.label));
    card.figure = card
        .figure
        .filter(|figure| is_short(&figure.text) && serif(&figure.text) && face::Face::Italic.has(&figure.text));
    card
}

/// The icon of a site as a PNG.
pub fn icon(palette: &Palette) -> Option<Vec<u8>> {
    draw::icon(palette)
}

#[cfg(test)]
mod tests;
