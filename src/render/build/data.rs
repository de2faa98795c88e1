//! The data page: everything as files, and what their words mean.

use super::Builder;
use crate::model::{Bucket, BuiltinField, FieldType, Gender, Status};
use crate::plan::{Extra, Table, extra_path};
use crate::render::csv;
use crate::render::view::{DataView, DictionaryTable, Download, Term};
use crate::vocabulary::Kind;

/// The view of the data page.
pub(crate) fn view(b: &Builder<'_>) -> DataView {
    let file = |table: Table| Download {
        label: table.file_name().to_owned(),
        url: extra_path(b.briefing, Extra::Table(table)),
        description: b.t(&format!("table-{}", table.stem())),
    };
    let totals = Download {
        label: "totals.json".to_owned(),
        url: extra_path(b.briefing, Extra::Totals),
        description: b.t("table-totals"),
    };
    let mut tables = vec![fields(b), statuses(b), kinds(b)];
    tables.extend(Table::ALL.map(|t| columns(b, t)));
    tables.push(keys_of_totals(b));
    DataView {
        title: b.t("data-title"),
        intro: b.t("data-intro"),
        downloads: Table::ALL.map(file).into_iter().chain([totals]).collect(),
        tables,
    }
}

/// The keys of `totals.json`.
fn keys_of_totals(b: &Builder<'_>) -> DictionaryTable {
    let term = |key: &&str| Term {
        name: (*key).to_owned(),
        label: String::new(),
        holds: String::new(),
        meaning: b.t(&format!("totals-{}", key.replace('_', "-"))),
    };
    DictionaryTable {
        id: "table-totals".to_owned(),
        label: "totals.json".to_owned(),
        intro: b.t("table-totals"),
        terms: crate::render::export::TOTALS_KEYS.iter().map(term).collect(),
    }
}

fn fields(b: &Builder<'_>) -> DictionaryTable {
    let holds = |t: FieldType| match t {
        FieldType::Amount(_) => b.t("holds-amount"),
        FieldType::Date => b.t("holds-date"),
        FieldType::Text => b.t("holds-text"),
    };
    let builtin = BuiltinField::ALL.into_iter().filter(|f| *f != BuiltinField::Status).map(|f| Term {
        name: f.key().to_owned(),
        label: b.field_label(f.id()),
        holds: holds(f.field_type()),
        meaning: b.t(&format!("meaning-{}", f.key())),
    });
    let declared = b.briefing.site.fields.declared.iter().map(|d| Term {
        name: d.key.clone(),
        label: d.label.get(b.lang).0.to_owned(),
        holds: holds(d.field_type),
        meaning: b.t("meaning-declared"),
    });
    DictionaryTable {
        id: "fields".to_owned(),
        label: b.t("dictionary-fields"),
        intro: b.t("dictionary-fields-intro"),
        terms: builtin.chain(declared).collect(),
    }
}

fn statuses(b: &Builder<'_>) -> DictionaryTable {
    let term = |s: Status| {
        let bucket: Bucket = s.bucket(crate::model::Hedge::Asserted);
        Term {
            name: s.name().to_owned(),
            label: b.t(&format!("status-{}", s.name())),
            holds: b.t(&format!("bucket-{}", bucket.name())),
            meaning: b.t(&format!("status-meaning-{}", s.name())),
        }
    };
    DictionaryTable {
        id: "statuses".to_owned(),
        label: b.t("dictionary-statuses"),
        intro: b.t("dictionary-statuses-intro"),
        terms: Status::ALL.map(term).into(),
    }
}

fn kinds(b: &Builder<'_>) -> DictionaryTable {
    let term = |k: &Kind| Term {
        name: k.name().to_owned(),
        label: b.defined(&k.label, false).text,
        holds: b.t(if k.sum { "summed" } else { "never-summed" }),
        meaning: meaning(b, *k),
    };
    DictionaryTable {
        id: "kinds".to_owned(),
        label: b.t("dictionary-kinds"),
        intro: b.t("dictionary-kinds-intro"),
        terms: b.briefing.site.vocabulary.kinds.iter().map(term).collect(),
    }
}

/// Who does what in a kind: who pays whom, where the vocabulary has no sentence for it.
fn meaning(b: &Builder<'_>, kind: Kind) -> String {
    if !kind.meaning.is_empty() {
        return b.defined(&kind.meaning, false).text;
    }
    let role = |key: &String| Some(b.role(b.briefing.site.vocabulary.role(key)?, Gender::Feminine).text);
    let list = |side: &[String]| b.locale.list(&side.iter().filter_map(role).collect::<Vec<_>>());
    let sides = [list(&kind.payers), list(&kind.parties), list(&kind.payees)];
    sides.into_iter().filter(|side| !side.is_empty()).collect::<Vec<_>>().join(" → ")
}

fn columns(b: &Builder<'_>, table: Table) -> DictionaryTable {
    let stem = table.stem();
    let term = |column: &str| Term {
        name: column.to_owned(),
        label: String::new(),
        holds: String::new(),
        meaning: b.t(&csv::explanation(table, column)),
    };
    DictionaryTable {
        id: format!("table-{stem}"),
        label: table.file_name().to_owned(),
        intro: b.t(&format!("table-{stem}")),
        terms: csv::columns(table).into_iter().map(term).collect(),
    }
}
