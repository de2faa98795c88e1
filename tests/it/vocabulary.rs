//! A kind of leg, its roles, a kind of company, an instrument and a field that a site declares, from its settings to
//! every output. The clubs are invented.

use crate::support::{Project, TODAY};

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

/// Checks that a file of the output has all of these.
fn has(project: &Project, path: &str, all: &[&str]) {
    let text = project.file(&format!("public/{path}"));
    for part in all {
        assert!(text.contains(part), "{path} has no {part:?}:\n{text}");
    }
}

#[test]
fn what_a_site_declares_is_everywhere() {
    let project = Project::with_base(SITE);
    project.run(["build", "--today", TODAY]).succeeds();
    let page = "deals/signed/index.html";
    has(
        &project,
        page,
        &["Orient and Acme FC sign Jo Doe from Hauts Rovers: $120", "Transfer", "image rights", "Season"],
    );
    has(&project, page, &["Player", "Scout"]);
    has(
        &project,
        "fr/deals/signed/index.html",
        &["Orient et l’Acme FC recrutent Jo Doe auprès des Hauts Rovers, cédants"],
    );
    has(&project, "fr/deals/signed/index.html", &["Transfert", "droits d’image", "Saison", "Joueur<"]);
    has(&project, "fr/deals/planned/index.html", &["Joueuse<"]);
    has(&project, "deals/planned/index.html", &["Hauts Rovers are to sign Al Roe from Acme FC"]);
    has(&project, "fr/deals/planned/index.html", &["Les Hauts Rovers doivent recruter Al Roe auprès de l’Acme FC"]);
}

#[test]
fn what_is_missing_has_a_plain_form() {
    let project = Project::with_base(SITE);
    project.run(["build", "--today", TODAY]).succeeds();
    has(&project, "deals/nobody/index.html", &["Transfer, planned: Hauts Rovers → Orient"]);
    has(&project, "deals/hire/index.html", &["Hire, in talks: Acme FC → Orient"]);
    has(
        &project,
        "fr/deals/hire/index.html",
        &["<b><span lang=\"en\">Hire</span></b>", "Hire, en discussion\u{a0}: Acme FC → Orient"],
    );
    has(
        &project,
        "deals/swap/index.html",
        &["<b><span lang=\"fr\">Échange</span></b>", "L’Acme FC et les Hauts Rovers échangent des joueurs"],
    );
    has(&project, "companies/acme/index.html", &["hiring club in one deal", "clubs in one deal"]);
}

#[test]
fn totals_pages_and_exports_have_a_kind_of_ones_own() {
    let project = Project::with_base(SITE);
    project.run(["build", "--today", TODAY]).succeeds();
    has(&project, "companies/orient/index.html", &["Transfers paid", "Club", "buyer in one deal"]);
    has(&project, "fr/companies/globex/index.html", &["Transferts encaissés", "club vendeur dans un accord"]);
    has(&project, "companies/index.html", &["Clubs"]);
    has(&project, "kinds/transfer/index.html", &["Two clubs sign Jo Doe", "“Transfer”"]);
    has(
        &project,
        "data/index.html",
        &["The buyer pays the seller.", "<code>transfer</code>", "hiring club → lending club"],
    );
    has(&project, "data/deals.csv", &["transfer", "buying_club:orient", "player:doe", "scout:roe"]);
    has(&project, "data/totals.json", &["\"kind\":\"transfer\""]);
    has(&project, "deals/signed/deal.json", &["\"role\":\"buying_club\"", "\"kind\":\"transfer\"", "image_rights"]);
    has(&project, "deals/signed/index.html", &["https://example.org/companies/doe/"]);
    project
        .run(["totals", "--company", "orient", "--on", TODAY])
        .succeeds()
        .says("transfer pays: up to 120 million USD");
    project.run(["explain", "signed.transfer.value"]).succeeds().says("120 million USD");
    project.run(["theme", "vars", "deal"]).succeeds().says("kind");
}

/// The columns of the table of `docs/fact-sheets.md` with this head.
fn documented(head: &str) -> Vec<Vec<String>> {
    let docs = include_str!("../../docs/fact-sheets.md");
    let (_, table) = docs.split_once(head).unwrap_or_else(|| panic!("no table {head}"));
    let rows = table.lines().skip(2).map(str::trim).take_while(|line| line.starts_with('|'));
    rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// The words between two marks of `docs/fact-sheets.md`.
fn listed(from: &str, to: &str) -> Vec<&'static str> {
    let docs = include_str!("../../docs/fact-sheets.md");
    let list = docs.split_once(from).and_then(|(_, rest)| rest.split_once(to)).expect("a list").0;
    list.split([' ', ',', '`', '\n']).filter(|word| !word.is_empty()).collect()
}

fn names<T>(all: &[T], name: impl Fn(&T) -> &str) -> Vec<String> {
    all.iter().map(|one| name(one).to_owned()).collect()
}

#[test]
fn the_docs_list_what_is_built_in_and_nothing_else() {
    let vocabulary = tearsheet::parse::base_vocabulary();
    let mut units: Vec<String> = Vec::new();
    for row in documented("| measures | units |") {
        let row = row[1].split_once(';').map_or(row[1].as_str(), |(units, _)| units);
        units.extend(row.split([' ', ',']).filter(|word| !word.is_empty()).map(str::to_owned));
    }
    let mut built_in: Vec<String> = vocabulary.unit_keys().map(str::to_owned).collect();
    units.sort_unstable();
    built_in.sort_unstable();
    assert_eq!(units, built_in);

    let all_roles = names(&vocabulary.roles, |role| role.name());
    let mut pairs: Vec<Vec<String>> = Vec::new();
    for row in documented("| roles | kind | value |") {
        let words = row[0].split(|c: char| !c.is_ascii_lowercase() && c != '_');
        let mut pair: Vec<String> =
            words.filter(|word| all_roles.iter().any(|role| role == word)).map(str::to_owned).collect();
        pair.sort_unstable();
        pairs.push(pair);
    }
    let kinds = vocabulary.kinds.iter().map(|kind| {
        let mut roles: Vec<String> = kind.roles().map(str::to_owned).collect();
        roles.sort_unstable();
        roles
    });
    assert_eq!(pairs, kinds.collect::<Vec<_>>());

    let free: Vec<_> = vocabulary.roles.iter().filter(|role| role.free).map(|role| role.name()).collect();
    assert_eq!(listed("Besides, unpaid: ", ". With an `id`"), free);
    assert_eq!(listed("| `instrument` | word | ", ", or one"), names(&vocabulary.instruments, |one| one.name()));
    assert_eq!(listed("`kind` (", ", or one"), names(&vocabulary.company_kinds, |one| one.name()));

    let settings: String =
        documented("| key of `tearsheet.toml` | holds |").iter().map(|row| row[0].as_str()).collect();
    let [(_, keys), ..] = tearsheet::parse::schemas();
    let missing: Vec<_> = keys.rows().into_iter().map(|row| row.name).filter(|key| !settings.contains(key)).collect();
    assert_eq!(missing, [""; 0]);
}
