//! Whether work grows no faster than what it is given, told by the time that processors spend on it.
//!
//! A clock would measure the machine: a slow or busy one may take any time for anything. The kernel counts what its
//! processors spend on one thread, or on one process, for that one alone; and two sizes are held against each other, so
//! that neither the speed of the machine nor the optimisation of the build matters. Unit tests of the library include
//! this file by its path.
//!
//! Where nothing is counted, as elsewhere than on Linux, nothing fails.

use std::time::Duration;

/// For four times the size, linear work takes four times as long, and work that grows with the square sixteen times.
const STEEP: u32 = 10;
/// How often two sizes are compared until once their difference is no longer steep: other programs take the caches, so
/// that a run costs more than it would alone. What is steep by itself is steep each time.
const TRIES: usize = 5;
/// What may be missing in a count: the kernel cuts those of processes, of the program and for the program, to hundredths
/// of a second, and brings those of running threads up to date no less often.
const CUT: Duration = Duration::from_millis(20);

/// Fails if `effort`, which tells the processor time of a size, grows faster than the size does, up to `most`. Begins
/// with a sixty-fourth of it, so that a defect is found before it takes hours.
#[track_caller]
pub(crate) fn grows_with_size(what: &str, most: usize, mut effort: impl FnMut(usize) -> Duration) {
    let mut part = effort(most / 64);
    for size in [most / 16, most / 4, most] {
        let mut whole = effort(size);
        let mut pairs = vec![(part, whole)];
        while whole > (part + CUT) * STEEP {
            assert!(pairs.len() < TRIES, "{what}: a quarter of {size}, and all of it, took {pairs:?}");
            (part, whole) = (effort(size / 4), effort(size));
            pairs.push((part, whole));
        }
        part = whole;
    }
}

/// The processor time that this thread needs for some work. Other threads' is not counted.
pub(crate) fn of(work: impl FnOnce()) -> Duration {
    let spent = || {
        let all = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
        Duration::from_nanos(all.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or(0))
    };
    let before = spent();
    work();
    spent().saturating_sub(before)
}
