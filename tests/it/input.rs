//! Reading a project: what becomes text, what an asset, what is passed over, what is refused.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;

use rustix::fs::{CWD, Mode, mkfifoat};
use tearsheet::disk::{Input, ReadError, read, read_tree};

use crate::trees::Scratch;

fn project() -> Scratch {
    let scratch = Scratch::new();
    scratch.write("site/tearsheet.toml", "title = \"x\"\n");
    scratch
}

fn read_site(scratch: &Scratch) -> Input {
    read(&scratch.at("site")).unwrap()
}

/// `path:offset code: title`, with the path of the scratch folder as `…`.
fn problems(scratch: &Scratch, input: &Input) -> Vec<String> {
    let here = scratch.at("").display().to_string();
    let line = |d: &tearsheet::diagnostics::Diagnostic| {
        let file = input.files.get(d.primary.span.file);
        let place = format!("{}:{}", file.path, d.primary.span.start);
        format!("{place} {}: {}", d.code.name(), d.title).replace(here.trim_end_matches('/'), "…")
    };
    input.diagnostics.iter().map(line).collect()
}

fn texts(input: &Input) -> Vec<&str> {
    input.files.texts.iter().map(|file| file.path.as_str()).collect()
}

fn assets(input: &Input) -> Vec<&str> {
    input.files.assets.iter().map(|asset| asset.path.as_str()).collect()
}

#[test]
fn files_are_sorted_by_path_into_texts_and_assets() {
    let scratch = project();
    let files = [
        "content/deals/b.toml",
        "content/deals/a/chart.png",
        "content/deals/a/data.csv",
        "content/deals/a-b.toml",
        "content/deals/2025/11/a.md",
        "content/companies/c.toml",
        "content/companies/c/logo.svg",
        "content/pages/about.md",
        "content/sources/wire.toml",
        "static/css/x.css",
        "static/notes.md",
        "static/.well-known/security.txt",
        "README.md",
        "src/main.rs",
    ];
    for path in files {
        scratch.write(&format!("site/{path}"), path);
    }
    let input = read_site(&scratch);
    assert_eq!(problems(&scratch, &input), [""; 0]);
    assert_eq!(
        texts(&input),
        [
            "content/companies/c.toml",
            "content/deals/2025/11/a.md",
            "content/deals/a-b.toml",
            "content/deals/b.toml",
            "content/pages/about.md",
            "content/sources/wire.toml",
            "tearsheet.toml",
        ]
    );
    assert_eq!(
        assets(&input),
        [
            "content/companies/c/logo.svg",
            "content/deals/a/chart.png",
            "content/deals/a/data.csv",
            "static/.well-known/security.txt",
            "static/css/x.css",
            "static/notes.md",
        ]
    );
    for (index, file) in input.files.texts.iter().enumerate() {
        assert_eq!(file.id.index(), index);
        let expected = if file.path == "tearsheet.toml" { "title = \"x\"\n" } else { &file.path };
        assert_eq!(&*file.text, expected);
    }
    assert!(input.files.assets.iter().all(|asset| *asset.bytes == *asset.path.as_bytes()));
}

#[test]
fn hidden_files_and_what_editors_leave_are_passed_over() {
    let scratch = project();
    let files = [
        "content/deals/.a.toml.swp",
        "content/deals/a.toml~",
        "content/deals/#a.toml#",
        "content/deals/.#a.toml",
        "content/deals/a.swp",
        "content/deals/.DS_Store",
        "content/.git/config",
        "content/deals/.secret/a.toml",
        "static/.git/config",
        "static/._a.png",
        "static/sub/.gitkeep",
        "static/.DS_Store",
        "static/Thumbs.db",
        "content/.well-known/x",
    ];
    for path in files {
        scratch.write(&format!("site/{path}"), "x");
    }
    symlink("nobody@nowhere:1", scratch.at("site/content/deals/.#lock.toml")).unwrap();
    let input = read_site(&scratch);
    assert_eq!(problems(&scratch, &input), [""; 0]);
    assert_eq!((texts(&input), assets(&input)), (vec!["tearsheet.toml"], vec![]));
}

#[test]
fn hidden_files_of_static_are_published_or_named() {
    let scratch = project();
    let published = ["static/.htaccess", "static/.nojekyll", "static/a/.htaccess", "static/sub/.well-known/x"];
    for path in published.into_iter().chain(["static/.env", "static/.secret/a/b", "static/.well-known/.hidden"]) {
        scratch.write(&format!("site/{path}"), "x");
    }
    let input = read_site(&scratch);
    assert_eq!(assets(&input), published);
    let warned = |path: &str| {
        format!("warning[file-name] {path}: expected files to be published in `static/`, found the hidden `{path}`")
    };
    let named = ["static/.env", "static/.secret", "static/.well-known/.hidden"].map(warned);
    let found = input.diagnostics.iter().map(|problem| {
        let path = &input.files.get(problem.primary.span.file).path;
        format!("{}[{}] {path}: {}", problem.severity.name(), problem.code.name(), problem.title)
    });
    assert_eq!(found.collect::<Vec<_>>(), named);
}

#[test]
fn a_folder_without_settings_is_no_project() {
    let scratch = Scratch::new();
    scratch.folder("empty/content");
    assert!(matches!(read(&scratch.at("empty")), Err(ReadError::NotAProject { .. })));
    assert!(matches!(read(&scratch.at("missing")), Err(ReadError::Io { .. })));
    let message = read(&scratch.at("missing")).unwrap_err().to_string();
    assert_eq!(
        message,
        format!("cannot open `{}`: No such file or directory (os error 2)", scratch.at("missing").display())
    );
}

#[test]
fn links_are_followed_within_the_project_only() {
    let scratch = project();
    scratch.write("outside/secret.toml", "secret");
    scratch.write("site/.env", "TOKEN=1");
    scratch.write("site/.git/config", "token");
    scratch.write("site/content/deals/a.toml", "a");
    scratch.write("site/shared/logo.svg", "logo");
    let links = [
        ("a.toml", "site/content/deals/inside.toml"),
        ("../../../shared", "site/content/deals/a/pictures"),
        ("../../../outside/secret.toml", "site/content/deals/leak.toml"),
        ("../../outside", "site/static/outside"),
        ("../.env", "site/static/env.txt"),
        ("../.git", "site/static/git"),
        ("nothing", "site/static/broken"),
        ("..", "site/static/up"),
        (".", "site/static/here"),
        ("itself", "site/static/itself"),
        ("/etc", "site/static/etc"),
    ];
    scratch.folder("site/static");
    scratch.folder("site/content/deals/a");
    for (target, link) in links {
        symlink(target, scratch.at(link)).unwrap();
    }
    let input = read_site(&scratch);
    assert_eq!(
        problems(&scratch, &input),
        [
            "content/deals/leak.toml:0 outside: expected a link within the project, \
         found `content/deals/leak.toml` that leads to `…/outside/secret.toml`",
            "static/broken:0 outside: expected a link to a file, found `static/broken` that leads to `nothing`",
            "static/env.txt:0 outside: expected a link to a visible file, found `static/env.txt` that leads to `.env`",
            "static/etc:0 outside: expected a link within the project, found `static/etc` that leads to `/etc`",
            "static/git:0 outside: expected a link to a visible file, found `static/git` that leads to `.git`",
            "static/here:0 outside: expected a link to other files, found `static/here` that leads to its own folder",
            "static/itself:0 outside: expected a link to a file, found `static/itself` that leads to `itself`",
            "static/outside:0 outside: expected a link within the project, \
         found `static/outside` that leads to `…/outside`",
            "static/up:0 outside: expected a link to other files, found `static/up` that leads to its own folder",
        ]
    );
    assert_eq!(input.files.find("content/deals/inside.toml").map(|file| &*file.text), Some("a"));
    assert_eq!(assets(&input), ["content/deals/a/pictures/logo.svg"]);
    assert!(input.unread.iter().all(|&id| input.files.get(id).text.is_empty()));
    assert_eq!(input.unread.len(), input.diagnostics.len());
}

#[test]
fn two_folders_that_link_to_each_other_end() {
    let scratch = project();
    scratch.write("site/static/a/x", "");
    scratch.write("site/static/b/y", "");
    symlink("../b", scratch.at("site/static/a/to-b")).unwrap();
    symlink("../a", scratch.at("site/static/b/to-a")).unwrap();
    let input = read_site(&scratch);
    assert_eq!(input.diagnostics.len(), 2);
    assert_eq!(assets(&input), ["static/a/to-b/y", "static/a/x", "static/b/to-a/x", "static/b/y"]);
}

#[test]
fn whole_input_folders_may_not_lie_outside() {
    let scratch = project();
    scratch.write("outside/deals/a.toml", "a");
    symlink("../outside", scratch.at("site/content")).unwrap();
    let input = read_site(&scratch);
    assert_eq!(
        problems(&scratch, &input),
        ["content:0 outside: expected a link within the project, found `content` that leads to `…/outside`"]
    );
}

#[test]
fn special_files_are_refused() {
    let scratch = project();
    scratch.folder("site/static");
    scratch.folder("site/content/deals");
    mkfifoat(CWD, scratch.at("site/content/deals/pipe.toml"), Mode::RUSR).unwrap();
    mkfifoat(CWD, scratch.at("site/static/pipe"), Mode::RUSR).unwrap();
    assert_eq!(
        problems(&scratch, &read_site(&scratch)),
        [
            "content/deals/pipe.toml:0 asset: expected a file, found a pipe, socket or device at `content/deals/pipe.toml`",
            "static/pipe:0 asset: expected a file, found a pipe, socket or device at `static/pipe`",
        ]
    );
}

#[test]
fn text_that_is_not_utf8_is_shown_at_its_byte() {
    let scratch = project();
    scratch.write("site/content/deals/latin.toml", b"a = \"ok\"\nb = \"caf\xe9 cr\xe8me\"\n");
    scratch.write("site/content/deals/utf16.md", b"\xff\xfea\0b\0");
    let input = read_site(&scratch);
    assert_eq!(
        problems(&scratch, &input),
        [
            "content/deals/latin.toml:17 encoding: expected UTF-8, found the byte 0xE9",
            "content/deals/utf16.md:0 encoding: expected UTF-8, found UTF-16",
        ]
    );
    let latin = &input.diagnostics[0];
    let file = input.files.get(latin.primary.span.file);
    assert_eq!(file.slice(latin.primary.span), "\u{fffd}");
    assert_eq!(file.position(latin.primary.span.start).line, 2);
    assert_eq!(latin.notes, ["in Latin-1 and Windows-1252 this byte is `é`", "1 more in this file"]);
    assert_eq!(&*file.text, "a = \"ok\"\nb = \"caf\u{fffd} cr\u{fffd}me\"\n");
    assert!(input.unread.is_empty());
}

#[test]
fn names_that_are_no_text_are_refused() {
    let scratch = project();
    scratch.folder("site/static");
    let folder = scratch.folder("site/content/deals");
    std::fs::write(folder.join(Path::new(std::ffi::OsStr::from_bytes(b"caf\xe9.toml"))), "").unwrap();
    scratch.write("site/static/a\nb.css", "");
    scratch.write("site/static/c\\d.css", "");
    assert_eq!(
        problems(&scratch, &read_site(&scratch)),
        [
            "content/deals/caf\u{fffd}.toml:0 file-name: expected a file name in UTF-8, found `content/deals/caf\u{fffd}.toml`",
            "static/a\u{fffd}b.css:0 file-name: expected a file name that fits an address, \
         found U+000A in `static/a\u{fffd}b.css`",
            "static/c\\d.css:0 file-name: expected a file name that fits an address, found U+005C in `static/c\\d.css`",
        ]
    );
}

#[test]
fn files_of_content_without_a_meaning_are_left_to_the_parser() {
    let scratch = project();
    let paths = ["notes.txt", "sources/scan.pdf", "deals/a.MD", "deals/b.markdown", "deals/c.TOML", "other/d.png"];
    for path in paths {
        scratch.write(&format!("site/content/{path}"), "draft");
    }
    let input = read_site(&scratch);
    assert_eq!(problems(&scratch, &input), [""; 0]);
    assert_eq!(assets(&input), [""; 0], "no draft is published as a file");
    for path in paths {
        let file = input.files.find(&format!("content/{path}"));
        assert_eq!(file.map(|file| &*file.text), Some(""), "{path}");
    }
}

#[test]
fn files_above_the_limits_are_refused_without_being_read() {
    let scratch = project();
    for (path, mib) in [("content/deals/a.toml", 16), ("static/film.mp4", 256)] {
        scratch.write(&format!("site/{path}"), "");
        let file = std::fs::File::options().write(true).open(scratch.at("site").join(path)).unwrap();
        file.set_len((mib << 20) + 1).unwrap();
    }
    assert_eq!(
        problems(&scratch, &read_site(&scratch)),
        [
            "content/deals/a.toml:0 asset: expected at most 16 MiB, found 17 MiB",
            "static/film.mp4:0 asset: expected at most 256 MiB, found 257 MiB",
        ]
    );
}

#[test]
fn a_tree_is_read_by_the_same_rules() {
    let scratch = project();
    for path in ["b/x.css", "a.html", "b-c", ".hidden", "a.html~"] {
        scratch.write(&format!("site/themes/mine/{path}"), path);
    }
    let files = read_tree(&scratch.at("site"), "themes/mine").unwrap();
    let expected = ["a.html", "b-c", "b/x.css"].map(|path| (path.to_owned(), path.as_bytes().to_owned()));
    assert_eq!(files, expected);
    assert_eq!(read_tree(&scratch.at("site"), "themes/other").unwrap(), []);
    symlink("/etc/hostname", scratch.at("site/themes/mine/host")).unwrap();
    let error = read_tree(&scratch.at("site"), "themes/mine").unwrap_err().to_string();
    assert!(error.starts_with("`themes/mine/host`: expected a link within the project"), "{error}");
    scratch.write("elsewhere/theme.toml", "");
    assert!(read_tree(&scratch.at("site"), "../elsewhere").is_err());
}
