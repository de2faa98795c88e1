//! The guard: which folders may become the output.
//!
//! An output folder is replaced as a whole, so a wrong one costs its owner everything in it. Two looks, both
//! before any change: [`resolve`] and [`check_path`] judge where the folder lies, [`inspect`] judges what is
//! in it. A symbolic link is judged, and later replaced, as the folder that it leads to; the link itself stays.
//! Accepted are a folder that does not exist, an empty one, and one whose files are all on our manifest.
//! Files on the manifest that were changed by hand are ours: they are put right without a question.

use std::ffi::{OsStr, OsString};
use std::io::{self, Read};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;

use ahash::HashSet;
use rayon::prelude::*;
use rustix::fs::{AtFlags, Dir, FileType};

use super::calls::{DIRECTORY_MODE, Operation, Steps, open_directory, open_file};
use super::error::OutputError;
use super::manifest::{MANIFEST, Manifest};
use super::previous::Previous;
use super::seal::{Seal, Seals};

/// Folders of a project that the build reads, or keeps its state in.
const INPUTS: [&str; 6] = ["content", "static", "themes", "locales", "src", ".tearsheet"];

/// Files that an operating system leaves in any folder that is looked at: nobody's work, so never in the way.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// How long another build may take before we give up.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the output is judged by, and how. Nothing in [`crate::disk`] asks the process for these again.
pub struct Surroundings {
    /// The home folder.
    pub home: Option<PathBuf>,
    /// The current folder, which relative paths start from.
    pub working: PathBuf,
    /// How long to wait for another build beside the same output.
    pub patience: Duration,
    /// Sees every change of the disk; for tests.
    pub steps: Option<Box<dyn Steps>>,
}

impl Surroundings {
    /// Those of this process.
    ///
    /// # Errors
    /// The current folder is gone.
    pub fn of_this_process() -> Result<Surroundings, OutputError> {
        let working = std::env::current_dir().map_err(OutputError::io(Operation::Open, Path::new(".")))?;
        Ok(Surroundings { home: std::env::home_dir(), working, patience: PATIENCE, steps: None })
    }
}

/// The output's absolute path without links; what does not exist yet is taken as it is written.
pub(super) fn resolve(target: &Path, working: &Path) -> Result<PathBuf, OutputError> {
    let mut existing = working.join(target);
    let mut missing = Vec::new();
    loop {
        let error = match existing.canonicalize() {
            Ok(mut path) => {
                path.extend(missing.iter().rev());
                return Ok(path);
            }
            Err(error) => error,
        };
        if existing.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink()) {
            return Err(OutputError::DanglingLink { target: existing });
        }
        // `missing/..` has no file name: the system would not find it either.
        match (error.kind(), existing.file_name(), existing.parent()) {
            (io::ErrorKind::NotFound, Some(name), Some(parent)) => {
                missing.push(name.to_owned());
                existing = parent.to_owned();
            }
            (io::ErrorKind::NotADirectory, ..) => return Err(OutputError::NotADirectory { target: existing }),
            _ => return Err(OutputError::io(Operation::Open, &existing)(error)),
        }
    }
}

/// Judges where the output lies. `target` is resolved.
pub(super) fn check_path(target: &Path, project: &Path, around: &Surroundings) -> Result<(), OutputError> {
    let owned = || target.to_owned();
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let project = project.canonicalize().map_err(OutputError::io(Operation::Open, project))?;
    if target.parent().is_none() {
        return Err(OutputError::Root);
    }
    if project.starts_with(target) {
        return Err(OutputError::Project { target: owned() });
    }
    if let Some(folder) = INPUTS.into_iter().find(|folder| target.starts_with(real(&project.join(folder)))) {
        return Err(OutputError::Input { target: owned(), folder });
    }
    if around.home.as_deref().is_some_and(|home| !home.as_os_str().is_empty() && real(home).starts_with(target)) {
        return Err(OutputError::Home { target: owned() });
    }
    if real(&around.working).starts_with(target) {
        return Err(OutputError::WorkingDirectory { target: owned() });
    }
    if target.components().any(|component| component.as_os_str() == ".git") {
        return Err(OutputError::WorkTree { target: owned() });
    }
    Ok(())
}

/// Judges what is in the output `path`, the folder `name` in `parent`, and opens it; `None` if there is nothing. An
/// empty folder is a tree of no files. `seals` are those of the last build; they are forgotten if this is not the tree
/// that they are of. Changes nothing.
pub(super) fn inspect(
    parent: BorrowedFd<'_>,
    name: &OsStr,
    path: &Path,
    seals: Option<Seals>,
) -> Result<Option<Previous>, OutputError> {
    let target = || path.to_owned();
    let failed = |operation| OutputError::io(operation, path);
    let stat = match rustix::fs::statat(parent, name, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(stat) => stat,
        Err(rustix::io::Errno::NOENT) => return Ok(None),
        Err(error) => return Err(failed(Operation::Open)(error.into())),
    };
    if FileType::from_raw_mode(stat.st_mode) != FileType::Directory {
        return Err(OutputError::NotADirectory { target: target() });
    }
    let beside = rustix::fs::fstat(parent).map_err(|error| failed(Operation::Open)(error.into()))?;
    if stat.st_dev != beside.st_dev {
        return Err(OutputError::MountPoint { target: target() });
    }
    let root = open_directory(parent, Path::new(name)).map_err(failed(Operation::Open))?;
    if rustix::fs::statat(&root, ".git", AtFlags::SYMLINK_NOFOLLOW).is_ok() {
        return Err(OutputError::WorkTree { target: target() });
    }
    let Some((manifest, text)) = read_manifest(root.as_fd(), path)? else {
        return match foreign(root.as_fd()).map_err(failed(Operation::Read))? {
            files if files.is_empty() => Ok(Some(Previous {
                root,
                manifest: Manifest::default(),
                text: String::new(),
                altered: false,
                seals: None,
                directories: vec![None],
            })),
            files => Err(OutputError::Foreign { target: target(), files }),
        };
    };
    let seals = seals.filter(|seals| seals.are_of(root.as_fd(), &text));
    let survey = survey(&root, &manifest, seals.as_ref()).map_err(failed(Operation::Read))?;
    if !survey.strangers.is_empty() {
        return Err(OutputError::Strangers { target: target(), files: survey.strangers });
    }
    // The manifest's own mode is put right like any other.
    let altered = survey.altered || Seal::of_file(root.as_fd(), MANIFEST).is_none();
    Ok(Some(Previous { root, manifest, text, altered, seals, directories: survey.directories }))
}

/// The manifest of an output and its text; `None` if it has none.
pub(super) fn read_manifest(root: BorrowedFd<'_>, shown: &Path) -> Result<Option<(Manifest, String)>, OutputError> {
    let path = shown.join(MANIFEST);
    let mut file = match open_file(root, Path::new(MANIFEST)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(OutputError::io(Operation::Open, &path)(error)),
    };
    let mut text = String::new();
    match file.read_to_string(&mut text) {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            return Err(OutputError::BadManifest { path, line: 1 });
        }
        Err(error) => return Err(OutputError::io(Operation::Read, &path)(error)),
    }
    match Manifest::parse(&text) {
        Ok(manifest) => Ok(Some((manifest, text))),
        Err(line) => Err(OutputError::BadManifest { path, line }),
    }
}

/// All that is directly in a directory, sorted, without what operating systems leave there.
fn foreign(root: BorrowedFd<'_>) -> io::Result<Vec<String>> {
    let mut names: Vec<String> = entries(root)?.into_iter().map(|(name, _)| readable(name)).collect();
    names.retain(|name| !is_litter(name));
    names.sort();
    Ok(names)
}

/// What was found below an output.
#[derive(Default)]
struct Survey {
    /// Files and folders that are not on the manifest, sorted.
    strangers: Vec<String>,
    /// Whether a folder's mode was changed, so that the tree is not as a clean build would leave it.
    altered: bool,
    /// How each directory was before its names were listed, in their order.
    directories: Vec<Option<Seal>>,
}

/// Looks into every directory of an output, but those that are sealed: nothing came into them or went.
fn survey(root: &OwnedFd, manifest: &Manifest, seals: Option<&Seals>) -> io::Result<Survey> {
    let directories = manifest.directories();
    // Only asked for where a directory was touched.
    let known = LazyLock::new(|| directories.iter().copied().collect::<HashSet<&str>>());
    let look = |(index, directory): (usize, &&str)| {
        let seal = seals.and_then(|seals| seals.directory(index));
        match seal.filter(|seal| Seal::of_directory(root.as_fd(), directory) == Some(*seal)) {
            Some(seal) => Ok(Survey { directories: vec![Some(seal)], ..Survey::default() }),
            None => survey_directory(root.as_fd(), directory, &known, manifest),
        }
    };
    let parts: Vec<Survey> = directories.par_iter().enumerate().map(look).collect::<io::Result<_>>()?;
    let mut survey = Survey::default();
    for part in parts {
        survey.strangers.extend(part.strangers);
        survey.altered |= part.altered;
        survey.directories.extend(part.directories);
    }
    survey.strangers.sort();
    Ok(survey)
}

/// One directory: what is strange in it.
fn survey_directory(
    root: BorrowedFd<'_>,
    directory: &str,
    known: &HashSet<&str>,
    manifest: &Manifest,
) -> io::Result<Survey> {
    let here = if directory.is_empty() { "." } else { directory };
    let handle = match open_directory(root, Path::new(here)) {
        Ok(handle) => handle,
        // It was removed, or something else is there, which is a stranger in the directory above.
        Err(error) if is_no_directory(&error) => {
            return Ok(Survey { altered: true, directories: vec![None], ..Survey::default() });
        }
        Err(error) => return Err(error),
    };
    let seal = Seal::of(&rustix::fs::fstat(&handle)?, FileType::Directory, DIRECTORY_MODE);
    let mut survey =
        Survey { altered: seal.is_none(), directories: vec![seal.and_then(Seal::settled)], ..Survey::default() };
    for (name, kind) in entries(handle.as_fd())? {
        let name = readable(name);
        let path = if directory.is_empty() { name.clone() } else { format!("{directory}/{name}") };
        if kind == FileType::Directory {
            if !known.contains(path.as_str()) {
                survey.strangers.push(path + "/");
            }
        } else if !manifest.contains(&path) && path != MANIFEST && !is_litter(&name) {
            survey.strangers.push(path);
        }
    }
    Ok(survey)
}

fn is_no_directory(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
        || error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
}

/// Names and types in a directory, without `.` and `..`.
pub(super) fn entries(directory: BorrowedFd<'_>) -> io::Result<Vec<(OsString, FileType)>> {
    let mut entries = Vec::new();
    for entry in Dir::read_from(directory)? {
        let entry = entry?;
        let name = entry.file_name();
        if matches!(name.to_bytes(), b"." | b"..") {
            continue;
        }
        // Some file systems leave the type to `stat`.
        let kind = match entry.file_type() {
            FileType::Unknown => {
                let stat = rustix::fs::statat(directory, name, AtFlags::SYMLINK_NOFOLLOW)?;
                FileType::from_raw_mode(stat.st_mode)
            }
            kind => kind,
        };
        entries.push((OsStr::from_bytes(name.to_bytes()).to_owned(), kind));
    }
    Ok(entries)
}

/// A name as text. We write Unicode only, so that a name which is not is a stranger in any spelling.
fn readable(name: OsString) -> String {
    name.into_string().unwrap_or_else(|name| name.to_string_lossy().into_owned())
}

/// Whether an operating system left this file.
pub(super) fn is_litter(name: &str) -> bool {
    LITTER.contains(&name)
}
