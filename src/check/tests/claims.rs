//! Rules on the claims of one fact.

use super::{deal, facts_say, run, says, says_of};
use crate::diagnostics::{Severity, codes};

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
fn statuses_of_one_day_conflict_if_they_exclude_each_other() {
    let claim = |is: &str, on: &str, source: &str, more: &str| {
        format!("{{ is = \"{is}\", on = \"{on}\", source = \"{source}\"{more} }}, ")
    };
    let signed = claim("signed", "2026-05-01", "wire", "");
    let cases: &[(String, &[&str])] = &[
        (claim("in-talks", "2026-05-01", "blog", ""), &["conflict at in-talks"]),
        (claim("rumoured", "2026-05-01", "blog", ""), &["conflict at rumoured"]),
        (claim("letter", "2026-05-01", "blog", ""), &["conflict at letter"]),
        (claim("cancelled", "2026-05-01", "blog", ""), &["conflict at cancelled"]),
        (claim("announced", "2026-05-01", "blog", ""), &[]),
        (claim("active", "2026-05-01", "blog", ""), &[]),
        // Another day, a day that is not said, the same source, a source that leaves it open, an editor's choice.
        (claim("in-talks", "2026-04-30", "blog", ""), &[]),
        (claim("in-talks", "2026-05", "blog", ""), &[]),
        (claim("in-talks", "../2026-05-01", "blog", ""), &[]),
        (claim("in-talks", "2026-05-01", "wire:7", ""), &[]),
        (claim("in-talks", "2026-05-01", "blog", ", hedge = \"rumour\""), &[]),
        (claim("in-talks", "2026-05-01", "blog", ", rank = \"preferred\""), &[]),
        (claim("in-talks", "2026-05-01", "blog", ", rank = \"deprecated\", because = \"b\""), &[]),
    ];
    for (other, expected) in cases {
        let sheet =
            format!("title = \"D\"\nstatus = [{signed}{other}]\n[[leg]]\ncustomer = \"acme\"\nsupplier = \"globex\"\n");
        let of_conflict: Vec<_> = run(&[("content/deals/x.toml", &sheet)]).1;
        let found: Vec<_> = of_conflict.iter().filter(|d| d.code == codes::CONFLICT).map(|d| &d.title).collect();
        assert_eq!(found.len(), expected.len(), "{sheet}{found:#?}");
        assert!(found.iter().all(|title| title.contains("`status`")), "{found:#?}");
    }
    // A letter of intent leaves talks open.
    let letter = claim("letter", "2026-05-01", "wire", "") + &claim("in-talks", "2026-05-01", "blog", "");
    let sheet = format!("title = \"D\"\nstatus = [{letter}]\n[[leg]]\ncustomer = \"acme\"\nsupplier = \"globex\"\n");
    says(&[("content/deals/x.toml", &sheet)], &[]);
}

#[test]
fn a_date_is_the_one_that_its_quote_names() {
    let cases: &[(&str, &str, bool)] = &[
        ("../2026", "by the end of 2026", true),
        ("../2099", "by the end of 2026", false),
        ("../2025", "by the end of 2026", false),
        ("2026/..", "by the end of 2026", false),
        ("../2026-12", "by the end of 2026", true),
        ("2027/..", "in 2027 and beyond", true),
        ("2020/..", "in 2027 and beyond", false),
        ("../2027", "in 2027 and beyond", false),
        ("2026", "in 2026", true),
        ("2026-03", "in 2026", true),
        ("../2026", "in 2026", true),
        ("2025-11", "on November 3, 2025", true),
        ("2025-12", "on November 3, 2025", false),
        ("2030?", "in 2026", true),
    ];
    for (is, quote, agrees) in cases {
        let expected = format!("quote-number at {is}");
        let expected: &[&str] = if *agrees { &[] } else { &[expected.as_str()] };
        facts_say(&format!("since = {{ is = \"{is}\", source = \"wire\", quote = \"{quote}\" }}"), expected);
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
    facts_say("[[milestone]]\nwhat = \"m\"\ndue = \"2027\"\nsource = \"forum\"", &["comment-source at 2027"]);
    let company = "name = \"Acme\"\n[[event]]\non = \"2025\"\nwhat = \"e\"\nsource = \"forum\"\n";
    says(&[("content/companies/acme.toml", company)], &["comment-source at [[event]]"]);
}

#[test]
fn currencies_need_a_rate() {
    let two = |a: &str, b: &str| {
        format!("value = [{{ is = \"{a}\", source = \"wire\" }}, {{ is = \"{b}\", source = \"wire\" }}]")
    };
    says_of(Severity::Warning, &[("content/deals/x.toml", &deal(&two("1 USD", "1 EUR")))], &["no-rate at 1 EUR"]);
    for (a, b, expected) in [
        ("1.3 USD", "1 GBP", None),
        ("1.3 USD", "1.05 GBP", None),
        ("1.3 USD", "1.06 GBP", Some("conflict at 1.06 GBP")),
        ("1.06 GBP", "1.3 USD", Some("conflict at 1.3 USD")),
        ("1 GBP", "up to 2 USD", None),
    ] {
        facts_say(&two(a, b), expected.as_slice());
    }
    facts_say(
        "value = [{ is = \"1 USD\", source = \"wire\", rank = \"preferred\" }, { is = \"1 EUR\", source = \"wire\" }]",
        &[],
    );
}

#[test]
fn a_source_of_tomorrow_is_not_the_fault_of_every_claim() {
    let source = "title = \"W\"\nkind = \"wire\"\nlang = \"en\"\npublished = \"2026-07-01\"\n";
    says(&[("content/sources/wire.toml", source), ("content/deals/x.toml", &deal("value = \"1 USD\""))], &[]);
}

#[test]
fn the_last_correction_of_a_fact_agrees_with_its_claims() {
    let corrected = |on: &str, new: &str| {
        format!(
            "[[correction]]\non = {on}\nfact = \"value\"\nold = \"1 billion USD\"\nnew = \"{new}\"\nwhy = \"Misread.\"\n"
        )
    };
    let facts = "value = [{ is = \"2 billion USD\", source = \"wire\" }, { is = \"3 billion USD\", source = \"wire\", rank = \"deprecated\", because = \"b\" }]\n";
    let table: &[(String, &[&str])] = &[
        (corrected("2026-05-01", "2 billion USD"), &[]),
        (corrected("2026-05-01", "2000 million USD"), &[]),
        (corrected("2026-05-01", "4 billion USD"), &["conflict at 2026-05-01"]),
        (corrected("2026-05-01", "3 billion USD"), &["conflict at 2026-05-01"]),
        (corrected("2026-05-01", "4 billion USD") + &corrected("2026-05-02", "2 billion USD"), &[]),
        ("[[correction]]\non = 2026-05-01\nfact = \"value\"\nwhy = \"Misread.\"\n".to_owned(), &[]),
    ];
    for (corrections, expected) in table {
        says(&[("content/deals/x.toml", &(deal(facts) + corrections))], expected);
    }
}
