//! `tearsheet new deal ID --from SOURCE`: a sheet with every figure of a source as a claim to be uncommented.
//!
//! A figure stands with its line and its exact words; what it is about, which leg has it and whether it belongs to the
//! deal at all is for the editor. Reader comments are left out.

use std::fmt::Write as _;
use std::path::Path;

use super::{Failure, compiled};
use crate::evidence::{self, Clippings, Listed};
use crate::files::Files;

/// The part of a sheet that lists the figures of a source.
pub(crate) fn claims(root: &Path, clippings: Option<&Path>, id: &str) -> Result<String, Failure> {
    let compiled = compiled::open(Some(root), clippings, None)?;
    let (briefing, files) = (&compiled.briefing, &compiled.files);
    let source = compiled::source(briefing, id)?;
    let texts = Clippings::gather(briefing, files);
    let listed = evidence::listed(briefing, files, source, compiled::clipping(&texts, source, id)?);
    let mut out =
        format!("\n# The figures of `{id}`, line by line: uncomment below a [[leg]] what belongs to this deal.\n");
    let mut line = 0;
    for figure in &listed {
        if figure.line != line {
            line = figure.line;
            // Writing to a `String` cannot fail.
            let _ = write!(out, "\n# line {line}\n");
        }
        out.push_str(&claim(files, id, figure));
    }
    if listed.is_empty() {
        out.push_str("# none was found\n");
    }
    Ok(out)
}

fn claim(files: &Files, id: &str, figure: &Listed) -> String {
    let words = quoted(files.get(figure.span.file).slice(figure.span));
    match evidence::notation(&figure.reading) {
        None => format!("# no amount of a sheet: {words}\n"),
        Some((field, is)) => {
            let hint = match field {
                "capacity" => "  # add of = \"chips\", \"site\" or \"power\"",
                "size" => "  # of a milestone or a reaction",
                _ => "",
            };
            format!("# {field} = {{ is = \"{is}\", source = \"{id}:{}\", quote = {words} }}{hint}\n", figure.line)
        }
    }
}

/// A TOML string.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.trim().chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
