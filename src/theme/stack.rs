//! A theme with all that it extends: the layers, the uppermost first, and what their `theme.toml` say together.

use std::collections::BTreeMap;

use super::folder::{BUILT_IN, Folders, Layer, layers, own_sheet};
use super::manifest::{self, Contrast, Declared, Manifest};
use crate::diagnostics::{Diagnostic, Diagnostics, closest, codes};
use crate::files::Files;
use crate::render::view::OptionValue;
use crate::span::Spanned;

/// The layers of a theme and of all that it extends, with their settings.
#[derive(Default)]
pub(super) struct Stack {
    pub(super) layers: Vec<Layer>,
    pub(super) description: String,
    /// Options by name.
    pub(super) options: BTreeMap<String, Declared>,
    /// The defaults of the undermost theme that declares them, which are what style sheets themselves say.
    pub(super) undermost: BTreeMap<String, OptionValue>,
    pub(super) colours_in: Option<Spanned<String>>,
    pub(super) contrast: Vec<Contrast>,
}

/// The stack of a theme. `None` if one of its themes is not there; the reason is among the diagnostics.
pub(super) fn stack(
    name: &Spanned<String>,
    folders: &Folders,
    files: &mut Files,
    diagnostics: &mut Diagnostics,
) -> Option<Stack> {
    let mut stack = Stack { layers: own_sheet(folders).into_iter().collect(), ..Stack::default() };
    let mut seen: Vec<String> = Vec::new();
    let mut next = Some(name.clone());
    while let Some(name) = next.take() {
        if seen.contains(&name.value) {
            let chain = [seen.join("` extends `"), name.value.clone()].join("` extends `");
            diagnostics.push(Diagnostic::new(codes::THEME, name.span, format!("themes in a circle: `{chain}`")));
            return None;
        }
        let own = layers(&name.value, folders);
        if own.is_empty() {
            diagnostics.push(no_theme(&name, folders));
            return None;
        }
        for layer in &own {
            let Some(bytes) = layer.files.get("theme.toml") else { continue };
            let text = String::from_utf8_lossy(bytes).into_owned();
            let file = files.add(layer.path("theme.toml"), text.as_str());
            let extends = stack.put_under(manifest::parse(file, &text, diagnostics), diagnostics);
            next = next.or(extends);
        }
        stack.layers.extend(own);
        seen.push(name.value);
    }
    Some(stack)
}

impl Stack {
    /// Takes in what the manifest of a lower layer says, where no upper one has said it; gives what it extends.
    fn put_under(&mut self, manifest: Manifest, diagnostics: &mut Diagnostics) -> Option<Spanned<String>> {
        if self.description.is_empty() {
            self.description = manifest.description;
        }
        self.colours_in = self.colours_in.take().or(manifest.colours_in);
        self.contrast.extend(manifest.contrast);
        for (name, under) in manifest.options {
            self.undermost.insert(name.clone(), under.default.clone());
            let Some(over) = self.options.get_mut(&name) else {
                self.options.insert(name, under);
                continue;
            };
            if std::mem::discriminant(&over.default) != std::mem::discriminant(&under.default) {
                let expected = kind(&under);
                let title = format!("option `{name}` takes {expected} in the theme underneath, found {}", kind(over));
                let problem = Diagnostic::new(codes::THEME, over.span, title);
                diagnostics.push(problem.context(under.span, "declared here"));
            }
            over.is_file |= under.is_file;
            if over.about.is_empty() {
                over.about = under.about;
            }
        }
        manifest.extends
    }
}

/// What an option takes, in a few words.
pub(super) fn kind(option: &Declared) -> &'static str {
    match option.default {
        OptionValue::Flag(_) => "true or false",
        OptionValue::Count(_) => "a whole number",
        OptionValue::Text(_) if option.is_file => "a file of `static/`",
        OptionValue::Text(_) => "a string",
        OptionValue::Colours(_) => "one colour or two",
    }
}

fn no_theme(name: &Spanned<String>, folders: &Folders) -> Diagnostic {
    let own = folders.keys().map(String::as_str).filter(|name| !name.is_empty());
    let known: Vec<&str> = own.chain(BUILT_IN).collect();
    let diagnostic = Diagnostic::new(codes::THEME, name.span, format!("there is no theme `{}`", name.value))
        .label(format!("no folder `themes/{}`", name.value))
        .help(format!("the built-in themes are {}", BUILT_IN.map(|name| format!("`{name}`")).join(" and ")));
    match closest(&name.value, known) {
        Some(near) => diagnostic.suggest("a theme with a similar name exists", name.span, near),
        None => diagnostic,
    }
}
