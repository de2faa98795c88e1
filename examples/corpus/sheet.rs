//! Sheets of the site, its companies and its sources, as TOML.

use std::fmt::Write as _;

use jiff::ToSpan;

use crate::draw::KEPT;
use crate::names;
use crate::random::Random;
use crate::world::{Company, Source, World};
use crate::{Lang, Options};

/// A basic string.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A text that readers see: a string, or a table where the site has several languages.
pub(crate) fn local(languages: &[Lang], text: impl Fn(Lang) -> String) -> String {
    match languages {
        [only] => quoted(&text(*only)),
        several => {
            let entries: Vec<String> = several.iter().map(|&l| format!("{} = {}", l.tag(), quoted(&text(l)))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}

/// `tearsheet.toml`. Kept to a day after its last deal, so that none becomes old news.
pub(crate) fn site(options: &Options) -> String {
    let languages = &options.languages;
    let tags: Vec<String> = languages.iter().map(|l| quoted(l.tag())).collect();
    let title = local(languages, |l| l.choose("Corpus", "Corpus").to_owned());
    let description =
        local(languages, |l| l.choose("Deals that nobody made", "Des accords que personne n’a signés").to_owned());
    let mut out = format!(
        "title       = {title}\ndescription = {description}\nbase_url    = \"https://corpus.example/\"\nlicense     = \"CC0-1.0\"\n\
         languages   = [{}]\ncurrencies  = [\"USD\"]\nnav_pages   = [\"method\"]\nkept_to     = {KEPT}\n\n[topics]\n",
        tags.join(", ")
    );
    for (id, english, french) in names::TOPICS {
        let name = local(languages, |l| l.choose(english, french).to_owned());
        let _ = writeln!(out, "{id} = {name}");
    }
    out
}

/// `content/companies/<id>.toml`.
pub(crate) fn company(world: &World, company: &Company, random: &mut Random) -> String {
    let mut out = format!("name    = {}\nkind    = {}\n", quoted(&company.name), quoted(company.kind));
    if random.chance(20) {
        let _ = writeln!(out, "short   = {}", quoted(&company.stem));
    }
    if let Some(parent) = company.parent {
        let _ = writeln!(out, "part_of = {}", quoted(&world.companies[parent].id));
    }
    if random.chance(30) {
        let ticker: String = company.stem.chars().take(4).collect::<String>().to_uppercase();
        let _ = writeln!(out, "ticker  = \"XCOR:{ticker}\"");
    }
    if random.chance(25) {
        let source = &world.sources[random.below(world.sources.len() as u64) as usize];
        let place = quoted(random.pick(&names::PLACES));
        let _ = writeln!(out, "hq      = {{ is = {place}, source = \"{}:{}\" }}", source.id, random.between(1, 60));
    }
    out
}

/// `content/sources/<id>.toml`.
pub(crate) fn source(source: &Source, random: &mut Random) -> String {
    let (publisher, kind, lang) = names::PUBLISHERS[source.publisher];
    let month = source.published.strftime("%Y-%m");
    let title = match lang {
        "fr" => format!("Accords du mois, {month}"),
        _ => format!("The month in deals, {month}"),
    };
    let doubt = if random.chance(10) { "?" } else { "" };
    let read = source.published.saturating_add((random.between(1, 20) as i64).days());
    let mut out = format!(
        "title     = {}\npublisher = {}\nkind      = {}\nlang      = {}\npublished = \"{}{doubt}\"\nread_on   = \"{read}\"\n",
        quoted(&format!("{title} ({})", source.id)),
        quoted(publisher),
        quoted(kind),
        quoted(lang),
        source.published,
    );
    if random.chance(70) {
        let _ = writeln!(out, "url       = \"https://news.example/{}\"", source.id);
    }
    if kind == "repost" {
        let _ = writeln!(out, "original  = {{ publisher = \"Harbour Wire\", title = {} }}", quoted(&title));
    }
    out
}
