//! A deal of several legs says which figure stands for it: the first is not the whole.

use crate::check::Context;
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Amount, BuiltinField, Deal, Fact};
use crate::span::Span;

pub(in crate::check) fn check(_: &Context<'_>, deal: &Deal, out: &mut Vec<Diagnostic>) {
    if deal.headline.is_some() || deal.broken || deal.leading_leg().is_some() {
        return;
    }
    let values = deal.legs.iter().filter_map(|leg| Some((leg, leg.builtin(BuiltinField::Value)?)));
    let figures = values.filter(|(_, fact)| Fact::amount(fact).and_then(Amount::figure).is_some());
    let choices: Vec<String> = figures.map(|(leg, _)| format!("`headline = \"{}.value\"`", leg.id)).collect();
    if choices.is_empty() {
        return;
    }
    let title = format!("`{}` has {} legs, and none of their figures stands for it", deal.id, deal.legs.len());
    out.push(
        Diagnostic::new(codes::HEADLINE, Span::start_of(deal.file), title)
            .help(format!("name the one that a headline would give: {}", choices.join(", ")))
            .help("or write the sum that the sources give as a frame: a leg with `umbrella = true`"),
    );
}
