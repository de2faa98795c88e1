//! Statements worked by hand: `tests/worked/*.md`, sheets of facts and what the books say of them.
//!
//! ```text
//! ### Title of a case
//! companies: acme globex umbra<acme          umbra is part of acme
//! sources: wire=2026-01-05:wire              its day and kind; one release `s` of 2026-05-01 unless given
//! today: 2026-06-01                          the day of the build, this one unless given
//! settings:                                  the fence below goes into tearsheet.toml
//! site: examples/sites/atelier               the files of a project, in place of all of these
//! error: conflict 2                          instead of a table, or beside it: how many, at least one unless given
//! warning: overdue
//!
//! | day | total | gives | because |
//! ```
//!
//! Every fence but that of settings holds files, each begun by `//- path`; a deal without a title gets one. What a
//! row's `total` may ask, and what it `gives`:
//!
//! | total | gives |
//! |---|---|
//! | `acme pays purchase committed USD`, `site all purchase announced chips`, `… doses` | a sum, `+ N` deals without a figure |
//! | `acme equity owned`, `acme equity talks globex` | the stakes of a column, of one holder; `; N rows` if it matters |
//! | `loop acme globex` | `at most` a sum, or `no number`; `; talks` if it matters |
//! | `acme optional` | what may be bought on top, joined by `and` |
//! | `frame plan`, `frame deal.leg` | `itemised` a sum `of` another |
//! | `per-year acme pays purchase committed` | what each leg comes to in a year, joined by `and` |
//!
//! `–` is nothing at all, `no figure` are legs that all have none. An error that no line announces fails its case.

use std::fs;
use std::path::Path;

use jiff::civil::{Date, date};
use tearsheet::diagnostics::{Diagnostics, Severity};
use tearsheet::files::{Files, Input};
use tearsheet::ledger::{Account, Column, Direction, Equity, Ledger, Loop, Reason, Scope, SumText, Total, named};
use tearsheet::model::{Briefing, Bucket};
use tearsheet::pipeline::{self, Options};
use tearsheet::quantity::Quantity;
use tearsheet::theme::Folders;

use crate::support::split;

const SETTINGS: &str = "title = \"Site\"\nbase_url = \"https://example.org/\"\nlanguages = [\"en\", \"fr\"]\n\
                        currencies = [\"USD\", \"EUR\", \"GBP\", \"JPY\"]\n";
const NOTHING: &str = "–";
const NO_FIGURE: &str = "no figure";

/// A line of a table.
struct Row {
    day: Date,
    total: String,
    gives: String,
    because: String,
}

/// What stands below a heading.
struct Case {
    name: String,
    today: Date,
    companies: String,
    sources: String,
    settings: String,
    sheets: String,
    site: String,
    /// Severity, code, how many if it matters.
    expected: Vec<(Severity, String, Option<usize>)>,
    rows: Vec<Row>,
}

#[test]
fn worked_by_hand() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/worked");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "md"));
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        parse(&path.file_stem().unwrap().to_string_lossy(), &fs::read_to_string(path).unwrap())
    };
    let cases: Vec<Case> = paths.iter().flat_map(read).collect();
    let failures: Vec<String> = cases.iter().flat_map(judge).collect();
    assert!(!cases.is_empty());
    assert!(failures.is_empty(), "{} failures in {} cases:\n{}", failures.len(), cases.len(), failures.join("\n"));
}

fn parse(file: &str, text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    // Where the lines of the open fence go, and whether the next one is of settings.
    let (mut in_fence, mut of_settings) = (false, false);
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("### ") {
            cases.push(Case::new(format!("{file}: {title}")));
        }
        let Some(case) = cases.last_mut() else { continue };
        if line.starts_with("```") {
            of_settings &= !in_fence;
            in_fence = !in_fence;
        } else if in_fence {
            let text = if of_settings { &mut case.settings } else { &mut case.sheets };
            *text += &format!("{line}\n");
        } else if line.trim() == "settings:" {
            of_settings = true;
        } else if line.starts_with("| ") {
            case.rows.extend(row(line));
        } else if let Some((key, value)) = line.split_once(": ") {
            case.set(key, value.trim());
        }
    }
    cases
}

/// A line of a table; `None` for its head.
fn row(line: &str) -> Option<Row> {
    let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
    let [day, total, gives, because] = cells[..] else { panic!("four cells: {line}") };
    let [total, gives, because] = [total, gives, because].map(str::to_owned);
    (day != "day").then(|| Row { day: day.parse().unwrap_or_else(|e| panic!("{line}: {e}")), total, gives, because })
}

impl Case {
    fn new(name: String) -> Case {
        let [companies, settings, sheets, site] = [const { String::new() }; 4];
        let (sources, expected, rows) = ("s=2026-05-01:release".to_owned(), Vec::new(), Vec::new());
        Case { name, today: date(2026, 6, 1), companies, sources, settings, sheets, site, expected, rows }
    }

    fn set(&mut self, key: &str, value: &str) {
        let code = || {
            let (code, count) = value.split_once(' ').unwrap_or((value, ""));
            (code.to_owned(), count.parse().ok())
        };
        match key {
            "site" => self.site = value.to_owned(),
            "companies" => self.companies = value.to_owned(),
            "sources" => self.sources = value.to_owned(),
            "today" => self.today = value.parse().unwrap(),
            "error" => self.expected.push((Severity::Error, code().0, code().1)),
            "warning" => self.expected.push((Severity::Warning, code().0, code().1)),
            // A sentence about the case.
            _ => {}
        }
    }

    /// Its files, in the order of paths.
    fn files(&self) -> Files {
        if !self.site.is_empty() {
            return tearsheet::disk::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(&self.site)).unwrap().files;
        }
        let mut all = split(&self.sheets);
        for (path, text) in all.iter_mut().filter(|(path, _)| path.starts_with("content/deals/")) {
            if !text.lines().any(|line| line.starts_with("title")) {
                text.insert_str(0, &format!("title = \"{path}\"\n"));
            }
        }
        all.push(("tearsheet.toml".to_owned(), format!("{SETTINGS}{}", self.settings)));
        for company in self.companies.split_whitespace() {
            let (id, group) = company.split_once('<').unwrap_or((company, ""));
            let part_of = if group.is_empty() { String::new() } else { format!("part_of = \"{group}\"\n") };
            all.push((format!("content/companies/{id}.toml"), format!("name = \"{id}\"\n{part_of}")));
        }
        for source in self.sources.split_whitespace() {
            let (id, said) = source.split_once('=').expect("id=day:kind");
            let (day, kind) = said.split_once(':').expect("id=day:kind");
            let text = format!("title = \"{id}\"\nkind = \"{kind}\"\nlang = \"en\"\npublished = \"{day}\"\n");
            all.push((format!("content/sources/{id}.toml"), text));
        }
        all.sort();
        let mut files = Files::default();
        for (path, text) in all {
            files.add(path, text);
        }
        files
    }
}

/// What is not as it should be.
fn judge(case: &Case) -> Vec<String> {
    let input = Input { files: case.files(), ..Input::default() };
    let options = Options { today: case.today, drafts: false };
    let compiled = pipeline::compile(input, &Folders::new(), &[], &options);
    let mut wrong = problems(case, &compiled.diagnostics);
    for Row { day, total, gives, because } in &case.rows {
        let ledger = Ledger::new(&compiled.briefing, *day);
        let (got, more) = answer(&ledger, total).unwrap_or_else(|| ("a name that is not known".into(), String::new()));
        // Of a whole site the rows speak of figures alone.
        let got = if case.site.is_empty() { got } else { got.split(" + ").next().unwrap_or_default().to_owned() };
        if *gives != got && *gives != format!("{got}; {more}") {
            wrong.push(format!("{}: {day} {total}: got {got}; {more}, not {gives}: {because}", case.name));
        }
        let unequal = super::tables::unequal(&ledger, &compiled.plan);
        wrong.extend(unequal.into_iter().map(|what| format!("{}: {day}: {what}", case.name)));
    }
    wrong
}

/// Announced problems that do not come, and errors that nobody announced.
fn problems(case: &Case, found: &Diagnostics) -> Vec<String> {
    let mut wrong = Vec::new();
    for (severity, code, count) in &case.expected {
        let is_this = |p: &&tearsheet::diagnostics::Diagnostic| p.severity == *severity && p.code.name() == code;
        let got = found.0.iter().filter(is_this).count();
        if count.map_or(got == 0, |count| count != got) {
            wrong.push(format!("{}: got {got} {}[{code}]", case.name, severity.name()));
        }
    }
    let announced = |code: &str| case.expected.iter().any(|(s, c, _)| *s == Severity::Error && c == code);
    let errors = found.0.iter().filter(|p| p.severity == Severity::Error && !announced(p.code.name()));
    wrong.extend(errors.map(|p| format!("{}: error[{}]: {}", case.name, p.code.name(), p.title)));
    wrong
}

/// What the books of a day say, and what a row may add to it; `None` if there is nothing of a name.
fn answer(ledger: &Ledger<'_>, asked: &str) -> Option<(String, String)> {
    let words: Vec<&str> = asked.split_whitespace().collect();
    let said = match words[..] {
        ["loop", ref ends @ ..] => return around(ledger, ends),
        [issuer, "equity", column, ref holders @ ..] => return equity(ledger, issuer, column, holders),
        [whose, "optional"] => optional(ledger, whose)?,
        ["frame", name] => frame(ledger, name)?,
        ["per-year", whose, direction, kind, bucket] => per_year(ledger, whose, [direction, kind, bucket])?,
        [whose, direction, kind, bucket, account] => added(ledger, whose, [direction, kind, bucket], account)?,
        _ => return None,
    };
    Some((said, String::new()))
}

/// Whose books. `None` for a misspelt word too, which would find nothing, as a row may expect.
fn scope(briefing: &Briefing, whose: &str, [direction, kind, bucket]: [&str; 3]) -> Option<Scope> {
    let directions = [Direction::Pays, Direction::Receives, Direction::All];
    let buckets = [Bucket::Committed, Bucket::Announced, Bucket::InTalks, Bucket::Off];
    directions.iter().find(|d| d.name() == direction)?;
    briefing.site.vocabulary.kinds.iter().find(|k| k.name() == kind)?;
    buckets.iter().find(|b| is_called(**b, bucket))?;
    if whose == "site" { Some(Scope::Site) } else { briefing.find_company(whose).map(Scope::Company) }
}

fn is_of(total: &Total<'_>, [direction, kind, bucket]: [&str; 3]) -> bool {
    (total.direction.name(), total.kind.name()) == (direction, kind) && is_called(total.bucket, bucket)
}

/// `talks` is `in-talks` to editors.
fn is_called(bucket: Bucket, name: &str) -> bool {
    bucket.name() == name || (bucket == Bucket::InTalks && name == "in-talks")
}

fn added(ledger: &Ledger<'_>, whose: &str, key: [&str; 3], account: &str) -> Option<String> {
    let scope = scope(ledger.briefing(), whose, key)?;
    let statements = [ledger.statement(scope), ledger.capacity(scope), ledger.quantities(scope)];
    let totals = || statements.iter().flat_map(|s| &s.totals).filter(|t| is_of(t, key));
    let is_money = account.len() == 3 && account.bytes().all(|b| b.is_ascii_uppercase());
    Some(match totals().find(|t| t.measure.as_ref().map(Account::name) == Some(account)) {
        Some(total) => with(total.shown(), total.deals_without_figure()),
        None if is_money && totals().any(|t| t.measure.is_none()) => NO_FIGURE.to_owned(),
        None => NOTHING.to_owned(),
    })
}

/// A sum, and how many add no figure to it.
fn with(sum: Quantity, without: usize) -> String {
    if without == 0 { SumText(sum).to_string() } else { format!("{} + {without}", SumText(sum)) }
}

fn per_year(ledger: &Ledger<'_>, whose: &str, key: [&str; 3]) -> Option<String> {
    let statement = ledger.statement(scope(ledger.briefing(), whose, key)?);
    let totals = statement.totals.iter().filter(|t| is_of(t, key));
    let spread = totals.flat_map(|t| ledger.yearly(t).scheduled);
    let each: Vec<String> = spread.map(|(_, _, figure)| SumText(figure).to_string()).collect();
    Some(if each.is_empty() { NOTHING.to_owned() } else { each.join(" and ") })
}

fn optional(ledger: &Ledger<'_>, whose: &str) -> Option<String> {
    let scope = Scope::Company(ledger.briefing().find_company(whose)?);
    let left = [ledger.statement(scope), ledger.capacity(scope)].into_iter().flat_map(|s| s.left_out);
    let figures = left.filter(|left| left.reason == Reason::Optional).filter_map(|left| left.figure.copied());
    let each: Vec<String> = figures.map(|figure| SumText(figure).to_string()).collect();
    Some(if each.is_empty() { NOTHING.to_owned() } else { each.join(" and ") })
}

fn equity(ledger: &Ledger<'_>, issuer: &str, column: &str, holders: &[&str]) -> Option<(String, String)> {
    let find = |id| ledger.briefing().find_company(id);
    let column = Column::ALL.into_iter().find(|c| c.name() == column)?;
    let issuer = find(issuer)?;
    let mut holders = holders.iter().map(|id| find(id.trim_end_matches(','))).collect::<Option<Vec<_>>>()?;
    holders.sort_unstable();
    let all = ledger.equity(Scope::Site).into_iter().find(|e| e.issuer == issuer);
    let stakes = all.into_iter().flat_map(|e| e.stakes).filter(|s| holders.is_empty() || s.holders == holders);
    let equity = Equity { issuer, stakes: stakes.collect() };
    let rows = equity.stakes.iter().filter(|s| s.column == column).count();
    let sum = match equity.column(column) {
        None => NOTHING.to_owned(),
        Some((None, _)) => NO_FIGURE.to_owned(),
        Some((Some(sum), without)) => with(sum, without),
    };
    Some((sum, format!("{rows} {}", if rows == 1 { "row" } else { "rows" })))
}

fn around(ledger: &Ledger<'_>, ends: &[&str]) -> Option<(String, String)> {
    let ends = ends.iter().map(|id| ledger.briefing().find_company(id)).collect::<Option<Vec<_>>>()?;
    let loops = ledger.loops();
    let same = |found: &Loop<'_>| found.steps.len() == ends.len() && found.steps.iter().all(|s| ends.contains(&s.from));
    let found = loops.all().find(same);
    let Some(found) = found else { return Some((NOTHING.to_owned(), String::new())) };
    let most = found.at_most.and_then(|sum| Some(Quantity { low: sum.high?, ..sum }));
    let said = most.map_or_else(|| "no number".to_owned(), |most| format!("at most {}", SumText(most)));
    Some((said, found.weakest.name().to_owned()))
}

/// The deal of a frame is named, or the leg that is one.
fn frame(ledger: &Ledger<'_>, name: &str) -> Option<String> {
    let briefing = ledger.briefing();
    let coverage = match name.split_once('.') {
        Some((deal, leg)) => ledger.coverage(named(briefing, briefing.find_deal(deal)?, leg)?),
        None => ledger.coverage(ledger.frame_of(briefing.find_deal(name)?)?),
    };
    let said = coverage.map(|c| format!("itemised {} of {}", SumText(c.itemised), SumText(*c.whole)));
    Some(said.unwrap_or_else(|| NOTHING.to_owned()))
}
