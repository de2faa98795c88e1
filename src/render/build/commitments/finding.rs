//! The finding: what the subject has committed to, in a sentence per bucket that has an amount. Each figure wears the
//! fill of its bars, its bound beside it.
//!
//! A sentence comes from one message with one figure. A figure has markup, so the message gets a sign in its place that no
//! text has, and the markup is put where the sign is.

use super::super::Builder;
use super::super::totals::BUCKETS;
use super::{Commitments, Row};
use crate::chars::capitalised;
use crate::locale::{Phrase, Style};
use crate::markup::Html;
use crate::model::{Bucket, Gender};
use crate::quantity::{Bound, Quantity};
use crate::render::view::{Link, Markup};

/// What comes the other way that is named.
const BACK: usize = 3;
/// Stands for a figure while a message is written: a sign of private use.
const SIGN: char = '\u{f8f0}';
/// Stands for the deals that a sentence is about.
const DEALS: char = '\u{f8f1}';

/// The finding.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Finding {
    /// What is paid.
    pub(in super::super) head: Markup,
    /// What comes back, and that the parts of a plan do not come on top of it; may be empty.
    pub(in super::super) dek: Markup,
    /// The head without markup.
    pub(in super::super) text: String,
}

/// Words with figures in them.
#[derive(Default)]
struct Told {
    html: Vec<String>,
    text: Vec<String>,
}

impl Told {
    /// A message with figures.
    fn say(&mut self, b: &Builder<'_>, id: &str, words: &[(&str, &str)], figure: Option<Worn<'_>>) {
        let sign = SIGN.to_string();
        let args = words.iter().copied().chain(figure.map(|_| ("figure", sign.as_str())));
        let said = b.say(id, &args.collect::<Vec<_>>());
        let (mut html, mut text) = (Html::with_capacity(160), String::new());
        for (index, part) in said.split(SIGN).enumerate() {
            if let Some(figure) = figure.filter(|_| index > 0) {
                figure.write(&mut html, &mut text);
            }
            html.text(part);
            text.push_str(part);
        }
        self.html.push(html.finish());
        self.text.push(text);
    }

    /// Puts links where the last message names deals.
    fn name(&mut self, links: &str) {
        if let Some(last) = self.html.last_mut() {
            *last = last.replace(DEALS, links);
        }
    }

    fn join(self) -> (Markup, String) {
        (Markup(self.html.join(" ")), self.text.join(" "))
    }
}

/// A figure with the fill of its bars.
#[derive(Clone, Copy)]
struct Worn<'p> {
    phrase: &'p Phrase,
    /// The class.
    key: &'static str,
    /// Whether the number and the first word of its unit say enough: "300 milliards".
    alone: bool,
}

impl Worn<'_> {
    /// The bound in italics beside it; the first word of the unit stays with the number.
    fn write(self, html: &mut Html, text: &mut String) {
        let Phrase { before, number, unit, after, gaps, .. } = self.phrase;
        let (first, rest) = unit.split_at(unit.find(' ').unwrap_or(unit.len()));
        let rest = if self.alone { "" } else { rest };
        let gap = gaps[1].as_str();
        if !before.is_empty() {
            let before = if text.is_empty() { capitalised(before) } else { before.clone() };
            html.raw("<i class=\"bound\">").text(&before).raw("</i>").text(gaps[0].as_str());
            text.push_str(&before);
            text.push_str(gaps[0].as_str());
        }
        html.raw("<span class=\"key ")
            .raw(self.key)
            .raw("\">")
            .text(number)
            .text(gap)
            .text(first)
            .raw("</span>")
            .text(rest);
        [number, gap, first, rest].into_iter().for_each(|part| text.push_str(part));
        if !after.is_empty() {
            html.text(gaps[2].as_str()).raw("<i class=\"bound\">").text(after).raw("</i>");
            text.push_str(gaps[2].as_str());
            text.push_str(after);
        }
    }
}

/// A sum as a headline says it: of a range the low end, "at least".
fn stated(sum: &Quantity) -> Quantity {
    match sum.bound() {
        Bound::Range | Bound::Magnitude => Quantity { high: None, high_open: false, ..*sum },
        Bound::Exact | Bound::AtLeast | Bound::MoreThan | Bound::UpTo | Bound::LessThan | Bound::About => *sum,
    }
}

/// The finding of the site's subject. `root` leads from the page to the site's root.
pub(in super::super) fn finding(b: &Builder<'_>, books: &Commitments<'_, '_>, root: &str) -> Finding {
    let company = b.briefing.company(books.subject);
    let subject = b.locale.named(None, company.article.exact(b.lang), company.short_in(b.lang));
    // A company's own name keeps its spelling.
    let subject = if company.article.exact(b.lang).is_some() { capitalised(&subject) } else { subject };
    let subject = if books.largest { b.say("finding-largest", &[("subject", &subject)]) } else { subject };
    let form = match (company.plural.contains(&b.lang), company.gender) {
        (true, Gender::Feminine) => "feminine-plural",
        (true, Gender::Masculine) => "masculine-plural",
        (false, Gender::Feminine) => "feminine",
        (false, Gender::Masculine) => "masculine",
    };
    let about = [("subject", subject.as_str()), ("form", form), books.way()];
    let mut head = Told::default();
    // The unit of the first figure, which the others need not repeat.
    let mut unit: Option<String> = None;
    let mut told = |head: &mut Told, id: &str, phrase: &Phrase, key: &'static str| {
        let place = if unit.is_some() { "more" } else { "first" };
        let alone = unit.as_ref() == Some(&phrase.unit) && phrase.number.starts_with(|c: char| c.is_ascii_digit());
        let count = if alone && phrase.number == "1" { "one" } else { "other" };
        unit.get_or_insert_with(|| phrase.unit.clone());
        // Behind a preposition words before the number read badly: "un plan de jusqu’à".
        let bound = if phrase.before.is_empty() { "plain" } else { "bounded" };
        let words = about.into_iter().chain([("count", count), ("bound", bound)]).collect::<Vec<_>>();
        head.say(b, &format!("finding-{id}-{place}"), &words, Some(Worn { phrase, key, alone }));
    };
    for bucket in BUCKETS {
        let Some(total) = books.total(bucket) else { continue };
        let id = match bucket {
            Bucket::Announced if total.counted.iter().all(|e| is_reported(b, e.deal)) => "reported",
            bucket => bucket.name(),
        };
        let shown = stated(&total.shown());
        told(&mut head, id, &b.locale.total(&shown, Style::Long), bucket.name());
    }
    if let Some(plan) = books.plan {
        told(&mut head, "plan", &b.locale.figure(plan.whole, Style::Long), "plan");
    }
    let (head, text) = head.join();
    Finding { head, dek: dek(b, books, root), text }
}

/// Whether a deal is only reported.
fn is_reported(b: &Builder<'_>, deal: crate::model::DealId) -> bool {
    b.briefing.deal(deal).status_on(b.briefing.day).is_some_and(crate::model::Claim::is_soft)
}

fn dek(b: &Builder<'_>, books: &Commitments<'_, '_>, root: &str) -> Markup {
    let mut dek = Told::default();
    let with_amount: Vec<(&Row<'_>, Quantity)> =
        books.back.iter().filter_map(|row| Some((row, row.sum?))).take(BACK).collect();
    for (index, (row, sum)) in with_amount.iter().enumerate() {
        let clause = clause(b, row);
        let phrase = match row.only {
            Some(only) => b.locale.figure(only, Style::Long),
            None => b.locale.total(sum, Style::Long),
        };
        let key = row.bucket.name();
        let id = if index == 0 { "finding-back" } else { "finding-back-too" };
        let deals = DEALS.to_string();
        let words = [("clause", clause.as_str()), ("deals", deals.as_str())];
        dek.say(b, id, &words, Some(Worn { phrase: &phrase, key, alone: false }));
        dek.name(&links(b, row, root));
    }
    if books.framed {
        dek.say(b, "finding-framed", &[], None);
    }
    dek.join().0
}

/// The deals of a row by their names, each a link.
fn links(b: &Builder<'_>, row: &Row<'_>, root: &str) -> String {
    let link = |deal: Link| {
        let mut html = Html::with_capacity(120);
        html.raw("<a href=\"").text(root).text(&deal.url).raw("\">").text(&deal.label).raw("</a>");
        html.finish()
    };
    b.locale.list(&super::drawing::deals(b, row).into_iter().map(link).collect::<Vec<_>>())
}

/// Who gives what: in the words of the leg, if there is but one.
fn clause(b: &Builder<'_>, row: &Row<'_>) -> String {
    match row.legs.as_slice() {
        [(deal, leg)] => {
            let deal = b.briefing.deal(*deal);
            super::super::sentence::further(b, deal, &deal.legs[*leg])
        }
        _ => {
            let (name, bucket) = (super::drawing::name(b, row), row.bucket.name());
            b.say("finding-back-several", &[("company", &name), ("bucket", bucket)])
        }
    }
}
