//! The three generators: how each is called, and where in its project the texts to be edited stand.
//!
//! The projects are those of `examples/corpus`, one text layout per tool. Preparing a project puts a number of its own
//! into every text that will be edited, before anything is started, so that one clean build tells which pages show it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::edit::{HOLE, Kind, Save, Subject};

/// A generator.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tool {
    Tearsheet,
    Hugo,
    Zola,
}

/// A project, and the program that makes a site of it.
pub(crate) struct Site {
    pub(crate) tool: Tool,
    pub(crate) program: PathBuf,
    pub(crate) root: PathBuf,
    /// The day it is, for tearsheet, whose pages depend on it.
    pub(crate) today: String,
    /// More options for the server.
    pub(crate) serve_with: Vec<String>,
}

impl Tool {
    pub(crate) fn of_name(name: &str) -> Option<Tool> {
        match name {
            "tearsheet" => Some(Tool::Tearsheet),
            "hugo" => Some(Tool::Hugo),
            "zola" => Some(Tool::Zola),
            _ => None,
        }
    }
}

impl Site {
    /// A build of `root` into `out`.
    pub(crate) fn build(&self, root: &Path, out: &Path) -> Command {
        let mut command = Command::new(&self.program);
        match self.tool {
            Tool::Tearsheet => command
                .args(["build", "--deny-warnings", "--today", &self.today])
                .arg("--root")
                .arg(root)
                .arg("--out")
                .arg(out),
            Tool::Hugo => command.arg("--source").arg(root).arg("--destination").arg(out).arg("--quiet"),
            // Without `--force`, a second build into the same folder asks before it replaces it.
            Tool::Zola => command.arg("--root").arg(root).args(["build", "--force", "--output-dir"]).arg(out),
        };
        command
    }

    /// Removes what the tool keeps in the project from one build to the next.
    pub(crate) fn forget(&self) -> io::Result<()> {
        let kept = match self.tool {
            Tool::Tearsheet => self.root.join(".tearsheet"),
            Tool::Hugo => self.root.join("resources"),
            Tool::Zola => return Ok(()),
        };
        if kept.exists() { fs::remove_dir_all(kept) } else { Ok(()) }
    }

    /// The preview server.
    pub(crate) fn serve(&self, port: u16) -> Command {
        let mut command = Command::new(&self.program);
        let port = port.to_string();
        match self.tool {
            Tool::Tearsheet => {
                command.arg("serve").arg("--root").arg(&self.root).args(["--port", &port, "--today", &self.today])
            }
            Tool::Hugo => {
                command.arg("server").arg("--source").arg(&self.root).args(["--port", &port, "--renderToMemory"])
            }
            Tool::Zola => command.arg("--root").arg(&self.root).args(["serve", "--port", &port]),
        };
        command.args(&self.serve_with);
        command
    }

    /// Chooses up to `count` texts of a kind, and puts its first number into each. Deals in `taken` are left out, and
    /// those that are chosen are added to it: a file belongs to one kind of edit.
    pub(crate) fn prepare(&self, kind: Kind, count: usize, taken: &mut Vec<String>) -> io::Result<Vec<Subject>> {
        if kind == Kind::Template {
            return self.prepare_template();
        }
        let deals = self.deals_newest_first()?;
        // A small site has deals left for every kind; they are edited in turn, again and again.
        let count = count.min((deals.len() / 4).max(1));
        let mut fit = Vec::new();
        for id in deals {
            if !taken.contains(&id)
                && let Some((file, text)) = self.with_hole(kind, &id)?
            {
                fit.push((id, file, text));
            }
        }
        let mut subjects = Vec::new();
        for (nth, (id, file, text)) in spread(fit, count).into_iter().enumerate() {
            if self.tool == Tool::Tearsheet && kind == Kind::Fact {
                self.pull_in_amount(&id)?;
            }
            let subject = Subject { kind, nth, file, text, page: format!("/deals/{id}/") };
            subject.save(subject.initial(), Save::InPlace)?;
            subjects.push(subject);
            taken.push(id);
        }
        if subjects.is_empty() {
            return Err(io::Error::other(format!(
                "no deal of {} fits an edit of its {}",
                self.root.display(),
                kind.name()
            )));
        }
        Ok(subjects)
    }

    fn deal(&self, id: &str, extension: &str) -> PathBuf {
        self.root.join("content/deals").join(format!("{id}.{extension}"))
    }

    /// The ids of all deals, by the first day that their files give.
    fn deals_newest_first(&self) -> io::Result<Vec<String>> {
        let (extension, key) = match self.tool {
            Tool::Tearsheet => ("toml", "on = \""),
            Tool::Hugo | Tool::Zola => ("md", "date = "),
        };
        let mut deals = Vec::new();
        for entry in fs::read_dir(self.root.join("content/deals"))? {
            let path = entry?.path();
            let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            // A dot in the stem is a language, `_index` a list.
            if path.extension().is_some_and(|e| e == extension) && !stem.contains('.') && stem != "_index" {
                let text = fs::read_to_string(&path)?;
                let day: String = text.split_once(key).map_or("", |(_, rest)| rest).chars().take(10).collect();
                deals.push((day, stem.to_owned()));
            }
        }
        deals.sort_unstable_by(|a, b| b.cmp(a));
        Ok(deals.into_iter().map(|(_, id)| id).collect())
    }

    /// The file of a deal that holds a kind of text, with a hole in it; `None` if this deal does not fit.
    fn with_hole(&self, kind: Kind, id: &str) -> io::Result<Option<(PathBuf, String)>> {
        let file = match (self.tool, kind) {
            (Tool::Tearsheet, Kind::Fact | Kind::Title) => self.deal(id, "toml"),
            _ => self.deal(id, "md"),
        };
        let text = fs::read_to_string(&file)?;
        let holed = match (kind, self.tool) {
            (Kind::Prose, _) => Some(format!("{}\n\nAn editor was here: {HOLE}.\n", text.trim_end())),
            (Kind::Title, _) => hole_in_title(&text),
            (Kind::Fact, Tool::Tearsheet) => hole_in_claim(&text).map(|(holed, _)| holed),
            (Kind::Fact, _) => hole_in_amount(&text),
            (Kind::Template, _) => None,
        };
        Ok(holed.map(|holed| (file, holed)))
    }

    /// The summary types the amount that its sheet has; edited sheets would contradict it. It pulls it in from now on.
    fn pull_in_amount(&self, id: &str) -> io::Result<()> {
        let sheet = fs::read_to_string(self.deal(id, "toml"))?;
        let Some((_, amount)) = hole_in_claim(&sheet) else { return Ok(()) };
        let file = self.deal(id, "md");
        let pulled = format!("{{{{ {}.value }}}}", leg_name(&sheet).unwrap_or("purchase"));
        let text = fs::read_to_string(&file)?.replace(&amount.typed, &pulled);
        fs::write(file, text)
    }

    fn prepare_template(&self) -> io::Result<Vec<Subject>> {
        let (file, anchor) = match self.tool {
            Tool::Tearsheet => ("themes/ledger/templates/deal.html", "{% block content %}"),
            Tool::Hugo => ("layouts/_default/single.html", "{{ define \"main\" }}"),
            Tool::Zola => ("templates/page.html", "{% block content %}"),
        };
        let path = self.root.join(file);
        if self.tool == Tool::Tearsheet && !path.exists() {
            let mut eject = Command::new(&self.program);
            eject.args(["theme", "eject", "templates/deal.html", "--root"]).arg(&self.root);
            crate::run(&mut eject)?;
        }
        let text = fs::read_to_string(&path)?;
        let Some((before, after)) = text.split_once(anchor) else {
            return Err(io::Error::other(format!("`{file}` has no `{anchor}`")));
        };
        let text = format!("{before}{anchor}\n<p>{HOLE}</p>{after}");
        let newest = self.deals_newest_first()?.into_iter().next();
        let page = format!("/deals/{}/", newest.ok_or_else(|| io::Error::other("the project has no deal"))?);
        let subject = Subject { kind: Kind::Template, nth: 0, file: path, text, page };
        subject.save(subject.initial(), Save::InPlace)?;
        Ok(vec![subject])
    }
}

/// Up to `count` items: a tenth from the front, which is what the front page shows, the others evenly from the rest.
fn spread<T>(items: Vec<T>, count: usize) -> Vec<T> {
    let newest = count.div_ceil(10).min(items.len());
    let (rest, wanted) = (items.len() - newest, count.saturating_sub(newest));
    let mut chosen = 0;
    items
        .into_iter()
        .enumerate()
        .filter(|(at, _)| {
            // The nth of the wanted stands at n / wanted of the rest.
            let due = *at < newest || (chosen < wanted && (at - newest) * wanted >= chosen * rest);
            chosen += usize::from(due && *at >= newest);
            due
        })
        .map(|(_, item)| item)
        .collect()
}

/// The first line that begins with `key` and `=`: what stands before its value, the value, and what follows the line.
fn line_of<'a>(text: &'a str, key: &str) -> Option<(&'a str, &'a str, &'a str)> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let value = line.strip_prefix(key).and_then(|rest| rest.trim_start().strip_prefix('='));
        if let Some(value) = value {
            let value = value.trim();
            let at = start + line.find(value)?;
            return Some((&text[..at], value, &text[at + value.len()..]));
        }
        start += line.len();
    }
    None
}

/// `title = "…"` with a word added.
fn hole_in_title(text: &str) -> Option<String> {
    let (before, title, after) = line_of(text, "title")?;
    let title = title.strip_suffix('"')?;
    Some(format!("{before}{title}, {HOLE}\"{after}"))
}

/// `amount = "$8.1 billion"`, as sites for other tools have it.
fn hole_in_amount(text: &str) -> Option<String> {
    let (before, amount, after) = line_of(text, "amount")?;
    amount.starts_with("\"$").then(|| format!("{before}\"${HOLE} billion\"{after}"))
}

/// What a summary says in place of a fact.
struct Typed {
    /// "$8.1 billion", before its citation.
    typed: String,
}

/// `value = { is = "8.1 billion USD", …, quote = "$8.1 billion" }`: only such as are exact and stand alone.
fn hole_in_claim(text: &str) -> Option<(String, Typed)> {
    let (before, claim, after) = line_of(text, "value")?;
    let amount = claim.strip_prefix("{ is = \"")?.split_once('"')?.0;
    let number = amount.strip_suffix(" billion USD").or_else(|| amount.strip_suffix(" million USD"))?;
    let scale = if amount.contains("billion") { "billion" } else { "million" };
    let quote = format!("${number} {scale}");
    let fits = number.chars().all(|c| c.is_ascii_digit() || c == '.')
        && claim.ends_with(&format!("quote = \"{quote}\" }}"))
        && leg_name(text).is_some()
        && !["umbrella", "part_of", "expands", "supersedes"].iter().any(|key| line_of(text, key).is_some());
    let holed = claim.replace(amount, &format!("{HOLE} billion USD")).replace(&quote, &format!("${HOLE} billion"));
    fits.then(|| (format!("{before}{holed}{after}"), Typed { typed: quote }))
}

/// What paths of facts call the first leg of a sheet, by the role of who pays.
fn leg_name(sheet: &str) -> Option<&'static str> {
    const LEGS: [(&str, &str); 6] = [
        ("customer", "purchase"),
        ("investor", "equity"),
        ("tenant", "lease"),
        ("lender", "loan"),
        ("licensee", "licence"),
        ("partners", "partnership"),
    ];
    let (_, leg) = sheet.split_once("[[leg]]\n")?;
    LEGS.iter().find(|(role, _)| leg.starts_with(role)).map(|(_, name)| *name)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::{HOLE, hole_in_amount, hole_in_claim, hole_in_title, spread};

    const SHEET: &str = "title   = \"A buys B\"\n\n[[leg]]\ncustomer = \"a\"\nsupplier = \"b\"\n\
        value    = { is = \"1.5 billion USD\", source = \"s:1\", quote = \"$1.5 billion\" }\nterm = 1\n";

    #[test]
    fn holes_are_where_readers_look() {
        let (claim, typed) = hole_in_claim(SHEET).unwrap();
        let line = format!(
            "value    = {{ is = \"{HOLE} billion USD\", source = \"s:1\", quote = \"${HOLE} billion\" }}\nterm"
        );
        assert!(claim.contains(&line), "{claim:?}");
        assert_eq!(typed.typed, "$1.5 billion");
        assert!(hole_in_title(SHEET).unwrap().starts_with(&format!("title   = \"A buys B, {HOLE}\"\n")));
        assert_eq!(
            hole_in_amount("x = 1\namount = \"$5 million\"\n").unwrap(),
            format!("x = 1\namount = \"${HOLE} billion\"\n")
        );
    }

    #[test]
    fn amounts_that_others_depend_on_are_left_alone() {
        for (old, new) in [
            ("1.5 billion USD", "up to 1.5 billion USD"),
            ("\"$1.5 billion\"", "\"1,5 milliard de dollars\""),
            ("title ", "umbrella = true\ntitle "),
            ("customer", "holder"),
            ("{ is", "[\n  { is"),
        ] {
            assert!(hole_in_claim(&SHEET.replace(old, new)).is_none(), "{new}");
        }
        assert!(hole_in_amount("amount = \"not public\"\n").is_none());
    }

    #[test]
    fn a_spread_takes_the_newest_and_some_of_all_others() {
        assert_eq!(spread((0..5).collect(), 9), [0, 1, 2, 3, 4]);
        assert_eq!(spread((0..100).collect(), 10), [0, 1, 12, 23, 34, 45, 56, 67, 78, 89]);
        assert_eq!(spread((0..1000).collect::<Vec<_>>(), 100).len(), 100);
    }
}
