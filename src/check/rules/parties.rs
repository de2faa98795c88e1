//! Nobody deals with themselves: one company cannot stand on both sides of a leg, nor twice on one. What the parties of
//! a side have of a leg is no more than all of it.

use rust_decimal::Decimal;

use crate::check::Context;
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{CompanyId, Deal, Leg};
use crate::vocabulary::Role;

pub(in crate::check) fn check(context: &Context<'_>, deal: &Deal, out: &mut Vec<Diagnostic>) {
    for leg in &deal.legs {
        out.extend(above_whole(context, leg));
        for (company, one, other) in twice(leg) {
            let id = &context.briefing.company(company).id;
            let title = match one == other {
                true => format!("`{id}` is named twice as `{}` of one leg", one.name()),
                false => format!("`{id}` is both `{}` and `{}` of one leg", one.name(), other.name()),
            };
            out.push(
                Diagnostic::new(codes::ROLE, leg.span, title)
                    .label("in this leg")
                    .help("name the other party; what moves inside one company is no deal"),
            );
        }
    }
}

/// The share that takes its side above the whole.
fn above_whole(context: &Context<'_>, leg: &Leg) -> Option<Diagnostic> {
    let kind = leg.kind.get();
    [&kind.payers, &kind.payees, &kind.parties].into_iter().find_map(|side| {
        let mut sum = Decimal::ZERO;
        let of_side = leg.portions.iter().filter(|(party, _)| leg.in_one_of(side).any(|c| c == *party));
        let (claim, _) = of_side.filter_map(|(_, fact)| context.ledger().figure(Some(fact))).find(|(_, share)| {
            sum = sum.saturating_add(share.extent().low.unwrap_or_default());
            sum > Decimal::ONE_HUNDRED
        })?;
        let title = format!("the shares of one side add up to at least {} %", sum.normalize());
        let problem = Diagnostic::new(codes::ROLE, claim.span, title).label("goes above 100 %");
        Some(problem.help("`share` is what a party has of the leg's amounts; of a company it is `stake`"))
    })
}

/// Companies in two of the roles that make a pair. Linear: parties are sorted by company.
fn twice(leg: &Leg) -> Vec<(CompanyId, Role, Role)> {
    let mut parties: Vec<(CompanyId, Role)> =
        leg.roles.iter().filter(|(role, _)| leg.kind.is_party(*role)).map(|&(role, company)| (company, role)).collect();
    parties.sort_unstable();
    let mut found: Vec<_> = parties.windows(2).filter(|w| w[0].0 == w[1].0).map(|w| (w[0].0, w[0].1, w[1].1)).collect();
    found.dedup_by_key(|(company, ..)| *company);
    found
}
