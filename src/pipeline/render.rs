//! From a compiled site to its outputs: one at a time for a preview, all of them for a build.

use std::borrow::Cow;
use std::io;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use super::inputs::shared;
use super::{Compiled, Inputs};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::lock::held;
use crate::model::{LangId, Reads};
use crate::pictures;
use crate::plan::{Copy, Extra, PageSpec, Planned, Redirect};
use crate::render::{Books, Builder};
use crate::site::{self, Printer};
use crate::theme::Theme;

/// What rendering came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// Pages and redirects.
    pub pages: usize,
    /// All outputs that were made.
    pub files: usize,
    /// Their size.
    pub bytes: u64,
    /// From what they were made.
    pub inputs: Inputs,
}

/// Why rendering stopped.
#[derive(Debug)]
pub enum RenderError {
    /// Templates failed.
    Diagnostics(Diagnostics),
    /// The sink refused this output.
    Io(String, io::Error),
}

/// Takes every output: its path below the output directory, and its bytes.
pub type Sink<'a> = dyn Fn(&str, &[u8]) -> io::Result<()> + Sync + 'a;

/// Whether an output is to be made, by its path below the output directory.
pub type Wanted<'a> = dyn Fn(&str) -> bool + Sync + 'a;

/// A compiled site, ready to render any of its outputs.
pub struct Renderer<'c> {
    compiled: &'c Compiled,
    theme: &'c Theme,
    /// Per language.
    builders: Vec<Builder<'c>>,
}

impl<'c> Renderer<'c> {
    /// `None` if the theme could not be loaded.
    pub fn new(compiled: &'c Compiled) -> Option<Renderer<'c>> {
        Renderer::with(compiled, Books::new(&compiled.briefing, &compiled.mentions))
    }

    /// To try templates only: what it prints lacks loops and plans, which take a while to find on a large site.
    pub fn of_trial(compiled: &'c Compiled) -> Option<Renderer<'c>> {
        Renderer::with(compiled, Books::closed(&compiled.briefing))
    }

    fn with(compiled: &'c Compiled, books: Arc<Books<'c>>) -> Option<Renderer<'c>> {
        let theme = compiled.theme.as_deref()?;
        let (briefing, plan, locales) = (&compiled.briefing, &*compiled.plan, &*compiled.locales);
        let builder = |lang| Builder::new(Arc::clone(&books), plan, theme, &theme.messages, locales, lang);
        Some(Renderer { compiled, theme, builders: briefing.site.lang_ids().map(builder).collect() })
    }

    /// A page.
    ///
    /// # Errors
    /// What its template does wrong.
    pub fn page(&self, spec: &PageSpec) -> Result<Vec<u8>, Box<Diagnostic>> {
        spec.target.with(|kind| kind.make(&Printer::new(self.builder(spec.lang), self.theme, spec)))
    }

    /// A page at a former address.
    ///
    /// # Errors
    /// What its template does wrong.
    pub fn redirect(&self, redirect: &Redirect) -> Result<Vec<u8>, Box<Diagnostic>> {
        site::redirect(self.builder(redirect.lang), self.theme, redirect)
    }

    /// A file that is not a page, with all that is made with it: their paths and bytes.
    pub fn extra(&self, extra: Extra) -> Vec<(String, Vec<u8>)> {
        let made = extra.with(|file| (file.paths(&self.compiled.briefing), file.make(&self.builders)));
        made.0.into_iter().zip(made.1).collect()
    }

    /// Files that are taken over as they are: their paths and bytes.
    pub fn passed_through(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let copies = self.compiled.plan.copies.iter().filter(|copy| !copy.reduced);
        let copies = copies.map(|copy| (copy.path.as_str(), self.copied(copy)));
        copies.chain(self.theme.sent().map(|asset| (asset.path.as_str(), &*asset.bytes)))
    }

    /// The bytes of a copied file, of a smaller picture those of the one that it is made from.
    fn copied(&self, copy: &Copy) -> &[u8] {
        &self.compiled.files.assets[copy.asset].bytes
    }

    /// The output at a path; `None` if there is none. Pictures are not made smaller for a preview: the whole ones stand in.
    ///
    /// # Errors
    /// What templates do wrong.
    pub fn output(&self, path: &str) -> Option<Result<Arc<[u8]>, Vec<Diagnostic>>> {
        let plan = &self.compiled.plan;
        let Some(planned) = plan.find(path) else {
            return self.theme.sent().find(|asset| asset.path == path).map(|asset| Ok(Arc::clone(&asset.bytes)));
        };
        let html = match planned {
            Planned::Page(index) => self.page(&plan.pages[index]),
            Planned::Redirect(index) => self.redirect(&plan.redirects[index]),
            Planned::Copy(index) => {
                return Some(Ok(Arc::clone(&self.compiled.files.assets[plan.copies[index].asset].bytes)));
            }
            Planned::Extra(extra) => {
                let extra = extra.with(|file| file.leader()).unwrap_or(extra);
                return self.extra(extra).into_iter().find(|(made, _)| made == path).map(|(_, bytes)| Ok(bytes.into()));
            }
        };
        Some(self.whole(html))
    }

    /// A page, unless something in it or in what it shares with others went wrong.
    fn whole(&self, html: Result<Vec<u8>, Box<Diagnostic>>) -> Result<Arc<[u8]>, Vec<Diagnostic>> {
        let mut problems = self.take_problems();
        match html {
            Ok(html) if problems.is_empty() => return Ok(html.into()),
            Ok(_) => {}
            Err(problem) => problems.push(*problem),
        }
        Err(problems)
    }

    /// What went wrong in parts that several pages share, since it was asked last.
    pub fn take_problems(&self) -> Vec<Diagnostic> {
        self.builders.iter().flat_map(Builder::take_problems).collect()
    }

    /// What all outputs share, as a hash: see [`Inputs`].
    fn shared(&self) -> blake3::Hash {
        shared(&self.compiled.briefing, &self.compiled.plan, &self.builders[0].books)
    }

    fn builder(&self, lang: LangId) -> &Builder<'c> {
        &self.builders[lang.index()]
    }
}

/// Renders every output of a site without errors.
///
/// # Errors
/// All template errors of the run, or the first output that the sink refused.
pub fn render(compiled: &Compiled, sink: &Sink<'_>) -> Result<Rendered, RenderError> {
    render_where(compiled, &|_| true, sink)
}

/// Renders those outputs of a site without errors whose paths are wanted. The three formats of a feed are made
/// together, if one of them is wanted.
///
/// # Errors
/// As [`render()`].
pub fn render_where(compiled: &Compiled, wanted: &Wanted<'_>, sink: &Sink<'_>) -> Result<Rendered, RenderError> {
    let Some(renderer) = Renderer::new(compiled) else {
        return Err(RenderError::Diagnostics(Diagnostics::default()));
    };
    let desk = Desk::new(wanted, sink);
    let plan = &compiled.plan;
    // Some extras are large (a table of all claims): they begin first, beside the pages.
    rayon::join(
        || plan.extras.par_iter().for_each(|(_, extra)| desk.files(*extra, &renderer)),
        || plan.pages.par_iter().for_each(|spec| desk.page(&spec.path, || renderer.page(spec))),
    );
    plan.redirects.par_iter().for_each(|redirect| desk.page(&redirect.path, || renderer.redirect(redirect)));
    held(desk.inputs.lock()).shared = Some(renderer.shared());
    held(desk.problems.lock()).extend(renderer.take_problems());
    renderer.passed_through().for_each(|(path, bytes)| desk.copy(path, || bytes.into()));
    plan.copies.par_iter().filter(|copy| copy.reduced).for_each(|copy| {
        desk.copy(&copy.path, || pictures::make(renderer.copied(copy), copy.size.unwrap_or_default()));
    });
    desk.close()
}

/// Where outputs are handed over, and what went wrong there.
struct Desk<'s> {
    wanted: &'s Wanted<'s>,
    sink: &'s Sink<'s>,
    pages: AtomicUsize,
    files: AtomicUsize,
    bytes: AtomicU64,
    problems: Mutex<Vec<Diagnostic>>,
    refused: Mutex<Option<(String, io::Error)>>,
    inputs: Mutex<Inputs>,
}

impl<'s> Desk<'s> {
    fn new(wanted: &'s Wanted<'s>, sink: &'s Sink<'s>) -> Desk<'s> {
        Desk {
            wanted,
            sink,
            pages: AtomicUsize::new(0),
            files: AtomicUsize::new(0),
            bytes: AtomicU64::new(0),
            problems: Mutex::default(),
            refused: Mutex::default(),
            inputs: Mutex::default(),
        }
    }

    /// Renders and hands over a page; a template's problem is kept, and the other pages go on.
    fn page(&self, path: &str, render: impl FnOnce() -> Result<Vec<u8>, Box<Diagnostic>>) {
        if !self.wants(path) {
            return;
        }
        let (made, reads) = Reads::of(render);
        match made {
            Ok(html) => {
                held(self.inputs.lock()).put(path, reads);
                self.pages.fetch_add(1, Ordering::Relaxed);
                self.put(path, &html);
            }
            Err(problem) => held(self.problems.lock()).push(*problem),
        }
    }

    /// Makes and hands over a file and what is made with it.
    fn files(&self, extra: Extra, renderer: &Renderer<'_>) {
        let (leader, paths) = extra.with(|file| (file.leader(), file.paths(&renderer.compiled.briefing)));
        if leader.is_some() {
            return;
        }
        let wanted: Vec<String> = paths.into_iter().filter(|path| self.wants(path)).collect();
        if wanted.is_empty() {
            return;
        }
        let (made, reads) = Reads::of(|| renderer.extra(extra));
        for (path, bytes) in made {
            if wanted.contains(&path) {
                held(self.inputs.lock()).put(&path, reads.clone());
                self.put(&path, &bytes);
            }
        }
    }

    /// Hands over what is made from one file and nothing else.
    fn copy<'b>(&self, path: &str, bytes: impl FnOnce() -> Cow<'b, [u8]>) {
        if self.wants(path) {
            self.put(path, &bytes());
        }
    }

    fn wants(&self, path: &str) -> bool {
        (self.wanted)(path) && !self.is_refused()
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        self.files.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        if let Err(error) = (self.sink)(path, bytes) {
            held(self.refused.lock()).get_or_insert((path.to_owned(), error));
        }
    }

    fn is_refused(&self) -> bool {
        held(self.refused.lock()).is_some()
    }

    fn close(self) -> Result<Rendered, RenderError> {
        if let Some((path, error)) = held(self.refused.lock()).take() {
            return Err(RenderError::Io(path, error));
        }
        let problems = std::mem::take(&mut *held(self.problems.lock()));
        match problems.is_empty() {
            true => Ok(Rendered {
                pages: self.pages.into_inner(),
                files: self.files.into_inner(),
                bytes: self.bytes.into_inner(),
                inputs: held(self.inputs.into_inner()),
            }),
            false => Err(RenderError::Diagnostics(Diagnostics(problems).finish())),
        }
    }
}
