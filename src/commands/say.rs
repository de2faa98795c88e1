//! Words to the outside: standard output, standard error, colour.
//!
//! A reader that went away (`tearsheet explain | head -1`) is no problem of ours: a broken pipe is quiet.
//! Any other failure to write a result is told, because somebody would miss the result.

use std::io::{self, ErrorKind, Write};

use anstream::{AutoStream, ColorChoice};

use super::{Exit, Failure};
use crate::diagnostics::neutral;

/// Writes a result to standard output.
pub(crate) fn result(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::of(format!("cannot write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes a remark to standard error; there is nobody to tell if that fails.
pub(crate) fn remark(text: &str) {
    let mut err = AutoStream::auto(io::stderr()).lock();
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}

/// Whether remarks may be coloured: the terminal can, and `NO_COLOR` does not forbid it.
pub(crate) fn colour() -> bool {
    AutoStream::choice(&io::stderr()) != ColorChoice::Never
}

/// `error: …`, for what is not about a place in a file.
pub(crate) fn error(message: &str) {
    remark(&format!("\u{1b}[1;31merror\u{1b}[0m\u{1b}[1m:\u{1b}[0m {}\n", neutral::excerpt(message)));
}

/// What clap has to say: help and version are results, the rest is misuse.
pub(crate) fn usage(refusal: &clap::Error) -> Exit {
    // Clap knows the stream and the colours; a closed one is quiet here as well.
    let _ = refusal.print();
    if refusal.use_stderr() { Exit::Misuse } else { Exit::Clean }
}
