//! What a publication would do: the site that was built, held against the one that is there.

use super::release::Release;
use super::site::{Site, is_page};
use crate::disk::Manifest;

/// What is to be sent and removed. Paths are in the order of the manifest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Files at paths that have none.
    pub new: Vec<String>,
    /// Files that differ from those there.
    pub changed: Vec<String>,
    /// Files that the site no longer has.
    pub removed: Vec<String>,
    /// How many bytes the new and the changed ones have.
    pub bytes: u64,
    /// Whether files are sent again whose bytes are there, since they are to be served in another way.
    pub served_anew: bool,
}

/// Files by what they are to readers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds {
    /// HTML.
    pub pages: usize,
    /// Feeds, data, sitemaps.
    pub data: usize,
    /// Everything else.
    pub assets: usize,
    /// Bytes of all of them.
    pub bytes: u64,
}

impl Plan {
    /// Compares a site with what is there; without a release everything is new. `served` marks how the place is to serve
    /// it, if that is kept there with each file: then all that was sent under another mark is sent again.
    pub fn of(site: &Site, release: Option<&Release>, served: Option<&str>) -> Plan {
        let nothing = Manifest::default();
        let there = release.map_or(&nothing, |release| &release.manifest);
        let served_anew = served.is_some() && release.is_some_and(|release| release.served.as_deref() != served);
        let mut plan = Plan { served_anew, ..Plan::default() };
        for (path, fingerprint) in site.manifest.files() {
            match there.position(path).and_then(|index| there.files().get(index)) {
                Some((_, old)) if old == fingerprint && !served_anew => continue,
                Some(_) => plan.changed.push(path.clone()),
                None => plan.new.push(path.clone()),
            }
            plan.bytes += fingerprint.size;
        }
        plan.removed = there.paths().filter(|path| !site.manifest.contains(path)).map(str::to_owned).collect();
        plan
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }

    /// Files that are sent.
    pub fn sent(&self) -> impl Iterator<Item = &str> {
        self.new.iter().chain(&self.changed).map(String::as_str)
    }

    /// Pages that go away.
    pub fn removed_pages(&self) -> impl Iterator<Item = &str> {
        self.removed.iter().map(String::as_str).filter(|path| is_page(path))
    }

    /// What is sent, by kind.
    pub fn kinds(&self, site: &Site) -> Kinds {
        let mut kinds = Kinds::default();
        for path in self.sent() {
            let end = path.rsplit_once('.').map_or("", |(_, end)| end);
            match end {
                "html" => kinds.pages += 1,
                "xml" | "json" | "csv" | "toml" | "txt" => kinds.data += 1,
                _ => kinds.assets += 1,
            }
            let size = site.manifest.position(path).and_then(|index| site.manifest.files().get(index));
            kinds.bytes += size.map_or(0, |(_, file)| file.size);
        }
        kinds
    }
}

/// How many pages a manifest has.
pub(super) fn pages(manifest: &Manifest) -> usize {
    manifest.paths().filter(|path| is_page(path)).count()
}
