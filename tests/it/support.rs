//! A project on disk from one string of files, and the program run in it.
//!
//! ```text
//! let project = Project::new("
//! //- tearsheet.toml
//! title = \"Site\"
//! //- content/companies/acme.toml
//! name = \"Acme\"
//! ");
//! project.build().succeeds();
//! assert!(project.file("public/index.html").contains("Acme"));
//! ```
//!
//! A line `//- path` begins a file. [`Project::with_base`] adds what every case needs and does not want to
//! repeat: see [`BASE`].

use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};

/// The day on which tests take place.
pub(crate) const TODAY: &str = "2026-06-01";

/// The day on which the briefing of this repository is built: that of its newest fact.
pub(crate) const BRIEFING_DAY: &str = "2026-11-22";

/// Settings, two companies and a source: what a case under `tests/cases` has unless it brings its own.
pub(crate) const BASE: &str = r#"
//- tearsheet.toml
title      = "Site"
base_url   = "https://example.org/"
languages  = ["en", "fr"]
currencies = ["USD", "EUR"]
[topics]
power = "Power"
//- content/companies/acme.toml
name = "Acme"
//- content/companies/globex.toml
name = "Globex"
//- content/sources/wire.toml
title     = "Acme and Globex"
publisher = "Wire"
kind      = "wire"
lang      = "en"
published = "2026-05-01"
read_on   = "2026-06-01"
"#;

/// Files by path, in the order written.
pub(crate) fn split(files: &str) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for line in files.split_inclusive('\n') {
        if let Some(path) = line.strip_prefix("//- ") {
            all.push((path.trim().to_owned(), String::new()));
        } else if let Some((_, text)) = all.last_mut() {
            text.push_str(line);
        } else {
            assert!(line.trim().is_empty(), "text before the first `//- path`: {line}");
        }
    }
    all
}

/// The files of [`BASE`] that `own` does not have, then `own`; sorted by path.
pub(crate) fn over_base(own: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut all = split(BASE);
    all.retain(|(path, _)| own.iter().all(|(p, _)| p != path));
    all.extend(own);
    all.sort();
    all
}

/// A directory of its own, removed in the end.
pub(crate) struct Project {
    root: PathBuf,
}

impl Project {
    /// With exactly these files.
    pub(crate) fn new(files: &str) -> Project {
        Project::of(split(files))
    }

    /// With these files and those of [`BASE`] that are not among them.
    pub(crate) fn with_base(files: &str) -> Project {
        Project::of(over_base(split(files)))
    }

    /// With these files.
    pub(crate) fn of(files: Vec<(String, String)>) -> Project {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        // Outside this repository: it is a project itself, and would be found from within.
        let name = format!("tearsheet-test-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let root = std::env::temp_dir().join(name);
        fs::create_dir_all(&root).expect("a temporary directory");
        let project = Project { root };
        for (path, text) in files {
            project.write(&path, text);
        }
        project
    }

    /// The briefing of this repository: its settings and its content, on a day of its own.
    pub(crate) fn briefing() -> Project {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        let project = Project::of(Vec::new());
        // Drawn by what is compiled for tests, its cards would take longer than all the rest: `cards.rs` has those of a
        // small site.
        let settings = fs::read_to_string(repository.join("tearsheet.toml")).expect("settings");
        project.write("tearsheet.toml", settings.replace("\ncards = true\n", "\ncards = false\n"));
        for folder in ["content", "static"] {
            project.copy(&repository.join(folder), folder);
        }
        project
    }

    /// Copies a folder that may be missing.
    pub(crate) fn copy(&self, from: &Path, to: &str) {
        for entry in walkdir::WalkDir::new(from).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file())
        {
            let path = Path::new(to).join(entry.path().strip_prefix(from).expect("below"));
            self.write(path.to_str().expect("a path"), fs::read(entry.path()).expect("a file"));
        }
    }

    /// Its directory.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Writes a file, and the directories above it.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("a file has a directory")).expect("directories");
        fs::write(path, text).expect("a file");
    }

    /// Removes a file.
    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.root.join(path)).expect("a file to remove");
    }

    /// Makes a symbolic link, and the directories above it.
    pub(crate) fn link(&self, path: &str, target: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("a link has a directory")).expect("directories");
        std::os::unix::fs::symlink(target, path).expect("a link");
    }

    /// The text of a file.
    pub(crate) fn file(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The text of a built page, without tags, in plain spaces.
    pub(crate) fn text(&self, path: &str) -> String {
        let page = self.file(&format!("public/{path}/index.html"));
        let bare: String = page.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
        bare.replace(['\u{a0}', '\u{202f}'], " ")
    }

    /// Whether there is something at this path.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.root.join(path).exists()
    }

    /// All files below a directory with their bytes, sorted.
    pub(crate) fn tree(&self, dir: &str) -> Vec<(String, Vec<u8>)> {
        let dir = self.root.join(dir);
        let files = walkdir::WalkDir::new(&dir).sort_by_file_name().into_iter().filter_map(Result::ok);
        files
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let path = entry.path().strip_prefix(&dir).expect("below").to_string_lossy().into_owned();
                (path, fs::read(entry.path()).expect("a file"))
            })
            .collect()
    }

    /// `tearsheet build` with the day of the tests.
    pub(crate) fn build(&self) -> Run {
        self.run(["build", "--today", TODAY])
    }

    /// `tearsheet check` with the day of the tests.
    pub(crate) fn check(&self) -> Run {
        self.run(["check", "--today", TODAY])
    }

    /// The program, in the project's directory.
    pub(crate) fn run(&self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Run {
        Run::of(tearsheet(&self.root).args(args))
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

/// Checks that a text has all of these parts.
#[track_caller]
pub(crate) fn says(text: &str, all: &[&str]) {
    for part in all {
        assert!(text.contains(part), "{part:?} is not in\n{text}");
    }
}

/// The program, to be run in `dir`, shielded from the environment of whoever runs the tests.
pub(crate) fn tearsheet(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tearsheet"));
    command.current_dir(dir).stdin(Stdio::null());
    for name in ["SOURCE_DATE_EPOCH", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI", "LANG", "LC_ALL", "TZ"] {
        command.env_remove(name);
    }
    command
}

/// What the program said.
#[derive(Debug)]
pub(crate) struct Run {
    /// Its exit status.
    pub(crate) code: Option<i32>,
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
}

impl Run {
    /// Runs a command to its end.
    pub(crate) fn of(command: &mut Command) -> Run {
        let Output { status, stdout, stderr } = command.output().expect("the program runs");
        let text = |bytes| String::from_utf8(bytes).expect("the program speaks UTF-8");
        Run { code: status.code(), stdout: text(stdout), stderr: text(stderr) }
    }

    /// Runs a command to its end, and tells the processor time that it took, that of all its threads.
    ///
    /// The kernel keeps it with the process until somebody asks how that ended, so that it can be read in between. What
    /// a parent can ask for afterwards is the sum of all its children, and other tests have children too; and a shell
    /// that measures would have to be there.
    pub(crate) fn timed(command: &mut Command) -> (Run, Duration) {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
        let (mut out, mut err) = (child.stdout.take().expect("a pipe"), child.stderr.take().expect("a pipe"));
        let err = thread::spawn(move || {
            let mut text = String::new();
            err.read_to_string(&mut text).map(|_| text)
        });
        let mut stdout = String::new();
        out.read_to_string(&mut stdout).expect("the program speaks UTF-8");
        let stderr = err.join().expect("a reader").expect("the program speaks UTF-8");
        let pid = Pid::from_child(&child);
        let ended = || waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT);
        rustix::io::retry_on_intr(ended).expect("an end");
        let effort = processor_time(child.id());
        let status = child.wait().expect("an end");
        (Run { code: status.code(), stdout, stderr }, effort)
    }

    /// Exit 0.
    #[track_caller]
    pub(crate) fn succeeds(self) -> Run {
        self.exits(0)
    }

    /// This exit status.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Run {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// This text, on either stream.
    #[track_caller]
    pub(crate) fn says(self, needle: &str) -> Run {
        let all = format!("{}{}", self.stdout, self.stderr);
        assert!(all.contains(needle), "{needle:?} is not in\n{all}");
        self
    }
}

/// The time that processors have spent on a process, in its own code and in the kernel: fields 14 and 15 of what the
/// kernel tells of it, in hundredths of a second.
fn processor_time(id: u32) -> Duration {
    let all = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    // The second field is a name in parentheses, which may hold anything.
    let from_third = all.rsplit_once(") ").map_or("", |(_, rest)| rest).split(' ');
    let hundredths: u64 = from_third.skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(hundredths * 10)
}
