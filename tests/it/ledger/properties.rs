//! Properties: sums are sound, they do not depend on the order of sheets, nor on how a group is cut.

use proptest::prelude::{Just, ProptestConfig, Strategy, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};
use rust_decimal::Decimal;
use tearsheet::ledger::{Ledger, Scope};
use tearsheet::model::{Amount, BuiltinField, Fact};

use super::{TODAY, briefing, deal, purchase, told};

/// An amount in the notation of sheets, with two numbers (in billions) that it allows.
fn amount() -> impl Strategy<Value = (String, [i64; 2])> {
    let n = 1_i64..500;
    prop_oneof![
        n.clone().prop_map(|n| (format!("{n} billion USD"), [n, n])),
        n.clone().prop_map(|n| (format!("about {n} billion USD"), [n, n])),
        n.clone().prop_map(|n| (format!("≥ {n} billion USD"), [n, n * 7])),
        n.clone().prop_map(|n| (format!("> {n} billion USD"), [n + 1, n * 7])),
        n.clone().prop_map(|n| (format!("up to {n} billion USD"), [0, n])),
        n.clone().prop_map(|n| (format!("< {n} billion USD"), [0, n - 1])),
        (n, 1_i64..500).prop_map(|(n, more)| (format!("{n}–{} billion USD", n + more), [n, n + more])),
        Just(("tens of billions USD".to_owned(), [20, 99])),
        Just(("hundreds of billions USD".to_owned(), [200, 999])),
        Just(("undisclosed".to_owned(), [0, 0])),
    ]
}

const COMPANIES: [&str; 4] = ["acme", "globex", "initech", "umbra"];

/// A deal: payer, payee, status, amount, and which of its two numbers is the true one.
type Made = (usize, usize, &'static str, (String, [i64; 2]), bool);

fn deals() -> impl Strategy<Value = Vec<Made>> {
    let status = prop_oneof![Just("signed"), Just("announced"), Just("in-talks"), Just("cancelled")];
    prop::collection::vec((0..4_usize, 0..4_usize, status, amount(), prop::bool::ANY), 0..12)
}

fn sheets(made: &[Made], order: impl Iterator<Item = usize>, rename: impl Fn(usize, usize) -> &'static str) -> String {
    let sheet = |(place, index): (usize, usize)| {
        let (from, to, status, (amount, _), _) = &made[index];
        // The id decides the order in which deals of one day are read.
        deal(&format!("d{place:02}"), status, &purchase(rename(index, *from), rename(index, *to), amount))
    };
    order.enumerate().map(sheet).collect()
}

fn plain(_: usize, company: usize) -> &'static str {
    COMPANIES[company]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_true_lies_inside(made in deals()) {
        let briefing = briefing(&sheets(&made, 0..made.len(), plain));
        let ledger = Ledger::new(&briefing, TODAY);
        let group = |c: usize| if COMPANIES[c] == "umbra" { "acme" } else { COMPANIES[c] };
        for (scope, id) in std::iter::once((Scope::Site, None)).chain(["acme", "globex"].map(|id| {
            (Scope::Company(briefing.find_company(id).unwrap()), Some(id))
        })) {
            for total in ledger.statement(scope).totals {
                // A plain recomputation from what was written, with one true number per deal.
                let truth: i64 = made.iter().filter(|(from, to, status, (amount, _), _)| {
                    let bucket = match *status {
                        "signed" => "committed",
                        "announced" => "announced",
                        "in-talks" => "talks",
                        _ => "off",
                    };
                    let side = match (id, total.direction.name()) {
                        (Some(id), "pays") => group(*from) == id,
                        (Some(id), _) => group(*to) == id,
                        (None, _) => true,
                    };
                    side && group(*from) != group(*to) && bucket == total.bucket.name() && amount != "undisclosed"
                }).map(|(_, _, _, (_, numbers), high)| numbers[usize::from(*high)]).sum();
                prop_assert!(total.sum.contains(Decimal::from(truth * 1_000_000_000)), "{truth} in {:?}", total.sum);
            }
        }
    }

    #[test]
    fn the_order_of_sheets_does_not_matter(made in deals()) {
        let sums = |files: &str| {
            let briefing = briefing(files);
            let totals = Ledger::new(&briefing, TODAY).statement(Scope::Site).totals;
            totals.iter().map(|t| (t.kind, t.bucket, t.measure, t.sum, t.without_figure.len())).collect::<Vec<_>>()
        };
        let forwards = sums(&sheets(&made, 0..made.len(), plain));
        prop_assert_eq!(forwards, sums(&sheets(&made, (0..made.len()).rev(), plain)));
    }

    #[test]
    fn a_company_may_be_split_and_rolled_up(made in deals(), split in prop::collection::vec(prop::bool::ANY, 12)) {
        // Whatever Acme does is done by it or by its part Umbra, deal by deal.
        let whole = |_: usize, c: usize| if COMPANIES[c] == "umbra" { "acme" } else { COMPANIES[c] };
        let cut = |deal: usize, c: usize| match whole(deal, c) {
            "acme" if split[deal] => "umbra",
            other => other,
        };
        let statements = |files: &str| {
            let briefing = briefing(files);
            let ledger = Ledger::new(&briefing, TODAY);
            let scopes = ["acme", "globex"].map(|id| Scope::Company(briefing.find_company(id).unwrap()));
            [Scope::Site, scopes[0], scopes[1]].map(|scope| told(&briefing, &ledger.statement(scope)))
        };
        let before = statements(&sheets(&made, 0..made.len(), whole));
        prop_assert_eq!(before, statements(&sheets(&made, 0..made.len(), cut)));
    }

    #[test]
    fn every_leg_is_in_one_bucket_or_left_out(made in deals()) {
        let briefing = briefing(&sheets(&made, 0..made.len(), plain));
        let statement = Ledger::new(&briefing, TODAY).statement(Scope::Site);
        let mut seen: Vec<_> = statement.totals.iter().flat_map(|t| t.counted.iter().chain(&t.without_figure))
            .map(|e| e.deal).chain(statement.left_out.iter().map(|l| l.deal)).collect();
        seen.sort();
        prop_assert_eq!(seen.len(), made.len());
        seen.dedup();
        prop_assert_eq!(seen.len(), made.len());
        for entry in statement.totals.iter().flat_map(|t| &t.without_figure) {
            let leg = &briefing.deal(entry.deal).legs[entry.leg];
            prop_assert_eq!(leg.builtin(BuiltinField::Value).and_then(Fact::amount), Some(&Amount::Undisclosed));
        }
    }
}
