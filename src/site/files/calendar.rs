//! The schedule for calendars, in each language.

use super::{Extra, File};
use crate::model::{Briefing, LangId};
use crate::plan::Plan;
use crate::render::build::{Builder, calendar};
use crate::site::prefix;

/// `/schedule.ics`
pub(crate) struct Calendar {
    pub(crate) lang: LangId,
}

impl Calendar {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Extra>) {
        all.extend(briefing.site.lang_ids().map(Extra::Calendar));
    }
}

impl File for Calendar {
    fn path(&self, briefing: &Briefing) -> String {
        prefix(briefing, self.lang) + "schedule.ics"
    }

    fn name(&self) -> &'static str {
        "the calendar of what falls due"
    }

    fn make(&self, builders: &[Builder<'_>]) -> Vec<Vec<u8>> {
        vec![calendar(&builders[self.lang.index()]).into_bytes()]
    }
}
