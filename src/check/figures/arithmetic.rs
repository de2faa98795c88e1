//! Figures that a sentence works out from its other figures: sums, differences, a year of a whole, pieces at a price.
//!
//! Own arithmetic is allowed where it can be redone: it is silent if it is right, and contradicts the facts if not.

use std::ops::Range;

use rust_decimal::Decimal;

use super::Passage;
use super::scene::{Rate, Scene};
use crate::figures::Reading;
use crate::quantity::{Dimension, Quantity, Unit, Written, comparable};
use crate::vocabulary::lexicon::speech::{List, begins, ends, fold, has};

/// Figures that are added in every way.
const FIGURES_AT_MOST: usize = 6;

/// Numbers from one to below the other are years.
const YEARS: (Decimal, Decimal) =
    (Decimal::from_parts(1900, 0, 0, false, 0), Decimal::from_parts(2100, 0, 0, false, 0));

/// As terms are spread everywhere.
const DAYS_OF_A_YEAR: Decimal = Decimal::from_parts(36525, 0, 0, false, 2);

/// A year is so many days, give or take what a result may be rounded by.
const ROOM: Decimal = Decimal::from_parts(2, 0, 0, false, 2);

/// The other figures of a sentence.
pub(super) struct Arithmetic {
    pub(super) others: Vec<Quantity>,
    /// Numbers without a unit of their own: the 27 of "27 and 18 million".
    pub(super) bare: Vec<Decimal>,
    /// How many of them stand in front of the figure.
    before: usize,
}

impl Arithmetic {
    pub(super) fn of(
        passage: &Passage<'_>,
        sentence: &Range<usize>,
        reading: &Reading,
        readings: &[Reading],
    ) -> Arithmetic {
        let near = |other: &&Reading| {
            let inside = sentence.start <= other.range.start && other.range.end <= sentence.end;
            inside && other.range != reading.range && passage.text.is_char_boundary(other.range.start)
        };
        let others =
            readings.iter().filter(near).filter_map(|other| Some((other.range.start, other.amount()?.quantity)));
        let others: Vec<(usize, Quantity)> = others.take(FIGURES_AT_MOST).collect();
        let before = others.iter().filter(|(at, _)| *at < reading.range.start).count();
        let read = |at: usize| readings.iter().any(|other| other.range.contains(&at));
        let is_year = |number: &Decimal| number.scale() == 0 && *number >= YEARS.0 && *number < YEARS.1;
        let bare = bare(passage, sentence).filter(|(at, _)| !read(*at)).map(|(_, number)| number);
        let bare = bare.filter(|number| !is_year(number));
        let bare = bare.take(FIGURES_AT_MOST).collect();
        Arithmetic { others: others.into_iter().map(|(_, quantity)| quantity).collect(), bare, before }
    }

    /// Whether the sentence has no other figure of its unit.
    pub(super) fn is_alone(&self, prose: &Written) -> bool {
        self.numbers(prose.quantity.unit).is_empty()
    }

    /// How many numbers the sentence may add up to a figure of this unit.
    pub(super) fn addends(&self, unit: Unit) -> usize {
        self.numbers(unit).len() + self.bare.len()
    }

    /// The other figures of a unit; of any that is counted or paid, where the unit is not said.
    pub(super) fn numbers(&self, unit: Unit) -> Vec<Decimal> {
        let may_be = |other: Unit| unit == Unit::Unsaid && (other.is_count() || other.currency().is_some());
        let alike = self.others.iter().filter(|other| comparable(other.unit, unit).is_some() || may_be(other.unit));
        let ends = alike.map(|other| other.based().stated());
        let ends = ends.flat_map(|(low, high)| [Some(high), (low != high).then_some(low)]).flatten();
        // What is paid for one is told with what a price rose by.
        ends.chain(self.prices(unit)).collect()
    }

    /// The lengths of time of the sentence, in years.
    pub(super) fn years(&self) -> impl Iterator<Item = Decimal> {
        let terms = self.others.iter().filter(|other| other.unit.is(Dimension::TIME));
        terms.filter_map(|term| term.based().stated().1.checked_div(DAYS_OF_A_YEAR)).filter(|years| !years.is_zero())
    }

    pub(super) fn counts(&self) -> impl Iterator<Item = Decimal> {
        self.others.iter().filter(|other| other.unit.is_count()).map(|other| other.stated().1)
    }

    /// Whether a figure follows from the others.
    pub(super) fn explains(&self, scene: &Scene<'_>, prose: &Written) -> bool {
        if self.others.is_empty() && self.bare.len() < 2 {
            return false;
        }
        let is_monthly = has(&scene.sentence(), &scene.passage.grammar.speech().rates.other);
        let target = Target::of(prose);
        let (unit, near, same) = (target.unit, |result| target.is_near(result), |result| target.is(result));
        let mut numbers = self.numbers(unit);
        // What has no unit is counted in that of the figure: millions beside millions.
        let scale = scale_of(target.digit.max(Decimal::ONE));
        numbers.extend(self.bare.iter().map(|number| number.saturating_mul(scale)));
        numbers.truncate(FIGURES_AT_MOST);
        let subsets = 1_u32..(1 << numbers.len().min(FIGURES_AT_MOST));
        let sum = |set: u32| {
            let those = numbers.iter().enumerate().filter(|(index, _)| set & (1 << index) != 0);
            those.fold(Decimal::ZERO, |sum, (_, number)| sum.saturating_add(*number))
        };
        let is_sum = subsets.filter(|set| set.count_ones() > 1).any(|set| same(sum(set)));
        let is_difference =
            || numbers.iter().any(|one| numbers.iter().any(|other| one > other && same(one.saturating_sub(*other))));
        let is_of_a_term = || {
            !unit.is(Dimension::TIME)
                && self.years().any(|years| {
                    numbers.iter().any(|number| {
                        number.checked_div(years).is_some_and(near) || number.checked_mul(years).is_some_and(near)
                    })
                })
        };
        let is_of_months = || {
            let year = Decimal::from(12);
            is_monthly && numbers.iter().any(|n| n.checked_div(year).is_some_and(same) || same(n.saturating_mul(year)))
        };
        let is_of_pieces = || {
            self.counts().any(|count| {
                numbers.iter().any(|price| {
                    price.checked_mul(count).is_some_and(near) || price.checked_div(count).is_some_and(near)
                })
            })
        };
        is_sum || is_difference() || is_of_a_term() || is_of_months() || is_of_pieces()
    }

    /// What is paid for one, of this unit.
    pub(super) fn prices(&self, unit: Unit) -> impl Iterator<Item = Decimal> {
        self.others.iter().filter_map(move |other| match other.unit {
            Unit::Rate(rate) if rate.of.unit() == unit => Some(other.stated().1),
            Unit::Rate(_) | Unit::Money(_) | Unit::Measure(_) | Unit::Unsaid => None,
        })
    }

    /// Whether the sentence tells the figure as what its other figures come to together.
    pub(super) fn is_a_total(&self, scene: &Scene<'_>, prose: &Written) -> bool {
        let total = &scene.passage.grammar.speech().told.total;
        self.before > 0 && self.addends(yearly(prose.quantity.unit).0) > 1 && says(scene, total)
    }

    /// Whether the sentence says that the figure follows from the others, though it does not.
    pub(super) fn is_a_wrong_sum(&self, scene: &Scene<'_>, prose: &Written) -> bool {
        let (unit, _) = yearly(prose.quantity.unit);
        let numbers = self.numbers(unit);
        let sum = &scene.passage.grammar.speech().told.sum;
        let (before, _) = scene.clause().near();
        let said = says(scene, sum);
        let is_yearly = scene.rate() == Some(Rate::Yearly) || unit != prose.quantity.unit;
        let of_a_term = is_yearly && !numbers.is_empty() && self.years().next().is_some();
        let of_pieces = said && self.counts().next().is_some() && self.others.len() > 1;
        // "Fell by €6, from €74 to €68."
        let of_a_change = ends(before.trim_end(), &scene.passage.grammar.speech().aside.grown_before);
        // Money beside which the currency is said.
        let is_money = || self.others.iter().any(|other| other.unit.currency().is_some());
        let is_told = (prose.quantity.unit != Unit::Unsaid || is_money()) && (self.before > 0 || of_a_change);
        is_told && (said && numbers.len() + self.bare.len() > 1 || of_a_term || of_pieces)
    }
}

/// Whether one of these words stands before a figure, right behind it, or in it: "add up to €54 million".
fn says(scene: &Scene<'_>, words: &List) -> bool {
    let (before, after) = scene.clause().near();
    let written = fold(scene.passage.text.get(scene.reading.range.clone()).unwrap_or(""));
    has(&(before + &written), words) || begins(after.trim_start(), words)
}

/// The number that a calculation must come to.
pub(super) struct Target {
    pub(super) unit: Unit,
    ends: [Decimal; 2],
    /// What its last digit is worth.
    digit: Decimal,
    /// Whether it is told as about right.
    about: bool,
}

impl Target {
    pub(super) fn of(prose: &Written) -> Target {
        let (unit, factor) = yearly(prose.quantity.unit);
        let (low, high) = prose.quantity.stated();
        let ends = [low, high].map(|end| end.saturating_mul(factor));
        Target { unit, ends, digit: prose.digit.saturating_mul(factor), about: prose.quantity.about }
    }

    /// Whether a product or a quotient comes to it, rounded.
    fn is_near(&self, result: Decimal) -> bool {
        let half = self.digit.checked_div(Decimal::TWO).unwrap_or_default();
        let room = half.max(result.saturating_mul(ROOM).abs());
        self.ends.iter().any(|number| (number - result).abs() <= room)
    }

    /// Whether an average comes to it: "some $833,000 a month".
    pub(super) fn is_average(&self, result: Decimal) -> bool {
        self.is(result) || self.about && self.is_near(result)
    }

    /// Whether a result is a twentieth more or less at most.
    pub(super) fn is_about(&self, result: Decimal) -> bool {
        self.ends.iter().any(|end| (end - result).abs().saturating_mul(Decimal::from(20)) <= end.abs())
    }

    /// Whether it has one digit before its zeros.
    pub(super) fn is_vague(&self) -> bool {
        self.ends.iter().any(|end| end.abs() < self.digit.saturating_mul(Decimal::TEN))
    }

    /// Whether a sum comes to it: what is added is exact.
    pub(super) fn is(&self, result: Decimal) -> bool {
        self.ends.iter().any(|number| (number - result).abs().saturating_mul(Decimal::TWO) <= self.digit)
    }
}

/// The unit in which a figure is held against others, and what one of it is there: so much a year as so much.
fn yearly(unit: Unit) -> (Unit, Decimal) {
    match unit {
        Unit::Rate(rate) if rate.per.dimension == Dimension::TIME => {
            (rate.of.unit(), unit.factor().saturating_mul(DAYS_OF_A_YEAR))
        }
        Unit::Rate(_) | Unit::Money(_) | Unit::Measure(_) | Unit::Unsaid => (unit, unit.factor()),
    }
}

/// A thousand, a million …: the largest that is not above a digit's worth, so that "1.4 billion" is counted in millions.
fn scale_of(digit: Decimal) -> Decimal {
    let scales = [0, 3, 6, 9, 12].map(|zeros| Decimal::from(10_u64.pow(zeros)));
    scales.into_iter().rfind(|scale| *scale <= digit).unwrap_or(Decimal::ONE)
}

/// The numbers in digits of a sentence, with their places.
fn bare<'t>(passage: &'t Passage<'_>, sentence: &Range<usize>) -> impl Iterator<Item = (usize, Decimal)> + 't {
    let (start, decimal) = (sentence.start, passage.grammar.writing().decimal);
    let text = passage.text.get(sentence.clone()).unwrap_or("");
    let mut at = 0;
    std::iter::from_fn(move || {
        let begin = at + text[at..].find(|c: char| c.is_ascii_digit())?;
        let inside = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let end = text[begin..].find(|c| !inside(c)).map_or(text.len(), |len| begin + len);
        at = end;
        Some((start + begin, number(text[begin..end].trim_end_matches(['.', ',']), decimal)))
    })
    .filter_map(|(at, number)| Some((at, number?)))
}

/// A number in the manner of a language, or in the other where the own one makes no sense.
fn number(written: &str, decimal: char) -> Option<Decimal> {
    let (whole, decimals) = written.split_once(decimal).unwrap_or((written, ""));
    let is_grouped = whole.split(['.', ',']).skip(1).all(|group| group.len() == 3);
    let plain =
        if is_grouped { format!("{}.{decimals}", whole.replace(['.', ','], "")) } else { written.replace(',', ".") };
    plain.trim_end_matches('.').parse().ok()
}
