//! As what the pages of a site show a fact: each kind of page answers for itself, from here.
//!
//! Rows, totals, bars of plans, loops, lists and movements follow from the model and the ledger, so that nothing has to be
//! rendered to know. Files of data have every fact and are not asked.

use crate::ledger::{At, Flow, Ledger, Loop, Loops, Scope, is_in};
use crate::model::{Briefing, BuiltinField, CompanyId, DealId, Entity, Fact, Leg, SourceId};
use crate::plan::{Change, Item, Plan, Range, Subject, TABLE_ROWS, page_rows};
use crate::render::build::shown::{
    DUE_ON_FRONT, FRONT_MOVEMENTS, LOOPS_OF_COMPANY, headline_fact, related, second_fact, what_fact,
};
use crate::vocabulary::{Kind, Role};

/// A fact of a deal, and what decides where it is shown.
pub(crate) struct Shown<'c> {
    briefing: &'c Briefing,
    plan: &'c Plan,
    ledger: &'c Ledger<'c>,
    loops: &'c Loops<'c>,
    pub(crate) deal: DealId,
    /// Index of the leg that has the fact; `None` for a status, a milestone or a reaction.
    leg: Option<usize>,
    fact: &'c Fact,
    /// The frames whose bars show it.
    frames: Vec<At>,
}

impl<'c> Shown<'c> {
    /// `part` is empty for the status.
    pub(crate) fn new(
        (briefing, plan): (&'c Briefing, &'c Plan),
        (ledger, loops): (&'c Ledger<'c>, &'c Loops<'c>),
        (deal, part, fact): (DealId, &str, &'c Fact),
    ) -> Shown<'c> {
        let leg = briefing.deal(deal).leg_of(part);
        let mut shown = Shown { briefing, plan, ledger, loops, deal, leg, fact, frames: Vec::new() };
        shown.frames = ledger.frames(Scope::Site).into_iter().filter(|frame| shown.is_in_frame(*frame)).collect();
        shown
    }

    pub(crate) fn briefing(&self) -> &'c Briefing {
        self.briefing
    }

    pub(crate) fn plan(&self) -> &'c Plan {
        self.plan
    }

    pub(crate) fn page_size(&self) -> usize {
        self.briefing.site.page_size
    }

    /// In a list of these deals.
    pub(crate) fn in_list(&self, deals: &[DealId]) -> Option<&'static str> {
        (self.is_tabled() && deals.contains(&self.deal)).then_some("in a list of deals")
    }

    /// On one page of a list of these deals.
    pub(crate) fn in_page(&self, deals: &[DealId], page: u32) -> Option<&'static str> {
        self.in_list(page_rows(deals, page, self.page_size()))
    }

    /// On a page of what rests on a source.
    pub(crate) fn on_source(&self, id: SourceId, page: u32) -> Option<&'static str> {
        let rows = page_rows(&self.briefing.backings[id.index()], page, TABLE_ROWS);
        let cited = self.fact.claims.iter().flat_map(|c| &c.sources).any(|c| c.source == id);
        let key = self.briefing.site.fields.key(self.fact.field);
        let own = rows.iter().any(|row| row.entity == Entity::Deal(self.deal) && row.key == key);
        (cited && own).then_some("what rests on a source")
    }

    /// Whether a list of the legs of a kind has it.
    pub(crate) fn is_of_kind(&self, kind: Kind) -> bool {
        self.leg.is_none() || self.leg().is_some_and(|leg| leg.kind == kind)
    }

    fn leg(&self) -> Option<&Leg> {
        self.briefing.deal(self.deal).legs.get(self.leg?)
    }

    fn is(&self, fields: &[BuiltinField]) -> bool {
        self.leg.is_some() && fields.iter().any(|f| f.id() == self.fact.field)
    }

    /// Whether the rows of a deal show it: how far each leg has come, how much it is, of what, for how long.
    fn is_tabled(&self) -> bool {
        let is_what = |leg: &Leg| what_fact(leg).is_some_and(|fact| fact.span == self.fact.span);
        self.fact.is_status()
            || self.is(&[BuiltinField::Value, BuiltinField::Stake, BuiltinField::Term, BuiltinField::Status])
            || self.leg().is_some_and(is_what)
    }

    /// Whether entries of movements show it: the status, the headline and the figure beside it.
    fn is_listed(&self) -> bool {
        let deal = self.briefing.deal(self.deal);
        let figures = [headline_fact(deal), second_fact(deal)];
        self.fact.is_status() || figures.into_iter().flatten().any(|fact| fact.span == self.fact.span)
    }

    /// On the page of a deal.
    pub(crate) fn on_deal(&self, id: DealId) -> Option<&'static str> {
        if id == self.deal {
            return Some("its own page");
        }
        if self.ledger.frame_of(id).is_some_and(|frame| self.frames.contains(&frame)) {
            return Some("the bar of a plan");
        }
        let is_near = || self.is_related(id) || related(self.briefing, id).contains(&self.deal);
        (self.is_listed() && is_near()).then_some("a deal beside it")
    }

    /// Whether a sheet relates the two deals, either way.
    fn is_related(&self, id: DealId) -> bool {
        let briefing = self.briefing;
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

    /// Whether it is an amount that companies pay or receive.
    pub(crate) fn is_in_totals(&self) -> bool {
        self.is(&[BuiltinField::Value]) && self.leg().is_some_and(|leg| leg.kind.sum && !leg.frame)
    }

    /// Whether it was corrected.
    pub(crate) fn is_corrected(&self) -> bool {
        let deal = self.briefing.deal(self.deal);
        deal.corrections.iter().any(|correction| {
            let fact = correction
                .fact
                .as_ref()
                .and_then(|(part, field)| deal.all_facts().find(|(of, fact)| of == part && fact.field == *field));
            fact.is_some_and(|(_, fact)| fact.span == self.fact.span)
        })
    }

    /// Whether it is a date, or a term, that is ahead.
    pub(crate) fn is_due(&self) -> bool {
        let due = self.ledger.due_of(self.deal);
        due.iter().any(|due| self.fact.claims.iter().any(|claim| claim.span == due.claim.span))
    }

    /// On the page of a company.
    pub(crate) fn on_company(&self, id: CompanyId) -> Option<&'static str> {
        let briefing = self.briefing;
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

    /// On the front page.
    pub(crate) fn on_front(&self) -> Option<&'static str> {
        let is_new = |range| self.moved(range).is_some();
        let subject = self.ledger.subject().map(|subject| self.briefing.group[subject.company.index()]);
        let is_subject = |(_, company): &(Role, CompanyId)| subject.is_some_and(|s| is_in(self.briefing, *company, s));
        let concerns = |leg: &Leg| leg.roles.iter().any(is_subject);
        let drawn = self.is(&[BuiltinField::Value, BuiltinField::Term]) && self.leg().is_some_and(concerns);
        if drawn || self.fact.is_status() && self.briefing.deal(self.deal).legs.iter().any(concerns) {
            return Some("what the subject has committed to, and what is left out of it");
        }
        if self.is_due() && self.ledger.schedule().due.iter().take(DUE_ON_FRONT).any(|due| due.deal == self.deal) {
            return Some("what falls due next");
        }
        let items = &self.plan.items;
        let latest = FRONT_MOVEMENTS.min(self.page_size());
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
    pub(crate) fn moved(&self, range: Range) -> Option<&'static str> {
        let listed = self.is_listed();
        let tells = |item: &Item| {
            item.subject == Subject::Deal(self.deal)
                && match item.change {
                    Change::New(..) | Change::Step(..) => listed,
                    Change::Part(..)
                    | Change::Met(..)
                    | Change::Revised(..)
                    | Change::Corrected(..)
                    | Change::Rejected(..) => {
                        item.fact(self.briefing).is_some_and(|(_, fact)| fact.span == self.fact.span)
                    }
                    Change::Event(_) => false,
                }
        };
        self.plan.items.get(range)?.iter().any(tells).then_some("movements")
    }
}
