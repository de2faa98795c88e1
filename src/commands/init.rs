//! `tearsheet init DIR`: a small site that builds, to change into one's own; and the file of a service that checks and
//! publishes it, also for a project that is there.
//!
//! The files stand under `skeleton/site` and, where they have words, in French under `skeleton/site-fr`. Dates in them
//! are written as `@TODAY@` and `@WEEK_AGO@`, so that a fresh site is never reported as stale.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use jiff::ToSpan;

use super::{Exit, Failure, create, project, say};
use crate::cli::{Init, Service, SkeletonLanguage};

/// What has to be seen to before a workflow can run.
const BEFORE_PUSH: &str =
    "before you push, look at its step that installs tearsheet: the version must be where it looks for it\n";

/// Path below the new directory, and text.
type File = (&'static str, &'static str);

/// What is the same in every language.
const COMMON: [File; 4] = [
    (".gitignore", include_str!("skeleton/site/gitignore")),
    ("content/companies/halyard-grid.toml", include_str!("skeleton/site/content/companies/halyard-grid.toml")),
    ("content/companies/northlight.toml", include_str!("skeleton/site/content/companies/northlight.toml")),
    ("content/companies/quillon.toml", include_str!("skeleton/site/content/companies/quillon.toml")),
];

/// What has words in it.
const ENGLISH: [File; 8] = [
    ("tearsheet.toml", include_str!("skeleton/site/tearsheet.toml")),
    ("content/deals/northlight-power.toml", include_str!("skeleton/site/content/deals/northlight-power.toml")),
    ("content/deals/northlight-power.md", include_str!("skeleton/site/content/deals/northlight-power.md")),
    ("content/deals/quillon-cloud.toml", include_str!("skeleton/site/content/deals/quillon-cloud.toml")),
    ("content/deals/quillon-cloud.md", include_str!("skeleton/site/content/deals/quillon-cloud.md")),
    ("content/pages/about.md", include_str!("skeleton/site/content/pages/about.md")),
    ("content/sources/northlight-release.toml", include_str!("skeleton/site/content/sources/northlight-release.toml")),
    ("content/sources/wire-halyard.toml", include_str!("skeleton/site/content/sources/wire-halyard.toml")),
];

/// As [`ENGLISH`].
const FRENCH: [File; 8] = [
    ("tearsheet.toml", include_str!("skeleton/site-fr/tearsheet.toml")),
    ("content/deals/northlight-power.toml", include_str!("skeleton/site-fr/content/deals/northlight-power.toml")),
    ("content/deals/northlight-power.md", include_str!("skeleton/site-fr/content/deals/northlight-power.md")),
    ("content/deals/quillon-cloud.toml", include_str!("skeleton/site-fr/content/deals/quillon-cloud.toml")),
    ("content/deals/quillon-cloud.md", include_str!("skeleton/site-fr/content/deals/quillon-cloud.md")),
    ("content/pages/a-propos.md", include_str!("skeleton/site-fr/content/pages/a-propos.md")),
    (
        "content/sources/communique-northlight.toml",
        include_str!("skeleton/site-fr/content/sources/communique-northlight.toml"),
    ),
    ("content/sources/depeche-halyard.toml", include_str!("skeleton/site-fr/content/sources/depeche-halyard.toml")),
];

/// Writes the skeleton into a directory that is missing, empty, or a git repository without files yet.
pub(crate) fn run(options: &Init) -> Result<Exit, Failure> {
    let dir = &options.dir;
    if let Some(service) = options.ci.filter(|_| dir.join("tearsheet.toml").is_file()) {
        let path = workflow(dir, service)?;
        say::result(&format!("made `{}`\n{BEFORE_PUSH}", project::shown(&path)))?;
        return Ok(Exit::Clean);
    }
    if let Some(entry) = in_the_way(dir)? {
        let dir = dir.display();
        return Err(Failure::misuse(format!("`{dir}` is not empty: it holds `{entry}`; nothing was written")));
    }
    let today = project::today(None)?;
    let week_ago = today.checked_sub(7.days()).unwrap_or(today);
    let own = match options.lang {
        SkeletonLanguage::En => ENGLISH,
        SkeletonLanguage::Fr => FRENCH,
    };
    for (path, text) in COMMON.into_iter().chain(own) {
        let text = text.replace("@TODAY@", &today.to_string()).replace("@WEEK_AGO@", &week_ago.to_string());
        let text = text.replace("@THEME@", &options.theme);
        create::file(&dir.join(path), text.as_bytes())?;
    }
    let mut advice = "";
    if let Some(service) = options.ci {
        workflow(dir, service)?;
        advice = BEFORE_PUSH;
    }
    let shown = project::shown(dir);
    let enter = if dir == Path::new(".") { String::new() } else { format!("    cd {shown}\n") };
    say::result(&format!(
        "made a site with two deals in `{shown}`\n\n{enter}    tearsheet build\n\nthen open public/index.html\n{advice}"
    ))?;
    Ok(Exit::Clean)
}

/// Writes the file of a service; its path.
fn workflow(dir: &Path, service: Service) -> Result<PathBuf, Failure> {
    let (path, text) = match service {
        Service::Github => (".github/workflows/site.yml", include_str!("skeleton/ci/github.yml")),
        Service::Gitlab => (".gitlab-ci.yml", include_str!("skeleton/ci/gitlab.yml")),
    };
    let path = dir.join(path);
    create::file(&path, text.replace("@VERSION@", env!("CARGO_PKG_VERSION")).as_bytes())?;
    Ok(path)
}

/// The first entry, by name, that keeps a directory from being taken; a repository's own is none.
fn in_the_way(dir: &Path) -> Result<Option<String>, Failure> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Failure::io("list", dir, &error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| Failure::io("list", dir, &error))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    Ok(names.into_iter().filter(|name| name != ".git").min())
}
