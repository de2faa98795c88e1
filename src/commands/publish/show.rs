//! What is told of a publication: the plan to people, the result to people or a program.

use serde_json::json;

use super::{Context, Failure, Proposal, say};
use crate::cli::Shape;
use crate::diagnostics::counted;
use crate::model::Site;
use crate::publish::{Target, used};

/// How many addresses that go away are named.
const SHOWN: usize = 10;

/// The plan, for people.
pub(super) fn describe(context: &Context<'_>, proposal: &Proposal, target: &dyn Target) -> String {
    let base_url = &context.settings.base_url;
    let Proposal { site, remote, plan, news, source, .. } = proposal;
    let mut text = format!("to {}\n", target.describe());
    match &remote.release {
        Some(there) => {
            let when = there.published.strftime("%Y-%m-%d %H:%M UTC");
            text.push_str(&format!("  there   {} of {when}\n", there.generation));
        }
        None => text.push_str("  there   nothing yet\n"),
    }
    text.push_str(&format!("  here    {}, {}\n", site.generation, counted(site.manifest.files().len(), "file")));
    if let Some(source) = source.describe() {
        text.push_str(&format!("  from    {source}\n"));
    }
    let kinds = plan.kinds(site);
    let parts = [(kinds.pages, "page"), (kinds.data, "feed or data file"), (kinds.assets, "other file")];
    let parts: Vec<String> = parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| plural(n, what)).collect();
    if !parts.is_empty() {
        let sum = format!("{} new, {} changed", plan.new.len(), plan.changed.len());
        text.push_str(&format!("  send    {}: {sum}, {}\n", parts.join(", "), size(kinds.bytes)));
    }
    if plan.served_anew {
        text.push_str("  all of it, since `[headers]` or media types are others than those that it was sent with\n");
    }
    if !plan.removed.is_empty() {
        text.push_str(&format!("  remove  {}\n", counted(plan.removed.len(), "file")));
    }
    for line in used(site, context.destination.limits.unwrap_or(target.limits())) {
        text.push_str(&format!("  limits  {line}\n"));
    }
    if !news.lines.is_empty() {
        text.push_str("readers will see\n");
        news.lines.iter().for_each(|line| text.push_str(&format!("  {line}\n")));
    }
    if Site::is_reserved(base_url) {
        text.push_str(&format!(
            "  warning: `base_url` is `{base_url}`, a name that nobody can have: feeds and search engines get it\n"
        ));
    }
    // What people link to comes first.
    let rank = |path: &&String| !["deals/", "companies/"].iter().any(|folder| path.starts_with(folder));
    let mut lost: Vec<&String> = news.lost.iter().collect();
    lost.sort_by_key(rank);
    for path in lost.iter().take(SHOWN) {
        text.push_str(&format!("  warning: `{path}` goes away and leads nowhere\n"));
    }
    if lost.len() > SHOWN {
        text.push_str(&format!("  warning: and {} more\n", lost.len() - SHOWN));
    }
    if lost.iter().any(|path| !rank(path)) {
        text.push_str("  a deal or company that was renamed leads on, if its sheet says `was`\n");
    }
    text
}

fn plural(count: usize, what: &str) -> String {
    match (count, what) {
        (n, "feed or data file") if n != 1 => format!("{n} feeds and data files"),
        (n, what) => counted(n, what),
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// The result: in words where there was nothing to do, and for programs always.
pub(super) fn tell(
    context: &Context<'_>,
    proposal: &Proposal,
    target: &dyn Target,
    published: bool,
) -> Result<(), Failure> {
    let Proposal { site, remote, plan, news, refusals, source } = proposal;
    if context.options.format == Shape::Human {
        if proposal.is_done() && refusals.is_empty() {
            say::result(&format!(
                "nothing to publish: {} is there already, at {}\n",
                site.generation,
                target.describe()
            ))?;
        }
        return Ok(());
    }
    let told = json!({
        "target": context.destination.name,
        "kind": context.destination.transport.name(),
        "place": target.describe(),
        "generation": site.generation.as_str(),
        "previous": remote.release.as_ref().map(|there| there.generation.as_str()),
        "source": source.render(),
        "files": site.manifest.files().len(),
        "bytes": site.bytes(),
        "bytes_sent": plan.bytes,
        "new": plan.new.len(),
        "changed": plan.changed.len(),
        "removed": plan.removed.len(),
        "pages_removed": plan.removed_pages().count(),
        "readers": news.lines,
        "lost": news.lost,
        "used": used(site, context.destination.limits.unwrap_or(target.limits())),
        "limits": refusals.iter().filter(|refusal| refusal.code == "limits").map(|refusal| &refusal.text).collect::<Vec<_>>(),
        "refusals": refusals.iter().map(|refusal| &refusal.text).collect::<Vec<_>>(),
        "published": published,
    });
    say::result(&format!("{told}\n"))
}
