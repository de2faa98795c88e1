//! Prose that tells a deal as closed which is signed at most: as completed, as bought, as owned.
//!
//! What is completed must be called the deal, or a word for its kind. Who owns something must be the one who is to get
//! shares in a leg, and what he owns, named with it, their company; of a leg for a part of them the share must be that
//! part, since he may have others already.

use std::ops::Range;

use super::assertion::Sentence;
use super::naming::Focus;
use super::owners::owners;
use super::scene::takes_part;
use super::{Linter, Passage};
use crate::model::{Amount, Bucket, BuiltinField, Claim, CompanyId, Deal, Leg, Status};
use crate::quantity::{comparable, judge};
use crate::vocabulary::is_in;
use crate::vocabulary::lexicon::speech::{Firm, fold, has};
use crate::vocabulary::lexicon::verbs::{Deed, Found, Says, Verbs as Forms};

/// The verbs of a sentence.
pub(in crate::check) struct Verbs<'v> {
    pub(in crate::check) firm: Vec<Found<'v, Says>>,
    pub(in crate::check) deeds: Vec<Found<'v, Deed>>,
}

impl<'v> Verbs<'v> {
    pub(in crate::check) fn of(forms: &'v Forms, sentence: &'v str) -> Verbs<'v> {
        Verbs { firm: forms.find(sentence).collect(), deeds: forms.deeds(sentence).collect() }
    }

    pub(in crate::check) fn is_empty(&self) -> bool {
        self.firm.is_empty() && self.deeds.is_empty()
    }

    /// Whether one may tell a deal as closed.
    pub(in crate::check) fn may_close(&self) -> bool {
        self.firm.iter().any(|found| found.says.is_closing())
            || self.deeds.iter().any(|found| found.says.done && !found.says.kinds.is_empty())
    }
}

/// A sentence with a verb, and the legs that are not closed.
struct Told<'t, 'a> {
    linter: &'t Linter<'a>,
    passage: &'t Passage<'t>,
    deal: &'t Deal,
    sentence: &'t Range<usize>,
    verb: &'t Range<usize>,
    whole: Sentence<'t>,
}

/// The verb of a sentence that tells a leg as closed, and the status that it has.
pub(in crate::check) fn told_as_closed<'d>(
    linter: &Linter<'_>,
    passage: &Passage<'_>,
    deal: &'d Deal,
    (sentence, verbs): (&Range<usize>, &Verbs<'_>),
    focus: Option<&Focus>,
) -> Option<(Range<usize>, &'d Claim)> {
    let place = |part: &Range<usize>| sentence.start + part.start..sentence.start + part.end;
    let told = |verb: &Range<usize>, judge: &dyn Fn(&Told<'_, '_>) -> Option<usize>| {
        let verb = place(verb);
        let near = passage.near(sentence, &verb);
        let whole = Sentence::of(linter, passage, &near, &verb);
        if whole.is_void || passage.text.get(..near.end)?.trim_end().ends_with('?') {
            return None;
        }
        let leg = judge(&Told { linter, passage, deal, sentence: &near, verb: &verb, whole })?;
        let day = linter.context.day();
        let own = deal.legs[leg].facts.iter().find(|fact| fact.is_status()).and_then(|fact| fact.status_on(day));
        own.or_else(|| deal.status_on(day))
    };
    let firm = verbs.firm.iter().filter_map(|found| {
        let Says::Firm(firm) = found.says else { return None };
        let claim = told(&found.at, &|told| told.firm(*firm, focus))?;
        Some((place(&found.whole), claim))
    });
    let deeds = verbs.deeds.iter().filter(|found| found.says.done && !found.says.kinds.is_empty());
    let deeds =
        deeds.filter_map(|found| Some((place(&found.whole), told(&found.at, &|told| told.bought(found.says))?)));
    firm.chain(deeds).next()
}

impl Told<'_, '_> {
    fn is_open(&self, leg: &Leg) -> bool {
        let state = self.deal.leg_on(leg, self.linter.context.day());
        state.is_some_and(|state| state.status < Status::Active && state.bucket() != Bucket::Off)
    }

    /// Whether a company, or one of its group, has a role of these keys in a leg.
    fn is_on(&self, leg: &Leg, roles: &[String], company: CompanyId) -> bool {
        let group = |c: CompanyId| self.linter.context.briefing.group[c.index()];
        leg.roles.iter().any(|(role, c)| is_in(*role, roles) && group(*c) == group(company))
    }

    fn firm(&self, firm: Firm, focus: Option<&Focus>) -> Option<usize> {
        match firm {
            Firm::Completed => self.completed(focus),
            Firm::Holds => {
                let subject = self.whole.subject(self.passage, self.verb)?;
                self.owned(|leg, holder, held| self.is_on(leg, holder, subject) && self.names(leg, held, true))
            }
            Firm::Held => {
                let subject = self.whole.subject(self.passage, self.verb)?;
                // A venture belongs to its founders as soon as it is there.
                let is_old = |leg: &Leg, held: &[String]| leg.kind.others.iter().any(|role| held.contains(role));
                self.owned(|leg, holder, held| {
                    is_old(leg, held) && self.is_on(leg, held, subject) && self.names(leg, holder, true)
                })
            }
            Firm::Signed | Firm::Closed | Firm::Headline | Firm::Gives | Firm::Will | Firm::Puts | Firm::Gets => None,
        }
    }

    /// The first of the legs that are meant, if none of them is closed and the deal is what is told as completed.
    fn completed(&self, focus: Option<&Focus>) -> Option<usize> {
        let said = &self.whole.said;
        let speech = self.passage.grammar.speech();
        let all = self.deal.legs.iter().enumerate().filter(|(_, leg)| !leg.kind.option);
        let focus = focus.filter(|focus| focus.is_strong());
        let meant: Vec<usize> =
            all.map(|(index, _)| index).filter(|index| focus.is_none_or(|f| f.legs.contains(index))).collect();
        let verb = fold(self.passage.text.get(self.verb.clone())?);
        let (near, behind) = self.whole.clause.near();
        let free = self.passage.grammar.writing().free_order;
        let behind = if free { behind } else { String::new() };
        let named = [&near, &verb, &behind].into_iter().any(|part| has(part, &speech.firm.deal));
        let is_party = |c: CompanyId| takes_part(self.linter.context.briefing, self.deal, c);
        let parties = self.whole.named.iter().all(|(_, company)| is_party(*company));
        let is_told =
            named && parties && !has(&said.before, &speech.aside.part) && !has(&near, &speech.dated.exclusive);
        let is_open = |index: &usize| self.is_open(&self.deal.legs[*index]);
        let of_figures = owners(self.linter, self.passage, self.sentence);
        let is_told = is_told && of_figures.legs.iter().all(is_open);
        meant.first().copied().filter(|_| is_told && meant.iter().all(is_open))
    }

    /// Whether the clause names somebody of these roles behind the verb, or anywhere in it.
    fn names(&self, leg: &Leg, roles: &[String], behind: bool) -> bool {
        let there =
            |at: &Range<usize>| !behind || at.start >= self.verb.end || self.passage.grammar.writing().free_order;
        let mut named = self.whole.named.iter().filter(|(at, _)| self.whole.clause.holds(at) && there(at));
        named.any(|(_, company)| self.is_on(leg, roles, *company))
    }

    /// A leg for shares that is not closed, of whom a verb says that he has them, unless he got others in a leg that is.
    fn owned(&self, says: impl Fn(&Leg, &[String], &[String]) -> bool) -> Option<usize> {
        let speech = self.passage.grammar.speech();
        let is_said = |leg: &&Leg| {
            let Some((holder, held)) = &leg.kind.holds else { return false };
            !leg.kind.option && says(leg, std::slice::from_ref(holder), std::slice::from_ref(held))
        };
        let is_cited = self.passage.is_cited_before(self.verb.end, self.sentence.end);
        let is_old =
            [&self.whole.said.before, &self.whole.said.after].into_iter().any(|part| has(part, &speech.firm.already));
        let mut legs = self.deal.legs.iter().filter(is_said);
        if is_cited || is_old || legs.clone().any(|leg| !self.is_open(leg)) {
            return None;
        }
        let leg = legs.find(|leg| self.is_its_share(leg))?;
        self.deal.legs.iter().position(|other| std::ptr::eq(other, leg))
    }

    /// Whether the share of the sentence is that of a leg; or there is none, and the leg is for a company, or only talked
    /// about: who has a part of it has it from elsewhere, and the sentence would say so.
    fn is_its_share(&self, leg: &Leg) -> bool {
        let readings = self.passage.readings_in(self.linter, self.sentence);
        let shares: Vec<_> = readings.iter().filter(|reading| reading.is_share()).filter_map(|r| r.amount()).collect();
        let stake = leg.facts.iter().find(|fact| fact.field == BuiltinField::Stake.id());
        let stake = stake.and_then(|fact| fact.amount()).and_then(Amount::figure);
        let is_target = leg.kind.holds.as_ref().is_some_and(|(_, held)| leg.kind.others.contains(held));
        match (shares.is_empty(), stake) {
            (true, _) => {
                let state = self.deal.leg_on(leg, self.linter.context.day());
                is_target || state.is_some_and(|state| state.bucket() == Bucket::InTalks)
            }
            (false, None) => is_target,
            (false, Some(stake)) => shares.iter().any(|share| {
                comparable(share.quantity.unit, stake.unit).is_some() && judge(share, stake).is_about_it()
            }),
        }
    }

    /// A leg for shares whose buyer has bought, or whose seller has sold.
    fn bought(&self, deed: &Deed) -> Option<usize> {
        let subject = self.whole.subject(self.passage, self.verb)?;
        let speech = self.passage.grammar.speech();
        let stake = has(&self.whole.said.after, &speech.firm.stake);
        self.owned(|leg, holder, held| {
            let of_kind = deed.kinds.contains(&leg.kind) && leg.kind.others.iter().any(|role| held.contains(role));
            let is_of_it = of_kind || stake && deed.kinds.iter().any(|kind| kind.leads);
            is_of_it
                && match deed.pays {
                    true => self.is_on(leg, holder, subject) && self.names(leg, held, true),
                    false => self.is_on(leg, &leg.kind.payees, subject) && self.names(leg, held, false),
                }
        })
    }
}
