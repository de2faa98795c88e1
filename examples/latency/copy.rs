//! A copy of a project, without what builders keep in it.

use std::fs;
use std::io;
use std::path::Path;

use walkdir::WalkDir;

/// Copies every file below `from` that is not hidden and in no hidden folder.
pub(crate) fn tree(from: &Path, to: &Path) -> io::Result<()> {
    let is_shown = |name: &std::ffi::OsStr| !name.to_string_lossy().starts_with('.');
    let entries = WalkDir::new(from).into_iter().filter_entry(|e| e.depth() == 0 || is_shown(e.file_name()));
    for entry in entries {
        let entry = entry?;
        let target = to.join(entry.path().strip_prefix(from).map_err(io::Error::other)?);
        if entry.file_type().is_dir() {
            fs::create_dir_all(target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
