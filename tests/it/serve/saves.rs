//! Twelve ways in which programs save a file. Each is seen, and none causes work without end.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use super::{DEAL, PAGE, SAVING, Served};
use crate::support::Project;

/// The deal's text.
const TEXT: &str = "content/deals/acme-globex.md";

/// How long nothing must happen until the engine looks (in `preview::watch`).
const QUIET: Duration = Duration::from_millis(10);
/// In how many states a look can find the project while it is saved once in any of the ways: at most six steps, and a
/// look that falls into one may see it half done.
const STATES: u64 = 12;

/// Saves in each way; `SAVES=50` for more.
fn rounds() -> usize {
    std::env::var("SAVES").ok().and_then(|n| n.parse().ok()).unwrap_or(4)
}

type Save = fn(&Path, &str) -> std::io::Result<()>;

const WAYS: [(&str, Save); 12] = [
    ("in place", |path, text| fs::write(path, text)),
    ("vim, backupcopy=no", |path, text| {
        let probe = path.with_file_name("4913");
        let backup = path.with_file_name("acme-globex.md~");
        File::create(&probe)?;
        fs::remove_file(&probe)?;
        fs::rename(path, &backup)?;
        fs::write(path, text)?;
        fs::remove_file(&backup)
    }),
    ("vim, backupcopy=yes", |path, text| {
        let backup = path.with_file_name("acme-globex.md~");
        fs::copy(path, &backup)?;
        fs::write(path, text)?;
        fs::remove_file(&backup)
    }),
    ("VS Code", |path, text| {
        let mut file = OpenOptions::new().write(true).truncate(true).open(path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    }),
    ("JetBrains", |path, text| {
        let (new, old) = (beside(path, "___jb_tmp___"), beside(path, "___jb_old___"));
        fs::write(&new, text)?;
        fs::rename(path, &old)?;
        fs::rename(&new, path)?;
        fs::remove_file(&old)
    }),
    ("Emacs", |path, text| {
        let lock = path.with_file_name(".#acme-globex.md");
        symlink("editor@host.1234:1700000000", &lock)?;
        let backup = beside(path, "~");
        fs::rename(path, &backup)?;
        fs::write(path, text)?;
        fs::remove_file(&lock)?;
        fs::remove_file(&backup)
    }),
    ("sed -i", |path, text| {
        let new = path.with_file_name("sedAbC123");
        fs::write(&new, text)?;
        fs::rename(&new, path)
    }),
    ("git checkout", |path, text| {
        fs::remove_file(path)?;
        fs::write(path, text)
    }),
    ("from another folder", |path, text| {
        let new = path.ancestors().nth(3).unwrap_or(path).join("elsewhere.tmp");
        fs::write(&new, text)?;
        fs::rename(&new, path)
    }),
    ("deleted for a while", |path, text| {
        fs::remove_file(path)?;
        thread::sleep(Duration::from_millis(40));
        fs::write(path, text)
    }),
    ("in pieces", |path, text| {
        let mut file = File::create(path)?;
        text.as_bytes().chunks(7).try_for_each(|piece| file.write_all(piece))
    }),
    ("with its folder", |path, text| {
        let folder = path.parent().unwrap_or(path);
        let away = folder.with_file_name("deals-away");
        fs::rename(folder, &away)?;
        fs::write(away.join(path.file_name().unwrap_or_default()), text)?;
        fs::rename(&away, folder)
    }),
];

fn beside(path: &Path, end: &str) -> std::path::PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{name}{end}"))
}

#[test]
fn every_way_of_saving_is_seen() {
    let served = Served::new(DEAL);
    let path = served.project.root().join("content/deals/acme-globex.md");
    served.until_says(PAGE, "The end.");
    let before = served.preview.engine().bulletin().edition;
    let (mut saves, mut late, mut worst) = (0, 0, Duration::ZERO);
    for round in 0..rounds() {
        for (way, save) in WAYS {
            let words = format!("Saved {way}, round {round}.");
            let begun = Instant::now();
            save(&path, &format!("{words}\n")).unwrap_or_else(|error| panic!("{way}: {error}"));
            let saved = Instant::now();
            served.until(PAGE, way, |answer| answer.text().contains(&words));
            worst = worst.max(saved.elapsed());
            saves += 1;
            late += u64::from(saved - begun >= QUIET);
        }
    }
    let edition = || served.preview.engine().bulletin().edition;
    let editions = edition() - before;
    let told = format!("{editions} editions of {saves} saves, {late} of them slow");
    assert!(editions >= saves, "{told}");
    // What is saved at once is seen at once, but for one look of which an earlier save was the reason.
    assert!(editions <= 2 * (saves - late) + STATES * late, "{told}");
    println!("{told}, seen within {} ms", worst.as_millis());
    served.until_errors(|errors| errors == 0);
    // Behind this there is nothing left to be seen: a pause of any length is only a chance for work without end.
    served.save("content/deals/acme-globex.md", "Saved for the last time.\n");
    served.until_says(PAGE, "Saved for the last time.");
    let last = edition();
    thread::sleep(Duration::from_millis(500));
    assert_eq!(edition(), last, "nothing was saved");
}

/// A link's target may lie anywhere in the project, be replaced by a rename, and be led to over another link.
#[test]
fn what_links_lead_to_is_watched() {
    let project = Project::with_base(DEAL);
    let linked = ["tearsheet.toml", "content/deals/acme-globex.toml", TEXT, "static/notes.txt"];
    for path in linked {
        let target = format!("elsewhere/{path}");
        project.write(&target, project.file(path));
        project.remove(path);
        project.link(path, &format!("{}{target}", "../".repeat(path.matches('/').count())));
    }
    // Over another link, and to a file that is input itself.
    project.link("content/pages/again.md", "../../over.md");
    project.link("over.md", "content/pages/first.md");
    project.write("content/pages/first.md", "+++\ntitle = \"First\"\n+++\n\nThe first text.\n");
    let served = Served::of(project, |_| {});
    served.until_says(PAGE, "The end.");
    let edit = |path: &str, old: &str, new: &str, page: &str| {
        let text = served.project.file(path).replace(old, new);
        served.save(path, text.clone() + "\n");
        served.until_says(page, new);
        // Once more, in place.
        served.project.write(path, text.replace(new, &format!("{new} again")));
        served.until_says(page, &format!("{new} again"));
    };
    edit("elsewhere/content/deals/acme-globex.md", "The end.", "An end", PAGE);
    edit("elsewhere/content/deals/acme-globex.toml", "Acme buys", "Acme orders", PAGE);
    edit("elsewhere/static/notes.txt", "first notes", "second notes", "/notes.txt");
    edit("elsewhere/tearsheet.toml", "Site", "Place", "/");
    edit("content/pages/first.md", "The first text", "A text", "/again/");

    served.project.write("new/text.md", "+++\ntitle = \"New\"\n+++\n\nThrough a new link.\n");
    served.project.link("content/pages/new.md", "../../new/text.md");
    served.until_says("/new/", "Through a new link.");
    edit("new/text.md", "a new link", "an old link", "/new/");
    served.is_as_built();

    // What leads out of the project is an error, as it is for a build.
    served.project.link("static/passwords.txt", "/etc/passwd");
    served.until_errors(|errors| errors == 1);
}

#[test]
fn a_file_that_is_emptied_before_it_is_written_is_not_shown_empty() {
    let served = Served::new(DEAL);
    let path = served.project.root().join("content/deals/acme-globex.md");
    served.until_says(PAGE, "The end.");
    let edition = || served.preview.engine().bulletin().edition;
    let (mut in_time, mut late) = (0, 0);
    // A machine that never lets us write in time proves nothing, and may end.
    while in_time < 20 && late < 200 {
        let before = edition();
        let begun = Instant::now();
        File::create(&path).expect("a file");
        // The engine looks just now, as it does after a save a moment before.
        served.preview.engine().touch(vec![path.clone()]);
        thread::sleep(Duration::from_millis(3));
        let words = format!("This is round {}.", in_time + late);
        fs::write(&path, &words).expect("a file");
        let is_in_time = begun.elapsed() < SAVING;
        served.until(PAGE, "a text", |answer| answer.text().contains(&words));
        if is_in_time {
            assert_eq!(edition(), before + 1, "{words} The empty file was shown");
            in_time += 1;
        } else {
            // It has been empty for so long that it may be shown so.
            late += 1;
        }
    }
    while let Ok(news) = served.news.try_recv() {
        assert!(late > 0 || news.bulletin.problems.is_empty(), "{}", news.bulletin.text(true));
    }
    println!("written in time {in_time} times, late {late} times");
}
