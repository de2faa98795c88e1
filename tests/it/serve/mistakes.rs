//! Mistakes cost no page: the last good one stays, what is wrong is told, and when it is mended all is as before.

use std::fs;
use std::sync::mpsc;

use tearsheet::preview::bulletin::Shown;
use tearsheet::preview::engine::Engine;

use super::{DEAL, PAGE, Served, engine_options};
use crate::support::Project;

const SHEET: &str = "content/deals/acme-globex.toml";

#[test]
fn a_sheet_that_cannot_be_read_keeps_its_last_facts_and_the_rest_goes_on() {
    let served = Served::new(DEAL);
    let project = &served.project;
    let sheet = project.file(SHEET);
    served.until_says(PAGE, "The end.");
    project.write(SHEET, format!("{sheet}\nx = [\n"));
    served.until_errors(|errors| errors > 0);
    let bulletin = served.preview.engine().bulletin();
    assert_eq!((bulletin.shown, bulletin.held.as_slice()), (Shown::Mended, &[SHEET.to_owned()][..]));
    assert!(served.get(PAGE).text().contains("10\u{a0}billion"));
    let panel = served.get(&format!("/_tearsheet/panel?page={PAGE}")).text();
    assert!(panel.contains(&format!("{{\"path\":\"{SHEET}\",\"link\"")) && panel.contains("\"held\":true"), "{panel}");
    // What is right is shown meanwhile.
    project.write("content/deals/acme-globex.md", "Written meanwhile.\n");
    served.until_says(PAGE, "Written meanwhile.");
    project.write(SHEET, sheet);
    served.until_errors(|errors| errors == 0);
    served.is_as_built();
}

#[test]
fn a_mistake_that_cannot_be_held_back_keeps_the_last_version() {
    let served = Served::new(DEAL);
    let company = served.project.root().join("content/companies/globex.toml");
    let text = fs::read(&company).expect("a sheet");
    served.until_says(PAGE, "The end.");
    fs::remove_file(&company).expect("a removal");
    served.until_errors(|errors| errors > 0);
    assert_eq!(served.preview.engine().bulletin().shown, Shown::Last);
    assert_eq!(served.get("/companies/globex/").status, 200);
    assert!(served.get(PAGE).text().contains("Globex"));
    fs::write(&company, text).expect("a sheet");
    served.until_errors(|errors| errors == 0);
    served.is_as_built();
}

#[test]
fn a_new_sheet_with_a_mistake_is_left_out_until_it_is_mended() {
    let served = Served::new(DEAL);
    served.until_says(PAGE, "The end.");
    served.project.write("content/companies/initech.toml", "name = \"Initech\nkind =\n");
    served.until_errors(|errors| errors > 0);
    assert_eq!(served.get("/companies/initech/").status, 404);
    assert_eq!(served.get(PAGE).status, 200);
    served.project.write("content/companies/initech.toml", "name = \"Initech\"\n");
    served.until_says("/companies/initech/", "Initech");
    served.until_errors(|errors| errors == 0);
}

#[test]
fn a_broken_template_is_held_back_whether_it_cannot_be_read_or_not_be_printed() {
    let served = Served::new(DEAL);
    let template = "themes/ledger/templates/not_found.html";
    let good = "{% extends \"base.html\" %}\n{% block content %}<p>Mine.</p>{% endblock content %}\n";
    served.save(template, good);
    served.until_says("/404.html", "<p>Mine.</p>");
    for bad in [good.replace("Mine.", "{% if %}"), good.replace("Mine.", "{{ not_found.nothing.at.all }}")] {
        served.save(template, &bad);
        served.until_errors(|errors| errors > 0);
        assert!(served.get("/404.html").text().contains("<p>Mine.</p>"), "{bad}");
        served.save(template, good);
        served.until_errors(|errors| errors == 0);
    }
    served.is_as_built();
}

#[test]
fn a_text_with_bytes_that_look_like_the_old_ones_is_held_back_like_any_other() {
    let served = Served::new(DEAL);
    let path = "content/deals/acme-globex.md";
    served.save(path, "Acme buys caf\u{fffd}s.\n");
    served.until_says(PAGE, "caf\u{fffd}s");
    served.save(path, b"Acme buys caf\xfes.\n");
    served.until_errors(|errors| errors > 0);
    served.project.write("content/deals/acme-globex.fr.md", "Acme en achète d’autres.\n");
    served.until_says("/fr/deals/acme-globex/", "en achète d’autres");
    assert_eq!(served.preview.engine().bulletin().held, [path]);
}

#[test]
fn without_a_good_version_the_problems_are_shown_as_text() {
    let served = Served::new(&DEAL.replace("title  = ", "\"<script>alert(1)</script>\" = [\ntitle  = "));
    let answer = served.get(PAGE);
    assert_eq!(answer.status, 503);
    let text = answer.text();
    assert!(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !text.contains("<script>alert"), "{text}");
    served.project.write(
        SHEET,
        "title = \"Mended\"\n[[leg]]\ncustomer = \"acme\"\nsupplier = \"globex\"\n[status]\nis = \"rumoured\"\n",
    );
    served.until(PAGE, "the page", |answer| answer.status == 200);
    assert_eq!(served.preview.engine().bulletin().shown, Shown::Current);
}

#[test]
fn a_project_that_is_gone_for_a_while_is_no_end() {
    let served = Served::new(DEAL);
    served.until_says(PAGE, "The end.");
    let settings = served.project.file("tearsheet.toml");
    fs::remove_file(served.project.root().join("tearsheet.toml")).expect("a removal");
    served.until_errors(|errors| errors > 0);
    assert_eq!(served.get(PAGE).status, 200);
    served.project.write("tearsheet.toml", settings);
    served.until_errors(|errors| errors == 0);
    served.is_as_built();
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

/// What a disk that is full, an editor that is killed, or a cat on the keyboard leaves of a file.
fn garbage(dice: &mut Dice, good: &[u8]) -> Vec<u8> {
    let cut = dice.below(good.len());
    let noise = |dice: &mut Dice, n: usize| (0..n).map(|_| dice.below(256) as u8).collect::<Vec<u8>>();
    match dice.below(5) {
        0 | 1 => good[..cut].to_vec(),
        2 => [&good[..cut], &noise(dice, 20), &good[cut..]].concat(),
        3 => noise(dice, 300),
        _ => [&good[..cut], b"\"\"\"[[{{ %} +++\n", &good[cut..]].concat(),
    }
}

#[test]
fn a_mistake_in_an_entry_holds_the_file_back_and_the_panel_leads_to_the_line() {
    let served = Served::new(&format!("{DEAL}{ENTRIES}"));
    let project = &served.project;
    served.until_says(PAGE, "The end.");
    let panel = |page: &str| served.get(&format!("/_tearsheet/panel?page={page}")).text();
    let (own, cited) = ("\"path\":\"content/companies.toml:3\"", "\"path\":\"content/sources.toml:4\"");
    let company = panel("/companies/initech/");
    assert!(company.contains(own) && company.contains(cited), "{company}");
    project.write("content/companies.toml", "[initech]\nnam = \"Initech\"\n");
    served.until_errors(|errors| errors > 0);
    assert_eq!(served.preview.engine().bulletin().held, ["content/companies.toml"]);
    assert!(served.get("/companies/initech/").text().contains("Initech"));
    project.write("content/companies.toml", "[initech]\nname = \"Initech Two\"\n");
    served.until_says("/companies/initech/", "Initech Two");
    served.is_as_built();
}

const ENTRIES: &str = "
//- content/companies.toml
[hooli]
name = \"Hooli\"
[initech]
name = \"Initech\"
hq = { is = \"Lille\", source = \"daily\" }
//- content/sources.toml
[herald]
title = \"H\"
kind = \"press\"
[daily]
title = \"D\"
kind = \"press\"
";

#[test]
fn five_hundred_truncations_and_garbage_saves_cost_no_page() {
    let project = Project::with_base(DEAL);
    let (tell, told) = mpsc::channel();
    let engine = Engine::start(project.root().to_owned(), engine_options(), move |news| {
        let _ = tell.send(news.bulletin.errors);
    })
    .expect("an engine");
    let page = "deals/acme-globex/index.html";
    let first = engine.get(page).expect("the page").bytes;
    let files = [SHEET, "content/deals/acme-globex.md", "content/companies/acme.toml", "tearsheet.toml"];
    let mut dice = Dice(4);
    let mut broken = 0;
    for round in 0..500 {
        let file = files[dice.below(files.len())];
        let good = project.file(file).into_bytes();
        let bad = garbage(&mut dice, &good);
        project.write(file, &bad);
        engine.touch(Vec::new());
        let shown = engine.get(page).unwrap_or_else(|| panic!("round {round}: {file} costs the page:\n{bad:?}"));
        assert!(!shown.failed && shown.bytes.ends_with(b"</html>\n"), "round {round}: {file}");
        let bulletin = engine.bulletin();
        broken += usize::from(bulletin.errors > 0);
        assert!(!bulletin.text(true).contains("defect"), "round {round}: {file}:\n{}", bulletin.text(true));
        project.write(file, &good);
        engine.touch(Vec::new());
        let mended = engine.get(page).expect("the page").bytes;
        assert!(mended == first, "round {round}: {file} leaves something behind");
        assert_eq!(engine.bulletin().errors, 0, "round {round}: {file}: the notice stays");
    }
    assert!(broken > 300, "only {broken} of 500 were mistakes");
    assert!(told.try_iter().count() >= broken * 2);
}
