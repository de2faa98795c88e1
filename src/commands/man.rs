//! `tearsheet man [DIR]`: manual pages, made from the same types as the command line.

use std::fs;

use clap::CommandFactory;

use super::{Exit, Failure, say};
use crate::cli::{Cli, Man};

/// Prints `tearsheet(1)`, or writes it and a page per command into a directory.
pub(crate) fn run(options: &Man) -> Result<Exit, Failure> {
    let Some(dir) = &options.dir else {
        let mut page = Vec::new();
        let rendered = clap_mangen::Man::new(Cli::command()).render(&mut page);
        rendered.map_err(|error| Failure::of(format!("cannot make the manual page: {error}")))?;
        say::result(&String::from_utf8_lossy(&page))?;
        return Ok(Exit::Clean);
    };
    fs::create_dir_all(dir).map_err(|error| Failure::io("create", dir, &error))?;
    clap_mangen::generate_to(Cli::command(), dir).map_err(|error| Failure::io("write into", dir, &error))?;
    Ok(Exit::Clean)
}
