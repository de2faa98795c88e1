//! What a page is printed with: the builder of its language, the theme, and where it lies.

use std::collections::HashSet;

use crate::diagnostics::Diagnostic;
use crate::model::{CompanyId, DealId};
use crate::plan::{PageSpec, Target};
use crate::render::build::{Builder, Head, root_of};
use crate::render::jsonld;
use crate::render::view::Link;
use crate::theme::Theme;

/// The bytes of a page, or what its template does wrong.
pub(crate) type Made = Result<Vec<u8>, Box<Diagnostic>>;

/// What a page is for programs.
pub(crate) enum Graph {
    /// The site, with titles and addresses of what is new.
    Front(Vec<(String, String)>),
    Deal(DealId),
    Company(CompanyId),
    /// A list, with titles and addresses.
    List(Vec<(String, String)>),
    Data,
    Plain,
    /// Not to be found by them.
    None,
}

/// What a page is printed with.
pub(crate) struct Printer<'a> {
    pub(crate) b: &'a Builder<'a>,
    pub(crate) theme: &'a Theme,
    pub(crate) spec: &'a PageSpec,
    /// From the page to the site's root, never empty.
    pub(crate) root: String,
}

impl<'a> Printer<'a> {
    pub(crate) fn new(b: &'a Builder<'a>, theme: &'a Theme, spec: &'a PageSpec) -> Printer<'a> {
        Printer { b, theme, spec, root: root_of(&spec.path) }
    }

    /// A page of plain structured data.
    pub(crate) fn print<V: serde::Serialize>(&self, head: Head, view: &V) -> Made {
        self.draw(head, view, Graph::Plain)
    }

    /// A list that leads to these deals.
    pub(crate) fn list<V: serde::Serialize>(&self, head: Head, view: &V, mut deals: Vec<DealId>) -> Made {
        let b = self.b;
        let mut seen = HashSet::new();
        deals.retain(|deal| seen.insert(*deal));
        let head = head.naming(self.short_titles(&deals));
        let entry = |deal: &DealId| (b.summary(*deal).title.text.clone(), b.absolute(&b.summary(*deal).url));
        self.draw(head, view, Graph::List(deals.iter().map(entry).collect()))
    }

    /// What deals are called in a few words.
    pub(crate) fn short_titles(&self, deals: &[DealId]) -> impl Iterator<Item = String> {
        let b = self.b;
        deals.iter().map(|id| b.briefing.deal(*id).short_title(b.lang).get(b.lang).0.to_owned())
    }

    /// A page, and what it is for programs.
    pub(crate) fn draw<V: serde::Serialize>(&self, head: Head, view: &V, graph: Graph) -> Made {
        let b = self.b;
        let kind = head.kind;
        let mut page = b.page_view(self.spec, head);
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
        self.theme.render(b.lang, kind, &page, view)
    }

    /// A link to the page of a section.
    pub(crate) fn section(&self, label: &str, target: Target) -> Link {
        Link { label: self.b.t(label), url: self.b.path(target) }
    }

    /// Later pages of a list say so in their title, so that no two titles are equal.
    pub(crate) fn numbered(&self, mut head: Head, page: u32) -> Head {
        head.number = page;
        head
    }
}
