//! What a build remembers of the one before it: the record of its input, the seals of its output, and from what each
//! output was made.
//!
//! It is believed only where both belong together and to the output that is there: a state that was copied with its
//! project from another machine, or an output that somebody else has built since, means that everything is made again.

use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::session::Reading;
use crate::cli::Build;
use crate::disk::{Examined, Seals, State};
use crate::pipeline::{Compiled, Difference, Inputs, Record};

/// The state of an output, before and now.
pub(crate) struct Memory {
    state: State,
    now: Record,
    /// `None` if nothing was left, or is to be believed.
    before: Option<Before>,
    /// Whether everything is to be made, whatever is known.
    full: bool,
}

/// What the last build left.
struct Before {
    record: Record,
    seals: Seals,
    /// From what each output was made.
    inputs: Inputs,
    /// What is different now.
    difference: Difference,
}

impl Memory {
    /// `None` if nothing can be remembered here.
    pub(crate) fn recall(reading: &Reading<'_>, options: &Build) -> Option<Memory> {
        let Reading { job, input, themes, locales, options: compiling } = reading;
        let state = State::of(&job.out, &job.root)?;
        let program = program()?;
        let (now, before) = rayon::join(
            || Record::of(program, input, themes, locales, compiling),
            || if options.full { None } else { state.read().and_then(|text| parse(&text)) },
        );
        let before =
            before.map(|(record, seals, inputs)| Before { difference: now.since(&record), record, seals, inputs });
        Some(Memory { state, now, before, full: options.full })
    }

    /// Why nothing is known of the last build, where that is so.
    pub(crate) fn why_nothing(&self) -> &'static str {
        if self.full { "`--full` was given" } else { "nothing is known of an earlier build" }
    }

    /// The record of the last build.
    pub(crate) fn record(&self) -> Option<&Record> {
        self.before.as_ref().map(|before| &before.record)
    }

    /// What is different from it now. `None` if there is none.
    pub(crate) fn difference(&self) -> Option<&Difference> {
        self.before.as_ref().map(|before| &before.difference)
    }

    /// The seals that the last build left.
    pub(crate) fn seals(&self) -> Option<Seals> {
        self.before.as_ref().map(|before| before.seals.clone())
    }

    /// From what the outputs of the last build were made.
    pub(crate) fn inputs(&self) -> Option<&Inputs> {
        self.before.as_ref().map(|before| &before.inputs)
    }

    /// Whether the input is that of the last build, which had nothing to report.
    pub(crate) fn is_same_and_clean(&self) -> bool {
        self.before.as_ref().is_some_and(|before| before.record.clean && before.difference == Difference::None)
    }

    /// The output, looked at, if the input differs from that of the last build in texts only, or not at all: then most
    /// of it will stay.
    pub(crate) fn examine(&self, output: &Path) -> Option<Examined> {
        let before = self.before.as_ref().filter(|before| !matches!(before.difference, Difference::Any(_)))?;
        Examined::of(output, before.seals.clone())
    }

    /// Keeps the record of the last build, with newer seals.
    pub(crate) fn keep_record(&self, seals: Option<&Seals>) {
        if let (Some(before), Some(seals)) = (&self.before, seals)
            && before.seals != *seals
        {
            self.write(&before.record, seals, &before.inputs);
        }
    }

    /// Records a build. `inputs` are those of the outputs that it made; where it did not make all, the others are as
    /// they were.
    pub(crate) fn record_build(mut self, compiled: &Compiled, seals: Option<&Seals>, mut inputs: Inputs, all: bool) {
        let Some(seals) = seals else { return };
        if let Some(before) = self.before.as_ref().filter(|_| !all) {
            inputs.complete(&before.inputs);
        }
        self.now.conclude(compiled);
        self.write(&self.now, seals, &inputs);
    }

    fn write(&self, record: &Record, seals: &Seals, inputs: &Inputs) {
        let (mut text, (sealed, read)) =
            rayon::join(|| record.render(), || rayon::join(|| seals.render(), || inputs.render()));
        text.push_str(&sealed);
        text.push_str(&read);
        // A project that cannot be written to can be built all the same.
        let _ = self.state.write(&text);
    }
}

fn parse(text: &str) -> Option<(Record, Seals, Inputs)> {
    let mut lines = text.lines();
    let before = (Record::parse(&mut lines)?, Seals::parse(&mut lines)?, Inputs::parse(&mut lines)?);
    lines.next().is_none().then_some(before)
}

/// Which program this is: its version, and the file that it is run from, which is another one after each installation.
fn program() -> Option<blake3::Hash> {
    let file = std::env::current_exe().and_then(std::fs::metadata).ok()?;
    let file = [file.dev(), file.ino(), file.size(), file.ctime().cast_unsigned(), file.ctime_nsec().cast_unsigned()];
    Some(blake3::hash(format!("{} {file:?}", env!("CARGO_PKG_VERSION")).as_bytes()))
}
