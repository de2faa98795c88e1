//! `tearsheet new KIND ID`: a sheet to fill in, or a whole one, if the options say all of it.
//!
//! What nobody said is left empty, for `check` to ask for at its line; nothing is made up from an id. Companies and
//! sources go to the end of `content/companies.toml` and `content/sources.toml` if those are there, else a file each.
//! Nothing is ever overwritten, and an id that another deal, company or page has is refused here already, before it
//! becomes an error of the next build; so is an option that would be one. A deal may begin with the figures of a source
//! ([`super::from_source`]).

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use super::from_source::{self, quoted};
use super::{Exit, Failure, create, project, say};
use crate::cli::{New, NewCompany};
use crate::diagnostics::{Diagnostic, codes};
use crate::disk;
use crate::files::{File, Files};
use crate::parse::{self, Document};
use crate::span::FileId;
use crate::vocabulary::Vocabulary;

/// As the parser has it: longer ids would make paths that some systems refuse.
const MAX_ID: usize = 80;

/// What is added.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Deal,
    Company,
    Source,
    Page,
}

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

    /// The file that may hold many.
    fn shared(self) -> Option<&'static str> {
        match self {
            Kind::Company => Some("content/companies.toml"),
            Kind::Source => Some("content/sources.toml"),
            Kind::Deal | Kind::Page => None,
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
            Kind::Company => "its id may now stand in the legs of deals",
            Kind::Source => "its id may now stand after `source =` and in `[^id]`",
            Kind::Page => "write it; add its id to `nav_pages` in `tearsheet.toml` to have it in the navigation",
        }
    }
}

/// A sheet to be added.
struct Sheet<'o> {
    kind: Kind,
    id: &'o str,
    /// Keys and what they say.
    values: Vec<(&'static str, &'o str)>,
    /// What stands below the skeleton of its TOML.
    rest: String,
}

impl<'o> Sheet<'o> {
    fn new(kind: Kind, id: &'o str, values: &[(&'static str, &'o Option<String>)]) -> Sheet<'o> {
        let given = |(key, value): &(&'static str, &'o Option<String>)| Some((*key, value.as_deref()?));
        Sheet { kind, id, values: values.iter().filter_map(given).collect(), rest: String::new() }
    }
}

/// Writes the files of new sheets.
pub(crate) fn run(new: &New) -> Result<Exit, Failure> {
    match new {
        New::Deal(deal) => {
            let root = project::root(deal.root.as_deref())?;
            let mut sheet = Sheet::new(Kind::Deal, &deal.id, &[("title", &deal.title)]);
            if let Some(source) = &deal.from {
                sheet.rest = from_source::claims(&root, deal.clippings.as_deref(), source)?;
            }
            add(&root, &[sheet], true)
        }
        New::Company(new) => add(&project::root(new.root.as_deref())?, &companies(new)?, new.own_file),
        New::Source(new) => {
            let values = [
                ("title", &new.title),
                ("publisher", &new.publisher),
                ("published", &new.published),
                ("url", &new.url),
                ("kind", &new.kind),
                ("lang", &new.lang),
            ];
            let sheet = Sheet::new(Kind::Source, &new.id, &values);
            add(&project::root(new.root.as_deref())?, &[sheet], new.own_file)
        }
        New::Page(page) => {
            let sheet = Sheet::new(Kind::Page, &page.id, &[("title", &page.title)]);
            add(&project::root(page.root.as_deref())?, &[sheet], true)
        }
    }
}

/// `ID` or `ID=NAME` each.
fn companies(new: &NewCompany) -> Result<Vec<Sheet<'_>>, Failure> {
    if new.name.is_some() && new.companies.len() > 1 {
        return Err(Failure::misuse("`--name` is for one company; of several each may have its own: `ID=NAME`"));
    }
    let mut sheets = Vec::with_capacity(new.companies.len());
    for company in &new.companies {
        let (id, name) = company.split_once('=').map_or((company.as_str(), None), |(id, name)| (id, Some(name)));
        let mut sheet = Sheet::new(Kind::Company, id, &[("name", &new.name), ("kind", &new.kind)]);
        sheet.values.extend(name.map(|name| ("name", name)));
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// Writes sheets of one kind, all or none.
fn add(root: &Path, sheets: &[Sheet<'_>], own_file: bool) -> Result<Exit, Failure> {
    let Some(Sheet { kind, .. }) = sheets.first() else { return Ok(Exit::Clean) };
    let files = disk::read(root).map_err(Failure::of)?.files;
    check(&files, sheets)?;
    let today = project::today(None)?.to_string();
    let texts: Vec<(&Sheet<'_>, &str, String)> = sheets
        .iter()
        .flat_map(|sheet| kind.skeleton().iter().map(move |(extension, text)| (sheet, *extension, *text)))
        .map(|(sheet, extension, text)| (sheet, extension, filled(text, sheet, &today)))
        .collect();
    match kind.shared().filter(|_| !own_file).and_then(|path| files.find(path)) {
        Some(file) => {
            let entries: String = texts.iter().map(|(sheet, _, text)| entry(sheet.id, text)).collect();
            say::result(&append(root, file, &entries)?)?;
        }
        None => {
            for (sheet, extension, text) in &texts {
                let path = root.join("content").join(kind.folder()).join(format!("{}.{extension}", sheet.id));
                let rest = if *extension == "toml" { sheet.rest.as_str() } else { "" };
                create::file(&path, (text.clone() + rest).as_bytes())?;
                say::result(&format!("{}\n", project::shown(&path)))?;
            }
        }
    }
    let is_whole = texts.iter().all(|(_, _, text)| !text.contains("= \"\""));
    let to_fill = if is_whole { "" } else { "fill in what is empty (`tearsheet check` shows where); " };
    say::remark(&format!("{to_fill}{}\n", kind.next_step()));
    Ok(Exit::Clean)
}

/// Refuses sheets that could not stand beside `files`, or among each other.
fn check(files: &Files, sheets: &[Sheet<'_>]) -> Result<(), Failure> {
    let mut ids = HashSet::new();
    for sheet in sheets {
        check_id(sheet.id)?;
        if let Some(taken) = taken(files, sheet) {
            return Err(Failure::of(format!("the id `{}` is taken by `{taken}`; nothing was written", sheet.id)));
        }
        if !ids.insert(sheet.id) {
            return Err(Failure::misuse(format!("the id `{}` stands twice; nothing was written", sheet.id)));
        }
        check_values(files, sheet)?;
    }
    Ok(())
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

/// What has the id already: a file, or an entry with its line. Sources have a name space of their own; deals, companies
/// and pages share one, so that `[[id]]` is never ambiguous.
fn taken(files: &Files, sheet: &Sheet<'_>) -> Option<String> {
    let (folders, shared): (&[&str], Kind) = match sheet.kind {
        Kind::Source => (&["content/sources/"], Kind::Source),
        Kind::Deal | Kind::Company | Kind::Page => {
            (&["content/deals/", "content/companies/", "content/pages/"], Kind::Company)
        }
    };
    let is_taken = |f: &File| f.stem() == sheet.id && folders.iter().any(|folder| f.path.starts_with(folder));
    if let Some(file) = files.texts.iter().find(|f| is_taken(f)) {
        return Some(file.path.clone());
    }
    let file = shared.shared().and_then(|path| files.find(path))?;
    parse::parse(file, &vocabulary(files)).documents.iter().find_map(|document| {
        let (id, at) = match document {
            Document::Company(company) => (&company.id, company.sheet),
            Document::Source(source) => (&source.id, source.sheet),
            Document::Site(_) | Document::Deal(_) | Document::Prose(_) => return None,
        };
        (id == sheet.id).then(|| format!("{}:{}", file.path, file.position(at.start).line))
    })
}

/// What the project may speak of.
fn vocabulary(files: &Files) -> Arc<Vocabulary> {
    parse::vocabulary_of(files.find(project::SETTINGS))
}

/// Refuses what the parser would, in its words.
fn check_values(files: &Files, sheet: &Sheet<'_>) -> Result<(), Failure> {
    let lines: String = sheet.values.iter().map(|(key, value)| format!("{key} = {}\n", quoted(value))).collect();
    let (extension, fence) = if sheet.kind == Kind::Page { ("md", "+++\n") } else { ("toml", "") };
    let path = format!("content/{}/{}.{extension}", sheet.kind.folder(), sheet.id);
    let problems =
        parse::parse(&File::new(FileId(0), path, format!("{fence}{lines}{fence}")), &vocabulary(files)).diagnostics;
    match problems.iter().find(|problem| problem.code != codes::MISSING_KEY) {
        None => Ok(()),
        Some(problem) => Err(Failure::misuse(format!("{}; nothing was written", told(problem)))),
    }
}

/// A problem in one line.
fn told(problem: &Diagnostic) -> String {
    let fix = problem.suggestion.as_ref().map(|fix| format!("`{}`?", fix.replacement));
    let advice = fix.or_else(|| problem.help.first().cloned());
    advice.map_or_else(|| problem.title.clone(), |advice| format!("{}; {advice}", problem.title))
}

/// The skeleton with id and day in their places, and what is known of its keys.
fn filled(skeleton: &str, sheet: &Sheet<'_>, today: &str) -> String {
    let line = |line: &str| {
        let written = line.strip_prefix("# ").unwrap_or(line);
        let key = written.split_once('=').map(|(key, _)| key);
        let value = key.and_then(|key| sheet.values.iter().find(|(known, _)| *known == key.trim_end()));
        let width = line.find('=').unwrap_or(0);
        value.map_or_else(|| line.to_owned(), |(key, value)| format!("{key:width$}= {}", quoted(value))) + "\n"
    };
    skeleton.replace("@ID@", sheet.id).replace("@TODAY@", today).lines().map(line).collect()
}

/// An entry of a file of many: the lines of a sheet that are no comments.
fn entry(id: &str, text: &str) -> String {
    let keys = text.lines().filter(|line| !line.starts_with('#'));
    keys.fold(format!("\n[{id}]\n"), |text, line| text + line + "\n")
}

/// Adds entries at the end of a file that stays as it is; returns a line with its path and the line of the first.
fn append(root: &Path, file: &File, entries: &str) -> Result<String, Failure> {
    if parse::parse(file, parse::base_vocabulary()).diagnostics.iter().any(|problem| problem.code == codes::TOML) {
        let why = format!("`{}` has a mistake in its TOML (`tearsheet check` shows it)", file.path);
        return Err(Failure::of(format!("{why}; nothing was written")));
    }
    let before = match &*file.text {
        "" => "",
        text if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let added = format!("{before}{}", entries.trim_start());
    let path = root.join(&file.path);
    create::append(&path, added.as_bytes())?;
    let lines = file.text.matches('\n').count() + before.len() + 1;
    Ok(format!("{}:{lines}\n", project::shown(&path)))
}
