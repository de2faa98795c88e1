//! Prose about the page's own deal that is firmer than its status: "invests" while in talks.
//!
//! Looked at are deals that are in talks or rumoured, or whose signature is only reported; of an announced deal
//! nothing but "signed" is too firm. A sentence counts if a party of the deal, or the deal itself, stands in front of
//! a firm verb in the same clause. It asserts nothing with a negation, a conditional or a word of talks or
//! intention in it, and it is about another deal if it links one. The words are data: `figures/words.rs`.

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::check::figures::{Linter, Passage, Words, fold, has, takes_part};
use crate::diagnostics::{Diagnostic, codes};
use crate::figures::Grammar;
use crate::model::{Bucket, Claim, Deal};
use crate::prose;

/// How far behind its subject a verb may stand, in bytes.
const FARTHEST: usize = 60;

pub(in crate::check) fn check(linter: &Linter<'_>, passage: &Passage<'_>, out: &mut Vec<Diagnostic>) {
    let briefing = linter.context.briefing;
    let Some(deal) = passage.own().map(|id| briefing.deal(id)) else { return };
    let Some((claim, limit)) = limit(deal, linter) else { return };
    let verbs = Verbs::of(passage.grammar);
    let mut sentences = prose::sentences(passage.text);
    let mut sentence = 0..0;
    let mut done = 0;
    for verb in verbs.find(passage.text, limit) {
        while sentence.end <= verb.start {
            let Some(next) = sentences.next() else { break };
            sentence = next;
        }
        // One warning per sentence.
        if verb.start < done || !asserts(linter, passage, deal, &passage.near(&sentence, &verb), &verb) {
            continue;
        }
        done = sentence.end;
        let written = linter.context.written(passage.span(verb.clone()));
        let status = linter.context.written(claim.span);
        let soft = if claim.is_soft() { ", and that only in the conditional" } else { "" };
        let title = format!("expected words for a deal that is {status}{soft}, found {written}");
        out.push(
            Diagnostic::new(codes::STATUS_WORDING, passage.span(verb), title)
                .label("firmer than the status")
                .context(claim.span, "the status on the day of the build")
                .help("say what is known (`is in talks to`, `négocie`, `aurait`), or give the sheet a newer status"),
        );
    }
}

/// What is too firm for a deal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Limit {
    /// Whatever sounds done.
    Done,
    /// Only what sounds signed.
    Signed,
}

fn limit<'d>(deal: &'d Deal, linter: &Linter<'_>) -> Option<(&'d Claim, Limit)> {
    let claim = deal.status_on(linter.context.today)?;
    match claim.status()?.bucket(claim.hedge) {
        Bucket::InTalks => Some((claim, Limit::Done)),
        Bucket::Announced if claim.is_soft() => Some((claim, Limit::Done)),
        Bucket::Announced => Some((claim, Limit::Signed)),
        Bucket::Committed | Bucket::Off => None,
    }
}

/// Whether the sentence says of the deal that what the verb says is so.
fn asserts(
    linter: &Linter<'_>,
    passage: &Passage<'_>,
    deal: &Deal,
    sentence: &Range<usize>,
    verb: &Range<usize>,
) -> bool {
    let briefing = linter.context.briefing;
    let text = passage.text;
    let words = Words::of(passage.grammar);
    let folded = fold(text.get(sentence.clone()).unwrap_or(""));
    if has(&folded, words.guard) || !passage.linked_deals(briefing, sentence).is_empty() {
        return false;
    }
    let is_near = |end: usize| {
        end <= verb.start
            && verb.start - end <= FARTHEST
            && text.get(end..verb.start).is_some_and(|between| !between.contains([';', ':', '(', '—']))
    };
    let named = linter.named(text, sentence);
    let mut companies = named.iter().filter(|(at, _)| is_near(at.end));
    // The last company in front of the verb is its subject.
    let party = companies.next_back().is_some_and(|(_, company)| takes_part(briefing, deal, *company));
    let before = fold(text.get(sentence.start..verb.start).unwrap_or(""));
    let itself = words.deal.iter().any(|word| before.trim_end().ends_with(word));
    party || itself
}

/// The firm verbs of a language.
struct Verbs {
    automaton: Option<AhoCorasick>,
    /// How many of the patterns say "signed"; they come first.
    signed: usize,
}

impl Verbs {
    fn of(grammar: Grammar) -> &'static Verbs {
        static FRENCH: OnceLock<Verbs> = OnceLock::new();
        static ENGLISH: OnceLock<Verbs> = OnceLock::new();
        let cell = match grammar {
            Grammar::French => &FRENCH,
            Grammar::English => &ENGLISH,
        };
        cell.get_or_init(|| Verbs::new(Words::of(grammar)))
    }

    fn new(words: &Words) -> Verbs {
        let both = |list: &[&str]| -> Vec<String> {
            let straight = list.iter().map(|w| (*w).to_owned());
            straight.chain(list.iter().filter(|w| w.contains('\'')).map(|w| w.replace('\'', "’"))).collect()
        };
        let mut patterns = both(words.signed);
        let signed = patterns.len();
        patterns.extend(both(words.done));
        let builder =
            AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest).build(patterns);
        Verbs { automaton: builder.ok(), signed }
    }

    /// The verbs of a text that are too firm, as whole words.
    fn find(&self, text: &str, limit: Limit) -> impl Iterator<Item = Range<usize>> {
        let found = self.automaton.iter().flat_map(move |a| a.find_iter(text));
        let firm = found.filter(move |m| limit == Limit::Done || m.pattern().as_usize() < self.signed);
        firm.map(|m| m.range()).filter(move |range| {
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !letter(text[..range.start].chars().next_back()) && !letter(text[range.end..].chars().next())
        })
    }
}
