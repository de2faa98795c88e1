//! Edits one after the other, each timed from before the file is opened until the new page has arrived.
//!
//! The page is asked for each millisecond. The moment it is new, every other page that shows the same text must be new
//! too: each is asked once, and one that is not right is a failure, not a longer time.

use std::io;
use std::thread;
use std::time::{Duration, Instant};

use crate::edit::Save;
use crate::http::Client;
use crate::limit::Limit;
use crate::watch::{Shown, Watched};

const TICK: Duration = Duration::from_millis(1);
/// How long an edit may take to be seen before it counts as lost.
const LOST_AFTER: Duration = Duration::from_secs(60);
/// How many failures are told in words.
const TOLD: usize = 5;

/// What a series of edits came to.
#[derive(Default)]
pub(crate) struct Tally {
    /// From saving to the new page, of those that were seen.
    pub(crate) times: Vec<Duration>,
    /// Edits that never were.
    pub(crate) lost: usize,
    /// Edits during which the page was answered with an error, or not at all.
    pub(crate) interrupted: usize,
    /// Other pages that were asked.
    pub(crate) asked: usize,
    /// Those of them that were not right.
    pub(crate) wrong: usize,
    /// The first failures in words.
    pub(crate) told: Vec<String>,
}

impl Tally {
    fn tell(&mut self, failure: String) {
        if self.told.len() < TOLD {
            self.told.push(failure);
        }
    }
}

/// The next edit, counted over all kinds so that no two are alike.
pub(crate) struct Counter(usize);

impl Counter {
    /// From a number on that no subject was prepared with.
    pub(crate) fn after(prepared: usize) -> Counter {
        Counter(prepared)
    }

    fn next(&mut self) -> (usize, Save) {
        self.0 += 1;
        (self.0, if self.0.is_multiple_of(2) { Save::Rename } else { Save::InPlace })
    }
}

/// Does one edit, and waits for it. Asks the other pages too if `all_pages`.
pub(crate) fn edit(
    port: u16,
    watched: &mut Watched,
    counter: &mut Counter,
    tally: &mut Tally,
    limit: Limit,
    all_pages: bool,
) -> io::Result<()> {
    let (n, save) = counter.next();
    let mut client = Client::new(port);
    // The connection is there before the edit, as a browser's is.
    client.get(&watched.subject.page)?;
    let started = Instant::now();
    watched.subject.save(n, save)?;
    watched.now = n;
    let Some(seen) = await_page(&mut client, watched, started, limit.or_after(LOST_AFTER), tally) else {
        limit.check("for an edit to be seen")?;
        tally.lost += 1;
        tally.tell(format!("{} was not seen on {}", watched.subject.spellings(n)[0], watched.subject.page));
        return Ok(());
    };
    tally.times.push(seen);
    if all_pages {
        for shown in &watched.pages[1..] {
            ask(&mut client, watched, shown, tally);
        }
    }
    Ok(())
}

/// Asks for the editor's page each millisecond until it is new. It is asked before the limit is looked at: what is there
/// counts, however late we come to see it.
fn await_page(
    client: &mut Client,
    watched: &Watched,
    started: Instant,
    limit: Limit,
    tally: &mut Tally,
) -> Option<Duration> {
    let page = &watched.pages[0];
    let mut interrupted = false;
    let mut next = started;
    loop {
        match client.get(&page.path) {
            Ok(response) if response.status == 200 => {
                if page.shows(&watched.subject, watched.now, &response.body) {
                    let seen = started.elapsed();
                    tally.interrupted += usize::from(interrupted);
                    return Some(seen);
                }
            }
            Ok(_) | Err(_) => interrupted = true,
        }
        if limit.has_passed() {
            break;
        }
        next = (next + TICK).max(Instant::now());
        thread::sleep(next.saturating_duration_since(Instant::now()));
    }
    tally.interrupted += usize::from(interrupted);
    None
}

/// Asks for another page, once.
fn ask(client: &mut Client, watched: &Watched, shown: &Shown, tally: &mut Tally) {
    tally.asked += 1;
    let problem = match client.get(&shown.path) {
        Ok(response) if response.status != 200 => format!("was answered with {}", response.status),
        Ok(response) if shown.shows(&watched.subject, watched.now, &response.body) => return,
        Ok(_) => "was not right".to_owned(),
        Err(error) => format!("was not answered ({error})"),
    };
    tally.wrong += 1;
    tally.tell(format!("{} {problem} after {}", shown.path, watched.subject.spellings(watched.now)[0]));
}
