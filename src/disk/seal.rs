//! Seals: how a later build knows, without reading it, that a file of the output is as we left it.
//!
//! A file cannot be written, nor its mode or its name changed, without the kernel setting its change time (`ctime`),
//! which nobody can set to a value of their own, unlike the time of modification. So the numbers of a [`Seal`] tell
//! that a file was *not* touched. They are never asked whether a page has changed: that is a question about its input,
//! and answered by content alone. Where a seal is missing or broken the file is read.
//!
//! What is sealed is what was seen: a file whose bytes we wrote or read, if it is still that file when the build ends;
//! a directory whose names we made or listed. What would make a seal lie is excluded, as far as it can be:
//!
//! - Times have ticks, and a file that is changed twice within one has the same time twice. A file is sealed only when
//!   the tick of its last change is over ([`SETTLED`]).
//! - A network or user-space file system may keep time as it pleases. Only those of the list in [`keeps_time`] are
//!   believed; elsewhere nothing is sealed, and every build reads.
//! - What is written through a mapping (`mmap`) is told when it reaches the disk, on tmpfs never. Nobody is known to
//!   edit a page like that; `build --full` reads everything.

use std::fmt::Write;
use std::os::fd::{AsFd, BorrowedFd};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rayon::prelude::*;
use rustix::fs::{AtFlags, FileType, Mode, Stat};

use super::calls::{DIRECTORY_MODE, FILE_MODE};
use super::manifest::{MANIFEST, Manifest};

/// How long ago a file must have been changed to be sealed: the longest tick of a kernel's clock is 10 ms.
const SETTLED: Duration = Duration::from_millis(20);

/// Seconds and nanoseconds.
type Time = (i64, u32);

/// What the kernel says of a file or directory with the mode that we gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seal {
    inode: u64,
    size: u64,
    written: Time,
    changed: Time,
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

    /// The same of an open file.
    pub(super) fn of_open_file(file: impl AsFd) -> Option<Seal> {
        Seal::of(&rustix::fs::fstat(file).ok()?, FileType::RegularFile, FILE_MODE)
    }

    /// The same of a directory; `""` is the root.
    pub(super) fn of_directory(root: BorrowedFd<'_>, path: &str) -> Option<Seal> {
        let stat = match path {
            "" => rustix::fs::fstat(root),
            _ => rustix::fs::statat(root, path, AtFlags::SYMLINK_NOFOLLOW),
        };
        Seal::of(&stat.ok()?, FileType::Directory, DIRECTORY_MODE)
    }

    /// Of what has this type and this mode.
    pub(super) fn of(stat: &Stat, kind: FileType, mode: Mode) -> Option<Seal> {
        let ours = FileType::from_raw_mode(stat.st_mode) == kind && Mode::from_raw_mode(stat.st_mode) == mode;
        let seal = Seal {
            inode: stat.st_ino,
            size: u64::try_from(stat.st_size).ok()?,
            written: (stat.st_mtime, u32::try_from(stat.st_mtime_nsec).ok()?),
            changed: (stat.st_ctime, u32::try_from(stat.st_ctime_nsec).ok()?),
        };
        ours.then_some(seal)
    }

    /// Its size in bytes.
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// Whether it is of the same file with the same bytes, though its names may have changed, as ours do when a tree
    /// is linked.
    pub(super) fn is_like(&self, other: &Seal) -> bool {
        (self.inode, self.size, self.written) == (other.inode, other.size, other.written)
    }

    /// The seal, if a change from now on would have another time.
    pub(super) fn settled(self) -> Option<Seal> {
        let (seconds, nanoseconds) = self.changed;
        let changed = Duration::new(u64::try_from(seconds).ok()?, nanoseconds);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
        // A time without a fraction is that of a file system which counts in seconds.
        (nanoseconds != 0 && changed + SETTLED < now).then_some(self)
    }

    fn write(&self, text: &mut String) {
        // Writing to a string cannot fail.
        let Seal { inode, size, written, changed } = self;
        let _ = writeln!(text, "{inode} {size} {} {} {} {}", written.0, written.1, changed.0, changed.1);
    }

    fn parse(line: &str) -> Option<Seal> {
        let mut parts = line.split(' ');
        let seal = Seal {
            inode: parts.next()?.parse().ok()?,
            size: parts.next()?.parse().ok()?,
            written: (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?),
            changed: (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?),
        };
        parts.next().is_none().then_some(seal)
    }
}

impl Seals {
    /// Seals the tree at `root`, whose manifest has this text; `None` where seals would not hold. `files` are as
    /// they were seen, in the order of the manifest: what has been changed since is not sealed. `directories` were
    /// settled when they were seen. `is_same` is [`Seal::is_like`] if we gave or took names since. To be called while the output is locked, and after our own last change of it.
    pub(super) fn take(
        root: BorrowedFd<'_>,
        (manifest, text): (&Manifest, &str),
        files: &[Option<Seal>],
        directories: &[Option<Seal>],
        is_same: impl Fn(&Seal, &Seal) -> bool + Sync,
    ) -> Option<Seals> {
        if !keeps_time(root) {
            return None;
        }
        // What the manifest says is compared anyway, however young it is.
        let own = (blake3::hash(text.as_bytes()), Seal::of_file(root, MANIFEST)?);
        let file = |(path, seen): (&str, &Option<Seal>)| {
            let now = Seal::of_file(root, path).filter(|now| seen.is_some_and(|seen| is_same(&seen, now)));
            now.and_then(Seal::settled)
        };
        let paths: Vec<&str> = manifest.paths().collect();
        let files = paths.into_par_iter().zip(files).map(file).collect();
        Some(Seals { manifest: own, files, directories: directories.to_vec() })
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

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::{Seal, Seals};

    fn seal(inode: u64) -> Seal {
        Seal { inode, size: 7, written: (-1, 2), changed: (1_700_000_000, 999_999_999) }
    }

    #[test]
    fn what_is_rendered_is_parsed() {
        let seals = Seals {
            manifest: (blake3::hash(b"m"), seal(1)),
            files: vec![Some(seal(2)), None, Some(seal(u64::MAX))],
            directories: vec![None, Some(seal(3))],
        };
        let text = seals.render() + "more\n";
        let mut lines = text.lines();
        assert_eq!(Seals::parse(&mut lines).unwrap(), seals);
        assert_eq!(lines.next(), Some("more"));
        for cut in 0..seals.render().lines().count() {
            assert_eq!(Seals::parse(&mut text.lines().take(cut)), None, "{cut} lines");
        }
        for wrong in [text.replacen(" 7 ", " 7 7 ", 1), text.replacen('-', "+", 2), text.replacen("3 2", "4 2", 1)] {
            assert_ne!(Seals::parse(&mut wrong.lines()), Some(seals.clone()), "{wrong}");
        }
    }
}
