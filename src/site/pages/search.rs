//! Search, of a site that has `search = true`; without JavaScript, or a server, a list of ways into the site.

use super::{Made, Page, Printer, Target};
use crate::model::Briefing;
use crate::plan::Plan;
use crate::render::build::{Head, Section, views};
use crate::search::FOLDER;

/// The page to search on.
pub(crate) struct Search;

impl Search {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Target>) {
        if briefing.site.search {
            all.push(Target::Search);
        }
    }
}

impl Page for Search {
    fn template(&self) -> &'static str {
        "search"
    }

    fn path(&self, _: &Briefing) -> String {
        format!("{FOLDER}index.html")
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        let view = views::search(on.b);
        on.print(Head::new(self.template(), Section::None, view.title.clone()).describe(&on.b.t("search-intro")), &view)
    }
}
