//! The patterns of a language file: `{number}\u00A0{scale} {name}`, `au moins {}`, `entre {} et {}`.
//!
//! They are parsed once, when the file is read, so that a bad one is an error with its place in the file and
//! a good one is printed without looking at braces again.

use serde::Deserialize;

use super::phrase::Gap;

/// A set of placeholders.
pub(super) trait Slot: Copy + PartialEq + 'static {
    /// Names, without braces, and what they stand for.
    const NAMES: &'static [(&'static str, Self)];
}

/// A piece of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part<S> {
    Text(Box<str>),
    Slot(S),
}

/// Splits a pattern into text and placeholders.
fn parse<S: Slot>(pattern: &str) -> Result<Vec<Part<S>>, String> {
    let mut parts = Vec::new();
    let mut rest = pattern;
    while let Some(open) = rest.find(['{', '}']) {
        let (text, braced) = rest.split_at(open);
        let Some((name, after)) = braced.strip_prefix('{').and_then(|inner| inner.split_once('}')) else {
            return Err(format!("a brace without its partner in `{pattern}`"));
        };
        let slot = S::NAMES.iter().find(|(known, _)| *known == name).map(|(_, slot)| *slot);
        let Some(slot) = slot else {
            return Err(format!(
                "unknown placeholder `{{{name}}}` in `{pattern}`, expected one of {}",
                names(&all::<S>())
            ));
        };
        if !text.is_empty() {
            parts.push(Part::Text(text.into()));
        }
        parts.push(Part::Slot(slot));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest.into()));
    }
    Ok(parts)
}

fn all<S: Slot>() -> Vec<S> {
    S::NAMES.iter().map(|(_, slot)| *slot).collect()
}

/// "`{day}`, `{month}`".
pub(super) fn names<S: Slot>(slots: &[S]) -> String {
    let wanted = S::NAMES.iter().filter(|(_, slot)| slots.contains(slot));
    let names: Vec<String> = wanted.map(|(name, _)| format!("`{{{name}}}`")).collect();
    names.join(", ")
}

/// What stands in the pattern of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Number,
    Scale,
    ScaleShort,
    Name,
    Symbol,
    Code,
}

impl Slot for Word {
    const NAMES: &'static [(&'static str, Word)] = &[
        ("number", Word::Number),
        ("scale", Word::Scale),
        ("scale_short", Word::ScaleShort),
        ("name", Word::Name),
        ("symbol", Word::Symbol),
        ("code", Word::Code),
    ];
}

/// The pattern of an amount, cut at its number: `$` + number, gap, `billion`.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct AmountPattern {
    /// What is written against the number: a currency sign before it.
    pub(super) head: Vec<Part<Word>>,
    /// What separates the number from its unit.
    pub(super) gap: Gap,
    /// Its unit.
    pub(super) tail: Vec<Part<Word>>,
}

impl AmountPattern {
    /// Whether the pattern has this placeholder.
    pub(super) fn uses(&self, word: Word) -> bool {
        self.head.iter().chain(&self.tail).any(|part| *part == Part::Slot(word))
    }
}

impl TryFrom<String> for AmountPattern {
    type Error = String;

    fn try_from(pattern: String) -> Result<AmountPattern, String> {
        let mut head = parse::<Word>(&pattern)?;
        let is_number = |part: &Part<Word>| *part == Part::Slot(Word::Number);
        let Some(at) = head.iter().position(is_number) else {
            return Err(format!("no `{{number}}` in `{pattern}`"));
        };
        let mut tail = head.split_off(at + 1);
        head.pop();
        if tail.iter().any(is_number) {
            return Err(format!("`{{number}}` twice in `{pattern}`"));
        }
        let mut gap = Gap::None;
        if let Some(Part::Text(text)) = tail.first() {
            let (found, rest) = Gap::split_start(text);
            if found == Gap::Space {
                return Err(format!(
                    "a plain space after `{{number}}` in `{pattern}` lets its unit fall onto the next line, \
                     expected `\\u00A0` or `\\u202F`"
                ));
            }
            gap = found;
            let rest: Box<str> = rest.into();
            tail.remove(0);
            if !rest.is_empty() {
                tail.insert(0, Part::Text(rest));
            }
        }
        Ok(AmountPattern { head, gap, tail })
    }
}

/// Patterns in order of preference; the last fits every currency.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Vec<AmountPattern>")]
pub(super) struct Choices {
    preferred: Vec<AmountPattern>,
    last: AmountPattern,
}

impl Choices {
    /// The first pattern for which the currency has the words.
    pub(super) fn choose(&self, symbol: bool, name: bool) -> &AmountPattern {
        let fits = |p: &&AmountPattern| (symbol || !p.uses(Word::Symbol)) && (name || !p.uses(Word::Name));
        self.preferred.iter().find(fits).unwrap_or(&self.last)
    }
}

impl TryFrom<Vec<AmountPattern>> for Choices {
    type Error = String;

    fn try_from(mut patterns: Vec<AmountPattern>) -> Result<Choices, String> {
        let last = patterns.pop().ok_or("expected at least one pattern, found none")?;
        if last.uses(Word::Symbol) || last.uses(Word::Name) {
            return Err("the last pattern must do with `{code}`: not every currency has a symbol or a name".to_owned());
        }
        Ok(Choices { preferred: patterns, last })
    }
}

/// What stands in the pattern of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateWord {
    Day,
    Month,
    Year,
    /// The half or the quarter.
    Part,
}

impl Slot for DateWord {
    const NAMES: &'static [(&'static str, DateWord)] =
        &[("day", DateWord::Day), ("month", DateWord::Month), ("year", DateWord::Year), ("part", DateWord::Part)];
}

/// The pattern of a date.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct DatePattern(pub(super) Vec<Part<DateWord>>);

impl DatePattern {
    /// Its placeholders.
    pub(super) fn words(&self) -> Vec<DateWord> {
        let slot = |part: &Part<DateWord>| match part {
            Part::Slot(word) => Some(*word),
            Part::Text(_) => None,
        };
        self.0.iter().filter_map(slot).collect()
    }
}

impl TryFrom<String> for DatePattern {
    type Error = String;

    fn try_from(pattern: String) -> Result<DatePattern, String> {
        parse(&pattern).map(DatePattern)
    }
}

/// A pattern around one phrase: `au moins {}`.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Around {
    pub(super) before: Box<str>,
    pub(super) after: Box<str>,
}

impl Around {
    /// The phrase in its place.
    pub(super) fn wrap(&self, phrase: &str) -> String {
        [&self.before, phrase, &self.after].concat()
    }
}

impl TryFrom<String> for Around {
    type Error = String;

    fn try_from(pattern: String) -> Result<Around, String> {
        match pattern.split("{}").collect::<Vec<_>>()[..] {
            [before, after] => Ok(Around { before: before.into(), after: after.into() }),
            _ => Err(format!("expected one `{{}}` in `{pattern}`")),
        }
    }
}

/// A pattern around two phrases: `entre {} et {}`.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Between {
    pub(super) before: Box<str>,
    pub(super) middle: Box<str>,
    pub(super) after: Box<str>,
}

impl Between {
    /// The two phrases in their places.
    pub(super) fn join(&self, first: &str, second: &str) -> String {
        [&self.before, first, &self.middle, second, &self.after].concat()
    }
}

impl TryFrom<String> for Between {
    type Error = String;

    fn try_from(pattern: String) -> Result<Between, String> {
        match pattern.split("{}").collect::<Vec<_>>()[..] {
            [before, middle, after] => {
                Ok(Between { before: before.into(), middle: middle.into(), after: after.into() })
            }
            _ => Err(format!("expected two `{{}}` in `{pattern}`")),
        }
    }
}
