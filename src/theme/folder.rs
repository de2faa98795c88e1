//! The files of themes, and how one theme lies over another.
//!
//! A theme is a folder: `theme.toml`, `templates/*.html`, `assets/**`, `messages/<lang>.ftl`. The built-in
//! themes are compiled in. A project's `themes/<name>/` lies over the built-in theme of that name, and a
//! theme with `extends` lies over the theme that it names; in both cases file by file, except that
//! messages are merged one by one and `theme.toml` is read layer by layer.

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};

/// The theme of a site that names none.
pub const DEFAULT: &str = "ledger";

/// The themes that are compiled in.
pub const BUILT_IN: [&str; 2] = [DEFAULT, "wire"];

static LEDGER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/ledger");
static WIRE: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/wire");

/// One theme's files by path inside of its folder: `templates/deal.html`.
pub type Folder = BTreeMap<String, Arc<[u8]>>;

/// The name under which [`Folders`] hold what belongs to no theme.
pub const NO_THEME: &str = "";

/// The style sheet of a site's own, in `themes/` and among the assets.
pub const SITE_SHEET: &str = "site.css";

/// The folders of a project's `themes/`, by theme name.
pub type Folders = BTreeMap<String, Folder>;

/// The files of a built-in theme; `None` if there is none of this name.
pub fn embedded(name: &str) -> Option<Folder> {
    fn collect(dir: &Dir<'static>, folder: &mut Folder) {
        for file in dir.files() {
            if let Some(path) = file.path().to_str() {
                folder.insert(path.replace('\\', "/"), Arc::from(file.contents()));
            }
        }
        dir.dirs().for_each(|d| collect(d, folder));
    }
    let dir = match BUILT_IN.iter().position(|built_in| *built_in == name)? {
        0 => &LEDGER,
        _ => &WIRE,
    };
    let mut folder = Folder::new();
    collect(dir, &mut folder);
    Some(folder)
}

/// One folder in a stack of them.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    /// The theme that it belongs to.
    pub(super) theme: String,
    /// Its files.
    pub(super) files: Folder,
}

impl Layer {
    /// The path of one of its files as diagnostics show it; a built-in file is named as if it stood in the project.
    pub(super) fn path(&self, file: &str) -> String {
        shown(&self.theme, file)
    }
}

/// The path of a file of [`Folders`] in the project.
pub fn shown(theme: &str, file: &str) -> String {
    let slash = if theme.is_empty() { "" } else { "/" };
    format!("themes/{theme}{slash}{file}")
}

/// What lies over every theme: the site's own sheet, as if it were one of its assets.
pub(super) fn own_sheet(folders: &Folders) -> Option<Layer> {
    let bytes = folders.get(NO_THEME)?.get(SITE_SHEET)?;
    let files = Folder::from([(format!("assets/{SITE_SHEET}"), Arc::clone(bytes))]);
    Some(Layer { theme: NO_THEME.to_owned(), files })
}

/// The layers of one theme by itself, the uppermost first: the project's folder, then the built-in one.
pub(super) fn layers(name: &str, folders: &Folders) -> Vec<Layer> {
    let project = folders.get(name).cloned();
    let layer = |files| Layer { theme: name.to_owned(), files };
    project.into_iter().chain(embedded(name)).map(layer).collect()
}

/// A file of a layer.
pub(super) type File<'a> = (&'a Layer, &'a Arc<[u8]>);

/// The files below `prefix` (with a slash) after overlaying, each with the layer that it comes from.
pub(super) fn overlay<'a>(layers: &'a [Layer], prefix: &str) -> BTreeMap<&'a str, File<'a>> {
    let mut files = BTreeMap::new();
    for layer in layers {
        for (path, bytes) in layer.files.iter().filter(|(path, _)| path.starts_with(prefix)) {
            files.entry(path.as_str()).or_insert((layer, bytes));
        }
    }
    files
}

/// The template that another of the same name lies over, by the name of its theme: `ledger/base.html`. Where a folder of
/// the project lies over a built-in theme, it is the built-in one.
pub(super) fn beneath<'a>(layers: &'a [Layer], name: &str) -> Option<(&'a str, File<'a>)> {
    let (theme, file) = name.split_once('/')?;
    let path = format!("templates/{file}");
    let layer = layers.iter().rev().find(|layer| layer.theme == theme && layer.files.contains_key(&path))?;
    layer.files.get_key_value(&path).map(|(path, bytes)| (path.as_str(), (layer, bytes)))
}
