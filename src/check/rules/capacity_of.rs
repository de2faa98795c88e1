//! A capacity says of what: the same gigawatt is announced once as chips and once as a site, and never added up.

use crate::check::{Context, Subject};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Amount, BuiltinField, Value};
use crate::quantity::Dimension;

pub(in crate::check) fn check(context: &Context<'_>, subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    if subject.key != BuiltinField::Capacity.key() {
        return;
    }
    for claim in subject.live().filter(|c| c.of.is_none()) {
        let Value::Amount(Amount::Figure(figure)) = &claim.value else { continue };
        if !figure.unit.is(Dimension::POWER) {
            continue;
        }
        let title = format!("{} of `{}` does not say of what", context.written(claim.span), subject.key);
        out.push(
            Diagnostic::new(codes::CAPACITY_OF, claim.span, title)
                .label("of chips, of a site, or of power supply?")
                .help("write `{ is = \"…\", of = \"chips\" }`, `\"site\"` or `\"power\"`: the three are never added"),
        );
    }
}
