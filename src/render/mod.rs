//! From the model to bytes: pages through a theme's templates, feeds and downloads directly.
//!
//! [`build`] fills what templates get ([`view`]); everything here is pure and runs in parallel, an output at a time.

pub mod build;
pub(crate) mod chart;
pub mod csv;
pub mod dates;
pub mod export;
pub mod feed;
#[cfg(test)]
mod fixture;
pub(crate) mod ics;
pub mod jsonld;
pub mod package;
pub(crate) mod parts;
pub mod robots;
mod serving;
pub mod sitemap;
pub mod view;
mod xml;

pub use build::{Books, Builder};
pub use serving::serving;
