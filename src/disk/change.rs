//! The change of an output in place from one manifest to the next, in steps that can be done again.

use std::io::{self, ErrorKind};
use std::os::fd::{AsFd, BorrowedFd};
use std::path::Path;

use ahash::HashSet;
use rayon::prelude::*;
use rustix::fs::{AtFlags, FileType, Mode};

use super::calls::{DIRECTORY_MODE, FILE_MODE, Operation, open_directory, open_file};
use super::error::OutputError;
use super::guard::read_manifest;
use super::manifest::{MANIFEST, Manifest, directories_above};
use super::order::Wave;
use super::place::{Place, STAGED};
use super::remove::{self, is_all_litter};

/// The change of an output.
pub(super) struct Change<'a> {
    /// Whose calls are used, for the output at `root`.
    pub place: &'a Place,
    /// The output.
    pub root: BorrowedFd<'a>,
    /// What is staged in it.
    pub staged: Option<BorrowedFd<'a>>,
    /// The files that it had.
    pub before: &'a Manifest,
    /// The files that it will have.
    pub after: &'a Manifest,
}

impl Change<'_> {
    /// Makes the change. What is done already is passed over.
    pub(super) fn apply(&self, text: &str) -> Result<(), OutputError> {
        self.open_folders()?;
        self.make_way()?;
        self.make_folders()?;
        let paths: Vec<&str> = self.after.paths().collect();
        let staged: Vec<&str> = paths.into_par_iter().filter(|path| self.is_staged(path)).collect();
        let wave = |path: &str| if self.before.contains(path) { Wave::of_changed(path) } else { Wave::of_new(path) };
        for now in Wave::ALL {
            let files: Vec<&str> = staged.iter().copied().filter(|path| wave(path) == now).collect();
            files.into_par_iter().try_for_each(|path| self.bring(path))?;
        }
        let gone: Vec<&str> = self.before.paths().filter(|path| !self.after.contains(path)).collect();
        for now in Wave::ALL.into_iter().rev() {
            self.take_away(gone.iter().copied().filter(|path| Wave::of_new(path) == now).collect())?;
        }
        self.bring_manifest(text)
    }

    /// Refuses files that would be written over and that nobody of us has written. They came after the output was
    /// judged, or are left alone ([`super::way`]) and the site has one of that name too. One of the same bytes is as good as
    /// ours.
    pub(super) fn refuse_strangers(&self) -> Result<(), OutputError> {
        let folders: HashSet<&str> = self.before.directories().into_iter().collect();
        let is_no_folder = |path: &&str| {
            !self.before.contains(path) && self.kind(path).is_some_and(|kind| kind != FileType::Directory)
        };
        let is_strange = |path: &&str| {
            !self.before.contains(path)
                && self.is_staged(path)
                && self.kind(path).is_some_and(|kind| match kind {
                    FileType::Directory => !folders.contains(path),
                    _ => !self.is_same(path),
                })
        };
        let paths: Vec<&str> = self.after.paths().collect();
        let mut files: Vec<String> = paths.into_par_iter().filter(is_strange).map(str::to_owned).collect();
        let directories = self.after.directories().into_iter().filter(|path| !folders.contains(path));
        files.extend(directories.filter(is_no_folder).map(str::to_owned));
        self.refuse(files)
    }

    /// Refuses folders that are links, through which files elsewhere would be changed: the guard has looked at the output
    /// some time ago, or, where a journal is to be finished, not at all.
    pub(super) fn refuse_links(&self) -> Result<(), OutputError> {
        let folders: HashSet<&str> = self.before.directories().into_iter().chain(self.after.directories()).collect();
        let is_link = |path: &&str| self.kind(path) == Some(FileType::Symlink);
        let mut files: Vec<String> = folders.into_par_iter().filter(is_link).map(str::to_owned).collect();
        files.sort();
        self.refuse(files)
    }

    fn refuse(&self, files: Vec<String>) -> Result<(), OutputError> {
        let target = || self.place.path.clone();
        if files.is_empty() { Ok(()) } else { Err(OutputError::Strangers { target: target(), files }) }
    }

    /// What there is at a path of the output.
    fn kind(&self, path: &str) -> Option<FileType> {
        let path = if path.is_empty() { "." } else { path };
        let stat = rustix::fs::statat(self.root, path, AtFlags::SYMLINK_NOFOLLOW).ok()?;
        Some(FileType::from_raw_mode(stat.st_mode))
    }

    fn is_staged(&self, path: &str) -> bool {
        self.staged.is_some_and(|staged| rustix::fs::statat(staged, path, AtFlags::SYMLINK_NOFOLLOW).is_ok())
    }

    /// Whether a file of the output has the bytes of the staged one.
    fn is_same(&self, path: &str) -> bool {
        let read = |root: BorrowedFd<'_>| -> io::Result<Vec<u8>> {
            let mut bytes = Vec::new();
            io::Read::read_to_end(&mut open_file(root, Path::new(path))?, &mut bytes)?;
            Ok(bytes)
        };
        match (read(self.root), self.staged.map(read)) {
            (Ok(there), Some(Ok(staged))) => there == staged,
            _ => false,
        }
    }

    /// Removes files where folders are to be, and files in folders where a file is to be.
    fn make_way(&self) -> Result<(), OutputError> {
        let folders: HashSet<&str> = self.after.directories().into_iter().collect();
        let is_in_the_way = |path: &&str| {
            folders.contains(path) || directories_above(path).any(|directory| self.after.contains(directory))
        };
        let gone = self.before.paths().filter(|path| !self.after.contains(path));
        self.take_away(gone.filter(is_in_the_way).collect())
    }

    /// Gives the folders that are there the mode that we gave them, so that we may change what is in them.
    fn open_folders(&self) -> Result<(), OutputError> {
        let folders = self.before.directories().into_iter().filter(|directory| !directory.is_empty());
        for level in remove::levels(folders) {
            level.into_par_iter().try_for_each(|directory| match self.kind(directory) {
                Some(FileType::Directory) => self.set_mode(directory),
                _ => Ok(()),
            })?;
        }
        Ok(())
    }

    /// Makes the folders that are missing.
    fn make_folders(&self) -> Result<(), OutputError> {
        let folders = self.after.directories().into_iter().filter(|directory| !directory.is_empty());
        for level in remove::levels(folders) {
            level.into_par_iter().try_for_each(|directory| {
                if self.kind(directory).is_none() {
                    let made = self.place.calls.make_directory(self.root, Path::new(directory));
                    made.map_err(self.place.failed(Operation::MakeDirectory, directory))?;
                }
                self.set_mode(directory)
            })?;
        }
        Ok(())
    }

    fn set_mode(&self, directory: &str) -> Result<(), OutputError> {
        let failed = |operation| self.place.failed(operation, directory);
        let path = Path::new(directory);
        let found = rustix::fs::statat(self.root, path, AtFlags::SYMLINK_NOFOLLOW);
        let found = found.map_err(|error| failed(Operation::Open)(error.into()))?;
        if Mode::from_raw_mode(found.st_mode) == DIRECTORY_MODE {
            return Ok(());
        }
        // Not by opening it: its mode may forbid that.
        self.place.calls.set_mode_at(self.root, path, DIRECTORY_MODE).map_err(failed(Operation::SetMode))
    }

    fn bring(&self, path: &str) -> Result<(), OutputError> {
        let Some(staged) = self.staged else { return Ok(()) };
        let brought = self.place.calls.bring(staged, self.root, Path::new(path));
        brought.map_err(self.place.failed(Operation::Bring, path))
    }

    /// Removes files, and the folders that they leave without any.
    fn take_away(&self, mut files: Vec<&str>) -> Result<(), OutputError> {
        let calls = &self.place.calls;
        // One that has become a folder is gone already.
        files.retain(|path| self.kind(path) != Some(FileType::Directory));
        if files.is_empty() {
            return Ok(());
        }
        let removed = remove::files(calls, self.root, files.iter().copied());
        removed.map_err(|error| {
            // Which of them, the system has not said.
            self.place.failed(Operation::RemoveFile, files.first().copied().unwrap_or_default())(error)
        })?;
        let needed: HashSet<&str> = self.after.directories().into_iter().collect();
        let folders: HashSet<&str> = files.into_iter().flat_map(directories_above).collect();
        let folders = remove::levels(folders.into_iter().filter(|folder| !needed.contains(folder)));
        folders.into_iter().rev().flatten().try_for_each(|folder| self.take_litter(folder))
    }

    /// Removes a folder that has nothing but what editors and operating systems leave in folders.
    fn take_litter(&self, folder: &str) -> Result<(), OutputError> {
        let Ok(handle) = open_directory(self.root, Path::new(folder)) else { return Ok(()) };
        let failed = |operation| self.place.failed(operation, folder);
        if !is_all_litter(handle.as_fd()).map_err(failed(Operation::Read))? {
            return Ok(());
        }
        let removed = remove::everything(&self.place.calls, self.root, folder.as_ref());
        removed.map_err(failed(Operation::RemoveDirectory))
    }

    /// Puts the manifest in its place. If somebody has removed what was staged, it is written again: the journal has it.
    fn bring_manifest(&self, text: &str) -> Result<(), OutputError> {
        let is_in = |root: BorrowedFd<'_>| {
            let found = read_manifest(root, &self.place.path);
            found.is_ok_and(|found| found.is_some_and(|(_, found)| found == text))
        };
        if self.staged.is_some_and(is_in) {
            return self.bring(MANIFEST);
        }
        if is_in(self.root) { Ok(()) } else { self.write_manifest(text) }
    }

    fn write_manifest(&self, text: &str) -> Result<(), OutputError> {
        let calls = &self.place.calls;
        let failed = |operation| self.place.failed(operation, MANIFEST);
        let name = Path::new(MANIFEST);
        let unless = |kind: ErrorKind, done: io::Result<()>, operation| match done {
            Err(error) if error.kind() != kind => Err(failed(operation)(error)),
            _ => Ok(()),
        };
        let made = calls.make_directory(self.root, Path::new(STAGED));
        unless(ErrorKind::AlreadyExists, made, Operation::MakeDirectory)?;
        let staged = open_directory(self.root, Path::new(STAGED)).map_err(failed(Operation::Open))?;
        // Of a build that was killed here.
        unless(ErrorKind::NotFound, calls.remove_file(staged.as_fd(), name), Operation::RemoveFile)?;
        let file = calls.create(staged.as_fd(), name).map_err(failed(Operation::Create))?;
        calls.set_mode(file.as_fd(), name, FILE_MODE).map_err(failed(Operation::SetMode))?;
        calls.write(&file, name, text.as_bytes()).map_err(failed(Operation::Write))?;
        calls.sync_file_system(staged.as_fd(), name).map_err(failed(Operation::Sync))?;
        calls.bring(staged.as_fd(), self.root, name).map_err(failed(Operation::Bring))
    }
}
