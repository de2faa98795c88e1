//! `tearsheet figures FILE|- --lang fr|en`: every figure in a text, as the reader of figures understands it.
//!
//! The file is read as plain text: of Markdown, code, citations, addresses and placeholders are left out. For people
//! there is a table, for programs a JSON object per line; its keys and their order are stable:
//! `text start end kind bound min max unit note`.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use serde::Serialize;

use super::{Exit, Failure, project, say};
use crate::cli::{Figures, Shape};
use crate::diagnostics::neutral;
use crate::figures::{self, Grammar, Reading, Terms};

/// One figure. `start` and `end` are bytes of the file; `min` and `max` decimal numbers in base units, null where the
/// figure is open, `min` alone the date in EDTF.
#[derive(Serialize)]
struct Line<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    kind: &'static str,
    bound: &'static str,
    min: Option<String>,
    max: Option<String>,
    unit: Option<String>,
    note: Option<&'static str>,
}

/// Prints the figures of a file, or of standard input.
pub(crate) fn run(options: &Figures) -> Result<Exit, Failure> {
    let text = text(&options.file)?;
    let grammar =
        Grammar::of(&options.lang).ok_or_else(|| Failure::misuse(format!("cannot read `{}`", options.lang)))?;
    let vocabulary = project::vocabulary(None);
    let readings = figures::read(&text, grammar, &Terms { vocabulary: &vocabulary, names: &[] });
    say::result(&match options.format {
        Shape::Human => table(&text, &readings),
        Shape::Json => json(&text, &readings),
    })?;
    Ok(Exit::Clean)
}

fn text(file: &Path) -> Result<String, Failure> {
    let failed = |error: &io::Error| Failure::io("read", file, error);
    let bytes = if file == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map_err(|error| failed(&error))?;
        bytes
    } else {
        fs::read(file).map_err(|error| failed(&error))?
    };
    String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        Failure::of(format!("`{}` is not UTF-8: the byte at offset {place} begins no character", file.display()))
    })
}

fn json(text: &str, readings: &[Reading]) -> String {
    let mut out = String::new();
    for reading in readings {
        // A struct of strings and numbers always has a JSON form.
        if let Ok(object) = serde_json::to_string(&line(text, reading)) {
            out.push_str(&neutral::json(object));
            out.push('\n');
        }
    }
    out
}

fn line<'a>(text: &'a str, reading: &'a Reading) -> Line<'a> {
    let (min, max) = reading.ends();
    Line {
        text: &text[reading.range.clone()],
        start: reading.range.start,
        end: reading.range.end,
        kind: reading.kind(),
        bound: reading.bound(),
        min,
        max,
        unit: reading.unit(),
        note: reading.note.map(figures::Note::name),
    }
}

/// Aligned columns: place, kind, bound, value with unit, text, note. Lines and columns count from 1, columns in
/// characters.
fn table(text: &str, readings: &[Reading]) -> String {
    let mut places = Places { text, at: 0, line: 1, column: 1 };
    let rows: Vec<[String; 5]> = readings
        .iter()
        .map(|reading| {
            let line = line(text, reading);
            let words: Vec<&str> = line.text.split_whitespace().collect();
            let note = line.note.map_or(String::new(), |note| format!("  ({note})"));
            [
                places.of(line.start),
                line.kind.to_owned(),
                line.bound.to_owned(),
                value(&line),
                format!("{}{note}", neutral::line(&words.join(" "))),
            ]
        })
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let [place, kind, bound, value] = [width(0), width(1), width(2), width(3)];
    let lines =
        rows.iter().map(|[p, k, b, v, text]| format!("{p:<place$}  {k:<kind$}  {b:<bound$}  {v:>value$}  {text}\n"));
    lines.collect()
}

fn value(line: &Line<'_>) -> String {
    let number = match (&line.min, &line.max) {
        (Some(min), Some(max)) if min != max => format!("{min}..{max}"),
        (Some(one), _) | (None, Some(one)) => one.clone(),
        (None, None) => String::new(),
    };
    match &line.unit {
        Some(unit) => format!("{number} {unit}"),
        None => number,
    }
}

/// Lines and columns of offsets that only grow.
struct Places<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    column: usize,
}

impl Places<'_> {
    fn of(&mut self, offset: usize) -> String {
        for c in self.text.get(self.at..offset).unwrap_or_default().chars() {
            (self.line, self.column) = if c == '\n' { (self.line + 1, 1) } else { (self.line, self.column + 1) };
        }
        self.at = offset;
        format!("{}:{}", self.line, self.column)
    }
}
