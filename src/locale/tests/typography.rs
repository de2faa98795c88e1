//! Prose, before and after.

use super::{locale, meant, shown};
use crate::effort;

/// Each text, as typed and as set; and set again, which must change nothing.
fn check(tag: &str, cases: &[(&str, &str)]) {
    let locale = locale(tag);
    for (typed, expected) in cases {
        let set = locale.typography(&meant(typed), None).into_owned();
        assert_eq!(shown(&set), *expected, "{tag} {typed:?}");
        assert_eq!(shown(&locale.typography(&set, None)), *expected, "twice: {tag} {typed:?}");
    }
}

#[test]
fn french() {
    check(
        "fr",
        &[
            ("Vraiment ? Oui ! Bien ; soit.", "Vraiment~? Oui~! Bien~; soit."),
            ("Vraiment? Oui! Bien; soit.", "Vraiment~? Oui~! Bien~; soit."),
            ("Quoi?! Non !?", "Quoi~?! Non~!?"),
            ("Quoi_? Ah  !", "Quoi~? Ah~!"),
            ("Le prix : 38. Le prix: 38. Le prix~: 38", "Le prix_: 38. Le prix_: 38. Le prix_: 38"),
            ("à 12:30, 3:1, XNAS:AMZN, a::b c", "à 12:30, 3:1, XNAS:AMZN, a::b c"),
            ("à 12:30: rien", "à 12:30: rien"),
            ("https://a.fr/?q=l'a:b;c!d et l'an", "https://a.fr/?q=l'a:b;c!d et l’an"),
            ("Vu sur https://a.fr/b?", "Vu sur https://a.fr/b~?"),
            ("a ?b=1;c !important", "a ?b=1;c !important"),
            ("l'accord d'OpenAI, aujourd'hui", "l’accord d’OpenAI, aujourd’hui"),
            ("\"bonjour\" dit-il", "«~bonjour~» dit-il"),
            ("\" bonjour \" dit-il", "«~bonjour~» dit-il"),
            ("«bonjour» « oui » «_non_»", "«~bonjour~» «~oui~» «~non~»"),
            ("l'\"accord\" (\"le plan\")", "l’«~accord~» («~le plan~»)"),
            ("Il dit:\"oui\"? Non", "Il dit_:«~oui~»~? Non"),
            ("Est-ce \"sûr\" ?", "Est-ce «~sûr~»~?"),
            ("attendre... et .... ou ..", "attendre… et .... ou .."),
            ("1 400 milliards", "1~400_milliards"),
            ("12 500 000 dollars", "12~500~000_dollars"),
            ("en 2025 300 GPU, GB200 300, 06 12 34", "en 2025 300_GPU, GB200 300, 06 12 34"),
            ("10 % et 10%", "10~% et 10%"),
            ("38 milliards, 6 GW, 3 novembre, 38 accords", "38_milliards, 6_GW, 3_novembre, 38 accords"),
            ("50 MWh, 12 doses, 5 Md$, 3 pour", "50_MWh, 12_doses, 5_Md$, 3 pour"),
            ("? seul", "? seul"),
            ("", ""),
        ],
    );
}

#[test]
fn english() {
    check(
        "en",
        &[
            ("\"It's OpenAI's,\" he said: 'yes'.", "“It’s OpenAI’s,” he said: ‘yes’."),
            ("the partners' deal in the '20s", "the partners’ deal in the ’20s"),
            ("Really? Wait... (\"sure\")—\"no\"", "Really? Wait… (“sure”)—“no”"),
            ("a*\"foo\"* _'bar'_ b=\"c\" 5\" *", "a*“foo”* _‘bar’_ b=“c” 5” *"),
            ("\"He said 'no'\" twice", "“He said ‘no’” twice"),
            ("50 MWh, 12 doses, 3 November, 5 deals", "50_MWh, 12_doses, 3_November, 5 deals"),
            ("$38 billion, 6 GW, 1 400", "$38_billion, 6_GW, 1 400"),
        ],
    );
    check("es", &[("\"hola\" ¿qué? 10 %", "«hola» ¿qué? 10_%")]);
}

#[test]
fn what_stands_before_a_run_counts() {
    let (fr, en) = (locale("fr"), locale("en"));
    let set = |text, before| shown(&fr.typography(text, before));
    assert_eq!(set(" ? Oui", Some('I')), "~? Oui");
    assert_eq!(set("? Oui", Some('I')), "~? Oui");
    assert_eq!(set("? Oui", None), "? Oui");
    assert_eq!(set(": le prix", Some('x')), "_: le prix");
    assert_eq!(set("\" et", Some('x')), "~» et");
    assert_eq!(set("\"et", Some(' ')), "«~et");
    assert_eq!(set("d'", None), "d’");
    assert_eq!(en.typography("'s", Some('I')), "’s");
}

#[test]
fn unchanged_text_is_borrowed() {
    use std::borrow::Cow;
    let fr = locale("fr");
    assert!(matches!(fr.typography("Une phrase. Et une autre, sans rien.", None), Cow::Borrowed(_)));
    assert!(matches!(fr.typography("rien", None), Cow::Borrowed(_)));
}

#[test]
fn hostile_text_takes_linear_time() {
    let fr = locale("fr");
    for unit in ["a:", "\"", "? ", "1 ", "http://", "'", " ", "«", "... "] {
        effort::grows_with_size(unit, 500_000, |size| {
            let text = unit.repeat(size / unit.len());
            effort::of(|| drop(fr.typography(&text, None)))
        });
    }
}
