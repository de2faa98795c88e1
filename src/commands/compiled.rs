//! A project, compiled to be asked: what commands need that build no page.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::{Failure, project, say};
use crate::diagnostics::{closest, counted};
use crate::disk;
use crate::evidence::{Clipping, Clippings};
use crate::model::{Briefing, SourceId};
use crate::pipeline::{self, Compiled};

/// Compiles the project, drafts included. What is wrong with it is not told here, only that something is.
pub(crate) fn open(root: Option<&Path>, clippings: Option<&Path>, today: Option<Date>) -> Result<Compiled, Failure> {
    compile(root, clippings, pipeline::Options { today: project::today(today)?, drafts: true })
}

/// The same without what is not published.
pub(crate) fn published(root: Option<&Path>) -> Result<Compiled, Failure> {
    compile(root, None, pipeline::Options { today: project::today(None)?, drafts: false })
}

fn compile(root: Option<&Path>, clippings: Option<&Path>, options: pipeline::Options) -> Result<Compiled, Failure> {
    let root: PathBuf = project::root(root)?;
    let input = disk::read_with(&root, clippings).map_err(Failure::of)?;
    let compiled = pipeline::compile(input, &project::themes(&root)?, &project::locales(&root)?, &options);
    match compiled.diagnostics.errors() {
        0 => {}
        n => say::remark(&format!("the project has {}; `tearsheet check` shows what and where\n", counted(n, "error"))),
    }
    Ok(compiled)
}

/// The source of this id.
pub(crate) fn source(briefing: &Briefing, id: &str) -> Result<SourceId, Failure> {
    briefing.find_source(id).ok_or_else(|| {
        let near = closest(id, briefing.sources.iter().map(|s| s.id.as_str()));
        let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        Failure::misuse(format!("no source has the id `{id}`{hint}"))
    })
}

/// The text of a source.
pub(crate) fn clipping<'c>(clippings: &'c Clippings, source: SourceId, id: &str) -> Result<&'c Clipping, Failure> {
    clippings.get(source).ok_or_else(|| {
        Failure::of(format!("the text of `{id}` is not there: put it into `clippings/{id}.txt`, or name its folder with `--clippings DIR`"))
    })
}
