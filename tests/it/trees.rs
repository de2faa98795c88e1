//! File trees for tests: made from text, compared as a whole, removed at the end.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tearsheet::disk::{
    Before, Examined, Fingerprint, MANIFEST, Manifest, OutputError, Sealed, Seals, Stage, State, Steps, Surroundings,
    Written,
};

/// How long an output that is locked is waited for. A process that another test is starting holds our locks until it
/// has become another program, which is a matter of milliseconds, or of seconds on a machine with much else to do: only
/// a defect takes this long.
pub(crate) const PATIENCE: Duration = Duration::from_secs(300);

/// An empty folder of its own for one test, removed when it ends.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new() -> Scratch {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("disk-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Scratch(path.canonicalize().unwrap())
    }

    /// A path below it.
    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    /// Writes a file below it, and the folders above the file.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        fs::create_dir_all(self.at(path).parent().unwrap()).unwrap();
        fs::write(self.at(path), text).unwrap();
    }

    /// Makes a folder below it.
    pub(crate) fn folder(&self, path: &str) -> PathBuf {
        fs::create_dir_all(self.at(path)).unwrap();
        self.at(path)
    }

    /// The names directly in a folder below it, sorted.
    pub(crate) fn names(&self, path: &str) -> Vec<String> {
        let entries = fs::read_dir(self.at(path)).unwrap();
        let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A tree as a reader sees it: mode and content by path (`None` for a folder; of a link, what it says).
pub(crate) type Tree = BTreeMap<PathBuf, (u32, Option<Vec<u8>>)>;

/// The tree at `root`, or nothing if there is none.
pub(crate) fn tree(root: &Path) -> Tree {
    walk(root).map(|path| (path.strip_prefix(root).unwrap().to_owned(), (mode(&path), content(&path)))).collect()
}

/// All that shows whether a file was touched.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Trace {
    inode: u64,
    mode: u32,
    modified: (i64, i64),
    changed: (i64, i64),
    content: Option<Vec<u8>>,
}

/// The traces of a whole tree.
pub(crate) fn traces(root: &Path) -> BTreeMap<PathBuf, Trace> {
    let trace = |path: PathBuf| {
        let metadata = path.symlink_metadata().unwrap();
        let trace = Trace {
            inode: metadata.ino(),
            mode: metadata.mode(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
            changed: (metadata.ctime(), metadata.ctime_nsec()),
            content: content(&path),
        };
        (path, trace)
    };
    walk(root).map(trace).collect()
}

fn walk(root: &Path) -> impl Iterator<Item = PathBuf> {
    let root = root.to_owned();
    let there = root.symlink_metadata().is_ok();
    let entries = there.then(|| walkdir::WalkDir::new(root)).into_iter().flatten();
    entries.map(|entry| entry.unwrap().into_path())
}

fn mode(path: &Path) -> u32 {
    path.symlink_metadata().unwrap().permissions().mode() & 0o7777
}

fn content(path: &Path) -> Option<Vec<u8>> {
    let kind = path.symlink_metadata().unwrap().file_type();
    match () {
        () if kind.is_symlink() => Some(path.read_link().unwrap().into_os_string().into_encoded_bytes()),
        () if kind.is_file() => Some(fs::read(path).unwrap()),
        () => None,
    }
}

/// The files of a site: path and content.
pub(crate) type Site = Vec<(String, String)>;

/// A site from literals.
pub(crate) fn site(files: &[(&str, &str)]) -> Site {
    files.iter().map(|&(path, text)| (path.to_owned(), text.to_owned())).collect()
}

/// A project beside which outputs can be built; its own content does not matter.
pub(crate) fn project(scratch: &Scratch) -> PathBuf {
    scratch.write("project/tearsheet.toml", "");
    scratch.at("project")
}

/// Surroundings in which nothing is near: no home, another working folder.
pub(crate) fn nowhere(steps: Option<Box<dyn Steps>>) -> Surroundings {
    Surroundings { home: None, working: PathBuf::from("/proc"), patience: PATIENCE, steps }
}

/// Opens an output.
pub(crate) fn open(target: &Path, project: &Path) -> Result<Stage, OutputError> {
    Stage::open_in(target, project, nowhere(None), Before::Unknown)
}

/// Builds `site` at `target`, as `tearsheet build` does: what the last build left is taken over where it is intact and
/// the same; `steps` watch.
pub(crate) fn build_with(
    target: &Path,
    project: &Path,
    site: &Site,
    steps: Option<Box<dyn Steps>>,
) -> Result<Written, String> {
    let state = State::of(target, project);
    let seals = state.as_ref().and_then(State::read).and_then(|text| Seals::parse(&mut text.lines()));
    let before = seals.and_then(|seals| Examined::of(target, seals)).map_or(Before::Unknown, Before::Examined);
    let manifest = fs::read_to_string(target.join(MANIFEST)).ok().and_then(|text| Manifest::parse(&text).ok());
    let mut stage = Stage::open_in(target, project, nowhere(steps), before).map_err(|error| error.to_string())?;
    let known = |path: &str| {
        let manifest = manifest.as_ref()?;
        manifest.position(path).map(|index| manifest.files()[index].1)
    };
    let now = |path: &str| {
        let file = site.iter().find(|(known, _)| known == path);
        file.map(|(_, text)| Fingerprint::of(text.as_bytes()))
    };
    stage.keep_but(|path| now(path) != known(path));
    let kept: Vec<String> = stage.kept().map(str::to_owned).collect();
    for (path, text) in site.iter().filter(|(path, _)| !kept.contains(path)) {
        stage.put(path, text.as_bytes()).map_err(|error| error.to_string())?;
    }
    let Sealed { written, seals } = stage.commit().map_err(|error| error.to_string())?;
    if let (Some(state), Some(seals)) = (state, seals) {
        state.write(&seals.render()).map_err(|error| error.to_string())?;
    }
    Ok(written)
}

/// Builds `site` at `target`, which must succeed.
pub(crate) fn build(target: &Path, project: &Path, site: &Site) -> Written {
    build_with(target, project, site, None).unwrap()
}

/// What a build into nothing makes of `site`.
pub(crate) fn clean_build(site: &Site) -> Tree {
    let scratch = Scratch::new();
    let project = project(&scratch);
    build(&scratch.at("out"), &project, site);
    tree(&scratch.at("out"))
}

/// Writes a tree out again, modes included.
pub(crate) fn plant(tree: &Tree, root: &Path) {
    for (path, (mode, content)) in tree {
        let path = root.join(path);
        match content {
            Some(bytes) => fs::write(&path, bytes).unwrap(),
            None => fs::create_dir_all(&path).unwrap(),
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(*mode)).unwrap();
    }
}

/// Whether a tree has a manifest, the mark of an output of ours.
pub(crate) fn has_manifest(tree: &Tree) -> bool {
    tree.contains_key(Path::new(MANIFEST))
}

/// Runs one test of this binary, ignored otherwise, in a process of its own.
pub(crate) fn child(test: &str, variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([test, "--exact", "--ignored", "--nocapture", "--test-threads=1"]);
    command.envs(variables.iter().copied());
    command.output().unwrap()
}
