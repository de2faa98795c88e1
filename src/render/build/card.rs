//! What stands on the cards of deals, companies and the front page, and what pages say of them.

use super::Builder;
use super::totals::buckets;
use crate::ledger::Scope;
use crate::model::{CompanyId, DealId, Entity};
use crate::plan::{Extra, Target, extra_path};
use crate::render::view::{CardImage, Colours, LargeFigure, Mark, OptionValue};

/// In pixels.
pub(crate) const SIZE: (u32, u32) = (1200, 630);

/// What stands on a card.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card {
    /// The site's name.
    pub site: String,
    /// Beside it: who pays whom, or what a company is.
    pub aside: String,
    /// How far it is.
    pub mark: Option<Mark>,
    /// How much.
    pub figure: Option<LargeFigure>,
    /// The headline.
    pub title: String,
    /// At the foot: how sure.
    pub foot: String,
    /// At the foot: as of when.
    pub day: String,
}

/// The card of a deal.
pub(crate) fn of_deal(b: &Builder<'_>, id: DealId) -> Card {
    let summary = b.summary(id);
    let deal = b.briefing.deal(id);
    let large = super::summary::headline_fact(deal).and_then(|fact| fact.amount()).map(|a| b.large_amount(a));
    let in_words = |figure: &crate::render::view::Figure| LargeFigure {
        kind: figure.kind,
        text: figure.text.clone(),
        ..LargeFigure::default()
    };
    let names = |list: &[std::sync::Arc<crate::render::view::CompanyRef>]| {
        list.iter().map(|company| company.short.as_str()).collect::<Vec<_>>().join(", ")
    };
    let parties = summary.parties.first().map(|parties| match parties.to.is_empty() {
        true => names(&parties.from),
        false => format!("{} → {}", names(&parties.from), names(&parties.to)),
    });
    let foot = if summary.mark.bucket == "talks" { "card-talks" } else { "card-foot" };
    Card {
        aside: parties.unwrap_or_default(),
        figure: large.or_else(|| summary.figure.as_ref().map(in_words)),
        mark: Some(summary.mark.clone()),
        title: summary.title.text.clone(),
        foot: b.t(foot),
        day: summary.date.text.clone(),
        ..of_nothing(b)
    }
}

/// The card of a company: the firmest of what it pays or receives.
pub(crate) fn of_company(b: &Builder<'_>, id: CompanyId) -> Card {
    let company = b.briefing.company(id);
    Card {
        aside: b.company_kind(company.kind).text,
        title: b.company(id).name.clone(),
        ..of_scope(b, Scope::Company(id))
    }
}

/// The card of the front page.
pub(crate) fn of_site(b: &Builder<'_>) -> Card {
    let title = b.briefing.site.description.get(b.lang).0.to_owned();
    Card { title, ..of_scope(b, Scope::Site) }
}

/// The first total that has a figure, with what was added.
fn of_scope(b: &Builder<'_>, scope: Scope) -> Card {
    let buckets = buckets(b, &b.books.ledger.statement(scope));
    let found = buckets.into_iter().find_map(|bucket| {
        let total = bucket.totals.into_iter().find(|total| total.figure.kind == "exact")?;
        Some((bucket.mark, total))
    });
    let Some((mark, total)) = found else { return of_nothing(b) };
    let label = format!("{} · {}", mark.label, total.label.text);
    Card { mark: Some(Mark { label, ..mark }), figure: Some(total.figure), ..of_nothing(b) }
}

fn of_nothing(b: &Builder<'_>) -> Card {
    Card { site: b.briefing.site.title.get(b.lang).0.to_owned(), foot: b.t("card-foot"), ..Card::default() }
}

/// A card as a file.
#[cfg(feature = "cards")]
pub(crate) fn drawn(b: &Builder<'_>, card: Card) -> Vec<u8> {
    crate::cards::card(&card, &palette(b)).unwrap_or_default()
}

/// None are drawn.
#[cfg(not(feature = "cards"))]
pub(crate) fn drawn(_: &Builder<'_>, _: Card) -> Vec<u8> {
    Vec::new()
}

/// The icon of the site as a file.
#[cfg(feature = "cards")]
pub(crate) fn icon(b: &Builder<'_>) -> Vec<u8> {
    crate::cards::icon(&palette(b)).unwrap_or_default()
}

/// None is drawn.
#[cfg(not(feature = "cards"))]
pub(crate) fn icon(_: &Builder<'_>) -> Vec<u8> {
    Vec::new()
}

#[cfg(feature = "cards")]
fn palette(b: &Builder<'_>) -> crate::cards::Palette {
    crate::cards::Palette {
        paper: colour(b, "paper", "#fbf9f4"),
        ink: colour(b, "ink", "#17191c"),
        soft: colour(b, "soft", "#4d5056"),
        accent: colour(b, "accent", "#0b5345"),
    }
}

/// A colour of the theme's options, that on paper; a theme need not have one.
pub(super) fn colour(b: &Builder<'_>, option: &str, otherwise: &str) -> String {
    match b.theme().and_then(|theme| theme.options.get(option)) {
        Some(OptionValue::Colours(Colours { light, .. })) => light.clone(),
        Some(OptionValue::Flag(_) | OptionValue::Count(_) | OptionValue::Text(_)) | None => otherwise.to_owned(),
    }
}

/// The manifest of the site.
pub(crate) fn manifest(b: &Builder<'_>) -> Vec<u8> {
    let site = &b.briefing.site;
    let paper = colour(b, "paper", "#fbf9f4");
    let manifest = serde_json::json!({
        "name": site.title.get(b.lang).0,
        "description": site.description.get(b.lang).0,
        "lang": site.tag(b.lang),
        "start_url": site.base_path(),
        "display": "browser",
        "background_color": paper,
        "theme_color": paper,
        "icons": [{ "src": "apple-touch-icon.png", "sizes": "180x180", "type": "image/png" }],
    });
    (manifest.to_string() + "\n").into_bytes()
}

/// What a page says of its card: its own, or that of the site.
pub(crate) fn image(b: &Builder<'_>, target: Target, title: &str) -> Option<CardImage> {
    let own = match target.entity() {
        Some(Entity::Deal(id)) => Some(Extra::DealCard(id, b.lang)),
        Some(Entity::Company(id)) => Some(Extra::CompanyCard(id, b.lang)),
        Some(Entity::Page(_)) | None => None,
    };
    let site = Extra::SiteCard(b.lang);
    if !(cfg!(feature = "cards") && b.briefing.site.cards) {
        return None;
    }
    let alt = if own.is_some() { title.to_owned() } else { b.briefing.site.title.get(b.lang).0.to_owned() };
    let (width, height) = SIZE;
    Some(CardImage { url: b.absolute(&extra_path(b.briefing, own.unwrap_or(site))), alt, width, height })
}

/// Where the icon for telephones is: one that is drawn, or the site's own.
pub(crate) fn icon_path(b: &Builder<'_>) -> Option<String> {
    let path = extra_path(b.briefing, Extra::Icon);
    let drawn = b.plan.extras.iter().any(|(_, extra)| *extra == Extra::Icon);
    (drawn || b.plan.copies.iter().any(|copy| copy.path == path)).then_some(path)
}

/// Where the manifest is, if there is one.
pub(crate) fn manifest_path(b: &Builder<'_>) -> Option<String> {
    (cfg!(feature = "cards") && b.briefing.site.cards).then(|| extra_path(b.briefing, Extra::Manifest))
}
