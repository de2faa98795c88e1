//! The commit that a site was built from, and how it stands to another one.

use std::path::{Path, PathBuf};

use super::program::Program;

/// The project's repository, as far as it has one.
#[derive(Clone, Debug, Default)]
pub struct Source {
    root: PathBuf,
    /// The commit, in full.
    commit: Option<String>,
    /// Whether files of the project differ from it.
    is_changed: bool,
}

/// How the commit of what is there stands to ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Descent {
    /// The same, or one that ours goes back to.
    Older,
    /// One that goes back to ours.
    Newer,
    /// Neither, or one that this repository does not have.
    Apart,
    /// One that this repository does not have, as it does not have much.
    Shallow,
    /// One with edits that were not committed: nobody else can have them.
    Edited,
    /// One of them is not known at all.
    Unknown,
}

impl Source {
    /// Looks for the commit of the project at `root`.
    pub fn of(root: &Path) -> Source {
        let git =
            |args: &[&str]| Program::new("git").current_dir(root).args(["--no-optional-locks"]).args(args).text().ok();
        let commit = git(&["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]).map(|text| text.trim().to_owned());
        let commit = commit.filter(|commit| is_commit(commit));
        let status = ["status", "--porcelain", "--untracked-files=normal", "--ignored=no", "--", "."];
        let is_changed = commit.is_some() && git(&status).is_none_or(|text| !text.trim().is_empty());
        Source { root: root.to_owned(), commit, is_changed }
    }

    /// As a release says it: the commit, with a `+` if there were changes on top.
    pub fn render(&self) -> Option<String> {
        let mark = if self.is_changed { "+" } else { "" };
        self.commit.as_ref().map(|commit| format!("{commit}{mark}"))
    }

    /// The same for people: the commit in short, and whether that is all of it.
    pub fn describe(&self) -> Option<String> {
        let commit = self.commit.as_ref()?.get(..12)?;
        Some(match self.is_changed {
            true => format!("the commit {commit} with edits that are not committed: a colleague cannot build the same"),
            false => format!("the commit {commit}"),
        })
    }

    fn is_shallow(&self) -> bool {
        let asked = Program::new("git").current_dir(&self.root).args(["rev-parse", "--is-shallow-repository"]).text();
        asked.is_ok_and(|said| said.trim() == "true")
    }

    /// How another release's source stands to this one.
    pub(super) fn descent(&self, theirs: Option<&str>) -> Descent {
        let is_edited = theirs.is_some_and(|text| text.ends_with('+'));
        let theirs = theirs.map(|text| text.trim_end_matches('+')).filter(|text| is_commit(text));
        let (Some(ours), Some(theirs)) = (self.commit.as_deref(), theirs) else { return Descent::Unknown };
        let goes_back = |newer: &str, older: &str| {
            Program::new("git")
                .current_dir(&self.root)
                .args(["merge-base", "--is-ancestor", older, newer])
                .text()
                .is_ok()
        };
        match () {
            () if is_edited => Descent::Edited,
            () if ours == theirs || goes_back(ours, theirs) => Descent::Older,
            () if goes_back(theirs, ours) => Descent::Newer,
            () if self.is_shallow() => Descent::Shallow,
            () => Descent::Apart,
        }
    }
}

/// Whether a text names a commit in full: anything else could be an option.
fn is_commit(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|b| b.is_ascii_hexdigit())
}
