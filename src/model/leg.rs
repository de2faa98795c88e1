//! Legs: one direction of a deal. The pair of roles gives kind and direction.

use super::{BuiltinField, CompanyId, DealId, Fact, FieldId};
use crate::span::Span;
use crate::vocabulary::{Kind, Role, is_in};

/// One direction of a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// Its `id`, or its kind's name; unique in the deal (a number is added where two would be equal).
    pub id: String,
    /// Whether the editor gave the id.
    pub named: bool,
    /// Where the leg stands.
    pub span: Span,
    /// From its roles.
    pub kind: Kind,
    /// Who does what, in the order of the vocabulary, several companies per role possible.
    pub roles: Vec<(Role, CompanyId)>,
    /// Its facts, in the order of the sheet.
    pub facts: Vec<Fact>,
    /// A deal that this leg pays for.
    pub funds: Option<DealId>,
}

impl Leg {
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

    /// Whose shares the leg is about, and who then holds them or has a right to; `None` if it is about none.
    pub fn shares(&self) -> Option<(impl Iterator<Item = CompanyId>, impl Iterator<Item = CompanyId>)> {
        let (holder, issuer) = self.kind.get().holds.as_ref()?;
        let those = |key: &'static str| self.roles.iter().filter(move |(role, _)| role.name() == key).map(|&(_, c)| c);
        Some((those(issuer), those(holder)))
    }

    /// The fact on a field.
    pub fn fact(&self, field: FieldId) -> Option<&Fact> {
        self.facts.iter().find(|f| f.field == field)
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
