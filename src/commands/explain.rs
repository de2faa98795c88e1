//! `tearsheet explain [CODE]`: what a diagnostic means, with a wrong and a right example.

use super::{Exit, Failure, say};
use crate::cli::Explain;
use crate::diagnostics::{Code, explain};

/// Prints the page of a code, or the list of all.
pub(crate) fn run(options: &Explain) -> Result<Exit, Failure> {
    let text = match &options.code {
        None => explain::list(),
        Some(name) => explain::page(Code::find(name).ok_or_else(|| unknown(name))?),
    };
    say::result(&text)?;
    Ok(Exit::Clean)
}

fn unknown(name: &str) -> Failure {
    let hint = match explain::similar(name) {
        Some(similar) => format!("did you mean `{similar}`?"),
        None => "`tearsheet explain` lists all".to_owned(),
    };
    Failure::misuse(format!("no diagnostic has the code `{name}`; {hint}"))
}
