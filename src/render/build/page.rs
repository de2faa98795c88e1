//! What every page gets: the document as a whole, the site, pagination.

use super::Builder;
use super::titles::shorten;
use crate::ledger::Scope;
use crate::model::{Entity, LangId, Text};
use crate::plan::{Extra, FeedFormat, PageSpec, Target, extra_path, pretty};
use crate::render::view::{
    Alternate, Body, FeedLink, Link, Logo, NavItem, OpenGraph, OptionValue, PageLink, PageView, Pagination, SiteView,
};
use crate::theme::{SITE_SHEET, Theme};

/// Pages linked on either side of the current one.
const AROUND: u32 = 2;
/// Longest description, in characters: search engines cut what is longer.
const DESCRIPTION: usize = 160;
/// What a list names at most: more would be cut.
const NAMED: usize = 12;

/// A section of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// None of them: a text, an error.
    None,
    /// The front page and its feed.
    Front,
    /// Deals, by whatever.
    Deals,
    /// What falls due.
    Schedule,
    /// Companies.
    Companies,
    /// Topics.
    Topics,
    /// Sources.
    Sources,
    /// Data and dictionary.
    Data,
}

impl Section {
    /// All, in the order in which they are linked.
    pub(crate) const ALL: [Section; 8] = [
        Section::None,
        Section::Front,
        Section::Deals,
        Section::Schedule,
        Section::Companies,
        Section::Topics,
        Section::Sources,
        Section::Data,
    ];

    /// What templates compare; also the end of its message's name.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Section::None => "",
            Section::Front => "front",
            Section::Deals => "deals",
            Section::Schedule => "schedule",
            Section::Companies => "companies",
            Section::Topics => "topics",
            Section::Sources => "sources",
            Section::Data => "data",
        }
    }

    /// Its own page.
    fn page(self) -> Option<Target> {
        match self {
            Section::None => None,
            Section::Front => Some(Target::Feed(1)),
            Section::Deals => Some(Target::Deals(1)),
            Section::Schedule => Some(Target::Schedule),
            Section::Companies => Some(Target::Companies(1)),
            Section::Topics => Some(Target::Topics),
            Section::Sources => Some(Target::Sources(1)),
            Section::Data => Some(Target::Data),
        }
    }

    fn is_page(self, target: Target) -> bool {
        self.page() == Some(target)
    }
}

/// What the parts of a page contribute to the document as a whole.
pub(crate) struct Head {
    /// Kind of page, and its template's name.
    pub(crate) kind: &'static str,
    /// Its title.
    pub(crate) title: String,
    /// The title in a few words; may be empty.
    pub(crate) short: String,
    /// Of a list in several pages, which one.
    pub(crate) number: u32,
    /// Its description; empty where the title and what it lists say as much.
    pub(crate) description: String,
    /// What it lists, in short.
    pub(crate) names: Vec<String>,
    /// Pages between the front page and this one.
    pub(crate) above: Vec<Link>,
    /// The section that it belongs to.
    pub(crate) section: Section,
    /// Company whose feed it is about.
    pub(crate) scope: Scope,
    /// Whether there is a chart on it.
    pub(crate) charts: bool,
    /// Whether its text has what few have: see [`Body::extras`].
    pub(crate) extras: bool,
}

impl Head {
    /// The head of a page of this kind, in this section.
    pub(crate) fn new(kind: &'static str, section: Section, title: String) -> Head {
        let (short, description, names, above) = (String::new(), String::new(), Vec::new(), Vec::new());
        Head {
            kind,
            title,
            short,
            number: 1,
            description,
            names,
            above,
            section,
            scope: Scope::Site,
            charts: false,
            extras: false,
        }
    }

    /// With a description.
    pub(crate) fn describe(mut self, description: &str) -> Head {
        description.clone_into(&mut self.description);
        self
    }

    /// With what it lists.
    pub(crate) fn naming(mut self, names: impl IntoIterator<Item = String>) -> Head {
        self.names = names.into_iter().take(NAMED).collect();
        self
    }

    /// With the sheets that its text needs.
    pub(crate) fn with_text(mut self, body: Option<&Body>) -> Head {
        self.charts |= body.is_some_and(|body| body.charts);
        self.extras |= body.is_some_and(|body| body.extras);
        self
    }

    /// With charts, if there are some.
    pub(crate) fn charted(mut self, charts: bool) -> Head {
        self.charts |= charts;
        self
    }

    /// Below this page.
    pub(crate) fn below(mut self, page: Link) -> Head {
        self.above.push(page);
        self
    }
}

impl Builder<'_> {
    /// The absolute address of a path from the site's root.
    pub(crate) fn absolute(&self, path: &str) -> String {
        format!("{}{}", self.briefing.site.base_url, pretty(path))
    }

    /// A list's pages: the first, the last, and those around the current one.
    pub(crate) fn pagination(&self, current: u32, total: u32, target: impl Fn(u32) -> Target) -> Pagination {
        let link = |n: u32, label: &str| Link { label: self.t(label), url: self.path(target(n)) };
        let shown = |n: u32| n == 1 || n == total || n.abs_diff(current) <= AROUND;
        let mut pages = Vec::new();
        let mut gap = false;
        let near = current.saturating_sub(AROUND + 1)..=current.saturating_add(AROUND + 1);
        for n in std::iter::once(1).chain(near.clone()).chain(std::iter::once(total)) {
            if n < 1 || n > total || pages.last().is_some_and(|p: &PageLink| p.number >= n as usize) {
                continue;
            }
            if !shown(n) {
                gap = true;
                continue;
            }
            pages.push(PageLink { number: n as usize, url: self.path(target(n)), current: n == current, gap });
            gap = false;
        }
        Pagination {
            total: total as usize,
            prev: (current > 1).then(|| link(current - 1, "page-previous")),
            next: (current < total).then(|| link(current + 1, "page-next")),
            pages,
        }
    }

    /// `page` of a page.
    pub(crate) fn page_view(&self, spec: &PageSpec, head: Head) -> PageView {
        let site = self.briefing.site.title.get(self.lang).0;
        let is_front = spec.target == Target::Feed(1);
        let full_title = self.full_title(&head, site);
        let title = self.numbered(&head.title, head.number);
        let description = match head.description.is_empty() && !head.names.is_empty() {
            true => self.say("list-description", &[("title", &title), ("names", &head.names.join(", "))]),
            // Pages of a list are told apart.
            false if head.number > 1 && !head.description.is_empty() => {
                format!("{}.", self.numbered(head.description.trim_end_matches('.'), head.number))
            }
            false => head.description,
        };
        let mut breadcrumbs = Vec::new();
        if !is_front {
            breadcrumbs.push(Link { label: self.t("nav-front"), url: self.path(Target::Feed(1)) });
            breadcrumbs.extend(head.above);
        }
        let not_found = spec.target == Target::NotFound;
        let root = if not_found { self.briefing.site.base_path().to_owned() } else { super::root_of(&spec.path) };
        let draft = spec.target.entity().is_some_and(|entity| self.briefing.shows_draft(entity, self.lang));
        let entity = spec.target.entity();
        let (published, updated) = entity.map_or((None, None), |of| self.briefing.page_days(of, self.lang));
        let instant = |d: jiff::civil::Date| format!("{d}T00:00:00Z");
        let card = super::card::image(self, spec.target, &title);
        PageView {
            kind: head.kind,
            lang: self.briefing.site.tag(self.lang).to_owned(),
            dir: self.locale.direction(),
            title,
            full_title,
            description: shorten(&description, DESCRIPTION),
            canonical: self.canonical(spec),
            url: spec.path.clone(),
            sections: self.sections(head.section, head.section.is_page(spec.target), &root),
            foot: self.foot(&root),
            root,
            alternates: self.alternates(spec),
            breadcrumbs,
            feeds: if head.scope == Scope::Site { Vec::new() } else { self.feeds(head.scope) },
            json_ld: String::new(),
            charts: head.charts,
            extras: head.extras,
            days: self.days(published, updated),
            og: OpenGraph {
                kind: if matches!(entity, Some(Entity::Deal(_))) { "article" } else { "website" },
                locale: self.locale.open_graph().to_owned(),
                published: published.map(instant),
                modified: updated.map(instant),
            },
            card,
            noindex: not_found || draft,
            draft,
        }
    }

    /// "Published on 3 December 2025. Updated on 20 December 2025."
    fn days(&self, published: Option<jiff::civil::Date>, updated: Option<jiff::civil::Date>) -> String {
        let said = |id: &str, day: jiff::civil::Date| {
            self.say(id, &[("date", &self.locale.day(day, crate::locale::Style::Long))])
        };
        let both = published.map(|day| said("page-published", day)).into_iter();
        let both = both.chain(updated.filter(|day| Some(*day) != published).map(|day| said("page-updated", day)));
        both.collect::<Vec<_>>().join(" ")
    }

    /// The address under which a page is to be found: of one whose text is in another language, the page in that one.
    fn canonical(&self, spec: &PageSpec) -> String {
        match self.language_of(spec.target, spec.lang) {
            lang if lang == spec.lang => self.absolute(&spec.path),
            lang => self.absolute(&self.plan.path(self.briefing, spec.target, lang)),
        }
    }

    /// The language that the text of a page in `lang` is in.
    pub(crate) fn language_of(&self, target: Target, lang: LangId) -> LangId {
        let is = |lang: &LangId| self.is_translated(target, *lang);
        std::iter::once(lang).chain(self.briefing.site.lang_ids()).find(is).unwrap_or(lang)
    }

    fn alternates(&self, spec: &PageSpec) -> Vec<Alternate> {
        let site = &self.briefing.site;
        site.lang_ids()
            .map(|lang| {
                let url = self.plan.path(self.briefing, spec.target, lang);
                Alternate {
                    lang: site.tag(lang).to_owned(),
                    name: self.locales[lang.index()].own_name().to_owned(),
                    href: self.absolute(&url),
                    url: self.address(&url).to_owned(),
                    current: lang == self.lang,
                    translated: self.is_translated(spec.target, lang),
                }
            })
            .collect()
    }

    /// Whether a page's text is in that language; pages made of facts alone always are.
    pub(crate) fn is_translated(&self, target: Target, lang: LangId) -> bool {
        let Some(entity) = target.with(|page| page.text()) else { return true };
        let (bodies, title): (_, Option<&Text>) = match entity {
            Entity::Deal(id) => (&self.briefing.deal(id).bodies, Some(&self.briefing.deal(id).title)),
            Entity::Company(id) => (&self.briefing.company(id).bodies, None),
            Entity::Page(id) => (&self.briefing.page(id).bodies, Some(&self.briefing.page(id).title)),
        };
        let body = bodies.is_empty() || bodies.iter().any(|p| p.lang == lang);
        body && title.is_none_or(|t| t.exact(lang).is_some())
    }

    fn feeds(&self, scope: Scope) -> Vec<FeedLink> {
        let site = self.briefing.site.title.get(self.lang).0;
        let link = |scope: Scope, format: FeedFormat| {
            let title = match scope {
                Scope::Site => self.say("site-feed", &[("site", site)]),
                Scope::Company(id) => {
                    self.say("company-feed", &[("site", site), ("company", &self.company_ref(id).name)])
                }
            };
            FeedLink {
                title,
                label: match format {
                    FeedFormat::Atom => "Atom",
                    FeedFormat::Rss => "RSS",
                    FeedFormat::Json => "JSON",
                }
                .to_owned(),
                media_type: format.media_type(),
                url: extra_path(self.briefing, Extra::Feed(format, scope, self.lang)),
            }
        };
        FeedFormat::ALL.iter().map(|f| link(scope, *f)).collect()
    }

    /// What readers may do with texts and data, with absolute addresses.
    pub(crate) fn licenses(&self) -> Vec<Link> {
        let all = self.briefing.site.licenses.iter();
        all.map(|license| Link { label: license.name.clone(), url: license.url.clone() }).collect()
    }

    /// `site`: the same on all pages of a language.
    pub fn site_view(&self, theme: &Theme) -> SiteView {
        let nav = |section: &Section| {
            let id = section.id().to_owned();
            Some(NavItem { label: self.t(&format!("nav-{id}")), url: self.path(section.page()?), id })
        };
        let page = |id: &crate::span::Spanned<String>| {
            let page = self.briefing.find_page(&id.value)?;
            let label = self.briefing.page(page).title.get(self.lang).0.to_owned();
            Some(Link { label, url: self.entity_path(Entity::Page(page)) })
        };
        let mut footer: Vec<Link> = self.briefing.site.nav_pages.iter().filter_map(page).collect();
        footer.push(Link { label: self.t("changes-title"), url: self.path(Target::Changes(1)) });
        footer.push(Link { label: self.t("corrections-title"), url: self.path(Target::Corrections) });
        for format in FeedFormat::ALL {
            let label = match format {
                FeedFormat::Atom => "feed-atom",
                FeedFormat::Rss => "feed-rss",
                FeedFormat::Json => "feed-json",
            };
            let url = extra_path(self.briefing, Extra::Feed(format, Scope::Site, self.lang));
            footer.push(Link { label: self.t(label), url });
        }
        SiteView {
            name: self.briefing.site.title.get(self.lang).0.to_owned(),
            tagline: self.briefing.site.description.get(self.lang).0.to_owned(),
            home: self.path(Target::Feed(1)),
            nav: Section::ALL.iter().filter_map(nav).collect(),
            footer,
            licenses: self.licenses(),
            feeds: self.feeds(Scope::Site),
            search: if self.briefing.site.search { self.path(Target::Search) } else { String::new() },
            options: theme.options.clone(),
            logo: self.logo(theme),
            manifest: super::card::manifest_path(self),
            touch_icon: super::card::icon_path(self),
            style: theme.assets.get(SITE_SHEET).map(|sheet| sheet.path.clone()),
        }
    }

    /// The picture that the site names, if it is there.
    fn logo(&self, theme: &Theme) -> Option<Logo> {
        let text = |option| match theme.options.get(option) {
            Some(OptionValue::Text(text)) if !text.is_empty() => Some(text.clone()),
            _ => None,
        };
        let url = text("logo")?;
        let file = self.plan.copies.iter().find(|copy| copy.path == url)?;
        let (width, height) = file.size.unzip();
        let name = || self.briefing.site.title.get(self.lang).0.to_owned();
        Some(Logo { url, text: text("logo_text").unwrap_or_else(name), width, height })
    }
}
