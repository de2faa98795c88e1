//! Language files: what is refused, and what is said about it.

use super::{ES, locale};
use crate::locale::{Locale, embedded};
use crate::parse::base_vocabulary;

/// The message for French with `old` replaced by `new`, and the text at its span.
fn refused(old: &str, new: &str) -> (String, Option<String>) {
    let fr = embedded("fr").unwrap();
    assert!(fr.contains(old), "`{old}` is not in the file");
    let data = fr.replacen(old, new, 1);
    let error = Locale::from_toml("fr", &data, base_vocabulary(), &[]).unwrap_err();
    let found = error.span.map(|span| data[span].to_owned());
    (error.message, found)
}

#[test]
fn a_bad_file_is_refused_with_the_reason() {
    let cases = [
        ("inferred          =", "infered           =", "unknown field `infered`, expected one of `undisclosed`, "),
        ("none              = \"aucun\"\n", "", "missing field `none`"),
        ("\"au moins {}\"", "\"au moins\"", "expected one `{}` in `au moins`"),
        ("\"entre {} et {}\"", "\"entre {}\"", "expected two `{}` in `entre {}`"),
        (
            "\"{number}\\u202F%\"",
            "\"{nombre}%\"",
            "unknown placeholder `{nombre}` in `{nombre}%`, expected one of `{number}`",
        ),
        ("\"{number}\\u202F%\"", "\"{number} %\"", "a plain space after `{number}` in `{number} %`"),
        ("\"{number}\\u202F%\"", "\"{number\"", "a brace without its partner in `{number`"),
        ("\"{number}\\u202F%\"", "\"%\"", "no `{number}` in `%`"),
        (", \"{number}\\u00A0{scale} {code}\"]", "]", "the last pattern must do with `{code}`"),
        ("exponent = 9\none ", "exponent = 6\none ", "exponents must ascend"),
        (
            "\"{day}\\u00A0{month} {year}\"",
            "\"{day} {year}\"",
            "wrong placeholders in `dates.long.day`, expected `{day}`, `{month}`, `{year}`",
        ),
        ("\"novembre\", \"décembre\"]", "\"novembre\"]", "invalid length 11"),
    ];
    for (old, new, expected) in cases {
        let (message, _) = refused(old, new);
        assert!(message.starts_with(expected), "expected {expected:?}, found {message:?}");
    }
    let (_, found) = refused("\"au moins {}\"", "\"au moins\"");
    assert_eq!(found.as_deref(), Some("\"au moins\""));
}

#[test]
fn a_bad_tag_is_refused() {
    let error = Locale::from_toml("français", ES, base_vocabulary(), &[]).unwrap_err();
    assert!(error.message.starts_with("`français` is not a language tag"), "{error}");
    assert_eq!(error.span, None);
}

#[test]
fn a_locale_is_shared_between_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    let fr = locale("fr");
    shared(&fr);
    assert_eq!(fr.tag(), "fr");
    assert_eq!(embedded("es"), None);
}
