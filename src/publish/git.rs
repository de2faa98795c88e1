//! Publishing to a branch of a git repository: one commit, one push.
//!
//! The commit is made by `git fast-import`, to which the bytes are handed, so that no filter, attribute or ignore rule
//! of anybody changes them and nothing but the manifest's files goes in. Where the branch stands at a commit that was
//! made from here, only what differs is handed over. The push moves the branch if it is where it was seen, and not at
//! all otherwise; whatever happens on the way, readers see one commit or the other.

use std::io::Write;
use std::path::Path;

use super::error::Error;
use super::git_remote::Repository;
use super::release::{Generation, Release};
use super::site::Site;
use super::target::{Job, Outcome, Remote, Target};
use crate::disk::MANIFEST;
use crate::model::Host;

/// Keeps GitHub from running Jekyll, which would drop files.
const NO_JEKYLL: &str = ".nojekyll";
/// GitHub's file for a domain of one's own.
const CNAME: &str = "CNAME";

/// A branch.
pub(super) struct Git {
    repository: Repository,
    history: bool,
    /// The domain that the host is to be told, if it wants to know.
    domain: Option<String>,
    /// Where the branch was seen, and whether that commit was made by us and is whole here.
    tip: Option<String>,
}

impl Git {
    pub(super) fn open(
        root: &Path,
        folder: &Path,
        (remote, branch, history): (&str, &str, bool),
        (base_url, limits): (&str, Option<Host>),
    ) -> Result<Git, Error> {
        let repository = Repository::open(root, folder, remote, branch)?;
        let is_github = limits == Some(Host::GithubPages) || limits.is_none() && is_at_github(&repository.url);
        let host = base_url.split_once("://").map_or("", |(_, rest)| rest).split(['/', ':']).next().unwrap_or("");
        let domain =
            Some(host.to_owned()).filter(|host| is_github && !host.ends_with(".github.io") && !host.is_empty());
        Ok(Git { repository, history, domain, tip: None })
    }

    /// What lies on the branch besides the site.
    fn extras(&self, site: &Site) -> Vec<(&'static str, Vec<u8>)> {
        let domain = self.domain.as_ref().map(|domain| (CNAME, format!("{domain}\n").into_bytes()));
        let all = [(NO_JEKYLL, Vec::new())].into_iter().chain(domain);
        all.filter(|(path, _)| !site.manifest.contains(path)).collect()
    }

    /// Files of the branch that nobody of us put there; a `CNAME` that says what we would say is no such file.
    fn refuse_foreign(&self, tip: &str, release: Option<&Release>) -> Result<(), Error> {
        let ours = |path: &str| {
            matches!(path, MANIFEST | NO_JEKYLL) || release.is_some_and(|release| release.manifest.contains(path))
        };
        let mut foreign: Vec<String> = self.repository.paths(tip)?.into_iter().filter(|path| !ours(path)).collect();
        if let Some(at) = foreign.iter().position(|path| path == CNAME) {
            foreign.remove(at);
            let there = self.repository.file(tip, CNAME)?.unwrap_or_default();
            let there = String::from_utf8_lossy(&there).trim().to_owned();
            if self.domain.as_deref() != Some(there.as_str()) {
                let wanted =
                    self.domain.as_deref().map_or("none is wanted".to_owned(), |d| format!("`base_url` says `{d}`"));
                return Err(Error::Foreign(format!(
                    "the branch has a `CNAME` for `{}`, and {wanted}; nothing was changed\n\
                     Set `base_url` to that domain, or remove the file from the branch.",
                    there.escape_debug()
                )));
            }
        }
        let names: Vec<String> = foreign.iter().take(8).map(|path| format!("`{}`", path.escape_debug())).collect();
        if names.is_empty() {
            return Ok(());
        }
        let more = foreign.len() - names.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        Err(Error::Foreign(format!(
            "the branch holds files that Tearsheet did not publish: {}{more}; nothing was changed\n\
             If this is the branch of your sources, set another `branch`. Else take a clone of it, `git rm` them there, \
             commit and push; what belongs to the site goes into `static/` of the project as well.",
            names.join(", ")
        )))
    }

    /// Makes the commit; its name.
    fn commit(&self, job: &Job<'_>) -> Result<String, Error> {
        let (ours, tip) = (self.repository.ours(), self.tip.as_deref());
        // What lies in a commit that was not made here is not believed: all of it is made anew.
        let base = tip.filter(|tip| job.remote.release.is_some() && self.is_ours(tip));
        let tree = match base {
            Some(tip) => {
                Some(self.repository.git().args(["rev-parse", &format!("{tip}^{{tree}}")]).text()?.trim().to_owned())
            }
            None => None,
        };
        let program = self.repository.git().args(["fast-import", "--quiet", "--force", "--date-format=now"]);
        let (name, email) = self.author();
        let said = program.feed(|sink| {
            let write = |sink: &mut dyn Write, bytes: &[u8]| {
                sink.write_all(bytes).map_err(Error::io("write to", Path::new("git")))
            };
            let message = message(job);
            let mut head = format!(
                "feature done\ncommit {ours}\nmark :1\ncommitter {name} <{email}> now\ndata {}\n{message}\n",
                message.len()
            );
            if let Some(tip) = tip.filter(|_| self.history) {
                head.push_str(&format!("from {tip}\n"));
            } else {
                // A commit without a parent, whatever our reference stood at.
                head.insert_str("feature done\n".len(), &format!("reset {ours}\n\n"));
            }
            match &tree {
                // A commit without a parent begins with the files of the one that it takes the place of.
                Some(tree) if !self.history => head.push_str(&format!("M 040000 {tree} \"\"\n")),
                Some(_) => {}
                None => head.push_str("deleteall\n"),
            }
            write(sink, head.as_bytes())?;
            let file = |sink: &mut dyn Write, path: &str, bytes: &[u8]| {
                write(sink, format!("M 100644 inline {}\ndata {}\n", quoted(path), bytes.len()).as_bytes())?;
                write(sink, bytes)?;
                job.watch.file();
                write(sink, b"\n")
            };
            match base {
                Some(_) => job.plan.sent().try_for_each(|path| file(sink, path, &job.site.read(path)?))?,
                None => job.site.manifest.paths().try_for_each(|path| file(sink, path, &job.site.read(path)?))?,
            }
            for (path, bytes) in self.extras(job.site) {
                file(sink, path, &bytes)?;
            }
            file(sink, MANIFEST, job.release.render().as_bytes())?;
            if base.is_some() {
                for path in job.plan.removed.iter().filter(|path| !matches!(path.as_str(), CNAME | NO_JEKYLL)) {
                    write(sink, format!("D {}\n", quoted(path)).as_bytes())?;
                }
                if self.domain.is_none() && job.plan.removed.iter().any(|path| path == CNAME) {
                    write(sink, format!("D {CNAME}\n").as_bytes())?;
                }
            }
            write(sink, b"get-mark :1\ndone\n")
        })?;
        Ok(String::from_utf8_lossy(&said).trim().to_owned())
    }

    /// Who publishes: whoever git takes the user for, or this program.
    fn author(&self) -> (String, String) {
        let said = self.repository.git().args(["var", "GIT_COMMITTER_IDENT"]).text().unwrap_or_default();
        let parts = said.split_once(" <").and_then(|(name, rest)| Some((name, rest.split_once('>')?.0)));
        match parts.filter(|(name, email)| !name.is_empty() && !email.is_empty()) {
            Some((name, email)) => (name.to_owned(), email.to_owned()),
            None => ("Tearsheet".to_owned(), "tearsheet@localhost".to_owned()),
        }
    }

    /// Whether a commit was made here: then its files are those of its manifest.
    fn is_ours(&self, commit: &str) -> bool {
        let mark = self.repository.git().args(["rev-parse", "--verify", "--quiet", &made(commit)]).output();
        mark.is_ok()
    }

    /// Notes that a commit was made here, and forgets the ones before.
    fn note(&self, commit: &str) {
        let list = self.repository.git().args(["for-each-ref", "--format=%(refname)", "refs/tearsheet-made/"]).text();
        let _ = self.repository.git().args(["update-ref", &made(commit), commit]).output();
        for old in list.unwrap_or_default().lines().filter(|old| *old != made(commit)) {
            let _ = self.repository.git().args(["update-ref", "-d", old]).output();
        }
    }

    /// The commits of the branch that published a site, the newest first.
    fn published(&self) -> Result<Vec<(String, Release)>, Error> {
        let Some(tip) = self.repository.tip()? else { return Ok(Vec::new()) };
        self.repository.fetch(&tip, true)?;
        let log =
            self.repository.git().args(["log", "--first-parent", "--format=%H", "--max-count=500", &tip]).text()?;
        let one = |commit: &str| {
            let text = String::from_utf8(self.repository.file(commit, MANIFEST).ok()??).ok()?;
            Some((commit.to_owned(), Release::parse_head(text.split_once("\n\n")?.0)?))
        };
        Ok(log.lines().filter_map(one).collect())
    }
}

impl Target for Git {
    fn describe(&self) -> String {
        format!("the branch `{}` of `{}`", self.repository.branch, self.repository.shown)
    }

    fn limits(&self) -> Host {
        if is_at_github(&self.repository.url) { Host::GithubPages } else { Host::None }
    }

    fn look(&mut self, site: Option<&Site>) -> Result<Remote, Error> {
        self.tip = self.repository.tip()?;
        let Some(tip) = self.tip.clone() else { return Ok(Remote::default()) };
        self.repository.fetch(&tip, false)?;
        let text = self.repository.file(&tip, MANIFEST)?;
        let release = text.and_then(|text| Release::parse(&String::from_utf8(text).ok()?));
        // Of a commit that was made here it is known what is in it. Of another one only what is found there.
        if self.is_ours(&tip) || site.is_none() {
            return Ok(Remote { release });
        }
        self.refuse_foreign(&tip, release.as_ref())?;
        let Some(mut release) = release else { return Ok(Remote::default()) };
        release.manifest = self.repository.intact(&tip, &release.manifest)?;
        Ok(Remote { release: Some(release) })
    }

    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        self.tip.as_deref().map_or(Ok(None), |tip| self.repository.file(tip, path))
    }

    fn send(&mut self, job: &Job<'_>) -> Result<Outcome, Error> {
        job.watch.phase("committing");
        self.repository.prepare()?;
        let commit = self.commit(job)?;
        job.watch.phase("pushing");
        self.repository.push(&commit, self.tip.as_deref())?;
        self.note(&commit);
        self.tip = Some(commit);
        Ok(Outcome::default())
    }

    fn releases(&mut self) -> Result<Vec<Release>, Error> {
        let mut releases: Vec<Release> = self.published()?.into_iter().map(|(_, release)| release).collect();
        // Commits that somebody has put on top by hand leave the list of the release as it was.
        releases.dedup_by(|later, earlier| later.generation == earlier.generation);
        Ok(releases)
    }

    /// What somebody has put on top would go away with it.
    fn may_roll_back(&self) -> Result<(), Error> {
        let Some(tip) = self.tip.as_deref().filter(|tip| !self.is_ours(tip)) else { return Ok(()) };
        let text = self.repository.file(tip, MANIFEST)?.unwrap_or_default();
        self.refuse_foreign(tip, Release::parse(&String::from_utf8_lossy(&text)).as_ref())
    }

    fn roll_back(&mut self, to: &Generation, _break_lock: bool) -> Result<Outcome, Error> {
        let published = self.published()?;
        let mut found = None;
        for (commit, _) in published.iter().filter(|(_, release)| release.generation == *to) {
            // Somebody may have edited it on the branch, with its release left as it was.
            let text = self.repository.file(commit, MANIFEST)?.unwrap_or_default();
            let release = Release::parse(&String::from_utf8_lossy(&text));
            if let Some(release) = release
                && self.repository.intact(commit, &release.manifest)? == release.manifest
                && self.refuse_foreign(commit, Some(&release)).is_ok()
            {
                found = Some(commit.clone());
                break;
            }
        }
        let Some(commit) = found else {
            let why = if self.history { "" } else { ": with `history = false` it keeps one only" };
            return Err(Error::Settings(format!("the branch has no publication {to}{why}")));
        };
        // Where the branch was when it was looked at, before anybody was asked.
        let tip = self.tip.clone();
        self.may_roll_back()?;
        let parent = tip.as_deref().map_or(Vec::new(), |tip| vec!["-p".to_owned(), tip.to_owned()]);
        let tree = format!("{commit}^{{tree}}");
        let (name, email) = self.author();
        let program = self.repository.git().args(["commit-tree", &tree]).args(parent);
        let program = program
            .env("GIT_AUTHOR_NAME", &name)
            .env("GIT_AUTHOR_EMAIL", &email)
            .env("GIT_COMMITTER_NAME", &name)
            .env("GIT_COMMITTER_EMAIL", &email);
        let made = program.args(["-m", &format!("Go back to {to}")]).text()?;
        let made = made.trim();
        self.repository.push(made, tip.as_deref())?;
        self.note(made);
        Ok(Outcome::default())
    }
}

/// The reference that says of a commit that it was made here.
fn made(commit: &str) -> String {
    format!("refs/tearsheet-made/{commit}")
}

fn message(job: &Job<'_>) -> String {
    let mut text = format!("Publish {}\n", job.release.generation);
    if let Some(source) = &job.release.source {
        text.push_str(&format!("\nSource: {source}\n"));
    }
    text
}

/// A path as `fast-import` reads it.
fn quoted(path: &str) -> String {
    let mut out = String::with_capacity(path.len() + 2);
    out.push('"');
    for c in path.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}

fn is_at_github(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', ':']).next().unwrap_or("");
    host.rsplit('@').next().is_some_and(|host| host.eq_ignore_ascii_case("github.com"))
}
