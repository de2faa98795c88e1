//! What a build leaves for the next one, in `.tearsheet/` of the project: one file per output.
//!
//! It is no part of the site and nobody's to keep: without it, or with one that cannot be read, everything is made
//! again. So it is written without a word if it can be, replaced in one step, and ends with its own hash: a file that
//! was cut or damaged is as good as none. The folder has a `.gitignore` of its own, since a state is of one machine.
//! No link is followed here: what a project from elsewhere has in this folder must lead nowhere.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, FileType};

use super::calls::{Calls, Steps, open_directory, open_file};
use super::guard;
use super::survey::entries;

/// The folder below the project's root.
const FOLDER: &str = ".tearsheet";
/// Nothing in the folder is for a repository.
const IGNORE: &str = "# Made by tearsheet, for its next build. All of it can be removed.\n*\n";
/// The first line, before the path of the output.
const HEADER: &str = "tearsheet state 1 of ";
/// More than the first line can be.
const LONGEST_LINE: u64 = 8 << 10;
/// Many times what the largest site has, in bytes.
const LONGEST: u64 = 256 << 20;

/// The state of an output.
pub struct State {
    project: PathBuf,
    target: PathBuf,
    /// Without its ending.
    name: String,
    calls: Calls,
}

impl State {
    /// That of the output `target` of the project at `project`. `None` if either cannot be found.
    pub fn of(target: &Path, project: &Path) -> Option<State> {
        State::watched(target, project, None)
    }

    /// The same; `steps` watch it write.
    pub fn watched(target: &Path, project: &Path, steps: Option<Box<dyn Steps>>) -> Option<State> {
        let target = guard::resolve(target, &std::env::current_dir().ok()?).ok()?;
        let name = blake3::hash(target.as_os_str().as_bytes()).to_hex()[..16].to_owned();
        Some(State { project: project.canonicalize().ok()?, target, name, calls: Calls::new(steps) })
    }

    /// The text that was left; `None` if there is none, or not all of it.
    pub fn read(&self) -> Option<String> {
        let folder = self.folder().ok()?;
        let mut text = read_file(folder.as_fd(), &format!("{}.state", self.name), LONGEST)?;
        let end = text.strip_suffix('\n')?.rfind('\n')? + 1;
        let hash = blake3::Hash::from_hex(text[end..].trim_end()).ok()?;
        if blake3::hash(&text.as_bytes()[..end]) != hash {
            return None;
        }
        text.truncate(end);
        let header = text.find('\n')? + 1;
        text.drain(..header);
        Some(text)
    }

    /// Leaves a text, which must end with a line break. To be called while the output is locked.
    ///
    /// # Errors
    /// A system call failed. What was left before is still there, or nothing is.
    pub fn write(&self, text: &str) -> io::Result<()> {
        let folder = match self.folder() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let project = open_directory(CWD, &self.project)?;
                self.calls.make_directory(project.as_fd(), Path::new(FOLDER))?;
                self.folder()?
            }
            found => found?,
        };
        if read_file(folder.as_fd(), ".gitignore", LONGEST).is_none_or(|text| text.is_empty()) {
            self.replace(folder.as_fd(), ".gitignore", IGNORE)?;
        }
        let mut whole =
            format!("{HEADER}{}\n{text}", self.target.display().to_string().replace(char::is_control, "\u{fffd}"));
        let hash = blake3::hash(whole.as_bytes()).to_hex();
        whole.push_str(&hash);
        whole.push('\n');
        let name = format!("{}.state", self.name);
        let written = self.replace(folder.as_fd(), &name, &whole);
        self.prune(folder.as_fd());
        written
    }

    /// Puts a text under a name in one step.
    fn replace(&self, folder: BorrowedFd<'_>, name: &str, text: &str) -> io::Result<()> {
        let new = format!("{}.new", self.name);
        let remove = || self.calls.remove_file(folder, Path::new(&new));
        // Of a build that was killed.
        let _ = remove();
        let create = || {
            let file = self.calls.create(folder, Path::new(&new))?;
            self.calls.write(&file, Path::new(&new), text.as_bytes())?;
            self.calls.rename(folder, OsStr::new(&new), OsStr::new(name))
        };
        create().inspect_err(|_| drop(remove()))
    }

    fn folder(&self) -> io::Result<OwnedFd> {
        open_directory(open_directory(CWD, &self.project)?.as_fd(), Path::new(FOLDER))
    }

    /// Removes what is left of outputs that are gone.
    fn prune(&self, folder: BorrowedFd<'_>) {
        for (name, kind) in entries(folder).unwrap_or_default() {
            let name = Path::new(&name);
            let is_state = name.extension().is_some_and(|end| end == "state" || end == "new");
            let is_others = kind == FileType::RegularFile && name.file_stem() != Some(OsStr::new(&self.name));
            let is_gone = |target: PathBuf| matches!(target.try_exists(), Ok(false));
            if is_state && is_others && target_of(folder, name).is_some_and(is_gone) {
                let _ = self.calls.remove_file(folder, name);
            }
        }
    }
}

/// The output that a state is of.
fn target_of(folder: BorrowedFd<'_>, name: &Path) -> Option<PathBuf> {
    let mut begin = Vec::new();
    open_file(folder, name).ok()?.take(LONGEST_LINE).read_to_end(&mut begin).ok()?;
    let text = String::from_utf8_lossy(&begin);
    let (line, _) = text.split_once('\n')?;
    line.strip_prefix(HEADER).map(PathBuf::from)
}

/// The text of a regular file that is not longer than `limit` bytes.
fn read_file(folder: BorrowedFd<'_>, name: &str, limit: u64) -> Option<String> {
    let file = open_file(folder, Path::new(name)).ok()?;
    let metadata = file.metadata().ok()?;
    if !metadata.is_file() || metadata.len() > limit {
        return None;
    }
    let mut text = String::with_capacity(usize::try_from(metadata.len()).ok()?);
    file.take(limit).read_to_string(&mut text).ok()?;
    Some(text)
}
