//! Every system call that changes the disk, each announced to an observer.
//!
//! The output is promised to survive a kill or a failure at any instant, and a promise about every instant
//! needs a list of instants. So the rest of [`crate::disk`] changes the disk through [`Calls`] alone; the tests
//! pass a [`Steps`] that counts, kills the process or fails the call, and production passes none.
//!
//! Paths are relative to a directory held open: the kernel then walks a few components and not the whole
//! path, and nobody who renames a folder above us can divert a write. Reads are not announced here.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::{BorrowedFd, OwnedFd};
use std::path::Path;

use rustix::fs::{AtFlags, Mode, OFlags};

/// The mode of every file we write, whatever the umask.
pub(super) const FILE_MODE: Mode = Mode::from_raw_mode(0o644);
/// The mode of every directory we make, whatever the umask.
pub(super) const DIRECTORY_MODE: Mode = Mode::from_raw_mode(0o755);

/// What a system call does; [`Operation::verb`] puts it into a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Operation {
    /// `openat`, to read.
    Open,
    /// `read`, `getdents`.
    Read,
    /// `flock` of the folder that the output is staged in.
    Lock,
    /// `mkdirat`.
    MakeDirectory,
    /// `openat` with `O_CREAT`.
    Create,
    /// `write`.
    Write,
    /// `fchmod`, `fchmodat`, where the umask took bits away or somebody changed them.
    SetMode,
    /// `linkat`.
    Link,
    /// `syncfs` of the staged tree, `fsync` of the folder that holds it.
    Sync,
    /// `renameat2` with `RENAME_EXCHANGE`.
    Exchange,
    /// `renameat`.
    Rename,
    /// `renameat` from the staged tree into an output that is written in place.
    Bring,
    /// `unlinkat`.
    RemoveFile,
    /// `unlinkat` with `AT_REMOVEDIR`.
    RemoveDirectory,
}

impl Operation {
    /// Completes "cannot …" before a path.
    pub fn verb(self) -> &'static str {
        match self {
            Operation::Open => "open",
            Operation::Read => "read",
            Operation::Lock => "lock",
            Operation::MakeDirectory => "create the folder",
            Operation::Create => "create",
            Operation::Write => "write",
            Operation::SetMode => "set the permissions of",
            Operation::Link => "link or copy the unchanged",
            Operation::Sync => "flush to disk",
            Operation::Exchange => "swap in the new",
            Operation::Rename => "rename",
            Operation::Bring => "put in place the new",
            Operation::RemoveFile => "remove",
            Operation::RemoveDirectory => "remove the folder",
        }
    }
}

/// Sees every change of the disk, before and after. For tests of what happens when one of them fails.
pub trait Steps: Send + Sync {
    /// Called before the change; an error is returned in its stead, as if the kernel had refused.
    ///
    /// # Errors
    /// What the change should fail with.
    fn before(&self, operation: Operation, path: &Path) -> io::Result<()>;

    /// Called after a change that succeeded.
    fn after(&self, operation: Operation, path: &Path);
}

/// The system calls, and who watches them.
#[derive(Default)]
pub(super) struct Calls {
    steps: Option<Box<dyn Steps>>,
}

impl Calls {
    pub(super) fn new(steps: Option<Box<dyn Steps>>) -> Calls {
        Calls { steps }
    }

    fn step<T>(&self, operation: Operation, path: &Path, act: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let Some(steps) = &self.steps else { return act() };
        steps.before(operation, path)?;
        let value = act()?;
        steps.after(operation, path);
        Ok(value)
    }

    /// Makes a directory with the mode [`DIRECTORY_MODE`], less the umask.
    pub(super) fn make_directory(&self, at: BorrowedFd<'_>, path: &Path) -> io::Result<()> {
        self.step(Operation::MakeDirectory, path, || Ok(rustix::fs::mkdirat(at, path, DIRECTORY_MODE)?))
    }

    /// Makes a file that must not exist, with the mode [`FILE_MODE`], less the umask.
    pub(super) fn create(&self, at: BorrowedFd<'_>, path: &Path) -> io::Result<File> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        self.step(Operation::Create, path, || Ok(File::from(rustix::fs::openat(at, path, flags, FILE_MODE)?)))
    }

    /// Writes all of `bytes`; `path` is for the observer.
    pub(super) fn write(&self, mut file: &File, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.step(Operation::Write, path, || file.write_all(bytes))
    }

    /// Sets the permission bits of an open file or directory; `path` is for the observer.
    pub(super) fn set_mode(&self, file: BorrowedFd<'_>, path: &Path, mode: Mode) -> io::Result<()> {
        self.step(Operation::SetMode, path, || Ok(rustix::fs::fchmod(file, mode)?))
    }

    /// Sets the permission bits of a directory, which is no link.
    pub(super) fn set_mode_at(&self, at: BorrowedFd<'_>, path: &Path, mode: Mode) -> io::Result<()> {
        self.step(Operation::SetMode, path, || Ok(rustix::fs::chmodat(at, path, mode, AtFlags::empty())?))
    }

    /// Gives the file `path` below `from` the same name below `to`.
    pub(super) fn link(&self, from: BorrowedFd<'_>, to: BorrowedFd<'_>, path: &Path) -> io::Result<()> {
        self.step(Operation::Link, path, || Ok(rustix::fs::linkat(from, path, to, path, AtFlags::empty())?))
    }

    /// Brings everything that was written to the file system of `at` to the disk: one call in place of an
    /// `fsync` per file, which would cost more than the rest of the build.
    pub(super) fn sync_file_system(&self, at: BorrowedFd<'_>, path: &Path) -> io::Result<()> {
        self.step(Operation::Sync, path, || sync_file_system(at))
    }

    /// Brings the names in a directory to the disk. Some file systems cannot, and say EINVAL.
    pub(super) fn sync_directory(&self, at: BorrowedFd<'_>, path: &Path) -> io::Result<()> {
        self.step(Operation::Sync, path, || match rustix::fs::fsync(at) {
            Err(rustix::io::Errno::INVAL) => Ok(()),
            other => Ok(other?),
        })
    }

    /// Swaps two names of one directory in one step.
    pub(super) fn exchange(&self, at: BorrowedFd<'_>, one: &OsStr, other: &OsStr) -> io::Result<()> {
        self.step(Operation::Exchange, Path::new(other), || exchange(at, one, other))
    }

    /// Renames within one directory.
    pub(super) fn rename(&self, at: BorrowedFd<'_>, from: &OsStr, to: &OsStr) -> io::Result<()> {
        self.step(Operation::Rename, Path::new(from), || Ok(rustix::fs::renameat(at, from, at, to)?))
    }

    /// Moves the file `path` below `from` to the same name below `to`, on the same file system, over what is there.
    pub(super) fn bring(&self, from: BorrowedFd<'_>, to: BorrowedFd<'_>, path: &Path) -> io::Result<()> {
        self.step(Operation::Bring, path, || Ok(rustix::fs::renameat(from, path, to, path)?))
    }

    /// Removes a file or a symbolic link.
    pub(super) fn remove_file(&self, at: BorrowedFd<'_>, path: &Path) -> io::Result<()> {
        self.step(Operation::RemoveFile, path, || Ok(rustix::fs::unlinkat(at, path, AtFlags::empty())?))
    }

    /// Removes an empty directory.
    pub(super) fn remove_directory(&self, at: BorrowedFd<'_>, path: &Path) -> io::Result<()> {
        self.step(Operation::RemoveDirectory, path, || Ok(rustix::fs::unlinkat(at, path, AtFlags::REMOVEDIR)?))
    }
}

/// Opens a directory, not following a link in its last component.
pub(super) fn open_directory(at: BorrowedFd<'_>, path: &Path) -> io::Result<OwnedFd> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    Ok(rustix::fs::openat(at, path, flags, Mode::empty())?)
}

/// Opens a file to read it, not following a link and not waiting for the other end of a pipe.
pub(super) fn open_file(at: BorrowedFd<'_>, path: &Path) -> io::Result<File> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(File::from(rustix::fs::openat(at, path, flags, Mode::empty())?))
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn sync_file_system(at: BorrowedFd<'_>) -> io::Result<()> {
    Ok(rustix::fs::syncfs(at)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn sync_file_system(_at: BorrowedFd<'_>) -> io::Result<()> {
    rustix::fs::sync();
    Ok(())
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(at: BorrowedFd<'_>, one: &OsStr, other: &OsStr) -> io::Result<()> {
    Ok(rustix::fs::renameat_with(at, one, at, other, rustix::fs::RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_at: BorrowedFd<'_>, _one: &OsStr, _other: &OsStr) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
