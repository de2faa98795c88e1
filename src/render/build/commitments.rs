//! What the subject of a briefing has committed to: the books of the front page.
//!
//! One direction and one kind of thing: what it pays in the leading kind of leg (purchases) and one currency, a row per
//! counterparty and bucket. Who buys nothing is told by what it pays otherwise, else by what it receives. Money the other
//! way has rows of its own; all else is told in words.

mod drawing;
mod finding;
mod plan;

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::Builder;
use super::totals::{BUCKETS, counterparty};
use crate::ledger::{Account, At, Coverage, Direction, Entry, Scope, Statement, Subject, Total};
use crate::model::{Bucket, CompanyId, Currency, DealId};
use crate::quantity::{Quantity, Unit};
use crate::vocabulary::Kind;

pub(super) use drawing::{Drawn, fade, fill, ladder, row_of};
pub(super) use finding::{Finding, finding};
pub(super) use plan::plan;

/// Whom a row is with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum With {
    Company(CompanyId),
    Unnamed(String),
}

/// What a counterparty's group comes to in one bucket.
struct Row<'a> {
    with: With,
    bucket: Bucket,
    sum: Option<Quantity>,
    /// The figure in its source's words, while there is but one.
    only: Option<&'a Quantity>,
    /// The legs.
    legs: Vec<At>,
}

impl Row<'_> {
    /// Each once, in the order of their legs.
    fn deals(&self) -> Vec<DealId> {
        let mut seen = HashSet::new();
        self.legs.iter().map(|(deal, _)| *deal).filter(|deal| seen.insert(*deal)).collect()
    }

    /// In a bucket: exact amounts by size, then ranges, then what has no high end, then what has no amount.
    fn order(&self) -> (Bucket, u8, std::cmp::Reverse<Decimal>) {
        let (class, size) = match self.sum {
            Some(sum) if sum.high == Some(sum.low) => (0, sum.low),
            Some(sum) if sum.high.is_some() => (1, sum.high.unwrap_or(sum.low)),
            Some(sum) => (2, sum.low),
            None => (3, Decimal::ZERO),
        };
        (self.bucket, class, std::cmp::Reverse(size))
    }
}

/// The books of the subject.
pub(super) struct Commitments<'a, 'b> {
    subject: CompanyId,
    /// Whether it is the subject only because it pays most.
    largest: bool,
    statement: Statement<'a>,
    direction: Direction,
    kind: Kind,
    currency: Currency,
    /// The rows of this direction and kind, in the order of the ladder.
    rows: Vec<Row<'a>>,
    /// What goes the other way.
    back: Vec<Row<'a>>,
    /// Its plan, in the currency.
    plan: Option<&'b Coverage<'a>>,
    /// Whether the plan is a frame around the rows: they, and nothing else, are parts of it.
    framed: bool,
}

impl<'a> Commitments<'a, '_> {
    /// The total of a bucket.
    fn total(&self, bucket: Bucket) -> Option<&Total<'a>> {
        let is = |t: &&Total<'_>| self.is_drawn(t) && t.measure == Some(Account::Money(self.currency));
        self.statement.bucket(bucket).find(is)
    }

    fn is_drawn(&self, total: &Total<'_>) -> bool {
        (total.direction, total.kind) == (self.direction, self.kind)
    }

    fn unit(&self) -> Unit {
        Unit::Money(self.currency)
    }

    /// The word in messages.
    fn way(&self) -> (&'static str, &'static str) {
        ("way", self.direction.name())
    }
}

/// The books of the site's subject; `None` where nobody gives an amount.
pub(super) fn of_site<'a, 'b>(b: &'b Builder<'a>) -> Option<Commitments<'a, 'b>> {
    let Subject { company, largest } = b.books.ledger.subject()?;
    Some(Commitments { largest, ..of_company(b, company, None)? })
}

/// The books of a company, of what it pays or receives where that is asked for; `None` where nobody gives an amount.
pub(super) fn of_company<'a, 'b>(
    b: &'b Builder<'a>,
    subject: CompanyId,
    way: Option<Direction>,
) -> Option<Commitments<'a, 'b>> {
    let scope = Scope::Company(subject);
    let statement = b.books.ledger.statement(scope);
    let plans = || b.books.ledger.frames(scope).into_iter().filter_map(|plan| b.books.plans.get(plan));
    let planned = |plan: &Coverage<'_>| {
        let (deal, leg) = plan.frame;
        (Direction::Pays, b.briefing.deal(deal).legs[leg].kind, plan.currency)
    };
    let plan = || plans().next().map(planned).filter(|(direction, ..)| way.is_none_or(|way| way == *direction));
    let (direction, kind, currency) = leading(&statement, way).or_else(plan)?;
    let fits = |t: &&Total<'a>| t.measure.is_none_or(|m| m == Account::Money(currency));
    let totals = |way| statement.totals.iter().filter(move |t| t.direction == way).filter(fits);
    let other = if direction == Direction::Pays { Direction::Receives } else { Direction::Pays };
    let rows = [(direction, Some(kind)), (other, None)]
        .map(|(way, kind)| self::rows(b, way, totals(way).filter(|t| kind.is_none_or(|kind| t.kind == kind))));
    let [rows, back] = rows;
    let plan = plans().find(|plan| direction == Direction::Pays && plan.currency == currency);
    let largest = false;
    let books = Commitments { subject, largest, direction, kind, currency, rows, back, plan, framed: false, statement };
    let framed = plan.is_some_and(|plan| is_frame(&books, plan));
    Some(Commitments { framed, ..books })
}

/// What the ladder is of: what is paid in the leading kind; else the largest total that is paid, or received. The same of
/// what is received, where that is asked for.
fn leading(statement: &Statement<'_>, way: Option<Direction>) -> Option<(Direction, Kind, Currency)> {
    let money = |t: &Total<'_>| match t.measure? {
        Account::Money(currency) => Some((t.direction, t.kind, currency)),
        Account::Capacity(_) | Account::Of(_) => None,
    };
    let of = |way: Direction| statement.totals.iter().filter(move |t| t.direction == way);
    let largest = |way| of(way).filter(|t| money(t).is_some()).max_by_key(|t| t.sum.low).and_then(money);
    let first = way.unwrap_or(Direction::Pays);
    let led = of(first).filter(|t| t.kind.leads).find_map(money);
    led.or_else(|| largest(first)).or_else(|| largest(Direction::Receives).filter(|_| way.is_none()))
}

fn rows<'a, 't>(b: &Builder<'_>, direction: Direction, totals: impl Iterator<Item = &'t Total<'a>>) -> Vec<Row<'a>>
where
    'a: 't,
{
    let mut rows: Vec<Row<'a>> = Vec::new();
    for total in totals.filter(|t| BUCKETS.contains(&t.bucket)) {
        for entry in total.counted.iter().chain(&total.without_figure) {
            let with = match counterparty(b, direction, entry) {
                Some(company) => With::Company(b.briefing.group[company.index()]),
                None => With::Unnamed(super::totals::with(b, direction, entry)),
            };
            let at = rows.iter().position(|row| row.with == with && row.bucket == total.bucket);
            let at = at.unwrap_or_else(|| {
                rows.push(Row { with, bucket: total.bucket, sum: None, only: None, legs: Vec::new() });
                rows.len() - 1
            });
            add(&mut rows[at], entry);
        }
    }
    rows.sort_by(|a, z| a.order().cmp(&z.order()).then_with(|| a.with.cmp(&z.with)));
    rows
}

fn add<'a>(row: &mut Row<'a>, entry: &Entry<'a>) {
    row.only = entry.figure.filter(|_| row.sum.is_none() && entry.rate.is_none());
    row.sum = Quantity::sum(row.sum.into_iter().chain(entry.sum)).or(row.sum);
    row.legs.push((entry.deal, entry.leg));
}

/// Whether the rows that are more than talk are the parts of a plan, which is large enough for them.
fn is_frame(books: &Commitments<'_, '_>, plan: &Coverage<'_>) -> bool {
    let mut drawn: Vec<At> = Vec::new();
    for bucket in [Bucket::Committed, Bucket::Announced] {
        drawn.extend(books.total(bucket).into_iter().flat_map(|total| &total.counted).map(|e| (e.deal, e.leg)));
    }
    let mut parts: Vec<At> = plan.parts.iter().map(|part| (part.entry.deal, part.entry.leg)).collect();
    for legs in [&mut drawn, &mut parts] {
        legs.sort_unstable();
        legs.dedup();
    }
    let firm = books.rows.iter().filter(|row| row.bucket != Bucket::InTalks).filter_map(|row| row.sum);
    let reach = firm.map(|sum| sum.high.unwrap_or(sum.low)).fold(Decimal::ZERO, Decimal::saturating_add);
    drawn == parts && reach <= plan.whole.high.unwrap_or(plan.whole.low)
}
