//! What the claims of one sheet share: its aliases, its single source, the site's languages and fields.

use crate::diagnostics::{Diagnostic, closest, codes};
use crate::model::{
    Amount, Citation, Claim, Fact, FieldId, FieldScope, FieldType, Hedge, LangId, Rank, Site, SourceId, Text, Value,
};
use crate::parse::{self, ClaimValue, FieldKey, LocalText, SourceRef};
use crate::span::{Span, Spanned};

use super::names::Names;
use super::site;

/// The context in which the claims of one sheet are resolved.
pub(super) struct Sheet<'a> {
    pub(super) site: &'a Site,
    pub(super) names: &'a Names<'a>,
    aliases: &'a [(Spanned<String>, Spanned<String>)],
    /// The sheet's only source, if it has but one: claims without a source rest on it.
    sole: Option<SourceId>,
    pub(super) out: Vec<Diagnostic>,
}

impl<'a> Sheet<'a> {
    /// A sheet with these aliases; `cited` are all sources that its claims name.
    pub(super) fn new<'s>(
        site: &'a Site,
        names: &'a Names<'a>,
        aliases: &'a [(Spanned<String>, Spanned<String>)],
        cited: impl Iterator<Item = &'s SourceRef>,
    ) -> Sheet<'a> {
        let mut out = Vec::new();
        for (_, id) in aliases {
            if !names.sources.contains_key(id.value.as_str()) {
                out.push(names.unknown_source_id(id, &[]));
            }
        }
        let id_of = |name: &str| {
            let id = aliases.iter().find(|(a, _)| a.value == name).map_or(name, |(_, id)| id.value.as_str());
            names.sources.get(id).copied()
        };
        let mut all: Vec<SourceId> = aliases.iter().filter_map(|(_, id)| id_of(&id.value)).collect();
        all.extend(cited.filter_map(|c| id_of(&c.name.value)));
        all.sort_unstable();
        all.dedup();
        let sole = match all.as_slice() {
            [one] => Some(*one),
            _ => None,
        };
        Sheet { site, names, aliases, sole, out }
    }

    /// Text per language.
    pub(super) fn text(&mut self, raw: &LocalText) -> Text {
        site::local_text(raw, &self.site.languages, &mut self.out)
    }

    /// A name per language: one that is written for none holds in all.
    pub(super) fn name(&mut self, raw: &LocalText) -> Text {
        match &raw.values[..] {
            [(None, name)] => {
                Text::from_languages(self.languages(None).into_iter().map(|lang| (lang, name.value.clone())).collect())
            }
            _ => self.text(raw),
        }
    }

    /// The language of a tag, if the site has it; all without a tag.
    pub(super) fn languages(&mut self, tag: Option<&Spanned<String>>) -> Vec<LangId> {
        let languages = &self.site.languages;
        match tag {
            Some(tag) => site::language(tag, languages, &mut self.out).into_iter().collect(),
            None => (0..languages.len()).map(LangId::at).collect(),
        }
    }

    /// Text per language, empty where there is none.
    pub(super) fn text_or_empty(&mut self, raw: Option<&LocalText>) -> Text {
        raw.map(|t| self.text(t)).unwrap_or_default()
    }

    /// Citations; unknown sources are reported and left out.
    pub(super) fn citations(&mut self, raw: &[SourceRef]) -> Vec<Citation> {
        raw.iter()
            .filter_map(|r| {
                let source = self.names.source(&r.name, self.aliases, &mut self.out)?;
                Some(Citation { source, line: r.line, span: r.span })
            })
            .collect()
    }

    /// What something at `span` rests on: the sources that it names, else the sheet's only one.
    pub(super) fn evidence(&mut self, raw: &[SourceRef], span: Span) -> Vec<Citation> {
        match self.sole {
            Some(source) if raw.is_empty() => vec![Citation { source, line: None, span }],
            _ => self.citations(raw),
        }
    }

    /// One claim. `None` if its value makes no sense for the field (reported).
    pub(super) fn claim(&mut self, raw: &parse::Claim, field_type: Option<FieldType>) -> Option<Claim> {
        let sources = self.evidence(&raw.sources, raw.span);
        let because = raw.because.as_ref().map(|t| self.text(t));
        let note = raw.note.as_ref().map(|t| self.text(t));
        // Last, so that a claim whose value cannot be read still has the rest of it checked.
        let value = self.value(raw, field_type)?;
        if let Value::Amount(Amount::Figure(figure)) = &value
            && let Some(currency) = figure.unit.currency()
            && !self.site.currencies.contains(&currency)
        {
            self.out.push(unlisted_currency(raw, currency.code(), self.site, self.names));
        }
        Some(Claim {
            value,
            span: raw.span,
            sources,
            names_source: !raw.sources.is_empty(),
            quote: raw.quote.as_ref().map(|q| (q.value.clone(), q.span)),
            as_of: raw.as_of.map(|d| d.value),
            on: raw.on.map(|d| d.value),
            on_span: raw.on.map(|d| d.span),
            holds_from: None,
            rank: raw.rank.map_or(Rank::Normal, |r| r.value),
            because,
            hedge: raw.hedge.map_or(Hedge::Asserted, |h| h.value),
            via: raw.via.iter().map(|v| v.value.clone()).collect(),
            by: raw.by.as_ref().map(|b| b.value.clone()),
            of: raw.of.as_ref().map(|o| o.value),
            note,
        })
    }

    fn value(&mut self, raw: &parse::Claim, field_type: Option<FieldType>) -> Option<Value> {
        match &raw.value {
            ClaimValue::Unread => None,
            ClaimValue::Amount(amount) => Some(Value::Amount(*amount)),
            ClaimValue::Date(date) => Some(Value::Date(*date)),
            ClaimValue::Status(status) => Some(Value::Status(*status)),
            ClaimValue::Text(text) => Some(Value::Text(self.text(text))),
            ClaimValue::Raw(text) => {
                let typed = parse::typed(text, field_type.unwrap_or(FieldType::Text), &self.site.vocabulary);
                match typed.map_err(|problem| self.out.push(problem)).ok()? {
                    ClaimValue::Unread => None,
                    ClaimValue::Amount(amount) => Some(Value::Amount(amount)),
                    ClaimValue::Date(date) => Some(Value::Date(date)),
                    ClaimValue::Status(status) => Some(Value::Status(status)),
                    ClaimValue::Text(text) | ClaimValue::Raw(text) => Some(Value::Text(self.text(&text))),
                }
            }
        }
    }

    /// All claims on one key; `None` if the key is unknown or no claim is usable (reported).
    pub(super) fn fact(&mut self, raw: &parse::Fact, scope: FieldScope) -> Option<Fact> {
        let (field, field_type) = match raw.field {
            FieldKey::Builtin(builtin) => (builtin.id(), None),
            FieldKey::Declared => {
                let id = self.declared(&raw.key, scope)?;
                (id, Some(self.site.fields.field_type(id)))
            }
        };
        // Exactly as many as there are: claims are large, and a site has hundreds of thousands.
        let mut claims = Vec::with_capacity(raw.claims.len());
        claims.extend(raw.claims.iter().filter_map(|c| self.claim(c, field_type)));
        (!claims.is_empty()).then_some(Fact { field, span: raw.key.span, claims, best: None })
    }

    fn declared(&mut self, key: &Spanned<String>, scope: FieldScope) -> Option<FieldId> {
        let site = self.site;
        let found = site.fields.find_declared(&key.value, scope);
        if found.is_none() {
            let declared = site.fields.declared.iter().filter(|d| d.scope == scope).map(|d| d.key.as_str());
            let builtin = parse::known_keys(&site.vocabulary, scope).map(|key| -> &str { key });
            let known = builtin.chain(declared);
            let problem = Diagnostic::new(codes::UNKNOWN_KEY, key.span, format!("unknown key `{}`", key.value));
            self.out.push(match closest(&key.value, known) {
                Some(near) => problem.suggest("a similar key exists", key.span, near),
                None => {
                    let role = format!("; a company's role: `[roles.{}]` with a `label`", key.value);
                    problem.label("not a built-in field, and not declared by the site").help(format!(
                        "declare it in `tearsheet.toml`: `[fields.{}]` with `on`, `type`, `label`{}",
                        key.value,
                        if scope == FieldScope::Leg { role.as_str() } else { "" }
                    ))
                }
            });
        }
        found
    }
}

fn unlisted_currency(raw: &parse::Claim, code: &str, site: &Site, names: &Names<'_>) -> Diagnostic {
    let list = site.currencies.iter().map(|c| format!("`{}`", c.code())).collect::<Vec<_>>().join(", ");
    // The unit is the last word of an amount.
    let end = raw.span.range().len();
    let span = raw.span.part(end.saturating_sub(code.len())..end);
    let problem = Diagnostic::new(codes::CURRENCY, span, format!("the currency `{code}` is not on the site's list"))
        .note(format!("`currencies` in `tearsheet.toml` lists {list}"));
    match names.aliases.iter().find(|(name, _)| *name == code) {
        Some((_, id)) => problem
            .help(format!("`{code}` names the company `{id}` too; if it is meant, the amount lacks its currency")),
        None => problem.help(format!("add `{code}` to `currencies`, or write one of the listed ones")),
    }
}
