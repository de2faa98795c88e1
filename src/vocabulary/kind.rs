//! Kinds of leg and their roles: who gives, who gets, and what that means for totals, equity and drawings.

use super::shared::definition;
use super::{ByLanguage, Sentence, Shared, Words};

/// What a company does in a leg.
pub type Role = Shared<RoleDef>;

/// What a vocabulary says of a role.
#[derive(Debug, PartialEq, Eq)]
pub struct RoleDef {
    /// As an editor writes it.
    pub key: String,
    /// Its place among the roles of a leg.
    pub position: u16,
    /// Whether a leg of any kind may have it. Such a role is never paid.
    pub free: bool,
    /// Whether it made what is delivered.
    pub makes: bool,
    /// What it is called, for one and for several.
    pub label: Words,
}

/// A kind of leg.
pub type Kind = Shared<KindDef>;

/// What a vocabulary says of a kind of leg.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KindDef {
    /// `purchase`: the word in fact paths, class names and exports.
    pub key: String,
    /// Its place in tables.
    pub position: u16,
    /// Whether it stands for a company in charts and lists; one kind does.
    pub leads: bool,
    /// The keys of the roles that give the value. Several do the same.
    pub payers: Vec<String>,
    /// Of those that get it.
    pub payees: Vec<String>,
    /// Of the role of all parties, where none pays another.
    pub parties: Vec<String>,
    /// Of unpaid roles that only this kind has.
    pub others: Vec<String>,
    /// Whether its value may enter a total.
    pub sum: bool,
    /// Whether its value is paid evenly over its term, so that "per year" means something.
    pub spread: bool,
    /// Whether its parties pay one another, and nobody says who whom.
    pub unstated: bool,
    /// Whether it is a total that contains other deals: only in an umbrella.
    pub frame: bool,
    /// The role that then holds shares, and the role whose shares they are.
    pub holds: Option<(String, String)>,
    /// Whether it gives a right, and nothing is paid today.
    pub option: bool,
    /// For one leg, and over several.
    pub label: Words,
    /// Over what a company pays in all.
    pub paid: Words,
    /// Over what it gets.
    pub received: Words,
    /// Nouns and stems by which texts name it, whoever acts.
    pub named: Words,
    /// How texts tell what those do who pay: forms, and verbs by their principal parts with `/` between.
    pub read: Words,
    /// What those do who are paid, in the same way.
    pub gets: Words,
    /// Who does what, in a sentence.
    pub meaning: Words,
    /// What a leg does that is binding.
    pub done: ByLanguage<Sentence>,
    /// One that is binding, and of which no value is known; `done`, if it has no words.
    pub unpriced: ByLanguage<Sentence>,
    /// One that was made public, or is only said to be signed.
    pub planned: ByLanguage<Sentence>,
    /// One that waits for a condition, and pays more for shares that another leg buys; `planned`, if it has no words.
    pub further: ByLanguage<Sentence>,
    /// One that is being negotiated.
    pub talks: ByLanguage<Sentence>,
    /// One that came to nothing.
    pub off: ByLanguage<Sentence>,
}

impl Kind {
    /// That of a leg whose roles are those of no kind. Nothing is reckoned or drawn of it.
    pub fn unknown() -> Kind {
        Kind::new(KindDef { key: "leg".to_owned(), position: u16::MAX, ..KindDef::default() })
    }
}

impl KindDef {
    /// The roles that give a leg this kind, by side.
    fn sides(&self) -> [&[String]; 3] {
        [&self.payers, &self.payees, &self.parties]
    }

    /// All its roles, those first that give a leg this kind.
    pub fn roles(&self) -> impl Iterator<Item = &str> {
        self.sides().into_iter().flatten().chain(&self.others).map(String::as_str)
    }

    /// Whether a role is one of those that give a leg this kind.
    pub fn is_party(&self, role: Role) -> bool {
        self.sides().into_iter().flatten().any(|party| party == role.name())
    }

    /// Those that do the same as the role of this key: all payers, all payees, or the role alone.
    pub fn same_side(&self, key: &str) -> &[String] {
        let mut sides = self.sides().into_iter().chain(self.others.chunks(1));
        sides.find(|side| side.iter().any(|role| role == key)).unwrap_or_default()
    }

    /// The roles that give a leg this kind, as sheets have them: `customer–supplier`.
    pub fn pair(&self) -> String {
        let sides = [&self.payers, &self.payees].into_iter().filter(|side| !side.is_empty());
        match &self.parties[..] {
            [role, ..] => format!("`{role} = [\"a\", \"b\"]`"),
            [] => sides.map(|side| side.join(" or ")).collect::<Vec<_>>().join("–"),
        }
    }

    /// Those whom a sentence is about: who pays, or the parties, or who is paid by nobody named.
    pub fn subjects(&self) -> &[String] {
        [&self.payers, &self.parties, &self.payees].into_iter().find(|side| !side.is_empty()).map_or(&[], |side| side)
    }

    /// Whether roles are those of this kind, all that it needs and no others; free ones do not count.
    pub fn fits(&self, roles: &[Role]) -> bool {
        self.is_complete(roles) && self.strangers(roles).next().is_none()
    }

    /// Whether all that it needs is among roles.
    pub fn is_complete(&self, roles: &[Role]) -> bool {
        let has = |side: &[String]| side.is_empty() || roles.iter().any(|role| is_in(*role, side));
        self.sides().into_iter().all(has)
    }

    /// The roles that a leg of this kind does not have.
    pub fn strangers(&self, roles: &[Role]) -> impl Iterator<Item = Role> {
        roles.iter().copied().filter(|role| !role.free && self.roles().all(|own| own != role.name()))
    }

    /// Roles that would give a leg this kind and the other one.
    pub fn pair_of_both(&self, other: &KindDef) -> Option<Vec<&str>> {
        let mut pair = Vec::new();
        for (own, theirs) in self.sides().into_iter().zip(other.sides()) {
            if !own.is_empty() || !theirs.is_empty() {
                pair.push(own.iter().find(|role| theirs.contains(role))?.as_str());
            }
        }
        (!pair.is_empty()).then_some(pair)
    }
}

/// Whether a role is one of these keys.
pub fn is_in(role: Role, keys: &[String]) -> bool {
    keys.iter().any(|key| key == role.name())
}

definition!(RoleDef);
definition!(KindDef);
