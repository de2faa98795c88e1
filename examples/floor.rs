//! The floor under a build: reading the same inputs, and writing the same output bytes from memory.
//!
//! ```text
//! cargo run --release --example floor -- --root PROJECT --built OUTPUT_OF_A_BUILD --out EMPTY_DIR
//! ```
//!
//! Nothing that turns these inputs into these outputs can be faster than this on the same machine. The
//! bytes to write are taken from a finished build beforehand and not timed. Timed are: walking the project
//! and reading every file of it, then making the folders and writing every file, with two threads each.
//! Prints one JSON object; times in seconds.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;
use std::time::Instant;

use walkdir::WalkDir;

const USAGE: &str = "usage: floor --root PROJECT --built DIR --out EMPTY_DIR";
const THREADS: usize = 2;

/// A file to be written: its path below the output directory, and its bytes.
type Output = (PathBuf, Vec<u8>);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [a, root, b, built, c, out] = arguments.as_slice() else {
        eprintln!("{USAGE}");
        return ExitCode::FAILURE;
    };
    if [a.as_str(), b, c] != ["--root", "--built", "--out"] {
        eprintln!("{USAGE}");
        return ExitCode::FAILURE;
    }
    match run(Path::new(root), Path::new(built), Path::new(out)) {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("floor: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(root: &Path, built: &Path, out: &Path) -> io::Result<String> {
    let outputs = take_outputs(built)?;
    if out.exists() && fs::read_dir(out)?.next().is_some() {
        return Err(io::Error::other("the output directory is not empty"));
    }
    let start = Instant::now();
    let paths = files_below(root)?;
    let inputs = in_parallel(&paths, |path| fs::read(path))?;
    let read = start.elapsed();
    write_all(out, &outputs)?;
    let total = start.elapsed();
    let bytes_in: usize = inputs.iter().map(Vec::len).sum();
    let bytes_out: usize = outputs.iter().map(|(_, bytes)| bytes.len()).sum();
    Ok(format!(
        r#"{{"read":{:.6},"write":{:.6},"total":{:.6},"files_in":{},"bytes_in":{bytes_in},"files_out":{},"bytes_out":{bytes_out}}}"#,
        read.as_secs_f64(),
        (total - read).as_secs_f64(),
        total.as_secs_f64(),
        inputs.len(),
        outputs.len(),
    ))
}

fn files_below(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in WalkDir::new(root).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            paths.push(entry.into_path());
        }
    }
    Ok(paths)
}

/// What a build wrote, in the order of paths, so that neighbours share a folder.
fn take_outputs(built: &Path) -> io::Result<Vec<Output>> {
    files_below(built)?
        .into_iter()
        .map(|path| {
            let bytes = fs::read(&path)?;
            let below = path.strip_prefix(built).map_err(io::Error::other)?.to_owned();
            Ok((below, bytes))
        })
        .collect()
}

fn write_all(out: &Path, outputs: &[Output]) -> io::Result<()> {
    in_parallel(outputs, |(path, bytes)| {
        let path = out.join(path);
        match fs::write(&path, bytes) {
            // The first file of a folder makes it.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(path.parent().unwrap_or(out))?;
                fs::write(&path, bytes)
            }
            other => other,
        }
    })
    .map(|_| ())
}

/// Does `work` on every item, in as many threads, each with a part of its own; results in order.
fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> io::Result<R> + Sync) -> io::Result<Vec<R>> {
    let part = items.len().div_ceil(THREADS).max(1);
    let work = &work;
    thread::scope(|scope| {
        let handles: Vec<_> = items
            .chunks(part)
            .map(|chunk| scope.spawn(move || chunk.iter().map(work).collect::<io::Result<Vec<R>>>()))
            .collect();
        let mut results = Vec::with_capacity(items.len());
        for handle in handles {
            let done = handle.join().map_err(|_| io::Error::other("a thread died"))?;
            results.extend(done?);
        }
        Ok(results)
    })
}
