//! Relations lead from one deal to another, and replacing leads from the newer to the older one.

use crate::check::{Context, cycles};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Deal, DealId, Relation};
use crate::span::Span;

pub(in crate::check) fn check(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let deals = &context.briefing.deals;
    context.briefing.deals().for_each(|(id, deal)| to_itself(deal, id, out));
    let edges: Vec<Vec<usize>> = deals
        .iter()
        .enumerate()
        .map(|(i, deal)| replaced(deal).map(|r| r.deal.index()).filter(|&to| to != i).collect())
        .collect();
    for circle in cycles::find(&edges) {
        let Some(closing) = replaced(&deals[circle.from]).find(|r| r.deal.index() == circle.to) else { continue };
        let title = format!("`{}` replaces itself by way of other deals", deals[circle.to].id);
        out.push(
            Diagnostic::new(codes::UMBRELLA, closing.span, title)
                .label("leads back")
                .note(format!("the chain is {}", circle.chain(|n| &deals[n].id)))
                .help("`supersedes` and `expands` stand in the newer deal and name the older one"),
        );
    }
}

/// The deals that a deal takes the place of, or enlarges.
fn replaced(deal: &Deal) -> impl Iterator<Item = &Relation> {
    deal.supersedes.iter().chain(deal.expands.iter().map(|(relation, _)| relation))
}

/// `part_of` is left to the umbrella rule, which sees circles of any length.
fn to_itself(deal: &Deal, id: DealId, out: &mut Vec<Diagnostic>) {
    let named = |key: &'static str, relations: &[Relation]| -> Vec<(&'static str, Span)> {
        relations.iter().filter(|r| r.deal == id).map(|r| (key, r.span)).collect()
    };
    let mut own = named("follows", &deal.follows);
    own.extend(named("supersedes", &deal.supersedes));
    own.extend(deal.expands.iter().filter(|(r, _)| r.deal == id).map(|(r, _)| ("expands", r.span)));
    own.extend(named("alternative_to", &deal.alternative_to));
    own.extend(deal.legs.iter().filter(|leg| leg.funds == Some(id)).map(|leg| ("funds", leg.span)));
    for (key, span) in own {
        let title = format!("`{key}` names the deal itself, `{}`", deal.id);
        out.push(Diagnostic::new(codes::UMBRELLA, span, title).help("name the other deal, or remove the key"));
    }
}
