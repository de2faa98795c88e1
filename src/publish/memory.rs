//! What was published from here, so that somebody else's publication is told from ours.
//!
//! It lies in `.tearsheet/`, one file per destination, and may be removed at any time: then a place that was published
//! to before looks like one that somebody else published to, and the commits decide.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::error::Error;
use super::lock::state;
use super::release::{Generation, Release};

const HEADER: &str = "tearsheet publications 2";
/// How many publications are remembered.
const MOST: usize = 200;

/// The publications from here to one destination, the newest first.
pub struct Memory {
    path: PathBuf,
    /// What the destination is; another one of the same name has another past.
    place: String,
    /// Which site, and when: somebody may publish the same site again, and that is theirs.
    publications: Vec<(Generation, Timestamp)>,
    /// The generation whose links were checked last.
    checked: Option<Generation>,
}

impl Memory {
    /// That of a destination. `name` is empty for the default one.
    ///
    /// # Errors
    /// There is a link in its place.
    pub fn read(root: &Path, name: &str, place: &str) -> Result<Memory, Error> {
        // No destination can have that name.
        let name = if name.is_empty() { "@default" } else { name };
        let path = state(root, &format!("publish/{name}.record"))?;
        let mut memory = Memory { path, place: one_line(place), publications: Vec::new(), checked: None };
        let text = fs::read_to_string(&memory.path).unwrap_or_default();
        let mut lines = text.lines();
        if lines.next() == Some(HEADER) {
            let is_here = lines.next().and_then(|line| line.strip_prefix("place ")) == Some(&memory.place);
            memory.checked = lines.next().and_then(|line| Generation::parse(line.strip_prefix("checked ")?));
            if is_here {
                memory.publications = lines
                    .filter_map(|line| line.split_once(' '))
                    .filter_map(|(site, day)| Some((Generation::parse(site)?, day.parse().ok()?)))
                    .collect();
            }
        }
        Ok(memory)
    }

    /// Whether this is a publication from here, or one that was seen to be there already.
    pub(super) fn knows(&self, release: &Release) -> bool {
        self.publications.iter().any(|(site, when)| *site == release.generation && *when == release.published)
    }

    /// Whether anything was published from here.
    pub(super) fn is_empty(&self) -> bool {
        self.publications.is_empty()
    }

    /// Whether the links of this site have been checked already.
    pub fn is_checked(&self, generation: &Generation) -> bool {
        self.checked.as_ref() == Some(generation)
    }

    /// Keeps in mind that its links are right.
    ///
    /// # Errors
    /// The project cannot be written to.
    pub fn note_checked(&mut self, generation: &Generation) -> Result<(), Error> {
        self.checked = Some(generation.clone());
        self.write()
    }

    /// Keeps in mind that it is there now.
    ///
    /// # Errors
    /// The project cannot be written to.
    pub fn note(&mut self, release: &Release) -> Result<(), Error> {
        let publication = (release.generation.clone(), release.published);
        if self.publications.first() == Some(&publication) {
            return Ok(());
        }
        self.publications.retain(|known| *known != publication);
        self.publications.insert(0, publication);
        self.publications.truncate(MOST);
        self.write()
    }

    fn write(&self) -> Result<(), Error> {
        let checked = self.checked.as_ref().map_or("-", Generation::as_str);
        let mut text = format!("{HEADER}\nplace {}\nchecked {checked}\n", self.place);
        for (site, when) in &self.publications {
            let _ = writeln!(text, "{site} {when}");
        }
        let new = self.path.with_extension("new");
        // Left by one that was killed, or a link of somebody: it is not followed.
        let _ = fs::remove_file(&new);
        fs::write(&new, text).map_err(Error::io("write", &new))?;
        fs::rename(&new, &self.path).map_err(Error::io("replace", &self.path))
    }
}

fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}
