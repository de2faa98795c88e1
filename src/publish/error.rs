//! What can go wrong between a plan and its readers.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why a step of a publication failed. What readers see is as it was, unless [`Error::is_partial`].
#[derive(Debug)]
pub enum Error {
    /// The settings ask for what cannot be done.
    Settings(String),
    /// Another publisher is at work there, or died at it: who, and how to go on.
    Locked {
        /// Who holds the lock, and since when.
        owner: String,
    },
    /// The place changed while we were at it.
    Overtaken(String),
    /// What lies there is not ours to change.
    Foreign(String),
    /// A file of the output is no longer what was built.
    Changed(String),
    /// A program failed: its name, and what it said.
    Program {
        /// What was run, without its arguments.
        program: String,
        /// What it wrote to standard error, without secrets.
        said: String,
        /// Its exit status, if it ended by itself.
        status: Option<i32>,
    },
    /// The host's own program failed; how far it came is for it to say.
    Host(Box<Error>),
    /// A service refused or did not answer.
    Service(String),
    /// The system refused.
    Io {
        /// What was tried, after "cannot".
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It failed half-way, in a place that cannot change all at once.
    Partial(Box<Error>),
}

impl Error {
    /// Joins a failure of the system with what was tried, for `map_err`.
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Error {
        move |source| Error::Io { action, path: path.to_owned(), source }
    }

    /// Whether some of the new site is there and some is not.
    pub fn is_partial(&self) -> bool {
        matches!(self, Error::Partial(_))
    }

    /// The exit status of the host's own program, if it is that which failed.
    pub fn status_of_host(&self) -> Option<i32> {
        let Error::Host(error) = self else { return None };
        if let Error::Program { status, .. } = error.as_ref() { *status } else { None }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Settings(what) | Error::Overtaken(what) | Error::Foreign(what) | Error::Service(what) => {
                f.write_str(what)
            }
            Error::Locked { owner } => write!(
                f,
                "another publisher is at work there: {owner}\nIf it is not running any more, publish with `--break-lock`."
            ),
            Error::Changed(path) => {
                write!(f, "`{path}` was changed after it was built; nothing of it was published: build again")
            }
            Error::Host(error) => error.fmt(f),
            Error::Program { program, said, .. } if said.is_empty() => {
                write!(f, "`{program}` failed and did not say why")
            }
            Error::Program { program, said, .. } => write!(f, "`{program}` failed:\n{said}"),
            Error::Io { action, path, source } => write!(f, "cannot {action} `{}`: {source}", path.display()),
            Error::Partial(error) => write!(
                f,
                "{error}\nSome files are new and some are not. Every page that readers reach is whole, the old ones \
                 among them; publish again to finish."
            ),
        }
    }
}

impl std::error::Error for Error {}
