//! Prose as data: Markdown and the HTML it becomes, Markdown and the problems it has, the words alone; and time that
//! grows with the length.

mod effort;
mod html;
mod plain;
mod scanning;

use std::borrow::Cow;

use super::{Context, FactText, FileRef, Label, Link, Mentions, Note, Rendered, render};
use crate::model::CompanyId;

/// A small site: three companies, some facts, two sources, one picture.
struct Site {
    mentions: Option<Mentions>,
    page: String,
}

impl Site {
    fn new() -> Site {
        let names = [("OpenAI", 0), ("AMD", 1), ("Amazon", 2), ("Amazon Web Services", 3)];
        let mentions = Mentions::new(names.map(|(name, id)| (name, CompanyId(id))));
        Site { mentions: Some(mentions), page: String::new() }
    }
}

impl Context for Site {
    fn page(&self) -> &str {
        &self.page
    }

    fn link(&self, id: &str) -> Link {
        match id {
            "amd" => Link::To {
                href: "../amd.html".to_owned(),
                text: "AMD".to_owned(),
                lang: None,
                company: Some(CompanyId(1)),
            },
            "plan" => Link::To {
                href: "plan.html".to_owned(),
                text: "The plan".to_owned(),
                lang: Some("en".to_owned()),
                company: None,
            },
            "draft" => Link::Hidden { text: "A draft".to_owned() },
            _ => Link::Unknown,
        }
    }

    fn fact(&self, path: &[&str]) -> Option<FactText> {
        let fact = |text: &str| FactText { text: text.to_owned(), ..FactText::default() };
        match path {
            ["value"] => Some(FactText {
                href: Some("#value".to_owned()),
                title: Some("Reuters, \"ligne 9\"".to_owned()),
                ..fact("38 <milliards>")
            }),
            ["amd", "warrant", "stake"] => Some(FactText { inferred: true, ..fact("10 %") }),
            _ => None,
        }
    }

    fn citation(&self, source: &str, line: Option<u32>) -> Option<Note> {
        ["wire", "reuters", "press"].contains(&source).then(|| Note {
            // "wire" is an alias of "reuters".
            label: if source == "press" { "The Press" } else { "Reuters" }.to_owned(),
            href: if source == "press" { "press.html" } else { "reuters.html" }.to_owned(),
            detail: line.map_or_else(String::new, |line| format!("line {line}")),
            lang: (source == "press").then(|| "en".to_owned()),
        })
    }

    fn mentions(&self) -> Option<&Mentions> {
        self.mentions.as_ref()
    }

    fn mention(&self, company: CompanyId) -> Option<String> {
        // The page is OpenAI's own.
        (company.0 != 0).then(|| format!("/c/{}", company.0))
    }

    fn file(&self, path: &str) -> Option<FileRef> {
        match path {
            "chart.png" => {
                Some(FileRef { href: "files/chart.png".to_owned(), size: Some((640, 480)), ..FileRef::default() })
            }
            "my file.pdf" => Some(FileRef { href: "files/my file.pdf".to_owned(), ..FileRef::default() }),
            _ => None,
        }
    }

    /// French, as far as a test needs it: a narrow space in front of `!`, also where it begins a run.
    fn typography<'a>(&self, text: &'a str, before: Option<char>) -> Cow<'a, str> {
        if before.is_some_and(char::is_alphanumeric) && text.starts_with('!') {
            return Cow::Owned(format!("\u{202f}{text}"));
        }
        if text.contains(" !") { Cow::Owned(text.replace(" !", "\u{202f}!")) } else { Cow::Borrowed(text) }
    }

    fn link_word(&self, text: &str) -> Option<usize> {
        text.ends_with("of ").then(|| text.len() - 3)
    }

    fn joined<'a>(&self, word: &str, fact: &'a str) -> (String, Cow<'a, str>) {
        (word.replace("of ", "o’"), Cow::Borrowed(fact))
    }

    fn is_taken(&self, id: &str) -> bool {
        matches!(id, "sources" | "status")
    }

    fn label(&self, label: Label) -> &str {
        match label {
            Label::Note => "Note",
            Label::Tip => "Tip",
            Label::Important => "Important",
            Label::Warning => "Warning",
            Label::Caution => "Caution",
            Label::Notes => "Notes",
            Label::NoteNumber => "note",
            Label::BackToText => "Back to text",
            Label::TaskDone => "done",
            Label::TaskOpen => "to \"do\"",
            Label::Table => "Table",
        }
    }
}

fn rendered(markdown: &str) -> Rendered {
    render(markdown, &Site::new())
}
