//! How a figure in prose can be mended: `{{ fact }}` in its place, or the bound's word in front of it.
//!
//! In headlines there are no `{{ facts }}`, and a figure across marks (`**38** billion`) is not replaced. A fix is only
//! suggested where the sentence stays one: between an article and its noun ("a 6-gigawatt deal", "les 6 gigawatts")
//! nothing is put in, and what the sheet has is said instead.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{Candidate, Finding, Misdated, Standing, columns};
use crate::chars::capitalised;
use crate::diagnostics::Diagnostic;
use crate::model::{Amount, Briefing, DealId};
use crate::quantity::Bound;
use crate::resolve::find_fact;
use crate::span::Span;
use crate::vocabulary::lexicon::speech::{Articles, Fix, begins, ends, fold};

impl Finding<'_, '_> {
    /// Shows the claim beside the figure.
    pub(in crate::check) fn beside(&self, problem: Diagnostic, claim: &Candidate<'_>) -> Diagnostic {
        let key = self.context.briefing.site.fields.key(claim.fact.field);
        let text = match claim.standing {
            Standing::Contender | Standing::PassedOver => format!("`{key}` in the fact sheet"),
            Standing::Deprecated => format!("`{key}` has set it aside"),
            Standing::Past => format!("`{key}` was so before"),
            Standing::Computed(what) => format!("`{key}`: {what}"),
            Standing::Yearly => format!("`{key}`: a year of it, spread over the term"),
        };
        problem.context(claim.claim.span, text)
    }

    /// Shows the date of the sheet beside that of the text.
    pub(in crate::check) fn beside_date(&self, problem: Diagnostic, date: &Misdated<'_>) -> Diagnostic {
        let key = self.context.briefing.site.fields.key(date.fact.field);
        problem.context(date.claim.span, format!("`{key}` in the fact sheet"))
    }

    /// Suggests to pull the fact in, where prose can and the sentence stands it; else says what the sheet has.
    pub(in crate::check) fn pull(&self, problem: Diagnostic, claim: &Candidate<'_>) -> Diagnostic {
        let path = path(self.context.briefing, self.passage.own(), claim);
        let stands = || {
            let has_unit = || columns::has_its_unit(self.passage, self.reading, &self.context.briefing.terms());
            self.passage.is_markdown() && self.is_verbatim() && self.stands(claim) && has_unit()
        };
        let path = path.filter(|_| stands());
        match path.map(|path| format!("{{{{ {path} }}}}")) {
            Some(fact) => match self.article(claim) {
                Some((gap, article)) => problem.suggest("pull the fact in", gap, format!("{article} {fact}")),
                None => problem.suggest("pull the fact in", self.span(), fact),
            },
            None => problem.help(format!("the sheet says {}", self.context.written(claim.claim.span))),
        }
    }

    /// Whether the fact can stand in the place of the figure. Where it begins with words ("at least", "tens of") it
    /// cannot follow an article or open a sentence, and only money can stand in front of its noun ("a $38 billion
    /// deal").
    fn stands(&self, claim: &Candidate<'_>) -> bool {
        let shown = claim.fact.amount().and_then(Amount::figure).copied().unwrap_or(claim.quantity);
        let worded = shown.bound() != Bound::Exact;
        let place = self.place();
        let bare = !matches!(place, Place::Determined | Place::Opening);
        let after_of = place == Place::Linked && matches!(shown.bound(), Bound::UpTo | Bound::Range);
        let money = claim.quantity.unit.currency().is_some() && !worded && !self.is_hyphenated();
        (bare || !worded) && !after_of && (money || !self.is_before_noun())
    }

    /// The article before the figure, where the fact asks for the other one: "an $83 billion deal".
    fn article(&self, claim: &Candidate<'_>) -> Option<(Span, String)> {
        let Articles { plain, vowel, numbers } = self.words().articles.as_ref()?;
        let before = self.passage.text.get(..self.reading.range.start)?.strip_suffix(' ')?;
        let forms = [vowel, plain].into_iter().flat_map(|article| [article.to_owned(), capitalised(article)]);
        let (rest, article) =
            forms.into_iter().find_map(|article| Some((before.strip_suffix(article.as_str())?, article)))?;
        if rest.ends_with(char::is_alphanumeric) {
            return None;
        }
        let shown = claim.fact.amount().and_then(Amount::figure).copied().unwrap_or(claim.quantity);
        let right = if begins(&leading(shown.stated().0), numbers) { vowel } else { plain };
        let right = if article.starts_with(char::is_uppercase) { capitalised(right) } else { right.to_owned() };
        let gap = self.passage.span(rest.len()..self.reading.range.end);
        (right != article).then_some((gap, right))
    }

    /// Whether the figure stands in the file as it is read. Half of what lies between other marks cannot be replaced.
    fn is_verbatim(&self) -> bool {
        let source = self.context.files.get(self.span().file).slice(self.span());
        let read = self.passage.text.get(self.reading.range.clone()).unwrap_or("");
        let plain = |c: char| if matches!(c, '\n' | '\r') { ' ' } else { c };
        source.chars().map(plain).eq(read.chars())
    }

    /// Suggests the word for the claim's bound in front of the number, where the sentence has room for it; "de au
    /// moins" becomes "d’au moins", and behind a preposition "jusqu’à 6" becomes "6 au maximum".
    pub(in crate::check) fn bound(&self, problem: Diagnostic, claim: &Candidate<'_>) -> Diagnostic {
        let words = self.words();
        let Some(word) = words.bounds.of(claim.quantity.bound()) else {
            return self.pull(problem, claim);
        };
        let Range { start, end } = self.reading.range;
        let number = self.passage.span(start..end);
        let at = |start, end| Span { file: number.file, start, end };
        let title = "say it with its bound";
        let place = self.place();
        if place == Place::Determined || self.is_before_noun() || self.is_capitalised() {
            return problem.help(format!(
                "say `{word}` with the number: the sheet says {}",
                self.context.written(claim.claim.span)
            ));
        }
        if place == Place::Linked && claim.quantity.bound() == Bound::UpTo {
            return problem.suggest(title, at(number.end, number.end), format!(" {}", words.at_most));
        }
        let before = self.passage.text.get(..start).unwrap_or("");
        if let Some([of, elided]) = &words.elision {
            let forms = [format!("{of} "), elided.to_owned(), elided.replace('’', "'")];
            let rest = forms.iter().find_map(|form| before.strip_suffix(form.as_str()));
            if let Some(rest) = rest.filter(|rest| !rest.ends_with(char::is_alphanumeric)) {
                let link = if word.starts_with(['a', 'e']) { elided.to_owned() } else { format!("{of} ") };
                let from = self.passage.span(rest.len()..start).start;
                return problem.suggest(title, at(from, number.start), format!("{link}{word} "));
            }
        }
        let word = if place == Place::Opening { capitalised(word) } else { word.to_owned() };
        problem.suggest(title, at(number.start, number.start), format!("{word} "))
    }

    fn words(&self) -> &'static Fix {
        &self.passage.grammar.speech().fix
    }

    /// What stands in front of the figure.
    fn place(&self) -> Place {
        let words = self.words();
        let text = self.passage.text.get(..self.reading.range.start).unwrap_or("");
        let start = text.char_indices().rev().nth(FARTHEST).map_or(0, |(at, _)| at);
        let before = fold(&text[start..]);
        let trimmed = before.trim_end();
        if trimmed.is_empty() || trimmed.ends_with(['.', '!', '?', '…', '\u{fffc}']) {
            Place::Opening
        } else if ends(trimmed, &words.determiners)
            || (ends(trimmed, &words.possessives) && !ends(trimmed, &words.contractions))
        {
            Place::Determined
        } else if ends(trimmed, &words.links) {
            Place::Linked
        } else {
            Place::Free
        }
    }

    /// Whether a noun follows that the figure describes: "a $10bn deal". Not every language lets one.
    fn is_before_noun(&self) -> bool {
        let rest = self.passage.text.get(self.reading.range.end..).unwrap_or("");
        let next: String = rest.chars().take(FARTHEST).collect();
        let attached = rest.starts_with('-') || self.is_hyphenated();
        let word = next.strip_prefix([' ', '\n']).map(fold).filter(|word| word.starts_with(char::is_alphabetic));
        self.passage.grammar.writing().noun_follows
            && (attached || word.is_some_and(|word| !begins(&word, &self.words().free_before)))
    }

    /// "6-gigawatt"
    fn is_hyphenated(&self) -> bool {
        self.passage.text.get(self.reading.range.clone()).is_some_and(|figure| figure.contains(['-', '\u{2011}']))
    }

    /// "Six gigawatts", with which a sentence opens.
    fn is_capitalised(&self) -> bool {
        let figure = self.passage.text.get(self.reading.range.clone()).unwrap_or("");
        figure.starts_with(char::is_uppercase) && figure.chars().nth(1).is_some_and(char::is_lowercase)
    }
}

/// How far from a figure the words are looked at that stand beside it, in characters.
const FARTHEST: usize = 16;

/// What stands in front of a figure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Nothing: it opens a sentence.
    Opening,
    /// An article or its like: "the 6 gigawatts".
    Determined,
    /// A preposition that "up to" cannot follow in French: "de", "à".
    Linked,
    /// Anything else.
    Free,
}

/// The digits that a number is read by first: the eighteen of 18 000.
fn leading(number: Decimal) -> String {
    let mut shown = number.normalize();
    while shown >= Decimal::ONE_THOUSAND {
        shown = shown.checked_div(Decimal::ONE_THOUSAND).unwrap_or_default();
    }
    shown.trunc().to_string()
}

/// The shortest path by which a text of `own` reaches a claim's fact.
fn path(briefing: &Briefing, own: Option<DealId>, claim: &Candidate<'_>) -> Option<String> {
    if let Standing::Computed(_) | Standing::Yearly = claim.standing {
        return None;
    }
    let (deal, part) = (briefing.deal(claim.deal).id.as_str(), claim.part);
    let key = briefing.site.fields.key(claim.fact.field);
    let paths: [&[&str]; 4] = [&[key], &[part, key], &[deal, key], &[deal, part, key]];
    let leads = |path: &&[&str]| find_fact(briefing, own, path).is_ok_and(|found| found.fact.span == claim.fact.span);
    paths.into_iter().find(leads).map(|path| path.join("."))
}
