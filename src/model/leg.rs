//! Legs: one direction of a deal. The pair of roles gives kind and direction.

use super::{BuiltinField, CompanyId, DealId, Expansion, Fact, FieldId, Text};
use crate::span::Span;
use crate::vocabulary::{Kind, Role, is_in};

/// One direction of a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// Its `id`, or its kind's name; unique in the deal (a number is added where two would be equal).
    pub id: String,
    /// Whether the editor gave the id.
    pub named: bool,
    /// What it is called, in words; may be empty.
    pub what: Text,
    /// Where the leg stands.
    pub span: Span,
    /// From its roles.
    pub kind: Kind,
    /// Who does what, in the order of the vocabulary, several companies per role possible.
    pub roles: Vec<(Role, CompanyId)>,
    /// Parties that the source does not name, in words: "bond investors". They have no page.
    pub unnamed: Vec<(Role, Text)>,
    /// What a party of several has of the leg's amounts, where a source says so: a fact of per cent each.
    pub portions: Vec<(CompanyId, Fact)>,
    /// Its facts, in the order of the sheet.
    pub facts: Vec<Fact>,
    /// Its parts, each with a state of its own.
    pub tranches: Vec<Tranche>,
    /// Whether it is a frame: a total that contains others, and that is never summed.
    pub frame: bool,
    /// The frame that it is an item of.
    pub part_of: Option<Place>,
    /// The leg that it is a part of.
    pub of_which: Option<Place>,
    /// The leg that it enlarges; else what its deal enlarges.
    pub expands: Option<(Place, Expansion)>,
    /// Legs and tranches that it replaces.
    pub supersedes: Vec<Place>,
    /// A deal that this leg pays for.
    pub funds: Option<DealId>,
    /// Whether it pays more for shares that another leg of its deal buys: an earn-out, a contingent value right.
    pub further: bool,
}

/// Somebody who acts in a leg.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party<'l> {
    /// A company.
    Company(CompanyId),
    /// Words for somebody whom no source names.
    Unnamed(&'l Text),
}

/// A part of a leg.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tranche {
    /// Its `id`, or `tranche-1`…; unique in the leg.
    pub id: String,
    /// Its leg's id and its own, with a dot: how fact paths name it.
    pub path: String,
    /// What it is, in words; may be empty.
    pub what: Text,
    /// Where it stands.
    pub span: Span,
    /// Its facts, in the order of the sheet.
    pub facts: Vec<Fact>,
}

impl Tranche {
    /// The fact on a built-in field.
    pub fn builtin(&self, field: BuiltinField) -> Option<&Fact> {
        on(&self.facts, field.id())
    }
}

/// A leg or a tranche, as another deal names it. Whether there is one is known when all deals are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// In which deal.
    pub deal: DealId,
    /// The leg's id; `None` if the deal is named alone.
    pub leg: Option<String>,
    /// The tranche's id.
    pub tranche: Option<String>,
    /// Where it is written.
    pub span: Span,
}

impl Leg {
    /// Whether sheets may call it this: its id, or its kind if it has none of its own.
    pub fn is_called(&self, name: &str) -> bool {
        self.id == name || (!self.named && self.kind.name() == name)
    }

    /// The companies in a role.
    pub fn in_role(&self, role: Role) -> impl Iterator<Item = CompanyId> {
        self.roles.iter().filter(move |(r, _)| *r == role).map(|&(_, c)| c)
    }

    /// Who gives the value. Empty where the parties do not pay one another, or no source says who does.
    pub fn payers(&self) -> impl Iterator<Item = CompanyId> {
        self.in_one_of(&self.kind.get().payers)
    }

    /// Who gets it. Empty there too, and in plans.
    pub fn payees(&self) -> impl Iterator<Item = CompanyId> {
        self.in_one_of(&self.kind.get().payees)
    }

    /// The parties of a leg that has neither.
    pub fn parties(&self) -> impl Iterator<Item = CompanyId> {
        self.in_one_of(&self.kind.get().parties)
    }

    /// The companies in roles of these keys.
    pub fn in_one_of(&self, roles: &[String]) -> impl Iterator<Item = CompanyId> {
        self.roles.iter().filter(move |(role, _)| is_in(*role, roles)).map(|&(_, c)| c)
    }

    /// All who act in roles of these keys, those without a name last.
    pub fn acting(&self, roles: &[String]) -> impl Iterator<Item = Party<'_>> {
        let unnamed = self.unnamed.iter().filter(move |(role, _)| is_in(*role, roles));
        self.in_one_of(roles).map(Party::Company).chain(unnamed.map(|(_, words)| Party::Unnamed(words)))
    }

    /// Who gives the value, or who are partners.
    pub fn givers(&self) -> impl Iterator<Item = Party<'_>> {
        let kind = self.kind.get();
        self.acting(&kind.parties).chain(self.acting(&kind.payers))
    }

    /// Who gets it.
    pub fn takers(&self) -> impl Iterator<Item = Party<'_>> {
        self.acting(&self.kind.get().payees)
    }

    /// Whose shares the leg is about, and who then holds them or has a right to; `None` if it is about none: if its kind
    /// is not, or if it counts other things, as an option to buy aircraft does.
    pub fn shares(&self) -> Option<(impl Iterator<Item = CompanyId>, impl Iterator<Item = CompanyId>)> {
        let says = |field: BuiltinField| self.builtin(field).is_some();
        let of_things = says(BuiltinField::Quantity) && !says(BuiltinField::Stake) && !says(BuiltinField::Shares);
        let (holder, issuer) = self.kind.get().holds.as_ref().filter(|_| !of_things)?;
        let those = |key: &'static str| self.roles.iter().filter(move |(role, _)| role.name() == key).map(|&(_, c)| c);
        Some((those(issuer), those(holder)))
    }

    /// Its kind, and whose shares who buys of their owners; `None` where they are issued, and of all other legs.
    pub fn bought(&self) -> Option<(Kind, Vec<CompanyId>, Vec<CompanyId>)> {
        let (issuers, holders) = self.shares()?;
        let (issuers, mut holders): (Vec<_>, Vec<_>) = (issuers.collect(), holders.collect());
        holders.sort_unstable();
        let is_issued = self.payers().chain(self.payees()).any(|party| issuers.contains(&party));
        (!is_issued && !issuers.is_empty() && !holders.is_empty()).then_some((self.kind, issuers, holders))
    }

    /// The legs and tranches that it names, of its own deal and of others.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        let one = self.part_of.iter().chain(&self.of_which).chain(self.expands.iter().map(|(place, _)| place));
        one.chain(&self.supersedes)
    }

    /// The tranche with this id.
    pub fn tranche(&self, id: &str) -> Option<&Tranche> {
        self.tranches.iter().find(|tranche| tranche.id == id)
    }

    /// The fact on a field.
    pub fn fact(&self, field: FieldId) -> Option<&Fact> {
        on(&self.facts, field)
    }

    /// The fact on a built-in field.
    pub fn builtin(&self, field: BuiltinField) -> Option<&Fact> {
        self.fact(field.id())
    }

    /// The fact on a built-in field, if it has a figure.
    pub fn figure(&self, field: BuiltinField) -> Option<&Fact> {
        self.builtin(field).filter(|fact| fact.amount().is_some_and(|amount| amount.figure().is_some()))
    }

    /// The figures that say what the leg comes to, what says most first.
    pub fn figures(&self) -> impl Iterator<Item = (BuiltinField, &Fact)> {
        BuiltinField::FIGURES.into_iter().filter_map(|field| Some((field, self.figure(field)?)))
    }

    /// What is delivered, or for how much each: the first of its figures that is neither its value nor its term.
    pub fn measure(&self) -> Option<&Fact> {
        let is_own = |field| !matches!(field, BuiltinField::Value | BuiltinField::Term);
        self.figures().find(|(field, _)| is_own(*field)).map(|(_, fact)| fact)
    }
}

fn on(facts: &[Fact], field: FieldId) -> Option<&Fact> {
    facts.iter().find(|f| f.field == field)
}
