//! Legs and tranches by name: `leg` and `leg.tranche` of the same deal, `deal`, `deal.leg`, `deal.leg.tranche` of another.
//!
//! A first word that is a leg of the deal means that leg. Whether another deal has such a leg is told when all deals are
//! known ([`crate::check`]), so that a deal never has to be resolved again because another one changed.

use crate::diagnostics::{Suggestion, closest, listed};
use crate::model::Place;
use crate::span::Spanned;

use super::sheet::Sheet;

/// The place that a name says, in a deal with this id and these legs; a deal that does not exist is reported.
pub(super) fn place(name: &Spanned<String>, own: Option<(&str, &[String])>, sheet: &mut Sheet<'_>) -> Option<Place> {
    let mut words = name.value.split('.');
    let first = words.next().unwrap_or_default();
    let of_own = own.filter(|(_, legs)| legs.iter().any(|leg| leg == first));
    let (id, leg) = match of_own {
        Some((id, _)) => (id, Some(first.to_owned())),
        None => (first, words.next().map(str::to_owned)),
    };
    let written = Spanned::new(id.to_owned(), name.span.part(0..first.len()));
    let reported = sheet.out.len();
    let Some(deal) = sheet.names.deal(&written, &mut sheet.out) else {
        let (_, legs) = own?;
        let near = closest(first, legs.iter().map(String::as_str));
        if let Some(problem) = sheet.out.get_mut(reported) {
            problem.help.push(format!("the legs of this deal are {}", listed(legs)));
            let fix = |near: &str| Suggestion {
                title: "a leg with a similar name exists".to_owned(),
                span: written.span,
                replacement: near.to_owned(),
            };
            problem.suggestion = near.map(fix).or(problem.suggestion.take());
        }
        return None;
    };
    Some(Place { deal, leg, tranche: words.next().map(str::to_owned), span: name.span })
}
