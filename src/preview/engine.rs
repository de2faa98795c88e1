//! A thread that owns the model, and renders what it is asked for.
//!
//! An [`Engine`] is the handle to it. The thread loops over editions of the site, and within one of them over
//! requests: the edition and the [`Press`] that borrows it live on its stack. [`Engine::touch`] makes it look at the
//! disk and compile again; whoever asks for a page meanwhile waits, and gets the new one. Bytes are compared, not
//! events, so that a file that was only touched changes nothing.
//!
//! A mistake costs no page ([`desk`]). A panic is caught here, at one place, and told like any other problem.

mod checking;
mod desk;

use std::any::Any;
use std::collections::HashMap;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, RwLock};
use std::thread;
use std::time::Duration;

use jiff::civil::Date;

use super::bulletin::{Bulletin, Problem, Shown};
use super::panel::{self, Panel};
use super::press::Press;
use crate::lock::held;
use crate::pipeline::Compiled;
use checking::{Checked, Checking};
use desk::{Change, Desk, Look};

/// The stack of the thread: as large as that of a main thread.
const STACK: usize = 8 << 20;
/// Of how many pages the last good bytes are kept, in case that their template breaks.
const GOOD: usize = 64;
/// Between two looks at the clock. Not until midnight: a machine that sleeps does not count that time.
const CLOCK: Duration = Duration::from_secs(5);
/// With more changed files than this nobody knows which of them is meant.
const FOLLOWED: usize = 4;

/// What a preview depends on besides the project's files.
#[derive(Clone, Debug)]
pub struct EngineOptions {
    /// Show drafts and embargoed deals too.
    pub drafts: bool,
    /// The day it is.
    pub today: Today,
    /// Where the texts of sources are, if not in the project's `clippings/`.
    pub clippings: Option<PathBuf>,
    /// Whether [`Bulletin::text`] is coloured.
    pub colour: bool,
}

/// The day that a preview shows.
#[derive(Clone, Copy, Debug)]
pub enum Today {
    /// This one, however long it runs.
    Fixed(Date),
    /// That of a clock, which is looked at now and then: a preview may run over midnight.
    Clock(fn() -> Date),
}

impl Today {
    /// The day it is now.
    fn date(self) -> Date {
        match self {
            Today::Fixed(day) => day,
            Today::Clock(now) => now(),
        }
    }
}

/// An output.
#[derive(Clone, Debug)]
pub struct Output {
    /// What `build` would write; the last good bytes, or none, if `failed`.
    pub bytes: Arc<[u8]>,
    /// The edition that it belongs to.
    pub version: u64,
    /// Its template could not be printed; the bulletin says why.
    pub failed: bool,
}

/// What has happened: told once the new edition can be served.
#[derive(Clone, Debug)]
pub struct News {
    /// What is wrong now.
    pub bulletin: Arc<Bulletin>,
    /// The files of the project that have changed, in their order.
    pub changed: Vec<String>,
    /// Copied files of the site whose bytes have changed, and whose names have not.
    pub assets: Vec<String>,
    /// The path of the page that the changed file is for, if there is one.
    pub landing: Option<String>,
}

enum Request {
    Touch(Vec<PathBuf>),
    Get(String, Sender<Option<Output>>),
    Panel(String, Sender<Option<Panel>>),
    Home(Sender<Option<String>>),
    Checked(Checked),
    End,
}

/// The handle to the thread, which ends when this is dropped.
#[derive(Debug)]
pub struct Engine {
    requests: Sender<Request>,
    bulletin: Arc<RwLock<Arc<Bulletin>>>,
}

impl Engine {
    /// Starts the thread, which reads and compiles the project at `root` at once. `news` is called on that thread.
    ///
    /// # Errors
    /// The system gives no thread. What is wrong with the project is in the bulletin.
    pub fn start(root: PathBuf, options: EngineOptions, news: impl Fn(&News) + Send + 'static) -> io::Result<Engine> {
        let (requests, inbox) = mpsc::channel();
        let bulletin = Arc::default();
        let wire = Wire { bulletin: Arc::clone(&bulletin), news: Box::new(news) };
        let outbox = requests.clone();
        let work = move || {
            Work {
                desk: Desk::new(root, options),
                inbox,
                outbox,
                checking: None,
                wire,
                good: HashMap::new(),
                latest: None,
            }
            .run()
        };
        thread::Builder::new().name("engine".to_owned()).stack_size(STACK).spawn(work)?;
        Ok(Engine { requests, bulletin })
    }

    /// Says that files may have changed: these, what is below these folders; anything, if there are none.
    pub fn touch(&self, paths: Vec<PathBuf>) {
        let _ = self.requests.send(Request::Touch(paths));
    }

    /// The output at a path of the site, like `deals/openai-aws/index.html`. Waits for a compilation that is under way.
    pub fn get(&self, path: &str) -> Option<Output> {
        self.ask(|answer| Request::Get(path.to_owned(), answer))
    }

    /// What an editor wants to know of the page at a path.
    pub fn panel(&self, path: &str) -> Option<Panel> {
        self.ask(|answer| Request::Panel(path.to_owned(), answer))
    }

    /// The path under which the site will be published: `/`, or that of its `base_url`, with its last slash.
    pub fn home(&self) -> Option<String> {
        self.ask(Request::Home)
    }

    /// What is wrong at the moment.
    pub fn bulletin(&self) -> Arc<Bulletin> {
        Arc::clone(&*held(self.bulletin.read()))
    }

    fn ask<T>(&self, request: impl FnOnce(Sender<Option<T>>) -> Request) -> Option<T> {
        let (answer, answered) = mpsc::channel();
        self.requests.send(request(answer)).ok()?;
        answered.recv().ok().flatten()
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        let _ = self.requests.send(Request::End);
    }
}

/// Runs what depends on content. A panic in it is a defect of this program, and is told as one.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Problem> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|cause| {
        let words = words(&*cause);
        Problem::bare("defect", format!("a defect in tearsheet: {words}"))
    })
}

fn words(cause: &(dyn Any + Send)) -> &str {
    let text = cause.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| cause.downcast_ref::<&str>().copied()).unwrap_or("unknown")
}

/// Where the thread tells what has happened.
struct Wire {
    bulletin: Arc<RwLock<Arc<Bulletin>>>,
    news: Box<dyn Fn(&News) + Send>,
}

impl Wire {
    fn post(&self, bulletin: &Arc<Bulletin>) {
        *held(self.bulletin.write()) = Arc::clone(bulletin);
    }
}

/// What the thread has.
struct Work {
    desk: Desk,
    inbox: Receiver<Request>,
    /// For what is found beside the thread's own work.
    outbox: Sender<Request>,
    /// The rules over the edition that is shown.
    checking: Option<Checking>,
    wire: Wire,
    /// The last good bytes of some pages.
    good: HashMap<String, Arc<[u8]>>,
    /// The page that was printed last: most likely that which is looked at.
    latest: Option<String>,
}

impl Work {
    /// Loops over editions.
    fn run(mut self) {
        let mut compiled: Option<Arc<Compiled>> = None;
        let mut change = match self.desk.look(&[], &[]) {
            Look::New(first, change) => {
                compiled = Some(first);
                Some(change)
            }
            Look::Stays(change) => Some(change),
            Look::Same => None,
        };
        loop {
            let mut press = None;
            if let Some(compiled) = &compiled {
                match guarded(|| Press::new(compiled)) {
                    Ok(new) => press = Some(new),
                    Err(problem) => change = Some(self.desk.trouble(problem, Shown::Nothing)),
                }
            }
            if let Some(change) = change.take() {
                self.tell(change, press.as_ref());
            }
            // While files are held back the bulletin is about those.
            let is_current = self.desk.bulletin().shown == Shown::Current;
            self.checking = compiled.as_ref().filter(|_| is_current).map(|_| Checking::due());
            let Some((next, what)) = self.serve(press, compiled.as_ref()) else { return };
            (compiled, change) = (Some(next), Some(what));
        }
    }

    /// Loops over requests, until there is a new edition, or nobody left to ask.
    fn serve(
        &mut self,
        mut press: Option<Press<'_>>,
        compiled: Option<&Arc<Compiled>>,
    ) -> Option<(Arc<Compiled>, Change)> {
        loop {
            match self.next(compiled)? {
                Request::Get(path, answer) => {
                    let output = press.as_mut().and_then(|press| self.print(press, &path));
                    let _ = answer.send(output);
                }
                Request::Panel(path, answer) => {
                    let held = &self.desk.bulletin().held;
                    let panel =
                        press.as_ref().map(|press| guarded(|| panel::of(press.compiled, press.spec(&path)?, held)));
                    let _ = answer.send(panel.and_then(Result::ok).flatten());
                }
                Request::Home(answer) => {
                    let _ = answer.send(compiled.map(|compiled| compiled.briefing.site.base_path().to_owned()));
                }
                Request::Touch(paths) => match self.desk.look(&paths, self.latest.as_slice()) {
                    Look::Same => {}
                    Look::Stays(change) => {
                        self.checking = None;
                        self.tell(change, press.as_ref());
                    }
                    Look::New(compiled, change) => return Some((compiled, change)),
                },
                Request::Checked(Checked { of, found }) => {
                    if compiled.is_some_and(|shown| Arc::ptr_eq(shown, &of))
                        && self.checking.is_some()
                        && let Some(change) = self.desk.ruled(&found.0, &of.files)
                    {
                        self.tell(change, press.as_ref());
                    }
                }
                Request::End => return None,
            }
        }
    }

    /// The next request. When none comes for a moment the rules begin to run; when the day is over, everything is
    /// looked at again.
    fn next(&mut self, compiled: Option<&Arc<Compiled>>) -> Option<Request> {
        loop {
            if self.desk.is_new_day() {
                return Some(Request::Touch(Vec::new()));
            }
            let due = self.checking.as_mut().filter(|checking| checking.waits()).zip(compiled);
            match self.inbox.recv_timeout(if due.is_some() { checking::PAUSE } else { CLOCK }) {
                Err(RecvTimeoutError::Timeout) => {}
                other => return other.ok(),
            }
            if let Some((checking, compiled)) = due {
                checking.start(compiled, self.outbox.clone(), Request::Checked);
            }
        }
    }

    fn print(&mut self, press: &mut Press<'_>, path: &str) -> Option<Output> {
        let version = self.desk.bulletin().edition;
        let change = match guarded(|| press.print(path)) {
            Ok(None) => return None,
            Ok(Some(Ok(bytes))) => {
                if path.ends_with(".html") {
                    self.keep(path, &bytes);
                    self.latest = Some(path.to_owned());
                }
                return Some(Output { bytes, version, failed: false });
            }
            Ok(Some(Err(diagnostics))) => self.desk.failed(&diagnostics, &press.compiled.files),
            Err(defect) => {
                let shown = self.desk.bulletin().shown;
                Some(self.desk.trouble(defect, shown))
            }
        };
        if let Some(change) = change {
            self.tell(change, Some(press));
        }
        let bytes = self.good.get(path).cloned().unwrap_or_default();
        Some(Output { bytes, version, failed: true })
    }

    fn keep(&mut self, path: &str, bytes: &Arc<[u8]>) {
        if self.good.len() >= GOOD && !self.good.contains_key(path) {
            self.good.clear();
        }
        self.good.insert(path.to_owned(), Arc::clone(bytes));
    }

    fn tell(&self, change: Change, press: Option<&Press<'_>>) {
        self.wire.post(&change.bulletin);
        let compiled = press.map(|press| press.compiled);
        let assets = compiled.map_or_else(Vec::new, |compiled| copied(compiled, &change.changed));
        let landing = compiled.filter(|_| change.changed.len() <= FOLLOWED).and_then(|compiled| {
            change.changed.iter().filter(|path| self.desk.has(path)).find_map(|path| panel::landing(compiled, path))
        });
        (self.wire.news)(&News { bulletin: change.bulletin, changed: change.changed, assets, landing });
    }
}

/// The outputs that are copies of changed files.
fn copied(compiled: &Compiled, changed: &[String]) -> Vec<String> {
    let copies = compiled.plan.copies.iter();
    let of_changed = copies.filter(|copy| changed.binary_search(&compiled.files.assets[copy.asset].path).is_ok());
    of_changed.map(|copy| copy.path.clone()).collect()
}
