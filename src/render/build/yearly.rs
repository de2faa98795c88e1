//! Per year, if the spending is even: an illustration beside what a company pays.

use std::collections::BTreeMap;

use super::Builder;
use super::totals::{counterparty, mark};
use crate::ledger::{Direction, Entry, NotSpread, Statement, Total};
use crate::render::view::{YearlyRow, YearlyView};

/// Legs that are listed.
const LISTED: usize = 12;

/// What a company's purchases come to per year; `None` if no term is known.
pub(super) fn of_company(b: &Builder<'_>, statement: &Statement<'_>) -> Option<YearlyView> {
    let mut rows = Vec::new();
    let mut unscheduled: BTreeMap<NotSpread, Vec<String>> = BTreeMap::new();
    let paid = |t: &&Total<'_>| t.direction == Direction::Pays && t.kind.leads;
    for total in statement.totals.iter().filter(paid) {
        let yearly = b.books.ledger.yearly(total);
        let name = |deal, leg| {
            let entry: &Entry<'_> = total.counted.iter().find(|e| e.deal == deal && e.leg == leg)?;
            Some(b.company_ref(counterparty(b, total.direction, entry)?).short.clone())
        };
        for (deal, leg, figure) in &yearly.scheduled {
            rows.push(YearlyRow {
                label: name(*deal, *leg).unwrap_or_default(),
                url: b.summary(*deal).url.clone(),
                figure: b.short_figure(figure),
                mark: mark(b, total.bucket),
            });
        }
        for (deal, leg, why) in &yearly.unscheduled {
            unscheduled.entry(*why).or_default().extend(name(*deal, *leg));
        }
    }
    rows.truncate(LISTED);
    (!rows.is_empty()).then(|| YearlyView { note: b.t("illustration"), rows, unscheduled: not_spread(b, unscheduled) })
}

/// "No yearly average: Azure (term unknown); AMD (amount or term too vague)."
fn not_spread(b: &Builder<'_>, unscheduled: BTreeMap<NotSpread, Vec<String>>) -> String {
    let reason = |(why, mut names): (NotSpread, Vec<String>)| {
        names.dedup();
        names.truncate(LISTED);
        b.say(&format!("unscheduled-{}", why.name()), &[("list", &b.locale.list(&names))])
    };
    let reasons: Vec<String> = unscheduled.into_iter().map(reason).collect();
    match reasons.is_empty() {
        true => String::new(),
        false => b.say("unscheduled", &[("list", &reasons.join(&b.t("clauses")))]),
    }
}
