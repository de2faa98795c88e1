//! Files that are not pages: feeds, downloads, sitemaps, robots.txt.

use super::build::Builder;
use super::feed::{Feed, Item};
use super::sitemap::{self, Address};
use super::{csv, dates, export, feed, robots};
use crate::headers::{Serving, hosts};
use crate::ledger::Scope;
use crate::model::{Briefing, CompanyId, LangId};
use crate::plan::{
    self, Change, Extra, FeedFormat, Item as Movement, PageSpec, Plan, SITEMAP_ADDRESSES, Subject, Target, extra_path,
    page_rows,
};

/// Entries of the site's feed, with their whole text.
const SITE_ENTRIES: usize = 30;
/// Entries of a company's feed, in short.
const COMPANY_ENTRIES: usize = 15;

/// The outputs that an extra stands for, with their paths: the three formats of a feed are made together,
/// for its Atom entry, and the entries of the other two stand for nothing.
pub fn extra(builders: &[Builder<'_>], extra: Extra) -> Vec<(String, Vec<u8>)> {
    let Some(b) = builders.first() else { return Vec::new() };
    let bytes = match extra {
        Extra::Feed(FeedFormat::Atom, scope, lang) => return feeds(&builders[lang.index()], scope),
        Extra::Feed(..) => return Vec::new(),
        Extra::DealJson(id) => export::deal_json(b.briefing, b.plan, id),
        Extra::DealToml(id) => export::deal_toml(b.briefing, b.plan, id),
        Extra::CompanyCsv(id) => csv::company(b.briefing, b.plan, id),
        Extra::Table(table) => csv::table(b.briefing, b.plan, table),
        Extra::Totals => export::totals_json(&b.books.ledger, &b.books.loops),
        Extra::Robots => robots::robots(&b.absolute(&extra_path(b.briefing, Extra::SitemapIndex))).into_bytes(),
        Extra::Headers => hosts::headers(&serving(b)).into_bytes(),
        Extra::Redirects => hosts::redirects(&serving(b)).into_bytes(),
        Extra::SitemapIndex => sitemap_index(builders).into_bytes(),
        Extra::Sitemap(n) => sitemap::urlset(&addresses(builders, n)).into_bytes(),
    };
    vec![(extra_path(b.briefing, extra), bytes)]
}

fn serving(b: &Builder<'_>) -> Serving {
    let headers = b.briefing.site.headers.clone().unwrap_or_default();
    super::serving(b.briefing, b.plan, b.theme(), &headers)
}

/// What the site's feed tells of in a language: the newest movements, none of a draft.
pub fn site_entries<'p>(briefing: &'p Briefing, plan: &'p Plan, lang: LangId) -> impl Iterator<Item = &'p Movement> {
    let published = move |item: &&Movement| !briefing.shows_draft(item.subject.entity(), lang);
    plan.items.iter().filter(published).take(SITE_ENTRIES)
}

fn feeds(b: &Builder<'_>, scope: Scope) -> Vec<(String, Vec<u8>)> {
    let path = |format| extra_path(b.briefing, Extra::Feed(format, scope, b.lang));
    let mut made = feed_of(b, scope);
    FeedFormat::ALL
        .into_iter()
        .map(|format| {
            made.self_url = b.absolute(&path(format));
            let text = match format {
                FeedFormat::Atom => feed::atom(&made),
                FeedFormat::Rss => feed::rss(&made),
                FeedFormat::Json => feed::json(&made),
            };
            (path(format), text.into_bytes())
        })
        .collect()
}

fn feed_of(b: &Builder<'_>, scope: Scope) -> Feed {
    let site = b.briefing.site.title.get(b.lang).0;
    let items: Vec<Item> = match scope {
        Scope::Site => site_entries(b.briefing, b.plan, b.lang).filter_map(|m| entry(b, m, true)).collect(),
        Scope::Company(id) => company_movements(b, id).iter().filter_map(|m| entry(b, m, false)).collect(),
    };
    let (title, home) = match scope {
        Scope::Site => (site.to_owned(), Target::Feed(1)),
        Scope::Company(id) => {
            let company = b.company_ref(id).name.as_str();
            (b.say("company-feed", &[("site", site), ("company", company)]), Target::Company(id))
        }
    };
    let own = b.absolute(&extra_path(b.briefing, Extra::Feed(FeedFormat::Atom, scope, b.lang)));
    Feed {
        id: own.clone(),
        title,
        subtitle: b.briefing.site.description.get(b.lang).0.to_owned(),
        lang: b.briefing.site.tag(b.lang).to_owned(),
        home_url: b.absolute(&b.path(home)),
        self_url: own,
        updated: items.iter().map(|i| i.updated).max().unwrap_or(FIRST_DAY),
        author: site.to_owned(),
        items,
    }
}

/// What an empty feed says of its last change: the beginning of computers' time, and never "now".
const FIRST_DAY: jiff::civil::Date = jiff::civil::date(1970, 1, 1);

/// The newest movements of a company's deals and its own events.
fn company_movements(b: &Builder<'_>, id: CompanyId) -> Vec<Movement> {
    let mut items = Vec::new();
    for deal in crate::ledger::group_deals(b.briefing, id).into_iter().take(COMPANY_ENTRIES) {
        plan::deal_items(b.briefing, deal, &mut items);
    }
    plan::company_items(b.briefing, id, &mut items);
    items.retain(|item| !b.briefing.shows_draft(item.subject.entity(), b.lang));
    items.sort_by_key(|i| (std::cmp::Reverse(i.day), i.subject));
    items.truncate(COMPANY_ENTRIES);
    items
}

/// An entry; `None` for a movement without a day, which no reader could place.
fn entry(b: &Builder<'_>, movement: &Movement, whole: bool) -> Option<Item> {
    let view = b.change(movement);
    let day = movement.day?;
    let url = b.absolute(&view.url);
    let status = view.mark.as_ref().map_or(view.label.as_str(), |m| m.label.as_str());
    let title = b.say("feed-entry", &[("title", &view.title.text), ("status", status)]);
    let (updated, content, topics) = match movement.subject {
        Subject::Deal(id) => {
            let deal = b.briefing.deal(id);
            // An embargoed deal was not public before its day, whenever its facts were.
            let modified =
                dates::modified(b.briefing, deal).unwrap_or(day).max(day).max(deal.publish_on.unwrap_or(day));
            let topic = |t: &crate::model::TopicId| b.briefing.site.topics[t.index()].name.get(b.lang).0.to_owned();
            let body = if whole { b.feed_body(id) } else { None };
            (modified, body, deal.topics.iter().map(topic).collect())
        }
        Subject::Company(_) => (day, None, Vec::new()),
    };
    let figure = view.figure.as_ref().map(|f| f.text.as_str());
    let parts: Vec<&str> = figure.into_iter().chain([view.dek.text.as_str()]).filter(|p| !p.is_empty()).collect();
    Some(Item {
        id: b.absolute(&identity(b, movement)),
        title,
        url,
        published: dates::movement(b.briefing, movement),
        updated,
        summary: parts.join(". "),
        content_html: content.unwrap_or_default(),
        categories: topics,
    })
}

/// What an entry is known by for ever: the first id of its subject and the status that it reached, but no
/// date, which a correction may move. A status reached again is numbered.
fn identity(b: &Builder<'_>, movement: &Movement) -> String {
    let first =
        |was: &[crate::span::Spanned<String>], id: &str| was.first().map_or(id, |w| w.value.as_str()).to_owned();
    let prefix = if b.lang == LangId::DEFAULT { String::new() } else { format!("{}/", b.briefing.site.tag(b.lang)) };
    match (movement.subject, movement.change) {
        (Subject::Deal(id), Change::New(status, _) | Change::Step(_, status, _)) => {
            let deal = b.briefing.deal(id);
            let mut all = Vec::new();
            plan::deal_items(b.briefing, id, &mut all);
            let reached = |i: &&Movement| matches!(i.change, Change::New(s, _) | Change::Step(_, s, _) if s == status);
            let times = all.iter().filter(|i| i.day <= movement.day).filter(reached).count();
            let again = if times > 1 { format!("-{times}") } else { String::new() };
            format!("{prefix}deals/{}/#{}{again}", first(&deal.was, &deal.id), status.name())
        }
        (subject, change) => {
            let of = match subject {
                Subject::Deal(id) => format!("deals/{}", first(&b.briefing.deal(id).was, &b.briefing.deal(id).id)),
                Subject::Company(id) => {
                    format!("companies/{}", first(&b.briefing.company(id).was, &b.briefing.company(id).id))
                }
            };
            let (what, n) = match change {
                Change::Event(n) => ("event".to_owned(), n),
                Change::New(_, n)
                | Change::Step(_, _, n)
                | Change::Revised(_, _, n)
                | Change::Corrected(_, n, _)
                | Change::Rejected(_, n) => (super::build::fact_anchor(b, movement), n),
            };
            format!("{prefix}{of}/#{what}-{}", n + 1)
        }
    }
}

/// All addresses, or the list of sitemaps if one cannot hold them.
fn sitemap_index(builders: &[Builder<'_>]) -> String {
    let b = &builders[0];
    let parts: Vec<String> = b
        .plan
        .extras
        .iter()
        .filter(|(_, e)| matches!(e, Extra::Sitemap(_)))
        .map(|(path, _)| b.absolute(path))
        .collect();
    match parts.is_empty() {
        true => sitemap::urlset(&addresses(builders, 1)),
        false => sitemap::index(&parts),
    }
}

fn addresses(builders: &[Builder<'_>], part: u32) -> Vec<Address> {
    let b = &builders[0];
    let pages = page_rows(&b.plan.pages, part, SITEMAP_ADDRESSES);
    let languages: Vec<LangId> = b.briefing.site.lang_ids().collect();
    let address = |spec: &PageSpec| {
        let alternates = match languages.len() {
            1 => Vec::new(),
            _ => languages
                .iter()
                .filter(|lang| b.is_translated(spec.target, **lang))
                .filter(|lang| !spec.target.entity().is_some_and(|e| b.briefing.shows_draft(e, **lang)))
                .map(|lang| {
                    let path = b.plan.path(b.briefing, spec.target, *lang);
                    (b.briefing.site.tag(*lang).to_owned(), b.absolute(&path))
                })
                .collect(),
        };
        let lastmod =
            if let Target::Deal(id) = spec.target { dates::modified(b.briefing, b.briefing.deal(id)) } else { None };
        Address { loc: b.absolute(&spec.path), alternates, lastmod }
    };
    let is_draft =
        |spec: &PageSpec| spec.target.entity().is_some_and(|entity| b.briefing.shows_draft(entity, spec.lang));
    pages.iter().filter(|spec| spec.target != Target::NotFound && !is_draft(spec)).map(address).collect()
}
