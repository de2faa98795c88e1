//! Money in two currencies can be held against each other only at a rate that the site states.
//!
//! That concerns the claims on one fact while no editor has chosen, and the parts of a plan. Legs of one
//! deal in several currencies are fine: totals are kept per currency. A currency that is not on the
//! site's list was reported where the claim was resolved.

use crate::check::{Context, Subject, plans, rates};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Amount, Claim, Currency, Value};

use super::with_places;

pub(in crate::check) fn within_fact(context: &Context<'_>, subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    if subject.claims.len() < 2 {
        return;
    }
    let mut money = subject.contenders().filter_map(|c| Some((currency(context, c)?, c)));
    let Some((base, first)) = money.next() else { return };
    let rates = &context.briefing.site.rates;
    let Some((other, second)) = money.find(|(c, _)| !rates::comparable(rates, *c, base)) else { return };
    let title = format!("`{}` is given in `{}` and in `{}`, with no rate", subject.key, base.code(), other.code());
    out.push(
        Diagnostic::new(codes::CURRENCY, second.span, title)
            .label(format!("cannot be compared with {}", context.written(first.span)))
            .context(first.span, "the first one")
            .help(rates::advice(other, base))
            .help("or mark the claim that is to be shown `rank = \"preferred\"`"),
    );
}

fn currency(context: &Context<'_>, claim: &Claim) -> Option<Currency> {
    let Value::Amount(Amount::Figure(figure)) = &claim.value else { return None };
    figure.unit.currency().filter(|currency| context.briefing.site.currencies.contains(currency))
}

pub(in crate::check) fn across_parts(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let site = &context.briefing.site;
    for plan in plans::all(context) {
        for part in plan.parts {
            let currencies = part.sum.unit.currency().zip(plan.most.unit.currency());
            let listed = currencies.filter(|(a, b)| site.currencies.contains(a) && site.currencies.contains(b));
            let Some((own, whole)) = listed.filter(|(a, b)| !rates::comparable(&site.rates, *a, *b)) else { continue };
            let title = format!("a part in `{}` of a plan in `{}`, with no rate", own.code(), whole.code());
            let problem = Diagnostic::new(codes::CURRENCY, part.claim.span, title)
                .label(format!("cannot be held against {}", context.written(plan.claim.span)))
                .help(rates::advice(own, whole));
            out.push(with_places(problem, std::iter::once((plan.claim.span, "the plan".to_owned()))));
        }
    }
}
