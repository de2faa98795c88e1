//! `theme.toml`: what a theme is called, what it extends, what can be set.

use std::collections::BTreeMap;

use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostics::{Diagnostic, Diagnostics, closest, codes};
use crate::span::{FileId, Span, Spanned};

/// The keys of `theme.toml`.
const KEYS: [&str; 4] = ["name", "description", "extends", "options"];

/// What a `theme.toml` says.
#[derive(Clone, Debug, Default)]
pub(super) struct Manifest {
    /// One line for `tearsheet theme list`.
    pub(super) description: String,
    /// The theme underneath.
    pub(super) extends: Option<Spanned<String>>,
    /// Options with their defaults.
    pub(super) options: BTreeMap<String, String>,
}

/// Reads a `theme.toml`. All problems are reported; what can be read, is.
pub(super) fn parse(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Manifest {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = Span::new(file, error.span().unwrap_or(0..0));
        diagnostics.push(Diagnostic::new(codes::TOML, span, error.message().to_lowercase()));
    }
    let mut manifest = Manifest::default();
    for (key, value) in table.get_ref() {
        let at = |span: std::ops::Range<usize>| Span::new(file, span);
        match key.get_ref().as_ref() {
            "name" => drop(string(file, "name", value, diagnostics)),
            "description" => {
                manifest.description = string(file, "description", value, diagnostics).unwrap_or_default();
            }
            "extends" => {
                manifest.extends =
                    string(file, "extends", value, diagnostics).map(|name| Spanned::new(name, at(value.span())));
            }
            "options" => manifest.options = options(file, value, diagnostics),
            unknown => diagnostics.push(unknown_key(at(key.span()), unknown)),
        }
    }
    manifest
}

fn unknown_key(span: Span, key: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(codes::UNKNOWN_KEY, span, format!("`theme.toml` has no key `{key}`"))
        .help(format!("its keys are {}", KEYS.map(|k| format!("`{k}`")).join(", ")));
    match closest(key, KEYS) {
        Some(near) => diagnostic.suggest("a key with a similar name exists", span, near),
        None => diagnostic,
    }
}

fn string(file: FileId, key: &str, value: &TomlSpanned<DeValue<'_>>, diagnostics: &mut Diagnostics) -> Option<String> {
    let found = value.get_ref();
    if found.as_str().is_none() {
        let title = format!("`{key}` takes a string, found {}", found.type_str());
        diagnostics.push(Diagnostic::new(codes::TYPE, Span::new(file, value.span()), title));
    }
    found.as_str().map(str::to_owned)
}

fn options(file: FileId, value: &TomlSpanned<DeValue<'_>>, diagnostics: &mut Diagnostics) -> BTreeMap<String, String> {
    let Some(table) = value.get_ref().as_table() else {
        let title = format!("`options` takes a table, found {}", value.get_ref().type_str());
        diagnostics.push(Diagnostic::new(codes::TYPE, Span::new(file, value.span()), title));
        return BTreeMap::new();
    };
    let mut options = BTreeMap::new();
    for (key, value) in table {
        let text = match value.get_ref() {
            DeValue::String(s) => s.to_string(),
            DeValue::Boolean(b) => b.to_string(),
            DeValue::Integer(i) => i.as_str().to_owned(),
            other => {
                let title =
                    format!("an option's default is a string, a boolean or an integer, found {}", other.type_str());
                diagnostics.push(Diagnostic::new(codes::TYPE, Span::new(file, value.span()), title));
                continue;
            }
        };
        options.insert(key.get_ref().to_string(), text);
    }
    options
}
