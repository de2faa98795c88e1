//! A kind of leg, its roles, a kind of company, an instrument and a field that a site declares, from its settings to
//! every output. The clubs are invented.

use serde_json::Value;

use crate::support::{Project, TODAY, says};

const SITE: &str = r#"
//- tearsheet.toml
title      = "Transfers"
base_url   = "https://example.org/"
languages  = ["en", "fr"]
currencies = ["USD"]

[kinds.transfer]
payer    = "buying_club"
payee    = "selling_club"
others   = ["player"]
label    = { fr = ["Transfert", "Transferts"], en = ["Transfer", "Transfers"] }
paid     = { fr = "Transferts payés", en = "Transfers paid" }
received = { fr = "Transferts encaissés", en = "Transfers received" }
meaning  = { fr = "Le club acheteur paie le club vendeur.", en = "The buyer pays the seller." }
[kinds.transfer.done]
fr = "{buying_club} {recrute|recrutent} {player} auprès {de selling_club}, {selling_club: cédant|cédante|cédants|cédantes}"
en = "{buying_club} {signs|sign} {player} from {selling_club}"
[kinds.transfer.planned]
fr = "{buying_club} {doit|doivent} recruter {player} auprès {de selling_club}"
en = "{buying_club} {is|are} to sign {player} from {selling_club}"
[kinds.transfer.roles]
player       = { fr = ["joueur", "joueuse", "joueurs", "joueuses"], en = ["player", "players"] }
buying_club  = { fr = ["club acheteur", "clubs acheteurs"], en = ["buyer", "buyers"] }
selling_club = { fr = ["club vendeur", "clubs vendeurs"], en = ["seller", "sellers"] }

[kinds.hire]
payer = "hiring_club"
payee = "lending_club"
label = "Hire"

[kinds.swap]
parties = "clubs"
sum     = false
label   = { fr = ["Échange", "Échanges"] }
done    = { fr = "{clubs} {échange|échangent} des joueurs" }

[roles.scout]
label = { en = "scout" }

[instruments.image_rights]
label = { fr = "droits d’image", en = "image rights" }

[company_kinds.club]
label = { fr = ["Club", "Clubs"], en = ["Club", "Clubs"] }

[fields.season]
on    = "leg"
type  = "text"
label = { fr = "Saison", en = "Season" }
meaning = { en = "The season of play.", fr = "La saison de jeu." }
//- content/companies/acme.toml
name    = "Acme FC"
kind    = "club"
article = { fr = "le" }
gender  = "m"
//- content/companies/globex.toml
name   = "Hauts Rovers"
kind   = "club"
plural  = true
gender  = "m"
article = { fr = "les" }
//- content/companies/orient.toml
name = "Orient"
kind = "club"
//- content/companies/doe.toml
name   = "Jo Doe"
gender = "m"
//- content/companies/roe.toml
name = "Al Roe"
//- content/deals/signed.toml
title  = "Two clubs sign Jo Doe"
status = { is = "signed", on = "2026-04-01", source = "wire" }
[[leg]]
buying_club  = ["orient", "acme"]
selling_club = "globex"
player       = "doe"
scout        = "roe"
value        = "120 million USD"
season       = "2026"
instrument   = "image_rights"
//- content/deals/planned.toml
title  = "Hauts Rovers look at Al Roe"
status = { is = "announced", on = "2026-04-02", source = "wire" }
[[leg]]
buying_club  = "globex"
selling_club = "acme"
player       = "roe"
value        = "80 million USD"
//- content/deals/nobody.toml
title  = "A transfer of somebody"
status = { is = "announced", on = "2026-04-03", source = "wire" }
[[leg]]
buying_club  = "globex"
selling_club = "orient"
value        = "1 million USD"
//- content/deals/hire.toml
title  = "Acme hires from Orient"
status = { is = "in-talks", on = "2026-04-04", source = "wire" }
[[leg]]
hiring_club  = "acme"
lending_club = "orient"
value        = "5 million USD"
//- content/deals/swap.toml
title  = "A swap"
status = { is = "signed", on = "2026-04-05", source = "wire" }
[[leg]]
clubs = ["acme", "globex"]
"#;

/// Builds the site, and checks that files of it have all of these. It is given back for more.
#[track_caller]
fn built(expected: &[(&str, &[&str])]) -> Project {
    let project = Project::with_base(SITE);
    project.build().succeeds();
    for (path, all) in expected {
        says(&project.file(&format!("public/{path}")), all);
    }
    project
}

#[test]
fn what_a_site_declares_is_everywhere() {
    built(&[
        (
            "deals/signed/index.html",
            &[
                "Orient and Acme FC sign Jo Doe from Hauts Rovers: $120",
                "Transfer",
                "image rights",
                "Season",
                "Player",
                "Scout",
            ],
        ),
        (
            "fr/deals/signed/index.html",
            &[
                "Orient et l’Acme FC recrutent Jo Doe auprès des Hauts Rovers, cédants",
                "Transfert",
                "droits d’image",
                "Saison",
                "Joueur<",
            ],
        ),
        ("data/index.html", &["The season of play."]),
        ("fr/data/index.html", &["La saison de jeu."]),
        ("deals/planned/index.html", &["Hauts Rovers are to sign Al Roe from Acme FC"]),
        ("fr/deals/planned/index.html", &["Joueuse<", "Les Hauts Rovers doivent recruter Al Roe auprès de l’Acme FC"]),
    ]);
}

#[test]
fn what_is_missing_has_a_plain_form() {
    built(&[
        ("deals/nobody/index.html", &["Transfer, planned: Hauts Rovers → Orient"]),
        ("deals/hire/index.html", &["Hire, in talks: Acme FC → Orient"]),
        ("fr/deals/hire/index.html", &["Hire, en discussion\u{a0}: Acme FC → Orient"]),
        ("deals/swap/index.html", &["<span lang=\"fr\">L’Acme FC et les Hauts Rovers échangent des joueurs</span>"]),
        ("companies/acme/index.html", &["hiring club in one deal", "clubs in one deal"]),
    ]);
}

#[test]
fn totals_pages_and_exports_have_a_kind_of_ones_own() {
    let project = built(&[
        ("companies/orient/index.html", &["Transfers paid", "Club", "buyer in one deal"]),
        ("fr/companies/globex/index.html", &["Transferts encaissés", "club vendeur dans un accord"]),
        ("companies/index.html", &["Club</small>", "Transfers</small>"]),
        ("kinds/transfer/index.html", &["Two clubs sign Jo Doe", "<h1>Transfers</h1>"]),
        ("data/index.html", &["The buyer pays the seller.", "<code>transfer</code>", "hiring club → lending club"]),
        ("data/deals.csv", &["transfer", "buying_club:orient", "player:doe", "scout:roe"]),
        ("data/totals.json", &["\"kind\":\"transfer\""]),
        ("deals/signed/deal.json", &["\"role\":\"buying_club\"", "\"kind\":\"transfer\"", "image_rights"]),
        ("deals/signed/index.html", &["https://example.org/companies/doe/"]),
    ]);
    let totals = project.run(["totals", "--company", "orient", "--on", TODAY]).succeeds();
    totals.says("transfer pays: up to 120 million USD");
    project.run(["explain", "signed.transfer.value"]).succeeds().says("120 million USD");
    project.run(["theme", "vars", "deal"]).succeeds().says("kind");
}

/// Two deals of a kind that the site declares with its verbs, one in talks.
const SPOKEN_OF: &str = r#"
//- tearsheet.toml
title      = "Transfers"
base_url   = "https://example.org/"
languages  = ["en"]
currencies = ["USD"]
[kinds.transfer]
payer = "buying_club"
payee = "selling_club"
label = "Transfer"
read  = ["{recruits|recruited}", "{has|have} recruited"]
//- content/companies/acme.toml
name = "Acme FC"
//- content/companies/globex.toml
name = "Globex FC"
//- content/deals/talks.toml
title  = "Talks"
status = { is = "in-talks", on = "2026-04-01", source = "wire" }
[[leg]]
buying_club  = "acme"
selling_club = "globex"
//- content/deals/talks.md
Acme FC has formally recruited the keeper of Globex FC. Globex FC has recruited the keeper of Acme FC.
//- content/deals/signed.toml
title  = "Signed"
status = { is = "signed", on = "2026-04-01", source = "wire" }
[[leg]]
buying_club  = "acme"
selling_club = "globex"
value        = { is = "50 million USD", source = "wire" }
//- content/deals/signed.md
Acme FC recruits the keeper of Globex FC for $70 million.

Acme FC watches the keeper of Globex FC for $71 million.
//- content/sources/wire.toml
title     = "Wire"
kind      = "wire"
publisher = "Wire"
lang      = "en"
"#;

#[test]
fn verbs_of_a_kind_of_ones_own_are_understood() {
    let run = Project::new(SPOKEN_OF).run(["check", "--today", TODAY, "--format", "json"]);
    let codes = ["status-wording", "figure-contradicts", "figure-unbacked"];
    let problems = run.stdout.lines().map(|line| serde_json::from_str::<Value>(line).expect("an object"));
    let found: Vec<String> = problems
        .filter(|problem| codes.iter().any(|code| problem["code"] == *code))
        .map(|problem| format!("{} {}", problem["code"], problem["message"]))
        .collect();
    assert_eq!(found.len(), 4, "{found:#?}\n{}", run.stdout);
    assert!(found.iter().any(|f| f.contains("`globex` is told as who pays")), "{found:#?}");
    assert!(found.iter().any(|f| f.contains("status-wording") && f.contains("has formally recruited")), "{found:#?}");
    assert!(found.iter().any(|f| f.contains("figure-contradicts") && f.contains("$70 million")), "{found:#?}");
    assert!(found.iter().any(|f| f.contains("figure-unbacked") && f.contains("$71 million")), "{found:#?}");
}
