//! Faults that tests have happen at one of the points of a build: before and after each change of the disk.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustix::io::Errno;
use rustix::process::{Signal, getpid, kill_process};
use tearsheet::disk::{Operation, Steps};

/// Errors that a disk can give.
pub(crate) const ERRORS: [Errno; 5] = [Errno::NOSPC, Errno::IO, Errno::ACCESS, Errno::ROFS, Errno::MFILE];

/// What to do at one point of a build.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fault {
    /// Only count.
    None,
    /// Die.
    Kill,
    /// Fail once.
    Fail(Errno),
    /// Fail, and fail from then on.
    Break(Errno),
}

/// Counts the points of a build and has a fault happen at one of them.
pub(crate) struct Points {
    pub(crate) next: Arc<AtomicUsize>,
    pub(crate) at: usize,
    pub(crate) fault: Fault,
    /// Whether the file system can exchange two names.
    pub(crate) exchange: bool,
}

impl Points {
    fn pass(&self) -> io::Result<()> {
        let number = self.next.fetch_add(1, Ordering::SeqCst);
        match self.fault {
            Fault::Kill if number == self.at => {
                kill_process(getpid(), Signal::KILL)?;
                // The signal may reach another thread first; it ends this one too.
                loop {
                    std::thread::park();
                }
            }
            Fault::Fail(errno) if number == self.at => Err(errno.into()),
            Fault::Break(errno) if number >= self.at => Err(errno.into()),
            _ => Ok(()),
        }
    }
}

impl Steps for Points {
    fn before(&self, operation: Operation, _: &Path) -> io::Result<()> {
        self.pass()?;
        if operation == Operation::Exchange && !self.exchange { Err(Errno::INVAL.into()) } else { Ok(()) }
    }

    fn after(&self, _: Operation, _: &Path) {
        if matches!(self.fault, Fault::None | Fault::Kill) {
            let _ = self.pass();
        }
    }
}
