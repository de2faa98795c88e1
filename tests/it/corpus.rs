//! The briefing of this repository: no problem in it, no link that leads nowhere, its figures as they must read.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::html;
use crate::support::{BRIEFING_DAY, Project};

/// The pages of the briefing, built once: path and text.
fn pages() -> &'static Vec<(String, String)> {
    static PAGES: OnceLock<Vec<(String, String)>> = OnceLock::new();
    PAGES.get_or_init(|| text_files().iter().filter(|(path, _)| path.ends_with(".html")).cloned().collect())
}

/// All files of the output that are text; the fonts are there with an empty one.
fn text_files() -> &'static Vec<(String, String)> {
    static FILES: OnceLock<Vec<(String, String)>> = OnceLock::new();
    FILES.get_or_init(|| {
        let project = Project::briefing();
        let run = project.run(["build", "--today", BRIEFING_DAY, "--deny-warnings"]).succeeds();
        assert_eq!(run.stderr, "", "the briefing is not without a word of complaint");
        let files = project.tree("public").into_iter();
        let files = files.filter(|(path, _)| !path.starts_with(".tearsheet"));
        files.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap_or_default())).collect()
    })
}

#[test]
fn no_problem_is_found() {
    let run = Project::briefing().run(["check", "--today", BRIEFING_DAY, "--format", "json"]).succeeds();
    assert_eq!(run.stdout, "");
}

#[test]
fn every_link_leads_somewhere() {
    let links = html::links(text_files());
    let broken: Vec<String> = links.iter().filter(|link| !link.leads).map(ToString::to_string).collect();
    assert!(broken.is_empty(), "{} links lead nowhere:\n{}", broken.len(), broken.join("\n"));
    assert!(links.len() > 2000, "only {} links were seen", links.len());
}

/// The template of evidence is there to be copied and changed; until then the program writes what it says.
#[test]
fn evidence_by_its_template_is_the_same() {
    const TEMPLATE: &str = include_str!("../../themes/ledger/templates/evidence.html");
    let project = Project::briefing();
    let own = |text: String| {
        project.write("themes/ledger/templates/evidence.html", text);
        project.run(["build", "--today", BRIEFING_DAY, "--deny-warnings"]).succeeds();
    };
    own(format!("{TEMPLATE}{{# ours #}}\n"));
    let mut built: HashMap<String, Vec<u8>> = project.tree("public").into_iter().collect();
    for (path, text) in text_files() {
        let found = String::from_utf8(built.remove(path).unwrap_or_default()).unwrap_or_default();
        let other = found.lines().zip(text.lines()).find(|(now, before)| now != before);
        assert!(found == *text, "{path}: {other:?}");
    }
    own(TEMPLATE.replace("class=\"claims\"", "class=\"claims ours\""));
    let deal = project.file("public/deals/openai-aws/index.html");
    assert!(deal.contains("class=\"claims ours\"") && !deal.contains("class=\"claims\""), "{deal}");
}

#[test]
fn no_page_has_an_id_twice() {
    for (page, text) in pages() {
        let mut seen = HashSet::new();
        for tag in html::tags(text) {
            assert!(tag.get("id").is_none_or(|id| seen.insert(id.to_owned())), "{page}: {:?}", tag.get("id"));
        }
    }
}

#[test]
fn pages_of_a_language_say_figures_in_its_words() {
    let (french, english): (Vec<_>, Vec<_>) = pages().iter().partition(|(path, _)| !path.starts_with("en/"));
    let says = |pages: &[&(String, String)], words: &str| pages.iter().any(|(_, text)| text.contains(words));
    for words in [
        "38\u{a0}milliards de dollars",
        "jusqu’à 6\u{a0}gigawatts",
        "d’ici fin 2026",
        "au moins 10\u{a0}milliards de dollars",
    ] {
        assert!(says(&french, words), "no French page says {words:?}");
    }
    for words in ["$38\u{a0}billion", "up to 6\u{a0}GW", "by the end of 2026"] {
        assert!(says(&english, words), "no English page says {words:?}");
        assert!(!says(&french, words), "a French page says {words:?}");
    }
}

/// Quotations keep the spaces of their source; what is printed from a sheet does not break.
#[test]
fn a_number_and_its_unit_stay_on_one_line() {
    let mut seen = 0;
    for (path, text) in pages() {
        for fact in text.split("class=\"fact\"").skip(1) {
            let words = fact.split_once('>').and_then(|(_, rest)| rest.split_once('<')).map_or("", |(words, _)| words);
            let breaks =
                |unit: &str| words.split_once(unit).is_some_and(|(n, _)| n.ends_with(|c: char| c.is_ascii_digit()));
            let units = [" milliard", " million", " billion", " gigawatt", " GW", " MW", " %"];
            assert!(!units.into_iter().any(breaks), "{path}: a plain space in {words:?}");
            seen += 1;
        }
    }
    assert!(seen > 50, "only {seen} facts were seen");
}

/// The sum that comes out where the same billions are counted by several sources.
#[test]
fn nothing_is_counted_twice() {
    for (path, text) in text_files() {
        let digits: String =
            text.chars().filter(|c| !matches!(c, ' ' | ',' | '\u{a0}' | '\u{202f}' | '\u{2009}')).collect();
        let alone = digits.match_indices("2098").find(|(at, _)| {
            let neighbour = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            !neighbour(digits[..*at].chars().next_back()) && !neighbour(digits[at + 4..].chars().next())
        });
        assert_eq!(alone, None, "{path}");
    }
}
