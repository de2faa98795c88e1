//! What editors and operating systems leave in folders: nobody's work. It is no input, it does not keep a folder from
//! being the output, and the preview does not look up for it.
//!
//! Only names that nothing else has are here, since what is litter in an output goes with the tree that it lies in. Other
//! hidden files are another matter: they are no input either, but may be somebody's.

/// Names of files.
const FILES: [&str; 7] = [".DS_Store", ".directory", ".gitkeep", ".localized", "Icon\r", "Thumbs.db", "desktop.ini"];
/// What names of files begin with, and what they end with.
const PATTERNS: [(&str, &str); 10] = [
    // Finder, on file systems of others; Emacs, its locks and what it has saved by itself; LibreOffice.
    ("._", ""),
    (".#", ""),
    ("#", "#"),
    (".~lock.", "#"),
    // Backups; swap files of vim; JetBrains.
    ("", "~"),
    ("", ".swp"),
    ("", ".swo"),
    ("", ".swx"),
    ("", "___jb_tmp___"),
    ("", "___jb_old___"),
];
/// What stands before a number in the names of files that were removed while they were open, on NFS and FUSE.
const OPEN: [&str; 2] = [".nfs", ".fuse_hidden"];
/// Names of folders: netatalk, Synology.
const FOLDERS: [&str; 2] = [".AppleDouble", "@eaDir"];
/// Folders of what somebody has thrown away, with the name that the system gives it behind them.
const TRASH: [&str; 2] = [".Trash-", ".Trashes"];

/// Whether a file is litter.
pub fn is_litter_file(name: &str) -> bool {
    let is_like = |(start, end): &(&str, &str)| {
        name.len() > start.len() + end.len() && name.starts_with(start) && name.ends_with(end)
    };
    let is_number = |rest: &str| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_hexdigit());
    FILES.contains(&name)
        || PATTERNS.iter().any(is_like)
        || OPEN.iter().any(|start| name.strip_prefix(start).is_some_and(is_number))
}

/// Whether a folder is litter, with all that is in it.
pub(super) fn is_litter_folder(name: &str) -> bool {
    FOLDERS.contains(&name)
}

/// Whether a folder is litter that may be missed: it is in nobody's way, but never removed.
pub(super) fn is_trash(name: &str) -> bool {
    TRASH.iter().any(|start| name.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::{is_litter_file, is_litter_folder, is_trash};

    #[test]
    fn litter_is_told_from_what_may_be_work() {
        let litter = [
            "._x.html",
            ".directory",
            "x.html~",
            ".gitkeep",
            ".x.md.swp",
            ".#x.md",
            "#x.md#",
            ".nfs0000000000a1b2c3",
            ".fuse_hidden0000000100000001",
            ".localized",
            "Icon\r",
            ".~lock.x.odt#",
            "x.md___jb_tmp___",
            "Thumbs.db",
        ];
        for name in litter {
            assert!(is_litter_file(name), "{name}");
        }
        for name in
            ["x.md", "tearsheet.toml", "swp", "~", "#", "Icon", ".nfs", ".nfs-notes", ".htaccess", ".nojekyll", "4913"]
        {
            assert!(!is_litter_file(name), "{name}");
        }
        assert!([".AppleDouble", "@eaDir"].into_iter().all(is_litter_folder) && is_trash(".Trash-1000"));
        assert!(!["deals", ".git", "x~", ".Trash-1000"].into_iter().any(is_litter_folder) && !is_trash("Trash"));
    }
}
