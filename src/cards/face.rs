//! The faces of cards, from the theme's fonts: how wide a text is, and its outlines.
//!
//! A face is a list of fonts: a sign is taken from the first that has it, since what is cut for Western Europe does not
//! have the letters of the rest, and Newsreader no arrows. Pairs are kerned.

use std::sync::LazyLock;

use tiny_skia::PathBuilder;
use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::{GlyphId, OutlineBuilder, Tag};

/// What a text is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    /// Names, figures, titles.
    Serif,
    /// Bounds.
    Italic,
    /// All else.
    Ui,
}

/// A font with what is asked of it.
struct Font {
    face: ttf_parser::Face<'static>,
    per_em: f32,
    pairs: Vec<PairAdjustment<'static>>,
}

macro_rules! font {
    ($name:literal) => {
        LazyLock::new(|| Font::new(include_bytes!(concat!("fonts/", $name, ".ttf"))))
    };
}

static SERIF: LazyLock<Option<Font>> = font!("newsreader");
static SERIF_EXT: LazyLock<Option<Font>> = font!("newsreader-ext");
static ITALIC: LazyLock<Option<Font>> = font!("newsreader-italic");
static ITALIC_EXT: LazyLock<Option<Font>> = font!("newsreader-italic-ext");
static UI: LazyLock<Option<Font>> = font!("inter");

impl Font {
    fn new(bytes: &'static [u8]) -> Option<Font> {
        let face = ttf_parser::Face::parse(bytes, 0).ok()?;
        let pairs = face.tables().gpos.map(pairs).unwrap_or_default();
        Some(Font { per_em: f32::from(face.units_per_em()), pairs, face })
    }

    /// How much closer, or farther, two signs stand.
    fn kerning(&self, left: GlyphId, right: GlyphId) -> i16 {
        let found = self.pairs.iter().find_map(|pair| match pair {
            PairAdjustment::Format1 { coverage, sets } => sets.get(coverage.get(left)?)?.get(right),
            PairAdjustment::Format2 { coverage, classes, matrix } => {
                coverage.get(left)?;
                matrix.get((classes.0.get(left), classes.1.get(right)))
            }
        });
        found.map_or(0, |(first, _)| first.x_advance)
    }
}

/// The tables of the feature `kern`.
fn pairs(gpos: ttf_parser::opentype_layout::LayoutTable<'static>) -> Vec<PairAdjustment<'static>> {
    let kern = gpos.features.into_iter().filter(|feature| feature.tag == Tag::from_bytes(b"kern"));
    let mut lookups: Vec<u16> = kern.flat_map(|feature| feature.lookup_indices).collect();
    lookups.sort_unstable();
    lookups.dedup();
    let tables = lookups.into_iter().filter_map(|index| gpos.lookups.get(index));
    let tables = tables.flat_map(|lookup| lookup.subtables.into_iter::<PositioningSubtable<'static>>());
    let pair = |table| if let PositioningSubtable::Pair(pair) = table { Some(pair) } else { None };
    tables.filter_map(pair).collect()
}

impl Face {
    fn fonts(self) -> impl Iterator<Item = &'static Font> {
        let fonts: [&'static LazyLock<Option<Font>>; 3] = match self {
            Face::Serif => [&SERIF, &SERIF_EXT, &UI],
            Face::Italic => [&ITALIC, &ITALIC_EXT, &UI],
            Face::Ui => [&UI, &SERIF, &SERIF_EXT],
        };
        fonts.into_iter().filter_map(|font| font.as_ref())
    }

    fn glyph(self, sign: char) -> Option<(&'static Font, GlyphId)> {
        // Blanks that keep words together are as wide as those that do not.
        let sign = if matches!(sign, '\u{a0}' | '\u{202f}') { ' ' } else { sign };
        self.fonts().find_map(|font| Some((font, font.face.glyph_index(sign)?)))
    }

    /// Whether every sign of a text can be drawn.
    pub(super) fn has(self, text: &str) -> bool {
        text.chars().all(|sign| self.glyph(sign).is_some())
    }

    /// Each sign of a text with where it stands, and the width of all, at a size of 1.
    fn set(self, text: &str) -> (Vec<(&'static Font, GlyphId, f32)>, f32) {
        let mut signs: Vec<(&'static Font, GlyphId, f32)> = Vec::new();
        let mut pen = 0.0;
        for (font, glyph) in text.chars().filter_map(|sign| self.glyph(sign)) {
            if let Some((_, before, _)) = signs.last().filter(|(other, ..)| std::ptr::eq(*other, font)) {
                pen += f32::from(font.kerning(*before, glyph)) / font.per_em;
            }
            signs.push((font, glyph, pen));
            pen += f32::from(font.face.glyph_hor_advance(glyph).unwrap_or(0)) / font.per_em;
        }
        (signs, pen)
    }

    /// How wide a text is at a size, with `tracking` between its signs.
    pub(super) fn width(self, text: &str, size: f32, tracking: f32) -> f32 {
        let (signs, width) = self.set(text);
        width * size + tracking * signs.len().saturating_sub(1) as f32
    }

    /// The outlines of a text that begins at `x` on the line `y`.
    pub(super) fn outline(self, text: &str, (x, y): (f32, f32), size: f32, tracking: f32) -> PathBuilder {
        let mut path = PathBuilder::new();
        for (place, (font, glyph, pen)) in self.set(text).0.into_iter().enumerate() {
            let at = (x + pen * size + tracking * place as f32, y);
            font.face.outline_glyph(glyph, &mut Pen { path: &mut path, at, scale: size / font.per_em });
        }
        path
    }
}

/// Draws a glyph at its place: fonts count upwards, pictures downwards.
struct Pen<'p> {
    path: &'p mut PathBuilder,
    at: (f32, f32),
    scale: f32,
}

impl Pen<'_> {
    fn point(&self, x: f32, y: f32) -> (f32, f32) {
        (self.at.0 + x * self.scale, self.at.1 - y * self.scale)
    }
}

impl OutlineBuilder for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.point(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.point(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.point(x1, y1), self.point(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.point(x1, y1), self.point(x2, y2), self.point(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
