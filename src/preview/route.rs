//! From an address to an output: by its place in the plan, never by a path of the disk.
//!
//! Nothing here opens a file. So what a `..` might lead to does not exist; it is refused all the same, since no
//! address of a site looks like that.

use std::sync::Arc;

use axum::http::StatusCode;

use super::engine::{Engine, Output};

/// What is at an address.
#[derive(Debug)]
pub(super) enum Found {
    /// An output, and its path.
    Output(String, Output),
    /// Nothing; what to show instead, if the site has it.
    Missing(Option<(String, Output)>),
    /// It is at another address: a folder without its slash, or one below the path that the site will be published
    /// under, as the page for what is missing has them.
    Moved(String),
    /// No address at all.
    Malformed,
}

/// The path of the plan that an address means: without its first slash, decoded.
///
/// # Errors
/// The status for an address that no site has.
fn decode(address: &str) -> Result<String, StatusCode> {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || rest.next().and_then(|b| char::from(b).to_digit(16));
        let (Some(high), Some(low)) = (digit(), digit()) else { return Err(StatusCode::BAD_REQUEST) };
        let byte = (high * 16 + low) as u8;
        // A slash that is written like this is no part of an address; it could only hide one.
        if byte == b'/' {
            return Err(StatusCode::NOT_FOUND);
        }
        bytes.push(byte);
    }
    let path = String::from_utf8(bytes).map_err(|_| StatusCode::BAD_REQUEST)?;
    if path.contains(char::is_control) {
        return Err(StatusCode::BAD_REQUEST);
    }
    let Some(path) = path.strip_prefix('/') else { return Err(StatusCode::BAD_REQUEST) };
    let (folders, last) = path.rsplit_once('/').map_or((None, path), |(folders, last)| (Some(folders), last));
    let strange = |segment: &str| segment == "." || segment == ".." || segment.contains('\\');
    let is_strange = strange(last) || folders.is_some_and(|f| f.split('/').any(|s| s.is_empty() || strange(s)));
    if is_strange { Err(StatusCode::NOT_FOUND) } else { Ok(path.to_owned()) }
}

/// What is at an address: the path of a URL, without its query.
pub(super) fn find(engine: &Engine, address: &str) -> Found {
    let path = match decode(address) {
        Ok(path) => path,
        Err(StatusCode::BAD_REQUEST) => return Found::Malformed,
        Err(_) => return missing(engine, ""),
    };
    let is_folder = path.is_empty() || path.ends_with('/');
    let file = if is_folder { format!("{path}index.html") } else { path.clone() };
    if let Some(output) = engine.get(&file) {
        return Found::Output(file, output);
    }
    if !is_folder && engine.get(&format!("{path}/index.html")).is_some() {
        return Found::Moved(format!("{address}/"));
    }
    let home = engine.home().filter(|home| home != "/");
    let below = |home: String| match address.strip_prefix(&home) {
        None if format!("{address}/") == home => Some(String::new()),
        rest => rest.map(str::to_owned),
    };
    match home.and_then(below) {
        Some(rest) => Found::Moved(format!("/{rest}")),
        None => missing(engine, &path),
    }
}

/// What the site shows where there is nothing, in the language of the address.
fn missing(engine: &Engine, path: &str) -> Found {
    let language = path.split_once('/').map(|(folder, _)| format!("{folder}/404.html"));
    let candidates = language.into_iter().chain(["404.html".to_owned()]);
    Found::Missing(candidates.into_iter().find_map(|path| engine.get(&path).map(|output| (path, output))))
}

/// What tells two texts of a page apart.
pub(super) fn digest(bytes: &Arc<[u8]>) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use super::{StatusCode, decode};

    #[test]
    fn addresses_are_paths_of_the_plan_or_nothing() {
        for (address, path) in [
            ("/", Ok("")),
            ("/deals/", Ok("deals/")),
            ("/d%C3%A9/x.svg", Ok("dé/x.svg")),
            ("/a%20b", Ok("a b")),
            ("/%2525", Ok("%25")),
            ("/..", Err(StatusCode::NOT_FOUND)),
            ("/a/../b", Err(StatusCode::NOT_FOUND)),
            ("/%2e%2E/x", Err(StatusCode::NOT_FOUND)),
            ("/a%2f..%2fb", Err(StatusCode::NOT_FOUND)),
            ("//evil.example/", Err(StatusCode::NOT_FOUND)),
            ("/a\\..\\b", Err(StatusCode::NOT_FOUND)),
            ("/%5c..", Err(StatusCode::NOT_FOUND)),
            ("/x%00", Err(StatusCode::BAD_REQUEST)),
            ("/%0a", Err(StatusCode::BAD_REQUEST)),
            ("/%", Err(StatusCode::BAD_REQUEST)),
            ("/%c0%ae%c0%ae/", Err(StatusCode::BAD_REQUEST)),
            ("*", Err(StatusCode::BAD_REQUEST)),
        ] {
            assert_eq!(decode(address), path.map(str::to_owned), "{address}");
        }
    }
}
