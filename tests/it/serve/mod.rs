//! The live preview, through its sockets and through its engine. Loopback only; everything stops with its test.
//!
//! No test measures time. Each waits for what must come, and asks again and again until it has; a limit is only there so
//! that a defect ends a test. The pauses in between decide nothing.

mod client;
mod edits;
mod hostile;
mod mistakes;
mod pages;
mod saves;
mod scripts;

use std::fs;
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use tearsheet::preview::editor::Editor;
use tearsheet::preview::engine::{EngineOptions, News, Today};
use tearsheet::preview::server::{Options, Preview};

use crate::support::{Project, TODAY};
use client::{Answer, get};

/// After this, what a test waits for is taken not to come at all: a matter of milliseconds where a machine is quick, and
/// of seconds where it is slow and busy.
const LIMIT: Duration = Duration::from_secs(300);
/// How long the engine gives a program that has emptied a file to write it (in `preview::engine::desk`). What a test
/// does in less than this is seen from its end; where the machine has stopped it in the middle, that may be seen too.
const SAVING: Duration = Duration::from_millis(20);

/// A deal, its texts in two languages, and what it needs beside the base.
const DEAL: &str = r#"
//- content/deals/acme-globex.toml
title  = "Acme buys from Globex"
status = { is = "signed", on = "2026-05-01", source = "wire" }
[[leg]]
customer = "acme"
supplier = "globex"
value    = { is = "10 billion USD", source = "wire" }
//- content/deals/acme-globex.md
Acme buys computing. The end.
//- content/deals/acme-globex.fr.md
+++
title = "Acme achète à Globex"
+++

Acme achète du calcul.
//- static/notes.txt
first notes
"#;

/// Where the deal's page is.
const PAGE: &str = "/deals/acme-globex/";

fn engine_options() -> EngineOptions {
    let today = Today::Fixed(TODAY.parse().expect("a day"));
    EngineOptions { drafts: false, today, clippings: None, colour: false }
}

/// A project that is being served, in this process.
struct Served {
    project: Project,
    preview: Preview,
    news: mpsc::Receiver<News>,
    port: u16,
}

impl Served {
    fn new(files: &str) -> Served {
        Served::of(Project::with_base(files), |_| {})
    }

    fn of(project: Project, change: impl FnOnce(&mut Options)) -> Served {
        let root: PathBuf = project.root().to_owned();
        let mut options =
            Options { root, port: Some(0), engine: engine_options(), follow: false, poll: false, editor: Editor::File };
        change(&mut options);
        let (sender, news) = mpsc::channel();
        let tell = move |what: &News| drop(sender.send(what.clone()));
        let preview = Preview::start(options, tell, |_| {}).expect("a preview");
        let port = preview.url.trim_end_matches('/').rsplit(':').next().and_then(|p| p.parse().ok()).expect("a port");
        Served { project, preview, news, port }
    }

    fn get(&self, address: &str) -> Answer {
        get(self.port, address)
    }

    /// Saves a file in one step: another takes its place. A file that is written in place is empty for a moment, and on
    /// a busy machine for long enough to be shown like that.
    fn save(&self, path: &str, text: impl AsRef<[u8]>) {
        let (new, path) = (self.project.root().with_extension("saving"), self.project.root().join(path));
        fs::create_dir_all(path.parent().expect("a file has a directory")).expect("directories");
        fs::write(&new, text).and_then(|()| fs::rename(&new, path)).expect("a file");
    }

    /// Asks until the answer is as expected.
    #[track_caller]
    fn until(&self, address: &str, what: &str, expected: impl Fn(&Answer) -> bool) -> Answer {
        let begun = Instant::now();
        loop {
            let answer = self.get(address);
            if expected(&answer) {
                return answer;
            }
            let (status, text) = (answer.status, answer.text());
            assert!(begun.elapsed() < LIMIT, "{address}: {what} never came; status {status}\n{text}");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Asks until the page says this.
    #[track_caller]
    fn until_says(&self, address: &str, words: &str) -> Answer {
        self.until(address, words, |answer| answer.status == 200 && answer.text().contains(words))
    }

    /// Waits until what is wrong is as expected.
    #[track_caller]
    fn until_errors(&self, expected: impl Fn(usize) -> bool) {
        let begun = Instant::now();
        while !expected(self.preview.engine().bulletin().errors) {
            let bulletin = self.preview.engine().bulletin();
            assert!(begun.elapsed() < LIMIT, "{} errors:\n{}", bulletin.errors, bulletin.text(true));
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// All that `build` writes is what is served, but for the script in pages.
    #[track_caller]
    fn is_as_built(&self) {
        self.project.build().succeeds();
        let files = self.project.tree("public").into_iter().filter(|(path, _)| !path.starts_with(".tearsheet"));
        let mut pages = 0;
        for (path, bytes) in files {
            let answer = self.get(&format!("/{path}"));
            assert_eq!(answer.status, 200, "{path}");
            let served = if path.ends_with(".html") { without_script(&answer) } else { answer.body };
            assert!(served == bytes, "{path} is not what is built:\n{}", String::from_utf8_lossy(&served));
            pages += 1;
        }
        assert!(pages > 20, "only {pages} files");
    }
}

/// A page without the one element that it has more, which must be there once.
fn without_script(page: &Answer) -> Vec<u8> {
    let text = page.text();
    let (before, rest) = text.split_once("<script src=\"/_tearsheet/preview.js\" data-digest=\"").expect("the script");
    let (_, after) = rest.split_once("\" defer></script>").expect("the end of the script");
    assert!(after.starts_with("</body>") || !text.contains("</body>"), "the script is not at the end");
    format!("{before}{after}").into_bytes()
}
