//! Texts: Markdown with its links, facts and citations resolved for the page that shows it.

use std::borrow::Cow;

use super::{Builder, text_chart};
use crate::model::{CompanyId, DealId, Entity, Linked, Prose};
use crate::plan::{Copy, Planned, Target, pretty, root_prefix};
use crate::prose::{self, FactText, FileRef, Label, Link, Mentions, Note};
use crate::render::view::{Body, Markup};
use crate::resolve::{FactError, find_fact};
use crate::theme::Theme;

/// Where a text stands: what its links are relative to, and whose it is.
struct Place<'p> {
    builder: &'p Builder<'p>,
    /// Words and numbers in the language of the text, which need not be that of the page.
    voice: &'p Builder<'p>,
    /// Put before every internal path: `../../`, or the base address in feeds.
    root: &'p str,
    /// In a feed, the address of the text's own page.
    page: String,
    entity: Entity,
    prose: &'p Prose,
    mentions: bool,
}

impl Builder<'_> {
    /// The text of something on its own page; `None` also for a file without text, as `new` writes it.
    pub(crate) fn own_body(&self, entity: Entity, path: &str) -> Option<Body> {
        written(self.body_with_headings(entity, path)?.0)
    }

    /// The same, and its headings as fragment and text.
    pub(crate) fn body_with_headings(&self, entity: Entity, path: &str) -> Option<(Body, Vec<(String, String)>)> {
        let prose = self.briefing.body(entity, self.lang)?;
        Some(self.body(prose, entity, &root_prefix(path)))
    }

    /// A deal's text with absolute links, for feeds.
    pub(crate) fn feed_body(&self, id: DealId) -> Option<String> {
        let prose = self.briefing.body(Entity::Deal(id), self.lang)?;
        written(self.body(prose, Entity::Deal(id), &self.briefing.site.base_url).0).map(|body| body.html.0)
    }

    fn body(&self, prose: &Prose, entity: Entity, root: &str) -> (Body, Vec<(String, String)>) {
        let own_language = prose.lang == self.lang;
        let other;
        let voice = match own_language {
            true => self,
            false => {
                other = self.voice(prose.lang);
                &other
            }
        };
        let page = if is_absolute(root) { self.absolute(&self.entity_path(entity)) } else { String::new() };
        let mentions = prose.mentions.unwrap_or(true);
        let place = Place { builder: self, voice, root, page, entity, prose, mentions };
        let rendered = prose::render(prose.markdown(), &place);
        let tag = self.briefing.site.tag(prose.lang);
        let notice = (!own_language).then(|| {
            self.say("untranslated", &[("language", self.locale.language_name(self.briefing.site.tag(self.lang)))])
        });
        let lang = (!own_language).then(|| tag.to_owned());
        let (charts, extras) = (!prose.charts.is_empty(), rendered.extras);
        let body = Body { html: Markup(rendered.html), lang, notice, charts, extras };
        (body, rendered.headings.into_iter().map(|h| (h.id, h.text)).collect())
    }
}

/// Whether links are put behind the base address, as in feeds, and not behind a way to the root.
fn is_absolute(root: &str) -> bool {
    root.contains("://")
}

/// A body with something in it: a heading above nothing would promise a text.
fn written(body: Body) -> Option<Body> {
    Some(body).filter(|body| !body.html.0.trim().is_empty())
}

impl Place<'_> {
    fn href(&self, path: &str) -> String {
        // Absolute links, in feeds, are canonical ones.
        let path = if is_absolute(self.root) { pretty(path) } else { self.builder.address(path) };
        format!("{}{path}", self.root)
    }
}

impl prose::Context for Place<'_> {
    fn page(&self) -> &str {
        &self.page
    }

    fn link(&self, id: &str) -> Link {
        let b = self.builder;
        let Some((_, found)) = b.briefing.linked(id).next() else {
            return match b.briefing.is_hidden(id) {
                // An id says what is planned. The editor has been warned.
                true => Link::Hidden { text: "…".to_owned() },
                false => Link::Unknown,
            };
        };
        let entity = match found {
            Linked::Entity(entity) => entity,
            Linked::Source(source) => {
                let source = b.source_ref(source);
                let (text, lang) = (source.name.clone(), source.lang.clone());
                return Link::To { href: self.href(&source.url), text, lang, company: None };
            }
        };
        let (text, company) = match entity {
            Entity::Deal(d) => (b.summary(d).title.clone(), None),
            Entity::Company(c) => (b.named(&b.briefing.company(c).name), Some(c)),
            Entity::Page(p) => (b.words(&b.briefing.page(p).title), None),
        };
        Link::To { href: self.href(&b.entity_path(entity)), text: text.text, lang: text.lang, company }
    }

    fn fact(&self, path: &[&str]) -> Option<FactText> {
        let b = self.builder;
        let own = match self.entity {
            Entity::Deal(id) => Some(id),
            Entity::Company(_) | Entity::Page(_) => None,
        };
        let found = match find_fact(b.briefing, own, path) {
            Ok(found) => found,
            // What is planned, and its id. The editor has been warned.
            Err(FactError::Hidden) => {
                return Some(FactText { text: "…".to_owned(), href: None, title: None, inferred: false });
            }
            Err(FactError::NoDeal | FactError::UnknownDeal(..) | FactError::Unknown(..) | FactError::Ambiguous(_)) => {
                return None;
            }
        };
        let (text, fragment) = super::deal::fact_text(self.voice, b.briefing.deal(found.deal), found.part, found.fact)?;
        let page = match own == Some(found.deal) {
            true => self.page.clone(),
            false => self.href(&b.path(Target::Deal(found.deal))),
        };
        let in_leg = b.briefing.deal(found.deal).leg_of(found.part).is_some();
        let best = found.fact.best()?;
        let source = best.sources.first().map(|c| b.said_by(c.source));
        Some(FactText {
            text,
            href: in_leg.then(|| format!("{page}#{fragment}")),
            title: source.map(|s| b.say("said-by", &[("outlets", &s)])),
            inferred: found.fact.date().is_some_and(crate::model::Edtf::inferred),
        })
    }

    fn citation(&self, source: &str, line: Option<u32>) -> Option<Note> {
        let b = self.builder;
        let id = b.briefing.find_source(source)?;
        let found = b.briefing.source(id);
        let detail = line.map(|n| b.cited_line(id, n)).unwrap_or_default();
        let label = match &found.publisher {
            Some(publisher) => publisher.clone(),
            None => found.title.clone(),
        };
        let titled = found.publisher.is_none() && found.lang != b.briefing.site.tag(b.lang);
        Some(Note { label, href: self.href(&b.source_ref(id).url), detail, lang: titled.then(|| found.lang.clone()) })
    }

    fn mentions(&self) -> Option<&Mentions> {
        self.builder.books.mentions.as_ref().filter(|_| self.mentions)
    }

    fn mention(&self, company: CompanyId) -> Option<String> {
        (self.entity != Entity::Company(company)).then(|| self.href(&self.builder.company_ref(company).url))
    }

    fn file(&self, path: &str) -> Option<FileRef> {
        let b = self.builder;
        let (path, planned) = b.plan.leads_to(b.briefing, self.entity, b.lang, path)?;
        let mut file = FileRef { href: self.href(&prose::encoded(&path)), ..FileRef::default() };
        if let Planned::Copy(index) = planned
            && let [whole, others @ ..] = &b.plan.copies[index..]
        {
            file.size = whole.size;
            if others.first().is_some_and(|copy| copy.reduced) {
                let all = others.iter().take_while(|copy| copy.reduced).chain([whole]);
                let width = |copy: &Copy| Some((self.href(&prose::encoded(&copy.path)), copy.size?.0));
                file.widths = all.filter_map(width).collect();
                file.shown = b.theme().map(Theme::picture_sizes).unwrap_or_default();
            }
        }
        Some(file)
    }

    fn typography<'a>(&self, text: &'a str, before: Option<char>) -> Cow<'a, str> {
        self.voice.locale.typography(text, before)
    }

    fn link_word(&self, text: &str) -> Option<usize> {
        self.voice.locale.link(text).map(|(start, _)| start)
    }

    fn joined<'a>(&self, word: &str, fact: &'a str) -> (String, Cow<'a, str>) {
        match self.voice.locale.link(word) {
            Some((_, link)) => link.join(fact),
            None => (word.to_owned(), Cow::Borrowed(fact)),
        }
    }

    fn is_taken(&self, id: &str) -> bool {
        let kind = match self.entity {
            Entity::Deal(_) => "deal",
            Entity::Company(_) => "company",
            Entity::Page(_) => "content",
        };
        let is_own = super::evidence::is_fragment(id) || id.starts_with(text_chart::ID);
        is_own || self.builder.theme().is_some_and(|theme| theme.has_id(kind, id))
    }

    fn chart(&self, index: usize) -> Option<String> {
        let b = self.builder;
        let place = text_chart::Place {
            own: self.entity,
            root: self.root,
            index,
            is_feed: is_absolute(self.root),
            is_foreign: self.prose.lang != b.lang,
        };
        Some(text_chart::markup(b, self.prose.charts.get(index)?, place))
    }

    fn label(&self, label: Label) -> &str {
        Label::ALL.iter().position(|l| *l == label).map_or("", |i| self.builder.labels[i].as_str())
    }
}
