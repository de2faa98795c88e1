//! What is known of an output before a build, and what the build tells of it afterwards.

use std::path::PathBuf;

use super::examined::Examined;
use super::seal::Seals;
use super::way::InPlace;

/// What a build did to its output.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files of the site.
    pub files: usize,
    /// Files that were new or different, and so were written.
    pub written: usize,
    /// Files that were taken over from the previous tree as they are.
    pub linked: usize,
    /// Files of the previous tree that the site no longer has.
    pub removed: usize,
    /// Bytes of the files that were written.
    pub bytes_written: u64,
    /// Whether the output was replaced. If not, it was as it should be and nothing was touched.
    pub swapped: bool,
    /// Why it was replaced file by file, and not all at once.
    pub in_place: Option<InPlace>,
    /// Among the written: files that had been changed or removed by hand, and are as they should be again.
    pub restored: usize,
    /// Folders beside the output that now hold files which appeared in it while it was being replaced.
    pub kept: Vec<PathBuf>,
    /// The previous tree, or what is left of the staged one, if it could not be removed. The next build tries again.
    pub leftover: Option<PathBuf>,
}

/// An output, written and sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// What was done to it.
    pub written: Written,
    /// How it was left; `None` where the file system does not let it be known later.
    pub seals: Option<Seals>,
}

/// What is known of an output before it is opened.
pub enum Before {
    /// Nothing: every file is read.
    Unknown,
    /// How the last build left it.
    Sealed(Seals),
    /// How it is.
    Examined(Examined),
}
