//! The time after which a measurement gives up, whatever it waits for.

use std::io;
use std::time::{Duration, Instant};

/// A point in time.
#[derive(Clone, Copy)]
pub(crate) struct Limit(Instant);

impl Limit {
    /// From now on.
    pub(crate) fn after(time: Duration) -> Limit {
        Limit(Instant::now() + time)
    }

    /// The earlier of this one and that much time from now.
    pub(crate) fn or_after(self, time: Duration) -> Limit {
        Limit(self.0.min(Instant::now() + time))
    }

    pub(crate) fn has_passed(self) -> bool {
        Instant::now() >= self.0
    }

    /// An error, once it has passed.
    pub(crate) fn check(self, waiting: &str) -> io::Result<()> {
        if self.has_passed() {
            return Err(io::Error::new(io::ErrorKind::TimedOut, format!("out of time, waiting {waiting}")));
        }
        Ok(())
    }
}
