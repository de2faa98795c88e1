//! The only place that knows what "at least 10 billion USD" is.
//!
//! ```text
//! unit      what is measured: money, multiples of a unit ("GW"), rates ("USD per share")
//! bounded   Quantity: from a low end to a high one, in base units; how it is said; sums, parts, hulls
//! compare   what two quantities have to do with each other; every tolerance has its name here
//! extent    from one end to another, of numbers or of days
//! read      the notation of sheets, with what is wrong and what was meant
//! write     the same notation, written back
//! ```
//!
//! Decimals are exact. A quantity of money has its currency as unit and is converted by dated rates only
//! ([`crate::ledger`]). How a language prints one is [`crate::locale`], how a text says one [`crate::figures`].

mod bounded;
mod compare;
mod extent;
mod read;
#[cfg(test)]
pub(crate) mod tests;
mod unit;
mod write;

pub use bounded::{Bound, Order, Quantity};
pub use compare::{Comparable, Side, Slip, Verdict, Written, comparable, judge, same_number};
pub use extent::{Extent, Seen};
pub use read::{Amount, Correction, Problem, can_be_stated, is_taken, parse};
pub use unit::{Base, Currency, Dimension, Measure, MeasureDef, Multiple, Rate, RateDef, Unit};
pub use write::{AmountText, NumberText, QuantityText, UnitText, shifted};
