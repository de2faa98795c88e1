//! Two outputs at one path: equal, equal by case, equal in another Unicode form, or a file where a
//! folder must be. File systems and hosts differ in what they tell apart, so nothing may depend on it.

use std::borrow::Cow;
use std::collections::HashMap;

use unicode_normalization::{UnicodeNormalization, is_nfc_quick};

use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::files::Files;
use crate::model::Briefing;
use crate::span::{FileId, Span};

use super::{Extra, Plan, Scope, Target, origin};

#[derive(Clone, Copy)]
enum Owner<'a> {
    /// A text file, and what of it is shown there.
    File(FileId, Span, &'a str),
    /// A pass-through file.
    Asset(&'a str),
    /// A file of the theme.
    Theme,
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
        let file = origin(briefing, page.target);
        claims.push((&page.path, Owner::File(file, Span::start_of(file), describe(page.target))));
    }
    for (path, extra) in &plan.extras {
        let file = match extra {
            Extra::DealJson(id) | Extra::DealToml(id) => briefing.deal(*id).file,
            Extra::CompanyCsv(id) | Extra::Feed(_, Scope::Company(id), _) => briefing.company(*id).file,
            _ => briefing.site.file,
        };
        claims.push((path, Owner::File(file, Span::start_of(file), "a download or feed")));
    }
    for redirect in &plan.redirects {
        let span = redirect_span(briefing, redirect.to, &redirect.path);
        claims.push((&redirect.path, Owner::File(span.file, span, "a redirect from a former id")));
    }
    for copy in &plan.copies {
        claims.push((&copy.path, Owner::Asset(&files.assets[copy.asset].path)));
    }
    claims.extend(theme_assets.iter().map(|path| (path.as_str(), Owner::Theme)));

    let mut taken: HashMap<Cow<'_, str>, usize> = HashMap::with_capacity(claims.len());
    for (index, (path, owner)) in claims.iter().enumerate() {
        match taken.get(&fold(path)) {
            Some(&first) => diagnostics.push(collision(files, briefing, claims[first], (path, *owner))),
            None => {
                taken.insert(fold(path), index);
            }
        }
    }
    for (path, owner) in &claims {
        for (end, _) in path.match_indices('/') {
            if let Some(&file) = taken.get(&fold(&path[..end])) {
                diagnostics.push(collision(files, briefing, claims[file], (path, *owner)));
                break;
            }
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
    match target {
        Target::Deal(_) => "the page of a deal",
        Target::Company(_) | Target::CompanyYear(..) => "the page of a company",
        Target::Source(..) => "the page of a source",
        Target::Page(_) => "a content page",
        _ => "a page that every site has",
    }
}

fn redirect_span(briefing: &Briefing, to: Target, path: &str) -> Span {
    let was = match to {
        Target::Deal(id) => &briefing.deal(id).was,
        Target::Company(id) => &briefing.company(id).was,
        Target::Page(id) => &briefing.page(id).was,
        _ => return Span::start_of(origin(briefing, to)),
    };
    let old = path.trim_end_matches("/index.html").rsplit('/').next().unwrap_or("");
    was.iter().find(|w| w.value == old).map_or_else(|| Span::start_of(origin(briefing, to)), |w| w.span)
}

fn collision(files: &Files, briefing: &Briefing, first: (&str, Owner<'_>), second: (&str, Owner<'_>)) -> Diagnostic {
    let name = |owner: Owner<'_>| match owner {
        Owner::File(file, _, what) => format!("{what} (`{}`)", files.get(file).path),
        Owner::Asset(path) => format!("the file `{path}`"),
        Owner::Theme => "a file of the theme".to_owned(),
    };
    let span = |owner: Owner<'_>| match owner {
        Owner::File(_, span, _) => Some(span),
        Owner::Asset(_) | Owner::Theme => None,
    };
    let primary = span(second.1).or(span(first.1)).unwrap_or(Span::start_of(briefing.site.file));
    let title = format!("two outputs at `/{}`: {} and {}", super::pretty(second.0), name(first.1), name(second.1));
    let mut problem = Diagnostic::new(codes::URL_COLLISION, primary, title)
        .help("rename one of them; case and Unicode form do not tell addresses apart");
    if let Some(other) = span(first.1).filter(|s| *s != primary) {
        problem = problem.context(other, "the other one");
    }
    if first.0 != second.0 {
        problem = problem.note(format!("their paths are `{}` and `{}`", first.0, second.0));
    }
    problem
}
