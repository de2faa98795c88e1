//! Units that a site declares, from its settings to every output: with words in all its languages, in one of two, and
//! with none. The companies are invented.

use crate::support::{Project, TODAY, says};

const SITE: &str = r#"
//- tearsheet.toml
title      = "Harbours"
base_url   = "https://example.org/"
languages  = ["en", "fr"]
currencies = ["EUR"]

[fields.moorings]
on    = "leg"
type  = "berths"
label = { en = "Moorings", fr = "Amarrages" }

[fields.storage]
on    = "leg"
type  = "amount"
label = { en = "Storage", fr = "Stockage" }
UNITS
//- content/deals/berths.toml
title  = { en = "Acme lets moorings", fr = "Acme loue des quais" }
status = { is = "signed", on = "2026-04-01", source = "wire" }
[[leg]]
customer = "acme"
supplier = "globex"
value    = "90 million EUR"
quantity = "3000 berths"
price    = "30_000 EUR per berth"
moorings = "up to 12 berths"
storage  = "2 million toe"
//- content/deals/berths.en.md
Globex lets {{ quantity }} at {{ price }}, with {{ moorings }} and {{ storage }}. Those are 3,000 MANY_EN at €30,000 per ONE_EN.
//- content/deals/berths.fr.md
Globex loue {{ quantity }} à {{ price }}, avec {{ moorings }} et {{ storage }}. Ce sont 3 000 MANY_FR à 30 000 euros par ONE_FR.
//- content/deals/oil.toml
title  = { en = "Acme buys oil", fr = "Acme achète du pétrole" }
status = { is = "announced", on = "2026-04-02", source = "wire" }
[[leg]]
customer = "acme"
supplier = "globex"
quantity = "3000 bbl"
price    = { is = "60–65.5 EUR per bbl", source = "wire", quote = "€60 to €65.50/bbl" }
storage  = "1.5 Mbbl"
[[leg]]
id = "yearly"
customer = "acme"
supplier = "globex"
quantity = "2.4 kbbl per year"
//- content/deals/oil.en.md
It is {{ oil.purchase.quantity }}, {{ oil.purchase.price }}: 3,000 bbl, stored with {{ oil.purchase.storage }}.
//- content/deals/oil.fr.md
Ce sont {{ oil.purchase.quantity }}, {{ oil.purchase.price }}, avec {{ oil.purchase.storage }}.
"#;

/// What the units measure, after which stand their words.
const BERTHS: &str = "\n[units.berths]\n";
const TOE: &str = "\n[units.toe]\ndimension = \"energy\"\nfactor = 11630000\n";
const OIL: &str = "\n[units.kbbl]\ndimension = \"oil\"\nfactor = 1e3\n[units.Mbbl]\ndimension = \"oil\"\nfactor = 1e6\n\
                   [units.bbl]\ndimension = \"oil\"\n";

/// In both languages.
const ALL: [&str; 3] = [
    "words = { en = [\"berth\", \"berths\"], fr = [\"poste\", \"postes\"] }",
    "words = { en = [\"tonne of oil equivalent\", \"tonnes of oil equivalent\"], \
     fr = [\"tonne d’équivalent pétrole\", \"tonnes d’équivalent pétrole\"] }\nshort = \"toe\"",
    "words = { en = [\"barrel\", \"barrels\"], fr = [\"baril\", \"barils\"] }",
];

/// A built site; `typed` are one and several berths as its texts in English and in French have them.
fn built(words: [&str; 3], typed: [&str; 4]) -> Project {
    let units: String = [BERTHS, TOE, OIL].iter().zip(words).map(|(unit, words)| format!("{unit}{words}\n")).collect();
    let names = ["ONE_EN", "MANY_EN", "ONE_FR", "MANY_FR"];
    let files =
        names.iter().zip(typed).fold(SITE.replace("UNITS\n", &units), |text, (name, word)| text.replace(name, word));
    let project = Project::with_base(&files);
    let run = project.build().succeeds();
    assert!(!run.stderr.contains("warning["), "{}", run.stderr);
    project
}

#[test]
fn words_in_all_languages() {
    let project = built(ALL, ["berth", "berths", "poste", "postes"]);
    says(
        &project.text("deals/berths"),
        &[
            "Globex lets 3,000 berths at €30,000 per berth, with up to 12 berths and 2 million tonnes of oil equivalent. \
           Those are 3,000 berths at €30,000 per berth.",
        ],
    );
    says(
        &project.text("fr/deals/berths"),
        &[
            "Globex loue 3 000 postes à 30 000 euros par poste, avec jusqu’à 12 postes et 2 millions de tonnes d’équivalent \
           pétrole. Ce sont 3 000 postes à 30 000 euros par poste.",
        ],
    );
    says(
        &project.text("deals/oil"),
        &["It is 3 kbbl, between €60 and €65.5 per barrel: 3,000 bbl, stored with 1.5 Mbbl.", "2.4 kbbl per year"],
    );
    says(
        &project.text("fr/deals/oil"),
        &["Ce sont 3 kbbl, entre 60 et 65,5 euros par baril, avec 1,5 Mbbl.", "2,4 kbbl par an"],
    );
}

#[test]
fn totals_and_exports() {
    let project = built(ALL, ["berth", "berths", "poste", "postes"]);
    let totals = project.run(["totals", "--on", TODAY]).succeeds().stdout;
    says(
        &totals,
        &[
            "\nquantities\n  berths, committed, purchase: 3000 berths\n",
            "\n  bbl, announced or reported, purchase: 3 kbbl\n",
            "\nquantities not added\n  2.4 kbbl per year  oil.yearly  no amount\n",
        ],
    );
    says(&project.text("companies/acme"), &["berths bought3,000 berths", "barrels bought", "3 kbbl"]);
    says(&project.text("fr/companies/acme"), &["postes à l’achat3 000 postes", "barils à l’achat"]);
    says(&project.text("companies/acme"), &["2.4 kbbl per year: a rate, a share or a length of time."]);
    let file = |path: &str| project.file(&format!("public/{path}")).replace('\u{a0}', " ");
    says(
        &file("data/totals.json"),
        &[
            r#""measure":"berths","sum":{"min":"3000","max":"3000","max_excluded":false,"about":false,"unit":"berths","text":"3000 berths"}"#,
        ],
    );
    says(
        &file("data/claims.csv"),
        &[
            "deal,berths,purchase,quantity,3000 berths,3000,3000,,berths,",
            "deal,berths,purchase,price,30000 EUR per berth,30000,30000,,EUR per berth,",
            "deal,berths,purchase,storage,2 million toe,2000000,2000000,,toe,",
            "deal,oil,purchase,storage,1.5 Mbbl,1500000,1500000,,bbl,",
        ],
    );
    says(&file("deals/oil/deal.json"), &[r#""unit":"EUR per bbl","text":"60–65.5 EUR per bbl""#]);
    says(&file("deals/berths/deal.json"), &[r#""unit":"berths","text":"up to 12 berths""#]);
    for feed in ["feed.xml", "feed.json", "rss.xml"] {
        says(&file(feed), &["3,000 berths", "€30,000 per berth", "2 million tonnes of oil equivalent"]);
    }
}

#[test]
fn no_words_at_all() {
    let project = built([""; 3], ["berth", "berths", "berth", "berths"]);
    says(
        &project.text("deals/berths"),
        &["Globex lets 3,000 berths at €30,000 per berth, with up to 12 berths and 2 million toe."],
    );
    says(
        &project.text("fr/deals/berths"),
        &["Globex loue 3 000 berths à 30 000 euros par berth, avec jusqu’à 12 berths et 2 millions de toe."],
    );
    says(&project.text("deals/oil"), &["It is 3 kbbl, between €60 and €65.5 per bbl"]);
    says(&project.text("companies/acme"), &["berths bought3,000 berths", "bbl bought"]);
    says(&project.text("fr/companies/acme"), &["berths à l’achat3 000 berths", "bbl à l’achat"]);
}

#[test]
fn words_in_one_language_of_two() {
    let words = [
        "words = { en = [\"berth\", \"berths\"] }",
        "words = { fr = [\"tonne d’équivalent pétrole\", \"tonnes d’équivalent pétrole\"] }",
        "words = { fr = [\"baril\", \"barils\"] }",
    ];
    let project = built(words, ["berth", "berths", "berth", "berths"]);
    says(
        &project.text("deals/berths"),
        &[
            "Globex lets 3,000 berths at €30,000 per berth, with up to 12 berths and 2 million tonnes d’équivalent pétrole.",
        ],
    );
    says(
        &project.text("fr/deals/berths"),
        &["Globex loue 3 000 berths à 30 000 euros par berth, avec jusqu’à 12 berths et 2 millions de tonnes \
           d’équivalent pétrole."],
    );
    says(&project.text("deals/oil"), &["It is 3 kbbl, between €60 and €65.5 per baril"]);
    says(&project.text("companies/acme"), &["barils bought"]);
}

#[test]
fn texts_are_held_against_the_sheet() {
    let project = built(ALL, ["berth", "berths", "poste", "postes"]);
    let wrong = |path: &str, text: &str| {
        let before = project.file(path);
        project.write(path, text);
        let run = project.check();
        project.write(path, before);
        run.exits(1)
    };
    wrong("content/deals/berths.en.md", "Globex supplies 300 berths.\n")
        .says("expected `3000 berths`, found `300 berths`: a tenth of it");
    wrong("content/deals/berths.fr.md", "Globex fournit 30 000 postes.\n")
        .says("expected `3000 berths`, found `30 000 postes`: ten times as much");
    wrong("content/deals/oil.fr.md", "Globex fournit 30 000 barils.\n")
        .says("expected `3000 bbl`, found `30 000 barils`");
    wrong("content/deals/berths.en.md", "The price is €3,000 per berth.\n")
        .says("expected `30_000 EUR per berth`, found `€3,000 per berth`");
    // Of one dimension: 2 million tonnes of oil equivalent are 23.26 terawatt-hours.
    project.write("content/deals/berths.en.md", "It stores 23.26 TWh.\n");
    let run = project.check().succeeds();
    assert!(!run.stderr.contains("figure-unbacked"), "{}", run.stderr);
}

#[test]
fn the_reader_of_figures_knows_them() {
    let project = built(ALL, ["berth", "berths", "poste", "postes"]);
    project.write("en.txt", "3,000 barrels, 2 million tonnes of oil equivalent, 5 toe, €60–65.5 per barrel\n");
    assert_eq!(
        project.run(["figures", "en.txt", "--lang", "en"]).succeeds().stdout,
        "1:1   oil     exact              3000 bbl  3,000 barrels\n\
         1:16  energy  exact           2000000 toe  2 million tonnes of oil equivalent\n\
         1:52  energy  exact                 5 toe  5 toe\n\
         1:59  price   range  60..65.5 EUR per bbl  €60–65.5 per barrel\n"
    );
    project.write("fr.txt", "3 000 postes, 2 millions de tonnes d'équivalent pétrole, 60 €/bbl\n");
    assert_eq!(
        project.run(["figures", "fr.txt", "--lang", "fr"]).succeeds().stdout,
        "1:1   count   exact     3000 berths  3 000 postes\n\
         1:15  energy  exact     2000000 toe  2 millions de tonnes d'équivalent pétrole\n\
         1:58  price   exact  60 EUR per bbl  60 €/bbl\n"
    );
}

/// What is delivered, or for how much each, is a figure like money: wherever a deal is told in a line.
#[test]
fn a_leg_without_a_value_has_its_figure() {
    let project = Project::with_base(
        r#"
//- content/deals/doses.toml
title  = "Acme buys doses"
status = { is = "signed", on = "2026-04-01", source = "wire" }
[[leg]]
customer = "acme"
supplier = "globex"
quantity = "3000 doses"
//- content/deals/tariff.toml
title  = "Acme buys power"
status = { is = "signed", on = "2026-04-02", source = "wire" }
[[leg]]
customer = "acme"
supplier = "globex"
price    = "50 EUR per MWh"
term     = "7 years"
"#,
    );
    project.build().succeeds();
    for (deal, field, figure, sentence, node) in [
        ("doses", "quantity", "3,000 doses", "Globex: 3,000 doses", r#""value":3000,"unitText":"doses""#),
        (
            "tariff",
            "price",
            "€50 per MWh",
            "Globex: €50 per MWh over 7 years",
            r#""value":50,"unitText":"EUR per MWh""#,
        ),
    ] {
        let page = project.text(&format!("deals/{deal}"));
        says(&page, &[figure, sentence]);
        assert!(!page.contains("amount undisclosed"), "{page}");
        says(&project.file(&format!("public/deals/{deal}/index.html")), &[node]);
        for list in [".", "deals", "companies/acme"] {
            says(&project.text(list), &[figure]);
        }
        let shown = project.run(["explain", &format!("{deal}.purchase.{field}")]).succeeds();
        says(&shown.stdout, &["its table of deals, and totals", "in a list of deals"]);
    }
    says(&project.text("fr/deals/tariff"), &["50 euros par mégawattheure"]);
}
