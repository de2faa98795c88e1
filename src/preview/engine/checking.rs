//! All rules, beside the work of the engine: they take a while on a large site, and nobody waits for them.
//!
//! They begin when nothing has been asked for a moment, run on a thread of their own, so that pages are printed
//! meanwhile, and are stopped by the next edit.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use crate::diagnostics::Diagnostics;
use crate::pipeline::Compiled;

/// How long nothing must have been asked. A notice of a mistake is late enough with its own delay.
pub(super) const PAUSE: Duration = Duration::from_millis(60);

/// Rules that are running, or still have to.
pub(super) struct Checking {
    stop: Arc<AtomicBool>,
    started: bool,
}

/// What they found in one edition.
pub(super) struct Checked {
    pub(super) of: Arc<Compiled>,
    pub(super) found: Diagnostics,
}

impl Checking {
    /// To be started.
    pub(super) fn due() -> Checking {
        Checking { stop: Arc::default(), started: false }
    }

    /// Whether it has to be started.
    pub(super) fn waits(&self) -> bool {
        !self.started
    }

    /// Starts them; `tell` takes what they find. Without a thread to spare nothing is found: the edition is shown
    /// all the same.
    pub(super) fn start<T: Send + 'static>(
        &mut self,
        compiled: &Arc<Compiled>,
        tell: Sender<T>,
        words: impl FnOnce(Checked) -> T + Send + 'static,
    ) {
        self.started = true;
        let (stop, of) = (Arc::clone(&self.stop), Arc::clone(compiled));
        let run = move || {
            let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().ok()?;
            let found = super::guarded(|| alone.install(|| of.checked(&stop))).ok()??;
            tell.send(words(Checked { of, found })).ok()
        };
        let _ = thread::Builder::new().name("check".to_owned()).spawn(run);
    }
}

impl Drop for Checking {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}
