//! From the model to what templates get: one builder per language, one file per kind of page.
//!
//! A [`Builder`] holds what all pages of a language share: references to companies and sources and
//! summaries of deals, made once. Functions here choose and word; they compute no totals (that is
//! [`crate::ledger`]) and format no number (that is [`crate::locale`]).

mod archive;
mod body;
mod capacity;
mod chart;
mod company;
mod company_index;
mod company_table;
mod content;
mod data;
mod deal;
mod equity;
mod evidence;
mod feed;
mod flows;
mod fragments;
mod front;
mod left_out;
mod lists;
mod loops;
mod page;
mod relations;
mod scene;
mod share;
mod source;
mod summary;
mod timeline;
mod totals;
mod words;
mod yearly;

/// The views, by the page that shows them.
pub(super) mod views {
    pub(in crate::render) use super::archive::year;
    pub(in crate::render) use super::company::{description as company_description, view as company};
    pub(in crate::render) use super::company_index::index as companies;
    pub(in crate::render) use super::company_table::year as company_year;
    pub(in crate::render) use super::content::{not_found, redirect, view as content};
    pub(in crate::render) use super::data::view as data;
    pub(in crate::render) use super::deal::view as deal;
    pub(in crate::render) use super::feed::{changes, feed, month};
    pub(in crate::render) use super::front::view as front;
    pub(in crate::render) use super::lists::{all as all_deals, list, topics};
    pub(in crate::render) use super::source::{index as sources, view as source};
}

pub(super) use feed::fact_anchor;
pub(super) use page::{Head, Section};
pub(crate) use scene::{Scene, root_of};

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::ledger::{Ledger, Loops};
use crate::locale::{Locale, Style};
use crate::model::{Briefing, CompanyId, DealId, Entity, LangId, SourceId};
use crate::plan::{Plan, Target};
use crate::prose::{Label, Mentions};
use crate::render::parts::Print;
use crate::render::view::{CompanyRef, DateText, DealSummary, Markup, SourceRef};
use crate::theme::{Messages, Theme};

/// Numbers whose messages are kept.
const COUNTS: usize = 1000;

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
    /// Per company.
    pub companies: Vec<Arc<CompanyRef>>,
    /// Per source.
    pub sources: Vec<Arc<SourceRef>>,
    /// Per deal.
    pub deals: Vec<Arc<DealSummary>>,
    /// Names that become links at their first mention.
    pub mentions: Option<Mentions>,
    /// What texts say by themselves: "back", "note".
    labels: [String; Label::ALL.len()],
    /// The build date.
    generated: Markup,
    /// The books of today.
    pub ledger: Ledger<'a>,
    /// The loops of the site.
    pub(crate) loops: Loops<'a>,
    plans: share::Plans<'a>,
    theme: Option<&'a Theme>,
    fragments: fragments::Fragments,
    counts: RwLock<HashMap<(&'static str, usize), String>>,
}

impl<'a> Builder<'a> {
    /// Makes the shared parts for a language.
    pub fn new(
        briefing: &'a Briefing,
        plan: &'a Plan,
        theme: &'a Theme,
        messages: &'a Messages,
        locales: &'a [Locale],
        lang: LangId,
    ) -> Builder<'a> {
        let mut builder = Builder::bare(briefing, plan, messages, locales, lang);
        builder.mentions = briefing.site.mentions.then(|| crate::prose::Mentions::of(&briefing.companies));
        builder.theme = Some(theme);
        builder.fragments = fragments::Fragments::new(plan.items.len(), briefing.deals.len());
        builder.loops = builder.ledger.loops();
        builder.plans = share::Plans::new(&builder.ledger);
        builder.companies = summary::companies(&builder);
        builder.sources = summary::sources(&builder);
        builder.deals = summary::deals(&builder);
        builder
    }

    /// Without the shared parts: enough for what every page of a language has.
    pub fn bare(
        briefing: &'a Briefing,
        plan: &'a Plan,
        messages: &'a Messages,
        locales: &'a [Locale],
        lang: LangId,
    ) -> Builder<'a> {
        let today = locales[lang.index()].day(briefing.today, Style::Long);
        let generated = DateText { text: today, datetime: Some(briefing.today.to_string()), inferred: None };
        Builder {
            briefing,
            plan,
            messages,
            locale: &locales[lang.index()],
            locales,
            lang,
            companies: Vec::new(),
            sources: Vec::new(),
            deals: Vec::new(),
            mentions: None,
            labels: std::array::from_fn(|i| messages.text(lang, Label::ALL[i].key()).into_owned()),
            generated: generated.markup(),
            ledger: Ledger::new(briefing, briefing.today),
            loops: Loops::default(),
            plans: share::Plans::default(),
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
        if let Some(text) = self.counts.read().unwrap_or_else(PoisonError::into_inner).get(&(id, n)) {
            return text.clone();
        }
        let text = format();
        self.counts.write().unwrap_or_else(PoisonError::into_inner).insert((id, n), text.clone());
        text
    }

    /// A message of the theme with words in it.
    pub(crate) fn say(&self, id: &str, args: &[(&str, &str)]) -> String {
        let args: Vec<_> = args.iter().map(|(name, value)| (*name, (*value).into())).collect();
        self.messages.format(self.lang, id, &args)
    }

    /// The path of a page in this language, from the site's root.
    pub(crate) fn path(&self, target: Target) -> String {
        self.plan.path(self.briefing, target, self.lang)
    }

    /// A company, where it is named.
    pub(crate) fn company(&self, id: CompanyId) -> Arc<CompanyRef> {
        Arc::clone(&self.companies[id.index()])
    }

    /// A source, where it is cited.
    pub(crate) fn source(&self, id: SourceId) -> Arc<SourceRef> {
        Arc::clone(&self.sources[id.index()])
    }

    /// A deal, where it is listed.
    pub(crate) fn deal_summary(&self, id: DealId) -> Arc<DealSummary> {
        Arc::clone(&self.deals[id.index()])
    }

    /// One movement as pages and feeds show it.
    pub(crate) fn change(&self, item: &crate::plan::Item) -> crate::render::view::ChangeView {
        feed::change(self, item)
    }

    /// The path of what an id names.
    pub(crate) fn entity_path(&self, entity: Entity) -> String {
        self.plan.entity_path(self.briefing, entity, self.lang)
    }
}
