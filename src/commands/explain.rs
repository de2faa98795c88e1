//! `tearsheet explain [CODE|FACT|TABLE]`: what a diagnostic means, with a wrong and a right example; what is said of a
//! fact; or what a table of the vocabulary has.

use super::{Exit, Failure, explain_fact, project, say};
use crate::cli::Explain;
use crate::diagnostics::{Code, explain};

/// Prints the page of a code, a table, or the list of all codes; a name with a dot is a fact's.
pub(crate) fn run(options: &Explain) -> Result<Exit, Failure> {
    if let Some(path) = options.what.as_ref().filter(|what| what.contains('.')) {
        return explain_fact::run(path, options);
    }
    let table = |name: &str| project::vocabulary(options.root.as_deref()).told(name);
    let text = match &options.what {
        None => explain::list(),
        Some(name) => match Code::find(name) {
            Some(code) => explain::page(code),
            None => table(name).ok_or_else(|| unknown(name))?,
        },
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
