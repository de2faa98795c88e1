//! Shares of a company in words: "a third of Orrenby", « la moitié du capital ».
//!
//! The reader leaves them alone, since most of them are parts of something that no sheet has. Here a fraction is one that
//! is told of a company whose shares a leg of the deal is about, or of its capital; or the content of a row for a stake.
//! It is read as the per cent that it comes to, with its bound. Nobody says a third of 30 per cent: a fraction is either
//! a share of the sheet, or what such a share leaves, or wrong.

use std::ops::Range;

use rust_decimal::Decimal;

use super::candidate::{Candidate, Standing};
use super::judge::Outcome;
use super::scene::{Scene, takes_part};
use super::{Linter, Passage};
use crate::chars::floor;
use crate::figures::{self, Reading};
use crate::model::{BuiltinField, CompanyId, Deal, Leg};
use crate::quantity::{Verdict, judge as compare};
use crate::vocabulary::is_in;
use crate::vocabulary::lexicon::speech::{begins, ends, fold, has};

/// So many words make a fraction.
const WORDS_AT_MOST: usize = 4;

/// How far behind a fraction the word stands that makes it a share, and in front of one the noun, in bytes.
const CLOSE: usize = 30;

/// How far in front of one its row is looked at, in bytes: the label of a row is not longer.
const ROW_AT_MOST: usize = 1_000;

/// The shares in words of a passage about a deal.
pub(super) fn read(linter: &Linter<'_>, passage: &Passage<'_>) -> Vec<Reading> {
    let briefing = linter.context.briefing;
    let Some(deal) = passage.own().map(|id| briefing.deal(id)) else { return Vec::new() };
    let words = &passage.grammar.speech().share;
    if deal.legs.iter().all(|leg| stake(leg).is_none()) || !has(&fold(passage.text), &words.parts.words) {
        return Vec::new();
    }
    let places = words_of(passage.text);
    let mut all = Vec::new();
    let mut first = 0;
    while first < places.len() {
        let longest = (1..=WORDS_AT_MOST).rev().find_map(|count| {
            let range = places[first].start..places.get(first + count - 1)?.end;
            let written = fold(&passage.text[range.clone()]);
            Some((range, words.parts.percent(&written)?, count))
        });
        let Some((range, percent, count)) = longest else {
            first += 1;
            continue;
        };
        first += count;
        if is_told_of_shares(linter, passage, deal, &range) {
            all.extend(as_percent(linter, passage, range, percent));
        }
    }
    all
}

/// Where the words of a text stand.
fn words_of(text: &str) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        match all.last_mut().filter(|word| word.end == at) {
            Some(word) => word.end = at + c.len_utf8(),
            None => all.push(at..at + c.len_utf8()),
        }
    }
    all
}

/// The share that a leg is about, if it is one for shares.
fn stake(leg: &Leg) -> Option<&(String, String)> {
    let has_stake = leg.facts.iter().any(|fact| fact.field == BuiltinField::Stake.id());
    leg.kind.get().holds.as_ref().filter(|_| has_stake)
}

/// Whether a fraction is one of a company of such a leg, or of its capital.
fn is_told_of_shares(linter: &Linter<'_>, passage: &Passage<'_>, deal: &Deal, fraction: &Range<usize>) -> bool {
    let words = &passage.grammar.speech().share;
    let behind = &passage.text[fraction.end..];
    let before = fold(&passage.text[floor(passage.text, fraction.start.saturating_sub(ROW_AT_MOST))..fraction.start]);
    if passage.is_row {
        let cell = before.rsplit('|').next().unwrap_or("").trim();
        let behind = behind.trim_start();
        return cell.is_empty() && (behind.is_empty() || behind.starts_with('|')) && has(&before, &words.stake);
    }
    let near = |text: &str| text.chars().take(CLOSE).collect::<String>();
    let (spaced, folded) = (behind.trim_start(), fold(&near(behind.trim_start())));
    // "A stake of a third".
    let last: String = before.chars().rev().take(CLOSE).collect::<Vec<_>>().into_iter().rev().collect();
    if words
        .of
        .iter()
        .any(|of| last.trim_end().strip_suffix(of).is_some_and(|noun| ends(noun.trim_end(), &words.nouns)))
    {
        return true;
    }
    let Some(link) = words.of.iter().filter(|of| begins_word(&folded, of)).max_by_key(|of| of.len()) else {
        return false;
    };
    let rest = folded[link.len()..].trim_start();
    if begins(rest, &words.nouns) {
        return true;
    }
    // A name is written with its capital where a language has another article: "de la Société du dépôt".
    let start = passage.text.len() - spaced.len();
    let held = passage.named(linter, &(start..passage.text.len())).first();
    held.filter(|(at, _)| at.start - start <= CLOSE).is_some_and(|(at, company)| {
        let between = fold(&passage.text[start..at.start]);
        let is_linked = words.of.iter().any(|of| between.trim() == of);
        let owned =
            passage.text[at.end..].strip_prefix(['\'', '’']).map(|rest| rest.trim_start_matches('s').trim_start());
        let of_capital = owned.is_none_or(|rest| begins(&fold(&near(rest)), &words.nouns));
        is_linked && of_capital && deal.legs.iter().any(|leg| is_held(linter, leg, *company))
    })
}

fn begins_word(text: &str, word: &str) -> bool {
    let rest = text.strip_prefix(word);
    rest.is_some_and(|rest| word.ends_with('\'') || !rest.starts_with(char::is_alphanumeric))
}

/// Whether a leg is about shares of a company.
fn is_held(linter: &Linter<'_>, leg: &Leg, company: CompanyId) -> bool {
    let group = |c: CompanyId| linter.context.briefing.group[c.index()];
    let held = |(_, held): &(String, String)| {
        let keys = std::slice::from_ref(held);
        leg.roles.iter().any(|(role, c)| is_in(*role, keys) && group(*c) == group(company))
    };
    stake(leg).is_some_and(held)
}

/// A fraction as the per cent that it is, with the bound in front of it.
fn as_percent(linter: &Linter<'_>, passage: &Passage<'_>, range: Range<usize>, percent: u8) -> Option<Reading> {
    let start = passage.text[..range.start].char_indices().rev().nth(CLOSE).map_or(0, |(at, _)| at);
    let before = &passage.text[start..range.start];
    let text = format!("{before}{percent} %");
    let readings = figures::read(&text, passage.grammar, &linter.context.briefing.terms());
    let last = readings.into_iter().next_back().filter(|last| last.range.end == text.len() && last.is_share())?;
    let begin = range.start.min(start + last.range.start);
    Some(Reading { range: begin..range.end, ..last })
}

/// Whether a figure is a share in words.
pub(super) fn is_in_words(passage: &Passage<'_>, reading: &Reading) -> bool {
    let text = passage.text.get(reading.range.clone()).unwrap_or("");
    let words = &passage.grammar.speech().share.parts.words;
    reading.is_share() && !text.contains(|c: char| c.is_ascii_digit()) && ends(&fold(text), words)
}

/// What a share in words is to the shares of the sheet.
pub(super) fn judge<'a>(linter: &Linter<'a>, scene: &Scene<'_>, deal: &Deal, own: &[Candidate<'a>]) -> Outcome<'a> {
    let Some(prose) = scene.reading.amount() else { return Outcome::Fine };
    let speech = scene.passage.grammar.speech();
    let is_stake = |c: &&Candidate<'a>| {
        c.fact.field == BuiltinField::Stake.id() && matches!(c.standing, Standing::Contender | Standing::PassedOver)
    };
    let mut stakes = own.iter().filter(is_stake).peekable();
    let Some(first) = stakes.peek().copied() else { return Outcome::Fine };
    let whole = Decimal::ONE_HUNDRED;
    let agrees = |c: &Candidate<'_>| {
        let rest = c.quantity.map(|n| Some(whole.saturating_sub(n)));
        compare(prose, &c.quantity) != Verdict::Contradicts
            || rest.is_some_and(|rest| compare(prose, &rest) != Verdict::Contradicts)
    };
    let sentence = scene.sentence();
    let lists = [&speech.told.past, &speech.share.movement, &speech.aside.instead];
    let is_doubtful = lists.into_iter().any(|list| has(&sentence, list)) || !scene.may_be_accused(true);
    let is_party = |company: CompanyId| takes_part(linter.context.briefing, deal, company);
    let of_others = scene.named(linter).iter().any(|(_, company)| !is_party(*company));
    if is_doubtful || of_others || stakes.any(agrees) {
        return Outcome::Fine;
    }
    Outcome::Differs(Verdict::Contradicts, *first)
}
