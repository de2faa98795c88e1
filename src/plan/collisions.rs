//! Two outputs at one path: equal, equal by case, equal in another Unicode form, or a file where a
//! folder must be. File systems and hosts differ in what they tell apart, so nothing may depend on it.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use unicode_normalization::{UnicodeNormalization, is_nfc_quick};

use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::files::Files;
use crate::model::{Briefing, Entity};
use crate::span::Span;

use super::{Plan, Target};
use crate::site::{FEED, HOST};

#[derive(Clone, Copy)]
enum Owner<'a> {
    /// A sheet or a text, and what of it is shown there.
    Text(Span, &'a str),
    /// A pass-through file, by its index.
    Asset(usize),
    /// A file of the theme, by its published path.
    Theme(&'a str),
}

/// Reports every path that two outputs claim.
pub(super) fn check(
    briefing: &Briefing,
    files: &mut Files,
    plan: &Plan,
    theme_assets: &[String],
    diagnostics: &mut Diagnostics,
) {
    let mut claims: Vec<(&str, Owner<'_>)> = Vec::with_capacity(plan.len() + theme_assets.len());
    for page in &plan.pages {
        claims.push((&page.path, page.target.with(|kind| Owner::Text(kind.origin(briefing), kind.name()))));
    }
    for (path, extra) in &plan.extras {
        claims.push((path, extra.with(|file| Owner::Text(file.origin(briefing), file.name()))));
    }
    for redirect in &plan.redirects {
        let span = redirect_span(briefing, redirect.to, &redirect.path);
        claims.push((&redirect.path, Owner::Text(span, "a redirect from a former id")));
    }
    for copy in &plan.copies {
        claims.push((&copy.path, Owner::Asset(copy.asset)));
    }
    claims.extend(theme_assets.iter().map(|path| (path.as_str(), Owner::Theme(path))));

    let mut taken: HashMap<Cow<'_, str>, usize> = HashMap::with_capacity(claims.len());
    // One cause is told once: a redirect has an address in each language, a folder has many files.
    let mut told: HashSet<(Option<Span>, Option<Span>)> = HashSet::new();
    for (index, (path, owner)) in claims.iter().enumerate() {
        match taken.get(&fold(path)) {
            Some(&first) => {
                let cause = (claims[first].1.text(), owner.text());
                if matches!(cause, (None, _) | (_, None)) || told.insert(cause) {
                    diagnostics.push(collision(files, briefing, claims[first], (path, *owner)));
                }
            }
            None => {
                taken.insert(fold(path), index);
            }
        }
    }
    let mut blocked: HashSet<usize> = HashSet::new();
    for (path, owner) in &claims {
        let mut folders = path.match_indices('/').map(|(end, _)| &path[..end]);
        let blocking = folders.find_map(|folder| taken.get(&fold(folder)).copied());
        if let Some(file) = blocking.filter(|&file| blocked.insert(file)) {
            diagnostics.push(blockade(files, briefing, claims[file], *owner));
        }
    }
}

/// The path in composed form and lower case. ASCII paths, which nearly all are, cost no allocation.
fn fold(path: &str) -> Cow<'_, str> {
    let plain = path.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
    match plain {
        true => Cow::Borrowed(path),
        false if is_nfc_quick(path.chars()) == unicode_normalization::IsNormalized::Yes => {
            Cow::Owned(path.to_lowercase())
        }
        false => Cow::Owned(path.nfc().collect::<String>().to_lowercase().nfc().collect()),
    }
}

fn redirect_span(briefing: &Briefing, to: Target, path: &str) -> Span {
    let was = match to.entity() {
        Some(Entity::Deal(id)) => &briefing.deal(id).was,
        Some(Entity::Company(id)) => &briefing.company(id).was,
        Some(Entity::Page(id)) => &briefing.page(id).was,
        None => return to.with(|kind| kind.origin(briefing)),
    };
    let old = path.trim_end_matches("/index.html").rsplit('/').next().unwrap_or("");
    was.iter().find(|w| w.value == old).map_or_else(|| to.with(|kind| kind.origin(briefing)), |w| w.span)
}

impl Owner<'_> {
    /// As a title names it.
    fn name(self, briefing: &Briefing, files: &Files) -> String {
        match self {
            Owner::Text(at, what) if at.file == briefing.site.file => what.to_owned(),
            Owner::Text(at, what) => format!("{what} (`{}`)", files.get(at.file).path),
            Owner::Asset(asset) => format!("the file `{}`", files.assets[asset].path),
            Owner::Theme(path) => format!("the theme's file `{path}`"),
        }
    }

    fn text(self) -> Option<Span> {
        match self {
            Owner::Text(span, _) => Some(span),
            Owner::Asset(_) | Owner::Theme(_) => None,
        }
    }

    /// Where it can be shown: nothing of what every site has, nor of the theme's files.
    fn place(self, briefing: &Briefing, files: &mut Files) -> Option<Span> {
        match self {
            Owner::Text(span, _) => Some(span).filter(|span| span.file != briefing.site.file),
            Owner::Asset(asset) => Some(files.place(asset)),
            Owner::Theme(_) => None,
        }
    }
}

/// Two outputs at one path.
fn collision(
    files: &mut Files,
    briefing: &Briefing,
    first: (&str, Owner<'_>),
    second: (&str, Owner<'_>),
) -> Diagnostic {
    let (one, other) = (first.1.name(briefing, files), second.1.name(briefing, files));
    let title = format!("two outputs at `/{}`: {one} and {other}", super::pretty(second.0));
    let problem = at_both(files, briefing, title, first.1, second.1);
    let problem = problem.help(advice(first, second.1));
    match first.0 == second.0 {
        true => problem,
        false => problem.note(format!("their paths are `{}` and `{}`", told_apart(first.0), told_apart(second.0))),
    }
}

/// What to do about two outputs at one path.
fn advice((path, first): (&str, Owner<'_>), second: Owner<'_>) -> &'static str {
    match (first, second) {
        (Owner::Text(..), Owner::Asset(_)) if path.starts_with("sitemap") => {
            "the sitemap has the site's pages; give your own another name, and a line `Sitemap:` in `static/robots.txt`"
        }
        (Owner::Text(_, FEED), Owner::Asset(_)) => {
            "feeds are made of the site's movements; give your own another name, such as `static/feeds/own.xml`"
        }
        (Owner::Text(_, HOST), Owner::Asset(_)) => {
            "a site without `[headers]` in `tearsheet.toml` may have a file of its own there"
        }
        (Owner::Text(..), Owner::Asset(_)) | (Owner::Asset(_), Owner::Theme(_)) => "rename the file, or move it",
        (Owner::Text(..) | Owner::Asset(_) | Owner::Theme(_), _) => {
            "rename one of them; case and Unicode form do not tell addresses apart"
        }
    }
}

/// A file where a folder must be.
fn blockade(files: &mut Files, briefing: &Briefing, file: (&str, Owner<'_>), inside: Owner<'_>) -> Diagnostic {
    let (blocking, blocked) = (file.1.name(briefing, files), inside.name(briefing, files));
    let title = format!("`/{}` is a file and a folder: {blocking} is in the way of {blocked}", file.0);
    at_both(files, briefing, title, inside, file.1).help("rename the file")
}

/// At the second of two, or where the other one is if nothing of it can be shown.
fn at_both(files: &mut Files, briefing: &Briefing, title: String, first: Owner<'_>, second: Owner<'_>) -> Diagnostic {
    let (one, other) = (first.place(briefing, files), second.place(briefing, files));
    let primary = other.or(one).unwrap_or(Span::start_of(briefing.site.file));
    let problem = Diagnostic::new(codes::URL_COLLISION, primary, title);
    match one.filter(|span| *span != primary) {
        Some(one) => problem.context(one, "the other one"),
        None => problem,
    }
}

/// A path with its characters beyond ASCII escaped: two Unicode forms of one name look the same otherwise.
fn told_apart(path: &str) -> String {
    path.chars().map(|c| if c.is_ascii() { c.to_string() } else { c.escape_unicode().to_string() }).collect()
}
