//! Finding the files of a project.
//!
//! Hidden files and what editors leave behind are not input, but for those in `static/` that exist to be published
//! ([`PUBLISHED`]); others there are named, unless a program left them. Links are followed as long as they stay within
//! the project's visible files: a link to `.git/config` or to `/etc/passwd` in a repository from elsewhere would publish
//! a secret. What must not be read is returned as a [`Problem`] with its path, so that nothing vanishes without a word.

use std::ffi::OsStr;
use std::io;
use std::path::{Component, Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::calls::Operation;
use super::error::ReadError;
use super::litter::{is_litter_file, is_litter_folder, is_trash};

/// More files than any site has. Links that multiply folders end here.
const MOST_FILES: usize = 1_000_000;

/// Hidden names in `static/` that are no secret: settings of a server and of GitHub Pages, the folder of RFC 8615. Any
/// other is left out, and what is in a hidden folder with it.
const PUBLISHED: [&str; 3] = [".htaccess", ".nojekyll", ".well-known"];

/// How hidden names begin that git and editors are set up by: left out without a word, as litter is.
const OF_OTHERS: [&str; 3] = [".git", ".keep", ".editorconfig"];

/// A file, or something in the place of one.
pub(super) struct Found {
    /// Path relative to the project, with `/`.
    pub path: String,
    /// Where to read it.
    pub on_disk: PathBuf,
    /// Why it must not be read.
    pub problem: Option<Problem>,
}

/// Why something is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// A link that leads out of the project, and where to.
    Outside(PathBuf),
    /// A link to a hidden file of the project, relative to it.
    Hidden(PathBuf),
    /// A link to nothing, and what it says.
    Dangling(PathBuf),
    /// A link to a folder that it lies in.
    Loop,
    /// A pipe, a socket or a device.
    Special,
    /// A hidden file of `static/` that is not published.
    LeftOut,
    /// A name that is not Unicode.
    NotUnicode,
    /// A name with a character that no address or list can hold.
    Unprintable(char),
}

/// All files below `sub`, a file or folder of the project at `root` (which is without links), in the order of
/// paths. Nothing if there is no `sub`.
pub(super) fn walk(root: &Path, sub: &str) -> Result<Vec<Found>, ReadError> {
    let start = root.join(sub);
    match start.canonicalize() {
        Ok(real) if !real.starts_with(root) => return Ok(vec![describe(root, start, Some(Problem::Outside(real)))]),
        Err(error) if error.kind() == io::ErrorKind::NotFound && !is_link(&start) => return Ok(Vec::new()),
        _ => {}
    }
    let mut found = Vec::new();
    let mut entries = WalkDir::new(start).follow_links(true).into_iter();
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) if is_skipped(root, &entry) => {
                if entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
            }
            Ok(entry) => {
                let problem = problem(root, &entry);
                if problem.is_some() && entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
                if problem.is_some() || !entry.file_type().is_dir() {
                    found.push(describe(root, entry.into_path(), problem));
                }
            }
            Err(error) => found.extend(describe_failure(root, error)?),
        }
        if found.len() > MOST_FILES {
            return Err(ReadError::TooMany { limit: MOST_FILES });
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

/// The links in `sub` of the project at `root` that lead to files, or to where there is none yet. Not those that must not
/// be followed.
pub fn links(root: &Path, sub: &str) -> Vec<PathBuf> {
    let found = walk(root, sub).unwrap_or_default().into_iter();
    let may_lead = found.filter(|found| matches!(found.problem, None | Some(Problem::Dangling(_))));
    may_lead.map(|found| found.on_disk).filter(|path| is_link(path)).collect()
}

fn is_skipped(root: &Path, entry: &DirEntry) -> bool {
    // The folder asked for is never skipped, whatever it is called.
    let Some(name) = entry.file_name().to_str().filter(|_| entry.depth() > 0) else { return false };
    let hidden = name.starts_with('.') && !entry.path().starts_with(root.join("static"));
    let of_others = OF_OTHERS.iter().any(|start| name.starts_with(start));
    hidden || of_others || is_litter_file(name) || is_litter_folder(name) || is_trash(name)
}

/// What forbids to read an entry, or to go into it.
fn problem(root: &Path, entry: &DirEntry) -> Option<Problem> {
    let Some(name) = entry.file_name().to_str() else { return Some(Problem::NotUnicode) };
    // What is hidden elsewhere was skipped.
    if name.starts_with('.') && entry.depth() > 0 && !PUBLISHED.contains(&name) {
        return Some(Problem::LeftOut);
    }
    if let Some(unprintable) = name.chars().find(|&c| c.is_control() || c == '\\') {
        return Some(Problem::Unprintable(unprintable));
    }
    if entry.path_is_symlink()
        && let Some(problem) = link_problem(root, entry.path())
    {
        return Some(problem);
    }
    let kind = entry.file_type();
    (!kind.is_dir() && !kind.is_file()).then_some(Problem::Special)
}

/// What forbids to follow a link that leads somewhere.
fn link_problem(root: &Path, link: &Path) -> Option<Problem> {
    let Ok(target) = link.canonicalize() else { return Some(dangling(link)) };
    let Ok(inside) = target.strip_prefix(root) else { return Some(Problem::Outside(target)) };
    let is_public = |name: &OsStr| inside.starts_with("static") && PUBLISHED.iter().any(|public| name == *public);
    let is_hidden =
        |part: Component<'_>| part.as_os_str().as_encoded_bytes().starts_with(b".") && !is_public(part.as_os_str());
    if inside.components().any(is_hidden) {
        return Some(Problem::Hidden(inside.to_owned()));
    }
    let holds_link =
        link.parent().and_then(|parent| parent.canonicalize().ok()).is_some_and(|p| p.starts_with(&target));
    holds_link.then_some(Problem::Loop)
}

/// A link that cannot be followed is a problem of the project; any other failure is one of the system.
fn describe_failure(root: &Path, error: walkdir::Error) -> Result<Option<Found>, ReadError> {
    let path = error.path().unwrap_or(root).to_owned();
    if error.loop_ancestor().is_some() {
        return Ok(Some(describe(root, path, Some(Problem::Loop))));
    }
    if is_link(&path) {
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        let problem = dangling(&path);
        return Ok((!hidden).then(|| describe(root, path, Some(problem))));
    }
    let source = error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into());
    Err(ReadError::Io { operation: Operation::Read, path, source })
}

fn describe(root: &Path, on_disk: PathBuf, problem: Option<Problem>) -> Found {
    let relative = on_disk.strip_prefix(root).unwrap_or(&on_disk).to_string_lossy();
    // Only a path that is a problem holds such characters; it is shown on one line.
    let path = relative.replace(char::is_control, "\u{fffd}");
    Found { path, on_disk, problem }
}

fn dangling(link: &Path) -> Problem {
    Problem::Dangling(link.read_link().unwrap_or_default())
}

fn is_link(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink())
}
