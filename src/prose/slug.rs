//! Fragments of headings: `#conditions-de-l-accord`, unique in a text.
//!
//! A slug has lowercase ASCII letters, digits and single hyphens only, so that an id with any other character (notes
//! have a colon) can never be one.

use std::collections::HashMap;

/// The longest slug without its number, in bytes.
const LONGEST: usize = 64;

/// The slugs of one text.
#[derive(Debug, Default)]
pub(super) struct Slugs {
    /// Each slug given out, and the last number that was tried with it.
    taken: HashMap<String, u32>,
}

impl Slugs {
    /// A slug for this heading that no earlier one has.
    pub(super) fn add(&mut self, heading: &str) -> String {
        let base = slug(heading);
        let mut number = self.taken.get(&base).copied().unwrap_or(0);
        let mut unique = base.clone();
        while self.taken.contains_key(&unique) {
            number += 1;
            unique = format!("{base}-{}", number + 1);
        }
        if number > 0 {
            self.taken.insert(base, number);
        }
        self.taken.entry(unique.clone()).or_insert(0);
        unique
    }

    /// Whether a heading has this slug.
    pub(super) fn contains(&self, slug: &str) -> bool {
        self.taken.contains_key(slug)
    }

    /// All slugs, sorted.
    pub(super) fn sorted(&self) -> Vec<&str> {
        let mut all: Vec<&str> = self.taken.keys().map(String::as_str).collect();
        all.sort_unstable();
        all
    }
}

fn slug(heading: &str) -> String {
    let mut slug = String::new();
    // Four characters of a word may be spent on white space or punctuation before the limit can be reached.
    for c in heading.chars().take(4 * LONGEST) {
        let ascii = deunicode::deunicode_char(c).unwrap_or("");
        for c in ascii.chars() {
            if c.is_ascii_alphanumeric() {
                slug.push(c.to_ascii_lowercase());
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        if slug.len() >= LONGEST {
            break;
        }
    }
    slug.truncate(LONGEST);
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "section".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::Slugs;

    #[test]
    fn unique_and_readable() {
        let mut slugs = Slugs::default();
        for (heading, slug) in [
            ("Conditions de l’accord", "conditions-de-l-accord"),
            ("À qui ça profite ?", "a-qui-ca-profite"),
            ("À qui ça profite !", "a-qui-ca-profite-2"),
            ("À qui ça profite…", "a-qui-ca-profite-3"),
            ("a", "a"),
            ("a-2", "a-2"),
            ("a", "a-3"),
            ("???", "section"),
            ("", "section-2"),
            ("北京", "bei-jing"),
        ] {
            assert_eq!(slugs.add(heading), slug, "{heading:?}");
        }
        assert!(slugs.add(&"long ".repeat(100)).len() <= super::LONGEST);
    }
}
