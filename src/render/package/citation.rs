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
    line(&mut out, "message", &b.t("citation-message"));
    line(&mut out, "type", "dataset");
    line(&mut out, "title", title);
    let description = site.description.get(LangId::DEFAULT).0;
    if !description.is_empty() {
        line(&mut out, "abstract", description);
    }
    // The format knows the identifiers of the SPDX list; several are a choice.
    let spdx: Option<Vec<&str>> = site.licenses.iter().map(|license| license.spdx.as_deref()).collect();
    match (spdx.as_deref(), site.licenses.first()) {
        (Some([]), _) | (_, None) => {}
        (Some(several), _) => {
            let all: Vec<String> = several.iter().map(|id| quoted(id)).collect();
            let _ = writeln!(out, "license: [{}]", all.join(", "));
        }
        (None, Some(license)) => {
            let _ = writeln!(out, "license-url: {}", quoted(&license.url));
        }
    }
    line(&mut out, "version", &b.briefing.day.to_string());
    line(&mut out, "url", &b.absolute(&b.path(Target::Feed(1))));
    line(&mut out, "repository-artifact", &b.absolute(&b.path(Target::Data)));
    let _ = writeln!(out, "authors:\n  - name: {}", quoted(title));
    out.into_bytes()
}

fn line(out: &mut String, key: &str, value: &str) {
    // Writing to a `String` cannot fail.
    let _ = writeln!(out, "{key}: {}", quoted(value));
}

/// A string of JSON is one of YAML.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
