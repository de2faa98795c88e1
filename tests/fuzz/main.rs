//! The fuzzer's way into the targets that `cargo test` has too. Which one is in the environment: `TARGET`.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::{Corpus, fuzz_target};

#[path = "../it/targets/mod.rs"]
mod targets;

static TARGET: LazyLock<fn(&str)> = LazyLock::new(|| {
    // The fuzzer stops the process at every panic. The Markdown parser's are caught where it is called, and end a text.
    drop(std::panic::take_hook());
    let name = std::env::var("TARGET").expect("`TARGET` is not set");
    let target = targets::TARGETS.iter().find(|(known, _)| *known == name);
    target.expect("`TARGET` is the name of a target").1
});

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let Ok(text) = std::str::from_utf8(bytes) else { return Corpus::Reject };
    TARGET(text);
    Corpus::Keep
});
