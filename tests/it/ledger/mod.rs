//! Totals that do not lie: the worked table from the briefing of this repository, every rule on sheets of its
//! own, and properties of sums and loops.

#![expect(clippy::unwrap_used, reason = "tests")]

mod briefing;
mod derived;
mod joint;
mod loops;
mod parts;
mod properties;
mod rules;
mod tables;
mod worked;

use jiff::civil::{Date, date};
use tearsheet::files::Files;
use tearsheet::ledger::{Account, Direction, Ledger, Scope, Statement, SumText, Total};
use tearsheet::model::{Amount, Briefing, notation::AmountText};
use tearsheet::parse;
use tearsheet::resolve::{Memo, Options, resolve};

const TODAY: Date = date(2026, 6, 1);

/// Settings, companies (`umbra` is part of `acme`) and a source.
const BASE: &str = r#"
//- tearsheet.toml
title      = "Site"
base_url   = "https://example.org/"
languages  = ["en"]
currencies = ["USD", "EUR", "GBP"]
//- content/companies/acme.toml
name = "Acme"
//- content/companies/globex.toml
name = "Globex"
//- content/companies/initech.toml
name = "Initech"
//- content/companies/umbra.toml
name    = "Umbra"
part_of = "acme"
//- content/sources/wire.toml
title     = "W"
kind      = "wire"
lang      = "en"
published = "2026-01-01"
"#;

/// The briefing of these files over [`BASE`]; they must be well formed.
fn briefing(files: &str) -> Briefing {
    let own = crate::support::split(files);
    let mut all = crate::support::split(BASE);
    all.retain(|(path, _)| own.iter().all(|(p, _)| p != path));
    all.extend(own);
    all.sort();
    let mut texts = Files::default();
    for (path, text) in all {
        texts.add(path, text);
    }
    let parsed = parse::parse_all(texts.texts.iter().map(|file| &**file));
    let (briefing, problems) = resolve(&texts, &parsed, Options { today: TODAY, drafts: false }, &mut Memo::default());
    let said: Vec<&str> =
        parsed.iter().flat_map(|p| &p.diagnostics).chain(&problems.0).map(|d| d.title.as_str()).collect();
    assert_eq!(said, [""; 0]);
    briefing
}

/// A file of a deal with this status and these lines.
fn deal(id: &str, status: &str, rest: &str) -> String {
    format!(
        "//- content/deals/{id}.toml\ntitle = \"{id}\"\n\
         status = {{ is = \"{status}\", on = \"2026-01-01\", source = \"wire\" }}\n{rest}\n"
    )
}

/// A leg from one company to another.
fn purchase(from: &str, to: &str, value: &str) -> String {
    format!("[[leg]]\ncustomer = \"{from}\"\nsupplier = \"{to}\"\nvalue = {{ is = \"{value}\", source = \"wire\" }}\n")
}

/// A statement in words: a line per total, what is in it after it, then what was left out.
fn told(briefing: &Briefing, statement: &Statement<'_>) -> Vec<String> {
    let left = |l: &tearsheet::ledger::LeftOut<'_>| {
        let by = l.reason.by().map(|by| format!(" {}", briefing.deal(by).id)).unwrap_or_default();
        let figure = l.figure.map(|f| format!(" {}", AmountText(&Amount::Figure(*f)))).unwrap_or_default();
        format!("not {}{figure}: {}{by}", briefing.deal(l.deal).id, l.reason.name())
    };
    totals(statement).into_iter().chain(statement.left_out.iter().map(left)).collect()
}

/// Its totals, a line each.
pub(crate) fn totals(statement: &Statement<'_>) -> Vec<String> {
    let total = |t: &Total<'_>| {
        let direction = if t.direction == Direction::All { String::new() } else { format!("{} ", t.direction.name()) };
        let sum = t.added().map_or_else(|| "–".to_owned(), |sum| SumText(*sum).to_string());
        let measure =
            t.measure.filter(|m| !matches!(m, Account::Money(_))).map(|m| format!(" {}", m.name())).unwrap_or_default();
        let without = t.deals_without_figure();
        let without = if without == 0 { String::new() } else { format!(" + {without}") };
        format!("{direction}{} {}{measure}: {sum}{without}", t.kind.name(), t.bucket.name())
    };
    statement.totals.iter().map(total).collect()
}

/// What the site's statement says on a day.
#[track_caller]
fn says_on(files: &str, day: Date, expected: &[&str]) {
    let briefing = briefing(files);
    let statement = Ledger::new(&briefing, day).statement(Scope::Site);
    assert_eq!(told(&briefing, &statement), expected, "{files}");
}

#[track_caller]
fn says(files: &str, expected: &[&str]) {
    says_on(files, TODAY, expected);
}

/// What a company's statement says.
#[track_caller]
fn company_says(files: &str, company: &str, expected: &[&str]) {
    let briefing = briefing(files);
    let scope = Scope::Company(briefing.find_company(company).unwrap());
    let statement = Ledger::new(&briefing, TODAY).statement(scope);
    assert_eq!(told(&briefing, &statement), expected, "{files}");
}
