//! The rules of adding up, one after the other.

use jiff::civil::date;
use tearsheet::ledger::{Column, Ledger, Scope, SumText};
use tearsheet::model::Currency;

use super::{TODAY, briefing, company_says, deal, purchase, says, says_on, told};

#[test]
fn one_kind_one_currency_one_bucket() {
    let mut files = deal("a", "signed", &purchase("acme", "globex", "3 billion USD"));
    files += &deal("b", "signed", &purchase("acme", "initech", "4 billion USD"));
    files += &deal("c", "signed", &purchase("acme", "initech", "5 billion EUR"));
    files += &deal("d", "announced", &purchase("acme", "initech", "6 billion USD"));
    files += &deal(
        "e",
        "in-talks",
        "[[leg]]\ninvestor = \"globex\"\ninvestee = \"acme\"\nstake = { is = \"10 %\", source = \"wire\" }\n\
         valuation = { is = \"100 billion USD\", source = \"wire\" }\nvalue = { is = \"7 billion USD\", source = \"wire\" }",
    );
    says(
        &files,
        &[
            "purchase committed: 7 billion USD",
            "purchase committed: 5 billion EUR",
            "purchase announced: 6 billion USD",
            "equity talks: 7 billion USD",
        ],
    );
    company_says(
        &files,
        "acme",
        &[
            "pays purchase committed: 7 billion USD",
            "pays purchase committed: 5 billion EUR",
            "pays purchase announced: 6 billion USD",
            "receives equity talks: 7 billion USD",
        ],
    );
}

#[test]
fn bounds_become_intervals() {
    let cases: &[(&[&str], &str)] = &[
        (&["3 billion USD", "4 billion USD"], "7 billion USD"),
        (&["about 3 billion USD", "4 billion USD"], "about 7 billion USD"),
        (&["3 billion USD", "≥ 4 billion USD"], "at least 7 billion USD"),
        (&["up to 3 billion USD", "up to 4 billion USD"], "up to 7 billion USD"),
        (&["up to 3 billion USD", "< 4 billion USD"], "under 7 billion USD"),
        (&["3 billion USD", "up to 4 billion USD"], "3 to 7 billion USD"),
        (&["3–4 billion USD", "tens of billions USD"], "23 to under 104 billion USD"),
        (&["> 3 billion USD", "up to 4 billion USD"], "at least 3 billion USD"),
        (&["undisclosed", "4 billion USD"], "4 billion USD + 1"),
        (&["undisclosed", "undisclosed"], "– + 2"),
    ];
    for (values, expected) in cases {
        let files: String = values
            .iter()
            .enumerate()
            .map(|(i, value)| deal(&format!("d{i}"), "signed", &purchase("acme", "globex", value)))
            .collect();
        says(&files, &[&format!("purchase committed: {expected}")]);
    }
}

#[test]
fn a_sheet_without_a_value_has_no_figure_and_none_is_nothing() {
    let mut files = deal("a", "signed", "[[leg]]\ncustomer = \"acme\"\nsupplier = \"globex\"");
    files += &deal("b", "signed", &purchase("acme", "globex", "none"));
    says(&files, &["purchase committed: – + 1", "not b: nothing-paid"]);
}

#[test]
fn what_is_never_summed_is_named() {
    let mut files = deal("a", "cancelled", &purchase("acme", "globex", "1 billion USD"));
    files += &deal(
        "b",
        "signed",
        "[[leg]]\npartners = [\"acme\", \"globex\"]\nvalue = { is = \"2 billion USD\", source = \"wire\" }",
    );
    files += &deal(
        "c",
        "signed",
        "[[leg]]\nissuer = \"acme\"\nholder = \"globex\"\nstake = { is = \"up to 10 %\", source = \"wire\" }",
    );
    files += &deal(
        "d",
        "announced",
        "umbrella = true\n[[leg]]\ncustomer = \"acme\"\nvalue = { is = \"900 billion USD\", source = \"wire\" }",
    );
    files += &deal("e", "signed", &purchase("acme", "umbra", "3 billion USD"));
    says(
        &files,
        &[
            "not a 1 billion USD: off",
            "not b 2 billion USD: no-direction",
            "not c: not-summed",
            "not d 900 billion USD: umbrella",
            "not e 3 billion USD: inside-group",
        ],
    );
}

#[test]
fn a_deal_is_replaced_from_the_day_on_which_the_newer_is_as_firm() {
    let newer = |status: &str, relation: &str| {
        deal("old", "signed", &purchase("acme", "globex", "38 billion USD"))
            + "//- content/deals/new.toml\ntitle = \"new\"\n"
            + &format!("status = [{status}]\n{relation}\n")
            + &purchase("acme", "globex", "138 billion USD")
    };
    let talks = r#"{ is = "in-talks", on = "2026-02-01", source = "wire" }"#;
    let signed = r#"{ is = "in-talks", on = "2026-02-01", source = "wire" }, { is = "signed", on = "2026-03-01", source = "wire" }"#;
    let ended = r#"{ is = "signed", on = "2026-03-01", source = "wire" }, { is = "cancelled", on = "2026-04-01", source = "wire" }"#;
    // A total that is less firm than what the chain has adds the difference.
    for (relation, reason, less_firm) in
        [("supersedes = \"old\"", "superseded", 138), ("expands = \"old\"\nadds = \"total\"", "enlarged", 100)]
    {
        let less_firm = format!("purchase talks: {less_firm} billion USD");
        let not = format!("not old 38 billion USD: {reason} new");
        says(&newer(talks, relation), &["purchase committed: 38 billion USD", &less_firm]);
        says_on(&newer(signed, relation), date(2026, 2, 28), &["purchase committed: 38 billion USD", &less_firm]);
        says_on(&newer(signed, relation), date(2026, 3, 1), &["purchase committed: 138 billion USD", &not]);
        // If the new one ends, the old one counts again.
        says(&newer(ended, relation), &["purchase committed: 38 billion USD", "not new 138 billion USD: off"]);
    }
    let increment = newer(signed, "expands = \"old\"\nadds = \"increment\"");
    says(&increment, &["purchase committed: 176 billion USD"]);
}

#[test]
fn a_value_holds_from_its_day_until_the_next() {
    let files = "//- content/deals/a.toml\ntitle = \"a\"\n\
         status = { is = \"signed\", on = \"2026-02-01\", source = \"wire\" }\n\
         [[leg]]\ncustomer = \"acme\"\nsupplier = \"globex\"\nvalue = [\n\
         { is = \"38 billion USD\", source = \"wire\" },\n\
         { is = \"138 billion USD\", source = \"wire\", on = \"2026-03-01\" },\n]\n";
    says_on(files, date(2026, 1, 31), &[]);
    says_on(files, date(2026, 2, 1), &["purchase committed: 38 billion USD"]);
    says_on(files, date(2026, 3, 1), &["purchase committed: 138 billion USD"]);
}

#[test]
fn the_firm_part_of_a_ceiling_is_committed_and_the_rest_announced() {
    let sheet = |status: &str, tranches: &str| {
        deal("a", status, &(purchase("acme", "globex", "up to 6 billion USD") + tranches))
    };
    let step =
        |field: &str, size: &str| format!("[[leg.tranche]]\n{field} = {{ is = \"{size}\", source = \"wire\" }}\n");
    says(
        &sheet("signed", &step("value", "1 billion USD")),
        &["purchase committed: 1 billion USD", "purchase announced: up to 5 billion USD"],
    );
    says(
        &sheet("signed", &(step("value", "1 billion USD") + &step("value", "2 billion USD"))),
        &["purchase committed: 3 billion USD", "purchase announced: up to 3 billion USD"],
    );
    says(&sheet("signed", &step("value", "6 billion USD")), &["purchase committed: 6 billion USD"]);
    // Nothing is said of the money.
    says(&sheet("signed", &step("capacity", "1 GW")), &["purchase committed: up to 6 billion USD"]);
    says(&sheet("announced", &step("value", "1 billion USD")), &["purchase announced: 1 to 6 billion USD"]);
    let waits = step("value", "1 billion USD") + "condition = { is = \"on approval\", source = \"wire\" }\n";
    says(&sheet("signed", &waits), &["purchase announced: 1 to 6 billion USD"]);
    let met = waits + "met = { is = \"2026-01-01\", source = \"wire\" }\n";
    says(&sheet("signed", &met), &["purchase committed: 1 billion USD", "purchase announced: up to 5 billion USD"]);
}

#[test]
fn money_is_converted_only_where_the_site_asks_for_it() {
    let settings = |more: &str| {
        format!(
            "//- tearsheet.toml\ntitle = \"S\"\nbase_url = \"https://example.org/\"\nlanguages = [\"en\"]\n\
             currencies = [\"USD\", \"EUR\", \"GBP\"]\n{more}\
             [[rate]]\nfrom = \"EUR\"\nto = \"USD\"\nrate = \"1.1\"\non = 2026-01-02\n\
             [[rate]]\nfrom = \"EUR\"\nto = \"USD\"\nrate = \"1.2\"\non = 2026-05-02\n"
        )
    };
    let mut deals = deal("a", "signed", &purchase("acme", "globex", "10 billion USD"));
    deals += &deal("b", "signed", &purchase("acme", "globex", "10 billion EUR"));
    deals += &deal("c", "signed", &purchase("acme", "globex", "10 billion GBP"));
    let apart = [
        "purchase committed: 10 billion USD",
        "purchase committed: 10 billion EUR",
        "purchase committed: 10 billion GBP",
    ];
    says(&(settings("") + &deals), &apart);
    let files = settings("totals_in = \"USD\"\n") + &deals;
    says(&files, &["purchase committed: 22 billion USD", "purchase committed: 10 billion GBP"]);
    says_on(&files, date(2026, 4, 1), &["purchase committed: 21 billion USD", "purchase committed: 10 billion GBP"]);
    // No rate was known yet.
    says_on(&files, date(2026, 1, 1), &apart);
    let briefing = briefing(&files);
    let statement = Ledger::new(&briefing, TODAY).statement(Scope::Site);
    let rates: Vec<_> = statement.totals[0].counted.iter().filter_map(|entry| entry.rate).collect();
    assert_eq!(rates.iter().map(|r| (r.from, r.on)).collect::<Vec<_>>(), [(Currency(*b"EUR"), date(2026, 5, 2))]);
}

#[test]
fn of_alternatives_one_counts() {
    let mut files = deal("a", "in-talks", &purchase("acme", "globex", "10 billion USD"));
    files += &deal(
        "b",
        "in-talks",
        &(String::from("alternative_to = \"a\"\n") + &purchase("acme", "initech", "up to 30 billion USD")),
    );
    files += &deal("c", "in-talks", &purchase("acme", "initech", "1 billion USD"));
    says(&files, &["purchase talks: 1 to 31 billion USD"]);
}

#[test]
fn a_group_is_summed_as_one_and_its_parts_alone_too() {
    let mut files = deal("a", "signed", &purchase("acme", "globex", "1 billion USD"));
    files += &deal("b", "signed", &purchase("umbra", "globex", "2 billion USD"));
    files += &deal("c", "signed", &purchase("umbra", "acme", "4 billion USD"));
    company_says(&files, "acme", &["pays purchase committed: 3 billion USD", "not c 4 billion USD: inside-group"]);
    company_says(&files, "umbra", &["pays purchase committed: 2 billion USD", "not c 4 billion USD: inside-group"]);
}

#[test]
fn paid_and_received_are_never_netted() {
    let mut files = deal("a", "signed", &purchase("acme", "globex", "5 billion USD"));
    files += &deal("b", "signed", &purchase("globex", "acme", "4 billion USD"));
    company_says(
        &files,
        "acme",
        &["pays purchase committed: 5 billion USD", "receives purchase committed: 4 billion USD"],
    );
}

#[test]
fn chips_sites_and_power_are_three_totals() {
    let leg = |is: &str, of: &str| {
        format!(
            "[[leg]]\ncustomer = \"acme\"\nsupplier = \"globex\"\nvalue = \"undisclosed\"\n\
             capacity = {{ is = \"{is}\"{of}, source = \"wire\" }}\n"
        )
    };
    let firm = "[[leg.tranche]]\ncapacity = { is = \"1 GW\", of = \"chips\", source = \"wire\" }\n";
    let mut files = deal("a", "signed", &(leg("up to 6 GW", ", of = \"chips\"") + firm));
    files += &deal("b", "signed", &leg("2 GW", ", of = \"chips\""));
    files += &deal("c", "signed", &leg("2 GW", ", of = \"site\""));
    files += &deal("d", "signed", &leg("4 GW", ", of = \"power\""));
    files += &deal("e", "signed", &leg("5 GW", ""));
    let briefing = briefing(&files);
    let capacity = Ledger::new(&briefing, TODAY).capacity(Scope::Site);
    assert_eq!(
        told(&briefing, &capacity),
        [
            "purchase committed chips: 3 GW",
            "purchase committed site: 2 GW",
            "purchase committed power: 4 GW",
            "purchase announced chips: up to 5 GW",
            "not e 5 GW: no-measure",
        ]
    );
}

#[test]
fn what_is_delivered_is_summed_unit_by_unit() {
    let leg = |is: &str| {
        format!(
            "[[leg]]\ncustomer = \"acme\"\nsupplier = \"globex\"\nvalue = \"undisclosed\"\n\
             quantity = {{ is = \"{is}\", source = \"wire\" }}\n"
        )
    };
    let all = [
        "12 TWh",
        "at least 500 GWh",
        "30 million doses",
        "up to 2 million doses",
        "3 years",
        "65.60 USD per share",
        "20000 wafers",
    ];
    let files: String = all.iter().zip('a'..).map(|(is, id)| deal(&id.to_string(), "signed", &leg(is))).collect();
    let briefing = briefing(&files);
    let quantities = Ledger::new(&briefing, TODAY).quantities(Scope::Site);
    assert_eq!(
        told(&briefing, &quantities),
        [
            "purchase committed Wh: at least 12.5 TWh",
            "purchase committed wafers: 20000 wafers",
            "purchase committed doses: 30 to 32 million doses",
            "not e 3 years: no-amount",
            "not f 65.6 USD per share: no-amount",
        ]
    );
}

#[test]
fn equity_has_five_columns() {
    let leg = |holder: &str, is: &str| {
        format!(
            "[[leg]]\ninvestor = \"{holder}\"\ninvestee = \"acme\"\nstake = {{ is = \"{is}\", source = \"wire\" }}\nvalue = \"undisclosed\"\n"
        )
    };
    let option =
        "[[leg]]\nholder = \"globex\"\nissuer = \"acme\"\nstake = { is = \"up to 10 %\", source = \"wire\" }\n";
    let mut files = deal("a", "signed", &(leg("globex", "27 %") + option));
    files += &deal("b", "completed", &leg("initech", "about 5 %"));
    files += &deal("c", "in-talks", &leg("initech", "≥ 3 %"));
    files += &deal("d", "signed", "[[leg]]\ninvestor = \"initech\"\ninvestee = \"umbra\"\nvalue = \"undisclosed\"\n");
    files += &deal("e", "signed", &leg("umbra", "50 %"));
    files += &deal("f", "cancelled", &leg("globex", "40 %"));
    let briefing = briefing(&files);
    let equity = Ledger::new(&briefing, TODAY).equity(Scope::Site);
    assert_eq!(equity.len(), 1, "Umbra is part of Acme, and what Acme holds of itself is nobody's");
    let columns =
        Column::ALL.map(|c| equity[0].column(c).map(|(sum, without)| format!("{} + {without}", SumText(sum.unwrap()))));
    let expected = [Some("about 5 % + 0"), Some("27 % + 1"), Some("up to 10 % + 0"), Some("at least 3 % + 0"), None];
    assert_eq!(columns, expected.map(|c| c.map(str::to_owned)));
}

#[test]
fn a_plan_is_covered_by_what_its_payer_pays() {
    let part = |id: &str, status: &str, legs: &str| deal(id, status, &format!("part_of = \"plan\"\n{legs}"));
    let plan = "umbrella = true\n[[leg]]\ncustomer = \"acme\"\nvalue = { is = \"100 billion USD\", source = \"wire\" }";
    let mut files = deal("plan", "announced", plan);
    let equity =
        "[[leg]]\ninvestor = \"globex\"\ninvestee = \"acme\"\nvalue = { is = \"50 billion USD\", source = \"wire\" }";
    files += &part("a", "signed", &(purchase("umbra", "globex", "tens of billions USD") + equity));
    files += &part("b", "announced", &purchase("acme", "globex", "5 billion USD"));
    files += &part("c", "in-talks", &purchase("acme", "globex", "7 billion USD"));
    files += &part("d", "signed", &purchase("acme", "globex", "7 billion GBP"));
    files += &part("e", "signed", &purchase("acme", "globex", "undisclosed"));
    // Announced and committed are one sum here, so that the announced successor stands for both.
    files += &part("f", "signed", &purchase("acme", "globex", "1 billion USD"));
    files +=
        &part("g", "announced", &(String::from("supersedes = \"f\"\n") + &purchase("acme", "globex", "2 billion USD")));
    let briefing = briefing(&files);
    let ledger = Ledger::new(&briefing, TODAY);
    let coverage = ledger.coverage((briefing.find_deal("plan").unwrap(), 0)).unwrap();
    assert_eq!(SumText(coverage.itemised).to_string(), "27 to under 107 billion USD");
    let share = coverage.share().unwrap();
    assert_eq!((share.low.to_string(), share.high.unwrap().to_string()), ("27".to_owned(), "107".to_owned()));
    let left: Vec<String> =
        coverage.left_out.iter().map(|l| format!("{} {}", briefing.deal(l.deal).id, l.reason.name())).collect();
    assert_eq!(left, ["c not-firm", "d other-currency", "e no-figure", "f superseded"]);
}

#[test]
fn kinds_of_every_sort_are_added_up_apart() {
    let leg = |from: &str, to: &str, more: &str| {
        format!(
            "[[leg]]\n{from} = \"acme\"\n{to} = \"globex\"\nvalue = {{ is = \"3 billion USD\", source = \"wire\" }}\n{more}"
        )
    };
    let stake = "stake = { is = \"40 %\", source = \"wire\" }\n";
    let legs = [
        leg("acquirer", "seller", &format!("target = \"initech\"\n{stake}")),
        leg("contributor", "venture", stake),
        leg("grantor", "grantee", ""),
        leg("payer", "payee", ""),
        leg("fee_payer", "fee_payee", ""),
        leg("sponsor", "sponsored", ""),
        leg("sharer", "sharee", ""),
    ];
    let files = deal("a", "completed", &legs.concat());
    let kinds = ["acquisition", "venture", "grant", "distribution", "fee", "sponsorship"];
    let mut expected: Vec<String> = kinds.iter().map(|kind| format!("pays {kind} committed: 3 billion USD")).collect();
    expected.push("not a 3 billion USD: not-summed".to_owned());
    company_says(&files, "acme", &expected.iter().map(String::as_str).collect::<Vec<_>>());
    company_says(&files, "initech", &[]);
    let briefing = briefing(&files);
    let ledger = Ledger::new(&briefing, TODAY);
    let id = |company: &str| briefing.find_company(company).expect("a company");
    let owned: Vec<_> =
        ledger.equity(Scope::Company(id("acme"))).iter().map(|e| (e.issuer, e.stakes[0].column)).collect();
    assert_eq!(owned.len(), 2, "{owned:?}");
    assert!(owned.contains(&(id("initech"), Column::Owned)) && owned.contains(&(id("globex"), Column::Owned)));
}
