//! The options of a theme as a site sets them: what is declared, of the type that it takes, and colours that can be read.
//!
//! An option takes what its default is. A colour is given for light pages and for dark ones, or once: then a ground keeps
//! the theme's own in the dark, and what stands on it is made light enough to be read there. Colours that the style
//! sheets do not have themselves are written at the end of one of them, as custom properties of the options' names.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::contrast::{Colour, nearest, ratio, told};
use super::manifest::{Contrast, Declared};
use super::stack::{Stack, kind};
use super::{Choice, OptionDoc};
use crate::diagnostics::{Diagnostic, Diagnostics, closest, codes, excerpt, listed};
use crate::model::Setting;
use crate::plan::Plan;
use crate::render::view::{Colours, OptionValue};
use crate::span::{Span, Spanned};

/// The options of a theme for one site.
#[derive(Default)]
pub(super) struct Options {
    /// The defaults with what the site sets.
    pub(super) values: BTreeMap<String, OptionValue>,
    /// Files of `static/` that the site names.
    pub(super) files: Vec<Spanned<String>>,
    /// Declarations of colours that are not those of the sheets.
    pub(super) colours: String,
}

/// Reads what the site sets.
pub(super) fn set(stack: &Stack, choice: Choice<'_>, diagnostics: &mut Diagnostics) -> Options {
    let mut options = Options::default();
    let mut palette = Palette::of(stack);
    for (name, option) in &stack.options {
        options.values.insert(name.clone(), option.default.clone());
    }
    for (key, setting) in choice.options {
        let Some(option) = stack.options.get(&key.value) else {
            diagnostics.push(unknown(stack, choice, key));
            continue;
        };
        if let OptionValue::Colours(_) = option.default {
            palette.set(&key.value, setting, diagnostics);
            continue;
        }
        let Some(value) = value(option, &setting.value) else {
            diagnostics.push(mistyped(&key.value, kind(option), setting));
            continue;
        };
        if let (true, OptionValue::Text(path)) = (option.is_file && value != option.default, &value) {
            options.files.push(Spanned::new(path.clone(), setting.span));
        }
        options.values.insert(key.value.clone(), value);
    }
    palette.complete();
    palette.check(diagnostics);
    for (name, pair) in &palette.colours {
        let colours = Colours { light: pair.light.to_string(), dark: pair.dark.to_string() };
        let value = OptionValue::Colours(colours);
        if stack.undermost.get(*name) != Some(&value) {
            let _ = write!(options.colours, "--{name}:light-dark({},{});", pair.light, pair.dark);
        }
        options.values.insert((*name).to_owned(), value);
    }
    options
}

/// What is to be said of the options that a theme has.
pub(super) fn describe(stack: &Stack) -> Vec<OptionDoc> {
    let value = |value: &OptionValue| match value {
        OptionValue::Flag(flag) => flag.to_string(),
        OptionValue::Count(number) => number.to_string(),
        OptionValue::Text(text) => format!("{text:?}"),
        OptionValue::Colours(c) => format!("[{:?}, {:?}]", c.light, c.dark),
    };
    let option = |(name, declared): (&String, &Declared)| OptionDoc {
        name: name.clone(),
        takes: kind(declared),
        default: value(&declared.default),
        about: declared.about.clone(),
    };
    stack.options.iter().map(option).collect()
}

/// Files that options name and that the site does not have.
pub(super) fn missing_files(named: &[Spanned<String>], plan: &Plan) -> Vec<Diagnostic> {
    let is_there = |path: &str| plan.copies.iter().any(|copy| copy.path == path);
    let missing = named.iter().filter(|file| !is_there(&file.value));
    let problem = |file: &Spanned<String>| {
        let title = format!("expected a file of `static/`, found `{}`, which is not there", excerpt(&file.value));
        let problem = Diagnostic::new(codes::THEME, file.span, title);
        let within = file.value.strip_prefix('/').unwrap_or(&file.value);
        let within = within.strip_prefix("static/").unwrap_or(within);
        if within != file.value && is_there(within) {
            return problem.suggest("files are named as seen from `static/`", file.span, within);
        }
        match closest(&file.value, plan.copies.iter().map(|copy| copy.path.as_str())) {
            Some(near) => problem.suggest("a file with a similar name exists", file.span, near),
            None => problem,
        }
    };
    missing.map(problem).collect()
}

/// A value of the type of the option's default.
fn value(option: &Declared, setting: &Setting) -> Option<OptionValue> {
    match (&option.default, setting) {
        (OptionValue::Flag(_), Setting::Plain(written)) => written.parse().ok().map(OptionValue::Flag),
        (OptionValue::Count(_), Setting::Plain(written)) => {
            written.replace('_', "").parse().ok().map(OptionValue::Count)
        }
        (OptionValue::Text(_), Setting::Text(text)) => Some(OptionValue::Text(text.clone())),
        (
            OptionValue::Flag(_) | OptionValue::Count(_) | OptionValue::Text(_) | OptionValue::Colours(_),
            Setting::Text(_) | Setting::Plain(_) | Setting::List(_),
        ) => None,
    }
}

fn mistyped(name: &str, takes: &str, setting: &Spanned<Setting>) -> Diagnostic {
    let found = match &setting.value {
        Setting::Text(text) => format!("`{}`", excerpt(text)),
        Setting::Plain(written) => format!("`{}`", excerpt(written)),
        Setting::List(list) => format!("a list of {}", list.len()),
    };
    Diagnostic::new(codes::THEME, setting.span, format!("option `{name}` takes {takes}, found {found}"))
}

fn unknown(stack: &Stack, choice: Choice<'_>, key: &Spanned<String>) -> Diagnostic {
    let title = format!("theme `{}` has no option `{}`", choice.name.value, key.value);
    let diagnostic = Diagnostic::new(codes::THEME, key.span, title)
        .help(format!("its options are {}", listed(stack.options.keys())));
    match closest(&key.value, stack.options.keys().map(String::as_str)) {
        Some(near) => diagnostic.suggest("an option with a similar name exists", key.span, near),
        None => diagnostic,
    }
}

/// A colour, and where the site sets it.
struct Pair {
    light: Colour,
    dark: Colour,
    set: Option<Span>,
    set_dark: Option<Span>,
}

/// On paper or on a dark screen.
#[derive(Clone, Copy, PartialEq)]
enum Scheme {
    Light,
    Dark,
}

impl Pair {
    fn at(&self, scheme: Scheme) -> (Colour, Option<Span>) {
        match scheme {
            Scheme::Light => (self.light, self.set),
            Scheme::Dark => (self.dark, self.set_dark),
        }
    }
}

/// All colours of a theme, and what has to be legible on what.
struct Palette<'a> {
    colours: BTreeMap<&'a str, Pair>,
    contrast: &'a [Contrast],
}

impl<'a> Palette<'a> {
    fn of(stack: &'a Stack) -> Palette<'a> {
        let pair = |(name, option): (&'a String, &Declared)| {
            let OptionValue::Colours(colours) = &option.default else { return None };
            let (light, dark) = (Colour::parse(&colours.light)?, Colour::parse(&colours.dark)?);
            Some((name.as_str(), Pair { light, dark, set: None, set_dark: None }))
        };
        Palette { colours: stack.options.iter().filter_map(pair).collect(), contrast: &stack.contrast }
    }

    fn set(&mut self, name: &str, setting: &Spanned<Setting>, diagnostics: &mut Diagnostics) {
        let one;
        let written = match &setting.value {
            Setting::Text(text) => {
                one = [Spanned::new(text.clone(), setting.span)];
                &one[..]
            }
            Setting::List(list) if (1..=2).contains(&list.len()) => list.as_slice(),
            Setting::Plain(_) | Setting::List(_) => {
                let takes = "a colour such as `\"#0b5345\"`, or one for paper and one for a dark screen";
                diagnostics.push(mistyped(name, takes, setting));
                return;
            }
        };
        let Some(pair) = self.colours.get_mut(name) else { return };
        for (index, written) in written.iter().enumerate() {
            let Some(colour) = Colour::parse(&written.value) else {
                let title = format!("expected a colour such as `#0b5345`, found `{}`", excerpt(&written.value));
                diagnostics.push(Diagnostic::new(codes::THEME, written.span, title));
                continue;
            };
            match index {
                0 => (pair.light, pair.set) = (colour, Some(written.span)),
                _ => (pair.dark, pair.set_dark) = (colour, Some(written.span)),
            }
        }
    }

    /// Gives what was set once, and is no ground, a colour for dark screens.
    fn complete(&mut self) {
        let once = |(name, pair): (&&'a str, &Pair)| (pair.set.is_some() && pair.set_dark.is_none()).then_some(*name);
        let names: Vec<&str> = self.colours.iter().filter_map(once).collect();
        for name in names.into_iter().filter(|name| self.contrast.iter().any(|c| c.of.iter().any(|of| of == name))) {
            let Some(light) = self.colours.get(name).map(|pair| pair.light) else { continue };
            let dark = nearest(light, |mixed| self.failures(name, mixed, Scheme::Dark).is_empty());
            if let (Some(pair), Some(dark)) = (self.colours.get_mut(name), dark) {
                pair.dark = dark;
            }
        }
    }

    /// The colours that would not do with this one in the place of an option's own: their options, the ratio that there
    /// is and the one that is expected.
    fn failures(&self, name: &str, colour: Colour, scheme: Scheme) -> Vec<(&'a str, f64, f64)> {
        let is = |option: &&String| option.as_str() == name;
        let sides = self.contrast.iter().flat_map(|rule| {
            let others = |on: bool| if on { &rule.on[..] } else { &[] }.iter().map(move |other| (other, rule.least));
            let as_ground = rule.on.iter().any(|option| is(&option));
            let of = if as_ground { &rule.of[..] } else { &[] };
            others(rule.of.iter().any(|option| is(&option))).chain(of.iter().map(move |other| (other, rule.least)))
        });
        let failing = sides.filter_map(|(other, least)| {
            let (there, _) = self.colours.get(other.as_str())?.at(scheme);
            let ratio = ratio(colour, there);
            (ratio < least).then_some((other.as_str(), ratio, least))
        });
        failing.collect()
    }

    /// Those that are told of this option: of what stands on a ground and is set as well, it is told there.
    fn own_failures(&self, name: &str, colour: Colour, scheme: Scheme) -> Vec<(&'a str, f64, f64)> {
        let has = |options: &[String], name: &str| options.iter().any(|option| option == name);
        let stands_on_it = |other: &str| self.contrast.iter().any(|c| has(&c.on, name) && has(&c.of, other));
        let is_set = |other: &str| self.colours.get(other).is_some_and(|p| p.at(scheme).1.is_some());
        let mut failures = self.failures(name, colour, scheme);
        failures.retain(|(other, ..)| !(stands_on_it(other) && is_set(other)));
        failures
    }

    /// Tells which colours of the site cannot be read, each once.
    fn check(&self, diagnostics: &mut Diagnostics) {
        for scheme in [Scheme::Light, Scheme::Dark] {
            for (name, pair) in &self.colours {
                let (colour, Some(at)) = pair.at(scheme) else { continue };
                let mut failures = self.own_failures(name, colour, scheme);
                failures.sort_by(|a, b| (a.1 / a.2).total_cmp(&(b.1 / b.2)));
                diagnostics.extend(self.illegible((name, colour, at), scheme, &failures));
            }
        }
    }

    fn illegible(
        &self,
        (name, colour, at): (&str, Colour, Span),
        scheme: Scheme,
        failures: &[(&str, f64, f64)],
    ) -> Option<Diagnostic> {
        let &(other, found, least) = failures.first()?;
        let there = self.colours.get(other)?.at(scheme).0;
        let place = if scheme == Scheme::Dark { " in the dark" } else { "" };
        let title = format!(
            "expected a contrast of {least} or more between `{name}` and `{other}`{place}, found {}",
            told(found)
        );
        let mut problem = Diagnostic::new(codes::CONTRAST, at, title).label(format!("`{other}` is {there}"));
        for (other, found, least) in &failures[1..] {
            problem = problem.note(format!("with `{other}` it is {}, expected {least}", told(*found)));
        }
        let fix = nearest(colour, |mixed| self.own_failures(name, mixed, scheme).is_empty());
        Some(match fix {
            Some(fix) => {
                let reached = told(ratio(fix, there));
                problem.suggest(format!("the nearest that passes has {reached}"), at, fix.to_string())
            }
            None => problem.help("no lighter or darker shade of it passes: change the other colour too"),
        })
    }
}
