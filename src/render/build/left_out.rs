//! What was not added, and why: told beside the totals.

use super::Builder;
use crate::ledger::{LeftOut, Statement};
use crate::render::view::LeftOutView;

/// Legs that are listed.
const LISTED: usize = 12;

/// The legs that a statement leaves out.
pub(super) fn list(b: &Builder<'_>, statement: &Statement<'_>) -> Vec<LeftOutView> {
    statement.left_out.iter().take(LISTED).map(|left| view(b, left)).collect()
}

fn view(b: &Builder<'_>, left: &LeftOut<'_>) -> LeftOutView {
    let deal = b.briefing.deal(left.deal);
    let id = format!("left-out-{}", left.reason.name());
    let reason = match left.reason.by() {
        Some(by) => b.say(&id, &[("deal", &b.summary(by).title.text)]),
        None => b.t(&id),
    };
    let leg = &deal.legs[left.leg];
    let parties = super::summary::leg_parties(b, deal, leg).text.text;
    let tranche = left.tranche.and_then(|index| leg.tranches.get(index));
    LeftOutView {
        label: match tranche {
            Some(tranche) => b.say(
                "left-out-tranche",
                &[("leg", &parties), ("tranche", &super::sheet::tranche_name(b, leg, tranche).text)],
            ),
            None => parties,
        },
        url: b.summary(left.deal).url.clone(),
        figure: left.figure.map(|f| b.short_figure(f)),
        reason,
    }
}
