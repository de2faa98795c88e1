//! What is not published appears nowhere: not in a page, a feed, a table, a map of the site, nor as a file.

use crate::support::{Project, TODAY};

/// Every secret holds this word, in a place of its own.
const SECRET: &str = "xyzzy";

const SITE: &str = r#"
//- content/deals/open.toml
# a note for editors: xyzzy-comment
title   = "Acme buys from Globex" # xyzzy-trailing
topics  = "power"
part_of = "xyzzy-plan"
status  = { is = "signed", on = "2026-04-01", source = "wire" }
[[leg]]
customer = "acme"
supplier = "globex"
value    = { is = "5 billion USD", source = "wire" } # xyzzy-value
//- content/deals/open.md
A deal that follows [[xyzzy-draft]], [[xyzzy-embargo|another]] and [[xyzzy-page]].
//- content/deals/open.fr.md
+++
title = "xyzzy-traduction"
draft = true
+++

Le texte xyzzy.
//- content/deals/xyzzy-draft.toml
title  = "Acme sells xyzzy-title"
draft  = true
was    = ["xyzzy-former"]
status = { is = "signed", on = "2026-04-01", source = "wire", quote = "xyzzy-quote" }
[[leg]]
customer = "globex"
supplier = "acme"
value    = { is = "7654321 USD", source = "wire" }
//- content/deals/xyzzy-draft.md
The xyzzy text, with [a file](xyzzy.csv).
//- content/deals/xyzzy-draft/xyzzy.csv
xyzzy,1
//- content/deals/xyzzy-embargo.toml
title      = "Globex buys xyzzy-title"
publish_on = "2026-06-02"
status     = { is = "signed", on = "2026-04-02", source = "wire" }
[[leg]]
customer = "globex"
supplier = "acme"
value    = { is = "8765432 USD", source = "wire" }
//- content/deals/xyzzy-embargo/xyzzy.csv
xyzzy,2
//- content/deals/xyzzy-plan.toml
title    = "The plan xyzzy-title"
draft    = true
umbrella = true
status   = { is = "announced", on = "2026-03-01", source = "wire" }
[[leg]]
customer = "acme"
//- content/pages/xyzzy-page.md
+++
title = "Page xyzzy-title"
draft = true
+++

Page xyzzy.
//- content/pages/xyzzy-page/xyzzy.png
xyzzy
//- content/companies/xyzzy.toml.swp
xyzzy
//- content/.xyzzy
xyzzy
//- clippings/wire.txt
xyzzy
xyzzy-quote
//- locales/notes.txt
xyzzy
"#;

/// The files of the output, names and bytes, that hold a secret; those of the secret figures too.
fn leaks(project: &Project) -> Vec<String> {
    let secrets = [SECRET, "7654321", "7,654,321", "7\u{202f}654\u{202f}321", "8765432", "8,765,432"];
    let holds = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        secrets.iter().any(|secret| text.contains(secret))
    };
    let files = project.tree("public").into_iter();
    files.filter(|(path, bytes)| holds(path.as_bytes()) || holds(bytes)).map(|(path, _)| path).collect()
}

#[test]
fn what_is_not_published_appears_nowhere() {
    let project = Project::with_base(SITE);
    project.build().succeeds();
    assert!(project.has("public/deals/open/index.html"));
    assert_eq!(leaks(&project), [""; 0]);
}

#[test]
fn drafts_are_there_when_asked_for() {
    let project = Project::with_base(SITE);
    project.run(["build", "--drafts", "--today", TODAY]).succeeds();
    for path in [
        "deals/xyzzy-draft/index.html",
        "deals/xyzzy-draft/xyzzy.csv",
        "deals/xyzzy-former/index.html",
        "deals/xyzzy-embargo/index.html",
        "deals/xyzzy-plan/index.html",
        "xyzzy-page/index.html",
        "xyzzy-page/xyzzy.png",
    ] {
        assert!(project.has(&format!("public/{path}")), "{path}");
    }
    assert!(project.file("public/fr/deals/open/index.html").contains("xyzzy-traduction"));
    // Comments, and what is no content, are never shown.
    for (path, bytes) in project.tree("public") {
        let text = String::from_utf8_lossy(&bytes);
        for secret in ["xyzzy-comment", "xyzzy-trailing", "xyzzy-value"] {
            assert!(!text.contains(secret), "{path} shows {secret}");
        }
    }
    // And the next build takes them away again.
    project.build().succeeds();
    assert_eq!(leaks(&project), [""; 0]);
}

#[test]
fn the_day_comes() {
    let project = Project::with_base(SITE);
    project.run(["build", "--today", "2026-06-02"]).succeeds();
    assert!(
        project.has("public/deals/xyzzy-embargo/index.html") && project.has("public/deals/xyzzy-embargo/xyzzy.csv")
    );
    assert!(!project.has("public/deals/xyzzy-draft"));
}
