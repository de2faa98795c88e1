//! What hosts read: headers and redirects, of a site that has `[headers]` in its settings.

use super::{Extra, File, HOST};
use crate::headers::{Serving, hosts};
use crate::model::Briefing;
use crate::plan::Plan;
use crate::render::build::Builder;
use crate::render::serving;

/// `/_headers`
pub(crate) struct Headers;

impl Headers {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Extra>) {
        all.extend(briefing.site.headers.as_ref().map(|_| Extra::Headers));
    }
}

impl File for Headers {
    fn path(&self, _: &Briefing) -> String {
        "_headers".to_owned()
    }

    fn name(&self) -> &'static str {
        HOST
    }

    fn make(&self, builders: &[Builder<'_>]) -> Vec<Vec<u8>> {
        vec![hosts::headers(&served(&builders[0])).into_bytes()]
    }
}

/// `/_redirects`
pub(crate) struct Redirects;

impl Redirects {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Extra>) {
        all.extend(briefing.site.headers.as_ref().map(|_| Extra::Redirects));
    }
}

impl File for Redirects {
    fn path(&self, _: &Briefing) -> String {
        "_redirects".to_owned()
    }

    fn name(&self) -> &'static str {
        HOST
    }

    fn make(&self, builders: &[Builder<'_>]) -> Vec<Vec<u8>> {
        vec![hosts::redirects(&served(&builders[0])).into_bytes()]
    }
}

fn served(b: &Builder<'_>) -> Serving {
    let headers = b.briefing.site.headers.clone().unwrap_or_default();
    serving(b.briefing, b.plan, b.theme(), &headers)
}
