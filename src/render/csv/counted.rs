//! `legs.csv` and `tranches.csv`: a row per leg and per tranche, by deal, with what it adds to which total.
//!
//! What a row says of itself is what the sources state on the state's day (`low`, `high`, `unit`). What it adds is the
//! ledger's (`counted`, `sum_of`, `sum_low`, `sum_high`): a rest stands with the parts of its bucket, which then say `within`;
//! what is in no total says why. The rule by which they add up is on the data page, as a query.

use super::cell::{date, list, maybe, show, value, words};
use super::{Field, field};
use crate::ledger::{Adds, CountedAt, Ledger};
use crate::model::notation::{self, NumberText, UnitText};
use crate::model::{Amount, Bucket, BuiltinField, CompanyId, Deal, DealId, Fact, Leg, Place, State, Tranche, Value};
use crate::quantity::Quantity;

/// The figures that add up, in the order of their columns.
const FIGURES: [BuiltinField; 3] = [BuiltinField::Value, BuiltinField::Capacity, BuiltinField::Quantity];

/// What a figure adds to a total: the total's name, and how much.
type Added = (String, Quantity);

/// What all legs and tranches add to the totals of a day.
pub(super) struct Sums<'a> {
    ledger: &'a Ledger<'a>,
    /// In the order of [`FIGURES`].
    counted: [CountedAt; 3],
}

impl<'a> Sums<'a> {
    pub(super) fn of(ledger: &'a Ledger<'a>) -> Sums<'a> {
        Sums { ledger, counted: FIGURES.map(|field| ledger.counted(field)) }
    }
}

/// A leg, or a tranche of it.
pub(super) struct Row<'a> {
    sums: &'a Sums<'a>,
    id: DealId,
    deal: &'a Deal,
    index: usize,
    leg: &'a Leg,
    tranche: Option<(usize, &'a Tranche)>,
}

const SPLIT: &str = "split";
const WITHIN: &str = "within";
const UNKNOWN: &str = "unknown";

/// Why a row adds nothing: it is in another row, or what the ledger says.
pub const WHY: [&str; 14] = [
    WITHIN, SPLIT, UNKNOWN, "no-figure", "umbrella", "superseded", "enlarged", "off", "no-direction", "not-summed",
    "inside-group", "nothing-paid", "no-measure", "no-amount",
];
const BUCKETS: [&str; 4] = ["committed", "announced", "talks", "off"];

impl<'a> Row<'a> {
    fn company(&self, id: CompanyId) -> &'a str {
        &self.sums.ledger.briefing().company(id).id
    }

    fn fact(&self, field: BuiltinField) -> Option<&'a Fact> {
        match self.tranche {
            Some((_, tranche)) => tranche.builtin(field),
            None => self.leg.builtin(field),
        }
    }

    fn state(&self) -> Option<State> {
        let day = self.sums.ledger.day();
        match self.tranche {
            Some((_, tranche)) => self.deal.tranche_on(self.leg, tranche, day),
            None => self.deal.leg_on(self.leg, day),
        }
    }

    fn what(&self) -> &'a str {
        words(self.tranche.map_or(&self.leg.what, |(_, tranche)| &tranche.what))
    }

    /// The figure that is stated, as it holds on the day.
    fn stated(&self, figure: usize) -> Option<&'a Quantity> {
        self.sums.ledger.figure(self.fact(FIGURES[figure])).map(|(_, quantity)| quantity)
    }

    /// Where the figure counts; `None` if nothing is said of it.
    fn bucket(&self, figure: usize) -> Option<Bucket> {
        let known = self.counted(figure).map(|counted| counted.0);
        let says = figure == 0 || self.fact(FIGURES[figure]).is_some();
        known.or_else(|| says.then(|| self.state().map_or(Bucket::Off, State::bucket)))
    }

    /// Its bucket, and what it adds or why it adds nothing.
    fn counted(&self, figure: usize) -> Option<(Bucket, Result<Added, &'static str>)> {
        let all = &self.sums.counted[figure];
        let at = (self.id, self.index);
        let tranche = self.tranche.map(|(index, _)| index);
        if let Some(counted) = all.get(&(at, tranche)) {
            let adds = match &counted.adds {
                Adds::Sum(account, sum) => Ok((account.name().to_owned(), *sum)),
                Adds::Within => Err(WITHIN),
                Adds::Nothing(reason) => Err(reason.name()),
            };
            return Some((counted.bucket, adds));
        }
        let says = self.fact(FIGURES[figure]).is_some();
        let Some(state) = self.state() else { return says.then_some((Bucket::Off, Err(UNKNOWN))) };
        let why = match (tranche, all.get(&(at, None)).map(|leg| leg.adds)) {
            // What is never summed is left out as a whole.
            (Some(_), Some(Adds::Nothing(reason))) if says => reason.name(),
            (None, _) if says || figure == 0 => SPLIT,
            (Some(_) | None, _) => return None,
        };
        Some((state.bucket(), Err(why)))
    }

    fn added(&self, figure: usize) -> Option<(String, Quantity)> {
        self.counted(figure)?.1.ok()
    }

    fn place(&self, place: &Place) -> String {
        let deal = &self.sums.ledger.briefing().deal(place.deal).id;
        place.leg.as_ref().map_or_else(|| deal.clone(), |leg| format!("{deal}.{leg}"))
    }
}

/// All legs, by deal.
pub(super) fn legs<'a>(sums: &'a Sums<'a>) -> impl Iterator<Item = Row<'a>> {
    sums.ledger.briefing().deals().flat_map(move |(id, deal)| {
        let leg = move |(index, leg)| Row { sums, id, deal, index, leg, tranche: None };
        deal.legs.iter().enumerate().map(leg)
    })
}

/// All tranches, by deal and leg.
pub(super) fn tranches<'a>(sums: &'a Sums<'a>) -> impl Iterator<Item = Row<'a>> {
    legs(sums).flat_map(|row| {
        let Row { sums, id, deal, index, leg, .. } = row;
        leg.tranches.iter().enumerate().map(move |tranche| Row { sums, id, deal, index, leg, tranche: Some(tranche) })
    })
}

/// `legs.csv`
pub(super) fn columns_of_legs<'a>() -> Vec<Field<Row<'a>>> {
    let mut all =
        vec![field("deal", |r: &Row<'_>, c| c.push_str(&r.deal.id)), field("leg", |r, c| c.push_str(&r.leg.id))];
    all.extend(alike());
    all
}

/// `tranches.csv`
pub(super) fn columns_of_tranches<'a>() -> Vec<Field<Row<'a>>> {
    let mut all = vec![
        field("deal", |r: &Row<'_>, c| c.push_str(&r.deal.id)),
        field("leg", |r, c| c.push_str(&r.leg.id)),
        field("tranche", |r, c| maybe(c, r.tranche.map(|(_, tranche)| tranche.id.as_str()))),
    ];
    all.extend(alike());
    all
}

fn alike<'a>() -> Vec<Field<Row<'a>>> {
    let mut all = Vec::from(parties());
    all.extend(value_columns());
    all.extend(links());
    all.extend(capacity_columns());
    all.extend(quantity_columns());
    all
}

fn parties<'a>() -> [Field<Row<'a>>; 5] {
    let field = field::<Row<'a>>;
    [
        field("what", |r, c| c.push_str(r.what())),
        field("kind", |r, c| c.push_str(r.leg.kind.name())),
        field("payers", |r, c| list(c, r.leg.payers().map(|id| r.company(id)))),
        field("payees", |r, c| list(c, r.leg.payees().map(|id| r.company(id)))),
        field("parties", |r, c| list(c, r.leg.parties().map(|id| r.company(id)))),
    ]
}

fn links<'a>() -> [Field<Row<'a>>; 7] {
    let field = field::<Row<'a>>;
    [
        field("condition", |r, c| value(c, r.fact(BuiltinField::Condition).and_then(Fact::best))),
        field("met", |r, c| value(c, r.fact(BuiltinField::Met).and_then(Fact::best))),
        field("due", |r, c| {
            date(c, r.fact(BuiltinField::Due).and_then(Fact::best).and_then(crate::model::Claim::date));
        }),
        field("part_of", |r, c| {
            let of_deal = || r.deal.part_of.map(|whole| r.sums.ledger.briefing().deal(whole.deal).id.clone());
            maybe(c, r.leg.part_of.as_ref().map(|place| r.place(place)).or_else(of_deal).as_deref());
        }),
        field("of_which", |r, c| {
            let briefing = r.sums.ledger.briefing();
            let whole = r.sums.ledger.whole_of((r.id, r.index)).map(|(deal, leg)| {
                let deal = briefing.deal(deal);
                format!("{}.{}", deal.id, deal.legs[leg].id)
            });
            maybe(c, whole.or_else(|| r.leg.of_which.as_ref().map(|place| r.place(place))).as_deref());
        }),
        field("frame", |r, c| super::cell::flag(c, r.leg.frame)).boolean(),
        field("choice", |r, c| {
            let first = r.sums.ledger.choice(r.id).map(|first| r.sums.ledger.briefing().deal(first).id.as_str());
            maybe(c, first);
        }),
    ]
}

/// The columns of a figure: where it counts, what is stated, what it adds.
macro_rules! columns_of_figure {
    ($name:ident, $figure:literal, $bucket:literal, $bound:literal, $low:literal, $high:literal, $unit:literal,
     $counted:literal, $why:literal, $sum_of:literal, $sum_low:literal, $sum_high:literal) => {
        fn $name<'a>() -> [Field<Row<'a>>; 10] {
            let field = field::<Row<'a>>;
            [
                field($bucket, |r, c| maybe(c, r.bucket($figure).map(Bucket::name))).one_of(&BUCKETS),
                field($bound, |r, c| bound(c, r, $figure)),
                field($low, |r, c| number(c, r.stated($figure).map(|q| q.low))).number(),
                field($high, |r, c| number(c, r.stated($figure).and_then(|q| q.high))).number(),
                field($unit, |r, c| {
                    if let Some(figure) = r.stated($figure) {
                        show(c, UnitText(figure.unit, 0));
                    }
                }),
                field($counted, |r, c| {
                    if let Some((_, adds)) = r.counted($figure) {
                        super::cell::flag(c, adds.is_ok());
                    }
                })
                .boolean(),
                field($why, |r, c| maybe(c, r.counted($figure).and_then(|(_, adds)| adds.err()))).one_of(&WHY),
                field($sum_of, |r, c| maybe(c, r.added($figure).map(|(account, _)| account).as_deref())),
                field($sum_low, |r, c| number(c, r.added($figure).map(|(_, sum)| sum.low))).number(),
                field($sum_high, |r, c| number(c, r.added($figure).and_then(|(_, sum)| sum.high))).number(),
            ]
        }
    };
}

columns_of_figure!(
    value_columns, 0, "bucket", "bound", "low", "high", "unit", "counted", "why", "sum_of", "sum_low", "sum_high"
);
columns_of_figure!(
    capacity_columns, 1, "capacity_bucket", "capacity_bound", "capacity_low", "capacity_high", "capacity_unit",
    "capacity_counted", "capacity_why", "capacity_sum_of", "capacity_sum_low", "capacity_sum_high"
);
columns_of_figure!(
    quantity_columns, 2, "quantity_bucket", "quantity_bound", "quantity_low", "quantity_high", "quantity_unit",
    "quantity_counted", "quantity_why", "quantity_sum_of", "quantity_sum_low", "quantity_sum_high"
);

fn number(cell: &mut String, number: Option<rust_decimal::Decimal>) {
    if let Some(number) = number {
        show(cell, NumberText(number));
    }
}

/// The bound word of what is stated, "undisclosed" and "nothing" included.
fn bound(cell: &mut String, row: &Row<'_>, figure: usize) {
    let stated = row.stated(figure).map(|quantity| Amount::Figure(*quantity));
    let best = row.fact(FIGURES[figure]).and_then(Fact::best).map(|claim| &claim.value);
    let said = match best {
        Some(Value::Amount(amount)) => Some(amount),
        Some(Value::Date(_) | Value::Status(_) | Value::Text(_)) | None => None,
    };
    maybe(cell, stated.as_ref().or(said).map(notation::bound));
}
