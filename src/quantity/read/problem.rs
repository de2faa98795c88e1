//! What can be wrong with an amount, in words, and what was probably meant.

use std::ops::Range;

use super::grammar;
use crate::diagnostics::{closest, excerpt};
use crate::vocabulary::{Vocabulary, singular};

use super::super::Currency;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing there.
    Empty,
    /// A bound, and nothing after it.
    NoNumber,
    /// Something else where a number belongs.
    NotANumber,
    /// `at least about`
    SecondBound,
    /// `at least 10–20`
    BoundOnRange,
    /// `-5`
    Negative,
    /// `1,4`
    Comma,
    /// `1.400.000`
    SecondPoint,
    /// `1 400`
    SpaceInNumber,
    /// `1__0`, `1_.5`
    Underscore,
    /// More than can be held or totalled exactly.
    TooLarge,
    /// Finer than can be held exactly.
    TooPrecise,
    /// `20–10`
    RangeBackwards,
    /// `10–10`
    EqualEnds,
    /// `tens billions`
    OrderWithoutOf,
    /// `million billion`
    SecondScale,
    /// A number, and nothing after it.
    NoUnit,
    /// A word that is no unit.
    NotAUnit,
    /// `$`
    CurrencySign,
    /// `USD 38 billion`
    UnitFirst,
    /// `10 billion USD or more`
    OrMore,
    /// Anything after the unit.
    Trailing,
}

/// What is wrong, and where.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The part that is wrong.
    pub at: Range<usize>,
    kind: Kind,
}

/// A text to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// What is done.
    pub title: String,
    /// The part that is replaced.
    pub range: Range<usize>,
    /// By what.
    pub replacement: String,
}

/// Words that are refused although their meaning is plain, or because it is not; and what to write. Those for units
/// are in the vocabulary.
const WORDS: &[(&str, &str)] = &[
    ("milliard", "billion"),
    ("milliards", "billion"),
    ("md", "billion"),
    ("mds", "billion"),
    ("mrd", "billion"),
    ("mia", "billion"),
    ("b", "billion"),
    ("bln", "billion"),
    ("billions", "billion"),
    ("k", "thousand"),
    ("mille", "thousand"),
    ("thousands", "thousand"),
    ("m", "million"),
    ("mn", "million"),
    ("mio", "million"),
    ("mln", "million"),
    ("millions", "million"),
    ("t", "trillion"),
    ("trillions", "trillion"),
    ("dollar", "USD"),
    ("dollars", "USD"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("pound", "GBP"),
    ("pounds", "GBP"),
    ("yen", "JPY"),
    ("dizaines", "tens"),
    ("dozens", "tens"),
    ("centaines", "hundreds"),
    ("milliers", "thousands"),
    ("plusieurs", "several"),
    ("few", "several"),
    ("environ", "about"),
    ("approximately", "about"),
    ("around", "about"),
    ("roughly", "about"),
    ("nearly", "about"),
    ("almost", "about"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("twelve", "12"),
];

/// Scales, for suggestions.
const SCALES: [&str; 4] = ["billion", "million", "trillion", "thousand"];

/// The currency that a sign most often stands for.
pub(super) fn currency_of(sign: &str) -> Option<&'static str> {
    Some(match sign {
        "$" => "USD",
        "€" => "EUR",
        "£" => "GBP",
        "¥" => "JPY",
        _ => return None,
    })
}

impl Problem {
    pub(super) fn new(at: Range<usize>, kind: Kind) -> Problem {
        Problem { at, kind }
    }

    fn found<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.at.clone()).unwrap_or(text)
    }

    /// What is wrong with the amount `text`, in words.
    pub fn title(&self, text: &str) -> String {
        let found = self.found(text);
        let shown = excerpt(found);
        match self.kind {
            Kind::Empty => "expected an amount, found nothing".to_owned(),
            Kind::NoNumber => format!("expected a number, found nothing after `{}`", excerpt(text.trim())),
            Kind::NotANumber => format!("expected a number, found `{shown}`"),
            Kind::SecondBound => format!("expected a number after the bound, found a second bound `{shown}`"),
            Kind::BoundOnRange => format!("a range has its own bounds, found `{shown}` before it"),
            Kind::Negative => "expected an amount of 0 or more, found a minus sign".to_owned(),
            Kind::Comma => format!("expected digits and `.`, found a comma in `{shown}`: {}", comma_question(found)),
            Kind::SecondPoint => format!("expected one decimal point at most, found `{shown}`"),
            Kind::SpaceInNumber => format!("expected one number, found digits separated by a space: `{shown}`"),
            Kind::Underscore => format!("`_` groups digits and stands between two of them, found `{shown}`"),
            Kind::TooLarge => "a number too large to be kept exactly: the limit is 10^21 in base units".to_owned(),
            Kind::TooPrecise => {
                "a number too fine to be kept exactly: the limit is 6 decimals in base units".to_owned()
            }
            Kind::RangeBackwards => format!("a range runs from the lower to the higher number, found `{shown}`"),
            Kind::EqualEnds => format!("a range needs two different ends, found `{shown}`"),
            Kind::OrderWithoutOf => format!("expected `of` after `{shown}`"),
            Kind::SecondScale => format!("expected a unit, found a second scale `{shown}`"),
            Kind::NoUnit => format!("an amount without a unit: `{}`", excerpt(text.trim())),
            Kind::NotAUnit => format!("expected a unit, found `{shown}`"),
            Kind::CurrencySign => format!("expected a currency code such as `USD`, found the sign `{shown}`"),
            Kind::UnitFirst => format!("expected the unit after the number, found `{shown}` before it"),
            Kind::OrMore => format!("expected the bound before the number, found `{shown}` after it"),
            Kind::Trailing => format!("expected nothing after the amount, found `{shown}`"),
        }
    }

    /// Advice, where there is some; not how to declare a unit where a known one is meant.
    pub fn help(&self, text: &str, vocabulary: &Vocabulary, has_correction: bool) -> Option<String> {
        let found = self.found(text);
        let help = match self.kind {
            Kind::CurrencySign if text.trim() == found => "write a number and the code, such as `38 billion USD`",
            Kind::Empty | Kind::NoNumber => "write a number and a unit, `undisclosed`, or `none`",
            Kind::NotANumber => {
                "write digits; orders of magnitude are `several`, `tens of`, `hundreds of`, `thousands of`"
            }
            Kind::Comma => return comma_readings(found).map(|(a, b)| format!("write `{a}` or `{b}`")),
            Kind::NoUnit => return Some(format!("units are currency codes such as USD, {}", vocabulary.units_told())),
            Kind::NotAUnit => match found.to_lowercase().as_str() {
                "milliard" | "milliards" | "md" | "mds" | "mrd" => {
                    "scales are English, short scale: a milliard is a billion"
                }
                _ if has_correction || !found.starts_with(char::is_alphabetic) => return None,
                _ => return Some(declare(found, vocabulary)),
            },
            _ => return None,
        };
        Some(help.to_owned())
    }

    /// A replacement of a part of the text after which the whole is an amount.
    pub fn correction(&self, text: &str, vocabulary: &Vocabulary) -> Option<Correction> {
        let found = self.found(text);
        if text.len() > 100 {
            return None;
        }
        let whole = 0..text.len();
        let around = || (text[..self.at.start].trim(), text[self.at.end..].trim());
        let digits = || found.chars().filter(|c| c.is_ascii_digit()).collect::<String>();
        let (title, range, replacement) = match self.kind {
            Kind::NotAUnit | Kind::Trailing if let Some((at, key)) = in_words(text, self.at.start, vocabulary) => {
                let space = if text[..at].ends_with(|c: char| c.is_ascii_digit()) { " " } else { "" };
                ("", at..text.len(), format!("{space}{key}"))
            }
            Kind::NotAUnit if found == "+" => {
                ("write the bound first", whole, format!("≥ {} {}", around().0, around().1))
            }
            Kind::Trailing if let Some(per) = per(found, vocabulary) => {
                ("write `per` between two units", whole, format!("{} {per}", around().0))
            }
            // Anything else may make it another amount: hours behind gigawatts.
            Kind::Trailing if !says_nothing(found, around().0) && grammar::has_figure(text) => return None,
            Kind::SecondBound | Kind::BoundOnRange | Kind::Trailing => {
                ("leave it out", whole, format!("{} {}", around().0, around().1).trim().to_owned())
            }
            Kind::Negative => ("leave the sign out", whole, format!("{}{}", &text[..self.at.start], around().1)),
            Kind::Comma => ("write a decimal point", self.at.clone(), comma_fix(found)?),
            Kind::SecondPoint | Kind::SpaceInNumber => {
                ("write the digits without separators", self.at.clone(), digits())
            }
            Kind::Underscore => ("leave it out", self.at.clone(), found.replace('_', "")),
            Kind::RangeBackwards => ("swap the two", self.at.clone(), swapped(found)?),
            Kind::EqualEnds => ("write it once", self.at.clone(), found.split(['–', '-', '—', ' ']).next()?.to_owned()),
            Kind::OrderWithoutOf => ("say of what", self.at.clone(), format!("{found} of")),
            Kind::CurrencySign => {
                let code = currency_of(found)?;
                let (before, after) = around();
                let rest = format!("{before} {after}");
                let bare = rest.trim();
                if bare.is_empty() {
                    return None;
                }
                let written = grammar::parse(bare, vocabulary).is_ok();
                // The code stands before what it is per.
                let rate = bare.char_indices().find_map(|(at, _)| Some((at, per(&bare[at..], vocabulary)?)));
                match (written, rate) {
                    (true, _) => ("the code says it already", whole, bare.to_owned()),
                    (false, Some((at, per))) => {
                        ("write the code of the currency", whole, format!("{} {code} {per}", bare[..at].trim()))
                    }
                    (false, None) => ("write the code of the currency", whole, format!("{bare} {code}")),
                }
            }
            Kind::UnitFirst => {
                ("write the unit last", whole, format!("{} {} {found}", around().0, around().1).trim().to_owned())
            }
            Kind::OrMore => ("write the bound first", whole, format!("≥ {}", around().0)),
            Kind::NotAUnit if found == "m" && text[self.at.end..].starts_with(['2', '3']) => {
                let power = if text[self.at.end..].starts_with('2') { "m²" } else { "m³" };
                ("", self.at.start..self.at.end + 1, power.to_owned())
            }
            Kind::NotANumber | Kind::NotAUnit => {
                let space = if text[..self.at.start].ends_with(|c: char| c.is_ascii_digit()) { " " } else { "" };
                ("", self.at.clone(), format!("{space}{}", word(found, vocabulary)?))
            }
            Kind::Empty | Kind::NoNumber | Kind::TooLarge | Kind::TooPrecise | Kind::SecondScale | Kind::NoUnit => {
                return None;
            }
        };
        let mut corrected = text.to_owned();
        corrected.replace_range(range.clone(), &replacement);
        if let Err(next) = grammar::parse(&corrected, vocabulary) {
            if next.at.start <= self.at.start {
                return None;
            }
            // Each step gets further into a short text, so this ends.
            if let Some(Correction { range, replacement, .. }) = next.correction(&corrected, vocabulary) {
                corrected.replace_range(range, &replacement);
                let title = format!("write `{corrected}`");
                return Some(Correction { title, range: 0..text.len(), replacement: corrected });
            }
            if next.kind == Kind::Trailing || next.kind == Kind::NotAUnit && self.kind == Kind::NotAUnit {
                return None;
            }
        }
        let title = if title.is_empty() { format!("write `{}`", replacement.trim()) } else { title.to_owned() };
        Some(Correction { title, range, replacement })
    }
}

/// The word to write instead of one that is refused. What is only spelt like a unit may be another thing (patents are
/// no patients, `TPUs` no `GPUs`), so that of units only times are guessed.
fn word(found: &str, vocabulary: &Vocabulary) -> Option<String> {
    let lower = found.to_lowercase();
    let upper = found.to_uppercase();
    if let Some((_, word)) = WORDS.iter().find(|(refused, _)| *refused == lower) {
        return Some((*word).to_owned());
    }
    if let Some(key) = vocabulary.unit_of_word(&lower) {
        return Some(key.to_owned());
    }
    if Currency::of_code(&upper).is_some() {
        return Some(upper);
    }
    closest(found, SCALES.into_iter().chain(vocabulary.time_units())).map(str::to_owned)
}

/// Whether what stands behind an amount can be left out without making it another.
fn says_nothing(rest: &str, amount: &str) -> bool {
    amount.ends_with(rest) || ["of ", "in ", "for "].iter().any(|word| rest.starts_with(word))
}

/// Between the two units of a rate, where `per` belongs.
const PER: [&str; 9] = ["/", "per ", "par ", "a ", "an ", "le ", "la ", "l'", "l’"];

/// The `per share` that is meant by "/share", "a share" or "par action".
fn per(text: &str, vocabulary: &Vocabulary) -> Option<String> {
    let unit = PER.iter().find_map(|per| text.strip_prefix(per))?.trim();
    let known = vocabulary.unit(unit).map(|_| unit);
    let unit = known.or_else(|| vocabulary.unit_of_word(&unit.to_lowercase()).map(singular))?;
    Some(format!("per {unit}"))
}

/// The unit whose words of several parts end the text, with their place, which is not behind `latest`.
fn in_words<'v>(text: &str, latest: usize, vocabulary: &'v Vocabulary) -> Option<(usize, &'v str)> {
    let starts = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= latest);
    let mut words = starts.filter(|at| text[..*at].ends_with(|c: char| c == ' ' || c.is_ascii_digit()));
    words.find_map(|at| {
        let words = text[at..].trim().to_lowercase();
        let key = || vocabulary.unit_of_word(&words).or_else(|| vocabulary.unit_of_word(&words.replace(' ', "-")));
        (words.contains([' ', '-'])).then(key)?.map(|key| (at, key))
    })
}

/// How a site adds the unit that was meant.
fn declare(found: &str, vocabulary: &Vocabulary) -> String {
    let near = closest(found, vocabulary.unit_keys()).map(|key| format!("`{key}` is spelt like it; "));
    format!(
        "{}a unit of your own is declared in `tearsheet.toml`: `[units.{found}]` with its `words`, and `dimension` and \
         `factor` where it is a multiple of another; there are {}",
        near.unwrap_or_default(),
        vocabulary.units_told()
    )
}

/// The two numbers that a comma may stand for: as a decimal point, and as a separator of thousands.
fn comma_readings(found: &str) -> Option<(String, String)> {
    let (whole, rest) = found.split_once(',')?;
    let separates_thousands = rest.len() == 3 && rest.bytes().all(|b| b.is_ascii_digit());
    separates_thousands.then(|| (format!("{whole}.{}", rest.trim_end_matches('0')), format!("{whole}{rest}")))
}

fn comma_question(found: &str) -> String {
    match comma_readings(found) {
        Some((point, thousands)) => format!("{} or {thousands}?", point.trim_end_matches('.')),
        None => "a point or a separator?".to_owned(),
    }
}

/// The number, where a comma can only mean one thing.
fn comma_fix(found: &str) -> Option<String> {
    if comma_readings(found).is_some() {
        return None;
    }
    let groups: Vec<&str> = found.split(',').collect();
    let grouped = groups.len() > 2 && groups[1..].iter().all(|g| g.split('.').next().is_some_and(|g| g.len() == 3));
    match (grouped, groups.len()) {
        (true, _) => Some(found.replace(',', "")),
        (false, 2) if !found.contains('.') => Some(found.replace(',', ".")),
        (false, 2) if groups[1].find('.') == Some(3) => Some(found.replace(',', "")),
        _ => None,
    }
}

/// `20–10` as `10–20`.
fn swapped(found: &str) -> Option<String> {
    let (sign, length) = ["–", "—", "-", " to "].iter().find_map(|s| found.find(s).map(|i| (i, s.len())))?;
    let (low, high) = (found[..sign].trim(), found[sign + length..].trim());
    Some(format!("{high}{}{low}", &found[sign..sign + length]))
}
