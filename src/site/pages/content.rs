//! Pages of the site's own: `content/pages`.

use super::{Made, Page, Printer, Target};
use crate::model::{Briefing, Entity, PageId};
use crate::plan::Plan;
use crate::render::build::{Head, Section, views};

/// A text.
pub(crate) struct Content {
    pub(crate) id: PageId,
}

impl Content {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Target>) {
        all.extend(briefing.pages().map(|(id, _)| Target::Page(id)));
    }
}

impl Page for Content {
    fn template(&self) -> &'static str {
        "content"
    }

    fn path(&self, briefing: &Briefing) -> String {
        format!("{}/index.html", briefing.page(self.id).id)
    }

    fn text(&self) -> Option<Entity> {
        Some(Entity::Page(self.id))
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        let view = views::content(on.b, self.id, &on.spec.path);
        on.print(Head::new(self.template(), Section::None, view.title.text.clone()), &view)
    }
}
