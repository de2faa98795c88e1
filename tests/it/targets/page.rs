//! A page without a site: what the conversion of Markdown asks for is answered as a page of one language would, with a
//! few names of its own. What was asked is kept, to be held against what scanning found.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeSet;

use tearsheet::locale::{Locale, embedded};
use tearsheet::model::CompanyId;
use tearsheet::parse::base_vocabulary;
use tearsheet::prose::{Context, FactText, FileRef, Label, Link, Mentions, Note};

pub(crate) struct Page {
    locale: Locale,
    mentions: Mentions,
    /// A letter for the kind (link, fact, citation, path), and what was looked for.
    asked: RefCell<BTreeSet<String>>,
}

impl Page {
    /// A page in a language that Tearsheet brings along.
    pub(crate) fn new(lang: &str) -> Page {
        let data = embedded(lang).expect("a language that is there");
        let locale = Locale::from_toml(lang, data, base_vocabulary(), &[]).expect("a language without mistakes");
        let mentions = Mentions::new([("AMD", CompanyId(0)), ("Amazon Web Services", CompanyId(1))]);
        Page { locale, mentions, asked: RefCell::default() }
    }

    /// What was asked since this was last called.
    pub(crate) fn asked(&self) -> BTreeSet<String> {
        self.asked.take()
    }

    fn note(&self, kind: char, what: &str) {
        self.asked.borrow_mut().insert(format!("{kind} {what}"));
    }
}

impl Context for Page {
    fn page(&self) -> &str {
        ""
    }

    fn is_taken(&self, id: &str) -> bool {
        matches!(id, "sources" | "status")
    }

    fn link(&self, id: &str) -> Link {
        self.note('l', id);
        match id {
            "amd" => {
                let company = Some(CompanyId(0));
                Link::To { href: "../amd.html".to_owned(), text: "AMD".to_owned(), lang: None, company }
            }
            "draft" => Link::Hidden { text: "…".to_owned() },
            _ => Link::Unknown,
        }
    }

    fn fact(&self, path: &[&str]) -> Option<FactText> {
        self.note('f', &path.join("."));
        let text = "environ 38 <milliards>".to_owned();
        let href = Some("#value".to_owned());
        (path == ["value"]).then(|| FactText { text, href, title: Some("\"9\"".to_owned()), inferred: true })
    }

    fn citation(&self, source: &str, line: Option<u32>) -> Option<Note> {
        self.note('c', &line.map_or_else(|| source.to_owned(), |line| format!("{source}:{line}")));
        let (label, href) = ("Reuters".to_owned(), "reuters.html".to_owned());
        (source == "wire").then(|| Note { label, href, detail: String::new(), lang: None })
    }

    fn mentions(&self) -> Option<&Mentions> {
        Some(&self.mentions)
    }

    fn mention(&self, company: CompanyId) -> Option<String> {
        (company == CompanyId(1)).then(|| "aws.html".to_owned())
    }

    /// Every file is there that can be below the root of a site.
    fn file(&self, path: &str) -> Option<FileRef> {
        self.note('p', path);
        let is_below = !path.replace('\\', "/").starts_with("//");
        // On a site the way to the folder of its entry stands before it: `javascript:x` may be the name of a file.
        let scheme = path.split_once(':').map_or("", |(scheme, _)| scheme);
        let is_scheme = !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        let way = if is_scheme { "./" } else { "" };
        is_below.then(|| FileRef { href: format!("{way}{path}"), ..FileRef::default() })
    }

    fn typography<'a>(&self, text: &'a str, before: Option<char>) -> Cow<'a, str> {
        self.locale.typography(text, before)
    }

    fn link_word(&self, text: &str) -> Option<usize> {
        self.locale.link(text).map(|(start, _)| start)
    }

    fn joined<'a>(&self, word: &str, fact: &'a str) -> (String, Cow<'a, str>) {
        match self.locale.link(word) {
            Some((_, link)) => link.join(fact),
            None => (word.to_owned(), Cow::Borrowed(fact)),
        }
    }

    fn label(&self, label: Label) -> &str {
        label.key()
    }
}
