//! Input that nobody writes by hand: told or built, never a panic, and in time that grows no faster than the input.

use std::path::Path;
use std::time::Duration;

use crate::effort;
use crate::support::{Project, Run, TODAY, tearsheet};

const MEGABYTE: usize = 1_000_000;

const DEAL: &str = "title = \"Acme buys from Globex\"
status = { is = \"signed\", on = \"2026-04-01\", source = \"wire\" }
[[leg]]
customer = \"acme\"
supplier = \"globex\"
value = { is = \"5 billion USD\", source = \"wire\" }
";

/// Builds, without a panic; and the processor time that it took.
#[track_caller]
fn timed_build(project: &Project) -> (Run, Duration) {
    let (run, effort) = Run::timed(tearsheet(project.root()).args(["build", "--format", "short", "--today", TODAY]));
    assert!(matches!(run.code, Some(0 | 1)), "{run:?}");
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    assert_eq!(run.code == Some(0), project.has("public"), "an error and an output, or neither");
    (run, effort)
}

/// Builds, without a panic.
#[track_caller]
pub(crate) fn build(project: &Project) -> Run {
    timed_build(project).0
}

/// Builds a project with more and more of something, up to `most`, in time that grows no faster; `check` is given how
/// much it was, and looks at what came of it.
#[track_caller]
pub(crate) fn build_up_to(
    what: &str,
    most: usize,
    project: impl Fn(usize) -> Project,
    check: impl Fn(usize, &Project, Run),
) {
    effort::grows_with_size(what, most, |size| {
        let project = project(size);
        let (run, effort) = timed_build(&project);
        check(size, &project, run);
        effort
    });
}

/// A project with the deal `x` and one more file.
fn with(path: &str, bytes: impl AsRef<[u8]>) -> Project {
    let project = Project::with_base(&format!("//- content/deals/x.toml\n{DEAL}"));
    project.write(path, bytes);
    project
}

/// The first file of the base or of [`with`] replaced by `bytes` is refused with this code.
#[track_caller]
fn refused(path: &str, bytes: impl AsRef<[u8]>, code: &str) {
    build(&with(path, bytes)).exits(1).says(&format!("[{code}]"));
}

#[test]
#[should_panic(expected = "squares: a quarter of")]
fn what_grows_with_the_square_is_noticed() {
    effort::grows_with_size("squares", 6_400, |size| Duration::from_micros((size * size) as u64));
}

#[test]
fn what_is_slow_or_disturbed_is_not_taken_for_it() {
    let mut runs = 0;
    effort::grows_with_size("lines", 6_400, |size| {
        runs += 1;
        let cost = if runs == 2 { size * 100 } else { size };
        Duration::from_secs(cost as u64)
    });
}

/// Of what is not counted anything could be said.
#[test]
fn the_kernel_counts_what_threads_and_programs_spend() {
    if !Path::new("/proc/thread-self/schedstat").exists() {
        eprintln!("skipped: this kernel does not count");
        return;
    }
    let spin = || {
        for i in 0..1_000_000_u64 {
            std::hint::black_box(i);
        }
    };
    assert!((0..1_000).any(|_| effort::of(spin) > Duration::ZERO), "nothing for a thread");
    let (_, effort) = timed_build(&with("content/deals/x.md", "Acme ".repeat(100_000)));
    assert!(effort > Duration::ZERO, "nothing for a program");
}

#[test]
fn empty_files() {
    refused("content/deals/x.toml", "", "missing-key");
    refused("content/companies/acme.toml", "", "missing-key");
    refused("content/sources/wire.toml", "", "missing-key");
    refused("tearsheet.toml", "", "config");
    refused("content/pages/about.md", "", "missing-key");
    build(&with("content/deals/x.md", "")).succeeds();
    build(&with("content/deals/x/empty.png", "")).succeeds();
    build(&with("static/empty", "")).succeeds();
    build(&with("static/empty.svg", "")).succeeds();
}

#[test]
fn every_value_of_every_wrong_type() {
    let keys = DEAL.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key);
    for key in keys {
        for value in ["1", "1.5", "true", "2026-01-01", "[]", "{}", "[[1]]", "\"\"", "nan", "{ is = {} }", "[{}]"] {
            let line = DEAL.lines().find(|line| line.starts_with(&format!("{key} = "))).expect("a line");
            build(&with("content/deals/x.toml", DEAL.replace(line, &format!("{key} = {value}"))));
        }
    }
}

#[test]
fn a_megabyte_of_one_thing() {
    for thing in [">", "[a](", "{{", "[[", "![", "*", "_a_ ", "`", "<a>", "- ", "|", "[^", "\\", "&amp;", "Acme ", "$"]
    {
        let project = |size: usize| with("content/deals/x.md", thing.repeat(size / thing.len()));
        build_up_to(thing, MEGABYTE, project, |_, _, _| {});
    }
}

/// Figures that agree, that contradict, that are linked, and verbs without a full stop anywhere.
#[test]
fn a_megabyte_of_figures() {
    for thing in ["$5 billion ", "$7 billion ", "[[x]] $7 billion ", "Acme not invests "] {
        let project = |size: usize| {
            let project = with("content/deals/x.md", thing.repeat(size / thing.len()));
            project.write("content/deals/x.toml", DEAL.replace("signed", "in-talks"));
            project
        };
        build_up_to(thing, MEGABYTE, project, |_, _, _| {});
    }
}

/// What a part of a text asks of the whole is asked once: whether it is a row, tells an end, where an address, a number or a
/// placeholder ends, what is allowed in it.
#[test]
fn many_parts_of_one_text() {
    let ended = DEAL.replace("signed", "cancelled");
    let allowed = "+++\n[[allow]]\ncode = \"figure-contradicts\"\nsentence = \"$7bn\"\nwhy = \"so\"\n+++\n";
    for (sheet, before, thing, behind, most) in [
        (DEAL, "", "5 MW. ", "", MEGABYTE),
        (&ended, "", "Acme buys from Globex. ", "", MEGABYTE / 2),
        (DEAL, "", "https://a/", "&amp;", MEGABYTE / 4),
        (DEAL, "", "000 ", "", MEGABYTE),
        (DEAL, "", "\\{{}} 5 ", "", MEGABYTE),
        (DEAL, allowed, "$7bn ", "", MEGABYTE / 4 * 3),
    ] {
        let project = |size: usize| {
            let project = with("content/deals/x.md", [before, &thing.repeat(size / thing.len()), behind].concat());
            project.write("content/deals/x.toml", sheet);
            project
        };
        build_up_to(thing, most, project, |_, _, _| {});
    }
}

#[test]
fn toml_without_bottom() {
    type Text = fn(usize) -> String;
    let cases: [(&str, Text); 5] = [
        ("content/deals/x.toml", |depth| format!("title = {}", "[".repeat(depth))),
        ("content/deals/x.toml", |depth| format!("title = {}{}", "[".repeat(depth), "]".repeat(depth))),
        ("content/deals/x.toml", |depth| format!("{DEAL}x = {}", "{a=".repeat(depth))),
        ("content/deals/x.toml", |depth| format!("{DEAL}[{}a]\nb = 1\n", "a.".repeat(depth))),
        ("tearsheet.toml", |depth| format!("title = {}", "[".repeat(depth))),
    ];
    for (path, text) in cases {
        let what = format!("{path}: {}", text(3));
        build_up_to(&what, 20_000, |depth| with(path, text(depth)), |_, _, run| drop(run.exits(1).says("[toml]")));
    }
}

#[test]
fn a_long_table() {
    let table = |rows: usize| {
        let rows: String = (0..rows).map(|i| format!("| {i} | row |\n")).collect();
        with("content/deals/x.md", format!("| n | what |\n|---|---|\n{rows}"))
    };
    build_up_to("rows", 100_000, table, |rows, project, run| {
        let last = format!("<td>{}</td>", rows - 1);
        assert!(run.code == Some(1) || project.file("public/deals/x/index.html").contains(&last), "{}", run.stdout);
    });
}

#[test]
fn bytes_that_are_no_text() {
    refused("content/deals/x.md", "Acme\0buys.\n", "encoding");
    refused("content/deals/x.md", b"Acme \xff\xfe buys.\n", "encoding");
    refused("content/deals/x.toml", DEAL.replace("Acme buys", "Acme\0buys"), "encoding");
    refused("content/deals/x.toml", [b"title = \"\xff\"\n", DEAL.as_bytes()].concat(), "encoding");
    refused("tearsheet.toml", b"title = \"\xe9\"\n", "encoding");
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(DEAL.bytes().flat_map(|b| [b, 0])).collect();
    refused("content/deals/x.toml", utf16, "encoding");
}

#[test]
fn line_ends_and_byte_order_marks_change_no_output() {
    let text = "+++\ntitle = \"Acme\"\n+++\n\nOne line,\nanother.\n\n- a\n- b\n\n```rust\nfn main() {}\n```\n";
    let plain = with("content/deals/x.md", text);
    build(&plain).succeeds();
    let odd = with("content/deals/x.md", format!("\u{feff}{}", text.replace('\n', "\r\n")));
    odd.write("content/deals/x.toml", format!("\u{feff}{}", DEAL.replace('\n', "\r\n")));
    build(&odd).succeeds();
    for ((path, one), (_, other)) in plain.tree("public").iter().zip(&odd.tree("public")) {
        let same = one == other || path.starts_with(".tearsheet");
        assert!(same, "{path}:\n{}\n{}", String::from_utf8_lossy(one), String::from_utf8_lossy(other));
    }
}

#[test]
fn places_are_right_behind_odd_line_ends() {
    let sheet = format!("\u{feff}{}", DEAL.replace("acme", "acmee").replace('\n', "\r\n"));
    build(&with("content/deals/x.toml", sheet)).says("content/deals/x.toml:4:13: error[unknown-company]");
    build(&with("content/deals/x.md", "\u{feff}Text.\r\n\r\nÉté [[acmee]].\r\n")).says("content/deals/x.md:3:7: error");
}

#[test]
fn a_picture_of_a_wall() {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    png.extend([50_000u32.to_be_bytes(), 50_000u32.to_be_bytes()].concat());
    png.extend(b"\x08\x06\0\0\0");
    let project = with("content/deals/x/wall.png", png);
    project.write("content/deals/x.md", "![A wall](wall.png)\n");
    build(&project).succeeds();
    assert!(project.file("public/deals/x/index.html").contains("width=\"50000\" height=\"50000\""));
}

#[test]
fn headers_that_break_off() {
    for header in [&b"\x89PNG\r\n\x1a\n"[..], b"GIF89a", b"\xff\xd8\xff\xc0\0", b"RIFF\0\0\0\0WEBPVP8X", b"\xff\xd8"] {
        for more in 0..12 {
            let bytes = [header, &vec![0xff; more]].concat();
            let project = with("content/deals/x/a.jpg", bytes);
            project.write("content/deals/x.md", "![A picture](a.jpg)\n");
            build(&project).succeeds();
        }
    }
}

#[test]
fn ids_that_are_names_of_devices_or_too_long() {
    let long = "a".repeat(81);
    let path = format!("content/deals/{long}.toml");
    refused(&path, DEAL, "file-name");
    let just = "a".repeat(80);
    build(&with(&format!("content/deals/{just}.toml"), DEAL)).succeeds();
    for id in ["con", "nul", "com1"] {
        refused(&format!("content/deals/{id}.toml"), DEAL, "file-name");
    }
}

#[test]
fn links_out_of_the_project() {
    for (path, target) in [
        ("static/passwd", "/etc/passwd"),
        ("content/deals/x.md", "/etc/hostname"),
        ("content/deals/x/up", "../../../.."),
        ("content/deals/more", "/etc"),
    ] {
        let project = Project::with_base(&format!("//- content/deals/x.toml\n{DEAL}"));
        project.link(path, target);
        build(&project).exits(1).says("[outside]");
    }
}

#[test]
fn many_of_everything() {
    let topics = |n: usize| {
        let topics: String = (0..n).map(|i| format!("\"t{i}\", ")).collect();
        with("content/deals/x.toml", format!("topics = [{topics}]\n{DEAL}"))
    };
    build_up_to("topics", 5_000, topics, |n, _, run| {
        assert_eq!(run.exits(1).stdout.matches("[unknown-topic]").count(), n);
    });
    let legs = |n: usize| {
        let legs = "[[leg]]\ncustomer = \"acme\"\nsupplier = \"globex\"\n".repeat(n);
        with("content/deals/x.toml", format!("{DEAL}{legs}"))
    };
    build_up_to("legs", 2_000, legs, |_, _, run| drop(run.succeeds()));
    let claims = |n: usize| {
        let claims: String = (1..n)
            .map(|i| format!("{{ is = \"{i} GW\", source = \"wire\", rank = \"deprecated\", because = \"b\" }},"))
            .collect();
        let claims = format!("capacity = [{{ is = \"1 GW\", source = \"wire\" }}, {claims}]\n");
        with("content/deals/x.toml", format!("{DEAL}{claims}"))
    };
    build_up_to("claims", 2_000, claims, |_, _, run| drop(run.succeeds()));
    let digits = |n: usize| with("content/deals/x.toml", DEAL.replace("5 billion", &"9".repeat(n)));
    build_up_to("digits", 100_000, digits, |_, _, run| drop(run.exits(1).says("[amount]")));
}
