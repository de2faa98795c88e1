//! Publishing by a host's own program, such as `wrangler` or `netlify`.
//!
//! It gets a folder that holds exactly the files of the manifest, so that nothing else which lies in the output can go
//! out with them. What is at the host is not known: the plan is held against what was sent last from here.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::error::Error;
use super::program::Program;
use super::release::{Generation, Release};
use super::site::Site;
use super::target::{Job, Outcome, Remote, Target};
use crate::disk::MANIFEST;

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

    /// A folder with exactly the files of the site.
    fn stage(&self, site: &Site, release: &Release, watch: &dyn super::target::Watch) -> Result<PathBuf, Error> {
        let folder = self.state.join("site");
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::io("remove", &folder)(error));
            }
            _ => {}
        }
        fs::create_dir_all(&folder).map_err(Error::io("create", &folder))?;
        site.manifest.files().par_iter().try_for_each(|(path, _)| {
            let (to, bytes) = (folder.join(path), site.read(path)?);
            if let Some(parent) = to.parent() {
                fs::create_dir_all(parent).map_err(Error::io("create", parent))?;
            }
            watch.file();
            // A link costs nothing; the bytes were looked at just now.
            fs::hard_link(site.folder.join(path), &to)
                .or_else(|_| fs::write(&to, &bytes))
                .map_err(Error::io("write", &to))
        })?;
        let manifest = folder.join(MANIFEST);
        fs::write(&manifest, release.render()).map_err(Error::io("write", &manifest))?;
        Ok(folder)
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
        let folder = self.stage(job.site, job.release, job.watch)?;
        let shown = folder.to_string_lossy();
        let words = self.command.iter().map(|word| word.replace("{dir}", &shown));
        let mut words = words.collect::<Vec<_>>().into_iter();
        let Some(program) = words.next() else { return Ok(Outcome::default()) };
        job.watch.phase("running the host's program");
        let said = Program::new(&program).args(words).current_dir(&self.root).text();
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
