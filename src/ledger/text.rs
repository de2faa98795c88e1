//! Sums in the notation of fact sheets: "308 to under 388 billion USD", "at least 10 billion USD".

use std::fmt::{Display, Formatter, Result};

use crate::quantity::{Quantity, QuantityText};

/// A sum, for programs and the terminal: unlike a figure it says how its ends are rough.
#[derive(Clone, Copy, Debug)]
pub struct SumText(pub Quantity);

impl Display for SumText {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let sum = self.0;
        let about = if sum.about { "about " } else { "" };
        let one = |n| QuantityText(Quantity::exact(n, sum.unit));
        match sum.high {
            None => write!(f, "at least {about}{}", one(sum.low)),
            Some(high) if high <= sum.low => write!(f, "{about}{}", one(sum.low)),
            Some(high) if sum.low.is_zero() => {
                let bound = if sum.high_open { "under" } else { "up to" };
                write!(f, "{bound} {about}{}", one(high))
            }
            Some(high) => {
                let range = QuantityText(Quantity::range(sum.low, high, sum.unit)).to_string();
                let to = if sum.high_open { " to under " } else { " to " };
                write!(f, "{about}{}", range.replacen('–', to, 1))
            }
        }
    }
}
