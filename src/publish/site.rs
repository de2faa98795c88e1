//! A site that was built: its manifest, and its bytes, each file held against its hash when it is read.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::error::Error;
use super::release::Generation;
use super::target::Watch;
use crate::disk::{Fingerprint, MANIFEST, Manifest};

/// A site in an output folder.
pub struct Site {
    /// The output folder.
    pub folder: PathBuf,
    /// Its files.
    pub manifest: Manifest,
    /// Which site it is.
    pub generation: Generation,
}

impl Site {
    /// The site in a folder that a build has just left.
    ///
    /// # Errors
    /// There is none, or its manifest cannot be read.
    pub fn open(folder: &Path) -> Result<Site, Error> {
        let path = folder.join(MANIFEST);
        let text = fs::read_to_string(&path).map_err(Error::io("read", &path))?;
        let manifest = Manifest::parse(&text)
            .map_err(|line| Error::Settings(format!("line {line} of `{}` is not as it was written", path.display())))?;
        Ok(Site { folder: folder.to_owned(), generation: Generation::of(&text), manifest })
    }

    /// The bytes of a file, if they are still those that were built.
    ///
    /// # Errors
    /// It cannot be read, or is another by now.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, Error> {
        let full = self.folder.join(path);
        let changed = || Error::Changed(path.to_owned());
        let index = self.manifest.position(path).ok_or_else(changed)?;
        let bytes = match fs::symlink_metadata(&full) {
            Ok(metadata) if metadata.is_file() => fs::read(&full).map_err(Error::io("read", &full))?,
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(Error::io("read", &full)(error)),
            _ => return Err(changed()),
        };
        let known = self.manifest.files().get(index).map(|(_, fingerprint)| *fingerprint);
        if known == Some(Fingerprint::of(&bytes)) { Ok(bytes) } else { Err(changed()) }
    }

    /// Writes the site, and a release in the place of its manifest, into a folder of its own: bytes that were looked at,
    /// which nobody changes any more while a program reads them. The SHA-256 of each, a line a file, as `sha256sum` writes it.
    ///
    /// # Errors
    /// A file is another by now, or the system refused.
    pub(super) fn stage(&self, folder: &Path, release: &str, watch: &dyn Watch) -> Result<String, Error> {
        match fs::remove_dir_all(folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(Error::io("remove", folder)(error)),
            _ => {}
        }
        fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
        let one = |(path, _): &(String, Fingerprint)| -> Result<String, Error> {
            let (to, bytes) = (folder.join(path), self.read(path)?);
            if let Some(parent) = to.parent() {
                fs::create_dir_all(parent).map_err(Error::io("create", parent))?;
            }
            fs::write(&to, &bytes).map_err(Error::io("write", &to))?;
            watch.file();
            let sum = Sha256::digest(&bytes);
            Ok(sum.iter().map(|byte| format!("{byte:02x}")).chain([format!("  {path}\n")]).collect())
        };
        let sums: Vec<String> = self.manifest.files().par_iter().map(one).collect::<Result<_, _>>()?;
        let manifest = folder.join(MANIFEST);
        fs::write(&manifest, release).map_err(Error::io("write", &manifest))?;
        Ok(sums.concat())
    }

    /// How many bytes it has.
    pub fn bytes(&self) -> u64 {
        self.manifest.files().iter().map(|(_, file)| file.size).sum()
    }

    /// Whether it tells of a deal at all.
    pub fn has_deals(&self) -> bool {
        self.manifest.paths().any(|path| {
            let deal = path.strip_prefix("deals/").and_then(|rest| rest.strip_suffix("/deal.json"));
            deal.is_some_and(|id| !id.contains('/'))
        })
    }
}

/// Whether a path is that of a page.
pub(super) fn is_page(path: &str) -> bool {
    path.ends_with(".html")
}
