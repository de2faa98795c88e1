//! What is not published appears nowhere: not in a page, a feed, a table, a map of the site, nor as a file.

use crate::support::{Project, TODAY};

/// Every secret holds this word, in a place of its own.
const SECRET: &str = "xyzzy";

const SITE: &str = r#"
//- tearsheet.toml
title      = "Site"
base_url   = "https://example.org/"
languages  = ["en", "fr"]
currencies = ["USD", "EUR"]
search     = true
[topics]
power = "Power"
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
//- content/pages/open-page.md
+++
title = "A page"
+++

It costs less than {{ xyzzy-draft.value }} or {{ xyzzy-embargo.purchase.value }}.

```chart
kind = "history"
of   = "xyzzy-draft.value"
```

```chart
kind = "bars"
of   = "acme"
```
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
//- content/deals/xyzzy-embargo/open/terms.csv
xyzzy,3
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
    assert!(project.has("public/deals/open/index.html") && project.has("public/search/words/0.bin"));
    assert_eq!(leaks(&project), [""; 0]);
    // The words of an index are written as they are: a secret would be found there.
    let words = project.tree("public/search/words").into_iter().map(|(_, bytes)| bytes).collect::<Vec<_>>().concat();
    assert!(words.windows(5).any(|part| part == b"globe"), "the index has the words of what is published");
}

/// What was meant as front matter and begins a byte too late, or is in another notation.
const NEAR_MISSES: [&str; 33] = [
    "\n+++\ndraft = true\n+++\n",
    " +++\ndraft = true\n+++\n",
    "\t+++\ndraft = true\n+++\n",
    "\u{a0}+++\ndraft = true\n+++\n",
    "\u{200b}+++\ndraft = true\n+++\n",
    "\u{feff}\n+++\ndraft = true\n+++\n",
    "\u{feff}\u{feff}+++\ndraft = true\n+++\n",
    "++++\ndraft = true\n++++\n",
    "+++toml\ndraft = true\n+++\n",
    "+++ toml\ndraft = true\n+++\n",
    "+++\rdraft = true\r+++\r",
    "{\"draft\": true}\n",
    "{\n  \"draft\": true\n}\n",
    "```toml\ndraft = true\n```\n",
    "---\ndraft: true\n---\n",
    "\n---\nDraft: yes\n---\n",
    "--- yaml\ndraft: true\n---\n",
    ";;;\ndraft = true\n;;;\n",
    "<!-- a note -->\n+++\ndraft = true\n+++\n",
    "# a note\n+++\ndraft = true\n+++\n",
    "// a note\n+++\ndraft = true\n+++\n",
    "draft = true\n\n",
    "+++\n+++\ndraft = true\n+++\n",
    "Text first.\n\n+++\ndraft = true\n+++\n",
    "publish_on = 2026-06-02\n",
    "publish_on: 2026-06-02\n",
    "brouillon: oui\n",
    "visibility: private\n",
    "export const draft = true\n",
    "export const frontmatter = { draft: true };\n",
    "{% set draft = true %}\n",
    "is_draft: true\n",
    ":draft:\n",
];

#[test]
fn front_matter_that_is_none_publishes_nothing() {
    let project = Project::with_base(SITE);
    project.build().succeeds();
    let before = project.tree("public");
    for path in ["deals/open", "companies/acme", "pages/about"] {
        for language in ["", ".fr"] {
            let path = format!("content/{path}{language}.md");
            let good = project.has(&path).then(|| project.file(&path));
            for front in NEAR_MISSES {
                project.write(&path, format!("{front}\nThe text xyzzy.\n"));
                project.run(["build", "--format", "short", "--today", TODAY]).exits(1).says("error[front-matter]");
                assert!(project.tree("public") == before, "{front:?} in {path}");
            }
            match good {
                Some(text) => project.write(&path, text),
                None => project.remove(&path),
            }
        }
    }
}

/// A translation that is a draft, alone on a site that hides nothing else.
const TRANSLATIONS: &str = r#"
//- content/sources/second.toml
title     = "xyzzy-source"
publisher = "xyzzy-wire"
kind      = "wire"
lang      = "en"
published = "2026-05-01"
read_on   = "2026-06-01"
//- content/deals/open.toml
title   = "Acme buys from Globex"
topics  = "power"
status  = { is = "signed", on = "2026-04-01", source = "wire" }
[[leg]]
customer = "acme"
supplier = "globex"
value    = { is = "5 billion USD", source = "wire" }
//- content/deals/open.md
A deal, with [a file](open.csv).
//- content/deals/open/open.csv
1
//- content/deals/open/xyzzy.csv
2
//- content/deals/open.fr.md
+++
title  = "xyzzy-titre"
dek    = "xyzzy-chapeau"
short  = "xyzzy-court"
author = "xyzzy-auteur"
draft  = true
+++

Le texte xyzzy, [un fichier](xyzzy.csv), [l’autre](open.csv), [[globex]][^second:1].
//- content/companies/acme.fr.md
+++
draft = true
+++

Seul texte, et en français : xyzzy.
//- content/pages/about.md
+++
title = "About"
+++

Text.
//- content/pages/about.fr.md
+++
title = "xyzzy-page"
draft = true
was   = ["xyzzy-old"]
+++

Page xyzzy.
"#;

#[test]
fn a_draft_translation_hides_itself() {
    let project = Project::with_base(TRANSLATIONS);
    project.build().succeeds();
    assert_eq!(leaks(&project), [""; 0]);
    for path in ["fr/deals/open/index.html", "fr/about/index.html", "deals/open/open.csv"] {
        assert!(project.has(&format!("public/{path}")), "{path} shows what there is");
    }
    // Published, all of it is there; and taken back, gone.
    let texts = ["deals/open.fr.md", "companies/acme.fr.md", "pages/about.fr.md"].map(|path| format!("content/{path}"));
    let drafts = texts.each_ref().map(|path| project.file(path));
    for (path, text) in texts.iter().zip(&drafts) {
        project.write(path, text.replace("draft  = true\n", "").replace("draft = true\n", ""));
    }
    project.build().succeeds();
    assert!(project.file("public/fr/deals/open/index.html").contains("xyzzy-titre"));
    assert!(project.has("public/deals/open/xyzzy.csv") && project.has("public/sources/second/index.html"));
    for (path, text) in texts.iter().zip(&drafts) {
        project.write(path, text);
    }
    project.build().succeeds();
    assert_eq!(leaks(&project), [""; 0]);
}

/// Those that only a draft names, and whose they are.
const ITS_COMPANIES: &str = r#"
//- content/deals/xyzzy-sale.toml
title  = "Acme sells xyzzy-title"
draft  = true
status = { is = "signed", on = "2026-04-01", source = "wire" }
[[leg]]
customer = "xyzzy-buyer"
supplier = "acme"
//- content/companies/xyzzy-buyer.toml
name    = "The buyer xyzzy-title"
part_of = "xyzzy-parent"
//- content/companies/xyzzy-buyer.md
What is bought is a secret: xyzzy.
//- content/companies/xyzzy-parent.toml
name = "The parent xyzzy-title"
"#;

#[test]
fn companies_that_only_a_draft_names_are_left_out_with_it() {
    let project = Project::with_base(&[SITE, ITS_COMPANIES].concat());
    project.build().succeeds();
    assert_eq!(leaks(&project), [""; 0]);
    let sheet = project.file("content/deals/xyzzy-sale.toml");
    project.write("content/deals/xyzzy-sale.toml", sheet.replace("draft  = true\n", ""));
    project.build().succeeds();
    for company in ["xyzzy-buyer", "xyzzy-parent"] {
        assert!(project.has(&format!("public/companies/{company}/index.html")), "{company}");
    }
}

#[test]
fn drafts_that_are_shown_say_so_and_stay_out_of_feeds() {
    for site in [SITE, TRANSLATIONS] {
        let project = Project::with_base(site);
        project.run(["build", "--drafts", "--today", TODAY]).succeeds();
        let mut marked = 0;
        for (path, bytes) in project.tree("public") {
            let text = String::from_utf8_lossy(&bytes);
            // A text that is published may name one; an entry, or an address, is of what is published.
            let entries = ["xyzzy-draft/#", "xyzzy-embargo/#", "xyzzy-plan/#", "xyzzy-titre", "xyzzy-chapeau"];
            let is_feed = ["feed.", "rss."].iter().any(|name| path.contains(name));
            let told = entries.iter().find(|entry| is_feed && text.contains(**entry));
            assert_eq!(told, None, "{path} tells of a draft");
            let is_list = path.contains("sitemap") || path.contains("search/");
            assert!(!(is_list && text.contains(SECRET)), "{path} lists a draft");
            let (_, own) = text.split_once("<main").unwrap_or_default();
            if path.ends_with("index.html") && own.contains("not published yet") | own.contains("pas encore publiée") {
                assert!(text.contains("<meta name=\"robots\" content=\"noindex\">"), "{path}");
                marked += 1;
            }
        }
        let pages = if site == SITE {
            ["deals/xyzzy-draft", "deals/xyzzy-embargo", "xyzzy-page", "fr/deals/open"]
        } else {
            ["fr/deals/open", "fr/companies/acme", "companies/acme", "fr/about"]
        };
        for page in pages {
            let page = project.file(&format!("public/{page}/index.html"));
            assert!(page.contains("not published yet") || page.contains("pas encore publiée"), "{page}");
        }
        assert!(marked >= pages.len(), "{marked}");
        let open = if site == SITE { "deals/open" } else { "about" };
        let open = project.file(&format!("public/{open}/index.html"));
        assert!(!open.contains("noindex") && !open.contains("not published yet"));
    }
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

/// An embargo is kept on the day of the build, not on the day up to which the briefing says what holds.
#[test]
fn the_day_comes_for_a_briefing_that_is_kept_to_an_earlier_one() {
    let project = Project::with_base(SITE);
    project.write("tearsheet.toml", format!("kept_to = 2026-05-20\n{}", project.file("tearsheet.toml")));
    let embargoed = "public/deals/xyzzy-embargo/index.html";
    for (today, is_there) in [("2026-05-31", false), ("2026-06-02", true)] {
        project.run(["build", "--today", today]).succeeds();
        assert_eq!(project.has(embargoed), is_there, "{today}");
    }
}
