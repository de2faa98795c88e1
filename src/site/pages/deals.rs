//! The page of a deal.

use super::{Made, Page, Printer, Target};
use crate::model::{Briefing, DealId, Entity};
use crate::plan::Plan;
use crate::render::build::{Head, Section, views};
use crate::site::printer::Graph;
#[cfg(feature = "cli")]
use crate::site::shown::Shown;

/// The page of a deal.
pub(crate) struct Deal {
    pub(crate) id: DealId,
}

impl Deal {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Target>) {
        all.extend(briefing.deals().map(|(id, _)| Target::Deal(id)));
    }
}

impl Page for Deal {
    fn template(&self) -> &'static str {
        "deal"
    }

    fn path(&self, briefing: &Briefing) -> String {
        format!("deals/{}/index.html", briefing.deal(self.id).id)
    }

    fn text(&self) -> Option<Entity> {
        Some(Entity::Deal(self.id))
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        let b = on.b;
        let view = views::deal(b, self.id, &on.spec.path);
        let above = on.section("nav-deals", Target::Deals(1));
        let mut head = Head::new(self.template(), Section::Deals, view.title.text.clone())
            .below(above)
            .charted(!view.histories.is_empty())
            .with_text(view.body.as_ref());
        b.briefing.deal(self.id).short_title(b.lang).get(b.lang).0.clone_into(&mut head.short);
        head.description = if view.dek.text.is_empty() { view.sentence.clone() } else { view.dek.text.clone() };
        on.draw(head, &view, Graph::Deal(self.id))
    }

    #[cfg(feature = "cli")]
    fn shows(&self, fact: &Shown<'_>) -> Option<&'static str> {
        fact.on_deal(self.id)
    }
}
