//! What counts as a word, in a text and in a query: folded to plain small letters, numbers in one form.
//!
//! `themes/ledger/assets/search.js` follows the same rules in the browser; `tests/site/words.json` has what both must
//! make of the same texts. No list of words of any language is needed: an elided article is told by its apostrophe, and
//! plurals are the business of the query, which looks for all words that begin alike.

use std::borrow::Cow;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// The longest word that is kept, in bytes: a longer one is an address or a slip.
const LONGEST: usize = 48;

/// A text in plain small letters: without accents, ligatures taken apart. Marks of other kinds stay.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            _ => decompose_compatible(c, |part| fold_into(part, &mut out)),
        }
    }
    out
}

/// A character that has been taken apart.
fn fold_into(c: char, out: &mut String) {
    if is_combining_mark(c) {
        return;
    }
    for small in c.to_lowercase() {
        match small {
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            'ς' => out.push('σ'),
            '’' | 'ʼ' => out.push('\''),
            _ => out.push(small),
        }
    }
}

/// Calls `visit` with each word of a text that was [`folded`].
///
/// A number is one word whatever stands between its groups: `1 400`, `1,400` and `1400` are `1400`, `3,50` is `3.5`. What
/// follows it without a space is a word of its own (`38bn`). Of what stands before an apostrophe, an elided article is no
/// word (`l'accord`, `qu'openai`), nor is the `s` behind one.
pub fn words(folded: &str, mut visit: impl FnMut(&str)) {
    let bytes = folded.as_bytes();
    let mut at = 0;
    while let Some(first) = folded[at..].chars().next() {
        let start = at;
        if first.is_ascii_digit() {
            at = number_end(bytes, at);
            let word = number(&folded[start..at]);
            if word.len() <= LONGEST {
                visit(&word);
            }
            continue;
        }
        if !first.is_alphanumeric() {
            at += first.len_utf8();
            continue;
        }
        at += folded[at..].find(|c: char| !c.is_alphanumeric()).unwrap_or(folded.len() - at);
        let word = &folded[start..at];
        let is_elided = bytes.get(at) == Some(&b'\'') && (word.len() == first.len_utf8() || word.ends_with("qu"));
        let is_genitive = word == "s" && start > 0 && bytes.get(start - 1) == Some(&b'\'');
        if word.len() <= LONGEST && !is_elided && !is_genitive {
            visit(word);
        }
    }
}

/// Where a number ends that begins at `start`: groups of three digits, or one run of them; then perhaps decimals.
fn number_end(bytes: &[u8], start: usize) -> usize {
    let run = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let is_point = |at: usize| matches!(bytes.get(at), Some(b'.' | b','));
    let decimals = |at: usize| if is_point(at) && run(at + 1) > 0 { at + 1 + run(at + 1) } else { at };
    let first = run(start);
    let mut end = start + first;
    let mut groups = 0;
    if first <= 3 {
        while (is_point(end) || bytes.get(end) == Some(&b' ')) && run(end + 1) == 3 {
            end += 4;
            groups += 1;
        }
    }
    // A point behind groups begins decimals; without groups it does as well.
    if groups > 0 || is_point(end) { decimals(end) } else { end }
}

/// A number without marks between its groups, without zeros that say nothing.
fn number(written: &str) -> Cow<'_, str> {
    if written.bytes().all(|b| b.is_ascii_digit()) {
        let bare = written.trim_start_matches('0');
        return Cow::Borrowed(if bare.is_empty() { "0" } else { bare });
    }
    // Marks before exactly three digits part groups, as long as no more than three digits stand before the first.
    let mut parts = written.split([' ', '.', ',']);
    let mut whole = parts.next().unwrap_or("").to_owned();
    let mut decimals = "";
    let grouped = whole.len() <= 3;
    let rest: Vec<&str> = parts.collect();
    for (index, part) in rest.iter().enumerate() {
        match grouped && part.len() == 3 && decimals.is_empty() {
            true => whole.push_str(part),
            false if index + 1 == rest.len() => decimals = part,
            false => whole.push_str(part),
        }
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        bare => bare,
    };
    match decimals.trim_end_matches('0') {
        "" => Cow::Owned(whole.to_owned()),
        decimals => Cow::Owned(format!("{whole}.{decimals}")),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::{folded, words};

    #[test]
    fn words_are_those_that_the_browser_makes() {
        let table: Vec<(String, Vec<String>)> =
            serde_json::from_str(include_str!("../../tests/site/words.json")).unwrap();
        assert!(table.len() > 20);
        for (text, expected) in table {
            let mut found = Vec::new();
            words(&folded(&text), |word| found.push(word.to_owned()));
            assert_eq!(found, expected, "{text}");
        }
    }
}
