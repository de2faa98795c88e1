//! The writer of an output: all of it or nothing.
//!
//! 1. [`Stage::open`] has the guard judge the folder, takes the lock, and mends what a killed build left.
//! 2. [`Stage::keep_but`] takes over what need not be made, of an output that was [`Examined`].
//!    [`Stage::put`] takes the other files, from many threads, as soon as they are rendered; none is kept in memory.
//!    One that the previous tree holds with the same bytes is only noted. The first other one makes the staged
//!    tree, beside the output and so on the same file system.
//! 3. [`Stage::commit`] links the unchanged files into the staged tree, adds the manifest, brings all of it to the
//!    disk, swaps it in, removes the previous tree and seals the new one. If no file differs, it does nothing at all.
//!
//! Until the swap nothing in the output has changed, and a stage that is dropped leaves no trace. After it the
//! build has succeeded; a previous tree that cannot be removed is reported and left to the next build. The lock is
//! held until the stage is dropped.

use std::collections::hash_map::Entry;
use std::io;
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use ahash::HashMap;
use rayon::prelude::*;

use super::calls::{Calls, Operation};
use super::error::OutputError;
use super::examined::Examined;
use super::guard::{self, Surroundings};
use super::manifest::{Fingerprint, MANIFEST, Manifest, is_safe};
use super::place::Place;
use super::previous::{Likeness, Previous};
use super::remove;
use super::seal::{Seal, Seals};
use super::swap::{self, Swapped};
use super::tree::Tree;

/// What a build did to its output.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files of the site.
    pub files: usize,
    /// Files that were new or different, and so were written.
    pub written: usize,
    /// Files that were taken over from the previous tree as they are.
    pub linked: usize,
    /// Files of the previous tree that the site no longer has.
    pub removed: usize,
    /// Bytes of the files that were written.
    pub bytes_written: u64,
    /// Whether the output was replaced. If not, it was as it should be and nothing was touched.
    pub swapped: bool,
    /// Among the written: files that had been changed or removed by hand, and are as they should be again.
    pub restored: usize,
    /// Folders beside the output that now hold files which appeared in it while it was being replaced.
    pub kept: Vec<PathBuf>,
    /// The previous tree, if it could not be removed. The next build tries again.
    pub leftover: Option<PathBuf>,
}

/// An output, written and sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// What was done to it.
    pub written: Written,
    /// How it was left; `None` where the file system does not let it be known later.
    pub seals: Option<Seals>,
}

/// What is known of an output before it is opened.
pub enum Before {
    /// Nothing: every file is read.
    Unknown,
    /// How the last build left it.
    Sealed(Seals),
    /// How it is.
    Examined(Examined),
}

/// What became of a file that was put.
#[derive(Clone, Copy)]
struct Put {
    fingerprint: Fingerprint,
    /// Whether it is in the previous tree, rather than in the staged one.
    same: bool,
    /// How it was when its bytes were written, or found to be the same.
    seal: Option<Seal>,
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
    swapped: bool,
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
        swap::repair(&place)?;
        let inspect = |seals| guard::inspect(place.parent.as_fd(), &place.name, &place.path, seals);
        let (previous, intact) = match before {
            // It was looked at before the lock was ours.
            Before::Examined(found) if found.is_at(&place) => {
                let intact = found.still_intact();
                (Some(found.previous), Some(intact))
            }
            Before::Sealed(seals) => (inspect(Some(seals))?, None),
            Before::Examined(_) | Before::Unknown => (inspect(None)?, None),
        };
        let strangers = swap::sweep(&place)?;
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
            swapped: false,
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
        self.puts.lock().unwrap_or_else(PoisonError::into_inner)
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
        let _starting = self.starting.lock().unwrap_or_else(PoisonError::into_inner);
        match self.tree.get() {
            Some(tree) => Ok(tree),
            None => {
                let tree = Tree::create(&self.place)?;
                Ok(self.tree.get_or_init(|| tree))
            }
        }
    }

    /// Makes the files that were put and those that are kept the output, all at once, and seals it. To be called once.
    ///
    /// # Errors
    /// A file could not be put, or a system call failed. The output is what it was.
    pub fn commit(&mut self) -> Result<Sealed, OutputError> {
        if self.failed.swap(true, Ordering::Relaxed) {
            return Err(OutputError::Incomplete);
        }
        self.order();
        let manifest: Manifest = self.all.iter().map(|(path, put)| (path.clone(), put.fingerprint)).collect();
        let text = manifest.render();
        let files: Vec<Option<Seal>> = self.all.iter().map(|(_, put)| put.seal).collect();
        let mut written = self.report(&manifest);
        if let Some(previous) = &self.previous
            && written.written == 0
            && !previous.altered
            && previous.text == text
        {
            let seals = Seals::take(previous.root.as_fd(), (&manifest, &text), &files, &previous.directories, Seal::eq);
            return Ok(Sealed { written, seals });
        }
        self.complete(&text)?;
        // While nobody knows the tree: from then on a name that comes or goes is seen.
        let directories = self.tree.get().map_or_else(Vec::new, |tree| tree.directories(&manifest));
        let swapped = swap::swap(&self.place, self.previous.is_some())?;
        self.swapped = true;
        self.place.keep_folders();
        written.swapped = true;
        self.retire(swapped, &mut written);
        let seals = self.tree.get().map(|tree| tree.root.as_fd());
        let seals = seals.and_then(|root| Seals::take(root, (&manifest, &text), &files, &directories, Seal::is_like));
        Ok(Sealed { written, seals })
    }

    /// Brings what was put and what is kept into the order of paths.
    fn order(&mut self) {
        let puts = self.puts.get_mut().unwrap_or_else(PoisonError::into_inner);
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

    /// Makes the staged tree whole, and has the disk know.
    fn complete(&self, manifest: &str) -> Result<(), OutputError> {
        let tree = self.tree()?;
        if let Some(previous) = &self.previous {
            let same = self.all.iter().filter(|(_, put)| put.same);
            let same: Manifest = same.map(|(path, put)| (path.clone(), put.fingerprint)).collect();
            tree.adopt(&self.place, previous, &same)?;
        }
        let _ = tree.write(&self.place, MANIFEST, manifest.as_bytes())?;
        let shown = self.place.beside(&self.place.new);
        let synced = self.place.calls.sync_file_system(tree.root.as_fd(), Path::new(""));
        synced.map_err(OutputError::io(Operation::Sync, &shown))
    }

    /// Removes the previous tree. The output is new already, so a failure is no error of the build.
    fn retire(&self, swapped: Swapped, report: &mut Written) {
        let (Some(name), Some(previous)) = (swapped.previous(&self.place), &self.previous) else { return };
        let remove = || remove::by_manifest(&self.place, name, previous.root.as_fd(), &previous.manifest);
        // Removing again is harmless and outlasts a failure that passes, on each thread.
        let removed = (0..rayon::current_num_threads()).fold(remove(), |done, _| done.or_else(|_| remove()));
        match removed {
            Ok(kept) => report.kept.extend(kept),
            Err(_) => report.leftover = Some(self.place.beside(name)),
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if self.swapped {
            return;
        }
        let Some(tree) = self.tree.get() else { return };
        let puts = self.puts.get_mut().unwrap_or_else(PoisonError::into_inner);
        let put = puts.keys().chain(self.all.iter().map(|(path, _)| path)).map(String::as_str);
        // By list: it takes no file descriptor, of which there may be none left.
        let place = &self.place;
        let name = Path::new(&place.new);
        let listed = remove::listed(&place.calls, tree.root.as_fd(), put);
        let removed = listed.and_then(|()| place.calls.remove_directory(place.parent.as_fd(), name));
        if removed.is_err() {
            let _ = remove::everything(&place.calls, place.parent.as_fd(), &place.new);
        }
    }
}

/// Keeps the kind, which callers may look at, and the path and operation, which people need.
fn into_io_error(error: OutputError) -> io::Error {
    let kind = match &error {
        OutputError::Io { source, .. } => source.kind(),
        _ => io::ErrorKind::Other,
    };
    io::Error::new(kind, error)
}
