//! Tables for spreadsheets: all legs, claims, companies and sources of the site, and the legs of a company.
//!
//! RFC 4180, UTF-8, a header row, `\r\n`. Each table has a file: its rows, in a stable order, and one list of
//! columns that gives the header, the cells and the dictionary alike, so that they cannot disagree.
//! Lists inside a cell are separated by `; `. A cell that a spreadsheet would run as a formula begins with
//! an apostrophe instead. Numbers are exact decimals in base units (dollars, watts).

mod cell;
mod claims;
mod companies;
mod legs;
mod sources;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests;

use crate::model::{Briefing, CompanyId, LangId};
use crate::plan::{Plan, Table, Target, pretty};

/// A column of rows of this kind.
struct Field<R> {
    /// In the header row: English, snake_case. What it means is a message of the theme.
    name: &'static str,
    /// Appends a row's cell.
    cell: fn(&R, &mut String),
}

fn field<R>(name: &'static str, cell: fn(&R, &mut String)) -> Field<R> {
    Field { name, cell }
}

/// The names of the columns of a table, in their order.
pub fn columns(table: Table) -> Vec<&'static str> {
    fn of<R>(fields: impl IntoIterator<Item = Field<R>>) -> Vec<&'static str> {
        fields.into_iter().map(|field| field.name).collect()
    }
    match table {
        Table::Deals => of(legs::columns()),
        Table::Claims => of(claims::columns()),
        Table::Companies => of(companies::columns()),
        Table::Sources => of(sources::columns()),
    }
}

/// The message that explains a column: `column-deals-value-min`.
pub fn explanation(table: Table, column: &str) -> String {
    format!("column-{}-{}", table.stem(), column.replace('_', "-"))
}

/// A table of the whole site.
pub fn table(briefing: &Briefing, plan: &Plan, table: Table) -> Vec<u8> {
    match table {
        Table::Deals => write(&legs::columns(), legs::rows(briefing, plan)),
        Table::Claims => write(&claims::columns(), claims::rows(briefing)),
        Table::Companies => write(&companies::columns(), companies::rows(briefing, plan)),
        Table::Sources => write(&sources::columns(), sources::rows(briefing, plan)),
    }
}

/// The legs in which a company or a part of it has a role, newest deal first.
pub fn company(briefing: &Briefing, plan: &Plan, id: CompanyId) -> Vec<u8> {
    write(&legs::company_columns(), legs::company_rows(briefing, plan, id))
}

fn write<R>(fields: &[Field<R>], rows: impl Iterator<Item = R>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Every record has as many cells as there are columns, and writing to memory cannot fail.
    let mut written = writer.write_record(fields.iter().map(|field| field.name));
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
