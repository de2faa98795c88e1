//! Numbers in digits and in words.
//!
//! Digits may be grouped and have decimals in the manner of the language, or, noted as foreign, in the other manner
//! where the own one makes no sense (`1.4` in French). What looks like a number but is a time, a fraction, a version
//! or a part of a name is refused as a whole.

use rust_decimal::Decimal;

use super::reader::Reader;
use crate::vocabulary::lexicon::token::{Gap, Kind};
use crate::vocabulary::lexicon::{Hundredths, NumberWord};

/// A number without its scale.
#[derive(Clone, Debug)]
pub(super) struct Number {
    pub(super) value: Decimal,
    /// What the last digit is worth.
    pub(super) digit: Decimal,
    /// The token after it.
    pub(super) next: usize,
    /// It is no more than "a", "un".
    pub(super) article: bool,
    /// Written in digits.
    pub(super) digits: bool,
    /// Decimals or groups are those of another language.
    pub(super) foreign: bool,
}

/// More digits than any figure has.
const MOST_DIGITS: usize = 24;

impl Reader<'_> {
    /// The number at `at`, in digits or words.
    pub(super) fn number(&self, at: usize) -> Option<Number> {
        match self.token(at)?.kind {
            Kind::Digits => self.digits(at).ok(),
            Kind::Word => {
                let fraction = self.fraction(at);
                // "Half a dozen" is a number of its own, and "half a" the beginning of another.
                let words = self.number_words(at).filter(|n| fraction.as_ref().is_none_or(|part| part.next < n.next));
                words.or(fraction).or_else(|| self.the_one(at))
            }
            Kind::Name | Kind::Masked | Kind::Sign(_) => None,
        }
    }

    /// A number in digits, or else the token where reading goes on.
    pub(super) fn digits(&self, at: usize) -> Result<Number, usize> {
        let (pieces, next) = self.pieces(at);
        if self.goes_on(next) {
            return Err(self.past(next));
        }
        let decimal = self.words.writing.decimal;
        let foreign = if decimal == ',' { '.' } else { ',' };
        let (value, foreign) = match compose(&pieces, decimal, foreign) {
            Some(value) => (value, false),
            None => (compose(&pieces, foreign, decimal).ok_or(next)?, true),
        };
        // "1.400 billion" may be 1,400 in the manner of another language.
        let doubtful = matches!(pieces.as_slice(), [(_, whole), (_, decimals)]
            if decimals.len() == 3 && decimals.ends_with("00") && !foreign && value.scale() == 3 && whole.len() <= 3);
        let foreign = foreign || doubtful;
        let digit = Decimal::new(1, value.scale());
        Ok(Number { value, digit, next, article: false, digits: true, foreign })
    }

    /// Runs of digits with what separates each from the one before.
    fn pieces(&self, at: usize) -> (Vec<(char, &str)>, usize) {
        let mut pieces = vec![(' ', self.str(at))];
        let mut next = at + 1;
        let mut spaced = true;
        loop {
            let first = pieces[0].1.len();
            let here = self.token(next);
            match here.map(|token| (token.kind, token.gap)) {
                Some((Kind::Digits, Gap::Space)) if first <= 3 && self.is_group(next) && spaced => {
                    pieces.push((' ', self.str(next)));
                    next += 1;
                }
                Some((Kind::Sign(sign @ ('.' | ',' | '\'')), Gap::None))
                    if self.glued(next + 1) == Some(Kind::Digits) =>
                {
                    pieces.push((sign, self.str(next + 1)));
                    next += 2;
                    spaced = false;
                }
                _ => return (pieces, next),
            }
        }
    }

    /// Three digits that are not the beginning of something else: `16:54`, `400px`.
    fn is_group(&self, at: usize) -> bool {
        self.str(at).len() == 3 && !matches!(self.glued(at + 1), Some(Kind::Sign(':' | '/')))
    }

    /// Whether digits belong to what stands before them: `v2`, `x/10`, `#3`, `.5`, `12-17`.
    pub(super) fn begins_inside(&self, at: usize) -> bool {
        if self.glued(at).is_none() {
            return false;
        }
        let Some(before) = at.checked_sub(1) else { return false };
        match self.token(before).map(|token| token.kind) {
            Some(Kind::Word) => {
                let word = self.str(before);
                !word.ends_with(['\'', '’']) && self.currency(word).is_none()
            }
            Some(Kind::Digits) => true,
            Some(Kind::Sign('#' | '_' | '@' | '\\' | '=' | '&' | '^' | '°')) => true,
            Some(Kind::Sign('.' | ',' | '/' | ':' | '-' | '\'')) => self.glued(before).is_some(),
            Some(Kind::Name) => true,
            Some(Kind::Masked | Kind::Sign(_)) | None => false,
        }
    }

    /// Whether a number is the beginning of a time, a fraction, an address; "$60/MWh" is a price.
    fn goes_on(&self, next: usize) -> bool {
        match self.glued(next) {
            Some(Kind::Sign('/')) if self.next_phrase(&self.words.names, next + 1).is_some() => false,
            Some(Kind::Sign(':' | '/' | '_' | '\\')) => {
                matches!(self.glued(next + 1), Some(Kind::Digits | Kind::Word | Kind::Name))
            }
            Some(Kind::Digits | Kind::Name) => true,
            Some(Kind::Word | Kind::Masked | Kind::Sign(_)) | None => false,
        }
    }

    /// Past all that is glued to a number that is none.
    pub(super) fn past(&self, mut next: usize) -> usize {
        loop {
            next += match self.glued(next) {
                Some(Kind::Digits | Kind::Name | Kind::Word) => 1,
                Some(Kind::Sign('.' | ',' | '/' | ':' | '-' | '_'))
                    if matches!(self.glued(next + 1), Some(Kind::Digits | Kind::Name)) =>
                {
                    2
                }
                _ => return next,
            }
        }
    }

    /// "half a", "three-quarters of a" before a scale or unit.
    fn fraction(&self, at: usize) -> Option<Number> {
        let (next, Hundredths(hundredths)) = self.phrase(&self.words.numbers.fractions, at)?;
        let value = Decimal::new(hundredths, 2).normalize();
        let digit = if hundredths == 50 { value } else { Decimal::new(1, value.scale()) };
        Some(Number { value, digit, next, article: true, digits: false, foreign: false })
    }

    /// One of a scale that everybody knows: "passed the billion-dollar mark", "le milliard d'euros".
    fn the_one(&self, at: usize) -> Option<Number> {
        let (next, ()) = self.phrase(&self.words.numbers.definite, at)?;
        let number =
            Number { value: Decimal::ONE, digit: Decimal::ONE, next, article: true, digits: false, foreign: false };
        let (unit, _) = self.scale(next)?;
        self.unit(unit, &number, true).is_some().then_some(number)
    }

    /// Whether an article is that of a whole of which a part is told: "two thirds of a gigawatt".
    pub(super) fn is_part(&self, number: &Number, start: usize, floor: usize) -> bool {
        number.article
            && number.value == Decimal::ONE
            && self.phrase_before(&self.words.numbers.part_of, start, floor).is_some()
    }

    /// "quatre-vingt-quinze", "two hundred and fifty".
    fn number_words(&self, at: usize) -> Option<Number> {
        let mut sum = Sum { bare_hundred: self.words.writing.bare_hundred, ..Sum::default() };
        let (mut next, word) = self.phrase(&self.words.numbers.words, at)?;
        if !sum.add(word) {
            return None;
        }
        loop {
            let joined = self.next_phrase(&self.words.numbers.words, next).filter(|(_, word)| sum.takes(*word));
            let joined = joined.or_else(|| self.after_and(at, next, &sum));
            let Some((after, word)) = joined else { break };
            sum.add(word);
            next = after;
        }
        let value = Decimal::from(sum.value());
        let article = word == NumberWord::Article && next == at + 1;
        Some(Number { value, digit: Decimal::ONE, next, article, digits: false, foreign: false })
    }

    /// A number word after "et", "and": in French only one and eleven after tens ("vingt et un", "entre cent et deux
    /// cents"), in English what comes after hundreds, unless "between" stands before it all.
    fn after_and(&self, start: usize, at: usize, sum: &Sum) -> Option<(usize, NumberWord)> {
        let (at, ()) = self.next_phrase(&self.words.numbers.and, at)?;
        let (next, word) = self.next_phrase(&self.words.numbers.words, at)?;
        let fits = if self.words.writing.bare_hundred {
            sum.room <= 20 && matches!(word, NumberWord::Article | NumberWord::Small(11))
        } else {
            sum.room >= 100 && self.phrase_before(&self.words.ranges.between, start, 0).is_none()
        };
        (fits && word != NumberWord::Hundred && sum.takes(word)).then_some((next, word))
    }
}

/// The value of pieces with this decimal sign; groups are parted by `group`, or all by spaces or apostrophes.
fn compose(pieces: &[(char, &str)], decimal: char, group: char) -> Option<Decimal> {
    let (whole, fraction) = match pieces {
        [whole @ .., (sign, fraction)] if *sign == decimal && !whole.is_empty() => (whole, *fraction),
        whole => (whole, ""),
    };
    if whole.len() > 1 {
        let separator = whole[1].0;
        let known = separator == group || separator == ' ' || separator == '\'';
        let first = whole[0].1;
        let alike = whole[1..].iter().all(|(sign, digits)| *sign == separator && digits.len() == 3);
        let known = known && (alike || in_lakhs(whole));
        if !known || first.len() > 3 || first.starts_with('0') {
            return None;
        }
    }
    let length = whole.iter().map(|(_, digits)| digits.len()).sum::<usize>() + fraction.len();
    if length > MOST_DIGITS {
        return None;
    }
    let digits = whole.iter().map(|(_, digits)| *digits).chain([fraction]).flat_map(str::bytes);
    let mantissa = digits.fold(0_i128, |n, byte| n * 10 + i128::from(byte - b'0'));
    Decimal::try_from_i128_with_scale(mantissa, fraction.len() as u32).ok()
}

/// Whether digits are grouped as in India: 1,12,40,00,000.
fn in_lakhs(whole: &[(char, &str)]) -> bool {
    let [(_, first), twos @ .., (',', last)] = whole else { return false };
    let pairs = twos.iter().all(|(sign, digits)| *sign == ',' && digits.len() == 2);
    pairs && !twos.is_empty() && first.len() <= 2 && last.len() == 3
}

/// A number being put together from words.
#[derive(Debug)]
struct Sum {
    thousands: u64,
    below: u64,
    /// What is added next must be below this.
    room: u64,
    /// The last word was four, where eighty can stand: "cent quatre-", not "vingt-quatre".
    four: bool,
    bare_hundred: bool,
}

impl Default for Sum {
    fn default() -> Sum {
        Sum { thousands: 0, below: 0, room: 1000, four: false, bare_hundred: false }
    }
}

impl Sum {
    fn value(&self) -> u64 {
        self.thousands + self.below
    }

    fn takes(&self, word: NumberWord) -> bool {
        let empty = self.value() == 0;
        match word {
            NumberWord::Small(n) => n < self.room,
            NumberWord::Article => empty || (self.room <= 20 && self.room > 1 && self.below > 0),
            NumberWord::Ten(n, _) => n < self.room,
            NumberWord::Score => self.four || 20 < self.room,
            NumberWord::Hundred => (self.below == 0 && self.bare_hundred) || (self.below > 0 && self.below < 20),
            NumberWord::Thousand => self.thousands == 0 && (self.below > 0 || self.bare_hundred),
        }
    }

    /// Adds a word; whether it could be.
    fn add(&mut self, word: NumberWord) -> bool {
        if !self.takes(word) {
            return false;
        }
        let four = std::mem::take(&mut self.four);
        match word {
            NumberWord::Article => self.put(1, 1),
            NumberWord::Small(n) => {
                self.four = n == 4 && self.room >= 100;
                self.put(n, 1);
            }
            NumberWord::Ten(n, room) => self.put(n, room),
            NumberWord::Score if four => self.put(76, 20),
            NumberWord::Score => self.put(20, 10),
            NumberWord::Hundred => {
                self.below = self.below.max(1) * 100;
                self.room = 100;
            }
            NumberWord::Thousand => {
                self.thousands = self.below.max(1) * 1000;
                self.below = 0;
                self.room = 1000;
            }
        }
        true
    }

    fn put(&mut self, n: u64, room: u64) {
        self.below += n;
        self.room = room;
    }
}
