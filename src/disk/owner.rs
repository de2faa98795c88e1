//! Whether what is there is ours to replace, asked before anything is staged.
//!
//! A build in a container often runs as root. The folders that it made cannot be emptied by the owner of the project:
//! an exchange would succeed once and leave a tree beside the output that is in the way of all later builds, and a
//! build in place would stop half-way. So the folders of the previous tree are asked first, and a refusal says in one
//! line what to do. Files need not be asked: whoever may write to a folder may replace what is in it.

use std::io;
use std::os::fd::BorrowedFd;
use std::path::Path;

use rayon::prelude::*;
use rustix::fs::{Access, AtFlags};
use rustix::io::Errno;

use super::calls::Operation;
use super::error::OutputError;
use super::manifest::{MANIFEST, Manifest};
use super::place::Place;
use super::way::Way;

/// The bit of a folder in which everybody may only remove what is their own, as `/tmp`.
const STICKY: u32 = 0o1000;

/// Refuses an output that has folders of this manifest which we cannot empty.
pub(super) fn check(place: &Place, root: BorrowedFd<'_>, manifest: &Manifest) -> Result<(), OutputError> {
    let directories = manifest.directories();
    let closed = directories.par_iter().find_first(|directory| is_closed(root, directory, place.way));
    let closed = match closed {
        Some(directory) => Some((*directory).to_owned()),
        None => others_in_sticky_root(root, manifest),
    };
    let Some(path) = closed else { return Ok(()) };
    let (user, group) = (rustix::process::geteuid().as_raw(), rustix::process::getegid().as_raw());
    let is_own = owner(root, &path) == Some(user);
    let output = quoted(&place.path);
    let remedy = match place.way {
        Way::Exchange if is_own => format!("`chmod -R u+rwX {output}`"),
        // A file system is not removed, nor a work tree.
        Way::InPlace(_) if is_own => format!("`chmod u+rwx {output}`"),
        Way::Exchange => format!("remove it with `sudo rm -r {output}`"),
        Way::InPlace(_) if path.is_empty() => format!("make it yours with `sudo chown -R {user}:{group} {output}`"),
        Way::InPlace(_) => format!(
            "make it yours with `sudo chown -R {user}:{group} {output}`, or remove it with `sudo rm -r {}`",
            quoted(&place.path.join(&path))
        ),
    };
    Err(OutputError::NotOurs { action: "replace", path: place.path.join(path), is_own, remedy })
}

/// Why a tree that a build has left cannot be removed.
pub(super) fn of_leftover(path: &Path, error: io::Error) -> OutputError {
    if error.kind() != io::ErrorKind::PermissionDenied {
        return OutputError::io(Operation::RemoveDirectory, path)(error);
    }
    let remedy = format!("remove it with `sudo rm -r {}`", quoted(path));
    OutputError::NotOurs { action: "remove", path: path.to_owned(), is_own: false, remedy }
}

/// Refuses what a build has staged, if we cannot take it from there.
pub(super) fn check_staged(root: BorrowedFd<'_>, shown: &Path) -> Result<(), OutputError> {
    let is_closed = is_closed(root, "", Way::Exchange);
    if is_closed { Err(of_leftover(shown, io::ErrorKind::PermissionDenied.into())) } else { Ok(()) }
}

/// Whether we may not change what is in a directory. In place, the mode of a directory of our own is put right.
fn is_closed(root: BorrowedFd<'_>, directory: &str, way: Way) -> bool {
    let path = if directory.is_empty() { "." } else { directory };
    let asked = rustix::fs::accessat(root, path, Access::WRITE_OK | Access::EXEC_OK, AtFlags::empty());
    let is_refused = asked == Err(Errno::ACCESS);
    let is_mended = || way != Way::Exchange && !directory.is_empty() && is_ours(root, directory);
    is_refused && !is_mended()
}

/// A file directly in an output in which everybody may only replace their own, if it is another's.
fn others_in_sticky_root(root: BorrowedFd<'_>, manifest: &Manifest) -> Option<String> {
    let stat = rustix::fs::fstat(root).ok()?;
    let user = rustix::process::geteuid().as_raw();
    if stat.st_mode & STICKY == 0 || stat.st_uid == user || user == 0 {
        return None;
    }
    let files = manifest.paths().filter(|path| !path.contains('/'));
    let is_others = |path: &&str| owner(root, path).is_some_and(|owner| owner != user);
    files.chain([MANIFEST]).find(is_others).map(str::to_owned)
}

fn is_ours(root: BorrowedFd<'_>, path: &str) -> bool {
    owner(root, path) == Some(rustix::process::geteuid().as_raw())
}

fn owner(root: BorrowedFd<'_>, path: &str) -> Option<u32> {
    let path = if path.is_empty() { "." } else { path };
    rustix::fs::statat(root, path, AtFlags::SYMLINK_NOFOLLOW).ok().map(|stat| stat.st_uid)
}

/// A path as a shell takes it.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+,:@%".contains(c);
    if text.chars().all(is_plain) { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}
