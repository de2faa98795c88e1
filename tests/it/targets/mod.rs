//! Every reader of a text that comes from elsewhere, as a function that any text may be given to and that panics where
//! the reader breaks a promise. `parse_anything` gives them seeds and what becomes of these; `tests/fuzz` gives them
//! what a fuzzer finds by the branches that are taken.
//!
//! That each takes linear time is tested where its effort can be counted; here its answer must not outgrow the text.

mod html;
mod page;

use std::fmt::Debug;
use std::ops::Range;

use tearsheet::diagnostics::Diagnostic;
use tearsheet::disk::Manifest;
use tearsheet::evidence::{self, Clipping, Found, fold, locate};
use tearsheet::figures::{self, Figure, Grammar, Terms};
use tearsheet::files::File;
use tearsheet::model::notation;
use tearsheet::parse::{self, Document, base_vocabulary, vocabulary_of};
use tearsheet::pipeline::{self, Difference, Record};
use tearsheet::prose::{self, paragraphs, scan, sentences};
use tearsheet::publish::Release;
use tearsheet::quantity::Currency;
use tearsheet::span::{FileId, Span};

pub(crate) use page::Page;

/// A reader, and what it promises of any text.
pub(crate) type Target = fn(&str);

/// The targets by name; each has seeds in the folder of this name below `tests/fuzz/corpus`.
pub(crate) const TARGETS: [(&str, Target); 12] = [
    ("sheet", sheet),
    ("settings", settings),
    ("amount", amount),
    ("date", date),
    ("address", address),
    ("front-matter", front_matter),
    ("markdown", markdown),
    ("figures", figures),
    ("clipping", clipping),
    ("record", record),
    ("manifest", manifest),
    ("release", release),
];

/// An unlikely number, so that spans can be told from digits of the text.
const FILE: FileId = FileId(987_654_321);

pub(crate) const SHEETS: [&str; 5] = [
    "content/deals/openai-aws.toml",
    "content/companies/aws.toml",
    "content/companies.toml",
    "content/sources/wire.toml",
    "content/sources.toml",
];
pub(crate) const TEXTS: [&str; 2] = ["content/pages/about.md", "content/deals/openai-aws.fr.md"];
pub(crate) const SETTINGS: &str = "tearsheet.toml";

/// A file of the project is read: every span in what comes of it is in the text, a second reading is equal.
fn is_sound(path: &str, text: &str) -> Vec<Document> {
    let file = File::new(FILE, path, text);
    let parsed = parse::parse(&file, base_vocabulary());
    let debug = format!("{parsed:?}");
    // Spans are found in the debug form: none can be forgotten.
    for rest in debug.split("987654321:").skip(1) {
        let number = |s: &str| s.chars().take_while(char::is_ascii_digit).collect::<String>();
        let start = number(rest);
        let Some(end) = rest[start.len()..].strip_prefix("..").map(number) else { continue };
        if let (Ok(start), Ok(end)) = (start.parse(), end.parse()) {
            is_in(text, start..end);
        }
    }
    assert!(parsed.diagnostics.len() <= text.len() + 20, "{} problems", parsed.diagnostics.len());
    assert_eq!(debug, format!("{:?}", parse::parse(&file, base_vocabulary())), "read twice");
    parsed.documents
}

#[track_caller]
fn is_in(text: &str, range: Range<usize>) {
    assert!(text.get(range.clone()).is_some(), "{range:?} is not in {text:?}");
}

fn sheet(text: &str) {
    SHEETS.iter().for_each(|path| drop(is_sound(path, text)));
}

/// Settings give a vocabulary, with which the other files are read.
fn settings(text: &str) {
    is_sound(SETTINGS, text);
    pipeline::settings(text);
    let vocabulary = vocabulary_of(Some(&File::new(FILE, SETTINGS, text)));
    let deal = include_str!("../../fuzz/corpus/sheet/deal.toml");
    parse::parse(&File::new(FileId(0), SHEETS[0], deal), &vocabulary);
    let terms = Terms { vocabulary: &vocabulary, names: &[] };
    figures::read("10 GW, 3 widgets, 2 milliards d'euros", Grammar::of("fr").expect("French"), &terms);
}

/// A value is read; what is offered in place of a wrong one is in the text, and leads to an end when it is taken.
fn mended<T>(text: &str, read: fn(&str) -> Result<T, Diagnostic>) -> Option<T> {
    let mut text = text.to_owned();
    for _ in 0..8 {
        let problem = match read(&text) {
            Ok(value) => return Some(value),
            Err(problem) => problem,
        };
        is_in(&text, problem.primary.span.range());
        let offer = problem.suggestion?;
        is_in(&text, offer.span.range());
        text.replace_range(offer.span.range(), &offer.replacement);
    }
    panic!("each mending asks for another: {text:?}");
}

/// What is written reads back as the same, and is written the same again.
#[track_caller]
fn reads_back<T: Debug + PartialEq>(value: &T, write: fn(&T) -> String, read: fn(&str) -> Result<T, Diagnostic>) {
    let text = write(value);
    let again = read(&text).map_err(|problem| problem.title);
    assert_eq!(again.as_ref(), Ok(value), "{text:?}");
    assert_eq!(again.as_ref().map(write), Ok(text));
}

#[expect(clippy::result_large_err, reason = "as in the reader itself")]
fn amount(text: &str) {
    let read = |text: &str| parse::amount(text, Span::new(FILE, 0..text.len()), base_vocabulary());
    if let Some(amount) = mended(text, read) {
        reads_back(&amount, notation::amount, read);
    }
}

#[expect(clippy::result_large_err, reason = "as in the reader itself")]
fn date(text: &str) {
    let read = |text: &str| parse::date(text, Span::new(FILE, 0..text.len()));
    if let Some(date) = mended(text, read) {
        reads_back(&date, notation::edtf, read);
        assert!(date.earliest().zip(date.latest()).is_none_or(|(first, last)| first <= last), "{date:?}");
    }
}

/// An address in a text, of a source and of the site: it leads to where it may, or nowhere.
fn address(text: &str) {
    let escaped: String = text.chars().map(|c| format!("&#{};", u32::from(c))).collect();
    markdown(&format!("[a](<{escaped}>) ![b](<{escaped}> \"c\")"));
    markdown(&format!("<{text}> [a]({text})\n\n[a]: {text}\n"));
    let is_web = |url: &str| url.starts_with("https://") || url.starts_with("http://");
    let value = toml::Value::from(text);
    for document in is_sound(SHEETS[3], &format!("title = \"a\"\nurl = {value}\narchive_url = {value}\n")) {
        let Document::Source(source) = document else { panic!("{document:?}") };
        assert!([source.url, source.archive_url].into_iter().flatten().all(|url| is_web(&url.value.to_lowercase())));
    }
    for document in is_sound(SETTINGS, &format!("base_url = {value}\n[publish]\nurl = {value}\nremote = {value}\n")) {
        let Document::Site(site) = document else { panic!("{document:?}") };
        assert!(site.base_url.is_none_or(|url| is_web(&url.value.to_lowercase()) && url.value.ends_with('/')));
    }
}

/// The head of a text, and a text that may have one.
fn front_matter(text: &str) {
    for path in TEXTS {
        is_sound(path, text);
        is_sound(path, &format!("+++\n{text}\n+++\n\nA *text*.\n"));
    }
}

/// A text becomes well-formed HTML, without script; scanning and writing find the same references in it.
fn markdown(text: &str) {
    thread_local!(static PAGE: Page = Page::new("fr"));
    let whole = format!("é{text}");
    let scan = scan(FILE, &whole, 2);
    let (rendered, asked) = PAGE.with(|page| (prose::render(text, page), page.asked()));
    if let Err(fault) = html::check(&rendered.html) {
        panic!("{fault}\n{}", rendered.html);
    }
    // A reference takes a few bytes and becomes a few hundred.
    assert!(rendered.html.len() <= 200 * text.len() + 1000, "{} bytes of HTML", rendered.html.len());
    let mut found: Vec<String> = scan.links.iter().map(|link| format!("l {}", link.target)).collect();
    for fact in &scan.facts {
        let names: Vec<&str> = fact.segments.iter().map(|s| s.value.as_str()).collect();
        found.push(format!("f {}", names.join(".")));
    }
    found
        .extend(scan.citations.iter().map(|cited| format!("c {}", whole.get(cited.span.range()).unwrap_or("nowhere"))));
    let mut wanted: Vec<&String> = asked.iter().filter(|reference| !reference.starts_with('p')).collect();
    wanted.sort_unstable();
    found.sort_unstable();
    found.dedup();
    assert_eq!(wanted, found.iter().collect::<Vec<_>>(), "what is asked for, and what is found");
    // Inside a link or a description files are not looked up, as nothing could be linked there.
    let is_found = |path: &str| scan.addresses.iter().any(|address| address.path == path);
    assert!(asked.iter().filter_map(|reference| reference.strip_prefix("p ")).all(is_found), "{asked:?}");
    scan.diagnostics.iter().for_each(|problem| is_in(&whole, problem.primary.span.range()));
    paragraphs(text, |paragraph| {
        let read = paragraph.text();
        for sentence in sentences(read, |_| false) {
            is_in(read, sentence.clone());
            is_in(text, paragraph.source(sentence));
        }
        paragraph.marks().iter().for_each(|mark| is_in(text, paragraph.source(mark.at.clone())));
    });
}

/// Figures of a text: each in its place, none over another, and as a sheet has them where it can.
fn figures(text: &str) {
    for lang in ["fr", "en"] {
        let terms = Terms { vocabulary: base_vocabulary(), names: &[Currency(*b"AMD")] };
        let grammar = Grammar::of(lang).expect("a language that can be read");
        let readings = figures::read(text, grammar, &terms);
        assert_eq!(readings, figures::read(text, grammar, &terms), "read twice");
        let mut end = 0;
        for reading in &readings {
            is_in(text, reading.range.clone());
            assert!(end <= reading.range.start && !reading.range.is_empty(), "{readings:?}");
            end = reading.range.end;
            let Some((_, written)) = evidence::notation(reading) else { continue };
            let span = Span::new(FILE, 0..written.len());
            let problem = match reading.figure {
                Figure::Date(date) => {
                    parse::date(&written, span).map(|again| assert_eq!(again, date, "{written}")).err()
                }
                Figure::Amount(_) => parse::amount(&written, span, base_vocabulary()).err(),
            };
            assert!(problem.is_none(), "{written:?} of {reading:?}: {problem:?}");
        }
    }
}

/// A quote on the first line, the text of a source below it.
fn clipping(text: &str) {
    let (quote, text) = text.split_once('\n').unwrap_or((text, text));
    let folded = fold(quote);
    assert_eq!(fold(&folded), folded, "folded twice");
    if let Some(range) = locate(text, quote) {
        is_in(text, range);
    }
    let clipping = Clipping::new(&File::new(FILE, "clippings/wire.txt", text));
    let anywhere = clipping.find(quote, None);
    for line in 0..clipping.line_count().min(50) + 2 {
        match clipping.find(quote, Some(line)) {
            Found::There => assert_eq!(anywhere, Found::There, "on line {line}"),
            Found::Elsewhere(other) => assert_eq!(clipping.find(quote, Some(other)), Found::There, "on line {other}"),
            Found::Nowhere => assert_eq!(anywhere, Found::Nowhere, "not from line {line}"),
        }
        if let Some(end) = clipping.right_until(quote, Some(line)) {
            is_in(quote, 0..end);
        }
    }
}

fn record(text: &str) {
    let Some(record) = Record::parse(&mut text.lines()) else { return };
    assert_eq!(Record::parse(&mut record.render().lines()).as_ref(), Some(&record));
    assert!(!matches!(record.since(&record), Difference::Texts(_)), "it differs from itself");
}

/// The list of an output's files: nothing that leads out of it.
fn manifest(text: &str) {
    match Manifest::parse(text) {
        Ok(manifest) => {
            assert_eq!(Manifest::parse(&manifest.render()).as_ref(), Ok(&manifest));
            assert!(manifest.paths().is_sorted() && manifest.paths().all(|path| manifest.contains(path)));
            let leads_out = |path: &str| path.starts_with('/') || path.split('/').any(|part| part == "..");
            assert!(!manifest.paths().any(leads_out), "{manifest:?}");
        }
        Err(line) => assert!((1..=text.lines().count() + 2).contains(&line), "line {line}"),
    }
}

fn release(text: &str) {
    if let Some(release) = Release::parse(text) {
        assert_eq!(Release::parse(&release.render()).as_ref(), Some(&release));
    }
}
