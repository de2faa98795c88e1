//! `tearsheet completions SHELL`.

use clap::CommandFactory;

use super::{Exit, Failure, say};
use crate::cli::{Cli, Completions};

/// Prints a script for the shell.
pub(crate) fn run(options: &Completions) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Cli::command(), "tearsheet", &mut script);
    say::result(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Clean)
}
