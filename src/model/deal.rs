//! A deal: its status history, its legs, what was said about it.

use jiff::civil::Date;

use super::{
    Amount, Bucket, Citation, Claim, CompanyId, DealId, Edtf, Fact, FieldId, LangId, Leg, PageDays, Place, Prose,
    Status, Text, TopicId, Value,
};
use crate::diagnostics::Code;
use crate::quantity::Quantity;
use crate::span::{FileId, Span, Spanned};

/// A deal.
#[derive(Clone, Debug)]
pub struct Deal {
    /// The file's stem, and the last part of the address.
    pub id: String,
    /// Its sheet.
    pub file: FileId,
    /// Headline.
    pub title: Text,
    /// One or two sentences under the headline; may be empty.
    pub dek: Text,
    /// The headline in a few words, for tables and lists; may be empty.
    pub short: Text,
    /// Where headlines, deks and short titles are written, in sheet and front matters, each with its language.
    pub headlines: Vec<Spanned<LangId>>,
    /// Where the sheet says other things in words: what parts and steps are, conditions, notes.
    pub remarks: Vec<Spanned<LangId>>,
    /// Author of the text, as given in the front matter.
    pub author: Option<String>,
    /// The status claims, in the order of the sheet.
    pub status: Fact,
    /// Whether its sheet could be read in part only, so that what it lacks may stand there.
    pub broken: bool,
    /// At least one unless the sheet was broken.
    pub legs: Vec<Leg>,
    /// A plan that contains other deals; never added to them.
    pub umbrella: bool,
    /// The umbrella that contains this deal.
    pub part_of: Option<Relation>,
    /// The deals that this one continues.
    pub follows: Vec<Relation>,
    /// The deals that this one replaces; they count 0 from the day on which it is at least as firm.
    pub supersedes: Vec<Relation>,
    /// Legs and tranches of other deals that this one replaces.
    pub replaces: Vec<Place>,
    /// The figure that stands for a deal of several legs: a leg's id and a field.
    pub headline: Option<Headline>,
    /// The deal that this one enlarges.
    pub expands: Option<(Relation, Expansion)>,
    /// Deals of which only one will happen.
    pub alternative_to: Vec<Relation>,
    /// Steps, in the order of the sheet.
    pub milestones: Vec<Milestone>,
    /// What people said.
    pub quotes: Vec<Quotation>,
    /// What happened because of it; never summed.
    pub reactions: Vec<Reaction>,
    /// What was published of it and was wrong, the newest first.
    pub corrections: Vec<Correction>,
    /// Topics, in the order of the site's list.
    pub topics: Vec<TopicId>,
    /// Former ids: each becomes a redirect.
    pub was: Vec<Spanned<String>>,
    /// Waivers of warnings.
    pub waivers: Vec<Waiver>,
    /// Summaries per language, the default first.
    pub bodies: Vec<Prose>,
    /// Not published (unless asked for): said to be a draft, or [`Deal::publish_on`] lies ahead of the day of the build.
    pub draft: bool,
    /// When its page was published and last changed.
    pub days: PageDays,
    /// Not published before this day.
    pub publish_on: Option<Date>,
}

/// The figure that stands for a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// The leg's id.
    pub leg: String,
    /// What of the leg.
    pub field: FieldId,
    /// Where it is written.
    pub span: Span,
}

/// A reference from one deal to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relation {
    /// To which.
    pub deal: DealId,
    /// Where it is written.
    pub span: Span,
}

/// What an enlarging deal's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Expansion {
    /// On top of the old one: both count.
    Increment,
    /// The whole: only the new one counts.
    Total,
}

/// A step of a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// For fact paths: its `id`, or `milestone-1`….
    pub id: String,
    /// What.
    pub what: Text,
    /// `due`, where given.
    pub facts: Vec<Fact>,
    /// Evidence for the step itself, if the sheet gives any.
    pub sources: Vec<Citation>,
    /// Where it stands.
    pub span: Span,
}

/// Words of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Who.
    pub by: String,
    /// Their company.
    pub of: Option<CompanyId>,
    /// What they said; the language that it is in.
    pub text: Text,
    /// Where the words stand.
    pub text_span: Span,
    /// Where it was published; the words are taken to be in the language of the first.
    pub sources: Vec<Citation>,
    /// Whether the sheet names a source for it, known or not.
    pub names_source: bool,
    /// Where it stands.
    pub span: Span,
}

/// What happened because of a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reaction {
    /// For fact paths: its `id`, or `reaction-1`….
    pub id: String,
    /// To whom.
    pub company: Option<CompanyId>,
    /// What.
    pub what: Text,
    /// `value`, where given.
    pub facts: Vec<Fact>,
    /// Evidence for the reaction itself.
    pub sources: Vec<Citation>,
    /// A few exact words.
    pub quote: Option<(String, Span)>,
    /// Where it stands.
    pub span: Span,
}

/// What was published and was wrong. A change in the world is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The day of the edit.
    pub on: Spanned<Date>,
    /// Which fact: the part that it belongs to, as in [`Deal::all_facts`], and its field. `None` if words were wrong.
    pub fact: Option<(String, FieldId)>,
    /// What stood there.
    pub old: Option<Value>,
    /// What stands there instead; without it, what the sheet says.
    pub new: Option<Value>,
    /// What was wrong.
    pub why: Text,
}

/// `[[allow]]`: a warning that an editor accepts, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// Which warning.
    pub code: Code,
    /// Why.
    pub why: String,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Of a waiver in a text: the words of the text for which it holds.
    pub sentence: Option<String>,
    /// Where it stands.
    pub span: Span,
}

impl Deal {
    /// The text that has the deal's name for tables and lists in a language: a short title of that language, else the title.
    pub fn short_title(&self, lang: LangId) -> &Text {
        if self.short.exact(lang).is_some_and(|short| !short.is_empty()) { &self.short } else { &self.title }
    }

    /// The status claim that holds on `day` ([`Fact::status_on`]).
    pub fn status_on(&self, day: Date) -> Option<&Claim> {
        self.status.status_on(day)
    }

    /// The bucket on `day`; [`Bucket::Off`] before the first status.
    pub fn bucket_on(&self, day: Date) -> Bucket {
        self.state_on(day).map_or(Bucket::Off, super::State::bucket)
    }

    /// The day on which the deal became known: the earliest effective day of its live status claims.
    pub fn first_day(&self) -> Option<Date> {
        self.status.live().filter_map(Claim::effective_day).min()
    }

    /// The figure that stands for the deal: the one that it names, else that of its frame, else the value of its only
    /// leg, parts of it aside. `None` if it has several legs and names none: the first is not the whole.
    pub fn headline_figure(&self) -> Option<(&Leg, &Fact)> {
        let value = super::BuiltinField::Value.id();
        let (leg, field) = match &self.headline {
            Some(named) => (self.legs.iter().find(|leg| leg.id == named.leg)?, named.field),
            None => (self.leading_leg()?, value),
        };
        let fact = leg.fact(field)?;
        fact.amount().is_some_and(|amount| matches!(amount, Amount::Figure(_))).then_some((leg, fact))
    }

    /// The leg that stands for all without being named: the only one, a frame, or the only one that is not a part of
    /// another.
    pub fn leading_leg(&self) -> Option<&Leg> {
        if let [only] = &self.legs[..] {
            return Some(only);
        }
        let mut frames = self.legs.iter().filter(|leg| leg.frame && leg.part_of.is_none());
        let mut wholes = self.legs.iter().filter(|leg| leg.of_which.is_none());
        frames.next().or_else(|| wholes.next().filter(|_| wholes.next().is_none()))
    }

    /// Its companies, parties first, each once.
    pub fn companies(&self) -> Vec<CompanyId> {
        let roles =
            || self.legs.iter().flat_map(|leg| leg.roles.iter().map(|(role, c)| (leg.kind.is_party(*role), *c)));
        let mut all = Vec::new();
        for (_, company) in roles().filter(|(party, _)| *party).chain(roles().filter(|(party, _)| !party)) {
            if !all.contains(&company) {
                all.push(company);
            }
        }
        all
    }

    /// All facts of the deal, each with the part it belongs to: a leg's, a milestone's or a reaction's id.
    pub fn facts(&self) -> impl Iterator<Item = (&str, &Fact)> {
        let legs = self.legs.iter().flat_map(|leg| {
            let own = leg.facts.iter().chain(leg.portions.iter().map(|(_, fact)| fact));
            let tranches = leg.tranches.iter().flat_map(|t| t.facts.iter().map(|f| (t.path.as_str(), f)));
            own.map(|f| (leg.id.as_str(), f)).chain(tranches)
        });
        let milestones = self.milestones.iter().flat_map(|m| m.facts.iter().map(|f| (m.id.as_str(), f)));
        let reactions = self.reactions.iter().flat_map(|r| r.facts.iter().map(|f| (r.id.as_str(), f)));
        legs.chain(milestones).chain(reactions)
    }

    /// The status, which belongs to no part, and all facts of parts: everything that a sheet claims of the deal.
    pub fn all_facts(&self) -> impl Iterator<Item = (&str, &Fact)> {
        std::iter::once(("", &self.status)).chain(self.facts())
    }

    /// All claims on facts: those of the status first.
    pub fn claims(&self) -> impl Iterator<Item = &Claim> {
        self.all_facts().flat_map(|(_, fact)| &fact.claims)
    }

    /// All that the sheet cites: for claims, then for milestones, quotations and reactions themselves.
    pub fn citations(&self) -> impl Iterator<Item = &Citation> {
        let milestones = self.milestones.iter().flat_map(|m| &m.sources);
        let quotes = self.quotes.iter().flat_map(|q| &q.sources);
        let others = milestones.chain(quotes).chain(self.reactions.iter().flat_map(|r| &r.sources));
        self.claims().flat_map(|c| &c.sources).chain(others)
    }

    /// The deals that the sheet relates it to, however.
    pub fn relations(&self) -> impl Iterator<Item = DealId> {
        let several = self.follows.iter().chain(&self.supersedes).chain(&self.alternative_to);
        let all = self.part_of.iter().chain(several).chain(self.expands.iter().map(|(relation, _)| relation));
        let named = self.legs.iter().flat_map(Leg::places).chain(&self.replaces);
        all.map(|relation| relation.deal).chain(named.map(|place| place.deal))
    }

    /// The place of the leg that is this part, or has it as a tranche.
    pub fn leg_of(&self, part: &str) -> Option<usize> {
        self.legs.iter().position(|leg| leg.id == part || leg.tranches.iter().any(|tranche| tranche.path == part))
    }

    /// The fact on a field in a part, if there is one.
    pub fn fact(&self, part: &str, field: FieldId) -> Option<&Fact> {
        self.facts().find(|(p, f)| *p == part && f.field == field).map(|(_, f)| f)
    }
}

impl Claim {
    /// The status that this claim states, if it is a status.
    pub fn status(&self) -> Option<Status> {
        match self.value {
            Value::Status(status) => Some(status),
            Value::Amount(_) | Value::Date(_) | Value::Text(_) => None,
        }
    }

    /// The date that this claim states, if it is a date.
    pub fn date(&self) -> Option<&Edtf> {
        match &self.value {
            Value::Date(date) => Some(date),
            Value::Amount(_) | Value::Status(_) | Value::Text(_) => None,
        }
    }

    /// The quantity that this claim states, if it is one.
    pub fn figure(&self) -> Option<&Quantity> {
        match &self.value {
            Value::Amount(amount) => amount.figure(),
            Value::Date(_) | Value::Status(_) | Value::Text(_) => None,
        }
    }

    /// The day from which the claim holds: that of `on`, else of `as_of`. A vague one holds from the day on which it is
    /// certain, its last; or from the day of its oldest source, if that lies within it: what a source of the 21st says
    /// of "November" has happened by the 21st.
    pub fn effective_day(&self) -> Option<Date> {
        self.holds_from
    }

    /// The day from which what it says is the case in the world; `None` for what always was.
    pub fn state_from(&self) -> Option<Date> {
        self.on.as_ref().and(self.holds_from)
    }

    /// When it became true, else when it was known: the day to show for a status.
    pub fn effective(&self) -> Option<&Edtf> {
        self.on.as_ref().or(self.as_of.as_ref())
    }

    /// When it was known, else when it became true: the day on which readers could see it.
    pub fn known(&self) -> Option<&Edtf> {
        self.as_of.as_ref().or(self.on.as_ref())
    }

    /// Whether the source does not stand behind it.
    pub fn is_soft(&self) -> bool {
        self.hedge.is_soft()
    }
}
