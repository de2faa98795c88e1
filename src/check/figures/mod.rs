//! The figure linter: every figure that prose writes out, held against the facts of the deal.
//!
//! 1. `passage`: headlines, deks, what sheets say in words, and paragraphs ([`crate::prose::paragraphs`]), each in its
//!    language; languages without a grammar are left out. Every text is read once.
//! 2. [`crate::figures::read`] finds the figures, `columns` those whose unit stands in the head of their column.
//! 3. `candidate`: the claims that a figure may be about. `judge` holds it against them in circles (`circle`) until one has
//!    its number; [`crate::quantity::judge`] is the matching table. First the legs of the page's own deal that the sentence
//!    names (`naming`); then all of that deal, and the deals that the sentence links; then the deals that the paragraph
//!    links, and those related to the own one; then the deals of companies that the sentence names or the text is about
//!    (`book`).
//! 4. A number that is found may still be told wrongly: a part as the whole, a condition as met (`told`). One that is not
//!    found may be worked out, from the figures of the sentence (`arithmetic`) or from facts (`derived`).
//!
//! What is found goes to the rules as a [`Finding`]; a rule picks the outcomes that are its own. Rules about sentences that
//! need no figure are given each passage (`assertion`, `direction`).
//!
//! A contradiction is an error and stops the build; nothing but a single sentence can be excused from it. So a text is
//! accused only where it speaks of the deal: in the deal's own text or beside a link to it, of a dimension that the deal
//! has, with a number that no claim near it has, in a sentence about the deal and all of it (`scene`), and as the measure
//! of the deal (`measured`) or of the leg that the sentence names, or a slip away from a number of the sheet. What remains
//! is a warning, `figure-unbacked`. A figure with a citation right behind it is backed by that, unless the sheet has the
//! cited line in other words (`cited`). A text is full of days that are no facts: a date is held against the sheet only
//! where words say which one it is (`dates`).

mod arithmetic;
mod aside;
mod assertion;
mod book;
mod candidate;
mod circle;
mod cited;
mod clause;
mod closing;
mod columns;
mod dates;
mod derived;
mod direction;
mod elsewhere;
mod ended;
mod fix;
mod judge;
mod meant;
mod measured;
mod naming;
mod nearby;
mod option;
mod owners;
mod passage;
mod scene;
mod shares;
mod stranger;
#[cfg(test)]
mod tests;
mod told;

use std::ops::Range;
use std::sync::OnceLock;

use self::book::Book;
use super::{Context, Rule, Run};
use crate::diagnostics::Diagnostic;
use crate::figures::{Grammar, Reading};
use crate::model::{CompanyId, DealId, Entity, LangId, PageId, Prose};
use crate::prose::{self, Mentions};
use crate::quantity::{Bound, Slip};
use crate::span::{Span, Spanned};

pub(super) use assertion::{asserts, asserts_leg};
pub use candidate::{Candidate, Standing};
pub(super) use closing::{Verbs, told_as_closed};
pub(super) use direction::misdirected;
pub(super) use ended::told_as_alive;
pub use judge::{Clash, Misdated, Outcome};
pub(super) use naming::Naming;
use naming::Namings;
pub use passage::Passage;

/// That of an empty text.
const NO_SENTENCE: Range<usize> = 0..0;

/// So many figures before one and behind it are looked at.
const NEIGHBOURS: usize = 16;

/// A figure in prose, and what became of it.
#[derive(Clone, Copy, Debug)]
pub struct Finding<'f, 'a> {
    /// What rules see besides.
    pub context: Context<'a>,
    /// Where it stands.
    pub passage: &'f Passage<'f>,
    /// The figure.
    pub reading: &'f Reading,
    /// What it is to the facts.
    pub outcome: Outcome<'a>,
}

impl Finding<'_, '_> {
    /// Where it stands in the file.
    pub fn span(&self) -> Span {
        self.passage.span(self.reading.range.clone())
    }

    /// The slip by which its number may have come from a claim's.
    pub fn slip(&self, claim: &Candidate<'_>) -> Option<Slip> {
        self.reading.amount().and_then(|prose| Slip::between(&prose.quantity, &claim.quantity))
    }

    /// Whether a citation stands behind it in its sentence.
    pub fn is_cited(&self) -> bool {
        let at = &self.reading.range;
        let sentences = self.passage.sentences();
        let at_end = sentences.get(sentences.partition_point(|sentence| sentence.end < at.end));
        self.passage.is_cited_before(at.end, at_end.map_or(at.end, |sentence| sentence.end))
    }

    /// How the text limits it.
    pub fn bound_of_text(&self) -> Bound {
        self.reading.amount().map_or(Bound::Exact, |prose| prose.quantity.bound())
    }

    /// As it is written, in backticks.
    pub fn written(&self) -> String {
        self.context.written(self.span())
    }
}

/// Goes through all prose of a briefing. What it needs of the whole is made when it is first asked for.
pub struct Linter<'a> {
    pub(super) context: Context<'a>,
    /// Those among them that look at figures and passages are run.
    rules: &'static [Rule],
    mentions: &'a Mentions,
    /// Per company.
    books: Vec<OnceLock<Book<'a>>>,
}

impl<'a> Linter<'a> {
    pub(super) fn new(context: Context<'a>, mentions: &'a Mentions, rules: &'static [Rule]) -> Linter<'a> {
        let books = context.briefing.companies.iter().map(|_| OnceLock::new()).collect();
        Linter { context, rules, mentions, books }
    }

    /// Everything that is written about a deal.
    pub(super) fn deal(&self, id: DealId, out: &mut Vec<Diagnostic>) {
        let deal = self.context.briefing.deal(id);
        let mut desk = Desk { linter: self, own: None, out };
        for headline in &deal.headlines {
            desk.line(Entity::Deal(id), headline, passage::Place::Headline);
        }
        for remark in &deal.remarks {
            desk.line(Entity::Deal(id), remark, passage::Place::Remark);
        }
        deal.bodies.iter().for_each(|body| desk.body(Entity::Deal(id), body));
    }

    /// The texts about a company.
    pub(super) fn company(&self, id: CompanyId, out: &mut Vec<Diagnostic>) {
        let mut desk = Desk { linter: self, own: None, out };
        let company = self.context.briefing.company(id);
        for remark in &company.remarks {
            desk.line(Entity::Company(id), remark, passage::Place::Remark);
        }
        company.bodies.iter().for_each(|body| desk.body(Entity::Company(id), body));
    }

    /// The texts of a page.
    pub(super) fn page(&self, id: PageId, out: &mut Vec<Diagnostic>) {
        let mut desk = Desk { linter: self, own: None, out };
        self.context.briefing.page(id).bodies.iter().for_each(|body| desk.body(Entity::Page(id), body));
    }

    fn book(&self, company: CompanyId) -> &Book<'a> {
        self.books[company.index()].get_or_init(|| Book::of(self.context.briefing, company))
    }
}

/// The texts of one entity, one after the other.
struct Desk<'l, 'a> {
    linter: &'l Linter<'a>,
    /// The claims of the deal that the texts are about; made at the first figure.
    own: Option<Vec<Candidate<'a>>>,
    out: &'l mut Vec<Diagnostic>,
}

impl<'a> Desk<'_, 'a> {
    fn grammar(&self, lang: LangId) -> Option<Grammar> {
        Grammar::of(self.linter.context.briefing.site.tag(lang))
    }

    /// A string of a sheet or a front matter.
    fn line(&mut self, entity: Entity, line: &Spanned<LangId>, place: fn(Span) -> passage::Place<'static>) {
        let Some(grammar) = self.grammar(line.value) else { return };
        let text = self.linter.context.files.get(line.span.file).slice(line.span);
        self.passage(&Passage::new(text, grammar, entity, place(line.span)));
    }

    fn body(&mut self, entity: Entity, body: &Prose) {
        let Some(grammar) = self.grammar(body.lang) else { return };
        prose::paragraphs(body.markdown(), |paragraph| {
            let place = passage::Place::Markdown(body.file, body.start, paragraph);
            self.passage(&Passage::new(paragraph.text(), grammar, entity, place));
        });
    }

    fn passage(&mut self, passage: &Passage<'_>) {
        // What a part is called tells nothing as done: "the purchase", "Acme buys".
        for rule in self.linter.rules.iter().filter(|_| !passage.is_remark()) {
            if let Run::Passage(run) = rule.run {
                run(self.linter, passage, self.out);
            }
        }
        let readings = passage.readings(self.linter);
        if readings.is_empty() {
            return;
        }
        let mut sentences = passage.sentences().iter();
        let mut sentence = sentences.next().unwrap_or(&NO_SENTENCE);
        let mut naming = Namings::default();
        for (index, reading) in readings.iter().enumerate() {
            while sentence.end <= reading.range.start {
                let Some(next) = sentences.next() else { break };
                sentence = next;
            }
            let near = passage.near(sentence, &reading.range);
            // A text without full stops has as many figures as it likes: only those around are looked at.
            let first = readings.partition_point(|other| other.range.start < near.start);
            let behind = readings.partition_point(|other| other.range.start < near.end);
            let (first, behind) = (first.max(index.saturating_sub(NEIGHBOURS)), behind.min(index + NEIGHBOURS));
            self.figure(passage, (reading, &readings[first..behind]), &near, &mut naming);
        }
    }

    fn figure(
        &mut self,
        passage: &Passage<'_>,
        (reading, readings): (&Reading, &[Reading]),
        sentence: &Range<usize>,
        naming: &mut Namings<'a>,
    ) {
        let context = self.linter.context;
        let own = self.own.get_or_insert_with(|| match passage.own() {
            Some(deal) => candidate::of_deal(context.briefing, deal),
            None => Vec::new(),
        });
        let outcome = match reading.amount() {
            Some(prose) => judge::judge(self.linter, passage, own, (reading, prose, readings), (sentence, naming)),
            None => dates::judge(self.linter, passage, (reading, readings), (sentence, naming)),
        };
        let outcome = if passage.is_remark() { outcome.of_remark() } else { outcome };
        let finding = Finding { context, passage, reading, outcome };
        for rule in self.linter.rules {
            if let Run::Figure(run) = rule.run {
                run(&finding, self.out);
            }
        }
    }
}
