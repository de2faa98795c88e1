//! What a file is, by its name: the media type that it is served with.

use crate::model::Headers;
use crate::plan::FeedFormat;

/// The `Content-Type` of a file. Text is UTF-8 throughout.
pub fn media_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    // A feed is told from other XML and JSON by its name.
    if let Some(format) = FeedFormat::ALL.into_iter().find(|format| format.file_name() == name) {
        return match format {
            FeedFormat::Atom => "application/atom+xml; charset=utf-8",
            FeedFormat::Rss => "application/rss+xml; charset=utf-8",
            FeedFormat::Json => "application/feed+json; charset=utf-8",
        };
    }
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    TYPES
        .iter()
        .find(|(ends, _)| ends.contains(&extension.as_str()))
        .map_or("application/octet-stream", |(_, kind)| kind)
}

/// What marks how each file is served, where a place keeps that with the file: 16 hex digits, others if a media type or a
/// time of keeping is another.
pub fn mark(headers: &Headers) -> String {
    let feeds = FeedFormat::ALL.map(|format| media_type(format.file_name()));
    let facts = format!("{:?}\n{TYPES:?}\n{feeds:?}", (&headers.assets, &headers.pages));
    blake3::hash(facts.as_bytes()).to_hex()[..16].to_owned()
}

/// Endings of names, and the type of each.
pub(super) const TYPES: [(&[&str], &str); 26] = [
    (&["html", "htm"], "text/html; charset=utf-8"),
    (&["css"], "text/css; charset=utf-8"),
    (&["js", "mjs"], "text/javascript; charset=utf-8"),
    (&["json", "map"], "application/json; charset=utf-8"),
    (&["webmanifest"], "application/manifest+json; charset=utf-8"),
    (&["xml"], "application/xml; charset=utf-8"),
    (&["csv"], "text/csv; charset=utf-8"),
    (&["ics"], "text/calendar; charset=utf-8"),
    (&["txt", "toml", "md", "bib", "cff"], "text/plain; charset=utf-8"),
    (&["svg"], "image/svg+xml; charset=utf-8"),
    (&["png"], "image/png"),
    (&["jpg", "jpeg"], "image/jpeg"),
    (&["gif"], "image/gif"),
    (&["webp"], "image/webp"),
    (&["avif"], "image/avif"),
    (&["ico"], "image/x-icon"),
    (&["woff2"], "font/woff2"),
    (&["woff"], "font/woff"),
    (&["ttf"], "font/ttf"),
    (&["otf"], "font/otf"),
    (&["pdf"], "application/pdf"),
    (&["mp4", "m4v"], "video/mp4"),
    (&["webm"], "video/webm"),
    (&["mp3"], "audio/mpeg"),
    (&["wasm"], "application/wasm"),
    (&["zip"], "application/zip"),
];

/// Whether a file is shown moving or heard: what `media-src` is about.
pub(super) fn is_media(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    ["mp4", "m4v", "webm", "ogv", "ogg", "oga", "opus", "mp3", "m4a", "wav", "flac"].contains(&extension.as_str())
}

/// Whether the name of a file carries the hash of its bytes, as those of a theme's assets do: then it never changes.
pub fn is_fingerprinted(path: &str, hash: &blake3::Hash) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let digest = hash.to_hex();
    name.split('.').any(|part| part.len() == 8 && digest.starts_with(part))
}

/// Whether the name of a file looks as if it carried a hash. Servers that know patterns only go by this.
pub(super) fn looks_fingerprinted(path: &str) -> bool {
    let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    let parts: Vec<&str> = path.rsplit('/').next().unwrap_or(path).split('.').collect();
    // As the patterns say: a name, the hash, an ending.
    parts.len() >= 3
        && path.starts_with("assets/")
        && parts.get(parts.len() - 2).is_some_and(|p| p.len() == 8 && p.bytes().all(hex))
}
