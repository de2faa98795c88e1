//! What the pages of all languages share and no page can do without looking at the whole site: the ledger of the build
//! date, its loops and plans, the names to be linked.

use std::sync::Arc;

use super::share::Plans;
use crate::ledger::{Ledger, Loops};
use crate::model::Briefing;
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
}

impl<'a> Books<'a> {
    /// Without loops and plans: enough for what every page has.
    pub fn closed(briefing: &'a Briefing) -> Arc<Books<'a>> {
        let ledger = Ledger::closed(briefing, briefing.day);
        Arc::new(Books { ledger, loops: Loops::default(), plans: Plans::default(), mentions: None })
    }

    /// Opens the books.
    pub fn new(briefing: &'a Briefing, mentions: &Mentions) -> Arc<Books<'a>> {
        let ledger = Ledger::new(briefing, briefing.day);
        let (loops, plans) = (ledger.loops(), Plans::new(&ledger));
        let mentions = briefing.site.mentions.then(|| mentions.clone());
        Arc::new(Books { ledger, loops, plans, mentions })
    }
}
