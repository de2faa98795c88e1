//! Time that grows with the length, whatever the input is. What else holds for any text is in `tests/it/targets`.

use super::Site;
use crate::effort;
use crate::prose::{render, scan};
use crate::span::FileId;

/// Scanning and rendering this text takes time that grows no faster than the text.
#[track_caller]
fn take_linear_time(what: &str, text: impl Fn(usize) -> String) {
    // A third of what is promised: this runs without optimisation.
    effort::grows_with_size(what, 300_000, |size| {
        let text = text(size);
        let mut problems = 0;
        let effort = effort::of(|| {
            problems = scan(FileId(0), &text, 0).diagnostics.len();
            render(&text, &Site::new());
        });
        assert!(problems <= 400, "{what:?}");
        effort
    });
}

#[test]
fn hostile_texts_take_linear_time() {
    const UNITS: &[&str] = &[
        ">",
        "> ",
        "> > a\n",
        "[a](",
        "[[",
        "[[a|",
        "{{",
        "{{ ",
        "{{ a }} ",
        "{{{ ",
        "[^",
        "[^a",
        "[^wire:9]",
        "*",
        "*a ",
        "*a_ ",
        "- ",
        "`",
        "<",
        "<b>",
        "<!--",
        "![",
        "![a](b)",
        "![a](&#106;avascript:",
        "&",
        "&amp;",
        "~~a",
        "|",
        "\\",
        "\\[",
        "a\n",
        "[^a]: b\n\n",
        "# a\n",
        "AMD ",
        "Amazon Web ",
        "[[amd]]",
        "<https://a.org>",
        "[a](#b)\n",
        "\u{0}",
        "é",
        "1. ",
        "[x]: y\n",
        "```rust\nfn f() {}\n```\n",
        "- a\n",
        "[a](javascript:b) ",
    ];
    for unit in UNITS {
        take_linear_time(unit, |size| unit.repeat(size / unit.len()));
    }
    take_linear_time("a table", |size| format!("|a|b|\n|-|-|\n{}", "|1 [^wire]|{{ value }}|\n".repeat(size / 10)));
    take_linear_time("pictures in pictures", |size| {
        format!("{}{}", "![a ".repeat(size / 14), "](&#106;b)".repeat(size / 14))
    });
    take_linear_time("a deep list", |size| format!("{}a\n{}", "- ".repeat(500), "\n".repeat(size)));
    take_linear_time("fragments", |size| format!("{}{}", "# a\n".repeat(size / 8), "[a](#b)\n".repeat(size / 16)));
}
