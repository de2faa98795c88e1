//! One edition of the site in memory: every output by its path, printed when it is asked for.
//!
//! A [`Press`] borrows the compiled site, and is thrown away with it when a newer edition is there. What was
//! printed is kept for a while: an open page is compared with its new text first, and asked for right after.

use std::collections::HashMap;
use std::mem::{self, Discriminant};
use std::sync::Arc;

use crate::diagnostics::Diagnostic;
use crate::model::LangId;
use crate::pipeline::Compiled;
use crate::plan::{Extra, FeedFormat, PageSpec, Target};
use crate::render::{self, Builder};

/// How many printed outputs are kept.
const KEPT: usize = 64;
/// The longest output that is kept, in bytes.
const LONGEST_KEPT: usize = 1 << 20;

/// What is at a path.
#[derive(Clone, Copy)]
enum Item<'a> {
    Page(&'a PageSpec),
    Redirect(usize),
    Extra(Extra),
    Bytes(&'a Arc<[u8]>),
}

/// Prints the outputs of one edition.
pub(super) struct Press<'a> {
    pub(super) compiled: &'a Compiled,
    builders: Vec<Builder<'a>>,
    items: HashMap<&'a str, Item<'a>>,
    printed: HashMap<String, Arc<[u8]>>,
}

/// What came of printing: nothing at that path, or bytes, or what is wrong with the template.
pub(super) type Printed = Option<Result<Arc<[u8]>, Vec<Diagnostic>>>;

impl<'a> Press<'a> {
    pub(super) fn new(compiled: &'a Compiled) -> Press<'a> {
        let plan = &compiled.plan;
        let pages = plan.pages.iter().map(|spec| (spec.path.as_str(), Item::Page(spec)));
        let redirects = plan.redirects.iter().enumerate().map(|(i, r)| (r.path.as_str(), Item::Redirect(i)));
        let extras = plan.extras.iter().map(|(path, extra)| (path.as_str(), Item::Extra(*extra)));
        let assets = compiled.theme().into_iter().flat_map(|theme| theme.assets.values());
        let assets = assets.map(|asset| (asset.path.as_str(), Item::Bytes(&asset.bytes)));
        let copies = plan.copies.iter().map(|c| (c.path.as_str(), Item::Bytes(&compiled.files.assets[c.asset].bytes)));
        // In an edition without errors no two of them are at one path.
        let items = redirects.chain(extras).chain(assets).chain(copies).chain(pages).collect();
        Press { compiled, builders: compiled.builders(), items, printed: HashMap::new() }
    }

    /// The page at a path.
    pub(super) fn spec(&self, path: &str) -> Option<&'a PageSpec> {
        match self.items.get(path) {
            Some(Item::Page(spec)) => Some(spec),
            _ => None,
        }
    }

    /// The output at a path.
    pub(super) fn print(&mut self, path: &str) -> Printed {
        let item = *self.items.get(path)?;
        if let Some(bytes) = self.printed.get(path) {
            return Some(Ok(Arc::clone(bytes)));
        }
        let printed = match item {
            Item::Bytes(bytes) => return Some(Ok(Arc::clone(bytes))),
            Item::Page(spec) => self.page(spec),
            Item::Redirect(index) => self.redirect(index),
            Item::Extra(extra) => self.extra(path, extra)?,
        };
        if let Ok(bytes) = &printed
            && bytes.len() <= LONGEST_KEPT
        {
            if self.printed.len() >= KEPT {
                self.printed.clear();
            }
            self.printed.insert(path.to_owned(), Arc::clone(bytes));
        }
        Some(printed)
    }

    fn builder(&self, lang: LangId) -> Option<&Builder<'a>> {
        self.builders.get(lang.index())
    }

    fn page(&self, spec: &PageSpec) -> Result<Arc<[u8]>, Vec<Diagnostic>> {
        let (Some(builder), Some(theme)) = (self.builder(spec.lang), self.compiled.theme()) else {
            return Err(Vec::new());
        };
        let html = render::page(builder, theme, spec);
        whole(builder, html)
    }

    fn redirect(&self, index: usize) -> Result<Arc<[u8]>, Vec<Diagnostic>> {
        let redirect = &self.compiled.plan.redirects[index];
        let (Some(builder), Some(theme)) = (self.builder(redirect.lang), self.compiled.theme()) else {
            return Err(Vec::new());
        };
        let html = render::redirect(builder, theme, redirect);
        whole(builder, html)
    }

    fn extra(&self, path: &str, extra: Extra) -> Printed {
        // The three formats of a feed are made together.
        let extra = match extra {
            Extra::Feed(_, scope, lang) => Extra::Feed(FeedFormat::Atom, scope, lang),
            other => other,
        };
        let made = render::extra(&self.builders, extra);
        made.into_iter().find(|(made, _)| made == path).map(|(_, bytes)| Ok(bytes.into()))
    }

    /// Prints a page of each kind, in the first language, and says what is wrong with them: a template is
    /// found out before readers meet it.
    pub(super) fn prove(&self) -> Vec<Diagnostic> {
        let mut seen: Vec<(Discriminant<Target>, bool)> = Vec::new();
        let mut problems = Vec::new();
        for spec in self.compiled.plan.pages.iter().filter(|spec| spec.lang == LangId::DEFAULT) {
            let kind = (mem::discriminant(&spec.target), spec.target == Target::Feed(1));
            if !seen.contains(&kind) {
                seen.push(kind);
                problems.extend(self.page(spec).err().into_iter().flatten());
            }
        }
        problems
    }
}

/// A page, unless something in it went wrong.
fn whole(builder: &Builder<'_>, html: Result<Vec<u8>, Box<Diagnostic>>) -> Result<Arc<[u8]>, Vec<Diagnostic>> {
    let mut problems = builder.take_problems();
    match html {
        Ok(html) if problems.is_empty() => return Ok(html.into()),
        Ok(_) => {}
        Err(problem) => problems.push(*problem),
    }
    Err(problems)
}
