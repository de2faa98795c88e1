//! What lies at a place: the manifest of the site there, with a head that says which it is and where it came from.
//!
//! ```text
//! tearsheet release 1
//! generation 0f2c66a1b2c3d4e5
//! previous 99aa…, or -
//! source 1a2b3c…, or -           the commit it was built from, with a `+` if there were changes on top
//! published 2026-11-28T10:00:00.000000Z
//! served 3a4b5c6d7e8f9a0b          how its objects are served, at a place that keeps that with each of them
//! before 9f8e7d…                 the commit of the previous one, if that cannot be gone back to
//! retained 1 assets/x.01234567.css   an asset of an earlier site that stays for pages that are still open
//!
//! tearsheet manifest 1
//! …
//! ```
//!
//! It takes the manifest's name there, and its place as the last file that is written.

use std::fmt::{self, Write};

use jiff::Timestamp;

use crate::disk::Manifest;

const HEADER: &str = "tearsheet release 1";

/// Which site it is: the first 16 hex digits of the hash of its manifest. Equal sites are of one generation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Generation(String);

impl Generation {
    /// That of the site with this manifest.
    pub fn of(manifest: &str) -> Generation {
        Generation(blake3::hash(manifest.as_bytes()).to_hex()[..16].to_owned())
    }

    /// As written; `None` if it is not 16 lower-case hex digits.
    pub fn parse(text: &str) -> Option<Generation> {
        let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        (text.len() == 16 && text.bytes().all(hex)).then(|| Generation(text.to_owned()))
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Generation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A site as it lies at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Which site it is.
    pub generation: Generation,
    /// The one that it took the place of.
    pub previous: Option<Generation>,
    /// The commit that it was built from; with a `+` if there were changes on top.
    pub source: Option<String>,
    /// When it was published.
    pub published: Timestamp,
    /// How it is served, where the place keeps that with each file: another mark if anything of it is another.
    pub served: Option<String>,
    /// The commit of the one before, where only that is left of it.
    pub before: Option<String>,
    /// Assets of earlier sites that are still there, each with the number of publications that it has outlived.
    pub retained: Vec<(usize, String)>,
    /// Its files.
    pub manifest: Manifest,
}

impl Release {
    /// Reads one. `None` if it is not as we write them, or of another version.
    pub fn parse(text: &str) -> Option<Release> {
        let (head, manifest) = text.split_once("\n\n")?;
        let release = Release::parse_head(head)?;
        Some(Release { manifest: Manifest::parse(manifest).ok()?, ..release })
    }

    /// Reads the lines above the manifest only.
    pub fn parse_head(head: &str) -> Option<Release> {
        let mut lines = head.lines();
        (lines.next()? == HEADER).then_some(())?;
        let mut line = |key: &str| lines.next()?.strip_prefix(key)?.strip_prefix(' ').map(str::to_owned);
        let known = |text: String| (text != "-").then_some(text);
        let mut release = Release {
            generation: Generation::parse(&line("generation")?)?,
            previous: known(line("previous")?).map(|text| Generation::parse(&text).ok_or(())).transpose().ok()?,
            source: known(line("source")?).map(|text| commit_of(&text).ok_or(())).transpose().ok()?,
            published: micros(line("published")?.parse().ok()?)?,
            served: None,
            before: None,
            retained: Vec::new(),
            manifest: Manifest::default(),
        };
        for line in lines {
            match line.split_once(' ')? {
                ("served", mark) => release.served = Some(Generation::parse(mark)?.0),
                ("before", commit) => release.before = Some(commit_of(commit)?),
                ("retained", rest) => {
                    let (age, path) = rest.split_once(' ')?;
                    (path.starts_with("assets/") && Manifest::is_path(path)).then_some(())?;
                    release.retained.push((age.parse().ok()?, path.to_owned()));
                }
                _ => return None,
            }
        }
        Some(release)
    }

    /// Its text.
    pub fn render(&self) -> String {
        let mut text = String::new();
        let previous = self.previous.as_ref().map_or("-", Generation::as_str);
        let source = self.source.as_deref().unwrap_or("-");
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{HEADER}\ngeneration {}\nprevious {previous}\nsource {source}\npublished {:.6}",
            self.generation, self.published
        );
        if let Some(mark) = &self.served {
            let _ = writeln!(text, "served {mark}");
        }
        if let Some(commit) = &self.before {
            let _ = writeln!(text, "before {commit}");
        }
        for (age, path) in &self.retained {
            let _ = writeln!(text, "retained {age} {path}");
        }
        text.push('\n');
        text.push_str(&self.manifest.render());
        text
    }
}

/// Now, as a release says it: what is read back is the same.
pub fn now() -> Timestamp {
    let now = Timestamp::now();
    micros(now).unwrap_or(now)
}

/// A moment without what is finer than is written.
fn micros(at: Timestamp) -> Option<Timestamp> {
    Timestamp::from_microsecond(at.as_microsecond()).ok()
}

/// A commit, with or without its mark. Anything else is not ours, and would be printed.
fn commit_of(text: &str) -> Option<String> {
    let hex = text.strip_suffix('+').unwrap_or(text);
    (!hex.is_empty() && hex.len() <= 64 && hex.bytes().all(|b| b.is_ascii_hexdigit())).then(|| text.to_owned())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::{Generation, Release};
    use crate::disk::{Fingerprint, Manifest};

    #[test]
    fn what_is_rendered_is_parsed() {
        let manifest: Manifest = [("a b.txt".to_owned(), Fingerprint::of(b"x"))].into_iter().collect();
        let release = Release {
            generation: Generation::of(&manifest.render()),
            previous: None,
            source: Some("1a2b+".to_owned()),
            published: "2026-11-28T10:00:00Z".parse().unwrap(),
            served: None,
            before: None,
            retained: Vec::new(),
            manifest,
        };
        let text = release.render();
        for fraction in [".000000Z", ".0000002Z", "Z"] {
            assert_eq!(Release::parse(&text.replacen(".000000Z", fraction, 1)), Some(release.clone()), "{fraction}");
        }
        let next = Release {
            previous: Some(release.generation.clone()),
            source: None,
            served: Some("0123456789abcdef".to_owned()),
            before: Some("1a".to_owned()),
            retained: vec![(2, "assets/a b".to_owned())],
            ..release
        };
        assert_eq!(Release::parse(&next.render()), Some(next));
        for (from, to) in [("release 1", "release 2"), ("previous -", "previous x"), ("\n\n", "\n"), ("Z\n", "\n")] {
            assert_eq!(Release::parse(&text.replacen(from, to, 1)), None, "{from}");
        }
    }
}
