//! Where the front matter of a text stands, and what looks like one without being it.
//!
//! Front matter is TOML between two lines `+++`, of which the first is the first line of the file. Anything near that
//! (a blank before it, another fence, the notation of another generator, keys without fences) would be printed as the
//! text's first paragraph, and with it a `draft = true` that was to keep the text unpublished. So it is an error, never
//! text. What is meant to be read as text can be told apart: `\+++` prints three plus signs, and code may hold anything.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use memchr::{memchr2, memchr3};

/// The lines `+++`.
pub(super) enum Fences {
    /// The text has no front matter.
    None,
    /// Only the first line is one: where it stands.
    Open(Range<usize>),
    /// Where the TOML stands, and where the Markdown begins.
    Closed(Range<usize>, usize),
}

/// Looks for front matter at `from`, where the text begins.
pub(super) fn fences(text: &str, from: usize) -> Fences {
    let mut at = from;
    let mut opening = None;
    for line in text.get(from..).unwrap_or("").split_inclusive('\n') {
        let fence = line.trim_end() == "+++";
        match (&opening, fence) {
            (None, false) => return Fences::None,
            (None, true) => opening = Some(at..at + 3),
            (Some(_), false) => {}
            (Some(first), true) => {
                let toml = text[first.end..].find('\n').map_or(first.end, |i| first.end + i + 1);
                return Fences::Closed(toml..at, at + line.len());
            }
        }
        at += line.len();
    }
    opening.map_or(Fences::None, Fences::Open)
}

/// Something that would be printed though it was meant as front matter.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stray {
    /// Where it stands.
    pub(super) at: Range<usize>,
    /// What it is, after "found".
    pub(super) what: &'static str,
    /// Whether to remove it is the mending.
    pub(super) removable: bool,
}

/// The first thing in a text without (or after its) front matter that was meant as one. `keys` are those that front
/// matter may have; `is_whole` says that the text begins here, with no front matter before it.
pub(super) fn stray(text: &str, from: usize, keys: &[&str], is_whole: bool) -> Option<Stray> {
    let rest = text.get(from..).unwrap_or("");
    let first = if is_whole { at_the_beginning(text, from, keys) } else { None };
    first.or_else(|| fence_below(rest, from)).or_else(|| draft_key(rest, from))
}

/// What stands first, blanks and comments aside.
fn at_the_beginning(text: &str, from: usize, keys: &[&str]) -> Option<Stray> {
    let begin = skip_unseen(text, from);
    let rest = &text[begin..];
    let (line, after) = rest.split_once(is_line_end).unwrap_or((rest, ""));
    let stray = |what| Some(Stray { at: begin..begin + line.trim_end().len(), what, removable: false });
    if is_fence(line) {
        if line.trim_end() == "+++" && begin > from {
            let what = "something before it";
            return Some(Stray { at: from..begin, what, removable: true });
        }
        let old_line_end = rest.as_bytes().get(line.len()) == Some(&b'\r') && !rest[line.len()..].starts_with("\r\n");
        return stray(if old_line_end { "lines that end with a carriage return alone" } else { "another fence" });
    }
    let mut lines = after.split(is_line_end).map(trim_unseen).filter(|line| !line.is_empty());
    let (mark, named) = line.trim_end().split_at(line.bytes().take_while(|b| b"-;%=~`*_#".contains(b)).count());
    let key = |line: &str| key_of(line).is_some();
    let own_key = |line: &str| key_of(line).is_some_and(|found| keys.iter().any(|key| key.eq_ignore_ascii_case(found)));
    match mark {
        "---" if named.is_empty() || is_format(named) => {
            let block: Vec<&str> = lines.by_ref().take_while(|line| !matches!(*line, "---" | "...")).collect();
            // A rule over a first sentence with a colon is no front matter; keys only, or one of ours, are.
            let all =
                !block.is_empty() && block.iter().all(|line| key(line) || line.starts_with(['-', '#', '[', '{', ']']));
            return if all || block.first().is_some_and(|line| own_key(line)) {
                stray("YAML between `---`")
            } else {
                None
            };
        }
        // A code block, `;;;`, `===`: the fences of others, round keys or round front matter as it should be.
        _ if mark.len() >= 3 => {
            let is_code = mark.starts_with(['`', '~']);
            if !(is_code || is_format(named) || named.is_empty()) {
                return None;
            }
            let first = lines.next();
            let inner = |line: &str| is_fence(line) || line == "---" || own_key(line);
            return if first.is_some_and(inner) { stray("another fence") } else { None };
        }
        _ => {}
    }
    let json = line.strip_prefix('{').map(|inside| inside.trim_start().to_owned());
    if let Some(inside) = json.filter(|inside| !inside.starts_with('{')) {
        let next = if inside.is_empty() { lines.next().unwrap_or("") } else { inside.as_str() };
        return if next.starts_with('"') { stray("JSON") } else { None };
    }
    // `title = "…"` without fences. A colon alone may well begin a sentence.
    let toml = own_key(line) && trim_unseen(line).find('=').is_some_and(|at| !line[..at].contains(':'));
    if toml { stray("a key without fences") } else { None }
}

/// A line of plus signs further down, outside of code; one that is indented under an item of a list is its text.
fn fence_below(rest: &str, from: usize) -> Option<Stray> {
    let mut in_item = false;
    let found = prose_lines(rest).find(|(_, line)| {
        let is_indented = line.starts_with("  ") || line.starts_with('\t');
        in_item = is_item(line) || (in_item && (is_indented || line.trim().is_empty()));
        is_fence(line) && !(in_item && is_indented)
    });
    found.map(|(at, line)| Stray {
        at: from + at..from + at + line.trim_end().len(),
        what: "a line `+++` in the text",
        removable: false,
    })
}

/// Whether a line begins an item of a list: `- a`, `12. a`.
fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let behind = line.strip_prefix(['-', '*', '+']).or_else(|| {
        line.trim_start_matches(|c: char| c.is_ascii_digit())
            .strip_prefix(['.', ')'])
            .filter(|rest| rest.len() + 1 < line.len())
    });
    behind.is_some_and(|behind| behind.starts_with([' ', '\t']))
}

/// `draft = true`, in whatever notation: in the text, and in the code that it may begin with.
fn draft_key(rest: &str, from: usize) -> Option<Stray> {
    let lines = prose_lines(rest).chain(head_lines(rest));
    let found = lines.filter(|(_, line)| says_draft(line)).min_by_key(|(at, _)| *at);
    found.map(|(at, line)| Stray {
        at: from + at..from + at + line.trim_end().len(),
        what: "a key that says that it is a draft",
        removable: false,
    })
}

/// Whether a line says of its text that it is not to be published: `draft: true`, `"draft" = "yes"`, `#+DRAFT: t`,
/// `published: false`, `status: draft`, `publish_on: 2026-06-02`. Words before it make a sentence of the line, unless they are a key, too; code in
/// the line says nothing.
fn says_draft(line: &str) -> bool {
    const YES: &[&str] = &["true", "yes", "y", "on", "1", "t", "oui", "vrai", "ja"];
    // Where no value is listed, any is one.
    const KEYS: [(&str, &[&str]); 11] = [
        ("draft", YES),
        ("brouillon", YES),
        ("entwurf", YES),
        ("private", YES),
        ("hidden", YES),
        ("visibility", &["private", "hidden", "draft", "unlisted", "internal"]),
        ("publish_on", &[]),
        ("published", &["false", "no", "n", "off", "0"]),
        ("publish", &["false", "no", "n", "off", "0"]),
        ("status", &["draft"]),
        ("state", &["draft"]),
    ];
    // Most lines have no such key, or no sign behind it; what code parts may be one.
    static BEGINNINGS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        let keys = ["draft", "publish", "status", "state", "brouillon", "entwurf", "private", "hidden", "visib"];
        AhoCorasick::builder().ascii_case_insensitive(true).build(keys).ok()
    });
    let has_key = || BEGINNINGS.as_ref().is_none_or(|keys| keys.is_match(line));
    // Of the wide forms of `:` and `=`, the first byte.
    if memchr3(b':', b'=', 0xEF, line.as_bytes()).is_none() || !(line.contains('`') || has_key()) {
        return false;
    }
    let lower = without_code(&line.to_lowercase());
    // AsciiDoc's, without a value.
    if trim_unseen(&lower) == ":draft:" {
        return true;
    }
    // Code that sets it, of templates and of texts with scripts; and a key that asks.
    let sets =
        ["export ", "const ", "let ", "{%", "is_", "is-"].iter().any(|code| trim_unseen(&lower).starts_with(code));
    let first = lower.find(char::is_alphanumeric);
    let begins_with_key = key_of(lower.trim_start_matches(|c: char| is_unseen(c) || "[{>-".contains(c))).is_some();
    KEYS.iter().any(|(key, values)| {
        lower.match_indices(key).any(|(at, _)| {
            let before = lower[..at].chars().next_back();
            let value = value_of(&lower[at + key.len()..]);
            // "Status: draft agreement" is a sentence, and so is "Draft: on Monday".
            let says = |(value, rest): (&str, &str)| {
                values.is_empty() || values.contains(&value) && (matches!(value, "true" | "false") || ends_line(rest))
            };
            before.is_none_or(|c| !(c.is_alphanumeric() || c == '-'))
                && value.is_some_and(says)
                && (sets || first.is_none_or(|first| first >= at) || (begins_with_key && separates(&lower[..at])))
        })
    })
}

/// Whether a key may stand behind `before`, which has another one: a sign between them, or more than a space.
fn separates(before: &str) -> bool {
    let marks = before.trim_end_matches(['"', '\'', '*', '_']);
    let shown = marks.trim_end();
    shown.ends_with([',', ';', '{', '[', '|']) || marks.len() > shown.len() + 1 || marks.ends_with('\t')
}

/// A line with its code left out.
fn without_code(line: &str) -> String {
    line.split('`').enumerate().map(|(i, part)| if i % 2 == 0 { part } else { "" }).collect()
}

/// Whether nothing follows but quotes, brackets and a comment.
fn ends_line(rest: &str) -> bool {
    let rest = rest.trim_start_matches(|c: char| is_unseen(c) || "\"'`*_,;}])".contains(c));
    rest.is_empty() || rest.starts_with(['#', '/']) || rest.starts_with("-->")
}

/// The first word behind `:`, `=`, `:=` or their wide forms, quotes and marks aside, and what follows it; `None` if there
/// is no such sign.
fn value_of(rest: &str) -> Option<(&str, &str)> {
    let marks = |c: char| is_unseen(c) || "\"'`*_".contains(c);
    let after = rest.trim_start_matches(marks);
    let value = after.trim_start_matches([':', '=', '\u{ff1a}', '\u{ff1d}']);
    if value.len() == after.len() {
        return None;
    }
    let value = value.trim_start_matches(marks).trim_start_matches("!!bool").trim_start_matches(marks);
    let end = value.find(|c: char| !c.is_alphanumeric()).unwrap_or(value.len());
    Some(value.split_at(end))
}

/// The lines of the code that a text begins with, fenced or indented, and of the comments before it.
fn head_lines(rest: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    let mut fence: Option<&str> = None;
    let mut is_over = false;
    lines(rest).filter_map(move |line| {
        let begin = at;
        at += line.len();
        let shown = trim_unseen(line);
        let marks = code_marks(shown);
        match fence {
            _ if is_over || shown.is_empty() => {}
            Some(open) if marks.starts_with(open) && shown == marks => is_over = true,
            None if marks.len() >= 3 => fence = Some(marks),
            None if !(line.starts_with("    ") || line.starts_with('\t') || shown.starts_with("<!--")) => {
                is_over = true
            }
            _ => return Some((begin, line)),
        }
        None
    })
}

/// Three or more backticks or tildes at the beginning of a line; less is nothing.
fn code_marks(shown: &str) -> &str {
    let first = shown.as_bytes().first().copied();
    &shown[..shown.bytes().take_while(|b| first == Some(*b) && b"`~".contains(b)).count()]
}

/// The lines of a text with what ends them.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = memchr2(b'\n', b'\r', rest.as_bytes()).map_or(rest.len(), |at| at + 1);
        let line = &rest[..end];
        rest = &rest[end..];
        (!line.is_empty()).then_some(line)
    })
}

/// Lines outside of fenced code, with where they begin. A line that is indented by four blanks is code as well.
fn prose_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    let mut code: Option<&str> = None;
    lines(text).filter_map(move |line| {
        let begin = at;
        at += line.len();
        let line = line.trim_end_matches(is_line_end);
        let shown = line.trim_start();
        let marks =
            &shown[..shown.bytes().take_while(|&b| shown.as_bytes().first() == Some(&b) && b"`~".contains(&b)).count()];
        match code {
            Some(open) if marks.starts_with(open) && shown.trim_end() == marks => code = None,
            Some(_) => {}
            None if marks.len() >= 3 => code = Some(marks),
            None if line.starts_with("    ") => {}
            None => return Some((begin, line)),
        }
        None
    })
}

/// Whether a line is plus signs, three or more, with nothing but the name of a format after them.
fn is_fence(line: &str) -> bool {
    // Of the wide plus sign, the first byte.
    if memchr2(b'+', 0xEF, line.as_bytes()).is_none() {
        return false;
    }
    // In a quotation it is one as well; with blanks between its signs too.
    let line = trim_unseen(line.trim_start_matches(|c: char| c == '>' || is_unseen(c)));
    if line == "+ + +" {
        return true;
    }
    let rest = line.trim_start_matches(['+', '\u{ff0b}']);
    let signs = line[..line.len() - rest.len()].chars().count();
    // After U+2028 and the like, which end no line here, follows what was meant as the next one.
    signs >= 3
        && (trim_unseen(rest).is_empty()
            || is_format(rest)
            || rest.starts_with(['\u{2028}', '\u{2029}', '\u{85}', '\u{b}', '\u{c}']))
}

fn is_format(word: &str) -> bool {
    let word = trim_unseen(word).trim_matches(['{', '}', '.', ':', '+', '-', '=', ';']);
    ["toml", "yaml", "yml", "json", "frontmatter", "front-matter", "meta", "org"]
        .iter()
        .any(|f| word.eq_ignore_ascii_case(f))
}

/// `title` of `title = …`, `"title": …`, `Title: …`.
fn key_of(line: &str) -> Option<&str> {
    let (key, _) = trim_unseen(line).trim_start_matches(['{', '#', ',']).split_once([':', '='])?;
    let key = trim_unseen(key).trim_matches(['"', '\'', '*', '_', '`']);
    let is_word = !key.is_empty() && key.len() <= 40 && key.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c));
    is_word.then_some(key)
}

/// Past blanks, marks that are not seen, and comments.
fn skip_unseen(text: &str, from: usize) -> usize {
    let mut at = from;
    loop {
        let rest = &text[at..];
        let blank = rest.len() - rest.trim_start_matches(is_unseen).len();
        let rest = &rest[blank..];
        let comment = [("<!--", "-->"), ("/*", "*/"), ("%%", "%%"), ("{#", "#}"), ("{%", "%}")].iter().find_map(
            |(open, close)| {
                // `%%%` is a fence of others.
                let inside = rest.strip_prefix(open).filter(|inside| *open != "%%" || !inside.starts_with('%'))?;
                Some(open.len() + inside.find(close)? + close.len())
            },
        );
        let comment = comment.or_else(|| line_comment(rest));
        match (blank, comment) {
            (0, None) => return at,
            (_, comment) => at += blank + comment.unwrap_or(0),
        }
    }
}

/// `// …`, `# …`, `[//]: # (…)`: the length of a line that is a comment somewhere, if a fence follows it. A heading that
/// is followed by text is none.
fn line_comment(rest: &str) -> Option<usize> {
    let is_comment = ["//", "#", "[//]:", "[comment]:", ";", "%"].iter().any(|mark| rest.starts_with(mark));
    let line = rest.find(is_line_end)?;
    let next = rest[line..].trim_start_matches(is_unseen);
    (is_comment && is_fence(next.split(is_line_end).next().unwrap_or(""))).then_some(line)
}

fn trim_unseen(text: &str) -> &str {
    text.trim_matches(is_unseen)
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r')
}

/// Whether a character shows nothing: blanks of every width, and marks of format such as the zero-width space and the
/// byte order mark.
fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'
                ..='\u{180f}'
        )
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}')
        || matches!(c, '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests;
