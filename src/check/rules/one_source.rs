//! A binding deal that one voice alone tells of, and not a strong one.
//!
//! A filing, a party's own release or a wire may stand alone; so may a claim that says it is `single-source`, since
//! readers see that. Asked of what enters totals and headlines: the status, and the money and shares of legs. Where
//! even that voice is a blog, `weak-source` says so instead.

use crate::check::Context;
use crate::check::rules::weak_source::{self, Weight};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Citation, Deal, Hedge, SourceKind};

use super::with_places;

pub(in crate::check) fn check(context: &Context<'_>, deal: &Deal, out: &mut Vec<Diagnostic>) {
    let weights = weak_source::weights(context, deal);
    let mut alone = weights.iter().filter_map(|weight| Some((weight, single(context, weight)?)));
    let Some((first, id)) = alone.next() else { return };
    let title = format!("{} of `{}` rests on `{id}` alone", context.written(first.best.span), first.key);
    let problem = Diagnostic::new(codes::ONE_SOURCE, first.best.span, title)
        .label("one source")
        .help("cite a second source that does not repeat the first, or a filing, a release, a wire")
        .help("or tell readers: `hedge = \"single-source\"`");
    out.push(with_places(problem, alone.map(|(weight, _)| (weight.best.span, "so does this".to_owned()))));
}

/// The one source that something rests on, if it is of the press and readers are not told.
fn single<'a>(context: &Context<'a>, weight: &Weight<'_>) -> Option<&'a str> {
    // What readers write under an article backs nothing up.
    let is_voice = |c: &&Citation| context.briefing.source(c.source).kind_at(c.line) != SourceKind::Comment;
    let cited = weight.claims.iter().flat_map(|c| &c.sources).filter(is_voice);
    let mut sources: Vec<_> = cited.map(|c| c.source).collect();
    sources.sort_unstable();
    sources.dedup();
    // Several that repeat one are an echo.
    let [only] = sources.as_slice() else { return None };
    let is_press = weak_source::strongest(context, &weight.claims) == Some(SourceKind::Press);
    (is_press && weight.best.hedge != Hedge::SingleSource).then(|| context.briefing.source(*only).id.as_str())
}
