//! The pages of the site that show a fact, and as what.
//!
//! Every page that is planned is asked what it shows: rows, totals, bars of plans, loops, lists and movements follow
//! from the model and the ledger, so that nothing has to be rendered to know. Files of data have every fact and are not
//! listed.

use crate::ledger::{At, Flow, Ledger, Loop, Loops, Scope, is_in};
use crate::model::{Bucket, BuiltinField, CompanyId, DealId, Fact, Leg};
use crate::pipeline::Compiled;
use crate::plan::{Change, Item, Subject, TABLE_ROWS, Target, page_range, page_rows};
use crate::render::build::shown::{
    FRONT_MOVEMENTS, LOOPS_OF_COMPANY, LOOPS_OF_DEAL, LOOPS_OF_SITE, fragment, headline_fact, related, second_fact,
    what_fact,
};

/// A page that shows a fact.
pub(super) struct Shown {
    /// Its file below the output directory, with a fragment where the fact has a row of its own.
    pub(super) path: String,
    /// As what: "its row", "totals".
    pub(super) how: &'static str,
}

/// The pages that show a fact of a deal, in the order of the plan; `part` is empty for the status.
pub(super) fn all(compiled: &Compiled, deal: DealId, part: &str, fact: &Fact) -> Vec<Shown> {
    let ledger = Ledger::new(&compiled.briefing, compiled.briefing.day);
    let loops = ledger.loops();
    let leg = compiled.briefing.deal(deal).leg_of(part);
    let mut site = Site { compiled, ledger: &ledger, loops: &loops, deal, leg, fact, frames: Vec::new() };
    site.frames = ledger.frames(Scope::Site).into_iter().filter(|frame| site.is_in_frame(*frame)).collect();
    let pages = compiled.plan.pages.iter();
    let shown = pages.filter_map(|page| {
        let how = site.how(page.target)?;
        let own_row = page.target == Target::Deal(deal) && !part.is_empty();
        let row = || fragment(&compiled.briefing, compiled.briefing.deal(deal), part, fact);
        let path = if own_row { format!("{}#{}", page.path, row()) } else { page.path.clone() };
        Some(Shown { path, how })
    });
    shown.collect()
}

/// A fact, and what decides where it is shown.
struct Site<'c> {
    compiled: &'c Compiled,
    ledger: &'c Ledger<'c>,
    loops: &'c Loops<'c>,
    deal: DealId,
    /// Index of the leg that has the fact; `None` for a status, a milestone or a reaction.
    leg: Option<usize>,
    fact: &'c Fact,
    /// The frames whose bars show it.
    frames: Vec<At>,
}

impl Site<'_> {
    /// As what a page shows the fact; `None` if it does not.
    fn how(&self, target: Target) -> Option<&'static str> {
        let briefing = &self.compiled.briefing;
        let listed = self.is_listed();
        let (chronicle, size) = (0..self.compiled.plan.items.len(), briefing.site.page_size);
        let in_rows = |deals: &[DealId], page| listed && page_rows(deals, page, size).contains(&self.deal);
        let list = |is_in: bool| is_in.then_some("in a list of deals");
        match target {
            Target::Deal(id) if id == self.deal => Some("its own page"),
            Target::Deal(id) => self.on_deal(id),
            Target::Company(id) => self.on_company(id),
            Target::Source(id, page) => {
                let rows = page_rows(&briefing.backings[id.index()], page, TABLE_ROWS);
                let cited = self.fact.claims.iter().flat_map(|c| &c.sources).any(|c| c.source == id);
                let own = |row: &crate::model::Backing| row.entity == crate::model::Entity::Deal(self.deal);
                let key = briefing.site.fields.key(self.fact.field);
                (cited && rows.iter().any(|r| own(r) && r.key == key)).then_some("what rests on a source")
            }
            Target::Feed(1) => self.on_front(),
            Target::Feed(page) => self.moved(page_range(chronicle, page, size)),
            Target::Changes(page) => self.moved(page_range(chronicle, page, TABLE_ROWS)),
            Target::Month(year, month, page) => {
                let of_month = self.compiled.plan.months.iter().find(|(m, _)| *m == (year, month))?.1.clone();
                self.moved(page_range(of_month, page, size))
            }
            Target::Deals => list(listed && page_rows(&briefing.chronology, 1, TABLE_ROWS).contains(&self.deal)),
            Target::Status(status, page) => list(in_rows(self.compiled.plan.by_status.get(&status)?, page)),
            Target::Kind(kind, page) => list(in_rows(self.compiled.plan.by_kind.get(&kind)?, page)),
            Target::Topic(topic, page) => list(in_rows(&briefing.topic_deals[topic.index()], page)),
            Target::CompanyYear(company, year, page) => {
                let years = self.compiled.plan.company_years.get(&company)?;
                list(in_rows(&years.iter().find(|(y, _)| *y == year)?.1, page))
            }
            Target::Year(year) => {
                let months = self.compiled.plan.months.iter().filter(|((y, _), _)| *y == year);
                let items = months.flat_map(|(_, range)| self.compiled.plan.items.get(range.clone())).flatten();
                list(listed && items.into_iter().any(|item| item.subject == Subject::Deal(self.deal)))
            }
            // Which page of the index has a company is a matter of the language's alphabet.
            Target::Companies(1) => self.is_committed_purchase().then_some("totals in the index of companies"),
            Target::Companies(_) | Target::Sources(_) | Target::Topics => None,
            Target::Data | Target::Page(_) | Target::NotFound => None,
        }
    }

    fn leg(&self) -> Option<&Leg> {
        self.compiled.briefing.deal(self.deal).legs.get(self.leg?)
    }

    fn is(&self, fields: &[BuiltinField]) -> bool {
        self.leg.is_some() && fields.iter().any(|f| f.id() == self.fact.field)
    }

    /// Whether entries of lists show it: the status, the headline and the figure beside it.
    fn is_listed(&self) -> bool {
        let deal = self.compiled.briefing.deal(self.deal);
        let figures = [headline_fact(deal), second_fact(deal)];
        self.fact.is_status() || figures.into_iter().flatten().any(|fact| fact.span == self.fact.span)
    }

    fn on_deal(&self, id: DealId) -> Option<&'static str> {
        if self.ledger.frame_of(id).is_some_and(|frame| self.frames.contains(&frame)) {
            return Some("the bar of a plan");
        }
        if self.loops.of_deal(id, LOOPS_OF_DEAL).iter().any(|l| self.is_in_loop(l)) {
            return Some("a loop");
        }
        let is_near = || self.is_related(id) || related(&self.compiled.briefing, id).contains(&self.deal);
        (self.is_listed() && is_near()).then_some("a deal beside it")
    }

    /// Whether a sheet relates the two deals, either way.
    fn is_related(&self, id: DealId) -> bool {
        let briefing = &self.compiled.briefing;
        let names = |from: DealId, to: DealId| {
            let deal = briefing.deal(from);
            let expanded = deal.expands.iter().map(|(r, _)| r);
            deal.follows
                .iter()
                .chain(&deal.supersedes)
                .chain(&deal.alternative_to)
                .chain(expanded)
                .any(|r| r.deal == to)
        };
        names(id, self.deal) || names(self.deal, id)
    }

    fn is_committed_purchase(&self) -> bool {
        let committed = self.ledger.bucket(self.deal) == Some(Bucket::Committed);
        committed && self.is(&[BuiltinField::Value]) && self.leg().is_some_and(|l| l.kind.leads)
    }

    fn on_company(&self, id: CompanyId) -> Option<&'static str> {
        let briefing = &self.compiled.briefing;
        let concerns = |leg: &Leg| leg.roles.iter().any(|(_, company)| is_in(briefing, *company, id));
        let is_what = |leg: &Leg| what_fact(leg).is_some_and(|fact| fact.span == self.fact.span);
        let tabled = |leg: &Leg| self.is(&[BuiltinField::Value, BuiltinField::Term]) || is_what(leg);
        if self.leg().is_some_and(|leg| concerns(leg) && tabled(leg))
            || self.fact.is_status() && briefing.deal(self.deal).legs.iter().any(concerns)
        {
            return Some("its table of deals, and totals");
        }
        if self.is(&[BuiltinField::Stake]) && self.leg().is_some_and(concerns) {
            return Some("its table of equity");
        }
        if self.ledger.frames(Scope::Company(id)).into_iter().any(|frame| self.frames.contains(&frame)) {
            return Some("the bar of a plan");
        }
        let mut loops = self.loops.of_company(briefing.group[id.index()]).take(LOOPS_OF_COMPANY);
        loops.any(|l| self.is_in_loop(&l)).then_some("a loop")
    }

    fn on_front(&self) -> Option<&'static str> {
        let is_new = |range| self.moved(range).is_some();
        if self.is(&[BuiltinField::Value]) || self.fact.is_status() {
            return Some("the state of play: totals, and what is left out of them");
        }
        if self.loops.all().take(LOOPS_OF_SITE).any(|l| self.is_in_loop(&l)) {
            return Some("a loop");
        }
        let items = &self.compiled.plan.items;
        let latest = FRONT_MOVEMENTS.min(self.compiled.briefing.site.page_size);
        is_new(0..latest.min(items.len())).then_some("the latest movements")
    }

    /// Whether the bar of a plan shows it: as the plan's own figure or that of a part.
    fn is_in_frame(&self, frame: At) -> bool {
        let Some(coverage) = self.ledger.coverage(frame).filter(|_| self.is(&[BuiltinField::Value])) else {
            return false;
        };
        let own = frame.0 == self.deal && Some(frame.1) == self.leg;
        own || coverage.parts.iter().any(|p| p.entry.deal == self.deal && Some(p.entry.leg) == self.leg)
    }

    fn is_in_loop(&self, found: &Loop<'_>) -> bool {
        let own = |flow: &Flow<'_>| flow.deal == self.deal && Some(flow.leg) == self.leg;
        let is_figure =
            |flow: &Flow<'_>| self.is(&[BuiltinField::Value]) || flow.kind.option && self.is(&[BuiltinField::Stake]);
        found.steps.iter().flat_map(|s| &s.flows).any(|flow| own(flow) && is_figure(flow))
    }

    /// Whether some of these movements tell of it.
    fn moved(&self, range: std::ops::Range<usize>) -> Option<&'static str> {
        let listed = self.is_listed();
        let tells = |item: &Item| {
            item.subject == Subject::Deal(self.deal)
                && match item.change {
                    Change::New(..) | Change::Step(..) => listed,
                    Change::Revised(..) | Change::Corrected(..) | Change::Rejected(..) => {
                        item.fact(&self.compiled.briefing).is_some_and(|(_, fact)| fact.span == self.fact.span)
                    }
                    Change::Event(_) => false,
                }
        };
        self.compiled.plan.items.get(range)?.iter().any(tells).then_some("movements")
    }
}
