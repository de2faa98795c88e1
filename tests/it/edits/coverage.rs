//! Which keys scripts change, and how many of their steps come to a site without errors.

use std::collections::{BTreeMap, BTreeSet};

use toml::Table;

use super::keys::{self, Counts};
use super::state::State;
use super::{Site, keys_to_change};

/// What came of the scripts of a run.
#[derive(Default)]
pub(crate) struct Coverage {
    counts: Counts,
    steps: usize,
    good: usize,
}

impl Coverage {
    /// Looks at a site after a step. `last` is what it was when it last had no errors.
    pub(crate) fn step(&mut self, site: &Site, last: &mut Option<State>) {
        self.steps += 1;
        if site.good.is_some() {
            return;
        }
        self.good += 1;
        if let Some(last) = last.replace(site.state.clone()) {
            compare(&last, &site.state, &mut self.counts);
        }
    }

    /// Adds what came of another script.
    pub(crate) fn add(mut self, other: Coverage) -> Coverage {
        self.steps += other.steps;
        self.good += other.good;
        for (turn, count) in other.counts {
            *self.counts.entry(turn).or_default() += count;
        }
        self
    }

    /// Most steps came to a site without errors, and every key was changed in one: nearly all of them in each way.
    pub(crate) fn check(&self) {
        let Coverage { counts, steps, good } = self;
        println!("{good} of {steps} steps came to a site without errors");
        assert!(good * 4 > steps * 3, "too few steps came to a site without errors: {good} of {steps}");
        let (made, missing): (Vec<_>, Vec<_>) =
            keys_to_change().into_iter().partition(|turn| counts.contains_key(turn));
        let touched: BTreeSet<_> = counts.keys().map(|(key, _)| *key).collect();
        let untouched: Vec<String> = keys::all()
            .into_keys()
            .filter(|key| !touched.contains(key))
            .map(|key| format!("`{}` of {}", key.name, key.table))
            .collect();
        assert!(untouched.is_empty(), "no script changes\n  {}", untouched.join("\n  "));
        let missing: Vec<String> =
            missing.iter().map(|(key, change)| format!("{change:?} `{}` of {}", key.name, key.table)).collect();
        assert!(missing.len() * 8 < made.len(), "no script does\n  {}", missing.join("\n  "));
        println!("no script does\n  {}", missing.join("\n  "));
    }
}

/// Counts which keys differ between two states that compile.
fn compare(old: &State, new: &State, counts: &mut Counts) {
    let nothing = Table::new();
    let documents = |state: &State| -> BTreeMap<String, Table> {
        state.documents().map(|(path, table)| (path.clone(), table.clone())).collect()
    };
    let (old, new) = (documents(old), documents(new));
    for path in old.keys().chain(new.keys().filter(|path| !old.contains_key(*path))) {
        if let Some(schema) = keys::schema(path) {
            let [old, new] = [&old, &new].map(|documents| documents.get(path).unwrap_or(&nothing));
            keys::count(old, new, schema, counts);
        }
    }
}
