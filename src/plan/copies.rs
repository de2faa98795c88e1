//! Files that are published as they are: whose they are, where they go, and whether those that texts name are there.

use std::collections::HashSet;

use crate::diagnostics::{Diagnostic, Diagnostics, closest, codes};
use crate::files::Files;
use crate::model::{Briefing, Entity, LangId};
use crate::span::{Span, Spanned};

use super::{Copy, Plan, picture};

/// Assets of published entries and of `static/`. Files of hidden entries are left out; files of entries
/// that do not exist are an error.
pub(super) fn copies(briefing: &Briefing, files: &Files, diagnostics: &mut Diagnostics) -> Vec<Copy> {
    let mut all = Vec::new();
    for (asset, file) in files.assets.iter().enumerate() {
        if let Some(path) = file.path.strip_prefix("static/") {
            all.push(Copy { path: path.to_owned(), asset, size: picture::size(&file.bytes) });
            continue;
        }
        let Some((collection, rest)) = file.path.strip_prefix("content/").and_then(|p| p.split_once('/')) else {
            continue;
        };
        let Some((entity, folder, name)) = owner(briefing, collection, rest) else {
            let known = rest.split('/').any(|part| briefing.hidden.iter().any(|h| h == part));
            if !known {
                let title = format!("`{}` belongs to no deal, company or page", file.path);
                let at = Span::start_of(briefing.site.file);
                diagnostics.push(
                    Diagnostic::new(codes::FILE_NAME, at, title)
                        .help("put it into a folder named like its sheet, or into `static/`"),
                );
            }
            continue;
        };
        if briefing.withheld.iter().any(|(of, file)| *of == entity && *file == name) {
            continue;
        }
        all.push(Copy { path: format!("{folder}{name}"), asset, size: picture::size(&file.bytes) });
    }
    all
}

/// The entry, the output folder and the rest of the path of an asset, by the first folder that is an entry's id.
fn owner(briefing: &Briefing, collection: &str, rest: &str) -> Option<(Entity, String, String)> {
    let mut before = 0;
    for part in rest.split('/') {
        let after = before + part.len() + 1;
        let folder = match collection {
            "deals" => briefing.find_deal(part).map(|id| (Entity::Deal(id), format!("deals/{part}/"))),
            "companies" => briefing.find_company(part).map(|id| (Entity::Company(id), format!("companies/{part}/"))),
            "pages" => briefing.find_page(part).map(|id| (Entity::Page(id), format!("{part}/"))),
            _ => None,
        };
        if let (Some((entity, folder)), Some(name)) = (folder, rest.get(after..)) {
            return Some((entity, folder, name.to_owned()));
        }
        before = after;
    }
    None
}

/// Reports files that a text names and that its entry does not have.
pub(super) fn check_references(briefing: &Briefing, plan: &Plan, diagnostics: &mut Diagnostics) {
    let published: HashSet<&str> = plan.copies.iter().map(|copy| copy.path.as_str()).collect();
    for (entity, body) in briefing.bodies() {
        for file in &body.files {
            let page = plan.entity_path(briefing, entity, LangId::DEFAULT);
            let folder = page.strip_suffix("index.html").unwrap_or(&page);
            let wanted = format!("{folder}{}", file.value.trim_start_matches("./"));
            if !published.contains(wanted.as_str()) {
                let own = plan.copies.iter().filter_map(|copy| copy.path.strip_prefix(folder));
                diagnostics.push(missing(file, own));
            }
        }
    }
}

fn missing<'a>(file: &Spanned<String>, own: impl Iterator<Item = &'a str>) -> Diagnostic {
    let title = format!("expected a file of the entry, found `{}`, which is not there", file.value);
    let problem = Diagnostic::new(codes::BROKEN_LINK, file.span, title);
    match closest(&file.value, own) {
        Some(near) => problem.suggest("a file with a similar name exists", file.span, near),
        None => problem.help(
            "files of an entry are in the folder with its id, beside its sheet; other entries are linked as `[[id]]`",
        ),
    }
}
