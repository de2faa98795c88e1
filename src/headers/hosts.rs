//! `_headers` and `_redirects`, as Cloudflare and Netlify read them.
//!
//! Cloudflare joins the values of one header that several rules set, so no two rules here that fit one path set the
//! same; where Netlify reads a pattern more widely, the later and narrower rule holds.
//! Cloudflare reads 100 rules of 2,000 characters a line and 2,000 redirects.

use std::fmt::Write;

use super::{Serving, TRANSPORT_SECURITY, security};
use crate::model::Security;

/// The name of the file with headers.
pub const HEADERS: &str = "_headers";
/// The name of the file with redirects.
pub const REDIRECTS: &str = "_redirects";

/// How many rules the stricter host reads.
const RULES: usize = 100;
/// How many redirects.
const REDIRECTED: usize = 2_000;
/// Endings of files that change under their name. Folders are pages.
const CHANGING: [&str; 12] =
    ["html", "xml", "json", "csv", "txt", "toml", "ics", "webmanifest", "png", "jpg", "svg", "pdf"];

/// `_headers`.
pub fn headers(serving: &Serving) -> String {
    let mut out = String::new();
    let protection = security(serving.headers.security, serving.needs);
    if !protection.is_empty() {
        let _ = writeln!(out, "{}*", serving.base_path);
        for (name, value) in &protection {
            let _ = writeln!(out, "  {name}: {value}");
        }
        if serving.headers.security == Security::Strict {
            let (name, value) = TRANSPORT_SECURITY;
            let _ = writeln!(out, "  {name}: {value}");
        }
    }
    let mut rule = |path: &str, value: &str| {
        let _ = writeln!(out, "{}{path}\n  Cache-Control: {value}", serving.base_path);
    };
    rule("", &serving.headers.pages);
    rule("*/", &serving.headers.pages);
    // A theme's icon is both: by its ending a file that changes, by its name one that does not.
    let is_exception = |end: &str| serving.fingerprinted.iter().any(|path| path.ends_with(&format!(".{end}")));
    for end in CHANGING.into_iter().filter(|end| !is_exception(end)) {
        rule(&format!("*.{end}"), &serving.headers.pages);
    }
    for path in serving.fingerprinted.iter().take(room()) {
        rule(&encoded(path), &serving.headers.assets);
    }
    out
}

/// `_redirects`: as many as hosts read. The pages that lead on remain in any case.
pub fn redirects(serving: &Serving) -> String {
    let mut out = String::new();
    for (from, to) in serving.redirects.iter().take(REDIRECTED) {
        let base = &serving.base_path;
        let _ = writeln!(out, "{base}{} {base}{} 301", encoded(from), encoded(to));
    }
    out
}

/// What these files cannot say of a site, since hosts would not read it; in words.
pub fn beyond(serving: &Serving) -> Option<String> {
    let addresses = serving.redirects.len().checked_sub(REDIRECTED).filter(|more| *more > 0);
    let assets = serving.fingerprinted.len().checked_sub(room()).filter(|more| *more > 0);
    let addresses = addresses.map(|more| {
        format!(
            "hosts read {REDIRECTED} redirects, so {more} old addresses are not in `{REDIRECTS}`; their pages lead on"
        )
    });
    let assets = assets.map(|more| format!("hosts read {RULES} rules, so {more} assets are not in `{HEADERS}`"));
    addresses.into_iter().chain(assets).reduce(|all, next| format!("{all}\n{next}"))
}

/// How many rules there is room for besides those that every site has.
fn room() -> usize {
    RULES.saturating_sub(3 + CHANGING.len())
}

/// A path as an address.
pub(super) fn encoded(path: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~/".contains(&b);
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if plain(byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
