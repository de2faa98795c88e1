//! Whatever is edited, what is served afterwards is what a clean build writes.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::client::get;
use super::{DEAL, LIMIT, PAGE, SAVING, Served};
use crate::support::Project;

#[test]
fn every_kind_of_edit_is_seen() {
    let served = Served::new(DEAL);
    let project = &served.project;
    served.until_says(PAGE, "The end.");

    project.write("content/deals/acme-globex.md", "Acme buys a lot of computing.\n");
    served.until_says(PAGE, "a lot of computing");

    let sheet = project.file("content/deals/acme-globex.toml");
    project.write("content/deals/acme-globex.toml", sheet.replace("10 billion", "12 billion"));
    // Every page that shows the fact is right at once.
    served.until_says(PAGE, "12\u{a0}billion");
    for page in ["/", "/companies/acme/", "/companies/globex/", "/sources/wire/", "/data/deals.csv"] {
        let text = served.get(page).text();
        assert!(!text.contains("10\u{a0}billion") && !text.contains("10000000000"), "{page} shows the old value");
    }

    let sheet = project.file("content/deals/acme-globex.toml");
    project.write("content/deals/acme-globex.toml", sheet.replace("Acme buys from", "Acme orders from"));
    served.until_says("/companies/globex/", "Acme orders from Globex");

    let template = "{% extends \"base.html\" %}\n{% block content %}<p>Mine.</p>{% endblock content %}\n";
    project.write("themes/ledger/templates/not_found.html", template);
    served.until_says("/404.html", "<p>Mine.</p>");
    project.write("themes/ledger/messages/en.ftl", "nav-deals = Bargains\n");
    served.until_says("/", ">Bargains</a>");
    project.write("themes/ledger/assets/ledger.css", "h1 { color: red }\n");
    let page = served.until("/", "a new style sheet", |answer| {
        let text = answer.text();
        let sheet = text.split("href=\"./assets/ledger.").nth(1).and_then(|rest| rest.split('"').next());
        sheet.is_some_and(|sheet| served.get(&format!("/assets/ledger.{sheet}")).text().contains("color:red"))
    });
    assert_eq!(page.status, 200);

    project.write("static/notes.txt", "second notes\n");
    served.until_says("/notes.txt", "second notes");
    let settings = project.file("tearsheet.toml");
    project.write("tearsheet.toml", settings.replace("\"Site\"", "\"Another name\""));
    served.until_says("/", "Another name");
    served.is_as_built();
}

#[test]
fn files_come_go_and_are_renamed() {
    let served = Served::new(DEAL);
    let project = &served.project;
    let at = |path: &str| project.root().join(path);
    served.until_says(PAGE, "The end.");

    project.write("content/pages/about.md", "+++\ntitle = \"About us\"\n+++\n\nA text.\n");
    served.until_says("/about/", "About us");
    fs::rename(at("content/pages/about.md"), at("content/pages/contact.md")).expect("a rename");
    served.until_says("/contact/", "About us");
    served.until("/about/", "the end of the old page", |answer| answer.status == 404);
    fs::rename(at("content/pages"), at("content/pages-away")).expect("a rename");
    served.until("/contact/", "the end of the page", |answer| answer.status == 404);
    fs::rename(at("content/pages-away"), at("content/pages")).expect("a rename");
    served.until_says("/contact/", "About us");
    // A folder that was gone is watched like before.
    project.write("content/pages/contact.md", "+++\ntitle = \"About them\"\n+++\n\nA text.\n");
    served.until_says("/contact/", "About them");
    fs::remove_file(at("content/pages/contact.md")).expect("a removal");
    served.until("/contact/", "the end of the page", |answer| answer.status == 404);

    // All of the content is replaced, as by a checkout of another branch.
    fs::rename(at("content"), at("content-old")).expect("a rename");
    project.copy(&at("content-old"), "content");
    project.write("content/deals/acme-globex.md", "Another branch.\n");
    fs::remove_dir_all(at("content-old")).expect("a removal");
    served.until_says(PAGE, "Another branch.");
    project.write("content/deals/acme-globex.md", "A third branch.\n");
    served.until_says(PAGE, "A third branch.");
    served.is_as_built();
}

#[test]
fn two_hundred_files_at_once() {
    let served = Served::new(DEAL);
    let page = |i: usize, text: &str| {
        let body = format!("+++\ntitle = \"Page {text} {i}\"\n+++\n\nA text.\n");
        served.project.write(&format!("content/pages/p{i}.md"), body);
    };
    (0..200).for_each(|i| page(i, "old"));
    served.until_says("/p199/", "Page old 199");
    (0..200).for_each(|i| page(i, "new"));
    for i in 0..200 {
        served.until_says(&format!("/p{i}/"), &format!("Page new {i}"));
    }
}

#[test]
fn a_file_that_was_only_touched_changes_nothing() {
    let served = Served::new(DEAL);
    served.until_says(PAGE, "The end.");
    let engine = served.preview.engine();
    let edition = engine.bulletin().edition;
    let path = "content/deals/acme-globex.md";
    let text = served.project.file(path);
    let mut late = 0;
    let mut write = |text: &str| {
        let begun = Instant::now();
        served.project.write(path, text);
        late += u64::from(begun.elapsed() >= SAVING);
        // Not before this has been looked at may the file be empty again.
        engine.touch(vec![served.project.root().join(path)]);
        served.get(PAGE);
    };
    (0..20).for_each(|_| write(&text));
    served.project.write("content/deals/.acme-globex.md.swp", "litter");
    served.project.write("public/index.html", "an output");
    write("A real change.\n");
    served.until_says(PAGE, "A real change.");
    // A file that was empty for long may have been seen so, and then as before.
    let editions = engine.bulletin().edition - edition;
    assert!(editions <= 1 + 2 * late, "{editions} editions for one change, {late} times late");
}

#[test]
fn changes_are_found_by_looking_as_well() {
    let served = Served::of(Project::with_base(DEAL), |options| options.poll = true);
    served.until_says(PAGE, "The end.");
    served.project.write("content/deals/acme-globex.md", "Found by looking, this time.\n");
    served.until_says(PAGE, "Found by looking");
}

/// A program that is told to end when its test does, whatever comes of that.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = kill_process(Pid::from_child(&self.0), Signal::TERM);
        let _ = self.0.wait();
    }
}

/// In a user namespace of its own, in which nobody may listen: other tests go on listening.
#[test]
fn without_watchers_it_says_so_and_looks() {
    let project = Project::with_base(DEAL);
    let program = env!("CARGO_BIN_EXE_tearsheet");
    // Ended only if nothing comes, not even an end. It is told of ours, and ends the program with itself.
    let script = format!(
        "echo 0 > /proc/sys/user/max_inotify_instances && exec timeout {} {program} serve --port 0",
        LIMIT.as_secs()
    );
    let unshared = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "sh", "-c", script]).current_dir(project.root());
        command
    };
    let allowed = unshared("test -w /proc/sys/user/max_inotify_instances").status().is_ok_and(|s| s.success());
    if !allowed {
        eprintln!("skipped: this system lets nobody make a user namespace and limit it");
        return;
    }
    let child = unshared(&script).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    let mut running = Running(child);
    let mut said = BufReader::new(running.0.stderr.take().expect("its remarks"));
    let mut line = String::new();
    said.read_line(&mut line).expect("a remark");
    let mut told = BufReader::new(running.0.stdout.take().expect("its words"));
    let mut at = String::new();
    told.read_line(&mut at).expect("where it is");
    let port = at.rsplit(':').next().and_then(|rest| rest.split('/').next()).and_then(|port| port.parse().ok());
    let port = port.unwrap_or_else(|| panic!("no port in {at:?}"));
    assert!(line.contains("looking for changes twice a second"), "{line}");
    assert!(line.contains("fs.inotify.max_user_instances"), "{line}");
    project.write("content/deals/acme-globex.md", "Found by looking, this time.\n");
    let begun = Instant::now();
    while !get(port, PAGE).text().contains("Found by looking") {
        assert!(begun.elapsed() < LIMIT, "the change was never seen");
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn the_page_of_an_edited_file_is_told() {
    let served = Served::new(DEAL);
    served.until_says(PAGE, "The end.");
    let landings = |path: &str, text: &str| {
        while served.news.try_recv().is_ok() {}
        // In one step: of one that is seen in two, the second would be news for the next question.
        served.save(path, text);
        std::iter::from_fn(|| served.news.recv_timeout(LIMIT).ok()).find_map(|news| news.landing)
    };
    let landing = landings("content/deals/acme-globex.fr.md", "Acme achète beaucoup de calcul.\n");
    assert_eq!(landing.as_deref(), Some("fr/deals/acme-globex/index.html"));
    let landing = landings("content/pages/brand-new.md", "+++\ntitle = \"New\"\n+++\n\nA text.\n");
    assert_eq!(landing.as_deref(), Some("brand-new/index.html"));
}
