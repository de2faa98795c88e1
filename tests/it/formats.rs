//! What each format makes of one set of diagnostics.

use snapbox::str;
use snapbox::{IntoData, assert_data_eq};
use tearsheet::diagnostics::{Code, Diagnostic, Format, Outcome, codes, render, summary};
use tearsheet::files::Files;
use tearsheet::span::Span;

use crate::effort;

/// The span of the first `needle` in a file.
fn span(files: &Files, path: &str, needle: &str) -> Span {
    let file = files.find(path).unwrap_or_else(|| panic!("no file {path}"));
    let start = file.text.find(needle).unwrap_or_else(|| panic!("no {needle:?} in {path}"));
    Span::new(file.id, start..start + needle.len())
}

/// An unknown company with a fix, a duplicate id across files, and a warning.
fn sample() -> (Files, Vec<Diagnostic>) {
    let mut files = Files::default();
    files.add("content/companies/amd.toml", "name = \"AMD\"\n");
    files.add("content/deals/amd.toml", "title = \"é\"\r\n\r\n[[leg]]\r\nsupplier = \"anthorpic\"\r\n");
    files.add("content/deals/x.md", "Text.\n\n<b>fat, \u{1b}[31mred</b>\n");
    let supplier = span(&files, "content/deals/amd.toml", "anthorpic");
    let unknown = Diagnostic::new(codes::UNKNOWN_COMPANY, supplier, "unknown company `anthorpic`")
        .label("no file `content/companies/anthorpic.toml`")
        .suggest("a company with a similar id exists", supplier, "anthropic");
    let title = span(&files, "content/deals/amd.toml", "title");
    let name = span(&files, "content/companies/amd.toml", "name = \"AMD\"");
    let twice = Diagnostic::new(codes::DUPLICATE_ID, title, "the id `amd` is used twice")
        .context(name, "also here")
        .note("ids are unique across deals, companies and pages")
        .help("rename one file and add `was = [\"amd\"]`");
    let html = span(&files, "content/deals/x.md", "<b>fat, \u{1b}[31mred</b>");
    let raw = Diagnostic::new(codes::RAW_HTML, html, "raw HTML `<b>\u{1b}[31m` is dropped, 100%");
    (files, vec![twice, unknown, raw])
}

#[test]
fn human() {
    let (files, diagnostics) = sample();
    assert_data_eq!(
        render(Format::Human, &diagnostics, &files, false, &[]),
        str![[r#"
error[duplicate-id]: the id `amd` is used twice
 --> content/deals/amd.toml:1:1
  |
1 | title = "é"
  | ^^^^^
  |
 ::: content/companies/amd.toml:1:1
  |
1 | name = "AMD"
  | ------------ also here
  |
  = note: ids are unique across deals, companies and pages
  = help: rename one file and add `was = ["amd"]`

error[unknown-company]: unknown company `anthorpic`
 --> content/deals/amd.toml:4:13
  |
4 | supplier = "anthorpic"
  |             ^^^^^^^^^ no file `content/companies/anthorpic.toml`
  |
help: a company with a similar id exists
  |
4 - supplier = "anthorpic"
4 + supplier = "anthropic"
  |

warning[raw-html]: raw HTML `<b>␛[31m` is dropped, 100%
 --> content/deals/x.md:3:1
  |
3 | <b>fat, ␛[31mred</b>
  | ^^^^^^^^^^^^^^^^^^^^


"#]]
    );
}

#[test]
fn short() {
    let (files, diagnostics) = sample();
    assert_data_eq!(
        render(Format::Short, &diagnostics, &files, false, &[]),
        str![[r#"
content/deals/amd.toml:1:1: error[duplicate-id]: the id `amd` is used twice
content/deals/amd.toml:4:13: error[unknown-company]: unknown company `anthorpic`
content/deals/x.md:3:1: warning[raw-html]: raw HTML `<b>␛[31m` is dropped, 100%

"#]]
    );
}

#[test]
fn json() {
    let (files, diagnostics) = sample();
    assert_data_eq!(render(Format::Json, &diagnostics, &files, false, &[]), str![[r#"
{"code":"duplicate-id","severity":"error","message":"the id `amd` is used twice","file":"content/deals/amd.toml","line":1,"column":1,"end_line":1,"end_column":6,"help":"rename one file and add `was = [\"amd\"]`","suggestion":null}
{"code":"unknown-company","severity":"error","message":"unknown company `anthorpic`","file":"content/deals/amd.toml","line":4,"column":13,"end_line":4,"end_column":22,"help":null,"suggestion":{"file":"content/deals/amd.toml","line":4,"column":13,"end_line":4,"end_column":22,"replacement":"anthropic","title":"a company with a similar id exists"}}
{"code":"raw-html","severity":"warning","message":"raw HTML `<b>\u001b[31m` is dropped, 100%","file":"content/deals/x.md","line":3,"column":1,"end_line":3,"end_column":21,"help":null,"suggestion":null}

"#]].raw());
}

#[test]
fn github() {
    let (files, diagnostics) = sample();
    assert_data_eq!(
        render(Format::Github, &diagnostics, &files, false, &[]),
        str![[r#"
::error file=content/deals/amd.toml,line=1,col=1,endLine=1,endColumn=6,title=duplicate-id::the id `amd` is used twice%0Aids are unique across deals, companies and pages%0Arename one file and add `was = ["amd"]`
::error file=content/deals/amd.toml,line=4,col=13,endLine=4,endColumn=22,title=unknown-company::unknown company `anthorpic`%0Ano file `content/companies/anthorpic.toml`%0Aa company with a similar id exists: `anthropic`
::warning file=content/deals/x.md,line=3,col=1,endLine=3,endColumn=21,title=raw-html::raw HTML `<b>␛[31m` is dropped, 100%25

"#]]
    );
}

#[test]
fn colour_is_a_matter_of_escapes_only() {
    let (files, diagnostics) = sample();
    let coloured = render(Format::Human, &diagnostics, &files, true, &[]);
    assert!(coloured.contains('\u{1b}'));
    let mut plain = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        rest = after.split_once('m').expect("a colour ends with m").1;
    }
    plain.push_str(rest);
    assert_data_eq!(plain, render(Format::Human, &diagnostics, &files, false, &[]));
}

#[test]
fn no_format_lets_a_terminal_escape_through() {
    let (files, diagnostics) = sample();
    for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
        let shown = render(format, &diagnostics, &files, false, &[]);
        assert!(shown.chars().all(|c| c == '\n' || !c.is_control()), "{format:?}: {shown:?}");
    }
}

#[test]
fn fixes_that_insert_and_fixes_in_other_files() {
    let mut files = Files::default();
    let sheet = files.add("content/deals/a.toml", "title = \"A\"\n");
    files.add("tearsheet.toml", "title = \"Site\"\ntopics = {}\n");
    let end = files.get(sheet).text.len();
    let missing = Diagnostic::new(codes::MISSING_KEY, Span::start_of(sheet), "the deal has no `status`").suggest(
        "say how far it has come",
        Span::new(sheet, end..end),
        "status = \"rumoured\"\n",
    );
    let topics = span(&files, "tearsheet.toml", "{}");
    let topic = Diagnostic::new(codes::UNKNOWN_TOPIC, span(&files, "content/deals/a.toml", "\"A\""), "unknown topic")
        .suggest("declare it", topics, "{ energy = \"Energy\" }");
    assert_data_eq!(
        render(Format::Human, &[missing, topic], &files, false, &[]),
        str![[r#"
error[missing-key]: the deal has no `status`
 --> content/deals/a.toml:1:1
  |
1 | title = "A"
  | ^
  |
help: say how far it has come
  |
2 + status = "rumoured"
  |

error[unknown-topic]: unknown topic
 --> content/deals/a.toml:1:9
  |
1 | title = "A"
  |         ^^^
  |
help: declare it
 --> tearsheet.toml:2:11
  |
2 | topics = { energy = "Energy" }
  |            +++++++++++++++++


"#]]
    );
}

#[test]
fn odd_places_are_shown_all_the_same() {
    let mut files = Files::default();
    let empty = files.add("empty.md", "");
    let no_newline = files.add("no-newline.md", "a\u{9b}b\tc");
    let long = files.add("long.md", "line\n".repeat(50));
    let at = |span, title: &str| Diagnostic::new(codes::MARKDOWN, span, title);
    let diagnostics = [
        at(Span::start_of(empty), "in an empty file"),
        at(Span::new(no_newline, 6..6), "at the end"),
        at(Span::new(no_newline, 5..6), "after a tab"),
        at(Span::new(long, 0..250), "all of it"),
        at(Span::new(long, 10..14), "two\nlines").context(Span::new(long, 240..244), "far").label("here"),
    ];
    assert_data_eq!(
        render(Format::Human, &diagnostics, &files, false, &[]),
        str![[r#"
error[markdown]: in an empty file
 --> empty.md:1:1
  |
1 |
  | ^

error[markdown]: at the end
 --> no-newline.md:1:6
  |
1 | a�b    c
  |         ^

error[markdown]: after a tab
 --> no-newline.md:1:5
  |
1 | a�b    c
  |        ^

error[markdown]: all of it
 --> long.md:1:1
  |
1 | / line
2 | | line
3 | | line
4 | | line
5 | | line
6 | | line
  | |____^

error[markdown]: two␊lines
  --> long.md:3:1
   |
 3 | line
   | ^^^^ here
...
49 | line
   | ---- far


"#]]
    );
}

#[test]
fn no_span_is_too_odd_for_any_format() {
    let mut files = Files::default();
    let text = "é\r\n\t\u{1b}x\n\n\u{202e}\r{{ a }}\n字\u{301}";
    let file = files.add("odd.md", text);
    let other = files.add("other.md", text);
    let ends: Vec<usize> = (0..=text.len()).filter(|&i| text.is_char_boundary(i)).collect();
    for (i, &start) in ends.iter().enumerate() {
        for &end in &ends[i..] {
            let span = Span::new(file, start..end);
            let diagnostic = Diagnostic::new(codes::MARKDOWN, span, "odd")
                .label("here")
                .context(Span::new(file, end..text.len()), "")
                .context(Span::new(other, start..end), "there")
                .suggest("another", span, if start % 2 == 0 { "" } else { "a\r\nb" });
            for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
                let shown = render(format, std::slice::from_ref(&diagnostic), &files, false, &[]);
                assert!(shown.contains("odd.md") && !shown.contains('\u{1b}'), "{span:?} {format:?}: {shown}");
            }
        }
    }
}

#[test]
fn a_megabyte_in_one_line_is_cut_and_fast() {
    let mut files = Files::default();
    let file = files.add("long.md", "<b>é ".repeat(200_000));
    let raw = |file, i: usize| Diagnostic::new(codes::RAW_HTML, Span::new(file, i * 6..i * 6 + 3), "raw HTML");
    let one = render(Format::Human, &[raw(file, 100_000)], &files, false, &[]);
    assert_data_eq!(
        one,
        str![[r#"
warning[raw-html]: raw HTML
 --> long.md:1:500001
  |
 ::: 
1 | ...>é <b>é <b>é <b>é <b>é <b>é <b>é <b>é <b>é <b>é <b>é <b>é <b>é <b>é <b>é <b>é <b>é <b>é <b>é <b>é <b>é <b>é <b>é <b>é <b>é <b>é <b...
  |                                                                   ^^^


"#]]
    );
    effort::grows_with_size("diagnostics of one line", 20_000, |size| {
        let mut files = Files::default();
        // Behind as much of the line as is ever shown, so that each of them costs as much.
        let file = files.add("long.md", "<b>é ".repeat(1_000 + size * 10));
        let many: Vec<Diagnostic> = (0..size).map(|i| raw(file, 1_000 + i * 10)).collect();
        effort::of(|| {
            for format in [Format::Short, Format::Json, Format::Github] {
                // A notice says that the service would not mark all of them.
                let lines = many.len() + usize::from(format == Format::Github);
                assert_eq!(render(format, &many, &files, false, &[]).lines().count(), lines);
            }
            render(Format::Human, &many[..size / 10], &files, false, &[]);
        })
    });
}

#[test]
fn the_last_line_counts() {
    let (_, diagnostics) = sample();
    let said = |n: usize, outcome| summary(&diagnostics[..n], outcome);
    assert_eq!(said(0, Outcome::Written), None);
    assert_eq!(said(1, Outcome::NothingWritten).as_deref(), Some("1 error in 1 file; nothing was written"));
    assert_eq!(
        said(3, Outcome::NothingWritten).as_deref(),
        Some("2 errors and 1 warning in 2 files; nothing was written")
    );
    assert_eq!(
        summary(&diagnostics[2..], Outcome::Written).as_deref(),
        Some("1 warning in 1 file; the site was written")
    );
}

#[test]
fn every_code_is_found_by_its_name() {
    for code in codes::ALL {
        assert_eq!(Code::find(code.name()), Some(*code));
    }
}
