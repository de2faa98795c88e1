//! The files of themes, and how one theme lies over another.
//!
//! A theme is a folder: `theme.toml`, `templates/*.html`, `assets/**`, `messages/<lang>.ftl`. The default
//! theme is compiled in. A project's `themes/<name>/` lies over the built-in theme of that name, and a
//! theme with `extends` lies over the theme that it names; in both cases file by file, except that
//! messages are merged one by one and `theme.toml` is read layer by layer.

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};

static LEDGER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/ledger");

/// The theme that is compiled in.
pub const DEFAULT: &str = "ledger";

/// One theme's files by path inside of its folder: `templates/deal.html`.
pub type Folder = BTreeMap<String, Arc<[u8]>>;

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
    (name == DEFAULT).then(|| {
        let mut folder = Folder::new();
        collect(&LEDGER, &mut folder);
        folder
    })
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
        format!("themes/{}/{file}", self.theme)
    }
}

/// The layers of one theme by itself, the uppermost first: the project's folder, then the built-in one.
pub(super) fn layers(name: &str, folders: &Folders) -> Vec<Layer> {
    let project = folders.get(name).cloned();
    let layer = |files| Layer { theme: name.to_owned(), files };
    project.into_iter().chain(embedded(name)).map(layer).collect()
}

/// The files below `prefix` (with a slash) after overlaying, each with the layer that it comes from.
pub(super) fn overlay<'a>(layers: &'a [Layer], prefix: &str) -> BTreeMap<&'a str, (&'a Layer, &'a Arc<[u8]>)> {
    let mut files = BTreeMap::new();
    for layer in layers {
        for (path, bytes) in layer.files.iter().filter(|(path, _)| path.starts_with(prefix)) {
            files.entry(path.as_str()).or_insert((layer, bytes));
        }
    }
    files
}
