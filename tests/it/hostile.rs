//! Input that nobody writes by hand: told or built, in bounded time, and never a panic.

use std::time::{Duration, Instant};

use crate::support::{Project, Run, TODAY};

/// More than a slow, busy machine takes for any of these in a build without optimisation; an algorithm that is not
/// linear takes hours.
const LIMIT: Duration = Duration::from_secs(20);

const DEAL: &str = "title = \"Acme buys from Globex\"
status = { is = \"signed\", on = \"2026-04-01\", source = \"wire\" }
[[leg]]
customer = \"acme\"
supplier = \"globex\"
value = { is = \"5 billion USD\", source = \"wire\" }
";

/// Builds, within the limit, without a panic.
#[track_caller]
fn build(project: &Project) -> Run {
    let begin = Instant::now();
    let run = project.run(["build", "--format", "short", "--today", TODAY]);
    let time = begin.elapsed();
    assert!(time < LIMIT, "took {time:?}");
    assert!(matches!(run.code, Some(0 | 1)), "{run:?}");
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    assert_eq!(run.code == Some(0), project.has("public"), "an error and an output, or neither");
    run
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
        build(&with("content/deals/x.md", thing.repeat(1_000_000 / thing.len())));
    }
}

/// Figures that agree, that contradict, that are linked, and verbs without a full stop anywhere.
#[test]
fn a_megabyte_of_figures() {
    for thing in ["$5 billion ", "$7 billion ", "[[x]] $7 billion ", "Acme not invests "] {
        let project = with("content/deals/x.md", thing.repeat(1_000_000 / thing.len()));
        project.write("content/deals/x.toml", DEAL.replace("signed", "in-talks"));
        build(&project);
    }
}

#[test]
fn toml_without_bottom() {
    refused("content/deals/x.toml", format!("title = {}", "[".repeat(20_000)), "toml");
    refused("content/deals/x.toml", format!("title = {}{}", "[".repeat(20_000), "]".repeat(20_000)), "toml");
    refused("content/deals/x.toml", format!("{DEAL}x = {}", "{a=".repeat(20_000)), "toml");
    refused("content/deals/x.toml", format!("{DEAL}[{}a]\nb = 1\n", "a.".repeat(20_000)), "toml");
    refused("tearsheet.toml", format!("title = {}", "[".repeat(20_000)), "toml");
}

#[test]
fn a_long_table() {
    let rows: String = (0..100_000).map(|i| format!("| {i} | row |\n")).collect();
    let project = with("content/deals/x.md", format!("| n | what |\n|---|---|\n{rows}"));
    let run = build(&project);
    assert!(run.code == Some(1) || project.file("public/deals/x/index.html").contains("99999"), "{}", run.stdout);
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
    let topics: String = (0..5_000).map(|i| format!("\"t{i}\", ")).collect();
    let run = build(&with("content/deals/x.toml", format!("topics = [{topics}]\n{DEAL}"))).exits(1);
    assert_eq!(run.stdout.matches("[unknown-topic]").count(), 5_000);
    let legs = "[[leg]]\ncustomer = \"acme\"\nsupplier = \"globex\"\n".repeat(2_000);
    build(&with("content/deals/x.toml", format!("{DEAL}{legs}"))).succeeds();
    let claims: String = (1..2_000)
        .map(|i| format!("{{ is = \"{i} GW\", source = \"wire\", rank = \"deprecated\", because = \"b\" }},"))
        .collect();
    build(&with(
        "content/deals/x.toml",
        format!("{DEAL}capacity = [{{ is = \"1 GW\", source = \"wire\" }}, {claims}]\n"),
    ))
    .succeeds();
    let huge = "9".repeat(100_000);
    refused("content/deals/x.toml", DEAL.replace("5 billion", &huge), "amount");
}
