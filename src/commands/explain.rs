//! `tearsheet explain [CODE|FACT]`: what a diagnostic means, with a wrong and a right example; or what is said of a fact.

use super::{Exit, Failure, explain_fact, say};
use crate::cli::Explain;
use crate::diagnostics::{Code, explain};

/// Prints the page of a code, or the list of all; a name with a dot is a fact's.
pub(crate) fn run(options: &Explain) -> Result<Exit, Failure> {
    if let Some(path) = options.what.as_ref().filter(|what| what.contains('.')) {
        return explain_fact::run(path, options);
    }
    let text = match &options.what {
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
