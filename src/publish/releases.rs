//! Names in a folder of releases, as `dir` and `rsync` keep it.
//!
//! ```text
//! current -> releases/0f2c66a1b2c3d4e5
//! releases/0f2c66a1b2c3d4e5/       a site, with its release
//! releases/.incoming/              the next one while it is filled
//! releases/.outgoing…/             one that is being removed
//! releases/.lock/owner             who is at work
//! ```
//!
//! A web server serves `current`. Nothing else in the folder is looked at.

use super::error::Error;
use super::release::{Generation, Release};

pub(super) const CURRENT: &str = "current";
pub(super) const RELEASES: &str = "releases";
pub(super) const INCOMING: &str = ".incoming";
pub(super) const OUTGOING: &str = ".outgoing";
pub(super) const LOCK: &str = ".lock";

/// The generation that `current` leads to; `None` if that is not how we make it.
pub(super) fn linked(link: &str) -> Option<Generation> {
    Generation::parse(link.strip_prefix(RELEASES)?.strip_prefix('/')?)
}

/// What is said where `current` is somebody else's.
pub(super) fn foreign(path: &str) -> Error {
    Error::Foreign(format!(
        "`{path}/{CURRENT}` is not a link that Tearsheet made; nothing there was touched\n\
         Move it away, or publish to another folder."
    ))
}

/// Which of these go when `keep` stay: never the one that is shown, nor the one before it.
pub(super) fn surplus(mut releases: Vec<Release>, current: &Generation, keep: usize) -> Vec<Generation> {
    let previous = releases.iter().find(|r| r.generation == *current).and_then(|r| r.previous.clone());
    newest_first(&mut releases);
    // The one that is shown comes first, however old it is: after a rollback it is.
    releases.sort_by_key(|r| (r.generation != *current, Some(&r.generation) != previous.as_ref()));
    releases.into_iter().skip(keep).map(|release| release.generation).collect()
}

/// Sorts by when they were published.
pub(super) fn newest_first(releases: &mut [Release]) {
    releases.sort_by(|a, b| (b.published, &b.generation).cmp(&(a.published, &a.generation)));
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::{linked, surplus};
    use crate::publish::{Generation, Release};

    #[test]
    fn what_is_shown_and_the_one_before_stay() {
        let generation = |n: usize| Generation::parse(&format!("{n:016x}")).unwrap();
        let releases = || -> Vec<Release> {
            let one = |n: usize| Release {
                generation: generation(n),
                previous: (n > 0).then(|| generation(n - 1)),
                source: None,
                published: format!("2026-11-{:02}T00:00:00Z", n + 1).parse().unwrap(),
                served: None,
                before: None,
                retained: Vec::new(),
                manifest: crate::disk::Manifest::default(),
            };
            (0..6).map(one).collect()
        };
        assert_eq!(surplus(releases(), &generation(5), 3), [generation(2), generation(1), generation(0)]);
        assert_eq!(surplus(releases(), &generation(1), 3), [generation(4), generation(3), generation(2)]);
        assert_eq!(linked("releases/0123456789abcdef"), Generation::parse("0123456789abcdef"));
        assert_eq!(linked("releases/../../etc"), None);
    }
}
