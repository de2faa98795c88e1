//! Where the project is, where its output goes, and which day it is.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Failure;
use crate::files::File;
use crate::span::FileId;
use crate::theme::Folders;
use crate::vocabulary::Vocabulary;
use crate::{disk, parse};

/// The file that makes a directory a project.
pub(crate) const SETTINGS: &str = "tearsheet.toml";

/// The project's root: `given`, or the nearest directory upwards from here that has a `tearsheet.toml`.
pub(crate) fn root(given: Option<&Path>) -> Result<PathBuf, Failure> {
    if let Some(root) = given {
        return match fs::metadata(root.join(SETTINGS)) {
            // Whole: programs are started within it, from which a path from here leads elsewhere.
            Ok(settings) if settings.is_file() => std::path::absolute(root).map_err(|e| Failure::io("find", root, &e)),
            _ => Err(Failure::misuse(format!("no `{SETTINGS}` in `{}`", root.display()))),
        };
    }
    let here = env::current_dir().map_err(|e| Failure::of(format!("cannot find the current directory: {e}")))?;
    here.ancestors().find(|dir| dir.join(SETTINGS).is_file()).map(Path::to_owned).ok_or_else(|| {
        let here = here.display();
        Failure::misuse(format!(
            "no `{SETTINGS}` in `{here}` or above it\n\
             Run this inside a project, name one with `--root DIR`, or make one with `tearsheet init DIR`."
        ))
    })
}

/// The vocabulary of the project, else the built-in one.
pub(crate) fn vocabulary(root: Option<&Path>) -> Arc<Vocabulary> {
    let text = self::root(root).ok().and_then(|root| fs::read_to_string(root.join(SETTINGS)).ok());
    parse::vocabulary_of(text.map(|text| File::new(FileId(0), SETTINGS, text)).as_ref())
}

/// The project's own themes.
pub(crate) fn themes(root: &Path) -> Result<Folders, Failure> {
    disk::read_themes(root).map_err(|e| Failure::io("read", &root.join("themes"), &e))
}

/// The project's own languages: tag and text.
pub(crate) fn locales(root: &Path) -> Result<Vec<(String, String)>, Failure> {
    disk::read_locales(root).map_err(|e| Failure::io("read", &root.join("locales"), &e))
}

/// A path as it is best shown: from here, if it is below.
pub(crate) fn shown(path: &Path) -> String {
    let here = env::current_dir().unwrap_or_default();
    let below = path.strip_prefix(&here).ok().filter(|p| !p.as_os_str().is_empty());
    below.unwrap_or(path).display().to_string()
}

/// Today: `given`, else `SOURCE_DATE_EPOCH`, else the clock; the last two in UTC, so that a build does not
/// depend on where it runs.
pub(crate) fn today(given: Option<Date>) -> Result<Date, Failure> {
    fixed_day(given).map(|day| day.unwrap_or_else(day_of_clock))
}

/// The day that was given, by an option or by `SOURCE_DATE_EPOCH`; `None` if it is that of the clock.
pub(crate) fn fixed_day(given: Option<Date>) -> Result<Option<Date>, Failure> {
    if given.is_some() {
        return Ok(given);
    }
    let Some(epoch) = env::var_os("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let seconds = epoch.to_str().and_then(|s| s.parse().ok());
    let time = seconds.and_then(|s| Timestamp::from_second(s).ok()).ok_or_else(|| {
        let epoch = epoch.to_string_lossy();
        Failure::misuse(format!("`SOURCE_DATE_EPOCH` must be seconds since 1970, found `{epoch}`"))
    })?;
    Ok(Some(time.to_zoned(TimeZone::UTC).date()))
}

/// Today in UTC.
pub(crate) fn day_of_clock() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}
