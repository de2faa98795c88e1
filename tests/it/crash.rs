//! Killed or failing at every instant: the output is the whole old tree or the whole new one.
//!
//! A build announces each change of the disk before and after it. For each of these points, a process of its own
//! builds and kills itself there; or the change fails with each error that a disk can give. Then the output is
//! held against the two trees that it may be, the next build against a clean one, and the folder against litter.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rustix::io::Errno;
use rustix::process::{Resource, Rlimit, setrlimit};
use tearsheet::disk::State;

use crate::faults::{ERRORS, Fault, Points};
use crate::trees::{Scratch, Site, Tree, build, build_with, child, clean_build, open, plant, project, site, tree};

fn old_site() -> Site {
    site(&[
        ("index.html", "front"),
        ("deals/a/index.html", "deal a"),
        ("deals/b/index.html", "deal b"),
        ("gone/index.html", "gone"),
    ])
}

/// One file of each fate: the same, changed, new; and `gone` is gone.
fn new_site() -> Site {
    site(&[
        ("index.html", "front"),
        ("deals/a/index.html", "deal a!"),
        ("deals/b/index.html", "deal b"),
        ("new/index.html", "new"),
    ])
}

/// What a build starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    /// No output, and no folder to hold it.
    Nothing,
    /// An output of the old site.
    Old,
    /// The same, and beside it what a build left that was killed with its tree complete.
    AfterKill,
    /// An output of the old site that its build has sealed, so that the next one need not read it.
    Sealed,
    /// The output moved away by a build that was killed between two renames.
    MovedAway,
}

const STARTS: [Start; 5] = [Start::Nothing, Start::Old, Start::AfterKill, Start::Sealed, Start::MovedAway];

/// The two trees that an output may be.
struct Whole {
    old: Tree,
    new: Tree,
}

impl Whole {
    fn new() -> Whole {
        Whole { old: clean_build(&old_site()), new: clean_build(&new_site()) }
    }

    /// A folder with what a build starts from.
    fn prepare(&self, start: Start) -> Scratch {
        let scratch = Scratch::new();
        project(&scratch);
        match start {
            Start::Nothing => return scratch,
            Start::Old | Start::AfterKill => plant(&self.old, &scratch.folder("out/public")),
            Start::Sealed => {
                let (target, project) = (scratch.at("out/public"), scratch.at("project"));
                build(&target, &project, &old_site());
                // Nothing is sealed in the tick in which it is written; the next build does it. Later is as good.
                std::thread::sleep(Duration::from_millis(25));
                build(&target, &project, &old_site());
                return scratch;
            }
            Start::MovedAway => plant(&self.old, &scratch.folder("out/.public.tearsheet-old")),
        }
        if start != Start::Old {
            plant(&self.new, &scratch.folder("out/.public.tearsheet-new"));
        }
        scratch
    }

    /// What the output is before the build.
    fn before(&self, start: Start) -> Tree {
        if start == Start::Nothing { Tree::new() } else { self.old.clone() }
    }

    /// After a kill or a failure: the output is old or new as it is, or once the next build has opened it, and the
    /// next build leaves what a clean one would.
    fn check_recovery(&self, scratch: &Scratch, start: Start, may_be_away: bool, what: &str) {
        let (target, project) = (scratch.at("out/public"), scratch.at("project"));
        let before = self.before(start);
        let found = tree(&target);
        let is_whole = |tree: &Tree| *tree == before || *tree == self.new;
        assert!(is_whole(&found) || (may_be_away && found.is_empty()), "{what}: a broken tree: {found:?}");
        drop(open(&target, &project).unwrap());
        let mended = tree(&target);
        assert!(is_whole(&mended), "{what}: not mended: {mended:?}");
        assert!(found.is_empty() || found == mended, "{what}: mending changed a whole tree");
        if !mended.is_empty() {
            assert_eq!(scratch.names("out"), ["public"], "{what}: litter after mending");
        }
        build(&target, &project, &new_site());
        assert_eq!(tree(&target), self.new, "{what}: not a clean build");
        assert_eq!(scratch.names("out"), ["public"], "{what}: litter");
        assert_eq!(scratch.names(""), ["out", "project"], "{what}: litter");
    }
}

/// A state is the old one, the new one or none, whatever fails while it is written, and the next one can be written.
#[test]
fn a_state_is_whole_or_none() {
    let mut tried = 0;
    for fault in ERRORS.map(Fault::Fail).into_iter().chain([Fault::Break(Errno::IO)]) {
        for first in [true, false] {
            for at in 0.. {
                let scratch = Scratch::new();
                let (target, project) = (scratch.folder("out"), project(&scratch));
                let state = |steps| State::watched(&target, &project, steps).unwrap();
                if !first {
                    state(None).write("old\n").unwrap();
                }
                let next = Arc::new(AtomicUsize::new(0));
                let points = Points { next: Arc::clone(&next), at, fault, exchange: true };
                let written = state(Some(Box::new(points))).write("new\n");
                let read = state(None).read();
                let old = (!first).then(|| "old\n".to_owned());
                let what = format!("{fault:?} at {at}, first: {first}: {read:?}");
                assert!(read.as_deref() == Some("new\n") || (written.is_err() && read == old), "{what}");
                state(None).write("next\n").unwrap();
                assert_eq!(state(None).read().as_deref(), Some("next\n"), "{what}");
                let names = scratch.names("project/.tearsheet");
                assert_eq!(names.len(), 2, "{what}: {names:?}");
                tried += 1;
                if at > next.load(Ordering::SeqCst) {
                    break;
                }
            }
        }
    }
    println!("failed at {tried} points");
}

/// Builds the new site in `scratch` with a fault; how many points were passed, and how it ended.
fn build_at(scratch: &Path, at: usize, fault: Fault, exchange: bool) -> (usize, Result<(), String>) {
    let next = Arc::new(AtomicUsize::new(0));
    let steps = Points { next: Arc::clone(&next), at, fault, exchange };
    let (target, project) = (scratch.join("out/public"), scratch.join("project"));
    let result = build_with(&target, &project, &new_site(), Some(Box::new(steps)));
    (next.load(Ordering::SeqCst), result.map(|_| ()))
}

/// How many points a build has that nothing happens to. A failed change is not announced afterwards.
fn count_points(whole: &Whole, start: Start, exchange: bool, fault: Fault) -> usize {
    build_at(&whole.prepare(start).at(""), usize::MAX, fault, exchange).0
}

/// Runs `check` for every start, with and without a file system that can exchange two names, on two threads. Returns
/// the sum of what it returns.
fn for_all_scenarios(check: impl Fn(Start, bool) -> usize + Sync) -> usize {
    let run = |exchange: bool| STARTS.into_iter().map(|start| check(start, exchange)).sum::<usize>();
    std::thread::scope(|scope| {
        let without = scope.spawn(|| run(false));
        run(true) + without.join().unwrap()
    })
}

#[test]
fn killed_at_every_point() {
    let whole = Whole::new();
    let tried = for_all_scenarios(|start, exchange| {
        let points = count_points(&whole, start, exchange, Fault::Kill);
        // After one change and before the next the disk is the same: every second point sees each state once.
        let step = if start == Start::Old && exchange { 1 } else { 2 };
        for at in (0..points).step_by(step) {
            let what = format!("{start:?}, exchange: {exchange}, killed at point {at} of {points}");
            let scratch = whole.prepare(start);
            let output = child(
                "crash::child_that_kills_itself",
                &[
                    ("TEARSHEET_TEST_DIR", scratch.at("").to_str().unwrap()),
                    ("TEARSHEET_TEST_AT", &at.to_string()),
                    ("TEARSHEET_TEST_EXCHANGE", if exchange { "yes" } else { "no" }),
                ],
            );
            assert_eq!(output.status.signal(), Some(9), "{what}: it lived");
            whole.check_recovery(&scratch, start, !exchange || start == Start::MovedAway, &what);
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
    let exchange = std::env::var("TEARSHEET_TEST_EXCHANGE").unwrap() == "yes";
    let _ = build_at(Path::new(&directory), at, Fault::Kill, exchange);
}

#[test]
fn failing_once_at_every_point() {
    let whole = Whole::new();
    let tried = for_all_scenarios(|start, exchange| {
        let points = count_points(&whole, start, exchange, Fault::Fail(Errno::IO));
        let mut tried = 0;
        for at in 0..points {
            // Every error where builds happen every day; elsewhere they take turns.
            let all = start == Start::Old && exchange;
            for errno in ERRORS.into_iter().cycle().skip(at).take(if all { ERRORS.len() } else { 1 }) {
                fail_once(&whole, start, exchange, at, errno);
                tried += 1;
            }
        }
        tried
    });
    println!("failed once at {tried} points");
}

fn fail_once(whole: &Whole, start: Start, exchange: bool, at: usize, errno: Errno) {
    let what = format!("{start:?}, exchange: {exchange}, {errno:?} at point {at}");
    let scratch = whole.prepare(start);
    let (_, result) = build_at(&scratch.at(""), at, Fault::Fail(errno), exchange);
    let found = tree(&scratch.at("out/public"));
    match &result {
        Ok(()) => assert_eq!(found, whole.new, "{what}"),
        Err(error) => {
            let unmoved = start == Start::MovedAway && found.is_empty();
            assert!(found == whole.before(start) || unmoved, "{what}: a failure that changed something");
            let names_path = error.contains(scratch.at("").to_str().unwrap());
            assert!(error.starts_with("cannot ") && names_path, "{what}: {error}");
        }
    }
    // Where the leftovers of a killed build could not be removed, they are still there.
    if result.is_ok() || matches!(start, Start::Nothing | Start::Old | Start::Sealed) {
        let expected: &[&str] = if found.is_empty() { &["project"] } else { &["out", "project"] };
        assert_eq!(scratch.names(""), expected, "{what}: litter");
        assert!(found.is_empty() || scratch.names("out") == ["public"], "{what}: litter");
    }
    whole.check_recovery(&scratch, start, start == Start::MovedAway, &what);
}

#[test]
fn failing_for_good_at_every_point() {
    let whole = Whole::new();
    let tried = for_all_scenarios(|start, exchange| {
        let points = count_points(&whole, start, exchange, Fault::Fail(Errno::IO));
        for at in 0..points {
            let errno = if at % 2 == 0 { Errno::NOSPC } else { Errno::IO };
            let what = format!("{start:?}, exchange: {exchange}, {errno:?} from point {at} on");
            let scratch = whole.prepare(start);
            let _ = build_at(&scratch.at(""), at, Fault::Break(errno), exchange);
            whole.check_recovery(&scratch, start, !exchange || start == Start::MovedAway, &what);
        }
        points
    });
    println!("failed for good at {tried} points");
}

#[test]
fn no_file_descriptors_left() {
    let whole = Whole::new();
    let mut outcomes = Vec::new();
    for spare in 0..12 {
        let scratch = whole.prepare(Start::Old);
        let directory = scratch.at("");
        let output = child(
            "crash::child_without_descriptors",
            &[("TEARSHEET_TEST_DIR", directory.to_str().unwrap()), ("TEARSHEET_TEST_SPARE", &spare.to_string())],
        );
        let what = format!("{spare} spare: {}", String::from_utf8_lossy(&output.stdout));
        assert!(output.status.success(), "{what}");
        assert_eq!(scratch.names("out"), ["public"], "{what}: litter");
        let found = tree(&scratch.at("out/public"));
        assert!(found == whole.new || found == whole.old, "{what}: a broken tree");
        outcomes.push(found == whole.new);
        whole.check_recovery(&scratch, Start::Old, false, &what);
    }
    assert!(outcomes.contains(&true) && outcomes.contains(&false), "the limit is not reached: {outcomes:?}");
}

#[test]
#[ignore = "started by `no_file_descriptors_left`"]
fn child_without_descriptors() {
    let Ok(directory) = std::env::var("TEARSHEET_TEST_DIR") else { return };
    let spare: u64 = std::env::var("TEARSHEET_TEST_SPARE").unwrap().parse().unwrap();
    // Threads of rayon take none, but the count below must not change under us.
    rayon::join(|| (), || ());
    let used = std::fs::read_dir("/proc/self/fd").unwrap().count() as u64 - 1;
    setrlimit(Resource::Nofile, Rlimit { current: Some(used + spare), maximum: Some(used + spare) }).unwrap();
    let (_, result) = build_at(Path::new(&directory), 0, Fault::None, true);
    if let Err(error) = result {
        assert!(error.contains("(os error 24)"), "{error}");
    }
}

#[test]
fn killed_at_random() {
    const ROUNDS: u64 = 20;
    let sites: Vec<Site> = ["one", "two"].iter().map(|text| large_site(text)).collect();
    let whole: Vec<Tree> = sites.iter().map(clean_build).collect();
    let scratch = Scratch::new();
    let project = project(&scratch);
    let target = scratch.at("out/public");
    build(&target, &project, &sites[0]);
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    for round in 0..ROUNDS {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let delay = Duration::from_micros(5_000 + (random >> 33) % 80_000);
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["crash::child_that_builds_on", "--exact", "--ignored"]).stdout(Stdio::null());
        let mut running = command.env("TEARSHEET_TEST_DIR", scratch.at("")).spawn().unwrap();
        // Any instant will do, also one at which a slow machine has not begun.
        std::thread::sleep(delay);
        running.kill().unwrap();
        running.wait().unwrap();
        let found = tree(&target);
        assert!(whole.contains(&found), "round {round}, killed after {delay:?}: a broken tree");
        drop(open(&target, &project).unwrap());
        assert_eq!(scratch.names("out"), ["public"], "round {round}: litter");
        assert_eq!(tree(&target), found, "round {round}");
    }
    build(&target, &project, &sites[0]);
    assert_eq!(tree(&target), whole[0]);
}

/// A site of which a third changes with `text`.
fn large_site(text: &str) -> Site {
    let page = |i: usize| if i.is_multiple_of(3) { format!("{text} {i}") } else { i.to_string() };
    (0..150).map(|i| (format!("deals/{i}/index.html"), page(i))).collect()
}

#[test]
#[ignore = "started by `killed_at_random`"]
fn child_that_builds_on() {
    let Ok(directory) = std::env::var("TEARSHEET_TEST_DIR") else { return };
    let directory = Path::new(&directory);
    for text in ["one", "two"].iter().cycle() {
        build(&directory.join("out/public"), &directory.join("project"), &large_site(text));
    }
}
