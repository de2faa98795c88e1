//! Which template shows what: from a planned output to its bytes.

use std::collections::HashSet;

use super::build::{Builder, Head, Section, root_of, views};
use super::view::{ChangeView, FeedView, Link};
use super::{dates, jsonld};
use crate::diagnostics::Diagnostic;
use crate::ledger::Scope;
use crate::model::{CompanyId, DealId};
use crate::plan::{self, PageSpec, Redirect, Subject, TABLE_ROWS, Target, page_range, page_rows};
use crate::theme::Theme;

type Page = Result<Vec<u8>, Box<Diagnostic>>;

/// A page.
///
/// # Errors
/// What the template does wrong.
pub fn page(b: &Builder<'_>, theme: &Theme, spec: &PageSpec) -> Page {
    match spec.target {
        Target::Feed(1) => front(b, theme, spec),
        Target::Feed(n) => {
            let view = views::feed(b, n, &root_of(&spec.path));
            let title = b.count("feed-page-title", n as usize);
            feed(b, theme, spec, Head::new("feed", Section::Front, title), &view)
        }
        Target::Deals => {
            let view = views::all_deals(b, &root_of(&spec.path));
            feed(b, theme, spec, Head::new("feed", Section::Deals, view.title.clone()), &view)
        }
        Target::Deal(id) => deal(b, theme, spec, id),
        Target::Companies(n) => {
            let view = views::companies(b, n);
            print(b, theme, spec, numbered(b, Head::new("companies", Section::Companies, view.title.clone()), n), &view)
        }
        Target::Company(id) => company(b, theme, spec, id),
        Target::CompanyYear(id, year, n) => company_year(b, theme, spec, (id, year, n)),
        Target::Sources(n) => {
            let view = views::sources(b, n);
            print(b, theme, spec, numbered(b, Head::new("sources", Section::Sources, view.title.clone()), n), &view)
        }
        Target::Source(id, n) => {
            let view = views::source(b, id, n);
            let above = section(b, "nav-sources", Target::Sources(1));
            let head = Head::new("source", Section::Sources, views::source_title(&view)).below(above);
            print(b, theme, spec, numbered(b, head, n), &view)
        }
        Target::Topics => {
            let view = views::topics(b);
            print(b, theme, spec, Head::new("topics", Section::Topics, view.title.clone()), &view)
        }
        Target::Topic(id, n) => {
            let title = b.say("topic-title", &[("topic", b.briefing.site.topics[id.index()].name.get(b.lang).0)]);
            let deals = &b.briefing.topic_deals[id.index()];
            let head = Head::new("feed", Section::Topics, title).below(section(b, "nav-topics", Target::Topics));
            deals_of(b, theme, spec, head, (deals, n), |n| Target::Topic(id, n))
        }
        Target::Status(status, n) => {
            let title = b.say("status-title", &[("status", &b.t(&format!("status-{}", status.name())))]);
            let deals = b.plan.by_status.get(&status).map_or(&[][..], Vec::as_slice);
            let head = Head::new("feed", Section::Deals, title).below(section(b, "nav-deals", Target::Deals));
            deals_of(b, theme, spec, head, (deals, n), |n| Target::Status(status, n))
        }
        Target::Kind(kind, n) => {
            let title = b.say("kind-title", &[("kind", &b.defined(&kind.label, false).text)]);
            let deals = b.plan.by_kind.get(&kind).map_or(&[][..], Vec::as_slice);
            let head = Head::new("feed", Section::Deals, title).below(section(b, "nav-deals", Target::Deals));
            deals_of(b, theme, spec, head, (deals, n), |n| Target::Kind(kind, n))
        }
        Target::Year(year) => {
            let view = views::year(b, year);
            let above = section(b, "nav-deals", Target::Deals);
            print(b, theme, spec, Head::new("archive", Section::Deals, view.title.clone()).below(above), &view)
        }
        Target::Month(year, month, n) => {
            let view = views::month(b, year, month, n, &root_of(&spec.path));
            let above = section(b, "nav-deals", Target::Deals);
            let mut head = Head::new("feed", Section::Deals, view.title.clone()).below(above);
            head.above.push(Link { label: year.to_string(), url: b.path(Target::Year(year)) });
            feed(b, theme, spec, numbered(b, head, n), &view)
        }
        Target::Changes(n) => {
            let view = views::changes(b, n, &root_of(&spec.path));
            print(b, theme, spec, numbered(b, Head::new("changes", Section::None, view.title.clone()), n), &view)
        }
        Target::Data => {
            let view = views::data(b);
            draw(b, theme, spec, Head::new("data", Section::Data, view.title.clone()), &view, Graph::Data)
        }
        Target::Page(id) => {
            let view = views::content(b, id, &spec.path);
            print(b, theme, spec, Head::new("content", Section::None, view.title.text.clone()), &view)
        }
        Target::NotFound => {
            let view = views::not_found(b);
            draw(b, theme, spec, Head::new("not_found", Section::None, view.title.clone()), &view, Graph::None)
        }
    }
}

fn front(b: &Builder<'_>, theme: &Theme, spec: &PageSpec) -> Page {
    let tagline = b.briefing.site.description.get(b.lang).0;
    let title = if tagline.is_empty() { b.t("state-heading-site") } else { tagline.to_owned() };
    let view = views::front(b);
    let items = entries(b, view.latest.iter());
    let head = Head::new("front", Section::Front, title).describe(tagline);
    draw(b, theme, spec, head, &view, Graph::Front(items))
}

fn deal(b: &Builder<'_>, theme: &Theme, spec: &PageSpec, id: DealId) -> Page {
    let view = views::deal(b, id, &spec.path);
    let deal = b.briefing.deal(id);
    let above = section(b, "nav-deals", Target::Deals);
    let mut head = Head::new("deal", Section::Deals, view.title.text.clone()).below(above);
    head.description = if view.dek.text.is_empty() { view.sentence.clone() } else { view.dek.text.clone() };
    head.dates = dates::published(b.briefing, deal).zip(dates::modified(b.briefing, deal));
    draw(b, theme, spec, head, &view, Graph::Deal(id))
}

fn company(b: &Builder<'_>, theme: &Theme, spec: &PageSpec, id: CompanyId) -> Page {
    let view = views::company(b, id, &spec.path);
    let above = section(b, "nav-companies", Target::Companies(1));
    let mut head = Head::new("company", Section::Companies, view.name.clone()).below(above);
    head.description = views::company_description(b, id);
    head.scope = Scope::Company(id);
    draw(b, theme, spec, head, &view, Graph::Company(id))
}

fn company_year(b: &Builder<'_>, theme: &Theme, spec: &PageSpec, (id, year, n): (CompanyId, i16, u32)) -> Page {
    let view = views::company_year(b, id, year, n, &root_of(&spec.path));
    let above = section(b, "nav-companies", Target::Companies(1));
    let mut head = Head::new("feed", Section::Companies, view.title.clone()).below(above);
    head.above.push(Link { label: b.company_ref(id).name.clone(), url: b.company_ref(id).url.clone() });
    head.scope = Scope::Company(id);
    feed(b, theme, spec, numbered(b, head, n), &view)
}

/// A page of the deals of a topic, a status or a kind; `at` is the target of the page of a number.
fn deals_of(
    b: &Builder<'_>,
    theme: &Theme,
    spec: &PageSpec,
    head: Head,
    (deals, n): (&[DealId], u32),
    at: impl Fn(u32) -> Target,
) -> Page {
    let view = views::list(b, head.title.clone(), deals, n, at(1), &root_of(&spec.path), &at);
    feed(b, theme, spec, numbered(b, head, n), &view)
}

fn print<V: serde::Serialize>(b: &Builder<'_>, theme: &Theme, spec: &PageSpec, head: Head, view: &V) -> Page {
    draw(b, theme, spec, head, view, Graph::Plain)
}

/// What a page is for programs.
enum Graph {
    Front(Vec<(String, String)>),
    Deal(DealId),
    Company(CompanyId),
    List(Vec<(String, String)>),
    Data,
    Plain,
    /// Not to be found by them.
    None,
}

fn draw<V: serde::Serialize>(
    b: &Builder<'_>,
    theme: &Theme,
    spec: &PageSpec,
    head: Head,
    view: &V,
    graph: Graph,
) -> Page {
    let kind = head.kind;
    let mut page = b.page_view(spec, head);
    let breadcrumbs: Vec<(String, String)> =
        page.breadcrumbs.iter().map(|l| (l.label.clone(), b.absolute(&l.url))).collect();
    let node = jsonld::Page {
        briefing: b.briefing,
        plan: b.plan,
        lang: b.lang,
        url: &page.canonical,
        title: &page.title,
        description: &page.description,
        breadcrumbs: &breadcrumbs,
    };
    page.json_ld = match graph {
        Graph::Front(items) => jsonld::front(&node, &items),
        Graph::Deal(id) => jsonld::deal(&node, id),
        Graph::Company(id) => jsonld::company(&node, id),
        Graph::List(items) => jsonld::list(&node, &items),
        Graph::Data => jsonld::data(&node),
        Graph::Plain => jsonld::plain(&node),
        Graph::None => String::new(),
    };
    theme.render(b.lang, kind, &page, view)
}

/// Titles and absolute addresses of movements, each page once.
fn entries<'v>(b: &Builder<'_>, items: impl Iterator<Item = &'v ChangeView>) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for item in items {
        let url = b.absolute(&item.url);
        if !all.iter().any(|(_, u)| *u == url) {
            all.push((item.title.text.clone(), url));
        }
    }
    all
}

/// The deals that a page of a list leads to: titles and absolute addresses, each once.
fn listed(b: &Builder<'_>, target: Target) -> Vec<(String, String)> {
    let size = b.briefing.site.page_size;
    let all = |deals: &[DealId], page: u32, size: usize| page_rows(deals, page, size).to_vec();
    let moved = |range: plan::Range, page: u32| {
        let items = &b.plan.items[page_range(range, page, size)];
        let deal = |i: &plan::Item| if let Subject::Deal(id) = i.subject { Some(id) } else { None };
        items.iter().filter_map(deal).collect()
    };
    let mut deals: Vec<DealId> = match target {
        Target::Feed(n) => moved(0..b.plan.items.len(), n),
        Target::Month(year, month, n) => {
            let range = b.plan.months.iter().find(|(m, _)| *m == (year, month)).map_or(0..0, |(_, r)| r.clone());
            moved(range, n)
        }
        Target::Topic(id, n) => all(&b.briefing.topic_deals[id.index()], n, size),
        Target::Status(status, n) => b.plan.by_status.get(&status).map_or_else(Vec::new, |d| all(d, n, size)),
        Target::Kind(kind, n) => b.plan.by_kind.get(&kind).map_or_else(Vec::new, |d| all(d, n, size)),
        Target::CompanyYear(id, year, n) => {
            let years = b.plan.company_years.get(&id);
            let year = years.and_then(|y| y.iter().find(|(y, _)| *y == year));
            year.map_or_else(Vec::new, |(_, d)| all(d, n, TABLE_ROWS))
        }
        Target::Deals
        | Target::Deal(_)
        | Target::Companies(_)
        | Target::Company(_)
        | Target::Sources(_)
        | Target::Source(..)
        | Target::Topics
        | Target::Year(_)
        | Target::Changes(_)
        | Target::Data
        | Target::Page(_)
        | Target::NotFound => all(&b.briefing.chronology, 1, TABLE_ROWS),
    };
    let mut seen = HashSet::new();
    deals.retain(|d| seen.insert(*d));
    deals.iter().map(|d| (b.summary(*d).title.text.clone(), b.absolute(&b.summary(*d).url))).collect()
}

fn feed(b: &Builder<'_>, theme: &Theme, spec: &PageSpec, head: Head, view: &FeedView) -> Page {
    draw(b, theme, spec, head, view, Graph::List(listed(b, spec.target)))
}

fn section(b: &Builder<'_>, label: &str, target: Target) -> Link {
    Link { label: b.t(label), url: b.path(target) }
}

/// Later pages of a list say so in their title, so that no two titles are equal.
fn numbered(b: &Builder<'_>, mut head: Head, page: u32) -> Head {
    if page > 1 {
        head.title =
            b.messages.format(b.lang, "title-of-page", &[("title", head.title.as_str().into()), ("n", page.into())]);
    }
    head
}

/// A page at a former address.
///
/// # Errors
/// What the template does wrong.
pub fn redirect(b: &Builder<'_>, theme: &Theme, redirect: &Redirect) -> Page {
    let view = views::redirect(b, redirect);
    let spec = PageSpec { path: redirect.path.clone(), lang: redirect.lang, target: redirect.to };
    let mut page = b.page_view(&spec, Head::new("redirect", Section::None, view.title.text.clone()));
    page.canonical.clone_from(&view.href);
    page.noindex = true;
    theme.render(b.lang, "redirect", &page, &view)
}
