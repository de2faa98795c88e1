//! What was published and was wrong: on the page of its deal, and of all deals by the day of the edit.

use super::Builder;
use super::evidence::fragment;
use crate::model::{Correction, Deal, DealId, Fact};
use crate::plan::Target;
use crate::render::view::{CorrectionView, CorrectionsView, Link, Words};

/// The page of all corrections.
pub(crate) fn view(b: &Builder<'_>) -> CorrectionsView {
    let mut all: Vec<(DealId, &Correction)> =
        b.briefing.deals().flat_map(|(id, deal)| deal.corrections.iter().map(move |one| (id, one))).collect();
    all.sort_by_key(|(_, one)| std::cmp::Reverse(one.on.value));
    CorrectionsView {
        title: b.t("corrections-title"),
        intro: b.t("corrections-intro"),
        corrections: all.into_iter().map(|(id, one)| correction(b, id, one)).collect(),
    }
}

/// Those of a deal.
pub(super) fn of_deal(b: &Builder<'_>, id: DealId) -> Vec<CorrectionView> {
    b.briefing.deal(id).corrections.iter().map(|one| correction(b, id, one)).collect()
}

/// A link to the page of all.
pub(super) fn link(b: &Builder<'_>) -> Link {
    Link { label: b.t("corrections-all"), url: b.path(Target::Corrections) }
}

fn correction(b: &Builder<'_>, id: DealId, one: &Correction) -> CorrectionView {
    let deal = b.briefing.deal(id);
    let fact = one
        .fact
        .as_ref()
        .and_then(|(part, field)| deal.all_facts().find(|(of, fact)| of == part && fact.field == *field));
    let summary = b.summary(id);
    let place = match fact {
        Some((_, fact)) if fact.is_status() => "#status".to_owned(),
        Some((part, fact)) if deal.leg_of(part).is_some() => format!("#{}", fragment(b.briefing, deal, part, fact)),
        Some(_) | None => String::new(),
    };
    CorrectionView {
        date: b.day_in(one.on.value, crate::locale::Style::Long),
        deal: Link { label: summary.title.text.clone(), url: format!("{}{place}", summary.url) },
        label: fact.map_or_else(String::new, |(part, fact)| {
            super::sheet::field_of_part(b, deal, part, b.field_label(fact.field))
        }),
        old: one.old.as_ref().map(|old| b.said(old)).unwrap_or_default(),
        new: new(b, deal, one, fact.map(|(_, fact)| fact)),
        why: b.words(&one.why),
    }
}

/// What stands there instead: as the correction says; else what a later one found there; else what the sheet says.
fn new(b: &Builder<'_>, deal: &Deal, one: &Correction, fact: Option<&Fact>) -> Words {
    let later = deal.corrections.iter().rev().find(|other| other.fact == one.fact && other.on.value > one.on.value);
    let found = || later.and_then(|later| later.old.as_ref());
    let now = || fact.and_then(Fact::best).map(|best| &best.value);
    // Without a fact there is no saying what the words are now.
    let new = one.new.as_ref().or_else(|| fact.and_then(|_| found().or_else(now)));
    new.map(|new| b.said(new)).unwrap_or_default()
}
