//! What holds for every input.

use std::cmp::Ordering;
use std::sync::LazyLock;

use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::{prop_assert, prop_assert_eq, proptest};
use rust_decimal::Decimal;

use super::ES;
use crate::locale::embedded;
use crate::locale::{Gap, Locale, Style};
use crate::quantity::Quantity;
use crate::quantity::tests::{VOCABULARY, quantities_of, units};

static LOCALES: LazyLock<[Locale; 3]> = LazyLock::new(|| {
    ["fr", "en", "es"].map(|tag| Locale::from_toml(tag, embedded(tag).unwrap_or(ES), &VOCABULARY, &[]).unwrap())
});

fn quantity() -> impl Strategy<Value = Quantity> {
    let number = (0u64..2_000_000, 0u32..10)
        .prop_map(|(digits, zeros)| Decimal::from(digits) * Decimal::from(10u64.pow(zeros)) / Decimal::from(1000));
    quantities_of(number.boxed(), units().boxed())
}

proptest! {
    #[test]
    fn a_unit_never_leaves_its_number(figure in quantity(), long in any::<bool>()) {
        let style = if long { Style::Long } else { Style::Short };
        for locale in LOCALES.iter() {
            let phrase = locale.figure(&figure, style);
            prop_assert!(phrase.gaps[1] != Gap::Space, "{phrase:?}");
            let text = phrase.text();
            prop_assert!(!text.contains("  ") && !text.contains("{") && text.trim() == text, "{text:?}");
            if !phrase.unit.is_empty() && figure.order().is_none() {
                let after_digits = text.trim_end_matches(|c: char| !c.is_ascii_digit()).len();
                prop_assert!(!text[after_digits..].starts_with(' '), "{text:?}");
            }
        }
    }

    /// Reading the digits back gives the number that was printed.
    #[test]
    fn a_decimal_loses_nothing(mantissa in any::<i64>(), scale in 0u32..18) {
        let value = Decimal::new(mantissa, scale);
        let text = LOCALES[1].decimal(value, 28).replace(',', "").replace('−', "-");
        prop_assert_eq!(text.parse::<Decimal>().unwrap(), value);
    }

    #[test]
    fn typography_has_nothing_to_do_twice(
        text in "[aé17 '\"?!:;.%«»“”‘’()/\u{A0}\u{202F}\n,-]{0,16}|.{0,24}|(https?://[a:?.'\"]{0,6}| |\"|1 400 GW|: ){0,6}",
        before in prop_oneof![Just(None), any::<char>().prop_map(Some), "[a ('\"«1.:]".prop_map(|s| s.chars().next())],
    ) {
        for locale in LOCALES.iter() {
            let once = locale.typography(&text, before).into_owned();
            let twice = locale.typography(&once, before).into_owned();
            prop_assert_eq!(&once, &twice, "{} {:?}", locale.tag(), text);
        }
    }

    /// Letters and digits come through, in order: only marks and spaces are the typographer's.
    #[test]
    fn typography_touches_no_word(text in "[a-z0-9 '\"?!:;.%«»\u{A0}]{0,40}") {
        let words = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        for locale in LOCALES.iter() {
            prop_assert_eq!(words(&locale.typography(&text, None)), words(&text));
        }
    }

    #[test]
    fn comparison_is_a_total_order(a in "[aàAbéeE -]{0,4}|.{0,6}", b in "[aàAbéeE -]{0,4}|.{0,6}", c in "[aàAbéeE -]{0,4}|.{0,6}") {
        for locale in LOCALES.iter() {
            let (ab, bc, ac) = (locale.compare(&a, &b), locale.compare(&b, &c), locale.compare(&a, &c));
            prop_assert_eq!(ab, locale.compare(&b, &a).reverse());
            prop_assert_eq!(ab == Ordering::Equal, a == b);
            if ab == bc {
                prop_assert_eq!(ac, ab);
            }
        }
    }
}
