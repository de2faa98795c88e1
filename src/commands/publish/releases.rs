//! `publish --list` and `--rollback`: what was published, and going back to it.

use serde_json::json;

use super::{Context, Exit, Failure, agreed, failed, place, say};
use crate::cli::Shape;
use crate::disk::Manifest;
use crate::model::Transport;
use crate::publish::{Generation, Memory, Plan, Release, Target, run_after};

/// `--list`.
pub(super) fn list(context: &Context<'_>, target: &mut dyn Target) -> Result<Exit, Failure> {
    let releases = target.releases().map_err(failed)?;
    let current = target.look(None).map_err(failed)?.release.map(|there| there.generation);
    let mut seen: Option<&Generation> = None;
    for release in &releases {
        let is_current = current.as_ref() == Some(&release.generation) && seen != current.as_ref();
        if is_current {
            seen = current.as_ref();
        }
        let when = release.published.strftime("%Y-%m-%d %H:%M:%S UTC");
        match context.options.format {
            Shape::Human => {
                let source = release.source.as_deref().map_or(String::new(), |source| format!("  {}", short(source)));
                let mark = if is_current { "  current" } else { "" };
                say::result(&format!("{}  {when}{source}{mark}\n", release.generation))?;
            }
            Shape::Json => {
                let told = json!({
                    "generation": release.generation.as_str(),
                    "published": release.published.to_string(),
                    "source": release.source,
                    "current": is_current,
                });
                say::result(&format!("{told}\n"))?;
            }
        }
    }
    if releases.is_empty() {
        say::remark("nothing was published there yet\n");
    }
    Ok(Exit::Clean)
}

/// A commit in short, its mark kept.
fn short(source: &str) -> String {
    let mark = if source.ends_with('+') { "+" } else { "" };
    format!("{}{mark}", source.get(..12).unwrap_or(source).trim_end_matches('+'))
}

/// `--rollback [RELEASE]`.
pub(super) fn roll_back(context: &Context<'_>, target: &mut dyn Target, to: Option<&str>) -> Result<Exit, Failure> {
    let there = target.look(None).map_err(failed)?.release;
    let there = there.ok_or_else(|| Failure::of("nothing was published there yet"))?;
    let releases = target.releases().map_err(failed)?;
    let to = match to {
        Some(text) => {
            let matching: Vec<&Release> = releases.iter().filter(|r| r.generation.as_str().starts_with(text)).collect();
            let first = matching.first().map(|release| release.generation.clone());
            match first.filter(|first| text.len() >= 4 && matching.iter().all(|r| r.generation == *first)) {
                Some(generation) => generation,
                None => {
                    return Err(Failure::of(format!(
                        "no release there is called `{text}`; `--list` shows those that there are"
                    )));
                }
            }
        }
        None => {
            let is_kept = |generation: &Generation| releases.iter().any(|release| release.generation == *generation);
            let before = there.previous.clone().filter(is_kept);
            let earlier = releases.iter().filter(|release| release.published < there.published);
            let before = before.or_else(|| earlier.max_by_key(|r| r.published).map(|r| r.generation.clone()));
            before.ok_or_else(|| Failure::of(only_one(context, &there, &releases)))?
        }
    };
    let place_name = target.describe();
    let tell = |said: String, went: bool| match context.options.format {
        Shape::Human => say::result(&format!("{said}\n")),
        Shape::Json => {
            let from = there.generation.as_str();
            let told = json!({ "from": from, "to": to.as_str(), "place": place_name, "published": went });
            say::result(&format!("{told}\n"))
        }
    };
    if to == there.generation {
        tell(format!("nothing to do: {to} is what readers see"), false)?;
        return Ok(Exit::Clean);
    }
    target.may_roll_back().map_err(failed)?;
    if context.options.dry_run {
        tell(format!("would go back from {} to {to} at {place_name}", there.generation), false)?;
        return Ok(Exit::Clean);
    }
    if context.options.format == Shape::Human {
        say::remark(&format!("from {} back to {to}, at {place_name}\n", there.generation));
    }
    if !agreed(context.options, "Go back?", "goes back")? {
        return Ok(Exit::Problems);
    }
    target.roll_back(&to, context.options.break_lock).map_err(failed)?;
    let mut memory = Memory::read(&context.root, &context.destination.name, &place(context, target)).map_err(failed)?;
    if let Some(back) = releases.iter().find(|release| release.generation == to) {
        memory.note(back).map_err(failed)?;
    }
    tell(format!("went back from {} to {to}, at {place_name}", there.generation), true)?;
    // Which pages differ is not known of every place: all of them may, those that come back with them.
    let back = releases.iter().find(|release| release.generation == to).map(|release| &release.manifest);
    let new = back.into_iter().flat_map(Manifest::paths).filter(|path| !there.manifest.contains(path));
    let plan = Plan {
        changed: there.manifest.paths().map(str::to_owned).collect(),
        new: new.map(str::to_owned).collect(),
        ..Plan::default()
    };
    run_after(&context.destination.after, &context.root, &context.settings.base_url, &plan)
        .map_err(|error| Failure::of(format!("readers see {to}, but `after` failed: {error}")))?;
    Ok(Exit::Clean)
}

/// Why there is nothing to go back to, and what can be done.
fn only_one(context: &Context<'_>, there: &Release, releases: &[Release]) -> String {
    match &there.previous {
        None => {
            let first = &there.generation;
            let said = format!("{first} is the first that was published there: there is nothing to go back to");
            match releases.iter().map(|release| &release.generation).find(|later| *later != first) {
                Some(later) => {
                    format!("{said}\nTo a later one, `--rollback {later}` goes forward; `--list` shows all.")
                }
                None => said,
            }
        }
        Some(previous) => {
            let transport = &context.destination.transport;
            let why = match transport {
                Transport::Directory { .. } | Transport::Rsync { .. } => {
                    format!("`keep` is {}", context.destination.keep)
                }
                Transport::Git { .. } | Transport::S3(_) | Transport::Command { .. } => {
                    format!("`{}` has one site at a time", transport.name())
                }
            };
            let commit = there.before.as_deref().map_or("that you want back".to_owned(), short);
            format!(
                "{previous}, which was there before, was not kept: {why}\n\
                 Check out the commit {commit}, and publish it with `--replace {}`.",
                there.generation,
            )
        }
    }
}
