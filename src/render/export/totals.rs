//! Statements of the ledger as JSON: each total with what it is made of and what was left out.
//!
//! Amounts have the keys that they have in `deal.json`: `min`, `max` (`null` without limit), `max_excluded`,
//! `unit`, `text`; numbers are strings of exact decimals in base units. What the ledger knows is written as it is, with
//! the ids of sheets for its numbers: there is no second model of it.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::value::{Amount, Shown};
use crate::ledger::{
    Column, Coverage, Entry, Equity, Flow, Ledger, LeftOut, Loop, Loops, NotSpread, Onward, Part, Scope, Share, Stake,
    Step, SumText, Total,
};
use crate::model::notation::{DayText, NumberText, UnitText};
use crate::model::{self, Briefing, CompanyId, DealId, LangId, Rate};
use crate::quantity::Quantity;

/// The keys that the data page explains.
pub const KEYS: [&str; 13] = [
    "day", "known", "company", "totals", "counted", "without_figure", "per_year", "left_out", "capacity", "quantities",
    "equity", "plans", "loops",
];

/// Loops in `totals.json`: the shortest and firmest.
const LOOPS: usize = 200;

/// `totals.json`: the statement of the site, then in short that of each company.
pub fn totals_json(ledger: &Ledger<'_>, loops: &Loops<'_>) -> Vec<u8> {
    let known = ledger.briefing().day;
    let site = Document { ledger, loops, scope: Scope::Site, most_loops: LOOPS, known };
    json(&All { day: Shown(DayText(ledger.day())), site, companies: Companies(ledger) })
}

/// One statement, of what was known on a day.
pub fn statement_json(ledger: &Ledger<'_>, loops: &Loops<'_>, scope: Scope, known: Date) -> Vec<u8> {
    json(&Document { ledger, loops, scope, most_loops: usize::MAX, known })
}

fn json(document: &impl Serialize) -> Vec<u8> {
    let mut out = Vec::with_capacity(16 * 1024);
    // Writing to memory cannot fail, and all keys are strings.
    let written = serde_json::to_writer(&mut out, document);
    debug_assert!(written.is_ok(), "{written:?}");
    out.push(b'\n');
    out
}

/// An object with these keys, in this order.
macro_rules! object {
    ($serializer:expr, $($key:literal: $value:expr),* $(,)?) => {{
        let mut map = $serializer.serialize_map(None)?;
        $( map.serialize_entry($key, &$value)?; )*
        map.end()
    }};
}

/// How parts of the ledger are written: `it` knows the ids, `part` is the part.
macro_rules! written {
    ($($it:ident, $part:pat => $type:ty { $($key:literal: $value:expr),* $(,)? })*) => {$(
        impl Serialize for In<'_, $type> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let ($it, $part) = (self, &self.1);
                object!(serializer, $($key: $value),*)
            }
        }
    )*};
}

#[derive(Serialize)]
struct All<'l, 'a> {
    day: Shown<DayText>,
    site: Document<'l, 'a>,
    companies: Companies<'l, 'a>,
}

/// A statement, made while it is written.
struct Document<'l, 'a> {
    ledger: &'l Ledger<'a>,
    loops: &'l Loops<'a>,
    scope: Scope,
    most_loops: usize,
    known: Date,
}

impl Serialize for Document<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Document { ledger, loops, scope, most_loops, known } = *self;
        let (money, capacity, quantities) = (ledger.statement(scope), ledger.capacity(scope), ledger.quantities(scope));
        let plans = ledger.frames(scope).into_iter().filter_map(|frame| ledger.coverage(frame));
        let (company, loops): (_, Vec<Loop<'_>>) = match scope {
            Scope::Site => (None, loops.all().take(most_loops).collect()),
            Scope::Company(id) => (Some(id), loops.of_company(ledger.root(id)).take(most_loops).collect()),
        };
        let it = In(ledger.briefing(), company);
        object!(serializer,
            "day": Shown(DayText(ledger.day())),
            "known": Shown(DayText(known)),
            "company": company.map(|id| it.company(id)),
            "totals": it.each(money.totals.iter().map(|total| (total, per_year(ledger, total)))),
            "left_out": it.each(&money.left_out),
            "capacity": it.each(capacity.totals.iter().map(|total| (total, Vec::new()))),
            "capacity_left_out": it.each(&capacity.left_out),
            "quantities": it.each(quantities.totals.iter().map(|total| (total, Vec::new()))),
            "quantities_left_out": it.each(&quantities.left_out),
            "equity": it.each(&ledger.equity(scope)),
            "plans": it.each(&plans.collect::<Vec<_>>()),
            "loops": it.each(&loops),
        )
    }
}

/// The companies of `totals.json`, made one after the other: sums with their legs by name; what each leg adds stands in
/// the site's statement.
struct Companies<'l, 'a>(&'l Ledger<'a>);

impl Serialize for Companies<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.briefing().companies().map(|(id, _)| Summary(self.0, id)))
    }
}

struct Summary<'l, 'a>(&'l Ledger<'a>, CompanyId);

impl Serialize for Summary<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (it, scope) = (In(self.0.briefing(), ()), Scope::Company(self.1));
        let (money, capacity, quantities) = (self.0.statement(scope), self.0.capacity(scope), self.0.quantities(scope));
        object!(serializer,
            "company": it.company(self.1),
            "totals": it.each(money.totals.iter().map(Short)),
            "left_out": it.each([&money, &capacity, &quantities].into_iter().flat_map(|s| &s.left_out).map(Short)),
            "capacity": it.each(capacity.totals.iter().map(Short)),
            "quantities": it.each(quantities.totals.iter().map(Short)),
            "plans": self.0.frames(scope).into_iter().map(|(deal, _)| it.deal(deal)).collect::<Vec<_>>(),
        )
    }
}

/// Something of the ledger, and the briefing that has the ids.
struct In<'b, T>(&'b Briefing, T);

impl<'b, T> In<'b, T> {
    fn deal(&self, id: DealId) -> &'b str {
        &self.0.deal(id).id
    }

    fn leg(&self, deal: DealId, leg: usize) -> &'b str {
        &self.0.deal(deal).legs[leg].id
    }

    fn tranche(&self, deal: DealId, leg: usize, index: usize) -> &'b str {
        &self.0.deal(deal).legs[leg].tranches[index].id
    }

    fn company(&self, id: CompanyId) -> &'b str {
        &self.0.company(id).id
    }

    fn each<U>(&self, all: impl IntoIterator<Item = U>) -> Vec<In<'b, U>> {
        all.into_iter().map(|one| In(self.0, one)).collect()
    }

    /// `openai-aws.purchase`, as prose names it.
    fn name(&self, deal: DealId, leg: usize) -> String {
        format!("{}.{}", self.deal(deal), self.leg(deal, leg))
    }

    fn names(&self, entries: &[Entry<'_>]) -> Vec<String> {
        entries.iter().map(|e| self.name(e.deal, e.leg)).collect()
    }
}

struct SumOf(Quantity);

impl SumOf {
    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let SumOf(sum) = *self;
        map.serialize_entry("min", &Shown(NumberText(sum.low)))?;
        map.serialize_entry("max", &sum.high.map(number))?;
        map.serialize_entry("max_excluded", &sum.high_open)?;
        map.serialize_entry("about", &sum.about)?;
        map.serialize_entry("unit", &Shown(UnitText(sum.unit, 0)))?;
        map.serialize_entry("text", &Shown(SumText(sum)))
    }
}

impl Serialize for SumOf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.write(&mut map)?;
        map.end()
    }
}

fn number(n: Decimal) -> Shown<NumberText> {
    Shown(NumberText(n))
}

struct Value(model::Amount);

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Amount(&self.0).serialize(serializer)
    }
}

fn value(figure: Quantity) -> Value {
    Value(model::Amount::Figure(figure))
}

/// What a leg pays per year, or why that is not known.
type PerYear = (DealId, usize, Result<Quantity, NotSpread>);

fn per_year(ledger: &Ledger<'_>, total: &Total<'_>) -> Vec<PerYear> {
    if total.added().is_none_or(|sum| sum.unit.currency().is_none()) {
        return Vec::new();
    }
    let yearly = ledger.yearly(total);
    let scheduled = yearly.scheduled.into_iter().map(|(deal, leg, figure)| (deal, leg, Ok(figure)));
    scheduled.chain(yearly.unscheduled.into_iter().map(|(deal, leg, why)| (deal, leg, Err(why)))).collect()
}

impl Serialize for In<'_, &Entry<'_>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entry = self.1;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("deal", self.deal(entry.deal))?;
        map.serialize_entry("leg", self.leg(entry.deal, entry.leg))?;
        map.serialize_entry("part", entry.part.name())?;
        if let Part::Tranche(index) = entry.part {
            map.serialize_entry("tranche", self.tranche(entry.deal, entry.leg, index))?;
        }
        map.serialize_entry("joint", &entry.joint)?;
        if let Some(sum) = entry.sum {
            SumOf(sum).write(&mut map)?;
        }
        map.serialize_entry("converted", &entry.rate.map(|rate| In(self.0, rate)))?;
        map.end()
    }
}

/// A total in short: its legs by name.
struct Short<T>(T);

written! {
    it, (deal, leg) => (DealId, usize) { "deal": it.deal(*deal), "leg": it.leg(*deal, *leg) }

    it, (deal, leg, spread) => &PerYear {
        "deal": it.deal(*deal),
        "leg": it.leg(*deal, *leg),
        "value": spread.as_ref().ok().copied().map(value),
        "unscheduled": spread.as_ref().err().map(|why| why.name()),
    }

    it, (total, per_year) => (&Total<'_>, Vec<PerYear>) {
        "direction": total.direction.name(),
        "kind": total.kind.name(),
        "bucket": total.bucket.name(),
        "measure": total.measure.map(|m| m.name().to_owned()),
        "sum": total.added().copied().map(SumOf),
        "counted": it.each(&total.counted),
        "without_figure": it.each(total.without_figure.iter().map(|e| (e.deal, e.leg))),
        "per_year": it.each(per_year),
    }

    it, Short(total) => Short<&Total<'_>> {
        "direction": total.direction.name(),
        "kind": total.kind.name(),
        "bucket": total.bucket.name(),
        "measure": total.measure.map(|m| m.name().to_owned()),
        "sum": total.added().copied().map(SumOf),
        "counted": it.names(&total.counted),
        "without_figure": it.names(&total.without_figure),
    }

    _it, rate => Rate {
        "from": rate.from.code(),
        "to": rate.to.code(),
        "rate": number(rate.factor),
        "on": Shown(DayText(rate.on)),
    }

    it, left => &LeftOut<'_> {
        "deal": it.deal(left.deal),
        "leg": it.leg(left.deal, left.leg),
        "kind": left.kind.name(),
        "bucket": left.bucket.name(),
        "reason": left.reason.name(),
        "by": left.reason.by().map(|by| it.deal(by)),
        "value": left.figure.copied().map(value),
    }

    it, Short(left) => Short<&LeftOut<'_>> { "leg": it.name(left.deal, left.leg), "reason": left.reason.name() }

    it, equity => &Equity {
        "issuer": it.company(equity.issuer),
        "columns": it.each(Column::ALL.into_iter().filter(|c| equity.column(*c).is_some()).map(|c| (*equity, c))),
    }

    it, (equity, of) => (&Equity, Column) {
        "column": of.name(),
        "sum": equity.column(*of).and_then(|(sum, _)| sum).map(SumOf),
        "without_share": equity.column(*of).map_or(0, |(_, without_share)| without_share),
        "stakes": it.each(equity.stakes.iter().filter(|s| s.column == *of)),
    }

    it, stake => &Stake {
        "deal": it.deal(stake.deal),
        "leg": it.leg(stake.deal, stake.leg),
        "tranche": stake.tranche.map(|index| it.tranche(stake.deal, stake.leg, index)),
        "holder": stake.holders.first().map(|holder| it.company(*holder)),
        "with": stake.holders.iter().skip(1).map(|holder| it.company(*holder)).collect::<Vec<_>>(),
        "unnamed": stake.unnamed(it.0).map(|words| words.get(LangId::DEFAULT).0).collect::<Vec<_>>(),
        "bucket": stake.bucket.name(),
        "share": stake.share.map(value),
        "value": stake.money.map(value),
    }

    it, plan => &Coverage<'_> {
        "deal": it.deal(plan.frame.0),
        "leg": it.leg(plan.frame.0, plan.frame.1),
        "value": value(*plan.whole),
        "itemised": SumOf(plan.itemised),
        "share": plan.share().map(|share| In(it.0, share)),
        "counted": it.each(plan.parts.iter().map(|p| &p.entry)),
        "left_out": it.each(&plan.left_out),
    }

    _it, share => Share { "min": number(share.low), "max": share.high.map(number) }

    it, found => &Loop<'_> {
        "steps": it.each(&found.steps),
        "weakest": found.weakest.name(),
        "at_most": found.at_most.map(|sum| SumOf(sum.part())),
        "onward": it.each(&found.onward),
    }

    it, step => &Step<'_> {
        "from": it.company(step.from),
        "to": it.company(step.to),
        "flows": it.each(&step.flows),
    }

    it, flow => &Flow<'_> {
        "deal": it.deal(flow.deal),
        "leg": it.leg(flow.deal, flow.leg),
        "bucket": flow.bucket.name(),
        "value": flow.figure.map(value),
    }

    it, onward => &Onward {
        "from": it.company(onward.from),
        "to": it.company(onward.to),
        "deal": it.deal(onward.deal),
    }
}
