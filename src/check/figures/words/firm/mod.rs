//! How firm a sentence is: verbs that tell of a deal as done, and what takes that back.

mod english;
mod french;

use super::{Language, List};

/// What a firm verb says, and with that who must stand in front of it and behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Firm {
    /// A party signed: "Amazon has signed".
    Signed,
    /// The deal is signed or closed: "the deal is done".
    Closed,
    /// The same, as headlines say it: "deal signed".
    Headline,
    /// A payer invests: "Amazon invests".
    Gives,
    /// The same right behind the payer only, as headlines tell what is to come: "Amazon to invest".
    Will,
    /// A payer does what he may do elsewhere too, so that a figure and the other party must follow: "Amazon puts".
    Puts,
    /// A payee gets something, with the same to follow: "OpenAI raises".
    Gets,
    /// A customer buys: "OpenAI buys".
    Buys,
}

impl Firm {
    /// Whether it says that a contract is signed, which is too firm for a deal that is only announced.
    pub fn is_signature(self) -> bool {
        matches!(self, Firm::Signed | Firm::Closed | Firm::Headline)
    }
}

/// The words of one language by which a sentence asserts, or does not.
pub struct Wording {
    /// The verbs.
    pub verbs: &'static [(Firm, List)],
    /// How a verb of two words begins, and what may stand between them: "has formally signed".
    pub auxiliaries: List,
    /// See `auxiliaries`.
    pub adverbs: List,
    /// What is signed or closed.
    pub deal: List,
    /// What stands for a party without naming it: "the group".
    pub stand_ins: List,
    /// How a clause begins that is put into another: "which".
    pub relative: List,
    /// In front of a subject: what the verb is about stands before that.
    pub object_relative: List,
    /// Anywhere in the sentence: the deal is being talked about.
    pub talks: List,
    /// In front of these the talks are over: "after".
    pub after: List,
    /// In the verb's own clause: it is not so.
    pub negation: List,
    /// Anywhere around the verb: it is so only if.
    pub condition: List,
    /// In front of the verb: it is so once something is.
    pub pending: List,
    /// In front of the verb: it is wished, planned, possible or told of.
    pub intent: List,
    /// Behind a verb of buying or in front of it: it is so already, so this is not the deal.
    pub already: List,
    /// Behind "signed": other deals.
    pub others: List,
    /// Behind a verb: a name that follows is whom it is about.
    pub towards: List,
    /// A name in capitals that is no company.
    pub months: List,
    /// Dates that hold a word of the lists above: "in May".
    pub dates: List,
    /// A share of a company.
    pub stake: List,
    /// A number that is written in words.
    pub scales: List,
}

impl Wording {
    /// Of a language.
    pub fn of(language: Language) -> &'static Wording {
        match language {
            Language::French => &french::WORDING,
            Language::English => &english::WORDING,
        }
    }
}
