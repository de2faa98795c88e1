//! Brackets and quotation marks that are never closed: where they open, and where they were probably meant to end.
//!
//! Looked for only in a text that is no TOML. The parser takes what follows an open bracket for its inside and finds
//! a mistake in each line of it; here a line that begins like a key or a header ends whatever is open. The text with
//! what is missing is parsed again, so that nothing is lost of what follows.
//!
//! ```text
//! topics = ["a", "b"          `[` ends where the next key begins
//! [[leg]                      a header ends with its line
//! { is = "1 USD, on = "2026"  a string ends before a comma and a key
//! [{ is = "a" , { is = "b" }] a table ends where a value cannot stand
//! ```

use std::ops::Range;

/// Something that is never closed.
#[derive(Debug)]
pub(super) struct Unclosed {
    /// The bracket or quotation mark.
    pub(super) opening: Range<usize>,
    /// Where it is taken to end.
    pub(super) end: usize,
    /// What is missing there.
    pub(super) missing: String,
    /// What showed it, if that stands further down.
    pub(super) noticed: Option<Range<usize>>,
    /// What cannot be judged because of it.
    pub(super) explains: Range<usize>,
}

/// Everything that is never closed, in the order of where it is taken to end.
pub(super) fn unclosed(source: &str) -> Vec<Unclosed> {
    let mut scan =
        Scan { source, at: 0, statement: 0, tokens: Vec::new(), open: Vec::new(), tables: 0, found: Vec::new() };
    while scan.at < source.len() {
        scan.line();
    }
    scan.close(0, None, false);
    scan.found.sort_by_key(|open| open.end);
    scan.found
}

/// The text with all of it closed.
pub(super) fn closed(source: &str, unclosed: &[Unclosed]) -> String {
    let mut text = String::with_capacity(source.len() + unclosed.len());
    let mut at = 0;
    for open in unclosed {
        text.push_str(&source[at..open.end]);
        text.push_str(&open.missing);
        at = open.end;
    }
    text + &source[at..]
}

/// How many bytes were put before which byte of [`closed`].
pub(super) fn added(unclosed: &[Unclosed]) -> Vec<(usize, usize)> {
    let mut before = 0;
    let place = |open: &Unclosed| {
        let length = open.missing.len();
        before += length;
        (open.end + before - length, length)
    };
    unclosed.iter().map(place).collect()
}

/// What a token is; of brackets and signs, the character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Sign(char),
    Word,
}

struct Scan<'s> {
    source: &'s str,
    at: usize,
    /// Where the key or header begins that is being read.
    statement: usize,
    /// The tokens since then.
    tokens: Vec<(Kind, Range<usize>)>,
    /// The brackets that are open.
    open: Vec<(char, usize)>,
    /// How many of them are braces.
    tables: usize,
    found: Vec<Unclosed>,
}

impl<'s> Scan<'s> {
    fn rest(&self) -> &'s str {
        &self.source[self.at..]
    }

    /// Reads to the end of a line, or of a string that ends further down.
    fn line(&mut self) {
        let begin = self.at + self.rest().len() - self.rest().trim_start_matches([' ', '\t']).len();
        let line = upto(&self.source[begin..], '\n');
        let is_header = is_header(line);
        let may_end = self.open.last().is_some_and(|(bracket, _)| *bracket == '[') || !self.expects_a_key();
        if is_header || (is_key(line) && may_end) {
            self.close(0, Some(begin..begin + line.trim_end().len()), false);
        }
        if self.open.is_empty() {
            (self.statement, self.tokens) = (begin, Vec::new());
            if is_header || line.starts_with('[') {
                self.header(begin, line);
                self.at = begin + line.len() + 1;
                return;
            }
        }
        while let Some(c) = self.rest().chars().next() {
            let start = self.at;
            self.at += c.len_utf8();
            match c {
                '\n' => return,
                '#' => self.at = start + upto(&self.source[start..], '\n').len(),
                '"' | '\'' => self.string(start, c),
                '[' | '{' => self.opening(start, c),
                ']' | '}' => self.closing(start, c),
                '=' => self.equals(start),
                ',' => self.tokens.push((Kind::Sign(c), start..self.at)),
                c if c.is_whitespace() => {}
                _ => {
                    let ends = |c: char| c.is_whitespace() || ",=[]{}#".contains(c);
                    self.at = start + self.source[start..].find(ends).unwrap_or(self.source.len() - start);
                    self.tokens.push((Kind::Word, start..self.at));
                }
            }
        }
    }

    /// Whether the next line may begin with a key of the table that is open.
    fn expects_a_key(&self) -> bool {
        self.tokens.last().is_some_and(|(kind, _)| matches!(kind, Kind::Sign(',' | '{')))
    }

    /// `[[leg`: a header that its line does not end.
    fn header(&mut self, begin: usize, line: &str) {
        let brackets = if line.starts_with("[[") { 2 } else { 1 };
        let Some(key) = line.get(brackets..).filter(|rest| rest.starts_with(|c: char| c.is_alphabetic() || c == '"'))
        else {
            return;
        };
        let name = key.len() - key.trim_start_matches(|c: char| c.is_alphanumeric() || "-_.\"'".contains(c)).len();
        let closed = key[name..].bytes().take_while(|&b| b == b']').count();
        let after = key[name + closed..].trim();
        if closed < brackets && (after.is_empty() || after.starts_with('#')) {
            self.found.push(Unclosed {
                opening: begin..begin + brackets,
                end: begin + brackets + name + closed,
                missing: "]".repeat(brackets - closed),
                noticed: None,
                explains: begin..begin + line.len(),
            });
        }
    }

    fn opening(&mut self, start: usize, bracket: char) {
        let in_table = self.open.last().is_some_and(|(open, _)| *open == '{');
        if in_table && self.tokens.last().is_some_and(|(kind, _)| *kind != Kind::Sign('=')) {
            self.close(self.open.len() - 1, Some(start..start + 1), true);
        }
        self.open.push((bracket, start));
        self.tables += usize::from(bracket == '{');
        self.tokens.push((Kind::Sign(bracket), start..start + 1));
    }

    /// Ends what was opened last, and whatever in it is open still.
    fn closing(&mut self, start: usize, bracket: char) {
        let opens = if bracket == ']' { '[' } else { '{' };
        let is_open = if opens == '{' { self.tables > 0 } else { self.tables < self.open.len() };
        if is_open && let Some(depth) = self.open.iter().rposition(|(open, _)| *open == opens) {
            self.close(depth + 1, Some(start..start + 1), false);
            self.open.pop();
            self.tables -= usize::from(opens == '{');
        }
        self.tokens.push((Kind::Sign(bracket), start..start + 1));
    }

    /// A list has no keys: it ended before this one.
    fn equals(&mut self, start: usize) {
        if self.open.last().is_some_and(|(open, _)| *open == '[') {
            let key = self.tokens.pop();
            self.close(self.open.len() - 1, Some(key.as_ref().map_or(start..start + 1, |(_, at)| at.clone())), true);
            self.tokens.extend(key);
        }
        self.tokens.push((Kind::Sign('='), start..start + 1));
    }

    /// Closes what is open deeper than `depth`, after the last token; `before_comma` that separates it from the next.
    fn close(&mut self, depth: usize, noticed: Option<Range<usize>>, before_comma: bool) {
        let Some(&(_, opened)) = self.open.get(depth..).and_then(<[_]>::last) else { return };
        self.tables -= self.open[depth..].iter().filter(|(open, _)| *open == '{').count();
        let missing = self.open.drain(depth..).rev().map(|(bracket, _)| if bracket == '[' { ']' } else { '}' });
        let missing: String = missing.collect();
        let is_last = |(kind, _): &&(Kind, Range<usize>)| !before_comma || *kind != Kind::Sign(',');
        let end = self.tokens.iter().rev().find(is_last).map_or(opened + 1, |(_, at)| at.end);
        // A string that ends there too has taken their ends with it.
        if let Some(string) = self.found.last_mut().filter(|string| string.end == end && string.opening.start > opened)
        {
            string.missing.push_str(&missing);
            return;
        }
        let explains = self.statement..end.max(noticed.as_ref().map_or(end, |at| at.start.saturating_sub(1)));
        self.found.push(Unclosed { opening: opened..opened + 1, end, missing, noticed, explains });
    }

    fn string(&mut self, start: usize, quote: char) {
        let triple = if quote == '"' { "\"\"\"" } else { "'''" };
        let is_long = self.source[start..].starts_with(triple);
        let mark = if is_long { triple } else { &triple[..1] };
        let inside = start + mark.len();
        let text = &self.source[inside..];
        let text = if is_long { text } else { upto(text, '\n') };
        let closed = end_of(text, mark);
        let meant = if is_long { long_end(text, closed) } else { self.short_end(text, closed) };
        let end = match (meant, closed) {
            (Some(length), _) => {
                let end = inside + length;
                let explains = self.statement..end.max(start + upto(&self.source[start..], '\n').len());
                let missing = mark.to_owned();
                self.found.push(Unclosed { opening: start..inside, end, missing, noticed: None, explains });
                end
            }
            (None, Some(length)) => inside + length + mark.len(),
            (None, None) => self.source.len(),
        };
        self.at = end;
        self.tokens.push((Kind::Word, start..end));
    }

    /// How long the text of a string is that is not closed on its line, or by the mark that opens the next one.
    fn short_end(&self, text: &str, closed: Option<usize>) -> Option<usize> {
        let comment = |text: &str| [" #", "\t#"].iter().filter_map(|mark| text.find(mark)).min();
        let commas = || text.match_indices(',').map(|(at, _)| at);
        let Some(length) = closed else {
            let key = commas().find(|&at| is_key(text[at + 1..].trim_start()));
            let end = comment(text).into_iter().chain(key).min().unwrap_or(text.len());
            return Some(self.without_closing(&text[..end]));
        };
        if text[length + 1..].chars().next().is_none_or(|c| c.is_whitespace() || ",]}#=".contains(c)) {
            return None;
        }
        // What opens here is the next string: of a list, or of the next key; or it is a word of a comment.
        let opens = |at: &usize| {
            let between = text[at + 1..length].trim();
            let key = between.strip_suffix(['[', '{']).unwrap_or(between).trim_end();
            between.is_empty() || (is_key(key) && key.ends_with('='))
        };
        let end = commas().take_while(|&at| at < length).find(opens).or_else(|| comment(&text[..length]))?;
        Some(self.without_closing(&text[..end]))
    }

    /// How long a text is without the brackets at its end that close what is open.
    fn without_closing(&self, text: &str) -> usize {
        let mut rest = text.trim_end();
        for _ in &self.open {
            rest = rest.strip_suffix(',').unwrap_or(rest).trim_end();
            let Some(shorter) = rest.strip_suffix([']', '}']) else { break };
            rest = shorter.trim_end();
        }
        rest.len()
    }
}

/// How long the text of a string over several lines is, if it is never closed, or by the mark that opens the next one.
fn long_end(text: &str, closed: Option<usize>) -> Option<usize> {
    let opens = |length: usize| {
        let line = &text[text[..length].rfind('\n')? + 1..length];
        is_key(&format!("{line} ")).then_some(()).filter(|()| line.trim_end().ends_with('='))
    };
    if closed.is_some_and(|length| opens(length).is_none()) {
        return None;
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if at > 0 && (is_key(line) || is_header(line.trim_end())) {
            return Some(at - 1);
        }
        at += line.len();
    }
    Some(text.len())
}

/// Where the mark stands that ends a string: escaped ones do not.
pub(super) fn end_of(text: &str, mark: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, c)| {
        let ends = !escaped && text[at..].starts_with(mark);
        escaped = c == '\\' && !escaped && mark.starts_with('"');
        ends.then_some(at)
    })
}

fn upto(text: &str, end: char) -> &str {
    text.split(end).next().unwrap_or("")
}

/// Whether a line begins with a key and its sign.
fn is_key(line: &str) -> bool {
    let bare = line.trim_start_matches(|c: char| c.is_alphanumeric() || "-_.".contains(c));
    let quoted = line.strip_prefix('"').and_then(|rest| rest.split_once('"')).filter(|_| bare.len() == line.len());
    let rest = quoted.map_or(bare, |(_, rest)| rest);
    rest.len() < line.len() && rest.trim_start().starts_with('=')
}

/// Whether a line is a header, closed or not.
fn is_header(line: &str) -> bool {
    let line = upto(line, '#').trim_end();
    let name = line.trim_start_matches('[').trim_end_matches(']');
    let brackets = line.len() - line.trim_start_matches('[').len();
    (1..=2).contains(&brackets)
        && name.starts_with(|c: char| c.is_alphabetic())
        && name.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
        && !["true", "false", "inf", "nan"].contains(&name)
}
