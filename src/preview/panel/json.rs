//! The panel, as a page gets it: with links that open an editor.

use serde::Serialize;

use super::super::bulletin::Place;
use super::super::server::Site;

#[derive(Serialize)]
struct Out {
    template: File,
    files: Vec<File>,
    shows: Vec<File>,
    missing: Vec<Lack>,
}

#[derive(Serialize)]
struct File {
    path: String,
    /// None for a file that is compiled in.
    link: Option<String>,
    held: bool,
}

#[derive(Serialize)]
struct Lack {
    kind: &'static str,
    what: String,
    place: Option<String>,
    link: Option<String>,
}

/// The panel of the page at an address, as JSON.
pub(in super::super) fn json(site: &Site, address: &str) -> Option<String> {
    let panel = site.panel(address)?;
    let file = |place: &Place, own: bool| File {
        path: match place.line {
            1 => place.file.clone(),
            line => format!("{}:{line}", place.file),
        },
        link: own.then(|| site.link(place)),
        held: panel.held.contains(&place.file),
    };
    let template = Place { file: panel.template.clone(), line: 1, column: 1 };
    let lack = |missing: &super::Missing| Lack {
        kind: missing.kind.name(),
        what: missing.what.clone(),
        place: missing.place.as_ref().map(|at| format!("{}:{}", at.file, at.line)),
        link: missing.place.as_ref().map(|at| site.link(at)),
    };
    let out = Out {
        template: file(&template, panel.own_template),
        files: panel.files.iter().map(|place| file(place, true)).collect(),
        shows: panel.shows.iter().map(|place| file(place, true)).collect(),
        missing: panel.missing.iter().map(lack).collect(),
    };
    serde_json::to_string(&out).ok()
}
