//! What the pages of all languages share and no page can do without looking at the whole site: the ledger of the build
//! date, its loops and plans, the names to be linked.

use std::cmp::Reverse;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::share::Plans;
use crate::ledger::{Ledger, Loops};
use crate::model::{Briefing, TopicId};
use crate::prose::Mentions;

/// The books of the build date.
pub struct Books<'a> {
    /// Totals, of companies and of the site.
    pub ledger: Ledger<'a>,
    /// The loops of the site.
    pub loops: Loops<'a>,
    /// The plans that have a figure, and their parts.
    pub(super) plans: Plans<'a>,
    /// Names that become links at their first mention; `None` if the site wants none.
    pub(super) mentions: Option<Mentions>,
    /// The topics that lists of topics beside others name.
    pub(super) topics: Vec<TopicId>,
}

/// Topics that such a list names. Each topic has a page with one: they would grow with the square of their number.
pub(super) const TOPICS: usize = 30;

/// Those with the most deals, in the site's order.
fn topics(briefing: &Briefing) -> Vec<TopicId> {
    let mut all: Vec<usize> = (0..briefing.topic_deals.len()).collect();
    all.sort_by_key(|&topic| Reverse(briefing.topic_deals[topic].len()));
    all.truncate(TOPICS);
    all.sort_unstable();
    all.into_iter().map(TopicId::at).collect()
}

impl<'a> Books<'a> {
    /// Without loops and plans: enough for what every page has.
    pub fn closed(briefing: &'a Briefing) -> Arc<Books<'a>> {
        let ledger = Ledger::closed(briefing, briefing.day);
        Arc::new(Books { ledger, loops: Loops::default(), plans: Plans::default(), mentions: None, topics: Vec::new() })
    }

    /// What decides which deals an output looks at, once the plan and the briefing have said theirs.
    pub fn hash_order(&self, into: &mut impl Hasher) {
        self.ledger.hash_links(into);
        self.loops.hash_order(into);
        self.plans.hash_order(into);
        self.topics.hash(into);
    }

    /// Opens the books.
    pub fn new(briefing: &'a Briefing, mentions: &Mentions) -> Arc<Books<'a>> {
        let ledger = Ledger::new(briefing, briefing.day);
        let (loops, plans) = (ledger.loops(), Plans::new(&ledger));
        let mentions = briefing.site.mentions.then(|| mentions.clone());
        Arc::new(Books { ledger, loops, plans, mentions, topics: topics(briefing) })
    }
}
