//! Style sheets, fonts and pictures of a theme, under names that change with their bytes.
//!
//! `assets/ledger.css` becomes `assets/ledger.<first 8 digits of its hash>.css`, so that it can be cached
//! for ever. A `url(…)` inside a style sheet that names another asset is rewritten to that one's
//! new name; the sheet's own hash is taken afterwards. `@import "fonts.css";` on a line of its own puts that sheet
//! in its place, so that a theme can change a part of a sheet that it lies over; what is put into others is no asset.
//! A sheet is written to be read and sent without what only its editors read ([`super::minify`]); a fingerprint is of
//! the bytes that are sent.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::folder::{Layer, overlay};
use super::minify::minify;
use crate::render::view::OptionValue;

/// A file that the site gets from its theme.
#[derive(Clone, Debug)]
pub struct ThemeAsset {
    /// Where it goes, from the site's root: `assets/ledger.1a2b3c4d.css`.
    pub path: String,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// Whether it is part of the site.
    pub is_sent: bool,
}

/// Assets by the name that templates use: `ledger.css`, `fonts/inter.woff2`.
pub type Assets = BTreeMap<String, ThemeAsset>;

const PREFIX: &str = "assets/";

/// Collects and renames the assets of a stack of layers. Drawings get the colours of options, and a sheet those that
/// are added to it: its name and declarations.
pub(super) fn collect(
    layers: &[Layer],
    options: &BTreeMap<String, OptionValue>,
    added: Option<(&str, &str)>,
) -> Assets {
    let files = overlay(layers, PREFIX);
    let (sheets, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|(path, _)| path.ends_with(".css"));
    let mut assets = Assets::new();
    for (path, (_, bytes)) in others {
        let coloured = path.ends_with(".svg").then(|| colour(&String::from_utf8_lossy(bytes), options)).flatten();
        let bytes = &coloured.unwrap_or_else(|| Arc::clone(bytes));
        // A licence is looked for under its own name, and never changes.
        let renamed = if path.ends_with(".txt") { path.to_owned() } else { fingerprint(path, bytes) };
        assets.insert(logical(path), ThemeAsset { path: renamed, bytes: Arc::clone(bytes), is_sent: true });
    }
    let texts: Sheets<'_> = sheets.iter().map(|(path, (_, bytes))| (*path, String::from_utf8_lossy(bytes))).collect();
    let of_others = |(path, text): (&&str, &'_ Cow<'_, str>)| {
        imports(path, text).map(|(_, it)| it).filter(|it| it != path).collect::<Vec<_>>()
    };
    let imported: Vec<String> = texts.iter().flat_map(of_others).collect();
    for path in texts.keys().copied().filter(|path| !imported.iter().any(|it| it == path)) {
        let mut css = String::new();
        put_together(path, &texts, &mut Vec::new(), &mut css);
        if let Some((_, colours)) = added.filter(|(sheet, _)| logical(path) == *sheet) {
            css.push_str(":root{");
            css.push_str(colours);
            css.push('}');
        }
        let rewritten = rewrite_urls(&minify(&css), path, &assets);
        let bytes: Arc<[u8]> = Arc::from(rewritten.into_bytes());
        assets.insert(logical(path), ThemeAsset { path: fingerprint(path, &bytes), bytes, is_sent: true });
    }
    assets
}

/// Style sheets as written, by path.
type Sheets<'a> = BTreeMap<&'a str, Cow<'a, str>>;

/// The lines of a sheet that ask for another, and the path of that one.
fn imports<'t>(path: &str, text: &'t str) -> impl Iterator<Item = (&'t str, String)> {
    let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    text.split_inclusive('\n').filter_map(move |line| {
        let name = line.strip_prefix("@import \"")?.trim_end().strip_suffix("\";")?;
        Some((line, format!("{folder}{name}")))
    })
}

/// A sheet with those that it imports in their places. One that is not there, or is being put together, is left as it is
/// asked for.
fn put_together<'a>(path: &'a str, sheets: &'a Sheets<'a>, within: &mut Vec<&'a str>, css: &mut String) {
    let Some(text) = sheets.get(path) else { return };
    within.push(path);
    let mut rest: &str = text;
    for (line, wanted) in imports(path, text) {
        let known = sheets.get_key_value(wanted.as_str()).map(|(path, _)| *path);
        let Some((wanted, (before, after))) = known.filter(|it| !within.contains(it)).zip(rest.split_once(line)) else {
            continue;
        };
        css.push_str(before);
        put_together(wanted, sheets, within, css);
        rest = after;
    }
    css.push_str(rest);
    within.pop();
}

/// A drawing with the colours of options in the place of `var(--accent, #0b5345)`, those on paper: by itself it has no
/// properties. `None` if it asks for none.
fn colour(svg: &str, options: &BTreeMap<String, OptionValue>) -> Option<Arc<[u8]>> {
    let mut out = String::with_capacity(svg.len());
    let mut rest = svg;
    while let Some((before, after)) = rest.split_once("var(--") {
        let Some((inside, behind)) = after.split_once(')') else { break };
        let name = inside.split(',').next().unwrap_or(inside).trim();
        out.push_str(before);
        match options.get(name) {
            Some(OptionValue::Colours(colours)) => out.push_str(&colours.light),
            Some(OptionValue::Flag(_) | OptionValue::Count(_) | OptionValue::Text(_)) | None => {
                out.push_str("var(--");
                out.push_str(inside);
                out.push(')');
            }
        }
        rest = behind;
    }
    out.push_str(rest);
    (out != svg).then(|| Arc::from(out.into_bytes()))
}

/// Keeps those back that only the search page needs: `search.js`, `search.css`.
pub(super) fn without_search(assets: &mut Assets) {
    let of_search = assets.iter_mut().filter(|(name, _)| name.starts_with("search."));
    of_search.for_each(|(_, asset)| asset.is_sent = false);
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
    use std::collections::BTreeMap;
    use std::sync::Arc;

    fn layer(theme: &str, files: &[(&str, &str)]) -> Layer {
        let files = files.iter().map(|(p, t)| ((*p).to_owned(), Arc::from(t.as_bytes()))).collect();
        Layer { theme: theme.to_owned(), files }
    }

    #[test]
    fn names_follow_bytes_and_sheets_follow_names() {
        let css = "@font-face { src: url(fonts/a.woff2) } b { background: url(data:x) url( \"fonts/b.woff2\" ) }";
        let base = layer("base", &[("assets/s.css", css), ("assets/fonts/a.woff2", "1"), ("assets/OFL.txt", "l")]);
        let first = collect(std::slice::from_ref(&base), &BTreeMap::new(), None);
        let text = |assets: &super::Assets| String::from_utf8_lossy(&assets["s.css"].bytes).into_owned();
        let font = first["fonts/a.woff2"].path.clone();
        assert!(font.starts_with("assets/fonts/a.") && font.ends_with(".woff2") && font.len() == 29, "{font}");
        assert!(text(&first).contains(font.trim_start_matches("assets/")), "{}", text(&first));
        assert!(text(&first).contains("url(data:x) url( \"fonts/b.woff2\")"), "{}", text(&first));
        assert_eq!(first["OFL.txt"].path, "assets/OFL.txt");

        let second = collect(&[layer("mine", &[("assets/fonts/a.woff2", "2")]), base], &BTreeMap::new(), None);
        assert_ne!(second["fonts/a.woff2"].path, font);
        assert_ne!(second["s.css"].path, first["s.css"].path);
    }

    #[test]
    fn a_sheet_is_put_together() {
        let base = layer(
            "base",
            &[
                (
                    "assets/s.css",
                    "a { b: c }\n@import \"p.css\";\n@import \"none.css\";\n@import \"s.css\";\nd { e: f }\n",
                ),
                ("assets/p.css", "g { h: i }\n"),
            ],
        );
        let mine = layer("mine", &[("assets/p.css", "/* nothing */")]);
        let texts = |layers: &[Layer]| {
            let assets = collect(layers, &BTreeMap::new(), None);
            let text =
                |(name, asset): (String, super::ThemeAsset)| (name, String::from_utf8_lossy(&asset.bytes).into_owned());
            assets.into_iter().map(text).collect::<Vec<_>>()
        };
        let kept = "@import \"none.css\";@import \"s.css\";d{e:f}";
        assert_eq!(texts(std::slice::from_ref(&base)), [("s.css".to_owned(), format!("a{{b:c}}g{{h:i}}{kept}"))]);
        assert_eq!(texts(&[mine, base]), [("s.css".to_owned(), format!("a{{b:c}}{kept}"))]);
    }
}
