//! Loops: which are found, how firm they are, and that no graph makes finding them slow.

use tearsheet::ledger::{Ledger, Loops, SumText};
use tearsheet::model::Briefing;

use super::{TODAY, briefing, deal, purchase};
use crate::effort;

/// `acme → globex → acme, committed, up to 5 billion USD`
fn told(briefing: &Briefing, loops: &Loops<'_>) -> Vec<String> {
    let name = |c: tearsheet::model::CompanyId| briefing.company(c).id.as_str();
    let told = |l: &tearsheet::ledger::Loop<'_>| {
        let way: Vec<&str> = l.steps.iter().map(|s| name(s.from)).collect();
        let most = l.at_most.map(|sum| format!(", {}", SumText(sum.part()))).unwrap_or_default();
        let onward: String = l.onward.iter().map(|o| format!(", {} ⇢ {}", name(o.from), name(o.to))).collect();
        format!("{}: {}{most}{onward}", way.join(" → "), l.weakest.name())
    };
    loops.all().map(|l| told(&l)).collect()
}

#[track_caller]
fn finds(files: &str, expected: &[&str]) {
    let briefing = briefing(files);
    assert_eq!(told(&briefing, &Ledger::new(&briefing, TODAY).loops()), expected, "{files}");
}

#[test]
fn a_loop_is_as_firm_as_its_weakest_step() {
    let equity = "[[leg]]\ninvestor = \"globex\"\ninvestee = \"umbra\"\nvalue = { is = \"≥ 10 billion USD\", source = \"wire\" }";
    let mut files = deal("a", "signed", &purchase("acme", "globex", "38 billion USD"));
    files += &deal("b", "in-talks", equity);
    finds(&files, &["acme → globex: talks, up to 38 billion USD"]);
}

#[test]
fn an_option_closes_a_loop_but_is_no_money() {
    let legs = purchase("acme", "globex", "tens of billions USD")
        + "[[leg]]\nissuer = \"globex\"\nholder = \"acme\"\nstake = { is = \"up to 10 %\", source = \"wire\" }";
    finds(&deal("a", "signed", &legs), &["acme → globex: committed"]);
}

#[test]
fn no_more_goes_round_than_over_all_legs_of_the_narrower_side() {
    let equity = |value: &str| {
        format!(
            "[[leg]]\ninvestor = \"globex\"\ninvestee = \"acme\"\nvalue = {{ is = \"{value}\", source = \"wire\" }}\n"
        )
    };
    let mut files = deal("a", "signed", &purchase("acme", "globex", "100 billion USD"));
    files += &deal("b", "signed", &purchase("acme", "globex", "38 billion USD"));
    files += &deal("c", "signed", &(equity("35 billion USD") + &equity("15 billion USD")));
    finds(&files, &["acme → globex: committed, up to 50 billion USD"]);
    // What is less firm than the loop does not go round in it, and what nobody has a figure for limits nothing.
    files += &deal("d", "announced", &equity("5 billion USD"));
    finds(&files, &["acme → globex: committed, up to 50 billion USD"]);
    files += &deal("e", "signed", &equity("undisclosed"));
    finds(&files, &["acme → globex: committed, up to 138 billion USD"]);
}

#[test]
fn three_and_four_in_a_circle() {
    let four = "//- content/companies/hooli.toml\nname = \"Hooli\"\n".to_owned();
    let mut files = deal("a", "signed", &purchase("acme", "globex", "3 billion USD"));
    files += &deal("b", "signed", &purchase("globex", "initech", "under 2 billion USD"));
    files += &deal("c", "announced", &purchase("initech", "acme", "undisclosed"));
    finds(&files, &["acme → globex → initech: announced"]);
    files += &deal("d", "signed", &purchase("initech", "hooli", "1 billion USD"));
    files += &deal("e", "signed", &purchase("hooli", "acme", "4 billion USD"));
    finds(
        &(four + &files),
        &["acme → globex → initech: announced", "hooli → acme → globex → initech: committed, up to 1 billion USD"],
    );
}

#[test]
fn makers_are_onward_and_partners_make_no_edge() {
    let legs = "[[leg]]\ncustomer = \"acme\"\nsupplier = \"globex\"\nmaker = \"initech\"\nvalue = { is = \"3 billion USD\", source = \"wire\" }";
    let mut files = deal("a", "signed", legs);
    files += &deal(
        "b",
        "signed",
        "[[leg]]\npartners = [\"initech\", \"acme\"]\nvalue = { is = \"100 billion USD\", source = \"wire\" }",
    );
    finds(&files, &[]);
    files += &deal("c", "signed", &purchase("globex", "acme", "undisclosed"));
    finds(&files, &["acme → globex: committed, globex ⇢ initech"]);
    let briefing = briefing(&files);
    let loops = Ledger::new(&briefing, TODAY).loops();
    assert_eq!(loops.undirected().len(), 1);
}

#[test]
fn what_is_off_replaced_or_a_plan_closes_no_loop() {
    let out = deal("a", "signed", &purchase("acme", "globex", "3 billion USD"));
    let back = purchase("globex", "acme", "3 billion USD");
    finds(&(out.clone() + &deal("b", "cancelled", &back)), &[]);
    finds(&(out.clone() + &deal("b", "signed", &format!("umbrella = true\n{back}"))), &[]);
    let replaced = deal("b", "signed", &back)
        + &deal("c", "signed", &format!("supersedes = \"b\"\n{}", purchase("globex", "initech", "1 billion USD")));
    finds(&(out + &replaced), &[]);
}

/// Companies of which each buys from each.
fn dense(companies: usize) -> Briefing {
    let mut files = String::new();
    for i in 0..companies {
        files += &format!("//- content/companies/c{i}.toml\nname = \"C{i}\"\n");
        let legs: String = (0..companies)
            .filter(|j| *j != i)
            .map(|j| purchase(&format!("c{i}"), &format!("c{j}"), "1 billion USD"))
            .collect();
        files += &deal(&format!("d{i}"), "signed", &legs);
    }
    briefing(&files)
}

#[test]
fn a_dense_graph_is_searched_in_bounded_time() {
    // By its legs, about the square of its companies: the ways round four of them grow with the square of that.
    effort::grows_with_size("legs", 60 * 60, |legs| {
        let companies = legs.isqrt();
        let briefing = dense(companies);
        effort::of(|| {
            let loops = Ledger::new(&briefing, TODAY).loops();
            // There are 60 · 59 · 58 · 57 / 4 ways round four of 60 alone.
            assert!(loops.all().len() < 10_000, "{}", loops.all().len());
            assert_eq!(loops.all().filter(|l| l.steps.len() == 2).count(), companies * (companies - 1) / 2);
        })
    });
}
