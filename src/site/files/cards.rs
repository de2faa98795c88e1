//! What other services and systems show of the site: a card per deal, company and front page, an icon, a manifest.

use super::{Extra, File};
use crate::model::{Briefing, CompanyId, DealId, LangId};
use crate::plan::Plan;
use crate::render::build::{Builder, card};
use crate::site::prefix;
use crate::span::Span;

const CARD: &str = "a card";

/// Whether cards are drawn.
fn are_drawn(briefing: &Briefing) -> bool {
    cfg!(feature = "cards") && briefing.site.cards
}

/// The front page.
pub(crate) struct OfSite {
    pub(crate) lang: LangId,
}

impl OfSite {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Extra>) {
        if are_drawn(briefing) {
            all.extend(briefing.site.lang_ids().map(Extra::SiteCard));
        }
    }
}

impl File for OfSite {
    fn path(&self, briefing: &Briefing) -> String {
        prefix(briefing, self.lang) + "card.png"
    }

    fn name(&self) -> &'static str {
        CARD
    }

    fn make(&self, builders: &[Builder<'_>]) -> Vec<Vec<u8>> {
        let b = &builders[self.lang.index()];
        vec![card::drawn(b, card::of_site(b))]
    }
}

/// A deal.
pub(crate) struct OfDeal {
    pub(crate) id: DealId,
    pub(crate) lang: LangId,
}

impl OfDeal {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Extra>) {
        if are_drawn(briefing) {
            for (id, _) in briefing.deals() {
                all.extend(briefing.site.lang_ids().map(|lang| Extra::DealCard(id, lang)));
            }
        }
    }
}

impl File for OfDeal {
    fn path(&self, briefing: &Briefing) -> String {
        format!("{}deals/{}/card.png", prefix(briefing, self.lang), briefing.deal(self.id).id)
    }

    fn origin(&self, briefing: &Briefing) -> Span {
        Span::start_of(briefing.deal(self.id).file)
    }

    fn name(&self) -> &'static str {
        CARD
    }

    fn make(&self, builders: &[Builder<'_>]) -> Vec<Vec<u8>> {
        let b = &builders[self.lang.index()];
        vec![card::drawn(b, card::of_deal(b, self.id))]
    }
}

/// A company.
pub(crate) struct OfCompany {
    pub(crate) id: CompanyId,
    pub(crate) lang: LangId,
}

impl OfCompany {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Extra>) {
        if are_drawn(briefing) {
            for (id, _) in briefing.companies() {
                all.extend(briefing.site.lang_ids().map(|lang| Extra::CompanyCard(id, lang)));
            }
        }
    }
}

impl File for OfCompany {
    fn path(&self, briefing: &Briefing) -> String {
        format!("{}companies/{}/card.png", prefix(briefing, self.lang), briefing.company(self.id).id)
    }

    fn origin(&self, briefing: &Briefing) -> Span {
        briefing.company(self.id).sheet.head()
    }

    fn name(&self) -> &'static str {
        CARD
    }

    fn make(&self, builders: &[Builder<'_>]) -> Vec<Vec<u8>> {
        let b = &builders[self.lang.index()];
        vec![card::drawn(b, card::of_company(b, self.id))]
    }
}

/// What a telephone shows of a site on its first screen.
pub(crate) struct Icon;

impl Icon {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Extra>) {
        all.extend(are_drawn(briefing).then_some(Extra::Icon));
    }
}

impl File for Icon {
    fn path(&self, _: &Briefing) -> String {
        "apple-touch-icon.png".to_owned()
    }

    fn name(&self) -> &'static str {
        "the icon"
    }

    fn make(&self, builders: &[Builder<'_>]) -> Vec<Vec<u8>> {
        vec![card::icon(&builders[0])]
    }
}

/// What a system that installs the site is told.
pub(crate) struct Manifest;

impl Manifest {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Extra>) {
        all.extend(are_drawn(briefing).then_some(Extra::Manifest));
    }
}

impl File for Manifest {
    fn path(&self, _: &Briefing) -> String {
        "site.webmanifest".to_owned()
    }

    fn name(&self) -> &'static str {
        "the manifest"
    }

    fn make(&self, builders: &[Builder<'_>]) -> Vec<Vec<u8>> {
        vec![card::manifest(&builders[0])]
    }
}
