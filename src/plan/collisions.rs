//! Two outputs at one path: equal, equal by case, equal in another Unicode form, or a file where a
//! folder must be. File systems and hosts differ in what they tell apart, so nothing may depend on it.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use unicode_normalization::{UnicodeNormalization, is_nfc_quick};

use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::files::Files;
use crate::ledger::Scope;
use crate::model::{Briefing, Entity};
use crate::span::Span;

use super::{Extra, Plan, Target, origin};

#[derive(Clone, Copy)]
enum Owner<'a> {
    /// A sheet or a text, and what of it is shown there.
    Text(Span, &'a str),
    /// A pass-through file.
    Asset(&'a str),
    /// A file of the theme, by its published path.
    Theme(&'a str),
}

/// Reports every path that two outputs claim.
pub(super) fn check(
    briefing: &Briefing,
    files: &Files,
    plan: &Plan,
    theme_assets: &[String],
    diagnostics: &mut Diagnostics,
) {
    let mut claims: Vec<(&str, Owner<'_>)> = Vec::with_capacity(plan.len() + theme_assets.len());
    for page in &plan.pages {
        claims.push((&page.path, Owner::Text(origin(briefing, page.target), describe(page.target))));
    }
    for (path, extra) in &plan.extras {
        let sheet = match extra {
            Extra::DealJson(id) | Extra::DealToml(id) => Span::start_of(briefing.deal(*id).file),
            Extra::CompanyCsv(id) | Extra::Feed(_, Scope::Company(id), _) => briefing.company(*id).sheet.head(),
            Extra::Feed(_, Scope::Site, _)
            | Extra::Table(_)
            | Extra::Totals
            | Extra::Robots
            | Extra::Headers
            | Extra::Redirects
            | Extra::SitemapIndex
            | Extra::Sitemap(_) => Span::start_of(briefing.site.file),
        };
        claims.push((path, Owner::Text(sheet, "a download or feed")));
    }
    for redirect in &plan.redirects {
        let span = redirect_span(briefing, redirect.to, &redirect.path);
        claims.push((&redirect.path, Owner::Text(span, "a redirect from a former id")));
    }
    for copy in &plan.copies {
        claims.push((&copy.path, Owner::Asset(&files.assets[copy.asset].path)));
    }
    claims.extend(theme_assets.iter().map(|path| (path.as_str(), Owner::Theme(path))));

    let mut taken: HashMap<Cow<'_, str>, usize> = HashMap::with_capacity(claims.len());
    // One cause is told once: a redirect has an address in each language, a folder has many files.
    let mut told: HashSet<(Option<Span>, Option<Span>)> = HashSet::new();
    for (index, (path, owner)) in claims.iter().enumerate() {
        match taken.get(&fold(path)) {
            Some(&first) => {
                let cause = (claims[first].1.span(), owner.span());
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
            diagnostics.push(blockade(files, briefing, claims[file], (path, *owner)));
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

fn describe(target: Target) -> &'static str {
    match target.entity() {
        Some(Entity::Deal(_)) => "the page of a deal",
        Some(Entity::Company(_)) => "the page of a company",
        Some(Entity::Page(_)) => "a content page",
        None if matches!(target, Target::Source(..)) => "the page of a source",
        None => "a page that every site has",
    }
}

fn redirect_span(briefing: &Briefing, to: Target, path: &str) -> Span {
    let was = match to.entity() {
        Some(Entity::Deal(id)) => &briefing.deal(id).was,
        Some(Entity::Company(id)) => &briefing.company(id).was,
        Some(Entity::Page(id)) => &briefing.page(id).was,
        None => return origin(briefing, to),
    };
    let old = path.trim_end_matches("/index.html").rsplit('/').next().unwrap_or("");
    was.iter().find(|w| w.value == old).map_or_else(|| origin(briefing, to), |w| w.span)
}

impl Owner<'_> {
    /// As a title names it.
    fn name(self, files: &Files) -> String {
        match self {
            Owner::Text(at, what) => format!("{what} (`{}`)", files.get(at.file).path),
            Owner::Asset(path) => format!("the file `{path}`"),
            Owner::Theme(path) => format!("the theme's file `{path}`"),
        }
    }

    /// Where it can be shown; nothing of a file that is no text.
    fn span(self) -> Option<Span> {
        match self {
            Owner::Text(span, _) => Some(span),
            Owner::Asset(_) | Owner::Theme(_) => None,
        }
    }
}

/// Two outputs at one path.
fn collision(files: &Files, briefing: &Briefing, first: (&str, Owner<'_>), second: (&str, Owner<'_>)) -> Diagnostic {
    let (one, other) = (first.1.name(files), second.1.name(files));
    let title = format!("two outputs at `/{}`: {one} and {other}", super::pretty(second.0));
    let problem = at_both(briefing, title, first, second);
    let problem = problem.help("rename one of them; case and Unicode form do not tell addresses apart");
    match first.0 == second.0 {
        true => problem,
        false => problem.note(format!("their paths are `{}` and `{}`", told_apart(first.0), told_apart(second.0))),
    }
}

/// A file where a folder must be.
fn blockade(files: &Files, briefing: &Briefing, file: (&str, Owner<'_>), inside: (&str, Owner<'_>)) -> Diagnostic {
    let (blocking, blocked) = (file.1.name(files), inside.1.name(files));
    let title = format!("`/{}` is a file and a folder: {blocking} is in the way of {blocked}", file.0);
    at_both(briefing, title, file, inside).help("rename the file")
}

fn at_both(briefing: &Briefing, title: String, first: (&str, Owner<'_>), second: (&str, Owner<'_>)) -> Diagnostic {
    let (one, other) = (first.1.span(), second.1.span());
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
