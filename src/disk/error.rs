//! What can go wrong at the edge: a refused output folder, or a system call that failed.
//!
//! Problems of the input's content are diagnostics with a place; these have none. Each way in which an output
//! folder can be wrong is a variant of its own, so that tests and callers tell them apart without reading text.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::calls::Operation;

/// How many names a message lists before it counts the rest.
const NAMED: usize = 5;

/// Why the input could not be read at all.
#[derive(Debug)]
pub enum ReadError {
    /// There is no `tearsheet.toml` in this folder.
    NotAProject {
        /// The folder.
        root: PathBuf,
    },
    /// More files than any site has; most likely links that multiply folders.
    TooMany {
        /// The most that are read.
        limit: usize,
    },
    /// A system call failed.
    Io {
        /// What was tried.
        operation: Operation,
        /// On what.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::NotAProject { root } => {
                write!(f, "`{}` is not a project: it has no `tearsheet.toml`", root.display())
            }
            ReadError::TooMany { limit } => write!(f, "the project has more than {limit} files"),
            ReadError::Io { operation, path, source } => write_io(f, *operation, path, source),
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if let ReadError::Io { source, .. } = self { Some(source) } else { None }
    }
}

/// Why nothing was written. The output is as it was before, unless it says otherwise.
#[derive(Debug)]
pub enum OutputError {
    /// The output would be `/`.
    Root,
    /// The output would be the home folder, or one that holds it.
    Home {
        /// The output, resolved.
        target: PathBuf,
    },
    /// The output would be the current folder, or one that holds it.
    WorkingDirectory {
        /// The output, resolved.
        target: PathBuf,
    },
    /// The output would be the project's folder, or one that holds it.
    Project {
        /// The output, resolved.
        target: PathBuf,
    },
    /// The output would lie in a folder that the build reads.
    Input {
        /// The output, resolved.
        target: PathBuf,
        /// The folder, relative to the project.
        folder: &'static str,
    },
    /// The output lies in `.git`.
    Repository {
        /// The output, resolved.
        target: PathBuf,
    },
    /// There is a file where the output should be.
    NotADirectory {
        /// The output, resolved.
        target: PathBuf,
    },
    /// The output is a symbolic link to nothing.
    DanglingLink {
        /// The link.
        target: PathBuf,
    },
    /// File systems are mounted in the output: what is there could be neither replaced nor removed.
    MountsWithin {
        /// The output, resolved.
        target: PathBuf,
        /// Where, relative to the output, sorted.
        folders: Vec<String>,
    },
    /// The output is not empty and has no manifest of ours.
    Foreign {
        /// The output, resolved.
        target: PathBuf,
        /// All that is directly in it, sorted.
        files: Vec<String>,
    },
    /// The output has our manifest, and files that we did not write.
    Strangers {
        /// The output, resolved.
        target: PathBuf,
        /// These files and folders, relative to the output, sorted.
        files: Vec<String>,
    },
    /// The output's manifest is not as we write them.
    BadManifest {
        /// The manifest.
        path: PathBuf,
        /// The first wrong line, from 1.
        line: usize,
    },
    /// Another build is writing beside this output, and did not finish in time.
    Busy {
        /// The output, resolved.
        target: PathBuf,
    },
    /// A folder belongs to another user, or its mode forbids us to change what is in it.
    NotOurs {
        /// What cannot be done to it: `replace`, `remove`.
        action: &'static str,
        /// The folder.
        path: PathBuf,
        /// Whether its mode alone is in the way.
        is_own: bool,
        /// What to do, with a command.
        remedy: String,
    },
    /// A file could not be written before, so that the tree would not be whole.
    Incomplete,
    /// Writing in place stopped after its first change. The next build goes on.
    HalfWay(Box<OutputError>),
    /// A system call failed.
    Io {
        /// What was tried.
        operation: Operation,
        /// On what.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
}

impl OutputError {
    /// Joins the failure of a system call with what was tried, for `map_err`.
    pub(super) fn io(operation: Operation, path: &Path) -> impl FnOnce(io::Error) -> OutputError {
        move |source| OutputError::Io { operation, path: path.to_owned(), source }
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut refuse =
            |target: &Path, why: fmt::Arguments<'_>| write!(f, "the output cannot go to `{}`: {why}", target.display());
        match self {
            OutputError::Root => refuse(Path::new("/"), format_args!("it is the root of the file system")),
            OutputError::Home { target } => {
                refuse(target, format_args!("it is your home folder, or holds it; name a new folder"))
            }
            OutputError::WorkingDirectory { target } => {
                refuse(target, format_args!("it is the current folder, or holds it; name a new folder"))
            }
            OutputError::Project { target } => {
                refuse(target, format_args!("it is the project itself, or holds it; name a new folder"))
            }
            OutputError::Input { target, folder } => {
                refuse(target, format_args!("it lies in `{folder}/`, which the build reads"))
            }
            OutputError::Repository { target } => {
                refuse(target, format_args!("it lies in a git repository's own folder; name one in its work tree"))
            }
            OutputError::NotADirectory { target } => refuse(target, format_args!("it is not a folder")),
            OutputError::DanglingLink { target } => {
                refuse(target, format_args!("it is a symbolic link that leads nowhere"))
            }
            OutputError::MountsWithin { target, folders } => refuse(
                target,
                format_args!(
                    "a file system is mounted in it, at {}; unmount it, or name another folder",
                    Names(folders)
                ),
            ),
            OutputError::Foreign { target, files } => refuse(
                target,
                format_args!(
                    "it is not empty and Tearsheet did not write it: it holds {}; name a new or an empty folder",
                    Names(files)
                ),
            ),
            OutputError::Strangers { target, files } => refuse(
                target,
                format_args!(
                    "Tearsheet did not write {}; files that belong to the site go to `static/`, others elsewhere",
                    Names(files)
                ),
            ),
            OutputError::BadManifest { path, line } => write!(
                f,
                "line {line} of `{}` is not as Tearsheet writes it; if nothing in that folder is yours, remove it",
                path.display()
            ),
            OutputError::Busy { target } => refuse(target, format_args!("another build is writing it, or beside it")),
            OutputError::NotOurs { action, path, is_own, remedy } => {
                let why = if *is_own { "its mode forbids it" } else { "it belongs to another user" };
                write!(f, "cannot {action} `{}`: {why}; {remedy}", path.display())
            }
            OutputError::HalfWay(why) => write!(f, "{why}\nThe output is partly new; the next build finishes it."),
            OutputError::Incomplete => f.write_str("a file of the site could not be written"),
            OutputError::Io { operation, path, source } => {
                write_io(f, *operation, path, source)?;
                match (operation, source.kind()) {
                    (Operation::MakeDirectory, io::ErrorKind::PermissionDenied) => f.write_str(
                        "\nA site is staged beside its output: the folder that holds the output must be writable.",
                    ),
                    _ => Ok(()),
                }
            }
        }
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if let OutputError::Io { source, .. } = self { Some(source) } else { None }
    }
}

fn write_io(f: &mut fmt::Formatter<'_>, operation: Operation, path: &Path, why: &io::Error) -> fmt::Result {
    write!(f, "cannot {} `{}`: {why}", operation.verb(), path.display())
}

/// The first few names, then how many more.
struct Names<'a>(&'a [String]);

impl fmt::Display for Names<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, name) in self.0.iter().take(NAMED).enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}`{}`", name.replace(char::is_control, "\u{fffd}"))?;
        }
        match self.0.len().saturating_sub(NAMED) {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}
