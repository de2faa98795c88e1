//! What a build leaves for the next one, in `.tearsheet/` of the project: one file per output.
//!
//! It is no part of the site and nobody's to keep: without it, or with one that cannot be read, everything is made
//! again. So it is written without a word if it can be, replaced in one step, and ends with its own hash: a file that
//! was cut or damaged is as good as none. The folder has a `.gitignore` of its own, since a state is of one machine.

use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::guard;

/// The folder below the project's root.
const FOLDER: &str = ".tearsheet";
/// Nothing in the folder is for a repository.
const IGNORE: &str = "# Made by tearsheet, for its next build. It can be removed.\n*\n";

/// Where the state of an output is.
#[derive(Clone, Debug)]
pub struct State {
    path: PathBuf,
}

impl State {
    /// That of the output `target` of the project at `project`. `None` if either cannot be found.
    pub fn of(target: &Path, project: &Path) -> Option<State> {
        let working = std::env::current_dir().ok()?;
        let target = guard::resolve(target, &working).ok()?;
        let name = blake3::hash(target.as_os_str().as_bytes()).to_hex();
        let project = project.canonicalize().ok()?;
        Some(State { path: project.join(FOLDER).join(format!("{}.state", &name[..16])) })
    }

    /// The text that was left; `None` if there is none, or not all of it.
    pub fn read(&self) -> Option<String> {
        let mut text = String::from_utf8(fs::read(&self.path).ok()?).ok()?;
        let end = text.strip_suffix('\n')?.rfind('\n')? + 1;
        let hash = blake3::Hash::from_hex(text[end..].trim_end()).ok()?;
        text.truncate(end);
        (blake3::hash(text.as_bytes()) == hash).then_some(text)
    }

    /// Leaves a text, which must end with a line break.
    ///
    /// # Errors
    /// A system call failed. What was left before is still there, or nothing is.
    pub fn write(&self, mut text: String) -> io::Result<()> {
        let Some(folder) = self.path.parent() else { return Err(io::ErrorKind::NotFound.into()) };
        if !folder.is_dir() {
            fs::create_dir(folder)?;
            fs::write(folder.join(".gitignore"), IGNORE)?;
        }
        let hash = blake3::hash(text.as_bytes());
        text.push_str(&hash.to_hex());
        text.push('\n');
        let new = self.path.with_extension(format!("{}.new", std::process::id()));
        let written = fs::write(&new, text).and_then(|()| fs::rename(&new, &self.path));
        if written.is_err() {
            let _ = fs::remove_file(&new);
        }
        written
    }
}
