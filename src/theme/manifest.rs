//! `theme.toml`: what a theme is called, what it extends, what can be set.

use std::collections::BTreeMap;

use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use super::contrast::Colour;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, closest, codes, listed};
use crate::render::view::{Colours, OptionValue};
use crate::span::{FileId, Span, Spanned};

/// The keys of `theme.toml`.
const KEYS: [&str; 6] = ["name", "description", "extends", "options", "colours_in", "contrast"];

/// The keys of an option that says more than its default.
const OF_OPTION: [&str; 3] = ["default", "about", "file"];

/// The keys of what has to be legible.
const OF_CONTRAST: [&str; 3] = ["of", "on", "least"];

/// What a `theme.toml` says.
#[derive(Clone, Debug, Default)]
pub(super) struct Manifest {
    /// One line for `tearsheet theme list`.
    pub(super) description: String,
    /// The theme underneath.
    pub(super) extends: Option<Spanned<String>>,
    /// Options with their defaults.
    pub(super) options: BTreeMap<String, Declared>,
    /// The sheet that gets the colours that are not its own.
    pub(super) colours_in: Option<Spanned<String>>,
    /// What has to be legible on what.
    pub(super) contrast: Vec<Contrast>,
}

/// An option as a theme declares it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Declared {
    /// What it is if the site says nothing; tells by its type what it takes.
    pub(super) default: OptionValue,
    /// A line on it.
    pub(super) about: String,
    /// Whether it names a file of `static/`.
    pub(super) is_file: bool,
    /// Where it is declared.
    pub(super) span: Span,
}

/// Colours that have to be legible on others.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Contrast {
    /// Options: text and marks.
    pub(super) of: Vec<String>,
    /// Options: grounds.
    pub(super) on: Vec<String>,
    /// The least ratio.
    pub(super) least: f64,
}

type Value<'a> = TomlSpanned<DeValue<'a>>;

/// Reads a `theme.toml`. All problems are reported; what can be read, is.
pub(super) fn parse(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Manifest {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = Span::new(file, error.span().unwrap_or(0..0));
        diagnostics.push(Diagnostic::new(codes::TOML, span, error.message().to_lowercase()));
    }
    let mut read = Reading { file, diagnostics };
    let mut manifest = Manifest::default();
    for (key, value) in table.get_ref() {
        let spanned = |text: String| Spanned::new(text, Span::new(file, value.span()));
        match key.get_ref().as_ref() {
            "name" => drop(read.string("name", value)),
            "description" => manifest.description = read.string("description", value).unwrap_or_default(),
            "extends" => manifest.extends = read.string("extends", value).map(spanned),
            "colours_in" => manifest.colours_in = read.string("colours_in", value).map(spanned),
            "options" => manifest.options = read.options(value),
            "contrast" => manifest.contrast = read.contrasts(value),
            _ => read.unknown(key, "`theme.toml`", &KEYS),
        }
    }
    manifest
}

struct Reading<'d> {
    file: FileId,
    diagnostics: &'d mut Diagnostics,
}

impl Reading<'_> {
    fn report(&mut self, code: Code, at: std::ops::Range<usize>, title: String) {
        self.diagnostics.push(Diagnostic::new(code, Span::new(self.file, at), title));
    }

    fn unknown(&mut self, key: &TomlSpanned<std::borrow::Cow<'_, str>>, of: &str, known: &[&'static str]) {
        let span = Span::new(self.file, key.span());
        let diagnostic = Diagnostic::new(codes::UNKNOWN_KEY, span, format!("{of} has no key `{}`", key.get_ref()))
            .help(format!("its keys are {}", listed(known)));
        self.diagnostics.push(match closest(key.get_ref(), known.iter().copied()) {
            Some(near) => diagnostic.suggest("a key with a similar name exists", span, near),
            None => diagnostic,
        });
    }

    fn string(&mut self, key: &str, value: &Value<'_>) -> Option<String> {
        let found = value.get_ref();
        if found.as_str().is_none() {
            self.report(codes::TYPE, value.span(), format!("`{key}` takes a string, found {}", found.type_str()));
        }
        found.as_str().map(str::to_owned)
    }

    fn strings(&mut self, key: &str, value: &Value<'_>) -> Vec<String> {
        let Some(list) = value.get_ref().as_array() else {
            let title = format!("`{key}` takes a list of strings, found {}", value.get_ref().type_str());
            self.report(codes::TYPE, value.span(), title);
            return Vec::new();
        };
        list.iter().filter_map(|one| self.string(key, one)).collect()
    }

    fn options(&mut self, value: &Value<'_>) -> BTreeMap<String, Declared> {
        let Some(table) = value.get_ref().as_table() else {
            let title = format!("`options` takes a table, found {}", value.get_ref().type_str());
            self.report(codes::TYPE, value.span(), title);
            return BTreeMap::new();
        };
        let mut options = BTreeMap::new();
        for (key, value) in table {
            let span = Span::new(self.file, key.span());
            let declared = match value.get_ref().as_table() {
                Some(table) => self.declared(span, key.get_ref(), table),
                None => self.default(value).map(|default| Declared::plain(default, span)),
            };
            if let Some(declared) = declared {
                options.insert(key.get_ref().to_string(), declared);
            }
        }
        options
    }

    /// An option that is a table.
    fn declared(&mut self, span: Span, name: &str, table: &DeTable<'_>) -> Option<Declared> {
        let (mut default, mut about, mut is_file) = (None, String::new(), false);
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "default" => default = Some(self.default(value)),
                "about" => about = self.string("about", value).unwrap_or_default(),
                "file" if value.get_ref().as_bool().is_some() => is_file = value.get_ref().as_bool() == Some(true),
                "file" => {
                    let title = format!("`file` takes true or false, found {}", value.get_ref().type_str());
                    self.report(codes::TYPE, value.span(), title);
                }
                _ => self.unknown(key, &format!("option `{name}`"), &OF_OPTION),
            }
        }
        if default.is_none() {
            self.diagnostics.push(Diagnostic::new(
                codes::MISSING_KEY,
                span,
                format!("option `{name}` has no `default`"),
            ));
        }
        let mut declared = Declared::plain(default??, span);
        (declared.about, declared.is_file) = (about, is_file);
        Some(declared)
    }

    fn default(&mut self, value: &Value<'_>) -> Option<OptionValue> {
        match value.get_ref() {
            DeValue::String(text) => Some(OptionValue::Text(text.to_string())),
            DeValue::Boolean(flag) => Some(OptionValue::Flag(*flag)),
            DeValue::Integer(number) => number.as_str().parse().ok().map(OptionValue::Count),
            DeValue::Array(list) => {
                let colour = |one: &Value<'_>| one.get_ref().as_str().and_then(Colour::parse).map(|c| c.to_string());
                let colours: Vec<Option<String>> = list.iter().map(colour).collect();
                let [Some(light), Some(dark)] = colours.as_slice() else {
                    let title = "expected two colours such as `\"#0b5345\"`, on paper and on a dark screen";
                    self.report(codes::TYPE, value.span(), title.to_owned());
                    return None;
                };
                Some(OptionValue::Colours(Colours { light: light.clone(), dark: dark.clone() }))
            }
            other @ (DeValue::Float(_) | DeValue::Datetime(_) | DeValue::Table(_)) => {
                let found = other.type_str();
                let title =
                    format!("an option's default is a string, a boolean, an integer or two colours, found {found}");
                self.report(codes::TYPE, value.span(), title);
                None
            }
        }
    }

    fn contrasts(&mut self, value: &Value<'_>) -> Vec<Contrast> {
        let Some(list) = value.get_ref().as_array() else {
            let title = format!("`contrast` takes a list of tables, found {}", value.get_ref().type_str());
            self.report(codes::TYPE, value.span(), title);
            return Vec::new();
        };
        let tables = list.iter().filter_map(|one| one.get_ref().as_table());
        tables.map(|table| self.contrast(table)).collect()
    }

    fn contrast(&mut self, table: &DeTable<'_>) -> Contrast {
        let mut contrast = Contrast { of: Vec::new(), on: Vec::new(), least: 0.0 };
        for (key, value) in table {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("of", _) => contrast.of = self.strings("of", value),
                ("on", _) => contrast.on = self.strings("on", value),
                ("least", DeValue::Float(number)) => contrast.least = number.as_str().parse().unwrap_or_default(),
                ("least", DeValue::Integer(number)) => contrast.least = number.as_str().parse().unwrap_or_default(),
                ("least", other) => {
                    self.report(
                        codes::TYPE,
                        value.span(),
                        format!("`least` takes a number, found {}", other.type_str()),
                    );
                }
                (_, _) => self.unknown(key, "`contrast`", &OF_CONTRAST),
            }
        }
        contrast
    }
}

impl Declared {
    fn plain(default: OptionValue, span: Span) -> Declared {
        Declared { default, about: String::new(), is_file: false, span }
    }
}
