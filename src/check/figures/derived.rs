//! Figures that follow from the facts of the sheet: what a value has grown by, a share of it, pieces at their price, an
//! average, what two values come to and what one leaves of another.
//!
//! None of them is a fact, and each can be redone: they are passed over where they are right.

mod ratios;

use rust_decimal::Decimal;

use super::arithmetic::{Arithmetic, Target};
use super::candidate::{Candidate, Standing};
use super::scene::{Rate, Scene};
use super::{Linter, Passage};
use crate::figures::{self, Reading};
use crate::model::{BuiltinField, Claim, DealId, LangId, Value};
use crate::quantity::{Bound, Dimension, Unit, Written, comparable};
use crate::vocabulary::lexicon::speech::{begins, has};

/// So many facts of a sheet are tried.
const CLAIMS_AT_MOST: usize = 64;

/// As terms are spread everywhere.
const DAYS_OF_A_YEAR: Decimal = Decimal::from_parts(36525, 0, 0, false, 2);

/// The facts of a deal, and the other figures of a sentence.
struct Sheet<'s, 'a> {
    target: Target,
    /// All that stand, now or before.
    all: Vec<&'s Candidate<'a>>,
    /// Those of the figure's unit, or of a price in it.
    known: Vec<&'s Candidate<'a>>,
    /// The other figures of the sentence in its unit.
    numbers: Vec<Decimal>,
}

/// Whether a figure follows from facts of the sheet, and the other figures of its sentence.
pub(super) fn follows(
    linter: &Linter<'_>,
    scene: &Scene<'_>,
    prose: &Written,
    (arithmetic, is_of_one): (&Arithmetic, bool),
    own: &[Candidate<'_>],
) -> bool {
    let target = Target::of(prose);
    let stands = |c: &&Candidate<'_>| matches!(c.standing, Standing::Contender | Standing::Past);
    let all: Vec<&Candidate<'_>> = own.iter().filter(stands).take(CLAIMS_AT_MOST).collect();
    let known =
        all.iter().copied().filter(|c| comparable(c.quantity.unit, target.unit).is_some() || price_in(c, target.unit));
    let target_unit = target.unit;
    let sheet = Sheet { known: known.collect(), all, numbers: arithmetic.numbers(target.unit), target };
    let speech = scene.passage.grammar.speech();
    let sentence = scene.sentence();
    let extends = || has(&sentence, &speech.dated.option);
    let shares: Vec<Decimal> = arithmetic
        .others
        .iter()
        .filter(|other| other.unit.is(Dimension::SHARE))
        .map(|share| share.stated().1)
        .collect();
    // What the sentence itself spreads over a term must be that.
    let is_value = |n: &Decimal| sheet.known.iter().any(|c| number(c) == *n);
    let is_reckoned = sheet.numbers.iter().any(is_value) && arithmetic.years().next().is_some();
    // "€20 million a year, against 24 million".
    let is_told_beside = || prose.quantity.unit == Unit::Unsaid && has(&sentence, &speech.rates.yearly);
    let is_monthly = scene.rate() == Some(Rate::Other);
    let is_rated = || {
        matches!(prose.quantity.unit, Unit::Rate(_))
            || scene.rate().is_some()
            || is_told_beside()
            || begins(&sentence, &speech.rates.piece)
            || has(&sentence, &speech.rates.average)
    };
    // Of a length of time there are no shares, pieces or averages.
    if target_unit.is(Dimension::TIME) {
        return sheet.has_grown()
            || !extends() && has(&sentence, &speech.told.sum) && (sheet.is_the_rest() || sheet.is_a_sum(|_| true))
            || extends() && sheet.is_a_sum(|c| is_option(linter, c))
            || !extends() && (scene.is_a_distance() || has(&sentence, &speech.told.without)) && sheet.is_a_gap();
    }
    let tells_a_change = || {
        let lists = [&speech.told.past, &speech.told.sum, &speech.aside.grown_by, &speech.dated.changed];
        scene.is_a_distance() || lists.into_iter().any(|list| has(&sentence, list))
    };
    sheet.has_grown() && (!is_of_one || tells_a_change())
        || (!shares.is_empty() || has(&sentence, &speech.told.sum)) && sheet.is_the_rest()
        || !is_reckoned && sheet.is_of_years(arithmetic)
        || sheet.is_a_share(shares)
        || sheet.is_a_portion(linter)
        || !is_of_one && sheet.is_a_sum_of_legs(linter)
        || sheet.is_of_pieces(arithmetic)
        || is_of_a_hundred(&sheet, arithmetic, own)
        || arithmetic.addends(target_unit) < 2
            && (has(&sentence, &speech.told.sum) && sheet.is_a_sum(|_| true)
                || extends() && sheet.is_a_sum(|c| is_option(linter, c)))
        || (scene.is_a_distance() || has(&sentence, &speech.told.without)) && sheet.is_a_gap()
        || sheet.is_what_is_firm(linter)
        || sheet.is_a_valuation()
        || sheet.is_what_others_hold()
        || is_rated() && (!is_reckoned || is_monthly) && sheet.is_an_average(scene.rate() == Some(Rate::Yearly))
        || prose.quantity.unit.is(Dimension::SHARE)
            && !has(&sentence, &speech.share.stake)
            && (sheet.is_a_ratio(arithmetic) || is_rough(prose) && sheet.is_a_ratio_of_facts())
}

/// Whether it is a share of the sheet told of a round number, or that number: "of every $1,000, $150".
fn is_of_a_hundred(sheet: &Sheet<'_, '_>, arithmetic: &Arithmetic, own: &[Candidate<'_>]) -> bool {
    let is_round = |n: &Decimal| {
        let n = n.normalize();
        [2, 3, 4, 5, 6].iter().any(|zeros| n == Decimal::from(10_u64.pow(*zeros)))
    };
    let others: Vec<Decimal> = sheet.numbers.iter().chain(&arithmetic.bare).copied().collect();
    let shares = own.iter().filter(|c| c.quantity.unit.is(Dimension::SHARE)).map(|c| c.quantity.stated().1);
    shares.map(|share| share.saturating_mul(Decimal::new(1, 2))).any(|share| {
        let of_round = |other: &Decimal| is_round(other) && sheet.target.is(share.saturating_mul(*other));
        let is_base =
            |other: &Decimal| other.checked_div(share).is_some_and(|base| is_round(&base) && sheet.target.is(base));
        others.iter().any(|other| of_round(other) || is_base(other))
    })
}

/// Whether the words of the sheet have the figure: "once the factory employs 400 people".
pub(super) fn is_in_words(linter: &Linter<'_>, passage: &Passage<'_>, deal: DealId, prose: &Written) -> bool {
    let briefing = linter.context.briefing;
    let lang = briefing.site.lang(passage.grammar.tag()).unwrap_or(LangId::DEFAULT);
    let deal = briefing.deal(deal);
    let words = |claim: &'_ Claim| match &claim.value {
        Value::Text(text) => Some(text.get(lang).0.to_owned()),
        Value::Amount(_) | Value::Date(_) | Value::Status(_) => None,
    };
    let called = deal.legs.iter().flat_map(|leg| {
        let tranches = leg.tranches.iter().map(|tranche| &tranche.what);
        std::iter::once(&leg.what).chain(tranches).map(|what| what.get(lang).0.to_owned())
    });
    let has_it = |text: &str| {
        let readings = figures::read(text, passage.grammar, &briefing.terms());
        readings.iter().filter_map(Reading::amount).any(|known| {
            let unit = comparable(prose.quantity.unit, known.quantity.unit);
            unit.is_some() && prose.quantity.number() == known.quantity.number()
        })
    };
    deal.claims().filter_map(words).chain(called).any(|text| text.contains(char::is_numeric) && has_it(&text))
}

/// Whether a number is told as about, or as somewhat less or more: "not quite 30 %".
fn is_rough(prose: &Written) -> bool {
    prose.quantity.about || matches!(prose.quantity.bound(), Bound::LessThan | Bound::MoreThan)
}

/// What a claim comes to, at most.
fn number(claim: &Candidate<'_>) -> Decimal {
    claim.quantity.based().stated().1
}

/// Whether it is what an option adds.
fn is_option(linter: &Linter<'_>, claim: &Candidate<'_>) -> bool {
    let deal = linter.context.briefing.deal(claim.deal);
    let of_leg = claim.leg.is_some_and(|leg| deal.legs[leg].kind.option);
    let fields = [BuiltinField::OptionValue, BuiltinField::OptionTerm, BuiltinField::OptionCapacity];
    of_leg || fields.iter().any(|field| field.id() == claim.fact.field)
}

/// The same, of what is paid for one of something in the unit that the sheet counts it in.
fn worth(claim: &Candidate<'_>) -> Decimal {
    match claim.quantity.unit {
        Unit::Rate(_) => claim.quantity.stated().1,
        Unit::Money(_) | Unit::Measure(_) | Unit::Unsaid => number(claim),
    }
}

/// Whether a claim is what is paid for one of something, in this money.
fn price_in(claim: &Candidate<'_>, money: Unit) -> bool {
    matches!(claim.quantity.unit, Unit::Rate(rate) if rate.of.unit() == money)
}

fn gap(a: Decimal, b: Decimal) -> Decimal {
    a.saturating_sub(b).abs()
}

impl<'s, 'a> Sheet<'s, 'a> {
    fn pairs(&self) -> impl Iterator<Item = (&'s Candidate<'a>, &'s Candidate<'a>)> {
        let earlier = |(index, a): (usize, &&'s Candidate<'a>)| {
            let a = *a;
            self.known[..index].iter().map(move |b| (a, *b)).collect::<Vec<_>>()
        };
        self.known.iter().enumerate().flat_map(earlier)
    }

    /// By how much a value has changed.
    fn has_grown(&self) -> bool {
        self.pairs().any(|(a, b)| std::ptr::eq(a.fact, b.fact) && self.target.is(gap(worth(a), worth(b))))
    }

    /// So many per cent of a value, or what they leave of it.
    fn is_a_share(&self, shares: Vec<Decimal>) -> bool {
        let parts = shares.into_iter().map(|share| share.saturating_mul(Decimal::new(1, 2)));
        let mut parts = parts.flat_map(|part| [part, Decimal::ONE.saturating_sub(part)]);
        let wholes: Vec<Decimal> = self.known.iter().map(|c| number(c)).chain(self.numbers.iter().copied()).collect();
        parts.any(|part| wholes.iter().any(|whole| self.target.is(part.saturating_mul(*whole))))
    }

    /// What one party has of what several have together, and what one or all of them leave.
    fn is_a_portion(&self, linter: &Linter<'_>) -> bool {
        self.known.iter().any(|c| {
            let leg = c.leg.map(|leg| &linter.context.briefing.deal(c.deal).legs[leg]);
            let portions = leg.into_iter().flat_map(|leg| &leg.portions);
            let shares = portions.filter_map(|(_, fact)| fact.amount()?.figure().copied());
            let parts: Vec<Decimal> =
                shares.map(|share| share.based().stated().1.saturating_mul(Decimal::new(1, 2))).collect();
            let rest = |of: &[Decimal]| of.iter().fold(Decimal::ONE, |rest, part| rest.saturating_sub(*part));
            let of_one = parts.iter().flat_map(|part| [*part, rest(&[*part])]);
            !parts.is_empty() && of_one.chain([rest(&parts)]).any(|part| self.target.is(part.saturating_mul(number(c))))
        }) || self.is_the_last_portion(linter)
    }

    /// The share that those of the others leave to the only one without: "40, 25 and 35 per cent".
    fn is_the_last_portion(&self, linter: &Linter<'_>) -> bool {
        let legs = self.all.iter().filter_map(|c| Some(&linter.context.briefing.deal(c.deal).legs[c.leg?]));
        self.target.unit.is(Dimension::SHARE)
            && legs.filter(|leg| !leg.portions.is_empty()).any(|leg| {
                let shares = leg.portions.iter().filter_map(|(_, fact)| fact.amount()?.figure());
                let rest =
                    shares.fold(Decimal::ONE_HUNDRED, |rest, share| rest.saturating_sub(share.based().stated().1));
                rest > Decimal::ZERO && self.target.is(rest)
            })
    }

    /// What another figure of the sentence, or all of them, leave of a value: "three quarters, 39 million, and the city
    /// 13 million".
    fn is_the_rest(&self) -> bool {
        let all = self.numbers.iter().fold(Decimal::ZERO, |sum, other| sum.saturating_add(*other));
        let leaves = |c: &Candidate<'_>, told: Decimal| self.target.is(number(c).saturating_sub(told));
        self.known.iter().any(|c| self.numbers.iter().chain([&all]).any(|told| leaves(c, *told)))
    }

    /// A year of a value that the sentence spreads: "eight million a year, for five years".
    fn is_of_years(&self, arithmetic: &Arithmetic) -> bool {
        let known = self.all.iter().filter(|c| self.is_in_its_unit(c));
        let by_year = |value: Decimal| arithmetic.years().filter_map(move |years| value.checked_div(years));
        known.into_iter().any(|c| by_year(number(c)).any(|result| self.target.is(result)))
    }

    /// Pieces of the sheet or of the sentence at a price of the sheet, or how many they are.
    fn is_of_pieces(&self, arithmetic: &Arithmetic) -> bool {
        let own = self.all.iter().filter(|c| price_in(c, self.target.unit)).map(|price| number(price));
        let mut own = own.flat_map(|price| arithmetic.counts().map(move |count| price.saturating_mul(count)));
        let is_count = self.target.unit.is_count();
        let prices = self.all.iter().filter_map(|c| match c.quantity.unit {
            Unit::Rate(rate) => Some((rate.of.unit(), number(c))).filter(|_| is_count),
            Unit::Money(_) | Unit::Measure(_) | Unit::Unsaid => None,
        });
        let mut counted = prices.flat_map(|(money, price)| {
            arithmetic.numbers(money).into_iter().filter_map(move |paid| paid.checked_div(price))
        });
        if own.any(|result| self.target.is(result)) || counted.any(|result| self.target.is(result)) {
            return true;
        }
        let prices = self.all.iter().filter(|c| price_in(c, self.target.unit));
        let mut pieces = prices.flat_map(|price| {
            let per = move |c: &&&Candidate<'_>| match price.quantity.unit {
                Unit::Rate(rate) => {
                    c.leg == price.leg && comparable(c.quantity.unit, Unit::Measure(rate.per)).is_some()
                }
                Unit::Money(_) | Unit::Measure(_) | Unit::Unsaid => false,
            };
            self.all.iter().filter(per).map(|c| number(price).saturating_mul(number(c)))
        });
        pieces.any(|result| self.target.is(result))
    }

    /// Two values of today together. Of its own figures the sentence tells the sum itself.
    fn is_a_sum(&self, of: impl Fn(&Candidate<'_>) -> bool) -> bool {
        self.is_a_sum_where(|a, b| of(a) || of(b))
    }

    fn is_a_sum_where(&self, fits: impl Fn(&Candidate<'_>, &Candidate<'_>) -> bool) -> bool {
        let now = |c: &Candidate<'_>| c.standing == Standing::Contender;
        self.pairs().any(|(a, b)| now(a) && now(b) && fits(a, b) && self.target.is(number(a).saturating_add(number(b))))
    }

    /// What two legs of one kind come to: the two parts of a venture, two orders.
    fn is_a_sum_of_legs(&self, linter: &Linter<'_>) -> bool {
        let kind = |c: &Candidate<'_>| c.leg.map(|leg| linter.context.briefing.deal(c.deal).legs[leg].kind);
        self.is_a_sum_where(|a, b| {
            a.leg != b.leg && a.fact.field == b.fact.field && kind(a).is_some() && kind(a) == kind(b)
        })
    }

    /// What the parts of a leg come to that hang on no condition.
    fn is_what_is_firm(&self, linter: &Linter<'_>) -> bool {
        let briefing = linter.context.briefing;
        let is_firm = |c: &&&Candidate<'_>| {
            let state = briefing.deal(c.deal).part_on(c.part, briefing.day);
            c.part.contains('.') && state.is_some_and(|state| !state.waits)
        };
        let firm: Vec<_> = self.known.iter().filter(is_firm).collect();
        firm.iter().any(|one| {
            let alike = |c: &&&&Candidate<'_>| c.leg == one.leg && c.fact.field == one.fact.field;
            let all: Vec<_> = firm.iter().filter(alike).collect();
            let sum = all.iter().fold(Decimal::ZERO, |sum, c| sum.saturating_add(number(c)));
            all.len() > 1 && self.target.is(sum)
        })
    }

    /// What all of a company is worth where a share of it has its price: 300 million for 8 per cent.
    fn is_a_valuation(&self) -> bool {
        let is_stake = |c: &&&Candidate<'_>| c.fact.field == BuiltinField::Stake.id() && !number(c).is_zero();
        let hundredth = |c: &Candidate<'_>| number(c).saturating_mul(Decimal::new(1, 2));
        self.all.iter().filter(is_stake).any(|stake| {
            let of_leg = self.known.iter().filter(|c| c.leg == stake.leg);
            of_leg.filter_map(|c| number(c).checked_div(hundredth(stake))).any(|whole| self.target.is(whole))
        })
    }

    /// What is left of a company beside a stake: 30 per cent, where 70 are bought.
    fn is_what_others_hold(&self) -> bool {
        let is_stake = |c: &&&Candidate<'_>| c.fact.field == BuiltinField::Stake.id();
        let left = |c: &Candidate<'_>| Decimal::ONE_HUNDRED.saturating_sub(number(c));
        self.target.unit.is(Dimension::SHARE)
            && self.all.iter().filter(is_stake).map(|c| left(c)).any(|left| !left.is_zero() && self.target.is(left))
    }

    fn is_a_gap(&self) -> bool {
        self.pairs().any(|(a, b)| self.target.is(gap(worth(a), worth(b))))
            || self.known.iter().any(|c| self.numbers.iter().any(|other| self.target.is(gap(number(c), *other))))
    }
}
