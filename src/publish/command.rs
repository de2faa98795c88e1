//! Publishing by a host's own program, such as `wrangler` or `netlify`.
//!
//! It gets a folder that holds exactly the files of the manifest, so that nothing else which lies in the output can go
//! out with them. What is at the host is not known: the plan is held against what was sent last from here.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rustix::fs::FlockOperation;
use rustix::io::{Errno, FdFlags};

use super::error::Error;
use super::program::Program;
use super::release::{Generation, Release};
use super::site::Site;
use super::target::{Job, Outcome, Remote, Target};

/// The name of a release in the state folder.
const RELEASE: &str = "release";

/// A host's program.
pub(super) struct HostProgram {
    root: PathBuf,
    /// Where what was sent last is kept in mind.
    state: PathBuf,
    command: Vec<String>,
}

impl HostProgram {
    pub(super) fn open(root: &Path, state: PathBuf, command: Vec<String>) -> HostProgram {
        HostProgram { root: root.to_owned(), state, command }
    }
}

impl HostProgram {
    /// A lock that the program has too: should we be killed, nobody puts another site into its folder while it is at work.
    ///
    /// # Errors
    /// That of a publication that was cut short is still at work.
    fn running(&self) -> Result<File, Error> {
        let path = self.state.join("running");
        let file = File::create(&path).map_err(Error::io("create", &path))?;
        match rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Err(Errno::WOULDBLOCK) => {
                return Err(Error::Overtaken(
                    "the host's program of a publication that was cut short is still at work: wait for it, or end it"
                        .to_owned(),
                ));
            }
            locked => locked.map_err(|error| Error::io("lock", &path)(error.into()))?,
        }
        let handed_down = rustix::io::fcntl_setfd(&file, FdFlags::empty());
        handed_down.map_err(|error| Error::io("lock", &path)(error.into()))?;
        Ok(file)
    }
}

impl Target for HostProgram {
    fn describe(&self) -> String {
        format!("`{}`", self.command.first().map_or("", String::as_str))
    }

    fn look(&mut self, _site: Option<&Site>) -> Result<Remote, Error> {
        let text = fs::read_to_string(self.state.join(RELEASE)).ok();
        Ok(Remote { release: text.and_then(|text| Release::parse(&text)) })
    }

    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let _ = path;
        Ok(None)
    }

    fn send(&mut self, job: &Job<'_>) -> Result<Outcome, Error> {
        job.watch.phase("copying");
        let folder = self.state.join("site");
        fs::create_dir_all(&self.state).map_err(Error::io("create", &self.state))?;
        let running = self.running()?;
        job.site.stage(&folder, &job.release.render(), job.watch)?;
        let shown = folder.to_string_lossy();
        let words = self.command.iter().map(|word| word.replace("{dir}", &shown));
        let mut words = words.collect::<Vec<_>>().into_iter();
        let Some(program) = words.next() else { return Ok(Outcome::default()) };
        job.watch.phase("running the host's program");
        let said = Program::new(&program).args(words).current_dir(&self.root).text();
        // What it may have left running does not keep the next one waiting.
        let _ = rustix::fs::flock(&running, FlockOperation::Unlock);
        let _ = fs::remove_dir_all(&folder);
        let said = said.map_err(|error| Error::Host(Box::new(error)))?;
        let said = super::program::clean(&said, &[]);
        let path = self.state.join(RELEASE);
        fs::write(&path, job.release.render()).map_err(Error::io("write", &path))?;
        Ok(Outcome { notes: if said.is_empty() { Vec::new() } else { vec![said] } })
    }

    fn releases(&mut self) -> Result<Vec<Release>, Error> {
        Err(Error::Settings("the host's own program knows what was published before".to_owned()))
    }

    fn roll_back(&mut self, _to: &Generation, _break_lock: bool) -> Result<Outcome, Error> {
        Err(Error::Settings("going back is for the host's own program".to_owned()))
    }
}
