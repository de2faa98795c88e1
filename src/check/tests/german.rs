//! A language that the program knows from its data file alone: figures are read and prose is understood.

use super::run;
use crate::figures::{self, Grammar, Terms};
use crate::parse::base_vocabulary;

const SETTINGS: &str = r#"
title      = "Seite"
base_url   = "https://example.org/"
languages  = ["de"]
currencies = ["USD"]
[money.USD]
words = { de = ["Dollar"] }
[units.years]
words = { de = ["Jahr", "Jahre"] }
[kinds.purchase.read]
de = ["{kauft|kaufte}", "hat gekauft"]
"#;

#[test]
fn figures_of_german_are_read() {
    let grammar = Grammar::of("de").into_iter();
    let terms = Terms { vocabulary: base_vocabulary(), names: &[] };
    let text = "Bis zu sechs GW, mindestens 1.400 Milliarden USD, zwischen 5 und 10 GW, ab Juni 2027";
    let read: Vec<_> = grammar.flat_map(|grammar| figures::read(text, grammar, &terms)).collect();
    let words: Vec<_> = read.iter().map(|reading| &text[reading.range.clone()]).collect();
    assert_eq!(words, ["Bis zu sechs GW", "mindestens 1.400 Milliarden USD", "zwischen 5 und 10 GW", "ab Juni 2027"]);
}

/// What the linter says of a sentence on the page of a deal.
#[track_caller]
fn says(status: &str, sentence: &str, expected: &[&str]) {
    let sheet = format!(
        "title = \"D\"\nstatus = {{ is = \"{status}\", on = \"2026-04-01\", source = \"wire\" }}\n\
         [[leg]]\ncustomer = \"acme\"\nsupplier = \"globex\"\n\
         value = {{ is = \"up to 38 billion USD\", source = \"wire\" }}\n\
         term = {{ is = \"7 years\", source = \"wire\" }}\n"
    );
    let own = [("tearsheet.toml", SETTINGS), ("content/deals/d.toml", &*sheet), ("content/deals/d.md", sentence)];
    let codes = ["status-wording", "figure-contradicts", "figure-unbacked", "hedge-dropped", "over-precise"];
    let (_, problems) = run(&own);
    let found: Vec<_> = problems.iter().map(|p| p.code.name()).filter(|code| codes.contains(code)).collect();
    assert_eq!(found, expected, "{sentence}\n{problems:#?}");
}

#[test]
fn prose_in_german_is_held_against_the_sheet() {
    says("signed", "Acme zahlt Globex bis zu 38 Milliarden Dollar.", &[]);
    says("signed", "Acme zahlt Globex 38 Milliarden Dollar.", &["hedge-dropped"]);
    says("signed", "Acme zahlt Globex 83 Milliarden Dollar.", &["figure-contradicts"]);
    says("signed", "Acme zahlt Globex nicht 83 Milliarden Dollar.", &["figure-unbacked"]);
    says("signed", "Acme kaufte Chips von Globex für 83 Milliarden Dollar.", &["figure-contradicts"]);
    says("signed", "Der Vertrag läuft über neun Jahre.", &["figure-contradicts"]);
    says("signed", "Vor neun Jahren begann alles.", &[]);
    says("in-talks", "Acme hat offiziell bei Globex gekauft.", &[]);
    says("in-talks", "Acme kauft Chips von Globex.", &["status-wording"]);
    says("in-talks", "Acme hat einen Vertrag mit Globex.", &[]);
    says("in-talks", "Acme und Globex haben unterzeichnet.", &["status-wording"]);
    says("in-talks", "Wenn Acme kauft, zahlt Globex nichts.", &[]);
}
