//! The table of `--timings`.

use std::time::Duration;

/// A line per phase and one for the whole, aligned: `parse      12.3 ms`.
pub(crate) fn table(phases: &[(&'static str, Duration)], total: Duration) -> String {
    let total = ("total", total);
    let width = phases.iter().map(|(name, _)| name.len()).max().unwrap_or(0).max("unchanged".len());
    let line = |(name, time): &(&str, Duration)| format!("{name:width$}  {:>9.1} ms\n", time.as_secs_f64() * 1e3);
    phases.iter().chain([&total]).map(line).collect()
}

/// A line per count, in the columns of [`table`].
pub(crate) fn counts(counts: &[(&'static str, usize)]) -> String {
    counts.iter().map(|(name, n)| format!("{name:9}  {n:>9}\n")).collect()
}
