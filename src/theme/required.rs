//! The messages that Rust code asks for, so that a theme without one of them does not load.
//!
//! Families follow the closed sets of the model (`status-signed`, `role-customer`); the rest are listed
//! by name in `required.txt`. What templates ask for is found in their text instead.

use crate::model::{Bucket, BuiltinField, Hedge, SourceKind, Status, notation};
use crate::plan::{CompanyOrder, Data, Table};
use crate::render::csv;

/// Messages outside of the families, of `required.txt`, where they stand by what asks for them.
pub fn listed_messages() -> impl Iterator<Item = &'static str> {
    include_str!("required.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// What heads the columns of the dictionary.
const TERM_HEADS: [&str; 11] =
    ["name", "status", "kind", "column", "key", "word", "label", "holds", "bucket", "totals", "meaning"];

/// Everything that a theme must say in each language whatever its templates are: [`listed_messages`] and the families.
pub fn required_messages() -> impl Iterator<Item = String> {
    let family =
        |prefix: &'static str, names: Vec<&'static str>| names.into_iter().map(move |name| format!("{prefix}-{name}"));
    let buckets = [Bucket::Committed, Bucket::Announced, Bucket::InTalks, Bucket::Off];
    let source_kinds: Vec<_> = SourceKind::ALL.iter().map(|k| k.name()).collect();
    let hedges = [Hedge::Attributed, Hedge::Conditional, Hedge::Rumour].map(notation::hedge);
    // What a status means is said of each.
    let explained = BuiltinField::ALL.into_iter().filter(|f| *f != BuiltinField::Status);
    listed_messages()
        .map(str::to_owned)
        .chain(family("status", Status::ALL.iter().map(|s| s.name()).collect()))
        .chain(family("status-meaning", Status::ALL.iter().map(|s| s.name()).collect()))
        .chain(family("bucket", buckets.map(Bucket::name).to_vec()))
        .chain(family("field", BuiltinField::ALL.iter().map(|f| f.key()).collect()))
        .chain(family("meaning", explained.map(BuiltinField::key).collect()))
        .chain(family("source-kind", source_kinds.clone()))
        .chain(family("source-kinds", source_kinds.clone()))
        .chain(family("source-strength", source_kinds))
        .chain(Data::all().map(|data| data.about().to_owned()))
        .chain(Table::ALL.into_iter().flat_map(explanations))
        .chain(crate::render::export::TOTALS_KEYS.iter().map(|key| format!("totals-{}", key.replace('_', "-"))))
        .chain(family("why", csv::WHY.to_vec()))
        .chain(family("term", TERM_HEADS.to_vec()))
        .chain(family("companies-by", CompanyOrder::ALL.map(CompanyOrder::name).to_vec()))
        .chain(family("hedge", hedges.to_vec()))
}

/// The messages that explain the columns of a table.
fn explanations(table: Table) -> impl Iterator<Item = String> {
    csv::columns(table).into_iter().flat_map(move |column| {
        let (of, meaning) = csv::explanation(table, column.name);
        of.map(str::to_owned).into_iter().chain([meaning])
    })
}
