//! The clause of a sentence that a verb or a figure stands in: what is said of it, and not of its neighbours.
//!
//! A sentence is cut at colons, semicolons, brackets and dashes into pieces, and a piece at its commas into segments
//! (a comma within a number is none). A segment that only inserts something (", which said nothing,") is left out of
//! what surrounds a place in another segment. That is punctuation and no grammar: good enough to tell a negation of
//! this verb from one of another.

use std::ops::Range;

use super::Passage;
use crate::chars::ceil;
use crate::model::CompanyId;
use crate::vocabulary::lexicon::speech::{List, begins, fold};

/// How far around a place its clause reaches, in bytes.
const FARTHEST: usize = 140;

/// What surrounds a place in its sentence.
#[derive(Debug)]
pub(super) struct Clause<'t> {
    text: &'t str,
    /// As much of the sentence as is looked at.
    sentence: Range<usize>,
    /// The piece, and in it the segment, that the place stands in.
    piece: Range<usize>,
    segment: Range<usize>,
    place: Range<usize>,
    /// Segments of the piece that are put in.
    inserted: Vec<Range<usize>>,
}

impl<'t> Clause<'t> {
    /// Around `place` in `sentence`; `relative` are the words by which an insertion begins.
    pub(super) fn around(text: &'t str, sentence: &Range<usize>, place: &Range<usize>, relative: &List) -> Clause<'t> {
        let start = sentence.start.max(place.start.saturating_sub(FARTHEST));
        let end = sentence.end.min(place.end.saturating_add(FARTHEST));
        let sentence = &(ceil(text, start)..ceil(text, end));
        let mut clause = Clause {
            text,
            sentence: sentence.clone(),
            piece: sentence.clone(),
            segment: sentence.clone(),
            place: place.clone(),
            inserted: Vec::new(),
        };
        let mut commas = Vec::new();
        for (at, end, cut) in cuts(text, sentence) {
            if at < place.start {
                clause.segment.start = end;
                match cut {
                    Cut::Piece => {
                        clause.piece.start = end;
                        commas.clear();
                    }
                    Cut::Comma => commas.push((at, end)),
                }
            } else if at >= place.end {
                clause.segment.end = clause.segment.end.min(at);
                match cut {
                    Cut::Piece => {
                        clause.piece.end = at;
                        break;
                    }
                    Cut::Comma => commas.push((at, end)),
                }
            }
        }
        clause.insertions(&commas, relative);
        clause
    }

    fn insertions(&mut self, commas: &[(usize, usize)], relative: &List) {
        let ends = commas.iter().map(|(at, _)| *at).chain([self.piece.end]);
        let starts = [self.piece.start].into_iter().chain(commas.iter().map(|(_, end)| *end));
        // The word that begins an insertion may be an article where it opens the sentence: "Der Vertrag, …".
        let others = starts.zip(ends).skip(1).map(|(start, end)| start..end.max(start)).filter(|s| *s != self.segment);
        self.inserted = others.filter(|s| begins(fold(self.str(s)).trim_start(), relative)).collect();
        // What is put in after a verb may be its end as well: "… in Globex, which is new".
        if self.segment.start > self.piece.start && begins(fold(self.str(&self.segment)).trim_start(), relative) {
            self.inserted.clear();
            self.piece = self.piece.start..self.segment.end;
        }
    }

    fn str(&self, range: &Range<usize>) -> &'t str {
        self.text.get(range.clone()).unwrap_or("")
    }

    /// Whether a part of the text belongs to this clause.
    pub(super) fn holds(&self, range: &Range<usize>) -> bool {
        self.piece.start <= range.start
            && range.end <= self.piece.end
            && !self.inserted.iter().any(|i| i.start <= range.start && range.end <= i.end)
    }

    /// Whether a part of the text stands between the same commas.
    pub(super) fn is_beside(&self, range: &Range<usize>) -> bool {
        self.segment.start <= range.start && range.end <= self.segment.end
    }

    /// Where what is looked at of the sentence begins.
    pub(super) fn start(&self) -> usize {
        self.sentence.start
    }

    /// The sentence, folded.
    pub(super) fn sentence(&self) -> String {
        fold(self.str(&self.sentence))
    }

    /// What stands in front of the place, folded.
    pub(super) fn before(&self) -> String {
        self.without_insertions(self.piece.start..self.place.start)
    }

    /// What stands behind it, folded.
    pub(super) fn after(&self) -> String {
        self.without_insertions(self.place.end..self.piece.end)
    }

    fn without_insertions(&self, range: Range<usize>) -> String {
        let mut out = String::new();
        let mut at = range.start;
        for inserted in self.inserted.iter().filter(|i| range.start <= i.start && i.end <= range.end) {
            out.push_str(&fold(self.str(&(at..inserted.start))));
            at = inserted.end;
        }
        out.push_str(&fold(self.str(&(at..range.end))));
        out
    }

    /// The segment in front of the place and behind it, folded.
    pub(super) fn near(&self) -> (String, String) {
        (fold(self.str(&(self.segment.start..self.place.start))), fold(self.str(&(self.place.end..self.segment.end))))
    }

    /// From the beginning of the piece to the place, and from there to the end of the segment.
    pub(super) fn around_place(&self) -> (Range<usize>, Range<usize>) {
        (self.piece.start..self.place.start, self.place.end..self.segment.end)
    }

    /// All of the piece, folded.
    pub(super) fn piece(&self) -> String {
        fold(self.str(&self.piece))
    }

    /// All of the segment, folded.
    pub(super) fn segment(&self) -> String {
        fold(self.str(&self.segment))
    }
}

/// Where a sentence is cut.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    Piece,
    Comma,
}

/// The cuts of a sentence: where each begins and ends.
fn cuts<'t>(text: &'t str, sentence: &Range<usize>) -> impl Iterator<Item = (usize, usize, Cut)> + 't {
    let start = sentence.start;
    let sentence = text.get(sentence.clone()).unwrap_or("");
    sentence.char_indices().filter_map(move |(at, c)| {
        let end = at + c.len_utf8();
        let spaced = || sentence[end..].starts_with(char::is_whitespace);
        let cut = match c {
            ';' | '(' | ')' | '—' => Cut::Piece,
            ':' | '–' if spaced() => Cut::Piece,
            ',' if spaced() => Cut::Comma,
            _ => return None,
        };
        Some((start + at, start + end, cut))
    })
}

/// Who does what a verb says: of these companies the last one in front of it; where clauses have a free order, the first
/// one of its clause that no preposition stands in front of.
pub(super) fn actor<'n>(
    passage: &Passage<'_>,
    clause: &Clause<'_>,
    named: &'n [(Range<usize>, CompanyId)],
    verb: usize,
) -> Option<&'n (Range<usize>, CompanyId)> {
    match passage.grammar.writing().free_order {
        true => named.iter().find(|(at, _)| clause.holds(at) && !passage.is_complement(at)),
        false => named.iter().rfind(|(at, _)| at.end <= verb),
    }
}

/// Whether a place stands between quotation marks that its sentence opens.
pub(super) fn is_quoted(text: &str, sentence: &Range<usize>, place: &Range<usize>, marks: &[[char; 2]]) -> bool {
    let before = text.get(sentence.start..place.start).unwrap_or("");
    let open = |[left, right]: &[char; 2]| before.rfind(*left).is_some_and(|at| !before[at..].contains(*right));
    let straight = before.matches('"').count() % 2 == 1;
    straight || marks.iter().any(open)
}

#[cfg(test)]
mod tests {
    use super::{Clause, List, is_quoted};

    /// The place is in brackets, which are taken out.
    fn marked(text: &str) -> (String, std::ops::Range<usize>) {
        let (start, end) = (text.find('⟦').unwrap_or(0), text.find('⟧').unwrap_or(0));
        (text.replace(['⟦', '⟧'], ""), start..end - '⟦'.len_utf8())
    }

    #[test]
    fn a_clause_is_what_is_said_of_a_place() {
        let relative = List::from(vec!["which".to_owned()]);
        for (text, before, after) in [
            ("Acme, which said nothing, ⟦buys⟧ 1,4 of it; Globex sells", "acme,, ", " 1,4 of it"),
            ("If so: Acme ⟦buys⟧ (it is said)", " acme ", " "),
            ("Acme, which ⟦bought⟧ it, sells", "acme, which ", " it"),
            ("Acme ⟦buys⟧ from Globex, which sells", "acme ", " from globex,"),
            ("Which deal, it ⟦is⟧ said", "which deal, it ", " said"),
        ] {
            let (text, place) = marked(text);
            let clause = Clause::around(&text, &(0..text.len()), &place, &relative);
            assert_eq!((clause.before().as_str(), clause.after().as_str()), (before, after), "{text}");
        }
    }

    #[test]
    fn quotation_marks() {
        for (text, expected) in [
            ("it says \"⟦a⟧\"", true),
            ("it says \"b\" and ⟦a⟧", false),
            ("on lit « a ⟦b⟧ »", true),
            ("on lit « a », ⟦b⟧", false),
            ("es heißt „a ⟦b⟧“", true),
            ("es heißt „a“, ⟦b⟧", false),
        ] {
            let (text, place) = marked(text);
            let marks = [['«', '»'], ['„', '“']];
            assert_eq!(is_quoted(&text, &(0..text.len()), &place, &marks), expected, "{text}");
        }
    }
}
