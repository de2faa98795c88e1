//! A clipping that is the text of no source: a slip in its name, and its quotes go unchecked.

use crate::check::Context;
use crate::diagnostics::{Diagnostic, closest, codes};
use crate::span::Span;

pub(in crate::check) fn check(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for &file in &context.clippings.strays {
        let name = context.path(Span::start_of(file)).rsplit('/').next().unwrap_or_default();
        let title = format!("no source has the text `{name}`");
        let problem = Diagnostic::new(codes::CLIPPING, Span::start_of(file), title);
        let known = context.briefing.sources.iter().map(|s| s.id.as_str());
        out.push(match name.strip_suffix(".txt") {
            None => problem.help("clippings are called `<id of a source>.txt`; remove what is none"),
            Some(stem) => match closest(stem, known) {
                Some(near) => problem.help(format!("rename it to `{near}.txt`")),
                None => problem.help(format!("write `content/sources/{stem}.toml`, or remove it")),
            },
        });
    }
}
