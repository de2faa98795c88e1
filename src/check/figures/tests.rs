//! The matching table of figures, pair by pair.

use rust_decimal::Decimal;

use crate::figures::Grammar;
use crate::parse::base_vocabulary;
use crate::quantity::{self, Bound, Quantity, Slip, Unit, Verdict, Written, judge};

/// The figure of a claim, as a sheet writes it.
fn claim(text: &str) -> Quantity {
    let figure = quantity::parse(text, base_vocabulary()).ok().and_then(|amount| amount.figure().copied());
    assert!(figure.is_some(), "{text}");
    figure.unwrap_or_else(|| Quantity::zero(Unit::Unsaid))
}

/// A figure of a text: numbers in a scale of so many zeros, the last digit written being worth what it says.
fn said(bound: Bound, min: &str, max: &str, zeros: u32) -> Written {
    let scale = Decimal::from(10_i64.pow(zeros));
    let number = |text: &str| Decimal::from_str_exact(text).unwrap_or_default() * scale;
    let places = Decimal::from_str_exact(min).unwrap_or_default().scale();
    let digit = if bound == Bound::Magnitude { Decimal::ZERO } else { Decimal::new(1, places) * scale };
    let ends = Quantity::range(number(min), number(max), Unit::Unsaid);
    let quantity = match bound {
        Bound::Range => ends,
        Bound::Magnitude => Quantity { high_open: true, ..ends },
        bound => Quantity::bounded(bound, number(min), Unit::Unsaid),
    };
    Written { quantity, digit }
}

/// The same in the unit of the claim.
fn compare(prose: &Written, claim: &Quantity) -> Verdict {
    judge(&Written { quantity: Quantity { unit: claim.unit, ..prose.quantity }, ..*prose }, claim)
}

#[test]
fn the_checked_pairs() {
    use Bound::{About, AtLeast, Exact, LessThan, Magnitude, MoreThan, Range, UpTo};
    use Verdict::{Contradicts, HedgeChanged, HedgeDropped, OverPrecise, Rounded, Same, Vaguer};
    let one = |bound, number, zeros| said(bound, number, number, zeros);
    for (fact, prose, expected) in [
        // The pairs of the specification.
        ("up to 6 GW", one(Exact, "6", 9), HedgeDropped),
        ("up to 6 GW", one(UpTo, "6", 9), Same),
        ("38 billion USD", one(About, "40", 9), Rounded),
        ("38 billion USD", one(Exact, "38.2", 9), OverPrecise),
        ("38 billion USD", one(Exact, "83", 9), Contradicts),
        ("≥ 10 billion USD", one(Exact, "10", 9), HedgeDropped),
        ("≥ 10 billion USD", one(MoreThan, "10", 9), Same),
        ("≥ 10 billion USD", one(Exact, "1", 9), Contradicts),
        ("≥ 10 billion USD", one(UpTo, "10", 9), HedgeChanged),
        ("1.4 trillion USD", one(Exact, "1.4", 12), Same),
        ("1.4 trillion USD", one(Exact, "1.4", 9), Contradicts),
        ("1.4 trillion USD", one(MoreThan, "1000", 9), Vaguer),
        ("tens of billions USD", one(Exact, "90", 9), OverPrecise),
        ("7 years", said(Exact, "7", "7", 0), Same),
        // Bounds.
        ("38 billion USD", one(About, "38", 9), Vaguer),
        ("38 billion USD", one(AtLeast, "38", 9), HedgeChanged),
        ("38 billion USD", one(UpTo, "38", 9), HedgeChanged),
        ("38 billion USD", one(MoreThan, "30", 9), Vaguer),
        ("38 billion USD", one(UpTo, "40", 9), Vaguer),
        ("38 billion USD", one(MoreThan, "40", 9), Contradicts),
        ("38 billion USD", one(LessThan, "38", 9), HedgeChanged),
        ("38.4 billion USD", one(Exact, "38", 9), Rounded),
        ("38.4 billion USD", one(MoreThan, "38", 9), Vaguer),
        ("38.6 billion USD", one(Exact, "38", 9), Contradicts),
        ("about 140 billion USD", one(About, "140", 9), Same),
        ("about 140 billion USD", one(Exact, "140", 9), HedgeDropped),
        ("about 140 billion USD", one(Exact, "139", 9), OverPrecise),
        ("about 140 billion USD", one(Exact, "410", 9), Contradicts),
        ("> 500 billion USD", one(AtLeast, "500", 9), Same),
        ("> 500 billion USD", one(About, "500", 9), HedgeChanged),
        ("> 500 billion USD", one(Exact, "600", 9), OverPrecise),
        ("> 500 billion USD", one(MoreThan, "400", 9), Vaguer),
        ("> 500 billion USD", one(MoreThan, "600", 9), OverPrecise),
        ("> 500 billion USD", one(UpTo, "600", 9), OverPrecise),
        ("> 500 billion USD", one(LessThan, "400", 9), Contradicts),
        ("up to 6 GW", one(UpTo, "8", 9), Vaguer),
        ("up to 6 GW", one(Exact, "4", 9), OverPrecise),
        ("up to 6 GW", one(Exact, "60", 9), Contradicts),
        ("up to 6 GW", one(MoreThan, "6", 9), HedgeChanged),
        ("< 6 GW", one(UpTo, "6", 9), HedgeChanged),
        // Ranges and orders of magnitude.
        ("20–25 billion USD", said(Range, "20", "25", 9), Same),
        ("20–25 billion USD", said(Range, "20", "30", 9), Vaguer),
        ("20–25 billion USD", one(Exact, "22", 9), OverPrecise),
        ("20–25 billion USD", one(Exact, "26", 9), Contradicts),
        ("20–25 billion USD", one(MoreThan, "20", 9), Vaguer),
        ("tens of billions USD", said(Magnitude, "20", "100", 9), Same),
        ("tens of billions USD", said(Magnitude, "200", "1000", 9), Contradicts),
        ("tens of billions USD", one(Exact, "100", 9), Contradicts),
        ("tens of billions USD", one(MoreThan, "20", 9), Vaguer),
        ("38 billion USD", said(Magnitude, "20", "100", 9), Vaguer),
        ("38 billion USD", said(Range, "30", "40", 9), Vaguer),
        // Precision.
        ("10 billion USD", one(Exact, "12", 9), Contradicts),
        ("10 billion USD", one(Exact, "10.2", 9), OverPrecise),
        ("10 billion USD", one(Exact, "9.8", 9), OverPrecise),
        ("7 years", said(Exact, "7.1", "7.1", 0), OverPrecise),
        ("about 5 years", said(Exact, "5", "5", 0), HedgeDropped),
    ] {
        assert_eq!(compare(&prose, &claim(fact)), expected, "{fact} / {prose:?}");
    }
}

#[test]
fn slips_are_named() {
    let one = |number, zeros| said(Bound::Exact, number, number, zeros);
    for (fact, prose, expected) in [
        ("≥ 10 billion USD", one("1", 9), Some(Slip::Smaller(1))),
        ("1.4 trillion USD", one("1.4", 9), Some(Slip::Smaller(3))),
        ("38 billion USD", one("380", 9), Some(Slip::Larger(1))),
        ("38 billion USD", one("83", 9), Some(Slip::Digits)),
        ("38 billion USD", one("39", 9), None),
        ("30 billion USD", one("40", 9), None),
        ("38 billion USD", one("38", 9), None),
        ("tens of billions USD", said(Bound::Magnitude, "20", "100", 6), Some(Slip::Smaller(3))),
        ("tens of billions USD", one("20", 6), None),
    ] {
        assert_eq!(Slip::between(&prose.quantity, &claim(fact)), expected, "{fact} / {prose:?}");
    }
}

/// Every bound that has a word is read back as itself by whoever reads the words.
#[test]
fn bounds_have_words_in_every_language() {
    for grammar in Grammar::all() {
        let words = &grammar.speech().fix.bounds;
        for bound in [Bound::AtLeast, Bound::MoreThan, Bound::UpTo, Bound::LessThan, Bound::About] {
            assert!(words.of(bound).is_some_and(|w| !w.is_empty()), "{bound:?}");
        }
        assert_eq!(words.of(Bound::Exact), None);
    }
}
