//! From the model to bytes: views, pages, feeds.

pub mod feed;
pub mod robots;
pub mod sitemap;
pub mod view;
mod xml;
