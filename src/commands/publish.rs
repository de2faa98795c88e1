//! `tearsheet publish [NAME]`: from a green check to a site that readers see.
//!
//! 1. The site is built, warnings denied, and every link of it is checked.
//! 2. What is at the place is looked at; a plan is made, judged and shown.
//! 3. Somebody says yes, on the terminal or by `--yes`, and it is carried out.
//!
//! A step that fails ends it, with the place as it was, or whole.

mod releases;
mod show;

use std::io::{self, BufRead, IsTerminal};
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::json;

use super::progress::Progress;
use super::{Exit, Failure, build, project, say};
use crate::cli::{Build, Publish, Run, Shape};
use crate::diagnostics::{Format, closest};
use crate::model::{Destination, Site as Settings};
use crate::pipeline;
use crate::publish::{
    self, Allowed, Error, Job, Lock, Memory, News, Outcome, Plan, Purpose, Refusal, Release, Remote, Site, Source,
    Target, Watch,
};
use releases::{list, roll_back};
use show::{describe, tell};

/// What everything here is about.
struct Context<'o> {
    options: &'o Publish,
    root: PathBuf,
    out: PathBuf,
    settings: Settings,
    destination: Destination,
}

/// What would be done, and whether it may.
struct Proposal {
    site: Site,
    remote: Remote,
    plan: Plan,
    news: News,
    refusals: Vec<Refusal>,
    source: Source,
}

impl Proposal {
    /// Whether what was built is what is there.
    fn is_done(&self) -> bool {
        self.plan.is_empty() && self.remote.release.is_some()
    }
}

impl Watch for Progress {
    fn phase(&self, name: &'static str) {
        Progress::phase(self, name);
    }

    fn file(&self) {
        self.page();
    }
}

/// Publishes the project.
pub(crate) fn run(options: &Publish) -> Result<Exit, Failure> {
    let done = publish(options);
    if let (Shape::Json, Err(failure)) = (options.format, &done) {
        say::result(&format!("{}\n", json!({ "error": failure.message })))?;
    }
    done
}

fn publish(options: &Publish) -> Result<Exit, Failure> {
    let root = project::root(options.root.as_deref())?;
    let out = options.out.clone().unwrap_or_else(|| root.join("public"));
    let Some((settings, destination)) = settings(&root, options.name.as_deref())? else {
        // Nothing of it can be believed; a build says what is wrong.
        let exit = build::run(&build_options(options, &root, &out))?;
        say::remark("nothing was published\n");
        return Ok(exit);
    };
    let context = Context { options, root, out, settings, destination };
    let mut target =
        publish::open(&context.destination, &context.settings, &context.root, &context.out).map_err(failed)?;
    let purpose = if options.list { Purpose::Listing } else { Purpose::Publishing };
    let _lock = Lock::take(&context.root, purpose).map_err(failed)?;
    if options.list {
        return list(&context, target.as_mut());
    }
    if let Some(to) = &options.rollback {
        return roll_back(&context, target.as_mut(), to.as_deref());
    }
    let exit = build::run(&build_options(options, &context.root, &context.out))?;
    if exit != Exit::Clean {
        say::remark("nothing was published\n");
        return Ok(exit);
    }
    carry_out(&context, target.as_mut())
}

/// The settings of the project, and the destination of this name; `None` if there are mistakes in the settings.
fn settings(root: &Path, name: Option<&str>) -> Result<Option<(Settings, Destination)>, Failure> {
    let path = root.join("tearsheet.toml");
    let text = std::fs::read_to_string(&path).map_err(|error| Failure::io("read", &path, &error))?;
    let Some(settings) = pipeline::settings(&text) else { return Ok(None) };
    let name = name.unwrap_or("");
    let all = &settings.publish;
    if let Some(destination) = all.iter().find(|destination| destination.name == name) {
        let destination = destination.clone();
        return Ok(Some((settings, destination)));
    }
    let named: Vec<&str> =
        all.iter().map(|destination| destination.name.as_str()).filter(|name| !name.is_empty()).collect();
    let hint = match (name, named.as_slice()) {
        ("", []) => "`tearsheet.toml` does not say where to publish to\n\
             Write `[publish]` with `to = \"git\"` (or `dir`, `rsync`, `s3`, `command`); see docs/publishing.md."
            .to_owned(),
        ("", named) => format!("there is no default destination; name one: {}", named.join(", ")),
        (name, []) => format!("`tearsheet.toml` has no `[publish.{name}]`"),
        (name, named) => match closest(name, named.iter().copied()) {
            Some(near) => format!("`tearsheet.toml` has no `[publish.{name}]`; did you mean `{near}`?"),
            None => format!("`tearsheet.toml` has no `[publish.{name}]`; there are: {}", named.join(", ")),
        },
    };
    Err(Failure::misuse(hint))
}

fn build_options(options: &Publish, root: &Path, out: &Path) -> Build {
    let format = match options.format {
        Shape::Human => Format::Human,
        Shape::Json => Format::Json,
    };
    let plain = Run::plain(format);
    let run = Run {
        root: Some(root.to_owned()),
        out: Some(out.to_owned()),
        today: options.today,
        deny_warnings: true,
        ..plain
    };
    Build { run, full: false }
}

fn failed(error: Error) -> Failure {
    let exit = match error.status_of_host() {
        Some(status) => Exit::Host(status),
        None if error.is_partial() => Exit::Partial,
        None => Exit::Problems,
    };
    Failure::exiting(exit, error.to_string())
}

/// Plans, asks, does.
fn carry_out(context: &Context<'_>, target: &mut dyn Target) -> Result<Exit, Failure> {
    let begin = Instant::now();
    let mut progress = Progress::start(context.options.format == Shape::Human);
    let mut memory = Memory::read(&context.root, &context.destination.name, &place(context, target)).map_err(failed)?;
    let proposal = propose(context, target, &mut memory, &progress).map_err(failed)?;
    progress.stop();
    let refused = !proposal.refusals.is_empty();
    if !refused && proposal.is_done() {
        if let Some(there) = &proposal.remote.release {
            memory.note(there).map_err(failed)?;
        }
        if !context.options.dry_run
            && let Err(error) = target.tidy(context.options.break_lock)
        {
            say::remark(&format!("what an earlier publication left could not be removed: {error}\n"));
        }
        tell(context, &proposal, target, false)?;
        return Ok(Exit::Clean);
    }
    if context.options.format == Shape::Human {
        say::result(&describe(context, &proposal, target))?;
    }
    for refusal in &proposal.refusals {
        say::error(&refusal.text);
    }
    if refused || context.options.dry_run {
        tell(context, &proposal, target, false)?;
        let why = if refused { "refused: nothing was published\n" } else { "a dry run: nothing was published\n" };
        say::remark(why);
        return Ok(if refused { Exit::Problems } else { Exit::Clean });
    }
    if !agreed(context.options, "Publish?", "publishes")? {
        say::remark("nothing was published\n");
        return Ok(Exit::Problems);
    }
    let release = release(&proposal, target.served());
    let mut progress = Progress::start(context.options.format == Shape::Human);
    let sent = target.send(&Job {
        site: &proposal.site,
        plan: &proposal.plan,
        release: &release,
        remote: &proposal.remote,
        break_lock: context.options.break_lock,
        watch: &progress,
    });
    progress.stop();
    let Outcome { notes } = sent.map_err(failed)?;
    memory.note(&release).map_err(failed)?;
    notes.iter().for_each(|note| say::remark(&format!("{note}\n")));
    tell(context, &proposal, target, true)?;
    if context.options.format == Shape::Human {
        let seconds = begin.elapsed().as_secs_f64();
        let to = target.describe();
        say::result(&format!("published {} to {to} in {seconds:.1} s\n", proposal.site.generation))?;
    }
    let after = &context.destination.after;
    match publish::run_after(after, &context.root, &context.settings.base_url, &proposal.plan) {
        Ok(()) => Ok(Exit::Clean),
        Err(error) => Err(Failure::of(format!("the site is published, but `after` failed: {error}"))),
    }
}

/// Which place a memory is of.
fn place(context: &Context<'_>, target: &dyn Target) -> String {
    format!("{} {}", context.destination.transport.name(), target.describe())
}

fn propose(
    context: &Context<'_>,
    target: &mut dyn Target,
    memory: &mut Memory,
    progress: &Progress,
) -> Result<Proposal, Error> {
    let site = Site::open(&context.out)?;
    let base_url = &context.settings.base_url;
    if !memory.is_checked(&site.generation) {
        progress.phase("checking links");
        let broken = publish::broken(&site, base_url)?;
        if !broken.is_empty() {
            let list = broken.iter().map(|link| format!("  {link}")).collect::<Vec<_>>().join("\n");
            return Err(Error::Settings(format!("links that lead nowhere; nothing was published:\n{list}")));
        }
        memory.note_checked(&site.generation)?;
    }
    progress.phase("looking at what is there");
    let remote = target.look(Some(&site))?;
    let plan = Plan::of(&site, remote.release.as_ref(), target.served().as_deref());
    let mut proposal =
        Proposal { site, remote, plan, news: News::default(), refusals: Vec::new(), source: Source::default() };
    if !proposal.is_done() {
        proposal.source = Source::of(&context.root);
        let is_first = proposal.remote.release.is_none();
        proposal.news = publish::news(&proposal.site, &proposal.plan, target, is_first)?;
    }
    let allowed = Allowed { deletes: context.options.deletes, replace: context.options.replace.clone() };
    proposal.refusals = publish::refusals(
        (&context.destination, target.limits()),
        base_url,
        (&proposal.site, &proposal.plan),
        proposal.remote.release.as_ref(),
        (memory, &proposal.source),
        &allowed,
    );
    Ok(proposal)
}

fn release(proposal: &Proposal, served: Option<String>) -> Release {
    Release {
        generation: proposal.site.generation.clone(),
        previous: proposal.remote.release.as_ref().map(|there| there.generation.clone()),
        source: proposal.source.render(),
        published: publish::now(),
        served,
        before: None,
        retained: Vec::new(),
        manifest: proposal.site.manifest.clone(),
    }
}

/// Whether somebody said yes.
fn agreed(options: &Publish, question: &str, does: &str) -> Result<bool, Failure> {
    if options.yes {
        return Ok(true);
    }
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Err(Failure::misuse(format!(
            "there is nobody to ask here: `--yes` {does}, `--dry-run` only shows the plan"
        )));
    }
    say::remark(&format!("{question} [y/N] "));
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    read.map_err(|error| Failure::of(format!("cannot read the answer: {error}")))?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "o" | "oui"))
}
