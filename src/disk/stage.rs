//! The writer of an output: all of it or nothing.
//!
//! 1. [`Stage::open`] has the guard judge the folder, takes the lock, and mends what a killed build left.
//! 2. [`Stage::keep_but`] takes over what need not be made, of an output that was looked at ([`Before::Examined`]).
//!    [`Stage::put`] takes the other files, from many threads, as soon as they are rendered; none is kept in memory.
//!    One that the previous tree holds with the same bytes is only noted. The first other one makes the staged
//!    tree, beside the output or in it, and so on the same file system.
//! 3. [`Stage::commit`] has the staged tree become the output, in the way that suits it ([`Way`]), and seals it. If no
//!    file differs, it does nothing at all.
//!
//! Until then nothing in the output has changed, and a stage that is dropped leaves no trace. The lock is held until
//! the stage is dropped.

use std::collections::hash_map::Entry;
use std::io;
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock};

use ahash::HashMap;
use rayon::prelude::*;

use super::calls::Calls;
use super::error::OutputError;
use super::guard::{self, Surroundings};
use super::journal::JOURNAL;
use super::manifest::{Fingerprint, Manifest, is_safe};
use super::owner;
use super::place::Place;
use super::previous::{Likeness, Previous};
use super::remove;
use super::seal::{Seal, Seals};
use super::tree::Tree;
use super::way::{Next, Way};
use super::written::{Before, Sealed, Written};
use crate::lock::held;

/// What became of a file that was put.
#[derive(Clone, Copy)]
pub(super) struct Put {
    pub fingerprint: Fingerprint,
    /// Whether it is in the previous tree, rather than in the staged one.
    pub same: bool,
    /// How it was when its bytes were written, or found to be the same.
    pub seal: Option<Seal>,
}

/// An output that is being written.
pub struct Stage {
    place: Place,
    previous: Option<Previous>,
    /// How each file of the previous tree is, if it was examined.
    intact: Option<Vec<Option<Seal>>>,
    /// Which of them are taken over.
    kept: Vec<bool>,
    puts: Mutex<HashMap<String, Put>>,
    /// All files in the order of paths, once all is put.
    all: Vec<(String, Put)>,
    tree: OnceLock<Tree>,
    starting: Mutex<()>,
    failed: AtomicBool,
    restored: AtomicUsize,
    /// Folders with files that were not ours, which a build that was killed had left.
    strangers: Vec<PathBuf>,
}

impl Stage {
    /// Prepares to write the output `target` of the project at `project`, judged by this process's folders.
    ///
    /// # Errors
    /// The folder is refused, is in use by another build, or a system call failed. Nothing in it has changed.
    pub fn open(target: &Path, project: &Path, before: Before) -> Result<Stage, OutputError> {
        Stage::open_in(target, project, Surroundings::of_this_process()?, before)
    }

    /// The same, judged by other folders.
    ///
    /// # Errors
    /// As [`Stage::open`].
    pub fn open_in(target: &Path, project: &Path, around: Surroundings, before: Before) -> Result<Stage, OutputError> {
        let path = guard::resolve(target, &around.working)?;
        guard::check_path(&path, project, &around)?;
        let place = Place::open(&path, Calls::new(around.steps), around.patience)?;
        Way::mend(&place)?;
        let inspect = |seals| guard::inspect(place.spot(), seals);
        let (previous, intact) = match before {
            // It was looked at before the lock was ours.
            Before::Examined(found) if found.is_at(&place) => {
                let intact = found.still_intact();
                (Some(found.previous), Some(intact))
            }
            Before::Sealed(seals) => (inspect(Some(seals))?, None),
            Before::Examined(_) | Before::Unknown => (inspect(None)?, None),
        };
        let strangers = Way::sweep(&place)?;
        let files = previous.as_ref().map_or(0, |previous| previous.manifest.files().len());
        Ok(Stage {
            place,
            previous,
            intact,
            kept: vec![false; files],
            puts: Mutex::default(),
            all: Vec::new(),
            tree: OnceLock::new(),
            starting: Mutex::default(),
            failed: AtomicBool::new(false),
            restored: AtomicUsize::new(0),
            strangers,
        })
    }

    /// Adds a file at `path`, relative to the output, with `/`. May be called from many threads.
    ///
    /// # Errors
    /// The path leads out of the output, or was put before; a system call failed. The stage cannot be committed
    /// after that.
    pub fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.try_put(path, bytes).inspect_err(|_| self.failed.store(true, Ordering::Relaxed))
    }

    fn try_put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        if !is_safe(path) {
            let why = format!("`{}` is no path of an output file", path.escape_debug());
            return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
        }
        let fingerprint = Fingerprint::of(bytes);
        let before = self.previous.as_ref().and_then(|p| Some((p, p.manifest.position(path)?)));
        let likeness = before.map_or(Likeness::New, |(previous, index)| previous.compare(index, fingerprint, bytes));
        let put = match likeness {
            Likeness::Same(seal) => Put { fingerprint, same: true, seal: Some(seal) },
            Likeness::New | Likeness::Altered => Put { fingerprint, same: false, seal: None },
        };
        let is_kept = before.is_some_and(|(_, index)| self.kept[index]);
        match self.lock().entry(path.to_owned()) {
            Entry::Vacant(vacant) if !is_kept => {
                vacant.insert(put);
            }
            _ => {
                let why = format!("`{path}` is written twice");
                return Err(io::Error::new(io::ErrorKind::AlreadyExists, why));
            }
        }
        if put.same {
            return Ok(());
        }
        if likeness == Likeness::Altered {
            self.restored.fetch_add(1, Ordering::Relaxed);
        }
        let written = self.tree().and_then(|tree| tree.write(&self.place, path, bytes));
        let seal = written.map_err(into_io_error)?;
        self.lock().insert(path.to_owned(), Put { seal, ..put });
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Put>> {
        held(self.puts.lock())
    }

    /// How many files the previous tree has, if it is the one that was examined.
    pub fn examined_files(&self) -> Option<usize> {
        self.intact.as_ref().map(Vec::len)
    }

    /// Takes over all files of the previous tree, which was examined, but those that will be put. Returns those that
    /// it cannot take over, because somebody has changed or removed them: they have to be put too. To be called before
    /// any is.
    pub fn keep_but(&mut self, put: impl Fn(&str) -> bool) -> Vec<String> {
        let (Some(previous), Some(intact)) = (&self.previous, &self.intact) else { return Vec::new() };
        let mut lost = Vec::new();
        self.kept.fill(false);
        for (index, path) in previous.manifest.paths().enumerate().filter(|(_, path)| !put(path)) {
            self.kept[index] = intact[index].is_some();
            if intact[index].is_none() {
                lost.push(path.to_owned());
            }
        }
        lost
    }

    /// Takes over the file at this path, if the output has one that is as we wrote it. Its bytes are those that a file of
    /// this name always has.
    pub fn take_over(&self, path: &str) -> bool {
        let Some((previous, index)) = self.previous.as_ref().and_then(|p| Some((p, p.manifest.position(path)?))) else {
            return false;
        };
        let Some(seal) = previous.intact(index) else { return false };
        let fingerprint = previous.manifest.files()[index].1;
        self.lock().insert(path.to_owned(), Put { fingerprint, same: true, seal: Some(seal) });
        true
    }

    /// The files that are taken over.
    pub fn kept(&self) -> impl Iterator<Item = &str> {
        let paths = self.previous.iter().flat_map(|previous| previous.manifest.paths());
        paths.zip(&self.kept).filter(|(_, kept)| **kept).map(|(path, _)| path)
    }

    /// Folders beside the output that now hold files which were not ours, and which a build that was killed had left.
    pub fn strangers(&self) -> &[PathBuf] {
        &self.strangers
    }

    /// The staged tree, made when it is first asked for.
    fn tree(&self) -> Result<&Tree, OutputError> {
        if let Some(tree) = self.tree.get() {
            return Ok(tree);
        }
        let _starting = held(self.starting.lock());
        match self.tree.get() {
            Some(tree) => Ok(tree),
            None => {
                if let Some(previous) = &self.previous {
                    owner::check(&self.place, previous.root.as_fd(), &previous.manifest)?;
                }
                let tree = Tree::create(&self.place)?;
                Ok(self.tree.get_or_init(|| tree))
            }
        }
    }

    /// Makes the files that were put and those that are kept the output, and seals it. To be called once.
    ///
    /// # Errors
    /// A file could not be put, or a system call failed. The output is what it was; one that is written in place may be
    /// partly new, which the error says ([`OutputError::HalfWay`]).
    pub fn commit(&mut self) -> Result<Sealed, OutputError> {
        if self.failed.swap(true, Ordering::Relaxed) {
            return Err(OutputError::Incomplete);
        }
        self.order();
        let manifest: Manifest = self.all.iter().map(|(path, put)| (path.clone(), put.fingerprint)).collect();
        let text = manifest.render();
        let mut written = self.report(&manifest);
        if let Some(previous) = &self.previous
            && written.written == 0
            && !previous.altered
            && previous.text == text
        {
            let files: Vec<Option<Seal>> = self.all.iter().map(|(_, put)| put.seal).collect();
            let seals = Seals::take(previous.root.as_fd(), (&manifest, &text), &files, &previous.directories, Seal::eq);
            return Ok(Sealed { written, seals });
        }
        let (tree, previous) = (self.tree()?, self.previous.as_ref());
        let next = Next { tree, previous, manifest: &manifest, text: &text, all: &self.all };
        let seals = Way::write(&self.place, &next, &mut written)?;
        self.place.keep_folders();
        written.swapped = true;
        written.in_place = self.place.way.in_place();
        Ok(Sealed { written, seals })
    }

    /// Brings what was put and what is kept into the order of paths.
    fn order(&mut self) {
        let puts = held(self.puts.get_mut());
        self.all.extend(puts.drain());
        if let (Some(previous), Some(intact)) = (&self.previous, &self.intact) {
            let files = previous.manifest.files().iter().zip(intact).zip(&self.kept);
            let kept = files.filter(|(_, kept)| **kept).map(|(file, _)| file);
            let put = |fingerprint, seal| Put { fingerprint, same: true, seal };
            self.all.extend(kept.map(|((path, fingerprint), seal)| (path.clone(), put(*fingerprint, *seal))));
        }
        self.all.par_sort_by(|(a, _), (b, _)| a.cmp(b));
    }

    fn report(&self, manifest: &Manifest) -> Written {
        let written = || self.all.iter().filter(|(_, put)| !put.same);
        let removed = self.previous.as_ref().map_or(0, |previous| previous.manifest.missing_in(manifest));
        Written {
            files: self.all.len(),
            written: written().count(),
            linked: self.all.len() - written().count(),
            removed,
            bytes_written: written().map(|(_, put)| put.fingerprint.size).sum(),
            restored: self.restored.load(Ordering::Relaxed),
            ..Written::default()
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let Some(tree) = self.tree.get().filter(|tree| !tree.is_released()) else { return };
        let puts = held(self.puts.get_mut());
        let put = puts.keys().chain(self.all.iter().map(|(path, _)| path)).map(String::as_str).chain([JOURNAL]);
        // By list: it takes no file descriptor, of which there may be none left.
        let place = &self.place;
        let name = Path::new(&place.new);
        let listed = remove::listed(&place.calls, tree.root.as_fd(), put);
        let removed = listed.and_then(|()| place.calls.remove_directory(place.base.as_fd(), name));
        if removed.is_err() {
            let _ = remove::everything(&place.calls, place.base.as_fd(), &place.new);
        }
    }
}

/// Keeps the kind, which callers may look at, and the path and operation, which people need.
fn into_io_error(error: OutputError) -> io::Error {
    let kind = if let OutputError::Io { source, .. } = &error { source.kind() } else { io::ErrorKind::Other };
    io::Error::new(kind, error)
}
