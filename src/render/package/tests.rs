//! Reads the lists of sources back: nothing in a title or an address ends an entry.

use serde_json::{Value, json};

use super::{bibtex, csl_json};
use crate::render::fixture::{HOSTILE, briefing};

#[test]
fn csl_has_what_is_known_of_each_source() {
    let (briefing, _) = briefing();
    let items: Value = serde_json::from_slice(&csl_json(&briefing)).unwrap();
    let items = items.as_array().unwrap();
    assert_eq!(items.len(), briefing.sources.len());
    let wire = items.iter().find(|item| item["id"] == "wire").unwrap();
    assert_eq!(wire["title"], HOSTILE);
    assert_eq!(wire["type"], "article-newspaper");
    assert_eq!(wire["container-title"], "+Wire");
    assert_eq!(wire["issued"]["date-parts"], json!([[2025, 11, 3]]));
    assert_eq!(wire["URL"], "https://wire.example/?a=1&b=2");
}

#[test]
fn entries_of_bibtex_are_balanced() {
    let (mut briefing, _) = briefing();
    std::sync::Arc::make_mut(&mut briefing.sources)[0].title = "100 % } \\ of {_#&$^~".to_owned();
    let text = String::from_utf8(bibtex(&briefing)).unwrap();
    assert_eq!(text.matches("@misc{").count(), briefing.sources.len());
    let (mut depth, mut escaped) = (0_i32, false);
    for c in text.chars() {
        match c {
            '\\' if !escaped => {
                escaped = true;
                continue;
            }
            '{' if !escaped => depth += 1,
            '}' if !escaped => depth -= 1,
            _ => {}
        }
        escaped = false;
        assert!(depth >= 0, "{text}");
    }
    assert_eq!(depth, 0, "{text}");
    assert!(
        text.contains(r"title = {{100 \% \} \textbackslash{} of \{\_\#\&\$\textasciicircum{}\textasciitilde{}}}"),
        "{text}"
    );
}
