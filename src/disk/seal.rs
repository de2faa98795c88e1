//! Seals: how a later build knows, without reading it, that a file of the output is as we left it.
//!
//! A file cannot be written, nor its mode or its name changed, without the kernel setting its change time (`ctime`),
//! which nobody can set to a value of their own, unlike the time of modification. So the four numbers of a [`Seal`]
//! tell that a file was *not* touched. They are never asked whether a page has changed: that is a question about its
//! input, and answered by content alone. Where a seal is missing or broken the file is read.
//!
//! Two things would make a seal lie, and are excluded:
//!
//! - Times have ticks, and a file that is changed twice within one has the same time twice. A file is sealed only when
//!   the tick of its last change is over ([`SETTLED`]).
//! - A network or user-space file system may keep time as it pleases. Only those of the list in [`keeps_time`] are
//!   believed; elsewhere nothing is sealed, and every build reads.

use std::fmt::Write;
use std::os::fd::{AsFd, BorrowedFd};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rayon::prelude::*;
use rustix::fs::{AtFlags, FileType, Mode, Stat};

use super::calls::{DIRECTORY_MODE, FILE_MODE};
use super::manifest::{MANIFEST, Manifest};

/// How long ago a file must have been changed to be sealed: the longest tick of a kernel's clock is 10 ms.
const SETTLED: Duration = Duration::from_millis(20);

/// What the kernel says of a file or directory with the mode that we gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seal {
    inode: u64,
    size: u64,
    /// Seconds and nanoseconds.
    changed: (i64, u32),
}

/// The seals of an output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seals {
    /// That of the manifest, and what is in it.
    manifest: (blake3::Hash, Seal),
    /// In the order of the manifest's files.
    files: Vec<Option<Seal>>,
    /// In the order of the manifest's directories.
    directories: Vec<Option<Seal>>,
}

impl Seal {
    /// Of a file, if it is one of ours as far as its type and mode go.
    pub(super) fn of_file(root: BorrowedFd<'_>, path: &str) -> Option<Seal> {
        Seal::of(&rustix::fs::statat(root, path, AtFlags::SYMLINK_NOFOLLOW).ok()?, FileType::RegularFile, FILE_MODE)
    }

    /// The same of a directory; `""` is the root.
    pub(super) fn of_directory(root: BorrowedFd<'_>, path: &str) -> Option<Seal> {
        let stat = match path {
            "" => rustix::fs::fstat(root),
            _ => rustix::fs::statat(root, path, AtFlags::SYMLINK_NOFOLLOW),
        };
        Seal::of(&stat.ok()?, FileType::Directory, DIRECTORY_MODE)
    }

    fn of(stat: &Stat, kind: FileType, mode: Mode) -> Option<Seal> {
        let ours = FileType::from_raw_mode(stat.st_mode) == kind && Mode::from_raw_mode(stat.st_mode) == mode;
        let seal = Seal {
            inode: stat.st_ino,
            size: u64::try_from(stat.st_size).ok()?,
            changed: (stat.st_ctime, u32::try_from(stat.st_ctime_nsec).ok()?),
        };
        ours.then_some(seal)
    }

    /// Whether a change from now on would have another time.
    fn is_settled(&self, now: Duration) -> bool {
        let (seconds, nanoseconds) = self.changed;
        let changed = u64::try_from(seconds).map(|seconds| Duration::new(seconds, nanoseconds));
        // A time without a fraction is that of a file system which counts in seconds.
        nanoseconds != 0 && changed.is_ok_and(|changed| changed + SETTLED < now)
    }

    fn write(&self, text: &mut String) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{} {} {} {}", self.inode, self.size, self.changed.0, self.changed.1);
    }

    fn parse(line: &str) -> Option<Seal> {
        let mut parts = line.split(' ');
        let seal = Seal {
            inode: parts.next()?.parse().ok()?,
            size: parts.next()?.parse().ok()?,
            changed: (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?),
        };
        parts.next().is_none().then_some(seal)
    }
}

impl Seals {
    /// Seals the tree at `root`, whose manifest has this text; `None` where seals would not hold. To be called while
    /// the output is locked, and after the last change of it: removing the previous tree changes the files that both
    /// have.
    pub(super) fn take(root: BorrowedFd<'_>, manifest: &Manifest, text: &str) -> Option<Seals> {
        if !keeps_time(root) {
            return None;
        }
        let now = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let settled = |seal: Option<Seal>| seal.filter(|seal| seal.is_settled(now()));
        let files = manifest.files().par_iter().map(|(path, _)| settled(Seal::of_file(root, path)));
        let directories = manifest.directories();
        let directories = directories.par_iter().map(|path| settled(Seal::of_directory(root, path)));
        let (files, directories) = (files.collect(), directories.collect());
        // The manifest may be younger than a tick: what it says is compared anyway.
        let own = Seal::of_file(root, MANIFEST)?;
        Some(Seals { manifest: (blake3::hash(text.as_bytes()), own), files, directories })
    }

    /// Whether these are of the tree at `root`, whose manifest has this text.
    pub(super) fn are_of(&self, root: BorrowedFd<'_>, text: &str) -> bool {
        let (hash, seal) = &self.manifest;
        keeps_time(root) && Seal::of_file(root, MANIFEST) == Some(*seal) && blake3::hash(text.as_bytes()) == *hash
    }

    /// The seal of a file, by its number in the manifest.
    pub(super) fn file(&self, index: usize) -> Option<Seal> {
        self.files.get(index).copied().flatten()
    }

    /// The seal of a directory, by its number among those of the manifest.
    pub(super) fn directory(&self, index: usize) -> Option<Seal> {
        self.directories.get(index).copied().flatten()
    }

    /// The hash of the manifest of the tree that was sealed.
    pub fn manifest(&self) -> blake3::Hash {
        self.manifest.0
    }

    /// Their text: a line per seal, `-` for what has none.
    pub fn render(&self) -> String {
        let mut text = String::with_capacity((self.files.len() + self.directories.len()) * 40 + 200);
        let (hash, seal) = &self.manifest;
        let _ = write!(text, "{} {} {} ", hash.to_hex(), self.files.len(), self.directories.len());
        seal.write(&mut text);
        for seal in self.files.iter().chain(&self.directories) {
            match seal {
                Some(seal) => seal.write(&mut text),
                None => text.push_str("-\n"),
            }
        }
        text
    }

    /// Reads what [`Seals::render`] wrote, to the end of the lines; `None` if it is anything else.
    pub fn parse<'t>(lines: &mut impl Iterator<Item = &'t str>) -> Option<Seals> {
        let mut head = lines.next()?.splitn(4, ' ');
        let hash = blake3::Hash::from_hex(head.next()?).ok()?;
        let (files, directories): (usize, usize) = (head.next()?.parse().ok()?, head.next()?.parse().ok()?);
        let manifest = (hash, Seal::parse(head.next()?)?);
        let mut seals = lines.map(|line| if line == "-" { Some(None) } else { Seal::parse(line).map(Some) });
        let mut take = |count| seals.by_ref().take(count).collect::<Option<Vec<Option<Seal>>>>();
        let seals = Seals { manifest, files: take(files)?, directories: take(directories)? };
        (seals.files.len() == files && seals.directories.len() == directories).then_some(seals)
    }
}

/// Whether a file system is one whose change times are the kernel's own.
#[cfg(target_os = "linux")]
fn keeps_time(root: BorrowedFd<'_>) -> bool {
    // ext2 to ext4, tmpfs, Btrfs, XFS, F2FS, overlayfs, ZFS, bcachefs: their numbers in `statfs`.
    const KNOWN: [u32; 8] =
        [0xEF53, 0x0102_1994, 0x9123_683E, 0x5846_5342, 0xF2F5_2010, 0x794C_7630, 0x2FC1_2FC1, 0xCA45_1A4E];
    // The type of the field differs between processors; the numbers have 32 bits on all of them.
    rustix::fs::fstatfs(root.as_fd()).is_ok_and(|system| KNOWN.contains(&(system.f_type as u32)))
}

#[cfg(not(target_os = "linux"))]
fn keeps_time(_root: BorrowedFd<'_>) -> bool {
    false
}
