//! `sources.csv`: a row per cited document, by id.

use super::cell::{date, flag, list, maybe, show};
use super::{Field, address, field};
use crate::model::notation::DayText;
use crate::model::{Briefing, Source, SourceId};
use crate::plan::{Plan, Target};

/// A source.
pub(super) struct Row<'a> {
    briefing: &'a Briefing,
    id: SourceId,
    source: &'a Source,
    page: String,
}

/// All sources.
pub(super) fn rows<'a>(briefing: &'a Briefing, plan: &'a Plan) -> impl Iterator<Item = Row<'a>> {
    let row = move |(id, source)| Row { briefing, id, source, page: address(briefing, plan, Target::Source(id, 1)) };
    briefing.sources().map(row)
}

/// The columns.
pub(super) fn columns<'a>() -> Vec<Field<Row<'a>>> {
    let mut all = Vec::from(identity());
    all.extend(reliance());
    all
}

fn identity<'a>() -> [Field<Row<'a>>; 10] {
    let field = field::<Row<'a>>;
    [
        field("source", "Id of the source", "Identifiant de la source", |r, c| c.push_str(&r.source.id)),
        field("title", "Its title, in its own language", "Son titre, dans sa langue", |r, c| {
            c.push_str(&r.source.title)
        }),
        field("publisher", "Who published it", "Qui l’a publiée", |r, c| maybe(c, r.source.publisher.as_deref())),
        field("author", "Who wrote it", "Qui l’a écrite", |r, c| maybe(c, r.source.author.as_deref())),
        field(
            "kind",
            "What kind of document, which gives its strength",
            "Nature du document, qui fait sa force",
            |r, c| {
                c.push_str(r.source.kind.name());
            },
        ),
        field("lang", "Language of the text that was read (BCP 47)", "Langue du texte lu (BCP 47)", |r, c| {
            c.push_str(&r.source.lang)
        }),
        field("published", "When it was published (EDTF)", "Date de publication (EDTF)", |r, c| {
            date(c, r.source.published.as_ref());
        }),
        field("read_on", "When it was read", "Date de lecture", |r, c| {
            if let Some(day) = r.source.read_on {
                show(c, DayText(day));
            }
        }),
        field("url", "Where it can be read", "Où la lire", |r, c| maybe(c, r.source.url.as_deref())),
        field("archive_url", "Where a copy can be read", "Où en lire une copie", |r, c| {
            maybe(c, r.source.archive_url.as_deref())
        }),
    ]
}

fn reliance<'a>() -> [Field<Row<'a>>; 8] {
    let field = field::<Row<'a>>;
    [
        field("translated_from", "Language that it was translated from", "Langue dont elle est traduite", |r, c| {
            maybe(c, r.source.translated.as_ref().map(|t| t.from.as_str()));
        }),
        field(
            "translated_by",
            "Who translated it: machine, or a name",
            "Qui l’a traduite : machine, ou un nom",
            |r, c| {
                maybe(c, r.source.translated.as_ref().and_then(|t| t.by.as_deref()));
            },
        ),
        field("original_publisher", "Who published what it reposts", "Qui a publié ce qu’elle republie", |r, c| {
            maybe(c, r.source.original.as_ref().and_then(|o| o.publisher.as_deref()));
        }),
        field("original_title", "Title of what it reposts", "Titre de ce qu’elle republie", |r, c| {
            maybe(c, r.source.original.as_ref().and_then(|o| o.title.as_deref()));
        }),
        field("relays", "Sources and outlets that it repeats", "Sources et médias qu’elle relaie", |r, c| {
            let relays = r.source.relays.iter().map(|id| r.briefing.source(*id).id.as_str());
            list(c, relays.chain(r.source.relays_outlets.iter().map(String::as_str)));
        }),
        field("paywall", "Whether reading it costs", "Si sa lecture est payante", |r, c| flag(c, r.source.paywall)),
        field("backs", "Statements of the site that cite it", "Affirmations du site qui la citent", |r, c| {
            show(c, r.briefing.backings[r.id.index()].len());
        }),
        field("page", "Address of its page on the site", "Adresse de sa page sur le site", |r, c| c.push_str(&r.page)),
    ]
}
