//! Charts as files of their own, with what a page says beside them: what they show, whose they are, what may be done with them.

use super::Builder;
use super::card::colour;
use super::commitments::{self, Drawn};
use crate::locale::Style;
use crate::model::DealId;
use crate::plan::{Extra, Target, extra_path};
use crate::render::chart::{Palette, Sheet, file};
use crate::render::view::{ChartKey, Link};

/// Of the front page: what the subject has committed to.
pub(crate) fn of_front(b: &Builder<'_>) -> Vec<u8> {
    let root = root(b);
    let books = commitments::of_site(b);
    let on = Drawn { root: &root, id: "ladder", each: false };
    let Some(ladder) = books.and_then(|books| commitments::ladder(b, &books, on)) else { return empty(b) };
    let back = b.t("ladder-back");
    let drawings = vec![(ladder.svg.0.as_str(), ""), (ladder.back.0.as_str(), back.as_str())];
    sheet(b, (&ladder.title, &ladder.caption), &ladder.keys, drawings, Target::Feed(1))
}

/// Of the schedule: all that falls due.
pub(crate) fn of_schedule(b: &Builder<'_>) -> Vec<u8> {
    let root = root(b);
    let (title, caption) = super::schedule::heading(b);
    match super::schedule::drawing(b, &root) {
        Some(drawing) => sheet(b, (&title, &caption), &[], vec![(&drawing, "")], Target::Schedule),
        None => empty(b),
    }
}

/// Of a deal: what one of its figures was before.
pub(crate) fn of_deal(b: &Builder<'_>, id: DealId, index: usize) -> Vec<u8> {
    let Some(history) = super::history::on_page(b, id).into_iter().nth(index) else { return empty(b) };
    let title = b.say("fact-of-deal", &[("fact", &history.title), ("deal", &b.summary(id).short.text)]);
    sheet(b, (&title, &history.caption), &history.keys, vec![(&history.svg.0, "")], Target::Deal(id))
}

/// The link to it beneath a chart.
pub(crate) fn link(b: &Builder<'_>, extra: Extra) -> Link {
    Link { label: b.t("chart-file"), url: extra_path(b.briefing, extra) }
}

/// Files lead to the site from wherever they are.
fn root(b: &Builder<'_>) -> String {
    b.briefing.site.base_url.clone()
}

/// What is planned before it is known that there is nothing to draw.
fn empty(b: &Builder<'_>) -> Vec<u8> {
    sheet(b, (&b.t("chart-empty"), ""), &[], Vec::new(), Target::Feed(1))
}

fn sheet(
    b: &Builder<'_>,
    (title, caption): (&str, &str),
    keys: &[ChartKey],
    drawings: Vec<(&str, &str)>,
    page: Target,
) -> Vec<u8> {
    let site = &b.briefing.site;
    let day = b.locale.day(b.briefing.day, Style::Long);
    let url = b.absolute(&b.path(page));
    let mut foot = vec![b.say("chart-source", &[("site", site.title.get(b.lang).0), ("date", &day), ("url", &url)])];
    let licenses: Vec<&str> = site.licenses.iter().map(|license| license.name.as_str()).collect();
    if !licenses.is_empty() {
        foot.push(b.say("chart-license", &[("license", &licenses.join(&format!(" {} ", b.t("license-or"))))]));
    }
    let colours = Palette {
        paper: colour(b, "paper", "#fbf9f4"),
        ink: colour(b, "ink", "#17191c"),
        soft: colour(b, "soft", "#4d5056"),
        accent: colour(b, "accent", "#0b5345"),
        wash: colour(b, "wash", "#eef0e8"),
        hair: colour(b, "hair", "#d9d4c7"),
    };
    let keys = keys.iter().map(|key| (key.fill, key.label.as_str())).collect();
    let lang = site.tag(b.lang);
    file(&Sheet { lang, title, caption, keys, drawings, foot }, &colours).into_bytes()
}
