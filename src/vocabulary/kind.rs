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
    /// Its place in tables. The first kind is the one that charts show.
    pub position: u16,
    /// The roles that give the value. Several do the same.
    pub payers: Vec<Role>,
    /// The roles that get it.
    pub payees: Vec<Role>,
    /// The role of all parties, where none pays another.
    pub parties: Option<Role>,
    /// Unpaid roles that only this kind has.
    pub others: Vec<Role>,
    /// Whether its value may enter a total.
    pub sum: bool,
    /// Whether its value is paid evenly over its term, so that "per year" means something.
    pub spread: bool,
    /// Whether its parties pay one another, and nobody says who whom.
    pub unstated: bool,
    /// Whether it is a total that contains other deals: only in an umbrella.
    pub frame: bool,
    /// The role that then holds shares, and the role whose shares they are.
    pub holds: Option<(Role, Role)>,
    /// Whether it gives a right, and nothing is paid today.
    pub option: bool,
    /// For one leg, and over several.
    pub label: Words,
    /// Over what a company pays in all.
    pub paid: Words,
    /// Over what it gets.
    pub received: Words,
    /// Who does what, in a sentence.
    pub meaning: Words,
    /// What a leg does that is binding.
    pub done: ByLanguage<Sentence>,
    /// One that was made public, or is only said to be signed.
    pub planned: ByLanguage<Sentence>,
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
    /// Whether it is the first of the vocabulary, which stands for a company in charts and lists.
    pub fn leads(&self) -> bool {
        self.position == 0
    }

    /// Whether a role is one of those that give a leg this kind.
    pub fn is_party(&self, role: Role) -> bool {
        self.parties().any(|party| party == role)
    }

    /// The roles that give a leg this kind.
    pub fn parties(&self) -> impl Iterator<Item = Role> {
        self.payers.iter().chain(&self.payees).chain(&self.parties).copied()
    }

    /// Those that do the same as the role of this key: all payers, all payees, or the role alone.
    pub fn same_side(&self, key: &str) -> &[Role] {
        let sides = [&self.payers[..], &self.payees, self.parties.as_slice()];
        let others = self.others.chunks(1);
        sides.into_iter().chain(others).find(|side| side.iter().any(|role| role.name() == key)).unwrap_or_default()
    }

    /// Those whom a sentence is about: who pays, or the parties, or who is paid by nobody named.
    pub fn subjects(&self) -> &[Role] {
        match (&self.payers[..], self.parties.as_slice()) {
            ([], []) => &self.payees,
            ([], parties) => parties,
            (payers, _) => payers,
        }
    }

    /// Whether roles are those of this kind, all that it needs and no others; free ones do not count.
    pub fn fits(&self, roles: &[Role]) -> bool {
        let needs = |side: &[Role]| side.is_empty() || side.iter().any(|role| roles.contains(role));
        let own = |role: &Role| role.free || self.is_party(*role) || self.others.contains(role);
        needs(&self.payers) && needs(&self.payees) && needs(self.parties.as_slice()) && roles.iter().all(own)
    }

    /// A pair of roles, one from each side, that two kinds have in common.
    pub fn pair_of_both(&self, other: &KindDef) -> Option<(Role, Option<Role>)> {
        let of = |kind: &KindDef| -> Vec<(Role, Option<Role>)> {
            let (froms, tos) = match (&kind.payers[..], &kind.payees[..]) {
                ([], tos) => (tos, &[][..]),
                sides => sides,
            };
            let pair = |from: &Role| match tos {
                [] => vec![(*from, None)],
                tos => tos.iter().map(|to| (*from, Some(*to))).collect(),
            };
            froms.iter().chain(&kind.parties).flat_map(pair).collect()
        };
        let theirs = of(other);
        of(self).into_iter().find(|pair| theirs.contains(pair))
    }
}

definition!(RoleDef);
definition!(KindDef);
