//! Somebody told as a party who has no part in the deal: "Initech pays Globex $38 billion", where Acme does.
//!
//! That the sentence is about a leg of the deal is told by its figure, or by the day on which it was signed. One side of
//! the leg must be named, and the other must not: the stranger stands in its place, as the subject of the verb or as the
//! first one behind it.

use std::ops::Range;

use super::clause::{Clause, actor, is_quoted};
use super::direction::{Act, FARTHEST, Misdirected};
use super::scene::takes_part;
use crate::figures::Figure;
use crate::model::{BuiltinField, Claim, CompanyId, Edtf, Fact, Leg, Status};
use crate::vocabulary::lexicon::speech::{fold, has};
use crate::vocabulary::lexicon::verbs::Deed;

impl Act<'_, '_> {
    /// Who is told as a party of a leg and has no part in the deal.
    pub(super) fn of_a_stranger(&self) -> Option<Misdirected> {
        let briefing = self.linter.context.briefing;
        let mut strangers = self.named.iter().filter(|(_, company)| !takes_part(briefing, self.deal, *company));
        let (place, stranger) = strangers.next()?;
        let (speech, text) = (self.passage.grammar.speech(), self.passage.text.get(self.sentence.clone())?);
        let (aside, sentence) = (&speech.aside, fold(text));
        let lists = [
            &speech.measure.holders,
            &aside.negation,
            &aside.instead,
            &aside.with_others,
            &aside.than,
            &speech.deal.other,
        ];
        if strangers.any(|(_, other)| self.group(*other) != self.group(*stranger))
            || lists.into_iter().any(|list| has(&sentence, list))
            || self.passage.is_cited_before(place.end, self.sentence.end)
            || text.trim_end().ends_with('?')
        {
            return None;
        }
        let index = match self.owners().legs[..] {
            [only] => only,
            [] => self.leg_of_day()?,
            _ => return None,
        };
        let leg = &self.deal.legs[index];
        // On a side that is empty it may be him: the sheet says nobody, or somebody who is not known by that name.
        if leg.givers().next().is_none() || leg.takers().next().is_none() {
            return None;
        }
        let verbs = briefing.site.vocabulary.verbs(self.passage.grammar);
        let at = |part: Range<usize>| self.sentence.start + part.start..self.sentence.start + part.end;
        let deeds = verbs.deeds(text).map(|found| (at(found.at), Some(found.says)));
        let signed = verbs.find(text).filter(|found| found.says.is_signature()).map(|found| (at(found.at), None));
        let is_told = deeds.chain(signed).any(|(verb, deed)| self.is_put_into(leg, (place, *stranger), &verb, deed));
        is_told.then(|| Misdirected { place: place.clone(), leg: index, company: *stranger, pays: None })
    }

    /// The leg that was signed on a day of the sentence: the one that it names, or that of the deal.
    fn leg_of_day(&self) -> Option<usize> {
        let readings = self.passage.readings_in(self.linter, self.sentence);
        let days: Vec<&Edtf> = readings
            .iter()
            .filter_map(|reading| match &reading.figure {
                Figure::Date(date) => Some(date),
                Figure::Amount(_) => None,
            })
            .collect();
        let is_day = |claim: &Claim| {
            claim.status() == Some(Status::Signed) && claim.effective().is_some_and(|day| days.contains(&day))
        };
        let is_of_day = |fact: &Fact| fact.live().any(is_day);
        let own = |leg: &'_ Leg| leg.facts.iter().find(|fact| fact.field == BuiltinField::Status.id()).map(is_of_day);
        let was_signed = |leg: &Leg| own(leg).unwrap_or_else(|| is_of_day(&self.deal.status));
        let focus = self.naming.focus(|_| true).and_then(|focus| focus.only());
        let mut legs = (0..self.deal.legs.len()).filter(|leg| was_signed(&self.deal.legs[*leg]));
        if focus.is_some() { legs.find(|leg| focus == Some(*leg)) } else { legs.next() }
    }

    /// Whether a verb makes him a party of a leg.
    fn is_put_into(
        &self,
        leg: &Leg,
        (place, stranger): (&Range<usize>, CompanyId),
        verb: &Range<usize>,
        deed: Option<&Deed>,
    ) -> bool {
        let (kind, speech) = (leg.kind, self.passage.grammar.speech());
        let clause = Clause::around(self.passage.text, self.sentence, verb, &speech.firm.relative);
        let is_named = |roles: &[String]| self.named.iter().any(|(_, company)| self.is_on(leg, roles, *company));
        let sides = [is_named(&kind.payers), is_named(&kind.payees)];
        let is_of_kind = deed.is_none_or(|deed| deed.kinds.is_empty() || deed.kinds.contains(&kind));
        let one_side = sides[0] != sides[1] || !sides[0] && is_named(&kind.others);
        let marks = &self.passage.grammar.writing().quotes;
        if !is_of_kind
            || !one_side
            || !kind.parties.is_empty()
            || is_quoted(self.passage.text, self.sentence, verb, marks)
            || !clause.holds(place)
        {
            return false;
        }
        let named: Vec<_> = self.named.iter().filter(|(at, _)| clause.holds(at)).cloned().collect();
        let Some((at, subject)) = actor(self.passage, &clause, &named, verb.start) else { return false };
        let between = if at.end <= verb.start { at.end..verb.start } else { verb.end..at.start };
        let between = self.passage.text.get(between).unwrap_or("");
        if between.len() > FARTHEST || between.contains([',', ';', ':', '(']) || self.passage.is_complement(at) {
            return false;
        }
        // Whom the verb leaves open: "signed", and "rents", which both sides do.
        let pays = deed.filter(|deed| !deed.either).map(|deed| deed.pays);
        let is_his = |side: bool| !sides[usize::from(!side)];
        if self.group(*subject) == self.group(stranger) {
            return pays.is_none_or(is_his);
        }
        let is_side = |pays: bool| self.is_on(leg, if pays { &kind.payers } else { &kind.payees }, *subject);
        let acts = pays.map_or_else(|| is_side(true) || is_side(false), is_side);
        let mut others = named.iter().filter(|(_, company)| self.group(*company) != self.group(*subject));
        let free = self.passage.grammar.writing().free_order;
        let first = others.find(|(at, _)| free || at.start >= verb.end);
        acts && first.is_some_and(|(_, company)| self.group(*company) == self.group(stranger))
    }
}
