//! Rules on sheets: what they say, and where. Each expectation is `code at the text of the span`.

mod claims;
mod deals;
mod german;
mod waivers;
mod warnings;

use std::sync::OnceLock;

use jiff::civil::{Date, date};

use super::figures::Linter;
use super::{Context, RULES, Run, check, gather, waive};
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::evidence::Clippings;
use crate::files::Files;
use crate::model::Briefing;
use crate::parse;
use crate::prose::Mentions;
use crate::resolve::{self, Options};

const TODAY: Date = date(2026, 6, 1);

/// Settings, three companies and three sources, read today; the blog has reader comments from line 60 on.
const BASE: &[(&str, &str)] = &[
    (
        "tearsheet.toml",
        "title = \"Site\"\nbase_url = \"https://example.org/\"\nlanguages = [\"en\"]\n\
         currencies = [\"USD\", \"EUR\", \"GBP\"]\n\
         [[rate]]\nfrom = \"GBP\"\nto = \"USD\"\nrate = \"1.3\"\non = 2026-01-02\n\
         [fields.since]\non = \"leg\"\ntype = \"date\"\n",
    ),
    ("content/companies/acme.toml", "name = \"Acme\"\n"),
    ("content/companies/globex.toml", "name = \"Globex\"\n"),
    ("content/companies/umbra.toml", "name = \"Umbra\"\npart_of = \"acme\"\n"),
    (
        "content/sources/blog.toml",
        "title = \"B\"\nkind = \"blog\"\nlang = \"en\"\nread_on = 2026-06-01\ncomments_from = 60\n",
    ),
    ("content/sources/forum.toml", "title = \"F\"\nkind = \"comment\"\nlang = \"en\"\nread_on = 2026-06-01\n"),
    (
        "content/sources/wire.toml",
        "title = \"W\"\nkind = \"wire\"\nlang = \"en\"\nread_on = 2026-06-01\npublished = \"2026-05-01\"\n",
    ),
];

/// Reads and resolves sheets, which must be well formed, and returns what the rules say of them.
fn run(own: &[(&str, &str)]) -> (Files, Vec<Diagnostic>) {
    let (files, briefing, mut problems) = resolved(own);
    problems.extend(check(&briefing, &Mentions::of(&briefing.companies), &files));
    waive(&briefing, &mut problems);
    (files, problems.finish().0)
}

fn resolved(own: &[(&str, &str)]) -> (Files, Briefing, Diagnostics) {
    let mut all: Vec<(&str, &str)> =
        BASE.iter().filter(|(path, _)| own.iter().all(|(p, _)| p != path)).copied().collect();
    all.extend(own);
    all.sort_unstable();
    let mut files = Files::default();
    for (path, text) in all {
        let id = files.add(path, text);
        if path.starts_with("clippings/") {
            files.clippings.push(id);
        }
    }
    let parsed = parse::parse_all(files.sheets().map(|file| &**file).collect::<Vec<_>>());
    let mut problems = Diagnostics::default();
    problems.extend(parsed.iter().flat_map(|p| p.diagnostics.clone()));
    let (briefing, found) =
        resolve::resolve(&files, &parsed, Options { today: TODAY, drafts: false }, &mut resolve::Memo::default());
    problems.extend(found.0);
    assert_eq!(problems.errors(), 0, "{:?}\n{:#?}", own, problems.0);
    (files, briefing, problems)
}

/// What the rules say that stops a build; what they warn of is in `warnings.rs`.
#[track_caller]
fn says(own: &[(&str, &str)], expected: &[&str]) {
    says_of(Severity::Error, own, expected);
}

#[track_caller]
fn says_of(severity: Severity, own: &[(&str, &str)], expected: &[&str]) {
    let (files, problems) = run(own);
    let found: Vec<String> = problems
        .iter()
        .filter(|d| d.severity == severity)
        .map(|d| format!("{} at {}", d.code.name(), files.get(d.primary.span.file).slice(d.primary.span)))
        .collect();
    assert_eq!(found, expected, "{own:#?}\n{problems:#?}");
}

/// A signed purchase with these facts.
fn deal(facts: &str) -> String {
    format!(
        "title = \"D\"\nstatus = {{ is = \"signed\", on = \"2026-04-01\", source = \"wire\" }}\n\
         [[leg]]\ncustomer = \"acme\"\nsupplier = \"globex\"\n{facts}\n"
    )
}

#[track_caller]
fn facts_say(facts: &str, expected: &[&str]) {
    says(&[("content/deals/x.toml", &deal(facts))], expected);
}

fn plan(value: &str, extra: &str) -> String {
    format!(
        "title = \"P\"\numbrella = true\nstatus = {{ is = \"announced\", on = \"2026-01\", source = \"wire\" }}\n{extra}\n\
         [[leg]]\ncustomer = \"acme\"\nvalue = \"{value}\"\n"
    )
}

fn part(payer: &str, status: &str, value: &str, extra: &str) -> String {
    format!(
        "title = \"D\"\nstatus = {{ is = \"{status}\", on = \"2026-04\", source = \"wire\" }}\n{extra}\n\
         [[leg]]\ncustomer = \"{payer}\"\nsupplier = \"globex\"\nvalue = \"{value}\"\n"
    )
}

/// A rule reports nothing but the code that its line in the list says, and every rule reports something.
#[test]
fn rules_report_their_own_code() {
    let signed = "title = \"D\"\nstatus = { is = \"signed\", on = \"2026-07\" }\n";
    let bad = format!(
        "{signed}follows = \"x\"\npart_of = \"plan\"\n[[leg]]\ninvestor = \"acme\"\ninvestee = \"acme\"\nstarts = \"2025\"\n\
         ends = \"2027\"\nstake = \"101 %\"\nvalue = [{{ is = \"1 USD\", source = \"forum\" }}, {{ is = \"2 USD\", source = \"wire\" }}, \
         {{ is = \"2 EUR\", source = \"wire\" }}]\nterm = {{ is = \"1 years\", source = \"wire\", rank = \"deprecated\" }}\n\
         [[milestone]]\nwhat = \"m\"\ndue = \"2028\"\n[[quote]]\nby = \"q\"\ntext = \"t\"\n[[correction]]\non = 2029-01-01\nwhy = \"w\"\n\
         [[correction]]\non = 2026-05-01\nfact = \"stake\"\nold = \"5 %\"\nnew = \"6 %\"\nwhy = \"w\"\n"
    );
    let plan = plan("1 USD", "");
    let euros = part("acme", "signed", "1 EUR", "part_of = \"plan\"");
    let dollars = part("acme", "signed", "2 USD", "part_of = \"plan\"");
    let talks = "title = \"Globex has signed\"\nstatus = { is = \"in-talks\", on = \"2026-05\", source = \"wire\" }\n\
                 [[leg]]\ncustomer = \"globex\"\nsupplier = \"acme\"\nvalue = [{ is = \"up to 6 billion USD\", source = \"wire\" }, \
                 { is = \"60 billion USD\", source = \"wire\", rank = \"deprecated\", because = \"b\" }]\n"
        .to_owned();
    let prose = "The deal is worth $83 billion.\n\nThe deal is worth $5 billion.\n\nThe deal is worth $6 billion.\n\n\
                 The deal is worth $60 billion.\n\nGlobex sells the chips for up to $6 billion.\n\nIt is $7 billion, 3 gigawatts, $6 billion dollars.\n"
        .to_owned();
    let paid = "Acme has paid Globex $2.\n".to_owned();
    let links = "title = \"L\"\nstatus = { is = \"signed\", on = \"2026-04-01\", source = \"wire\" }\n\
                 [[leg]]\nid = \"round\"\ninvestor = \"acme\"\ninvestee = \"globex\"\nvalue = \"10 USD\"\ndue = \"2026-04-20\"\n\
                 [[leg.tranche]]\nvalue = { is = \"11 USD\", on = \"2026-04-01\" }\n\
                 [[leg]]\nof_which = \"links.nothing\"\ninvestor = \"acme\"\ninvestee = \"globex\"\n\
                 [[leg]]\nof_which = \"round\"\ncustomer = \"acme\"\nsupplier = \"globex\"\n"
        .to_owned();
    let step = part("acme", "signed", "1 USD", "expands = \"root\"\nadds = \"increment\"") + "total = \"9 USD\"\n";
    let lost =
        part("umbra", "signed", "1 USD", "expands = \"links\"\nadds = \"total\"").replace("2026-04", "2026-05-31");
    let root = part("acme", "signed", "2 USD", "") + "quantity = \"3 chips\"\nprice = \"5 USD per chip\"\n";
    let sheets = [
        ("links.toml", &links),
        ("step.toml", &step),
        ("lost.toml", &lost),
        ("root.toml", &root),
        ("x.toml", &bad),
        ("plan.toml", &plan),
        ("euros.toml", &euros),
        ("dollars.toml", &dollars),
        ("talks.toml", &talks),
        ("talks.md", &prose),
        ("dollars.md", &paid),
    ];
    let weak = warnings::WEAK.replace("\"daily\"", "\"blog\"");
    let old = part("acme", "signed", "2 USD", "")
        + "\n[[leg]]\nlender = \"acme\"\nborrower = \"globex\"\nvalue = \"2 USD\"\n";
    let more = [("old", &*old), ("careless", warnings::CARELESS), ("single", warnings::WEAK), ("weak", &weak)];
    let paths: Vec<(String, &str)> = sheets
        .iter()
        .map(|(name, text)| (format!("content/deals/{name}"), text.as_str()))
        .chain(more.map(|(id, text)| (format!("content/deals/{id}.toml"), text)))
        .collect();
    let mut own: Vec<(&str, &str)> = paths.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    own.extend(warnings::AROUND.iter().filter(|(path, _)| *path != "tearsheet.toml"));
    let settings = format!("kept_to = 2026-05-30\n{}", warnings::SETTINGS.replace("example.org", "briefing.press"));
    let events = "name = \"Hooli\"\n[[event]]\non = \"2026-05-31\"\nwhat = \"w\"\nsource = \"wire\"\n\
                  [[event]]\non = \"2026-08-01\"\nwhat = \"w\"\nsource = \"wire\"\n";
    let page = "+++\ntitle = \"Q\"\npublished = 2027-01-01\n+++\n\
                ```chart\nkind = \"bars\"\nof = \"hooli\"\n```\n";
    own.extend([
        ("tearsheet.toml", &*settings),
        ("content/companies/hooli.toml", events),
        ("content/pages/q.md", page),
    ]);
    let (files, briefing, _) = resolved(&own);
    let (clippings, books) = (Clippings::gather(&briefing, &files), OnceLock::new());
    let context = Context { briefing: &briefing, files: &files, clippings: &clippings, books: &books };
    let mentions = Mentions::of(&briefing.companies);
    for (i, rule) in RULES.iter().enumerate() {
        let found = gather(|out| match rule.run {
            Run::Claims(run) => {
                let subjects = briefing.deals.iter().flat_map(|d| context.deal_subjects(d));
                subjects.for_each(|subject| run(&context, &subject, out));
            }
            Run::Deal(run) => briefing.deals.iter().for_each(|deal| run(&context, deal, out)),
            Run::Briefing(run) => run(&context, out),
            Run::Figure(_) | Run::Passage(_) => {
                let linter = Linter::new(context, &mentions, std::slice::from_ref(rule));
                briefing.deals().for_each(|(id, _)| linter.deal(id, out));
            }
        });
        assert!(!found.is_empty(), "rule {i}, {:?}", rule.code);
        assert!(found.iter().all(|d| d.code == rule.code), "rule {i}: {found:#?}");
    }
}
