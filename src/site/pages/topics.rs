//! Topics: the index, and the deals of each.

use super::{Made, Page, Printer, Target, page_of};
use crate::model::{Briefing, TopicId};
use crate::plan::{Plan, TABLE_ROWS, page_count, page_rows};
use crate::render::build::{Head, Section, views};
#[cfg(feature = "cli")]
use crate::site::shown::Shown;

/// All topics.
pub(crate) struct Index;

impl Index {
    pub(super) fn all(_: &Briefing, _: &Plan, all: &mut Vec<Target>) {
        all.push(Target::Topics);
    }
}

impl Page for Index {
    fn template(&self) -> &'static str {
        "topics"
    }

    fn path(&self, _: &Briefing) -> String {
        page_of("topics/", 1)
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        let view = views::topics(on.b);
        let names = view.topics.iter().map(|topic| topic.label.clone());
        on.print(Head::new(self.template(), Section::Topics, view.title.clone()).naming(names), &view)
    }
}

/// A page of the deals of a topic.
pub(crate) struct Topic {
    pub(crate) id: TopicId,
    pub(crate) number: u32,
}

impl Topic {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Target>) {
        for (index, deals) in briefing.topic_deals.iter().enumerate() {
            let pages = 1..=page_count(deals.len(), TABLE_ROWS);
            all.extend(pages.map(|number| Target::Topic(TopicId::at(index), number)));
        }
    }
}

impl Page for Topic {
    fn template(&self) -> &'static str {
        "deals"
    }

    fn path(&self, briefing: &Briefing) -> String {
        page_of(&format!("topics/{}/", briefing.site.topics[self.id.index()].id), self.number)
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        let b = on.b;
        let title = b.say("topic-title", &[("topic", b.briefing.site.topics[self.id.index()].name.get(b.lang).0)]);
        let head = Head::new(self.template(), Section::Topics, title).below(on.section("nav-topics", Target::Topics));
        let view = views::topic(b, head.title.clone(), self.id, self.number, &on.root);
        let head = head.describe(&views::deals_description(b, &view));
        let deals = page_rows(&b.briefing.topic_deals[self.id.index()], self.number, TABLE_ROWS);
        on.list(on.numbered(head, self.number), &view, deals.to_vec())
    }

    #[cfg(feature = "cli")]
    fn shows(&self, fact: &Shown<'_>) -> Option<&'static str> {
        fact.in_page(&fact.briefing().topic_deals[self.id.index()], self.number)
    }
}
