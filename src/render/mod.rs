//! From the model to bytes: views, pages, feeds.

pub mod view;
