//! Names of companies in running text.
//!
//! One Aho–Corasick automaton for all names of the site, made once. Of the matches that are whole words the leftmost
//! is taken, and of those the longest: "Amazon Web Services" is not "Amazon". A name also matches with the other
//! apostrophe, and across a line break of the source. Case counts: "oracle" is a word, "Oracle" a company.

use std::sync::Arc;

use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::AhoCorasick;

use crate::model::{Company, CompanyId};

/// All names by which companies are recognised in prose.
#[derive(Clone, Debug)]
pub struct Mentions {
    /// `None` where there is no name, or where there are more than an automaton can hold.
    automaton: Option<AhoCorasick>,
    /// The company of each pattern.
    companies: Vec<CompanyId>,
}

impl Mentions {
    /// The names, short and registered names and aliases of companies, given in the order of their ids.
    pub fn of(companies: &[Arc<Company>]) -> Mentions {
        let mut names: Vec<(&str, CompanyId)> = Vec::new();
        for (index, company) in companies.iter().enumerate() {
            let id = CompanyId::at(index);
            names.extend(company.names().chain(company.legal_name.as_deref()).map(|name| (name, id)));
        }
        Mentions::new(names)
    }

    /// From names and aliases. A name of two companies names neither; a name of one character is no name.
    pub fn new<'a>(names: impl IntoIterator<Item = (&'a str, CompanyId)>) -> Mentions {
        let mut patterns: BTreeMap<String, Option<CompanyId>> = BTreeMap::new();
        for (name, company) in names {
            for pattern in spellings(name.trim()) {
                patterns
                    .entry(pattern)
                    .and_modify(|known| *known = known.filter(|&known| known == company))
                    .or_insert(Some(company));
            }
        }
        let (patterns, companies): (Vec<String>, Vec<CompanyId>) =
            patterns.into_iter().filter_map(|(pattern, company)| company.map(|c| (pattern, c))).unzip();
        let automaton = if patterns.is_empty() { None } else { AhoCorasick::new(&patterns).ok() };
        Mentions { automaton, companies }
    }

    /// The mentions in `text`, in order, none inside another; `before` is the character in front of it.
    pub fn find(&self, text: &str, before: Option<char>) -> Vec<(Range<usize>, CompanyId)> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut found: Vec<(Range<usize>, CompanyId)> = automaton
            .find_overlapping_iter(text)
            .filter(|m| is_whole_word(text, m.range(), before))
            .filter_map(|m| Some((m.range(), *self.companies.get(m.pattern().as_usize())?)))
            .collect();
        found.sort_by_key(|(range, _)| (range.start, usize::MAX - range.end));
        let mut end = 0;
        found.retain(|(range, _)| {
            let keep = range.start >= end;
            if keep {
                end = range.end;
            }
            keep
        });
        found
    }
}

/// The forms in which a name is recognised.
fn spellings(name: &str) -> Vec<String> {
    if name.chars().nth(1).is_none() {
        return Vec::new();
    }
    let straight = name.replace('’', "'");
    let mut forms = vec![straight.clone()];
    if straight.contains('\'') {
        forms.push(straight.replace('\'', "’"));
    }
    let mut broken = Vec::new();
    for form in &forms {
        for (at, _) in form.match_indices(' ') {
            for line_end in ["\n", "\r\n"] {
                broken.push(format!("{}{line_end}{}", &form[..at], &form[at + 1..]));
            }
        }
    }
    forms.extend(broken);
    forms
}

fn is_whole_word(text: &str, range: Range<usize>, before: Option<char>) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    let left = text[..range.start].chars().next_back().or(before);
    let mut right = text[range.end..].chars();
    let next = right.next();
    // "Character.AI" and "amd.com" are not mentions of "Character" and "amd".
    let joined = next == Some('.') && right.next().is_some_and(is_letter);
    !left.is_some_and(is_letter) && !next.is_some_and(is_letter) && !joined
}

#[cfg(test)]
mod tests {
    use super::Mentions;
    use crate::model::CompanyId;

    #[test]
    fn whole_words_longest_first() {
        let names = [
            ("OpenAI", 1),
            ("Amazon", 2),
            ("Amazon Web Services", 3),
            ("AWS", 3),
            ("Moody's", 4),
            ("Meta", 5),
            ("Meta", 6),
            ("X", 7),
            ("Web Services Company", 8),
        ];
        let mentions = Mentions::new(names.map(|(name, id)| (name, CompanyId(id))));
        for (text, before, expected) in [
            ("OpenAI buys from Amazon", None, vec![(0, 6, 1), (17, 23, 2)]),
            ("d'OpenAI, l’Amazon, OpenAI's", None, vec![(2, 8, 1), (14, 20, 2), (22, 28, 1)]),
            ("Amazon Web Services", None, vec![(0, 19, 3)]),
            ("Amazon Web\nServices", None, vec![(0, 19, 3)]),
            ("Amazon Web\r\nServices", None, vec![(0, 20, 3)]),
            ("Amazon Web Servicesé", None, vec![(0, 6, 2)]),
            ("Amazon Web Services Company", None, vec![(0, 19, 3)]),
            ("OpenAIs éOpenAI openai OpenAI_x 4OpenAI", None, vec![]),
            ("OpenAI", Some('x'), vec![]),
            ("OpenAI", Some('«'), vec![(0, 6, 1)]),
            ("Moody's Moody’s", None, vec![(0, 7, 4), (8, 17, 4)]),
            ("OpenAI-AWS (OpenAI).", None, vec![(0, 6, 1), (7, 10, 3), (12, 18, 1)]),
            ("OpenAI.com OpenAI. Amazon", None, vec![(11, 17, 1), (19, 25, 2)]),
            ("Meta X", None, vec![]),
        ] {
            let found: Vec<(usize, usize, u32)> =
                mentions.find(text, before).into_iter().map(|(r, c)| (r.start, r.end, c.0)).collect();
            assert_eq!(found, expected, "{text:?}");
        }
        assert!(Mentions::new([]).find("OpenAI", None).is_empty());
    }
}
