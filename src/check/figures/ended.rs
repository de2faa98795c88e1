//! Prose that tells a deal as alive which was called off.
//!
//! A verb in the present or the future, with two parties of a leg that was called off. A text that says somewhere that it
//! is over is left alone, and so is what has a citation behind it: the same two may do other things.

use std::ops::Range;

use super::assertion::Sentence;
use super::closing::Verbs;
use super::naming::Focus;
use super::owners::owners;
use super::scene::takes_part;
use super::{Linter, Passage};
use crate::model::{Claim, CompanyId, Deal, Leg, Status};
use crate::vocabulary::lexicon::speech::{Firm, fold, has};
use crate::vocabulary::lexicon::verbs::{Deed, Says};
use crate::vocabulary::{Kind, Role, is_in};

/// The verb of a sentence that tells a leg as alive, and the status that it has.
pub(in crate::check) fn told_as_alive<'d>(
    linter: &Linter<'_>,
    passage: &Passage<'_>,
    deal: &'d Deal,
    (sentence, verbs): (&Range<usize>, &Verbs<'_>),
    focus: Option<&Focus>,
) -> Option<(Range<usize>, &'d Claim)> {
    let day = linter.context.day();
    let is_off = |leg: &Leg| deal.leg_on(leg, day).is_some_and(|state| state.status == Status::Cancelled);
    let words = &passage.grammar.speech().off;
    if !deal.legs.iter().any(is_off) || passage.tells_an_end() {
        return None;
    }
    let place = |part: &Range<usize>| sentence.start + part.start..sentence.start + part.end;
    let firm = verbs.firm.iter().filter(|found| binds(found.says) && !is_past(passage, &place(&found.at)));
    let any = |_: Kind, _: Role| true;
    let firm = firm.map(|found| (place(&found.at), place(&found.whole), None));
    let deeds = verbs.deeds.iter().filter(|found| !found.says.done && !is_past(passage, &place(&found.at)));
    let deeds = deeds.map(|found| (place(&found.at), place(&found.whole), Some(found.says)));
    let mut all: Vec<(Range<usize>, Range<usize>, Option<&Deed>)> = deeds.chain(firm).collect();
    all.sort_by_key(|(at, ..)| (at.start, at.end));
    all.into_iter().find_map(|(verb, whole, deed)| {
        let near = passage.near(sentence, &verb);
        let told = Sentence::of(linter, passage, &near, &verb);
        let is_party = |c: CompanyId| takes_part(linter.context.briefing, deal, c);
        if told.is_void
            || passage.is_cited_before(verb.end, sentence.end)
            || has(&told.said.before, &words.past)
            || !told.named.iter().all(|(_, company)| is_party(*company))
        {
            return None;
        }
        let subject = told.subject(passage, &verb)?;
        let acts = |leg: &Leg, company: CompanyId, does: &dyn Fn(Kind, Role) -> bool| {
            let group = |c: CompanyId| linter.context.briefing.group[c.index()];
            leg.roles.iter().any(|(role, c)| does(leg.kind, *role) && group(*c) == group(company))
        };
        let does = |kind: Kind, role: Role| match deed {
            Some(deed) => {
                let pays = is_in(role, &kind.payers) && (deed.pays || deed.either);
                let gets = is_in(role, &kind.payees) && (!deed.pays || deed.either);
                (deed.kinds.is_empty() || deed.kinds.contains(&kind)) && (pays || gets || is_in(role, &kind.parties))
            }
            None => any(kind, role),
        };
        let other = |leg: &Leg| {
            let group = |c: CompanyId| linter.context.briefing.group[c.index()];
            told.named.iter().any(|(_, c)| group(*c) != group(subject) && acts(leg, *c, &any))
        };
        let meant = |index: &usize| {
            let leg = &deal.legs[*index];
            acts(leg, subject, &does) && other(leg)
        };
        let figures = owners(linter, passage, &near).legs;
        let is_focus = |index: &usize| focus.filter(|f| f.is_strong()).is_none_or(|f| f.legs.contains(index));
        let is_figure = |index: &usize| figures.is_empty() || figures.contains(index);
        let mut legs =
            (0..deal.legs.len()).filter(|index| meant(index) && is_focus(index) && is_figure(index)).peekable();
        let first = legs.peek().copied()?;
        if !legs.all(|index| is_off(&deal.legs[index])) {
            return None;
        }
        let own = deal.legs[first].facts.iter().find(|fact| fact.is_status()).and_then(|fact| fact.status_on(day));
        Some((whole, own.or_else(|| deal.status_on(day))?))
    })
}

/// Whether a verb says what holds, and not what was done once.
fn binds(says: &Says) -> bool {
    match says {
        Says::Firm(Firm::Signed | Firm::Gives | Firm::Will | Firm::Puts | Firm::Gets | Firm::Holds) => true,
        Says::Firm(Firm::Closed | Firm::Headline | Firm::Completed | Firm::Held) | Says::Of(_) => false,
    }
}

/// Whether a verb tells of what was, or might have been.
fn is_past(passage: &Passage<'_>, verb: &Range<usize>) -> bool {
    let written = fold(passage.text.get(verb.clone()).unwrap_or(""));
    let words = &passage.grammar.speech().off;
    passage.grammar.is_perfect(&written) || has(&written, &words.past) || has(&written, &words.gone)
}
