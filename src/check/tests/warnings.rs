//! Rules that warn, and quotes: what they say and what they let pass.

use super::{Severity, deal, facts_say, run, says, says_of};
use crate::diagnostics::{Diagnostic, codes};

/// A paper that repeats the wire, another that does not, texts of sources, a page in two languages, companies that
/// share a name.
pub(super) const AROUND: &[(&str, &str)] = &[
    ("clippings/stray.txt", "A text.\n"),
    ("clippings/wire.txt", WIRE),
    (
        "content/companies/initech.toml",
        "name = \"Initech\"\naliases = [\"Acme\"]\n[[event]]\non = \"2026\"\nwhat = \"w\"\nsource = \"wire:1\"\nquote = \"never said\"\n",
    ),
    ("content/deals/single.md", "Acme pays {{ value }}.\n"),
    ("content/deals/single.fr.md", "Acme paie.\n"),
    ("content/pages/p.md", "+++\ntitle = \"P\"\n+++\n\nAcme.[^wire:99]\n"),
    ("content/pages/p.fr.md", "+++\ntitle = \"P\"\n+++\n\nAcme.\n"),
    (
        "content/sources/daily.toml",
        "title = \"D\"\nkind = \"press\"\nlang = \"en\"\nrelays = [\"wire\"]\npublished = \"2026-05-02\"\n",
    ),
    ("content/sources/idle.toml", "title = \"I\"\nkind = \"press\"\nlang = \"en\"\nread_on = 2026-05-01\n"),
    ("content/sources/old-wire.toml", "title = \"O\"\nkind = \"wire\"\nlang = \"en\"\npublished = \"2024-01-02\"\n"),
    (
        "content/deals/dusty.toml",
        "title = \"O\"\nstatus = { is = \"announced\", on = \"2024-01\", source = \"old-wire\" }\n[[leg]]\ncustomer = \"acme\"\nsupplier = \"globex\"\n",
    ),
    ("tearsheet.toml", SETTINGS),
];

/// The text of the wire.
const WIRE: &str = "Acme buys power\n\nAcme has signed for at least 10 billion dollars, it said.\nIt may build more.\n";

pub(super) const SETTINGS: &str = "title = \"Site\"\nbase_url = \"https://example.org/\"\nlanguages = [\"en\", \"fr\"]\n\
     currencies = [\"USD\", \"EUR\", \"GBP\"]\n[fields.since]\non = \"leg\"\ntype = \"date\"\n";

/// A binding deal that a paper alone tells of.
pub(super) const WEAK: &str = "title = \"W\"\nstatus = { is = \"signed\", on = \"2026-04-01\", source = \"daily\" }\n\
     [[leg]]\ncustomer = \"acme\"\nsupplier = \"globex\"\nvalue = { is = \"9 billion USD\", source = \"daily\" }\n";

/// A deal in which nearly everything is careless.
pub(super) const CARELESS: &str = "title = \"C\"\nstatus = { is = \"signed\", on = \"2024-04-01\", source = \"wire:3\" }\n\
     supersedes = \"old\"\n\
     [[leg]]\ncustomer = \"acme\"\nsupplier = \"globex\"\nstarts = \"2020\"\nterm = { is = \"2 years\", source = \"wire\" }\nends = \"2025\"\n\
     value = { is = \"1 billion USD\", source = \"wire:4\", quote = \"at least 10 billion dollars\" }\n\
     capacity = [{ is = \"1 GW\", source = \"wire\" }, { is = \"1 GW\", source = \"daily\" }]\n\
     valuation = { is = \"10 billion USD\", source = \"wire:3\", quote = \"at least 10 billion dollars\" }\n\
     gpus = { is = \"7 GPUs\", source = \"wire:3\", quote = \"it said\" }\n\
     hardware = { is = \"x\", source = \"wire:99\" }\n";

#[track_caller]
fn warns(own: &[(&str, &str)], expected: &[&str]) {
    says_of(Severity::Warning, own, expected);
}

/// A signed deal with these facts, the text of the wire at hand.
#[track_caller]
fn quotes_say(facts: &str, expected: &[&str]) {
    says(&[("clippings/wire.txt", WIRE), ("content/deals/x.toml", &deal(facts))], expected);
}

/// WIRE has four lines.
#[test]
fn lines_that_are_cited_are_there() {
    for (line, expected) in [("4", &[][..]), ("5", &["quote at wire:5"]), ("40000", &["quote at wire:40000"])] {
        quotes_say(&format!("hardware = {{ is = \"x\", source = \"wire:{line}\" }}"), expected);
    }
    let text = |line: u32| format!("+++\ntitle = \"P\"\n+++\n\nAcme.[^wire:{line}]\n");
    for (line, expected) in [(4, &[][..]), (5, &["quote at wire:5"])] {
        says(&[("clippings/wire.txt", WIRE), ("content/pages/p.md", &text(line))], expected);
    }
}

#[test]
fn quotes_stand_on_their_lines() {
    let cases: &[(&str, &[&str])] = &[
        ("hardware = { is = \"x\", source = \"wire:3\", quote = \"Acme has signed\" }", &[]),
        ("hardware = { is = \"x\", source = \"wire\", quote = \"has signed […] it said\" }", &[]),
        ("hardware = { is = \"x\", source = \"wire:4\", quote = \"Acme has signed\" }", &["quote at wire:4"]),
        (
            "hardware = { is = \"x\", source = \"wire:3\", quote = \"Acme has not signed\" }",
            &["quote at Acme has not signed"],
        ),
        ("hardware = { is = \"x\", source = [\"wire:1\", \"wire:3\"], quote = \"has signed\" }", &[]),
        ("hardware = { is = \"x\", source = [\"wire:1\", \"wire:4\"], quote = \"has signed\" }", &["quote at wire:1"]),
        // The blog has no text here: the words may be from there.
        ("hardware = { is = \"x\", source = [\"wire:1\", \"blog:4\"], quote = \"a blog’s words\" }", &[]),
        ("[[quote]]\nby = \"A\"\ntext = \"It may build more\"\nsource = \"wire:4\"", &[]),
        ("[[quote]]\nby = \"A\"\ntext = \"It will build more\"\nsource = \"wire:4\"", &["quote at It will build more"]),
        ("[[reaction]]\nwhat = \"r\"\nsource = \"wire:3\"\nquote = \"Acme buys power\"", &["quote at wire:3"]),
    ];
    for (facts, expected) in cases {
        quotes_say(facts, expected);
    }
}

#[test]
fn a_quote_has_words_and_the_figure_that_it_proves() {
    // No clipping is needed to see it.
    facts_say("hardware = { is = \"x\", source = \"wire\", quote = \"[…]\" }", &["quote at […]"]);
    facts_say("hardware = { is = \"x\", source = \"wire\", quote = \"« – »\" }", &["quote at « – »"]);
    let cases: &[(&str, &str, &[&str])] = &[
        ("value = { is = \"83 billion USD\"", "billions of dollars", &["no-quote at billions of dollars"]),
        ("value = { is = \"83 billion USD\"", "a contract", &["no-quote at a contract"]),
        ("value = { is = \"83 billion USD\"", "for seven years", &["no-quote at for seven years"]),
        ("value = { is = \"83 billion USD\"", "$83 billion", &[]),
        ("value = { is = \"83 billion USD\"", "nearly 83 billion", &[]),
        ("value = { is = \"83 billion USD\", rank = \"deprecated\", because = \"b\"", "a contract", &[]),
        ("term = { is = \"7 years\"", "a", &["no-quote at a"]),
        ("term = { is = \"several years\"", "over the years", &[]),
        ("hardware = { is = \"x\"", "a chip", &[]),
    ];
    for (claim, quote, expected) in cases {
        let facts = format!("{claim}, source = \"wire\", quote = \"{quote}\" }}");
        let (_, problems) = run(&[("content/deals/x.toml", &deal(&facts))]);
        let of_quotes = |d: &&Diagnostic| d.code == codes::NO_QUOTE;
        assert_eq!(problems.iter().filter(of_quotes).count(), expected.len(), "{facts}{problems:#?}");
    }
}

#[test]
fn who_is_a_voice() {
    let press = |relays: &str| {
        format!("title = \"P\"\nkind = \"press\"\nlang = \"en\"\nread_on = 2026-06-01\nrelays = [{relays}]\n")
    };
    let cases: &[(&str, &str, &str, &[&str])] = &[
        // Papers that relay each other are one voice, and so is whoever relays one of them.
        ("\"second\"", "\"first\"", "[\"first\", \"second\"]", &["echo at status", "echo at value"]),
        ("\"second\"", "\"second\"", "[\"first\", \"second\"]", &["echo at status", "echo at value"]),
        ("", "", "[\"first\", \"second\"]", &[]),
        // A reader's comment is none: neither a second voice nor an echo.
        ("", "", "[\"first\", \"forum\"]", &["one-source at signed"]),
        ("", "", "[\"first\", \"blog:61\"]", &["one-source at signed"]),
        ("", "", "[\"first\", \"blog:59\"]", &[]),
        ("", "", "[\"wire\", \"forum\"]", &[]),
    ];
    for (first, second, cited, expected) in cases {
        let sheet = WEAK.replace("\"daily\"", cited);
        let used = "[[quote]]\nby = \"A\"\ntext = \"t\"\nsource = [\"first\", \"second\"]\n";
        warns(
            &[
                ("content/sources/first.toml", &press(first)),
                ("content/sources/second.toml", &press(second)),
                ("content/deals/x.toml", &format!("{sheet}{used}")),
            ],
            expected,
        );
    }
}

#[test]
fn evidence_is_as_strong_as_it_looks() {
    let press = "title = \"D\"\nkind = \"press\"\nlang = \"en\"\n";
    let signed = |source: &str| WEAK.replace("\"daily\"", source);
    let telling = WEAK
        .replace("\" }", "\", hedge = \"single-source\" }")
        .replace("source = \"daily\" }", "source = \"daily\", hedge = \"single-source\" }");
    let talks = WEAK.replace("signed", "in-talks");
    let cases: &[(&str, &str, &[&str])] = &[
        (press, WEAK, &["one-source at signed"]),
        (press, &telling, &[]),
        (press, &talks, &[]),
        (press, &signed("\"wire\""), &[]),
        (press, &signed("\"blog\""), &["weak-source at signed"]),
        (press, &signed("[\"daily\", \"wire\"]"), &[]),
        (
            &format!("{press}relays = [\"wire\"]\n"),
            &signed("[\"daily\", \"wire\"]"),
            &["echo at status", "echo at value"],
        ),
        (&format!("{press}relays = [\"Someone\"]\n"), &signed("[\"daily\", \"wire\"]"), &[]),
    ];
    for (daily, sheet, expected) in cases {
        let daily = format!("{daily}read_on = 2026-06-01\n");
        warns(&[("content/sources/daily.toml", &daily), ("content/deals/x.toml", sheet)], expected);
    }
}

#[test]
fn news_grow_old() {
    let sheet = |status: &str| {
        format!(
            "title = \"D\"\nstatus = {{ is = \"{status}\", on = \"2023-01\", source = \"old\" }}\n[[leg]]\ncustomer = \"acme\"\nsupplier = \"globex\"\nvalue = \"undisclosed\"\n"
        )
    };
    let source = |day: &str| format!("title = \"O\"\nkind = \"wire\"\nlang = \"en\"\npublished = \"{day}\"\n");
    let cases: &[(&str, &str, &[&str])] = &[
        ("signed", "2025-06-01", &[]),
        ("signed", "2025-05-31", &["stale at signed"]),
        ("in-talks", "2025-12-01", &[]),
        ("in-talks", "2025-11-30", &["stale at in-talks"]),
        ("completed", "2023-01-01", &[]),
        ("stalled", "2023-01-01", &[]),
    ];
    for (status, day, expected) in cases {
        let (sheet, source) = (sheet(status), source(day));
        let own = [("content/deals/x.toml", &*sheet), ("content/sources/old.toml", &*source)];
        warns(&own, expected);
        let kept = format!("kept_to = 2025-05-31\n{SETTINGS}");
        warns(&[own[0], own[1], ("tearsheet.toml", &kept)], &[]);
    }
}

#[test]
fn a_term_fits_its_ends() {
    let cases: &[(&str, &[&str])] = &[
        ("starts = \"2026-01\"\nterm = \"5 years\"\nends = \"2031-01\"", &[]),
        ("starts = \"2026-01\"\nterm = \"5 years\"\nends = \"2030-12\"", &[]),
        ("starts = \"2026-01\"\nterm = \"5 years\"\nends = \"2032\"", &["term-ends at 2032"]),
        ("starts = \"2026-01\"\nterm = \"about 5 years\"\nends = \"2031-06\"", &[]),
        ("starts = \"2026-01\"\nterm = \"at least 5 years\"\nends = \"2040\"", &[]),
        ("starts = \"2026-01\"\nterm = \"60 months\"\nends = \"2029\"", &["term-ends at 2029"]),
        ("starts = \"2026\"\nterm = \"9999999 years\"", &[]),
        ("ends = \"2026-05-31\"", &["term-ends at signed"]),
        ("ends = \"2026-06-01\"", &[]),
        ("capacity = \"1 GW\"", &["capacity-of at 1 GW"]),
        ("capacity = { is = \"1 GW\", of = \"site\" }", &[]),
    ];
    for (facts, expected) in cases {
        warns(
            &[("content/deals/x.toml", &deal(facts).replace("on = \"2026-04-01\"", "on = \"../2026-04\""))],
            expected,
        );
    }
}

#[test]
fn a_price_comes_to_the_value() {
    let bought = |value: &str, count: &str, price: &str| {
        format!("value = \"{value} USD\"\nquantity = \"{count}\"\nprice = \"{price}\"")
    };
    let cases: &[(&str, &str, &str, &[&str])] = &[
        ("4.8 billion", "40 aircraft", "120 million USD per aircraft", &[]),
        ("2.5 billion", "40 aircraft", "120 million USD per aircraft", &["price at 2.5 billion USD"]),
        ("about 5 billion", "40 aircraft", "120 million USD per aircraft", &[]),
        ("up to 5 billion", "40 aircraft", "120 million USD per aircraft", &[]),
        ("at least 6 billion", "40 aircraft", "120 million USD per aircraft", &["price at at least 6 billion USD"]),
        ("223 million", "3.6 TWh", "62 USD per MWh", &[]),
        ("300 million", "3.6 TWh", "62 USD per MWh", &["price at 300 million USD"]),
        ("300 million", "up to 5 TWh", "62 USD per MWh", &[]),
        // Nothing that can be multiplied: another currency, another thing.
        ("300 million", "3.6 TWh", "62 EUR per MWh", &[]),
        ("300 million", "40 aircraft", "62 USD per MWh", &[]),
    ];
    for (value, count, price, expected) in cases {
        warns(&[("content/deals/x.toml", &deal(&bought(value, count, price)))], expected);
    }
    let half = "[[leg.tranche]]\nvalue = \"1 billion USD\"\nquantity = \"20 aircraft\"\nprice = \"120 million USD per aircraft\"";
    let whole = bought("4.8 billion", "40 aircraft", "120 million USD per aircraft");
    warns(&[("content/deals/x.toml", &deal(&format!("{whole}\n{half}")))], &["price at 1 billion USD"]);
}

#[test]
fn what_is_replaced_says_so() {
    let old = |status: &str| {
        format!(
            "title = \"D\"\nstatus = [{{ is = \"signed\", on = \"2026-01\", source = \"wire\" }}, {{ is = \"{status}\", on = \"2026-05\", source = \"wire\" }}]\n[[leg]]\ncustomer = \"acme\"\nsupplier = \"globex\"\nvalue = \"undisclosed\"\n"
        )
    };
    let new = |status: &str| {
        format!(
            "title = \"D\"\nsupersedes = \"old\"\nstatus = {{ is = \"{status}\", on = \"2026-05\", source = \"wire\" }}\n[[leg]]\ncustomer = \"acme\"\nsupplier = \"globex\"\nvalue = \"undisclosed\"\n"
        )
    };
    let cases: &[(&str, &str, &[&str])] = &[
        ("active", "signed", &["superseded-open at active"]),
        ("cancelled", "signed", &[]),
        ("active", "in-talks", &[]),
    ];
    for (was, is, expected) in cases {
        warns(&[("content/deals/old.toml", &old(was)), ("content/deals/new.toml", &new(is))], expected);
    }
}

#[test]
fn names_help() {
    let named = |aliases: &str| format!("name = \"Initech\"\nshort = \"Ini\"\naliases = [{aliases}]\n");
    let cases: &[(&str, &[&str])] = &[
        ("\"Initech Ltd\"", &[]),
        ("\"Ini\"", &["alias at Ini"]),
        ("\"Acme\"", &["alias at Acme"]),
        ("\"acme\"", &[]),
    ];
    for (aliases, expected) in cases {
        warns(&[("content/companies/initech.toml", &named(aliases))], expected);
    }
}

#[test]
fn the_number_of_a_quote_is_that_of_the_claim() {
    let claim = |key: &str, is: &str, quote: &str| {
        format!("{key} = {{ is = \"{is}\", source = \"blog\", quote = \"{quote}\" }}")
    };
    let cases: &[(&str, &str, &str, bool)] = &[
        ("value", "10 billion USD", "worth $10 billion over seven years", true),
        ("value", "10 million USD", "worth $10 billion over seven years", false),
        ("value", "10 billion EUR", "worth $10 billion", false),
        ("value", "10 billion USD", "worth a lot", true),
        ("value", "tens of billions USD", "tens of billions of dollars", true),
        ("value", "20 billion USD", "tens of billions of dollars", false),
        ("term", "7 years", "worth $10 billion over seven years", true),
        ("term", "84 months", "over seven years", true),
        ("term", "8 years", "over seven years", false),
        ("capacity", "6 GW", "six gigawatts of chips", true),
        ("capacity", "6 MW", "6 gigawatts of chips", false),
        ("starts", "2027", "from 2027 on", true),
        ("starts", "2028", "by the end of 2027", false),
        ("starts", "2028?", "by the end of 2027", true),
    ];
    for &(key, is, quote, agrees) in cases {
        let expected = format!("quote-number at {is}");
        let expected: &[&str] = if agrees { &[] } else { &[&expected] };
        says(&[("content/deals/x.toml", &deal(&claim(key, is, quote)))], expected);
    }
}

#[test]
fn a_claim_is_as_careful_as_its_quote() {
    let claim = |is: &str, rest: &str| deal(&format!("value = {{ is = \"{is}\", source = {rest} }}"));
    let cases: &[(&str, &str, bool)] = &[
        ("10 billion USD", "\"wire:3\", quote = \"for at least 10 billion dollars\"", true),
        // The sentence has the bound that the quote leaves out.
        ("10 billion USD", "\"wire:3\", quote = \"10 billion dollars, it said\"", true),
        ("≥ 10 billion USD", "\"wire:3\", quote = \"10 billion dollars, it said\"", false),
        ("> 10 billion USD", "\"wire:3\", quote = \"at least 10 billion dollars\"", false),
        ("up to 10 billion USD", "\"wire:3\", quote = \"at least 10 billion dollars\"", true),
        ("about 10 billion USD", "\"wire:3\", quote = \"10 billion dollars\"", true),
        // Without the sentence nobody knows what stands before the quote.
        ("≥ 10 billion USD", "\"blog\", quote = \"10 billion dollars\"", false),
        ("10 billion USD", "\"blog\", quote = \"about 10 billion dollars\"", true),
        ("10 billion USD", "\"blog\", quote = \"would pay 10 billion dollars\"", true),
        ("10 billion USD", "\"blog\", quote = \"would pay 10 billion dollars\", hedge = \"conditional\"", false),
    ];
    for (is, rest, warned) in cases {
        let (files, problems) = super::run(&[("clippings/wire.txt", WIRE), ("content/deals/x.toml", &claim(is, rest))]);
        let found = problems.iter().filter(|d| d.code.name() == "quote-hedge");
        let places: Vec<&str> = found.map(|d| files.get(d.primary.span.file).slice(d.primary.span)).collect();
        let expected: &[&str] = if *warned { &[is] } else { &[] };
        assert_eq!(places, expected, "{rest}\n{problems:#?}");
    }
}
