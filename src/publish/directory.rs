//! Publishing to a folder of this machine: a disk, a share, the root of a server that runs here.
//!
//! A new release is filled beside the others and made whole on the disk; then one rename of a link shows it. What is
//! unchanged is a hard link to the release that is shown, if its bytes are still right.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::error::Error;
use super::owner::{Owner, mark};
use super::release::{Generation, Release};
use super::releases::{CURRENT, INCOMING, LOCK, OUTGOING, RELEASES, foreign, linked, newest_first, surplus};
use super::site::Site;
use super::target::{Job, Outcome, Remote, Target, absolute};
use crate::disk::{Fingerprint, MANIFEST};

/// Folders of a project that hold something else.
const PROJECT: [&str; 8] = ["content", "static", "themes", "locales", "clippings", "src", ".git", ".tearsheet"];

/// A folder of releases.
pub(super) struct Folder {
    base: PathBuf,
    keep: usize,
    /// What was shown when it was looked at.
    seen: Option<Generation>,
}

/// The lock of a folder; given back when dropped, if it still is ours.
struct Held {
    lock: PathBuf,
    owner: String,
}

impl Held {
    /// Whether nobody has taken it from us.
    fn is_ours(&self) -> bool {
        fs::read_to_string(self.lock.join("owner")).is_ok_and(|text| text.trim_end() == self.owner)
    }

    /// # Errors
    /// Somebody has.
    fn check(&self) -> Result<(), Error> {
        if self.is_ours() {
            return Ok(());
        }
        Err(Error::Overtaken("somebody else took the lock meanwhile; what readers see was not changed".to_owned()))
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if !self.is_ours() {
            return;
        }
        // It goes with its owner in it: killed in between, nobody finds one that is nobody's.
        let gone = self.lock.with_file_name(format!("{OUTGOING}-lock-{}", mark(&self.owner)));
        let _ = fs::rename(&self.lock, &gone).and_then(|()| fs::remove_dir_all(&gone));
    }
}

impl Folder {
    pub(super) fn open(root: &Path, out: &Path, path: &str, keep: usize) -> Result<Folder, Error> {
        let base = absolute(root, path);
        let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        // What does not exist yet lies where the folder above it does.
        let missing: Vec<_> =
            base.ancestors().take_while(|folder| !folder.exists()).filter_map(Path::file_name).collect();
        let above = base.ancestors().find(|folder| folder.exists()).map(real).unwrap_or_else(|| base.clone());
        let base: PathBuf = std::iter::once(above.as_os_str()).chain(missing.into_iter().rev()).collect();
        let refuse = |why: &str| Err(Error::Settings(format!("`{}` is no place to publish to: {why}", base.display())));
        if base.starts_with(real(out)) {
            return refuse("it lies in the output, which the next build would clear");
        }
        if real(root).starts_with(&base) {
            return refuse("it is the project, or holds it");
        }
        let is_release = |folder: &Path| {
            let text = fs::read_to_string(folder.join(MANIFEST)).unwrap_or_default();
            text.split_once("\n\n").is_some_and(|(head, _)| Release::parse_head(head).is_some())
        };
        if base.ancestors().any(is_release) {
            return refuse("it lies in a release; name the folder that holds `current`");
        }
        if PROJECT.iter().any(|folder| base.starts_with(real(&root.join(folder)))) {
            return refuse("it lies in a folder that belongs to the project");
        }
        Ok(Folder { base, keep, seen: None })
    }

    fn releases_folder(&self) -> PathBuf {
        self.base.join(RELEASES)
    }

    /// The generation that is shown; `None` if there is none.
    fn current(&self) -> Result<Option<Generation>, Error> {
        let path = self.base.join(CURRENT);
        match fs::read_link(&path) {
            Ok(link) => match link.to_str().and_then(linked) {
                Some(generation) => Ok(Some(generation)),
                None => Err(foreign(&self.base.display().to_string())),
            },
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) if error.kind() == ErrorKind::InvalidInput => Err(foreign(&self.base.display().to_string())),
            Err(error) => Err(Error::io("read", &path)(error)),
        }
    }

    fn lock(&self, by_force: bool) -> Result<Held, Error> {
        let releases = self.releases_folder();
        let (lock, owner) = (releases.join(LOCK), Owner::this());
        let mark = mark(&owner.render());
        let ready = releases.join(format!("{LOCK}-{mark}"));
        let _ = fs::remove_dir_all(&ready);
        fs::create_dir(&ready).map_err(Error::io("create", &ready))?;
        let written = fs::write(ready.join("owner"), owner.render() + "\n");
        let taken = written.and_then(|()| {
            for _ in 0..2 {
                // It takes the name, with its owner in it, only if nobody has it.
                // (One that is empty is not ours, and would be replaced.)
                let is_there = fs::symlink_metadata(&lock).is_ok();
                match if is_there { Err(ErrorKind::AlreadyExists.into()) } else { fs::rename(&ready, &lock) } {
                    Err(error) if is_taken(&error) => {}
                    done => return done.map(|()| None),
                }
                let holder = fs::read_to_string(lock.join("owner")).unwrap_or_default();
                let gone = Owner::parse(&holder).is_some_and(|owner| owner.is_gone());
                if !(gone || by_force) {
                    return Ok(Some(holder));
                }
                // Of two who see that its owner is gone, one moves it away.
                let old = releases.join(format!("{LOCK}-{mark}-old"));
                if fs::rename(&lock, &old).is_ok() {
                    let _ = fs::remove_dir_all(&old);
                }
            }
            Ok(Some(fs::read_to_string(lock.join("owner")).unwrap_or_default()))
        });
        if !matches!(taken, Ok(None)) {
            let _ = fs::remove_dir_all(&ready);
        }
        match taken {
            Ok(None) => Ok(Held { lock, owner: owner.render() }),
            Ok(Some(holder)) => Err(Error::Locked { owner: Owner::describe(&holder) }),
            Err(error) => Err(Error::io("lock", &lock)(error)),
        }
    }

    /// What was left of publications that were cut short.
    fn litter(&self) -> Result<Vec<PathBuf>, Error> {
        let releases = self.releases_folder();
        let own = format!("{LOCK}-");
        let is_litter = |name: &str| {
            name.starts_with(INCOMING) || name.starts_with(&format!("{OUTGOING}-")) || name.starts_with(&own)
        };
        let entries = fs::read_dir(&releases).map_err(Error::io("list", &releases))?.flatten();
        Ok(entries
            .filter(|entry| entry.file_name().to_str().is_some_and(is_litter))
            .map(|entry| entry.path())
            .collect())
    }

    /// Removes it; what cannot be removed keeps nothing else from going.
    fn sweep(&self) -> Result<(), Error> {
        let mut done = Ok(());
        for path in self.litter()? {
            done = done.and(fs::remove_dir_all(&path).map_err(Error::io("remove", &path)));
        }
        let _ = fs::remove_file(self.base.join(format!(".{CURRENT}")));
        done
    }

    fn release(&self, generation: &Generation) -> Option<Release> {
        let path = self.releases_folder().join(generation.as_str()).join(MANIFEST);
        Release::parse(&fs::read_to_string(path).ok()?)
    }

    /// Fills the folder for the next release.
    fn fill(&self, job: &Job<'_>, held: &Held, shown: Option<&Generation>) -> Result<PathBuf, Error> {
        let incoming = self.releases_folder().join(format!("{INCOMING}-{}", mark(&held.owner)));
        make_folder(&incoming)?;
        let mut folders: Vec<&str> = job.site.manifest.paths().flat_map(above).collect();
        folders.sort_unstable();
        folders.dedup();
        folders.iter().try_for_each(|folder| make_folder(&incoming.join(folder)))?;
        let before = shown.map(|generation| self.releases_folder().join(generation.as_str()));
        let known = job.remote.release.as_ref().map(|release| &release.manifest);
        job.site.manifest.files().par_iter().try_for_each(|(path, fingerprint)| {
            let same = known.and_then(|known| known.files().get(known.position(path)?));
            let old = before.as_ref().filter(|_| same.is_some_and(|(_, old)| old == fingerprint));
            let linked = old.is_some_and(|old| link(&old.join(path), &incoming.join(path), *fingerprint));
            if !linked {
                write(&incoming.join(path), &job.site.read(path)?)?;
            }
            job.watch.file();
            Ok(())
        })?;
        write(&incoming.join(MANIFEST), job.release.render().as_bytes())?;
        Ok(incoming)
    }

    /// Shows a release: from one instant to the next.
    fn show(&self, generation: &Generation) -> Result<(), Error> {
        let (link, new) = (self.base.join(CURRENT), self.base.join(format!(".{CURRENT}")));
        let _ = fs::remove_file(&new);
        symlink(Path::new(RELEASES).join(generation.as_str()), &new).map_err(Error::io("link", &new))?;
        fs::rename(&new, &link).map_err(Error::io("replace", &link))?;
        sync(&self.base)
    }

    /// Removes releases beyond those that are kept; a failure is a note, since readers see the new site already.
    fn prune(&self, current: &Generation) -> Option<String> {
        let all = self.listed().ok()?;
        let mut failed: Option<String> = None;
        for (number, generation) in surplus(all, current, self.keep).into_iter().enumerate() {
            let releases = self.releases_folder();
            let (old, gone) = (releases.join(generation.as_str()), releases.join(format!("{OUTGOING}-{number}")));
            let removed = fs::rename(&old, &gone).and_then(|()| fs::remove_dir_all(&gone));
            let told = removed.err().map(|error| format!("the old release {generation} could not be removed: {error}"));
            failed = failed.or(told);
        }
        failed
    }

    fn listed(&self) -> Result<Vec<Release>, Error> {
        let releases = self.releases_folder();
        let entries = match fs::read_dir(&releases) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(Error::io("list", &releases))?,
        };
        let names = entries.flatten().filter_map(|entry| Generation::parse(entry.file_name().to_str()?));
        let mut all: Vec<Release> = names.filter_map(|generation| self.release(&generation)).collect();
        newest_first(&mut all);
        Ok(all)
    }
}

impl Target for Folder {
    fn describe(&self) -> String {
        format!("the folder `{}`", self.base.display())
    }

    fn look(&mut self, _site: Option<&Site>) -> Result<Remote, Error> {
        self.seen = self.current()?;
        let Some(generation) = self.seen.clone() else { return Ok(Remote::default()) };
        match self.release(&generation).filter(|release| release.generation == generation) {
            Some(release) => Ok(Remote { release: Some(release) }),
            None => Err(foreign(&self.base.display().to_string())),
        }
    }

    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        Ok(fs::read(self.base.join(CURRENT).join(path)).ok())
    }

    fn send(&mut self, job: &Job<'_>) -> Result<Outcome, Error> {
        job.watch.phase("copying");
        let releases = self.releases_folder();
        make_folders(&releases)?;
        let held = self.lock(job.break_lock)?;
        let shown = self.current()?;
        if shown.as_ref() != job.remote.release.as_ref().map(|release| &release.generation) {
            return Err(Error::Overtaken("another publication took place just now; nothing was changed".to_owned()));
        }
        // What cannot be removed is told at the end: it is in nobody's way.
        let _ = self.sweep();
        let filled = self.fill(job, &held, shown.as_ref());
        if filled.is_err() {
            // Half a site on a disk that is full would keep it full.
            let _ = self.sweep();
        }
        let incoming = filled?;
        job.watch.phase("flushing");
        sync_file_system(&incoming)?;
        let folder = releases.join(job.release.generation.as_str());
        held.check()?;
        // The same site may have been published before, and another since.
        match fs::rename(&folder, releases.join(format!("{OUTGOING}-{}", job.release.generation))) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(Error::io("move", &folder)(error)),
            _ => {}
        }
        fs::rename(&incoming, &folder).map_err(Error::io("name", &folder))?;
        sync(&releases)?;
        held.check()?;
        self.show(&job.release.generation)?;
        let note = self.prune(&job.release.generation);
        let note = note.or_else(|| self.sweep().err().map(|error| error.to_string()));
        Ok(Outcome { notes: note.into_iter().collect() })
    }

    fn tidy(&mut self, break_lock: bool) -> Result<(), Error> {
        let is_locked = fs::symlink_metadata(self.releases_folder().join(LOCK)).is_ok();
        if !is_locked && self.litter()?.is_empty() {
            return Ok(());
        }
        match self.lock(break_lock) {
            Ok(_held) => self.sweep(),
            // Somebody is at work, whose litter it is not.
            Err(Error::Locked { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn releases(&mut self) -> Result<Vec<Release>, Error> {
        self.listed()
    }

    fn roll_back(&mut self, to: &Generation, break_lock: bool) -> Result<Outcome, Error> {
        let folder = self.releases_folder().join(to.as_str());
        let release =
            self.release(to).ok_or_else(|| Error::Settings(format!("the release {to} is not there any more")))?;
        let held = self.lock(break_lock)?;
        if self.current()? != self.seen {
            return Err(Error::Overtaken("another publication took place just now; nothing was changed".to_owned()));
        }
        let is_whole = |(path, known): &&(String, Fingerprint)| {
            let is_file = fs::symlink_metadata(folder.join(path)).is_ok_and(|file| file.is_file());
            is_file && fs::read(folder.join(path)).is_ok_and(|bytes| Fingerprint::of(&bytes) == *known)
        };
        let lost = release.manifest.files().par_iter().filter(|file| !is_whole(file)).count();
        if lost > 0 {
            return Err(Error::Foreign(format!(
                "the release {to} is not whole: {lost} of its files are gone or changed"
            )));
        }
        held.check()?;
        self.show(to)?;
        Ok(Outcome::default())
    }
}

fn is_taken(error: &io::Error) -> bool {
    let taken = [
        ErrorKind::DirectoryNotEmpty,
        ErrorKind::AlreadyExists,
        ErrorKind::NotADirectory,
        // Who has the lock has swept away what was made ready.
        ErrorKind::NotFound,
    ];
    taken.contains(&error.kind())
}

/// The folders above a path, the outermost first.
fn above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(|(at, _)| path.get(..at))
}

fn make_folder(path: &Path) -> Result<(), Error> {
    fs::create_dir(path).map_err(Error::io("create", path))?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).map_err(Error::io("set the permissions of", path))
}

/// A folder and those above it that are not there yet, all of which a web server may read.
fn make_folders(path: &Path) -> Result<(), Error> {
    let missing: Vec<&Path> = path.ancestors().take_while(|folder| !folder.exists()).collect();
    // Somebody else may be quicker.
    missing
        .into_iter()
        .rev()
        .try_for_each(|folder| make_folder(folder).or_else(|e| folder.is_dir().then_some(()).ok_or(e)))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut file = File::create_new(path).map_err(Error::io("create", path))?;
    file.set_permissions(fs::Permissions::from_mode(0o644)).map_err(Error::io("set the permissions of", path))?;
    file.write_all(bytes).map_err(Error::io("write", path))
}

/// Links an unchanged file, if it holds what it should and the file system can.
fn link(old: &Path, new: &Path, fingerprint: Fingerprint) -> bool {
    let is_ours =
        fs::symlink_metadata(old).is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o777 == 0o644);
    let bytes = if is_ours { fs::read(old).ok() } else { None };
    bytes.is_some_and(|bytes| Fingerprint::of(&bytes) == fingerprint) && fs::hard_link(old, new).is_ok()
}

fn sync(folder: &Path) -> Result<(), Error> {
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    match synced {
        // Some file systems cannot.
        Err(error) if error.kind() == ErrorKind::InvalidInput => Ok(()),
        synced => synced.map_err(Error::io("flush", folder)),
    }
}

#[cfg(target_os = "linux")]
fn sync_file_system(folder: &Path) -> Result<(), Error> {
    let opened = File::open(folder).map_err(Error::io("open", folder))?;
    rustix::fs::syncfs(&opened).map_err(|error| Error::io("flush", folder)(error.into()))
}

#[cfg(not(target_os = "linux"))]
fn sync_file_system(_folder: &Path) -> Result<(), Error> {
    rustix::fs::sync();
    Ok(())
}
