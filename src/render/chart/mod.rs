//! Charts: drawings true to scale, as SVG, made when the site is built.
//!
//! ```text
//! widths   how wide the signs of the theme's fonts are (written by scripts/fonts.py)
//! label    words measured with them, and put where there is room
//! scale    from amounts to per cent of the width; ticks
//! ladder   a rung per counterparty, each from where the one before ends
//! terms    what falls due, over all the days that it may mean
//! ```
//!
//! A chart gets decimals and words and knows nothing of deals; what they are is the business of [`super::build`]. Across, all
//! is in per cent and drawn without a view box: bars stretch with the page and type never shrinks. Down, all is in pixels.
//! One drawing serves all widths: of a label there are two versions, `narrow` and `wide`, of which the style sheet
//! shows one. The markup is written here, with the classes that style sheets rely on; the same input gives the same bytes.

mod label;
mod ladder;
mod scale;
mod terms;
#[cfg(test)]
mod tests;
mod widths;

pub(crate) use label::Label;
pub(crate) use ladder::{Fill, Ladder, Rung, Step};
pub(crate) use scale::Scale;
pub(crate) use terms::{Calendar, Span};
