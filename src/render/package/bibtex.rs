//! All sources as BibTeX: entries of a type that every style knows, in UTF-8.

use std::fmt::Write;

use super::date;
use crate::model::notation::DayText;
use crate::model::{Briefing, Source};

/// `sources.bib`
pub fn bibtex(briefing: &Briefing) -> Vec<u8> {
    let mut out = String::new();
    briefing.sources().for_each(|(_, source)| entry(&mut out, source));
    out.into_bytes()
}

fn entry(out: &mut String, source: &Source) {
    // Writing to a `String` cannot fail.
    let _ = writeln!(out, "@misc{{{},", source.id);
    let mut field = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            let _ = writeln!(out, "  {name} = {{{value}}},");
        }
    };
    // Braces keep the capitals of a title, and a name of several words in one piece.
    field("title", Some(&format!("{{{}}}", escaped(&source.title))));
    field("author", source.author.as_deref().map(|name| format!("{{{}}}", escaped(name))).as_deref());
    field("publisher", source.publisher.as_deref().map(escaped).as_deref());
    let parts = source.published.as_ref().map(date::parts).unwrap_or_default();
    for (name, part) in ["year", "month", "day"].into_iter().zip(&parts) {
        field(name, Some(&part.to_string()));
    }
    field("url", source.url.as_deref().map(address).as_deref());
    field("urldate", source.read_on.map(|day| DayText(day).to_string()).as_deref());
    field("note", source.archive_url.as_deref().map(|copy| format!("\\url{{{}}}", address(copy))).as_deref());
    field("langid", Some(&source.lang));
    out.push_str("}\n\n");
}

/// A text in which nothing is a command.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '{' | '}' | '%' | '$' | '#' | '&' | '_' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// An address in which nothing ends the field.
fn address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '{' => out.push_str("%7B"),
            '}' => out.push_str("%7D"),
            '\\' => out.push_str("%5C"),
            c if c.is_whitespace() || c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
