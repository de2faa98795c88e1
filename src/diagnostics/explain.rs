//! What `tearsheet explain` prints: the page of one code, or the list of all.

use super::{Code, closest, codes};

/// The page of a code, under a line that says its name and severity.
pub fn page(code: Code) -> String {
    let body = code.explanation().trim();
    let body = body.strip_prefix("# ").map_or(body, |b| b.split_once('\n').map_or("", |(_, rest)| rest)).trim();
    let summed = match code.together() {
        Some(_) => "\nSeveral of them are one line with their number; `--verbose` shows each.\n",
        None => "",
    };
    format!("{}[{}]: {}\n\n{body}\n{summed}", code.severity().name(), code.name(), code.summary())
}

/// Every code with its severity and its line, in the order of the phases that report them.
pub fn list() -> String {
    let width = codes::ALL.iter().map(|c| c.name().len()).max().unwrap_or(0);
    codes::ALL.iter().map(|c| format!("{:width$}  {:7}  {}\n", c.name(), c.severity().name(), c.summary())).collect()
}

/// The code that somebody who typed `name` may have meant.
pub fn similar(name: &str) -> Option<&'static str> {
    closest(name, codes::ALL.iter().map(|c| c.name()))
}
