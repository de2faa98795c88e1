//! Charts as files of their own, in each language: that of the front page, that of what falls due, and those of deals whose
//! figures changed.

use super::{Extra, File};
use crate::model::{Briefing, DealId, LangId};
use crate::plan::Plan;
use crate::render::build::{Builder, changed_figures, chart_file};
use crate::site::prefix;
use crate::span::Span;

const CHART: &str = "a chart";

/// `/ladder.svg`
pub(crate) struct OfFront {
    pub(crate) lang: LangId,
}

impl OfFront {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Extra>) {
        all.extend(briefing.site.lang_ids().map(Extra::FrontChart));
    }
}

impl File for OfFront {
    fn path(&self, briefing: &Briefing) -> String {
        prefix(briefing, self.lang) + "ladder.svg"
    }

    fn name(&self) -> &'static str {
        CHART
    }

    fn make(&self, builders: &[Builder<'_>]) -> Vec<Vec<u8>> {
        vec![chart_file::of_front(&builders[self.lang.index()])]
    }
}

/// `/schedule.svg`
pub(crate) struct OfSchedule {
    pub(crate) lang: LangId,
}

impl OfSchedule {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Extra>) {
        all.extend(briefing.site.lang_ids().map(Extra::ScheduleChart));
    }
}

impl File for OfSchedule {
    fn path(&self, briefing: &Briefing) -> String {
        prefix(briefing, self.lang) + "schedule.svg"
    }

    fn name(&self) -> &'static str {
        CHART
    }

    fn make(&self, builders: &[Builder<'_>]) -> Vec<Vec<u8>> {
        vec![chart_file::of_schedule(&builders[self.lang.index()])]
    }
}

/// `/deals/openai-aws/history-1.svg`
pub(crate) struct OfDeal {
    pub(crate) id: DealId,
    pub(crate) index: u32,
    pub(crate) lang: LangId,
}

impl OfDeal {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Extra>) {
        for (id, deal) in briefing.deals() {
            for (index, _) in (0_u32..).zip(changed_figures(deal)) {
                all.extend(briefing.site.lang_ids().map(|lang| Extra::DealChart(id, index, lang)));
            }
        }
    }
}

impl File for OfDeal {
    fn path(&self, briefing: &Briefing) -> String {
        let deal = &briefing.deal(self.id).id;
        format!("{}deals/{deal}/history-{}.svg", prefix(briefing, self.lang), self.index + 1)
    }

    fn origin(&self, briefing: &Briefing) -> Span {
        Span::start_of(briefing.deal(self.id).file)
    }

    fn name(&self) -> &'static str {
        CHART
    }

    fn make(&self, builders: &[Builder<'_>]) -> Vec<Vec<u8>> {
        vec![chart_file::of_deal(&builders[self.lang.index()], self.id, self.index as usize)]
    }
}
