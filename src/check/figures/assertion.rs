//! Whether a sentence with a firm verb asserts the deal of its page: its subject, its object, and what takes it back.
//!
//! The verb says who must stand in front of it and behind it ([`Firm`]): an investor that invests, and in the other
//! party. A company behind it that is no party makes it another deal, and so does another deal that is linked.
//! Negation, condition and intention take back what their own clause says; that somebody is named who says so does
//! not, and a word of talks does for the whole sentence, unless the talks are over ("after months of talks"). What
//! stands in quotation marks is somebody's words.

use std::ops::Range;

use super::clause::{Clause, actor, is_quoted};
use super::scene::takes_part;
use super::{Linter, Passage};
use crate::figures::Grammar;
use crate::model::{Briefing, CompanyId, Deal, Leg};
use crate::vocabulary::lexicon::speech::{Firm, Firmness, begins, ends, fold, has};
use crate::vocabulary::lexicon::verbs::Says;
use crate::vocabulary::{Kind, Role, is_in};

/// How far behind its subject a verb may stand, in bytes.
const FARTHEST: usize = 120;

/// A verb in its sentence: what is said around it, and who is named.
pub(super) struct Sentence<'s> {
    pub(super) said: Said,
    /// Whether its clause or its sentence takes back what the verb says, or speaks of another deal.
    pub(super) is_void: bool,
    pub(super) named: Vec<(Range<usize>, CompanyId)>,
    pub(super) clause: Clause<'s>,
}

impl<'s> Sentence<'s> {
    pub(super) fn of(
        linter: &Linter<'_>,
        passage: &'s Passage<'_>,
        sentence: &Range<usize>,
        verb: &Range<usize>,
    ) -> Sentence<'s> {
        let (grammar, text) = (passage.grammar, passage.text);
        let words = &grammar.speech().firm;
        let clause = Clause::around(text, sentence, verb, &words.relative);
        let said = Said { grammar, words, before: clause.before(), after: clause.after() };
        let folded = fold(text.get(sentence.clone()).unwrap_or(""));
        let is_void = !passage.linked_deals(linter.context.briefing, sentence).is_empty()
            || is_quoted(text, sentence, verb, &grammar.writing().quotes)
            || said.is_taken_back(&clause)
            || is_talked_about(words, &folded)
            || has(&folded, &words.letter)
            || has(&said.after, &words.others)
            // "Acme's purchase" is a noun.
            || ends(said.before.trim_end(), &grammar.speech().fix.possessives);
        Sentence { said, is_void, named: passage.named(linter, sentence).to_vec(), clause }
    }

    /// Who stands right in front of the verb: he did it.
    pub(super) fn subject(&self, passage: &Passage<'_>, verb: &Range<usize>) -> Option<CompanyId> {
        let actor = actor(passage, &self.clause, &self.named, verb.start);
        actor.filter(|(at, _)| verb.start.abs_diff(at.end) <= FARTHEST).map(|(_, company)| *company)
    }
}

/// Whether the sentence says of the deal what the verb says. `legs` are those of which it would be too firm.
pub(in crate::check) fn asserts(
    linter: &Linter<'_>,
    passage: &Passage<'_>,
    (deal, legs): (&Deal, &[&Leg]),
    sentence: &Range<usize>,
    (verb, says): (&Range<usize>, &Says),
) -> bool {
    let briefing = linter.context.briefing;
    let whole = Sentence::of(linter, passage, sentence, verb);
    let elsewhere = |c: CompanyId| !legs.iter().any(|leg| has_part(briefing, leg, c)) && takes_part(briefing, deal, c);
    if whole.is_void || whole.subject(passage, verb).is_some_and(elsewhere) {
        return false;
    }
    let Sentence { said, mut named, clause, .. } = whole;
    named.retain(|(at, _)| clause.holds(at));
    let actor = actor(passage, &clause, &named, verb.start).map(|(at, _)| at.clone());
    let is_in_front = |at: &Range<usize>| match passage.grammar.writing().free_order {
        true => Some(at) == actor.as_ref(),
        false => at.end <= verb.start,
    };
    let (before, after): (Vec<_>, Vec<_>) = named.into_iter().partition(|(at, _)| is_in_front(at));
    let cast = Cast { briefing, deal, verb: verb.start, before, after, text: passage.text };
    let firm = match says {
        Says::Firm(firm) => *firm,
        Says::Of(kinds) => {
            let fresh = !has(&said.after, &said.words.already) && !has(&said.before, &said.words.already);
            // Who buys a stake may do so in a leg of any kind.
            let subject = match has(&said.after, &said.words.stake) {
                true => cast.acting(pays),
                false => cast.acting(|_, role| kinds.iter().any(|kind| is_in(role, &kind.payers))),
            };
            return fresh && subject.is_some_and(|c| cast.object(&said, Some(c), said.has_number()));
        }
    };
    match firm {
        Firm::Signed => cast.party().is_some_and(|party| cast.object(&said, Some(party), true)) || cast.stand_in(&said),
        Firm::Closed => said.names_the_deal() && cast.before.iter().all(|(_, c)| cast.is_party(*c)) && cast.no_other(),
        Firm::Headline => said.opens() && cast.no_other(),
        Firm::Gives => match cast.subject() {
            Some(_) => cast.acting(pays).is_some_and(|c| cast.object(&said, Some(c), said.has_number())),
            None => cast.stand_in(&said),
        },
        Firm::Will => cast.adjacent() && cast.acting(pays).is_some_and(|c| cast.object(&said, Some(c), true)),
        Firm::Puts => {
            cast.acting(pays).is_some_and(|c| said.has_number_or_stake() && cast.object(&said, Some(c), false))
        }
        Firm::Gets => {
            cast.acting(gets).is_some_and(|c| said.has_number_or_stake() && cast.object(&said, Some(c), false))
        }
        // See `closing`.
        Firm::Completed | Firm::Holds | Firm::Held => false,
    }
}

/// Whether the sentence says of a leg what the verb says: one of its parties is named, and nothing takes it back.
pub(in crate::check) fn asserts_leg(
    linter: &Linter<'_>,
    passage: &Passage<'_>,
    leg: &Leg,
    sentence: &Range<usize>,
    verb: &Range<usize>,
) -> bool {
    let whole = Sentence::of(linter, passage, sentence, verb);
    let acts = |c: CompanyId| has_part(linter.context.briefing, leg, c);
    !whole.is_void
        && whole.subject(passage, verb).is_none_or(acts)
        && whole.named.iter().any(|(_, company)| acts(*company))
}

/// Whether a company, or one of its group, has a role in a leg.
fn has_part(briefing: &Briefing, leg: &Leg, company: CompanyId) -> bool {
    let group = |c: CompanyId| briefing.group[c.index()];
    leg.roles.iter().any(|(_, own)| group(*own) == group(company))
}

/// Whether the role is one of those who pay in a leg of this kind.
fn pays(kind: Kind, role: Role) -> bool {
    is_in(role, &kind.payers) && (kind.sum || kind.frame) || is_in(role, &kind.parties)
}

/// Whether it is one of those who get money or a right.
fn gets(kind: Kind, role: Role) -> bool {
    is_in(role, &kind.payees) && (kind.sum || kind.option) || is_in(role, &kind.parties)
}

/// Whether a company, or one of its group, pays in a deal.
pub(super) fn is_payer(briefing: &Briefing, deal: &Deal, company: CompanyId) -> bool {
    acts(briefing, deal, company, pays)
}

/// Whether a company, or one of its group, has such a role in a leg of a deal.
fn acts(briefing: &Briefing, deal: &Deal, company: CompanyId, does: impl Fn(Kind, Role) -> bool) -> bool {
    let group = |c: CompanyId| briefing.group[c.index()];
    let mut all = deal.legs.iter().flat_map(|leg| leg.roles.iter().map(|(role, c)| (leg.kind, *role, *c)));
    all.any(|(kind, role, c)| does(kind, role) && group(c) == group(company))
}

/// The words around a verb.
pub(super) struct Said {
    grammar: Grammar,
    words: &'static Firmness,
    pub(super) before: String,
    pub(super) after: String,
}

impl Said {
    fn is_taken_back(&self, clause: &Clause<'_>) -> bool {
        let words = self.words;
        let before = words.dates.iter().fold(self.before.clone(), |text, date| text.replace(&format!("{date} "), ""));
        has(&clause.segment(), &self.grammar.speech().aside.negation)
            || has(&before, &words.condition)
            || has(&self.after, &words.condition)
            || has(&before, &words.pending)
            || has(&before, &words.intent)
    }

    fn has_number(&self) -> bool {
        self.after.contains(|c: char| c.is_ascii_digit()) || has(&self.after, &self.words.scales)
    }

    fn has_number_or_stake(&self) -> bool {
        self.has_number() || has(&self.after, &self.words.stake)
    }

    /// Whether nothing but an article stands before it: "the deal struck with Acme".
    fn opens(&self) -> bool {
        let before = self.before.trim();
        before.is_empty() || !before.contains(' ') && ends(before, &self.grammar.speech().fix.determiners)
    }

    /// Whether the deal itself is what is signed.
    fn names_the_deal(&self) -> bool {
        let free = self.grammar.writing().free_order;
        let told = if free { format!("{} {}", self.before, self.after) } else { self.before.clone() };
        has(&told, &self.words.deal) && !has(&told, &self.words.others)
    }
}

/// Whether a sentence says that there are talks, and not that they are over.
fn is_talked_about(words: &Firmness, sentence: &str) -> bool {
    has(sentence, &words.talks) && !sentence.split(", ").any(|s| has(s, &words.after) && has(s, &words.talks))
}

/// The companies that a clause names, in front of its verb and behind; who acts is always in front.
struct Cast<'c> {
    briefing: &'c Briefing,
    deal: &'c Deal,
    text: &'c str,
    /// Where the verb begins.
    verb: usize,
    before: Vec<(Range<usize>, CompanyId)>,
    after: Vec<(Range<usize>, CompanyId)>,
}

impl Cast<'_> {
    fn is_party(&self, company: CompanyId) -> bool {
        takes_part(self.briefing, self.deal, company)
    }

    /// The last company in front of the verb.
    fn subject(&self) -> Option<CompanyId> {
        self.before.last().filter(|(at, _)| self.verb.abs_diff(at.end) <= FARTHEST).map(|(_, company)| *company)
    }

    fn party(&self) -> Option<CompanyId> {
        self.subject().filter(|company| self.is_party(*company))
    }

    /// Whether the object stands in front of the subject: "the contracts that Acme has signed".
    fn is_relative(&self, words: &Firmness) -> bool {
        let Some((at, _)) = self.before.last() else { return false };
        let start = self.text[..at.start].char_indices().rev().nth(8).map_or(0, |(start, _)| start);
        ends(fold(&self.text[start..at.start]).trim_end(), &words.object_relative)
    }

    /// The subject, if it does this in the deal.
    fn acting(&self, does: impl Fn(Kind, Role) -> bool) -> Option<CompanyId> {
        self.subject().filter(|subject| acts(self.briefing, self.deal, *subject, &does))
    }

    /// Whether nothing but a space stands between subject and verb.
    fn adjacent(&self) -> bool {
        self.before
            .last()
            .is_some_and(|(at, _)| self.text.get(at.end..self.verb).is_some_and(|gap| gap.trim().is_empty()))
    }

    /// Whether no company behind the verb is a stranger to the deal.
    fn no_other(&self) -> bool {
        self.after.iter().all(|(_, company)| self.is_party(*company))
    }

    /// Whether the verb is about the other party; `alone` is the answer where nobody is named.
    fn object(&self, said: &Said, subject: Option<CompanyId>, alone: bool) -> bool {
        let group = |c: CompanyId| self.briefing.group[c.index()];
        let other = |c: CompanyId| self.is_party(c) && subject.is_none_or(|subject| group(subject) != group(c));
        if self.after.iter().any(|(_, company)| other(*company)) {
            return true;
        }
        alone
            && self.after.is_empty()
            && !self.is_relative(said.words)
            && !has(&said.after, &said.words.others)
            && !self.names_a_stranger(said)
    }

    /// Whether "in", "with" and a name in capitals follow, of somebody whom the site does not know.
    fn names_a_stranger(&self, said: &Said) -> bool {
        let after = self.text.get(self.verb..).unwrap_or("");
        let end = after.char_indices().nth(FARTHEST).map_or(after.len(), |(at, _)| at);
        let mut before = "";
        for word in after[..end].split(|c: char| c.is_whitespace() || matches!(c, '\'' | '’')) {
            let (name, link) = (word.trim_end_matches([',', '.', ';', ':']), fold(before));
            let named = said.grammar.is_like_a_name(name) && name.chars().nth(1).is_some();
            if named && begins(&link, &said.words.towards) && !said.grammar.has_capital(&fold(name)) {
                return true;
            }
            before = word;
            if word.ends_with(['.', ';', ':']) {
                break;
            }
        }
        false
    }

    /// Whether "the group" does it, and to a party.
    fn stand_in(&self, said: &Said) -> bool {
        let subject = said.before.trim();
        let named = begins(subject, &said.words.stand_ins) || ends(subject, &said.words.stand_ins);
        self.before.is_empty() && named && self.object(said, None, false)
    }
}
