//! What is text, and what was meant as front matter.

use super::stray;

const KEYS: [&str; 5] = ["title", "dek", "author", "draft", "was"];

fn found(text: &str) -> Option<&'static str> {
    stray(text, 0, &KEYS, true).map(|stray| stray.what)
}

#[test]
fn text_is_text() {
    for text in [
        "",
        "Acme buys.\n",
        "\n\nAcme buys.\n",
        "---\n\nA rule, then text.\n",
        "---\nNote: the deal was announced: twice.\nAnd more of it.\n---\n",
        "Date: the day is unknown.\n",
        "Title: a play\n",
        "\\+++\n",
        "{{ value }} are paid.\n",
        "{x} marks the spot\n",
        "# A heading\n\nText.\n",
        "```toml\n[[leg]]\ncustomer = \"acme\"\n```\n",
        "Text.\n\n```toml\n+++\ndraft = true\n+++\n```\n",
        "Text.\n\n    +++\n    draft = true\n",
        "A draft: the first, true to its name.\n",
        "The draft, true to its name, was published: not changed.\n\n",
        "Its status: drafted, signed.\n",
        "Status: draft agreement, not signed.\n",
        "Draft: on Monday it will be shown.\n",
        "Published: no date is known.\n",
        "Text.\n\n```yaml\ndraft: true\n```\n",
        "Use `draft: true` here.\n",
        "- `draft`: true keeps it back\n",
        "A page whose key says draft: true is not shown.\n",
        "Where it is so: a draft: true to its name, false to it.\n",
        "- one:\n  +++\n- two\n\n  +++\n",
        "12. one\n    +++\n",
        "1 + 1\n++\n",
        "<!-- a note -->\n\nText.\n",
    ] {
        assert_eq!(found(text), None, "{text:?}");
    }
}

#[test]
fn what_was_meant_as_front_matter_is_found() {
    let body = "draft = true\n+++\n\nText.\n";
    for before in
        ["\n", " ", "\t", "\u{a0}", "\u{200b}", "\u{feff}", "\u{2060}\n", "<!-- x -->\n", "// x\n", "# x\n", "/* x */ "]
    {
        assert_eq!(found(&format!("{before}+++\n{body}")), Some("something before it"), "{before:?}");
    }
    for fence in [
        "++++",
        "+++toml",
        "+++ toml",
        "+++ TOML +++",
        "\u{ff0b}\u{ff0b}\u{ff0b}",
        "+++\u{200b}",
        "+++\u{2028}draft = true",
    ] {
        assert!(found(&format!("{fence}\n{body}")).is_some(), "{fence:?}");
    }
    for text in [
        "+++\rdraft = true\r+++\rText.\r",
        "\r+++\rdraft = true\r+++\rText.\r",
        "{\"draft\": true}\n\nText.\n",
        "{\n  \"draft\": true\n}\n\nText.\n",
        "```markdown\n+++\ntitle = \"x\"\ndraft = true\n+++\nText.\n```\n",
        "```\n+++\nlayout = \"x\"\n+++\n```\nText.\n",
        "~~~ yaml\nlayout: post\ndraft: true\n~~~\nText.\n",
        "{draft: true, title: x}\nText.\n",
        "{ draft = true }\nText.\n",
        "{'draft': true}\nText.\n",
        "[{\"draft\": true}]\nText.\n",
        "#+TITLE: x\n#+DRAFT: true\nText.\n",
        ":draft: true\nText.\n",
        "layout: post\ndraft: \"true\"  # later\nText.\n",
        "draft := true\nText.\n",
        "**Draft:** true\nText.\n",
        "- draft: true\nText.\n",
        "> +++\n> draft: true\n> +++\nText.\n",
        "--- # x\ndraft: y\nText.\n",
        "draft: !!bool true\nText.\n",
        "draft\u{ff1a}true\nText.\n",
        "title: x  draft: true\nText.\n",
        "    date = 1\n    draft = true\nText.\n",
        "<!-- draft = true -->\nText.\n",
        "published: false\nText.\n",
        "status: draft\nText.\n",
        "+ + +\ndraft = true\n+ + +\nText.\n",
        "\n---\ndraft: true\n---\nText.\n",
        "---\nDraft: true\n---\nText.\n",
        "---\n\"draft\": true\n---\nText.\n",
        "---\ndraft: true\n\nText.\n",
        "--- yaml\nlayout: post\n---\nText.\n",
        "```toml\ndraft = true\n```\nText.\n",
        "~~~ yaml\ndraft: true\n~~~\nText.\n",
        ";;;\ndraft = true\n;;;\nText.\n",
        "%%%\ntitle = \"x\"\n%%%\nText.\n",
        "title = \"x\"\n\nText.\n",
        "draft: true\n\nText.\n",
        "Text.\n\nDraft: yes\n",
        "Text.\n\n+++\ndraft = true\n+++\n",
        "Text.\n\n  +++\n  draft = true\n  +++\n",
        "- one\n+++\n",
        "title: x; draft: true\nText.\n",
    ] {
        assert!(found(text).is_some(), "{text:?}");
    }
    assert!(stray("\ndraft = true\n+++\nText.\n", 0, &KEYS, false).is_some(), "after front matter");
}
