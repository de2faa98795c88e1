//! The guard: which folders may become the output.
//!
//! An output folder is replaced with all that is in it, so a wrong one costs its owner everything. Two looks, both
//! before any change: [`resolve`] and [`check_path`] judge where the folder lies, [`inspect`] judges what is
//! in it. A symbolic link is judged, and later replaced, as the folder that it leads to; the link itself stays.
//! Accepted are a folder that does not exist, an empty one, and one whose files are all on our manifest; in one that is
//! written in place, some files besides ([`Way::leaves_alone`](super::way::Way::leaves_alone)). Files on the manifest
//! that were changed by hand are ours: they are put right without a question.

use std::io::{self, Read};
use std::os::fd::{AsFd, BorrowedFd};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::{AtFlags, FileType};

use super::calls::{Operation, Steps, open_directory, open_file};
use super::error::OutputError;
use super::manifest::{MANIFEST, Manifest};
use super::place::Spot;
use super::previous::Previous;
use super::seal::{Seal, Seals};
use super::survey::{foreign, survey};

/// Folders of a project that the build reads, or keeps its state in.
const INPUTS: [&str; 6] = ["content", "static", "themes", "locales", "src", ".tearsheet"];

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
        return Err(OutputError::Repository { target: owned() });
    }
    Ok(())
}

/// Judges what is in an output, and opens it; `None` if there is nothing. An empty folder is a tree of no files. `seals`
/// are those of the last build; they are forgotten if this is not the tree that they are of. Changes nothing.
pub(super) fn inspect(spot: Spot<'_>, seals: Option<Seals>) -> Result<Option<Previous>, OutputError> {
    let target = || spot.path.to_owned();
    let failed = |operation| OutputError::io(operation, spot.path);
    let stat = match rustix::fs::statat(spot.base, spot.name, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(stat) => stat,
        Err(rustix::io::Errno::NOENT) => return Ok(None),
        Err(error) => return Err(failed(Operation::Open)(error.into())),
    };
    if FileType::from_raw_mode(stat.st_mode) != FileType::Directory {
        return Err(OutputError::NotADirectory { target: target() });
    }
    let root = open_directory(spot.base, Path::new(spot.name)).map_err(failed(Operation::Open))?;
    let Some((manifest, text)) = read_manifest(root.as_fd(), spot.path)? else {
        return match foreign(root.as_fd(), spot.way).map_err(failed(Operation::Read))? {
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
    let survey = survey(&root, &manifest, seals.as_ref(), spot.way).map_err(failed(Operation::Read))?;
    if !survey.strangers.is_empty() {
        return Err(OutputError::Strangers { target: target(), files: survey.strangers });
    }
    if !survey.mounts.is_empty() {
        return Err(OutputError::MountsWithin { target: target(), folders: survey.mounts });
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
