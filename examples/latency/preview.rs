//! The preview server under edits: how long until it is there, until each kind of edit shows, and what it holds after
//! thousands of them.

use std::fs;
use std::io;
use std::path::Path;

use serde_json::{Value, json};

use crate::audit::{self, Verdict, is_preview_of};
use crate::edit::Kind;
use crate::http::Client;
use crate::limit::Limit;
use crate::series::{self, Counter, Tally};
use crate::server::{Held, Server};
use crate::site::{Site, Tool};
use crate::stats;
use crate::watch::{self, Watched};
use crate::{copy, run};

/// How much to do.
#[derive(Clone, Copy)]
pub(crate) struct Load {
    /// Starts of the server.
    pub(crate) starts: usize,
    /// Edits of each kind.
    pub(crate) edits: usize,
    /// Edits in a row after that, of all kinds in turn; 0 for none.
    pub(crate) in_a_row: usize,
}

/// A site that is being served.
struct Session<'a> {
    site: &'a Site,
    server: Server,
    counter: Counter,
    scratch: &'a Path,
    limit: Limit,
}

/// Measures everything; `scratch` is an empty folder for what is built on the way.
pub(crate) fn measure(site: &Site, load: Load, scratch: &Path, limit: Limit) -> io::Result<Value> {
    let mut kinds = prepare(site, load.edits, scratch)?;
    let log = scratch.join("server.log");
    let mut starts = Vec::new();
    let (mut server, first) = Server::start(|port| site.serve(port), &log, limit)?;
    starts.push(first);
    for _ in 1..load.starts {
        drop(server);
        let (next, time) = Server::start(|port| site.serve(port), &log, limit)?;
        server = next;
        starts.push(time);
    }
    let mut session = Session { site, server, counter: Counter::after(load.edits), scratch, limit };
    let at_rest = session.server.held_at_rest()?;
    let mut edits = serde_json::Map::new();
    for (kind, watched) in Kind::ALL.into_iter().zip(&mut kinds) {
        edits.insert(kind.name().to_owned(), session.series(load.edits, watched)?);
    }
    let endurance = if load.in_a_row > 0 { session.endure(load.in_a_row, &mut kinds)? } else { Value::Null };
    Ok(json!({
        "first_page_ms": stats::of(&starts),
        "memory": at_rest.memory,
        "edits": edits,
        "in_a_row": endurance,
    }))
}

/// Puts its first number into every text that will be edited, and asks a clean build where it shows.
fn prepare(site: &Site, edits: usize, scratch: &Path) -> io::Result<Vec<Vec<Watched>>> {
    let mut taken = Vec::new();
    let mut subjects = Vec::new();
    // Facts choose first: not every deal fits.
    for kind in [Kind::Fact, Kind::Prose, Kind::Title, Kind::Template] {
        subjects.extend(site.prepare(kind, edits, &mut taken)?);
    }
    let built = scratch.join("prepared");
    run(&mut site.build(&site.root, &built))?;
    site.forget()?;
    let watched = watch::watch(&built, subjects)?;
    fs::remove_dir_all(built)?;
    let mut kinds: Vec<Vec<Watched>> = Kind::ALL.iter().map(|_| Vec::new()).collect();
    for one in watched {
        let at = Kind::ALL.iter().position(|kind| *kind == one.subject.kind).unwrap_or_default();
        kinds[at].push(one);
    }
    Ok(kinds)
}

impl Session<'_> {
    /// Edits of one kind, each timed; then, for tearsheet, everything that is served against a clean build.
    fn series(&mut self, edits: usize, watched: &mut [Watched]) -> io::Result<Value> {
        let mut tally = Tally::default();
        let count = watched.len();
        for nth in 0..edits {
            self.edit(&mut watched[nth % count], &mut tally, true)?;
        }
        let last = &watched[(edits.max(1) - 1) % count];
        let audit = self.audit(last.pages.iter().map(|shown| shown.path.clone()).collect())?;
        Ok(report(&tally, audit))
    }

    /// One edit. If it fails because the server has ended, that is the problem, with its last words.
    fn edit(&mut self, watched: &mut Watched, tally: &mut Tally, all_pages: bool) -> io::Result<()> {
        let lost = tally.lost;
        let result = series::edit(self.server.port, watched, &mut self.counter, tally, self.limit, all_pages);
        if result.is_err() || tally.lost > lost {
            self.server.require_alive()?;
        }
        result
    }

    /// Compares with a clean build. `at_once` and the pages that add everything up are taken before it begins.
    fn audit(&mut self, mut at_once: Vec<String>) -> io::Result<Option<Verdict>> {
        if self.site.tool != Tool::Tearsheet {
            return Ok(None);
        }
        at_once.extend(["/", "/companies/", "/data/totals.json"].map(str::to_owned));
        let mut client = Client::new(self.server.port);
        let taken: Vec<_> = at_once.into_iter().map(|path| (client.get(&path), path)).collect();
        let (project, built) = (self.scratch.join("project"), self.scratch.join("built"));
        // A copy, so that the server does not see a build in its project.
        copy::tree(&self.site.root, &project)?;
        run(&mut self.site.build(&project, &built))?;
        let mut verdict = audit::served_equals(&built, self.server.port)?;
        for (response, path) in taken {
            let file = built.join(format!("{}{}", &path[1..], if path.ends_with('/') { "index.html" } else { "" }));
            if !is_preview_of(&response?.body, &fs::read(file)?) {
                verdict.different.push(format!("{path} (at once)"));
            }
        }
        fs::remove_dir_all(project)?;
        fs::remove_dir_all(built)?;
        Ok(Some(verdict))
    }

    /// Edits of all kinds in turn, none of them waited for longer than until it shows; what the server holds meanwhile.
    fn endure(&mut self, edits: usize, kinds: &mut [Vec<Watched>]) -> io::Result<Value> {
        let mut tally = Tally::default();
        let before = self.server.held_at_rest()?;
        let mut most = before;
        for nth in 0..edits {
            let (kind, round) = (nth % kinds.len(), nth / kinds.len());
            let of_kind = &mut kinds[kind];
            let at = round % of_kind.len();
            self.edit(&mut of_kind[at], &mut tally, false)?;
            if nth.is_multiple_of(50) {
                let now = self.server.held()?;
                most = Held { memory: most.memory.max(now.memory), descriptors: most.descriptors.max(now.descriptors) };
            }
        }
        let after = self.server.held_at_rest()?;
        let audit = self.audit(Vec::new())?;
        let mut report = report(&tally, audit);
        report["edits"] = json!(edits);
        report["held"] = json!({ "before": held(before), "after": held(after), "most": held(most) });
        Ok(report)
    }
}

fn held(held: Held) -> Value {
    json!({ "memory": held.memory, "descriptors": held.descriptors })
}

fn report(tally: &Tally, audit: Option<Verdict>) -> Value {
    json!({
        "ms": stats::of(&tally.times),
        "lost": tally.lost,
        "interrupted": tally.interrupted,
        "asked": tally.asked,
        "wrong": tally.wrong,
        "told": tally.told,
        "audit": audit.map(|verdict| verdict.report()),
    })
}
