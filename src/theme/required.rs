//! The messages that Rust code asks for, so that a theme without one of them does not load.
//!
//! Families follow the closed sets of the model (`status-signed`, `role-customer`); the rest are listed
//! by name. What templates ask for is found in their text instead.

use crate::model::{Bucket, BuiltinField, Hedge, SourceKind, Status, notation};
use crate::plan::Table;
use crate::render::csv;

/// Messages outside of the families.
pub const REQUIRED: &[&str] = &[
    // The site.
    "number-group",
    "page-title",
    "site-feed",
    "company-feed",
    "nav-front",
    "nav-deals",
    "nav-companies",
    "nav-sources",
    "nav-topics",
    "nav-archive",
    "nav-changes",
    "nav-data",
    "feed-title",
    "feed-page-title",
    "companies-title",
    "companies-intro",
    "sources-title",
    "sources-intro",
    "topics-title",
    "topics-intro",
    "archive-title",
    "archive-year-title",
    "changes-title",
    "changes-intro",
    "data-title",
    "data-intro",
    "not-found-title",
    "not-found-text",
    "untranslated",
    // Counts.
    "deals-count",
    "sources-count",
    "sources-disagree",
    "sources-disagree-title",
    "sources-differ",
    "sources-differ-title",
    "source-varies",
    "source-varies-title",
    "sources-echo",
    "origins-count",
    "facts-count",
    "facts-in-deals",
    "without-figure",
    "only-without-figure",
    "rest-deals",
    // Evidence.
    "line",
    "via",
    "rank-preferred",
    "rank-deprecated",
    "date-inferred",
    "single-source",
    "translated-machine",
    "translated-by",
    "translated-from",
    "relays",
    "comments-from",
    "paywall",
    "exactly-by-sources",
    "by-sources",
    "not-paid-here",
    // Parties.
    "leg-plain",
    "role-in-deals",
    // Totals.
    "state-heading-site",
    "total-empty",
    "undisclosed-short",
    "per-year-straight",
    "plan-lead",
    "plan-text",
    "plan-share",
    "plan-no-share",
    "plan-title",
    "plan-of",
    "plan-rest",
    "plan-itemised",
    "words-committed",
    "words-announced",
    "words-talks",
    "words-at",
    "words-plus",
    "words-and",
    "words-undisclosed",
    "converted-at",
    "part-firm",
    "part-rest",
    // Why a leg is in no total.
    "left-out-umbrella",
    "left-out-superseded",
    "left-out-enlarged",
    "left-out-off",
    "left-out-no-direction",
    "left-out-not-summed",
    "left-out-inside-group",
    "left-out-nothing-paid",
    "left-out-no-measure",
    // Movements.
    "status-unknown",
    // Asked for by name beside the families.
    "backed-milestone",
    "backed-reaction",
    "backed-quote",
    "backed-valuation",
    "backed-people",
    "backed-event",
    "table-totals",
    "table-deals",
    "table-claims",
    "table-companies",
    "table-sources",
    "no-live-claim",
    "illustration",
    "sentence",
    "sentence-undated",
    "sentence-value-term",
    "sentence-value-term-range",
    "sentence-value",
    "sentence-no-value",
    "total-reported",
    "feed-atom",
    "feed-rss",
    "feed-json",
    "page-previous",
    "page-next",
    "filter-kind",
    "filter-year",
    "undated",
    "movements-count",
    "feed-older",
    "all-companies",
    "source-original",
    "company-csv",
    "company-year",
    "fact-of-deal",
    "flow-sentence",
    "flow-pays",
    "flow-receives",
    "colon",
    "flow-sentence-undirected",
    "milestone-of-size",
    "topic-title",
    "feed-entry",
    "title-of-page",
    "prose-note",
    "prose-tip",
    "prose-important",
    "prose-warning",
    "prose-caution",
    "prose-notes",
    "prose-note-number",
    "prose-back-to-text",
    "prose-task-done",
    "prose-task-open",
    "prose-table",
    "dictionary-fields",
    "dictionary-fields-intro",
    "dictionary-statuses",
    "dictionary-statuses-intro",
    "dictionary-kinds",
    "dictionary-kinds-intro",
    "holds-amount",
    "holds-date",
    "holds-text",
    "summed",
    "never-summed",
    "meaning-declared",
    "status-reported",
    "status-title",
    "kind-title",
    "change-deal-status",
    "change-status",
    "change-revised",
    "change-corrected",
    "change-rejected",
    "change-event",
    "event",
    // Relations.
    "relation-contains",
    "relation-follows",
    "relation-followed-by",
    "relation-supersedes",
    "relation-superseded-by",
    "relation-expands",
    "relation-expanded-by",
    "relation-alternative-to",
    // Companies.
    "bars-pays",
    "bars-receives",
    "bars-caption",
    "deals-caption",
    "flows-title",
    "flows-caption",
    "unscheduled-no-term",
    "unscheduled-within-a-year",
    "unscheduled-vague",
    "unscheduled-in-parts",
    "capacity-pays",
    "capacity-receives",
    "clauses",
    "loop-at-most",
    "loop-less-than",
    "loop-onward",
    "unknown-undisclosed",
    "unknown-single-source",
    "unknown-inferred",
    "unknown-direction",
    // Steps and facts without a field of their own.
    "fact-ticker",
    "fact-people",
    "capacity-of-chips",
    "capacity-of-site",
    "capacity-of-power",
    // Citation.
    "cite",
];

/// Everything that a theme must say in each language whatever its templates are: [`REQUIRED`] and the families.
pub fn required_messages() -> impl Iterator<Item = String> {
    let family =
        |prefix: &'static str, names: Vec<&'static str>| names.into_iter().map(move |name| format!("{prefix}-{name}"));
    let buckets = [Bucket::Committed, Bucket::Announced, Bucket::InTalks, Bucket::Off];
    let source_kinds: Vec<_> = SourceKind::ALL.iter().map(|k| k.name()).collect();
    let hedges = [Hedge::Attributed, Hedge::Conditional, Hedge::Rumour, Hedge::SingleSource].map(notation::hedge);
    // What a status means is said of each.
    let explained = BuiltinField::ALL.into_iter().filter(|f| *f != BuiltinField::Status);
    REQUIRED
        .iter()
        .map(|id| (*id).to_owned())
        .chain(family("status", Status::ALL.iter().map(|s| s.name()).collect()))
        .chain(family("status-meaning", Status::ALL.iter().map(|s| s.name()).collect()))
        .chain(family("bucket", buckets.map(Bucket::name).to_vec()))
        .chain(family("field", BuiltinField::ALL.iter().map(|f| f.key()).collect()))
        .chain(family("meaning", explained.map(BuiltinField::key).collect()))
        .chain(family("source-kind", source_kinds.clone()))
        .chain(family("source-kinds", source_kinds.clone()))
        .chain(family("source-strength", source_kinds))
        .chain(Table::ALL.into_iter().flat_map(|t| csv::columns(t).into_iter().map(move |c| csv::explanation(t, c))))
        .chain(crate::render::export::TOTALS_KEYS.iter().map(|key| format!("totals-{}", key.replace('_', "-"))))
        .chain(family("hedge", hedges.to_vec()))
}

