//! From the model to what templates get: one builder per language, one file per kind of page.
//!
//! A [`Builder`] holds what all pages of a language share: references to companies and sources and
//! summaries of deals, made once. Functions here choose and word; they compute no totals (that is
//! [`crate::ledger`]) and format no number (that is [`crate::locale`]).

mod body;
mod books;
mod capacity;
pub(crate) mod card;
mod chart;
pub(crate) mod chart_file;
mod clash;
mod commitments;
mod company;
mod company_index;
mod company_table;
mod content;
mod corrections;
mod data;
mod deal;
mod equity;
mod evidence;
mod feed;
mod filters;
mod fragments;
mod front;
mod history;
mod ladder;
mod left_out;
mod lists;
mod loops;
mod order;
mod page;
mod relations;
mod scene;
mod schedule;
mod search;
mod sentence;
mod share;
mod sheet;
mod source;
mod summary;
mod table;
mod text_chart;
mod timeline;
mod titles;
mod totals;
mod tranches;
mod variance;
mod words;
mod yearly;

/// What decides which pages show a fact, for the command that explains one.
#[cfg(feature = "cli")]
pub(crate) mod shown {
    pub(crate) use super::company_table::what_fact;
    pub(crate) use super::evidence::fragment;
    pub(crate) use super::front::FRONT_MOVEMENTS;
    pub(crate) use super::loops::LOOPS_OF_COMPANY;
    pub(crate) use super::relations::related;
    pub(crate) use super::schedule::DUE_ON_FRONT;
    pub(crate) use super::summary::{headline_fact, second_fact};
}

/// The views, by the page that shows them.
pub(crate) mod views {
    pub(crate) use super::company::{description as company_description, view as company};
    pub(crate) use super::company_index::index as companies;
    pub(crate) use super::content::{not_found, redirect, view as content};
    pub(crate) use super::corrections::view as corrections;
    pub(crate) use super::data::view as data;
    pub(crate) use super::deal::view as deal;
    pub(crate) use super::feed::{changes, feed, month};
    pub(crate) use super::filters::title as facets_title;
    pub(crate) use super::front::view as front;
    pub(crate) use super::lists::{List, Of, description as deals_description, list, topic, topics, year};
    pub(crate) use super::schedule::view as schedule;
    pub(crate) use super::search::view as search;
    pub(crate) use super::source::{index as sources, page_title as source_title, view as source};
}

pub use books::Books;
pub use card::Card;
pub(crate) use feed::identity;
pub(crate) use history::changed as changed_figures;
pub(crate) use page::{Head, Section};
pub(crate) use scene::{Scene, root_of};
pub(crate) use schedule::calendar;

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use crate::locale::{Locale, Style};
use crate::lock::held;
use crate::model::{Briefing, CompanyId, DealId, Entity, LangId, LinkStyle, Shared, SourceId};
use crate::plan::{Order, Plan, Target, pretty};
use crate::prose::Label;
use crate::render::parts::Print;
use crate::render::view::{CompanyRef, DateText, DealSummary, Markup, SourceRef};
use crate::theme::{Messages, Theme};

/// Numbers whose messages are kept.
const COUNTS: usize = 1000;

/// What other pages see of each entity of a kind, made when the first of them asks: one page needs a few, a build all.
struct Each<T>(Vec<Shared<Arc<T>>>);

impl<T> Each<T> {
    fn new(count: usize) -> Each<T> {
        Each((0..count).map(|_| Shared::default()).collect())
    }

    fn get(&self, index: usize, make: impl FnOnce() -> T) -> &Arc<T> {
        self.0[index].get(|| Arc::new(make()))
    }
}

/// What the pages of one language share.
pub struct Builder<'a> {
    /// The content.
    pub briefing: &'a Briefing,
    /// All outputs.
    pub plan: &'a Plan,
    /// Words of the theme.
    pub messages: &'a Messages,
    /// Numbers, dates, order of the language.
    pub locale: &'a Locale,
    /// The same of all languages.
    pub locales: &'a [Locale],
    /// The language.
    pub lang: LangId,
    /// What is shared with the other languages.
    pub books: Arc<Books<'a>>,
    companies: Each<CompanyRef>,
    sources: Each<SourceRef>,
    deals: Each<DealSummary>,
    /// All deals, in each order other than the newest first.
    orders: [Shared<Vec<DealId>>; Order::ALL.len()],
    /// Companies, in each order of their index.
    company_orders: Shared<Vec<Vec<CompanyId>>>,
    /// What texts say by themselves: "back", "note".
    labels: [String; Label::ALL.len()],
    /// The day that the site tells the state of.
    generated: Markup,
    theme: Option<&'a Theme>,
    fragments: fragments::Fragments,
    counts: RwLock<HashMap<(&'static str, usize), String>>,
}

impl<'a> Builder<'a> {
    /// For the pages of a language.
    pub fn new(
        books: Arc<Books<'a>>,
        plan: &'a Plan,
        theme: &'a Theme,
        messages: &'a Messages,
        locales: &'a [Locale],
        lang: LangId,
    ) -> Builder<'a> {
        let mut builder = Builder::bare(books, plan, messages, locales, lang);
        builder.theme = Some(theme);
        builder.fragments = fragments::Fragments::new(plan.items.len(), builder.briefing.deals.len());
        builder
    }

    /// The theme, if there is one.
    pub(crate) fn theme(&self) -> Option<&'a Theme> {
        self.theme
    }

    /// Without a theme: enough for what every page of a language has.
    pub fn bare(
        books: Arc<Books<'a>>,
        plan: &'a Plan,
        messages: &'a Messages,
        locales: &'a [Locale],
        lang: LangId,
    ) -> Builder<'a> {
        let briefing = books.ledger.briefing();
        let day = briefing.day;
        let text = locales[lang.index()].day(day, Style::Long);
        let generated = DateText { text, datetime: Some(day.to_string()), inferred: None };
        Builder {
            briefing,
            plan,
            messages,
            locale: &locales[lang.index()],
            locales,
            lang,
            books,
            companies: Each::new(briefing.companies.len()),
            sources: Each::new(briefing.sources.len()),
            deals: Each::new(briefing.deals.len()),
            orders: Default::default(),
            company_orders: Shared::default(),
            labels: std::array::from_fn(|i| messages.text(lang, Label::ALL[i].key()).into_owned()),
            generated: generated.markup(),
            theme: None,
            fragments: fragments::Fragments::default(),
            counts: RwLock::default(),
        }
    }

    /// The words and numbers of another language, for a text that has no translation. It knows no page.
    fn voice(&self, lang: LangId) -> Builder<'a> {
        Builder {
            briefing: self.briefing,
            plan: self.plan,
            messages: self.messages,
            locale: &self.locales[lang.index()],
            locales: self.locales,
            lang,
            books: Arc::clone(&self.books),
            companies: Each::new(0),
            sources: Each::new(0),
            deals: Each::new(0),
            orders: Default::default(),
            company_orders: Shared::default(),
            labels: std::array::from_fn(|_| String::new()),
            generated: Markup::default(),
            theme: None,
            fragments: fragments::Fragments::default(),
            counts: RwLock::default(),
        }
    }

    /// A message of the theme.
    pub(crate) fn t(&self, id: &str) -> String {
        self.messages.text(self.lang, id).into_owned()
    }

    /// A message of the theme about a number of things. Pages say the same few thousands of times ("2 sources",
    /// "line 9"), so small numbers are formatted once.
    pub(crate) fn count(&self, id: &'static str, n: usize) -> String {
        let format = || self.messages.format(self.lang, id, &[("n", n.into())]);
        if n >= COUNTS {
            return format();
        }
        if let Some(text) = held(self.counts.read()).get(&(id, n)) {
            return text.clone();
        }
        let text = format();
        held(self.counts.write()).insert((id, n), text.clone());
        text
    }

    /// A message of the theme with words in it.
    pub(crate) fn say(&self, id: &str, args: &[(&str, &str)]) -> String {
        let args: Vec<_> = args.iter().map(|(name, value)| (*name, (*value).into())).collect();
        self.messages.format(self.lang, id, &args)
    }

    /// The address of a page in this language, from the site's root.
    pub(crate) fn path(&self, target: Target) -> String {
        self.address(&self.plan.path(self.briefing, target, self.lang)).to_owned()
    }

    /// The path of an output as links on the site have it.
    pub(crate) fn address<'p>(&self, path: &'p str) -> &'p str {
        match self.briefing.site.links {
            LinkStyle::File => path,
            LinkStyle::Directory => pretty(path),
        }
    }

    /// A company, where it is named.
    pub(crate) fn company_ref(&self, id: CompanyId) -> &Arc<CompanyRef> {
        self.companies.get(id.index(), || summary::company(self, id))
    }

    /// The same, to be kept.
    pub(crate) fn company(&self, id: CompanyId) -> Arc<CompanyRef> {
        Arc::clone(self.company_ref(id))
    }

    /// A source, where it is cited.
    pub(crate) fn source_ref(&self, id: SourceId) -> &Arc<SourceRef> {
        self.sources.get(id.index(), || summary::source(self, id))
    }

    /// The same, to be kept.
    pub(crate) fn source(&self, id: SourceId) -> Arc<SourceRef> {
        Arc::clone(self.source_ref(id))
    }

    /// A deal, where it is listed.
    pub(crate) fn summary(&self, id: DealId) -> &Arc<DealSummary> {
        self.deals.get(id.index(), || summary::deal(self, id))
    }

    /// The same, to be kept.
    pub(crate) fn deal_summary(&self, id: DealId) -> Arc<DealSummary> {
        Arc::clone(self.summary(id))
    }

    /// One movement as pages and feeds show it.
    pub(crate) fn change(&self, item: &crate::plan::Item) -> crate::render::view::ChangeView {
        feed::change(self, item)
    }

    /// The address of what an id names, from the site's root.
    pub(crate) fn entity_path(&self, entity: Entity) -> String {
        self.address(&self.plan.entity_path(self.briefing, entity, self.lang)).to_owned()
    }
}
