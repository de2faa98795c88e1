//! The notation of sheets, read and written; and that comparisons do not depend on who asks.

mod properties;

use std::sync::{Arc, LazyLock};

use proptest::prelude::{Strategy, any, prop_oneof};
use proptest::sample::select;
use rust_decimal::Decimal;

use super::{Amount, AmountText, Bound, Currency, Measure, Quantity, Unit, UnitText, parse};
use crate::files::File;
use crate::parse::{base_vocabulary, vocabulary_of};
use crate::span::FileId;
use crate::vocabulary::Vocabulary;

/// The built-in vocabulary with units of a site.
pub(crate) static VOCABULARY: LazyLock<Arc<Vocabulary>> = LazyLock::new(|| {
    let settings = include_str!("../../tests/figures/units.toml");
    vocabulary_of(Some(&File::new(FileId(0), "tearsheet.toml", settings)))
});

/// What was read, or the part that is wrong, the problem and the text after the fix.
fn reading(text: &str) -> String {
    match parse(text, base_vocabulary()) {
        Ok(Amount::Figure(figure)) => {
            let high = match figure.high {
                None => "..".to_owned(),
                Some(high) => format!("{}{}", if figure.high_open { "<" } else { "" }, high.normalize()),
            };
            format!("{:?} {} {high} {}", figure.bound(), figure.low.normalize(), UnitText(figure.unit, 0))
        }
        Ok(other) => format!("{other:?}"),
        Err(problem) => {
            let fixed = problem.correction(text, base_vocabulary()).map(|fix| {
                let mut fixed = text.to_owned();
                fixed.replace_range(fix.range, &fix.replacement);
                format!(" -> {fixed}")
            });
            format!("{:?}: {}{}", &text[problem.at.clone()], problem.title(text), fixed.unwrap_or_default())
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
        ("0.000001 %", "Exact 0.000001 0.000001 %"),
        ("0.0000000001 billion USD", "Exact 0.1 0.1 USD"),
        ("1000000000 trillion USD", "Exact 1000000000000000000000 1000000000000000000000 USD"),
        ("5 AMD", "Exact 5 5 AMD"),
        ("≥ 10 billion USD", "AtLeast 10000000000 .. USD"),
        (">=10 billion USD", "AtLeast 10000000000 .. USD"),
        ("At least 10 billion USD", "AtLeast 10000000000 .. USD"),
        ("> 500 billion USD", "MoreThan 500000000000 .. USD"),
        ("more than 1 tn USD", "MoreThan 1000000000000 .. USD"),
        ("over 2 GW", "MoreThan 2000000000 .. W"),
        ("up to 10 %", "UpTo 0 10 %"),
        ("≤10%", "UpTo 0 10 %"),
        ("<= 10 %", "UpTo 0 10 %"),
        ("at most 3 days", "UpTo 0 3 days"),
        ("< 5 MW", "LessThan 0 <5000000 W"),
        ("less than 5 kW", "LessThan 0 <5000 W"),
        ("under 1 year", "LessThan 0 <1 years"),
        ("about 25 million homes", "About 25000000 25000000 homes"),
        ("~5 years", "About 5 5 years"),
        ("≈ 18 months", "About 18 18 months"),
        ("6GW", "Exact 6000000000 6000000000 W"),
        ("4.5 GW", "Exact 4500000000 4500000000 W"),
        ("10–20 billion USD", "Range 10000000000 20000000000 USD"),
        ("10-20 GW", "Range 10000000000 20000000000 W"),
        ("about 3 to 5 years", "Range 3 5 years"),
        ("500 million – 1 billion USD", "Range 500000000 1000000000 USD"),
        ("tens of billions USD", "Magnitude 20000000000 <100000000000 USD"),
        ("tens of billions of USD", "Magnitude 20000000000 <100000000000 USD"),
        ("hundreds of thousands of GPUs", "Magnitude 200000 <1000000 GPUs"),
        ("thousands of chips", "Magnitude 2000 <10000 chips"),
        ("up to tens of millions of CPUs", "LessThan 0 <100000000 CPUs"),
        ("several years", "Magnitude 2 <10 years"),
        ("160 million shares", "Exact 160000000 160000000 shares"),
        ("1\u{a0}gpu", "Exact 1 1 GPUs"),
        (" 7  years ", "Exact 7 7 years"),
        ("12 Gwh", "Exact 12000000000 12000000000 Wh"),
        ("12 GWH", "Exact 12000000000 12000000000 Wh"),
        ("12 gwh", "Exact 12000000000 12000000000 Wh"),
        ("5 Mwh", "Exact 5000000 5000000 Wh"),
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
        ("1__0 USD", r#""1__0": `_` groups digits and stands between two of them, found `1__0` -> 10 USD"#),
        ("20–10 GW", r#""20–10": a range runs from the lower to the higher number, found `20–10` -> 10–20 GW"#),
        ("10 to 10 GW", r#""10 to 10": a range needs two different ends, found `10 to 10` -> 10 GW"#),
        ("up to 10–20 GW", r#""up to": a range has its own bounds, found `up to` before it"#),
        ("at least about 5 GW", r#""about": expected a number after the bound, found a second bound `about`"#),
        ("-5 USD", r#""-": expected an amount of 0 or more, found a minus sign"#),
        (
            "10 billion USD or more",
            r#""or more": expected the bound before the number, found `or more` after it -> ≥ 10 billion USD"#,
        ),
        ("5 million billion USD", r#""billion": expected a unit, found a second scale `billion`"#),
        ("tens billions USD", r#""tens": expected `of` after `tens` -> tens of billions USD"#),
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

/// Texts, the part that is wrong, and the text after the fix, if there is one.
type Mistakes = &'static [(&'static str, &'static str, &'static str)];

#[test]
fn what_stands_in_a_place_that_is_not_its_own_is_refused() {
    let all: [(&str, Mistakes); 5] = [
        (
            "expected a unit, found",
            &[
                ("38 milliards USD", "milliards", "38 billion USD"),
                ("10 Mds EUR", "Mds", "10 billion EUR"),
                ("10 Md EUR", "Md", "10 billion EUR"),
                ("10 Mrd EUR", "Mrd", "10 billion EUR"),
                ("38 billions USD", "billions", "38 billion USD"),
                ("38 billion dollars", "dollars", "38 billion USD"),
                ("38 billion usd", "usd", "38 billion USD"),
                ("5 mW", "mW", "5 MW"),
                ("5 mwh", "mwh", "5 MWh"),
                ("5 mWh", "mWh", "5 MWh"),
                ("12 gigawatt hours", "gigawatt", "12 GWh"),
                ("12 gigawatt-hours", "gigawatt", "12 GWh"),
                ("12 gigawattheures", "gigawattheures", "12 GWh"),
                ("2 metric tons", "metric", "2 tonnes"),
                ("12 patents", "patents", ""),
                ("12 m2", "m", "12 m²"),
                ("7 ans", "ans", "7 years"),
                ("7 yeras", "yeras", "7 years"),
                ("7 parsecs", "parsecs", ""),
                ("5 milliers d’euros", "milliers", "5000 EUR"),
                ("38 milliards de dollars", "milliards", "38 billion USD"),
                ("5 dollars", "dollars", "5 USD"),
                ("5 dollars canadiens", "dollars", "5 CAD"),
                ("1 billion de dollars", "de", ""),
            ],
        ),
        (
            "expected nothing after the amount, found",
            &[
                ("12 GW h", "h", ""),
                ("12 GW-h", "-h", ""),
                ("12 GW hours", "hours", ""),
                ("50 EUR/MWh", "/MWh", "50 EUR per MWh"),
                ("50 EUR/barrel", "/barrel", "50 EUR per barrel"),
                ("400 MW/an", "/an", "400 MW per year"),
                ("65.60 USD a share", "a share", "65.60 USD per share"),
                ("10 GW of power", "of power", "10 GW"),
                ("undisclosed sum", "sum", "undisclosed"),
            ],
        ),
        (
            "expected a number, found",
            &[
                ("environ 5 GW", "environ", "~ 5 GW"),
                ("entre 5 et 10 GW", "entre", "5–10 GW"),
                ("a few billion dollars", "a", "several billion USD"),
                ("plusieurs milliards de dollars", "plusieurs", "several billion USD"),
                ("from 5 to 3 billion USD", "from", ""),
                ("seven years", "seven", "7 years"),
                ("all of 5 all", "all", ""),
            ],
        ),
        (
            "expected a currency code such as `USD`, found the sign",
            &[
                ("$38 billion", "$", "38 billion USD"),
                ("≥ €10 billion", "€", "≥ 10 billion EUR"),
                ("38 billion $", "$", "38 billion USD"),
                ("$38 billion USD", "$", "38 billion USD"),
                ("50 €/MWh", "€", "50 EUR per MWh"),
                ("$65.60 per share", "$", "65.60 USD per share"),
                ("5 ₩", "₩", "5 KRW"),
            ],
        ),
        (
            "expected one number, found digits separated by a space:",
            &[
                ("1 400 000 USD", "1 400 000", "1400000 USD"),
                ("16 300 yen par action", "16 300", "16300 JPY per share"),
            ],
        ),
    ];
    for (problem, cases) in all {
        for (text, part, fixed) in cases {
            let fix = if fixed.is_empty() { String::new() } else { format!(" -> {fixed}") };
            assert_eq!(reading(text), format!("{part:?}: {problem} `{part}`{fix}"), "{text}");
        }
    }
}

/// What is offered is the same quantity, with the spaces of the notation.
#[test]
fn amounts_as_they_are_typed_are_mended() {
    for (text, fixed) in [
        ("5+ GW", "≥ 5 GW"),
        ("5 GW+", "≥ 5 GW"),
        ("5+ years", "≥ 5 years"),
        ("10 billion+ USD", "≥ 10 billion USD"),
        ("$5bn+", "≥ 5bn USD"),
        ("$5 billion or more", "≥ 5 billion USD"),
        ("£5m", "5 million GBP"),
        ("€5k", "5 thousand EUR"),
        ("10k GPUs", "10 thousand GPUs"),
        ("5b USD", "5 billion USD"),
        ("300MM USD", "300 million USD"),
        ("~$300m", "~300 million USD"),
        ("> $5bn", "> 5bn USD"),
        ("US$5bn", "5bn USD"),
        ("US$ 5 bn", "5 bn USD"),
        ("5 bn US$", "5 bn USD"),
        ("C$5m", "5 million CAD"),
        ("€ 3,2 Mrd", "3.2 billion EUR"),
        ("3,2 Md€", "3.2 billion EUR"),
        ("$11.9 billion", "11.9 billion USD"),
        ("$30/MWh", "30 USD per MWh"),
        ("$30 per MWh", "30 USD per MWh"),
        ("5 GW/yr", "5 GW per year"),
        ("5 GW a year", "5 GW per year"),
        ("50 percent", "50 %"),
        ("50 per cent", "50 %"),
        ("7yrs", "7 years"),
    ] {
        assert!(reading(text).ends_with(&format!(" -> {fixed}")), "{text}: {}", reading(text));
        assert!(parse(fixed, base_vocabulary()).is_ok(), "{fixed}");
    }
    for text in ["12 GWh", "5 MWh", "1.5TWh", "up to 1 million TPUs", "5MW"] {
        assert!(parse(text, base_vocabulary()).is_ok(), "{text}");
    }
    for text in ["-5 USD", "5 10 USD", "1.4.5 USD", "10 GW less", "up to 10–20 GW", "5 GW firm", "over 5+ GW"] {
        assert!(!reading(text).contains(" -> "), "{}", reading(text));
    }
}

#[test]
fn amounts_have_one_notation() {
    for (written, canonical) in [
        ("at least 10 billion USD", "≥ 10 billion USD"),
        ("38_000 million USD", "38 billion USD"),
        ("0.0014 trillion USD", "1.4 billion USD"),
        ("1400 bn USD", "1.4 trillion USD"),
        ("<= 6000 MW", "up to 6 GW"),
        ("under 950000 USD", "< 950000 USD"),
        ("0.5 USD", "0.5 USD"),
        ("~10%", "~ 10 %"),
        ("1 years", "1 year"),
        ("1 GPUs", "1 GPU"),
        ("more than 2 million chips", "> 2 million chips"),
        ("900 million to 2 billion USD", "0.9–2 billion USD"),
        ("300 - 2000 W", "0.3–2 kW"),
        ("tens of billions of USD", "tens of billions USD"),
        ("hundreds of thousand GPUs", "hundreds of thousands of GPUs"),
        ("thousands of thousands GW", "several thousand TW"),
        ("65.60 USD per shares", "65.6 USD per share"),
        ("50 EUR per MWh", "50 EUR per MWh"),
        ("2000 MW per year", "2 GW per year"),
        ("25000 kg", "25 tonnes"),
        ("Undisclosed", "undisclosed"),
    ] {
        match parse(written, base_vocabulary()) {
            Ok(value) => assert_eq!(AmountText(&value).to_string(), canonical, "{written}"),
            // A fixture that stopped being in the grammar must not pass for a success.
            Err(problem) => assert_eq!(problem.title(written), "", "{written}"),
        }
    }
}

fn decimals() -> impl Strategy<Value = Decimal> {
    let whole = (1..u64::MAX, 0..=6_u32).prop_map(|(n, scale)| Decimal::from_i128_with_scale(n.into(), scale));
    let round = (1..10_000_i128, 0..=17_u32).prop_map(|(n, e)| Decimal::from_i128_with_scale(n * 10_i128.pow(e), 0));
    prop_oneof![whole, round].prop_map(|d| d.normalize())
}

fn measures() -> impl Strategy<Value = (Measure, u32)> {
    (0..VOCABULARY.units.len()).prop_filter_map("a measure", |i| VOCABULARY.units[i].measure)
}

/// Every unit, and money.
pub(crate) fn units() -> impl Strategy<Value = Unit> {
    let money = [*b"USD", *b"EUR", *b"CHF"].map(|code| Unit::Money(Currency(code)));
    prop_oneof![select(money.to_vec()), measures().prop_map(|(measure, _)| Unit::Measure(measure))]
}

/// What a sheet can say with these numbers and units.
pub(crate) fn quantities_of(
    numbers: impl Strategy<Value = Decimal> + Clone,
    units: impl Strategy<Value = Unit> + Clone,
) -> impl Strategy<Value = Quantity> {
    let bounds =
        select(vec![Bound::Exact, Bound::AtLeast, Bound::MoreThan, Bound::UpTo, Bound::LessThan, Bound::About]);
    let ends = (numbers.clone(), numbers.clone(), units.clone(), any::<bool>());
    let range = ends.prop_map(|(a, b, unit, about)| Quantity { about, ..Quantity::range(a.min(b), a.max(b), unit) });
    let order = (bounds.clone(), 0..=12_u32, units.clone())
        .prop_map(|(bound, zeros, unit)| Quantity::tens_of(bound, Decimal::from(10_u64.pow(zeros)), unit));
    let number = (bounds, numbers, units).prop_map(|(bound, n, unit)| Quantity::bounded(bound, n, unit));
    prop_oneof![number, range, order]
}
