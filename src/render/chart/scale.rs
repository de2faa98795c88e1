//! From amounts to per cent of a width, linear from 0; and the ticks of such a scale.

use rust_decimal::Decimal;

/// Ticks beside 0.
const TICKS: i64 = 8;

/// From 0 to an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scale {
    whole: Decimal,
}

impl Scale {
    /// As wide as this; `None` of nothing.
    pub(crate) fn of(whole: Decimal) -> Option<Scale> {
        (whole > Decimal::ZERO).then_some(Scale { whole })
    }

    /// At least as wide as this, up to the next tick.
    pub(crate) fn around(whole: Decimal) -> Option<Scale> {
        let step = Scale::of(whole)?.step();
        let ticks = whole.checked_div(step)?.ceil();
        Scale::of(ticks.checked_mul(step)?)
    }

    /// An amount in per cent of the width, to a thousandth, and on the scale.
    pub(super) fn percent(self, amount: Decimal) -> Decimal {
        let share =
            amount.checked_mul(Decimal::ONE_HUNDRED).and_then(|n| n.checked_div(self.whole)).unwrap_or_default();
        share.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED).round_dp(3).normalize()
    }

    /// Ticks from 0 to the end of the scale, which is one of them: a step is 1, 2 or 5 with zeros.
    pub(crate) fn ticks(self) -> Vec<Decimal> {
        let step = self.step();
        let inside = (0..=TICKS).map(|n| step.saturating_mul(Decimal::from(n))).take_while(|tick| *tick < self.whole);
        inside.chain([self.whole]).map(|tick| tick.normalize()).collect()
    }

    fn step(self) -> Decimal {
        let mut one = Decimal::ONE;
        let most = Decimal::from(TICKS);
        while self.whole.checked_div(one).is_some_and(|n| n > most) && one < Decimal::MAX / Decimal::ONE_HUNDRED {
            one *= Decimal::TEN;
        }
        while one > Decimal::new(1, 20) && self.whole.checked_div(one / Decimal::TEN).is_some_and(|n| n <= most) {
            one /= Decimal::TEN;
        }
        // Of the steps that are few enough, the smallest: a tenth of `one` is too small.
        let small = one / Decimal::TEN;
        let of = |n: i64| small.saturating_mul(Decimal::from(n));
        [2, 5].into_iter().map(of).find(|step| self.whole / *step <= most).unwrap_or(one)
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::Scale;

    fn ticks(whole: i64) -> Vec<String> {
        Scale::of(Decimal::from(whole)).map(|s| s.ticks().iter().map(ToString::to_string).collect()).unwrap_or_default()
    }

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(ticks(1400), ["0", "200", "400", "600", "800", "1000", "1200", "1400"]);
        assert_eq!(ticks(688), ["0", "100", "200", "300", "400", "500", "600", "688"]);
        assert_eq!(ticks(3), ["0", "0.5", "1", "1.5", "2", "2.5", "3"]);
        assert_eq!(ticks(0), Vec::<String>::new());
        let around = |n: i64| Scale::around(Decimal::from(n)).map(|s| s.whole.normalize().to_string());
        assert_eq!(around(688).as_deref(), Some("700"));
        assert_eq!(around(61).as_deref(), Some("70"));
        assert_eq!(Scale::around(Decimal::MAX), None);
    }

    #[test]
    fn percents_are_exact_and_stay_on_the_scale() {
        let scale = Scale::of(Decimal::from(1400)).unwrap_or_else(|| unreachable!());
        let percent = |n: i64| scale.percent(Decimal::from(n)).to_string();
        assert_eq!([percent(250), percent(1400), percent(2000), percent(-1)], ["17.857", "100", "100", "0"]);
    }
}
