//! `[[milestone]]`, `[[quote]]`, `[[reaction]]` and `[[correction]]` of a fact sheet.

use toml::de::DeTable;

use super::claim::{self, Holds};
use super::document::{Correction, Milestone, Quotation, Reaction};
use super::reader::Reader;
use super::schema::{Key, Names, Schema, Takes};
use super::sized::SIZE;
use crate::diagnostics::codes;
use crate::model::BuiltinField;
use crate::span::Span;

/// Its keys.
pub(super) static MILESTONE: Schema<Milestone> = Schema::closed(
    "a milestone",
    &[
        Key::optional("id", Takes::String, "its name in fact paths", |r, v, m| m.id = r.string(v)),
        Key::required("what", Takes::Text, "what the step is", |r, v, m| m.what = r.text(v)),
        Key::optional("due", Takes::Claims(Holds::Builtin(BuiltinField::Due)), "when it is due", |r, v, m| {
            m.facts.extend(claim::builtin(r, v, BuiltinField::Due))
        }),
        Key::optional("met", Takes::Claims(Holds::Builtin(BuiltinField::Met)), "when it had come", |r, v, m| {
            m.facts.extend(claim::builtin(r, v, BuiltinField::Met))
        }),
        Key::optional("source", Takes::Sources, "who says it", |r, v, m| m.sources = r.sources(v)),
        Key::optional("quote", Takes::String, "a few exact words", |r, v, m| m.quote = r.string(v)),
    ],
);

/// Reads one; what its `size` became is told by those who know the legs.
pub(super) fn milestone<'a>(reader: &mut Reader<'a>, table: &'a DeTable<'a>, span: Span) -> Milestone {
    let mut milestone = Milestone { span, id: None, what: None, facts: Vec::new(), sources: Vec::new(), quote: None };
    reader.fields(table, span, &MILESTONE, &mut milestone, |reader, item, _| {
        if item.key != SIZE {
            reader.unknown(item, MILESTONE.what, MILESTONE.names());
        }
    });
    milestone
}

/// Its keys.
pub(super) static QUOTATION: Schema<Quotation> = Schema::closed(
    "a quote",
    &[
        Key::required("by", Takes::String, "who said it", |r, v, q| q.by = r.string(v)),
        Key::optional("of", Takes::Id(Names::Company), "their company", |r, v, q| q.of = r.string(v)),
        Key::required("text", Takes::Text, "what they said", |r, v, q| q.text = r.text(v)),
        Key::optional(
            "source",
            Takes::Sources,
            "where it was published; the words are in the language of the first",
            |r, v, q| q.sources = r.sources(v),
        ),
    ],
);

/// One without anything.
pub(super) fn quotation(span: Span) -> Quotation {
    Quotation { span, by: None, of: None, text: None, sources: Vec::new() }
}

/// A change of a share price is the most common reaction, and no amount of money.
const REACTION_VALUE: &str =
    "a reaction's `value` is an amount of money such as `38 billion USD`; say a change in per cent in `what`";

/// Its keys.
pub(super) static REACTION: Schema<Reaction> = Schema::closed(
    "a reaction",
    &[
        Key::optional("id", Takes::String, "its name in fact paths", |r, v, e| e.id = r.string(v)),
        Key::optional("company", Takes::Id(Names::Company), "whom it happened to", |r, v, e| e.company = r.string(v)),
        Key::required("what", Takes::Text, "what happened", |r, v, e| e.what = r.text(v)),
        Key::optional("value", Takes::Claims(Holds::Builtin(BuiltinField::Value)), "how much", |r, v, e| {
            let before = r.problems();
            e.facts.extend(claim::builtin(r, v, BuiltinField::Value));
            r.advise(before, codes::AMOUNT, REACTION_VALUE);
        }),
        Key::optional("source", Takes::Sources, "who says it", |r, v, e| e.sources = r.sources(v)),
        Key::optional("quote", Takes::String, "a few exact words", |r, v, e| e.quote = r.string(v)),
    ],
);

/// One without anything.
pub(super) fn reaction(span: Span) -> Reaction {
    Reaction { span, id: None, company: None, what: None, facts: Vec::new(), sources: Vec::new(), quote: None }
}

/// Its keys.
pub(super) static CORRECTION: Schema<Correction> = Schema::closed(
    "a correction",
    &[
        Key::required("on", Takes::Day, "the day on which the sheet or its text was corrected", |r, v, c| {
            c.on = r.day(v)
        }),
        Key::optional(
            "fact",
            Takes::Form(&["value", "purchase.value", "status"]),
            "which fact of this deal was wrong, as in texts; without it, the words were",
            |r, v, c| c.fact = r.string(v),
        ),
        Key::optional("old", Takes::Text, "what stood there, in the notation of the fact", |r, v, c| c.old = r.text(v)),
        Key::optional("new", Takes::Text, "what stands there instead; without it, what the sheet says", |r, v, c| {
            c.new = r.text(v)
        }),
        Key::required("why", Takes::Text, "what was wrong, in a sentence for readers", |r, v, c| c.why = r.text(v)),
    ],
);

/// One without anything.
pub(super) fn correction(span: Span) -> Correction {
    Correction { span, on: None, fact: None, old: None, new: None, why: None }
}
