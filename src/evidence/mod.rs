//! Evidence: the texts that claims quote, and what their figures say of a claim.
//!
//! A [`Clippings`] holds the text of each source whose clipping is there, folded for comparison; [`Clipping::find`]
//! says on which line some words stand. [`compare`] holds a figure of a text against a claim. They know nothing of
//! rules and commands, which both use them. Where clippings are read from is [`crate::disk`]'s business; they reach
//! no output. Who repeats whom is an index of the model ([`crate::model::Origins`]).

mod checklist;
mod clipping;
mod figures;
mod fold;
mod unchecked;

pub use checklist::{Listed, listed, unused};
pub use clipping::{Clipping, Clippings, Found};
pub use figures::{Agreement, Comparison, compare, grammar, notation};
pub use fold::{fold, locate};
pub use unchecked::unchecked;
