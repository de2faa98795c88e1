//! Words and signs of units and of money: each is of one alone, or nobody could tell what a text means.

use super::reader::{Reader, excerpt};
use super::vocabulary::Written;
use crate::diagnostics::{Diagnostic, codes};
use crate::quantity::Currency;
use crate::span::Spanned;
use crate::vocabulary::{Vocabulary, folded};

/// A word, and what it is of.
pub(super) struct Owned {
    /// The language; `None`: in all.
    tag: Option<String>,
    word: Spanned<String>,
    /// The word as it is looked up.
    text: String,
    /// The key of a unit, or the code of a currency.
    owner: String,
}

impl Owned {
    fn new(tag: Option<String>, word: &Spanned<String>, owner: &str) -> Owned {
        Owned { tag, word: word.clone(), text: spelt(&word.value), owner: owner.to_owned() }
    }
}

/// Signs, which mean the same in all languages.
pub(super) fn signs<'w>(all: &mut Vec<Owned>, owner: &str, signs: impl IntoIterator<Item = &'w Spanned<String>>) {
    all.extend(signs.into_iter().map(|sign| Owned::new(None, sign, owner)));
}

/// Words; those without a tag are in the first of `languages`.
pub(super) fn words(all: &mut Vec<Owned>, owner: &str, written: &Written, languages: &[Spanned<String>]) {
    for (tag, words) in written {
        let tag = tag.as_ref().or(languages.first());
        all.extend(words.iter().map(|word| Owned::new(tag.map(|tag| tag.value.clone()), word, owner)));
    }
}

/// Reports each word that is another's too: of an entry above it, or of `known`.
pub(super) fn check(all: &[Owned], known: &Vocabulary, reader: &mut Reader<'_>) {
    for (index, owned) in all.iter().enumerate() {
        let Owned { tag, word, text, owner } = owned;
        let clashes = |other: &str, written: &str, language: Option<&str>| {
            let met = tag.is_none() || language.is_none() || tag.as_deref() == language;
            met && other != owner && written == text
        };
        let above = all[..index].iter().find(|o| clashes(&o.owner, &o.text, o.tag.as_deref()));
        let built_in = || {
            let code = Currency::of_code(&word.value).map(|currency| currency.code().to_owned());
            let spoken = || known.spoken().find(|(other, written, tag)| clashes(other, &spelt(written), *tag));
            code.filter(|code| code != owner).or_else(|| Some(spoken()?.0.to_owned()))
        };
        let Some(other) = above.map(|above| above.owner.clone()).or_else(built_in) else { continue };
        let title = format!("`{}` is said of `{owner}` and of `{other}`", excerpt(&word.value));
        let problem = Diagnostic::new(codes::CONFIG, word.span, title);
        reader.report(match above {
            Some(above) => problem.context(above.word.span, "there").help("nobody could tell which one a text means"),
            None => problem.help(format!("nobody could tell which one a text means, and `{other}` is built in")),
        });
    }
}

/// As readers of figures look words up.
fn spelt(word: &str) -> String {
    folded(word).replace('-', " ")
}
