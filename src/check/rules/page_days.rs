//! A page is published before it changes, and neither happens after the day of the build.

use crate::check::Context;
use crate::diagnostics::{Diagnostic, codes};
use crate::model::PageDays;

pub(in crate::check) fn check(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let briefing = context.briefing;
    let sheets = briefing.deals().map(|(_, deal)| &deal.days);
    let days = sheets.chain(briefing.bodies().map(|(_, text)| &text.days));
    days.for_each(|days| one(context, days, out));
}

fn one(context: &Context<'_>, days: &PageDays, out: &mut Vec<Diagnostic>) {
    let today = context.briefing.today;
    for (key, day) in [("published", &days.published), ("updated", &days.updated)] {
        if let Some(day) = day.as_ref().filter(|day| day.value > today) {
            let title = format!("`{key}` is {}, after the day of this build, {today}", day.value);
            out.push(Diagnostic::new(codes::ORDER, day.span, title).help("write the day on which readers saw it"));
        }
    }
    if let (Some(published), Some(updated)) = (&days.published, &days.updated)
        && updated.value < published.value
    {
        let title = format!("`updated` is {}, before the page was published", updated.value);
        let problem = Diagnostic::new(codes::ORDER, updated.span, title);
        out.push(problem.context(published.span, format!("published on {}", published.value)));
    }
}
