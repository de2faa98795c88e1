//! The same corpus as a site for Hugo or for Zola: equivalent in what a page shows, minimal in how.
//!
//! Per deal a page with the same text and a table of its facts; per company a term of a taxonomy, whose page lists its
//! deals; the front page with the newest deals, twenty to a page; a list of all deals; feeds of the site and of each
//! company; all of it in each language. There are no pages of sources, kinds, years and statuses, no totals and no
//! exports, so both have less to do than tearsheet. Layouts lie beside this file, under `hugo/` and `zola/`.
//!
//! Written from the documentation of both tools, for Hugo since 0.114 and Zola since 0.19.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use crate::draw;
use crate::names;
use crate::peer_text;
use crate::random::Random;
use crate::sheet::quoted;
use crate::text::{self, Scene};
use crate::world::{Citation, Kind};
use crate::{Lang, Options, prose_name};

/// For whom a site is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Peer {
    Hugo,
    Zola,
}

const HUGO: [(&str, &str); 6] = [
    ("layouts/_default/baseof.html", include_str!("hugo/baseof.html")),
    ("layouts/_default/single.html", include_str!("hugo/single.html")),
    ("layouts/_default/home.html", include_str!("hugo/home.html")),
    ("layouts/_default/list.html", include_str!("hugo/list.html")),
    ("layouts/_default/term.html", include_str!("hugo/list.html")),
    ("layouts/_default/taxonomy.html", include_str!("hugo/taxonomy.html")),
];

const ZOLA: [(&str, &str); 6] = [
    ("templates/base.html", include_str!("zola/base.html")),
    ("templates/page.html", include_str!("zola/page.html")),
    ("templates/index.html", include_str!("zola/index.html")),
    ("templates/section.html", include_str!("zola/section.html")),
    ("templates/companies/single.html", include_str!("zola/single.html")),
    ("templates/companies/list.html", include_str!("zola/list.html")),
];

/// Writes the site into a folder that is there and empty.
pub(crate) fn write(peer: Peer, options: &Options) -> io::Result<()> {
    let root = &options.out;
    let (config, settings, layouts) = match peer {
        Peer::Hugo => ("hugo.toml", hugo_settings(&options.languages), HUGO),
        Peer::Zola => ("config.toml", zola_settings(&options.languages), ZOLA),
    };
    fs::write(root.join(config), settings)?;
    for (path, layout) in layouts {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap_or(root))?;
        fs::write(path, layout)?;
    }
    let content = root.join("content");
    let deals = content.join("deals");
    fs::create_dir_all(&deals)?;
    write_lists(peer, &content, &options.languages)?;
    let world = draw::world(options.deals, options.companies, options.seed);
    let names = peer_text::Names::new(&world);
    for (index, deal) in world.deals.iter().enumerate() {
        for (nth, &lang) in options.languages.iter().enumerate() {
            let scene = Scene { world: &world, deal, index, lang };
            let home = if nth == 0 { String::new() } else { format!("/{}", lang.tag()) };
            let mut random = Random::stream(options.seed, 13, index);
            let summary = text::summary(&scene, true, &mut random);
            let page = front_matter(peer, &scene, &home) + &peer_text::plain(&scene, &names, &home, &summary);
            fs::write(deals.join(prose_name(&deal.id, nth, lang)), page)?;
        }
    }
    Ok(())
}

fn hugo_settings(languages: &[Lang]) -> String {
    let mut out = format!(
        "baseURL = \"https://corpus.example/\"\ntitle = \"Corpus\"\ndefaultContentLanguage = {}\n\
         # Deals may lie after the day of the build.\nbuildFuture = true\n\n\
         [taxonomies]\ncompany = \"companies\"\n\n[services.rss]\nlimit = 20\n",
        quoted(languages[0].tag())
    );
    for (nth, lang) in languages.iter().enumerate() {
        let _ = write!(out, "\n[languages.{}]\ntitle = \"Corpus\"\nweight = {}\n", lang.tag(), nth + 1);
    }
    out
}

fn zola_settings(languages: &[Lang]) -> String {
    let feeds = "generate_feeds = true\ntaxonomies = [{ name = \"companies\", feed = true }]\n";
    let mut out = format!(
        "base_url = \"https://corpus.example\"\ntitle = \"Corpus\"\ndefault_language = {}\nfeed_limit = 20\n{feeds}",
        quoted(languages[0].tag())
    );
    for lang in &languages[1..] {
        let _ = write!(out, "\n[languages.{}]\ntitle = \"Corpus\"\n{feeds}", lang.tag());
    }
    out
}

/// The front page, the list of all deals, and a page that is no deal.
fn write_lists(peer: Peer, content: &Path, languages: &[Lang]) -> io::Result<()> {
    for (nth, &lang) in languages.iter().enumerate() {
        let deals = lang.choose("Deals", "Accords");
        let method = lang.choose("Method", "Méthode");
        let (front, list, rest) = match peer {
            Peer::Hugo => ("", "", ""),
            // A transparent section hands its pages on to the front page, which has pages of twenty.
            Peer::Zola => (
                "sort_by = \"date\"\npaginate_by = 20\n",
                "sort_by = \"date\"\ntransparent = true\n",
                "[extra]\namount = \"\"\nfacts = []\n",
            ),
        };
        let made_up = lang.choose("Everything here is made up.", "Tout est inventé ici.");
        let files = [
            ("_index", format!("+++\ntitle = \"Corpus\"\n{front}+++\n")),
            ("deals/_index", format!("+++\ntitle = \"{deals}\"\n{list}+++\n")),
            ("method", format!("+++\ntitle = \"{method}\"\ndescription = \"\"\n{rest}+++\n\n{made_up}\n")),
        ];
        for (name, text) in files {
            fs::write(content.join(prose_name(name, nth, lang)), text)?;
        }
    }
    Ok(())
}

/// A row of the table of facts.
struct Row {
    label: &'static str,
    value: String,
    /// Where the value leads; empty if nowhere.
    link: String,
    cited: Option<Citation>,
}

fn front_matter(peer: Peer, scene: &Scene<'_>, home: &str) -> String {
    let (deal, companies) = (scene.deal, &scene.world.companies);
    let mut parties = vec![quoted(scene.payer())];
    if deal.main().kind != Kind::Plan {
        parties.push(quoted(scene.payee()));
    }
    let parties = parties.join(", ");
    let dek = text::dek(scene);
    let mut out = format!(
        "+++\ntitle = {}\ndescription = {}\ndate = {}\n",
        quoted(&text::title(scene)),
        quoted(&dek),
        deal.last().on
    );
    let amount = quoted(&deal.main().value.prose(scene.lang));
    let table = match peer {
        Peer::Hugo => {
            let _ = writeln!(out, "companies = [{parties}]\namount = {amount}");
            "facts"
        }
        Peer::Zola => {
            let _ = writeln!(out, "\n[taxonomies]\ncompanies = [{parties}]\n\n[extra]\namount = {amount}");
            "extra.facts"
        }
    };
    for row in rows(scene, |company| format!("{home}/companies/{}/", companies[company].id)) {
        let source = row.cited.map_or(String::new(), |cited| peer_text::source(scene, cited));
        let _ = write!(
            out,
            "\n[[{table}]]\nlabel = \"{}\"\nvalue = {}\nlink = {}\nsource = {}\n",
            row.label,
            quoted(&row.value),
            quoted(&row.link),
            quoted(&source)
        );
    }
    out + "+++\n\n"
}

/// What the sheet of the deal says.
fn rows(scene: &Scene<'_>, company_page: impl Fn(usize) -> String) -> Vec<Row> {
    let (deal, lang) = (scene.deal, scene.lang);
    let fact = |label, value, cited| Row { label, value, link: String::new(), cited: Some(cited) };
    let party =
        |label, name: &str, index| Row { label, value: name.to_owned(), link: company_page(index), cited: None };
    let mut rows = vec![party(lang.choose("Pays", "Paie"), scene.payer(), deal.payer)];
    if deal.main().kind != Kind::Plan {
        rows.push(party(lang.choose("Is paid", "Reçoit"), scene.payee(), deal.payee));
    }
    rows.extend(deal.steps.iter().map(|s| fact("Status", format!("{}, {}", s.status, s.on), s.cited)));
    for leg in &deal.legs {
        rows.push(fact(lang.choose("Value", "Valeur"), leg.value.prose(lang), leg.cited));
        let facts = [
            (lang.choose("Capacity", "Puissance"), leg.capacity.map(|c| c.prose(lang))),
            (lang.choose("Term", "Durée"), leg.term.map(|t| t.prose(lang))),
            (lang.choose("Stake", "Part"), leg.stake.map(|s| format!("{s} %"))),
            (
                lang.choose("Hardware", "Matériel"),
                (leg.kind == Kind::Purchase).then(|| names::GOODS[deal.goods].2.to_owned()),
            ),
        ];
        rows.extend(facts.into_iter().filter_map(|(label, value)| Some(fact(label, value?, leg.cited))));
    }
    rows.extend(
        deal.starts()
            .map(|day| fact(lang.choose("Starts", "Début"), day.strftime("%Y-%m").to_string(), deal.main().cited)),
    );
    rows
}
