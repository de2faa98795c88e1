//! A deal as `AnalysisNewsArticle`: what it is about, its figures, its sources.

use super::Page;
use super::corporation::reference;
use super::node::{Article, Author, Citation, Named, Whole};
use super::number::FigureNode;
use crate::model::{BuiltinField, Deal, DealId, Edtf, Entity, Fact, Point, Precision, Source, notation};
use crate::plan::{Planned, Target};
use crate::render::export;

/// Companies and figures named, sources cited: as many as a page of a deal can sensibly have.
const MOST: usize = 50;
const KIND: &str = "AnalysisNewsArticle";

/// The node of a deal.
pub(super) fn article<'a>(page: &Page<'a>, id: DealId) -> Article<'a> {
    let briefing = page.briefing;
    let deal = briefing.deal(id);
    let text_lang = briefing.body(Entity::Deal(id), page.lang).map_or(deal.title.get(page.lang).1, |prose| prose.lang);
    let (date_published, date_modified) = briefing.page_days(Entity::Deal(id), page.lang);
    let sources = export::sources(deal).into_iter().take(MOST);
    Article {
        kind: KIND,
        id: format!("{}#article", page.url),
        url: page.url,
        main_entity_of_page: page.url,
        headline: page.title,
        description: page.description(),
        in_language: briefing.site.tag(text_lang),
        date_published,
        date_modified,
        author: match deal.author.as_deref() {
            Some(name) => Author::Person(Named { kind: "Person", name }),
            None => Author::Site(page.publisher()),
        },
        publisher: page.publisher(),
        image: image(page, id),
        license: page.licenses(),
        is_part_of: wholes(page, deal),
        keywords: deal.topics.iter().map(|t| briefing.site.topics[t.index()].name.get(page.lang).0).collect(),
        about: deal.companies().into_iter().take(MOST).map(|c| reference(page, c)).collect(),
        mentions: quantities(page, deal).take(MOST).collect(),
        citation: sources.map(|id| citation(briefing.source(id))).collect(),
    }
}

/// The first picture of its text that is on this site.
fn image(page: &Page<'_>, id: DealId) -> Option<String> {
    let entity = Entity::Deal(id);
    let text = page.briefing.body(entity, page.lang)?;
    let pictures = text.addresses.iter().filter(|address| address.is_picture);
    let mut found = pictures.filter_map(|at| page.plan.leads_to(page.briefing, entity, text.lang, &at.path));
    found.find(|(_, planned)| matches!(planned, Planned::Copy(_))).map(|(path, _)| page.absolute(&path))
}

fn wholes<'a>(page: &Page<'a>, deal: &'a Deal) -> Vec<Whole<'a>> {
    let name = page.briefing.site.title.get(page.lang).0;
    let site = Whole { kind: "WebSite", id: page.site_id(), name, url: page.home() };
    let plan = deal.part_of.map(|relation| {
        let url = page.address(Target::Deal(relation.deal));
        let name = page.briefing.deal(relation.deal).title.get(page.lang).0;
        Whole { kind: KIND, id: format!("{url}#article"), name, url }
    });
    std::iter::once(site).chain(plan).collect()
}

/// What each leg and tranche comes to, and what its parties have of it.
fn quantities<'a>(page: &Page<'a>, deal: &'a Deal) -> impl Iterator<Item = FigureNode> {
    let fields = &page.briefing.site.fields;
    let told = |fact: &Fact| BuiltinField::FIGURES.iter().chain([&BuiltinField::Share]).any(|f| f.id() == fact.field);
    let facts = deal.facts().filter(move |(part, fact)| told(fact) && deal.leg_of(part).is_some());
    facts.filter_map(move |(part, fact)| {
        FigureNode::new(format!("{}.{part}.{}", deal.id, fields.key(fact.field)), fact.amount()?)
    })
}

fn citation(source: &Source) -> Citation<'_> {
    Citation {
        kind: "CreativeWork",
        name: &source.title,
        author: source.author.as_deref().map(|name| Named { kind: "Person", name }),
        publisher: source.publisher.as_deref().map(|name| Named { kind: "Organization", name }),
        date_published: source.published.as_ref().and_then(iso_8601),
        in_language: &source.lang,
        url: source.url.as_deref(),
    }
}

/// A year, a month or a day; ISO 8601 knows no marks and no quarters.
fn iso_8601(date: &Edtf) -> Option<String> {
    let Edtf::Point(point) = date else { return None };
    let is_known = point.year.is_some() && !matches!(point.precision, Precision::Half(_) | Precision::Quarter(_));
    is_known.then(|| notation::edtf(&Edtf::Point(Point { inferred: false, about: false, ..*point })))
}
