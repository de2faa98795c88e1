//! Where addresses in texts lead: to files and downloads of the entry, by their path from its folder, and to all that the
//! site has, by its path from the root.
//!
//! `/deals/` in a text leads to the page in the language of the reader, where there is one. Whether a page has the part
//! behind a `#` is known only when it is made.

use crate::diagnostics::{Diagnostic, closest, codes};
use crate::model::{AddressRef, Briefing, Entity, LangId, Linked, Prose, places};
use crate::prose::encoded;

use super::{Plan, Planned, pretty};
use crate::site::prefix;

impl Plan {
    /// What a path in a text of `entity` leads to, on a page in `lang`, and where that is below the output.
    pub fn leads_to(&self, briefing: &Briefing, entity: Entity, lang: LangId, path: &str) -> Option<(String, Planned)> {
        let languages = [prefix(briefing, lang), String::new()];
        let places = places(&self.folder(briefing, entity), path);
        let in_languages = places.iter().flat_map(|place| languages.iter().map(move |lang| format!("{lang}{place}")));
        let pages = in_languages.flat_map(|path| ["", "index.html", "/index.html"].map(|end| format!("{path}{end}")));
        pages.into_iter().find_map(|path| self.find(&path).map(|planned| (path, planned)))
    }

    /// The folder of an entry's own files.
    fn folder(&self, briefing: &Briefing, entity: Entity) -> String {
        pretty(&self.entity_path(briefing, entity, LangId::DEFAULT)).to_owned()
    }
}

/// Addresses in texts that lead to nothing.
pub fn missing(briefing: &Briefing, plan: &Plan) -> Vec<Diagnostic> {
    let leads =
        |entity, body: &Prose, address: &AddressRef| match plan.leads_to(briefing, entity, body.lang, &address.path) {
            Some((_, Planned::Copy(_))) => true,
            Some((_, Planned::Page(_) | Planned::Redirect(_) | Planned::Extra(_))) => !address.is_picture,
            None => address.path.is_empty(),
        };
    let mut found = Vec::new();
    for (entity, body) in briefing.bodies() {
        let broken = body.addresses.iter().filter(|address| !leads(entity, body, address));
        found.extend(broken.map(|address| nowhere(briefing, plan, entity, address)));
    }
    found
}

fn nowhere(briefing: &Briefing, plan: &Plan, entity: Entity, address: &AddressRef) -> Diagnostic {
    let what = match (address.is_picture, address.path.starts_with('/')) {
        (true, _) => "a picture among the files of the entry",
        (false, true) => "an address of this site",
        (false, false) => "a file of the entry",
    };
    let title = format!("expected {what}, found `{}`, which is not there", address.path);
    let problem = Diagnostic::new(codes::BROKEN_LINK, address.span, title);
    let near = near(briefing, plan, entity, address).filter(|_| address.is_verbatim);
    match near {
        Some((what, path)) => problem.suggest(what, address.span, format!("{}{}", encoded(&path), address.suffix)),
        None => problem
            .help("files of an entry are in the folder with its id, beside its sheet; other entries are linked as `[[id]]`")
            .help("other parts of the site are named from its root: `/deals/`, `/feed.xml`, `/files/terms.pdf` of `static/`"),
    }
}

/// What an address that leads nowhere may mean.
fn near(briefing: &Briefing, plan: &Plan, entity: Entity, address: &AddressRef) -> Option<(&'static str, String)> {
    let folder = plan.folder(briefing, entity);
    let own = || plan.copies.iter().filter_map(|copy| copy.path.strip_prefix(&folder));
    let bare = address.path.trim_start_matches(['.', '/']);
    let name = bare.trim_end_matches('/').rsplit('/').next().unwrap_or(bare);
    if let Some(file) = own().find(|file| file.eq_ignore_ascii_case(name)) {
        return Some(("the entry has it", file.to_owned()));
    }
    if !address.is_picture && !bare.is_empty() {
        let rooted = format!("/{bare}");
        if plan.leads_to(briefing, entity, LangId::DEFAULT, &rooted).is_some() {
            return Some(("what is no file of the entry is named from the site's root", rooted));
        }
        if let Some((_, Linked::Entity(entity))) = briefing.linked(name.strip_suffix(".md").unwrap_or(name)).next() {
            return Some(("an entry has this id", format!("/{}", plan.folder(briefing, entity))));
        }
    }
    closest(&address.path, own()).map(|near| ("a file with a similar name exists", near.to_owned()))
}
