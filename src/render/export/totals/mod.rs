//! Statements of the ledger as JSON: each total with what it is made of and what was left out.
//!
//! Amounts have the keys that they have in `deal.json`: `min`, `max` (`null` without limit), `max_excluded`,
//! `unit`, `text`; numbers are strings of exact decimals in base units.

mod document;

use serde::{Serialize, Serializer};

use self::document::{
    ColumnOut, Document, EntryOut, EquityOut, FigureOut, FlowOut, LeftOutOut, LegName, LegOut, LoopOut, OnwardOut,
    PlanOut, RateOut, ShareOut, ShownDay, StakeOut, StepOut, SumOut, Summary, SummaryLeftOut, SummaryTotal, TotalOut,
    YearOut,
};
use super::value::Shown;
use crate::ledger::{
    Column, Coverage, Entry, Equity, Flow, Ledger, LeftOut, Loop, Loops, NotSpread, Scope, Share, Statement, Total,
};
use crate::model::notation::NumberText;
use crate::model::{self, Briefing, CompanyId, DealId, Figure, Rate, Unit};

/// The keys that the data page explains.
pub const KEYS: [&str; 11] = [
    "day", "company", "totals", "counted", "without_figure", "per_year", "left_out", "capacity", "equity", "plans",
    "loops",
];

/// Loops in `totals.json`: the shortest and firmest.
const LOOPS: usize = 200;

/// `totals.json`: the statement of the site, then in short that of each company.
pub fn totals_json(ledger: &Ledger<'_>, loops: &Loops<'_>) -> Vec<u8> {
    let mut site = document(ledger, loops, Scope::Site);
    site.loops.truncate(LOOPS);
    json(&All { day: ShownDay(ledger.day()), site, companies: Companies(ledger) })
}

/// One statement.
pub fn statement_json(ledger: &Ledger<'_>, loops: &Loops<'_>, scope: Scope) -> Vec<u8> {
    json(&document(ledger, loops, scope))
}

fn json(document: &impl Serialize) -> Vec<u8> {
    let mut out = Vec::with_capacity(16 * 1024);
    // Writing to memory cannot fail, and all keys are strings.
    let written = serde_json::to_writer(&mut out, document);
    debug_assert!(written.is_ok(), "{written:?}");
    out.push(b'\n');
    out
}

#[derive(Serialize)]
struct All<'l> {
    day: ShownDay,
    site: Document<'l>,
    companies: Companies<'l>,
}

/// Made one after the other, while they are written.
struct Companies<'l>(&'l Ledger<'l>);

impl Serialize for Companies<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ids = self.0.briefing().companies();
        serializer.collect_seq(ids.map(|(id, _)| Names(self.0.briefing()).summary(self.0, id)))
    }
}

fn document<'a>(ledger: &Ledger<'a>, loops: &Loops<'a>, scope: Scope) -> Document<'a> {
    let names = Names(ledger.briefing());
    let (money, capacity) = (ledger.statement(scope), ledger.capacity(scope));
    let plans = ledger.plans(scope).into_iter().filter_map(|p| ledger.coverage(p));
    let (company, loops): (_, Vec<LoopOut<'a>>) = match scope {
        Scope::Site => (None, loops.all().map(|l| names.way(&l)).collect()),
        Scope::Company(id) => {
            let root = ledger.briefing().group[id.index()];
            (Some(names.company(id)), loops.of_company(root).map(|l| names.way(&l)).collect())
        }
    };
    Document {
        day: ShownDay(ledger.day()),
        company,
        totals: names.totals(ledger, &money),
        left_out: money.left_out.iter().map(|l| names.left_out(l)).collect(),
        capacity: names.totals(ledger, &capacity),
        capacity_left_out: capacity.left_out.iter().map(|l| names.left_out(l)).collect(),
        equity: ledger.equity(scope).iter().map(|e| names.equity(e)).collect(),
        plans: plans.map(|c| names.plan(&c)).collect(),
        loops,
    }
}

/// Written ids for those of the model.
#[derive(Clone, Copy)]
struct Names<'a>(&'a Briefing);

impl<'a> Names<'a> {
    fn deal(self, id: DealId) -> &'a str {
        &self.0.deal(id).id
    }

    fn leg(self, deal: DealId, leg: usize) -> &'a str {
        &self.0.deal(deal).legs[leg].id
    }

    fn company(self, id: CompanyId) -> &'a str {
        &self.0.company(id).id
    }

    fn summary(self, ledger: &Ledger<'a>, id: CompanyId) -> Summary<'a> {
        let scope = Scope::Company(id);
        let (money, capacity) = (ledger.statement(scope), ledger.capacity(scope));
        let left_out = money.left_out.iter().chain(&capacity.left_out);
        let left = |l: &LeftOut<'a>| SummaryLeftOut { leg: self.leg_name(l.deal, l.leg), reason: l.reason.name() };
        Summary {
            company: self.company(id),
            totals: money.totals.iter().map(|t| self.summary_total(t)).collect(),
            left_out: left_out.map(left).collect(),
            capacity: capacity.totals.iter().map(|t| self.summary_total(t)).collect(),
            plans: ledger.plans(scope).into_iter().map(|plan| self.deal(plan)).collect(),
        }
    }

    fn summary_total(self, total: &Total<'a>) -> SummaryTotal<'a> {
        let names = |entries: &[Entry<'a>]| entries.iter().map(|e| self.leg_name(e.deal, e.leg)).collect();
        SummaryTotal {
            direction: total.direction.name(),
            kind: total.kind.name(),
            bucket: total.bucket.name(),
            measure: total.measure.map(|m| m.name().to_owned()),
            sum: total.unit().map(|unit| SumOut(total.sum, unit)),
            counted: names(&total.counted),
            without_figure: names(&total.without_figure),
        }
    }

    fn leg_name(self, deal: DealId, leg: usize) -> LegName<'a> {
        LegName(self.deal(deal), self.leg(deal, leg))
    }

    fn totals(self, ledger: &Ledger<'a>, statement: &Statement<'a>) -> Vec<TotalOut<'a>> {
        statement.totals.iter().map(|t| self.total(ledger, t)).collect()
    }

    fn total(self, ledger: &Ledger<'a>, total: &Total<'a>) -> TotalOut<'a> {
        let unit = total.unit();
        let without = |e: &Entry<'a>| LegOut { deal: self.deal(e.deal), leg: self.leg(e.deal, e.leg) };
        TotalOut {
            direction: total.direction.name(),
            kind: total.kind.name(),
            bucket: total.bucket.name(),
            measure: total.measure.map(|m| m.name().to_owned()),
            sum: unit.map(|unit| SumOut(total.sum, unit)),
            counted: total.counted.iter().map(|e| self.entry(e, unit)).collect(),
            without_figure: total.without_figure.iter().map(without).collect(),
            per_year: self.per_year(ledger, total),
        }
    }

    fn per_year(self, ledger: &Ledger<'a>, total: &Total<'a>) -> Vec<YearOut<'a>> {
        if !matches!(total.unit(), Some(Unit::Money(_))) {
            return Vec::new();
        }
        let yearly = ledger.yearly(total);
        let scheduled = yearly.scheduled.into_iter().map(|(deal, leg, figure)| (deal, leg, Ok(figure)));
        let rest = yearly.unscheduled.into_iter().map(|(deal, leg, why)| (deal, leg, Err(why)));
        let out = |(deal, leg, spread): (DealId, usize, Result<Figure, NotSpread>)| YearOut {
            deal: self.deal(deal),
            leg: self.leg(deal, leg),
            unscheduled: spread.as_ref().err().map(|why| why.name()),
            value: spread.ok().map(model::Amount::Figure).map(FigureOut),
        };
        scheduled.chain(rest).map(out).collect()
    }

    fn entry(self, entry: &Entry<'a>, unit: Option<Unit>) -> EntryOut<'a> {
        EntryOut {
            deal: self.deal(entry.deal),
            leg: self.leg(entry.deal, entry.leg),
            part: entry.part.name(),
            joint: entry.joint,
            sum: entry.sum.zip(unit).map(|(sum, unit)| SumOut(sum, unit)),
            converted: entry.rate.map(rate),
        }
    }

    fn left_out(self, left: &LeftOut<'a>) -> LeftOutOut<'a> {
        LeftOutOut {
            deal: self.deal(left.deal),
            leg: self.leg(left.deal, left.leg),
            kind: left.kind.name(),
            bucket: left.bucket.name(),
            reason: left.reason.name(),
            by: left.reason.by().map(|by| self.deal(by)),
            value: left.figure.map(figure),
        }
    }

    fn equity(self, equity: &Equity<'a>) -> EquityOut<'a> {
        let column = |column: Column| {
            let (sum, without_share) = equity.column(column)?;
            let stakes = equity.stakes.iter().filter(|s| s.column == column).map(|s| StakeOut {
                deal: self.deal(s.deal),
                leg: self.leg(s.deal, s.leg),
                holder: self.company(s.holder),
                bucket: s.bucket.name(),
                share: s.share.map(figure),
                value: s.money.map(figure),
            });
            let stakes: Vec<StakeOut<'a>> = stakes.collect();
            let known = stakes.len() > without_share;
            let sum = known.then_some(SumOut(sum, Unit::Percent));
            Some(ColumnOut { column: column.name(), sum, without_share, stakes })
        };
        EquityOut { issuer: self.company(equity.issuer), columns: Column::ALL.into_iter().filter_map(column).collect() }
    }

    fn plan(self, coverage: &Coverage<'a>) -> PlanOut<'a> {
        let unit = Unit::Money(coverage.currency);
        let share = |s: Share| ShareOut { min: Shown(NumberText(s.low)), max: s.high.map(NumberText).map(Shown) };
        PlanOut {
            deal: self.deal(coverage.plan),
            value: figure(coverage.figure),
            itemised: SumOut(coverage.itemised, unit),
            share: coverage.share().map(share),
            counted: coverage.parts.iter().map(|p| self.entry(&p.entry, Some(unit))).collect(),
            left_out: coverage.left_out.iter().map(|l| self.left_out(l)).collect(),
        }
    }

    fn way(self, found: &Loop<'a>) -> LoopOut<'a> {
        let flow = |f: &Flow<'a>| FlowOut {
            deal: self.deal(f.deal),
            leg: self.leg(f.deal, f.leg),
            bucket: f.bucket.name(),
            value: f.figure.map(figure),
        };
        let steps = found.steps.iter().map(|s| StepOut {
            from: self.company(s.from),
            to: self.company(s.to),
            flows: s.flows.iter().map(flow).collect(),
        });
        let onward = found.onward.iter().map(|o| OnwardOut {
            from: self.company(o.from),
            to: self.company(o.to),
            deal: self.deal(o.deal),
        });
        LoopOut {
            steps: steps.collect(),
            weakest: found.weakest.name(),
            at_most: found.at_most.map(|(currency, sum)| SumOut(sum.part(), Unit::Money(currency))),
            onward: onward.collect(),
        }
    }
}

fn figure(figure: &Figure) -> FigureOut {
    FigureOut(model::Amount::Figure(figure.clone()))
}

fn rate(rate: Rate) -> RateOut {
    RateOut {
        from: rate.from.code().to_owned(),
        to: rate.to.code().to_owned(),
        rate: Shown(NumberText(rate.factor)),
        on: ShownDay(rate.on),
    }
}
