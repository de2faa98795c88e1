//! What templates get: plain, serialisable structs in words and numbers of one language.
//!
//! A page is rendered with `page` ([`PageView`]), `site` ([`SiteView`]) and one view under the name of its
//! kind (`deal`: [`DealView`]). All text is ready to print; templates choose order and markup, and
//! escape everything but fields of the type `Markup` and `page.json_ld`. Internal addresses are paths from the
//! site's root (`deals/openai-aws/index.html`) so that one summary serves all pages; a template prints
//! `{{ page.root }}{{ x.url }}` and never makes up a path. Fields named `href` are absolute addresses.
//! How the structs are filled is the business of the page builders; nothing here knows the model.

mod chart;
mod clash;
mod commitments;
mod company;
mod deal;
mod describe;
mod evidence;
mod feed;
mod front;
mod lists;
mod option;
mod page;
mod schedule;
mod search;
mod source;
mod summary;
mod table;
mod text;
mod totals;

pub use chart::{Bar, BarChart, BarFigure, FlowEdge, Segment, ShareBar, Tick, Timeline, TimelineItem};
pub use clash::{ClashClaim, ClashView};
pub use commitments::{ChartKey, ChartView, LadderRow, LadderView};
pub use company::{
    CompaniesView, CompanyEvent, CompanyRow, CompanySum, CompanyView, DealRow, DealYear, EquityCell, EquityRow,
    EquityTable, Identifier, Series, SeriesStep, UnknownGroup, Valuation,
};
pub use deal::{
    DealLine, DealView, HeadlineFigure, LegView, LogEntry, QuoteView, Reached, ReactionView, RelatedDeal, Step,
    TrancheView,
};
pub use describe::{FieldDoc, StructDoc};
pub use evidence::{CitationView, ClaimList, ClaimView, Disagreement, Disputed, Evidence, Excerpt, FactRow, SourceUse};
pub use feed::{ChangesView, CorrectionView, CorrectionsView, FeedView};
pub use front::{CompanyCount, FrontView};
pub use lists::{
    ContentView, DataView, DictionaryTable, NotFoundView, RedirectView, SumsRule, Term, TermHeads, TopicsView,
};
pub use option::{Colours, Logo, OptionValue};
pub use page::{Alternate, CardImage, FeedLink, Here, NavItem, OpenGraph, PageView, SiteView};
pub use schedule::{DueView, ScheduleView};
pub use search::SearchView;
pub use source::{BackedFact, Backing, SourceGroup, SourceRow, SourceView, SourcesView};
pub use summary::{ChangeView, CompanyRef, DealSummary, MonthGroup, Parties, SourceRef};
pub use table::{DealRows, DealTable, DealsView, FilterItem, FilterRow, LegRow, SumCell, SumRow, TableHead};
pub use text::{
    Body, CountLink, DateText, Download, Figure, LargeFigure, Link, Mark, Markup, PageLink, Pagination, Words,
};
pub use totals::{
    BucketTotal, CapacityCell, CapacityRow, CapacityView, LeftOutView, LoopDrawing, LoopFlow, LoopLabel, LoopRow,
    LoopView, Total, TotalPart, YearlyRow, YearlyView,
};

/// A kind of page: its name (also of its template, and of its view in templates) and its view.
#[derive(Clone, Copy, Debug)]
pub struct PageKind {
    /// `deal`: rendered by `deal.html`, which gets its view as `deal`.
    pub name: &'static str,
    /// The view.
    pub view: &'static StructDoc,
}

/// All kinds of pages.
pub const KINDS: [PageKind; 17] = [
    PageKind { name: "front", view: &FrontView::DOC },
    PageKind { name: "feed", view: &FeedView::DOC },
    PageKind { name: "deals", view: &DealsView::DOC },
    PageKind { name: "deal", view: &DealView::DOC },
    PageKind { name: "company", view: &CompanyView::DOC },
    PageKind { name: "companies", view: &CompaniesView::DOC },
    PageKind { name: "source", view: &SourceView::DOC },
    PageKind { name: "sources", view: &SourcesView::DOC },
    PageKind { name: "topics", view: &TopicsView::DOC },
    PageKind { name: "changes", view: &ChangesView::DOC },
    PageKind { name: "schedule", view: &ScheduleView::DOC },
    PageKind { name: "corrections", view: &CorrectionsView::DOC },
    PageKind { name: "data", view: &DataView::DOC },
    PageKind { name: "search", view: &SearchView::DOC },
    PageKind { name: "content", view: &ContentView::DOC },
    PageKind { name: "not_found", view: &NotFoundView::DOC },
    PageKind { name: "redirect", view: &RedirectView::DOC },
];

/// The parts that views are made of.
const PARTS: &[&StructDoc] = &[
    &PageView::DOC,
    &Alternate::DOC,
    &FeedLink::DOC,
    &OpenGraph::DOC,
    &SiteView::DOC,
    &CardImage::DOC,
    &Colours::DOC,
    &Logo::DOC,
    &NavItem::DOC,
    &Here::DOC,
    &Words::DOC,
    &DateText::DOC,
    &Figure::DOC,
    &LargeFigure::DOC,
    &Mark::DOC,
    &Link::DOC,
    &CountLink::DOC,
    &Download::DOC,
    &Body::DOC,
    &Pagination::DOC,
    &PageLink::DOC,
    &CompanyRef::DOC,
    &SourceRef::DOC,
    &Parties::DOC,
    &DealSummary::DOC,
    &ChangeView::DOC,
    &MonthGroup::DOC,
    &Evidence::DOC,
    &ClaimList::DOC,
    &ClaimView::DOC,
    &Excerpt::DOC,
    &CitationView::DOC,
    &FactRow::DOC,
    &Disagreement::DOC,
    &Disputed::DOC,
    &SourceUse::DOC,
    &BucketTotal::DOC,
    &Total::DOC,
    &TotalPart::DOC,
    &LeftOutView::DOC,
    &YearlyView::DOC,
    &YearlyRow::DOC,
    &CapacityView::DOC,
    &CapacityRow::DOC,
    &CapacityCell::DOC,
    &LoopView::DOC,
    &LoopRow::DOC,
    &LoopFlow::DOC,
    &LoopDrawing::DOC,
    &LoopLabel::DOC,
    &LadderView::DOC,
    &DueView::DOC,
    &ClashView::DOC,
    &ClashClaim::DOC,
    &ChartView::DOC,
    &ChartKey::DOC,
    &LadderRow::DOC,
    &BarChart::DOC,
    &Bar::DOC,
    &BarFigure::DOC,
    &Segment::DOC,
    &ShareBar::DOC,
    &Timeline::DOC,
    &Tick::DOC,
    &TimelineItem::DOC,
    &FlowEdge::DOC,
    &CompanyCount::DOC,
    &FilterRow::DOC,
    &FilterItem::DOC,
    &DealTable::DOC,
    &TableHead::DOC,
    &DealRows::DOC,
    &LegRow::DOC,
    &SumRow::DOC,
    &SumCell::DOC,
    &CorrectionView::DOC,
    &HeadlineFigure::DOC,
    &Step::DOC,
    &LegView::DOC,
    &TrancheView::DOC,
    &QuoteView::DOC,
    &ReactionView::DOC,
    &Reached::DOC,
    &RelatedDeal::DOC,
    &DealLine::DOC,
    &LogEntry::DOC,
    &Identifier::DOC,
    &DealYear::DOC,
    &DealRow::DOC,
    &EquityTable::DOC,
    &EquityRow::DOC,
    &EquityCell::DOC,
    &Valuation::DOC,
    &Series::DOC,
    &SeriesStep::DOC,
    &UnknownGroup::DOC,
    &CompanyEvent::DOC,
    &CompanyRow::DOC,
    &CompanySum::DOC,
    &Backing::DOC,
    &BackedFact::DOC,
    &SourceGroup::DOC,
    &SourceRow::DOC,
    &DictionaryTable::DOC,
    &SumsRule::DOC,
    &Term::DOC,
    &TermHeads::DOC,
];

/// Everything that a template of this kind gets: the page, the site, its view, and all that they are made
/// of, each once. `None` if there is no such kind.
pub fn vars(kind: &str) -> Option<Vec<&'static StructDoc>> {
    let mut all = match KINDS.iter().find(|k| k.name == kind) {
        Some(kind) => vec![&PageView::DOC, &SiteView::DOC, kind.view],
        None => vec![find(kind)?],
    };
    let mut next = 0;
    while let Some(doc) = all.get(next).copied() {
        for part in doc.parts() {
            if !all.contains(&part) {
                all.push(part);
            }
        }
        next += 1;
    }
    Some(all)
}

/// The documentation of the struct of this name.
pub fn find(name: &str) -> Option<&'static StructDoc> {
    PARTS.iter().copied().chain(KINDS.iter().map(|k| k.view)).find(|d| d.name == name)
}

#[cfg(test)]
mod tests {
    use super::{KINDS, PARTS, find, vars};

    /// Types of fields that are no views.
    const PLAIN: [&str; 15] = [
        "String", "Markup", "Option", "OptionValue", "Vec", "Arc", "BTreeMap", "bool", "usize", "u8", "u32", "f32",
        "str", "static", "",
    ];

    #[test]
    fn every_type_of_a_field_is_documented() {
        for doc in PARTS.iter().copied().chain(KINDS.iter().map(|k| k.view)) {
            for field in doc.fields {
                for word in field.ty.split(|c: char| !c.is_ascii_alphanumeric()) {
                    assert!(PLAIN.contains(&word) || find(word).is_some(), "{}.{}: {word}", doc.name, field.name);
                }
            }
        }
    }

    #[test]
    fn every_kind_lists_its_parts_once() {
        for kind in KINDS {
            let vars = vars(kind.name).unwrap_or_default();
            assert!(vars.len() > 5, "{}", kind.name);
            assert!(vars.iter().enumerate().all(|(i, d)| !vars[..i].contains(d)), "{}", kind.name);
        }
    }
}
