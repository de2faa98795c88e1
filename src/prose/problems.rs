//! The problems of one text, in words.
//!
//! Of one kind at most [`MOST`] are listed; the last of them says that there are more, so that a file of a million
//! angle brackets costs no more than its size.

use std::ops::Range;

use super::pieces::{Fault, Malformed};
use super::url::Refusal;
use crate::diagnostics::{Code, Diagnostic, Severity, codes};
use crate::span::{FileId, Span};

/// How many problems of one kind a text may have before the rest is only counted.
pub(super) const MOST: usize = 100;

/// The problems of one text.
pub(super) struct Problems {
    file: FileId,
    /// Where the Markdown starts in the file.
    start: usize,
    found: Vec<Diagnostic>,
    /// How many of each kind there are.
    counts: Vec<(Code, usize)>,
}

impl Problems {
    /// None yet.
    pub(super) fn new(file: FileId, start: usize) -> Problems {
        Problems { file, start, found: Vec::new(), counts: Vec::new() }
    }

    /// A range of the Markdown as a span of the file.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.start + range.start..self.start + range.end)
    }

    /// The list, in the order of the text.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        for (code, count) in self.counts {
            if count > MOST {
                let last = self.found.iter_mut().rfind(|problem| problem.code == code);
                if let Some(problem) = last {
                    problem.notes.push(format!("{} more of this kind in this text are not listed", count - MOST));
                }
            }
        }
        self.found.sort_by_key(|problem| problem.primary.span);
        self.found
    }

    /// Counts a problem of `code`; it is made only if it is to be listed.
    pub(super) fn add(&mut self, code: Code, make: impl FnOnce(&dyn Fn(Range<usize>) -> Span) -> Diagnostic) {
        let known = self.counts.iter().position(|(counted, _)| *counted == code);
        let at = known.unwrap_or_else(|| {
            self.counts.push((code, 0));
            self.counts.len() - 1
        });
        self.counts[at].1 += 1;
        if self.counts[at].1 <= MOST {
            let problem = make(&|range| self.span(range));
            self.found.push(problem);
        }
    }

    /// Adds a problem that needs no more words.
    pub(super) fn push(&mut self, code: Code, range: Range<usize>, title: String) {
        self.add(code, |at| Diagnostic::new(code, at(range), title));
    }

    /// Adds a warning. `help` is advice, or says what the fix does: what to write at which place.
    pub(super) fn warn(
        &mut self,
        code: Code,
        range: Range<usize>,
        title: String,
        help: &str,
        fix: Option<(Range<usize>, &str)>,
    ) {
        self.add(code, |at| {
            let mut problem = Diagnostic::new(code, at(range), title);
            problem.severity = Severity::Warning;
            match fix {
                Some((place, text)) => problem.suggest(help, at(place), text),
                None => problem.help(help),
            }
        });
    }

    /// A `{{ … }}` at `whole` that names no fact.
    pub(super) fn fact(&mut self, malformed: &Malformed, whole: Range<usize>) {
        self.add(codes::FACT_SYNTAX, |at| {
            let (title, label) = match &malformed.fault {
                Fault::Unclosed => ("expected `}}` after `{{`, found none".to_owned(), "opened here"),
                Fault::Empty => ("expected a fact in `{{ }}`, found nothing".to_owned(), "no fact is named"),
                Fault::Templating(_) => {
                    ("expected a fact in `{{ }}`, found templating".to_owned(), "not part of a fact")
                }
                Fault::Words => {
                    ("expected one fact in `{{ }}`, found several words".to_owned(), "white space in a fact")
                }
                Fault::EmptySegment => {
                    ("expected a name on both sides of each dot, found none".to_owned(), "a name is missing")
                }
                Fault::TooManySegments(n) => {
                    (format!("expected at most four names in a fact, found {n}"), "too many names")
                }
                Fault::Character(c) => {
                    (format!("expected letters, digits, `-` and `_` in a fact, found `{c}`"), "no id has this")
                }
            };
            let problem = Diagnostic::new(codes::FACT_SYNTAX, at(malformed.at.clone()), title).label(label);
            match &malformed.fault {
                Fault::Templating(Some(path)) => problem
                    .help("no other templating exists in prose: a fact is written out in the page's language")
                    .suggest("name the fact alone", at(whole), format!("{{{{ {path} }}}}")),
                Fault::Templating(None) => problem.help("no other templating exists in prose"),
                Fault::Unclosed => problem
                    .help("a fact stands on one line, without markup inside: `{{ value }}`")
                    .help("for two braces as text write `\\{{`"),
                Fault::Empty | Fault::Words | Fault::EmptySegment | Fault::TooManySegments(_) | Fault::Character(_) => {
                    problem.help("write `{{ value }}`, `{{ deal.value }}` or `{{ deal.leg.value }}`")
                }
            }
        });
    }

    /// Raw HTML at `range`.
    pub(super) fn html(&mut self, markdown: &str, range: Range<usize>, block: bool) {
        let html = markdown.get(range.clone()).unwrap_or("").trim_end();
        let place = range.start..range.start + html.len();
        let (what, label) = if html.starts_with("<!--") {
            ("an HTML comment", "not published")
        } else if block {
            ("a block of raw HTML", "dropped with the text inside")
        } else {
            ("raw HTML", "dropped, the text around it stays")
        };
        let title = format!("expected Markdown, found {what}: `{}`", short(html));
        self.add(codes::RAW_HTML, |at| {
            let problem = Diagnostic::new(codes::RAW_HTML, at(place), title).label(label);
            match instead_of(html) {
                Some(help) => problem.help(help),
                None => problem,
            }
        });
    }

    /// `![[id]]` at `range`.
    pub(super) fn embed(&mut self, range: Range<usize>) {
        self.add(codes::BROKEN_LINK, |at| {
            Diagnostic::new(codes::BROKEN_LINK, at(range), "expected a link or a picture, found `![[…]]`")
                .help("write `[[id]]` for a link, `![description](file.png)` for a picture")
        });
    }

    /// A picture that is no file of the entry.
    pub(super) fn foreign_picture(&mut self, place: Range<usize>, address: &str) {
        self.add(codes::URL_SCHEME, |at| {
            let title = format!("expected a picture among the files of the entry, found `{}`", short(address));
            Diagnostic::new(codes::URL_SCHEME, at(place), title)
                .label("a page loads nothing from elsewhere")
                .help("put the file into the entry's folder and name it here, or write a link without `!`")
        });
    }

    /// An address that leads nowhere.
    pub(super) fn address(&mut self, address: &str, place: Range<usize>, refusal: &Refusal) {
        const ALLOWED: &str = "a link is http, https, mailto, tel, or the path of a file of the entry";
        let code = match refusal {
            Refusal::Empty | Refusal::Incomplete => codes::BROKEN_LINK,
            Refusal::Scheme(_) | Refusal::OtherSite | Refusal::Control => codes::URL_SCHEME,
        };
        self.add(code, |at| match refusal {
            Refusal::Empty => Diagnostic::new(code, at(place), "expected an address, found nothing"),
            Refusal::Incomplete => {
                let title = format!("expected an address behind the scheme, found `{}`", short(address));
                Diagnostic::new(code, at(place), title)
            }
            Refusal::Scheme(scheme) => {
                let title =
                    format!("expected http, https, mailto, tel or a file, found the scheme `{}`", short(scheme));
                Diagnostic::new(code, at(place), title).help(ALLOWED)
            }
            Refusal::OtherSite => {
                let title = format!("expected a scheme in front of another site's address, found `{}`", short(address));
                let whole = place.len() == address.len();
                let span = at(place);
                let problem = Diagnostic::new(code, span, title);
                if whole {
                    problem.suggest("name the scheme", span.part(0..0), "https:")
                } else {
                    problem.help(ALLOWED)
                }
            }
            Refusal::Control => {
                Diagnostic::new(code, at(place), "expected an address, found an invisible character in it")
                    .help("type the address anew; white space in a file's name is `%20`")
            }
        });
    }

    /// A footnote or the definition of a link that nothing refers to; `mark` is how a reference is written.
    pub(super) fn unused(&mut self, place: Range<usize>, what: &str, label: &str, mark: &str) {
        let label = short(label);
        let title = format!("expected a reference to the {what} `{label}`, found none");
        let help = format!("write `{}` where it belongs, or delete it", mark.replace("{}", &label));
        self.warn(codes::MARKDOWN, place, title, &help, None);
    }
}

/// `text` short enough for a title, on one line.
pub(super) fn short(text: &str) -> String {
    const LENGTH: usize = 40;
    let line = text.lines().next().unwrap_or("");
    let cut: String = line.chars().filter(|c| !c.is_control()).take(LENGTH).collect();
    if cut.len() < text.len() { format!("{cut}…") } else { cut }
}

/// What Markdown has for a tag.
fn instead_of(html: &str) -> Option<&'static str> {
    if html.starts_with("<!--") {
        return Some("keep notes for editors in the TOML sheet, as `# …`");
    }
    let name = html.trim_start_matches(['<', '/']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    Some(match name[..end].to_ascii_lowercase().as_str() {
        "b" | "strong" => "write `**…**`",
        "i" | "em" => "write `*…*`",
        "s" | "del" | "strike" => "write `~~…~~`",
        "code" | "tt" => "write it between backticks",
        "br" => "end the line with a backslash",
        "hr" => "write `---` on a line of its own",
        "a" => "write `[text](address)`",
        "img" => "write `![description](file.png)`",
        "table" => "write a table with `|`",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "begin the line with `##`",
        "blockquote" => "begin each line with `>`",
        "pre" => "write a fence of three backticks",
        _ => return None,
    })
}
