//! The rows of `legs.csv` and `tranches.csv` add up to the totals of the site, by the rule that the data page states.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use tearsheet::ledger::{Account, Ledger, Scope};
use tearsheet::plan::{Plan, Table};
use tearsheet::render::csv::table;

/// A low and a high; without one there is no limit.
type Ends = (Decimal, Option<Decimal>);
/// Kind, bucket, and what is added.
type Total = [String; 3];

/// What does not add up, of every figure.
pub(super) fn unequal(ledger: &Ledger<'_>, plan: &Plan) -> Vec<String> {
    let rows: Vec<BTreeMap<String, String>> =
        [Table::Legs, Table::Tranches].into_iter().flat_map(|of| read(&table(ledger, plan, of))).collect();
    let statements = [ledger.statement(Scope::Site), ledger.capacity(Scope::Site), ledger.quantities(Scope::Site)];
    let mut wrong = Vec::new();
    for (prefix, statement) in ["", "capacity_", "quantity_"].into_iter().zip(statements) {
        let measured = statement.totals.iter().filter_map(|total| Some((total, total.measure?)));
        let expected: BTreeMap<Total, Ends> = measured
            .map(|(total, account)| {
                let key = [total.kind.name(), total.bucket.name(), Account::name(&account)].map(str::to_owned);
                (key, (total.sum.low, total.sum.high))
            })
            .collect();
        let found = sums(&rows, prefix);
        if found != expected {
            wrong.push(format!("{prefix}sums of rows: {found:?}, of the ledger: {expected:?}"));
        }
    }
    wrong
}

fn read(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(bytes).deserialize().map(|row| row.unwrap()).collect()
}

fn sums(rows: &[BTreeMap<String, String>], prefix: &str) -> BTreeMap<Total, Ends> {
    let mut deals: BTreeMap<(Total, String, String), Ends> = BTreeMap::new();
    for row in rows {
        let cell = |name: &str| row[&format!("{prefix}{name}")].clone();
        if cell("counted") == "true" {
            let total = [row["kind"].clone(), cell("bucket"), cell("sum_of")];
            let choice = if row["choice"].is_empty() { &row["deal"] } else { &row["choice"] };
            let ends = (cell("sum_low").parse().unwrap(), cell("sum_high").parse().ok());
            let sum = deals.entry((total, choice.clone(), row["deal"].clone())).or_insert(ZERO);
            *sum = added(*sum, ends);
        }
    }
    let mut choices: BTreeMap<(Total, String), Ends> = BTreeMap::new();
    for ((total, choice, _), (low, high)) in deals {
        let one = choices.entry((total, choice)).or_insert((low, high));
        *one = (one.0.min(low), one.1.zip(high).map(|(a, b)| a.max(b)));
    }
    let mut sums: BTreeMap<Total, Ends> = BTreeMap::new();
    for ((total, _), ends) in choices {
        let sum = sums.entry(total).or_insert(ZERO);
        *sum = added(*sum, ends);
    }
    sums
}

const ZERO: Ends = (Decimal::ZERO, Some(Decimal::ZERO));

fn added(a: Ends, b: Ends) -> Ends {
    (a.0 + b.0, a.1.zip(b.1).map(|(a, b)| a + b))
}
