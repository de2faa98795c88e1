//! What is derived from amounts: per year, in another currency, as a share of a plan.

use jiff::civil::date;
use tearsheet::ledger::{Ledger, Scope};
use tearsheet::model::{Amount, notation::AmountText};

use super::{TODAY, briefing, deal, purchase, says};

/// What a site's legs come to per year: `a: 2 billion USD`, or why they are not spread.
fn per_year(files: &str, day: jiff::civil::Date) -> Vec<String> {
    let briefing = briefing(files);
    let ledger = Ledger::new(&briefing, day);
    let mut said = Vec::new();
    for total in &ledger.statement(Scope::Site).totals {
        let yearly = ledger.yearly(total);
        let id = |deal| briefing.deal(deal).id.clone();
        let scheduled = yearly.scheduled.into_iter();
        said.extend(scheduled.map(|(deal, _, f)| format!("{}: {}", id(deal), AmountText(&Amount::Figure(f)))));
        said.extend(yearly.unscheduled.into_iter().map(|(deal, _, why)| format!("{}: {}", id(deal), why.name())));
    }
    said
}

#[test]
fn a_year_is_that_of_its_day() {
    let claims = |key: &str, old: &str, new: &str| {
        format!(
            "{key} = [{{ is = \"{old}\", source = \"wire\" }}, \
             {{ is = \"{new}\", source = \"wire\", on = \"2026-04-01\" }}]\n"
        )
    };
    let leg = "[[leg]]\ncustomer = \"acme\"\nsupplier = \"globex\"\n".to_owned();
    let leg = leg + &claims("value", "10 billion USD", "50 billion USD") + &claims("term", "5 years", "10 years");
    let files = deal("a", "signed", &leg);
    assert_eq!(per_year(&files, date(2026, 3, 1)), ["a: 2 billion USD"]);
    assert_eq!(per_year(&files, date(2026, 4, 1)), ["a: 5 billion USD"]);
}

#[test]
fn what_is_bounded_is_bounded_per_year_and_the_rest_says_why_not() {
    let cases = [
        ("38 billion USD", "7 years", "~ 5.43 billion USD"),
        ("35 billion USD", "84 months", "5 billion USD"),
        ("about 35 billion USD", "7 years", "~ 5 billion USD"),
        ("10–20 billion USD", "5 years", "2–4 billion USD"),
        ("20 billion USD", "4–5 years", "4–5 billion USD"),
        ("10–20 billion USD", "18 months", "~ 6.67–13.3 billion USD"),
        ("up to 10 billion USD", "5 years", "up to 2 billion USD"),
        ("up to 10 billion USD", "3 years", "up to 3.34 billion USD"),
        ("≥ 10 billion USD", "3 years", "≥ 3.33 billion USD"),
        ("under 10 billion USD", "5 years", "< 2 billion USD"),
        ("10 billion USD", "12 months", "within-a-year"),
        ("10 billion USD", "up to 5 years", "vague"),
        ("10 billion USD", "≥ 5 years", "vague"),
        ("tens of billions USD", "5 years", "vague"),
        ("10 billion USD", "several years", "vague"),
    ];
    for (value, term, expected) in cases {
        let term = format!("term = {{ is = \"{term}\", source = \"wire\" }}");
        let files = deal("a", "signed", &(purchase("acme", "globex", value) + &term));
        assert_eq!(per_year(&files, TODAY), [format!("a: {expected}")], "{value}, {term}");
    }
    let firm = "term = { is = \"5 years\", source = \"wire\" }\n\
                [[leg.tranche]]\nvalue = { is = \"1 billion USD\", source = \"wire\" }\n";
    let mut files = deal("a", "signed", &(purchase("acme", "globex", "up to 6 billion USD") + firm));
    files += &deal("b", "signed", &purchase("acme", "globex", "6 billion USD"));
    assert_eq!(per_year(&files, TODAY), ["b: no-term", "a: in-parts", "a: in-parts"]);
}

#[test]
fn converted_money_has_no_more_digits_than_anybody_stated() {
    let settings = "//- tearsheet.toml\ntitle = \"S\"\nbase_url = \"https://example.org/\"\nlanguages = [\"en\"]\n\
                    currencies = [\"USD\", \"EUR\"]\ntotals_in = \"USD\"\n\
                    [[rate]]\nfrom = \"USD\"\nto = \"EUR\"\nrate = \"0.86\"\non = 2026-01-02\n";
    let cases = [
        ("10 billion EUR", "about 11.63 billion USD"),
        ("8.6 billion EUR", "10 billion USD"),
        ("≥ 10 billion EUR", "at least about 11.63 billion USD"),
        ("tens of billions EUR", "about 23.26 to 116.3 billion USD"),
    ];
    for (value, expected) in cases {
        let files = settings.to_owned() + &deal("a", "signed", &purchase("acme", "globex", value));
        says(&files, &[&format!("purchase committed: {expected}")]);
    }
    let both = deal("a", "signed", &purchase("acme", "globex", "10 billion EUR"))
        + &deal("b", "signed", &purchase("acme", "globex", "10 billion USD"));
    says(&(settings.to_owned() + &both), &["purchase committed: about 21.63 billion USD"]);
}

#[test]
fn a_share_of_a_plan_is_never_more_than_all_of_it() {
    let cases = [
        ("100 billion USD", "30 billion USD", Some(("30", Some("30")))),
        ("≥ 100 billion USD", "30 billion USD", Some(("0", Some("30")))),
        ("≥ 100 billion USD", "150 billion USD", None),
        ("≥ 100 billion USD", "≥ 150 billion USD", None),
        ("up to 100 billion USD", "≥ 10 billion USD", Some(("10", None))),
        ("50–100 billion USD", "20 billion USD", Some(("20", Some("40")))),
    ];
    for (whole, part, expected) in cases {
        let plan =
            format!("umbrella = true\n[[leg]]\ncustomer = \"acme\"\nvalue = {{ is = \"{whole}\", source = \"wire\" }}");
        let files = deal("plan", "announced", &plan)
            + &deal("a", "signed", &(String::from("part_of = \"plan\"\n") + &purchase("acme", "globex", part)));
        let briefing = briefing(&files);
        let ledger = Ledger::new(&briefing, TODAY);
        let coverage = ledger.coverage((briefing.find_deal("plan").unwrap(), 0)).unwrap();
        let share = coverage.share().map(|s| (s.low.to_string(), s.high.map(|h| h.to_string())));
        let expected = expected.map(|(low, high)| (low.to_owned(), high.map(str::to_owned)));
        assert_eq!(share, expected, "{part} of {whole}");
    }
}

#[test]
fn a_plan_is_of_whoever_would_pay_for_it() {
    let plan =
        "umbrella = true\n[[leg]]\ncustomer = \"umbra\"\nvalue = { is = \"100 billion USD\", source = \"wire\" }";
    let part = String::from("part_of = \"plan\"\n") + &purchase("umbra", "globex", "30 billion USD");
    let briefing = briefing(&(deal("plan", "announced", plan) + &deal("a", "signed", &part)));
    let ledger = Ledger::new(&briefing, TODAY);
    // Umbra is part of Acme; Globex is only paid.
    for (company, plans) in [("umbra", 1), ("acme", 1), ("globex", 0), ("initech", 0)] {
        let scope = Scope::Company(briefing.find_company(company).unwrap());
        assert_eq!(ledger.frames(scope).len(), plans, "{company}");
    }
}
