//! Titles of documents: as long as search engines show them, and told apart where they are cut.

use super::{Builder, Head};

/// Longest title of the document.
const TITLE: usize = 65;

impl Builder<'_> {
    /// A title with the number of its page, unless it is the first.
    pub(super) fn numbered(&self, title: &str, number: u32) -> String {
        let args = || [("title", title.into()), ("n", number.into())];
        if number > 1 { self.messages.format(self.lang, "title-of-page", &args()) } else { title.to_owned() }
    }

    /// The title of the document, as long as search engines show: with the site's name, else alone, else in short with the
    /// site's name, else cut.
    pub(super) fn full_title(&self, head: &Head, site: &str) -> String {
        let whole = self.numbered(&head.title, head.number);
        let with_site = |title: &str| self.say("page-title", &[("title", title), ("site", site)]);
        // A deal may be called in short what the company is called that has a page too.
        let is_free = |short: &&String| {
            !short.is_empty()
                && (head.title == **short
                    || self.briefing.companies.iter().all(|c| c.short_in(self.lang) != short.as_str()))
        };
        let short = Some(&head.short).filter(|_| whole.chars().count() > TITLE).filter(is_free);
        let short = short.map(|short| with_site(&self.numbered(short, head.number)));
        let ways = [Some(with_site(&whole)), Some(whole.clone()), short];
        let cut = || {
            let around = whole.chars().count().saturating_sub(head.title.chars().count());
            self.numbered(&pinched(&head.title, TITLE.saturating_sub(around)), head.number)
        };
        ways.into_iter().flatten().find(|title| title.chars().count() <= TITLE).unwrap_or_else(cut)
    }
}

/// A title cut in the middle: what tells deals of the same companies apart stands at the end.
fn pinched(title: &str, most: usize) -> String {
    const ELLIPSIS: &str = " … ";
    if title.chars().count() <= most {
        return title.to_owned();
    }
    let room = most.saturating_sub(ELLIPSIS.chars().count());
    let words: Vec<&str> = title.split(' ').collect();
    let length = |words: &[&str]| words.join(" ").chars().count();
    let (mut front, mut back) = (1.min(words.len()), words.len());
    while back > front && length(&words[back - 1..]) <= room / 2 {
        back -= 1;
    }
    while front < back && length(&words[..=front]) + length(&words[back..]) <= room {
        front += 1;
    }
    shorten(&[&words[..front].join(" "), ELLIPSIS, &words[back..].join(" ")].concat(), most)
}

/// Cut at a word, with an ellipsis.
pub(super) fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    // The ellipsis counts.
    let cut: String = text.chars().take(most.saturating_sub(1)).collect();
    let end = cut.rfind(char::is_whitespace).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';', ':', '.', ' ']))
}
