//! The diagnostics of reading: what was found where a readable file was expected.

use std::path::Path;

use super::svg::Active;
use super::walk::Problem;
use crate::diagnostics::{Diagnostic, Severity, codes};
use crate::span::{FileId, Span};

/// A diagnostic that waits for the id of its file.
pub(super) type Waiting = Box<dyn FnOnce(FileId) -> Diagnostic + Send>;

/// Something that must not be read. `path` is its own, relative to the project.
pub(super) fn unreadable(problem: &Problem, path: &str, span: Span) -> Diagnostic {
    let outside = |title: String| Diagnostic::new(codes::OUTSIDE, span, title);
    let name = |title: String| Diagnostic::new(codes::FILE_NAME, span, title);
    let shown = |path: &Path| path.display().to_string();
    match problem {
        Problem::Outside(target) => {
            outside(format!("expected a link within the project, found `{path}` that leads to `{}`", shown(target)))
                .help("copy what it leads to into the project")
        }
        Problem::Hidden(target) => {
            outside(format!("expected a link to a visible file, found `{path}` that leads to `{}`", shown(target)))
                .note("hidden files are never published")
        }
        Problem::Dangling(target) => {
            outside(format!("expected a link to a file, found `{path}` that leads to `{}`", shown(target)))
                .note("the link cannot be followed")
                .help("remove the link, or put the file back")
        }
        Problem::Loop => {
            outside(format!("expected a link to other files, found `{path}` that leads to its own folder"))
                .help("remove the link")
        }
        Problem::Special => {
            Diagnostic::new(codes::ASSET, span, format!("expected a file, found a pipe, socket or device at `{path}`"))
        }
        Problem::LeftOut => {
            let mut problem = name(format!("expected files to be published in `static/`, found the hidden `{path}`"))
                .note("of hidden names only `.htaccess`, `.nojekyll` and `.well-known/` are copied")
                .help("move it out of `static/`, or rename it if it is to be published");
            problem.severity = Severity::Warning;
            problem
        }
        Problem::NotUnicode => {
            name(format!("expected a file name in UTF-8, found `{path}`")).help("rename the file; ASCII travels best")
        }
        Problem::Unprintable(c) => {
            name(format!("expected a file name that fits an address, found U+{:04X} in `{path}`", u32::from(*c)))
                .help("rename the file")
        }
    }
}

/// A file above the limit; sizes in bytes.
pub(super) fn too_large(size: u64, limit: u64, span: Span) -> Diagnostic {
    let mib = |bytes: u64| bytes.div_ceil(1 << 20);
    Diagnostic::new(codes::ASSET, span, format!("expected at most {} MiB, found {} MiB", limit >> 20, mib(size)))
        .help("publish large files elsewhere and link to them")
}

/// A drawing that is more than one.
pub(super) fn active_svg(active: Active) -> Waiting {
    Box::new(move |file| {
        Diagnostic::new(codes::ASSET, Span::new(file, active.at), format!("expected a drawing, found {}", active.what))
            .note("opened by itself, an SVG runs with the rights of the site")
            .help("export it anew as a plain SVG, or remove this part")
    })
}

/// A picture whose metadata could not be taken out.
pub(super) fn metadata(found: &'static str) -> Waiting {
    Box::new(move |file| {
        let title = format!("expected a picture that can be cleaned of its metadata, found {found}");
        let mut problem = Diagnostic::new(codes::ASSET, Span::start_of(file), title)
            .note("it is published as it is, with all that it says of place, day and device")
            .help("save it anew, as JPEG, PNG or WebP");
        problem.severity = Severity::Warning;
        problem
    })
}

/// Bytes that are not UTF-8 from the offset `at` on. Shown where the first replacement character now stands.
pub(super) fn not_utf8(bytes: &[u8], at: usize) -> Waiting {
    let found = bytes.get(at).copied().unwrap_or(0);
    let utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let more = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count().saturating_sub(1);
    Box::new(move |file| {
        let span = Span::new(file, at..at + char::REPLACEMENT_CHARACTER.len_utf8());
        let title = match utf16 {
            true => "expected UTF-8, found UTF-16".to_owned(),
            false => format!("expected UTF-8, found the byte 0x{found:02X}"),
        };
        let mut diagnostic = Diagnostic::new(codes::ENCODING, span, title).label(format!("byte {at} of the file"));
        if !utf16 && found >= 0xa0 {
            diagnostic = diagnostic.note(format!("in Latin-1 and Windows-1252 this byte is `{}`", char::from(found)));
        }
        if !utf16 && more > 0 {
            diagnostic = diagnostic.note(format!("{more} more in this file"));
        }
        diagnostic.help("save the file as UTF-8")
    })
}
