//! `tearsheet new KIND ID`: a commented, valid sheet to fill in.
//!
//! Nothing is ever overwritten, and an id that another deal, company or page has is refused here already,
//! before it becomes an error of the next build. A deal may begin with the figures of a source ([`super::from_source`]).

use std::path::PathBuf;

use jiff::civil::Date;

use super::{Exit, Failure, create, from_source, project, say};
use crate::cli::{Kind, New};
use crate::disk;
use crate::files::{File, Files};

/// As the parser has it: longer ids would make paths that some systems refuse.
const MAX_ID: usize = 80;

impl Kind {
    /// Its folder below `content`.
    fn folder(self) -> &'static str {
        match self {
            Kind::Deal => "deals",
            Kind::Company => "companies",
            Kind::Source => "sources",
            Kind::Page => "pages",
        }
    }

    /// Extension and text of its files.
    fn skeleton(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Kind::Deal => {
                &[("toml", include_str!("skeleton/new/deal.toml")), ("md", include_str!("skeleton/new/deal.md"))]
            }
            Kind::Company => &[("toml", include_str!("skeleton/new/company.toml"))],
            Kind::Source => &[("toml", include_str!("skeleton/new/source.toml"))],
            Kind::Page => &[("md", include_str!("skeleton/new/page.md"))],
        }
    }

    /// What to do with the files.
    fn next_step(self) -> &'static str {
        match self {
            Kind::Deal => "fill them in, remove `draft = true`, then run `tearsheet check`",
            Kind::Company => "fill it in; its id may now stand in the legs of deals",
            Kind::Source => "fill it in; its id may now stand after `source =` and in `[^id]`",
            Kind::Page => "write it; add its id to `nav_pages` in `tearsheet.toml` to have it in the navigation",
        }
    }
}

/// Writes the files of a new sheet.
pub(crate) fn run(options: &New) -> Result<Exit, Failure> {
    let New { kind, id, from, clippings, root } = options;
    check_id(id)?;
    let root = project::root(root.as_deref())?;
    let files = disk::read(&root).map_err(Failure::of)?.files;
    if let Some(taken) = taken(&files, *kind, id) {
        return Err(Failure::of(format!("the id `{id}` is taken by `{}`; nothing was written", taken.path)));
    }
    let figures = match from {
        Some(source) if *kind == Kind::Deal => Some(from_source::claims(&root, clippings.as_deref(), source)?),
        Some(_) => return Err(Failure::misuse("only a deal can be written from the figures of a source")),
        None => None,
    };
    let folder = root.join("content").join(kind.folder());
    let today = project::today(None)?;
    let paths: Vec<PathBuf> = kind.skeleton().iter().map(|(ext, _)| folder.join(format!("{id}.{ext}"))).collect();
    for ((extension, text), path) in kind.skeleton().iter().zip(&paths) {
        let mut text = filled(text, id, today);
        text.push_str(figures.as_deref().filter(|_| *extension == "toml").unwrap_or_default());
        create::file(path, text.as_bytes())?;
    }
    for path in &paths {
        say::result(&format!("{}\n", project::shown(path)))?;
    }
    say::remark(&format!("{}\n", kind.next_step()));
    Ok(Exit::Clean)
}

/// Lowercase ASCII letters and digits, in groups joined by single hyphens.
fn check_id(id: &str) -> Result<(), Failure> {
    let group = |g: &str| !g.is_empty() && g.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if id.len() <= MAX_ID && id.split('-').all(group) {
        return Ok(());
    }
    let advice = match suggested(id) {
        Some(better) => format!("; `{better}` would do"),
        None => String::new(),
    };
    Err(Failure::misuse(format!(
        "an id is at most {MAX_ID} lowercase letters and digits, with single hyphens between them, found `{id}`{advice}"
    )))
}

/// The id that `typed` may have meant: `OpenAI & AWS` gives `openai-aws`.
fn suggested(typed: &str) -> Option<String> {
    let ascii = deunicode::deunicode(typed).to_lowercase();
    let words = ascii.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let id = words.collect::<Vec<_>>().join("-");
    (!id.is_empty() && id.len() <= MAX_ID).then_some(id)
}

/// The file that already has the id. Sources have a name space of their own; deals, companies and pages
/// share one, so that `[[id]]` is never ambiguous.
fn taken<'a>(files: &'a Files, kind: Kind, id: &str) -> Option<&'a File> {
    let folders: &[&str] = match kind {
        Kind::Source => &["content/sources/"],
        _ => &["content/deals/", "content/companies/", "content/pages/"],
    };
    files
        .texts
        .iter()
        .map(AsRef::as_ref)
        .find(|f: &&File| f.stem() == id && folders.iter().any(|folder| f.path.starts_with(folder)))
}

/// The skeleton with the id, a name made from it, and the date in their places.
fn filled(skeleton: &str, id: &str, today: Date) -> String {
    let mut name = id.replace('-', " ");
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    skeleton.replace("@ID@", id).replace("@NAME@", &name).replace("@TODAY@", &today.to_string())
}
