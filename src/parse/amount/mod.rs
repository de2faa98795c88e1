//! Amounts: typed strings such as `≥ 10 billion USD`, read exactly.
//!
//! ```text
//! amount = [bound] number [("–"|"-"|"to") number] [scale] unit
//!        | [bound] ("tens"|"hundreds"|"thousands") "of" [scale] ["of"] unit
//!        | [bound] "several" [scale] unit
//!        | "undisclosed" | "none"
//! ```
//!
//! 1. [`lexer`] splits the string into numbers, words and signs, with their places.
//! 2. [`grammar`] reads them left to right and stops at the first that does not fit.
//! 3. [`problem`] says what does not fit and offers a correction, if that gets the
//!    grammar to the end or at least past the problem.
//!
//! Sizes are decimals in base units, scaled by powers of ten only, so nothing is ever rounded; what
//! would not fit exactly is refused. Words are English, and one notation stands for one number: `1,4`
//! and `milliard` are errors, because somebody will read them as something else.

mod grammar;
mod lexer;
mod problem;

use crate::diagnostics::Diagnostic;
use crate::model::Amount;
use crate::span::Span;

/// Reads the amount `text`, which stands at `span` (without quotes).
///
/// # Errors
/// A diagnostic `amount` at the part that is wrong, with a correction where one is likely meant.
#[expect(clippy::result_large_err, reason = "an error is rare and goes straight into a list")]
pub fn amount(text: &str, span: Span) -> Result<Amount, Diagnostic> {
    grammar::parse(text).map_err(|problem| problem.diagnostic(text, span))
}

#[cfg(test)]
mod tests {
    use super::amount;
    use crate::model::{Amount, Unit};
    use crate::span::{FileId, Span};

    /// What was read, or the part that is wrong, the problem and the text after the fix.
    fn reading(text: &str) -> String {
        match amount(text, Span::new(FileId(0), 0..text.len())) {
            Ok(Amount::Figure(figure)) => {
                let interval = figure.interval();
                let high = match interval.high {
                    None => "..".to_owned(),
                    Some(high) => format!("{}{}", if interval.high_excluded { "<" } else { "" }, high.normalize()),
                };
                let unit = match figure.unit {
                    Unit::Money(currency) => currency.code().to_owned(),
                    Unit::Time(unit) => format!("{unit:?}"),
                    Unit::Count(unit) => format!("{unit:?}"),
                    unit => format!("{unit:?}"),
                };
                format!("{:?} {} {high} {unit}", figure.bound, interval.low.normalize())
            }
            Ok(other) => format!("{other:?}"),
            Err(d) => {
                let fixed = d.suggestion.map(|s| {
                    let mut fixed = text.to_owned();
                    fixed.replace_range(s.span.range(), &s.replacement);
                    format!(" -> {fixed}")
                });
                format!("{:?}: {}{}", &text[d.primary.span.range()], d.title, fixed.unwrap_or_default())
            }
        }
    }

    #[test]
    fn amounts_mean_exactly_what_they_say() {
        for (text, expected) in [
            ("38 billion USD", "Exact 38000000000 38000000000 USD"),
            ("1.4 trillion USD", "Exact 1400000000000 1400000000000 USD"),
            ("1400 bn USD", "Exact 1400000000000 1400000000000 USD"),
            ("1_400_000 EUR", "Exact 1400000 1400000 EUR"),
            ("0.1 USD", "Exact 0.1 0.1 USD"),
            ("0.000001 %", "Exact 0.000001 0.000001 Percent"),
            ("0.0000000001 billion USD", "Exact 0.1 0.1 USD"),
            ("1000000000 trillion USD", "Exact 1000000000000000000000 1000000000000000000000 USD"),
            ("5 AMD", "Exact 5 5 AMD"),
            ("≥ 10 billion USD", "AtLeast 10000000000 .. USD"),
            (">=10 billion USD", "AtLeast 10000000000 .. USD"),
            ("At least 10 billion USD", "AtLeast 10000000000 .. USD"),
            ("> 500 billion USD", "MoreThan 500000000000 .. USD"),
            ("more than 1 tn USD", "MoreThan 1000000000000 .. USD"),
            ("over 2 GW", "MoreThan 2000000000 .. Watt"),
            ("up to 10 %", "UpTo 0 10 Percent"),
            ("≤10%", "UpTo 0 10 Percent"),
            ("<= 10 %", "UpTo 0 10 Percent"),
            ("at most 3 days", "UpTo 0 3 Days"),
            ("< 5 MW", "LessThan 0 <5000000 Watt"),
            ("less than 5 kW", "LessThan 0 <5000 Watt"),
            ("under 1 year", "LessThan 0 <1 Years"),
            ("about 25 million homes", "About 25000000 25000000 Homes"),
            ("~5 years", "About 5 5 Years"),
            ("≈ 18 months", "About 18 18 Months"),
            ("6GW", "Exact 6000000000 6000000000 Watt"),
            ("4.5 GW", "Exact 4500000000 4500000000 Watt"),
            ("10–20 billion USD", "Exact 10000000000 20000000000 USD"),
            ("10-20 GW", "Exact 10000000000 20000000000 Watt"),
            ("about 3 to 5 years", "About 3 5 Years"),
            ("500 million – 1 billion USD", "Exact 500000000 1000000000 USD"),
            ("tens of billions USD", "Exact 20000000000 <100000000000 USD"),
            ("tens of billions of USD", "Exact 20000000000 <100000000000 USD"),
            ("hundreds of thousands of GPUs", "Exact 200000 <1000000 Gpus"),
            ("thousands of chips", "Exact 2000 <10000 Chips"),
            ("up to tens of millions of CPUs", "UpTo 0 <100000000 Cpus"),
            ("several years", "Exact 2 <10 Years"),
            ("160 million shares", "Exact 160000000 160000000 Shares"),
            ("1\u{a0}gpu", "Exact 1 1 Gpus"),
            (" 7  years ", "Exact 7 7 Years"),
            ("undisclosed", "Undisclosed"),
            ("None", "None"),
        ] {
            assert_eq!(reading(text), expected, "{text}");
        }
    }

    #[test]
    fn what_could_be_misread_is_refused_at_its_place_with_a_fix() {
        for (text, expected) in [
            ("", r#""": expected an amount, found nothing"#),
            ("at least", r#""at least": expected a number, found nothing after `at least`"#),
            ("38 milliards USD", r#""milliards": expected a unit, found `milliards` -> 38 billion USD"#),
            ("10 Mds EUR", r#""Mds": expected a unit, found `Mds` -> 10 billion EUR"#),
            ("10 Md EUR", r#""Md": expected a unit, found `Md` -> 10 billion EUR"#),
            ("10 Mrd EUR", r#""Mrd": expected a unit, found `Mrd` -> 10 billion EUR"#),
            ("38 billions USD", r#""billions": expected a unit, found `billions` -> 38 billion USD"#),
            ("$38 billion", r#""$": expected a currency code such as `USD`, found the sign `$` -> 38 billion USD"#),
            ("≥ €10 billion", r#""€": expected a currency code such as `USD`, found the sign `€` -> ≥ 10 billion EUR"#),
            ("38 billion $", r#""$": expected a currency code such as `USD`, found the sign `$` -> 38 billion USD"#),
            ("$38 billion USD", r#""$": expected a currency code such as `USD`, found the sign `$` -> 38 billion USD"#),
            ("38 billion dollars", r#""dollars": expected a unit, found `dollars` -> 38 billion USD"#),
            ("38 billion usd", r#""usd": expected a unit, found `usd` -> 38 billion USD"#),
            ("USD 38 billion", r#""USD": expected the unit after the number, found `USD` before it -> 38 billion USD"#),
            ("38 billion", r#""38 billion": an amount without a unit: `38 billion`"#),
            (
                "1,4 trillion USD",
                r#""1,4": expected digits and `.`, found a comma in `1,4`: a point or a separator? -> 1.4 trillion USD"#,
            ),
            ("1,400 billion USD", r#""1,400": expected digits and `.`, found a comma in `1,400`: 1.4 or 1400?"#),
            (
                "1,400,000 USD",
                r#""1,400,000": expected digits and `.`, found a comma in `1,400,000`: a point or a separator? -> 1400000 USD"#,
            ),
            ("1.400.000 USD", r#""1.400.000": expected one decimal point at most, found `1.400.000` -> 1400000 USD"#),
            (
                "1 400 000 USD",
                r#""1 400 000": expected one number, found digits separated by a space: `1 400 000` -> 1400000 USD"#,
            ),
            ("1__0 USD", r#""1__0": `_` groups digits and stands between two of them, found `1__0` -> 10 USD"#),
            ("20–10 GW", r#""20–10": a range runs from the lower to the higher number, found `20–10` -> 10–20 GW"#),
            ("10 to 10 GW", r#""10 to 10": a range needs two different ends, found `10 to 10` -> 10 GW"#),
            ("up to 10–20 GW", r#""up to": a range has its own bounds, found `up to` before it -> 10–20 GW"#),
            (
                "at least about 5 GW",
                r#""about": expected a number after the bound, found a second bound `about` -> at least 5 GW"#,
            ),
            ("-5 USD", r#""-": expected an amount of 0 or more, found a minus sign -> 5 USD"#),
            ("5 mW", r#""mW": expected a unit, found `mW` -> 5 MW"#),
            ("7 ans", r#""ans": expected a unit, found `ans` -> 7 years"#),
            ("7 yeras", r#""yeras": expected a unit, found `yeras` -> 7 years"#),
            ("7 parsecs", r#""parsecs": expected a unit, found `parsecs`"#),
            ("seven years", r#""seven": expected a number, found `seven` -> 7 years"#),
            (
                "10 billion USD or more",
                r#""or more": expected the bound before the number, found `or more` after it -> ≥ 10 billion USD"#,
            ),
            ("10 GW of power", r#""of power": expected nothing after the amount, found `of power` -> 10 GW"#),
            ("undisclosed sum", r#""sum": expected nothing after the amount, found `sum` -> undisclosed"#),
            ("5 million billion USD", r#""billion": expected a unit, found a second scale `billion`"#),
            ("tens billions USD", r#""tens": expected `of` after `tens` -> tens of billions USD"#),
            ("all of 5 all", r#""all": expected a number, found `all`"#),
            (
                "1000000000000 trillion USD",
                r#""1000000000000": a number too large to be kept exactly: the limit is 10^21 in base units"#,
            ),
            (
                "99999999999999999999999999999999999 USD",
                r#""99999999999999999999999999999999999": a number too large to be kept exactly: the limit is 10^21 in base units"#,
            ),
            (
                "0.0000001 USD",
                r#""0.0000001": a number too fine to be kept exactly: the limit is 6 decimals in base units"#,
            ),
        ] {
            assert_eq!(reading(text), expected, "{text}");
        }
    }

    #[test]
    fn a_string_with_escapes_is_marked_as_a_whole_and_not_mended() {
        let span = Span::new(FileId(0), 10..40);
        let refused = amount("7 ans", span).err();
        assert_eq!(refused.map(|d| (d.primary.span, d.suggestion)), Some((span, None)));
    }
}
