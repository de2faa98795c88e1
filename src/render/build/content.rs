//! Pages of `content/pages`, and the page for addresses that lead nowhere.

use super::Builder;
use crate::model::{Entity, PageId};
use crate::plan::Target;
use crate::render::view::{ContentView, Link, NotFoundView, RedirectView, Words};

/// Headings from which on a page gets a table of contents.
const CONTENTS_FROM: usize = 5;

/// A content page.
pub(crate) fn view(b: &Builder<'_>, id: PageId, path: &str) -> ContentView {
    let page = b.briefing.page(id);
    let (body, headings) = b.body_with_headings(Entity::Page(id), path).unwrap_or_default();
    let contents = match headings.len() >= CONTENTS_FROM {
        true => headings.into_iter().map(|(id, text)| Link { label: text, url: format!("#{id}") }).collect(),
        false => Vec::new(),
    };
    ContentView { id: page.id.clone(), title: b.words(&page.title), body, contents }
}

/// The 404 page.
pub(crate) fn not_found(b: &Builder<'_>) -> NotFoundView {
    let link = |id: &str, target: Target| Link { label: b.t(id), url: b.path(target) };
    NotFoundView {
        title: b.t("not-found-title"),
        text: b.t("not-found-text"),
        links: vec![
            link("nav-front", Target::Feed(1)),
            link("nav-deals", Target::Deals(1)),
            link("nav-companies", Target::Companies(1)),
        ],
    }
}

/// A page at a former address.
pub(crate) fn redirect(b: &Builder<'_>, redirect: &crate::plan::Redirect) -> RedirectView {
    let to = b.path(redirect.to);
    let title = match redirect.to.entity() {
        Some(Entity::Deal(id)) => b.summary(id).title.clone(),
        Some(Entity::Company(id)) => b.named(&b.briefing.company(id).name),
        Some(Entity::Page(id)) => b.words(&b.briefing.page(id).title),
        None => Words::default(),
    };
    RedirectView { url: format!("{}{to}", crate::plan::root_prefix(&redirect.path)), href: b.absolute(&to), title }
}
