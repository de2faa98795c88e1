//! What there is, for somebody who asks: a table of the vocabulary as lines.

use super::{Definition, Shared, Vocabulary};

impl Vocabulary {
    /// All entries of a table: kinds with their roles, the units of a dimension on one line. `None` for no table.
    pub fn told(&self, table: &str) -> Option<String> {
        let lines: Vec<(&str, String)> = match table {
            "kinds" => self.kinds.iter().map(|kind| (kind.name(), kind.pair())).collect(),
            "roles" => words(self.roles.iter().filter(|role| role.free)),
            "instruments" => words(&self.instruments),
            "company_kinds" => words(&self.company_kinds),
            "units" => self.dimensions(),
            _ => return None,
        };
        let width = lines.iter().map(|(key, _)| key.chars().count()).max().unwrap_or(0);
        Some(lines.iter().map(|(key, rest)| format!("{key:width$}  {rest}").trim_end().to_owned() + "\n").collect())
    }

    /// Each dimension with its units.
    fn dimensions(&self) -> Vec<(&str, String)> {
        let mut all: Vec<(&str, String)> = Vec::new();
        for unit in &self.units {
            let name = unit.dimension.name();
            match all.iter_mut().find(|(known, _)| *known == name) {
                Some((_, units)) => *units += &format!(" {}", unit.key),
                None => all.push((name, unit.key.clone())),
            }
        }
        all
    }
}

fn words<'v, D: Definition>(all: impl IntoIterator<Item = &'v Shared<D>>) -> Vec<(&'v str, String)> {
    all.into_iter().map(|entry| (entry.name(), String::new())).collect()
}
