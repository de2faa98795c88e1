//! A place that a site is published to, whatever its kind.

use std::path::{Path, PathBuf};

use super::error::Error;
use super::plan::Plan;
use super::program::Program;
use super::release::{Generation, Release};
#[cfg(feature = "s3")]
use super::s3;
use super::site::{self, is_page};
use super::{command, directory, git, rsync};
use crate::model::{Destination, Host, Site, Transport};

/// What is at a place.
#[derive(Clone, Debug, Default)]
pub struct Remote {
    /// The site that is there; `None` if there is none yet.
    pub release: Option<Release>,
}

/// What became of a publication.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Things that people should know and that no reader sees: leftovers, what a service said.
    pub notes: Vec<String>,
}

/// Sees how far a publication is.
pub trait Watch: Sync {
    /// A step begins.
    fn phase(&self, name: &'static str);
    /// One file more is done.
    fn file(&self);
}

/// All that is needed to send a site.
pub struct Job<'a> {
    /// What was built.
    pub site: &'a site::Site,
    /// What differs.
    pub plan: &'a Plan,
    /// What will lie there with it.
    pub release: &'a Release,
    /// What was there when the plan was made.
    pub remote: &'a Remote,
    /// Whether to take the lock from whoever has it.
    pub break_lock: bool,
    /// Who is told how far it is.
    pub watch: &'a dyn Watch,
}

/// A place.
pub trait Target {
    /// What it is, for people: "branch `gh-pages` of `origin`".
    fn describe(&self) -> String;

    /// The host whose limits hold there, as far as that can be told.
    fn limits(&self) -> Host {
        Host::None
    }

    /// A mark of how files are served there, if the place keeps that with each of them.
    fn served(&self) -> Option<String> {
        None
    }

    /// What is there. Changes nothing.
    ///
    /// # Errors
    /// It cannot be reached, or what is there is not ours.
    fn look(&mut self, site: Option<&site::Site>) -> Result<Remote, Error>;

    /// A file that is there; `None` if there is none, or it cannot be had.
    ///
    /// # Errors
    /// It cannot be reached.
    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Error>;

    /// Makes the site the one that readers see.
    ///
    /// # Errors
    /// Readers see what they saw before, or [`Error::is_partial`].
    fn send(&mut self, job: &Job<'_>) -> Result<Outcome, Error>;

    /// Removes what is left of a publication that was cut short after the site was shown: nothing else does, if there is
    /// nothing to publish.
    ///
    /// # Errors
    /// It cannot be removed. Readers see the site all the same.
    fn tidy(&mut self, break_lock: bool) -> Result<(), Error> {
        let _ = break_lock;
        Ok(())
    }

    /// The sites that were published there and can be gone back to, the newest first; files are not listed.
    ///
    /// # Errors
    /// It cannot be reached, or keeps none.
    fn releases(&mut self) -> Result<Vec<Release>, Error>;

    /// Whether an earlier site may be shown again in place of what [`Target::look`] found: asked before anybody agrees.
    ///
    /// # Errors
    /// Something would go away with it that is not ours.
    fn may_roll_back(&self) -> Result<(), Error> {
        Ok(())
    }

    /// Shows an earlier site again: this one, or the one before what is there.
    ///
    /// # Errors
    /// It is not there any more, or not whole; readers see what they saw.
    fn roll_back(&mut self, to: &Generation, break_lock: bool) -> Result<Outcome, Error>;
}

/// The target of a destination. `root` is the project's folder, `out` that of the site.
///
/// # Errors
/// The program was built without what it takes, or the settings make no sense here.
pub fn open(destination: &Destination, site: &Site, root: &Path, out: &Path) -> Result<Box<dyn Target>, Error> {
    let base_url = &site.base_url;
    let name = if destination.name.is_empty() { "@default" } else { &destination.name };
    let state = |below: &str| super::lock::state(root, &format!("publish/{below}"));
    Ok(match &destination.transport {
        Transport::Git { remote, branch, history } => {
            let limits = destination.limits;
            Box::new(git::Git::open(root, &state("@git")?, (remote, branch, *history), (base_url, limits))?)
        }
        Transport::Directory { path } => Box::new(directory::Folder::open(root, out, path, destination.keep)?),
        Transport::Rsync { host, path, ssh } => {
            Box::new(rsync::Server::open(state(&format!("{name}-stage"))?, host, path, ssh, destination.keep))
        }
        #[cfg(feature = "s3")]
        Transport::S3(bucket) => {
            Box::new(s3::Service::open(bucket, destination.keep, site.headers.clone().unwrap_or_default())?)
        }
        #[cfg(not(feature = "s3"))]
        Transport::S3(_) => {
            return Err(Error::Settings(
                "this program was built without S3: install it with `--features s3`".to_owned(),
            ));
        }
        Transport::Command { command } => {
            // Another command publishes to another place.
            let of = blake3::hash(command.join("\0").as_bytes()).to_hex();
            Box::new(command::HostProgram::open(root, state(&format!("{name}-{}", &of[..12]))?, command.clone()))
        }
    })
}

/// Runs `after`, with the addresses of what changed on its standard input, one a line.
///
/// # Errors
/// It failed. The site is published all the same.
pub fn run_after(after: &[String], root: &Path, base_url: &str, plan: &Plan) -> Result<(), Error> {
    let Some((program, arguments)) = after.split_first() else { return Ok(()) };
    let changed = plan.changed.iter().chain(&plan.new).chain(&plan.removed);
    let mut addresses = String::new();
    for path in changed {
        let shown = if is_page(path) { path.strip_suffix("index.html").unwrap_or(path) } else { path };
        addresses.push_str(base_url);
        addresses.push_str(shown);
        addresses.push('\n');
    }
    let program = Program::new(program).args(arguments).current_dir(root);
    // One that does not read to the end is no failure.
    let _ = program.feed(|sink| {
        let _ = sink.write_all(addresses.as_bytes());
        Ok(())
    })?;
    Ok(())
}

/// An absolute path, of one that is relative to the project.
pub(super) fn absolute(root: &Path, path: &str) -> PathBuf {
    let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    root.join(path)
}
