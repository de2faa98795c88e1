//! Values for keys, drawn by what a key takes.
//!
//! Names are those of what the site has, so that most of them lead somewhere; one in many is wrong on purpose. Nothing
//! here knows a key by its name, but for the pairs of roles, which only the parser can judge.

use tearsheet::model::{Dimension, Role};
use tearsheet::parse::{self, Names, Row, Table as Schema, Takes};
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
            Takes::Word(words) => self.dice.pick(&words()).into(),
            Takes::List(of) => self.one_or_several(|draw| draw.value(*of)),
            Takes::Sources => self.one_or_several(Draw::source),
            Takes::Flag => self.dice.hits(2).into(),
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
            Takes::Amount(dimension) => self.amount(dimension).into(),
            Takes::Value => {
                let all: Vec<&str> = [&WORDS[..], &DATES, &MONEY, &POWER, &SHARE, &COUNT].concat();
                self.dice.pick(&all).into()
            }
            Takes::Map(of) => {
                let names: Vec<&str> = FREE.into_iter().filter(|_| self.dice.hits(2)).collect();
                Value::Table(names.into_iter().map(|name| (name.to_owned(), self.value(*of))).collect())
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
        let is_role = |row: &Row| Role::ALL.iter().any(|role| role.name() == row.name);
        let mut drawn = Table::new();
        for row in rows.iter().filter(|row| !is_role(row)) {
            if row.required || row.name == key || self.dice.hits(6) {
                drawn.insert(row.name.to_owned(), self.value(row.takes));
            }
        }
        let roles: Vec<&Row> = rows.iter().filter(|row| is_role(row)).collect();
        if roles.len() == Role::ALL.len() {
            self.pair(&roles, key, &mut drawn);
        }
        drawn
    }

    /// Roles that make a pair.
    fn pair(&mut self, roles: &[&Row], key: &str, leg: &mut Table) {
        let wanted = roles.iter().find(|row| row.name == key).copied();
        let role = |name: &str| Role::ALL.into_iter().find(|role| role.name() == name);
        loop {
            let first = wanted.filter(|_| !self.dice.hits(4)).unwrap_or_else(|| self.dice.pick(roles));
            let pair = [first, self.dice.pick(roles)];
            if parse::kind(pair.iter().filter_map(|row| role(row.name)), false).is_some() {
                for row in pair {
                    leg.insert(row.name.to_owned(), self.value(row.takes));
                }
                return;
            }
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
            Names::Deal => &self.pools.deals,
            Names::Company => &self.pools.companies,
            Names::Source => &self.pools.sources,
            Names::Page => &self.pools.pages,
            Names::Topic => &self.pools.topics,
            Names::Outlet => &self.pools.outlets,
        };
        let found = if self.dice.hits(40) { None } else { self.dice.any(all) };
        found.map_or_else(|| "nobody".to_owned(), Clone::clone)
    }

    fn source(&mut self) -> Value {
        let name = self.name(Names::Source);
        match self.dice.roll(3) {
            0 => format!("{name}:{}", 1 + self.dice.roll(4)).into(),
            _ => name.into(),
        }
    }

    fn amount(&mut self, dimension: Option<Dimension>) -> &'static str {
        match dimension {
            Some(Dimension::Money) => self.dice.pick(&MONEY),
            Some(Dimension::Power) => self.dice.pick(&POWER),
            Some(Dimension::Share) => self.dice.pick(&SHARE),
            Some(Dimension::Duration) => self.dice.pick(&DURATION),
            Some(Dimension::Count) => self.dice.pick(&COUNT),
            None => self.dice.pick(&[MONEY[0], POWER[0], SHARE[0]]),
        }
    }
}
