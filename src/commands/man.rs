//! `tearsheet man [DIR]`: manual pages, made from the same types as the command line.
//!
//! What `--help` says below the options has no heading of its own in clap, and would stand under `EXTRA`:
//! here each of its paragraphs becomes the section that manual pages have for it.

use std::fs;

use clap::builder::Resettable;
use clap::{Command, CommandFactory};

use super::{Exit, Failure, say};
use crate::cli::{AFTER, Cli, Man};

/// Prints `tearsheet(1)`, or writes it and a page per command into a directory.
pub(crate) fn run(options: &Man) -> Result<Exit, Failure> {
    let page = page()?;
    let Some(dir) = &options.dir else {
        say::result(&String::from_utf8_lossy(&page))?;
        return Ok(Exit::Clean);
    };
    fs::create_dir_all(dir).map_err(|error| Failure::io("create", dir, &error))?;
    clap_mangen::generate_to(command(), dir).map_err(|error| Failure::io("write into", dir, &error))?;
    let path = dir.join("tearsheet.1");
    fs::write(&path, page).map_err(|error| Failure::io("write", &path, &error))?;
    Ok(Exit::Clean)
}

/// The command line without what stands below the options.
fn command() -> Command {
    Cli::command().after_help(Resettable::Reset)
}

/// `tearsheet(1)`.
fn page() -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(command()).render(&mut page);
    rendered.map_err(|error| Failure::of(format!("cannot make the manual page: {error}")))?;
    for (heading, text) in AFTER.split("\n\n").filter_map(|paragraph| paragraph.split_once(": ")) {
        let section = format!(".SH \"{}\"\n{}\n", heading.to_uppercase(), text.replace('-', "\\-"));
        page.extend_from_slice(section.as_bytes());
    }
    Ok(page)
}
