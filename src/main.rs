//! The command line: parse arguments, call the library, exit.
fn main() {}
