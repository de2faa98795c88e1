//! Properties of wholes and their parts: tranches, legs that are `of_which`, conditions, chains. What is true lies inside
//! of what the books say, and being split makes nothing larger, smaller or vaguer.

use std::collections::BTreeMap;

use proptest::prelude::*;
use rust_decimal::Decimal;
use tearsheet::ledger::{Ledger, Scope};

use super::{TODAY, briefing, deal, purchase};

const BILLION: i64 = 1_000_000_000;

/// How a true number is written.
fn written(truth: i64, how: u8) -> String {
    match how % 5 {
        0 => format!("{truth} billion USD"),
        1 => format!("≥ {} billion USD", truth - truth / 3),
        2 => format!("up to {} billion USD", truth + truth / 2 + 1),
        3 => format!("{}–{} billion USD", truth - truth / 4, truth + truth / 4 + 1),
        _ => format!("about {truth} billion USD"),
    }
}

/// A part: what is true of it, how it is written, and in which bucket it is.
type PartMade = (i64, u8, Place);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// Nothing of its own.
    As,
    Signed,
    Announced,
    InTalks,
    /// On a condition that is not met.
    Waits,
    /// On one that is.
    Met,
}

impl Place {
    fn lines(self) -> String {
        let status = |is: &str| format!("status = {{ is = \"{is}\", on = \"2026-01-01\", source = \"wire\" }}\n");
        let condition = "condition = { is = \"on approval\", source = \"wire\" }\n";
        match self {
            Place::As => String::new(),
            Place::Signed => status("signed"),
            Place::Announced => status("announced"),
            Place::InTalks => status("in-talks"),
            Place::Waits => condition.to_owned(),
            Place::Met => format!("{condition}met = {{ is = \"2026-01-01\", source = \"wire\" }}\n"),
        }
    }

    /// Its bucket in a deal that is signed.
    fn bucket(self) -> &'static str {
        match self {
            Place::As | Place::Signed | Place::Met => "committed",
            Place::Announced | Place::Waits => "announced",
            Place::InTalks => "talks",
        }
    }
}

fn parts() -> impl Strategy<Value = Vec<PartMade>> {
    let place = prop::sample::select(vec![
        Place::As,
        Place::Signed,
        Place::Announced,
        Place::InTalks,
        Place::Waits,
        Place::Met,
    ]);
    prop::collection::vec((1_i64..60, 0_u8..5, place), 1..5)
}

fn value(amount: &str) -> String {
    format!("value = {{ is = \"{amount}\", source = \"wire\" }}\n")
}

/// The whole with its parts as tranches, or as legs of another deal.
fn sheets(whole: &str, parts: &[PartMade], as_legs: bool) -> String {
    let leg = "[[leg]]\nid = \"whole\"\ncustomer = \"acme\"\nsupplier = \"globex\"\n".to_owned() + &value(whole);
    if !as_legs {
        let tranche = |(truth, how, place): &PartMade| {
            format!("[[leg.tranche]]\n{}{}", value(&written(*truth, *how)), place.lines())
        };
        return deal("a", "signed", &(leg + &parts.iter().map(tranche).collect::<String>()));
    }
    let part = |(index, (truth, how, place)): (usize, &PartMade)| {
        let head =
            format!("[[leg]]\nid = \"p{index}\"\ncustomer = \"acme\"\nsupplier = \"globex\"\nof_which = \"a.whole\"\n");
        head + &value(&written(*truth, *how)) + &place.lines()
    };
    deal("a", "signed", &leg) + &deal("b", "signed", &parts.iter().enumerate().map(part).collect::<String>())
}

/// What the books have of purchases, by bucket.
fn totals(files: &str) -> BTreeMap<&'static str, (Decimal, Option<Decimal>, bool)> {
    let briefing = briefing(files);
    let totals = Ledger::new(&briefing, TODAY).statement(Scope::Site).totals;
    let with_sum = totals.iter().filter_map(|t| t.added().map(|sum| (t.bucket.name(), (sum.low, sum.high, sum.about))));
    with_sum.collect()
}

fn contains((low, high, _): (Decimal, Option<Decimal>, bool), truth: i64) -> bool {
    let truth = Decimal::from(truth * BILLION);
    low <= truth && high.is_none_or(|high| truth <= high)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_whole_and_its_parts_neither_make_nor_lose_money(
        parts in parts(), rest in 0_i64..50, how in 0_u8..5, as_legs in prop::bool::ANY,
    ) {
        let whole: i64 = parts.iter().map(|(truth, ..)| truth).sum::<i64>() + rest;
        let files = sheets(&written(whole, how), &parts, as_legs);
        let told = totals(&files);
        // The rest of what begins at nothing is announced at most.
        let of_rest = if how % 5 == 2 { "announced" } else { "committed" };
        let mut truth: BTreeMap<&str, i64> = BTreeMap::from([(of_rest, rest)]);
        for (own, _, place) in &parts {
            *truth.entry(place.bucket()).or_default() += own;
        }
        for (bucket, truth) in truth.iter().filter(|(_, truth)| **truth > 0) {
            let told = told.get(bucket);
            prop_assert!(told.is_some_and(|told| contains(*told, *truth)), "{truth} {bucket} in {told:?}\n{files}");
        }
    }

    #[test]
    fn nothing_gets_larger_or_vaguer_by_being_split(parts in parts(), rest in 0_i64..50, how in 0_u8..5, as_legs in prop::bool::ANY) {
        let whole: i64 = parts.iter().map(|(truth, ..)| truth).sum::<i64>() + rest;
        let amount = written(whole, how);
        let here: Vec<PartMade> = parts.into_iter().map(|(truth, how, _)| (truth, how, Place::As)).collect();
        let unsplit = totals(&deal("a", "signed", &purchase("acme", "globex", &amount)));
        let split = totals(&sheets(&amount, &here, as_legs));
        if how % 5 == 2 {
            // Its rest is announced: together they are no more than the whole.
            let high: Option<Decimal> = split.values().map(|(_, high, _)| *high).sum();
            prop_assert!(high >= unsplit["committed"].1);
        } else {
            let (low, high, _) = split["committed"];
            let (old_low, old_high, _) = unsplit["committed"];
            // Parts that are known make it more precise, never less.
            prop_assert!(low >= old_low && high == old_high, "{split:?} {unsplit:?}");
        }
    }

    #[test]
    fn a_chain_comes_to_its_steps(steps in prop::collection::vec((1_i64..60, 0_u8..5), 1..5), last in prop::bool::ANY) {
        let mut files = deal("s0", "signed", &purchase("acme", "globex", &written(steps[0].0, steps[0].1)));
        for (index, (truth, how)) in steps.iter().enumerate().skip(1) {
            let relation = format!("expands = \"s{}\"\nadds = \"increment\"\n", index - 1);
            let step = relation + &purchase("acme", "globex", &written(*truth, *how));
            files += &deal(&format!("s{index}"), "signed", &step).replace("2026-01-01", &format!("2026-02-0{index}"));
        }
        let truth: i64 = steps.iter().map(|(truth, _)| truth).sum();
        prop_assert!(contains(totals(&files)["committed"], truth), "{truth} in {:?}", totals(&files));
        // A later total takes the place of all of them, whichever of them it names.
        let named = if last { steps.len() - 1 } else { 0 };
        let total = format!("expands = \"s{named}\"\nadds = \"total\"\n") + &purchase("acme", "globex", &written(truth, 0));
        files += &deal("total", "signed", &total).replace("2026-01-01", "2026-03-01");
        let exact = Decimal::from(truth * BILLION);
        prop_assert_eq!(totals(&files)["committed"], (exact, Some(exact), false));
    }
}
