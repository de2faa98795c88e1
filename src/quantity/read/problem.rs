//! What can be wrong with an amount, in words, and what was probably meant.

use std::ops::Range;

use super::super::write::SCALES;
use super::super::{Currency, Quantity, QuantityText};
use super::{Amount, grammar};
use crate::diagnostics::{closest, excerpt};
use crate::figures::{self, Figure, Grammar, Reading};
use crate::vocabulary::{Terms, Vocabulary, singular};

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

impl Correction {
    /// The text with it.
    fn applied(&self, text: &str) -> String {
        let mut corrected = text.to_owned();
        corrected.replace_range(self.range.clone(), &self.replacement);
        corrected
    }
}

/// Where all units are.
const UNITS: &str = "units are currency codes such as USD, and those that `tearsheet explain units` lists";

/// How many corrections are made one after the other.
const STEPS: usize = 5;

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
            Kind::Negative => "a fall or a loss is said in words",
            Kind::SecondBound => "write one of the two",
            Kind::BoundOnRange => "write the range alone, or the bound and one number",
            Kind::Trailing if !has_correction => "write the amount alone; a rate is written `5 GW per year`",
            Kind::NoUnit => UNITS,
            Kind::NotAUnit if found.starts_with(['m', 'M']) && scale(found, vocabulary) == Some("billion") => {
                "scales are English, short scale: a milliard is a billion"
            }
            Kind::NotAUnit if has_correction => return None,
            Kind::NotAUnit if !found.starts_with(char::is_alphabetic) => UNITS,
            Kind::NotAUnit => return Some(declare(found, vocabulary)),
            Kind::SecondPoint
            | Kind::SpaceInNumber
            | Kind::Underscore
            | Kind::TooLarge
            | Kind::TooPrecise
            | Kind::RangeBackwards
            | Kind::EqualEnds
            | Kind::OrderWithoutOf
            | Kind::SecondScale
            | Kind::CurrencySign
            | Kind::UnitFirst
            | Kind::OrMore
            | Kind::Trailing => return None,
        };
        Some(help.to_owned())
    }

    /// A replacement after which the text is an amount: of the part that is wrong, but of the whole where that would be
    /// another amount than a text with these words says.
    pub fn correction(&self, text: &str, vocabulary: &Vocabulary) -> Option<Correction> {
        if text.len() > 100 {
            return None;
        }
        let part = self.correction_of_part(text, vocabulary);
        let in_words = matches!(self.kind, Kind::NotANumber | Kind::NotAUnit | Kind::Trailing | Kind::SpaceInNumber);
        let Some(said) = in_words.then(|| read(text, vocabulary)).flatten() else { return part };
        let same = |part: &Correction| says(&part.applied(text), said, vocabulary);
        part.filter(same).or_else(|| {
            let replacement = QuantityText(said).to_string();
            let title = format!("write `{replacement}`");
            Some(Correction { title, range: 0..text.len(), replacement })
        })
    }

    fn correction_of_part(&self, text: &str, vocabulary: &Vocabulary) -> Option<Correction> {
        let first = self.step(text, vocabulary)?;
        let mut corrected = first.applied(text);
        for steps in 0..STEPS {
            match grammar::parse(&corrected, vocabulary).map_err(|next| next.step(&corrected, vocabulary)) {
                Ok(_) if steps == 0 => return Some(first),
                Ok(_) => {
                    let title = format!("write `{corrected}`");
                    return Some(Correction { title, range: 0..text.len(), replacement: corrected });
                }
                Err(Some(next)) => corrected = next.applied(&corrected),
                Err(None) => break,
            }
        }
        let next = grammar::parse(&first.applied(text), vocabulary).err()?;
        (first.range == self.at && next.at.start > self.at.start).then_some(first)
    }

    /// A correction of this problem alone.
    fn step(&self, text: &str, vocabulary: &Vocabulary) -> Option<Correction> {
        let found = self.found(text);
        let (before, after) = (&text[..self.at.start], text[self.at.end..].trim());
        let whole = 0..text.len();
        let (title, range, replacement) = match self.kind {
            Kind::Trailing => trailing(before, found)?,
            Kind::Comma => ("write a decimal point", self.at.clone(), comma_fix(found)?),
            Kind::SecondPoint | Kind::SpaceInNumber => {
                ("write the digits without separators", self.at.clone(), ungrouped(found)?)
            }
            Kind::Underscore => ("leave it out", self.at.clone(), found.replace('_', "")),
            Kind::RangeBackwards => ("swap the two", self.at.clone(), swapped(found)?),
            Kind::EqualEnds => ("write it once", self.at.clone(), found.split(['–', '-', '—', ' ']).next()?.to_owned()),
            Kind::OrderWithoutOf => ("say of what", self.at.clone(), format!("{found} of")),
            Kind::CurrencySign => {
                let code = vocabulary.currency_of(found)?;
                let bare = format!("{before}{after}").trim().to_owned();
                if bare.is_empty() {
                    return None;
                }
                match grammar::parse(&bare, vocabulary).is_ok() {
                    true => ("the code says it already", whole, bare),
                    false => ("write the code of the currency", whole, with_code(&bare, code.code())),
                }
            }
            Kind::UnitFirst => ("write the unit last", whole, format!("{before}{after} {found}").trim().to_owned()),
            Kind::OrMore if before.starts_with(|c: char| c.is_ascii_digit()) => {
                ("write the bound first", whole, format!("≥ {} {after}", before.trim()).trim().to_owned())
            }
            Kind::NotAUnit if found == "m" && text[self.at.end..].starts_with(['2', '3']) => {
                let unit = if after.starts_with('2') { "m²" } else { "m³" };
                ("write the exponent", self.at.start..self.at.end + 1, unit.to_owned())
            }
            Kind::NotANumber | Kind::NotAUnit => {
                let word = word(found, vocabulary)?;
                let word = if before.ends_with("per ") { singular(&word).to_owned() } else { word };
                let space = if before.ends_with(|c: char| c.is_ascii_digit()) { " " } else { "" };
                let title = format!("write `{word}`");
                return Some(Correction { title, range: self.at.clone(), replacement: format!("{space}{word}") });
            }
            // Without the sign or the bound it would be another quantity.
            Kind::Negative | Kind::SecondBound | Kind::BoundOnRange | Kind::OrMore => return None,
            Kind::Empty | Kind::NoNumber | Kind::TooLarge | Kind::TooPrecise | Kind::SecondScale | Kind::NoUnit => {
                return None;
            }
        };
        Some(Correction { title: title.to_owned(), range, replacement })
    }
}

/// What follows an amount: of a rate the notation is another one, `of power` says it again, and nothing else can be left
/// out without a loss.
fn trailing(before: &str, found: &str) -> Option<(&'static str, Range<usize>, String)> {
    let range = before.len()..before.len() + found.len();
    if let Some(per) = ["/", "a ", "each "].iter().find_map(|mark| found.strip_prefix(mark)) {
        let space = if before.ends_with(' ') { "" } else { " " };
        let per = if per == "yr" { "year" } else { per };
        return Some(("write `per`", range, format!("{space}per {per}")));
    }
    let says_it_again = found.starts_with("of ") || before.trim() == "undisclosed";
    says_it_again.then(|| ("leave it out", before.trim_end().len()..range.end, String::new()))
}

/// An amount with the code of its currency, which stands before what it is paid for.
fn with_code(bare: &str, code: &str) -> String {
    match bare.split_once('/').or_else(|| bare.split_once(" per ")) {
        Some((amount, per)) => format!("{} {code} per {}", amount.trim(), per.trim()),
        None => format!("{bare} {code}"),
    }
}

/// The digits of a number, if what separates them makes groups of three.
fn ungrouped(found: &str) -> Option<String> {
    let mut groups = found.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty());
    let first = groups.next()?.to_owned();
    groups.try_fold(first, |number, group| (group.len() == 3).then(|| number + group))
}

/// The word to write instead of one that is refused. What is only spelt like a unit may be another thing (patents are
/// no patients, `TPUs` no `GPUs`), so that of units only times are guessed.
fn word(found: &str, vocabulary: &Vocabulary) -> Option<String> {
    if let Some(known) = scale(found, vocabulary).or_else(|| vocabulary.unit_of_word(&found.to_lowercase())) {
        return Some(known.to_owned());
    }
    let upper = found.to_uppercase();
    if Currency::of_code(&upper).is_some() {
        return Some(upper);
    }
    let scales = SCALES.iter().map(|(_, scale)| *scale);
    closest(found, scales.chain(vocabulary.time_units())).map(str::to_owned)
}

/// The scale that a word stands for in the first language that has it.
fn scale(word: &str, vocabulary: &Vocabulary) -> Option<&'static str> {
    // The million of bankers; in a text it might be millimetres.
    let banking = (word == "MM").then_some(6);
    let exponent = Grammar::all().find_map(|grammar| vocabulary.lexicon(grammar).scale(word)).or(banking)?;
    SCALES.iter().find(|(known, _)| *known == exponent).map(|(_, scale)| *scale)
}

/// What all languages in which the text is a figure, and nothing but that, agree on; nothing that is oddly written, nor
/// what no sheet can say.
fn read(text: &str, vocabulary: &Vocabulary) -> Option<Quantity> {
    let text = text.trim();
    let terms = Terms { vocabulary, names: &[] };
    let mut said = Grammar::all().filter_map(|grammar| match figures::read(text, grammar, &terms).as_slice() {
        [Reading { range, figure: Figure::Amount(amount), note: None }] if range.len() == text.len() => {
            Some(amount.quantity)
        }
        _ => None,
    });
    let first = said.next()?;
    let (low, high) = first.stated();
    // Ends so far apart were meant to have one scale: "from 5 to 3 billion".
    let near = high <= low.saturating_mul(100.into());
    let certain = near && said.all(|other| other == first);
    (certain && says(&QuantityText(first).to_string(), first, vocabulary)).then_some(first)
}

/// Whether a text is this quantity in the notation of sheets.
fn says(text: &str, quantity: Quantity, vocabulary: &Vocabulary) -> bool {
    grammar::parse(text, vocabulary).is_ok_and(|amount| amount == Amount::Figure(quantity))
}

/// How a site adds the unit that was meant.
fn declare(found: &str, vocabulary: &Vocabulary) -> String {
    let near = closest(found, vocabulary.unit_keys()).map(|key| format!("`{key}` is spelt like it; "));
    format!(
        "{}a unit of your own is declared in `tearsheet.toml`: `[units.{found}]` with its `words`, and `dimension` and \
         `factor` where it is a multiple of another; `tearsheet explain units` lists all that there are",
        near.unwrap_or_default()
    )
}

/// The two numbers that a comma may stand for: as a decimal point, and as a separator of thousands.
fn comma_readings(found: &str) -> Option<(String, String)> {
    let (whole, rest) = found.split_once(',')?;
    let separates_thousands = rest.len() == 3 && rest.bytes().all(|b| b.is_ascii_digit());
    separates_thousands.then(|| {
        (format!("{whole}.{rest}").trim_end_matches('0').trim_end_matches('.').to_owned(), format!("{whole}{rest}"))
    })
}

fn comma_question(found: &str) -> String {
    match comma_readings(found) {
        Some((point, thousands)) => format!("{point} or {thousands}?"),
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
