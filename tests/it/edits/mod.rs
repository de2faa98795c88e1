//! Random edits to a small site, for everything that must come to the same by whatever way: a workspace that was
//! edited, a build after a build. Scripts are drawn from a seed, which a failure names.
//!
//! What can be edited is read from the tables that the parser reads sheets with ([`tearsheet::parse::schemas`]), so
//! that a key is added, changed and removed from its first day. A script goes through some of the keys, so that all
//! scripts of a run of the tests go through all of them, and does something else in between: files, texts, the theme.
//! Most edits that break the site are drawn again, since one error stops everything; some are kept, and undone in the
//! next step.

mod base;
mod base_deals;
mod coverage;
mod dice;
mod draw;
mod files;
mod keys;
mod state;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use tearsheet::files::Input;
use tearsheet::parse::Row;
use tearsheet::pipeline::{Options, Workspace};
use tearsheet::theme::Folders;

pub(crate) use coverage::Coverage;
pub(crate) use dice::Dice;
use keys::{Change, Key};
pub(crate) use state::State;

/// Scripts per run of the tests.
pub(crate) const SCRIPTS: u64 = 60;
/// Edits per script.
pub(crate) const EDITS: usize = 15;
/// How often an edit is drawn that does not break the site.
const TRIES: usize = 20;

/// How many scripts to run: `TEARSHEET_SCRIPTS=500` runs more than a run of the tests has time for.
pub(crate) fn scripts(usual: u64) -> u64 {
    std::env::var("TEARSHEET_SCRIPTS").ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

/// What comes of so many scripts, by their seeds. Two run at a time: one alone keeps a core waiting half of the time.
pub(crate) fn run<T: Send>(scripts: u64, script: impl Fn(u64) -> T + Sync) -> Vec<T> {
    let next = AtomicU64::new(0);
    let seeds = || std::iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)).filter(|seed| *seed < scripts));
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(|| seeds().map(&script).collect::<Vec<T>>())).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("no panic in a script")).collect()
    })
}

/// For which day the site is compiled.
pub(crate) fn options() -> Options {
    Options { today: "2026-05-01".parse().expect("a date"), drafts: false }
}

/// Every change of a key that scripts have to make. What must be there is only changed.
fn keys_to_change() -> Vec<(Key, Change)> {
    let changes = |(key, row): (Key, Row)| {
        let all = [Change::Replace, Change::Add, Change::Remove];
        let count = if row.required { 1 } else { all.len() };
        all.into_iter().take(count).map(move |change| (key, change))
    };
    keys::all().into_iter().flat_map(changes).collect()
}

/// The site, as an editor sees it.
pub(crate) struct Site {
    state: State,
    /// Before an edit that broke it.
    good: Option<State>,
    /// Changes of keys that are still to be made: in sheets and texts of deals, and elsewhere.
    turns: [Vec<(Key, Change)>; 2],
    /// Those that were made since the site broke, and are to be made again if that is undone.
    made: Vec<(usize, (Key, Change))>,
    /// Tells whether an edit breaks the site. A clean compile would take most of the time of a script.
    workspace: RefCell<Workspace>,
}

impl Site {
    /// One without mistakes, for the script of this seed.
    pub(crate) fn new(seed: u64) -> Site {
        let (of_deals, elsewhere) = keys_to_change().into_iter().partition(|(key, _)| State::is_of_deals(*key));
        let turns = [of_deals, elsewhere].map(|mut all: Vec<_>| {
            Dice(0).shuffle(&mut all);
            let share = all.len().div_ceil(SCRIPTS as usize);
            let first = (seed % SCRIPTS) as usize * share;
            (first..first + share).map(|turn| all[turn % all.len()]).collect()
        });
        Site { state: State::new(), good: None, turns, made: Vec::new(), workspace: RefCell::new(Workspace::new()) }
    }

    /// One with more deals than the feeds of a site have room for.
    pub(crate) fn large(seed: u64) -> Site {
        let mut site = Site::new(seed);
        site.state.add_deals(36);
        site
    }

    /// Whether a script goes on after so many edits: until its keys are changed, and not for ever.
    pub(crate) fn goes_on(&self, edits: usize) -> bool {
        let is_left = self.turns.iter().any(|turns| !turns.is_empty());
        edits <= EDITS || (is_left && edits <= 2 * EDITS)
    }

    /// An edit of words alone, which changes the least in what is made; of a broken site any edit.
    pub(crate) fn edit_words(&mut self, dice: &mut Dice) -> String {
        let words = |state: &mut State, dice: &mut Dice, _: &RefCell<Workspace>| files::words(state, dice);
        let done = if self.good.is_none() { self.draw(dice, false, words) } else { None };
        done.unwrap_or_else(|| self.edit(dice))
    }

    /// One edit, in words for the message of a failure.
    pub(crate) fn edit(&mut self, dice: &mut Dice) -> String {
        if let Some(good) = self.good.take().filter(|_| !dice.hits(8)) {
            self.state = good;
            self.made.drain(..).for_each(|(which, turn)| self.turns[which].insert(0, turn));
            return "undone".to_owned();
        }
        let may_break = dice.hits(10);
        // Settings, companies and sources are looked at by everything: what changes in one makes all anew. A deal's
        // keys are changed few at a time: much else would hide that something is not made again.
        let mut done = Vec::new();
        let which = usize::from(self.turns[0].is_empty() || dice.hits(3));
        let most = if which == 0 { 1 + dice.roll(3) } else { 5 };
        let turns = if dice.hits(6) { 0 } else { self.turns[which].len().min(most) };
        for turn in self.turns[which].split_off(self.turns[which].len() - turns) {
            done.extend(self.turn(which, turn, dice, may_break));
            self.made.push((which, turn));
        }
        if done.is_empty() {
            done.extend(self.draw(dice, may_break, files::edit));
        }
        if self.good.is_none() {
            self.made.clear();
        }
        if done.is_empty() { "nothing".to_owned() } else { done.join(" and ") }
    }

    /// Changes a key. Where there is none to be changed or removed, or none missing, it is the other way round first.
    fn turn(&mut self, which: usize, (key, change): (Key, Change), dice: &mut Dice, may_break: bool) -> Option<String> {
        let change_key = |change| {
            move |state: &mut State, dice: &mut Dice, workspace: &RefCell<Workspace>| {
                state.change_key(Some((key, change)), dice, workspace)
            }
        };
        self.draw(dice, may_break, change_key(change)).or_else(|| {
            let first = if change == Change::Add { Change::Remove } else { Change::Add };
            let done = self.draw(dice, may_break, change_key(first));
            self.turns[which].splice(0..0, done.is_some().then_some((key, change)));
            done
        })
    }

    /// Draws an edit until there is one that changes something and does not break the site.
    fn draw(
        &mut self,
        dice: &mut Dice,
        may_break: bool,
        edit: impl Fn(&mut State, &mut Dice, &RefCell<Workspace>) -> Option<String>,
    ) -> Option<String> {
        for _ in 0..TRIES {
            let mut state = self.state.clone();
            let Some(done) = edit(&mut state, dice, &self.workspace) else { continue };
            if state == self.state {
                continue;
            }
            let is_good = state.problems(&self.workspace).is_none();
            if is_good || may_break {
                let before = std::mem::replace(&mut self.state, state);
                self.good = if is_good { None } else { self.good.take().or(Some(before)) };
                return Some(done);
            }
        }
        None
    }

    /// What a compiler gets, besides [`Site::themes`].
    pub(crate) fn input(&self) -> Input {
        self.state.input()
    }

    /// What is on the disk.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        self.state.files()
    }

    /// The project's own themes.
    pub(crate) fn themes(&self) -> Folders {
        self.state.themes()
    }
}
