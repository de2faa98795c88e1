//! One file's text → one spanned, unresolved document. Depends on that file's text alone; never fails.
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
mod claim;
mod company;
mod date;
mod deal;
mod deal_parts;
mod document;
mod encoding;
mod front_matter;
mod headers;
mod leg;
mod path;
mod prose;
mod publish;
mod publish_values;
mod reader;
mod roles;
mod schema;
mod site;
mod source;
mod syntax;
mod values;
mod waiver;
mod words;

use std::ops::Range;

pub use amount::amount;
pub use claim::typed;
pub use date::date;
pub use document::{
    Claim, ClaimValue, Collection, Company, Deal, Document, Event, Fact, FieldDecl, FieldKey, Leg, LocalText,
    Milestone, Original, Parsed, Person, Prose, Quotation, Reaction, Site, Source, SourceRef, Waiver,
};

pub use claim::Holds;
pub use roles::kind;
pub use schema::{Names, Row, Table, Takes};
use toml::de::DeTable;

use crate::diagnostics::{Diagnostic, codes};
use crate::files::File;
use crate::model::FieldScope;
use path::Place;
use reader::{Reader, Scope};

/// The kinds of documents that have keys: where they stand, and which keys they have. Nested tables are reached from
/// the rows that hold them.
pub fn documents() -> [(&'static str, &'static dyn Table); 5] {
    [
        ("tearsheet.toml", &site::SITE),
        ("content/deals/*.toml", &deal::DEAL),
        ("content/companies/*.toml", &company::COMPANY),
        ("content/sources/*.toml", &source::SOURCE),
        ("content/*/*.md", &prose::FRONT_MATTER),
    ]
}

/// Reads one file.
pub fn parse(file: &File) -> Parsed {
    let (document, diagnostics) = match path::place(&file.path, file.id) {
        Ok(place) => document(file, place),
        Err(diagnostic) => (None, vec![diagnostic]),
    };
    Parsed { file: file.id, document, diagnostics }
}

fn document(file: &File, place: Place<'_>) -> (Option<Document>, Vec<Diagnostic>) {
    let text = &*file.text;
    let from = encoding::byte_order_mark(text);
    let sheet = Scope::sheet(file.id);
    let config = Scope { missing: codes::CONFIG, ..sheet };
    let all = from..text.len();
    let problems = || encoding::check(file.id, text);
    let (document, diagnostics) = match place {
        Place::Elsewhere => return (None, Vec::new()),
        Place::Site => read(config, text, all, problems(), |r, tree| Document::Site(Box::new(site::site(r, tree)))),
        Place::Deal(id) => {
            read(sheet, text, all, problems(), |r, tree| Document::Deal(Box::new(deal::deal(r, tree, id.to_owned()))))
        }
        Place::Company(id) => read(sheet, text, all, problems(), |r, tree| {
            Document::Company(Box::new(company::company(r, tree, id.to_owned())))
        }),
        Place::Source(id) => read(sheet, text, all, problems(), |r, tree| {
            Document::Source(Box::new(source::source(r, tree, id.to_owned())))
        }),
        Place::Prose(collection, id, lang) => {
            let (prose, diagnostics) = prose::prose(file, from, (collection, id, lang), problems());
            (Document::Prose(Box::new(prose)), diagnostics)
        }
    };
    (Some(document), diagnostics)
}

/// Parses the TOML and reads its tree.
fn read(
    scope: Scope,
    text: &str,
    toml: Range<usize>,
    problems: Vec<Diagnostic>,
    document: impl for<'a> FnOnce(&mut Reader<'a>, &'a DeTable<'a>) -> Document,
) -> (Document, Vec<Diagnostic>) {
    let (tree, mut reader) = Reader::open(scope, text, toml, problems);
    let document = document(&mut reader, &tree);
    (document, reader.finish())
}

/// The keys that may stand where a site's declared fields may, without those: what a misspelt one may
/// have been meant as.
pub fn known_keys(scope: FieldScope) -> impl Iterator<Item = &'static str> + Clone {
    let (leg, company) = match scope {
        FieldScope::Leg => (Some(leg::known_keys()), None),
        FieldScope::Company => (None, Some(company::known_keys())),
    };
    leg.into_iter().flatten().chain(company.into_iter().flatten())
}
