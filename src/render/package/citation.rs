//! `CITATION.cff`: how the site and its data are cited, in the Citation File Format.

use std::fmt::Write;

use crate::model::LangId;
use crate::plan::Target;
use crate::render::Builder;

/// The file, in the site's first language.
pub fn citation(b: &Builder<'_>) -> Vec<u8> {
    let site = &b.briefing.site;
    let title = site.title.get(LangId::DEFAULT).0;
    let mut out = String::from("cff-version: 1.2.0\n");
    let mut line = |key: &str, value: &str| {
        // Writing to a `String` cannot fail.
        let _ = writeln!(out, "{key}: {}", quoted(value));
    };
    line("message", &b.t("citation-message"));
    line("type", "dataset");
    line("title", title);
    let description = site.description.get(LangId::DEFAULT).0;
    if !description.is_empty() {
        line("abstract", description);
    }
    line("version", &b.briefing.day.to_string());
    line("url", &b.absolute(&b.path(Target::Feed(1))));
    line("repository-artifact", &b.absolute(&b.path(Target::Data)));
    let _ = writeln!(out, "authors:\n  - name: {}", quoted(title));
    out.into_bytes()
}

/// A string of JSON is one of YAML.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
