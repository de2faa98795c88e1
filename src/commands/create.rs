//! Files that are made for the user: never over one that exists, at most at its end.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::Failure;

/// Writes a file that must not exist yet, and the directories above it.
pub(crate) fn file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(|error| Failure::io("create", parent, &error))?;
    }
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    match file.and_then(|mut file| file.write_all(bytes)) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Err(Failure::of(format!("`{}` exists; it is left as it is", path.display())))
        }
        Err(error) => Err(Failure::io("write", path, &error)),
        Ok(()) => Ok(()),
    }
}

/// Adds to the end of a file, in one piece.
pub(crate) fn append(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let file = OpenOptions::new().append(true).open(path);
    file.and_then(|mut file| file.write_all(bytes)).map_err(|error| Failure::io("write", path, &error))
}
