//! What is on disk, as one value: to be compiled, compared with what was there before, and mended where it is broken.
//!
//! Texts are shared, so that a [`Project`] that was shown costs little to keep beside the one on disk.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::disk;
use crate::files::{File, Input};
use crate::theme::{Folders, NO_THEME, shown};

/// How often reading is tried again while files vanish under our hands.
const TRIES: u32 = 4;
/// How long to wait before the first of these.
const PAUSE: Duration = Duration::from_millis(5);
/// The folders that say how pages look: small, and read as a whole.
const LOOKS: [&str; 2] = ["themes", "locales"];

/// All input of a run.
#[derive(Clone)]
pub(super) struct Project {
    pub(super) input: Input,
    /// The project's own themes.
    pub(super) themes: Folders,
    /// The project's own languages.
    pub(super) locales: Vec<(String, String)>,
}

type Looks = (Folders, Vec<(String, String)>);

fn read_looks(root: &Path) -> Result<Looks, String> {
    let themes = disk::read_themes(root).map_err(|e| format!("cannot read `themes`: {e}"))?;
    let locales = disk::read_locales(root).map_err(|e| format!("cannot read `locales`: {e}"))?;
    Ok((themes, locales))
}

impl Project {
    /// Reads everything. A file that vanishes between being found and being read is no problem: editors replace
    /// files, so that the next try finds another one.
    ///
    /// # Errors
    /// Why it cannot be read, in words.
    pub(super) fn read(root: &Path, clippings: Option<&Path>) -> Result<Project, String> {
        let mut pause = PAUSE;
        let mut tries = 1;
        loop {
            match Project::try_read(root, clippings) {
                Err(_) if tries < TRIES => {
                    thread::sleep(pause);
                    pause *= 2;
                    tries += 1;
                }
                done => return done,
            }
        }
    }

    fn try_read(root: &Path, clippings: Option<&Path>) -> Result<Project, String> {
        let input = disk::read_with(root, clippings).map_err(|e| e.to_string())?;
        let (themes, locales) = read_looks(root)?;
        Ok(Project { input, themes, locales })
    }

    /// Reads only what may have changed: files that were there before, and still are. `None` if anything else is among
    /// `touched`, so that everything has to be read.
    pub(super) fn read_again(&self, root: &Path, touched: &[PathBuf]) -> Option<Project> {
        let of_looks = |path: &&PathBuf| LOOKS.iter().any(|folder| path.starts_with(root.join(folder)));
        let (looks, rest): (Vec<&PathBuf>, Vec<&PathBuf>) = touched.iter().partition(of_looks);
        let input = disk::read_again(root, &self.input, &rest)?;
        let (themes, locales) = match looks.is_empty() {
            true => (self.themes.clone(), self.locales.clone()),
            false => read_looks(root).ok()?,
        };
        Some(Project { input, themes, locales })
    }

    /// The paths that are new, gone, or have other bytes than in `old`, in their order.
    pub(super) fn changes(&self, old: &Project) -> Vec<String> {
        let (now, before) = match self.is_parallel(old) {
            true => (self.contents(Some(old)), old.contents(Some(self))),
            false => (self.contents(None), old.contents(None)),
        };
        let differs = now.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes));
        let gone = before.keys().filter(|path| !now.contains_key(*path));
        let all: BTreeSet<String> = differs.map(|(path, _)| path).chain(gone).map(|p| p.clone().into_owned()).collect();
        all.into_iter().collect()
    }

    /// Whether a file that had something in it in `old` is empty: most programs empty a file before they write it.
    pub(super) fn has_emptied(&self, old: &Project) -> bool {
        let (now, before) = match self.is_parallel(old) {
            true => (self.contents(Some(old)), old.contents(Some(self))),
            false => (self.contents(None), old.contents(None)),
        };
        now.iter().any(|(path, bytes)| bytes.is_empty() && before.get(path).is_some_and(|before| !before.is_empty()))
    }

    /// Whether there is a file.
    pub(super) fn has(&self, path: &str) -> bool {
        let files = &self.input.files;
        files.texts.iter().any(|file| file.path == path)
            || files.assets.iter().any(|asset| asset.path == path)
            || LOOKS.iter().any(|folder| path.starts_with(folder)) && self.contents(Some(self)).contains_key(path)
    }

    /// Whether nothing has changed, not even why something could not be read.
    pub(super) fn is_same(&self, old: &Project) -> bool {
        self.changes(old).is_empty()
            && self.input.diagnostics == old.input.diagnostics
            && self.input.unread == old.input.unread
    }

    /// Whether pages may look different for it.
    pub(super) fn has_theme_of(&self, old: &Project) -> bool {
        self.themes == old.themes && self.locales == old.locales
    }

    /// Whether both hold the same files in the same order, so that they can be compared side by side.
    fn is_parallel(&self, old: &Project) -> bool {
        let (now, before) = (&self.input.files, &old.input.files);
        now.texts.len() == before.texts.len()
            && now.assets.len() == before.assets.len()
            && now.texts.iter().zip(&before.texts).all(|(a, b)| Arc::ptr_eq(a, b) || a.path == b.path)
            && now.assets.iter().zip(&before.assets).all(|(a, b)| a.path == b.path)
    }

    /// What is in each file; of the content only what is not the very same as in `but`.
    fn contents<'p>(&'p self, but: Option<&Project>) -> BTreeMap<Cow<'p, str>, &'p [u8]> {
        let files = &self.input.files;
        let known = but.map(|old| &old.input.files);
        let texts = files.texts.iter().enumerate();
        let texts = texts.filter(|(i, file)| known.is_none_or(|known| !Arc::ptr_eq(file, &known.texts[*i])));
        let texts = texts.map(|(_, file)| (Cow::from(&file.path), file.text.as_bytes()));
        let assets = files.assets.iter().enumerate();
        let assets =
            assets.filter(|(i, asset)| known.is_none_or(|known| !Arc::ptr_eq(&asset.bytes, &known.assets[*i].bytes)));
        let assets = assets.map(|(_, asset)| (Cow::from(&asset.path), &*asset.bytes));
        let locales =
            self.locales.iter().map(|(tag, text)| (Cow::from(format!("locales/{tag}.toml")), text.as_bytes()));
        let themes = self.themes.iter().flat_map(|(theme, folder)| {
            folder.iter().map(move |(path, bytes)| (Cow::from(shown(theme, path)), &**bytes))
        });
        texts.chain(assets).chain(locales).chain(themes).collect()
    }

    /// This project with the files at `paths` as they were in `good`, or left out where they were not there; and
    /// which of them that changed. `None` if it changed nothing.
    pub(super) fn holding_back(&self, good: &Project, paths: &BTreeSet<String>) -> Option<(Project, Vec<String>)> {
        let mut mended = self.clone();
        let held: Vec<String> = paths.iter().filter(|path| mended.hold_back(good, path)).cloned().collect();
        (!held.is_empty()).then_some((mended, held))
    }

    fn hold_back(&mut self, good: &Project, path: &str) -> bool {
        if let Some(rest) = path.strip_prefix("themes/") {
            let (theme, file) = rest.split_once('/').unwrap_or((NO_THEME, rest));
            return self.hold_back_theme(good, theme, file);
        }
        let Input { files, diagnostics, unread } = &mut self.input;
        let Some(file) = files.texts.iter_mut().find(|file| file.path == path) else { return false };
        let id = file.id;
        // The same letters may stand for other bytes, which could not be read.
        let is_read = !unread.contains(&id) && diagnostics.iter().all(|d| d.primary.span.file != id);
        match good.input.files.find(path) {
            Some(before) if before.text == file.text && is_read => return false,
            Some(before) => {
                *file = Arc::new(File::new(id, path, Arc::clone(&before.text)));
                unread.retain(|&other| other != id);
            }
            None if unread.contains(&id) && diagnostics.iter().all(|d| d.primary.span.file != id) => return false,
            None => {
                unread.push(id);
                unread.sort_unstable();
                unread.dedup();
            }
        }
        diagnostics.retain(|d| d.primary.span.file != id);
        true
    }

    fn hold_back_theme(&mut self, good: &Project, theme: &str, file: &str) -> bool {
        let before = good.themes.get(theme).and_then(|folder| folder.get(file));
        let Some(folder) = self.themes.get_mut(theme) else { return false };
        if folder.get(file) == before {
            return false;
        }
        match before {
            Some(bytes) => folder.insert(file.to_owned(), Arc::clone(bytes)),
            None => folder.remove(file),
        };
        true
    }
}
