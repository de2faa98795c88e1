//! The data page: everything as files, and what their words mean.

use super::Builder;
use crate::model::{Bucket, BuiltinField, FieldType, Gender, Status};
use crate::plan::{Data, Extra, Table, extra_path};
use crate::render::csv;
use crate::render::view::{DataView, DictionaryTable, Download, SumsRule, Term, TermHeads};
use crate::vocabulary::Kind;

/// The rule of sums as a query over `legs.csv` and `tranches.csv`; the checks of the site run what the page prints.
const QUERY: &str = include_str!("sums.sql");

/// The view of the data page.
pub(crate) fn view(b: &Builder<'_>) -> DataView {
    let file = |extra: Extra, about: &str| {
        let url = extra_path(b.briefing, extra);
        let label = url.rsplit('/').next().unwrap_or(&url).to_owned();
        Download { label, url, description: b.t(about) }
    };
    let package = [file(Extra::DataPackage, "data-package"), file(Extra::Citation, "citation-file")];
    let mut tables = vec![fields(b), statuses(b), kinds(b)];
    tables.extend(Table::ALL.into_iter().filter(|table| *table != Table::Legs).map(|table| columns(b, table)));
    tables.push(reasons(b));
    tables.push(keys_of_totals(b));
    DataView {
        title: b.t("data-title"),
        intro: b.t("data-intro"),
        downloads: Data::all().map(|data| file(Extra::Data(data), data.about())).chain(package).collect(),
        sums: sums(b),
        tables,
    }
}

/// How the rows of legs and tranches add up to the totals.
fn sums(b: &Builder<'_>) -> SumsRule {
    SumsRule {
        label: b.t("sums-title"),
        intro: b.t("sums-intro"),
        steps: ["sums-rows", "sums-deals", "sums-choices", "sums-others"].map(|step| b.t(step)).into(),
        query: QUERY.to_owned(),
    }
}

impl Builder<'_> {
    /// What a column of a table means.
    pub(crate) fn meaning_of_column(&self, table: Table, column: &str) -> String {
        let (of, meaning) = csv::explanation(table, column);
        let meaning = self.t(&meaning);
        match of {
            Some(of) => {
                let mut chars = meaning.chars();
                let first: String = chars.next().into_iter().flat_map(char::to_lowercase).collect();
                self.say("column-of", &[("of", &self.t(of)), ("meaning", &(first + chars.as_str()))])
            }
            None => meaning,
        }
    }
}

/// The heads of a part: what its terms are; with labels and what they hold, or names and meanings alone.
fn heads(b: &Builder<'_>, name: &str, holds: Option<&str>) -> TermHeads {
    TermHeads {
        name: b.t(name),
        label: holds.map(|_| b.t("term-label")).unwrap_or_default(),
        holds: holds.map(|holds| b.t(holds)).unwrap_or_default(),
        meaning: b.t("term-meaning"),
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
        heads: heads(b, "term-key", None),
        terms: crate::render::export::TOTALS_KEYS.iter().map(term).collect(),
    }
}

/// Why a row of legs or tranches adds nothing.
fn reasons(b: &Builder<'_>) -> DictionaryTable {
    let term = |why: &str| Term {
        name: why.to_owned(),
        label: String::new(),
        holds: String::new(),
        meaning: b.t(&format!("why-{why}")),
    };
    DictionaryTable {
        id: "why".to_owned(),
        label: b.t("dictionary-why"),
        intro: b.t("dictionary-why-intro"),
        heads: heads(b, "term-word", None),
        terms: csv::WHY.map(term).into(),
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
        meaning: match d.meaning.is_empty() {
            true => b.t("meaning-declared"),
            false => d.meaning.get(b.lang).0.to_owned(),
        },
    });
    DictionaryTable {
        id: "fields".to_owned(),
        label: b.t("dictionary-fields"),
        intro: b.t("dictionary-fields-intro"),
        heads: heads(b, "term-name", Some("term-holds")),
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
        heads: heads(b, "term-status", Some("term-bucket")),
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
        heads: heads(b, "term-kind", Some("term-totals")),
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
    let term = |column: csv::Column| Term {
        name: column.name.to_owned(),
        label: String::new(),
        holds: String::new(),
        meaning: b.meaning_of_column(table, column.name),
    };
    // A tranche has the columns of a leg, and its own id.
    let files = if table == Table::Tranches { vec![Table::Legs, table] } else { vec![table] };
    let intro: Vec<String> = files.iter().map(|file| b.t(&format!("table-{}", file.stem()))).collect();
    DictionaryTable {
        id: format!("table-{stem}"),
        label: b.locale.list(&files.iter().map(|file| file.file_name().to_owned()).collect::<Vec<_>>()),
        intro: intro.join(" "),
        heads: heads(b, "term-column", None),
        terms: csv::columns(table).into_iter().map(term).collect(),
    }
}
