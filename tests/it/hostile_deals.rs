//! What a sheet can say of parts, chains, frames and parties, as nobody means it: in thousands, in circles, beyond the
//! whole. Never a panic, and in time that grows no faster than the sheets.

use std::fmt::Write as _;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use tearsheet::files::{Files, Input};
use tearsheet::ledger::{Ledger, Scope};
use tearsheet::pipeline::{self, Compiled, Options};
use tearsheet::theme::Folders;

use crate::edits::{Dice, scripts};
use crate::effort;
use crate::hostile::{build, build_up_to};
use crate::incremental::results;
use crate::support::{BASE, Project, split};

/// A deal of this day, and the rest of its sheet.
fn deal(id: usize, on: Date, rest: &str) -> String {
    let status = format!("{{ is = \"signed\", on = \"{on}\", source = \"wire\" }}");
    format!("//- content/deals/d{id}.toml\ntitle = \"Deal {id}\"\nstatus = {status}\n{rest}\n")
}

fn leg(value: &str, rest: &str) -> String {
    format!("[[leg]]\ncustomer = \"acme\"\nsupplier = \"globex\"\nvalue = \"{value}\"\n{rest}")
}

const DAY: Date = date(2026, 4, 1);

/// Builds a site of these deals, and looks at the books of many more of them.
fn grow(what: &str, builds: usize, most: usize, sheets: impl Fn(usize) -> String) {
    build_up_to(what, builds, |n| Project::with_base(&sheets(n)), |_, _, _| {});
    effort::grows_with_size(what, most, |n| {
        let compiled = compiled(&sheets(n));
        effort::of(|| audit(&compiled, DAY))
    });
}

#[test]
fn many_tranches() {
    grow("tranches", 1_280, 10_240, |n| {
        let mut sheet = deal(0, DAY, &leg(&format!("{n} billion USD"), ""));
        for i in 0..n {
            let state = match i % 3 {
                0 => "status = { is = \"completed\", on = \"2026-04-02\" }",
                1 => "condition = { is = \"When all others are paid\" }",
                _ => "due = \"2027\"",
            };
            let _ = write!(sheet, "[[leg.tranche]]\nid = \"t{i}\"\nvalue = \"1 billion USD\"\n{state}\n");
        }
        sheet
    });
}

#[test]
fn a_long_chain() {
    let step = |i: usize| {
        // Every third step says what all come to.
        let (adds, value) = if i % 3 == 2 { ("total", i + 1) } else { ("increment", 1) };
        let expands = format!("expands = \"d{}\"\nadds = \"{adds}\"\n", i.saturating_sub(1));
        let on = date(2018, 1, 1).saturating_add((i as i64).days());
        let expands = if i == 0 { "" } else { expands.as_str() };
        deal(i, on, &format!("{expands}{}", leg(&format!("{value} billion USD"), "")))
    };
    grow("steps of a chain", 128, 2_048, |n| (0..n).map(step).collect());
}

#[test]
fn many_parts_of_one_leg() {
    let whole = || deal(0, DAY, &leg("up to 5 billion USD", "id = \"whole\"\n"));
    let part = |i: usize| deal(i, DAY, &leg("up to 1 billion USD", "of_which = \"d0.whole\"\n"));
    grow("parts", 128, 1_024, |n| whole() + &(1..n).map(part).collect::<String>());
}

/// Every deal names the next one, and the last the first.
#[test]
fn a_long_way_round() {
    let keys: [fn(usize) -> String; 6] = [
        |to| format!("expands = \"d{to}\"\nadds = \"total\"\n{}", leg("1 billion USD", "")),
        |to| format!("umbrella = true\npart_of = \"d{to}\"\n{}", leg("1 billion USD", "")),
        |to| format!("supersedes = \"d{to}\"\n{}", leg("1 billion USD", "")),
        |to| leg("1 billion USD", &format!("expands = \"d{to}.purchase\"\nadds = \"increment\"\n")),
        |to| leg("1 billion USD", &format!("of_which = \"d{to}.purchase\"\n")),
        |to| leg("1 billion USD", &format!("umbrella = true\npart_of = \"d{to}.plan\"\nid = \"plan\"\n")),
    ];
    for (nth, key) in keys.into_iter().enumerate() {
        let ring = |n: usize| (0..n).map(|i| deal(i, DAY, &key((i + 1) % n))).collect::<String>();
        for n in 1..4 {
            build(&Project::with_base(&ring(n)));
        }
        grow(&format!("round {nth}"), 64, 1_024, ring);
    }
}

fn compiled(sheets: &str) -> Compiled {
    let mut files = Files::default();
    for (path, text) in split(BASE).into_iter().chain(split(sheets)) {
        files.add(path, text);
    }
    let input = Input { files, diagnostics: Vec::new(), unread: Vec::new() };
    // On the last day of all that is told here; without the rules, which refuse most of it.
    pipeline::compile_unchecked(input, &Folders::default(), &[], &Options { today: date(2026, 6, 1), drafts: false })
}

/// Looks at all that the books of a day can tell.
fn audit(compiled: &Compiled, day: Date) {
    let ledger = Ledger::new(&compiled.briefing, day);
    let companies = (0..compiled.briefing.companies.len()).map(|i| Scope::Company(tearsheet::model::CompanyId::at(i)));
    for scope in companies.chain([Scope::Site]) {
        for statement in [ledger.statement(scope), ledger.capacity(scope), ledger.quantities(scope)] {
            for total in statement.totals {
                assert!(total.sum.high.is_none_or(|high| total.sum.low <= high), "{total:?}");
                ledger.yearly(&total);
            }
        }
        ledger.equity(scope);
        // A frame in a frame in a frame is itemised by all of them.
        ledger.frames(scope).into_iter().take(4).for_each(|frame| drop(ledger.coverage(frame)));
    }
    assert!(ledger.loops().all().all(|way| way.steps.len() > 1));
}

#[test]
fn many_parties() {
    let work = |n: usize| {
        let mut sheets = String::from("//- content/companies.toml\n");
        let mut parties = String::new();
        for i in 0..n {
            let _ = write!(sheets, "[c{i}]\nname = \"Company {i}\"\n");
            let share = if i % 2 == 0 { ", share = \"up to 90 %\"" } else { "" };
            let _ = write!(parties, "{{ is = \"c{i}\"{share} }}, ");
        }
        let leg = format!("[[leg]]\ninvestor = [{parties}]\ninvestee = \"acme\"\nvalue = \"1 billion USD\"\n");
        let part = "[[leg]]\nof_which = \"round\"\ninvestor = \"c1\"\ninvestee = \"acme\"\nvalue = \"1 billion USD\"\n";
        let compiled = compiled(&(sheets + &deal(0, DAY, &format!("{leg}id = \"round\"\n{}", part.repeat(n / 2)))));
        effort::of(|| {
            let ledger = Ledger::new(&compiled.briefing, DAY);
            assert_eq!(ledger.statement(Scope::Site).totals.len(), 1);
            assert_eq!(ledger.equity(Scope::Site).len(), 1);
            assert_eq!(ledger.loops().all().len(), 0);
        })
    };
    effort::grows_with_size("parties", 2_048, work);
}

const AMOUNTS: [&str; 12] = [
    "1 billion USD",
    "up to 6 billion USD",
    "≥ 10 billion USD",
    "tens of billions USD",
    "undisclosed",
    "none",
    "0 USD",
    "999999999999999999999 USD",
    "≥ 999999999999999999999 USD",
    "2–3 billion EUR",
    "< 1 USD",
    "up to 999999999999999999999 EUR",
];
const SHARES: [&str; 6] = ["40 %", "up to 60 %", "130 %", "0 %", "≥ 10 %", "999999999999999999999 %"];
const POWER: [&str; 4] = ["1 GW", "up to 6 GW", "≥ 99999999 TW", "0 W"];
const PLACES: [&str; 7] = ["d0", "d1", "d2", "d0.l0", "d1.l1", "d2.l0", "l0"];
const DAYS: [&str; 6] = ["2026-01-01", "2026-03", "2026", "../2026", "2027/..", "2024-06-30"];
const STATUSES: [&str; 9] =
    ["rumoured", "in-talks", "announced", "letter", "signed", "active", "completed", "stalled", "cancelled"];
const HEDGES: [&str; 4] = ["", ", hedge = \"conditional\"", ", hedge = \"rumour\"", ", hedge = \"attributed\""];
const PAIRS: [(&str, &str); 6] = [
    ("customer", "supplier"),
    ("investor", "investee"),
    ("lender", "borrower"),
    ("acquirer", "seller"),
    ("issuer", "holder"),
    ("contributor", "venture"),
];

fn claim(dice: &mut Dice, key: &str, values: &[&str]) -> String {
    let mut one = || {
        let on = if dice.hits(3) { format!(", on = \"{}\"", dice.pick(&DAYS)) } else { String::new() };
        let of = if key == "capacity" { ", of = \"chips\"" } else { "" };
        format!("{{ is = \"{}\", source = \"wire\"{on}{of}{} }}", dice.pick(values), dice.pick(&HEDGES))
    };
    let (first, second) = (one(), one());
    if dice.hits(4) { format!("{key} = [{first}, {second}]\n") } else { format!("{key} = {first}\n") }
}

fn party(dice: &mut Dice) -> String {
    let company = dice.pick(&["acme", "globex", "initech"]);
    match dice.roll(5) {
        0 => format!("{{ is = \"{company}\", share = \"{}\", source = \"wire\" }}", dice.pick(&SHARES)),
        1 => "{ unnamed = \"banks\" }".to_owned(),
        _ => format!("\"{company}\""),
    }
}

/// Facts and states, of a leg or a tranche.
fn facts(dice: &mut Dice) -> String {
    let mut all = String::new();
    for (key, values, sides) in [
        ("value", &AMOUNTS[..], 2),
        ("total", &AMOUNTS, 6),
        ("stake", &SHARES, 3),
        ("capacity", &POWER, 3),
        ("quantity", &["5 TWh", "up to 9 TWh", "3 doses"], 6),
        ("status", &STATUSES, 3),
        ("met", &DAYS, 4),
        ("due", &DAYS, 4),
        ("condition", &["If it rains"], 3),
        ("term", &["5 years", "several years"], 4),
    ] {
        if dice.hits(sides) {
            all += &claim(dice, key, values);
        }
    }
    all
}

fn anything(dice: &mut Dice) -> String {
    let mut sheets = String::from("//- content/companies/initech.toml\nname = \"Initech\"\npart_of = \"acme\"\n");
    for id in 0..3 {
        let (status, mut rest) = (claim(dice, "status", &STATUSES), String::new());
        for key in ["expands", "part_of", "supersedes", "alternative_to"] {
            if dice.hits(4) {
                let adds =
                    if key == "expands" { dice.pick(&["adds = \"total\"\n", "adds = \"increment\"\n"]) } else { "" };
                let _ = write!(rest, "{key} = \"{}\"\n{adds}", dice.pick(&PLACES[..3]));
            }
        }
        rest += dice.pick(&["", "", "umbrella = true\n"]);
        for nth in 0..=dice.roll(3) {
            let (payer, payee) = dice.pick(&PAIRS);
            let (from, also, to) = (party(dice), party(dice), party(dice));
            let from = if dice.hits(2) { format!("[{from}, {also}]") } else { from };
            let _ = write!(rest, "[[leg]]\nid = \"l{nth}\"\n{payer} = {from}\n{payee} = {to}\n");
            if payer == "acquirer" {
                rest += "target = \"globex\"\n";
            }
            for key in ["of_which", "part_of", "expands", "supersedes"] {
                if dice.hits(4) {
                    let adds = if key == "expands" { "adds = \"total\"\n" } else { "" };
                    let _ = write!(rest, "{key} = \"{}\"\n{adds}", dice.pick(&PLACES));
                }
            }
            rest += dice.pick(&["", "", "", "umbrella = true\n"]);
            rest += &facts(dice);
            for _ in 0..dice.roll(3) {
                let _ = write!(rest, "[[leg.tranche]]\n{}", facts(dice));
            }
        }
        let _ = write!(sheets, "//- content/deals/d{id}.toml\ntitle = \"Deal {id}\"\n{status}{rest}");
    }
    sheets
}

/// Told or printed; and whatever the rules tell, the books of any day can be opened.
#[test]
fn any_combination() {
    let (mut printed, seeds) = (0, scripts(60));
    for seed in 0..seeds {
        println!("seed {seed}");
        let mut compiled = compiled(&anything(&mut Dice(seed)));
        for day in [date(2024, 1, 1), date(2026, 3, 15), DAY, date(2030, 1, 1)] {
            audit(&compiled, day);
        }
        let (problems, outputs) = results(&compiled);
        println!("{problems}");
        printed += u64::from(!outputs.is_empty());
        compiled.check();
    }
    assert!(printed > 0, "none of {seeds} was printed");
}
