//! Parsing anything: what any text is given to (`targets`) is given seeds, and what becomes of them.
//!
//! The texts are the same on every run. `scripts/fuzz` looks for others, by the branches that they take.

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};

use tearsheet::files::File;
use tearsheet::parse::{base_vocabulary, parse};
use tearsheet::span::FileId;

use crate::targets::{SETTINGS, SHEETS, TARGETS, TEXTS};

/// How many texts each target is given beside its seeds.
const MUTATIONS: usize = 600;
/// The longest text, in bytes.
const LONGEST: usize = 4096;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz")
}

/// The seeds of a target, in the order of their names.
fn seeds(target: &str) -> Vec<String> {
    let files = fs::read_dir(folder().join("corpus").join(target)).expect("a folder of seeds");
    let mut paths: Vec<PathBuf> = files.map(|file| file.expect("a seed").path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("a seed is text")).collect()
}

/// What the notations are made of, from the dictionary that the fuzzer has too.
fn tokens() -> Vec<String> {
    let dictionary = fs::read_to_string(folder().join("tokens.dict")).expect("a dictionary");
    let quoted = dictionary.lines().filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'));
    quoted.map(unescaped).collect()
}

fn unescaped(quoted: &str) -> String {
    let hex = |digit: u8| char::from(digit).to_digit(16).expect("two hexadecimal digits") as u8;
    let mut bytes = Vec::new();
    let mut rest = quoted.as_bytes();
    while let [first, after @ ..] = rest {
        let (byte, after) = match (first, after) {
            (b'\\', [b'x', high, low, after @ ..]) => (hex(*high) * 16 + hex(*low), after),
            (b'\\', [escaped, after @ ..]) => (*escaped, after),
            _ => (*first, after),
        };
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8(bytes).expect("a token is text")
}

/// The last place between two characters at or before a byte.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Numbers without a pattern that shows, the same on every run (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }

    /// A place between two characters.
    fn place(&mut self, text: &str) -> usize {
        boundary(text, self.below(text.len() + 1))
    }

    /// Some stretch of a text; mostly a short one.
    fn stretch<'t>(&mut self, text: &'t str) -> &'t str {
        let start = self.place(text);
        let length = if self.below(4) == 0 { self.below(text.len() + 1) } else { self.below(12) };
        &text[start..boundary(text, start + length)]
    }
}

/// One change: a token, a part of this or another seed or a character comes in, and what was there may go.
fn change(text: &mut String, seeds: &[String], tokens: &[String], numbers: &mut Numbers) {
    let added = match numbers.below(8) {
        0 => String::new(),
        1 => numbers.stretch(text).to_owned(),
        2 => {
            let seed = &seeds[numbers.below(seeds.len())];
            numbers.stretch(seed).to_owned()
        }
        3 => char::from_u32(numbers.below(0x11_0000) as u32).map_or_else(String::new, String::from),
        4 => tokens[numbers.below(tokens.len())].repeat(numbers.below(5)),
        _ => tokens[numbers.below(tokens.len())].clone(),
    };
    let start = numbers.place(text);
    let gone = if numbers.below(2) == 0 { numbers.below(12) } else { 0 };
    let end = boundary(text, start + gone);
    text.replace_range(start..end, &added);
}

#[test]
fn targets_and_seeds_belong_together() {
    let folders = fs::read_dir(folder().join("corpus")).expect("seeds");
    let folders = folders.map(|folder| folder.expect("a folder").file_name().into_string().expect("a name"));
    let targets: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(folders.collect::<BTreeSet<_>>(), targets);
    assert!(TARGETS.iter().all(|(name, _)| !seeds(name).is_empty()));
}

#[test]
fn any_text_is_read() {
    let tokens = tokens();
    for (name, target) in TARGETS {
        let seeds = seeds(name);
        let read = |text: &str| {
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| target(text))) {
                eprintln!("`{name}` was given {text:?}");
                resume_unwind(panic);
            }
        };
        seeds.iter().for_each(|seed| read(seed));
        let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
        let mut text = String::new();
        for round in 0..MUTATIONS {
            if round % 8 == 0 || text.len() > LONGEST {
                text = seeds[numbers.below(seeds.len())].clone();
            }
            (0..=numbers.below(3)).for_each(|_| change(&mut text, &seeds, &tokens, &mut numbers));
            read(&text);
        }
    }
}

#[test]
fn depth_and_length_are_bounded() {
    for text in [
        format!("a = {}", "[".repeat(20_000)),
        format!("a = {}", "{a=".repeat(20_000)),
        format!("{}a = 1", "a.".repeat(20_000)),
        format!("[{}a]", "a.".repeat(20_000)),
        "[".repeat(20_000),
        "[[a]]\n".repeat(20_000),
        format!("title = \"{}\"", "é".repeat(500_000)),
        format!("[[leg]]\nvalue = \"{}\"", "9".repeat(1_000_000)),
        format!("[[leg]]\nvalue = \"{}\"", "milliard ".repeat(100_000)),
        format!("[[leg]]\nstarts = \"{}\"", "2025-11/".repeat(100_000)),
        format!("{} = 1", "k".repeat(1_000_000)),
        format!("status = \"{}\"", "s".repeat(1_000_000)),
        format!("x = {}", "y ".repeat(500_000)),
        "a = 1\n".repeat(50_000),
        (0..20_000).map(|i| format!("k{i} = 1\n")).collect::<String>().repeat(2),
        "\u{1}".repeat(1_000_000),
        "\u{1}\n".repeat(100_000),
        "+++\n".repeat(100_000),
        format!("title = [{}]", "\"x\",".repeat(100_000)),
        format!("title = \"{}", "\\q".repeat(300_000)),
    ] {
        for path in SHEETS.iter().chain(&TEXTS).chain([&SETTINGS]) {
            parse(&File::new(FileId(0), *path, text.as_str()), base_vocabulary());
        }
    }
}
