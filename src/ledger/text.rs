//! Sums in the notation of fact sheets: "308 to under 388 billion USD", "at least 10 billion USD".

use std::fmt::{Display, Formatter, Result};

use super::Sum;
use crate::model::{Amount, Bound, Figure, Size, Unit, notation::AmountText};

/// A sum with its unit, for programs and the terminal.
#[derive(Clone, Copy, Debug)]
pub struct SumText(pub Sum, pub Unit);

impl Display for SumText {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let SumText(sum, unit) = *self;
        let about = if sum.about { "about " } else { "" };
        let plain = |size: Size| Amount::Figure(Figure { bound: Bound::Exact, size, unit });
        let one = |n| plain(Size::Number(n));
        match sum.high {
            None => write!(f, "at least {about}{}", AmountText(&one(sum.low))),
            Some(high) if high <= sum.low => write!(f, "{about}{}", AmountText(&one(sum.low))),
            Some(high) if sum.low.is_zero() => {
                let bound = if sum.high_excluded { "under" } else { "up to" };
                write!(f, "{bound} {about}{}", AmountText(&one(high)))
            }
            Some(high) => {
                let range = AmountText(&plain(Size::Range(sum.low, high))).to_string();
                let to = if sum.high_excluded { " to under " } else { " to " };
                write!(f, "{about}{}", range.replacen('–', to, 1))
            }
        }
    }
}
