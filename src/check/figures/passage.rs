//! A stretch of prose, where it comes from, and whose it is.

use std::cell::OnceCell;
use std::ops::Range;

use super::{Linter, columns, shares};
use crate::chars::floor;
use crate::figures::{Grammar, Reading};
use crate::model::{Briefing, CompanyId, DealId, Entity, LinkKind};
use crate::prose::{self, Citation, MarkKind, Paragraph};
use crate::span::{FileId, Span};
use crate::vocabulary::lexicon::speech::{ends, fold, has};

/// How far around a place its sentence is looked at, in bytes: nobody writes longer ones, and a text without full
/// stops takes no square time.
const SENTENCE_AT_MOST: usize = 400;

/// How long a preposition with its article is, in bytes.
const PREPOSITION_AT_MOST: usize = 32;

/// How many deals that one paragraph links are looked at.
const LINKS_AT_MOST: usize = 32;

/// A paragraph of a text, a headline or a dek.
#[derive(Debug)]
pub struct Passage<'p> {
    /// What is read.
    pub text: &'p str,
    /// How it is read.
    pub grammar: Grammar,
    /// Whose text it is in.
    pub entity: Entity,
    /// Where it stands.
    pub(super) place: Place<'p>,
    /// Whether it is a row of a table, with its cells between bars.
    pub(super) is_row: bool,
    /// Its sentences.
    sentences: OnceCell<Vec<Range<usize>>>,
    /// The deals that all of it links.
    linked: OnceCell<Vec<DealId>>,
    /// Whether it says "a year" or its like anywhere.
    rated: OnceCell<bool>,
    /// Whether it says anywhere that something has come to an end.
    ended: OnceCell<bool>,
    /// Its figures.
    readings: OnceCell<Vec<Reading>>,
    /// The companies that it names.
    named: OnceCell<Vec<(Range<usize>, CompanyId)>>,
}

/// Where a passage stands.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place<'p> {
    /// A title or dek of a sheet or a front matter, byte for byte.
    Headline(Span),
    /// Another string of a sheet, likewise.
    Remark(Span),
    /// A paragraph of Markdown that begins at this byte of the file.
    Markdown(FileId, usize, &'p Paragraph<'p>),
}

impl<'p> Passage<'p> {
    pub(super) fn new(text: &'p str, grammar: Grammar, entity: Entity, place: Place<'p>) -> Passage<'p> {
        Passage {
            text,
            grammar,
            entity,
            place,
            is_row: text.contains('|'),
            sentences: OnceCell::new(),
            linked: OnceCell::new(),
            rated: OnceCell::new(),
            ended: OnceCell::new(),
            readings: OnceCell::new(),
            named: OnceCell::new(),
        }
    }

    /// Its sentences.
    pub fn sentences(&self) -> &[Range<usize>] {
        let grammar = self.grammar;
        self.sentences.get_or_init(|| prose::sentences(self.text, |word| grammar.takes_point(word)).collect())
    }

    /// The part of a sentence that is near a place in it.
    pub fn near(&self, sentence: &Range<usize>, place: &Range<usize>) -> Range<usize> {
        let start = sentence.start.max(place.start.saturating_sub(SENTENCE_AT_MOST));
        let end = sentence.end.min(place.end.saturating_add(SENTENCE_AT_MOST));
        floor(self.text, start)..floor(self.text, end.max(place.end))
    }

    /// Its figures, read once.
    pub(super) fn readings(&self, linter: &Linter<'_>) -> &[Reading] {
        self.readings.get_or_init(|| {
            let read = columns::read(self, &linter.context.briefing.terms());
            let (mut all, mut rest) = (Vec::with_capacity(read.len()), read.into_iter().peekable());
            for share in shares::read(linter, self) {
                all.extend(std::iter::from_fn(|| rest.next_if(|other| other.range.end <= share.range.start)));
                if rest.peek().is_none_or(|next| share.range.end <= next.range.start) {
                    all.push(share);
                }
            }
            all.extend(rest);
            all
        })
    }

    /// Those of a part of it.
    pub(in crate::check) fn readings_in(&self, linter: &Linter<'_>, range: &Range<usize>) -> &[Reading] {
        inside(self.readings(linter), range, |reading| &reading.range)
    }

    /// The companies that a part of it names, with their places.
    pub(in crate::check) fn named(&self, linter: &Linter<'_>, range: &Range<usize>) -> &[(Range<usize>, CompanyId)] {
        let all = self.named.get_or_init(|| linter.mentions.find(self.text, None));
        inside(all, range, |(at, _)| at)
    }

    /// Whether a number per year, per month or per piece may be in it: of most texts this is all that is asked.
    pub(super) fn is_rated(&self) -> bool {
        *self.rated.get_or_init(|| {
            let (rates, folded) = (&self.grammar.speech().rates, fold(self.text));
            [&rates.yearly, &rates.annual, &rates.other, &rates.piece, &rates.each]
                .into_iter()
                .any(|list| has(&folded, list))
        })
    }

    /// Whether it says anywhere that something has come to an end.
    pub(super) fn tells_an_end(&self) -> bool {
        *self.ended.get_or_init(|| has(&fold(self.text), &self.grammar.speech().off.ended))
    }

    /// The deal whose text this is.
    pub fn own(&self) -> Option<DealId> {
        match self.entity {
            Entity::Deal(id) => Some(id),
            Entity::Company(_) | Entity::Page(_) => None,
        }
    }

    /// Whether a preposition stands in front of a name: "the loan from Acme pays".
    pub(super) fn is_complement(&self, name: &Range<usize>) -> bool {
        let speech = self.grammar.speech();
        let start = floor(self.text, name.start.saturating_sub(PREPOSITION_AT_MOST));
        let before = fold(self.text.get(start..name.start).unwrap_or(""));
        [&speech.firm.towards, &speech.paid.by].into_iter().any(|words| ends(before.trim_end(), words))
    }

    /// Whether `{{ facts }}` can be written here.
    pub fn is_markdown(&self) -> bool {
        matches!(self.place, Place::Markdown(..))
    }

    /// Whether the sheet says it, which needs nothing else to back it.
    pub(super) fn is_remark(&self) -> bool {
        matches!(self.place, Place::Remark(_))
    }

    /// Where a part of the text stands in the file.
    pub fn span(&self, range: Range<usize>) -> Span {
        match self.place {
            Place::Headline(span) | Place::Remark(span) => span.part(range),
            Place::Markdown(file, start, paragraph) => {
                let source = paragraph.source(range);
                Span::new(file, start + source.start..start + source.end)
            }
        }
    }

    /// The citations right behind a byte of the text.
    pub fn cited(&self, at: usize) -> &[Citation<'_>] {
        match self.place {
            Place::Markdown(_, _, paragraph) => paragraph.cited(at),
            Place::Headline(_) | Place::Remark(_) => &[],
        }
    }

    /// The citations between a byte and the end of its sentence.
    pub fn cited_before(&self, at: usize, end: usize) -> &[Citation<'_>] {
        let Place::Markdown(_, _, paragraph) = self.place else { return &[] };
        let behind = paragraph.citations_behind(at);
        &behind[..behind.partition_point(|next| next.at <= end)]
    }

    /// Whether there is one.
    pub fn is_cited_before(&self, at: usize, end: usize) -> bool {
        !self.cited_before(at, end).is_empty()
    }

    /// The deals that the passage links, or takes facts from; without its own.
    pub fn all_linked_deals(&self, briefing: &Briefing) -> &[DealId] {
        self.linked.get_or_init(|| self.linked_deals(briefing, &(0..self.text.len())))
    }

    /// The deals that a part of the text links, or takes facts from; without its own.
    pub fn linked_deals(&self, briefing: &Briefing, range: &Range<usize>) -> Vec<DealId> {
        let mut deals = Vec::new();
        for id in self.references(range) {
            let named = LinkKind::Deal.id(id).and_then(|id| briefing.find_deal(id));
            let Some(deal) = named.filter(|d| Some(*d) != self.own()) else { continue };
            if !deals.contains(&deal) {
                deals.push(deal);
            }
            if deals.len() == LINKS_AT_MOST {
                break;
            }
        }
        deals
    }

    /// The companies that a part of the text links.
    pub fn linked_companies(&self, briefing: &Briefing, range: &Range<usize>) -> Vec<CompanyId> {
        let named = |id| briefing.find_company(LinkKind::Company.id(id)?);
        self.references(range).filter_map(named).take(LINKS_AT_MOST).collect()
    }

    fn references(&self, range: &Range<usize>) -> impl Iterator<Item = &str> {
        let marks = match self.place {
            Place::Headline(_) | Place::Remark(_) => &[],
            Place::Markdown(_, _, paragraph) => paragraph.marks(),
        };
        let (start, end) = (range.start, range.end);
        let inside = &marks[marks.partition_point(|m| m.at.end <= start)..];
        inside.iter().take_while(move |m| m.at.start < end).filter_map(|m| match &m.kind {
            MarkKind::Link(id) => Some(&**id),
            MarkKind::Fact(deal, segments) if *segments > 1 => Some(*deal),
            MarkKind::Fact(..) => None,
        })
    }
}

/// Those of a list in the order of a text that stand in a part of it.
fn inside<'l, T>(all: &'l [T], range: &Range<usize>, place: impl Fn(&T) -> &Range<usize>) -> &'l [T] {
    let first = all.partition_point(|one| place(one).start < range.start);
    let behind = all.partition_point(|one| place(one).end <= range.end);
    &all[first..behind.max(first)]
}
