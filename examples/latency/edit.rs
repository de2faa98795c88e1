//! Edits that can be told apart: a file with a hole in it, and a number that fills the hole.
//!
//! The number stands in the text in a form that no other text of a corpus has, so that a page can be asked which
//! edit it shows. A fact is an amount, which pages spell in several ways; the others are a word.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Where the number goes in [`Subject::text`].
pub(crate) const HOLE: &str = "\u{1}";

/// What is edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A sentence of a deal's summary.
    Prose,
    /// The amount of a deal.
    Fact,
    /// The title of a deal.
    Title,
    /// The template of all deals.
    Template,
}

impl Kind {
    pub(crate) const ALL: [Kind; 4] = [Kind::Prose, Kind::Fact, Kind::Title, Kind::Template];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Prose => "prose",
            Kind::Fact => "fact",
            Kind::Title => "title",
            Kind::Template => "template",
        }
    }
}

/// One text that is edited again and again.
pub(crate) struct Subject {
    pub(crate) kind: Kind,
    /// Which of its kind; keeps the amounts of different deals apart, and in an order that no edit changes.
    pub(crate) nth: usize,
    pub(crate) file: PathBuf,
    /// The file's text, with [`HOLE`] where the number goes.
    pub(crate) text: String,
    /// The page that is looked at, as a path of the server.
    pub(crate) page: String,
}

/// How an editor saves.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Save {
    /// Into a hidden file beside it, which then takes its name.
    Rename,
    /// Into the file itself.
    InPlace,
}

impl Subject {
    /// The number that it is prepared with: no other subject of its kind has it.
    pub(crate) fn initial(&self) -> usize {
        self.nth
    }

    /// How pages spell edit number `n`; the first is how the file has it.
    pub(crate) fn spellings(&self, n: usize) -> Vec<String> {
        match self.kind {
            Kind::Fact => spell_dollars(1_000_000_000 + self.nth as u64 * 4_000_000 + n as u64 * 10 + 1),
            kind => vec![format!("{}{n:06}", kind.name())],
        }
    }

    /// Saves edit number `n`.
    pub(crate) fn save(&self, n: usize, save: Save) -> io::Result<()> {
        let filled = self.spellings(n).swap_remove(0);
        let text = self.text.replace(HOLE, &filled);
        match save {
            Save::InPlace => fs::write(&self.file, text),
            Save::Rename => {
                let beside = hidden_beside(&self.file);
                let mut file = fs::File::create(&beside)?;
                file.write_all(text.as_bytes())?;
                drop(file);
                fs::rename(beside, &self.file)
            }
        }
    }
}

/// `.goutputstream-edit` in the same folder: a name that an editor in use gives, so that every watcher knows it.
fn hidden_beside(file: &Path) -> PathBuf {
    file.with_file_name(".goutputstream-EDIT00")
}

/// "1.004000011" (of billions), "1,004,000,011" and "1004000011". The last digit is not zero, so that all are kept.
fn spell_dollars(dollars: u64) -> Vec<String> {
    let (billions, rest) = (dollars / 1_000_000_000, dollars % 1_000_000_000);
    let (millions, thousands, ones) = (rest / 1_000_000, rest / 1000 % 1000, rest % 1000);
    vec![
        format!("{billions}.{rest:09}"),
        format!("{billions},{millions:03},{thousands:03},{ones:03}"),
        dollars.to_string(),
    ]
}

#[cfg(test)]
mod tests {
    use super::spell_dollars;

    #[test]
    fn amounts_keep_their_zeros() {
        assert_eq!(spell_dollars(1_004_000_011), ["1.004000011", "1,004,000,011", "1004000011"]);
    }
}
