//! What hosts allow: how many files, how large each, how much in all.
//!
//! A limit that is met in the middle of an upload leaves a site that cannot be mended in a hurry, so a plan is held
//! against it before anything is sent. The figures are the hosts' own, read on the day beside them.

use super::site::Site;
use crate::model::Host;

const MB: u64 = 1_000_000;
const MIB: u64 = 1 << 20;
/// With how many files uploads to Netlify begin to fail.
const NETLIFY_FILES: usize = 20_000;

struct Limits {
    host: &'static str,
    files: Option<usize>,
    file: Option<u64>,
    all: Option<u64>,
}

/// GitHub: "GitHub Pages limits", 1 GB a site; files above 100 MiB are refused by git. Cloudflare: "Pages limits",
/// 20,000 files (100,000 on paid plans) of 25 MiB. Read on 20 November 2026. Netlify publishes no limit of files; its
/// uploads fail beyond some 20,000 (netlify/cli#484), which is a reason to say something, not to refuse.
fn limits(host: Host) -> Option<Limits> {
    let limits = |host, files, file, all| Some(Limits { host, files, file, all });
    match host {
        Host::GithubPages => limits("GitHub Pages", None, Some(100 * MIB), Some(1_000 * MB)),
        Host::CloudflareFree => limits("Cloudflare Pages, free of charge,", Some(20_000), Some(25 * MIB), None),
        Host::CloudflarePaid => limits("Cloudflare Pages", Some(100_000), Some(25 * MIB), None),
        Host::Netlify | Host::None => None,
    }
}

/// How much of what a host allows a site takes, and what else is known of the host, in words.
pub fn used(site: &Site, host: Host) -> Vec<String> {
    let count = site.manifest.files().len() + 1;
    if host == Host::Netlify && count > NETLIFY_FILES {
        return vec![format!(
            "uploads to Netlify are known to fail beyond some {NETLIFY_FILES} files; the site has {count}"
        )];
    }
    let Some(Limits { host, files, file, all }) = limits(host) else { return Vec::new() };
    let largest = site.manifest.files().iter().map(|(_, known)| known.size).max().unwrap_or(0);
    let files = files.map(|most| format!("{count} of {most} files"));
    let all = all.map(|most| format!("{} of {} MB", site.bytes().div_ceil(MB), most / MB));
    let file = file.map(|most| format!("the largest file has {} of {} MiB", largest.div_ceil(MIB), most / MIB));
    let parts: Vec<String> = [files, all, file].into_iter().flatten().collect();
    vec![format!("{}: {}", host.trim_end_matches(','), parts.join(", "))]
}

/// What of a site is beyond the limits of a host, in words.
pub fn exceeded(site: &Site, host: Host) -> Vec<String> {
    let Some(Limits { host, files, file, all }) = limits(host) else { return Vec::new() };
    let mut found = Vec::new();
    // The manifest comes on top.
    let count = site.manifest.files().len() + 1;
    if let Some(most) = files.filter(|most| count > *most) {
        found.push(format!("{host} takes {most} files, and the site has {count}"));
    }
    if let Some(most) = all.filter(|most| site.bytes() > *most) {
        found.push(format!("{host} takes {} MB, and the site has {} MB", most / MB, site.bytes().div_ceil(MB)));
    }
    let large = site.manifest.files().iter().filter(|(_, known)| file.is_some_and(|most| known.size > most));
    for (path, known) in large.take(5) {
        let most = file.unwrap_or(0) / MIB;
        found.push(format!("{host} takes files of {most} MiB, and `{path}` has {} MiB", known.size.div_ceil(MIB)));
    }
    found
}
