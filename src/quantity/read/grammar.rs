//! The grammar of amounts, by recursive descent without recursion: each part is read once, in order.

use std::ops::Range;

use rust_decimal::Decimal;

use super::super::{Bound, Currency, Order, Quantity, Unit};
use super::Amount;
use super::lexer::{Shape, Token, tokens};
use super::problem::{Kind, Problem};
use crate::vocabulary::Vocabulary;

/// The largest size in base units, 10²¹: far above anything that is traded, and far enough below what a
/// decimal holds that totals of any number of deals stay exact.
const LIMIT: i128 = 1_000_000_000_000_000_000_000;
/// Decimals kept in base units.
const DECIMALS: u32 = 6;

/// Reads a whole amount.
pub(super) fn parse(text: &str, vocabulary: &Vocabulary) -> Result<Amount, Problem> {
    let tokens = tokens(text, vocabulary);
    let mut parser = Parser { text, tokens: &tokens, next: 0, vocabulary };
    let Some(first) = parser.peek() else { return Err(Problem::new(0..text.len(), Kind::Empty)) };
    let amount = match first {
        word if word.is("undisclosed") => Amount::Undisclosed,
        word if word.is("none") => Amount::None,
        _ => Amount::Figure(parser.figure()?),
    };
    if !matches!(amount, Amount::Figure(_)) {
        parser.next += 1;
    }
    match parser.peek() {
        None => Ok(amount),
        Some(extra) => Err(parser.trailing(extra)),
    }
}

/// A number as written: `digits × 10^-decimals`.
#[derive(Clone)]
struct Number {
    digits: i128,
    decimals: u32,
    at: Range<usize>,
}

impl Number {
    /// The exact value of this number times `10^exponent`.
    fn times(&self, exponent: u32) -> Result<Decimal, Problem> {
        let too_large = || Problem::new(self.at.clone(), Kind::TooLarge);
        let (mut digits, mut decimals) = (self.digits, self.decimals);
        match exponent.checked_sub(decimals) {
            Some(up) => {
                let factor = 10_i128.checked_pow(up).ok_or_else(too_large)?;
                (digits, decimals) = (digits.checked_mul(factor).ok_or_else(too_large)?, 0);
            }
            None => decimals -= exponent,
        }
        while decimals > DECIMALS && digits % 10 == 0 {
            (digits, decimals) = (digits / 10, decimals - 1);
        }
        if decimals > DECIMALS {
            return Err(Problem::new(self.at.clone(), Kind::TooPrecise));
        }
        if digits / 10_i128.pow(decimals) > LIMIT {
            return Err(too_large());
        }
        Decimal::try_from_i128_with_scale(digits, decimals).map_err(|_| too_large())
    }
}

/// Whether a sheet can state this number of base units: none below zero, and those that are kept exactly.
pub fn can_be_stated(n: Decimal) -> bool {
    n >= Decimal::ZERO && n.normalize().scale() <= DECIMALS && n.trunc().mantissa() <= LIMIT
}

struct Parser<'p> {
    text: &'p str,
    tokens: &'p [Token<'p>],
    next: usize,
    vocabulary: &'p Vocabulary,
}

impl<'p> Parser<'p> {
    fn peek(&self) -> Option<Token<'p>> {
        self.tokens.get(self.next).copied()
    }

    fn ahead(&self, n: usize) -> Option<Token<'p>> {
        self.tokens.get(self.next + n).copied()
    }

    /// Takes the next token if it is this word.
    fn word(&mut self, word: &str) -> bool {
        let found = self.peek().is_some_and(|token| token.is(word));
        self.next += usize::from(found);
        found
    }

    /// The place just after the last token that was taken.
    fn here(&self) -> Range<usize> {
        let end = self.next.checked_sub(1).and_then(|i| self.tokens.get(i)).map_or(0, |token| token.range().end);
        end..end
    }

    /// From the first token to the last.
    fn whole(&self) -> Range<usize> {
        let start = self.tokens.first().map_or(0, |token| token.start);
        start..self.tokens.last().map_or(self.text.len(), |token| token.range().end)
    }

    fn figure(&mut self) -> Result<Quantity, Problem> {
        let bound_at = self.peek().map_or(0..0, |token| token.range());
        let bound = self.bound().unwrap_or(Bound::Exact);
        let bound_at = bound_at.start..self.here().end;
        if let Some(second) = self.peek().filter(|_| bound != Bound::Exact)
            && self.bound().is_some()
        {
            return Err(Problem::new(second.start..self.here().end, Kind::SecondBound));
        }
        let Some(first) = self.peek() else { return Err(Problem::new(self.whole(), Kind::NoNumber)) };
        let quantity = match first.shape {
            Shape::Number => self.numbers(bound)?,
            Shape::Word | Shape::Sign => match order(first) {
                Some(order) => self.order(bound, order)?,
                None => return Err(self.no_number(first)),
            },
        };
        match quantity {
            Some(quantity) => Ok(quantity),
            None => Err(Problem::new(bound_at, Kind::BoundOnRange)),
        }
    }

    fn bound(&mut self) -> Option<Bound> {
        let first = self.peek()?;
        let second = self.ahead(1);
        let touching = |sign: &str| second.is_some_and(|t| t.text == sign && t.start == first.range().end);
        let then = |word: &str| second.is_some_and(|t| t.is(word));
        let (bound, length) = match first.text {
            "≥" => (Bound::AtLeast, 1),
            ">" if touching("=") => (Bound::AtLeast, 2),
            ">" => (Bound::MoreThan, 1),
            "≤" => (Bound::UpTo, 1),
            "<" if touching("=") => (Bound::UpTo, 2),
            "<" => (Bound::LessThan, 1),
            "~" | "≈" => (Bound::About, 1),
            _ if first.is("at") && then("least") => (Bound::AtLeast, 2),
            _ if first.is("at") && then("most") => (Bound::UpTo, 2),
            _ if first.is("more") && then("than") => (Bound::MoreThan, 2),
            _ if first.is("less") && then("than") => (Bound::LessThan, 2),
            _ if first.is("up") && then("to") => (Bound::UpTo, 2),
            _ if first.is("over") => (Bound::MoreThan, 1),
            _ if first.is("under") => (Bound::LessThan, 1),
            _ if first.is("about") => (Bound::About, 1),
            _ => return None,
        };
        self.next += length;
        Some(bound)
    }

    /// Why there is no number at `token`.
    fn no_number(&self, token: Token<'p>) -> Problem {
        if let Some(sign) = self.currency_sign() {
            return Problem::new(sign, Kind::CurrencySign);
        }
        let number_follows = self.ahead(1).is_some_and(|t| t.shape == Shape::Number);
        let kind = match token.text {
            "-" | "−" | "–" if number_follows => Kind::Negative,
            code if Currency::of_code(code).is_some() && number_follows => Kind::UnitFirst,
            _ => Kind::NotANumber,
        };
        Problem::new(token.range(), kind)
    }

    /// One number or two, with scale and unit. Either end of a range may have a scale of its own; one
    /// that stands only at the end is for both. `None` for a bound before a range.
    fn numbers(&mut self, bound: Bound) -> Result<Option<Quantity>, Problem> {
        let low = self.number()?;
        let low_scale = self.scale(false);
        if !self.range_sign() {
            let (unit, exponent) = self.unit()?;
            let number = low.times(low_scale.unwrap_or(0) + exponent)?;
            return Ok(Some(Quantity::bounded(bound, number, unit)));
        }
        let high = match self.peek() {
            Some(token) if token.shape == Shape::Number => self.number()?,
            Some(token) => return Err(self.no_number(token)),
            None => return Err(Problem::new(self.here(), Kind::NoNumber)),
        };
        let high_scale = self.scale(false).unwrap_or(0);
        let (unit, exponent) = self.unit()?;
        let at = low.at.start..high.at.end;
        let from = low.times(low_scale.unwrap_or(high_scale) + exponent)?;
        let to = high.times(high_scale + exponent)?;
        match from.cmp(&to) {
            std::cmp::Ordering::Less if !matches!(bound, Bound::Exact | Bound::About) => Ok(None),
            std::cmp::Ordering::Less => {
                Ok(Some(Quantity { about: bound == Bound::About, ..Quantity::range(from, to, unit) }))
            }
            std::cmp::Ordering::Equal => Err(Problem::new(at, Kind::EqualEnds)),
            std::cmp::Ordering::Greater => Err(Problem::new(at, Kind::RangeBackwards)),
        }
    }

    fn range_sign(&mut self) -> bool {
        let found = self.peek().is_some_and(|t| matches!(t.text, "–" | "-" | "—" | "‑") || t.is("to"));
        self.next += usize::from(found);
        found
    }

    fn number(&mut self) -> Result<Number, Problem> {
        let Some(token) = self.peek() else { return Err(Problem::new(self.here(), Kind::NoNumber)) };
        self.next += 1;
        let at = token.range();
        let more = self.tokens[self.next..].iter().take_while(|t| t.shape == Shape::Number);
        if let Some(last) = more.last() {
            return Err(Problem::new(at.start..last.range().end, Kind::SpaceInNumber));
        }
        if token.text.contains(',') {
            return Err(Problem::new(at, Kind::Comma));
        }
        let (whole, fraction) = token.text.split_once('.').unwrap_or((token.text, ""));
        if fraction.contains('.') {
            return Err(Problem::new(at, Kind::SecondPoint));
        }
        let ungrouped = |part: &str| part.starts_with('_') || part.ends_with('_') || part.contains("__");
        if ungrouped(whole) || ungrouped(fraction) {
            return Err(Problem::new(at, Kind::Underscore));
        }
        let digits = || whole.bytes().chain(fraction.bytes()).filter(|&b| b != b'_');
        let decimals = fraction.bytes().filter(|&b| b != b'_').count() as u32;
        if digits().skip_while(|&b| b == b'0').count() > 28 || decimals > 28 {
            return Err(Problem::new(at, Kind::TooLarge));
        }
        let digits = digits().fold(0_i128, |n, b| n * 10 + i128::from(b - b'0'));
        Ok(Number { digits, decimals, at })
    }

    /// A scale as a power of ten. Only after "tens of" may it stand in the plural.
    fn scale(&mut self, plural: bool) -> Option<u32> {
        let token = self.peek()?;
        let exponent = scale(token.text).or_else(|| token.text.strip_suffix('s').filter(|_| plural).and_then(scale))?;
        self.next += 1;
        Some(exponent)
    }

    /// "tens of billions USD", "hundreds of thousands of GPUs", "several years".
    fn order(&mut self, bound: Bound, order: Order) -> Result<Option<Quantity>, Problem> {
        let start = self.peek().map_or(0, |token| token.start);
        self.next += 1;
        if order != Order::Several && !self.word("of") {
            return Err(Problem::new(start..self.here().end, Kind::OrderWithoutOf));
        }
        let scale = self.scale(order != Order::Several);
        if order != Order::Several && scale.is_some() {
            self.word("of");
        }
        let at = start..self.here().end;
        let (unit, exponent) = self.unit()?;
        let one = Number { digits: 1, decimals: 0, at };
        let one = one.times(scale.unwrap_or(0) + exponent)?.saturating_mul(order.factor());
        Ok(Some(Quantity::tens_of(bound, one, unit)))
    }

    /// A unit, or a rate of two, and the power of ten that the prefix of the first stands for.
    fn unit(&mut self) -> Result<(Unit, u32), Problem> {
        let (unit, exponent) = self.single_unit()?;
        let start = self.next;
        if !self.word("per") {
            return Ok((unit, exponent));
        }
        let named = self.here().end;
        let rate = match self.single_unit()? {
            (Unit::Measure(per), exponent) => unit.per(per, exponent),
            (Unit::Money(_) | Unit::Rate(_) | Unit::Unsaid, _) => None,
        };
        match rate {
            Some(rate) => Ok((rate, exponent)),
            None => {
                let start = self.tokens.get(start).map_or(named, |token| token.start);
                Err(Problem::new(start..self.here().end, Kind::Trailing))
            }
        }
    }

    fn single_unit(&mut self) -> Result<(Unit, u32), Problem> {
        let Some(token) = self.peek() else { return Err(Problem::new(self.whole(), Kind::NoUnit)) };
        let known = match token.shape {
            Shape::Number => None,
            Shape::Sign | Shape::Word => {
                let measured =
                    self.vocabulary.unit(token.text).map(|(measure, exponent)| (Unit::Measure(measure), exponent));
                measured.or_else(|| Currency::of_code(token.text).map(|currency| (Unit::Money(currency), 0)))
            }
        };
        if let Some(found) = known {
            self.next += 1;
            return Ok(found);
        }
        if let Some(sign) = self.currency_sign() {
            return Err(Problem::new(sign, Kind::CurrencySign));
        }
        let second = self
            .ahead(1)
            .filter(|second| (token.is("or") && second.is("more")) || (token.is("per") && second.is("cent")));
        let kind = match token.text {
            "+" => Kind::OrMore,
            _ if second.is_some() && token.is("or") => Kind::OrMore,
            word if scale(word).is_some() => Kind::SecondScale,
            _ => Kind::NotAUnit,
        };
        Err(Problem::new(token.start..second.unwrap_or(token).range().end, kind))
    }

    /// Where the sign of a currency stands that comes next: `$`, `US$`.
    fn currency_sign(&self) -> Option<Range<usize>> {
        let first = self.peek()?.range();
        let second = self.ahead(1).map(|token| token.range()).filter(|second| second.start == first.end);
        let joined = second.map(|second| first.start..second.end);
        let is_sign = |range: &Range<usize>| {
            let found = &self.text[range.clone()];
            !found.chars().all(char::is_alphabetic) && self.vocabulary.currency_of(found).is_some()
        };
        joined.into_iter().chain([first]).find(is_sign)
    }

    /// Why there is something after the end.
    fn trailing(&self, extra: Token<'p>) -> Problem {
        let rest = extra.start..self.whole().end;
        let words = &self.tokens[self.next..];
        let or_more = matches!(words, [plus] if plus.text == "+")
            || matches!(words, [or, more] if or.is("or") && more.is("more"));
        match self.currency_sign() {
            _ if or_more => Problem::new(rest, Kind::OrMore),
            Some(sign) => Problem::new(sign, Kind::CurrencySign),
            None => Problem::new(rest, Kind::Trailing),
        }
    }
}

fn order(token: Token<'_>) -> Option<Order> {
    [("several", Order::Several), ("tens", Order::Tens), ("hundreds", Order::Hundreds), ("thousands", Order::Thousands)]
        .into_iter()
        .find(|(word, _)| token.is(word))
        .map(|(_, order)| order)
}

/// Whether a word of the notation is none of a unit.
pub fn is_taken(word: &str) -> bool {
    scale(word).is_some() || ["per", "to", "of"].iter().any(|taken| word.eq_ignore_ascii_case(taken))
}

/// The power of ten of a scale word, English short scale only.
fn scale(word: &str) -> Option<u32> {
    [("thousand", 3), ("million", 6), ("billion", 9), ("bn", 9), ("trillion", 12), ("tn", 12)]
        .into_iter()
        .find(|(name, _)| word.eq_ignore_ascii_case(name))
        .map(|(_, exponent)| exponent)
}
