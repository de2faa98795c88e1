//! The front page, and the later pages of the feed.

use super::{Made, Page, Printer, Target, page_of};
use crate::model::Briefing;
use crate::plan::{Item, Plan, Subject, page_count, page_range};
use crate::render::build::{Builder, Head, Section, views};
use crate::render::view::ChangeView;
use crate::site::printer::Graph;
#[cfg(feature = "cli")]
use crate::site::shown::Shown;

/// A page of the feed; the first is the front page.
pub(crate) struct Feed {
    pub(crate) number: u32,
}

impl Feed {
    pub(super) fn all(briefing: &Briefing, plan: &Plan, all: &mut Vec<Target>) {
        all.extend((1..=page_count(plan.items.len(), briefing.site.page_size)).map(Target::Feed));
    }
}

impl Page for Feed {
    fn template(&self) -> &'static str {
        if self.number == 1 { "front" } else { "feed" }
    }

    fn path(&self, _: &Briefing) -> String {
        page_of("", self.number)
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        let b = on.b;
        if self.number == 1 {
            return front(on);
        }
        let view = views::feed(b, self.number, &on.root);
        let title = b.count("feed-page-title", self.number as usize);
        let moved = &b.plan.items[page_range(0..b.plan.items.len(), self.number, b.briefing.site.page_size)];
        on.list(Head::new("feed", Section::Front, title), &view, moved.iter().filter_map(deal).collect())
    }

    #[cfg(feature = "cli")]
    fn shows(&self, fact: &Shown<'_>) -> Option<&'static str> {
        match self.number {
            1 => fact.on_front(),
            later => fact.moved(page_range(0..fact.plan().items.len(), later, fact.page_size())),
        }
    }
}

/// The deal that a movement is of.
pub(super) fn deal(item: &Item) -> Option<crate::model::DealId> {
    if let Subject::Deal(id) = item.subject { Some(id) } else { None }
}

fn front(on: &Printer<'_>) -> Made {
    let b = on.b;
    let tagline = b.briefing.site.description.get(b.lang).0;
    let title = if tagline.is_empty() { b.t("state-heading-site") } else { tagline.to_owned() };
    let (view, finding) = views::front(b, &on.root);
    let items = entries(b, view.latest.iter());
    let names = items.iter().map(|(title, _)| title.clone());
    let said = if finding.is_empty() { tagline } else { &finding };
    let head = Head::new("front", Section::Front, title).describe(said).naming(names).charted(true);
    on.draw(head, &view, Graph::Front(items))
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
