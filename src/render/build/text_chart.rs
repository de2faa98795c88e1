//! Charts that texts ask for: drawn from the ledger, never from the text, with the same as a table.

use super::Builder;
use super::commitments::{self, Drawn};
use super::history;
use super::schedule;
use crate::ledger::{Direction, group_deals};
use crate::locale::Style;
use crate::model::{Chart, ChartKind, CompanyId, DealId, Entity};
use crate::plan::pretty;
use crate::render::view::{ChartKey, ChartView, LadderRow, LadderView, Markup, ScheduleView};
use crate::resolve::{Charted, charted};

/// Where a chart stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    /// What the text belongs to.
    pub(super) own: Entity,
    /// From the page to the site's root; in feeds, where there are no drawings, the site's address.
    pub(super) root: &'p str,
    /// Its place among those of the text.
    pub(super) index: usize,
    pub(super) is_feed: bool,
    /// Whether the text is in another language than the page.
    pub(super) is_foreign: bool,
}

/// What all of the charts' ids begin with.
pub(super) const ID: &str = "chart-";

/// The chart as the page shows it; of one that draws nothing a sentence, and nothing of what is not published.
pub(super) fn markup(b: &Builder<'_>, chart: &Chart, on: Place<'_>) -> String {
    let Some(of) = charted(b.briefing, on.own, chart) else { return String::new() };
    let empty = || ChartView { title: b.t("chart-empty"), ..ChartView::default() };
    let mut view = view(b, chart, of, on).unwrap_or_else(empty);
    if on.is_foreign {
        view.lang = Some(b.briefing.site.tag(b.lang).to_owned());
    }
    if on.is_feed {
        view.is_plain = true;
        (view.svg, view.keys) = (Markup::default(), Vec::new());
        view.rows.iter_mut().for_each(|row| row.url = pretty(&row.url).to_owned());
    }
    b.chart(&view, on.root).0
}

fn view(b: &Builder<'_>, chart: &Chart, of: Charted<'_>, on: Place<'_>) -> Option<ChartView> {
    let id = format!("{ID}{}", on.index + 1);
    let day = b.locale.day(b.briefing.day, Style::Long);
    let drawn = Drawn { root: on.root, id: &id, each: chart.kind == ChartKind::Bars };
    match (of, chart.kind) {
        (Charted::Company(company), ChartKind::Terms) => {
            let name = &b.company_ref(company).short;
            terms(b, Some(&group_deals(b.briefing, company)), name)
        }
        (Charted::Deal(deal), ChartKind::Terms) => terms(b, Some(&[deal]), &b.summary(deal).short.text),
        (Charted::Site, _) => terms(b, None, ""),
        (Charted::Company(company), _) => of_company(b, chart, company, drawn),
        (Charted::Deal(deal), _) => shares(b, deal, drawn),
        (Charted::Fact(found), _) => history::of_deal(b, found, &day, (&id, on.root)),
        (Charted::CompanyFact(company, fact), _) => history::of_company(b, company, fact, &day, (&id, on.root)),
    }
}

fn of_company(b: &Builder<'_>, chart: &Chart, company: CompanyId, on: Drawn<'_>) -> Option<ChartView> {
    let way = chart.receives.map(|receives| if receives { Direction::Receives } else { Direction::Pays });
    let books = commitments::of_company(b, company, way)?;
    Some(of_ladder(b, commitments::ladder(b, &books, on)?))
}

fn shares(b: &Builder<'_>, deal: DealId, on: Drawn<'_>) -> Option<ChartView> {
    let plan = b.books.plans.get(b.books.ledger.frame_of(deal)?)?;
    commitments::plan(b, plan, on)
}

fn of_ladder(b: &Builder<'_>, ladder: LadderView) -> ChartView {
    let LadderView { title, caption, keys, svg, mut rows, sums, .. } = ladder;
    rows.extend(sums);
    amounts(b, (title, caption), keys, svg, rows)
}

/// A chart of amounts per counterparty.
pub(super) fn amounts(
    b: &Builder<'_>,
    (title, caption): (String, String),
    keys: Vec<ChartKey>,
    svg: Markup,
    rows: Vec<LadderRow>,
) -> ChartView {
    ChartView { title, caption, keys, svg, head: b.t("counterparty"), rows, ..ChartView::default() }
}

/// What falls due of some deals, or of all.
fn terms(b: &Builder<'_>, deals: Option<&[DealId]>, name: &str) -> Option<ChartView> {
    let schedule: ScheduleView = schedule::of(b, deals);
    let title = match name {
        "" => schedule.title.clone(),
        name => b.say("chart-terms", &[("name", name)]),
    };
    let caption = schedule.intro.clone();
    (!schedule.due.is_empty()).then(|| ChartView { title, caption, schedule: Some(schedule), ..ChartView::default() })
}
