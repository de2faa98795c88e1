//! The sheets of one file: the file itself, or an entry each of `content/companies.toml` and `content/sources.toml`.
//!
//! In a file of many an entry is a table, `[id]`, with the keys of a file of its own; it reaches to the next one. What
//! is there of an entry owns its id, also where nothing of it could be read, so that whatever names it is no second
//! mistake: an entry that is no table, and after a syntax error each line that begins like `[id]`. Text is looked at
//! only then.

use std::collections::HashSet;

use toml::de::{DeTable, DeValue};

use super::document::Document;
use super::path::{is_id, no_id};
use super::reader::{Item, Reader};
use super::schema::Takes;
use crate::diagnostics::{Diagnostic, codes};
use crate::span::Span;

/// A sheet, to be read.
pub(super) struct Sheet<'a> {
    /// Its id.
    pub(super) id: String,
    /// All of a file, or an entry.
    pub(super) at: Span,
    /// Its keys; `None` if there is no more to it than its id.
    pub(super) table: Option<&'a DeTable<'a>>,
}

/// Reads the sheet of a file that is called `id`, or all that stand in a file of many.
pub(super) fn read<'a>(
    reader: &mut Reader<'a>,
    tree: &'a DeTable<'a>,
    id: Option<&str>,
    document: impl Fn(&mut Reader<'a>, Sheet<'a>) -> Document,
) -> Vec<Document> {
    let sheets = match id {
        Some(id) => vec![Sheet { id: id.to_owned(), at: reader.whole(), table: Some(tree) }],
        None => entries(reader, tree),
    };
    sheets.into_iter().map(|sheet| document(reader, sheet)).collect()
}

fn entries<'a>(reader: &mut Reader<'a>, tree: &'a DeTable<'a>) -> Vec<Sheet<'a>> {
    let items = reader.items(tree);
    let mut sheets: Vec<Sheet<'a>> = items.iter().map(|item| entry(*item)).collect();
    if reader.broken() {
        let known: HashSet<&str> = items.iter().map(|item| item.key).collect();
        let lost = reader.headers().into_iter().filter(|(id, _)| is_id(id) && !known.contains(id));
        sheets.extend(lost.map(|(id, at)| Sheet { id: id.to_owned(), at, table: None }));
        sheets.sort_by_key(|sheet| sheet.at.start);
        let mut ids = HashSet::new();
        sheets.retain(|sheet| ids.insert(sheet.id.clone()));
    }
    // The bracket before a name belongs to no entry.
    let ends: Vec<u32> = sheets.iter().skip(1).map(|next| next.at.start.saturating_sub(1)).collect();
    for (sheet, end) in sheets.iter_mut().zip(ends.into_iter().chain([reader.whole().end])) {
        sheet.at.end = end.max(sheet.at.start);
    }
    report(reader, &items);
    sheets.retain(|sheet| no_id(&sheet.id).is_none());
    sheets
}

fn entry(item: Item<'_>) -> Sheet<'_> {
    let table = match item.value {
        DeValue::Table(table) => Some(table),
        DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_)
        | DeValue::Array(_) => None,
    };
    Sheet { id: item.key.to_owned(), at: item.key_span, table }
}

/// Names that cannot be ids, and what is no entry. Of keys above the first entry one is told: the others are one mistake
/// with it.
fn report(reader: &mut Reader<'_>, items: &[Item<'_>]) {
    let mut told = false;
    for item in items {
        let is_list = matches!(item.value, DeValue::Array(_));
        if let DeValue::Table(_) = item.value {
            if let Some((title, help)) = no_id(item.key) {
                reader.report(Diagnostic::new(codes::FILE_NAME, item.key_span, title).help(help));
            }
        } else if is_list || !std::mem::replace(&mut told, true) {
            let problem = reader.type_error(item.taking(Takes::Map(&Takes::Value)));
            reader.report(problem.help("many sheets stand in this file: each begins with `[id]`, and its keys follow"));
        }
    }
}
