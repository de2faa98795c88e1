//! `tearsheet explain openai-aws.value`: what is said of a fact, which claim is shown and why, and where.

mod pages;

use std::cmp::Reverse;
use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use super::{Exit, Failure, compiled, say};
use crate::cli::{Explain, Shape};
use crate::diagnostics::{counted, listed, neutral};
use crate::ledger::fact_on;
use crate::model::{Amount, Briefing, Claim, DealId, Edtf, Entity, Fact, LangId, Rank, SourceKind, Value, notation};
use crate::pipeline::Compiled;
use crate::resolve::{FactError, find_fact};
use pages::Shown;

/// A fact, found.
struct Subject<'c> {
    compiled: &'c Compiled,
    deal: DealId,
    part: &'c str,
    fact: &'c Fact,
    best: Option<usize>,
}

/// Explains the fact of a path such as `openai-aws.value`.
pub(crate) fn run(path: &str, options: &Explain) -> Result<Exit, Failure> {
    let compiled = compiled::open(options.root.as_deref(), None, options.today)?;
    let subject = find(&compiled, path)?;
    match options.format {
        Shape::Human => say::result(&human(&subject))?,
        Shape::Json => say::result(&format!("{}\n", json(&subject)))?,
    }
    Ok(Exit::Clean)
}

fn find<'c>(compiled: &'c Compiled, path: &str) -> Result<Subject<'c>, Failure> {
    let briefing = &compiled.briefing;
    let segments: Vec<&str> = path.split('.').collect();
    if let [id, "status"] = segments.as_slice()
        && let Some(deal) = briefing.find_deal(id)
    {
        let fact = &briefing.deal(deal).status;
        let shown = briefing.deal(deal).status_on(briefing.day);
        let best = shown.and_then(|shown| fact.index_of(shown));
        return Ok(Subject { compiled, deal, part: "", fact, best });
    }
    let found = find_fact(briefing, None, &segments).map_err(|error| unknown(path, &error))?;
    // What was known on the day, as in the ledger: `--today` may be long past.
    let shown = match found.fact.is_status() {
        true => found.fact.status_on(briefing.day),
        false => fact_on(briefing, found.fact, briefing.day),
    };
    let best = shown.and_then(|shown| found.fact.index_of(shown));
    Ok(Subject { compiled, deal: found.deal, part: found.part, fact: found.fact, best })
}

fn unknown(path: &str, error: &FactError) -> Failure {
    let there = |choices: &[String]| match choices.is_empty() {
        true => String::new(),
        false => format!("; there is {}", listed(choices)),
    };
    let why = match error {
        FactError::UnknownDeal(_, Some(near)) => format!("; did you mean the deal `{near}`?"),
        FactError::UnknownDeal(_, None) | FactError::Hidden | FactError::NoDeal => {
            "; a path begins with the id of a deal: `openai-aws.value`".to_owned()
        }
        FactError::Unknown(_, choices) | FactError::Ambiguous(choices) => there(choices),
    };
    Failure::misuse(format!("`{path}` names no fact{why}"))
}

impl Subject<'_> {
    fn briefing(&self) -> &Briefing {
        &self.compiled.briefing
    }

    fn path(&self) -> String {
        let id = &self.briefing().deal(self.deal).id;
        let part = if self.part.is_empty() { String::new() } else { format!(".{}", self.part) };
        format!("{id}{part}.{}", self.briefing().site.fields.key(self.fact.field))
    }

    fn strength(&self, claim: &Claim) -> SourceKind {
        let kinds = claim.sources.iter().map(|c| self.briefing().source(c.source).kind_at(c.line));
        kinds.min().unwrap_or(SourceKind::Comment)
    }

    /// Why the claim that is shown is shown.
    fn why(&self) -> String {
        let Some((index, best)) = self.best.and_then(|i| Some((i, self.fact.claims.get(i)?))) else {
            return "nothing is shown: every claim is deprecated or yet to come".to_owned();
        };
        // What held before is history, and was not chosen against.
        let same = |c: &Claim| self.fact.is_status() || c.state_from() == best.state_from();
        let others: Vec<&Claim> = self.rivals().filter(|(i, c)| *i != index && same(c)).map(|(_, c)| c).collect();
        if others.is_empty() {
            let live = self.fact.claims.iter().filter(|c| c.rank != Rank::Deprecated).count();
            return match live {
                0 | 1 => "the only claim that is not deprecated".to_owned(),
                _ if best.state_from().is_some() => format!("the newest that holds by {}", self.briefing().day),
                _ => format!("the only claim of those known by {}", self.briefing().day),
            };
        }
        if self.fact.is_status() {
            return format!(
                "the newest status up to {}, the better rank and the firmer source first",
                self.briefing().day
            );
        }
        let day = |c: &Claim| Reverse(c.as_of.as_ref().and_then(Edtf::sort_day));
        let kind = self.strength(best);
        if others.iter().all(|c| best.rank < c.rank) {
            return "preferred by the editor".to_owned();
        }
        let rivals: Vec<&&Claim> = others.iter().filter(|c| c.rank == best.rank).collect();
        if rivals.iter().all(|c| kind < self.strength(c)) {
            return format!("from the strongest source, a {}", kind.name());
        }
        let newest = rivals.iter().filter(|c| self.strength(c) == kind).all(|c| day(best) < day(c));
        match newest {
            true => format!("the newest of those from a {}", kind.name()),
            false => "the first in the sheet of those that are equally strong and new".to_owned(),
        }
    }

    /// The claims that the choice was made among: not deprecated, and known by the day of the build.
    fn rivals(&self) -> impl Iterator<Item = (usize, &Claim)> {
        let today = self.briefing().day;
        let known = move |c: &Claim| c.rank != Rank::Deprecated && c.effective_day().is_none_or(|day| day <= today);
        self.fact.claims.iter().enumerate().filter(move |(_, c)| known(c))
    }

    fn pages(&self) -> Vec<Shown> {
        pages::all(self.compiled, self.deal, self.part, self.fact)
    }

    /// `file:line:column` of every `{{ … }}` that pulls it.
    fn prose(&self) -> Vec<String> {
        let briefing = self.briefing();
        let mut places = Vec::new();
        for (entity, path) in briefing.bodies().flat_map(|(e, body)| body.facts.iter().map(move |path| (e, path))) {
            let own = if let Entity::Deal(id) = entity { Some(id) } else { None };
            let segments: Vec<&str> = path.segments.iter().map(|s| s.value.as_str()).collect();
            if find_fact(briefing, own, &segments).is_ok_and(|found| found.fact.span == self.fact.span) {
                let file = self.compiled.files.get(path.span.file);
                let at = file.position(path.span.start);
                places.push(format!("{}:{}:{}", file.path, at.line, at.column));
            }
        }
        places
    }

    fn sources(&self, claim: &Claim) -> Vec<String> {
        let one = |c: &crate::model::Citation| {
            let source = self.briefing().source(c.source);
            let line = c.line.map_or_else(String::new, |line| format!(":{line}"));
            format!("{}{line} ({})", source.id, source.kind_at(c.line).name())
        };
        claim.sources.iter().map(one).collect()
    }
}

fn written(value: &Value) -> String {
    match value {
        Value::Amount(amount) => notation::amount(amount),
        Value::Date(date) => notation::edtf(date),
        Value::Status(status) => status.name().to_owned(),
        Value::Text(text) => text.get(LangId::DEFAULT).0.to_owned(),
    }
}

/// Lowest and highest value, `None` if open or no figure.
fn ends(value: &Value) -> (Option<String>, Option<String>) {
    match value {
        Value::Amount(Amount::Figure(figure)) => {
            (Some(figure.low.normalize().to_string()), figure.high.map(|n| n.normalize().to_string()))
        }
        Value::Date(date) => (date.earliest().map(|d| d.to_string()), date.latest().map(|d| d.to_string())),
        Value::Amount(_) | Value::Status(_) | Value::Text(_) => (None, None),
    }
}

fn human(subject: &Subject<'_>) -> String {
    let mut out = String::new();
    let best = subject.best.and_then(|i| subject.fact.claims.get(i));
    let shown = best.map_or_else(|| "nothing".to_owned(), |c| written(&c.value));
    let file = subject.compiled.files.get(subject.fact.span.file);
    let at = file.position(subject.fact.span.start);
    // Writing to a `String` cannot fail.
    let _ = writeln!(out, "{}: {shown}", subject.path());
    let _ = writeln!(out, "  in {}:{}:{}", file.path, at.line, at.column);
    if let Some((low, high)) = best.map(|c| ends(&c.value)).filter(|(low, high)| low.is_some() || high.is_some()) {
        let open = || "open".to_owned();
        let _ = writeln!(out, "  from {} to {}", low.unwrap_or_else(open), high.unwrap_or_else(open));
    }
    let _ = writeln!(out, "  why this one: {}", subject.why());
    let voices = subject.briefing().origins.voices_of(subject.briefing(), &subject.fact.claims);
    let _ = writeln!(out, "  {}\n\nclaims", counted(voices, "origin"));
    for (index, claim) in subject.fact.claims.iter().enumerate() {
        let mark = if Some(index) == subject.best { '*' } else { ' ' };
        let rank = notation::rank(claim.rank);
        let _ = writeln!(out, "{mark} {}  {rank}, {}", written(&claim.value), notation::hedge(claim.hedge));
        let day = |word: &str, date: &Option<Edtf>| {
            date.as_ref().map_or_else(String::new, |d| format!(", {word} {}", notation::edtf(d)))
        };
        let days = day("from", &claim.on) + &day("known", &claim.as_of);
        let _ = writeln!(out, "    {}{days}", subject.sources(claim).join(", "));
        if let Some((quote, _)) = &claim.quote {
            let _ = writeln!(out, "    “{quote}”");
        }
        if let Some(because) = &claim.because {
            let _ = writeln!(out, "    because: {}", because.get(LangId::DEFAULT).0);
        }
    }
    let pages = subject.pages().into_iter().map(|page| format!("{}  {}", page.path, page.how)).collect();
    for (title, places) in [("pages", pages), ("prose", subject.prose())] {
        let _ = write!(out, "\n{title}\n");
        places.iter().for_each(|place| out.push_str(&format!("  {place}\n")));
        if places.is_empty() {
            out.push_str("  nowhere\n");
        }
    }
    out.lines().map(|line| neutral::excerpt(line).to_string() + "\n").collect()
}

fn json(subject: &Subject<'_>) -> Json {
    let claims: Vec<Json> = subject
        .fact
        .claims
        .iter()
        .enumerate()
        .map(|(index, claim)| {
            let (min, max) = ends(&claim.value);
            json!({
                "is": written(&claim.value), "min": min, "max": max,
                "shown": Some(index) == subject.best,
                "rank": notation::rank(claim.rank), "hedge": notation::hedge(claim.hedge),
                "sources": subject.sources(claim), "quote": claim.quote.as_ref().map(|(q, _)| q),
                "as_of": claim.as_of.as_ref().map(notation::edtf), "on": claim.on.as_ref().map(notation::edtf),
                "because": claim.because.as_ref().map(|t| t.get(LangId::DEFAULT).0),
            })
        })
        .collect();
    json!({
        "fact": subject.path(), "why": subject.why(), "claims": claims,
        "origins": subject.briefing().origins.voices_of(subject.briefing(), &subject.fact.claims),
        "pages": subject.pages().iter().map(|p| json!({ "path": p.path, "as": p.how })).collect::<Json>(),
        "prose": subject.prose(),
    })
}
