//! What holds of all quantities: read again as written, compared the same way by whoever asks.

use proptest::prelude::{Strategy, any, prop_oneof, proptest};
use rust_decimal::Decimal;

use super::super::{
    Amount, AmountText, Comparable, NumberText, Quantity, Verdict, Written, comparable, judge, parse, same_number,
    shifted,
};
use super::{VOCABULARY, decimals, measures, quantities_of, units};

/// What a sheet can say, rates too.
fn quantities() -> impl Strategy<Value = Quantity> {
    let rate = (units(), measures()).prop_filter_map("a rate", |(of, (per, exponent))| of.per(per, exponent));
    quantities_of(decimals().boxed(), prop_oneof![3 => units(), 1 => rate].boxed())
}

fn agree(claim: Quantity, prose: Quantity) {
    let of = |quantity: Quantity| Written { quantity, digit: Decimal::ZERO };
    assert!(judge(&of(claim), &claim) <= Verdict::Rounded, "{claim:?}");
    if comparable(prose.unit, claim.unit) != Some(Comparable::Fully) {
        return;
    }
    let verdict = judge(&of(prose), &claim);
    if same_number(&prose, &claim).is_ok() {
        assert!(verdict != Verdict::Contradicts && verdict != Verdict::OverPrecise, "{verdict:?}");
    }
    if !prose.calendar_extent().overlaps(&claim.calendar_extent()) {
        assert!(!verdict.is_fine(), "{verdict:?}");
    }
}

/// Found at random once.
#[test]
fn lengths_of_time_in_other_units_agree() {
    let quantity = |text: &str| parse(text, &VOCABULARY).ok().and_then(|amount| amount.figure().copied());
    let both = quantity("< 1000000000 weeks").zip(quantity(">= 2000000 decades"));
    assert!(both.is_some());
    both.into_iter().for_each(|(claim, prose)| agree(claim, prose));
}

proptest! {
    #[test]
    fn what_is_written_reads_back(figure in quantities()) {
        let value = Amount::Figure(figure);
        let text = AmountText(&value).to_string();
        assert_eq!(parse(&text, &VOCABULARY).map_err(|p| p.title(&text)), Ok(value), "{text}");
    }

    /// Whether two can be held against each other, have one number, or can both be true is the same either way.
    #[test]
    fn comparisons_are_symmetric(one in quantities(), other in quantities()) {
        assert_eq!(comparable(one.unit, other.unit), comparable(other.unit, one.unit));
        assert_eq!(same_number(&one, &other).is_ok(), same_number(&other, &one).is_ok());
        assert_eq!(one.extent().overlaps(&other.extent()), other.extent().overlaps(&one.extent()));
    }

    /// No two ways to compare give two answers: what is the same number contradicts nothing, what is one and the same
    /// is `Same`, and what has no number in common is never fine.
    #[test]
    fn ways_to_compare_agree(claim in quantities(), prose in quantities()) {
        agree(claim, prose);
    }

    /// A sum has one unit or is none, and does not depend on the order.
    #[test]
    fn only_what_is_alike_is_added(one in quantities(), other in quantities()) {
        let alike = one.unit == other.unit
            || one.unit.currency().is_none() && one.unit.dimension().is_some_and(|of| other.unit.is(of));
        let (sum, back) = (Quantity::sum([one, other]), Quantity::sum([other, one]));
        assert_eq!((sum.is_some(), back.is_some()), (alike, alike), "{sum:?}");
        assert!(sum.is_none_or(|sum| sum.unit == one.unit), "{sum:?}");
    }

    /// A number is never shown in a unit that it is not in, however many digits it has.
    #[test]
    fn a_shifted_number_is_that_number(mantissa in any::<i64>(), scale in 0..=28_u32, exponent in 0..=21_u32) {
        let n = Decimal::from_i128_with_scale(mantissa.into(), scale);
        let back = shifted(n, exponent).saturating_mul(Decimal::from_i128_with_scale(10_i128.pow(exponent), 0));
        let lost = Decimal::from_i128_with_scale(10_i128.pow(exponent), 28);
        assert!((n - back).abs() <= lost, "{}: {}", NumberText(n), NumberText(shifted(n, exponent)));
    }
}
