//! Which pages show an edited text, found out rather than assumed: by looking for its first number in a clean build.

use std::fs;
use std::io;
use std::path::Path;

use aho_corasick::AhoCorasick;
use memchr::memmem;
use walkdir::WalkDir;

use crate::edit::Subject;

/// Files that can show a text.
const READABLE: [&str; 7] = ["html", "xml", "json", "csv", "toml", "txt", "md"];
/// How many pages are asked after one edit. A template shows on every page of its kind; a few say whether it is in use.
const MOST: usize = 64;

/// A page that shows a subject.
pub(crate) struct Shown {
    /// As a path of the server.
    pub(crate) path: String,
    /// In which of the spellings of [`Subject::spellings`].
    spellings: Vec<usize>,
}

impl Shown {
    /// Whether the bytes are of edit `n`, in each of the spellings that the page uses.
    pub(crate) fn shows(&self, subject: &Subject, n: usize, bytes: &[u8]) -> bool {
        let new = subject.spellings(n);
        self.spellings.iter().all(|&spelling| contains(bytes, &new[spelling]))
    }
}

/// A subject with the pages that show it. The first of them is the one that an editor looks at.
pub(crate) struct Watched {
    pub(crate) subject: Subject,
    pub(crate) pages: Vec<Shown>,
    /// The edit that it has now.
    pub(crate) now: usize,
}

pub(crate) fn contains(bytes: &[u8], text: &str) -> bool {
    memmem::find(bytes, text.as_bytes()).is_some()
}

/// Finds the pages of each subject in what a clean build wrote.
pub(crate) fn watch(built: &Path, subjects: Vec<Subject>) -> io::Result<Vec<Watched>> {
    let mut watched: Vec<Watched> =
        subjects.into_iter().map(|subject| Watched { now: subject.initial(), subject, pages: Vec::new() }).collect();
    let mut patterns = Vec::new();
    let mut owners = Vec::new();
    for (index, one) in watched.iter().enumerate() {
        for (spelling, text) in one.subject.spellings(one.now).into_iter().enumerate() {
            patterns.push(text);
            owners.push((index, spelling));
        }
    }
    let finder = AhoCorasick::new(&patterns).map_err(io::Error::other)?;
    for path in readable_files(built)? {
        let bytes = fs::read(built.join(&path))?;
        let mut found: Vec<(usize, usize)> = finder.find_iter(&bytes).map(|m| owners[m.pattern().as_usize()]).collect();
        found.sort_unstable();
        found.dedup();
        for of_one in found.chunk_by(|a, b| a.0 == b.0) {
            let spellings = of_one.iter().map(|&(_, spelling)| spelling).collect();
            watched[of_one[0].0].pages.push(Shown { path: address(&path), spellings });
        }
    }
    watched.into_iter().map(in_order).collect()
}

/// The editor's page first, then some of the others, evenly.
fn in_order(mut watched: Watched) -> io::Result<Watched> {
    let page = &watched.subject.page;
    let Some(at) = watched.pages.iter().position(|shown| shown.path == *page) else {
        let kind = watched.subject.kind.name();
        return Err(io::Error::other(format!("a clean build of `{page}` does not show the edited {kind}")));
    };
    let first = watched.pages.remove(at);
    let step = watched.pages.len().div_ceil(MOST - 1).max(1);
    watched.pages = std::iter::once(first).chain(watched.pages.into_iter().step_by(step)).collect();
    Ok(watched)
}

fn readable_files(built: &Path) -> io::Result<Vec<String>> {
    let files = files_below(built)?.into_iter();
    Ok(files.filter(|path| path.rsplit_once('.').is_some_and(|(_, e)| READABLE.contains(&e))).collect())
}

/// Every file of an output: paths with `/` relative to it. Hidden ones are the builder's own.
pub(crate) fn files_below(built: &Path) -> io::Result<Vec<String>> {
    let mut paths = Vec::new();
    for entry in WalkDir::new(built).sort_by_file_name() {
        let entry = entry?;
        let path = entry.path().strip_prefix(built).map_err(io::Error::other)?.to_string_lossy().replace('\\', "/");
        if entry.file_type().is_file() {
            paths.push(path);
        }
    }
    Ok(paths)
}

/// Where a file of the output is served: an index as its folder.
pub(crate) fn address(path: &str) -> String {
    match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => format!("/{folder}"),
        _ => format!("/{path}"),
    }
}
