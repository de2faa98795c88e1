//! The TOML of a deal: the same keys as its JSON, laid out like a fact sheet.
//!
//! Legs, facts and claims are arrays of tables, everything smaller stands on one line; what is `null` in
//! JSON has no key. Written by hand because serde's way builds a tree of the document first, which takes
//! several times as long; a test holds the two formats against each other, key by key.

use std::fmt::{Display, Write};

use super::document::{Citation, Claim, Deal, Fact, Leg, Milestone, Quotation, Reaction, Source};
use super::value::{Amount, Date, Texts};
use crate::model::notation::{DayText, EdtfText};

/// The whole document.
pub(super) fn write(deal: &Deal<'_>) -> String {
    let mut out = Toml { text: String::with_capacity(8 * 1024) };
    head(&mut out, deal);
    for claim in &deal.status_history {
        out.table("status_history");
        self::claim(&mut out, claim);
    }
    for leg in &deal.legs {
        self::leg(&mut out, leg);
    }
    for milestone in &deal.milestones {
        self::milestone(&mut out, milestone);
    }
    for reaction in &deal.reactions {
        self::reaction(&mut out, reaction);
    }
    for quotation in &deal.quotes {
        self::quotation(&mut out, quotation);
    }
    for source in &deal.sources {
        self::source(&mut out, source);
    }
    out.text
}

fn head(out: &mut Toml, deal: &Deal<'_>) {
    out.string("id", deal.id);
    out.texts("title", Some(&deal.title));
    out.texts("dek", Some(&deal.dek).filter(|t| !t.is_empty()));
    out.texts("pages", Some(&deal.pages));
    out.maybe("status", deal.status);
    out.date("status_on", deal.status_on);
    out.string("bucket", deal.bucket);
    out.plain("umbrella", deal.umbrella);
    out.strings("topics", &deal.topics);
    out.maybe("part_of", deal.part_of);
    out.strings("follows", &deal.follows);
    out.strings("supersedes", &deal.supersedes);
    out.maybe("expands", deal.expands);
    out.maybe("adds", deal.adds);
    out.strings("alternative_to", &deal.alternative_to);
}

fn leg(out: &mut Toml, leg: &Leg<'_>) {
    out.table("legs");
    out.string("id", leg.id);
    out.string("kind", leg.kind);
    out.maybe("funds", leg.funds);
    out.key("roles");
    out.array(&leg.roles, |out, role| {
        out.inline(|out| {
            out.field("role", role.role);
            out.field("company", role.company);
        });
    });
    out.end();
    facts(out, ["legs.facts", "legs.facts.claims"], &leg.facts);
}

fn facts(out: &mut Toml, [table, claims]: [&str; 2], facts: &[Fact<'_>]) {
    for fact in facts {
        out.table(table);
        out.string("field", fact.field);
        for claim in &fact.claims {
            out.table(claims);
            self::claim(out, claim);
        }
    }
}

fn claim(out: &mut Toml, claim: &Claim<'_>) {
    out.string("is", claim.is);
    if let Some(value) = claim.amount {
        out.key("amount");
        amount(out, value);
        out.end();
    }
    out.date("date", claim.date);
    out.texts("text", claim.text.as_ref());
    out.plain("best", claim.best);
    out.string("rank", claim.rank);
    out.string("hedge", claim.hedge);
    out.date("on", claim.on);
    out.date("as_of", claim.as_of);
    out.maybe("of", claim.of);
    out.citations(&claim.sources);
    out.maybe("quote", claim.quote);
    out.maybe("by", claim.by);
    out.strings("via", claim.via);
    out.texts("because", claim.because.as_ref());
    out.texts("note", claim.note.as_ref());
}

fn amount(out: &mut Toml, amount: Amount<'_>) {
    let parts = amount.parts();
    out.inline(|out| {
        out.field("bound", parts.bound);
        out.maybe_field("min", parts.min);
        out.maybe_field("max", parts.max);
        out.separate();
        out.push(&["max_excluded = ", if parts.max_excluded { "true" } else { "false" }]);
        out.maybe_field("currency", parts.currency.as_ref().map(crate::model::Currency::code));
        out.maybe_field("unit", parts.unit);
        out.field("text", parts.text);
    });
}

fn milestone(out: &mut Toml, milestone: &Milestone<'_>) {
    out.table("milestones");
    out.string("id", milestone.id);
    out.texts("what", Some(&milestone.what));
    if !milestone.sources.is_empty() {
        out.citations(&milestone.sources);
    }
    facts(out, ["milestones.facts", "milestones.facts.claims"], &milestone.facts);
}

fn reaction(out: &mut Toml, reaction: &Reaction<'_>) {
    out.table("reactions");
    out.string("id", reaction.id);
    out.maybe("company", reaction.company);
    out.texts("what", Some(&reaction.what));
    if !reaction.sources.is_empty() {
        out.citations(&reaction.sources);
    }
    out.maybe("quote", reaction.quote);
    facts(out, ["reactions.facts", "reactions.facts.claims"], &reaction.facts);
}

fn quotation(out: &mut Toml, quotation: &Quotation<'_>) {
    out.table("quotes");
    out.string("by", quotation.by);
    out.maybe("of", quotation.of);
    out.texts("text", Some(&quotation.text));
    if !quotation.sources.is_empty() {
        out.citations(&quotation.sources);
    }
}

fn source(out: &mut Toml, source: &Source<'_>) {
    out.table("sources");
    out.string("id", source.id);
    out.string("title", source.title);
    out.maybe("publisher", source.publisher);
    out.string("kind", source.kind);
    out.string("lang", source.lang);
    out.date("published", source.published);
    out.maybe("url", source.url);
}

/// A document in the making.
struct Toml {
    text: String,
}

impl Toml {
    fn push(&mut self, parts: &[&str]) {
        for part in parts {
            self.text.push_str(part);
        }
    }

    /// A new element of an array of tables.
    fn table(&mut self, path: &str) {
        self.push(&["\n[[", path, "]]\n"]);
    }

    /// The key of a line.
    fn key(&mut self, key: &str) {
        self.push(&[key, " = "]);
    }

    fn end(&mut self) {
        self.text.push('\n');
    }

    /// A basic string. Nothing in it can end it.
    fn quoted(&mut self, value: impl Display) {
        self.text.push('"');
        // Writing to a `String` cannot fail.
        let _ = write!(Escaped(&mut self.text), "{value}");
        self.text.push('"');
    }

    fn string(&mut self, key: &str, value: impl Display) {
        self.key(key);
        self.quoted(value);
        self.end();
    }

    fn maybe(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.string(key, value);
        }
    }

    fn plain(&mut self, key: &str, value: bool) {
        self.push(&[key, if value { " = true\n" } else { " = false\n" }]);
    }

    fn strings<T: AsRef<str>>(&mut self, key: &str, values: &[T]) {
        if !values.is_empty() {
            self.key(key);
            self.array(values, |out, value| out.quoted(value.as_ref()));
            self.end();
        }
    }

    fn array<T>(&mut self, values: &[T], mut one: impl FnMut(&mut Toml, &T)) {
        self.text.push('[');
        for (index, value) in values.iter().enumerate() {
            if index > 0 {
                self.text.push_str(", ");
            }
            one(self, value);
        }
        self.text.push(']');
    }

    /// An inline table.
    fn inline(&mut self, fields: impl FnOnce(&mut Toml)) {
        self.text.push('{');
        fields(self);
        self.text.push_str(" }");
    }

    /// What stands before a key of an inline table.
    fn separate(&mut self) {
        self.text.push_str(if self.text.ends_with('{') { " " } else { ", " });
    }

    fn field(&mut self, key: &str, value: impl Display) {
        self.separate();
        self.key(key);
        self.quoted(value);
    }

    fn maybe_field(&mut self, key: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.field(key, value);
        }
    }

    fn texts(&mut self, key: &str, texts: Option<&Texts<'_>>) {
        let Some(texts) = texts else { return };
        self.key(key);
        self.inline(|out| {
            for (lang, text) in &texts.0 {
                out.separate();
                out.quoted(lang);
                out.text.push_str(" = ");
                out.quoted(text);
            }
        });
        self.end();
    }

    fn date(&mut self, key: &str, date: Option<Date<'_>>) {
        let Some(Date(date)) = date else { return };
        self.key(key);
        self.inline(|out| {
            out.field("edtf", EdtfText(date));
            out.maybe_field("earliest", date.earliest().map(DayText));
            out.maybe_field("latest", date.latest().map(DayText));
        });
        self.end();
    }

    fn citations(&mut self, citations: &[Citation<'_>]) {
        self.key("sources");
        self.array(citations, |out, citation| {
            out.inline(|out| {
                out.field("id", citation.id);
                if let Some(line) = citation.line {
                    out.separate();
                    // Writing to a `String` cannot fail.
                    let _ = write!(out.text, "line = {line}");
                }
            });
        });
        self.end();
    }
}

/// Appends the inside of a basic string: quotes, backslashes and control characters become escapes.
struct Escaped<'a>(&'a mut String);

impl Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        let mut rest = text;
        let special = |b: u8| b == b'"' || b == b'\\' || b < 0x20 || b == 0x7F;
        while let Some(at) = rest.bytes().position(special) {
            self.0.push_str(&rest[..at]);
            match rest.as_bytes()[at] {
                b'"' => self.0.push_str("\\\""),
                b'\\' => self.0.push_str("\\\\"),
                b'\n' => self.0.push_str("\\n"),
                b'\t' => self.0.push_str("\\t"),
                b'\r' => self.0.push_str("\\r"),
                control => write!(self.0, "\\u{control:04X}")?,
            }
            rest = &rest[at + 1..];
        }
        self.0.push_str(rest);
        Ok(())
    }
}
