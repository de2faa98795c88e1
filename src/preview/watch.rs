//! Hearing of changes: folders are watched, never files, so that a file may be replaced by another one.
//!
//! Editors save in several steps (a new file, a rename, a changed mode). So changes are collected until nothing has
//! happened for [`QUIET`], at most for [`CEILING`], and told together. What they tell is where to look, not what to
//! believe: the engine compares bytes.
//!
//! Of a link to a file the folder is watched that the file lies in, and that of each link on the way: a change there is
//! one of the link. After each change of a link it is looked up anew where all lead.
//!
//! Where the system has no watches left, or gives none for this file system, the folders are looked through twice
//! a second instead.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};
use std::{fs, io};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Config, ErrorKind, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use crate::disk;

/// How long nothing must happen.
const QUIET: Duration = Duration::from_millis(10);
/// How long changes are collected at most.
const CEILING: Duration = Duration::from_millis(120);
/// Between two looks, where nothing tells us.
const POLL: Duration = Duration::from_millis(500);
/// Between two looks at everything: reading all files is itself something that the system reports.
const RESCAN: Duration = Duration::from_secs(1);
/// The folders of a project that hold input. The output, `target` and `.git` are none, and not watched.
const FOLDERS: [&str; 5] = ["content", "static", "themes", "locales", "clippings"];
/// Links that one may lead over.
const LONGEST_WAY: usize = 40;
/// The settings.
const SETTINGS: &str = "tearsheet.toml";

/// A watched project.
pub(super) struct Watch {
    root: PathBuf,
    clippings: Option<PathBuf>,
    /// Files and links that links of the project lead to, and these.
    links: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
    /// The folders that are watched for them.
    beside: BTreeSet<PathBuf>,
    watcher: Box<dyn Watcher + Send>,
    heard: Receiver<notify::Result<Event>>,
    sender: Sender<notify::Result<Event>>,
    polling: bool,
}

impl Watch {
    /// Begins to listen. `say` is told, in words, why it looks through folders instead of being told of changes.
    ///
    /// # Errors
    /// Neither is possible.
    pub(super) fn open(
        root: &Path,
        clippings: Option<&Path>,
        poll: bool,
        say: &(dyn Fn(&str) + Send + Sync),
    ) -> notify::Result<Watch> {
        let (sender, heard) = mpsc::channel();
        let root = root.canonicalize().map_err(notify::Error::io)?;
        let clippings = clippings.map(Path::canonicalize).transpose().map_err(notify::Error::io)?;
        let (watcher, polling): (Box<dyn Watcher + Send>, bool) = if poll {
            (Box::new(polling_watcher(sender.clone())?), true)
        } else {
            match RecommendedWatcher::new(sender.clone(), Config::default()) {
                Ok(watcher) => (Box::new(watcher), false),
                Err(error) => {
                    say(&reason(&error));
                    (Box::new(polling_watcher(sender.clone())?), true)
                }
            }
        };
        let (links, beside) = (BTreeMap::new(), BTreeSet::new());
        let mut watch = Watch { root, clippings, links, beside, watcher, heard, sender, polling };
        if let Err(error) = watch.cover() {
            watch.fall_back(&error, say)?;
        }
        Ok(watch)
    }

    /// Tells of changed paths, none for "look at everything", until nobody wants to know: `tell` says so.
    ///
    /// # Errors
    /// The system gives no thread.
    pub(super) fn forward(
        mut self,
        say: impl Fn(&str) + Send + Sync + 'static,
        tell: impl Fn(Vec<PathBuf>) -> bool + Send + 'static,
    ) -> io::Result<()> {
        let listen = move || {
            let mut rescanned: Option<Instant> = None;
            while let Some(batch) = self.collect() {
                if let Some(error) = &batch.exhausted
                    && !self.polling
                    && let Err(error) = self.fall_back(error, &say)
                {
                    say(&format!("cannot watch the project any longer: {error}"));
                    return;
                }
                if batch.uncovered && !self.polling {
                    // A folder was replaced by another one, or the system has lost count.
                    let _ = self.cover();
                } else if batch.linked && !self.polling {
                    let _ = self.follow();
                }
                if batch.everything {
                    let since = rescanned.map_or(RESCAN, |last| last.elapsed());
                    thread::sleep(RESCAN.saturating_sub(since));
                    rescanned = Some(Instant::now());
                }
                let paths = if batch.everything { Vec::new() } else { batch.paths.into_iter().collect() };
                let is_told = batch.everything || !paths.is_empty();
                if is_told && !tell(paths) {
                    return;
                }
            }
        };
        thread::Builder::new().name("watch".to_owned()).spawn(listen).map(drop)
    }

    /// Watches the root by itself, and all folders with input.
    fn cover(&mut self) -> notify::Result<()> {
        let folders = FOLDERS.iter().map(|folder| self.root.join(folder)).chain(self.clippings.clone());
        let folders: Vec<PathBuf> = folders.filter(|folder| fs::metadata(folder).is_ok_and(|m| m.is_dir())).collect();
        let _ = self.watcher.unwatch(&self.root);
        self.watcher.watch(&self.root, RecursiveMode::NonRecursive)?;
        for folder in folders {
            // One of this name that is gone may be watched still.
            let _ = self.watcher.unwatch(&folder);
            match self.watcher.watch(&folder, RecursiveMode::Recursive) {
                Err(error) if is_missing(&error) => {}
                done => done?,
            }
        }
        self.follow()
    }

    /// Looks up where links lead, and watches the folders there.
    fn follow(&mut self) -> notify::Result<()> {
        if self.polling {
            // Looking goes through links.
            return Ok(());
        }
        let inputs = FOLDERS.iter().chain([&SETTINGS]).map(|sub| (self.root.as_path(), *sub));
        let inputs: Vec<(&Path, &str)> = inputs.chain(self.clippings.as_deref().map(|folder| (folder, ""))).collect();
        self.links.clear();
        for (root, link) in
            inputs.into_iter().flat_map(|(root, sub)| disk::links(root, sub).into_iter().map(move |l| (root, l)))
        {
            for place in way(&link).into_iter().filter(|place| place.starts_with(root)) {
                self.links.entry(place).or_default().insert(link.clone());
            }
        }
        let folders = self.links.keys().filter_map(|place| place.parent());
        let folders: BTreeSet<PathBuf> =
            folders.filter(|folder| !self.is_covered(folder)).map(Path::to_owned).collect();
        for folder in std::mem::replace(&mut self.beside, folders.clone()) {
            let _ = self.watcher.unwatch(&folder);
        }
        for folder in folders {
            match self.watcher.watch(&folder, RecursiveMode::NonRecursive) {
                Err(error) if is_missing(&error) => {}
                done => done?,
            }
        }
        Ok(())
    }

    /// Whether a folder is watched without any links.
    fn is_covered(&self, folder: &Path) -> bool {
        folder == self.root
            || FOLDERS.iter().any(|name| folder.starts_with(self.root.join(name)))
            || self.clippings.as_ref().is_some_and(|clippings| folder.starts_with(clippings))
    }

    fn fall_back(&mut self, error: &notify::Error, say: &(dyn Fn(&str) + Send + Sync)) -> notify::Result<()> {
        say(&reason(error));
        self.watcher = Box::new(polling_watcher(self.sender.clone())?);
        self.polling = true;
        self.cover()
    }

    /// Waits for a change, and for the quiet after it. `None` at the end.
    fn collect(&self) -> Option<Batch> {
        let mut batch = Batch::default();
        while batch.is_empty() {
            batch.add(self, self.heard.recv().ok()?);
        }
        let begun = Instant::now();
        let mut quiet_since = begun;
        loop {
            let now = Instant::now();
            let end = (quiet_since + QUIET).min(begun + CEILING);
            if now >= end {
                return Some(batch);
            }
            match self.heard.recv_timeout(end - now) {
                Ok(event) => {
                    if batch.add(self, event) {
                        quiet_since = Instant::now();
                    }
                }
                Err(RecvTimeoutError::Timeout) => return Some(batch),
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    /// Whether a path can be input.
    fn matters(&self, path: &Path) -> bool {
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        if is_passing(&name) {
            return false;
        }
        // In a folder that one link leads to and from which another takes a file, either may be told.
        let is_beside = path.parent().is_some_and(|folder| self.beside.contains(folder));
        if is_beside || self.clippings.as_ref().is_some_and(|folder| path.starts_with(folder)) {
            return true;
        }
        match path.strip_prefix(&self.root) {
            Ok(below) if below == Path::new(SETTINGS) => true,
            Ok(below) => FOLDERS.iter().any(|folder| below.starts_with(folder)),
            // A link within the project leads to a folder outside of those that are watched by name.
            Err(_) => true,
        }
    }

    /// Whether a path is one of the folders that are watched by name.
    fn is_top(&self, path: &Path) -> bool {
        path == self.root || FOLDERS.iter().any(|folder| path == self.root.join(folder))
    }
}

/// What editors leave beside a file for a moment. It would only cost a look.
fn is_passing(name: &str) -> bool {
    disk::is_litter_file(name) || name.ends_with(".tmp") || name == "4913"
}

/// The links that a link leads over, and where it ends.
fn way(link: &Path) -> Vec<PathBuf> {
    let next = |link: &PathBuf| {
        let target = link.parent()?.join(fs::read_link(link).ok()?);
        Some(target.parent()?.canonicalize().ok()?.join(target.file_name()?))
    };
    std::iter::successors(Some(link.to_owned()), next).skip(1).take(LONGEST_WAY).collect()
}

fn polling_watcher(sender: Sender<notify::Result<Event>>) -> notify::Result<PollWatcher> {
    PollWatcher::new(sender, Config::default().with_poll_interval(POLL).with_compare_contents(true))
}

fn is_missing(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound | ErrorKind::WatchNotFound => true,
        ErrorKind::Io(error) => error.kind() == io::ErrorKind::NotFound,
        _ => false,
    }
}

fn reason(error: &notify::Error) -> String {
    let why = match &error.kind {
        ErrorKind::MaxFilesWatch => "no watches are left (raise `fs.inotify.max_user_watches`)".to_owned(),
        ErrorKind::Io(error) => match error.raw_os_error().map(rustix::io::Errno::from_raw_os_error) {
            Some(rustix::io::Errno::MFILE) => "no watchers are left (raise `fs.inotify.max_user_instances`)".to_owned(),
            _ => error.to_string(),
        },
        _ => error.to_string(),
    };
    format!("looking for changes twice a second, since the system does not tell of them: {why}")
}

/// Changes that are told together.
#[derive(Default)]
struct Batch {
    paths: BTreeSet<PathBuf>,
    everything: bool,
    uncovered: bool,
    /// Whether links may lead elsewhere now.
    linked: bool,
    exhausted: Option<notify::Error>,
}

impl Batch {
    fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.everything && self.exhausted.is_none()
    }

    /// Adds what was heard; whether it is of interest.
    fn add(&mut self, watch: &Watch, heard: notify::Result<Event>) -> bool {
        let event = match heard {
            Ok(event) => event,
            Err(error) if matches!(error.kind, ErrorKind::MaxFilesWatch) => {
                self.exhausted = Some(error);
                self.everything = true;
                return true;
            }
            Err(_) => return false,
        };
        if event.need_rescan() {
            (self.everything, self.uncovered) = (true, true);
            return true;
        }
        // Reading is no change; and reading is what follows each of our own looks.
        let is_access = matches!(event.kind, EventKind::Access(_));
        if is_access && event.kind != EventKind::Access(AccessKind::Close(AccessMode::Write)) {
            return false;
        }
        let before = self.paths.len();
        let known = event.paths.iter().any(|path| self.paths.contains(path));
        for path in event.paths {
            let links = watch.links.get(&path);
            let matters = watch.matters(&path);
            if links.is_none() && !matters {
                continue;
            }
            self.linked |= fs::symlink_metadata(&path).is_ok_and(|found| !found.is_file());
            self.uncovered |= watch.is_top(&path) && !is_access;
            self.paths.extend(links.into_iter().flatten().cloned());
            if matters {
                self.paths.insert(path);
            }
        }
        known || self.paths.len() > before
    }
}
