//! Charts: drawings true to scale, as SVG, made when the site is built.
//!
//! ```text
//! widths   how wide the signs of the theme's fonts are (written by scripts/fonts.py)
//! label    words measured with them, and put where there is room
//! scale    from amounts to per cent of the width; ticks
//! ladder   a rung per counterparty, each from where the one before ends
//! terms    what falls due, over all the days that it may mean
//! history  the values that something had, each for as long as it held
//! file     a drawing as a file of its own
//! ```
//!
//! A chart gets decimals and words and knows nothing of deals; what they are is the business of [`super::build`]. Across, all
//! is in per cent and drawn without a view box: bars stretch with the page and type never shrinks. Down, all is in pixels.
//! One drawing serves all widths: of a label there are two versions, `narrow` and `wide`, of which the style sheet
//! shows one. The markup is written here, with the classes that style sheets rely on; the same input gives the same bytes.

mod file;
mod history;
mod label;
mod ladder;
mod scale;
mod terms;
#[cfg(test)]
mod tests;
mod widths;

use crate::markup::Html;

pub(crate) use file::{Palette, Sheet, file};
pub(crate) use history::{History, Spell};
pub(crate) use label::Label;
pub(crate) use ladder::{Fill, Ladder, Rung, Step};
pub(crate) use scale::Scale;
pub(crate) use terms::{Calendar, Said, Span};

/// Begins a drawing of this height with its title and the same in words, and ids that begin with the first.
fn open(html: &mut Html, role: &str, height: u32, (id, title, description): (&str, &str, &str)) {
    html.raw("<svg role=\"").raw(role).raw("\" class=\"scale\" width=\"100%\" height=\"").raw(&height.to_string());
    html.raw("\" aria-labelledby=\"").raw(id).raw("-t ").raw(id).raw("-d\">\n<title id=\"");
    html.raw(id).raw("-t\">").text(title).raw("</title>\n<desc id=\"").raw(id).raw("-d\">");
    html.text(description).raw("</desc>\n");
}
