//! A binding deal that only blogs, reposts and reader comments tell of.
//!
//! Asked of what enters totals and headlines: the status, and the money and shares of legs.

use crate::check::Context;
use crate::check::context::contenders;
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Bucket, BuiltinField, Claim, Deal, Fact, Hedge, SourceKind};

use super::with_places;

/// Something that carries weight: the claim that is shown, and those that say it.
pub(super) struct Weight<'a> {
    /// Its key in the sheet.
    pub(super) key: &'static str,
    /// The claim that is shown.
    pub(super) best: &'a Claim,
    /// The claims that are not passed over.
    pub(super) claims: Vec<&'a Claim>,
}

pub(in crate::check) fn check(context: &Context<'_>, deal: &Deal, out: &mut Vec<Diagnostic>) {
    let weights = weights(context, deal);
    let mut weak = weights.iter().filter_map(|weight| Some((weight, weakness(context, weight)?)));
    let Some((first, kind)) = weak.next() else { return };
    let title = format!("{} of `{}` rests on a {} alone", context.written(first.best.span), first.key, kind.name());
    let problem = Diagnostic::new(codes::WEAK_SOURCE, first.best.span, title)
        .label("weak evidence")
        .help("cite a filing, a release, a wire or the press, or tell readers: `hedge = \"single-source\"`");
    out.push(with_places(problem, weak.map(|(weight, _)| (weight.best.span, "so does this".to_owned()))));
}

/// The strongest kind of source of something, if it is weak and readers are not told. Comments alone are an error.
fn weakness(context: &Context<'_>, weight: &Weight<'_>) -> Option<SourceKind> {
    let kind = strongest(context, &weight.claims)?;
    let is_weak = matches!(kind, SourceKind::Blog | SourceKind::Repost);
    (is_weak && weight.best.hedge != Hedge::SingleSource).then_some(kind)
}

/// What enters totals and headlines, of a deal that is binding today.
pub(super) fn weights<'a>(context: &Context<'_>, deal: &'a Deal) -> Vec<Weight<'a>> {
    if deal.umbrella || deal.bucket_on(context.day()) != Bucket::Committed {
        return Vec::new();
    }
    let Some(status) = deal.status_on(context.day()) else { return Vec::new() };
    let said = contenders(&deal.status.claims).filter(|c| c.status() == status.status()).collect();
    let mut all = vec![Weight { key: BuiltinField::Status.key(), best: status, claims: said }];
    for leg in deal.legs.iter().filter(|l| l.kind.sum || l.kind.option || !l.kind.parties.is_empty()) {
        for field in [BuiltinField::Value, BuiltinField::Stake] {
            let fact = leg.builtin(field).filter(|f| f.amount().is_some_and(|a| a.figure().is_some()));
            let Some((fact, best)) = fact.and_then(|f| Some((f, Fact::best(f)?))) else { continue };
            all.push(Weight { key: field.key(), best, claims: contenders(&fact.claims).collect() });
        }
    }
    all
}

/// The strongest kind of source that the claims rest on.
pub(super) fn strongest(context: &Context<'_>, claims: &[&Claim]) -> Option<SourceKind> {
    claims.iter().flat_map(|c| &c.sources).map(|c| context.briefing.source(c.source).kind_at(c.line)).min()
}
