//! A text and its translation pull the same facts, cite the same sources and show the same charts.
//!
//! When one is edited and the other is not, this is what shows it, since files have no age here. Lines of citations
//! are not compared, nor how often something is said. Figures that are typed by hand are the prose linter's business.

use std::collections::BTreeMap;

use crate::check::Context;
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Deal, LangId, Prose};
use crate::span::Span;

use super::with_places;

pub(in crate::check) fn of_deal(context: &Context<'_>, deal: &Deal, out: &mut Vec<Diagnostic>) {
    check(context, &deal.bodies, out);
}

pub(in crate::check) fn of_others(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    context.briefing.companies.iter().for_each(|c| check(context, &c.bodies, out));
    context.briefing.pages.iter().for_each(|p| check(context, &p.bodies, out));
}

fn check(context: &Context<'_>, bodies: &[Prose], out: &mut Vec<Diagnostic>) {
    let Some((first, translations)) = bodies.split_first().filter(|(_, rest)| !rest.is_empty()) else { return };
    let original = references(first);
    for translation in translations {
        let own = references(translation);
        let missing: Vec<_> = original.iter().filter(|(what, _)| !own.contains_key(*what)).collect();
        let extra: Vec<_> = own.iter().filter(|(what, _)| !original.contains_key(*what)).collect();
        if missing.is_empty() && extra.is_empty() {
            continue;
        }
        let tag = |lang: LangId| context.briefing.site.tag(lang);
        let (from, to) = (tag(first.lang), tag(translation.lang));
        let place = extra.first().map_or(Span::start_of(translation.file), |(_, span)| **span);
        let title = match (missing.first(), extra.first()) {
            (Some((what, _)), _) => format!("the text in `{to}` lacks `{what}`, which the one in `{from}` has"),
            (None, Some((what, _))) => format!("the text in `{to}` has `{what}`, which the one in `{from}` lacks"),
            (None, None) => continue,
        };
        let problem = Diagnostic::new(codes::TRANSLATION_STALE, place, title)
            .help("bring the two texts to the same state, and say the same in both");
        let in_original = missing.iter().map(|(_, span)| (**span, format!("not in `{to}`")));
        let in_translation = extra.iter().skip(1).map(|(_, span)| (**span, format!("not in `{from}`")));
        out.push(with_places(problem, in_original.chain(in_translation)));
    }
}

/// Facts, sources and charts that a text uses, each with its first place.
fn references(prose: &Prose) -> BTreeMap<String, Span> {
    let mut found = BTreeMap::new();
    for fact in &prose.facts {
        let path: Vec<&str> = fact.segments.iter().map(|s| s.value.as_str()).collect();
        found.entry(format!("{{{{ {} }}}}", path.join("."))).or_insert(fact.span);
    }
    for citation in &prose.citations {
        found.entry(format!("[^{}]", citation.source)).or_insert(citation.span);
    }
    for chart in &prose.charts {
        let of = chart.of.as_ref().map_or(String::new(), |of| format!(" {}", of.value));
        found.entry(format!("chart {}{of}", chart.kind.name())).or_insert(chart.span);
    }
    found
}
