//! The same as `crash`, for an output that is written in place: killed or failing at every instant, every file is whole,
//! every page has what it is made of, and whoever comes from the front page finds no link that leads nowhere. The next
//! build leaves what a clean one would.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rustix::io::Errno;
use tearsheet::disk::{Operation, Steps};

use crate::faults::{ERRORS, Fault, Points};
use crate::trees::{Scratch, Site, Tree, build, build_with, child, clean_build, open, plant, project, site, tree};

const JOURNAL: &str = ".tearsheet-journal";
const STAGED: &str = ".tearsheet-new";
/// What is in the output besides the site.
const OTHERS: [(&str, &str); 3] = [(".git/HEAD", "ref: refs/heads/pages"), (".gitkeep", ""), ("CNAME", "example.org")];

/// `src=` is what a page is made of, `href=` where it leads.
fn old_site() -> Site {
    site(&[
        (
            "index.html",
            "front src=a/old.css href=deals/a/index.html href=deals/b/index.html href=gone/index.html href=feed.xml",
        ),
        ("deals/a/index.html", "deal a src=a/old.css href=deals/a/terms.csv"),
        ("deals/b/index.html", "deal b src=a/same.css href=index.html"),
        ("gone/index.html", "gone src=a/old.css src=a/gone.css href=deals/a/index.html"),
        ("deals/a/terms.csv", "terms"),
        ("a/old.css", "old"),
        ("a/gone.css", "gone"),
        ("a/same.css", "same"),
        ("feed.xml", "href=gone/index.html"),
        ("sitemap.xml", "href=gone/index.html href=deals/a/index.html"),
        // A file that becomes a folder, and the other way round. No page leads there.
        ("swap", "file"),
        ("pair/deep/index.html", "folder"),
    ])
}

fn new_site() -> Site {
    site(&[
        (
            "index.html",
            "front! src=a/new.css href=deals/a/index.html href=deals/b/index.html href=new/index.html href=feed.xml",
        ),
        ("deals/a/index.html", "deal a! src=a/new.css href=deals/a/terms.csv href=new/index.html"),
        ("deals/b/index.html", "deal b src=a/same.css href=index.html"),
        ("new/index.html", "new src=a/new.css src=new/feed.xml href=deals/a/index.html"),
        ("new/feed.xml", "href=new/index.html"),
        ("deals/a/terms.csv", "terms!"),
        ("a/new.css", "new"),
        ("a/same.css", "same"),
        ("feed.xml", "href=new/index.html"),
        ("sitemap.xml", "href=new/index.html href=deals/a/index.html"),
        ("swap/index.html", "folder"),
        ("pair", "file"),
    ])
}

/// What a build starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    /// A work tree with nothing of ours.
    Empty,
    /// An output of the old site.
    Old,
    /// The same, sealed.
    Sealed,
    /// The same, and all that a build had staged which was killed before it had a journal.
    AfterStaging,
    /// The same with the journal.
    AfterJournal,
    /// The journal is cut.
    CutJournal,
    /// Somebody has removed what was staged, but not the journal.
    Unstaged,
}

const STARTS: [Start; 7] = [
    Start::Empty,
    Start::Old,
    Start::Sealed,
    Start::AfterStaging,
    Start::AfterJournal,
    Start::CutJournal,
    Start::Unstaged,
];

/// Fails whatever follows a change.
struct BreakAfter {
    operation: Operation,
    path: &'static str,
    broken: AtomicBool,
}

impl Steps for BreakAfter {
    fn before(&self, _: Operation, _: &Path) -> io::Result<()> {
        if self.broken.load(Ordering::SeqCst) { Err(Errno::IO.into()) } else { Ok(()) }
    }

    fn after(&self, operation: Operation, path: &Path) {
        if operation == self.operation && path == Path::new(self.path) {
            self.broken.store(true, Ordering::SeqCst);
        }
    }
}

struct Whole {
    old: Tree,
    new: Tree,
}

impl Whole {
    fn new() -> Whole {
        Whole { old: clean_build(&old_site()), new: clean_build(&new_site()) }
    }

    fn prepare(&self, start: Start) -> Scratch {
        let scratch = Scratch::new();
        let project = project(&scratch);
        scratch.folder("out/public");
        for (path, text) in OTHERS {
            scratch.write(&format!("out/public/{path}"), text);
        }
        let target = scratch.at("out/public");
        let broken_after = |operation, path| {
            let steps = BreakAfter { operation, path, broken: AtomicBool::new(false) };
            assert!(build_with(&target, &project, &new_site(), Some(Box::new(steps))).is_err());
        };
        if start != Start::Empty {
            plant(&self.old, &target);
        }
        match start {
            Start::Empty | Start::Old => {}
            Start::Sealed => {
                for _ in 0..2 {
                    std::thread::sleep(std::time::Duration::from_millis(25));
                    build(&target, &project, &old_site());
                }
            }
            Start::AfterStaging => broken_after(Operation::Write, JOURNAL),
            Start::AfterJournal | Start::CutJournal | Start::Unstaged => broken_after(Operation::Bring, JOURNAL),
        }
        if start != Start::Empty {
            assert_eq!(without_traces(tree(&target)), self.old, "{start:?}");
        }
        match start {
            Start::Empty | Start::Old | Start::Sealed => return scratch,
            Start::AfterStaging | Start::AfterJournal => {}
            Start::CutJournal => {
                let text = fs::read(target.join(JOURNAL)).unwrap();
                fs::write(target.join(JOURNAL), &text[..text.len() / 2]).unwrap();
            }
            Start::Unstaged => fs::remove_dir_all(target.join(STAGED)).unwrap(),
        }
        assert_eq!(target.join(STAGED).exists(), start != Start::Unstaged, "{start:?}");
        assert_eq!(target.join(JOURNAL).exists(), start != Start::AfterStaging, "{start:?}");
        scratch
    }

    fn before(&self, start: Start) -> Tree {
        match start {
            Start::Empty => tree_of_nothing(),
            _ => self.old.clone(),
        }
    }

    /// What a reader can see at an instant.
    fn check_seen(&self, target: &Path, start: Start, what: &str) {
        let seen: BTreeMap<String, String> = without_traces(tree(target))
            .into_iter()
            .filter_map(|(path, (_, content))| Some((path.to_str()?.to_owned(), String::from_utf8(content?).unwrap())))
            .collect();
        let known = |site: Site| site.into_iter().collect::<BTreeMap<_, _>>();
        let (old, new) = (known(old_site()), known(new_site()));
        for (path, text) in seen.iter().filter(|(path, _)| *path != ".tearsheet-manifest") {
            assert!([&old, &new].iter().any(|site| site.get(path) == Some(text)), "{what}: `{path}` is `{text}`");
        }
        // Somebody has removed what pages are made of: for a while, it is gone.
        if start == Start::Unstaged {
            return;
        }
        let leads = |path: &str, kind: &str| -> Vec<String> {
            let words = seen.get(path).into_iter().flat_map(|text| text.split(' '));
            words.filter_map(|word| word.strip_prefix(kind)).map(str::to_owned).collect()
        };
        for path in seen.keys() {
            for part in leads(path, "src=") {
                assert!(seen.contains_key(&part), "{what}: `{path}` lacks `{part}`");
            }
        }
        // In a first build nobody leads readers anywhere yet.
        if start == Start::Empty {
            return;
        }
        let mut reached = BTreeSet::new();
        let mut open: Vec<String> = ["index.html", "sitemap.xml"].map(str::to_owned).into();
        while let Some(path) = open.pop() {
            assert!(seen.contains_key(&path), "{what}: `{path}` is led to, and is not there");
            if reached.insert(path.clone()) {
                open.extend(leads(&path, "href="));
            }
        }
    }

    fn check_recovery(&self, scratch: &Scratch, start: Start, what: &str) {
        let (target, project) = (scratch.at("out/public"), scratch.at("project"));
        self.check_seen(&target, start, what);
        // One that is there before its site has anything to be finished.
        drop(open(&target, &project).unwrap());
        let names = scratch.names("out/public");
        assert!(!names.iter().any(|name| [JOURNAL, STAGED].contains(&name.as_str())), "{what}: litter: {names:?}");
        let mended = without_traces(tree(&target));
        if start != Start::Unstaged {
            assert!(mended == self.new || mended == self.before(start), "{what}: neither old nor new: {mended:?}");
        }
        build(&target, &project, &new_site());
        assert_eq!(without_traces(tree(&target)), self.new, "{what}: not a clean build");
        let names = scratch.names("out/public");
        assert!(
            !names.iter().any(|name| name.starts_with(".tearsheet-") && name != ".tearsheet-manifest"),
            "{names:?}"
        );
        for (path, text) in OTHERS {
            assert_eq!(fs::read_to_string(target.join(path)).unwrap(), text, "{what}: `{path}`");
        }
        assert_eq!(scratch.names("out"), ["public"], "{what}: litter");
        assert_eq!(scratch.names(""), ["out", "project"], "{what}: litter");
    }
}

/// The folder alone.
fn tree_of_nothing() -> Tree {
    Tree::from([(PathBuf::new(), (0o755, None))])
}

/// A tree without what is not of the site, and what a build in place has there while it works.
fn without_traces(mut tree: Tree) -> Tree {
    tree.retain(|path, _| {
        let first = path.iter().next().unwrap_or_default();
        ![".git", ".gitkeep", "CNAME", JOURNAL, STAGED].iter().any(|name| first == *name)
    });
    tree
}

fn build_at(scratch: &Path, at: usize, fault: Fault) -> (usize, Result<(), String>) {
    let next = Arc::new(AtomicUsize::new(0));
    let steps = Points { next: Arc::clone(&next), at, fault, exchange: true };
    let (target, project) = (scratch.join("out/public"), scratch.join("project"));
    let result = build_with(&target, &project, &new_site(), Some(Box::new(steps)));
    (next.load(Ordering::SeqCst), result.map(|_| ()))
}

fn count_points(whole: &Whole, start: Start, fault: Fault) -> usize {
    let (points, result) = build_at(&whole.prepare(start).at(""), usize::MAX, fault);
    result.unwrap();
    points
}

/// Runs `check` for every start, on two threads. Returns the sum of what it returns.
fn for_all_starts(check: impl Fn(Start) -> usize + Sync) -> usize {
    let (some, others) = STARTS.split_at(3);
    let run = |starts: &[Start]| starts.iter().map(|start| check(*start)).sum::<usize>();
    std::thread::scope(|scope| {
        let other = scope.spawn(|| run(others));
        run(some) + other.join().unwrap()
    })
}

#[test]
fn killed_at_every_point() {
    let whole = Whole::new();
    let tried = for_all_starts(|start| {
        let points = count_points(&whole, start, Fault::Kill);
        let step = if start == Start::Old { 1 } else { 2 };
        for at in (0..points).step_by(step) {
            let what = format!("{start:?}, killed at point {at} of {points}");
            let scratch = whole.prepare(start);
            let output = child(
                "crash_in_place::child_that_kills_itself",
                &[("TEARSHEET_TEST_DIR", scratch.at("").to_str().unwrap()), ("TEARSHEET_TEST_AT", &at.to_string())],
            );
            assert_eq!(output.status.signal(), Some(9), "{what}: it lived");
            whole.check_recovery(&scratch, start, &what);
        }
        points.div_ceil(step)
    });
    println!("killed at {tried} points");
}

#[test]
#[ignore = "started by `killed_at_every_point`"]
fn child_that_kills_itself() {
    let Ok(directory) = std::env::var("TEARSHEET_TEST_DIR") else { return };
    let at = std::env::var("TEARSHEET_TEST_AT").unwrap().parse().unwrap();
    let _ = build_at(Path::new(&directory), at, Fault::Kill);
}

#[test]
fn failing_once_at_every_point() {
    let whole = Whole::new();
    let tried = for_all_starts(|start| {
        let points = count_points(&whole, start, Fault::Fail(Errno::IO));
        let mut tried = 0;
        for at in 0..points {
            for errno in ERRORS.into_iter().cycle().skip(at).take(if start == Start::Old { ERRORS.len() } else { 1 }) {
                fail_once(&whole, start, at, errno);
                tried += 1;
            }
        }
        tried
    });
    println!("failed once at {tried} points");
}

fn fail_once(whole: &Whole, start: Start, at: usize, errno: Errno) {
    let what = format!("{start:?}, {errno:?} at point {at}");
    let scratch = whole.prepare(start);
    let target = scratch.at("out/public");
    let (_, result) = build_at(&scratch.at(""), at, Fault::Fail(errno));
    let found = without_traces(tree(&target));
    match &result {
        Ok(()) => assert_eq!(found, whole.new, "{what}"),
        Err(error) => {
            let names_path = error.contains(scratch.at("").to_str().unwrap());
            assert!(error.starts_with("cannot ") && names_path, "{what}: {error}");
            // Only a journal lets go on what one failure has ended, and one failure in a build does not end it.
            if !matches!(start, Start::AfterJournal | Start::Unstaged) {
                assert_eq!(found, whole.before(start), "{what}: a failure that changed something");
            }
        }
    }
    if matches!(start, Start::Empty | Start::Old | Start::Sealed) || result.is_ok() {
        let traces = [JOURNAL, STAGED].into_iter().filter(|name| target.join(name).exists()).count();
        assert_eq!(traces, 0, "{what}: litter");
    }
    whole.check_recovery(&scratch, start, &what);
}

#[test]
fn failing_for_good_at_every_point() {
    let whole = Whole::new();
    let half_way = AtomicUsize::new(0);
    let tried = for_all_starts(|start| {
        let points = count_points(&whole, start, Fault::Fail(Errno::IO));
        for at in 0..points {
            let errno = if at % 2 == 0 { Errno::NOSPC } else { Errno::IO };
            let what = format!("{start:?}, {errno:?} from point {at} on");
            let scratch = whole.prepare(start);
            let (_, result) = build_at(&scratch.at(""), at, Fault::Break(errno));
            let is_told = result.as_ref().is_err_and(|error| error.ends_with("the next build finishes it."));
            half_way.fetch_add(usize::from(is_told), Ordering::SeqCst);
            let found = without_traces(tree(&scratch.at("out/public")));
            let is_whole = found == whole.before(start) || found == whole.new;
            assert!(is_told || is_whole || start == Start::Unstaged, "{what}: {result:?} and {found:?}");
            assert!(result.is_err() || found == whole.new, "{what}: success without the new tree");
            whole.check_recovery(&scratch, start, &what);
        }
        points
    });
    assert!(half_way.load(Ordering::SeqCst) > 20, "{half_way:?} builds stopped half-way");
    println!("failed for good at {tried} points");
}
