//! Who pays whom: a sentence with a verb of paying or of being paid, held against the sides of the legs.
//!
//! The verb says of which kinds a leg may be, and which side its subject is on. A sentence is accused where its subject
//! stands on the other side of every such leg with its object, or in none of them while the object does stand in one
//! that the sentence names. A sentence without such a verb is accused where its figure is that of one leg, and who is
//! named has a part in others only ("Tallis talks about a sponsorship worth €12 million"). Who has no part in the deal at
//! all is for `stranger`.

use std::cell::OnceCell;
use std::ops::Range;

use super::clause::{Clause, actor, is_quoted};
use super::naming::Naming;
use super::owners::{Owners, owners};
use super::{Linter, Passage};
use crate::figures::Reading;
use crate::model::{CompanyId, Deal, Leg};
use crate::vocabulary::lexicon::speech::{ends, fold, has};
use crate::vocabulary::lexicon::verbs::Deed;
use crate::vocabulary::{Kind, is_in};

/// How far behind its subject a verb may stand, in bytes.
pub(super) const FARTHEST: usize = 40;

/// A leg whose sides a sentence turns round, or in which it puts somebody else.
pub(in crate::check) struct Misdirected {
    /// Subject and verb.
    pub(in crate::check) place: Range<usize>,
    /// Which leg.
    pub(in crate::check) leg: usize,
    /// Who is said to pay, or to be paid.
    pub(in crate::check) company: CompanyId,
    /// Whether he is said to pay; `None` of somebody who has no part in the deal.
    pub(in crate::check) pays: Option<bool>,
}

/// What a sentence in the text of a deal has the wrong way round.
pub(in crate::check) fn misdirected(
    linter: &Linter<'_>,
    passage: &Passage<'_>,
    deal: &Deal,
    sentence: &Range<usize>,
) -> Option<Misdirected> {
    let briefing = linter.context.briefing;
    let text = passage.text.get(sentence.clone())?;
    // Most sentences name nobody.
    let named = passage.named(linter, sentence);
    if named.is_empty() {
        return None;
    }
    let verbs = briefing.site.vocabulary.verbs(passage.grammar);
    let mut deeds = verbs.deeds(text).peekable();
    let by = || speech_has_passive(passage, text);
    let has_figure = || text.contains(|c: char| c.is_ascii_digit());
    let is_silent = deeds.peek().is_none() && !by();
    if is_silent && !has_figure() || !passage.linked_deals(briefing, sentence).is_empty() {
        return None;
    }
    let naming = Naming::of(linter, passage, sentence)?;
    let deeds = deeds.map(|found| (sentence.start + found.at.start..sentence.start + found.at.end, found.says));
    let act = Act { linter, passage, deal, sentence, named, naming: &naming, owners: OnceCell::new() };
    let mut active = deeds.filter_map(|(verb, deed)| act.judge(verb, deed));
    active.next().or_else(|| act.by_whom()).or_else(|| act.of_another_leg()).or_else(|| act.of_a_stranger())
}

/// Whether a sentence may say by whom something is paid.
fn speech_has_passive(passage: &Passage<'_>, text: &str) -> bool {
    has(&fold(text), &passage.grammar.speech().paid.passive)
}

/// A sentence, who is named in it, and what of its deal.
pub(super) struct Act<'x, 'a> {
    pub(super) linter: &'x Linter<'a>,
    pub(super) passage: &'x Passage<'x>,
    pub(super) deal: &'x Deal,
    pub(super) sentence: &'x Range<usize>,
    pub(super) named: &'x [(Range<usize>, CompanyId)],
    pub(super) naming: &'x Naming<'a>,
    /// Made when it is asked for.
    owners: OnceCell<Owners>,
}

impl Act<'_, '_> {
    pub(super) fn group(&self, company: CompanyId) -> CompanyId {
        self.linter.context.briefing.group[company.index()]
    }

    /// Whether a company, or one of its group, has one of these roles in a leg.
    pub(super) fn is_on(&self, leg: &Leg, roles: &[String], company: CompanyId) -> bool {
        leg.roles.iter().any(|(role, c)| is_in(*role, roles) && self.group(*c) == self.group(company))
    }

    fn judge(&self, verb: Range<usize>, deed: &Deed) -> Option<Misdirected> {
        let words = &self.passage.grammar.speech().firm;
        let clause = Clause::around(self.passage.text, self.sentence, &verb, &words.relative);
        let negation = &self.passage.grammar.speech().aside.negation;
        let (near, _) = clause.near();
        // "The grant", "Marrowby's sponsor".
        let before = near.trim_end();
        let fix = &self.passage.grammar.speech().fix;
        if ends(before, &fix.determiners) || ends(before, &fix.possessives) {
            return None;
        }
        let is_open = has(&near, &words.condition) || has(&near, &words.pending);
        let writing = self.passage.grammar.writing();
        let is_quoted = is_quoted(self.passage.text, self.sentence, &verb, &writing.quotes);
        if is_open || is_quoted || has(&clause.segment(), negation) {
            return None;
        }
        // "Acme handed it over, for which Globex paid $5 million": the money is of the other verb.
        if deed.kinds.is_empty() && self.is_paid_elsewhere(&verb) {
            return None;
        }
        let named: Vec<_> = self.named.iter().filter(|(at, _)| clause.holds(at)).cloned().collect();
        let (place, subject) = actor(self.passage, &clause, &named, verb.start)?;
        let is_inverted = place.start >= verb.end;
        let between = if is_inverted { verb.end..place.start } else { place.end..verb.start };
        let between = self.passage.text.get(between)?;
        if between.len() > FARTHEST
            || between.starts_with(['\'', '’'])
            || between.contains([',', ';', ':', '('])
            || self.passage.is_complement(place)
        {
            return None;
        }
        let mut others = named.iter().filter(|(_, c)| self.group(*c) != self.group(*subject));
        // "Is paying for Orrenby": he is bought, not paid.
        let is_bought = |at: &Range<usize>| {
            let before = fold(self.passage.text.get(verb.end..at.start).unwrap_or(""));
            ends(before.trim_end(), &self.passage.grammar.speech().measure.prices)
        };
        let is_object = |at: &Range<usize>| (at.start >= verb.end || writing.free_order) && !is_bought(at);
        let object = others.find(|(at, _)| is_object(at));
        let side = self.side(deed, &verb, object.map(|(at, _)| at));
        let leg = self.wrong_in((&deed.kinds, side), *subject, object.map(|(_, company)| *company))?;
        let place = place.start.min(verb.start)..place.end.max(verb.end);
        Some(Misdirected { place, leg, company: *subject, pays: Some(side.unwrap_or(deed.pays)) })
    }

    /// Whether all money of the sentence stands in other clauses than a verb, and another verb with it.
    fn is_paid_elsewhere(&self, verb: &Range<usize>) -> bool {
        let text = self.passage.text.get(self.sentence.clone()).unwrap_or("");
        let verbs = self.linter.context.briefing.site.vocabulary.verbs(self.passage.grammar);
        let relative = &self.passage.grammar.speech().firm.relative;
        let readings = self.passage.readings_in(self.linter, self.sentence);
        let mut money = readings.iter().filter(|reading| reading.may_be_money()).peekable();
        let others: Vec<_> = verbs.deeds(text).map(|found| self.sentence.start + found.at.start).collect();
        let is_of_another = |reading: &Reading| {
            let clause = Clause::around(self.passage.text, self.sentence, &reading.range, relative);
            !clause.is_beside(verb) && others.iter().any(|at| *at != verb.start && clause.is_beside(&(*at..*at)))
        };
        money.peek().is_some() && money.all(is_of_another)
    }

    /// Whether the subject pays, `None` if it may be either: "rents from" and "rents to", "has paid" and "has been paid".
    fn side(&self, deed: &Deed, verb: &Range<usize>, object: Option<&Range<usize>>) -> Option<bool> {
        let paid = &self.passage.grammar.speech().paid;
        let before = |at: usize| fold(self.passage.text.get(self.sentence.start..at).unwrap_or(""));
        if deed.either {
            let link = object.map(|object| before(object.start))?;
            let (from, to) = (ends(link.trim_end(), &paid.from), ends(link.trim_end(), &paid.to));
            return (from != to).then_some(from);
        }
        let participle = || has(&fold(&self.passage.text[verb.clone()]), &paid.passive);
        let is_passive = ends(before(verb.start).trim_end(), &paid.passive_of) && participle();
        Some(deed.pays != is_passive)
    }

    /// The leg of one of these kinds that the verb has the wrong way round, whose subject pays, is paid, or may be
    /// either.
    fn wrong_in(
        &self,
        (kinds, side): (&[Kind], Option<bool>),
        subject: CompanyId,
        object: Option<CompanyId>,
    ) -> Option<usize> {
        let Owners { legs: figures, things, interest, unknown } = self.owners();
        // Who receives goods pays for them, and who pays, pays money; a borrower pays the interest.
        if kinds.is_empty() && (*unknown || *interest || *things && side != Some(true)) {
            return None;
        }
        let with_figure = figures;
        let is_of_one = matches!(with_figure[..], [only] if kinds.contains(&self.deal.legs[only].kind));
        let legs = || {
            let of_kind = |leg: &Leg| kinds.is_empty() || kinds.contains(&leg.kind);
            let is_paid = |leg: &Leg| !leg.kind.payers.is_empty() && !leg.kind.payees.is_empty() && !leg.frame;
            let has_figure = move |index: usize| {
                !kinds.is_empty() && !is_of_one || with_figure.is_empty() || with_figure.contains(&index)
            };
            let all = self.deal.legs.iter().enumerate();
            all.filter(move |(index, leg)| of_kind(leg) && is_paid(leg) && has_figure(*index))
        };
        let sides = |leg: &'_ Leg| match side.unwrap_or(true) {
            true => (leg.kind.get().payers.clone(), leg.kind.get().payees.clone()),
            false => (leg.kind.get().payees.clone(), leg.kind.get().payers.clone()),
        };
        let stands = |leg: &Leg, own: &[String], other: &[String]| {
            self.is_on(leg, own, subject)
                && object.is_none_or(|object| {
                    self.is_on(leg, other, object) || !self.is_on(leg, own, object) && !self.takes_part_here(object)
                })
        };
        let is_right = |leg: &Leg| {
            let (own, other) = sides(leg);
            stands(leg, &own, &other) || side.is_none() && stands(leg, &other, &own)
        };
        let all = || {
            let legs = self.deal.legs.iter().enumerate().filter(|(_, leg)| !leg.frame);
            legs.filter(|(index, _)| !is_of_one || with_figure.contains(index)).map(|(_, leg)| leg)
        };
        let sentence = fold(self.passage.text.get(self.sentence.clone()).unwrap_or(""));
        let verbs = self.linter.context.briefing.site.vocabulary.verbs(self.passage.grammar);
        // Who buys a company pays somebody else for it.
        let is_target = |leg: &Leg| {
            let kind = kinds.contains(&leg.kind);
            let buys = side != Some(false) && self.is_on(leg, &leg.kind.get().payers, subject);
            kind && buys && object.is_some_and(|object| self.acts_in(leg, object))
        };
        // A word for the kind of the leg whose figure it is means that leg.
        let is_told = |kind: Kind| {
            verbs.names(kind, &sentence) && !figures.iter().any(|index| self.deal.legs[*index].kind == kind)
        };
        let is_so = |leg: &Leg| is_target(leg) || object.is_some() && is_right(leg) && is_told(leg.kind);
        if legs().next().is_none() || legs().any(|(_, leg)| is_right(leg)) || all().any(is_so) {
            return None;
        }
        // "Globex buys Acme", where Acme buys Globex of somebody else.
        let is_turned = |leg: &Leg| {
            let own = &leg.kind.get().payers;
            kinds.contains(&leg.kind)
                && side == Some(true)
                && self.acts_in(leg, subject)
                && !self.is_on(leg, own, subject)
                && !self.is_on(leg, &leg.kind.get().payees, subject)
                && object.is_some_and(|object| self.is_on(leg, own, object))
        };
        let is_reversed = |leg: &Leg| {
            let (own, other) = sides(leg);
            self.is_on(leg, &other, subject) && object.is_none_or(|object| self.is_on(leg, &own, object))
                || is_turned(leg)
        };
        let reversed = legs().find(|(_, leg)| is_reversed(leg)).map(|(index, _)| index);
        let has_its_figure = |leg: &usize| object.is_some() || figures.contains(leg);
        reversed.filter(has_its_figure).or_else(|| {
            // Somebody of another leg in the place of one of this.
            let focus = self.naming.focus(|_| true);
            let meant = |(index, leg): &(usize, &Leg)| {
                let (_, other) = sides(leg);
                figures[..] == [*index] || object.is_some_and(|object| self.is_on(leg, &other, object))
            };
            let (index, leg) = legs().find(meant)?;
            let named = !kinds.is_empty() || figures[..] == [index] || focus.is_some_and(|f| f.legs.contains(&index));
            (named && self.takes_part_here(subject) && !self.acts_in(leg, subject)).then_some(index)
        })
    }

    /// Whose the figures of the sentence are.
    pub(super) fn owners(&self) -> &Owners {
        self.owners.get_or_init(|| owners(self.linter, self.passage, self.sentence))
    }

    /// Who is named with the figure of a leg in which he has no part, though he has one in others.
    fn of_another_leg(&self) -> Option<Misdirected> {
        let speech = self.passage.grammar.speech();
        let sentence = fold(self.passage.text.get(self.sentence.clone())?);
        let lists = [&speech.measure.holders, &speech.aside.negation, &speech.told.past, &speech.aside.than];
        if lists.into_iter().any(|list| has(&sentence, list)) {
            return None;
        }
        let Owners { legs, things, interest, .. } = self.owners();
        let [index] = legs[..] else { return None };
        let leg = &self.deal.legs[index];
        let verbs = self.linter.context.briefing.site.vocabulary.verbs(self.passage.grammar);
        let mut others = self.named.iter().filter(|(_, company)| !self.acts_in(leg, *company));
        let (place, wrong) = others.next()?;
        let is_alone = others.all(|(_, other)| self.group(*other) == self.group(*wrong));
        // What the sentence says of his own legs, or of the same kind, is his business.
        let own = self.deal.legs.iter().filter(|leg| self.acts_in(leg, *wrong));
        let mut own_kinds = own.map(|leg| leg.kind).peekable();
        let has_part = own_kinds.peek().is_some();
        let is_of_own = own_kinds.any(|kind| verbs.names(kind, &sentence));
        let kinds = self.deal.legs.iter().map(|leg| leg.kind);
        let mut named = kinds.filter(|kind| verbs.names(*kind, &sentence)).peekable();
        let is_named = named.peek().is_some() && named.all(|kind| kind == leg.kind);
        let is_clear = !*things && !*interest && is_alone && has_part && !is_of_own && is_named && !leg.frame;
        is_clear.then(|| Misdirected { place: place.clone(), leg: index, company: *wrong, pays: Some(true) })
    }

    pub(super) fn acts_in(&self, leg: &Leg, company: CompanyId) -> bool {
        leg.roles.iter().any(|(_, c)| self.group(*c) == self.group(company))
    }

    fn takes_part_here(&self, company: CompanyId) -> bool {
        self.deal.legs.iter().any(|leg| self.acts_in(leg, company))
    }

    /// Who is said to have paid: "paid by Acme".
    fn by_whom(&self) -> Option<Misdirected> {
        let speech = self.passage.grammar.speech();
        for (at, company) in self.named {
            let before = fold(self.passage.text.get(self.sentence.start..at.start)?);
            let trimmed = before.trim_end();
            if !ends(trimmed, &speech.paid.by) {
                continue;
            }
            let start = trimmed.char_indices().rev().nth(FARTHEST).map_or(0, |(start, _)| start);
            // "Paid by the club, built by Acme."
            let near = trimmed[start..].rsplit(", ").next().unwrap_or("");
            let behind = || fold(self.passage.text.get(at.end..self.sentence.end).unwrap_or(""));
            let is_last = || self.passage.grammar.writing().free_order && has(&behind(), &speech.paid.passive);
            if !has(near, &speech.paid.passive) && !is_last() || has(&before, &speech.aside.negation) {
                continue;
            }
            let focus = self.naming.focus(|_| true).filter(|focus| focus.is_strong());
            let of_figures = match self.owners().legs[..] {
                [only] => Some(only),
                _ => None,
            };
            let Some(leg) = of_figures.or_else(|| focus?.only()) else { continue };
            let of = &self.deal.legs[leg];
            let is_payer = self.is_on(of, &of.kind.get().payers, *company);
            if !is_payer && self.takes_part_here(*company) {
                return Some(Misdirected { place: at.clone(), leg, company: *company, pays: Some(true) });
            }
        }
        None
    }
}
