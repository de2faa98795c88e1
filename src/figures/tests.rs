//! What the outside cannot see: that reading takes time linear in the text, counted in looks at tokens.

use super::reader::Reader;
use super::{Grammar, Terms};
use crate::parse::base_vocabulary;
use crate::vocabulary::lexicon::mask::Masks;

/// Figures, and the beginnings of figures, that hurt a reader which looks back or tries again.
const HOSTILE: [&str; 40] = [
    "1",
    ",",
    ".",
    " ",
    "$",
    "1 ",
    "1 000 ",
    "1,",
    "1.",
    "1,000",
    "1-",
    "1 - ",
    "1/",
    "1:",
    "1'",
    "-",
    "'",
    "d'",
    "milliards de ",
    "entre 1 et ",
    "de 1 à ",
    "plus de ",
    "environ ",
    "environ à de ",
    "cent ",
    "mille ",
    "quatre-vingt-",
    "vingt et ",
    "a half ",
    "dizaines de ",
    "plusieurs ",
    "des milliers de milliers de ",
    "US$",
    "USD ",
    "le le le ",
    "novembre ",
    "1 novembre ",
    "fin de l'année ",
    "d'ici ",
    "1 Nvidia ",
];

/// Looks at tokens for `n` repetitions.
fn looks(piece: &str, n: usize, grammar: Grammar) -> usize {
    let text = piece.repeat(n);
    let reader = Reader::new(&text, grammar, &Terms { vocabulary: base_vocabulary(), names: &[] });
    reader.read();
    reader.looks.get()
}

#[test]
fn twice_the_text_is_twice_the_work() {
    for grammar in Grammar::all() {
        for piece in HOSTILE {
            let (once, twice) = (looks(piece, 2000, grammar), looks(piece, 4000, grammar));
            assert!(twice <= 2 * once + 2000, "{piece:?}: {once} looks, then {twice}");
            // No token is looked at more often than a figure has parts.
            assert!(once <= 2000 * 600, "{piece:?}: {once} looks");
        }
    }
}

/// What the counter does not see is in one pass: cutting the text, and finding the ends of masks.
#[test]
#[expect(clippy::unwrap_used, reason = "tests")]
fn a_megabyte_is_read() {
    let figures = ["1", ",", "milliards de ", "entre 1 et ", " ", "$"];
    for piece in figures.into_iter().chain(["`", "` `` ", "[^", "{{", "](", "http://", "*", "\n", "é", "GB200", "{{\n"])
    {
        let text = piece.repeat(1_000_000 / piece.len());
        let terms = Terms { vocabulary: base_vocabulary(), names: &[] };
        let readings = super::read(&text, Grammar::of("fr").unwrap(), &terms);
        assert!(readings.iter().all(|reading| text.get(reading.range.clone()).is_some()), "{piece:?}");
    }
}

#[test]
fn masks_end_where_markdown_ends_them() {
    for (text, at, end) in [
        ("`a` b", 0, Some(3)),
        ("``a ` b`` c", 0, Some(9)),
        ("`a\n\nb`", 0, None),
        ("```\na\n\nb\n```", 0, Some(12)),
        ("[^wire:9] b", 0, Some(9)),
        ("[^wire 9] b", 0, Some(6)),
        ("[a](b/c) d", 2, Some(8)),
        ("{{ a.b }} c", 0, Some(9)),
        ("{{ a.b\n}} c", 0, None),
        ("https://a.b/c d", 0, Some(13)),
        ("(www.a.b) c", 1, Some(9)),
        ("was it", 0, None),
    ] {
        assert_eq!(Masks::new(text).end_at(at), end, "{text:?}");
    }
}
