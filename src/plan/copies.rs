//! Files that are published as they are: whose they are, and where they go.

use unicode_normalization::UnicodeNormalization;

use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::files::Files;
use crate::model::Briefing;
use crate::pictures;

use super::{Copy, picture};

/// Assets of published entries and of `static/`. Files of hidden entries are left out; files of entries
/// that do not exist are an error.
pub(super) fn copies(briefing: &Briefing, files: &mut Files, diagnostics: &mut Diagnostics) -> Vec<Copy> {
    let mut all = Vec::new();
    let mut misplaced = Vec::new();
    for (asset, file) in files.assets.iter().enumerate() {
        if let Some(path) = file.path.strip_prefix("static/") {
            let path = path.nfc().collect();
            all.push(Copy { path, asset, size: picture::size(&file.bytes), reduced: false });
            continue;
        }
        let Some((collection, rest)) = file.path.strip_prefix("content/").and_then(|p| p.split_once('/')) else {
            continue;
        };
        let Some(path) = published(briefing, collection, rest) else {
            let known = rest.split('/').any(|part| briefing.hidden.iter().any(|h| h == part));
            misplaced.extend((!known).then_some(asset));
            continue;
        };
        if briefing.withheld.binary_search(&path).is_err() {
            let whole = Copy { path, asset, size: picture::size(&file.bytes), reduced: false };
            let smaller = smaller(&whole, &file.bytes);
            all.push(whole);
            all.extend(smaller);
        }
    }
    diagnostics.extend(misplaced.into_iter().map(|asset| homeless(files, asset)));
    all
}

/// A picture in smaller sizes: `hall.jpg` as `hall.480-1f2e3d4c.jpg`.
fn smaller(whole: &Copy, bytes: &[u8]) -> Vec<Copy> {
    let (Some(size), Some((stem, ending))) = (whole.size, whole.path.rsplit_once('.')) else { return Vec::new() };
    let widths: Vec<u32> = pictures::widths(bytes, size).collect();
    let tag = if widths.is_empty() { String::new() } else { pictures::tag(bytes) };
    let copy = |width: u32| Copy {
        path: format!("{stem}.{width}-{tag}.{ending}"),
        asset: whole.asset,
        size: Some(pictures::reduced(size, width)),
        reduced: true,
    };
    widths.into_iter().map(copy).collect()
}

/// A file of an entry that does not exist.
fn homeless(files: &mut Files, asset: usize) -> Diagnostic {
    let at = files.place(asset);
    let path = &files.assets[asset].path;
    let sheet = [".yaml", ".yml", ".json"].iter().any(|ending| path.ends_with(ending));
    let help = match sheet {
        true => {
            "a sheet is TOML, in a file that ends in `.toml`; a file to be published goes into a folder named like \
                 the sheet it belongs to, or into `static/`"
        }
        false => "put it into a folder named like the sheet it belongs to, or into `static/`",
    };
    Diagnostic::new(codes::FILE_NAME, at, format!("`{path}` belongs to no deal, company or page")).help(help)
}

/// Where an asset goes: to the entry whose id its first folder is that is one, published or not. In the composed form,
/// whatever the file system gave back.
fn published(briefing: &Briefing, collection: &str, rest: &str) -> Option<String> {
    let mut before = 0;
    for part in rest.split('/') {
        let after = before + part.len() + 1;
        let folder = match collection {
            "deals" => briefing.find_deal(part).map(|_| format!("deals/{part}/")),
            "companies" => briefing.find_company(part).map(|_| format!("companies/{part}/")),
            "pages" => briefing.find_page(part).map(|_| format!("{part}/")),
            _ => None,
        };
        if let (Some(folder), Some(name)) = (folder, rest.get(after..)) {
            return Some(folder.chars().chain(name.nfc()).collect());
        }
        // Whatever lies in a hidden entry's folder is its own, be it called like another entry.
        if briefing.is_hidden(part) {
            return None;
        }
        before = after;
    }
    None
}
