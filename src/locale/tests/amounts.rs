//! Amounts, bounds, orders, ranges and totals.

use rust_decimal::Decimal;

use super::{locale, shown, unit};
use crate::locale::{Gap, Locale, Style};
use crate::quantity::{Amount, Bound, Currency, Order, Quantity, Unit};

const USD: Unit = Unit::Money(Currency(*b"USD"));
const CHF: Unit = Unit::Money(Currency(*b"CHF"));

fn dec(text: &str) -> Decimal {
    // `e` notation keeps the tables readable: 38e9.
    Decimal::from_scientific(text).or_else(|_| text.parse()).unwrap()
}

fn number(bound: Bound, text: &str, unit: Unit) -> Quantity {
    Quantity::bounded(bound, dec(text), unit)
}

fn exact(text: &str, unit: Unit) -> Quantity {
    number(Bound::Exact, text, unit)
}

fn range(low: &str, high: &str, unit: Unit) -> Quantity {
    Quantity::range(dec(low), dec(high), unit)
}

fn order(order: Order, scale: &str, unit: Unit) -> Quantity {
    Quantity::tens_of(Bound::Magnitude, order.factor() * dec(scale), unit)
}

/// Each figure, and what it is printed as.
fn check(tag: &str, style: Style, cases: &[(Quantity, &str)]) {
    let locale = locale(tag);
    for (figure, expected) in cases {
        assert_eq!(shown(&locale.figure(figure, style).text()), *expected, "{tag} {figure:?}");
    }
}

#[test]
fn french_in_sentences() {
    use Bound::{About, AtLeast, LessThan, MoreThan, UpTo};
    let (years, gpus) = (unit("years"), unit("GPUs"));
    let (shares, homes) = (unit("shares"), unit("homes"));
    let euros = Unit::Money(Currency(*b"EUR"));
    check(
        "fr",
        Style::Long,
        &[
            (exact("38e9", USD), "38_milliards de dollars"),
            (exact("1.4e12", USD), "1~400_milliards de dollars"),
            (exact("1e9", USD), "1_milliard de dollars"),
            (exact("1.5e9", USD), "1,5_milliard de dollars"),
            (exact("2e9", USD), "2_milliards de dollars"),
            (exact("1e6", USD), "1_million de dollars"),
            (exact("12500", USD), "12~500_dollars"),
            (exact("1", USD), "1_dollar"),
            (exact("0", USD), "0_dollar"),
            (exact("1234567", USD), "1~234~567_dollars"),
            (exact("1234567890", USD), "1~234~567~890_dollars"),
            (exact("1234500000", USD), "1~234,5_millions de dollars"),
            (exact("38e9", euros), "38_milliards d’euros"),
            (exact("38e9", CHF), "38_milliards CHF"),
            (exact("12500", CHF), "12~500_CHF"),
            (number(AtLeast, "10e9", USD), "au moins 10_milliards de dollars"),
            (number(MoreThan, "500e9", USD), "plus de 500_milliards de dollars"),
            (number(LessThan, "500e9", USD), "moins de 500_milliards de dollars"),
            (number(UpTo, "6e9", unit("W")), "jusqu’à 6_gigawatts"),
            (exact("1e9", unit("W")), "1_gigawatt"),
            (exact("500e6", unit("W")), "500_mégawatts"),
            (exact("1200", unit("W")), "1,2_kilowatt"),
            (number(UpTo, "10", unit("%")), "jusqu’à 10~%"),
            (exact("2.7", unit("%")), "2,7~%"),
            (exact("7", years), "7_ans"),
            (exact("1", years), "1_an"),
            (exact("18", unit("months")), "18_mois"),
            (number(About, "25e6", homes), "environ 25_millions de foyers"),
            (exact("3e6", shares), "3_millions d’actions"),
            (exact("200000", gpus), "200~000_GPU"),
            (order(Order::Tens, "1e9", USD), "des dizaines_de milliards de dollars"),
            (order(Order::Tens, "1e9", CHF), "des dizaines_de milliards de CHF"),
            (order(Order::Hundreds, "1", USD), "des centaines_de dollars"),
            (order(Order::Hundreds, "1000", gpus), "des centaines_de milliers de GPU"),
            (order(Order::Hundreds, "1000", shares), "des centaines_de milliers d’actions"),
            (order(Order::Tens, "1e9", unit("W")), "des dizaines_de gigawatts"),
            (order(Order::Several, "1", years), "plusieurs_années"),
            (order(Order::Several, "1e9", USD), "plusieurs_milliards de dollars"),
            (order(Order::Tens, "1e15", USD), "de 20~000~000 à moins de 100~000~000_milliards de dollars"),
            (range("10e9", "20e9", USD), "entre 10 et 20_milliards de dollars"),
            (range("500e6", "2e9", USD), "entre 500_millions et 2_milliards de dollars"),
            (range("500e6", "2e9", unit("W")), "entre 500_mégawatts et 2_gigawatts"),
            (range("5", "10", unit("%")), "entre 5 et 10~%"),
            (Quantity { about: true, ..range("5", "7", years) }, "entre environ 5 et 7_ans"),
        ],
    );
}

#[test]
fn french_in_tables() {
    check(
        "fr",
        Style::Short,
        &[
            (exact("38e9", USD), "38_Md$"),
            (exact("1.4e12", USD), "1~400_Md$"),
            (exact("25e6", USD), "25_M$"),
            (exact("12500", USD), "12~500_$"),
            (exact("38e9", CHF), "38_Md_CHF"),
            (number(Bound::UpTo, "6e9", unit("W")), "jusqu’à 6_GW"),
            (exact("25e6", unit("homes")), "25_millions de foyers"),
            (order(Order::Tens, "1e9", USD), "des dizaines_de Md$"),
            (order(Order::Hundreds, "1e3", USD), "des centaines_de milliers de dollars"),
            (range("10e9", "20e9", USD), "10–20_Md$"),
            (range("500e6", "2e9", USD), "500_M$ – 2_Md$"),
        ],
    );
}

#[test]
fn english() {
    let (years, gpus) = (unit("years"), unit("GPUs"));
    let homes = unit("homes");
    check(
        "en",
        Style::Long,
        &[
            (exact("38e9", USD), "$38_billion"),
            (exact("1.4e12", USD), "$1.4_trillion"),
            (exact("12500", USD), "$12,500"),
            (exact("38e9", CHF), "CHF_38_billion"),
            (exact("38e9", Unit::Money(Currency(*b"CNY"))), "38_billion yuan"),
            (number(Bound::UpTo, "6e9", unit("W")), "up to 6_GW"),
            (number(Bound::AtLeast, "10e9", USD), "at least $10_billion"),
            (exact("10", unit("%")), "10%"),
            (exact("1", years), "1_year"),
            (exact("7", years), "7_years"),
            (number(Bound::About, "25e6", homes), "about 25_million homes"),
            (order(Order::Tens, "1e9", USD), "tens_of billions of dollars"),
            (order(Order::Hundreds, "1e3", gpus), "hundreds_of thousands of GPUs"),
            (order(Order::Several, "1", years), "several_years"),
            (range("10e9", "20e9", USD), "between $10_billion and $20_billion"),
            (range("5", "10", unit("%")), "between 5% and 10%"),
            (range("1e9", "2e9", unit("W")), "between 1 and 2_GW"),
        ],
    );
    check(
        "en",
        Style::Short,
        &[
            (exact("38e9", USD), "$38bn"),
            (exact("1.4e12", USD), "$1.4tn"),
            (exact("38e9", CHF), "CHF_38bn"),
            (number(Bound::UpTo, "6e9", unit("W")), "up to 6_GW"),
            (exact("25e6", homes), "25m_homes"),
            (range("10e9", "20e9", USD), "$10–20bn"),
            (range("500e6", "2e9", USD), "$500m – $2bn"),
            (order(Order::Tens, "1e9", USD), "tens_of billions of dollars"),
        ],
    );
}

#[test]
fn a_third_language_is_a_file() {
    check(
        "es",
        Style::Long,
        &[
            (exact("38e9", USD), "38.000_millones de dólares"),
            (exact("1.4e9", USD), "1400_millones de dólares"),
            (exact("1.4e12", USD), "1,4_billones de dólares"),
            (exact("1e6", USD), "1_millón de dólares"),
            (exact("38e9", CHF), "38.000_millones de CHF"),
            (number(Bound::UpTo, "6e9", unit("W")), "hasta 6_gigavatios"),
            (order(Order::Tens, "1e9", USD), "decenas_de miles de millones de dólares"),
            (range("5", "10", unit("%")), "entre 5_% y 10_%"),
        ],
    );
    check("es", Style::Short, &[(exact("38e9", USD), "38.000_M$"), (exact("3e6", unit("W")), "3_MW")]);
}

#[test]
fn totals() {
    let total = |locale: &Locale, low, high: Option<&str>, excluded, about, style| {
        let sum = Quantity { high: high.map(dec), high_open: excluded, about, ..exact(low, USD) };
        shown(&locale.total(&sum, style).text())
    };
    use Style::{Long, Short};
    let fr = locale("fr");
    for (low, high, excluded, about, style, expected) in [
        ("308e9", Some("388e9"), false, false, Long, "entre 308 et 388_milliards de dollars"),
        ("308e9", Some("388e9"), true, false, Long, "de 308 à moins de 388_milliards de dollars"),
        ("308e9", Some("388e9"), true, true, Long, "entre environ 308 et 388_milliards de dollars"),
        ("308e9", Some("388e9"), true, false, Short, "308 à moins de 388_Md$"),
        ("308e9", Some("388e9"), false, false, Short, "308–388_Md$"),
        ("900e6", Some("388e9"), true, false, Short, "900_M$ à moins de 388_Md$"),
        ("308e9", Some("388e9"), false, true, Short, "environ 308–388_Md$"),
        ("10e9", None, false, false, Long, "au moins 10_milliards de dollars"),
        ("10e9", None, false, true, Long, "au moins environ 10_milliards de dollars"),
        ("0", Some("6e9"), false, false, Long, "jusqu’à 6_milliards de dollars"),
        ("0", Some("6e9"), true, false, Long, "moins de 6_milliards de dollars"),
        ("0", Some("6e9"), true, true, Long, "jusqu’à environ 6_milliards de dollars"),
        ("300e9", Some("300e9"), false, false, Long, "300_milliards de dollars"),
        ("300e9", Some("300e9"), false, true, Short, "environ 300_Md$"),
    ] {
        assert_eq!(total(&fr, low, high, excluded, about, style), expected);
    }
    let en = locale("en");
    assert_eq!(total(&en, "308e9", Some("388e9"), true, false, Long), "from $308_billion to less than $388_billion");
    assert_eq!(total(&en, "308e9", Some("388e9"), true, false, Short), "$308bn to less than $388bn");
    assert_eq!(total(&en, "308e9", Some("388e9"), false, false, Short), "$308–388bn");
}

#[test]
fn a_phrase_comes_in_parts() {
    let fr = locale("fr").figure(&number(Bound::UpTo, "6e9", unit("W")), Style::Long);
    assert_eq!((&*fr.before, &*fr.number, &*fr.unit, &*fr.after), ("jusqu’à", "6", "gigawatts", ""));
    assert_eq!(fr.gaps, [Gap::Space, Gap::NoBreak, Gap::None]);
    let en = locale("en").figure(&exact("38e9", USD), Style::Short);
    assert_eq!((&*en.before, &*en.number, &*en.unit, en.gaps[1]), ("", "$38", "bn", Gap::None));
    let tens = locale("fr").figure(&order(Order::Tens, "1e9", USD), Style::Long);
    assert_eq!((&*tens.before, &*tens.number, &*tens.unit), ("des", "dizaines", "de milliards de dollars"));
    let total = locale("fr").total(&range("308e9", "388e9", USD), Style::Long);
    assert_eq!((&*total.before, &*total.number, &*total.unit), ("entre", "308 et 388", "milliards de dollars"));
}

#[test]
fn amounts_without_a_figure() {
    let words = |tag: &str, amount, style| shown(&locale(tag).amount(&amount, style).text());
    assert_eq!(words("fr", Amount::Undisclosed, Style::Long), "montant non communiqué");
    assert_eq!(words("fr", Amount::Undisclosed, Style::Short), "n._c.");
    assert_eq!(words("fr", Amount::None, Style::Long), "aucun");
    assert_eq!(words("en", Amount::Figure(exact("6e9", unit("W"))), Style::Long), "6_GW");
}
