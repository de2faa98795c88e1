//! The preview: a site that is there before one looks, and changes while one writes.
//!
//! ```text
//! editor saves ─▶ watch ─▶ engine ─▶ news ─▶ events ─▶ browser asks ─▶ gate ─▶ route ─▶ engine ─▶ page
//! ```
//!
//! - [`watch`] hears of changed files, and waits until they have been quiet for a moment.
//! - [`engine`] owns the model on a thread of its own, compiles again, and renders what is asked for.
//!   [`mod@project`] is what it last read, [`bulletin`] what is wrong with it, [`press`] prints one edition.
//! - [`server`] listens on loopback only; [`gate`] turns away what no editor's browser sends, [`route`] leads
//!   an address to a path of the plan, [`events`] tells open pages what has changed, [`client`] is what runs in them.
//! - [`panel`] is what an editor wants to know of a page, [`editor`] how to open a file at a line.
//!
//! Nothing is ever written to disk, and no URL becomes a path of it: a page is asked for by its place in the plan.

pub mod bulletin;
mod client;
pub mod editor;
pub mod engine;
mod events;
mod gate;
pub mod panel;
mod press;
mod project;
mod route;
pub mod server;
mod watch;
