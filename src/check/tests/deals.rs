//! Rules on one deal, and on several together.

use super::{deal, part, plan, says};

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
        (on("signed", "2026-06"), "", &["order at 2026-06"]),
        (on("signed", "2026-07~"), "", &["order at 2026-07~"]),
        (signed.clone(), "value = { is = \"1 USD\", as_of = \"2026-07\", source = \"wire\" }", &["order at 1 USD"]),
        (signed.clone(), "value = { is = \"1 USD\", as_of = \"2026-06\", source = \"wire\" }", &[]),
    ];
    for (status, facts, expected) in table {
        says(&[("content/deals/x.toml", &sheet(status, facts))], expected);
    }
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
        ([round("signed", "60 %", ""), round("signed", "41 %", "")], &["equity at 41 %"]),
        ([round("signed", "60 %", ""), round("signed", "≥ 41 %", "")], &["equity at ≥ 41 %"]),
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

/// The total that a step states holds on the day of its source, whatever becomes of the steps before it.
#[test]
fn a_stated_total_stays_true_when_a_step_before_it_is_called_off() {
    let first = |later: &str| {
        let signed = "{ is = \"signed\", on = \"2026-03-01\", source = \"wire\" }";
        let leg = "[[leg]]\ncustomer = \"acme\"\nsupplier = \"globex\"\nvalue = \"10 USD\"\n";
        format!("title = \"A\"\nstatus = [{signed}{later}]\n\n{leg}")
    };
    let off = ", { is = \"cancelled\", on = \"2026-05-01\", source = \"wire\" }";
    let before = off.replace("2026-05-01", "2026-03-15");
    let second = |total: &str| {
        part("acme", "signed", "5 USD", "expands = \"a\"\nadds = \"increment\"") + &format!("total = \"{total} USD\"\n")
    };
    let table: &[(String, String, &[&str])] = &[
        (first(""), second("15"), &[]),
        (first(off), second("15"), &[]),
        (first(off), second("16"), &["chain-total at 16 USD"]),
        (first(&before), second("15"), &["chain-total at 15 USD"]),
        (first(&before), second("5"), &[]),
    ];
    for (a, b, expected) in table {
        says(&[("content/deals/a.toml", a), ("content/deals/b.toml", b)], expected);
    }
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
        // A frame in a frame stands for what it contains.
        (plan("20 USD", ""), plan("11 USD", of), &[]),
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

/// Figures stand in descriptions and titles of pictures, under the heads of columns, and in what a sheet says of a part.
#[test]
fn figures_in_other_places_than_paragraphs() {
    let said = |what: &str| deal(&format!("what = \"{what}\"\nvalue = \"up to 38 billion USD\""));
    let page = |sheet: &str, text: &str, expected: &[&str]| {
        says(&[("content/deals/x.toml", sheet), ("content/deals/x.md", text)], expected);
    };
    let (sheet, wrong) = (said("Chips for up to 38 billion dollars"), said("The contract is worth $83 billion"));
    page(&wrong, "", &["figure-contradicts at $83 billion"]);
    page(&sheet, "![The contract is worth $83 billion](a.png)\n", &["figure-contradicts at $83 billion"]);
    page(&sheet, "![](a.png \"The contract is worth $83 billion\")\n", &["figure-contradicts at $83 billion"]);
    for head in ["($bn)", "(in $bn)", "in $ billion", ", billion USD", "(billion dollars)"] {
        let table = |number: &str| format!("| | Value {head} |\n|---|---|\n| The contract | {number} |\n");
        page(&sheet, &table("up to 38"), &[]);
        page(&sheet, &table("83"), &["figure-contradicts at 83"]);
        page(&sheet, &table("83 in 2024"), &[]);
    }
}
