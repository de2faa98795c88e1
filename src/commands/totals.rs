//! `tearsheet totals`: what the deals come to on a day, what that is made of, and what was left out and why.

use std::fmt::Write as _;

use super::session::Session;
use super::{Exit, Failure, say};
use crate::cli::{Run, Totals, TotalsFormat};
use crate::diagnostics::{Format, Outcome, closest};
use crate::ledger::{At, Column, Coverage, Direction, Ledger, Loop, NotSpread, Part, Scope, Statement, SumText, Total};
use crate::model::{Briefing, Bucket, BuiltinField, CompanyId, DealId, Fact, LangId, Leg, Party, Value};
use crate::quantity::{Quantity, QuantityText};
use crate::render::export::statement_json;
use crate::resolve::as_known;

/// Prints the statement of the site, or of a company.
pub(crate) fn run(options: &Totals) -> Result<Exit, Failure> {
    let compile = Run { root: options.root.clone(), ..Run::plain(Format::Human) };
    let mut session = Session::open(&compile)?;
    session.job.progress.stop();
    if session.refused() {
        return session.report(crate::diagnostics::Diagnostics::default(), Outcome::NothingWritten);
    }
    let past = options.known.map(|known| as_known(&session.compiled.briefing, known, options.on.unwrap_or(known)));
    let briefing = past.as_ref().unwrap_or(&session.compiled.briefing);
    let (on, known) = (options.on.unwrap_or(briefing.day), options.known.unwrap_or(briefing.day));
    let day = match (options.on, options.known) {
        (None, None) => format!("{on}, the day of the state"),
        (Some(_), _) | (_, Some(_)) => format!("{on}, as known on {known}"),
    };
    let scope = match &options.company {
        None => Scope::Site,
        Some(id) => Scope::Company(briefing.find_company(id).ok_or_else(|| unknown(briefing, id))?),
    };
    let ledger = Ledger::new(briefing, on);
    match options.format {
        TotalsFormat::Human => say::result(&Page::of(&ledger, scope, &day))?,
        TotalsFormat::Json => {
            let json = statement_json(&ledger, &ledger.loops(), scope, known);
            say::result(&String::from_utf8_lossy(&json))?;
        }
    }
    session.leave();
    Ok(Exit::Clean)
}

fn unknown(briefing: &Briefing, id: &str) -> Failure {
    let hint = match closest(id, briefing.companies.iter().map(|c| c.id.as_str())) {
        Some(near) => format!("; did you mean `{near}`?"),
        None => String::new(),
    };
    Failure::misuse(format!("no company has the id `{id}`{hint}"))
}

/// Loops that are printed: the shortest and firmest.
const LOOPS: usize = 20;

/// A statement for the terminal.
struct Page<'l, 'a> {
    ledger: &'l Ledger<'a>,
    out: String,
}

/// Columns of equal width.
type Row = [String; 3];

impl<'a> Page<'_, 'a> {
    fn of(ledger: &Ledger<'a>, scope: Scope, day: &str) -> String {
        let mut page = Page { ledger, out: String::new() };
        let whose = match scope {
            Scope::Site => "all companies",
            Scope::Company(id) => page.company(id),
        };
        page.line(0, &format!("{whose}, on {day}"));
        let statement = ledger.statement(scope);
        for bucket in [Bucket::Committed, Bucket::Announced, Bucket::InTalks] {
            page.bucket(&statement, bucket);
        }
        page.left_out("not added", &statement);
        page.capacity(
            "capacity (chips, sites and power are never added to each other)",
            "capacity",
            &ledger.capacity(scope),
        );
        page.capacity("quantities", "quantities", &ledger.quantities(scope));
        page.equity(scope);
        for frame in ledger.frames(scope) {
            page.plan(ledger.coverage(frame));
        }
        page.loops(scope);
        page.out
    }

    fn line(&mut self, indent: usize, text: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.out, "{:indent$}{}", "", text.trim_end());
    }

    fn heading(&mut self, text: &str) {
        self.out.push('\n');
        self.line(0, text);
    }

    fn rows(&mut self, indent: usize, rows: &[Row]) {
        let width = |column: usize| rows.iter().map(|r| r[column].chars().count()).max().unwrap_or(0);
        let (first, second) = (width(0), width(1));
        for [a, b, c] in rows {
            self.line(indent, &format!("{a:first$}  {b:second$}  {c}"));
        }
    }

    fn company(&self, id: CompanyId) -> &'a str {
        &self.ledger.briefing().company(id).id
    }

    fn deal(&self, id: DealId) -> &'a str {
        &self.ledger.briefing().deal(id).id
    }

    fn bucket(&mut self, statement: &Statement<'a>, bucket: Bucket) {
        self.heading(word(bucket));
        if statement.bucket(bucket).next().is_none() {
            self.line(2, "nothing");
        }
        for total in statement.bucket(bucket) {
            self.total("", total);
            if total.added().is_some_and(|sum| sum.unit.currency().is_some()) {
                self.yearly(total);
            }
        }
    }

    /// The part of a leg that is counted: a tranche by its name; and the condition that is open.
    fn part(&self, at: At, part: Part) -> String {
        let deal = self.ledger.briefing().deal(at.0);
        let leg = &deal.legs[at.1];
        let day = self.ledger.day();
        let condition = |fact: Option<&Fact>| match &fact?.best()?.value {
            Value::Text(words) => Some(words.get(LangId::DEFAULT).0.to_owned()),
            Value::Amount(_) | Value::Date(_) | Value::Status(_) => None,
        };
        let own = condition(leg.builtin(BuiltinField::Condition));
        let (name, condition, state) = match part {
            Part::Whole => (None, own, deal.leg_on(leg, day)),
            Part::Rest => (Some("the rest".to_owned()), own, deal.leg_on(leg, day)),
            Part::Tranche(index) => {
                let tranche = &leg.tranches[index];
                let condition = condition(tranche.builtin(BuiltinField::Condition)).or(own);
                (Some(format!("tranche {}", tranche.id)), condition, deal.tranche_on(leg, tranche, day))
            }
        };
        let condition = condition.filter(|_| state.is_some_and(|state| state.waits));
        let said: Vec<String> = name.into_iter().chain(condition.map(|words| format!("condition: {words}"))).collect();
        if said.is_empty() { String::new() } else { format!(" ({})", said.join("; ")) }
    }

    fn total(&mut self, before: &str, total: &Total<'a>) {
        let direction = if total.direction == Direction::All { "" } else { total.direction.name() };
        let sum = total.added().map_or_else(|| "no figure".to_owned(), |_| SumText(total.shown()).to_string());
        let what = [total.kind.name(), direction].join(" ");
        self.line(2, &format!("{before}{}: {sum}", what.trim_end()));
        let leg = |deal: DealId, leg: usize| &self.ledger.briefing().deal(deal).legs[leg];
        let counted = total.counted.iter().map(|e| {
            let own = e.figure.map(figure);
            let sum = e.sum.map(|sum| SumText(sum).to_string());
            let mut note = format!("{}{}", parties(self, leg(e.deal, e.leg)), self.part((e.deal, e.leg), e.part));
            if let Some(rate) = e.rate {
                let (from, to) = (rate.from.code(), rate.to.code());
                let own = e.figure.map_or_else(String::new, |own| format!("{} ", figure(own)));
                let _ = write!(note, " ({own}converted at 1 {from} = {} {to} on {})", rate.factor, rate.on);
            }
            let shown = if e.rate.is_some() { sum } else { own.or(sum) };
            [shown.unwrap_or_default(), self.deal(e.deal).to_owned(), note]
        });
        let without = total
            .without_figure
            .iter()
            .map(|e| ["no figure".to_owned(), self.deal(e.deal).to_owned(), parties(self, leg(e.deal, e.leg))]);
        let rows: Vec<Row> = counted.chain(without).collect();
        self.rows(4, &rows);
    }

    fn yearly(&mut self, total: &Total<'a>) {
        let yearly = self.ledger.yearly(total);
        if yearly.scheduled.is_empty() {
            return;
        }
        let rows: Vec<Row> = yearly
            .scheduled
            .iter()
            .map(|(deal, _, per_year)| [figure(per_year), self.deal(*deal).to_owned(), String::new()])
            .collect();
        self.line(4, "per year, if spending is even (illustration):");
        self.rows(6, &rows);
        let why = |why: &NotSpread| why.name().replace('-', " ");
        let unscheduled: Vec<String> =
            yearly.unscheduled.iter().map(|(deal, _, w)| format!("{} ({})", self.deal(*deal), why(w))).collect();
        if !unscheduled.is_empty() {
            self.line(6, &format!("unscheduled: {}", unscheduled.join(", ")));
        }
    }

    fn left_out(&mut self, heading: &str, statement: &Statement<'a>) {
        let row = |l: &crate::ledger::LeftOut<'a>| {
            let by = l.reason.by().map(|by| format!(" by {}", self.deal(by))).unwrap_or_default();
            let reason = format!("{}{by}", l.reason.name().replace('-', " "));
            let deal = self.ledger.briefing().deal(l.deal);
            let leg = &deal.legs[l.leg];
            let tranche = l.tranche.and_then(|index| leg.tranches.get(index)).map(|tranche| &tranche.path);
            let part = tranche.or(Some(&leg.id).filter(|_| deal.legs.len() > 1));
            let part = part.map_or_else(String::new, |part| format!(".{part}"));
            let name = format!("{}{part}", self.deal(l.deal));
            [l.figure.map_or_else(|| "no figure".to_owned(), figure), name, reason]
        };
        let rows: Vec<Row> = statement.left_out.iter().map(row).collect();
        if !rows.is_empty() {
            self.heading(heading);
            self.rows(2, &rows);
        }
    }

    fn capacity(&mut self, heading: &str, what: &str, statement: &Statement<'a>) {
        if statement.totals.is_empty() && statement.left_out.is_empty() {
            return;
        }
        self.heading(heading);
        for total in &statement.totals {
            let measure = total.measure.map_or_else(String::new, |m| format!("{}, ", m.name()));
            self.total(&format!("{measure}{}, ", word(total.bucket)), total);
        }
        self.left_out(&format!("{what} not added"), statement);
    }

    fn equity(&mut self, scope: Scope) {
        let equity = self.ledger.equity(scope);
        if equity.is_empty() {
            return;
        }
        self.heading("equity");
        let mut rows: Vec<Row> = Vec::new();
        for issuer in &equity {
            for stake in &issuer.stakes {
                let size = stake.share.or(stake.money).map_or_else(|| "no figure".to_owned(), |q| figure(&q));
                let column = match stake.column {
                    Column::Owned => "owned",
                    Column::Agreed => "agreed",
                    Column::Optioned => "optioned",
                    Column::InTalks => "in talks or planned",
                    Column::Sold => "sold",
                };
                let unnamed =
                    stake.unnamed(self.ledger.briefing()).map(|words| format!("“{}”", words.get(LangId::DEFAULT).0));
                let holders = stake.holders.iter().map(|holder| self.company(*holder).to_owned()).chain(unnamed);
                let holders = holders.collect::<Vec<_>>().join(" and ");
                let of = format!("{holders} of {}, {column}", self.company(issuer.issuer));
                rows.push([size, self.deal(stake.deal).to_owned(), of]);
            }
        }
        self.rows(2, &rows);
    }

    fn plan(&mut self, coverage: Option<Coverage<'a>>) {
        let Some(coverage) = coverage else { return };
        let itemised = SumText(coverage.itemised);
        let share = coverage.share().map_or_else(String::new, |share| match share.high {
            Some(high) if high == share.low => format!(": {high} %"),
            Some(high) if share.low.is_zero() => format!(": up to {high} %"),
            Some(high) => format!(": {}–{high} %", share.low),
            None => format!(": at least {} %", share.low),
        });
        let (deal, leg) = coverage.frame;
        let whole = &self.ledger.briefing().deal(deal).legs[leg];
        let name = if whole.kind.frame { String::new() } else { format!(".{}", whole.id) };
        self.heading(&format!("plan {}{name}", self.deal(deal)));
        self.line(2, &format!("itemised {itemised} of {}{share}", figure(coverage.whole)));
        let rows = coverage.parts.iter().map(|p| {
            let shown = p.entry.figure.map(figure).unwrap_or_default();
            [shown, self.deal(p.entry.deal).to_owned(), word(p.bucket).to_owned()]
        });
        let left_out = coverage.left_out.iter().map(|l| {
            let shown = l.figure.map_or_else(|| "no figure".to_owned(), figure);
            [shown, self.deal(l.deal).to_owned(), format!("not counted: {}", l.reason.name().replace('-', " "))]
        });
        let rows: Vec<Row> = rows.chain(left_out).collect();
        self.rows(4, &rows);
    }

    fn loops(&mut self, scope: Scope) {
        let loops = self.ledger.loops();
        let found: Vec<Loop<'a>> = match scope {
            Scope::Site => loops.all().collect(),
            Scope::Company(id) => loops.of_company(self.ledger.root(id)).collect(),
        };
        if found.is_empty() {
            return;
        }
        self.heading("loops (gross, never netted)");
        let more = found.len().saturating_sub(LOOPS);
        for way in &found[..found.len().min(LOOPS)] {
            let mut names: Vec<&str> = way.steps.iter().map(|s| self.company(s.from)).collect();
            names.extend(way.steps.first().map(|s| self.company(s.from)));
            let most = way.at_most.map_or_else(String::new, |sum| format!(", {}", SumText(sum.part())));
            self.line(2, &format!("{}: {}{most}", names.join(" → "), word(way.weakest)));
            let flows = way.steps.iter().flat_map(|s| s.flows.iter().map(move |f| (s, f)));
            let rows: Vec<Row> = flows
                .map(|(step, f)| {
                    let shown = f.figure.map_or_else(|| "no figure".to_owned(), |q| figure(&q));
                    let what = format!("{} → {}, {}", self.company(step.from), self.company(step.to), f.kind.name());
                    [shown, self.deal(f.deal).to_owned(), format!("{what}, {}", word(f.bucket))]
                })
                .collect();
            self.rows(4, &rows);
            for onward in &way.onward {
                let (from, to) = (self.company(onward.from), self.company(onward.to));
                self.line(4, &format!("onward {from} ⇢ {to} as maker, in {}", self.deal(onward.deal)));
            }
        }
        if more > 0 {
            self.line(2, &format!("and {more} more, longer or less firm (--format json has all)"));
        }
    }
}

fn word(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Committed => "committed",
        Bucket::Announced => "announced or reported",
        Bucket::InTalks => "in talks",
        Bucket::Off => "off",
    }
}

fn figure(figure: &Quantity) -> String {
    QuantityText(*figure).to_string()
}

/// Who pays whom: shares in brackets, those whom no source names in quotes.
fn parties(page: &Page<'_, '_>, leg: &Leg) -> String {
    let name = |party: Party<'_>| match party {
        Party::Unnamed(words) => format!("“{}”", words.get(LangId::DEFAULT).0),
        Party::Company(id) => {
            let share =
                leg.portions.iter().find(|(company, _)| *company == id).and_then(|(_, fact)| fact.amount()?.figure());
            let share = share.map_or_else(String::new, |share| format!(" ({})", figure(share)));
            format!("{}{share}", page.company(id))
        }
    };
    let names = |all: &mut dyn Iterator<Item = Party<'_>>| all.map(name).collect::<Vec<_>>().join(", ");
    format!("{} → {}", names(&mut leg.givers()), names(&mut leg.takers()))
}
