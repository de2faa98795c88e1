//! A sign of life on long runs: nothing for the first half second, nothing unless a person watches.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const PATIENCE: Duration = Duration::from_millis(500);

/// Shows the phase and how many pages are done. Gone without a trace when dropped.
pub(crate) struct Progress {
    bar: ProgressBar,
    /// Dropped to end the wait; the thread is joined so that it cannot draw afterwards.
    waiting: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins to wait. `wanted` is false where standard error is read by a program.
    pub(crate) fn start(wanted: bool) -> Progress {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {pos} {elapsed}") {
            bar.set_style(style);
        }
        let waiting = (wanted && io::stderr().is_terminal()).then(|| {
            let (end, ended) = mpsc::channel();
            let bar = bar.clone();
            let wait = thread::spawn(move || {
                if ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                    bar.set_draw_target(ProgressDrawTarget::stderr());
                    bar.enable_steady_tick(Duration::from_millis(100));
                }
            });
            (end, wait)
        });
        Progress { bar, waiting }
    }

    /// A new phase.
    pub(crate) fn phase(&self, name: &'static str) {
        self.bar.set_message(name);
    }

    /// One page more.
    pub(crate) fn page(&self) {
        self.bar.inc(1);
    }
}

impl Progress {
    /// Clears the line, before anything else is printed.
    pub(crate) fn stop(&mut self) {
        if let Some((end, wait)) = self.waiting.take() {
            drop(end);
            let _ = wait.join();
        }
        self.bar.finish_and_clear();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.stop();
    }
}
