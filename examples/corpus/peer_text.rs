//! A summary in plain Markdown: links, facts and citations resolved, for tools that do not know them.
//!
//! `[[id]]` and `[[id|text]]` become links, `{{ path }}` the words of the fact, `[^source:line]` a numbered footnote.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::names;
use crate::text::{Scene, leg_name};
use crate::world::{Citation, Deal, Leg, World};

/// What an id stands for: where its page is below a language, and its name.
pub(crate) struct Names<'a> {
    pages: HashMap<&'a str, (String, String)>,
    deals: HashMap<&'a str, &'a Deal>,
    sources: HashMap<&'a str, usize>,
}

impl<'a> Names<'a> {
    pub(crate) fn new(world: &'a World) -> Names<'a> {
        let mut pages = HashMap::new();
        for company in &world.companies {
            pages.insert(company.id.as_str(), (format!("/companies/{}/", company.id), company.name.clone()));
        }
        for deal in &world.deals {
            pages.insert(deal.id.as_str(), (format!("/deals/{}/", deal.id), deal.id.clone()));
        }
        Names {
            pages,
            deals: world.deals.iter().map(|deal| (deal.id.as_str(), deal)).collect(),
            sources: world.sources.iter().enumerate().map(|(at, source)| (source.id.as_str(), at)).collect(),
        }
    }
}

/// "Harbour Wire, line 9"
pub(crate) fn source(scene: &Scene<'_>, cited: Citation) -> String {
    let source = &scene.world.sources[cited.source];
    format!("{}, {} {}", names::PUBLISHERS[source.publisher].0, scene.lang.choose("line", "ligne"), cited.line)
}

/// The body of a summary, without its front matter.
pub(crate) fn plain(scene: &Scene<'_>, names: &Names<'_>, home: &str, summary: &str) -> String {
    let body = summary.splitn(3, "+++\n").nth(2).unwrap_or(summary).trim_start();
    // Alerts are an option of one tool and a render hook of the other.
    let body = body.replace("> [!NOTE]\n", "> **Note**\n>\n");
    let mut out = String::with_capacity(body.len() + 200);
    let mut notes: Vec<&str> = Vec::new();
    let mut rest = body.as_str();
    while let Some((at, close, kind)) = next(rest) {
        out.push_str(&rest[..at]);
        let inside = &rest[at + 2..at + 2 + close];
        match kind {
            Mark::Link => out.push_str(&link(names, home, inside)),
            Mark::Fact => out.push_str(&fact(scene, names, inside.trim())),
            Mark::Citation => {
                let number = notes.iter().position(|note| *note == inside).unwrap_or_else(|| {
                    notes.push(inside);
                    notes.len() - 1
                });
                let _ = write!(out, "[^{}]", number + 1);
            }
        }
        rest = &rest[at + 2 + close + kind.end().len()..];
    }
    out.push_str(rest);
    for (number, note) in notes.iter().enumerate() {
        let _ = write!(out, "\n[^{}]: {}\n", number + 1, note_text(scene, names, note));
    }
    out
}

/// A mark of two characters.
#[derive(Clone, Copy)]
enum Mark {
    Link,
    Fact,
    Citation,
}

impl Mark {
    fn end(self) -> &'static str {
        match self {
            Mark::Link => "]]",
            Mark::Fact => "}}",
            Mark::Citation => "]",
        }
    }
}

/// The next mark: where it opens, and how long what it holds is.
fn next(text: &str) -> Option<(usize, usize, Mark)> {
    let marks = [("[[", Mark::Link), ("{{", Mark::Fact), ("[^", Mark::Citation)];
    let (at, mark) = marks.into_iter().filter_map(|(open, mark)| Some((text.find(open)?, mark))).min_by_key(|m| m.0)?;
    Some((at, text[at + 2..].find(mark.end())?, mark))
}

fn link(names: &Names<'_>, home: &str, inside: &str) -> String {
    let (id, text) = inside.split_once('|').map_or((inside, None), |(id, text)| (id, Some(text)));
    let Some((page, name)) = names.pages.get(id) else { return inside.to_owned() };
    format!("[{}]({home}{page})", text.unwrap_or(name))
}

/// `purchase.value`, `purchase.first.value` or `id.purchase.value`.
fn fact(scene: &Scene<'_>, names: &Names<'_>, path: &str) -> String {
    let parts: Vec<&str> = path.split('.').collect();
    let deal = match parts.as_slice() {
        [id, _, _] => names.deals.get(id).copied().unwrap_or(scene.deal),
        _ => scene.deal,
    };
    let named = parts.iter().rev().nth(1);
    let field = parts.last().copied().unwrap_or_default();
    if let ([_, "first" | "second", "value"], Some(quarter)) = (&parts[..], deal.main().quarter) {
        return quarter.prose(scene.lang);
    }
    let called = |leg: &Leg| if leg.part { "part" } else { leg_name(leg.kind) };
    let legs = deal.legs.iter().filter(|leg| named.is_none_or(|name| called(leg) == *name));
    let value = legs.into_iter().find_map(|leg| match field {
        "value" => Some(leg.value.prose(scene.lang)),
        "capacity" => leg.capacity.map(|capacity| capacity.prose(scene.lang)),
        "term" => leg.term.map(|term| term.prose(scene.lang)),
        "stake" => leg.stake.map(|stake| format!("{stake} %")),
        _ => None,
    });
    value.unwrap_or_else(|| path.to_owned())
}

fn note_text(scene: &Scene<'_>, names: &Names<'_>, note: &str) -> String {
    let cited = note
        .rsplit_once(':')
        .and_then(|(id, line)| Some(Citation { source: *names.sources.get(id)?, line: line.parse().ok()? }));
    cited.map_or_else(|| note.to_owned(), |cited| source(scene, cited))
}
