//! What a list of times comes to: the middle one, the best and the worst.

use std::time::Duration;

use serde_json::{Value, json};

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Median, least and most, in milliseconds; null if there is none.
pub(crate) fn of(times: &[Duration]) -> Value {
    let mut times = times.to_vec();
    times.sort_unstable();
    let (Some(least), Some(most)) = (times.first(), times.last()) else { return Value::Null };
    let middle = (times[(times.len() - 1) / 2] + times[times.len() / 2]) / 2;
    json!({
        "count": times.len(),
        "median": milliseconds(middle),
        "min": milliseconds(*least),
        "max": milliseconds(*most),
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::{Value, json};

    #[test]
    fn the_median_is_in_the_middle() {
        let times = |ms: &[u64]| ms.iter().map(|&ms| Duration::from_millis(ms)).collect::<Vec<_>>();
        assert_eq!(super::of(&[]), Value::Null);
        assert_eq!(super::of(&times(&[9, 1, 2])), json!({ "count": 3, "median": 2.0, "min": 1.0, "max": 9.0 }));
        assert_eq!(super::of(&times(&[4, 1, 2, 9]))["median"], 3.0);
    }
}
