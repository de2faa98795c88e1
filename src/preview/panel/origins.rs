//! Which files a page is made from.

use super::Subject;
use crate::model::Entity;
use crate::pipeline::Compiled;
use crate::span::Span;

/// The file of a template, and whether it is the project's own; templates were added after what was read.
pub(super) fn template_file(compiled: &Compiled, template: &str) -> (String, bool) {
    let name = format!("/templates/{template}.html");
    let file = compiled.files.texts.iter().skip(compiled.read).find(|file| file.path.ends_with(&name));
    let path = file.map_or_else(|| name.trim_start_matches('/').to_owned(), |file| file.path.clone());
    let built_in = crate::theme::embedded(crate::theme::DEFAULT).and_then(|folder| {
        let below =
            path.strip_prefix("themes/")?.split_once('/').filter(|(theme, _)| *theme == crate::theme::DEFAULT)?;
        folder.get(below.1).cloned()
    });
    let own = built_in.is_none_or(|bytes| file.is_some_and(|file| *file.text.as_bytes() != *bytes));
    (path, own)
}

/// Sheet and texts of a subject, in the order of paths.
pub(super) fn own(compiled: &Compiled, subject: Subject) -> Vec<Span> {
    let briefing = &compiled.briefing;
    let (sheet, folder, id) = match subject {
        Subject::Entity(entity @ Entity::Deal(id)) => (compiled.sheet(entity), "deals", &briefing.deal(id).id),
        Subject::Entity(entity @ Entity::Company(id)) => {
            (compiled.sheet(entity), "companies", &briefing.company(id).id)
        }
        Subject::Entity(entity @ Entity::Page(id)) => (compiled.sheet(entity), "pages", &briefing.page(id).id),
        Subject::Source(id) => (briefing.source(id).sheet, "sources", &briefing.source(id).id),
    };
    let folder = format!("content/{folder}/");
    // Texts are in the order of paths, but clippings and templates come after.
    let texts = compiled.files.texts.iter().take(compiled.read);
    let texts = texts.filter(|file| file.path.starts_with(&folder) && file.stem() == id && file.id != sheet.file);
    let mut own: Vec<Span> = texts.map(|file| Span::all_of(file.id)).chain([sheet]).collect();
    own.sort_unstable();
    own
}

/// The sheets of the companies and sources of a deal, or of the sources of a company.
pub(super) fn shown(compiled: &Compiled, subject: Subject) -> Vec<Span> {
    let Subject::Entity(entity) = subject else { return Vec::new() };
    let briefing = &compiled.briefing;
    let mut sheets = Vec::new();
    if let Entity::Deal(id) = entity {
        let has = |deals: &Vec<_>| deals.contains(&id);
        let companies = briefing.company_deals.iter().zip(&briefing.companies).filter(|(deals, _)| has(deals));
        sheets.extend(companies.map(|(_, company)| company.sheet));
    }
    let cited = briefing.backings.iter().zip(briefing.sources.iter());
    let cited = cited.filter(|(backings, _)| backings.iter().any(|backing| backing.entity == entity));
    sheets.extend(cited.map(|(_, source)| source.sheet));
    sheets
}
