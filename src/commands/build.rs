//! `tearsheet build`: the site, all of it or nothing.
//!
//! What the input did not change since the last build is not made again ([`Memory`]). The rest goes into a staged tree
//! as it is rendered, on several threads; only when the last page is there does the tree take the place of the old
//! one, or, where no tree can, do its files. An error before that leaves the output as it was.

use std::collections::HashSet;
use std::io;
use std::path::PathBuf;
use std::time::Instant;

use super::changes::Changes;
use super::memory::Memory;
use super::session::{Job, Reading, Session};
use super::{Exit, Failure, project, say, timings};
use crate::cli::Build;
use crate::diagnostics::{Diagnostics, Outcome, counted, listed};
use crate::disk::{Before, InPlace, OutputError, Sealed, Stage, Written};
use crate::pipeline::{self, Changed, Compiled, Difference, Edited, RenderError, Rendered};

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
    let memory = Memory::recall(&reading, options);
    reading.job.lap("compare", begin);
    match memory {
        Some(memory) if memory.is_same_and_clean() && !options.run.explain => confirm(reading, memory),
        memory => build(reading, memory, None),
    }
}

/// The input is that of the last build, which had nothing to report: all that can be wrong is the output.
fn confirm(mut reading: Reading<'_>, memory: Memory) -> Result<Exit, Failure> {
    let begin = Instant::now();
    let job = &mut reading.job;
    job.progress.phase("comparing");
    let (Some(examined), Some(record)) = (memory.examine(&job.out), memory.record()) else {
        return build(reading, Some(memory), None);
    };
    let is_whole = examined.is_whole();
    let mut stage = Stage::open(&job.out, &job.root, Before::Examined(examined)).map_err(Failure::of)?;
    say_strangers(stage.strangers());
    if !is_whole || stage.examined_files().is_none() {
        return build(reading, Some(memory), Some(stage));
    }
    if !stage.keep_but(|_| false).is_empty() {
        // It was changed just now.
        return build(reading, Some(memory), Some(stage));
    }
    let Sealed { written, seals } = stage.commit().map_err(Failure::of)?;
    memory.keep_record(seals.as_ref());
    job.lap("verify", begin);
    job.progress.stop();
    conclude(job, record.pages, &Rendered::default(), &written)?;
    job.say_unchecked(record.unchecked.as_ref())?;
    // As `Session::leave`.
    std::mem::forget(reading);
    Ok(Exit::Clean)
}

/// Makes what has to be made. `opened` is the output, if it was opened already.
fn build(reading: Reading<'_>, memory: Option<Memory>, opened: Option<Stage>) -> Result<Exit, Failure> {
    let out = reading.job.out.clone();
    let examine = || memory.as_ref().filter(|_| opened.is_none()).and_then(|memory| memory.examine(&out));
    let ((mut session, work), examined) = rayon::join(|| compile(reading, memory.as_ref()), examine);
    if session.refused() {
        return refuse(session, Diagnostics::default());
    }
    let changes = session.job.options.explain.then(|| Changes::against(&session.job.out));
    let begin = Instant::now();
    let mut stage = match opened {
        Some(stage) => stage,
        None => {
            let sealed = || memory.as_ref().and_then(Memory::seals).map_or(Before::Unknown, Before::Sealed);
            let before = examined.map_or_else(sealed, Before::Examined);
            let stage = Stage::open(&session.job.out, &session.job.root, before).map_err(Failure::of)?;
            say_strangers(stage.strangers());
            stage
        }
    };
    let work = keep(work, &mut stage, &session.compiled, changes.as_ref());
    let rendered = render(&session, &stage, &work, changes.as_ref());
    session.job.lap("render", begin);
    match rendered {
        Ok(rendered) => finish(session, stage, memory, &Made { work, rendered, changes }),
        Err(RenderError::Diagnostics(found)) => refuse(session, found),
        // What the disk says names the path by itself.
        Err(RenderError::Io(path, error)) => Err(match error.get_ref().and_then(|e| e.downcast_ref::<OutputError>()) {
            Some(error) => Failure::of(error),
            None => Failure::io("write", &session.job.out.join(path), &error),
        }),
    }
}

/// What is to be written, and told.
struct Made {
    work: Work,
    rendered: Rendered,
    changes: Option<Changes>,
}

/// Puts what was made in the place of the output, leaves word for the next build, and tells what was done.
fn finish(
    mut session: Session<'_>,
    mut stage: Stage,
    memory: Option<Memory>,
    Made { work, rendered, changes }: &Made,
) -> Result<Exit, Failure> {
    if let Some(changes) = changes {
        changes.find_removed().map_err(|error| Failure::io("list", &session.job.out, &error))?;
    }
    let begin = Instant::now();
    let Sealed { written, seals } = stage.commit().map_err(Failure::of)?;
    if let Some(memory) = memory {
        let all = matches!(work, Work::Everything(_));
        memory.record_build(&session.compiled, seals.as_ref(), rendered.inputs.clone(), all);
    }
    // Another build may begin.
    drop(stage);
    session.job.lap("write", begin);
    session.job.progress.stop();
    let outcome = if written.swapped { Outcome::Written } else { Outcome::Unchanged };
    let exit = session.report(Diagnostics::default(), outcome)?;
    conclude(&session.job, session.compiled.page_count(), rendered, &written)?;
    if let Some(changes) = changes {
        if let Work::Everything(why) = work {
            session.job.say(&format!("every page was made: {why}\n"))?;
        }
        session.job.say(&changes.report())?;
    }
    session.job.say_unchecked(session.compiled.unchecked().as_ref())?;
    if let Some(text) = session.compiled.unserved() {
        say::remark(&format!("warning: {text}\n"));
    }
    session.leave();
    Ok(exit)
}

/// Tells why nothing was written.
fn refuse(mut session: Session<'_>, rendering: Diagnostics) -> Result<Exit, Failure> {
    session.job.progress.stop();
    session.report(rendering, Outcome::NothingWritten)
}

/// Compiles and checks as much as the difference to the last build asks for; and which outputs it asks for.
fn compile<'a>(reading: Reading<'a>, memory: Option<&Memory>) -> (Session<'a>, Work) {
    let (record, difference) = (memory.and_then(Memory::record), memory.and_then(Memory::difference));
    reading.compile(|compiled| {
        let (Some(record), Some(difference)) = (record, difference) else {
            compiled.check();
            return Work::Everything(
                memory.map_or("nothing can be kept for the next build", Memory::why_nothing).to_owned(),
            );
        };
        let texts = match difference {
            Difference::Texts(texts) => texts.as_slice(),
            Difference::None => &[],
            Difference::Any(why) => {
                compiled.check();
                return Work::Everything(why.clone());
            }
        };
        let Changed { words, deals } = match compiled.changed(texts, record) {
            Ok(changed) => changed,
            Err(text) => {
                compiled.check();
                return Work::Everything(format!("`{text}` changed in what other pages show of it"));
            }
        };
        let entities: Vec<_> = words.iter().map(|(entity, _)| *entity).collect();
        if record.clean && deals.is_empty() {
            compiled.check_words(&entities)
        } else {
            compiled.check()
        }
        let mut edited = pipeline::outputs(compiled, &words);
        if !deals.is_empty() {
            let why = listed(texts);
            let looking = memory.and_then(Memory::inputs).and_then(|inputs| inputs.outputs(compiled, &deals, &why));
            let Some(looking) = looking else {
                return Work::Everything(format!("{why} changed in what other pages show of it"));
            };
            for (path, why) in looking {
                edited.entry(path).or_insert(why);
            }
        }
        Work::Only(edited)
    })
}

/// Takes over what need not be made; what is left of the work.
fn keep(work: Work, stage: &mut Stage, compiled: &Compiled, changes: Option<&Changes>) -> Work {
    let Work::Only(mut edited) = work else { return work };
    if stage.examined_files() != Some(compiled.output_count()) {
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
    session: &Session<'_>,
    stage: &Stage,
    work: &Work,
    changes: Option<&Changes>,
) -> Result<Rendered, RenderError> {
    let progress = &session.job.progress;
    progress.phase("rendering");
    // A picture made smaller has a hash of the whole one in its name: it is not made again while it is there.
    let copies = session.compiled.plan.copies.iter();
    let reduced: HashSet<&str> = copies.filter(|copy| copy.reduced).map(|copy| copy.path.as_str()).collect();
    let is_there = |path: &str| {
        let is_there = reduced.contains(path) && stage.take_over(path);
        changes.filter(|_| is_there).into_iter().for_each(|changes| changes.keep(path));
        is_there
    };
    let wanted = |path: &str| match work {
        Work::Everything(_) => !is_there(path),
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
    if let Some(why) = written.in_place {
        job.say(&match why {
            InPlace::Mounted => format!("written in place: a file system is mounted at `{out}`\n"),
            InPlace::WorkTree => format!("written in place: `{out}` is a git work tree\n"),
        })?;
    }
    say_strangers(&written.kept);
    if let Some(folder) = &written.leftover {
        let folder = project::shown(folder);
        let what = if written.in_place.is_some() { "what is left of this build" } else { "the old site" };
        say::remark(&format!("{what} could not be removed and is in `{folder}`; the next build tries again\n"));
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

fn say_strangers(folders: &[PathBuf]) {
    for folder in folders {
        let folder = project::shown(folder);
        say::remark(&format!("`{folder}` now holds files that appeared in the output while it was being replaced\n"));
    }
}

fn changed(written: &Written) -> String {
    match (written.swapped, written.removed) {
        (false, _) => "nothing changed".to_owned(),
        // A folder that is not as we make them, or files that are gone, are put right by a new tree.
        (true, 0) if written.written == 0 => "permissions restored".to_owned(),
        (true, 0) => format!("{} written", written.written),
        (true, removed) => format!("{} written, {removed} removed", written.written),
    }
}
