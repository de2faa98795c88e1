//! What a page still lacks.

use super::super::bulletin::Place;
use super::{Missing, Subject};
use crate::diagnostics::codes;
use crate::model::{Amount, Claim, Entity, Fact, LangId, Prose, Text, Value};
use crate::pipeline::Compiled;
use crate::span::{FileId, Span};

/// A kind of lack, in the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A diagnostic that has no kind of its own here.
    Problem,
    /// A claim without a source.
    Unsourced,
    /// One source, or one voice, for what more should say.
    SingleSource,
    /// No news for too long.
    Stale,
    /// A text that does not use the facts of its original.
    OldTranslation,
    /// A title or a text that this language does not have.
    Untranslated,
    /// An amount that nobody discloses.
    Undisclosed,
}

impl Kind {
    /// As the browser gets it, and shows it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Problem => "problem",
            Kind::Unsourced => "unsourced",
            Kind::SingleSource => "single source",
            Kind::Stale => "stale",
            Kind::OldTranslation => "translation out of date",
            Kind::Untranslated => "untranslated",
            Kind::Undisclosed => "undisclosed",
        }
    }
}

/// What the page of a subject in a language lacks.
pub(super) fn of(compiled: &Compiled, subject: Subject, lang: LangId, own: &[Span]) -> Vec<Missing> {
    let list = List { compiled, found: Vec::new() };
    let mut list = list.diagnostics(own);
    match subject {
        Subject::Entity(Entity::Deal(id)) => {
            let deal = compiled.briefing.deal(id);
            list.text("title", &deal.title, lang, Span::start_of(deal.file));
            list.prose(&deal.bodies, lang);
            let current = deal.status_on(compiled.briefing.day);
            current.into_iter().for_each(|claim| list.claim("status", claim));
            deal.facts().for_each(|(part, fact)| list.fact(part, fact));
        }
        Subject::Entity(Entity::Company(id)) => {
            let company = compiled.briefing.company(id);
            list.prose(&company.bodies, lang);
            company.facts.iter().for_each(|fact| list.fact("", fact));
        }
        Subject::Entity(Entity::Page(id)) => {
            let page = compiled.briefing.page(id);
            list.text("title", &page.title, lang, Span::start_of(page.file));
            list.prose(&page.bodies, lang);
        }
        Subject::Source(_) => {}
    }
    list.found.sort_by_key(|missing| missing.kind);
    list.found.dedup();
    list.found
}

struct List<'a> {
    compiled: &'a Compiled,
    found: Vec<Missing>,
}

impl List<'_> {
    fn add(&mut self, kind: Kind, what: impl Into<String>, at: Span) {
        let place = Some(Place::of(&self.compiled.files, at));
        self.found.push(Missing { kind, what: what.into(), place });
    }

    fn diagnostics(mut self, own: &[Span]) -> Self {
        let files: Vec<FileId> = own.iter().map(|place| place.file).collect();
        for diagnostic in &self.compiled.problems_in(&files).0 {
            let at = diagnostic.primary.span;
            if !own.iter().any(|place| place.holds(at)) {
                continue;
            }
            let kind = match diagnostic.code {
                code if code == codes::NO_SOURCE => Kind::Unsourced,
                code if code == codes::ONE_SOURCE || code == codes::WEAK_SOURCE || code == codes::ECHO => {
                    Kind::SingleSource
                }
                code if code == codes::STALE => Kind::Stale,
                code if code == codes::TRANSLATION_STALE => Kind::OldTranslation,
                _ => Kind::Problem,
            };
            self.add(kind, diagnostic.title.clone(), at);
        }
        self
    }

    fn text(&mut self, what: &str, text: &Text, lang: LangId, at: Span) {
        if !text.is_empty() && text.exact(lang).is_none() {
            self.add(Kind::Untranslated, what, at);
        }
    }

    fn prose(&mut self, bodies: &[Prose], lang: LangId) {
        if let Some(original) = bodies.first().filter(|_| bodies.iter().all(|body| body.lang != lang)) {
            self.add(Kind::Untranslated, "text", Span::start_of(original.file));
        }
    }

    fn fact(&mut self, part: &str, fact: &Fact) {
        let key = self.compiled.briefing.site.fields.key(fact.field);
        let name = if part.is_empty() { key.to_owned() } else { format!("{part}.{key}") };
        if let Some(best) = fact.best() {
            self.claim(&name, best);
        }
    }

    fn claim(&mut self, name: &str, claim: &Claim) {
        if matches!(claim.value, Value::Amount(Amount::Undisclosed)) {
            self.add(Kind::Undisclosed, name, claim.span);
        }
        match claim.sources.len() {
            0 if !claim.names_source => self.add(Kind::Unsourced, name, claim.span),
            1 if !matches!(claim.value, Value::Text(_)) => self.add(Kind::SingleSource, name, claim.span),
            _ => {}
        }
    }
}
