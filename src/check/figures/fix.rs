//! How a figure in prose can be mended: `{{ fact }}` in its place, or the bound's word in front of it.
//!
//! In headlines there are no `{{ facts }}`, and a figure across marks (`**38** billion`) is not replaced.

use super::{Candidate, Finding, Misdated, Standing, Words};
use crate::diagnostics::Diagnostic;
use crate::model::{Briefing, DealId};
use crate::resolve::find_fact;
use crate::span::Span;

impl Finding<'_, '_> {
    /// Shows the claim beside the figure.
    pub(in crate::check) fn beside(&self, problem: Diagnostic, claim: &Candidate<'_>) -> Diagnostic {
        let key = self.context.briefing.site.fields.key(claim.fact.field);
        let text = match claim.standing {
            Standing::Contender | Standing::PassedOver => format!("`{key}` in the fact sheet"),
            Standing::Deprecated => format!("`{key}` has set it aside"),
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

    /// Suggests to pull the fact in, where prose can; else says so.
    pub(in crate::check) fn pull(&self, problem: Diagnostic, claim: &Candidate<'_>) -> Diagnostic {
        let path = path(self.context.briefing, self.passage.own(), claim);
        match path.filter(|_| self.passage.is_markdown() && self.is_verbatim()) {
            Some(path) => problem.suggest("pull the fact in", self.span(), format!("{{{{ {path} }}}}")),
            None => problem.help(format!("the sheet says {}", self.context.written(claim.claim.span))),
        }
    }

    /// Whether the figure stands in the file as it is read. Half of what lies between other marks cannot be replaced.
    fn is_verbatim(&self) -> bool {
        let source = self.context.files.get(self.span().file).slice(self.span());
        let read = self.passage.text.get(self.reading.range.clone()).unwrap_or("");
        let plain = |c: char| if matches!(c, '\n' | '\r') { ' ' } else { c };
        source.chars().map(plain).eq(read.chars())
    }

    /// Suggests the word for the claim's bound in front of the number; "de au moins" becomes "d’au moins".
    pub(in crate::check) fn bound(&self, problem: Diagnostic, claim: &Candidate<'_>) -> Diagnostic {
        let Some(word) = Words::of(self.passage.grammar).bound(claim.quantity.bound) else {
            return self.pull(problem, claim);
        };
        let start = self.reading.range.start;
        let before = self.passage.text.get(..start).unwrap_or("");
        let vowel = word.starts_with(['a', 'e']);
        let elided = before.strip_suffix("de ").filter(|rest| vowel && !rest.ends_with(char::is_alphanumeric));
        let (from, replacement) = match elided {
            Some(rest) if self.passage.grammar == crate::figures::Grammar::French => (rest.len(), format!("d’{word} ")),
            _ => (start, format!("{word} ")),
        };
        // The place of the gap before the number: an empty range has none of its own across markup.
        let number = self.passage.span(start..self.reading.range.end);
        let from = if from == start { number.start } else { self.passage.span(from..start).start };
        let gap = Span { file: number.file, start: from, end: number.start };
        problem.suggest("say it with its bound", gap, replacement)
    }
}

/// The shortest path by which a text of `own` reaches a claim's fact.
fn path(briefing: &Briefing, own: Option<DealId>, claim: &Candidate<'_>) -> Option<String> {
    if let Standing::Computed(_) | Standing::Yearly = claim.standing {
        return None;
    }
    let (deal, part) = (briefing.deal(claim.deal).id.as_str(), claim.part);
    let key = briefing.site.fields.key(claim.fact.field);
    let paths: [&[&str]; 4] = [&[key], &[part, key], &[deal, key], &[deal, part, key]];
    let leads = |path: &&[&str]| find_fact(briefing, own, path).is_ok_and(|found| std::ptr::eq(found.fact, claim.fact));
    paths.into_iter().find(leads).map(|path| path.join("."))
}
