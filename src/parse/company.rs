//! `content/companies/**/<id>.toml`, or an entry of `content/companies.toml`: a company.

use super::claim::{self, Holds};
use super::document::{Company, Event, LocalText, Person, SourceRef};
use super::path::{ID, former_ids};
use super::reader::{Item, Reader};
use super::schema::{Key, Names, Schema, Takes};
use super::sheets::Sheet;
use super::waiver::{ALLOW, waivers};
use super::words::names;
use crate::model::{BuiltinField, Gender};
use crate::span::{Span, Spanned};

pub(super) static COMPANY: Schema<Company> = Schema::open(
    "a company's sheet",
    &[
        Key::required("name", Takes::Text, "what readers call it", |r, v, c| {
            if let Some(name) = r.text(v) {
                c.name = name;
            }
        }),
        Key::optional("short", Takes::Text, "a shorter name", |r, v, c| c.short = r.text(v)),
        Key::optional("plural", Takes::Flags, "whether its name is a plural", |r, v, c| c.plural = r.flags(v)),
        Key::optional("gender", Takes::Word(names::<Gender>), "of its name: m, or f (the default)", |r, v, c| {
            c.gender = r.word(v)
        }),
        Key::optional("article", Takes::Text, "of its name in sentences: { fr = \"le\" }", |r, v, c| {
            c.article = r.text(v)
        }),
        Key::optional("legal_name", Takes::String, "its name as registered", |r, v, c| c.legal_name = r.string(v)),
        Key::optional("kind", Takes::Word(super::vocabulary::company_kind_names), "what it mainly is", |r, v, c| {
            c.kind =
                r.defined(v, &r.vocabulary().company_kinds, |k| &k.aliases, ("a kind of company", "company_kinds"));
        }),
        Key::optional("part_of", Takes::Claims(Holds::Owner), "the company that it is rolled up into", |r, v, c| {
            c.part_of = claim::claims(r, v, Holds::Owner)
        }),
        Key::optional("aliases", Takes::List(&Takes::String), "other names that are recognised in prose", |r, v, c| {
            c.aliases = r.strings(v)
        }),
        Key::optional("ticker", Takes::Form(&["XNAS:AMZN", "XETR:SAP"]), "market and ticker: XNAS:AMZN", |r, v, c| {
            c.ticker = r.string(v)
        }),
        Key::optional("ids", Takes::Map(&Takes::String), "identifiers elsewhere", |r, v, c| c.ids = r.map(v)),
        Key::optional("people", Takes::Tables(&PERSON), "who runs it", |r, v, c| c.people = people(r, v)),
        Key::optional("hq", Takes::Claims(Holds::Builtin(BuiltinField::Hq)), "where its seat is", |r, v, c| {
            c.facts.extend(claim::builtin(r, v, BuiltinField::Hq));
        }),
        Key::optional("valuation", Takes::Tables(&claim::VALUATION), "what it is said to be worth", |r, v, c| {
            c.valuations = claim::valuations(r, v)
        }),
        Key::optional("event", Takes::Tables(&EVENT), "what happened to it", |r, v, c| {
            c.events = r.tables(v, &EVENT, event)
        }),
        Key::optional(
            "sources",
            Takes::Map(&Takes::Id(Names::Source)),
            "short names of sources for this sheet",
            |r, v, c| c.source_aliases = r.aliases(v, known_keys()),
        ),
        Key::optional("was", Takes::List(&ID), "former ids, which become redirects", |r, v, c| {
            c.was = former_ids(r, v)
        }),
        Key::optional("draft", Takes::Flag, "whether it stays unpublished", |r, v, c| c.draft = r.flag(v)),
        Key::optional("allow", Takes::Tables(&ALLOW), "a warning that is accepted, and why", |r, v, c| {
            c.waivers = waivers(r, v)
        }),
    ],
    Vec::new,
    Takes::Claims(Holds::Raw),
);

/// All keys that a company has without a site's own.
pub(super) fn known_keys() -> impl Iterator<Item = &'static str> + Clone {
    COMPANY.names()
}

/// Reads a company's sheet; without a table nothing but its id is known.
pub(super) fn company<'a>(reader: &mut Reader<'a>, Sheet { id, at, table }: Sheet<'a>) -> Company {
    let start = at.head();
    let mut company = Company {
        name: LocalText { values: vec![(None, Spanned::new(id.clone(), start))], span: start },
        id,
        sheet: at,
        short: None,
        plural: Vec::new(),
        gender: None,
        article: None,
        legal_name: None,
        kind: None,
        part_of: Vec::new(),
        aliases: Vec::new(),
        ticker: None,
        ids: Vec::new(),
        people: Vec::new(),
        facts: Vec::new(),
        valuations: Vec::new(),
        events: Vec::new(),
        source_aliases: Vec::new(),
        was: Vec::new(),
        waivers: Vec::new(),
        draft: false,
    };
    if let Some(table) = table {
        reader.fields(table, start, &COMPANY, &mut company, |reader, item, company| {
            company.facts.extend(claim::declared(reader, item, COMPANY.what, known_keys()));
        });
    }
    company
}

/// A person while their table is read.
#[derive(Default)]
struct Somebody {
    name: Option<Spanned<String>>,
    role: Option<LocalText>,
    sources: Vec<SourceRef>,
}

static PERSON: Schema<Somebody> = Schema::closed(
    "a person",
    &[
        Key::required("name", Takes::String, "their name", |r, v, p| p.name = r.string(v)),
        Key::optional("role", Takes::Text, "what they do there", |r, v, p| p.role = r.text(v)),
        Key::optional("source", Takes::Sources, "who says it", |r, v, p| p.sources = r.sources(v)),
    ],
);

fn people<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<Person> {
    let all = reader.tables(item, &PERSON, |_| Somebody::default());
    let named = |p: Somebody| Some(Person { name: p.name?, role: p.role, sources: p.sources });
    all.into_iter().filter_map(named).collect()
}

static EVENT: Schema<Event> = Schema::closed(
    "an event",
    &[
        Key::required("on", Takes::Date, "when", |r, v, e| e.on = r.date(v)),
        Key::required("what", Takes::Text, "what happened", |r, v, e| e.what = r.text(v)),
        Key::optional("source", Takes::Sources, "who says it", |r, v, e| e.sources = r.sources(v)),
        Key::optional("quote", Takes::String, "a few exact words", |r, v, e| e.quote = r.string(v)),
        Key::optional("note", Takes::Text, "a note for readers", |r, v, e| e.note = r.text(v)),
    ],
);

fn event(span: Span) -> Event {
    Event { span, on: None, what: None, sources: Vec::new(), quote: None, note: None }
}
