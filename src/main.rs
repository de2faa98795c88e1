//! The program: hands the command line to the library and leaves with its exit status.

use std::panic::{self, AssertUnwindSafe};

use tearsheet::commands::{self, Exit};

/// Many small strings are made on two threads at once; this allocator is about a fifth faster there.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    // A panic is a defect of this program: say so once, in words, and leave in order.
    panic::set_hook(Box::new(|info| commands::report_defect(&info.to_string())));
    let exit = panic::catch_unwind(AssertUnwindSafe(|| commands::run(std::env::args_os()))).unwrap_or(Exit::Problems);
    std::process::exit(exit.status());
}
