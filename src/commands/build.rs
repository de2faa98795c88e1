//! `tearsheet build`: the site, all of it or nothing.
//!
//! What the input did not change since the last build is not made again ([`Memory`]). The rest goes into a staged tree
//! as it is rendered, on several threads; only when the last page is there does the tree take the place of the old
//! one. An error before that leaves the output as it was.

use std::collections::BTreeMap;
use std::io;
use std::time::Instant;

use super::changes::Changes;
use super::memory::Memory;
use super::session::{Job, Reading, Session};
use super::{Exit, Failure, project, say, timings};
use crate::cli::Build;
use crate::diagnostics::{Diagnostics, Outcome, counted};
use crate::disk::{Sealed, Stage, Written};
use crate::pipeline::{self, Compiled, Difference, Edited, RenderError, Rendered};

/// Which outputs have to be made.
enum Work {
    /// All of them: why.
    Everything(String),
    /// These, and whatever is not as the last build left it.
    Only(Edited),
}

/// Builds the project.
pub(crate) fn run(options: &Build) -> Result<Exit, Failure> {
    let mut reading = Reading::open(&options.run)?;
    let begin = Instant::now();
    let memory = Memory::recall(&reading, options.full);
    reading.job.lap("compare", begin);
    match memory {
        Some(memory) if !options.run.explain && memory.is_same_and_clean() => up_to_date(reading, memory),
        memory => build(reading, memory),
    }
}

/// The input is that of the last build, which had nothing to report: all that can be wrong is the output.
fn up_to_date(mut reading: Reading<'_>, memory: Memory) -> Result<Exit, Failure> {
    let begin = Instant::now();
    let job = &mut reading.job;
    job.progress.phase("comparing");
    // A folder that is refused is told after what is wrong with the input, if anything is.
    let stage = Stage::open_sealed(&job.out, &job.root, memory.seals()).ok().map(Stage::examined);
    let stage = stage.filter(|stage| stage.is_sealed() && stage.is_intact());
    let (Some(stage), Some(record)) = (stage, memory.record()) else { return build(reading, Some(memory)) };
    let Sealed { written, seals } = stage.leave();
    job.lap("verify", begin);
    job.progress.stop();
    conclude(job, record.pages, &Rendered::default(), &written)?;
    job.say_unchecked(record.unchecked.as_ref())?;
    memory.keep_seals(seals);
    std::mem::forget(reading);
    Ok(Exit::Clean)
}

fn build(reading: Reading<'_>, memory: Option<Memory>) -> Result<Exit, Failure> {
    let (out, root) = (reading.job.out.clone(), reading.job.root.clone());
    let open = || Stage::open_sealed(&out, &root, memory.as_ref().and_then(Memory::seals));
    // Where most of the output will stay, it is looked at meanwhile.
    let early = || memory.as_ref().is_some_and(Memory::is_known).then(|| open().map(Stage::examined));
    let ((mut session, work), early) = rayon::join(|| compile(reading, memory.as_ref()), early);
    if session.refused() {
        session.job.progress.stop();
        return session.report(Diagnostics::default(), Outcome::NothingWritten);
    }
    let changes = session.job.options.explain.then(|| Changes::against(&session.job.out));
    let begin = Instant::now();
    let mut stage = early.unwrap_or_else(open).map_err(Failure::of)?;
    let work = keep(work, &mut stage, &session.compiled, changes.as_ref());
    let rendered = match render(&mut session, &stage, &work, changes.as_ref()) {
        Ok(rendered) => rendered,
        Err(RenderError::Diagnostics(found)) => {
            session.job.progress.stop();
            return session.report(found, Outcome::NothingWritten);
        }
        Err(RenderError::Io(path, error)) => {
            return Err(Failure::io("write", &session.job.out.join(path), &error));
        }
    };
    session.job.lap("render", begin);
    if let Some(changes) = &changes {
        changes.find_removed().map_err(|error| Failure::io("list", &session.job.out, &error))?;
    }
    let begin = Instant::now();
    let Sealed { written, seals } = stage.commit_sealed().map_err(Failure::of)?;
    if let Some(memory) = memory {
        memory.keep(&session.compiled, matches!(work, Work::Only(_)), seals);
    }
    session.job.lap("write", begin);
    session.job.progress.stop();
    let outcome = if written.swapped { Outcome::Written } else { Outcome::Unchanged };
    let exit = session.report(Diagnostics::default(), outcome)?;
    conclude(&session.job, session.compiled.page_count(), &rendered, &written)?;
    if let Some(changes) = &changes {
        if let Work::Everything(why) = &work {
            session.job.say(&format!("every page was made: {why}\n"))?;
        }
        session.job.say(&changes.report())?;
    }
    session.job.say_unchecked(session.compiled.unchecked().as_ref())?;
    session.leave();
    Ok(exit)
}

/// Compiles and checks as much as the difference to the last build asks for.
fn compile<'a>(reading: Reading<'a>, memory: Option<&Memory>) -> (Session<'a>, Work) {
    let everything = |why: &str| Work::Everything(why.to_owned());
    let (Some(before), Some(difference)) = (memory.and_then(Memory::record), memory.and_then(Memory::difference))
    else {
        return (reading.compile(Compiled::check), everything("nothing is known of a build before, or is to be"));
    };
    let texts = match difference {
        Difference::Any(why) => return (reading.compile(Compiled::check), Work::Everything(why.clone())),
        Difference::None => return (reading.compile(Compiled::check), Work::Only(BTreeMap::new())),
        Difference::Texts(texts) => texts,
    };
    let mut work = everything("");
    let session = reading.compile(|compiled| match compiled.edited(texts, before) {
        Ok(edited) => {
            work = Work::Only(pipeline::outputs(compiled, &edited));
            let entities: Vec<_> = edited.iter().map(|(entity, _)| *entity).collect();
            if before.clean { compiled.check_words(&entities) } else { compiled.check() }
        }
        Err(text) => {
            work = Work::Everything(format!("`{text}` changed in what other pages show of it"));
            compiled.check();
        }
    });
    (session, work)
}

/// Takes over what need not be made; what is left of the work.
fn keep(work: Work, stage: &mut Stage, compiled: &Compiled, changes: Option<&Changes>) -> Work {
    let Work::Only(mut edited) = work else { return work };
    if !stage.is_sealed() || stage.files_before() != compiled.output_count() {
        return Work::Everything("the output is not the one that the last build left".to_owned());
    }
    let lost = stage.keep_but(|path| edited.contains_key(path));
    edited.extend(lost.into_iter().map(|path| (path, "it was changed or removed by hand".to_owned())));
    if let Some(changes) = changes {
        stage.kept().for_each(|path| changes.keep(path));
    }
    Work::Only(edited)
}

fn render(
    session: &mut Session<'_>,
    stage: &Stage,
    work: &Work,
    changes: Option<&Changes>,
) -> Result<Rendered, RenderError> {
    let progress = &session.job.progress;
    progress.phase("rendering");
    let wanted = |path: &str| match work {
        Work::Everything(_) => true,
        Work::Only(edited) => edited.contains_key(path),
    };
    let sink = |path: &str, bytes: &[u8]| -> io::Result<()> {
        if let Some(changes) = changes {
            let why = match work {
                Work::Everything(_) => None,
                Work::Only(edited) => edited.get(path),
            };
            changes.see(path, bytes, why.map(String::as_str));
        }
        progress.page();
        stage.put(path, bytes)
    };
    pipeline::render_where(&session.compiled, &wanted, &sink)
}

/// What was done, in one line, and what was asked to be told besides.
fn conclude(job: &Job<'_>, pages: usize, rendered: &Rendered, written: &Written) -> Result<(), Failure> {
    let total = job.started.elapsed();
    let (pages, seconds) = (counted(pages, "page"), total.as_secs_f64());
    let (out, changed) = (project::shown(&job.out), changed(written));
    job.say(&format!("built {pages} in {seconds:.2} s → {out} ({changed})\n"))?;
    for folder in &written.kept {
        let folder = project::shown(folder);
        say::remark(&format!("`{folder}` now holds files that appeared in the output while it was being replaced\n"));
    }
    if let Some(folder) = &written.leftover {
        let folder = project::shown(folder);
        say::remark(&format!("the old site could not be removed and is in `{folder}`; the next build tries again\n"));
    }
    if job.options.timings {
        job.say(&timings::table(&job.phases, total))?;
        job.say(&timings::counts(&[
            ("files", written.files),
            ("rendered", rendered.files),
            ("written", written.written),
            ("unchanged", written.linked),
            ("removed", written.removed),
        ]))?;
        if !written.swapped {
            job.say("nothing was rewritten\n")?;
        }
    }
    Ok(())
}

fn changed(written: &Written) -> String {
    match (written.swapped, written.removed) {
        (false, _) => "nothing changed".to_owned(),
        (true, 0) => format!("{} written", written.written),
        (true, removed) => format!("{} written, {removed} removed", written.written),
    }
}
