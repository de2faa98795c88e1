//! Fragments of headings: `#conditions-de-l-accord`, unique in a text.
//!
//! A slug has lowercase ASCII letters, digits and single hyphens only, and an id that a heading gives itself no colon, so
//! that an id with a colon can never be one. Notes have one, and so have headings that are called like a part of the page
//! around the text, as [`moved`] says.

use std::collections::HashMap;

/// What begins the id of a heading whose slug is that of a part of the page.
const MOVED: &str = "text:";

/// The id of a heading whose slug is that of a part of the page.
pub(super) fn moved(slug: &str) -> String {
    format!("{MOVED}{slug}")
}

/// The longest slug without its number, in bytes.
const LONGEST: usize = 64;

/// The slugs of one text.
#[derive(Debug, Default)]
pub(super) struct Slugs {
    /// Each slug given out, and the last number that was tried with it.
    taken: HashMap<String, u32>,
}

impl Slugs {
    /// A slug for this heading that no earlier one has: the id that it gives itself, or one made of its text.
    pub(super) fn add(&mut self, own: Option<&str>, heading: &str) -> String {
        let base = own.map_or_else(|| slug(heading), str::to_owned);
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

    /// Whether a fragment leads to a heading, by its slug or by its id on a page that has a part of that name.
    pub(super) fn contains(&self, fragment: &str) -> bool {
        self.taken.contains_key(fragment.strip_prefix(MOVED).unwrap_or(fragment))
    }
}

/// The id that the attributes of a heading give it: `{#id}`.
pub(super) fn own_id(attributes: &str) -> Option<&str> {
    let words = attributes.trim_matches(['{', '}']).split_whitespace();
    let mut ids = words.filter_map(|word| word.trim_start_matches(':').strip_prefix('#'));
    ids.find(|id| !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c)))
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
            assert_eq!(slugs.add(None, heading), slug, "{heading:?}");
        }
        assert!(slugs.add(None, &"long ".repeat(100)).len() <= super::LONGEST);
    }
}
