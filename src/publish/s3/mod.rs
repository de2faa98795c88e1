//! Publishing to a bucket, which cannot change all at once.
//!
//! What can be kept there: a page that is reached has all that it needs. So files go wave by wave ([`Wave`]), each whole
//! before the next begins; what the site no longer has goes last, and the manifest lists it until it is gone. A style
//! sheet that pages in somebody's browser still name stays for as many publications as releases are kept.
//!
//! The lock is an object that is only made if there is none. It holds the paths of what is being sent, each with the hash
//! of its bytes, so that whoever goes on after a publication that was cut short knows which files are litter of it: those
//! that have these bytes. Another file at such a path is somebody else's.

mod client;
mod credentials;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::error::Error;
use super::owner::Owner;
use super::readers::is_redirect;
use super::release::{Generation, Release};
use super::site::{Site, is_page};
use super::target::{Job, Outcome, Remote, Target};
use crate::disk::{MANIFEST, Manifest, Wave};
use crate::headers::{is_fingerprinted, mark, media_type};
use crate::lock::held;
use crate::model::{Headers, ObjectStore};
use client::{Client, Done, If, Served};

/// The lock.
const LOCK: &str = ".tearsheet-lock";
/// How many requests are under way at once.
const LANES: usize = 8;
const NO_STORE: Served<'static> = Served { kind: "text/plain; charset=utf-8", cache: "no-store" };

/// A bucket.
pub(super) struct Service {
    client: Client,
    keep: usize,
    headers: Headers,
    /// The tag of the manifest that was seen.
    tag: Option<String>,
}

impl Service {
    pub(super) fn open(store: &ObjectStore, keep: usize, headers: Headers) -> Result<Service, Error> {
        let client = Client::open(store, credentials::find(&store.profile)?)?;
        Ok(Service { client, keep, headers, tag: None })
    }

    /// Does `act` with every path, several at a time, and stops at the first failure.
    fn each(&self, paths: &[&str], act: impl Fn(&str) -> Result<(), Error> + Sync) -> Result<(), Error> {
        let next = AtomicUsize::new(0);
        let failure: Mutex<Option<Error>> = Mutex::new(None);
        let failed = || held(failure.lock()).is_some();
        std::thread::scope(|scope| {
            for _ in 0..LANES.min(paths.len()) {
                scope.spawn(|| {
                    while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                        if failed() {
                            return;
                        }
                        if let Err(error) = act(path) {
                            held(failure.lock()).get_or_insert(error);
                        }
                    }
                });
            }
        });
        held(failure.into_inner()).map_or(Ok(()), Err)
    }

    /// Takes the lock; its tag, and what an earlier holder was sending.
    fn lock(&self, job: &Job<'_>) -> Result<(String, Vec<Sent>), Error> {
        let files = job.site.manifest.files();
        let sent = job.plan.sent().filter_map(|path| files.get(job.site.manifest.position(path)?));
        let mut text = format!("{}\n", Owner::this().render());
        for (path, file) in sent {
            Sent { hash: file.hash, path: path.clone() }.render(&mut text);
        }
        if let Done::Yes(tag) = self.client.put(LOCK, text.as_bytes(), &NO_STORE, If::Absent)? {
            return Ok((tag, Vec::new()));
        }
        let there = self.client.get(LOCK)?;
        let Some(there) = there else {
            return Err(Error::Overtaken("another publication took place just now; nothing was changed".to_owned()));
        };
        let holder = String::from_utf8_lossy(&there.bytes).into_owned();
        let (owner, paths) = holder.split_once('\n').unwrap_or((&holder, ""));
        if !(job.break_lock || Owner::parse(owner).is_some_and(|owner| owner.is_gone())) {
            return Err(Error::Locked { owner: Owner::describe(owner) });
        }
        let begun: Vec<Sent> = paths.lines().filter_map(Sent::parse).collect();
        // What it had sent is still to be known if this one is cut short too.
        begun.iter().for_each(|sent| sent.render(&mut text));
        match self.client.put(LOCK, text.as_bytes(), &NO_STORE, If::Same(&there.tag))? {
            Done::Yes(tag) => Ok((tag, begun)),
            Done::Refused => Err(Error::Locked { owner: "somebody who was faster".to_owned() }),
        }
    }

    /// Sends a file; at a path that is not known to be ours, only if there is nothing yet, or what a publication that was
    /// cut short had sent.
    fn send_file(&self, job: &Job<'_>, path: &str, is_ours: bool, begun: &[Sent]) -> Result<(), Error> {
        let bytes = job.site.read(path)?;
        let hashed = is_fingerprinted(path, &blake3::hash(&bytes));
        let cache = if hashed { &self.headers.assets } else { &self.headers.pages };
        let served = Served { kind: media_type(path), cache };
        let condition = if is_ours { If::Any } else { If::Absent };
        if self.client.put(path, &bytes, &served, condition)? == Done::Refused {
            let there = self.client.get(path)?;
            let is_there = there.as_ref().is_some_and(|there| there.bytes == bytes);
            let litter = there.filter(|there| begun.iter().any(|sent| sent.is(path, &there.bytes)));
            let replaced = match litter.filter(|_| !is_there) {
                Some(there) => self.client.put(path, &bytes, &served, If::Same(&there.tag))? != Done::Refused,
                // An asset that was kept, or sent by a publication that was cut short elsewhere.
                None => is_there,
            };
            if !replaced {
                return Err(Error::Foreign(format!(
                    "`{}{path}` is there, and Tearsheet did not put it there: remove it, or choose another `prefix`",
                    self.client.shown
                )));
            }
        }
        job.watch.file();
        Ok(())
    }

    /// Sends what differs, wave by wave.
    fn waves(&self, job: &Job<'_>, begun: &[Sent]) -> Result<(), Error> {
        let there = job.remote.release.as_ref();
        let is_ours = |path: &str| there.is_some_and(|there| there.manifest.contains(path));
        // A page that now leads elsewhere stays what it was until all that leads to it is new.
        let (moved, changed): (Vec<&str>, Vec<&str>) =
            job.plan.changed.iter().map(String::as_str).partition(|path| is_redirect(job.site, path));
        let new = job.plan.new.iter().map(|path| (Wave::of_new(path), path.as_str()));
        let changed = changed.into_iter().map(|path| (Wave::of_changed(path), path));
        let all: Vec<(Wave, &str)> = new.chain(changed).collect();
        for wave in Wave::ALL {
            let paths: Vec<&str> = all.iter().filter(|(of, _)| *of == wave).map(|(_, path)| *path).collect();
            self.each(&paths, |path| self.send_file(job, path, is_ours(path), begun))?;
        }
        self.each(&moved, |path| self.send_file(job, path, true, begun))
    }

    /// Which assets of earlier sites stay, with their new age, and which have had their time.
    fn retained(&self, job: &Job<'_>) -> (Vec<(usize, String)>, Vec<String>) {
        let there = job.remote.release.iter().flat_map(|there| there.retained.iter());
        let before = there.map(|(age, path)| (age.saturating_add(1), path.clone()));
        let fresh = job.plan.removed.iter().filter(|path| is_asset(path)).map(|path| (1, path.clone()));
        let all = before.chain(fresh).filter(|(_, path)| !job.site.manifest.contains(path));
        let (stay, go): (Vec<_>, Vec<_>) = all.partition(|(age, _)| *age < self.keep);
        (stay, go.into_iter().map(|(_, path)| path).collect())
    }

    /// Removes what the site no longer has: pages before anything that they need.
    fn remove(&self, paths: &[String]) -> Result<(), Error> {
        let (pages, others): (Vec<&str>, Vec<&str>) = paths.iter().map(String::as_str).partition(|path| is_page(path));
        for paths in [pages, others] {
            self.each(&paths, |path| self.client.delete(path, If::Any).map(drop))?;
        }
        Ok(())
    }

    /// What a publication that was cut short had sent, and the site does not have.
    fn litter(&self, job: &Job<'_>, begun: &[Sent]) -> Result<Vec<String>, Error> {
        let known = job.remote.release.as_ref().map(|there| &there.manifest);
        let is_gone = |sent: &&Sent| {
            !job.site.manifest.contains(&sent.path) && known.is_none_or(|known| !known.contains(&sent.path))
        };
        let gone: Vec<&Sent> = begun.iter().filter(is_gone).collect();
        let paths: Vec<&str> = gone.iter().map(|sent| sent.path.as_str()).collect();
        let found = Mutex::new(Vec::new());
        self.each(&paths, |path| {
            let there = self.client.get(path)?;
            if there.is_some_and(|there| gone.iter().any(|sent| sent.is(path, &there.bytes))) {
                held(found.lock()).push(path.to_owned());
            }
            Ok(())
        })?;
        Ok(held(found.into_inner()))
    }

    /// Puts the manifest in the place of the one with this tag; the new tag.
    fn manifest(&self, release: &Release, seen: Option<&str>) -> Result<String, Error> {
        let condition = seen.map_or(If::Absent, If::Same);
        match self.client.put(MANIFEST, release.render().as_bytes(), &NO_STORE, condition)? {
            Done::Yes(tag) => Ok(tag),
            Done::Refused => Err(Error::Overtaken("another publication took place meanwhile".to_owned())),
        }
    }

    fn transfer(&self, job: &Job<'_>, begun: &[Sent]) -> Result<(), Error> {
        job.watch.phase("uploading");
        self.waves(job, begun)?;
        job.watch.phase("showing");
        let (stay, expired) = self.retained(job);
        let earlier = job.remote.release.as_ref();
        let before = earlier.and_then(|there| {
            if there.generation == job.release.generation { there.before.clone() } else { there.source.clone() }
        });
        let release = Release { retained: stay, before, ..job.release.clone() };
        let litter = self.litter(job, begun)?;
        let removed = job.plan.removed.iter().filter(|path| !is_asset(path)).chain(&litter);
        let mut going: Vec<String> = removed.chain(&expired).cloned().collect();
        going.sort_unstable();
        going.dedup();
        if going.is_empty() {
            return self.manifest(&release, self.tag.as_deref()).map(drop);
        }
        // What goes away is listed until it is gone: whoever publishes next goes on from there.
        let listed =
            earlier.into_iter().flat_map(|there| there.manifest.files()).filter(|(path, _)| going.contains(path));
        let manifest = job.site.manifest.files().iter().chain(listed).cloned().collect();
        let retained = release.retained.iter().cloned().chain(expired.iter().map(|path| (self.keep, path.clone())));
        let with_both = Release { manifest, retained: retained.collect(), ..release.clone() };
        let tag = self.manifest(&with_both, self.tag.as_deref())?;
        job.watch.phase("removing");
        self.remove(&going)?;
        self.manifest(&release, Some(&tag)).map(drop)
    }
}

/// A file that a publication was sending.
struct Sent {
    hash: blake3::Hash,
    path: String,
}

impl Sent {
    /// A line of the lock; `None` if it is none.
    fn parse(line: &str) -> Option<Sent> {
        let (hash, path) = line.split_once(' ')?;
        let hash = blake3::Hash::from_hex(hash).ok()?;
        Manifest::is_path(path).then(|| Sent { hash, path: path.to_owned() })
    }

    fn render(&self, text: &mut String) {
        text.extend([self.hash.to_hex().as_str(), " ", &self.path, "\n"]);
    }

    /// Whether these bytes at a path are those that were sent there.
    fn is(&self, path: &str, bytes: &[u8]) -> bool {
        self.path == path && self.hash == blake3::hash(bytes)
    }
}

/// Whether a file is one of those that pages are made of, and that a page in somebody's browser may still ask for.
fn is_asset(path: &str) -> bool {
    path.starts_with("assets/")
}

impl Target for Service {
    fn describe(&self) -> String {
        format!("`{}`", self.client.shown)
    }

    fn served(&self) -> Option<String> {
        Some(mark(&self.headers))
    }

    fn look(&mut self, _site: Option<&Site>) -> Result<Remote, Error> {
        let Some(there) = self.client.get(MANIFEST)? else {
            self.tag = None;
            return Ok(Remote::default());
        };
        let release = Release::parse(&String::from_utf8_lossy(&there.bytes));
        self.tag = Some(there.tag);
        match release {
            Some(release) => Ok(Remote { release: Some(release) }),
            None => Err(Error::Foreign(format!(
                "`{}{MANIFEST}` is not as Tearsheet writes it; nothing was changed",
                self.client.shown
            ))),
        }
    }

    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.client.get(path)?.map(|there| there.bytes))
    }

    fn send(&mut self, job: &Job<'_>) -> Result<Outcome, Error> {
        let (tag, begun) = self.lock(job)?;
        // Between the plan and the lock somebody may have come and gone.
        let seen = self.tag.clone();
        let now = self.look(None);
        if now.is_err() || self.tag != seen {
            let _ = self.client.delete(LOCK, If::Same(&tag));
            now?;
            return Err(Error::Overtaken("another publication took place just now; nothing was changed".to_owned()));
        }
        if let Err(error) = self.transfer(job, &begun) {
            // The lock stays after a failure: it says what is half done. Not where somebody passed it by: what is there
            // now is theirs.
            if matches!(error, Error::Overtaken(_)) {
                let _ = self.client.delete(LOCK, If::Same(&tag));
            }
            return Err(Error::Partial(Box::new(error)));
        }
        let given = self.client.delete(LOCK, If::Same(&tag));
        let note = given.err().map(|error| format!("published, but the lock could not be given back: {error}"));
        Ok(Outcome { notes: note.into_iter().collect() })
    }

    fn releases(&mut self) -> Result<Vec<Release>, Error> {
        Ok(self.look(None)?.release.into_iter().collect())
    }

    fn roll_back(&mut self, to: &Generation, _break_lock: bool) -> Result<Outcome, Error> {
        Err(Error::Settings(format!(
            "a bucket keeps one site, so {to} is not there: check out the commit that it was built from, and publish that"
        )))
    }
}
