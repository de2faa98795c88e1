//! What an output was made from, so that the next build knows what it need not make again.
//!
//! A [`Record`] has a fingerprint of everything that a build depends on: the program itself, the day, the options, and
//! each file by its content. If all are equal, so is the site. If only texts differ, and only in their words
//! ([`crate::model::Prose::outward`]), so does the site only where those words are printed ([`super::edited`]); if sheets
//! of deals do, where these deals are looked at ([`super::inputs`]).
//! A record says "this input gives that output"; it stays true whatever becomes of the output later.

use std::fmt::Write;

use jiff::civil::Date;
use rayon::prelude::*;

use super::{Compiled, Options};
use crate::diagnostics::counted;
use crate::files::Input;
use crate::theme::{Folders, shown};

const HEADER: &str = "tearsheet record 2";

/// What an output was made from, and what else is to be said when it is not made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    program: blake3::Hash,
    today: Date,
    /// The day that the briefing is kept to, if nothing waits for a day: once it has passed, all days are that one.
    kept_to: Option<Date>,
    drafts: bool,
    /// Whether every file could be read as it should be. If not, its text here is not what is on the disk.
    readable: bool,
    /// In the order of paths.
    files: Vec<Entry>,
    /// Whether there was nothing to report.
    pub clean: bool,
    /// How many pages were made.
    pub pages: usize,
    /// How many sources are quoted and have no clipping, and the first of them.
    pub unchecked: Option<(usize, String)>,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    path: String,
    content: blake3::Hash,
    /// What others see of it, if it is a published text.
    outward: Option<blake3::Hash>,
}

/// How the input differs from that of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Not at all.
    None,
    /// In these texts, which were published then, and sheets of deals; sorted.
    Texts(Vec<String>),
    /// In something that any page may show: for people, what.
    Any(String),
}

impl Record {
    /// The record of an input, before it is compiled. `program` is a hash of the program that will do it.
    pub fn of(
        program: blake3::Hash,
        input: &Input,
        themes: &Folders,
        locales: &[(String, String)],
        options: &Options,
    ) -> Record {
        let hash =
            |path: &str, bytes: &[u8]| Entry { path: path.to_owned(), content: blake3::hash(bytes), outward: None };
        let mut files: Vec<Entry> = input.files.texts.par_iter().map(|f| hash(&f.path, f.text.as_bytes())).collect();
        files.par_extend(input.files.assets.par_iter().map(|asset| hash(&asset.path, &asset.bytes)));
        for (theme, folder) in themes {
            files.extend(folder.iter().map(|(path, bytes)| hash(&shown(theme, path), bytes)));
        }
        files.extend(locales.iter().map(|(tag, text)| hash(&format!("locales/{tag}.toml"), text.as_bytes())));
        files.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
        let Options { today, drafts } = *options;
        let readable = input.diagnostics.is_empty() && input.unread.is_empty();
        Record { program, today, kept_to: None, drafts, readable, files, clean: false, pages: 0, unchecked: None }
    }

    /// The record of the output that was made of it.
    pub fn conclude(&mut self, compiled: &Compiled) {
        let bodies: Vec<_> = compiled.briefing.bodies().collect();
        let seen: Vec<(&str, blake3::Hash)> =
            bodies.par_iter().map(|(_, body)| (compiled.path(body), body.outward())).collect();
        for (path, outward) in seen {
            if let Ok(index) = self.files.binary_search_by(|entry| entry.path.as_str().cmp(path)) {
                self.files[index].outward = Some(outward);
            }
        }
        // What is hidden may be under an embargo, which a later day ends.
        self.kept_to = compiled.briefing.site.kept_to.filter(|_| compiled.briefing.hidden.is_empty());
        self.clean = compiled.diagnostics.0.is_empty() && compiled.unserved().is_none();
        self.pages = compiled.page_count();
        self.unchecked = compiled.unchecked();
    }

    /// What others saw of a text then.
    pub(super) fn outward(&self, path: &str) -> Option<blake3::Hash> {
        let index = self.files.binary_search_by(|entry| entry.path.as_str().cmp(path)).ok()?;
        self.files[index].outward
    }

    /// How `self` differs from the record of an earlier build.
    pub fn since(&self, before: &Record) -> Difference {
        if self.program != before.program {
            return Difference::Any("this is another version of the program".to_owned());
        }
        // What is an error because it lies ahead lies ahead no more on a later day.
        let kept = before.kept_to.is_some_and(|kept| kept <= before.today) && before.today <= self.today;
        if self.today != before.today && !kept {
            return Difference::Any(format!("the day is another: {} then, {} now", before.today, self.today));
        }
        if self.drafts != before.drafts {
            let (then, now) = if self.drafts { ("without", "with") } else { ("with", "without") };
            return Difference::Any(format!("the last build was {then} `--drafts`, this one is {now}"));
        }
        if !self.readable || !before.readable {
            return Difference::Any("a file cannot be read as it should be, or could not".to_owned());
        }
        let (mut texts, mut others) = (Vec::new(), Vec::new());
        let mut old = before.files.iter().peekable();
        for now in &self.files {
            while let Some(gone) = old.next_if(|old| old.path < now.path) {
                others.push(format!("`{}` is gone", gone.path));
            }
            match old.next_if(|old| old.path == now.path) {
                None => others.push(format!("`{}` is new", now.path)),
                Some(old) if old.content == now.content => {}
                Some(old) if old.outward.is_some() || is_deal(&now.path) => texts.push(now.path.clone()),
                Some(_) => others.push(format!("`{}` changed", now.path)),
            }
        }
        others.extend(old.map(|gone| format!("`{}` is gone", gone.path)));
        match (others.as_slice(), texts.is_empty()) {
            ([], true) => Difference::None,
            ([], false) => Difference::Texts(texts),
            ([one], true) => Difference::Any(one.clone()),
            ([first, rest @ ..], _) => {
                let more = rest.len() + texts.len();
                Difference::Any(format!("{first}, and {} changed too", counted(more, "other file")))
            }
        }
    }

    /// Its text, as [`Record::parse`] reads it.
    pub fn render(&self) -> String {
        let mut text = String::with_capacity(self.files.len() * 200 + 256);
        let Record { program, today, kept_to, drafts, readable, files, clean, pages, unchecked } = self;
        let kept_to = kept_to.map_or_else(|| "-".to_owned(), |day| day.to_string());
        let hash = program.to_hex();
        // Writing to a string cannot fail.
        let _ =
            writeln!(text, "{HEADER}\n{hash} {today} {kept_to} {drafts} {readable} {clean} {pages} {}", files.len());
        match unchecked {
            None => text.push_str("0\n"),
            Some((count, first)) => {
                let _ = writeln!(text, "{count} {first}");
            }
        }
        for Entry { path, content, outward } in files {
            text.push_str(&content.to_hex());
            text.push(' ');
            match outward {
                Some(outward) => text.push_str(&outward.to_hex()),
                None => text.push('-'),
            }
            text.push(' ');
            text.push_str(path);
            text.push('\n');
        }
        text
    }

    /// Reads a record to the end of its lines; `None` if it is not one as we write them.
    pub fn parse<'t>(lines: &mut impl Iterator<Item = &'t str>) -> Option<Record> {
        if lines.next()? != HEADER {
            return None;
        }
        let mut head = lines.next()?.split(' ');
        let program = blake3::Hash::from_hex(head.next()?).ok()?;
        let today = head.next()?.parse().ok()?;
        let kept_to = match head.next()? {
            "-" => None,
            day => Some(day.parse().ok()?),
        };
        let drafts = head.next()?.parse().ok()?;
        let (readable, clean) = (head.next()?.parse().ok()?, head.next()?.parse().ok()?);
        let pages = head.next()?.parse().ok()?;
        let count: usize = head.next()?.parse().ok()?;
        let unchecked = match lines.next()?.split_once(' ') {
            None => None,
            Some((count, first)) => Some((count.parse().ok()?, first.to_owned())),
        };
        let files = lines.take(count).map(Entry::parse).collect::<Option<Vec<Entry>>>()?;
        let record = Record { program, today, kept_to, drafts, readable, files, clean, pages, unchecked };
        (record.files.len() == count).then_some(record)
    }
}

/// Whether a file is the sheet of a deal.
fn is_deal(path: &str) -> bool {
    path.starts_with("content/deals/") && path.ends_with(".toml")
}

impl Entry {
    fn parse(line: &str) -> Option<Entry> {
        let mut parts = line.splitn(3, ' ');
        let content = blake3::Hash::from_hex(parts.next()?).ok()?;
        let outward = match parts.next()? {
            "-" => None,
            hash => Some(blake3::Hash::from_hex(hash).ok()?),
        };
        Some(Entry { path: parts.next()?.to_owned(), content, outward })
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::{Difference, Entry, Record};

    fn record(files: &[(&str, &str, Option<&str>)]) -> Record {
        let hash = |text: &str| blake3::hash(text.as_bytes());
        let entry = |(path, content, outward): &(&str, &str, Option<&str>)| Entry {
            path: (*path).to_owned(),
            content: hash(content),
            outward: outward.map(hash),
        };
        Record {
            program: hash("program"),
            today: "2026-06-01".parse().unwrap(),
            kept_to: None,
            drafts: false,
            readable: true,
            files: files.iter().map(entry).collect(),
            clean: true,
            pages: 3,
            unchecked: Some((2, "a source".to_owned())),
        }
    }

    #[test]
    fn what_is_rendered_is_parsed() {
        let mut record = record(&[("a b/é.md", "x", Some("y")), ("c.toml", "z", None)]);
        for (unchecked, kept_to) in [(record.unchecked.clone(), None), (None, Some(record.today))] {
            (record.unchecked, record.kept_to) = (unchecked, kept_to);
            let text = record.render() + "more\n";
            let mut lines = text.lines();
            assert_eq!(Record::parse(&mut lines).unwrap(), record);
            assert_eq!(lines.next(), Some("more"));
            for cut in 0..record.render().lines().count() {
                assert_eq!(Record::parse(&mut text.lines().take(cut)), None, "{cut} lines");
            }
        }
    }

    #[test]
    fn a_day_after_the_last_that_a_briefing_is_kept_to_is_no_other() {
        let before = record(&[("a.md", "1", None)]);
        let on = |today: &str| Record { today: today.parse().unwrap(), ..before.clone() };
        let kept = |to: &str| Record { kept_to: Some(to.parse().unwrap()), ..before.clone() };
        assert_eq!(on("2026-07-01").since(&kept("2026-06-01")), Difference::None);
        for (now, before) in [
            (on("2026-07-01"), before.clone()),
            (on("2026-07-01"), kept("2026-06-02")),
            (on("2026-05-31"), kept("2026-05-01")),
        ] {
            assert!(matches!(now.since(&before), Difference::Any(_)), "{now:?} {before:?}");
        }
    }

    #[test]
    fn differences_are_named() {
        let before = record(&[("a.md", "1", Some("o")), ("b.md", "1", Some("o")), ("c.toml", "1", None)]);
        let any = |why: &str| Difference::Any(why.to_owned());
        assert_eq!(before.since(&before), Difference::None);
        let now = record(&[("a.md", "2", None), ("b.md", "2", None), ("c.toml", "1", None)]);
        assert_eq!(now.since(&before), Difference::Texts(vec!["a.md".to_owned(), "b.md".to_owned()]));
        let now = record(&[("a.md", "2", None), ("b.md", "1", None), ("c.toml", "2", None)]);
        assert_eq!(now.since(&before), any("`c.toml` changed, and 1 other file changed too"));
        let now = record(&[("b.md", "1", None), ("c.toml", "1", None)]);
        assert_eq!(now.since(&before), any("`a.md` is gone"));
        let now = record(&[("a.md", "1", None), ("b.md", "1", None), ("c.toml", "1", None), ("d.toml", "1", None)]);
        assert_eq!(now.since(&before), any("`d.toml` is new"));
        // What could not be read is not what is on the disk: nothing is known of it, then or now.
        let unread = Record { readable: false, ..before.clone() };
        for (now, before) in [(&unread, &before), (&before, &unread), (&unread, &unread)] {
            assert!(matches!(now.since(before), Difference::Any(_)));
        }
    }
}
