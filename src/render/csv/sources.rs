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
        field("source", |r, c| c.push_str(&r.source.id)),
        field("title", |r, c| c.push_str(&r.source.title)),
        field("publisher", |r, c| maybe(c, r.source.publisher.as_deref())),
        field("author", |r, c| maybe(c, r.source.author.as_deref())),
        field("kind", |r, c| {
            c.push_str(r.source.kind.name());
        }),
        field("lang", |r, c| c.push_str(&r.source.lang)),
        field("published", |r, c| {
            date(c, r.source.published.as_ref());
        }),
        field("read_on", |r, c| {
            if let Some(day) = r.source.read_on {
                show(c, DayText(day));
            }
        })
        .day(),
        field("url", |r, c| maybe(c, r.source.url.as_deref())),
        field("archive_url", |r, c| maybe(c, r.source.archive_url.as_deref())),
    ]
}

fn reliance<'a>() -> [Field<Row<'a>>; 8] {
    let field = field::<Row<'a>>;
    [
        field("translated_from", |r, c| {
            maybe(c, r.source.translated.as_ref().map(|t| t.from.as_str()));
        }),
        field("translated_by", |r, c| {
            maybe(c, r.source.translated.as_ref().and_then(|t| t.by.as_deref()));
        }),
        field("original_publisher", |r, c| {
            maybe(c, r.source.original.as_ref().and_then(|o| o.publisher.as_deref()));
        }),
        field("original_title", |r, c| {
            maybe(c, r.source.original.as_ref().and_then(|o| o.title.as_deref()));
        }),
        field("relays", |r, c| {
            let relays = r.source.relays.iter().map(|id| r.briefing.source(*id).id.as_str());
            list(c, relays.chain(r.source.relays_outlets.iter().map(String::as_str)));
        }),
        field("paywall", |r, c| flag(c, r.source.paywall)).boolean(),
        field("backs", |r, c| {
            show(c, r.briefing.backings[r.id.index()].len());
        })
        .integer(),
        field("page", |r, c| c.push_str(&r.page)),
    ]
}
