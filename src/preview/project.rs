//! What is on disk, as one value: to be compiled, compared with what was there before, and mended where it is broken.
//!
//! Texts are shared, so that a [`Project`] that was shown costs little to keep beside the one on disk.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::diagnostics::Diagnostic;
use crate::disk;
use crate::files::{Asset, Files, Input};
use crate::span::FileId;
use crate::theme::Folders;

/// How often reading is tried again while files vanish under our hands.
const TRIES: u32 = 4;
/// How long to wait before the first of these.
const PAUSE: Duration = Duration::from_millis(5);

/// All input of a run.
#[derive(Clone)]
pub(super) struct Project {
    texts: Vec<(String, Arc<str>)>,
    assets: Vec<Asset>,
    clippings: Vec<FileId>,
    diagnostics: Vec<Diagnostic>,
    unread: Vec<FileId>,
    /// The project's own themes.
    pub(super) themes: Folders,
    /// The project's own languages.
    pub(super) locales: Vec<(String, String)>,
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
        let Input { files, diagnostics, unread } = disk::read_with(root, clippings).map_err(|e| e.to_string())?;
        let texts = files.texts.into_iter().map(|file| (file.path, file.text)).collect();
        let themes = disk::read_themes(root).map_err(|e| format!("cannot read `themes`: {e}"))?;
        let locales = disk::read_locales(root).map_err(|e| format!("cannot read `locales`: {e}"))?;
        Ok(Project { texts, assets: files.assets, clippings: files.clippings, diagnostics, unread, themes, locales })
    }

    /// As the compiler takes it.
    pub(super) fn input(&self) -> Input {
        let mut files = Files { assets: self.assets.clone(), clippings: self.clippings.clone(), ..Files::default() };
        for (path, text) in &self.texts {
            files.add(path.as_str(), Arc::clone(text));
        }
        Input { files, diagnostics: self.diagnostics.clone(), unread: self.unread.clone() }
    }

    /// The paths that are new, gone, or have other bytes than in `old`, in their order.
    pub(super) fn changes(&self, old: &Project) -> Vec<String> {
        let (now, before) = (self.contents(), old.contents());
        let differs = now.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes));
        let gone = before.keys().filter(|path| !now.contains_key(*path));
        let all: BTreeSet<String> = differs.map(|(path, _)| path).chain(gone).map(|p| p.clone().into_owned()).collect();
        all.into_iter().collect()
    }

    /// Whether there is a file.
    pub(super) fn has(&self, path: &str) -> bool {
        self.contents().contains_key(path)
    }

    /// Whether nothing has changed, not even why something could not be read.
    pub(super) fn is_same(&self, old: &Project) -> bool {
        self.changes(old).is_empty() && self.diagnostics == old.diagnostics && self.unread == old.unread
    }

    /// Whether pages may look different for it.
    pub(super) fn has_theme_of(&self, old: &Project) -> bool {
        self.themes == old.themes && self.locales == old.locales
    }

    fn contents(&self) -> BTreeMap<Cow<'_, str>, &[u8]> {
        let texts = self.texts.iter().map(|(path, text)| (Cow::from(path), text.as_bytes()));
        let assets = self.assets.iter().map(|asset| (Cow::from(&asset.path), &*asset.bytes));
        let locales =
            self.locales.iter().map(|(tag, text)| (Cow::from(format!("locales/{tag}.toml")), text.as_bytes()));
        let themes = self.themes.iter().flat_map(|(theme, folder)| {
            folder.iter().map(move |(path, bytes)| (Cow::from(format!("themes/{theme}/{path}")), &**bytes))
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
            return rest.split_once('/').is_some_and(|(theme, file)| self.hold_back_theme(good, theme, file));
        }
        let Some(index) = self.texts.iter().position(|(p, _)| p == path) else { return false };
        let id = FileId(index as u32);
        match good.texts.iter().find(|(p, _)| p == path) {
            Some((_, text)) if *text == self.texts[index].1 => return false,
            Some((_, text)) => {
                self.texts[index].1 = Arc::clone(text);
                self.unread.retain(|&unread| unread != id);
            }
            None if self.unread.contains(&id) && self.diagnostics.iter().all(|d| d.primary.span.file != id) => {
                return false;
            }
            None => {
                self.unread.push(id);
                self.unread.sort_unstable();
                self.unread.dedup();
            }
        }
        self.diagnostics.retain(|d| d.primary.span.file != id);
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
