//! `content/deals/**/<id>.toml`: a fact sheet.

use toml::de::DeTable;

use super::claim::{self, Holds};
use super::deal_parts::{CORRECTION, MILESTONE, QUOTATION, REACTION, correction, milestone, quotation, reaction};
use super::document::Deal;
use super::leg;
use super::path::{ID, former_ids};
use super::reader::{Item, Reader};
use super::roles;
use super::schema::{Key, Names, Schema, Takes};
use super::sized;
use super::waiver::{ALLOW, waivers};
use super::words::names;
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Expansion, PageDays};
use crate::span::{Span, Spanned};

/// A deal while its sheet is read.
pub(super) struct Draft {
    deal: Deal,
    legs: Vec<leg::Draft>,
    expands: Option<Spanned<String>>,
    adds: Option<Spanned<Expansion>>,
}

pub(super) static DEAL: Schema<Draft> = Schema::closed(
    "a deal's sheet",
    &[
        Key::required("title", Takes::Text, "the headline", |r, v, d| d.deal.title = r.text(v)),
        Key::optional("dek", Takes::Text, "one or two sentences under the headline", |r, v, d| d.deal.dek = r.text(v)),
        Key::optional("short", Takes::Text, "the headline in a few words, for tables and lists", |r, v, d| {
            d.deal.short = r.text(v)
        }),
        Key::required(
            "status",
            Takes::Claims(Holds::Status),
            "how far the deal has come, as dated claims",
            |r, v, d| {
                d.deal.status_span = v.key_span;
                d.deal.status = claim::claims(r, v, Holds::Status);
            },
        ),
        Key::optional("umbrella", Takes::Flag, "whether this is a plan that contains other deals", |r, v, d| {
            d.deal.umbrella = r.flag(v);
        }),
        Key::optional("part_of", Takes::Id(Names::Deal), "the umbrella that contains this deal", |r, v, d| {
            d.deal.part_of = r.string(v)
        }),
        Key::optional("follows", Takes::List(&Takes::Id(Names::Deal)), "deals that this one continues", |r, v, d| {
            d.deal.follows = r.strings(v)
        }),
        Key::optional(
            "supersedes",
            Takes::List(&Takes::Id(Names::Leg)),
            "deals that this one replaces, or legs of them",
            |r, v, d| d.deal.supersedes = r.strings(v),
        ),
        Key::optional("expands", Takes::Id(Names::Deal), "the deal that this one enlarges; needs `adds`", |r, v, d| {
            d.expands = r.string(v)
        }),
        Key::optional("adds", Takes::Word(names::<Expansion>), "of `expands`: increment, or total", |r, v, d| {
            d.adds = r.word(v)
        }),
        Key::optional(
            "alternative_to",
            Takes::List(&Takes::Id(Names::Deal)),
            "deals of which only one will happen",
            |r, v, d| {
                d.deal.alternative_to = r.strings(v);
            },
        ),
        Key::optional(
            "headline",
            Takes::Form(&["value", "purchase.value"]),
            "the figure that stands for the deal: `leg.field`",
            |r, v, d| d.deal.headline = r.string(v),
        ),
        Key::optional("topics", Takes::List(&Takes::Id(Names::Topic)), "topics of the site's list", |r, v, d| {
            d.deal.topics = r.strings(v)
        }),
        Key::optional("was", Takes::List(&ID), "former ids, which become redirects", |r, v, d| {
            d.deal.was = former_ids(r, v)
        }),
        Key::optional("draft", Takes::Flag, "whether it stays unpublished", |r, v, d| d.deal.draft = r.flag(v)),
        Key::optional("publish_on", Takes::Day, "the day before which it stays unpublished", |r, v, d| {
            d.deal.publish_on = r.day(v)
        }),
        Key::optional("published", Takes::Day, "the day on which its page was published", |r, v, d| {
            d.deal.days.published = r.day(v)
        }),
        Key::optional("updated", Takes::Day, "the day on which its page last changed", |r, v, d| {
            d.deal.days.updated = r.day(v)
        }),
        Key::optional(
            "sources",
            Takes::Map(&Takes::Id(Names::Source)),
            "short names of sources for this sheet",
            |r, v, d| d.deal.aliases = r.aliases(v, known_keys()),
        ),
        Key::optional("leg", Takes::Tables(&leg::LEG), "one direction of the deal", |r, v, d| {
            r.each_table(v, |r, table, span| d.legs.push(leg::leg(r, table, span, is_top)));
        }),
        Key::optional("milestone", Takes::Tables(&MILESTONE), "a step of the deal", |r, v, d| {
            r.each_table(v, |r, table, span| d.deal.milestones.push(milestone(r, table, span)));
        }),
        Key::optional("quote", Takes::Tables(&QUOTATION), "what somebody said", |r, v, d| {
            d.deal.quotes = r.tables(v, &QUOTATION, quotation)
        }),
        Key::optional("reaction", Takes::Tables(&REACTION), "what happened because of it", |r, v, d| {
            d.deal.reactions = r.tables(v, &REACTION, reaction);
        }),
        Key::optional("correction", Takes::Tables(&CORRECTION), "what was published, and was wrong", |r, v, d| {
            d.deal.corrections = r.tables(v, &CORRECTION, correction);
        }),
        Key::optional("allow", Takes::Tables(&ALLOW), "a warning that is accepted, and why", |r, v, d| {
            d.deal.waivers = waivers(r, v)
        }),
    ],
);

/// Reads a deal's sheet.
pub(super) fn deal<'a>(reader: &mut Reader<'a>, tree: &'a DeTable<'a>, id: String) -> Deal {
    let start = Span::start_of(reader.file());
    let mut draft = Draft { deal: empty(id, start), legs: Vec::new(), expands: None, adds: None };
    reader.fields(tree, start, &DEAL, &mut draft, |reader, item, _| unknown(reader, item));
    draft.deal.broken = reader.broken();
    let Draft { mut deal, mut legs, expands, adds } = draft;
    deal.expands = leg::expansion(reader, tree, expands, adds);
    let no_legs = !tree.contains_key("leg") || (legs.is_empty() && is_empty_list(tree, "leg"));
    // A draft may be without: its parties are not known yet, and nothing of it is published.
    if no_legs && !deal.draft {
        reader.missing(start, "[[leg]]", DEAL.what, "a deal has one leg or more, each a pair of roles");
    }
    for draft in &mut legs {
        let judged = !deal.broken && !draft.unread_role;
        let umbrella = deal.umbrella || draft.leg.umbrella;
        roles::settle(reader, &mut draft.leg, umbrella, judged);
    }
    deal.legs = legs.into_iter().map(|draft| draft.leg).collect();
    sized::report(reader, tree, &deal.legs);
    deal
}

fn is_empty_list(tree: &DeTable<'_>, key: &str) -> bool {
    tree.get(key).and_then(|value| value.get_ref().as_array()).is_some_and(|list| list.is_empty())
}

/// All keys at the top of a sheet.
pub(super) fn known_keys() -> impl Iterator<Item = &'static str> + Clone {
    DEAL.names()
}

fn is_top(key: &str) -> bool {
    known_keys().any(|name| name == key)
}

fn empty(id: String, start: Span) -> Deal {
    Deal {
        id,
        title: None,
        dek: None,
        short: None,
        status: Vec::new(),
        status_span: start,
        legs: Vec::new(),
        umbrella: false,
        part_of: None,
        follows: Vec::new(),
        supersedes: Vec::new(),
        expands: None,
        alternative_to: Vec::new(),
        aliases: Vec::new(),
        milestones: Vec::new(),
        quotes: Vec::new(),
        reactions: Vec::new(),
        corrections: Vec::new(),
        headline: None,
        topics: Vec::new(),
        was: Vec::new(),
        draft: false,
        publish_on: None,
        days: PageDays::default(),
        waivers: Vec::new(),
        broken: false,
    }
}

/// A key that a deal does not have. What belongs in a leg is told so.
fn unknown(reader: &mut Reader<'_>, item: Item<'_>) {
    if leg::known_keys(reader.vocabulary()).any(|key| key == item.key) {
        let title = format!("unknown key `{}` in {}", item.key, DEAL.what);
        let diagnostic = Diagnostic::new(codes::UNKNOWN_KEY, item.key_span, title);
        reader.report(diagnostic.help("this key belongs to a leg: write it below a `[[leg]]`"));
    } else {
        reader.unknown(item, DEAL.what, DEAL.names());
    }
}
