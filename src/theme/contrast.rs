//! Colours of a theme, and how well one is read on another, as WCAG 2 measures it.

use std::fmt;

/// A colour of a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Colour([u8; 3]);

impl Colour {
    const BLACK: Colour = Colour([0; 3]);
    const WHITE: Colour = Colour([255; 3]);

    /// `#0b5345` or `#fff`; nothing else is a colour here.
    pub(super) fn parse(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#').filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let value = u32::from_str_radix(digits, 16).ok()?;
        let [_, red, green, blue] = value.to_be_bytes();
        match digits.len() {
            6 => Some(Colour([red, green, blue])),
            3 => Some(Colour([green & 15, blue >> 4, blue & 15].map(|digit| digit * 17))),
            _ => None,
        }
    }

    /// Relative luminance, from 0 to 1.
    fn luminance(self) -> f64 {
        let linear = |channel: u8| match f64::from(channel) / 255.0 {
            c if c <= 0.04045 => c / 12.92,
            c => ((c + 0.055) / 1.055).powf(2.4),
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// On the way to another colour, in 255 steps.
    fn towards(self, other: Colour, step: u16) -> Colour {
        let mix = |(from, to): (u8, u8)| {
            let sum = u32::from(from) * u32::from(255 - step) + u32::from(to) * u32::from(step);
            u8::try_from((sum + 127) / 255).unwrap_or(u8::MAX)
        };
        let [a, b, c] = self.0;
        let [x, y, z] = other.0;
        Colour([(a, x), (b, y), (c, z)].map(mix))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// The contrast of two colours, from 1 to 21.
pub(super) fn ratio(a: Colour, b: Colour) -> f64 {
    let (a, b) = (a.luminance(), b.luminance());
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// A ratio as it is told: never rounded up, so that what falls short does not look as if it passed.
pub(super) fn told(ratio: f64) -> String {
    format!("{:.2}", (ratio * 100.0).floor() / 100.0)
}

/// The colour with the least black or white in it that is fine: the same hue, darker or lighter.
pub(super) fn nearest(colour: Colour, is_fine: impl Fn(Colour) -> bool) -> Option<Colour> {
    let mut mixed = (0..=255).flat_map(|step| [Colour::BLACK, Colour::WHITE].map(|end| colour.towards(end, step)));
    mixed.find(|mixed| is_fine(*mixed))
}

#[cfg(test)]
mod tests {
    use super::{Colour, nearest, ratio, told};

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap_or(Colour::BLACK)
    }

    #[test]
    fn colours_are_read_and_written() {
        for (text, read) in [("#0b5345", "#0b5345"), ("#FFF", "#ffffff"), ("#18f", "#1188ff")] {
            assert_eq!(Colour::parse(text).map(|c| c.to_string()).as_deref(), Some(read));
        }
        for text in ["", "#", "0b5345", "#12", "#1234", "#12345g", "#1234567", "#+12345", "red", "#é1"] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }

    #[test]
    fn ratios_are_those_of_wcag() {
        for (a, b, expected) in [
            ("#000", "#fff", "21.00"),
            ("#fff", "#fff", "1.00"),
            ("#777", "#fff", "4.47"),
            ("#767676", "#fff", "4.54"),
            ("#f00", "#fff", "3.99"),
        ] {
            assert_eq!(told(ratio(colour(a), colour(b))), expected, "{a} {b}");
            assert_eq!(told(ratio(colour(b), colour(a))), expected, "{b} {a}");
        }
    }

    #[test]
    fn the_nearest_is_just_enough() {
        let on = |ground: Colour, least: f64| move |c: Colour| ratio(c, ground) >= least;
        let white = colour("#fff");
        let found = nearest(colour("#777"), on(white, 4.5));
        assert_eq!(found, Some(colour("#767676")));
        assert_eq!(nearest(colour("#123"), on(white, 4.5)), Some(colour("#123")));
        assert_eq!(nearest(colour("#777"), |_| false), None);
        let lighter = nearest(colour("#7a1f2b"), on(colour("#15171a"), 4.5));
        assert!(lighter.is_some_and(|c| ratio(c, colour("#15171a")) < 4.7), "{lighter:?}");
    }
}
