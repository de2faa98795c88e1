//! From shapes to pixels, and from pixels to a file.

use tiny_skia::{Color, FillRule, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, StrokeDash, Transform};

use super::layout::Line;
use super::{HEIGHT, ICON, Ink, Palette, Shape, WIDTH};

/// A card of these shapes.
pub(super) fn card(shapes: &[Shape], palette: &Palette) -> Option<Vec<u8>> {
    let mut canvas = Canvas::new(WIDTH, HEIGHT, palette)?;
    for shape in shapes {
        match shape {
            Shape::Bar { y, height, ink } => {
                let bar = Rect::from_xywh(64.0, *y, WIDTH as f32 - 128.0, *height)?;
                canvas.fill(&PathBuilder::from_rect(bar), *ink);
            }
            Shape::Mark { bucket } => canvas.mark(bucket, (79.0, 152.0))?,
            Shape::Text(line) => canvas.text(line),
        }
    }
    canvas.png()
}

/// A disc, half of it filled, as the icon of the theme has it.
pub(super) fn icon(palette: &Palette) -> Option<Vec<u8>> {
    let mut canvas = Canvas::new(ICON, ICON, palette)?;
    let middle = ICON as f32 / 2.0;
    let circle = PathBuilder::from_circle(middle, middle, 58.0)?;
    canvas.stroke(&circle, Ink::Accent, 18.0, None);
    canvas.fill(&half(middle, middle, 58.0)?, Ink::Accent);
    canvas.png()
}

/// The left half of a disc.
fn half(x: f32, y: f32, radius: f32) -> Option<Path> {
    // How far the handles of a quarter of a circle are.
    let handle = radius * 0.552_285;
    let mut path = PathBuilder::new();
    path.move_to(x, y - radius);
    path.cubic_to(x - handle, y - radius, x - radius, y - handle, x - radius, y);
    path.cubic_to(x - radius, y + handle, x - handle, y + radius, x, y + radius);
    path.close();
    path.finish()
}

struct Canvas {
    pixels: Pixmap,
    ink: Color,
    soft: Color,
    accent: Color,
    hair: Color,
}

impl Canvas {
    fn new(width: u32, height: u32, palette: &Palette) -> Option<Canvas> {
        let mut pixels = Pixmap::new(width, height)?;
        let [paper, ink, soft, accent] =
            [&palette.paper, &palette.ink, &palette.soft, &palette.accent].map(|c| channels(c));
        let (paper, ink) = (paper?, ink?);
        let mix = |index: usize| (u16::from(paper[index]) * 5 + u16::from(ink[index])) / 6;
        let hair = [mix(0), mix(1), mix(2)].map(|channel| u8::try_from(channel).unwrap_or(u8::MAX));
        pixels.fill(color(paper));
        Some(Canvas { pixels, ink: color(ink), soft: color(soft?), accent: color(accent?), hair: color(hair) })
    }

    fn paint(&self, ink: Ink) -> Paint<'static> {
        let mut paint = Paint { anti_alias: true, ..Paint::default() };
        paint.set_color(match ink {
            Ink::Text => self.ink,
            Ink::Soft => self.soft,
            Ink::Accent => self.accent,
            Ink::Hair => self.hair,
        });
        paint
    }

    fn fill(&mut self, path: &Path, ink: Ink) {
        let paint = self.paint(ink);
        self.pixels.fill_path(path, &paint, FillRule::Winding, Transform::identity(), None);
    }

    fn stroke(&mut self, path: &Path, ink: Ink, width: f32, dash: Option<StrokeDash>) {
        let (paint, stroke) = (self.paint(ink), Stroke { width, dash, ..Stroke::default() });
        self.pixels.stroke_path(path, &paint, &stroke, Transform::identity(), None);
    }

    fn text(&mut self, line: &Line) {
        let outline = line.face.outline(&line.text, (line.x, line.y), line.size, line.tracking);
        if let Some(path) = outline.finish() {
            self.fill(&path, line.ink);
        }
    }

    /// Filled, half, dashed or struck: as on the pages.
    fn mark(&mut self, bucket: &str, (x, y): (f32, f32)) -> Option<()> {
        let ink = if bucket == "committed" { Ink::Accent } else { Ink::Text };
        let circle = PathBuilder::from_circle(x, y, 13.0)?;
        let dash = if bucket == "talks" { StrokeDash::new(vec![6.2, 4.0], 0.0) } else { None };
        self.stroke(&circle, ink, 4.0, dash);
        match bucket {
            "committed" => self.fill(&circle, ink),
            "announced" => self.fill(&half(x, y, 13.0)?, ink),
            "off" => {
                let mut strike = PathBuilder::new();
                strike.move_to(x - 15.0, y + 15.0);
                strike.line_to(x + 15.0, y - 15.0);
                self.stroke(&strike.finish()?, ink, 4.0, None);
            }
            _ => {}
        }
        Some(())
    }

    /// Three bytes a pixel: nothing shines through.
    fn png(&self) -> Option<Vec<u8>> {
        let pixels: Vec<u8> = self.pixels.pixels().iter().flat_map(|p| [p.red(), p.green(), p.blue()]).collect();
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.pixels.width(), self.pixels.height());
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::Balanced);
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&pixels).ok()?;
        writer.finish().ok()?;
        Some(bytes)
    }
}

fn color([red, green, blue]: [u8; 3]) -> Color {
    Color::from_rgba8(red, green, blue, u8::MAX)
}

/// `#0b5345`.
fn channels(text: &str) -> Option<[u8; 3]> {
    let value = u32::from_str_radix(text.strip_prefix('#').filter(|digits| digits.len() == 6)?, 16).ok()?;
    let [_, red, green, blue] = value.to_be_bytes();
    Some([red, green, blue])
}
