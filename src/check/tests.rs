//! Rules on sheets: what they say, and where. Each expectation is `code at the text of the span`.

use jiff::civil::{Date, date};

use super::{Context, RULES, Run, check, gather, waive};
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::files::Files;
use crate::model::Briefing;
use crate::parse;
use crate::resolve::{self, Options};
use crate::span::Span;

const TODAY: Date = date(2026, 6, 1);

/// Settings, three companies and three sources; the blog has reader comments from line 60 on.
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
    ("content/sources/blog.toml", "title = \"B\"\nkind = \"blog\"\nlang = \"en\"\ncomments_from = 60\n"),
    ("content/sources/forum.toml", "title = \"F\"\nkind = \"comment\"\nlang = \"en\"\n"),
    ("content/sources/wire.toml", "title = \"W\"\nkind = \"wire\"\nlang = \"en\"\npublished = \"2026-05-01\"\n"),
];

/// Reads and resolves sheets, which must be well formed, and returns what the rules say of them.
fn run(own: &[(&str, &str)]) -> (Files, Vec<Diagnostic>) {
    let (files, briefing, mut problems) = resolved(own);
    problems.extend(check(&briefing, &files, TODAY));
    waive(&briefing, &mut problems, TODAY);
    (files, problems.finish().0)
}

fn resolved(own: &[(&str, &str)]) -> (Files, Briefing, Diagnostics) {
    let mut all: Vec<(&str, &str)> =
        BASE.iter().filter(|(path, _)| own.iter().all(|(p, _)| p != path)).copied().collect();
    all.extend(own);
    all.sort_unstable();
    let mut files = Files::default();
    for (path, text) in all {
        files.add(path, text);
    }
    let parsed: Vec<_> = files.texts.iter().map(parse::parse).collect();
    let mut problems = Diagnostics::default();
    problems.extend(parsed.iter().flat_map(|p| p.diagnostics.clone()));
    let (briefing, found) = resolve::resolve(&files, &parsed, Options { today: TODAY, drafts: false });
    problems.extend(found.0);
    assert_eq!(problems.errors(), 0, "{:?}\n{:#?}", own, problems.0);
    (files, briefing, problems)
}

#[track_caller]
fn says(own: &[(&str, &str)], expected: &[&str]) {
    let (files, problems) = run(own);
    let found: Vec<String> = problems
        .iter()
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

#[test]
fn conflicting_claims() {
    let table: &[(&str, &[&str], &[&str])] = &[
        ("value", &["≥ 10 billion USD", "10 billion USD"], &[]),
        ("value", &["≥ 10 billion USD", "1 billion USD"], &["1 billion USD"]),
        ("value", &["1 billion USD", "≥ 10 billion USD"], &["≥ 10 billion USD"]),
        ("value", &["tens of billions USD", "100 billion USD"], &["100 billion USD"]),
        ("value", &["tens of billions USD", "99 billion USD"], &[]),
        ("value", &["20–100 billion USD", "100 billion USD"], &[]),
        ("value", &["< 10 billion USD", "10 billion USD"], &["10 billion USD"]),
        ("value", &["up to 10 billion USD", "10 billion USD"], &[]),
        ("value", &["about 10 billion USD", "11 billion USD"], &[]),
        ("value", &["about 10 billion USD", "12 billion USD"], &["12 billion USD"]),
        ("value", &["1.4 trillion USD", "1400 billion USD"], &[]),
        ("value", &["undisclosed", "10 billion USD"], &[]),
        ("value", &["none", "10 billion USD"], &["10 billion USD"]),
        ("value", &["none", "up to 10 billion USD"], &[]),
        (
            "value",
            &["10 billion USD", "1 billion USD", "10 billion USD", "2 billion USD"],
            &["1 billion USD", "10 billion USD", "2 billion USD"],
        ),
        ("value", &["10 billion USD", "8 billion GBP"], &[]),
        ("term", &["7 years", "84 months"], &[]),
        ("term", &["7 years", "6 years"], &["6 years"]),
        ("term", &["1 years", "365 days"], &[]),
        ("term", &["several years", "10 years"], &["10 years"]),
        ("gpus", &["hundreds of thousands of GPUs", "1_000_000 GPUs"], &["1_000_000 GPUs"]),
        ("gpus", &["100 GPUs", "200 chips"], &[]),
        ("starts", &["2026-H2", "2026-07-01"], &[]),
        ("starts", &["2026-H2", "2026-06-30"], &["2026-06-30"]),
        ("starts", &["2027", "../2026"], &["../2026"]),
        ("starts", &["2027", "2026/.."], &[]),
        ("starts", &["2026-05~", "2026-06"], &[]),
        ("starts", &["2026-05?", "2026-06"], &["2026-06"]),
        ("starts", &["XXXX-12-17", "2027-01"], &[]),
        ("since", &["2019", "2020"], &["2020"]),
        ("hardware", &["a chip", "another chip"], &[]),
    ];
    for (key, claims, conflicts) in table {
        let rows: String = claims.iter().map(|is| format!("{{ is = \"{is}\", source = \"wire\" }},")).collect();
        let expected: Vec<String> = conflicts.iter().map(|is| format!("conflict at {is}")).collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        facts_say(&format!("{key} = [{rows}]"), &expected);
    }
}

#[test]
fn rank_settles_a_conflict() {
    let claims = |ranks: [&str; 3]| {
        let rows = ["10 billion USD", "1 billion USD", "2 billion USD"].iter().zip(ranks);
        let rows = rows
            .map(|(is, rank)| format!("{{ is = \"{is}\", source = \"wire\", rank = \"{rank}\", because = \"so\" }},"));
        format!("value = [{}]", rows.collect::<String>())
    };
    facts_say(&claims(["preferred", "normal", "normal"]), &[]);
    facts_say(&claims(["normal", "deprecated", "deprecated"]), &[]);
    facts_say(&claims(["preferred", "preferred", "normal"]), &["conflict at 1 billion USD"]);
    facts_say(&claims(["deprecated", "normal", "normal"]), &["conflict at 2 billion USD"]);
}

#[test]
fn capacities_of_different_things_do_not_conflict() {
    let of = |first: &str, second: &str| {
        format!(
            "capacity = [{{ is = \"6 GW\", source = \"wire\"{first} }}, {{ is = \"10 GW\", source = \"wire\"{second} }}]"
        )
    };
    facts_say(&of(", of = \"chips\"", ", of = \"site\""), &[]);
    facts_say(&of(", of = \"chips\"", ", of = \"chips\""), &["conflict at 10 GW"]);
    facts_say(&of(", of = \"chips\"", ""), &["conflict at 10 GW"]);
}

#[test]
fn figures_and_firm_statuses_need_a_source() {
    let sheet = |status: &str, facts: &str| {
        format!(
            "title = \"D\"\nstatus = \"{status}\"\n[sources]\na = \"wire\"\nb = \"blog\"\n\
             [[leg]]\ncustomer = \"acme\"\nsupplier = \"globex\"\n{facts}\n"
        )
    };
    let table: &[(&str, &str, &[&str])] = &[
        ("signed", "", &["no-source at signed"]),
        ("completed", "", &["no-source at completed"]),
        ("cancelled", "", &["no-source at cancelled"]),
        ("letter", "", &[]),
        ("stalled", "", &[]),
        ("in-talks", "value = \"1 USD\"", &["no-source at 1 USD"]),
        ("in-talks", "value = { is = \"1 USD\", source = \"a\" }", &[]),
        ("in-talks", "value = \"undisclosed\"\nhardware = \"a chip\"\nstarts = \"2027\"", &[]),
        ("in-talks", "value = { is = \"1 USD\", rank = \"deprecated\", because = \"so\" }", &[]),
        ("in-talks", "[[milestone]]\nwhat = \"m\"\nsize = \"1 GW\"", &["no-source at 1 GW"]),
        ("in-talks", "[[milestone]]\nwhat = \"m\"\nsize = \"1 GW\"\nsource = \"a\"", &[]),
        ("in-talks", "[[reaction]]\nwhat = \"r\"\nvalue = \"1 USD\"", &["no-source at 1 USD"]),
    ];
    for (status, facts, expected) in table {
        says(&[("content/deals/x.toml", &sheet(status, facts))], expected);
    }
    facts_say("value = \"1 USD\"", &[]); // The wire is the sheet's only source.
    let company = "name = \"Acme\"\n[[valuation]]\nis = \"1 USD\"\n[[event]]\non = \"2025\"\nwhat = \"e\"\n";
    says(&[("content/companies/acme.toml", company)], &["no-source at 1 USD"]);
}

#[test]
fn a_reason_is_asked_for_where_it_can_be_put() {
    let cases = [
        (
            "value = { is = \"1 USD\", source = \"wire\", rank = \"deprecated\" }",
            "value = { is = \"1 USD\", because = \"…\",",
        ),
        ("value = { source = \"wire\", rank = \"deprecated\", is = '1 USD' }", "is = '1 USD', because = \"…\" }"),
        (
            "held = { is = { en = \"no\" }, source = \"wire\", rank = \"deprecated\" }",
            "{ en = \"no\" }, because = \"…\",",
        ),
    ];
    let fields = "title = \"S\"\nbase_url = \"https://example.org/\"\nlanguages = [\"en\"]\n[fields.held]\non = \"leg\"\ntype = \"text\"\n";
    for (facts, mended) in cases {
        let sheet = deal(facts);
        let (files, problems) = run(&[("content/deals/x.toml", &sheet), ("tearsheet.toml", fields)]);
        let codes: Vec<_> = problems.iter().map(|d| d.code.name()).collect();
        assert_eq!(codes, ["because"], "{facts}");
        let fix = problems[0].suggestion.as_ref().unwrap();
        let mut text = files.get(fix.span.file).text.to_string();
        text.replace_range(fix.span.range(), &fix.replacement);
        assert!(text.contains(mended), "{text}");
        says(&[("content/deals/x.toml", &text), ("tearsheet.toml", fields)], &[]);
    }
    let company = "name = \"Acme\"\n[[valuation]]\nis = \"1 USD\" # a note\nsource = \"wire\"\nrank = \"deprecated\"\n";
    let (_, problems) = run(&[("content/companies/acme.toml", company)]);
    let fix = problems[0].suggestion.as_ref().unwrap();
    let mut text = company.to_owned();
    text.replace_range(fix.span.range(), &fix.replacement);
    says(&[("content/companies/acme.toml", &text)], &[]);
}

#[test]
fn readers_are_no_source() {
    facts_say("value = { is = \"1 USD\", source = \"blog:59\" }", &[]);
    facts_say("value = { is = \"1 USD\", source = \"blog:60\" }", &["comment-source at 1 USD"]);
    facts_say("value = { is = \"1 USD\", source = [\"blog:60\", \"wire\"] }", &[]);
    facts_say("value = { is = \"1 USD\", source = [\"blog:60\", \"forum\"] }", &["comment-source at 1 USD"]);
    facts_say("value = { is = \"1 USD\", source = \"forum\", rank = \"deprecated\", because = \"so\" }", &[]);
    facts_say("hardware = { is = \"a chip\", source = \"forum\" }", &["comment-source at a chip"]);
    facts_say("[[reaction]]\nwhat = \"r\"\nsource = \"forum\"", &["comment-source at [[reaction]]"]);
    facts_say("[[milestone]]\nwhat = \"m\"\nsize = \"1 GW\"\nsource = \"forum\"", &["comment-source at 1 GW"]);
    let company = "name = \"Acme\"\n[[event]]\non = \"2025\"\nwhat = \"e\"\nsource = \"forum\"\n";
    says(&[("content/companies/acme.toml", company)], &["comment-source at [[event]]"]);
}

#[test]
fn dates_in_order() {
    let sheet = |status: &str, facts: &str| {
        format!("title = \"D\"\nstatus = [{status}]\n[[leg]]\ncustomer = \"acme\"\nsupplier = \"globex\"\n{facts}\n")
    };
    let on = |is: &str, on: &str| format!("{{ is = \"{is}\", on = \"{on}\", source = \"wire\" }},");
    let signed = on("signed", "2026-04-01");
    let table: &[(String, &str, &[&str])] = &[
        (on("announced", "2026-02") + &on("signed", "2026-01"), "", &["order at 2026-01"]),
        (on("announced", "2026-02") + &on("signed", "2026-02"), "", &[]),
        (on("announced", "2026-02~") + &on("signed", "2026-01"), "", &[]),
        (on("announced", "../2026-02") + &on("signed", "2020"), "", &[]),
        (on("rumoured", "2026-02") + &on("announced", "2026-01"), "", &[]),
        (signed.clone(), "starts = \"2026\"\nonline = \"../2027\"\nends = \"2030\"", &[]),
        (signed.clone(), "starts = \"2025\"", &["order at 2025"]),
        (signed.clone(), "ends = \"2025\"", &["order at 2025"]),
        (signed.clone(), "starts = \"2025\"\nonline = \"2026\"", &["order at 2025"]),
        (signed.clone(), "starts = \"2028\"\nonline = \"../2027\"\nends = \"2029\"", &["order at ../2027"]),
        (signed.clone(), "starts = \"2028\"\nonline = \"XXXX-12\"\nends = \"2027\"", &["order at 2027"]),
        (signed.clone(), "ends = \"2030\"\n[[milestone]]\nwhat = \"m\"\ndue = \"2031-01\"", &["order at 2031-01"]),
        (signed.clone(), "ends = \"2030\"\n[[milestone]]\nwhat = \"m\"\ndue = \"2030\"", &[]),
        (signed.clone(), "ends = \"2030\"\n[[milestone]]\nwhat = \"m\"\ndue = \"2030/..\"", &[]),
        (signed.clone(), "[[milestone]]\nwhat = \"m\"\ndue = \"2026-03\"", &["order at 2026-03"]),
        (signed.clone(), "[[milestone]]\nwhat = \"m\"\ndue = \"2026\"", &[]),
        (
            signed.clone() + "{ is = \"announced\", source = \"wire\" }",
            "[[milestone]]\nwhat = \"m\"\ndue = \"2026-03\"",
            &[],
        ),
        (on("signed", "2026-07"), "", &["order at 2026-07"]),
        (on("signed", "2026-06"), "", &[]),
        (on("signed", "2026-07~"), "", &[]),
        (signed.clone(), "value = { is = \"1 USD\", as_of = \"2026-07\", source = \"wire\" }", &["order at 1 USD"]),
        (signed.clone(), "value = { is = \"1 USD\", as_of = \"2026-06\", source = \"wire\" }", &[]),
    ];
    for (status, facts, expected) in table {
        says(&[("content/deals/x.toml", &sheet(status, facts))], expected);
    }
}

#[test]
fn a_source_of_tomorrow_is_not_the_fault_of_every_claim() {
    let source = "title = \"W\"\nkind = \"wire\"\nlang = \"en\"\npublished = \"2026-07-01\"\n";
    says(&[("content/sources/wire.toml", source), ("content/deals/x.toml", &deal("value = \"1 USD\""))], &[]);
}

#[test]
fn nobody_deals_with_themselves() {
    let leg = |roles: &str| {
        format!(
            "title = \"D\"\nstatus = {{ is = \"signed\", source = \"wire\" }}\n[[leg]]\n{roles}\nvalue = \"undisclosed\"\n"
        )
    };
    let table: &[(&str, &[&str])] = &[
        ("customer = \"acme\"\nsupplier = \"acme\"", &["role at [[leg]]"]),
        ("customer = \"acme\"\nsupplier = \"umbra\"", &[]),
        ("customer = \"acme\"\nsupplier = \"globex\"\ndesigner = \"acme\"", &[]),
        ("partners = [\"acme\", \"acme\"]", &["role at [[leg]]"]),
        ("partners = [\"acme\", \"globex\"]", &[]),
    ];
    for (roles, expected) in table {
        says(&[("content/deals/x.toml", &leg(roles))], expected);
    }
}

#[test]
fn stakes_fit_into_the_whole() {
    let round = |status: &str, stake: &str, extra: &str| {
        format!(
            "title = \"D\"\nstatus = {{ is = \"{status}\", on = \"2026-04-01\", source = \"wire\" }}\n{extra}\n\
             [[leg]]\ninvestor = \"acme\"\ninvestee = \"globex\"\nstake = \"{stake}\"\n"
        )
    };
    let option = "title = \"D\"\nstatus = { is = \"signed\", on = \"2026-04-02\", source = \"wire\" }\n\
                  [[leg]]\nholder = \"acme\"\nissuer = \"globex\"\nstake = \"50 %\"\n";
    let table: &[([String; 2], &[&str])] = &[
        ([round("signed", "60 %", ""), round("signed", "40 %", "")], &[]),
        ([round("signed", "60 %", ""), round("signed", "41 %", "")], &["equity at 60 %"]),
        ([round("signed", "60 %", ""), round("signed", "≥ 41 %", "")], &["equity at 60 %"]),
        ([round("signed", "60 %", ""), round("signed", "up to 41 %", "")], &[]),
        ([round("signed", "60 %", ""), round("in-talks", "41 %", "")], &[]),
        ([round("signed", "60 %", ""), round("cancelled", "41 %", "")], &[]),
        ([round("signed", "60 %", ""), round("signed", "70 %", "supersedes = \"a\"")], &[]),
        ([round("signed", "60 %", ""), round("signed", "70 %", "expands = \"a\"\nadds = \"total\"")], &[]),
        ([round("signed", "60 %", ""), round("signed", "41 %", "alternative_to = \"a\"")], &[]),
        ([round("signed", "60 %", ""), option.to_owned()], &["equity at 50 %"]),
        ([round("signed", "120 %", ""), round("signed", "50 %", "")], &["equity at 120 %"]),
        ([round("in-talks", "up to 120 %", ""), round("signed", "50 %", "")], &["equity at up to 120 %"]),
    ];
    for ([a, b], expected) in table {
        says(&[("content/deals/a.toml", a), ("content/deals/b.toml", b)], expected);
    }
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

#[test]
fn parts_fit_into_their_plan() {
    let of = "part_of = \"plan\"";
    let ten = part("acme", "signed", "10 USD", of);
    let table: &[(String, String, &[&str])] = &[
        (plan("20 USD", ""), part("acme", "signed", "10 USD", of), &[]),
        (plan("20 USD", ""), part("acme", "signed", "11 USD", of), &["umbrella at 20 USD"]),
        (plan("20 USD", ""), part("umbra", "signed", "≥ 11 USD", of), &["umbrella at 20 USD"]),
        (plan("20 USD", ""), part("acme", "signed", "up to 11 USD", of), &[]),
        (plan("20 USD", ""), part("acme", "in-talks", "11 USD", of), &[]),
        (plan("20 USD", ""), part("acme", "signed", "11 USD", ""), &[]),
        (plan("≥ 20 USD", ""), part("acme", "signed", "11 USD", of), &[]),
        (plan("about 20 USD", ""), part("acme", "signed", "11 USD", of), &[]),
        (plan("< 20 USD", ""), part("acme", "signed", "10 USD", of), &["umbrella at < 20 USD"]),
        (plan("undisclosed", ""), part("acme", "signed", "11 USD", of), &[]),
        (plan("20 USD", ""), part("acme", "signed", "10 GBP", of), &["umbrella at 20 USD"]),
        (plan("20 USD", ""), part("acme", "signed", "1 EUR", of), &["currency at 1 EUR"]),
        (plan("20 USD", ""), plan("11 USD", of), &["umbrella at 20 USD"]),
        (plan("20 USD", ""), plan("undisclosed", of), &[]),
        // Globex does not pay Acme's plan.
        (
            plan("20 USD", ""),
            part("globex", "signed", "11 USD", of).replace("supplier = \"globex\"", "supplier = \"acme\""),
            &[],
        ),
    ];
    for (plan, other, expected) in table {
        let own =
            [("content/deals/a.toml", &*ten), ("content/deals/b.toml", &**other), ("content/deals/plan.toml", &**plan)];
        says(&own, expected);
    }
    let nested = [
        ("content/deals/a.toml", &*part("acme", "signed", "21 USD", "part_of = \"inner\"")),
        ("content/deals/inner.toml", &*plan("undisclosed", of)),
        ("content/deals/plan.toml", &*plan("20 USD", "")),
    ];
    says(&nested, &["umbrella at 20 USD"]);
}

#[test]
fn relations_lead_somewhere_else() {
    let deal = |extra: &str| part("acme", "signed", "1 USD", extra);
    let table: &[(&str, String, String, &[&str])] = &[
        ("not an umbrella", deal(""), deal("part_of = \"a\""), &["umbrella at a"]),
        ("part of itself", plan("5 USD", "part_of = \"a\""), deal(""), &["umbrella at a"]),
        ("part of each other", plan("5 USD", "part_of = \"b\""), plan("5 USD", "part_of = \"a\""), &["umbrella at a"]),
        ("follows itself", deal("follows = \"a\""), deal("follows = \"a\""), &["umbrella at a"]),
        ("supersedes itself", deal("supersedes = \"a\""), deal(""), &["umbrella at a"]),
        ("each other", deal("supersedes = \"b\""), deal("supersedes = \"a\""), &["umbrella at a"]),
        ("both ways", deal("supersedes = \"b\""), deal("expands = \"a\"\nadds = \"total\""), &["umbrella at a"]),
        ("the older", deal(""), deal("supersedes = \"a\"\nfollows = \"a\""), &[]),
    ];
    for (_, a, b, expected) in table {
        says(&[("content/deals/a.toml", a), ("content/deals/b.toml", b)], expected);
    }
}

#[test]
fn currencies_need_a_rate() {
    let two = |a: &str, b: &str| {
        format!("value = [{{ is = \"{a}\", source = \"wire\" }}, {{ is = \"{b}\", source = \"wire\" }}]")
    };
    facts_say(&two("1 USD", "1 EUR"), &["currency at 1 EUR"]);
    facts_say(&two("1 USD", "1 GBP"), &[]);
    facts_say(&two("1 GBP", "1 USD"), &[]);
    facts_say(
        "value = [{ is = \"1 USD\", source = \"wire\", rank = \"preferred\" }, { is = \"1 EUR\", source = \"wire\" }]",
        &[],
    );
}

#[test]
fn waivers() {
    let allow = |until: &str| deal(&format!("[[allow]]\ncode = \"raw-html\"\nwhy = \"so\"\n{until}"));
    let (x, text, other) = ("content/deals/x.toml", "content/deals/x.md", "content/deals/y.toml");
    let table: &[(String, &[&str], &[&str])] = &[
        (deal(""), &[text], &["raw-html"]),
        (allow(""), &[text], &[]),
        (allow(""), &[x, text], &[]),
        (allow(""), &[], &["waiver-unused"]),
        (allow(""), &[other], &["raw-html", "waiver-unused"]),
        (allow("until = 2026-06-01"), &[text], &[]),
        (allow("until = 2026-05-31"), &[text], &["raw-html", "waiver-expired"]),
        (allow("until = 2026-05-31"), &[], &["waiver-expired"]),
        (allow("[[allow]]\ncode = \"raw-html\"\nwhy = \"again\""), &[text], &["waiver-unused"]),
    ];
    for (sheet, warned, expected) in table {
        let (files, briefing, mut problems) = resolved(&[(x, sheet), (text, "Acme buys.\n"), (other, &deal(""))]);
        for path in *warned {
            let place = Span::start_of(files.find(path).unwrap().id);
            problems.push(Diagnostic::new(codes::RAW_HTML, place, "raw HTML is dropped"));
            // An error stays, whatever is allowed.
            problems.push(Diagnostic::new(codes::TOML, place, "an error"));
        }
        waive(&briefing, &mut problems, TODAY);
        let mut found: Vec<_> = problems.0.iter().map(|d| d.code.name()).filter(|c| *c != "toml").collect();
        found.sort_unstable();
        assert_eq!(problems.errors(), warned.len() + usize::from(found.contains(&"waiver-expired")));
        assert_eq!(found, *expected, "{sheet}, warned at {warned:?}");
    }
}

/// A rule reports nothing but the code that its line in the list says, and every rule reports something.
#[test]
fn rules_report_their_own_code() {
    let signed = "title = \"D\"\nstatus = { is = \"signed\", on = \"2026-07\" }\n";
    let bad = format!(
        "{signed}follows = \"x\"\npart_of = \"plan\"\n[[leg]]\ninvestor = \"acme\"\ninvestee = \"acme\"\nstarts = \"2025\"\n\
         ends = \"2027\"\nstake = \"101 %\"\nvalue = [{{ is = \"1 USD\", source = \"forum\" }}, {{ is = \"2 USD\", source = \"wire\" }}, \
         {{ is = \"2 EUR\", source = \"wire\" }}]\nterm = {{ is = \"1 years\", source = \"wire\", rank = \"deprecated\" }}\n\
         [[milestone]]\nwhat = \"m\"\ndue = \"2028\"\n"
    );
    let plan = plan("1 USD", "");
    let euros = part("acme", "signed", "1 EUR", "part_of = \"plan\"");
    let dollars = part("acme", "signed", "2 USD", "part_of = \"plan\"");
    let sheets = [("x", &bad), ("plan", &plan), ("euros", &euros), ("dollars", &dollars)];
    let paths = sheets.map(|(id, text)| (format!("content/deals/{id}.toml"), text));
    let own: Vec<(&str, &str)> = paths.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let (files, briefing, _) = resolved(&own);
    let context = Context { briefing: &briefing, files: &files, today: TODAY };
    for (i, rule) in RULES.iter().enumerate() {
        let found = gather(|out| match rule.run {
            Run::Claims(run) => {
                let subjects = briefing.deals.iter().flat_map(|d| context.deal_subjects(d));
                subjects.for_each(|subject| run(&context, &subject, out));
            }
            Run::Deal(run) => briefing.deals.iter().for_each(|deal| run(&context, deal, out)),
            Run::Briefing(run) => run(&context, out),
        });
        assert!(!found.is_empty(), "rule {i}, {:?}", rule.code);
        assert!(found.iter().all(|d| d.code == rule.code), "rule {i}: {found:#?}");
    }
}
