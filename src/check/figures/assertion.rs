//! Whether a sentence with a firm verb asserts the deal of its page: its subject, its object, and what takes it back.
//!
//! The verb says who must stand in front of it and behind it ([`Firm`]): an investor that invests, and in the other
//! party. A company behind it that is no party makes it another deal, and so does another deal that is linked.
//! Negation, condition and intention take back what their own clause says; that somebody is named who says so does
//! not, and a word of talks does for the whole sentence, unless the talks are over ("after months of talks"). What
//! stands in quotation marks is somebody's words.

use std::ops::Range;

use super::clause::{Clause, is_quoted};
use super::scene::takes_part;
use super::{Linter, Passage};
use crate::figures::Grammar;
use crate::model::{Briefing, CompanyId, Deal};
use crate::vocabulary::lexicon::speech::{Firm, Firmness, begins, ends, fold, has};
use crate::vocabulary::lexicon::verbs::Says;
use crate::vocabulary::{Kind, Role, is_in};

/// How far behind its subject a verb may stand, in bytes.
const FARTHEST: usize = 120;

/// Whether the sentence says of the deal what the verb says.
pub(in crate::check) fn asserts(
    linter: &Linter<'_>,
    passage: &Passage<'_>,
    deal: &Deal,
    sentence: &Range<usize>,
    (verb, says): (&Range<usize>, &Says),
) -> bool {
    let briefing = linter.context.briefing;
    let grammar = passage.grammar;
    let words = &grammar.speech().firm;
    let clause = Clause::around(passage.text, sentence, verb, &words.relative);
    let said = Said { grammar, words, before: clause.before(), after: clause.after() };
    if !passage.linked_deals(briefing, sentence).is_empty()
        || is_quoted(passage.text, sentence, verb)
        || said.is_taken_back(&clause)
        || is_talked_about(words, &fold(passage.text.get(sentence.clone()).unwrap_or("")))
    {
        return false;
    }
    let named = linter.named(passage.text, sentence);
    let in_clause = named.into_iter().filter(|(at, _)| clause.holds(at));
    let (before, after): (Vec<_>, Vec<_>) = in_clause.partition(|(at, _)| at.end <= verb.start);
    let cast = Cast { briefing, deal, verb: verb.start, before, after, text: passage.text };
    let firm = match says {
        Says::Firm(firm) => *firm,
        Says::Of(kinds) => {
            let fresh = !has(&said.after, &words.already) && !has(&said.before, &words.already);
            // Who buys a stake may do so in a leg of any kind.
            let subject = match has(&said.after, &words.stake) {
                true => cast.acting(pays),
                false => cast.acting(|_, role| kinds.iter().any(|kind| is_in(role, &kind.payers))),
            };
            return fresh && subject.is_some_and(|c| cast.object(&said, Some(c), said.has_number()));
        }
    };
    match firm {
        Firm::Signed => cast.party().is_some_and(|party| cast.object(&said, Some(party), true)) || cast.stand_in(&said),
        Firm::Closed => said.names_the_deal() && cast.before.iter().all(|(_, c)| cast.is_party(*c)) && cast.no_other(),
        Firm::Headline => said.before.trim().is_empty() && cast.no_other(),
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
    }
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
struct Said {
    grammar: Grammar,
    words: &'static Firmness,
    before: String,
    after: String,
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

    /// Whether the deal itself is what is signed.
    fn names_the_deal(&self) -> bool {
        has(&self.before, &self.words.deal) && !has(&self.before, &self.words.others)
    }
}

/// Whether a sentence says that there are talks, and not that they are over.
fn is_talked_about(words: &Firmness, sentence: &str) -> bool {
    has(sentence, &words.talks) && !sentence.split(", ").any(|s| has(s, &words.after) && has(s, &words.talks))
}

/// The companies that a clause names, in front of its verb and behind.
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
        self.before.last().filter(|(at, _)| self.verb - at.end <= FARTHEST).map(|(_, company)| *company)
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
            let named = name.starts_with(char::is_uppercase) && name.chars().nth(1).is_some();
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
