//! One pass over one run of text.
//!
//! Spaces are decided by the character after them, looking back at what has been written; so the context to
//! the left is always in its final form, and only the character to the right is as it was typed. That is what
//! makes a second pass find nothing to do. Every look back or ahead ends at a character that is looked at
//! only once, hence linear time.

use super::{Quotes, Rules, Typography};

const NO_BREAK: &str = "\u{A0}";

/// Whether a word or sign that stays with a number may have this.
pub(super) fn is_kept_character(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '$' | '€' | '£' | '¥' | '₩' | '₹')
}

/// The state of a pass.
pub(super) struct Pass<'t> {
    typography: &'t Typography,
    rules: &'t Rules,
    text: &'t str,
    /// What is before this is done.
    at: usize,
    out: String,
    before: Option<char>,
    /// A straight quote has been opened in this run and not closed.
    double_open: bool,
    single_open: bool,
}

impl<'t> Pass<'t> {
    pub(super) fn new(typography: &'t Typography, text: &'t str, before: Option<char>) -> Pass<'t> {
        let out = String::with_capacity(text.len() + text.len() / 16 + 8);
        Pass { typography, rules: &typography.rules, text, at: 0, out, before, double_open: false, single_open: false }
    }

    pub(super) fn run(mut self) -> String {
        let concerned = &self.typography.concerned;
        while let Some(skip) = self.rest().bytes().position(|byte| concerned[usize::from(byte)]) {
            self.copy(skip);
            if let Some(c) = self.next() {
                self.at += c.len_utf8();
                self.step(c);
            }
        }
        self.copy(self.rest().len());
        self.out
    }

    /// Sets the character `c`, which has just been taken.
    fn step(&mut self, c: char) {
        let rules = self.rules;
        let guillemets = !rules.quotes.gap.is_empty();
        match c {
            '"' => self.double_quote(),
            '\'' => self.apostrophe(),
            '.' => self.dots(),
            ':' if self.rest().starts_with("//") && self.previous().is_some_and(char::is_alphanumeric) => {
                self.address();
            }
            '%' => self.percent(),
            '0'..='9' => self.digits(),
            _ if guillemets && c == rules.quotes.open => self.open(&rules.quotes),
            _ if guillemets && c == rules.quotes.close => self.close(&rules.quotes),
            _ => match rules.spaced.get(&c) {
                Some(gap) => self.mark(c, gap),
                None => self.out.push(c),
            },
        }
    }

    /// A mark that wants a space before it.
    fn mark(&mut self, mark: char, gap: &str) {
        if self.at_mark_end(mark) {
            let kept = self.length_without_spaces();
            let spaced = kept < self.out.len();
            let wanted = match self.character_before(kept) {
                None => false,
                Some(c) if c.is_whitespace() => false,
                Some(_) if spaced => true,
                Some(c) => takes_mark(c) && !(mark == ':' && self.word_has_colon()),
            };
            if wanted {
                self.out.truncate(kept);
                self.out.push_str(gap);
            }
        }
        self.out.push(mark);
    }

    /// Whether the mark just taken ends a word. A colon must have a space, a quotation or nothing after it:
    /// it also stands in times, ratios, addresses and paths.
    fn at_mark_end(&self, mark: char) -> bool {
        let quotes = &self.rules.quotes;
        match self.next() {
            None => true,
            Some(c) if c.is_whitespace() || c == '"' || c == quotes.close => true,
            Some(c) if mark == ':' => c == quotes.open,
            Some(c) => matches!(c, ')' | ']' | '}' | '”' | '’' | '\'' | ',' | '.' | ';' | '!' | '?' | ':' | '…'),
        }
    }

    /// Whether the word at the end of the output has a colon, as times and addresses have.
    fn word_has_colon(&self) -> bool {
        self.out.rsplit(char::is_whitespace).next().is_some_and(|word| word.contains(':'))
    }

    fn double_quote(&mut self) {
        let (previous, next) = (self.previous(), self.next());
        let may_open = match previous {
            Some(':') => next.is_some_and(char::is_alphanumeric),
            Some(c) if is_beside_words(c) => !self.double_open && next.is_some_and(char::is_alphanumeric),
            Some(c) => opens_after(c),
            None => true,
        };
        let ends =
            next.is_none_or(|c| c.is_whitespace() || (c.is_ascii_punctuation() && !matches!(c, '(' | '[' | '{')));
        if may_open && !(self.double_open && ends) {
            self.double_open = true;
            self.open(&self.rules.quotes);
        } else {
            self.double_open = false;
            self.close(&self.rules.quotes);
        }
    }

    fn open(&mut self, quotes: &Quotes) {
        self.out.push(quotes.open);
        if !quotes.gap.is_empty() {
            self.out.push_str(&quotes.gap);
            self.at += leading_spaces(self.rest());
        }
    }

    fn close(&mut self, quotes: &Quotes) {
        if !quotes.gap.is_empty() {
            let kept = self.length_without_spaces();
            if self.character_before(kept).is_some_and(|c| !c.is_whitespace()) {
                self.out.truncate(kept);
                self.out.push_str(&quotes.gap);
            }
        }
        self.out.push(quotes.close);
    }

    fn apostrophe(&mut self) {
        let (previous, next) = (self.previous(), self.next());
        let rules = self.rules;
        let after_word = previous.is_some_and(char::is_alphanumeric);
        let into_word = next.is_some_and(char::is_alphanumeric);
        if after_word && into_word {
            self.out.push_str(&rules.apostrophe);
            return;
        }
        match &rules.single_quotes {
            // Elision at the end of a run or before a quotation: l'« accord », l'**accord**.
            None if previous.is_some_and(char::is_alphabetic)
                && next.is_none_or(|c| c == '"' || c == rules.quotes.open || c == '“') =>
            {
                self.out.push_str(&rules.apostrophe);
            }
            None => self.out.push('\''),
            Some(single) if self.single_open && previous.is_some_and(|c| !opens_after(c)) => {
                self.single_open = false;
                self.close(single);
            }
            Some(_) if after_word => self.out.push_str(&rules.apostrophe),
            Some(single) if previous.is_some_and(|c| !(opens_after(c) || is_beside_words(c) && into_word)) => {
                self.close(single);
            }
            // '90s
            Some(_) if next.is_some_and(char::is_numeric) => self.out.push_str(&rules.apostrophe),
            Some(single) if into_word => {
                self.single_open = true;
                self.open(single);
            }
            Some(_) => self.out.push('\''),
        }
    }

    /// Three dots are an ellipsis; any other number is left alone.
    fn dots(&mut self) {
        let more = self.rest().bytes().take_while(|byte| *byte == b'.').count();
        if more == 2 {
            self.at += 2;
            self.out.push_str(&self.rules.ellipsis);
        } else {
            self.out.push('.');
            self.copy(more);
        }
    }

    /// An address goes as it is, to the last character that can belong to it.
    fn address(&mut self) {
        let rest = self.rest();
        let word = rest.find(char::is_whitespace).map_or(rest, |end| &rest[..end]);
        let ends = ['.', ',', ';', ':', '!', '?', ')', ']', '}', '"', '\'', '»', '”', '’', '…'];
        let length = word.trim_end_matches(ends).len();
        self.out.push(':');
        self.copy(length);
    }

    fn percent(&mut self) {
        if let Some(gap) = &self.rules.percent_gap {
            let kept = self.length_without_spaces();
            let after_digit = self.out[..kept].ends_with(|c: char| c.is_ascii_digit());
            if after_digit && kept < self.out.len() {
                self.out.truncate(kept);
                self.out.push_str(gap);
            }
        }
        self.out.push('%');
    }

    /// A run of digits, and the space that ties it to what follows: further digits, or a unit.
    fn digits(&mut self) {
        let previous = self.previous();
        self.at -= 1;
        let length = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        self.copy(length);
        let spaces = leading_spaces(self.rest());
        if spaces == 0 || previous.is_some_and(char::is_alphabetic) {
            return;
        }
        let rules = self.rules;
        let after = &self.rest()[spaces..];
        let gap = match &rules.digit_gap {
            Some(gap) if length <= 3 && previous.is_none_or(starts_number) && is_group(after) => gap,
            _ if self.is_kept(after) => NO_BREAK,
            _ => return,
        };
        self.out.push_str(gap);
        self.at += spaces;
    }

    /// Whether `text` begins with a word that stays with the number before it.
    fn is_kept(&self, text: &str) -> bool {
        let mut length = 0;
        for c in text.chars().take_while(|c| is_kept_character(*c)) {
            length += c.len_utf8();
            if length > self.typography.longest_kept {
                return false;
            }
        }
        self.typography.kept.contains(&text[..length])
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn previous(&self) -> Option<char> {
        self.character_before(self.out.len())
    }

    /// The character that ends at `length` in the output, or before the run.
    fn character_before(&self, length: usize) -> Option<char> {
        self.out[..length].chars().next_back().or(self.before)
    }

    fn length_without_spaces(&self) -> usize {
        self.out.trim_end_matches(is_space).len()
    }

    /// Takes `length` bytes as they are.
    fn copy(&mut self, length: usize) {
        let text = self.rest();
        self.out.push_str(&text[..length]);
        self.at += length;
    }
}

/// The spaces that one may be exchanged for another; line ends are not among them.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}')
}

fn leading_spaces(text: &str) -> usize {
    text.len() - text.trim_start_matches(is_space).len()
}

/// Whether a quotation may begin after this character.
fn opens_after(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '(' | '[' | '{' | '«' | '“' | '„' | '‘' | '‚' | '‹' | '—' | '–' | '-' | '/' | '’' | '\'')
}

/// Signs that stand before a word as well as behind one: a quotation begins after them where a word follows.
fn is_beside_words(c: char) -> bool {
    matches!(c, '*' | '_' | '=')
}

/// Whether `;`, `!`, `?` or `:` directly after this character is punctuation that lacks its space.
fn takes_mark(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, ')' | ']' | '}' | '»' | '”' | '’' | '\'' | '%' | '…' | '.' | '°' | '€' | '$')
}

/// Whether digits after this character can be the first group of a number.
fn starts_number(c: char) -> bool {
    !c.is_alphanumeric() && !matches!(c, '.' | ',' | '-' | '_' | '/' | ':' | '+' | '=' | '#')
}

/// Whether `text` begins with a group of exactly three digits.
fn is_group(text: &str) -> bool {
    let digits = text.bytes().take(4).take_while(u8::is_ascii_digit).count();
    digits == 3 && !text[3..].starts_with(char::is_alphanumeric)
}
