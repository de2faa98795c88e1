//! `size` of a `[[milestone]]`, as sheets of 0.1 had it: what is an amount is a part of a leg, and the fix writes it so.

use toml::de::{DeTable, DeValue};

use super::claim::{self, Holds};
use super::deal_parts::MILESTONE;
use super::document::{ClaimValue, FieldKey, Leg};
use super::reader::{Item, Reader};
use crate::diagnostics::{Diagnostic, codes, listed};
use crate::model::BuiltinField;
use crate::quantity::Dimension;
use crate::span::Span;

/// The key.
pub(super) const SIZE: &str = "size";

/// Reports the sizes of a sheet's milestones, each with the tranche that says the same.
pub(super) fn report<'a>(reader: &mut Reader<'a>, tree: &'a DeTable<'a>, legs: &[Leg]) {
    let tables = |key: &str| tree.get(key).and_then(|value| value.get_ref().as_array()).into_iter().flatten();
    for milestone in tables("milestone") {
        let Some(table) = milestone.get_ref().as_table().filter(|table| table.contains_key(SIZE)) else { continue };
        let items = reader.items(table);
        let Some(size) = items.iter().find(|item| item.key == SIZE).copied() else { continue };
        let field = field(reader, size);
        let has = |leg: &&Leg| leg.facts.iter().any(|fact| fact.field == FieldKey::Builtin(field));
        let mut of: Vec<&Leg> = legs.iter().filter(has).collect();
        if of.is_empty() {
            of = legs.iter().collect();
        }
        let lines = lines(reader, &items, field);
        let title = format!("unknown key `{SIZE}` in {}", MILESTONE.what);
        let problem = Diagnostic::new(codes::UNKNOWN_KEY, size.key_span, title)
            .label("a part of a leg is a tranche of it, in which it says what it measures");
        let header = reader.span(milestone.span());
        let problem = match &of[..] {
            [leg] => {
                let own = tables("leg").find(|own| reader.span(own.span()) == leg.span);
                let keys = own.and_then(|own| own.get_ref().as_table()).map(|table| reader.items(table));
                let is_last = legs.iter().all(|other| other.span <= leg.span || other.span > header);
                let called = name(leg);
                match (block(reader, header, &items), below(reader, leg, &keys.unwrap_or_default())) {
                    (Some(block), Some(_)) if is_last && leg.span < header => {
                        problem.suggest(format!("write it as a tranche of `{called}`"), block, lines)
                    }
                    (_, Some(place)) => problem.help("the milestone is then to be removed").suggest(
                        format!("write it as a tranche of `{called}`"),
                        place,
                        format!("\n\n{lines}"),
                    ),
                    (_, None) => spelt(problem, &format!("as a tranche of `{called}`"), &lines),
                }
            }
            several => {
                let names: Vec<String> = several.iter().map(|leg| name(leg)).collect();
                spelt(problem, &format!("directly below one of {}", listed(&names)), &lines)
            }
        };
        reader.report(problem);
    }
}

/// The field of a leg that measures what a size does.
fn field<'a>(reader: &mut Reader<'a>, size: Item<'a>) -> BuiltinField {
    let claims = claim::claims(reader, size, Holds::Builtin(BuiltinField::Quantity));
    let figure = claims.iter().find_map(|claim| match &claim.value {
        ClaimValue::Amount(amount) => amount.figure(),
        ClaimValue::Unread | ClaimValue::Date(_) | ClaimValue::Status(_) | ClaimValue::Text(_) | ClaimValue::Raw(_) => {
            None
        }
    });
    match figure {
        Some(figure) if figure.unit.is(Dimension::POWER) => BuiltinField::Capacity,
        Some(figure) if figure.unit.is(Dimension::MONEY) => BuiltinField::Value,
        Some(_) | None => BuiltinField::Quantity,
    }
}

fn name(leg: &Leg) -> String {
    let kind = || leg.kind.map_or("leg", |kind| kind.name());
    leg.id.as_ref().map_or_else(|| kind().to_owned(), |id| id.value.clone())
}

/// The tranche that says what a milestone does: a source of the milestone is one of its size.
fn lines(reader: &Reader<'_>, items: &[Item<'_>], field: BuiltinField) -> String {
    let written = |key: &str| items.iter().find(|item| item.key == key).map(|item| (item, reader.slice(item.span)));
    let evidence: String =
        ["source", "quote"].into_iter().filter_map(|key| Some(format!(", {key} = {}", written(key)?.1))).collect();
    let size = written(SIZE).map(|(item, size)| match (item.value, size.strip_suffix('}')) {
        (DeValue::String(_), _) if !evidence.is_empty() => format!("{{ is = {size}{evidence} }}"),
        (DeValue::Table(table), Some(open)) if !table.contains_key("source") => {
            format!("{}{evidence} }}", open.trim_end())
        }
        _ => size.to_owned(),
    });
    let keys = ["id", "what"].map(|key| (key, written(key).map(|(_, value)| value.to_owned())));
    let all = keys.into_iter().chain([(field.key(), size), ("due", written("due").map(|(_, due)| due.to_owned()))]);
    let rows: Vec<(&str, String)> = all.filter_map(|(key, value)| Some((key, value?))).collect();
    let width = rows.iter().map(|(key, _)| key.len()).max().unwrap_or(0);
    let rows = rows.iter().map(|(key, value)| format!("\n{key:width$} = {value}"));
    std::iter::once("[[leg.tranche]]".to_owned()).chain(rows).collect()
}

/// All of a milestone, if nothing in it would be lost with it.
fn block(reader: &Reader<'_>, header: Span, items: &[Item<'_>]) -> Option<Span> {
    let mut at = header;
    for item in items {
        let between = Span { start: at.end, end: item.key_span.start, ..at };
        if !reader.slice(header).starts_with("[[") || reader.slice(between).contains('#') {
            return None;
        }
        at = item.span;
    }
    Some(header.to(at))
}

/// The end of a leg's own keys.
fn below(reader: &Reader<'_>, leg: &Leg, keys: &[Item<'_>]) -> Option<Span> {
    let is_open = reader.slice(leg.span).starts_with("[[");
    let last = keys.iter().filter(|key| key.key != "tranche").map(|key| key.span.end).max().filter(|_| is_open)?;
    let rest = reader.slice(Span { start: last, ..reader.whole() });
    let end = last as usize + rest.find(['\n', '\r']).unwrap_or(rest.len());
    Some(Span::new(reader.file(), end..end))
}

/// The lines in words, where no one place is theirs.
fn spelt(problem: Diagnostic, place: &str, lines: &str) -> Diagnostic {
    lines.lines().fold(problem.help(format!("write it {place}:")), Diagnostic::help)
}
