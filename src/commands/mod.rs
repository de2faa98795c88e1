//! The commands: the only code that joins the pure core and the world outside it.
//!
//! One file per command. Each takes its options from [`crate::cli`] and returns how the program should
//! exit, or a [`Failure`] with what to tell the user. Results go to standard output, remarks and problems
//! for people to standard error; programs read problems (`--format json`) from standard output.

mod build;
mod changes;
mod check;
mod compiled;
mod completions;
mod create;
mod explain;
mod explain_fact;
mod figures;
mod from_source;
mod headers;
mod init;
mod man;
mod memory;
mod new;
mod progress;
mod project;
mod publish;
mod say;
#[cfg(feature = "serve")]
mod serve;
mod session;
mod theme;
mod timings;
mod totals;
mod unused;

use std::ffi::OsString;
use std::fmt::Display;

use clap::Parser;

use crate::cli::{Cli, Command};

/// How the program exits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All is well.
    Clean,
    /// There are errors, or warnings that were to be denied, or the system refused something.
    Problems,
    /// The program was not called as it can be.
    Misuse,
    /// A publication failed half-way, in a place that cannot change all at once.
    Partial,
    /// The host's own program failed, with this status.
    Host(i32),
}

impl Exit {
    /// The status that the process ends with.
    pub fn status(self) -> i32 {
        match self {
            Exit::Clean => 0,
            Exit::Problems => 1,
            Exit::Misuse => 2,
            Exit::Partial => 3,
            Exit::Host(status) => status,
        }
    }
}

/// Why a command could not do its work; said as `error: …`.
#[derive(Debug)]
pub(crate) struct Failure {
    exit: Exit,
    message: String,
}

impl Failure {
    /// The command was given what it cannot work with.
    pub(crate) fn misuse(message: impl Into<String>) -> Failure {
        Failure { exit: Exit::Misuse, message: message.into() }
    }

    /// Something went wrong that is said in full by `error`.
    pub(crate) fn of(error: impl Display) -> Failure {
        Failure { exit: Exit::Problems, message: error.to_string() }
    }

    /// The same, with an exit status of its own.
    pub(crate) fn exiting(exit: Exit, message: impl Into<String>) -> Failure {
        Failure { exit, message: message.into() }
    }

    /// The system refused: `cannot write `x`: No space left on device`.
    pub(crate) fn io(action: &str, path: &std::path::Path, error: &std::io::Error) -> Failure {
        Failure::of(format!("cannot {action} `{}`: {error}", path.display()))
    }
}

/// Runs the command that `args` ask for. The first of them is the program's own name.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Exit {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(refusal) => return say::usage(&refusal),
    };
    let done = threads(&cli).and_then(|()| match &cli.command {
        Command::Build(options) => build::run(options),
        Command::Check(options) => check::run(options),
        #[cfg(feature = "serve")]
        Command::Serve(options) => serve::run(options),
        Command::Publish(options) => publish::run(options),
        Command::Headers(options) => headers::run(options),
        Command::New(options) => new::run(options),
        Command::Init(options) => init::run(options),
        Command::Theme(action) => theme::run(action),
        Command::Totals(options) => totals::run(options),
        Command::Explain(options) => explain::run(options),
        Command::Unused(options) => unused::run(options),
        Command::Figures(options) => figures::run(options),
        Command::Completions(options) => completions::run(options),
        Command::Man(options) => man::run(options),
    });
    done.unwrap_or_else(|failure| {
        say::error(&failure.message);
        failure.exit
    })
}

/// Says that the program itself is at fault, with what is known of it.
pub fn report_defect(what: &str) {
    say::error(&format!("a defect in tearsheet: {what}\nPlease report it with the input that shows it."));
}

fn threads(cli: &Cli) -> Result<(), Failure> {
    let Some(threads) = cli.threads else { return Ok(()) };
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads.get())
        .build_global()
        .map_err(|error| Failure::of(format!("cannot start {threads} threads: {error}")))
}
