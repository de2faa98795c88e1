//! Keys of documents: where they stand, how one is added, changed or removed, and which of them were.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use tearsheet::parse::{Row, Table as Schema, Takes, schemas};
use toml::{Table, Value};

use super::draw::{Draw, FREE};

/// What is done with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Change {
    Add,
    Replace,
    Remove,
}

/// A key, by the table that has it. Any key that has no row of its own is `*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(crate) table: &'static str,
    pub(crate) name: &'static str,
}

/// The name of keys without a row.
const OTHER: &str = "*";

/// The keys of what is at this path.
pub(crate) fn schema(path: &str) -> Option<&'static dyn Schema> {
    let matches = |pattern: &str| match pattern.split_once('*') {
        None => path == pattern,
        Some((folder, _)) if pattern.ends_with(".md") => path.starts_with(folder) && path.ends_with(".md"),
        Some((folder, _)) => path.starts_with(folder) && path.ends_with(".toml"),
    };
    schemas().into_iter().find(|(pattern, _)| matches(pattern)).map(|(_, schema)| schema)
}

/// All keys of all tables: each with its row.
pub(crate) fn all() -> BTreeMap<Key, Row> {
    let mut keys = BTreeMap::new();
    for (_, schema) in schemas() {
        collect(schema, &mut keys);
    }
    keys
}

/// Whether a table of this kind is in a document of these keys, or is it.
pub(crate) fn has(schema: &dyn Schema, what: &str) -> bool {
    // Asked for each document at each edit: walking through all rows took a tenth of the time of all scripts.
    static TABLES: LazyLock<BTreeMap<&str, BTreeSet<&str>>> = LazyLock::new(|| {
        let tables = |schema: &dyn Schema| {
            let mut keys = BTreeMap::new();
            collect(schema, &mut keys);
            keys.into_keys().map(|key| key.table).collect()
        };
        schemas().into_iter().map(|(_, schema)| (schema.what(), tables(schema))).collect()
    });
    TABLES.get(schema.what()).is_some_and(|tables| tables.contains(what))
}

fn collect(schema: &dyn Schema, keys: &mut BTreeMap<Key, Row>) {
    for row in rows(schema) {
        let is_new = keys.insert(Key { table: schema.what(), name: row.name }, row).is_none();
        if let Some(table) = row.takes.table().filter(|_| is_new) {
            collect(table, keys);
        }
    }
}

/// The rows of a table, with one for keys that have none.
fn rows(schema: &dyn Schema) -> Vec<Row> {
    let other = schema.others().map(|takes| Row { name: OTHER, takes, required: false, doc: "" });
    schema.rows().into_iter().chain(other).collect()
}

/// A place in a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Key(String),
    Index(usize),
}

/// Where a key is or could be.
struct Place {
    table: Vec<Step>,
    /// What it is called there.
    name: Option<String>,
    row: Row,
    /// What the key takes that has the table.
    outer: Option<Takes>,
}

/// Every table in `value`, which is of a key that takes `takes`, with where it stands.
fn tables<'v>(value: &'v Value, takes: Takes) -> Vec<(Vec<Step>, &'v Table)> {
    let is_claim = |table: &Table| !matches!(takes, Takes::Claims(_)) || table.contains_key("is");
    let below = |step: Step, inner: Vec<(Vec<Step>, &'v Table)>| {
        inner.into_iter().map(move |(at, table)| ([vec![step.clone()], at].concat(), table))
    };
    match (value, takes) {
        (Value::Table(table), Takes::Map(of) | Takes::Keyed(_, of)) => {
            table.iter().flat_map(|(key, value)| below(Step::Key(key.clone()), tables(value, *of))).collect()
        }
        (Value::Table(table), _) if takes.table().is_some() && is_claim(table) => vec![(Vec::new(), table)],
        (Value::Array(list), _) => {
            list.iter().enumerate().flat_map(|(i, value)| below(Step::Index(i), tables(value, takes))).collect()
        }
        _ => Vec::new(),
    }
}

/// The keys of `table` that a row is for.
fn named<'t>(table: &'t Table, schema: &dyn Schema, row: &Row) -> Vec<&'t str> {
    let all = table.keys().map(String::as_str);
    match row.name {
        OTHER => all.filter(|key| schema.rows().iter().all(|row| row.name != *key)).collect(),
        name => all.filter(|key| *key == name).collect(),
    }
}

/// All places of a key.
fn places((table, outer): (&Table, Option<Takes>), schema: &dyn Schema, key: Key, at: &[Step], found: &mut Vec<Place>) {
    for row in rows(schema) {
        let names = named(table, schema, &row);
        if schema.what() == key.table && row.name == key.name {
            let place = |name: Option<&str>| Place { table: at.to_vec(), name: name.map(str::to_owned), row, outer };
            found.extend(names.iter().map(|name| place(Some(name))));
            if names.is_empty() || row.name == OTHER {
                found.push(place(None));
            }
        }
        let Some(inner) = row.takes.table() else { continue };
        for name in names {
            for (below, nested) in tables(&table[name], row.takes) {
                let at = [at, &[Step::Key(name.to_owned())], &below].concat();
                places((nested, Some(row.takes)), inner, key, &at, found);
            }
        }
    }
}

fn table_at<'t>(table: &'t mut Table, at: &[Step]) -> &'t mut Table {
    find_table(table, at).expect("a table that was found")
}

fn find_table<'t>(table: &'t mut Table, at: &[Step]) -> Option<&'t mut Table> {
    if at.is_empty() { Some(table) } else { value_at(table, at)?.as_table_mut() }
}

fn value_at<'t>(table: &'t mut Table, at: &[Step]) -> Option<&'t mut Value> {
    let (first, rest) = at.split_first()?;
    let first = match first {
        Step::Key(key) => table.get_mut(key),
        Step::Index(_) => None,
    };
    rest.iter().try_fold(first?, |value, step| match step {
        Step::Key(key) => value.get_mut(key),
        Step::Index(index) => value.get_mut(index),
    })
}

/// An edit of a key in a document, which can be helped on.
pub(crate) struct Edit {
    change: Change,
    table: Vec<Step>,
    rows: Vec<Row>,
}

/// Adds, changes or removes a key somewhere in a document; `None` if there is no place for that.
pub(crate) fn edit(
    document: &mut Table,
    schema: &dyn Schema,
    key: Key,
    change: Change,
    draw: &mut Draw<'_>,
) -> Option<Edit> {
    let mut found = Vec::new();
    places((document, None), schema, key, &[], &mut found);
    // A key comes and goes with its table, too.
    let whole = change != Change::Replace && draw.dice.hits(3);
    let fits = |place: &Place| place.name.is_some() == (change != Change::Add);
    found.retain(|place| if whole { matches!(place.table.last(), Some(Step::Index(_))) } else { fits(place) });
    let chosen = draw.dice.roll(found.len().max(1));
    let Place { table: mut at, name, row, outer } = found.into_iter().nth(chosen)?;
    if let (true, Some(Step::Index(index))) = (whole, at.last().cloned()) {
        at.pop();
        let list = value_at(document, &at)?.as_array_mut()?;
        let drawn = draw.table(outer?.table()?, row.name);
        match change {
            Change::Remove => drop(list.remove(index)),
            Change::Add | Change::Replace => list.insert(index, drawn.into()),
        }
        at.push(Step::Index(index.min(list.len().checked_sub(1)?)));
        return Some(Edit { change: Change::Add, table: at, rows: Vec::new() });
    }
    let table = table_at(document, &at);
    let name = name.unwrap_or_else(|| match row.name {
        OTHER => draw.dice.any(&draw.pools.fields).map_or(FREE[0], String::as_str).to_owned(),
        name => name.to_owned(),
    });
    match change {
        Change::Remove => drop(table.remove(&name)),
        Change::Add => drop(table.insert(name, draw.value(row.takes))),
        Change::Replace => change_value(table.get_mut(&name)?, row.takes, draw),
    }
    let rows = siblings(schema, key.table).unwrap_or_default();
    Some(Edit { change, table: at, rows })
}

/// The rows of the table of this kind.
fn siblings(schema: &dyn Schema, what: &str) -> Option<Vec<Row>> {
    if schema.what() == what {
        return Some(schema.rows());
    }
    let inner =
        |row: Row| row.takes.table().filter(|table| table.what() != schema.what()).and_then(|t| siblings(t, what));
    schema.rows().into_iter().find_map(inner)
}

/// Another value; of lists also one with an element more, less or elsewhere.
fn change_value(value: &mut Value, takes: Takes, draw: &mut Draw<'_>) {
    if let (Value::Array(list), false) = (&mut *value, draw.dice.hits(3)) {
        let drawn = match draw.value(takes) {
            Value::Array(drawn) => drawn,
            one => vec![one],
        };
        match draw.dice.roll(3) {
            0 if list.len() > 1 => drop(list.remove(draw.dice.roll(list.len()))),
            1 if list.len() > 1 => list.swap(0, 1),
            _ => {
                let at = draw.dice.roll(list.len() + 1);
                list.splice(at..at, drawn.into_iter().take(1));
            }
        }
        return;
    }
    let before = value.clone();
    for _ in 0..4 {
        *value = draw.value(takes);
        if *value != before {
            return;
        }
    }
}

impl Edit {
    /// Does the same to the keys of the same table that the compiler names in its problems: what goes with what.
    pub(crate) fn help_on(&self, document: &mut Table, problems: &str, draw: &mut Draw<'_>) {
        // An edit of a list may have taken its table away.
        let Some(table) = find_table(document, &self.table) else { return };
        for row in self.rows.iter().filter(|row| problems.contains(&format!("`{}`", row.name))) {
            match self.change {
                Change::Remove => drop(table.remove(row.name)),
                Change::Add | Change::Replace if table.contains_key(row.name) => {}
                Change::Add | Change::Replace => drop(table.insert(row.name.to_owned(), draw.value(row.takes))),
            }
        }
    }
}

/// How often each key was added, changed and removed.
pub(crate) type Counts = BTreeMap<(Key, Change), usize>;

/// Counts how the keys of two states of a document differ.
pub(crate) fn count(old: &Table, new: &Table, schema: &dyn Schema, counts: &mut Counts) {
    let nothing = Table::new();
    for row in rows(schema) {
        let key = Key { table: schema.what(), name: row.name };
        let mut names = named(old, schema, &row);
        names.extend(named(new, schema, &row));
        names.sort_unstable();
        names.dedup();
        for name in names {
            let (before, now) = (old.get(name), new.get(name));
            let change = match (before, now) {
                (None, _) => Change::Add,
                (_, None) => Change::Remove,
                (before, now) if before == now => continue,
                _ => Change::Replace,
            };
            *counts.entry((key, change)).or_default() += 1;
            let Some(inner) = row.takes.table() else { continue };
            let tables = |value: Option<&'_ Value>| -> Vec<Table> {
                value
                    .map(|v| tables(v, row.takes).into_iter().map(|(_, table)| table.clone()).collect())
                    .unwrap_or_default()
            };
            let (before, now) = (tables(before), tables(now));
            for i in 0..before.len().max(now.len()) {
                count(before.get(i).unwrap_or(&nothing), now.get(i).unwrap_or(&nothing), inner, counts);
            }
        }
    }
}
