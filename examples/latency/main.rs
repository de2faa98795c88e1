//! How long an edit takes to be seen: in a preview, or in a site that is built again.
//!
//! ```text
//! cargo run --release --example latency -- preview --tool tearsheet --program target/release/tearsheet --root DIR
//! cargo run --release --example latency -- rebuild --tool hugo --program hugo --root DIR
//! ```
//!
//! `DIR` is a project of `examples/corpus`, in English, and is changed. First it is prepared ([`site`]): texts of deals
//! get a number that no other text has, and a clean build tells which pages show it ([`watch`]). Then the numbers are
//! changed as editors do it ([`edit`]), and the pages are asked for over loopback ([`preview`]), or the site is built
//! again ([`rebuild`]). Prints one JSON object, times in milliseconds. `scripts/bench` makes tables of it.
//!
//! The process that is measured is ended in any case, also when the time is up (`--limit`, in seconds).

mod audit;
mod copy;
mod edit;
mod http;
mod limit;
mod preview;
mod rebuild;
mod series;
mod server;
mod site;
mod stats;
#[cfg(test)]
mod tests;
mod watch;

use std::fs;
use std::io;
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

use limit::Limit;
use preview::Load;
use site::{Site, Tool};

const USAGE: &str = "usage: latency preview|rebuild --tool tearsheet|hugo|zola --program PATH --root DIR --scratch DIR
               [--today YYYY-MM-DD] [--limit SECONDS]
  preview      [--starts N] [--edits N] [--in-a-row N] [--serve-with OPTION]…
  rebuild      [--rounds N]";

/// What was asked for.
struct Options {
    rebuild: bool,
    site: Site,
    scratch: PathBuf,
    limit: Duration,
    load: Load,
    rounds: usize,
}

fn main() -> ExitCode {
    let result = options(std::env::args().skip(1)).and_then(|options| measure(&options).map_err(|e| e.to_string()));
    match result {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("latency: {message}");
            ExitCode::FAILURE
        }
    }
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let rebuild = match arguments.next().as_deref() {
        Some("preview") => false,
        Some("rebuild") => true,
        _ => return Err(format!("expected `preview` or `rebuild`\n{USAGE}")),
    };
    let site = Site {
        tool: Tool::Tearsheet,
        program: PathBuf::from("tearsheet"),
        root: PathBuf::new(),
        today: "2026-11-22".to_owned(),
        serve_with: Vec::new(),
    };
    let load = Load { starts: 3, edits: 100, in_a_row: 0 };
    let limit = Duration::from_secs(1800);
    let mut options = Options { rebuild, site, scratch: PathBuf::new(), limit, load, rounds: 5 };
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or(format!("`{name}` needs a value\n{USAGE}"))?;
        set(&mut options, &name, value)?;
    }
    if options.site.root.as_os_str().is_empty() || options.scratch.as_os_str().is_empty() {
        return Err(format!("`--root` and `--scratch` are needed\n{USAGE}"));
    }
    Ok(options)
}

fn set(options: &mut Options, name: &str, value: String) -> Result<(), String> {
    let number = || value.parse::<usize>().map_err(|_| format!("`{name}` takes a number, found `{value}`"));
    match name {
        "--tool" => options.site.tool = Tool::of_name(&value).ok_or(format!("no tool is called `{value}`"))?,
        "--program" => options.site.program = PathBuf::from(value),
        "--root" => options.site.root = PathBuf::from(value),
        "--today" => options.site.today = value,
        "--serve-with" => options.site.serve_with.push(value),
        "--scratch" => options.scratch = PathBuf::from(value),
        "--limit" => options.limit = Duration::from_secs(number()? as u64),
        "--starts" => options.load.starts = number()?.max(1),
        "--edits" => options.load.edits = number()?.max(1),
        "--in-a-row" => options.load.in_a_row = number()?,
        "--rounds" => options.rounds = number()?.max(1),
        _ => return Err(format!("unknown argument `{name}`\n{USAGE}")),
    }
    Ok(())
}

fn measure(options: &Options) -> io::Result<serde_json::Value> {
    let limit = Limit::after(options.limit);
    fs::create_dir_all(&options.scratch)?;
    if options.rebuild {
        rebuild::measure(&options.site, options.rounds, &options.scratch, limit)
    } else {
        preview::measure(&options.site, options.load, &options.scratch, limit)
    }
}

/// Runs a program to its end. An error with what it printed, if it fails.
fn run(command: &mut Command) -> io::Result<()> {
    let output = command.stdin(Stdio::null()).output()?;
    if output.status.success() {
        return Ok(());
    }
    let printed = [output.stdout, output.stderr].concat();
    let end = String::from_utf8_lossy(&printed[printed.len().saturating_sub(4000)..]).into_owned();
    Err(io::Error::other(format!("{command:?} failed ({}):\n{end}", output.status)))
}
