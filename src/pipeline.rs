//! STUB, to be dropped at the merge: the library pipeline's interface, with TOML syntax as its only rule.

use std::io;
use std::time::{Duration, Instant};

use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::files::Files;
use crate::span::Span;

/// What a run depends on besides its files.
pub struct Options {
    /// Today.
    pub today: jiff::civil::Date,
    /// Whether drafts are shown.
    pub drafts: bool,
}

/// A compiled site.
pub struct Compiled {
    /// Its input.
    pub files: Files,
    /// Its problems, finished.
    pub diagnostics: Diagnostics,
    /// Per phase.
    pub timings: Vec<(&'static str, Duration)>,
}

/// Rendered pages.
pub struct Rendered {
    /// How many.
    pub pages: usize,
    /// Their size.
    pub bytes: u64,
}

/// Why rendering stopped.
pub enum RenderError {
    /// Templates.
    Diagnostics(Diagnostics),
    /// The sink.
    Io(String, io::Error),
}

/// Takes every output file.
pub type Sink<'a> = dyn Fn(&str, &[u8]) -> io::Result<()> + Sync + 'a;

/// Compiles.
pub fn compile(
    files: Files,
    input_diagnostics: Vec<Diagnostic>,
    _themes: crate::theme::Provided,
    _locales: Vec<(String, String)>,
    options: &Options,
) -> Compiled {
    let start = Instant::now();
    let mut diagnostics = Diagnostics(input_diagnostics);
    for file in files.texts.iter().filter(|f| f.path.ends_with(".toml")) {
        if let Err(error) = toml::from_str::<toml::Table>(&file.text) {
            let span = Span::new(file.id, error.span().unwrap_or(0..0));
            diagnostics.push(Diagnostic::new(codes::TOML, span, error.message()));
        }
    }
    for file in files.texts.iter().filter(|f| f.path.ends_with(".md")) {
        if let Some(at) = file.text.find("<b>") {
            let title = format!("raw HTML is dropped ({}, {})", options.today, options.drafts);
            diagnostics.push(Diagnostic::new(codes::RAW_HTML, Span::new(file.id, at..at + 3), title));
        }
    }
    Compiled { files, diagnostics: diagnostics.finish(), timings: vec![("parse", start.elapsed())] }
}

/// Renders.
///
/// # Errors
/// If the sink fails.
pub fn render(compiled: &Compiled, sink: &Sink<'_>) -> Result<Rendered, RenderError> {
    let mut rendered = Rendered { pages: 0, bytes: 0 };
    for file in &compiled.files.texts {
        let path = format!("{}/index.html", file.path);
        sink(&path, file.text.as_bytes()).map_err(|error| RenderError::Io(path, error))?;
        rendered.pages += 1;
        rendered.bytes += file.text.len() as u64;
    }
    sink("index.html", b"stub").map_err(|error| RenderError::Io("index.html".to_owned(), error))?;
    Ok(rendered)
}
