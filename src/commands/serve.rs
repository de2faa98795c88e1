//! `tearsheet serve`: a live preview on loopback.
//!
//! Says where it is, tells problems when they come and when they are gone, and goes on until it is interrupted.

use std::env;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::{io, thread};

use super::{Exit, Failure, project, say};
use crate::cli::Serve;
use crate::lock::held;
use crate::preview::bulletin::{Bulletin, Shown};
use crate::preview::editor::Editor;
use crate::preview::engine::{EngineOptions, News, Today};
use crate::preview::server::{Options, Preview};

/// Serves until the process is ended.
pub(crate) fn run(options: &Serve) -> Result<Exit, Failure> {
    let root = project::root(options.root.as_deref())?;
    let preview = Preview::start(
        Options {
            port: options.port,
            engine: EngineOptions {
                drafts: options.drafts,
                today: project::fixed_day(options.today)?.map_or(Today::Clock(project::day_of_clock), Today::Fixed),
                clippings: options.clippings.clone(),
                colour: say::colour(),
            },
            follow: options.follow,
            poll: options.poll,
            editor: editor(),
            root: root.clone(),
        },
        reporter(options.verbose),
        |words| say::remark(&format!("{words}\n")),
    )
    .map_err(|error| refused(options.port, &root, &error))?;
    say::result(&format!("serving {} (Ctrl-C ends it)\n", preview.url))?;
    if options.open {
        open(&preview.url);
    }
    preview.wait();
    Ok(Exit::Clean)
}

fn refused(port: Option<u16>, root: &Path, error: &io::Error) -> Failure {
    match (port, error.kind()) {
        (Some(port), io::ErrorKind::AddrInUse) => {
            Failure::of(format!("port {port} is taken; without `--port`, the next free one is used"))
        }
        (Some(port), io::ErrorKind::PermissionDenied) => Failure::of(format!("port {port} may not be used: {error}")),
        _ => Failure::of(format!("cannot serve `{}`: {error}", root.display())),
    }
}

/// The editor that `$VISUAL` or `$EDITOR` names.
fn editor() -> Editor {
    let command = ["VISUAL", "EDITOR"].iter().find_map(|name| env::var(name).ok().filter(|c| !c.is_empty()));
    Editor::of(&command.unwrap_or_default())
}

/// Tells in the terminal what was seen, and problems, each state of them once.
fn reporter(verbose: bool) -> impl Fn(&News) + Send + 'static {
    let last: Mutex<Option<u64>> = Mutex::default();
    move |news| {
        let mut last = held(last.lock());
        let bulletin = &news.bulletin;
        let before = last.replace(bulletin.number);
        if !news.changed.is_empty() && bulletin.errors == 0 {
            say::remark(&format!("seen: {}\n", names(&news.changed)));
        }
        // Without problems there is nothing to say, unless there were some.
        if before == Some(bulletin.number) || (before.is_none() && bulletin.problems.is_empty()) {
            return;
        }
        say::remark(&report(bulletin, verbose));
    }
}

fn report(bulletin: &Bulletin, verbose: bool) -> String {
    if bulletin.problems.is_empty() {
        return "no problems\n".to_owned();
    }
    let told = bulletin.problems.len();
    let more = (bulletin.errors + bulletin.warnings).saturating_sub(told);
    let more = if more > 0 { format!("… and {more} more\n\n") } else { String::new() };
    let shown = match bulletin.shown {
        Shown::Current => "the pages are up to date".to_owned(),
        Shown::Mended => format!("showing the last valid version of {}", names(&bulletin.held)),
        Shown::Last => "showing the last version without errors".to_owned(),
        Shown::Nothing => "there is nothing to show yet".to_owned(),
    };
    format!("{}{more}{}; {shown}\n", bulletin.text(verbose), bulletin.count())
}

fn names(files: &[String]) -> String {
    match files {
        [one] => format!("`{one}`"),
        [first, rest @ ..] => format!("`{first}` and {} more", rest.len()),
        [] => "no file".to_owned(),
    }
}

/// Opens the browser. That it cannot be opened is no reason to stop.
fn open(url: &str) {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let started =
        Command::new(program).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    match started {
        Ok(mut child) => {
            // Some systems keep the program until the browser is closed.
            thread::spawn(move || child.wait());
        }
        Err(error) => say::remark(&format!("cannot open a browser with `{program}`: {error}\n")),
    }
}
