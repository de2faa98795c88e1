//! What a chart of a text is of: its name becomes a company, a deal or a fact, or a problem.

use super::facts::{self, FactError, FactRef};
use super::names::Names;
use super::prose::fact_problem;
use crate::diagnostics::{Diagnostic, Severity, codes};
use crate::model::{Briefing, Chart, ChartKind, CompanyId, DealId, Entity, Fact, FactPath, LinkKind, Value};
use crate::span::Spanned;

/// What a chart is of.
#[derive(Clone, Copy, Debug)]
pub enum Charted<'b> {
    /// What a company pays or receives.
    Company(CompanyId),
    /// A deal: the plan that it is, or is part of; what falls due of it.
    Deal(DealId),
    /// A fact of a deal.
    Fact(FactRef<'b>),
    /// A fact of a company.
    CompanyFact(CompanyId, &'b Fact),
    /// The whole site.
    Site,
}

/// What a chart in a text of `own` is of; `None` if that is not known, or not published.
pub fn charted<'b>(briefing: &'b Briefing, own: Entity, chart: &Chart) -> Option<Charted<'b>> {
    let written = chart.of.as_ref().map(|of| of.value.as_str());
    let company = |id: &str| briefing.find_company(LinkKind::Company.id(id)?);
    let deal = |id: &str| briefing.find_deal(LinkKind::Deal.id(id)?);
    match (chart.kind, written, own) {
        (ChartKind::Ladder | ChartKind::Bars, Some(id), _) => company(id).map(Charted::Company),
        (ChartKind::Ladder | ChartKind::Bars, None, Entity::Company(id)) => Some(Charted::Company(id)),
        (ChartKind::Ladder | ChartKind::Bars, None, Entity::Deal(_) | Entity::Page(_)) => None,
        (ChartKind::Shares, Some(id), _) => deal(id).map(Charted::Deal),
        (ChartKind::Shares | ChartKind::Terms, None, Entity::Deal(id)) => Some(Charted::Deal(id)),
        (ChartKind::Shares, None, Entity::Company(_) | Entity::Page(_)) => None,
        (ChartKind::Terms, Some(id), _) => deal(id).map(Charted::Deal).or_else(|| company(id).map(Charted::Company)),
        (ChartKind::Terms, None, Entity::Company(id)) => Some(Charted::Company(id)),
        (ChartKind::Terms, None, Entity::Page(_)) => Some(Charted::Site),
        (ChartKind::History, None, _) => None,
        (ChartKind::History, Some(path), _) => history(briefing, own, path).ok(),
    }
}

/// The fact of a path: of a deal, or a company's own.
fn history<'b>(briefing: &'b Briefing, own: Entity, path: &str) -> Result<Charted<'b>, FactError> {
    let names: Vec<&str> = path.split('.').collect();
    let of_company = match (&names[..], own) {
        ([field], Entity::Company(id)) => Some((id, *field)),
        ([company, field], _) => briefing.find_company(company).map(|id| (id, *field)),
        _ => None,
    };
    let key = |fact: &&Fact, field: &str| briefing.site.fields.key(fact.field) == field;
    let found = of_company.and_then(|(id, field)| {
        Some(Charted::CompanyFact(id, briefing.company(id).facts.iter().find(|fact| key(fact, field))?))
    });
    match found {
        Some(found) => Ok(found),
        None => facts::find(briefing, own_deal(own), &names).map(Charted::Fact),
    }
}

fn own_deal(own: Entity) -> Option<DealId> {
    match own {
        Entity::Deal(id) => Some(id),
        Entity::Company(_) | Entity::Page(_) => None,
    }
}

/// What is wrong with what a chart is of.
pub(super) fn check(briefing: &Briefing, names: &Names<'_>, own: Entity, chart: &Chart, out: &mut Vec<Diagnostic>) {
    let found = charted(briefing, own, chart);
    match (chart.kind, &chart.of) {
        (ChartKind::Terms, None) => {}
        (_, None) if found.is_none() => out.push(unsaid(chart)),
        (_, None) => {}
        (_, Some(of)) if found.is_none() && is_hidden(briefing, &of.value) => out.push(hidden(of)),
        (ChartKind::Ladder | ChartKind::Bars, Some(of)) => {
            let _ = found.is_none().then(|| names.company(of, out));
        }
        (ChartKind::Shares | ChartKind::Terms, Some(of)) => {
            let _ = found.is_none().then(|| names.deal(of, out));
        }
        (ChartKind::History, Some(of)) => of_fact(briefing, own, of, out),
    }
}

/// Whether a name, or the first of a path, is that of something that is not published.
fn is_hidden(briefing: &Briefing, written: &str) -> bool {
    briefing.is_hidden(written.split('.').next().unwrap_or(written))
}

/// A history is one of amounts.
fn of_fact(briefing: &Briefing, own: Entity, of: &Spanned<String>, out: &mut Vec<Diagnostic>) {
    let fact = match history(briefing, own, &of.value) {
        Ok(Charted::Fact(found)) => found.fact,
        Ok(Charted::CompanyFact(_, fact)) => fact,
        Ok(Charted::Company(_) | Charted::Deal(_) | Charted::Site) => return,
        Err(problem) => return out.extend(fact_problem(&path(of), &problem)),
    };
    let found = match fact.best().map(|claim| &claim.value) {
        Some(Value::Amount(_)) | None => return,
        Some(Value::Date(_)) => "a date",
        Some(Value::Status(_)) => "a status",
        Some(Value::Text(_)) => "words",
    };
    out.push(Diagnostic::new(codes::VALUE, of.span, format!("expected a fact that is an amount, found {found}")));
}

/// The segments of a path in a string, each with its place.
pub(super) fn path(written: &Spanned<String>) -> FactPath {
    let mut at = 0;
    let segment = |name: &str| {
        let span = written.span.part(at..at + name.len());
        at += name.len() + 1;
        Spanned::new(name.to_owned(), span)
    };
    FactPath { segments: written.value.split('.').map(segment).collect(), span: written.span }
}

fn unsaid(chart: &Chart) -> Diagnostic {
    let of = match chart.kind {
        ChartKind::Ladder | ChartKind::Bars => "a company, such as `of = \"openai\"`",
        ChartKind::Shares => "a plan, such as `of = \"openai-plan\"`",
        ChartKind::History => "a fact, such as `of = \"openai-aws.value\"`",
        ChartKind::Terms => "a deal or a company",
    };
    let title = format!("missing key `of` in a chart of the kind `{}`", chart.kind.name());
    Diagnostic::new(codes::MISSING_KEY, chart.span, title).help(format!("say of what: {of}"))
}

fn hidden(of: &Spanned<String>) -> Diagnostic {
    let title = format!("`{}` is a draft, or a deal under embargo", of.value);
    let mut problem = Diagnostic::new(codes::UNKNOWN_FACT, of.span, title)
        .label("readers see no chart")
        .help("leave the chart out until it is published");
    problem.severity = Severity::Warning;
    problem
}
