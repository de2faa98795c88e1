//! What other pages see of an entity. Made at most once per language, shared by all pages.

use std::sync::Arc;

use super::Builder;
use crate::model::{
    Amount, BuiltinField, CompanyId, Deal, DealId, Entity, Fact, Leg, Party, Source, SourceId, SourceKind,
};
use crate::plan::Target;
use crate::render::parts::Print;
use crate::render::view::{CompanyRef, DateText, DealSummary, Figure, Parties, SourceRef, Words};

/// A company, where it is named.
pub(super) fn company(b: &Builder<'_>, id: CompanyId) -> CompanyRef {
    let company = b.briefing.company(id);
    let Words { text: name, lang } = b.named(&company.name);
    CompanyRef { name, short: company.short_in(b.lang).to_owned(), url: b.path(Target::Company(id)), lang }
}

/// A party of a leg, where it is named.
pub(super) fn party(b: &Builder<'_>, party: Party<'_>) -> Arc<CompanyRef> {
    match party {
        Party::Company(id) => b.company(id),
        Party::Unnamed(words) => {
            let Words { text, lang } = b.words(words);
            Arc::new(CompanyRef { name: text.clone(), short: text, url: String::new(), lang })
        }
    }
}

/// A source, where it is cited.
pub(super) fn source(b: &Builder<'_>, id: SourceId) -> SourceRef {
    let source = b.briefing.source(id);
    SourceRef {
        name: source.publisher.clone().unwrap_or_else(|| b.quoted(&source.title, &source.lang).text),
        lang: (source.publisher.is_none() && source.lang != b.briefing.site.tag(b.lang)).then(|| source.lang.clone()),
        url: b.path(Target::Source(id, 1)),
        kind: b.t(&format!("source-kind-{}", source.kind.name())),
        strength: strength(source.kind),
        translated: translated(b, source),
        published: source.published.as_ref().map(|d| b.date(d).markup()).unwrap_or_default(),
        href: source.url.clone(),
        archive_href: source.archive_url.clone(),
    }
}

/// 7 for a filing, 1 for a reader's comment.
pub(super) fn strength(kind: SourceKind) -> u8 {
    7 - SourceKind::ALL.iter().position(|k| *k == kind).map_or(6, |p| p as u8)
}

/// "machine translation from English".
pub(super) fn translated(b: &Builder<'_>, source: &Source) -> Option<String> {
    let translation = source.translated.as_ref()?;
    let id = match translation.by.as_deref() {
        Some("machine") => "translated-machine",
        Some(_) => "translated-by",
        None => "translated-from",
    };
    let by = translation.by.as_deref().unwrap_or_default();
    Some(b.say(id, &[("language", &translation.from), ("by", by)]))
}

/// A deal, where it is listed.
pub(super) fn deal(b: &Builder<'_>, id: DealId) -> DealSummary {
    let deal = b.briefing.deal(id);
    DealSummary {
        id: deal.id.clone(),
        title: b.words(&deal.title),
        dek: b.words(&deal.dek),
        short: b.words(deal.short_title(b.lang)),
        url: b.path(Target::Deal(id)),
        date: status_date(b, deal),
        mark: b.deal_mark(deal),
        figure: headline(b, deal),
        second: second(b, deal),
        parties: parties(b, deal),
        umbrella: deal.umbrella,
        draft: b.briefing.shows_draft(Entity::Deal(id), b.lang),
    }
}

/// When the status of today became true; empty if nothing is dated.
pub(super) fn status_date(b: &Builder<'_>, deal: &Deal) -> DateText {
    let step = deal.steps(b.briefing.day).pop();
    step.and_then(|step| step.claim.effective()).map(|d| b.date(d)).unwrap_or_default()
}

/// The headline figure; "undisclosed" if a leg says so and none has a figure.
pub(super) fn headline(b: &Builder<'_>, deal: &Deal) -> Option<Figure> {
    if let Some(fact) = headline_fact(deal) {
        return fact.amount().map(|a| b.amount(a));
    }
    let undisclosed = |l: &&Leg| l.builtin(BuiltinField::Value).and_then(Fact::amount) == Some(&Amount::Undisclosed);
    let known = deal.legs.iter().any(|leg| leg.figure(BuiltinField::Value).is_some());
    deal.legs.iter().find(undisclosed).filter(|_| !known).map(|_| b.amount(&Amount::Undisclosed))
}

/// The fact of the headline figure.
pub(crate) fn headline_fact(deal: &Deal) -> Option<&Fact> {
    deal.headline_figure().map(|(_, fact)| fact)
}

fn second(b: &Builder<'_>, deal: &Deal) -> Option<Figure> {
    second_fact(deal).and_then(|fact| Some(beside(b, fact, fact.amount()?)))
}

/// An amount of a fact beside a headline: a share says of what it is one.
pub(super) fn beside(b: &Builder<'_>, fact: &Fact, amount: &Amount) -> Figure {
    let figure = b.amount(amount);
    if fact.field != BuiltinField::Stake.id() || figure.kind != "exact" {
        return figure;
    }
    let of = b.t("stake-of");
    let after = [figure.after.as_str(), &of].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    Figure { after, text: format!("{} {of}", figure.text), ..figure }
}

/// The fact of the figure beside the headline.
pub(crate) fn second_fact(deal: &Deal) -> Option<&Fact> {
    let mut fields = BuiltinField::FIGURES.into_iter().filter(|field| *field != BuiltinField::Value);
    fields.find_map(|field| deal.legs.iter().find_map(|leg| leg.figure(field)))
}

/// The parties of a deal, leg by leg, without repetitions: who has a part of a leg is among those of the whole, and
/// who pays more among those of the purchase.
pub(super) fn parties(b: &Builder<'_>, deal: &Deal) -> Vec<Parties> {
    let mut all: Vec<Parties> = Vec::with_capacity(deal.legs.len());
    let is_told = |leg: &&Leg| leg.of_which.as_ref().is_none_or(|whole| b.briefing.deal(whole.deal).id != deal.id);
    for leg in deal.legs.iter().filter(is_told).filter(|leg| !leg.further) {
        let parties = leg_parties(b, deal, leg);
        if !all.iter().any(|p| p.text == parties.text) {
            all.push(parties);
        }
    }
    all
}

/// Who pays whom in a leg.
pub(super) fn leg_parties(b: &Builder<'_>, deal: &Deal, leg: &Leg) -> Parties {
    Parties {
        from: leg.givers().map(|one| party(b, one)).collect(),
        to: leg.takers().map(|one| party(b, one)).collect(),
        kind: b.defined(&leg.kind.label, false),
        text: super::sentence::of_leg(b, deal, leg),
    }
}
