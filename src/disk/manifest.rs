//! The list of what we wrote, kept inside the output as `.tearsheet-manifest`.
//!
//! ```text
//! tearsheet manifest 1
//! 0f2c…64 hex digits… 15210 deals/openai-aws/index.html
//! ```
//!
//! Plain text, lines sorted by path, no times and no absolute paths: the same site has the same manifest.
//! It tells the next build which files are its own to replace or remove, and which pages are unchanged. Since
//! files are removed on its word, a path that could lead out of the output makes the whole manifest invalid.

use std::fmt::Write;

/// Its name inside the output.
pub const MANIFEST: &str = ".tearsheet-manifest";

/// What our own records in an output begin with, and so no file of a site.
const OWN: &str = ".tearsheet-";

/// What a system call takes as a path, in bytes.
const LONGEST: usize = 4096;

const HEADER: &str = "tearsheet manifest 1";

/// How the head of a published site's manifest begins (`publish::Release`).
const RELEASE: &str = "tearsheet release ";

/// What is known of a file without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// BLAKE3 of its bytes.
    pub hash: blake3::Hash,
    /// How many bytes.
    pub size: u64,
}

impl Fingerprint {
    /// The fingerprint of these bytes.
    pub fn of(bytes: &[u8]) -> Fingerprint {
        Fingerprint { hash: blake3::hash(bytes), size: bytes.len() as u64 }
    }
}

/// The files of an output, by path relative to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Paths with `/`, sorted by bytes, each once. The manifest itself is not among them.
    files: Vec<(String, Fingerprint)>,
}

impl FromIterator<(String, Fingerprint)> for Manifest {
    fn from_iter<I: IntoIterator<Item = (String, Fingerprint)>>(files: I) -> Manifest {
        let mut files: Vec<(String, Fingerprint)> = files.into_iter().collect();
        files.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        files.dedup_by(|(a, _), (b, _)| a == b);
        Manifest { files }
    }
}

impl Manifest {
    /// Reads a manifest; the error is the number of the first line that is not as we write them, from 1.
    ///
    /// # Errors
    /// The line: a header of another version, an unsafe path, lines out of order, a cut last line.
    pub fn parse(text: &str) -> Result<Manifest, usize> {
        // A site that was published has a head above it, which says when and from what.
        if text.starts_with(RELEASE) {
            let (head, manifest) = text.split_once("\n\n").ok_or(1_usize)?;
            return Manifest::parse(manifest).map_err(|line| line + head.lines().count() + 1);
        }
        let mut lines = text.split_inclusive('\n').map(|line| line.strip_suffix('\n'));
        if lines.next().flatten() != Some(HEADER) {
            return Err(1);
        }
        let mut files: Vec<(String, Fingerprint)> = Vec::new();
        for (number, line) in (2..).zip(lines) {
            let (path, fingerprint) = line.and_then(parse_line).ok_or(number)?;
            if files.last().is_some_and(|(last, _)| last.as_str() >= path) {
                return Err(number);
            }
            files.push((path.to_owned(), fingerprint));
        }
        Ok(Manifest { files })
    }

    /// Whether a text is the path of a file that a site may have: below its root, one file only.
    pub fn is_path(text: &str) -> bool {
        is_safe(text)
    }

    /// The files, in the order of their paths.
    pub fn files(&self) -> &[(String, Fingerprint)] {
        &self.files
    }

    /// The paths, in their order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|(path, _)| path.as_str())
    }

    /// Which of [`Manifest::files`] is at a path.
    pub fn position(&self, path: &str) -> Option<usize> {
        self.files.binary_search_by(|(known, _)| known.as_str().cmp(path)).ok()
    }

    /// Whether there is a file at a path.
    pub fn contains(&self, path: &str) -> bool {
        self.position(path).is_some()
    }

    /// How many of its files `other` does not have.
    pub(super) fn missing_in(&self, other: &Manifest) -> usize {
        let mut theirs = other.paths().peekable();
        let is_missing = |path: &&str| {
            while theirs.next_if(|their| their < path).is_some() {}
            theirs.next_if_eq(path).is_none()
        };
        self.paths().filter(is_missing).count()
    }

    /// The directories that the files are in, that of the output itself (`""`) first, each before what is in it.
    pub(super) fn directories(&self) -> Vec<&str> {
        let mut all = vec![""];
        let mut before = "";
        for path in self.paths() {
            // Files below one directory stand together, so that one which the last file was in is known.
            let known = |directory: &&str| before.strip_prefix(directory).is_some_and(|rest| rest.starts_with('/'));
            let first = all.len();
            all.extend(directories_above(path).take_while(|directory| !known(directory)));
            all[first..].reverse();
            before = path;
        }
        all
    }

    /// Its text.
    pub fn render(&self) -> String {
        let mut text = String::with_capacity(HEADER.len() + 1 + self.files.len() * 120);
        text.push_str(HEADER);
        text.push('\n');
        for (path, Fingerprint { hash, size }) in &self.files {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{} {size} {path}", hash.to_hex());
        }
        text
    }
}

fn parse_line(line: &str) -> Option<(&str, Fingerprint)> {
    let mut parts = line.splitn(3, ' ');
    let hash = blake3::Hash::from_hex(parts.next()?).ok()?;
    let size = parts.next()?.parse().ok()?;
    let path = parts.next().filter(|path| is_safe(path))?;
    Some((path, Fingerprint { hash, size }))
}

/// Whether a path stays below the output, means one file only, and fits on a line of the manifest.
pub(super) fn is_safe(path: &str) -> bool {
    !path.starts_with(OWN)
        && path.len() < LONGEST
        && !path.contains(|c: char| c.is_control() || c == '\\')
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// The directories above a path, the deepest first: `a/b` and `a` of `a/b/c`.
pub(super) fn directories_above(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(parent(path), |directory| parent(directory))
}

/// The directory that a path is in; `None` at the top.
pub(super) fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(directory, _)| directory)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::{Fingerprint, Manifest, is_safe};

    fn sample() -> Manifest {
        let files = [("a b.txt", "x"), ("deals/é/index.html", ""), ("index.html", "<p>")];
        files.into_iter().map(|(path, text)| (path.to_owned(), Fingerprint::of(text.as_bytes()))).collect()
    }

    #[test]
    fn what_is_rendered_is_parsed() {
        assert_eq!(Manifest::parse(&sample().render()), Ok(sample()));
        assert_eq!(Manifest::parse(&Manifest::default().render()), Ok(Manifest::default()));
    }

    #[test]
    fn what_we_would_not_write_is_refused_at_its_line() {
        let good = sample().render();
        let with = |from: &str, to: &str| {
            assert!(good.contains(from), "{from}");
            Manifest::parse(&good.replacen(from, to, 1)).unwrap_err()
        };
        assert_eq!(Manifest::parse(""), Err(1));
        assert_eq!(Manifest::parse(&good[..good.len() - 1]), Err(4), "the last line is cut");
        assert_eq!(with("manifest 1", "manifest 2"), 1);
        assert_eq!(with("a b.txt", "../a"), 2);
        assert_eq!(with("deals/é", "<<<<<<< HEAD\ndeals/é"), 3);
        assert_eq!(with("a b.txt", "e"), 3, "out of order");
    }

    #[test]
    fn directories_come_once_and_before_what_is_in_them() {
        let paths = ["a b/x", "a/b/c/1", "a/b/d", "a/b.c/2", "a/z/1/2/3", "top"];
        let manifest: Manifest = paths.map(|path| (path.to_owned(), Fingerprint::of(b""))).into_iter().collect();
        assert_eq!(manifest.directories(), ["", "a b", "a", "a/b.c", "a/b", "a/b/c", "a/z", "a/z/1", "a/z/1/2"]);
        assert_eq!(Manifest::default().directories(), [""]);
    }

    #[test]
    fn missing_files_are_counted() {
        let of =
            |paths: &str| -> Manifest { paths.chars().map(|path| (path.to_string(), Fingerprint::of(b""))).collect() };
        for (ours, theirs, missing) in
            [("", "", 0), ("abc", "", 3), ("", "abc", 0), ("abd", "bce", 2), ("bd", "abcd", 0)]
        {
            assert_eq!(of(ours).missing_in(&of(theirs)), missing, "{ours} in {theirs}");
        }
    }

    #[test]
    fn only_paths_below_the_output_are_safe() {
        for path in ["a", "a/b.c", "...", ".well-known/x", "a b/é"] {
            assert!(is_safe(path), "{path}");
        }
        for path in ["", "/a", "a//b", "a/", ".", "a/../b", "..", "a\nb", "a\\b", ".tearsheet-manifest", "./a"] {
            assert!(!is_safe(path), "{path}");
        }
    }
}
