//! `tearsheet theme list | eject [PATH] | vars [KIND]`: what is needed to change how the site looks.
//! Without its argument, `eject` and `vars` list what they take; `vars options`
//! is what the site's theme lets it set.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::{Exit, Failure, create, project, say};
use crate::cli::Theme;
use crate::diagnostics::closest;
use crate::render::view::{self, StructDoc};
use crate::theme::{self, BUILT_IN, DEFAULT, Folder};

/// What `vars` has besides the kinds of pages.
const OPTIONS: &str = "options";

/// Does what was asked.
pub(crate) fn run(action: &Theme) -> Result<Exit, Failure> {
    match action {
        Theme::List { root } => list(root.as_deref())?,
        Theme::Eject { path: Some(path), root } => eject(&project::root(root.as_deref())?, path)?,
        Theme::Eject { path: None, root } => {
            let root = project::root(root.as_deref()).ok();
            let files = built_in(&root.as_deref().map_or_else(|| DEFAULT.to_owned(), used_theme));
            say::result(&lines(files.keys().map(String::as_str)))?;
        }
        Theme::Vars { kind: Some(kind), root } if kind == OPTIONS => options(root.as_deref())?,
        Theme::Vars { kind: Some(kind), .. } => vars(kind)?,
        Theme::Vars { kind: None, .. } => {
            say::result(&lines(view::KINDS.iter().map(|kind| kind.name).chain([OPTIONS])))?;
        }
    }
    Ok(Exit::Clean)
}

/// A name per line.
fn lines<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.flat_map(|name| [name, "\n"]).collect()
}

/// Built-in themes, then those of the project; outside a project the built-in ones are all there is.
fn list(given: Option<&Path>) -> Result<(), Failure> {
    let mut themes = BTreeMap::from(BUILT_IN.map(|name| (name.to_owned(), "built in")));
    let root = match project::root(given) {
        Err(failure) if given.is_some() => return Err(failure),
        other => other.ok(),
    };
    let used = root.as_deref().map(used_theme);
    for entry in root.iter().filter_map(|root| fs::read_dir(root.join("themes")).ok()).flatten().flatten() {
        if entry.path().is_dir() {
            let name = entry.file_name().to_string_lossy().into_owned();
            themes.entry(name).and_modify(|o| *o = "built in, with files of its own").or_insert("of this project");
        }
    }
    let width = themes.keys().map(String::len).max().unwrap_or(0);
    for (name, origin) in &themes {
        let mark = if used.as_deref() == Some(name) { "  (used by this site)" } else { "" };
        say::result(&format!("{name:width$}  {origin}{mark}\n"))?;
    }
    Ok(())
}

/// Copies a file of the built-in theme to where it takes precedence: the site's own theme, which lies over the
/// built-in one file by file.
fn eject(root: &Path, wanted: &str) -> Result<(), Failure> {
    let used = used_theme(root);
    let files = built_in(&used);
    let wanted = wanted.strip_prefix("themes/").unwrap_or(wanted);
    let below = |theme: &str| wanted.strip_prefix(theme).and_then(|rest| rest.strip_prefix('/'));
    let wanted = BUILT_IN.into_iter().find_map(below).unwrap_or(wanted);
    let Some(bytes) = files.get(wanted) else {
        let paths = || files.keys().map(String::as_str);
        let hint = match closest(wanted, paths()) {
            Some(similar) => format!("did you mean `{similar}`?"),
            None => format!("it has\n  {}", paths().collect::<Vec<_>>().join("\n  ")),
        };
        return Err(Failure::misuse(format!("the built-in themes have no file `{wanted}`; {hint}")));
    };
    let target = root.join("themes").join(used).join(wanted);
    create::file(&target, bytes)?;
    say::result(&format!("{}\n", project::shown(&target)))
}

/// The files of the built-in theme of this name, and of the default theme those that it does not have.
fn built_in(name: &str) -> Folder {
    let mut files = theme::embedded(DEFAULT).unwrap_or_default();
    files.extend(theme::embedded(name).unwrap_or_default());
    files
}

/// What `theme` in `tearsheet.toml` says. Its other mistakes are the business of `check`.
fn used_theme(root: &Path) -> String {
    let settings = fs::read_to_string(root.join("tearsheet.toml")).unwrap_or_default();
    let named = toml::from_str::<toml::Table>(&settings).ok().and_then(|t| Some(t.get("theme")?.as_str()?.to_owned()));
    // A name is one folder: anything else must not lead out of `themes/`.
    named.filter(|name| !name.is_empty() && !name.contains(['/', '\\', '.'])).unwrap_or_else(|| DEFAULT.to_owned())
}

/// What the site's theme lets it set; outside a project, what the default theme does.
fn options(given: Option<&Path>) -> Result<(), Failure> {
    let root = match project::root(given) {
        Err(failure) if given.is_some() => return Err(failure),
        other => other.ok(),
    };
    let name = root.as_deref().map_or_else(|| DEFAULT.to_owned(), used_theme);
    let folders = root.as_deref().map(project::themes).transpose()?.unwrap_or_default();
    let mut text = String::new();
    for option in theme::option_docs(&name, &folders) {
        let _ = writeln!(text, "{} = {}\n    {}", option.name, option.default, option.takes);
        if !option.about.is_empty() {
            let _ = writeln!(text, "    {}", option.about);
        }
    }
    say::result(&text)
}

/// The view of a kind of page and all that it is made of.
fn vars(kind: &str) -> Result<(), Failure> {
    let kinds = || view::KINDS.iter().map(|k| k.name).chain([OPTIONS]);
    let docs = view::vars(kind).ok_or_else(|| {
        let hint = closest(kind, kinds()).map(|k| format!("did you mean `{k}`? ")).unwrap_or_default();
        let all = kinds().collect::<Vec<_>>().join(", ");
        Failure::misuse(format!("no kind of page is called `{kind}`; {hint}the kinds are {all}"))
    })?;
    let text: String = docs.into_iter().map(describe).collect();
    say::result(&text)
}

fn describe(doc: &StructDoc) -> String {
    let mut text = format!("{}\n", doc.name);
    for line in doc.doc {
        let _ = writeln!(text, "   {line}");
    }
    for field in doc.fields {
        let _ = writeln!(text, "    {}: {}", field.name, field.ty);
        for line in field.doc {
            let _ = writeln!(text, "       {line}");
        }
    }
    text.push('\n');
    text
}
