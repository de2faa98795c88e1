//! By which columns rows are told apart, and which lead to rows of other tables.

use crate::plan::Table;

/// Columns that name a row of another table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Here.
    pub columns: &'static [&'static str],
    /// The other table: databases load a table that names itself row by row only.
    pub table: Table,
    /// There.
    pub of: &'static [&'static str],
}

const LEG: [&str; 2] = ["deal", "leg"];

/// The columns that tell rows apart: each has a text in every row, and no two rows have the same.
pub fn key(table: Table) -> &'static [&'static str] {
    match table {
        Table::Deals | Table::Legs => &LEG,
        Table::Tranches => &["deal", "leg", "tranche"],
        Table::Claims => &["claim"],
        Table::Companies => &["company"],
        Table::Sources => &["source"],
        Table::Changes => &["change"],
        Table::Ids => &["kind", "id"],
    }
}

/// What leads to other rows.
pub fn references(table: Table) -> Vec<Reference> {
    let ids = Reference { columns: &["entity", "id"], table: Table::Ids, of: &["kind", "id"] };
    match table {
        Table::Legs => vec![Reference { columns: &LEG, table: Table::Deals, of: &LEG }],
        Table::Tranches => vec![Reference { columns: &LEG, table: Table::Legs, of: &LEG }],
        Table::Claims | Table::Changes => vec![ids],
        Table::Deals | Table::Companies | Table::Sources | Table::Ids => Vec::new(),
    }
}
