//! Markdown, what it refers to, and its problems.

use crate::diagnostics::codes;
use crate::prose::scan;
use crate::span::FileId;

const FRONT: &str = "+++\né\n+++\n";

/// What `scan` finds, each thing with the text at its span.
fn found(markdown: &str) -> Vec<String> {
    let text = format!("{FRONT}{markdown}");
    let scan = scan(FileId(7), &text, FRONT.len());
    let at = |span: crate::span::Span| {
        assert_eq!(span.file, FileId(7));
        text.get(span.range()).map_or_else(|| panic_at(span), str::to_owned)
    };
    let mut found = Vec::new();
    found.extend(scan.links.iter().map(|link| format!("link {} `{}`", link.target, at(link.span))));
    for fact in &scan.facts {
        let names: Vec<&str> = fact.segments.iter().map(|s| s.value.as_str()).collect();
        assert!(fact.segments.iter().all(|s| at(s.span) == s.value));
        found.push(format!("fact {} `{}`", names.join("."), at(fact.span)));
    }
    found.extend(scan.citations.iter().map(|c| format!("cite {} {:?} `{}`", c.source, c.line, at(c.span))));
    found.extend(scan.addresses.iter().map(|a| format!("file {}{} `{}`", a.path, a.suffix, at(a.span))));
    assert!(scan.addresses.iter().all(|a| a.is_verbatim != at(a.span).starts_with(['[', '!'])));
    found.extend(scan.diagnostics.iter().map(|problem| {
        let fix = problem.suggestion.as_ref().map(|s| format!(" → `{}` ⇒ `{}`", at(s.span), s.replacement));
        let (severity, code) = (problem.severity.name(), problem.code.name());
        format!("{severity} {code} `{}`{}", at(problem.primary.span), fix.unwrap_or_default())
    }));
    found
}

#[expect(clippy::panic, reason = "tests")]
fn panic_at(span: crate::span::Span) -> String {
    panic!("{span:?} is not in the text")
}

#[test]
fn references() {
    for (markdown, expected) in [
        ("[[amd]] [[ amd | x ]]", &["link amd `amd`", "link amd `amd`"][..]),
        ("é {{ a.b-c.d_e }}{{value}}", &["fact a.b-c.d_e `{{ a.b-c.d_e }}`", "fact value `{{value}}`"]),
        ("é[^wire:9][^a.b]", &["cite wire Some(9) `wire:9`", "cite a.b None `a.b`"]),
        ("[^1]\n\n[^1]: x [^2]\n", &["cite 2 None `2`"]),
        (
            "[a](my%20file.pdf#x \"t\") ![b](<c d.png>)",
            &["file my file.pdf#x `my%20file.pdf#x`", "file c d.png `c d.png`"],
        ),
        ("[a][b]\n\n[b]: c.pdf\n", &["file c.pdf `[a][b]`"]),
        ("`{{ a }} [[b]] [^c]` \\{{ a }} \\[[b]] \\[^c]", &[]),
        ("[a](https://b.org) <mailto:c@d.org> <c@d.org> [e](tel:1)", &[]),
        ("# Un été\n\n[a](#un-ete)", &[]),
        ("# {{ a }}\n\n[a](#b)", &["fact a `{{ a }}`", "file #b `#b`"]),
        ("[![a](b.png)](b.png \"b.png\")", &["file b.png `b.png`", "file b.png `b.png`"]),
        ("[a](b&amp;c.png)", &["file b&c.png `[a](b&amp;c.png)`"]),
    ] {
        assert_eq!(found(markdown), expected, "{markdown:?}");
    }
}

#[test]
fn problems() {
    for (markdown, expected) in [
        ("é {{ }}", &["error fact-syntax `{{ }}`"][..]),
        ("{{ a b }}", &["error fact-syntax `a b`"]),
        ("{{ value | upper }}", &["error fact-syntax `| upper` → `{{ value | upper }}` ⇒ `{{ value }}`"]),
        ("{{ get(x) }}", &["error fact-syntax `(x)`"]),
        ("a {{ b\n\nc", &["error fact-syntax `{{`"]),
        ("{{ *a* }}", &["error fact-syntax `{{`"]),
        ("{{ a.b.c.d.e }}", &["error fact-syntax `a.b.c.d.e`"]),
        ("é <b>x</b>", &["warning raw-html `<b>`", "warning raw-html `</b>`"]),
        ("<div>\nx\n</div>\n\ny", &["warning raw-html `<div>\nx\n</div>`"]),
        ("a\n\n<!-- b -->", &["warning raw-html `<!-- b -->`"]),
        ("[a](javascript:b)", &["error url-scheme `javascript:b`"]),
        ("<javascript:b>", &["error url-scheme `javascript:b`"]),
        ("[a](&#106;avascript:b)", &["error url-scheme `[a](&#106;avascript:b)`"]),
        ("[a](//b.org)", &["error url-scheme `//b.org` → `` ⇒ `https:`"]),
        ("![a](data:b)", &["error url-scheme `data:b`"]),
        ("![a](https://b.org/c.png)", &["error url-scheme `https://b.org/c.png`"]),
        ("[a]()", &["error broken-link `[a]()`"]),
        ("[a](https:b)", &["error broken-link `https:b`"]),
        ("![[a]]", &["error broken-link `![[a]]`"]),
        ("a\n\n[^x]: b\n", &["warning markdown `[^x]:`"]),
        ("a\n\n[x y]: https://b.org\n", &["warning markdown `[x y]:`"]),
        ("[a][x  Y] [z]\n\n[X y]: https://b.org\n[z]: https://c.org\n[//]: # (a note)\n", &[]),
        ("&#0; \\&#0; `&#0;` &#x41;", &["error encoding `&#0;` → `&#0;` ⇒ ``"]),
        (
            "&#128; &#xfffe; &#x1F600;",
            &["error encoding `&#128;` → `&#128;` ⇒ ``", "error encoding `&#xfffe;` → `&#xfffe;` ⇒ ``"],
        ),
        ("> [!NOTES]\n> a", &["warning markdown `[!NOTES]` → `[!NOTES]` ⇒ `[!NOTE]`"]),
        ("> [!INFO]\n> a", &["warning markdown `[!INFO]`"]),
        ("> [!NOTE] a", &["warning markdown `[!NOTE]`"]),
        ("> [!note]\n> a\n\n> [1] a", &[]),
        ("# A {#b .c}", &["warning markdown `{#b .c}`"]),
        ("# A {#b}\n\n[a](#b) [c](#a)", &["file #a `#a`"]),
        ("# A\n# B {#a}", &["warning markdown `{#a}`"]),
        ("# A\n\n[a](#text:a)", &[]),
    ] {
        assert_eq!(found(markdown), expected, "{markdown:?}");
    }
}

/// Links that Markdown prints as text.
#[test]
fn links_that_are_text() {
    for (markdown, expected) in [
        ("[a][b]", &["warning broken-link `[a][b]`"][..]),
        ("é [a][] c", &["warning broken-link `[a]`"]),
        ("![a][b]", &["warning broken-link `![a][b]`"]),
        ("[a](b c)", &["warning broken-link `](b c)` → `b c` ⇒ `<b c>`"]),
        ("![a](b c.png)", &["warning broken-link `](b c.png)` → `b c.png` ⇒ `<b c.png>`"]),
        ("[a] (https://b.org)", &["warning broken-link ` ` → ` ` ⇒ ``"]),
        ("[a]\u{a0}(https://b.org)", &["warning broken-link `\u{a0}` → `\u{a0}` ⇒ ``"]),
        ("(a)[https://b.org]", &["warning broken-link `)[https://b.org]`"]),
        ("[a](https://b.org\nc", &["warning broken-link `](https://b.org`"]),
        ("[[amd and more", &["warning broken-link `[[`"]),
        ("[a [[amd]]](https://b.org)", &["link amd `amd`", "warning broken-link `](https://b.org)`"]),
        (
            "[a] [b] [^c] [d][^e] \\[a][b] [a\\](b c) \\[[amd `[[a` `](b c)` a] (b)",
            &["cite c None `c`", "cite e None `e`"],
        ),
    ] {
        assert_eq!(found(markdown), expected, "{markdown:?}");
    }
}

#[test]
fn tables() {
    let fix = |bar: &str| format!("error markdown `|` → `|` ⇒ `{bar}`");
    let bar = fix("\\|");
    let bar = bar.as_str();
    for (markdown, expected) in [
        ("|a|b|\n|-|-|\n|[[amd|x]]|2|\n", &[bar][..]),
        ("> |a|\n> |-|\n> |[[amd|x]]|\n", &[bar]),
        ("|[[amd|x]]|b|\n|-|-|\n|1|2|\n", &["link amd `amd`", bar]),
        ("|a|\n|-|\n|![x|y](p.png)|\n", &[bar]),
        ("|a|\n|-|\n|`x|y`|\n", &[bar]),
        ("|a|\n|-|\n|[[amd\\|x]]|\n", &["link amd `amd`"]),
        ("|a|b|\n|-|-|\n|1|2|3|4|\n", &["warning markdown `3`"]),
        ("|a|b|\n|-|-|\n|1|\n", &[]),
        ("> |a|b|c|\n> |-|-|\n> |1|2|\n", &["warning markdown `|a|b|c|`"]),
        ("a | b\n\n- | -\n", &[]),
        ("|a|b|\n|\u{a0}-|-|\n", &["warning markdown `\u{a0}` → `\u{a0}` ⇒ ` `"]),
        ("|a|b|\u{a0}\n|-|-|\n", &["warning markdown `\u{a0}` → `\u{a0}` ⇒ ` `"]),
        ("|a|b|\n|-|-|\n\u{a0}|1|2|\n", &["warning markdown `\u{a0}` → `\u{a0}` ⇒ ``"]),
    ] {
        let found = found(markdown);
        let found: Vec<&str> = found
            .iter()
            .map(String::as_str)
            .filter(|f| !f.starts_with("file") && !f.starts_with("error broken"))
            .collect();
        assert_eq!(found, expected, "{markdown:?}");
    }
}

#[test]
fn spaces_and_stars() {
    for (markdown, expected) in [
        ("##\u{a0}A\n", &["warning markdown `\u{a0}` → `\u{a0}` ⇒ ` `"][..]),
        ("- a\n\n  -\u{202f}b\n", &["warning markdown `\u{202f}` → `\u{202f}` ⇒ ` `"]),
        ("a\n\u{a0}\nb\n", &["warning markdown `\u{a0}` → `\u{a0}` ⇒ ``"]),
        ("```\n##\u{a0}A\n```\n\n    -\u{a0}b\n\nin\n2026.\u{a0}A `-\u{a0}b`\n", &[]),
        ("**注意：**请看", &["warning markdown `**注意：**` → `：**` ⇒ `**：`"]),
        ("这是**“重要”**的", &["warning markdown `**“重要”**`"]),
        ("**a**, a ** b ** c, 2**3 \\*\\*a:\\*\\*b `**a:**b`", &[]),
        ("a **b:\n\nc:**d", &[]),
    ] {
        assert_eq!(found(markdown), expected, "{markdown:?}");
    }
}

#[test]
fn limits() {
    for (markdown, expected) in [
        (">".repeat(501), "expected at most 500 quotes and lists opened on a line, found more"),
        (">".repeat(101), "expected at most 100 elements inside each other, found more"),
        ("a".repeat((4 << 20) + 1), "expected a text of at most 4194304 bytes, found 4194305"),
    ] {
        let problems = scan(FileId(0), &markdown, 0).diagnostics;
        let titles: Vec<&str> = problems.iter().map(|problem| problem.title.as_str()).collect();
        assert_eq!(titles, [expected]);
    }
    let problems = scan(FileId(0), &"<b>".repeat(1000), 0).diagnostics;
    assert_eq!(problems.len(), 100);
    assert_eq!(problems[99].notes, ["900 more of this kind in this text are not listed"]);
}

/// The pages behind `tearsheet explain`: the wrong example has the problem, the right one has none.
#[test]
fn explanations() {
    for code in [codes::RAW_HTML, codes::URL_SCHEME, codes::FACT_SYNTAX, codes::MARKDOWN, codes::BROKEN_LINK] {
        let example = |title: &str| {
            let (_, section) = code.explanation().split_once(title).unwrap_or_default();
            let text = section.split("```").nth(1).unwrap_or("").trim_start_matches("markdown\n");
            assert!(!text.is_empty(), "{code:?} {title}");
            scan(FileId(0), text, 0).diagnostics
        };
        assert!(example("## Wrong").iter().any(|problem| problem.code == code), "{code:?}");
        assert_eq!(example("## Right"), [], "{code:?}");
    }
}
