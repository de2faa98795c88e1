//! Style sheets, fonts and pictures of a theme, under names that change with their bytes.
//!
//! `assets/ledger.css` becomes `assets/ledger.<first 8 digits of its hash>.css`, so that it can be cached
//! for ever. A `url(…)` inside a style sheet that names another asset is rewritten to that one's
//! new name; the sheet's own hash is taken afterwards. Sheets may not refer to each other (`@import`).
//! A sheet is written to be read and sent without what only its editors read ([`super::minify`]); a fingerprint is of
//! the bytes that are sent.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::folder::{Layer, overlay};
use super::minify::minify;

/// A file that the site gets from its theme.
#[derive(Clone, Debug)]
pub struct ThemeAsset {
    /// Where it goes, from the site's root: `assets/ledger.1a2b3c4d.css`.
    pub path: String,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

/// Assets by the name that templates use: `ledger.css`, `fonts/inter.woff2`.
pub type Assets = BTreeMap<String, ThemeAsset>;

const PREFIX: &str = "assets/";

/// Collects and renames the assets of a stack of layers.
pub(super) fn collect(layers: &[Layer]) -> Assets {
    let files = overlay(layers, PREFIX);
    let (sheets, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|(path, _)| path.ends_with(".css"));
    let mut assets = Assets::new();
    for (path, (_, bytes)) in others {
        // A licence is looked for under its own name, and never changes.
        let renamed = if path.ends_with(".txt") { path.to_owned() } else { fingerprint(path, bytes) };
        assets.insert(logical(path), ThemeAsset { path: renamed, bytes: Arc::clone(bytes) });
    }
    for (path, (_, bytes)) in sheets {
        let rewritten = rewrite_urls(&minify(&String::from_utf8_lossy(bytes)), path, &assets);
        let bytes: Arc<[u8]> = Arc::from(rewritten.into_bytes());
        assets.insert(logical(path), ThemeAsset { path: fingerprint(path, &bytes), bytes });
    }
    assets
}

fn logical(path: &str) -> String {
    path.strip_prefix(PREFIX).unwrap_or(path).to_owned()
}

/// `assets/ledger.css` → `assets/ledger.1a2b3c4d.css`.
fn fingerprint(path: &str, bytes: &[u8]) -> String {
    let hash = blake3::hash(bytes).to_hex();
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let (stem, extension) = name.split_once('.').unwrap_or((name, ""));
    let slash = if folder.is_empty() { "" } else { "/" };
    let dot = if extension.is_empty() { "" } else { "." };
    format!("{folder}{slash}{stem}.{}{dot}{extension}", &hash[..8])
}

/// Replaces each `url(name)` that names an asset, relative to the sheet; leaves all others alone.
fn rewrite_urls(css: &str, sheet: &str, assets: &Assets) -> String {
    let folder = logical(sheet).rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(start) = rest.find("url(") {
        let (before, after) = rest.split_at(start + 4);
        out.push_str(before);
        let Some(end) = after.find(')') else {
            rest = after;
            break;
        };
        let (argument, tail) = after.split_at(end);
        let name = argument.trim().trim_matches(['"', '\'']);
        match assets.get(&format!("{folder}{name}")) {
            Some(asset) => out.push_str(&relative(&asset.path, &folder)),
            None => out.push_str(argument),
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// An asset's new path as seen from a sheet in `folder` (inside of `assets/`).
fn relative(path: &str, folder: &str) -> String {
    let name = logical(path);
    name.strip_prefix(folder).map_or_else(|| name.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{Layer, collect};
    use std::sync::Arc;

    fn layer(theme: &str, files: &[(&str, &str)]) -> Layer {
        let files = files.iter().map(|(p, t)| ((*p).to_owned(), Arc::from(t.as_bytes()))).collect();
        Layer { theme: theme.to_owned(), files }
    }

    #[test]
    fn names_follow_bytes_and_sheets_follow_names() {
        let css = "@font-face { src: url(fonts/a.woff2) } b { background: url(data:x) url( \"fonts/b.woff2\" ) }";
        let base = layer("base", &[("assets/s.css", css), ("assets/fonts/a.woff2", "1"), ("assets/OFL.txt", "l")]);
        let first = collect(std::slice::from_ref(&base));
        let text = |assets: &super::Assets| String::from_utf8_lossy(&assets["s.css"].bytes).into_owned();
        let font = first["fonts/a.woff2"].path.clone();
        assert!(font.starts_with("assets/fonts/a.") && font.ends_with(".woff2") && font.len() == 29, "{font}");
        assert!(text(&first).contains(font.trim_start_matches("assets/")), "{}", text(&first));
        assert!(text(&first).contains("url(data:x) url( \"fonts/b.woff2\")"), "{}", text(&first));
        assert_eq!(first["OFL.txt"].path, "assets/OFL.txt");

        let second = collect(&[layer("mine", &[("assets/fonts/a.woff2", "2")]), base]);
        assert_ne!(second["fonts/a.woff2"].path, font);
        assert_ne!(second["s.css"].path, first["s.css"].path);
    }
}
