//! Values for keys, drawn by what a key takes.
//!
//! Names are those of what the site has, so that most of them lead somewhere; one in many is wrong on purpose. Nothing
//! here knows a key by its name, but for the roles of a leg, which make a kind of the vocabulary.

use tearsheet::model::Measured;
use tearsheet::parse::{Names, Row, Table as Schema, Takes, base_vocabulary};
use tearsheet::quantity::Dimension;
use tearsheet::vocabulary::{Kind, Role, is_in};
use toml::{Table, Value};

use super::dice::Dice;

/// What there is to be named.
#[derive(Clone, Default)]
pub(crate) struct Pools {
    pub(crate) deals: Vec<String>,
    pub(crate) companies: Vec<String>,
    /// Ids of sources, and the short names of the sheet at hand.
    pub(crate) sources: Vec<String>,
    pub(crate) pages: Vec<String>,
    pub(crate) topics: Vec<String>,
    pub(crate) outlets: Vec<String>,
    /// Fields that the site declares.
    pub(crate) fields: Vec<String>,
}

/// Names that editors make up.
pub(crate) const FREE: [&str; 4] = ["alpha", "beta", "gamma", "delta"];
const WORDS: [&str; 5] = ["alpha", "beta", "steady supply", "Acme Power", "of the first order"];
const DAYS: [&str; 6] = ["2025-11-03", "2026-02-01", "2026-03-09", "2026-04-01", "2026-04-30", "2027-01-01"];
const DATES: [&str; 8] =
    ["2025", "2026-01", "2026-02-14", "2026-03-09", "2026-04-01", "2026-04-30", "2027", "2027-06-01"];
const MONEY: [&str; 6] = [
    "5 billion USD",
    "up to 7 billion USD",
    "3 to 4 billion USD",
    "300 million EUR",
    "undisclosed",
    "about 2 billion USD",
];
const POWER: [&str; 3] = ["1 GW", "up to 500 MW", "2 GW"];
const SHARE: [&str; 3] = ["10 %", "up to 5 %", "2.5 %"];
const DURATION: [&str; 3] = ["5 years", "18 months", "up to 10 years"];
const COUNT: [&str; 3] = ["100000 chips", "up to 20000 GPUs", "2 million CPUs"];
const RATE: [&str; 3] = ["65.60 USD per share", "up to 50 EUR per MWh", "2 GW per year"];
const ENERGY: &str = "12 TWh";
const NUMBERS: [f64; 3] = [1.08, 0.9, 2.0];

/// Draws values.
pub(crate) struct Draw<'d> {
    pub(crate) dice: &'d mut Dice,
    pub(crate) pools: &'d Pools,
}

impl Draw<'_> {
    /// A value of what a key takes.
    pub(crate) fn value(&mut self, takes: Takes) -> Value {
        match takes {
            Takes::Text => match self.dice.roll(4) {
                0 => {
                    let both = ["en", "fr"].map(|tag| (tag.to_owned(), self.word()));
                    Value::Table(both.into_iter().collect())
                }
                _ => self.word(),
            },
            Takes::String => self.word(),
            Takes::Form(examples) => self.dice.pick(examples).into(),
            Takes::Id(names) => self.name(names).into(),
            Takes::Party(table) => match self.dice.roll(4) {
                0 => Value::Table(self.table(table, "")),
                _ => self.name(Names::Company).into(),
            },
            Takes::Word(words) => self.dice.pick(&words()).into(),
            Takes::List(of) => self.one_or_several(|draw| draw.value(*of)),
            Takes::Sources => self.one_or_several(Draw::source),
            Takes::Flag => self.dice.hits(2).into(),
            Takes::Flags => match self.dice.hits(2) {
                true => self.dice.hits(2).into(),
                false => Value::Table([("fr".to_owned(), self.dice.hits(2).into())].into_iter().collect()),
            },
            Takes::Count(from, to) => {
                let far = i64::from(to).min(i64::from(from) + 15);
                self.dice.pick(&[i64::from(from), i64::from(from) + 1, far]).into()
            }
            Takes::Number => self.dice.pick(&NUMBERS).into(),
            Takes::Day => Value::Datetime(self.dice.pick(&DAYS).parse().expect("a day")),
            Takes::Date => self.dice.pick(&DATES).into(),
            Takes::Claims(holds) => self.one_or_several(|draw| match draw.dice.roll(4) {
                0 => draw.value(holds.takes()),
                _ => Value::Table(draw.table(&holds, "")),
            }),
            Takes::Amount(measured) => self.amount(measured).into(),
            Takes::Words => {
                let forms = |draw: &mut Self| match draw.dice.roll(3) {
                    0 => draw.word(),
                    _ => Value::Array(vec![draw.word(), draw.word()]),
                };
                match self.dice.roll(3) {
                    0 => forms(self),
                    _ => Value::Table(["en", "fr"].map(|tag| (tag.to_owned(), forms(self))).into_iter().collect()),
                }
            }
            Takes::Value => {
                let all: Vec<&str> = [&WORDS[..], &DATES, &MONEY, &POWER, &SHARE, &COUNT].concat();
                self.dice.pick(&all).into()
            }
            Takes::Map(of) => {
                let names: Vec<&str> = FREE.into_iter().filter(|_| self.dice.hits(2)).collect();
                Value::Table(names.into_iter().map(|name| (name.to_owned(), self.value(*of))).collect())
            }
            Takes::Keyed(keys, of) => {
                let keys: Vec<&str> = keys.iter().copied().filter(|_| self.dice.hits(2)).collect();
                Value::Table(keys.into_iter().map(|key| (key.to_owned(), self.value(*of))).collect())
            }
            Takes::Table(table) => Value::Table(self.table(table, "")),
            Takes::Tables(table) => {
                (0..1 + self.dice.roll(2)).map(|_| self.table(table, "")).collect::<Vec<_>>().into()
            }
        }
    }

    /// A table: what it must have, this key, and some of what it may have.
    pub(crate) fn table(&mut self, table: &dyn Schema, key: &str) -> Table {
        let rows = table.rows();
        let all_roles = &base_vocabulary().roles;
        let is_role = |row: &Row| all_roles.iter().any(|role| role.name() == row.name);
        let mut drawn = Table::new();
        for row in rows.iter().filter(|row| !is_role(row)) {
            if row.required || row.name == key || self.dice.hits(6) {
                drawn.insert(row.name.to_owned(), self.value(row.takes));
            }
        }
        let roles: Vec<&Row> = rows.iter().filter(|row| is_role(row)).collect();
        if roles.len() == all_roles.len() {
            self.pair(&roles, key, &mut drawn);
        }
        drawn
    }

    /// Roles that make a kind of leg, and a role that is wanted.
    fn pair(&mut self, roles: &[&Row], key: &str, leg: &mut Table) {
        let wanted = base_vocabulary().role(key);
        let has = |kind: &Kind, role: Role| {
            role.free || [&kind.payers, &kind.payees, &kind.parties, &kind.others].iter().any(|side| is_in(role, side))
        };
        let kinds: Vec<Kind> = base_vocabulary().kinds.iter().copied().filter(|kind| !kind.frame).collect();
        let fitting: Vec<Kind> = kinds.into_iter().filter(|kind| wanted.is_none_or(|role| has(kind, role))).collect();
        let kind = self.dice.pick(&fitting);
        let mut names: Vec<&str> = wanted.map(Role::name).into_iter().collect();
        for side in [&kind.payers, &kind.payees, &kind.parties].into_iter().filter(|side| !side.is_empty()) {
            if !wanted.is_some_and(|role| is_in(role, side)) {
                names.push(&side[self.dice.roll(side.len())]);
            }
        }
        for row in roles.iter().filter(|row| names.contains(&row.name)) {
            leg.insert(row.name.to_owned(), self.value(row.takes));
        }
    }

    fn one_or_several(&mut self, mut one: impl FnMut(&mut Self) -> Value) -> Value {
        match self.dice.roll(3) {
            0 => Value::Array((0..1 + self.dice.roll(3)).map(|_| one(self)).collect()),
            _ => one(self),
        }
    }

    fn word(&mut self) -> Value {
        self.dice.pick(&WORDS).into()
    }

    /// A name of something that there is, in most cases.
    pub(crate) fn name(&mut self, names: Names) -> String {
        let all = match names {
            Names::Leg if self.dice.hits(2) => return self.leg(),
            Names::Deal | Names::Leg => &self.pools.deals,
            Names::Company => &self.pools.companies,
            Names::Source => &self.pools.sources,
            Names::Page => &self.pools.pages,
            Names::Topic => &self.pools.topics,
            Names::Outlet => &self.pools.outlets,
        };
        let found = if self.dice.hits(40) { None } else { self.dice.any(all) };
        found.map_or_else(|| "nobody".to_owned(), Clone::clone)
    }

    /// A leg of the same deal, of another, or a tranche of one.
    fn leg(&mut self) -> String {
        let own = self.dice.pick(&["supply", "purchase", "licence"]).to_owned();
        match self.dice.roll(3) {
            0 => own,
            1 => format!("first.{own}"),
            _ => format!("first.{own}.start"),
        }
    }

    fn source(&mut self) -> Value {
        let name = self.name(Names::Source);
        match self.dice.roll(3) {
            0 => format!("{name}:{}", 1 + self.dice.roll(4)).into(),
            _ => name.into(),
        }
    }

    fn amount(&mut self, measured: Measured) -> &'static str {
        match measured {
            Measured::In(Dimension::MONEY) => self.dice.pick(&MONEY),
            Measured::In(Dimension::POWER) => self.dice.pick(&POWER),
            Measured::In(Dimension::SHARE) => self.dice.pick(&SHARE),
            Measured::In(Dimension::TIME) => self.dice.pick(&DURATION),
            Measured::Things => self.dice.pick(&COUNT),
            Measured::Rate => self.dice.pick(&RATE),
            Measured::In(_) | Measured::Anything => self.dice.pick(&[MONEY[0], POWER[0], SHARE[0], COUNT[0], ENERGY]),
        }
    }
}
