//! Prose about the page's own deal that is firmer than its status: "invests" while in talks.
//!
//! Looked at are deals that are in talks or rumoured, or whose signature is only reported; of an announced deal
//! nothing but "signed" is too firm. Here firm verbs are found; whether their sentence asserts the deal is for
//! `figures/assertion.rs`. The words are data: `figures/words/firm/`.

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::check::figures::{Firm, Language, Linter, Passage, Wording, asserts};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Bucket, Claim, Deal};
use crate::prose;

pub(in crate::check) fn check(linter: &Linter<'_>, passage: &Passage<'_>, out: &mut Vec<Diagnostic>) {
    let briefing = linter.context.briefing;
    let Some(deal) = passage.own().map(|id| briefing.deal(id)) else { return };
    let Some((claim, limit)) = limit(deal, linter) else { return };
    let verbs = Verbs::of(passage.language);
    let mut sentences = prose::sentences(passage.text);
    let mut sentence = 0..0;
    let mut done = 0;
    for (verb, firm) in verbs.find(passage.text, limit) {
        while sentence.end <= verb.start {
            let Some(next) = sentences.next() else { break };
            sentence = next;
        }
        // One warning per sentence.
        if verb.start < done || !asserts(linter, passage, deal, &passage.near(&sentence, &verb), (&verb, firm)) {
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
    let claim = deal.status_on(linter.context.day())?;
    match claim.status()?.bucket(claim.hedge) {
        Bucket::InTalks => Some((claim, Limit::Done)),
        Bucket::Announced if claim.is_soft() => Some((claim, Limit::Done)),
        Bucket::Announced => Some((claim, Limit::Signed)),
        Bucket::Committed | Bucket::Off => None,
    }
}

/// The firm verbs of a language.
struct Verbs {
    automaton: Option<AhoCorasick>,
    /// What each pattern says.
    says: Vec<Firm>,
}

impl Verbs {
    fn of(language: Language) -> &'static Verbs {
        static FRENCH: OnceLock<Verbs> = OnceLock::new();
        static ENGLISH: OnceLock<Verbs> = OnceLock::new();
        let cell = match language {
            Language::French => &FRENCH,
            Language::English => &ENGLISH,
        };
        cell.get_or_init(|| Verbs::new(Wording::of(language)))
    }

    fn new(words: &Wording) -> Verbs {
        let mut patterns: Vec<String> = Vec::new();
        let mut says = Vec::new();
        for (firm, verb) in words.verbs.iter().flat_map(|(firm, list)| list.iter().map(move |verb| (*firm, *verb))) {
            for form in forms(words, verb) {
                let curly = form.contains('\'').then(|| form.replace('\'', "’"));
                for spelling in [Some(form), curly].into_iter().flatten() {
                    patterns.push(spelling);
                    says.push(firm);
                }
            }
        }
        let builder =
            AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest).build(patterns);
        Verbs { automaton: builder.ok(), says }
    }

    /// The verbs of a text that are too firm, as whole words.
    fn find(&self, text: &str, limit: Limit) -> impl Iterator<Item = (Range<usize>, Firm)> {
        let found = self.automaton.iter().flat_map(move |a| a.find_iter(text));
        let verbs = found.filter_map(|m| Some((m.range(), *self.says.get(m.pattern().as_usize())?)));
        verbs.filter(move |(range, firm)| {
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let whole = !letter(text[..range.start].chars().next_back()) && !letter(text[range.end..].chars().next());
            whole && (limit == Limit::Done || firm.is_signature())
        })
    }
}

/// A verb, and if it is of two words the same with an adverb between them: "has formally signed".
fn forms(words: &Wording, verb: &str) -> Vec<String> {
    let mut forms = vec![verb.to_owned()];
    for auxiliary in words.auxiliaries {
        if let Some(rest) = verb.strip_prefix(auxiliary) {
            forms.extend(words.adverbs.iter().map(|adverb| format!("{auxiliary}{adverb} {rest}")));
        }
    }
    forms
}
