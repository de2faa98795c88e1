//! The words of a theme, per language, in [Fluent](https://projectfluent.org).
//!
//! `messages/<lang>.ftl` holds one language. A theme that extends another adds to its messages and replaces
//! single ones. A tag without a file (`fr-CA`) takes the file of its language (`fr`). Numbers given to
//! a message are printed with the separator that the message `number-group` names.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::Entry;

use super::folder::{Layer, overlay};
use crate::chars::uncapitalised;
use crate::diagnostics::{Diagnostic, Diagnostics, codes, listed};
use crate::files::Files;
use crate::model::LangId;
use crate::span::{FileId, Span};

/// A value for a message's variable: `5.into()`, `"AWS".into()`.
pub type MessageValue<'a> = FluentValue<'a>;

/// The messages of all languages of a site.
#[derive(Clone)]
pub struct Messages {
    languages: Vec<Arc<Catalogue>>,
}

/// The messages of one language.
pub(super) struct Catalogue {
    /// BCP 47.
    pub(super) tag: String,
    bundle: FluentBundle<FluentResource>,
    /// Messages without variables, ready to print.
    pub(super) plain: BTreeMap<String, String>,
    /// All ids.
    pub(super) ids: BTreeSet<String>,
    /// The uppermost file, for diagnostics.
    pub(super) file: Option<FileId>,
}

impl Messages {
    /// A message without variables; its id in angle quotes if there is no such message. Ids that Rust code
    /// asks for are listed in [`super::listed_messages`], and a theme without one of them does not load.
    pub fn text(&self, lang: LangId, id: &str) -> Cow<'_, str> {
        match self.catalogue(lang).and_then(|c| c.plain.get(id)) {
            Some(text) => Cow::Borrowed(text),
            None => self.format(lang, id, &[]).into(),
        }
    }

    /// A message with variables; its id in angle quotes if there is no such message or a variable is missing.
    pub fn format(&self, lang: LangId, id: &str, args: &[(&str, MessageValue<'_>)]) -> String {
        let mut fluent = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            fluent.set(Cow::Borrowed(*name), value.clone());
        }
        let formatted = self.catalogue(lang).and_then(|c| c.format(id, &fluent).ok());
        formatted.unwrap_or_else(|| format!("‹{id}›"))
    }

    pub(super) fn catalogue(&self, lang: LangId) -> Option<&Arc<Catalogue>> {
        self.languages.get(lang.index())
    }

    pub(super) fn catalogues(&self) -> &[Arc<Catalogue>] {
        &self.languages
    }
}

impl Catalogue {
    /// A message; the error says what is wrong, for a template's author.
    pub(super) fn format(&self, id: &str, args: &FluentArgs<'_>) -> Result<String, String> {
        let message = self.bundle.get_message(id).and_then(|m| m.value());
        let pattern = message.ok_or_else(|| format!("there is no message `{id}` in `{}`", self.tag))?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        match errors.first() {
            Some(error) => Err(format!("message `{id}` in `{}`: {error}", self.tag)),
            None => Ok(text),
        }
    }
}

/// Reads the messages of all languages of a site. `at` is where the theme is chosen.
pub(super) fn load(
    layers: &[Layer],
    languages: &[String],
    at: Span,
    files: &mut Files,
    diagnostics: &mut Diagnostics,
) -> Messages {
    let languages = languages.iter().map(|tag| Arc::new(catalogue(layers, tag, at, files, diagnostics))).collect();
    Messages { languages }
}

fn catalogue(layers: &[Layer], tag: &str, at: Span, files: &mut Files, diagnostics: &mut Diagnostics) -> Catalogue {
    let primary = tag.split('-').next().unwrap_or(tag);
    let locale = tag.parse().or_else(|_| primary.parse()).unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    bundle.set_use_isolating(false);
    let mut catalogue =
        Catalogue { tag: tag.to_owned(), bundle, plain: BTreeMap::new(), ids: BTreeSet::new(), file: None };
    for layer in layers.iter().rev() {
        let exact = format!("messages/{tag}.ftl");
        let paths = if tag == primary { vec![exact] } else { vec![format!("messages/{primary}.ftl"), exact] };
        for path in paths {
            if let Some(bytes) = layer.files.get(&path) {
                let text = String::from_utf8_lossy(bytes).into_owned();
                let file = files.add(layer.path(&path), text.as_str());
                catalogue.add(file, text, diagnostics);
            }
        }
    }
    if catalogue.file.is_none() {
        diagnostics.push(no_language(layers, tag, at));
    }
    catalogue.finish();
    catalogue
}

fn no_language(layers: &[Layer], tag: &str, at: Span) -> Diagnostic {
    let have: BTreeSet<&str> = overlay(layers, "messages/")
        .into_keys()
        .filter_map(|p| p.strip_prefix("messages/")?.strip_suffix(".ftl"))
        .collect();
    let theme = layers.first().map_or("", |l| l.theme.as_str());
    Diagnostic::new(codes::MESSAGE, at, format!("theme `{theme}` has no messages in `{tag}`"))
        .label(format!("it has {}", listed(have)))
        .help(format!("translate one of its files to `themes/{theme}/messages/{tag}.ftl`"))
}

impl Catalogue {
    fn add(&mut self, file: FileId, text: String, diagnostics: &mut Diagnostics) {
        self.file = Some(file);
        let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, errors)| {
            for error in errors {
                let title = format!("not Fluent: {}", uncapitalised(&error.kind.to_string()));
                diagnostics.push(Diagnostic::new(codes::MESSAGE, Span::new(file, error.pos.clone()), title));
            }
            resource
        });
        for entry in resource.entries() {
            if let Entry::Message(message) = entry {
                self.ids.insert(message.id.name.to_owned());
            }
        }
        self.bundle.add_resource_overriding(resource);
    }

    fn finish(&mut self) {
        let none = FluentArgs::new();
        let group = self.format("number-group", &none).unwrap_or_default();
        self.bundle.set_formatter(Some(match group.as_str() {
            "," => group_digits::<',', _>,
            "." => group_digits::<'.', _>,
            "'" | "’" => group_digits::<'’', _>,
            "\u{a0}" => group_digits::<'\u{a0}', _>,
            _ => group_digits::<'\u{202f}', _>,
        }));
        let plain = self.ids.iter().filter_map(|id| Some((id.clone(), self.format(id, &none).ok()?)));
        self.plain = plain.collect();
    }
}

/// Whole numbers in groups of three; anything else as Fluent does.
fn group_digits<const SEPARATOR: char, M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    if number.value.fract() != 0.0 || number.value.abs() >= 1e15 {
        return None;
    }
    let digits = format!("{:.0}", number.value.abs());
    let mut out = String::from(if number.value < 0.0 { "-" } else { "" });
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(SEPARATOR);
        }
        out.push(digit);
    }
    Some(out)
}
