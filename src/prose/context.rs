//! What rendering asks of the site: [`Context`], and the answers.
//!
//! Prose knows Markdown; what an id leads to, how a fact reads in French, where a file is published and what a
//! theme's words are is known to the page that is being rendered.

use std::borrow::Cow;

use super::Mentions;
use crate::model::CompanyId;

/// The page on which a text is rendered.
pub trait Context {
    /// What stands before `#` in links to parts of the text: nothing on its own page. In a feed it is the address of that
    /// page, whose parts the ids are: there none is written, since entries stand side by side.
    fn page(&self) -> &str;

    /// Where `[[id]]` leads.
    fn link(&self, id: &str) -> Link;

    /// The fact `{{ a.b.c }}`: one to three segments. `None` if there is none; the text is then shown as written.
    fn fact(&self, path: &[&str]) -> Option<FactText>;

    /// The cited source, by id or alias. `None` if there is none; the citation is then shown as written.
    fn citation(&self, source: &str, line: Option<u32>) -> Option<Note>;

    /// The names to be linked at their first mention; `None` where that is off.
    fn mentions(&self) -> Option<&Mentions>;

    /// The address of a mentioned company; `None` where it is not to be linked (on its own page).
    fn mention(&self, company: CompanyId) -> Option<String>;

    /// A file of this entry, by its relative path with escapes resolved. `None` if there is none; the text of the
    /// link, or the picture's description, is then shown alone.
    fn file(&self, path: &str) -> Option<FileRef>;

    /// A run of text in the typography of the page's language; `before` is the character in front of it.
    fn typography<'a>(&self, text: &'a str, before: Option<char>) -> Cow<'a, str>;

    /// Where the word at the end of `text` begins that changes with the fact behind it ("de", "d’"), if there is one.
    fn link_word(&self, text: &str) -> Option<usize>;

    /// That word and the fact, as they stand one behind the other: "d’" and "environ 10 milliards".
    fn joined<'a>(&self, word: &str, fact: &'a str) -> (String, Cow<'a, str>);

    /// Whether the page around the text gives this id to a part of its own.
    fn is_taken(&self, id: &str) -> bool;

    /// A word of the theme.
    fn label(&self, label: Label) -> &str;

    /// The chart at this place among those of the text, as HTML. `None` if it is not known: its block is then shown.
    fn chart(&self, _index: usize) -> Option<String> {
        None
    }
}

/// Where `[[id]]` leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// To a page.
    To {
        /// Its address.
        href: String,
        /// Its name, shown for `[[id]]`.
        text: String,
        /// The language of `text`, where it is not the page's.
        lang: Option<String>,
        /// The company that the page is about: it needs no further link in this text.
        company: Option<CompanyId>,
    },
    /// To something that is not published, or not from here: its name is shown.
    Hidden {
        /// The name.
        text: String,
    },
    /// To nothing; the id is shown.
    Unknown,
}

/// A fact, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactText {
    /// "jusqu'à 6 gigawatts", in the typography of the page's language.
    pub text: String,
    /// Its evidence.
    pub href: Option<String>,
    /// Where it comes from, in a few words.
    pub title: Option<String>,
    /// Read out of a source rather than stated there.
    pub inferred: bool,
}

/// What a note says of a cited source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Publisher or title.
    pub label: String,
    /// The source's page.
    pub href: String,
    /// "ligne 9"; may be empty.
    pub detail: String,
    /// The language of `label`, where it is not the page's.
    pub lang: Option<String>,
}

/// A published file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileRef {
    /// Its address.
    pub href: String,
    /// Width and height of a picture, in pixels.
    pub size: Option<(u32, u32)>,
    /// The same picture in other widths, each with its address, the narrowest first and the picture itself last; none if it has
    /// one only.
    pub widths: Vec<(String, u32)>,
    /// How wide it is shown, as the attribute `sizes` says it.
    pub shown: String,
}

macro_rules! labels {
    ($($(#[$doc:meta])* $name:ident = $key:literal;)*) => {
        /// A word that a theme supplies.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Label {
            $($(#[$doc])* $name,)*
        }

        impl Label {
            /// All.
            pub const ALL: &'static [Label] = &[$(Label::$name),*];

            /// Its key among a theme's messages.
            pub fn key(self) -> &'static str {
                match self {
                    $(Label::$name => $key,)*
                }
            }
        }
    };
}

labels! {
    /// Title of a `[!NOTE]`.
    Note = "prose-note";
    /// Title of a `[!TIP]`.
    Tip = "prose-tip";
    /// Title of an `[!IMPORTANT]`.
    Important = "prose-important";
    /// Title of a `[!WARNING]`.
    Warning = "prose-warning";
    /// Title of a `[!CAUTION]`.
    Caution = "prose-caution";
    /// Name of the list of notes: "Notes".
    Notes = "prose-notes";
    /// What is read out for a note's number, in front of it: "Note".
    NoteNumber = "prose-note-number";
    /// What is read out for the way back from a note: "Back to text".
    BackToText = "prose-back-to-text";
    /// A checked box: "done".
    TaskDone = "prose-task-done";
    /// An empty box: "to do".
    TaskOpen = "prose-task-open";
    /// What is read out for a table, in front of its number: "Table".
    Table = "prose-table";
}
