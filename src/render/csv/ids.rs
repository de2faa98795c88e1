//! `ids.csv`: a row per id of the site, with its address and those that it had.

use super::cell::{list, words};
use super::{Field, address, field};
use crate::model::{Briefing, LangId, TopicId};
use crate::plan::{Plan, Target, pretty};
use crate::span::Spanned;

/// Something that has an id.
pub(super) struct Row<'a> {
    kind: &'static str,
    id: &'a str,
    name: &'a str,
    address: String,
    was: Vec<&'a str>,
    /// Absolute.
    were: Vec<String>,
}

/// Deals, companies, sources, topics, pages, each by id.
pub(super) fn rows<'a>(briefing: &'a Briefing, plan: &'a Plan) -> Vec<Row<'a>> {
    let row = |kind, id: &'a str, name: &'a str, target: Target, was: &'a [Spanned<String>]| Row {
        kind,
        id,
        name,
        address: address(briefing, plan, target),
        was: was.iter().map(|id| id.value.as_str()).collect(),
        were: former(briefing, plan, target),
    };
    let mut all = Vec::new();
    all.extend(
        briefing.deals().map(|(id, deal)| row("deal", &deal.id, words(&deal.title), Target::Deal(id), &deal.was)),
    );
    let company =
        |id, of: &'a crate::model::Company| row("company", &of.id, words(&of.name), Target::Company(id), &of.was);
    all.extend(briefing.companies().map(|(id, of)| company(id, of)));
    all.extend(briefing.sources().map(|(id, of)| row("source", &of.id, &of.title, Target::Source(id, 1), &[])));
    let topics = briefing.site.topics.iter().enumerate();
    all.extend(topics.map(|(i, of)| row("topic", &of.id, words(&of.name), Target::Topic(TopicId::at(i), 1), &[])));
    all.extend(
        briefing.pages().map(|(id, page)| row("page", &page.id, words(&page.title), Target::Page(id), &page.was)),
    );
    all
}

/// The addresses that lead to a page, in the site's first language.
fn former(briefing: &Briefing, plan: &Plan, target: Target) -> Vec<String> {
    let here = plan.redirects.iter().filter(|redirect| redirect.to == target && redirect.lang == LangId::DEFAULT);
    here.map(|redirect| format!("{}{}", briefing.site.base_url, pretty(&redirect.path))).collect()
}

/// The columns.
pub(super) fn columns<'a>() -> [Field<Row<'a>>; 6] {
    let field = field::<Row<'a>>;
    [
        field("kind", |r, c| c.push_str(r.kind)),
        field("id", |r, c| c.push_str(r.id)),
        field("name", |r, c| c.push_str(r.name)),
        field("address", |r, c| c.push_str(&r.address)),
        field("former_ids", |r, c| list(c, &r.was)),
        field("former_addresses", |r, c| list(c, &r.were)),
    ]
}
