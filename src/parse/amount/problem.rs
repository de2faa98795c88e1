//! What can be wrong with an amount, in words, and what was probably meant.

use std::ops::Range;

use super::grammar;
use crate::diagnostics::{Diagnostic, closest, codes};
use crate::model::Currency;
use crate::parse::reader::excerpt;
use crate::parse::values::{is_exact, part};
use crate::span::Span;

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
pub(super) struct Problem {
    at: Range<usize>,
    kind: Kind,
}

/// Words that are refused although their meaning is plain, or because it is not; and what to write.
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
    ("percent", "%"),
    ("pct", "%"),
    ("mw", "MW"),
    ("gigawatt", "GW"),
    ("gigawatts", "GW"),
    ("megawatt", "MW"),
    ("megawatts", "MW"),
    ("kilowatts", "kW"),
    ("watts", "W"),
    ("ans", "years"),
    ("yr", "years"),
    ("yrs", "years"),
    ("années", "years"),
    ("mois", "months"),
    ("mo", "months"),
    ("mos", "months"),
    ("jours", "days"),
    ("puces", "chips"),
    ("actions", "shares"),
    ("foyers", "homes"),
    ("households", "homes"),
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

/// Words that a unit may be, for suggestions.
const UNITS: &[&str] = &[
    "USD", "EUR", "GBP", "%", "W", "kW", "MW", "GW", "years", "months", "days", "GPUs", "CPUs", "chips", "shares",
    "homes", "billion", "million", "trillion", "thousand",
];

const UNIT_HELP: &str =
    "units are currency codes such as USD, W kW MW GW, %, years months days, GPUs CPUs chips shares homes";

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

    /// The problem in words, for the amount `text` at `span`.
    pub(super) fn diagnostic(&self, text: &str, span: Span) -> Diagnostic {
        let found = text.get(self.at.clone()).unwrap_or(text);
        let diagnostic = Diagnostic::new(codes::AMOUNT, part(text, span, self.at.clone()), self.title(text, found));
        let diagnostic = match self.help(text, found) {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        };
        let Some((title, range, replacement)) = self.correction(text, found).filter(|_| is_exact(text, span)) else {
            return diagnostic;
        };
        diagnostic.suggest(title, part(text, span, range), replacement)
    }

    fn title(&self, text: &str, found: &str) -> String {
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

    fn help(&self, text: &str, found: &str) -> Option<String> {
        let help = match self.kind {
            Kind::CurrencySign if text.trim() == found => "write a number and the code, such as `38 billion USD`",
            Kind::Empty | Kind::NoNumber => "write a number and a unit, `undisclosed`, or `none`",
            Kind::NotANumber => {
                "write digits; orders of magnitude are `several`, `tens of`, `hundreds of`, `thousands of`"
            }
            Kind::Comma => return comma_readings(found).map(|(a, b)| format!("write `{a}` or `{b}`")),
            Kind::NoUnit => UNIT_HELP,
            Kind::NotAUnit => match found.to_lowercase().as_str() {
                "milliard" | "milliards" | "md" | "mds" | "mrd" => {
                    "scales are English, short scale: a milliard is a billion"
                }
                _ => UNIT_HELP,
            },
            _ => return None,
        };
        Some(help.to_owned())
    }

    /// A replacement of a part of the text after which the whole is an amount.
    fn correction(&self, text: &str, found: &str) -> Option<(String, Range<usize>, String)> {
        if text.len() > 100 {
            return None;
        }
        let whole = 0..text.len();
        let around = || (text[..self.at.start].trim(), text[self.at.end..].trim());
        let digits = || found.chars().filter(|c| c.is_ascii_digit()).collect::<String>();
        let (title, range, replacement) = match self.kind {
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
                let written = grammar::parse(bare).is_ok();
                (
                    if written { "the code says it already" } else { "write the code of the currency" },
                    whole,
                    if written { bare.to_owned() } else { format!("{bare} {code}") },
                )
            }
            Kind::UnitFirst => {
                ("write the unit last", whole, format!("{} {} {found}", around().0, around().1).trim().to_owned())
            }
            Kind::OrMore => ("write the bound first", whole, format!("≥ {}", around().0)),
            Kind::NotANumber | Kind::NotAUnit => ("", self.at.clone(), word(found)?),
            Kind::Empty | Kind::NoNumber | Kind::TooLarge | Kind::TooPrecise | Kind::SecondScale | Kind::NoUnit => {
                return None;
            }
        };
        let mut corrected = text.to_owned();
        corrected.replace_range(range.clone(), &replacement);
        if let Err(next) = grammar::parse(&corrected) {
            if next.at.start <= self.at.start {
                return None;
            }
            // Each step gets further into a short text, so this ends.
            let found = corrected.get(next.at.clone()).unwrap_or("");
            if let Some((_, range, replacement)) = next.correction(&corrected, found) {
                corrected.replace_range(range, &replacement);
                return Some((format!("write `{corrected}`"), 0..text.len(), corrected));
            }
        }
        let title = if title.is_empty() { format!("write `{replacement}`") } else { title.to_owned() };
        Some((title, range, replacement))
    }
}

/// The word to write instead of one that is refused.
fn word(found: &str) -> Option<String> {
    let lower = found.to_lowercase();
    let upper = found.to_uppercase();
    if let Some((_, word)) = WORDS.iter().find(|(refused, _)| *refused == lower) {
        return Some((*word).to_owned());
    }
    if Currency::of_code(&upper).is_some() {
        return Some(upper);
    }
    closest(found, UNITS.iter().copied()).map(str::to_owned)
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
