//! The feeds of the site and of each company, in three formats that are made together.

use super::{Extra, File};
use crate::ledger::Scope;
use crate::model::{Briefing, CompanyId, Entity, LangId, Prose};
use crate::plan::{self, FeedFormat, Item as Movement, Plan, Subject, Target, extra_path};
use crate::render::build::{Builder, identity};
use crate::render::feed::{Feed, Item};
use crate::render::{dates, feed};
use crate::site::prefix;
use crate::span::Span;

/// Entries of the site's feed, with their whole text.
const SITE_ENTRIES: usize = 30;
/// Entries of a company's feed, in short.
const COMPANY_ENTRIES: usize = 15;

/// A feed in one of its formats.
pub(crate) struct OfScope {
    pub(crate) format: FeedFormat,
    pub(crate) scope: Scope,
    pub(crate) lang: LangId,
}

impl OfScope {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Extra>) {
        let companies = briefing.companies().map(|(id, _)| Scope::Company(id));
        for scope in std::iter::once(Scope::Site).chain(companies) {
            for lang in briefing.site.lang_ids() {
                all.extend(FeedFormat::ALL.map(|format| Extra::Feed(format, scope, lang)));
            }
        }
    }

    fn in_format(&self, format: FeedFormat) -> OfScope {
        OfScope { format, scope: self.scope, lang: self.lang }
    }
}

impl File for OfScope {
    fn path(&self, briefing: &Briefing) -> String {
        let folder = prefix(briefing, self.lang);
        match self.scope {
            Scope::Site => folder + self.format.file_name(),
            Scope::Company(id) => {
                format!("{folder}companies/{}/{}", briefing.company(id).id, self.format.file_name())
            }
        }
    }

    fn origin(&self, briefing: &Briefing) -> Span {
        match self.scope {
            Scope::Site => Span::start_of(briefing.site.file),
            Scope::Company(id) => briefing.company(id).sheet.head(),
        }
    }

    fn name(&self) -> &'static str {
        super::FEED
    }

    fn leader(&self) -> Option<Extra> {
        let is_leader = self.format == FeedFormat::Atom;
        (!is_leader).then_some(Extra::Feed(FeedFormat::Atom, self.scope, self.lang))
    }

    fn paths(&self, briefing: &Briefing) -> Vec<String> {
        FeedFormat::ALL.iter().map(|format| self.in_format(*format).path(briefing)).collect()
    }

    /// The site's feed brings whole texts of what moved last.
    fn texts<'b>(&self, briefing: &'b Briefing, plan: &Plan) -> Vec<&'b Prose> {
        if self.scope != Scope::Site {
            return Vec::new();
        }
        let body = |item: &Movement| match item.subject {
            Subject::Deal(id) => briefing.body(Entity::Deal(id), self.lang),
            Subject::Company(_) => None,
        };
        site_entries(briefing, plan, self.lang).filter_map(body).collect()
    }

    fn make(&self, builders: &[Builder<'_>]) -> Vec<Vec<u8>> {
        let b = &builders[self.lang.index()];
        let mut made = feed_of(b, self.scope);
        let format = |format: &FeedFormat| {
            made.self_url = b.absolute(&self.in_format(*format).path(b.briefing));
            let text = match format {
                FeedFormat::Atom => feed::atom(&made),
                FeedFormat::Rss => feed::rss(&made),
                FeedFormat::Json => feed::json(&made),
            };
            text.into_bytes()
        };
        FeedFormat::ALL.iter().map(format).collect()
    }
}

/// What the site's feed tells of in a language: the newest movements, none of a draft.
fn site_entries<'p>(briefing: &'p Briefing, plan: &'p Plan, lang: LangId) -> impl Iterator<Item = &'p Movement> {
    let published = move |item: &&Movement| !briefing.shows_draft(item.subject.entity(), lang);
    plan.items.iter().filter(published).take(SITE_ENTRIES)
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
        updated: items.iter().map(|i| i.updated).max().unwrap_or(b.briefing.day),
        author: site.to_owned(),
        licenses: b.briefing.site.licenses.clone(),
        items,
    }
}

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
        id: b.absolute(&format!("{}{}", prefix(b.briefing, b.lang), identity(b.briefing, movement))),
        title,
        url,
        published: dates::movement(b.briefing, movement),
        updated,
        summary: parts.join(". "),
        content_html: content.unwrap_or_default(),
        categories: topics,
    })
}
