//! One file's text → its spanned, unresolved documents: one, or one per entry of `content/sources.toml` and
//! `content/companies.toml` ([`sheets`]). Depends on that file's text and on the site's vocabulary, which is read from
//! `tearsheet.toml` before all others; never fails.
//!
//! 1. [`path`] says what the file is; [`encoding`] finds characters that no file may hold.
//! 2. [`syntax`] turns its TOML into a spanned tree, and syntax errors into words.
//! 3. [`reader`] walks the tree once, driven by the field table ([`schema`]) of the document's kind:
//!    [`deal`], [`leg`], [`company`], [`source`], [`site`], or the front matter of [`prose`].
//! 4. Values are typed on the way: [`values`] and [`words`], [`mod@claim`], [`mod@amount`], [`mod@date`];
//!    [`roles`] judges the pair of each leg at the end.
//!
//! serde is not used: it stops at the first error and loses places. Whether a name exists, whether a
//! currency is on the site's list and whether a field is declared needs other files, so it is left to
//! [`crate::resolve`], which finds [`typed`] and [`known_keys`] here for the purpose.

mod amount;
mod blanks;
mod chart;
mod claim;
mod company;
mod date;
mod deal;
mod deal_parts;
mod document;
mod encoding;
mod fields;
mod front_matter;
mod headers;
mod instruments;
mod kinds;
mod leg;
mod license;
mod mend;
mod options;
mod owners;
mod party;
mod path;
mod prose;
mod publish;
mod publish_values;
mod rates;
mod reader;
mod roles;
mod schema;
mod sheets;
mod site;
mod sized;
mod source;
mod syntax;
mod units;
mod values;
mod vocabulary;
mod waiver;
mod words;

use std::cell::OnceCell;
use std::sync::Arc;

pub use amount::amount;
pub use claim::typed;
pub use date::date;
pub use document::{
    Claim, ClaimValue, Collection, Company, Correction, Deal, Document, Event, Fact, FieldDecl, FieldKey, Leg,
    LocalText, Milestone, Original, Parsed, Person, Prose, Quotation, Reaction, Site, Source, SourceRef, Tranche,
    Waiver,
};

pub use claim::Holds;
pub(crate) use path::is_id;
pub use roles::{may_be_role, no_kind};
pub use schema::{Names, Row, Table, Takes};
use toml::de::DeTable;
pub use vocabulary::base as base_vocabulary;

use crate::diagnostics::{Diagnostic, codes};
use crate::files::File;
use crate::model::FieldScope;
use crate::span::FileId;
use crate::vocabulary::Vocabulary;
use path::Place;
use reader::{Reader, Scope};

/// The kinds of documents that have keys: where they stand, and which keys they have. Nested tables are reached from
/// the rows that hold them.
pub fn schemas() -> [(&'static str, &'static dyn Table); 5] {
    [
        ("tearsheet.toml", &site::SITE),
        ("content/deals/*.toml", &deal::DEAL),
        ("content/companies/*.toml", &company::COMPANY),
        ("content/sources/*.toml", &source::SOURCE),
        ("content/*/*.md", &prose::FRONT_MATTER),
    ]
}

/// Reads one file of a site that has this vocabulary.
pub fn parse(file: &File, vocabulary: &Vocabulary) -> Parsed {
    let (documents, diagnostics) = match path::place(&file.path, file.id) {
        Ok(place) => documents(file, place, vocabulary),
        Err(diagnostic) => (Vec::new(), vec![diagnostic]),
    };
    Parsed { file: file.id, documents, diagnostics }
}

fn documents(file: &File, place: Place<'_>, vocabulary: &Vocabulary) -> (Vec<Document>, Vec<Diagnostic>) {
    let text = &*file.text;
    let from = encoding::byte_order_mark(text);
    let sheet = Scope::sheet(file.id);
    let config = Scope { missing: codes::CONFIG, ..sheet };
    let problems = || encoding::check(file.id, text);
    let input = |scope| Input { scope, text, from, vocabulary, problems: problems() };
    match place {
        Place::Elsewhere => (Vec::new(), Vec::new()),
        Place::Site => {
            // The settings add to what is built in, never to what they have said already.
            let input = Input { vocabulary: base_vocabulary(), ..input(config) };
            read(input, |r, tree| vec![Document::Site(Box::new(site::site(r, tree)))])
        }
        Place::Deal(id) => {
            read(input(sheet), |r, tree| vec![Document::Deal(Box::new(deal::deal(r, tree, id.to_owned())))])
        }
        Place::Company(id) => read(input(sheet), |r, tree| {
            sheets::read(r, tree, id, |r, sheet| Document::Company(Box::new(company::company(r, sheet))))
        }),
        Place::Source(id) => read(input(sheet), |r, tree| {
            sheets::read(r, tree, id, |r, sheet| Document::Source(Box::new(source::source(r, sheet))))
        }),
        Place::Prose(collection, id, lang) => {
            let (prose, diagnostics) = prose::prose(file, from, (collection, id, lang), problems(), vocabulary);
            (vec![Document::Prose(Box::new(prose))], diagnostics)
        }
    }
}

/// Reads all files of a project: the settings first, the others with the vocabulary that they give.
pub fn parse_all<'f>(files: impl IntoIterator<Item = &'f File, IntoIter: Clone>) -> Vec<Arc<Parsed>> {
    let files = files.into_iter();
    let vocabulary = vocabulary_of(files.clone().find(|file| is_settings(&file.path)));
    files.map(|file| Arc::new(parse(file, &vocabulary))).collect()
}

/// The vocabulary that these settings give; the built-in one without settings.
pub fn vocabulary_of(settings: Option<&File>) -> Arc<Vocabulary> {
    let parsed = settings.map(|file| parse(file, base_vocabulary()));
    Arc::clone(parsed.as_ref().and_then(Parsed::vocabulary).unwrap_or(base_vocabulary()))
}

/// Whether a path is that of the settings, which are read before all others.
pub fn is_settings(path: &str) -> bool {
    matches!(path::place(path, FileId(0)), Ok(Place::Site))
}

/// What a sheet's reader begins with.
struct Input<'t> {
    scope: Scope,
    text: &'t str,
    /// After a byte order mark.
    from: usize,
    vocabulary: &'t Vocabulary,
    /// What was found so far.
    problems: Vec<Diagnostic>,
}

/// Parses the TOML and reads its tree.
fn read(
    Input { scope, text, from, vocabulary, problems }: Input<'_>,
    documents: impl for<'a> FnOnce(&mut Reader<'a>, &'a DeTable<'a>) -> Vec<Document>,
) -> (Vec<Document>, Vec<Diagnostic>) {
    let mended = OnceCell::new();
    let (tree, mut reader) = Reader::open(scope, text, from..text.len(), problems, vocabulary, &mended);
    let documents = documents(&mut reader, &tree);
    (documents, reader.finish())
}

/// The keys that may stand where a site's declared fields may, without those and without roles that a leg of the kind
/// cannot have: what a misspelt one may have been meant as.
pub fn known_keys(vocabulary: &Vocabulary, scope: FieldScope) -> impl Iterator<Item = &'static str> + Clone {
    let (leg, company) = match scope {
        FieldScope::Leg => (Some(leg::fact_keys(vocabulary)), None),
        FieldScope::Company => (None, Some(company::known_keys())),
    };
    leg.into_iter().flatten().chain(company.into_iter().flatten())
}
