//! `tearsheet unused SOURCE`: the figures of a source's text that no sheet has.

use serde_json::json;

use super::{Exit, Failure, compiled, say};
use crate::cli::{Shape, Unused};
use crate::diagnostics::{counted, neutral};
use crate::evidence::{self, Clippings, Listed};
use crate::figures::Grammar;
use crate::files::Files;

/// Prints a line per figure: its place, its meaning in the notation of sheets, its words.
pub(crate) fn run(options: &Unused) -> Result<Exit, Failure> {
    let compiled = compiled::open(options.root.as_deref(), options.clippings.as_deref(), None)?;
    let (briefing, files) = (&compiled.briefing, &compiled.files);
    let source = compiled::source(briefing, &options.source)?;
    let clippings = Clippings::gather(briefing, files);
    let clipping = compiled::clipping(&clippings, source, &options.source)?;
    if evidence::grammar(briefing.source(source)).is_none() {
        let lang = &briefing.source(source).lang;
        let read: Vec<&str> = Grammar::all().map(Grammar::tag).collect();
        return Err(Failure::of(format!(
            "figures are read in {}, and `{}` is in `{lang}`",
            read.join(", "),
            options.source
        )));
    }
    let listed = evidence::listed(briefing, files, source, clipping);
    let all = listed.len();
    let unused = evidence::unused(briefing, source, listed);
    match options.format {
        Shape::Json => say::result(&unused.iter().map(|figure| line_of_json(files, figure)).collect::<String>())?,
        Shape::Human => {
            say::result(&unused.iter().map(|figure| line(files, figure)).collect::<String>())?;
            say::remark(&format!("{} of {} in `{}` not used\n", unused.len(), counted(all, "figure"), options.source));
        }
    }
    Ok(Exit::Clean)
}

fn line(files: &Files, figure: &Listed) -> String {
    let file = files.get(figure.span.file);
    let at = file.position(figure.span.start);
    let meaning = evidence::notation(&figure.reading).map_or_else(|| "no amount of a sheet".to_owned(), |(_, is)| is);
    let words = file.slice(figure.span);
    neutral::excerpt(&format!("{}:{}:{}: {meaning}: {words}", file.path, at.line, at.column)).to_string() + "\n"
}

fn line_of_json(files: &Files, figure: &Listed) -> String {
    let file = files.get(figure.span.file);
    let at = file.position(figure.span.start);
    let (field, is) = evidence::notation(&figure.reading).map_or((None, None), |(field, is)| (Some(field), Some(is)));
    let object = json!({
        "file": file.path, "line": at.line, "column": at.column,
        "text": file.slice(figure.span), "is": is, "field": field,
    });
    format!("{object}\n")
}
