//! Reading a project: all input at once, in parallel, in the order of paths.
//!
//! `tearsheet.toml` and the sheets and texts of `content/` become text files; pictures and files below
//! `content/{deals,companies,pages}/` and all of `static/` become assets. What cannot be used keeps its place in
//! the order as a text file, since a diagnostic needs a file to point at: with replacement characters where the
//! bytes were no UTF-8, and empty where nothing could be read. Whether a name and a place mean something, and which
//! characters a text may hold, is the parser's business. Clippings come last, from `clippings/` or from a folder
//! that may lie anywhere.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::calls::Operation;
use super::error::ReadError;
use super::problems::{self, Waiting};
use super::walk::{Found, walk};
use crate::diagnostics::Diagnostic;
use crate::files::{Asset, Input};
use crate::metadata::{self, Cleaned};
use crate::span::{FileId, Span};
use crate::theme::{Folders, NO_THEME, SITE_SHEET};

/// The settings, without which a folder is no project.
const SETTINGS: &str = "tearsheet.toml";
/// The folder of the project for the texts of sources.
const CLIPPINGS: &str = "clippings";
/// The longest text file, in bytes. A thousand times the longest article; offsets of spans are 32 bits.
pub(super) const LONGEST_TEXT: u64 = 16 << 20;
/// The longest clipping, in bytes: a hundred times the longest article. Every quote is looked for in it.
const LONGEST_CLIPPING: u64 = 1 << 20;
/// The largest asset, in bytes. Assets are held in memory.
pub(super) const LARGEST_ASSET: u64 = 256 << 20;

/// Reads the project at `root`.
///
/// # Errors
/// It is not a project, or a system call failed. Whatever else is wrong with it is a diagnostic.
pub fn read(root: &Path) -> Result<Input, ReadError> {
    read_with(root, None)
}

/// Reads the project at `root`, its clippings from another folder than its own `clippings/`.
///
/// # Errors
/// As for [`read()`]; and there is no such folder.
pub fn read_with(root: &Path, clippings: Option<&Path>) -> Result<Input, ReadError> {
    let mut input = read_content(root)?;
    let (folder, found) = match clippings {
        None => (CLIPPINGS.to_owned(), walk(&canonical(root)?, CLIPPINGS)?),
        Some(folder) => (folder.display().to_string(), walk(&canonical(folder)?, "")?),
    };
    let loaded: Vec<Result<Loaded, ReadError>> = found.par_iter().map(|f| load_as(f, Kind::Clipping)).collect();
    for (found, loaded) in found.into_iter().zip(loaded) {
        let below = found.path.strip_prefix(CLIPPINGS).filter(|_| clippings.is_none()).unwrap_or(&found.path);
        let path = format!("{}/{}", folder.trim_end_matches('/'), below.trim_start_matches('/'));
        input.files.clippings.push(FileId(input.files.texts.len() as u32));
        input.add(path, loaded?);
    }
    Ok(input)
}

/// Reads files of `known` again that may have changed. `None` if one of `touched` is anything but a file that was read
/// before, from its own place in the project at `root`, and can be read now, or one that was not there and still is not:
/// then all has to be read.
pub fn read_again(root: &Path, known: &Input, touched: &[&PathBuf]) -> Option<Input> {
    let root = root.canonicalize().ok()?;
    let mut input = known.clone();
    for on_disk in touched {
        let path = on_disk.strip_prefix(&root).ok()?.to_str()?.replace(std::path::MAIN_SEPARATOR, "/");
        match std::fs::symlink_metadata(on_disk) {
            Ok(meta) if meta.is_file() => input.replace(path, on_disk)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound && !known.has_below(&path) => {}
            _ => return None,
        }
    }
    Some(input)
}

fn read_content(root: &Path) -> Result<Input, ReadError> {
    let root = canonical(root)?;
    let mut found = walk(&root, SETTINGS)?;
    if found.is_empty() {
        return Err(ReadError::NotAProject { root });
    }
    for folder in ["content", "static"] {
        found.extend(walk(&root, folder)?);
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    let loaded: Vec<Result<Loaded, ReadError>> = found.par_iter().map(load).collect();
    let mut input = Input::default();
    for (found, loaded) in found.into_iter().zip(loaded) {
        input.add(found.path, loaded?);
    }
    Ok(input)
}

/// Reads the files below `sub` of the project at `root`, with their paths relative to `sub`, in the order of
/// paths: for locales and themes. Empty if there is no `sub`.
///
/// # Errors
/// A system call failed, or there is something that must not be read, as for [`read`].
pub fn read_tree(root: &Path, sub: &str) -> io::Result<Vec<(String, Vec<u8>)>> {
    let root = canonical(root).map_err(io::Error::other)?;
    let found = walk(&root, sub).map_err(io::Error::other)?;
    let files: Vec<io::Result<(String, Vec<u8>)>> = found
        .par_iter()
        .map(|found| {
            let refuse = |diagnostic: Diagnostic| io::Error::other(format!("`{}`: {}", found.path, diagnostic.title));
            let nowhere = Span::start_of(FileId(0));
            if let Some(problem) = &found.problem {
                return Err(refuse(problems::unreadable(problem, &found.path, nowhere)));
            }
            let bytes = read_bytes(found, LARGEST_ASSET).map_err(io::Error::other)?;
            let bytes = bytes.map_err(|size| refuse(problems::too_large(size, LARGEST_ASSET, nowhere)))?;
            let path = found.path.strip_prefix(sub).unwrap_or(&found.path);
            Ok((path.trim_start_matches('/').to_owned(), bytes))
        })
        .collect();
    files.into_iter().collect()
}

/// Reads the project's own themes: the folders of `themes/`, and its own style sheet there.
///
/// # Errors
/// As for [`read_tree`].
pub fn read_themes(root: &Path) -> io::Result<Folders> {
    let mut folders = Folders::new();
    for (path, bytes) in read_tree(root, "themes")? {
        match path.split_once('/') {
            Some((theme, file)) => folders.entry(theme.to_owned()).or_default().insert(file.to_owned(), bytes.into()),
            None if path == SITE_SHEET => folders.entry(NO_THEME.to_owned()).or_default().insert(path, bytes.into()),
            None => None,
        };
    }
    Ok(folders)
}

/// Reads the project's own languages: tag and text of each `locales/<tag>.toml`.
///
/// # Errors
/// As for [`read_tree`].
pub fn read_locales(root: &Path) -> io::Result<Vec<(String, String)>> {
    let locale = |(path, bytes): (String, Vec<u8>)| {
        let tag = path.strip_suffix(".toml")?.to_owned();
        Some((tag, String::from_utf8_lossy(&bytes).into_owned()))
    };
    Ok(read_tree(root, "locales")?.into_iter().filter_map(locale).collect())
}

fn canonical(root: &Path) -> Result<PathBuf, ReadError> {
    root.canonicalize().map_err(|source| ReadError::Io { operation: Operation::Open, path: root.to_owned(), source })
}

/// What a file has become.
enum Loaded {
    Asset {
        bytes: Vec<u8>,
        problem: Option<Waiting>,
    },
    Text {
        text: String,
        problem: Option<Waiting>,
    },
    /// Not to be parsed; the text is there to be shown.
    Refused {
        text: String,
        problem: Waiting,
    },
}

impl Input {
    /// Whether a path is that of a file, or of a folder with files.
    fn has_below(&self, path: &str) -> bool {
        let is_below =
            |file: &str| file.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        self.files.texts.iter().any(|file| is_below(&file.path))
            || self.files.assets.iter().any(|asset| is_below(&asset.path))
    }

    /// Takes the new content of a file. `None` if the file was not there, or cannot be used.
    fn replace(&mut self, path: String, on_disk: &Path) -> Option<()> {
        let found = Found { path, on_disk: on_disk.to_owned(), problem: None };
        match load(&found).ok()? {
            Loaded::Asset { bytes, problem: None } => {
                let asset = self.files.assets.iter_mut().find(|asset| asset.path == found.path)?;
                asset.bytes = bytes.into();
            }
            Loaded::Text { text, problem: None } if kind(&found.path) == Kind::Text => {
                let file = self.files.texts.iter_mut().find(|file| file.path == found.path)?;
                let id = file.id;
                *file = Arc::new(crate::files::File::new(id, found.path, text));
                self.unread.retain(|unread| *unread != id);
                self.diagnostics.retain(|problem| problem.primary.span.file != id);
            }
            Loaded::Asset { .. } | Loaded::Text { .. } | Loaded::Refused { .. } => return None,
        }
        Some(())
    }

    fn add(&mut self, path: String, loaded: Loaded) {
        match loaded {
            Loaded::Asset { bytes, problem } => {
                let shown = problem.map(|problem| {
                    let id = self.files.add(path.clone(), "");
                    self.diagnostics.push(problem(id));
                    self.unread.push(id);
                    id
                });
                self.files.assets.push(Asset { path, bytes: bytes.into(), shown });
            }
            Loaded::Text { text, problem } => {
                let id = self.files.add(path, text);
                self.diagnostics.extend(problem.map(|problem| problem(id)));
            }
            Loaded::Refused { text, problem } => {
                let id = self.files.add(path, text);
                self.unread.push(id);
                self.diagnostics.push(problem(id));
            }
        }
    }
}

/// What the path of a file makes of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A sheet or a text.
    Text,
    /// The text of a source.
    Clipping,
    /// To be copied.
    Asset,
    /// In `content/`, but neither; above all `.MD`, since as an asset a draft would be published. The parser gets the
    /// name alone, and refuses it.
    Meaningless,
}

fn kind(path: &str) -> Kind {
    let Some(below) = path.strip_prefix("content/") else {
        return if path == SETTINGS { Kind::Text } else { Kind::Asset };
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let owned = ["deals/", "companies/", "pages/"].iter().any(|folder| below.starts_with(folder));
    match extension {
        "toml" | "md" => Kind::Text,
        _ if ["toml", "md", "markdown"].iter().any(|ours| extension.eq_ignore_ascii_case(ours)) => Kind::Meaningless,
        _ if owned => Kind::Asset,
        _ => Kind::Meaningless,
    }
}

fn load(found: &Found) -> Result<Loaded, ReadError> {
    load_as(found, kind(&found.path))
}

fn load_as(found: &Found, kind: Kind) -> Result<Loaded, ReadError> {
    if let Some(problem) = found.problem.clone() {
        let path = found.path.clone();
        let refuse = move |id| problems::unreadable(&problem, &path, Span::start_of(id));
        return Ok(Loaded::Refused { text: String::new(), problem: Box::new(refuse) });
    }
    let limit = match kind {
        Kind::Text => LONGEST_TEXT,
        Kind::Clipping => LONGEST_CLIPPING,
        Kind::Asset => LARGEST_ASSET,
        Kind::Meaningless => return Ok(Loaded::Text { text: String::new(), problem: None }),
    };
    Ok(match read_bytes(found, limit)? {
        Ok(bytes) if matches!(kind, Kind::Text | Kind::Clipping) => decode(bytes),
        Ok(bytes) if is_svg(&found.path) => drawing(bytes),
        Ok(bytes) => picture(bytes),
        Err(size) => Loaded::Refused {
            text: String::new(),
            problem: Box::new(move |id| problems::too_large(size, limit, Span::start_of(id))),
        },
    })
}

/// The bytes of a file, or its size if that is above `limit`.
fn read_bytes(found: &Found, limit: u64) -> Result<Result<Vec<u8>, u64>, ReadError> {
    /// Most texts are shorter: they are read without asking for their size, and copied once.
    const SHORT: usize = 16 * 1024;
    let failed = |operation| move |source| ReadError::Io { operation, path: found.on_disk.clone(), source };
    let mut file = File::open(&found.on_disk).map_err(failed(Operation::Open))?;
    let mut buffer = [0; SHORT];
    let mut length = 0;
    while length < SHORT {
        match file.read(&mut buffer[length..]) {
            // No limit is below this.
            Ok(0) => return Ok(Ok(buffer[..length].to_vec())),
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(failed(Operation::Read)(error)),
        }
    }
    let size = file.metadata().map_err(failed(Operation::Open))?.len();
    if size > limit {
        return Ok(Err(size));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    bytes.extend_from_slice(&buffer);
    // A file may grow while it is read.
    file.take((limit + 1).saturating_sub(SHORT as u64)).read_to_end(&mut bytes).map_err(failed(Operation::Read))?;
    Ok(if bytes.len() as u64 > limit { Err(bytes.len() as u64) } else { Ok(bytes) })
}

fn is_svg(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("svg"))
}

/// A file that is copied; without its metadata if it is a picture.
fn picture(bytes: Vec<u8>) -> Loaded {
    match metadata::clean(&bytes) {
        Cleaned::AsItWas => Loaded::Asset { bytes, problem: None },
        Cleaned::Without(bytes) => Loaded::Asset { bytes, problem: None },
        Cleaned::Unreadable(found) => Loaded::Asset { bytes, problem: Some(problems::metadata(found)) },
    }
}

/// An SVG file, unless it could run a script.
fn drawing(bytes: Vec<u8>) -> Loaded {
    let text = String::from_utf8_lossy(&bytes);
    match super::svg::active(&text) {
        None => Loaded::Asset { bytes, problem: None },
        Some(active) => Loaded::Refused { text: text.into_owned(), problem: problems::active_svg(active) },
    }
}

fn decode(bytes: Vec<u8>) -> Loaded {
    match String::from_utf8(bytes) {
        Ok(text) => Loaded::Text { text, problem: None },
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let problem = Some(problems::not_utf8(&bytes, at));
            Loaded::Text { text: String::from_utf8_lossy(&bytes).into_owned(), problem }
        }
    }
}
