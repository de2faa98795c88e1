//! The words of a deal, each with how much it weighs.

use super::terms::{Terms, Weight};
use super::words::{folded, words};
use crate::locale::Style;
use crate::model::{Amount, DealId, Entity, Linked, Party, Text, Value};
use crate::prose::{MarkKind, paragraphs};
use crate::render::build::Builder;

/// Adds the words of a deal.
pub(super) fn deal(b: &Builder<'_>, id: DealId, number: u32, terms: &mut Terms) {
    let briefing = b.briefing;
    let deal = briefing.deal(id);
    let mut put = |text: &str, weight: Weight| words(&folded(text), |word| terms.put(word, number, weight));

    put(deal.title.get(b.lang).0, Weight::Title);
    put(deal.short.get(b.lang).0, Weight::Title);
    put(deal.dek.get(b.lang).0, Weight::Fact);
    for company in deal.companies() {
        let company = briefing.company(company);
        company.names().chain(company.ticker.as_deref()).for_each(|name| put(name, Weight::Party));
    }
    for words in deal.legs.iter().flat_map(|leg| leg.givers().chain(leg.takers())).filter_map(unnamed) {
        put(words.get(b.lang).0, Weight::Party);
    }
    if let Some(status) = deal.status_on(briefing.day).and_then(|claim| claim.status()) {
        put(&b.t(&format!("status-{}", status.name())), Weight::Fact);
    }
    for topic in &deal.topics {
        put(briefing.site.topics[topic.index()].name.get(b.lang).0, Weight::Fact);
    }
    for leg in &deal.legs {
        put(&b.defined(&leg.kind.label, false).text, Weight::Fact);
    }
    let headline = deal.headline_figure().map(|(_, fact)| fact);
    for (_, fact) in deal.facts() {
        let is_headline = headline.is_some_and(|headline| std::ptr::eq(headline, fact));
        let weight = if is_headline { Weight::Party } else { Weight::Fact };
        match fact.best().map(|claim| &claim.value) {
            // In words and in short: "38 milliards de dollars", "38 Md$".
            Some(Value::Amount(Amount::Figure(figure))) => {
                put(&b.locale.figure(figure, Style::Long).text(), weight);
                put(&b.locale.figure(figure, Style::Short).text(), weight);
            }
            Some(Value::Text(text)) => put(text.get(b.lang).0, Weight::Fact),
            Some(Value::Amount(_) | Value::Date(_) | Value::Status(_)) | None => {}
        }
    }
    let Some(body) = briefing.body(Entity::Deal(id), b.lang) else { return };
    paragraphs(body.markdown(), |paragraph| {
        put(paragraph.text(), Weight::Text);
        for mark in paragraph.marks() {
            // A company that is linked without words of the text's own is printed by its name.
            if let MarkKind::Link(link) = &mark.kind
                && let Some((_, Linked::Entity(Entity::Company(company)))) = briefing.linked(link).next()
            {
                put(briefing.company(company).name_in(b.lang), Weight::Text);
            }
        }
    });
}

/// A party that has words only.
fn unnamed(party: Party<'_>) -> Option<&Text> {
    match party {
        Party::Unnamed(words) => Some(words),
        Party::Company(_) => None,
    }
}
