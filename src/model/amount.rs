//! Amounts: a bound, a size, a unit; and the interval that they mean.
//!
//! Sizes are exact decimals in the base unit of their dimension (dollars, watts, per cent, pieces), so
//! that `1.4 trillion` and `1400 billion` are equal. How to print them is [`crate::locale`]'s business.

use rust_decimal::Decimal;

/// What a claim on an amount says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// `undisclosed`: there is one, nobody says how much. Counted in words.
    Undisclosed,
    /// `none`: there is none.
    None,
    /// A figure.
    Figure(Figure),
}

impl Amount {
    /// The figure, where there is one.
    pub fn figure(&self) -> Option<&Figure> {
        match self {
            Amount::Figure(figure) => Some(figure),
            Amount::Undisclosed | Amount::None => None,
        }
    }
}

/// A bounded, sized, dimensioned number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// "at least", "up to"…
    pub bound: Bound,
    /// How much, in base units.
    pub size: Size,
    /// Of what.
    pub unit: Unit,
}

/// How a source limits its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// The number itself.
    Exact,
    /// `≥`
    AtLeast,
    /// `>`
    MoreThan,
    /// `≤`, "up to"
    UpTo,
    /// `<`
    LessThan,
    /// `~`
    About,
}

/// How much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Size {
    /// One number.
    Number(Decimal),
    /// From, to; the first is below the second.
    Range(Decimal, Decimal),
    /// "tens of billions": an order and the scale it multiplies (1 for "hundreds of GPUs").
    Order(Order, Decimal),
}

/// An order of magnitude.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// [2, 10)
    Several,
    /// [20, 100)
    Tens,
    /// [200, 1000)
    Hundreds,
    /// [2000, 10000)
    Thousands,
}

impl Order {
    /// The factor that ten, a hundred… stands for: `Tens` is 10.
    pub fn factor(self) -> Decimal {
        Decimal::from(match self {
            Order::Several => 1,
            Order::Tens => 10,
            Order::Hundreds => 100,
            Order::Thousands => 1000,
        })
    }
}

/// An ISO 4217 code.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency(pub [u8; 3]);

impl Currency {
    /// The currency of a code in capitals.
    pub fn of_code(code: &str) -> Option<Currency> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        let named = bytes.iter().all(u8::is_ascii_uppercase) && !matches!(code, "XXX" | "XTS");
        (named && iso_currency::Currency::from_code(code).is_some()).then_some(Currency(bytes))
    }

    /// `USD`.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl std::fmt::Debug for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// A length of time keeps the unit in which it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeUnit {
    /// Years.
    Years,
    /// Months.
    Months,
    /// Days.
    Days,
}

/// Things that are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CountUnit {
    /// Graphics processors.
    Gpus,
    /// Central processors.
    Cpus,
    /// Chips of any kind.
    Chips,
    /// Shares.
    Shares,
    /// Households.
    Homes,
}

/// What an amount is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Money.
    Money(Currency),
    /// Watts; `6 GW` has the size 6 000 000 000.
    Watt,
    /// Per cent; `10 %` has the size 10.
    Percent,
    /// Time.
    Time(TimeUnit),
    /// Pieces.
    Count(CountUnit),
}

/// What two amounts must share to be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// Any currency.
    Money,
    /// Watts.
    Power,
    /// Per cent.
    Share,
    /// Time, in any unit.
    Duration,
    /// Pieces of any one kind.
    Count,
}

impl Unit {
    /// The dimension.
    pub fn dimension(self) -> Dimension {
        match self {
            Unit::Money(_) => Dimension::Money,
            Unit::Watt => Dimension::Power,
            Unit::Percent => Dimension::Share,
            Unit::Time(_) => Dimension::Duration,
            Unit::Count(_) => Dimension::Count,
        }
    }
}

/// The numbers that an amount allows: from `low` to `high`, open above if `high` is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Lowest, included.
    pub low: Decimal,
    /// Highest; `None` is without limit.
    pub high: Option<Decimal>,
    /// Whether `high` itself is out: `[20, 100)`.
    pub high_excluded: bool,
}

impl Interval {
    /// Whether some number is in both. An excluded end that touches counts as no overlap.
    pub fn overlaps(&self, other: &Interval) -> bool {
        let reaches = |a: &Interval, b: &Interval| match a.high {
            None => true,
            Some(high) if a.high_excluded => high > b.low,
            Some(high) => high >= b.low,
        };
        reaches(self, other) && reaches(other, self)
    }
}

impl Figure {
    /// The interval, in base units: about and exact are one number, `≥` and `>` are open above, "up to"
    /// and `<` start at 0, "tens of" is `[20, 100)` times its scale.
    pub fn interval(&self) -> Interval {
        let closed = |low, high| Interval { low, high: Some(high), high_excluded: false };
        let (low, high, high_excluded) = match self.size {
            Size::Number(n) => (n, n, false),
            Size::Range(a, b) => (a, b, false),
            Size::Order(order, scale) => {
                let one = order.factor() * scale;
                (one * Decimal::TWO, one * Decimal::TEN, true)
            }
        };
        match self.bound {
            Bound::Exact | Bound::About => Interval { high_excluded, ..closed(low, high) },
            Bound::AtLeast | Bound::MoreThan => Interval { low, high: None, high_excluded: false },
            Bound::UpTo => Interval { high_excluded, ..closed(Decimal::ZERO, high) },
            Bound::LessThan => Interval { high_excluded: true, ..closed(Decimal::ZERO, high) },
        }
    }
}
