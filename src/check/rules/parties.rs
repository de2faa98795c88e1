//! Nobody deals with themselves: one company cannot stand on both sides of a leg, nor twice on one.

use crate::check::Context;
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{CompanyId, Deal, Leg};
use crate::vocabulary::Role;

pub(in crate::check) fn check(context: &Context<'_>, deal: &Deal, out: &mut Vec<Diagnostic>) {
    for leg in &deal.legs {
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

/// Companies in two of the roles that make a pair. Linear: parties are sorted by company.
fn twice(leg: &Leg) -> Vec<(CompanyId, Role, Role)> {
    let mut parties: Vec<(CompanyId, Role)> =
        leg.roles.iter().filter(|(role, _)| leg.kind.is_party(*role)).map(|&(role, company)| (company, role)).collect();
    parties.sort_unstable();
    let mut found: Vec<_> = parties.windows(2).filter(|w| w[0].0 == w[1].0).map(|w| (w[0].0, w[0].1, w[1].1)).collect();
    found.dedup_by_key(|(company, ..)| *company);
    found
}
