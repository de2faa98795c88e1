//! Waivers, of warnings made up for the purpose.

use super::{deal, resolved};
use crate::check::waive;
use crate::diagnostics::{Diagnostic, codes};
use crate::span::Span;

#[test]
fn waivers() {
    let allow = |until: &str| deal(&format!("[[allow]]\ncode = \"raw-html\"\nwhy = \"so\"\n{until}"));
    let (x, text, other) = ("content/deals/x.toml", "content/deals/x.md", "content/deals/y.toml");
    let table: &[(String, &[&str], &[&str])] = &[
        (deal(""), &[text], &["raw-html"]),
        (allow(""), &[text], &[]),
        (allow(""), &[x, text], &[]),
        (allow(""), &[], &["waiver-unused"]),
        (allow(""), &[other], &["raw-html", "waiver-unused"]),
        (allow("until = 2026-06-01"), &[text], &[]),
        (allow("until = 2026-05-31"), &[text], &["raw-html", "waiver-expired"]),
        (allow("until = 2026-05-31"), &[], &["waiver-expired"]),
        (allow("[[allow]]\ncode = \"raw-html\"\nwhy = \"again\""), &[text], &["waiver-unused"]),
    ];
    for (sheet, warned, expected) in table {
        let (files, briefing, mut problems) = resolved(&[(x, sheet), (text, "Acme buys.\n"), (other, &deal(""))]);
        for path in *warned {
            let place = Span::start_of(files.find(path).unwrap().id);
            problems.push(Diagnostic::new(codes::RAW_HTML, place, "raw HTML is dropped"));
            // An error stays, whatever is allowed.
            problems.push(Diagnostic::new(codes::TOML, place, "an error"));
        }
        waive(&briefing, &mut problems);
        let mut found: Vec<_> = problems.0.iter().map(|d| d.code.name()).filter(|c| *c != "toml").collect();
        found.sort_unstable();
        assert_eq!(problems.errors(), warned.len() + usize::from(found.contains(&"waiver-expired")));
        assert_eq!(found, *expected, "{sheet}, warned at {warned:?}");
    }
}
