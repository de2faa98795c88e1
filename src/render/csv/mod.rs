//! Tables for spreadsheets and databases: deals, legs, tranches, claims, companies, sources, changes and ids of the site,
//! and the legs of a company.
//!
//! RFC 4180, UTF-8, a header row, `\r\n`. Each table has a file: its rows, in a stable order, and one list of
//! columns that gives the header, the cells, the dictionary and the types of the data package alike, so that they cannot
//! disagree. Who has read a table reads the next one the same way: columns are only added, at the end.
//! Lists inside a cell are separated by `; `. A cell that a spreadsheet would run as a formula begins with
//! an apostrophe instead. Numbers are exact decimals in base units (dollars, watts).

mod cell;
mod changes;
mod claims;
mod companies;
mod counted;
mod deals;
mod ids;
mod keys;
mod sources;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests;

use crate::ledger::Ledger;
use crate::model::{Briefing, CompanyId, LangId};
use crate::plan::{Plan, Table, Target, pretty};

pub use counted::WHY;
pub use keys::{Reference, key, references};

/// What the cells of a column hold, by the names of Table Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Words, an id, a list of these, or a date that need not be a day.
    Text,
    /// An exact decimal.
    Number,
    /// A count.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// A day.
    Day,
}

impl Holds {
    /// The name of the type.
    pub fn name(self) -> &'static str {
        match self {
            Holds::Text => "string",
            Holds::Number => "number",
            Holds::Integer => "integer",
            Holds::Boolean => "boolean",
            Holds::Day => "date",
        }
    }
}

/// A column, as others need to know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// In the header row: English, snake_case. What it means is a message of the theme.
    pub name: &'static str,
    /// What its cells hold.
    pub holds: Holds,
    /// All that may stand there, beside nothing; empty if it is not one of a list.
    pub one_of: &'static [&'static str],
}

/// A column of rows of this kind.
struct Field<R> {
    column: Column,
    /// Appends a row's cell.
    cell: fn(&R, &mut String),
}

/// A column of text.
fn field<R>(name: &'static str, cell: fn(&R, &mut String)) -> Field<R> {
    Field { column: Column { name, holds: Holds::Text, one_of: &[] }, cell }
}

impl<R> Field<R> {
    fn one_of(mut self, words: &'static [&'static str]) -> Field<R> {
        self.column.one_of = words;
        self
    }

    fn holding(mut self, holds: Holds) -> Field<R> {
        self.column.holds = holds;
        self
    }

    fn number(self) -> Field<R> {
        self.holding(Holds::Number)
    }

    fn integer(self) -> Field<R> {
        self.holding(Holds::Integer)
    }

    fn boolean(self) -> Field<R> {
        self.holding(Holds::Boolean)
    }

    fn day(self) -> Field<R> {
        self.holding(Holds::Day)
    }
}

/// The columns of a table, in their order.
pub fn columns(table: Table) -> Vec<Column> {
    fn of<R>(fields: impl IntoIterator<Item = Field<R>>) -> Vec<Column> {
        fields.into_iter().map(|field| field.column).collect()
    }
    match table {
        Table::Deals => of(deals::columns()),
        Table::Claims => of(claims::columns()),
        Table::Companies => of(companies::columns()),
        Table::Sources => of(sources::columns()),
        Table::Legs => of(counted::columns_of_legs()),
        Table::Tranches => of(counted::columns_of_tranches()),
        Table::Changes => of(changes::columns()),
        Table::Ids => of(ids::columns()),
    }
}

/// The messages that explain a column: `column-deals-value-min`. What a leg and a tranche have alike is said once, and what
/// is said of an amount holds of a capacity and of a quantity, which are named first.
pub fn explanation(table: Table, column: &str) -> (Option<&'static str>, String) {
    let stem = match table {
        Table::Legs | Table::Tranches => "legs",
        Table::Deals | Table::Claims | Table::Companies | Table::Sources | Table::Changes | Table::Ids => table.stem(),
    };
    let (of, column) = match (table, column.split_once('_')) {
        (Table::Legs | Table::Tranches, Some(("capacity", rest))) => (Some("column-of-capacity"), rest),
        (Table::Legs | Table::Tranches, Some(("quantity", rest))) => (Some("column-of-quantity"), rest),
        _ => (None, column),
    };
    (of, format!("column-{stem}-{}", column.replace('_', "-")))
}

/// A table of the whole site, of the day of its totals.
pub fn table(ledger: &Ledger<'_>, plan: &Plan, table: Table) -> Vec<u8> {
    let briefing = ledger.briefing();
    match table {
        Table::Deals => write(&deals::columns(), deals::rows(briefing, plan)),
        Table::Claims => write(&claims::columns(), claims::rows(briefing)),
        Table::Companies => write(&companies::columns(), companies::rows(briefing, plan)),
        Table::Sources => write(&sources::columns(), sources::rows(briefing, plan)),
        Table::Legs => {
            let sums = counted::Sums::of(ledger);
            write(&counted::columns_of_legs(), counted::legs(&sums))
        }
        Table::Tranches => {
            let sums = counted::Sums::of(ledger);
            write(&counted::columns_of_tranches(), counted::tranches(&sums))
        }
        Table::Changes => write(&changes::columns(), changes::rows(briefing, plan).into_iter()),
        Table::Ids => write(&ids::columns(), ids::rows(briefing, plan).into_iter()),
    }
}

/// The legs in which a company or a part of it has a role, newest deal first.
pub fn company(briefing: &Briefing, plan: &Plan, id: CompanyId) -> Vec<u8> {
    write(&deals::company_columns(), deals::company_rows(briefing, plan, id))
}

fn write<R>(fields: &[Field<R>], rows: impl Iterator<Item = R>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Every record has as many cells as there are columns, and writing to memory cannot fail.
    let mut written = writer.write_record(fields.iter().map(|field| field.column.name));
    let mut cell = String::new();
    for row in rows {
        for field in fields {
            cell.clear();
            (field.cell)(&row, &mut cell);
            guard(&mut cell);
            written = written.and_then(|()| writer.write_field(&cell));
        }
        written = written.and_then(|()| writer.write_record(None::<&[u8]>));
    }
    debug_assert!(written.is_ok(), "{written:?}");
    writer.into_inner().unwrap_or_default()
}

/// Absolute address of a page in the site's first language.
fn address(briefing: &Briefing, plan: &Plan, target: Target) -> String {
    format!("{}{}", briefing.site.base_url, pretty(&plan.path(briefing, target, LangId::DEFAULT)))
}

/// Takes from a cell what would make a spreadsheet run it: a formula begins with one of these, in ASCII or
/// in the full width of East Asian keyboards.
fn guard(cell: &mut String) {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        cell.insert(0, '\'');
    }
}
