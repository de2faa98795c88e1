//! Corrections of a deal: the fact that each is about, and its values in the notation of that fact.

use crate::diagnostics::{Diagnostic, closest, codes};
use crate::model::{BuiltinField, Correction, Deal, FieldId, FieldType, Site, Status, Value};
use crate::parse::{self, ClaimValue, LocalText};
use crate::span::Spanned;

use super::sheet::Sheet;

/// All of a sheet, the newest first. What has no day or no reason was reported where it was read.
pub(super) fn corrections(raw: &parse::Deal, deal: &Deal, sheet: &mut Sheet<'_>) -> Vec<Correction> {
    let mut all: Vec<Correction> = raw.corrections.iter().filter_map(|one| correction(one, deal, sheet)).collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.on.value));
    all
}

fn correction(raw: &parse::Correction, deal: &Deal, sheet: &mut Sheet<'_>) -> Option<Correction> {
    let fact = raw.fact.as_ref().and_then(|path| find(path, deal, sheet));
    let field = fact.as_ref().map(|(_, field)| *field);
    // Of a fact that is not there, the notation is not known.
    let readable = raw.fact.is_none() || fact.is_some();
    let mut value =
        |raw: &Option<LocalText>| raw.as_ref().filter(|_| readable).and_then(|raw| value(raw, field, sheet));
    let (old, new) = (value(&raw.old), value(&raw.new));
    Some(Correction { on: raw.on?, fact, old, new, why: sheet.text(raw.why.as_ref()?) })
}

/// A fact of the deal by its path: `value`, `purchase.value`, `purchase.first.capacity`, `status`.
fn find(path: &Spanned<String>, deal: &Deal, sheet: &mut Sheet<'_>) -> Option<(String, FieldId)> {
    let named = |part: &str, field: FieldId, site: &Site| match part {
        "" => site.fields.key(field).to_owned(),
        part => format!("{part}.{}", site.fields.key(field)),
    };
    let mut found: Vec<(&str, FieldId)> = deal
        .all_facts()
        .map(|(part, fact)| (part, fact.field))
        .filter(|(part, field)| {
            named(part, *field, sheet.site) == path.value || sheet.site.fields.key(*field) == path.value
        })
        .collect();
    found.dedup();
    if let [(part, field)] = found[..] {
        return Some((part.to_owned(), field));
    }
    if deal.broken {
        return None;
    }
    let all: Vec<String> = deal.all_facts().map(|(part, fact)| named(part, fact.field, sheet.site)).collect();
    let problem = match found.len() {
        0 => format!("`{}` is no fact of this deal", path.value),
        n => format!("`{}` may be {n} facts of this deal", path.value),
    };
    let problem = Diagnostic::new(codes::UNKNOWN_FACT, path.span, problem);
    sheet.out.push(match closest(&path.value, all.iter().map(String::as_str)).filter(|_| found.is_empty()) {
        Some(near) => problem.suggest("a similar fact exists", path.span, near),
        None => problem
            .help("name a fact of the sheet with its part, such as `purchase.value`; leave it out if words were wrong"),
    });
    None
}

/// A value in the notation of a field; of none, words.
fn value(raw: &LocalText, field: Option<FieldId>, sheet: &mut Sheet<'_>) -> Option<Value> {
    if field == Some(BuiltinField::Status.id()) {
        return status(raw, sheet).map(Value::Status);
    }
    let field_type = field.map_or(FieldType::Text, |field| sheet.site.fields.field_type(field));
    match parse::typed(raw, field_type, &sheet.site.vocabulary).map_err(|problem| sheet.out.push(problem)).ok()? {
        ClaimValue::Unread => None,
        ClaimValue::Amount(amount) => Some(Value::Amount(amount)),
        ClaimValue::Date(date) => Some(Value::Date(date)),
        ClaimValue::Status(status) => Some(Value::Status(status)),
        ClaimValue::Text(text) | ClaimValue::Raw(text) => Some(Value::Text(sheet.text(&text))),
    }
}

fn status(raw: &LocalText, sheet: &mut Sheet<'_>) -> Option<Status> {
    let word = raw.values.first().map(|(_, text)| text.value.as_str()).unwrap_or_default();
    let found = Status::ALL.into_iter().find(|status| status.name() == word);
    if found.is_none() {
        let problem = Diagnostic::new(codes::STATUS, raw.span, format!("no status is called `{word}`"));
        sheet.out.push(match closest(word, Status::ALL.iter().map(|status| status.name())) {
            Some(near) => problem.help(format!("a similar one is `{near}`")),
            None => problem.help("write it as in `status`, such as `signed`"),
        });
    }
    found
}
