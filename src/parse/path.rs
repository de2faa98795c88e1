//! What a file is, by its path; and what may be an id.
//!
//! The stem is the id and becomes an address, so it is kept to what needs no escaping anywhere. Folders
//! between the collection and the file are for the editor and mean nothing.

use super::document::Collection;
use super::reader::{Item, Reader, excerpt};
use super::schema::Takes;
use super::values::is_language_tag;
use crate::diagnostics::{Diagnostic, closest, codes};
use crate::span::{FileId, Span, Spanned};

/// What a path holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place<'p> {
    /// `tearsheet.toml`
    Site,
    /// `content/deals/**/<id>.toml`
    Deal(&'p str),
    /// `content/companies/**/<id>.toml`; without an id `content/companies.toml`, which holds many
    Company(Option<&'p str>),
    /// `content/sources/**/<id>.toml`; without an id `content/sources.toml`, which holds many
    Source(Option<&'p str>),
    /// `content/{deals,companies,pages}/**/<id>[.<lang>].md`
    Prose(Collection, &'p str, Option<&'p str>),
    /// Not below `content/`: another phase's business.
    Elsewhere,
}

const COLLECTIONS: [&str; 4] = ["deals", "companies", "sources", "pages"];

/// An id.
pub(super) const ID: Takes = Takes::Form(&["former", "earlier-2025"]);

/// Whether this may be an id.
pub(crate) fn is_id(id: &str) -> bool {
    let bytes = id.as_bytes();
    let allowed = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-';
    (1..=80).contains(&bytes.len()) && bytes.iter().all(allowed) && bytes[0] != b'-'
}

/// Whether this may be the key of what a site declares: it becomes a part of addresses and of fact paths as ids do, and
/// may have `_`.
pub(super) fn is_key(key: &str) -> bool {
    is_id(&key.replace('_', "-")) && !is_device(key)
}

/// The nearest key to one that cannot be one.
pub(super) fn nearest_key(key: &str) -> Option<String> {
    Some(slug(key).replace('-', "_")).filter(|key| is_key(key))
}

/// Names that Windows cannot store, whatever their extension.
fn is_device(id: &str) -> bool {
    let numbered = id.strip_prefix("com").or_else(|| id.strip_prefix("lpt"));
    matches!(id, "con" | "prn" | "aux" | "nul") || numbered.is_some_and(|n| matches!(n.as_bytes(), [b'0'..=b'9']))
}

/// What the file at `path` is.
///
/// # Errors
/// `file-name`, if it is below `content/` and means nothing there.
#[expect(clippy::result_large_err, reason = "an error is rare and goes straight into a list")]
pub(super) fn place(path: &str, file: FileId) -> Result<Place<'_>, Diagnostic> {
    if path == "tearsheet.toml" {
        return Ok(Place::Site);
    }
    let Some(below) = path.strip_prefix("content/") else { return Ok(Place::Elsewhere) };
    match below {
        "companies.toml" => return Ok(Place::Company(None)),
        "sources.toml" => return Ok(Place::Source(None)),
        _ => {}
    }
    let refuse = |title: String| Diagnostic::new(codes::FILE_NAME, Span::start_of(file), title);
    let (collection, name) = match (below.split_once('/'), below.rsplit('/').next()) {
        (Some((collection, _)), Some(name)) if COLLECTIONS.contains(&collection) => (collection, name),
        (Some((other, _)), _) => {
            let diagnostic =
                refuse(format!("expected a file of a collection, found the folder `content/{}`", excerpt(other)));
            return Err(diagnostic.help(match closest(other, COLLECTIONS) {
                Some(collection) => format!("rename the folder to `{collection}`"),
                None => "collections are `deals`, `companies`, `sources` and `pages`".to_owned(),
            }));
        }
        _ => {
            return Err(refuse("expected a file of a collection, found one directly in `content/`".to_owned())
                .help("collections are `deals`, `companies`, `sources` and `pages`"));
        }
    };
    let Some((stem, extension)) = name.rsplit_once('.') else {
        return Err(refuse(format!("expected `.toml` or `.md`, found `{}`", excerpt(name))));
    };
    let place = match (collection, extension) {
        ("deals", "toml") => Place::Deal(stem),
        ("companies", "toml") => Place::Company(Some(stem)),
        ("sources", "toml") => Place::Source(Some(stem)),
        ("deals", "md") => prose(Collection::Deals, stem),
        ("companies", "md") => prose(Collection::Companies, stem),
        ("pages", "md") => prose(Collection::Pages, stem),
        ("sources", "md") => {
            return Err(refuse("expected a `.toml` file, found Markdown: a source has no text of its own".to_owned()));
        }
        ("pages", "toml") => {
            return Err(refuse("expected a `.md` file, found TOML: a page has no sheet".to_owned())
                .help("settings of a page stand in the front matter of its Markdown"));
        }
        _ => {
            let refused = refuse(format!("expected `.toml` or `.md`, found `.{}`", excerpt(extension)));
            return Err(match extension.to_ascii_lowercase().as_str() {
                "md" | "markdown" => refused.help(format!("rename it to `{}.md`", excerpt(stem))),
                "toml" => refused.help(format!("rename it to `{}.toml`", excerpt(stem))),
                _ => refused,
            });
        }
    };
    named(place, refuse)
}

fn prose(collection: Collection, stem: &str) -> Place<'_> {
    match stem.split_once('.') {
        Some((id, lang)) => Place::Prose(collection, id, Some(lang)),
        None => Place::Prose(collection, stem, None),
    }
}

/// The place, if its id can be one and its language is a tag.
#[expect(clippy::result_large_err, reason = "an error is rare and goes straight into a list")]
fn named(place: Place<'_>, refuse: impl Fn(String) -> Diagnostic) -> Result<Place<'_>, Diagnostic> {
    let (Place::Deal(id) | Place::Company(Some(id)) | Place::Source(Some(id)) | Place::Prose(_, id, _)) = place else {
        return Ok(place);
    };
    if let Some((title, help)) = no_id(id) {
        return Err(refuse(title).help(help));
    }
    match place {
        Place::Prose(_, id, Some(tag)) if !is_language_tag(tag) => {
            let title = format!("expected a language tag after `{id}.`, found `{}`", excerpt(tag));
            Err(refuse(title).help(format!("translations are named `{id}.en.md`")))
        }
        place => Ok(place),
    }
}

/// Why a name cannot be an id, and what to do.
pub(super) fn no_id(name: &str) -> Option<(String, String)> {
    if is_device(name) {
        let title = format!("expected a name that every system can store, found `{name}`");
        return Some((title, "Windows keeps this name for a device: choose another".to_owned()));
    }
    let title = format!("expected a name of lower-case letters, digits and `-`, found `{}`", excerpt(name));
    let help = match slug(name) {
        _ if is_id(name) => return None,
        slug if is_id(&slug) => format!("rename it to `{slug}`: the name is the id and the end of the address"),
        _ => "a name is at most 80 bytes, and begins with a letter or a digit".to_owned(),
    };
    Some((title, help))
}

/// The nearest id to a name.
fn slug(name: &str) -> String {
    if name.len() > 200 {
        return String::new();
    }
    let plain = deunicode::deunicode(name).to_lowercase();
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// Former ids, which become addresses too and so must be possible ids.
pub(super) fn former_ids<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<Spanned<String>> {
    let mut ids = reader.strings(item);
    ids.retain(|id| {
        let possible = is_id(&id.value);
        if !possible {
            let title = format!("`{}` cannot be an id", excerpt(&id.value));
            let help = "ids are lower-case ASCII letters, digits and `-`, at most 80 bytes";
            reader.report(Diagnostic::new(codes::VALUE, id.span, title).help(help));
        }
        possible
    });
    ids
}

#[cfg(test)]
mod tests {
    use super::{Place, place};
    use crate::parse::Collection;
    use crate::span::FileId;

    #[test]
    fn a_path_says_what_a_file_is() {
        for (path, expected) in [
            ("tearsheet.toml", Some(Place::Site)),
            ("content/deals/openai-aws.toml", Some(Place::Deal("openai-aws"))),
            ("content/deals/2025/11/openai-aws.toml", Some(Place::Deal("openai-aws"))),
            ("content/companies/3m.toml", Some(Place::Company(Some("3m")))),
            ("content/sources/wire.toml", Some(Place::Source(Some("wire")))),
            ("content/companies.toml", Some(Place::Company(None))),
            ("content/sources.toml", Some(Place::Source(None))),
            ("content/sources/sources.toml", Some(Place::Source(Some("sources")))),
            ("content/pages/about.md", Some(Place::Prose(Collection::Pages, "about", None))),
            ("content/deals/a/b.pt-BR.md", Some(Place::Prose(Collection::Deals, "b", Some("pt-BR")))),
            ("themes/ledger/theme.toml", Some(Place::Elsewhere)),
            ("content/deals/OpenAI AWS.toml", None),
            ("content/deals/-a.toml", None),
            ("content/deals/a.en.toml", None),
            ("content/deals/a.TOML", None),
            ("content/deals/a.english.md", None),
            ("content/deals/a.en.fr.md", None),
            ("content/deals/.toml", None),
            ("content/sources/a.md", None),
            ("content/pages/a.toml", None),
            ("content/deal/a.toml", None),
            ("content/a.toml", None),
            ("content/deals.toml", None),
            ("content/sources.md", None),
            ("content/deals/notes", None),
        ] {
            assert_eq!(place(path, FileId(0)).ok(), expected, "{path}");
        }
    }

    #[test]
    fn a_name_that_is_no_id_is_told_the_nearest_one() {
        let help = place("content/companies/Société Générale.toml", FileId(0)).err().map(|d| d.help);
        let expected = "rename it to `societe-generale`: the name is the id and the end of the address";
        assert_eq!(help, Some(vec![expected.to_owned()]));
    }
}
