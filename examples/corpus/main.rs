//! A made-up briefing of any size, for measuring.
//!
//! ```text
//! cargo run --release --example corpus -- --deals 1000 --companies 100 --seed 1 --out DIR
//! ```
//!
//! Writes a project that `tearsheet build` accepts without a warning: deals from 2015 to 2026 among companies
//! of which few appear often and many seldom (Zipf), a source per ten deals, and summaries of about 2.5 KB
//! with links, facts, citations, tables and code. Equal arguments give equal bytes on every machine.
//! It first draws a world ([`draw`]), then writes it ([`sheet`], [`fact_sheet`], [`text`]). With `--for hugo` or
//! `--for zola` the same world is written as a site for that tool ([`peer`]).

mod amount;
mod draw;
mod english;
mod fact_sheet;
mod french;
mod names;
mod peer;
mod peer_text;
mod random;
mod sheet;
mod text;
mod world;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use peer::Peer;
use random::Random;
use text::Scene;
use world::World;

const USAGE: &str = "usage: corpus --deals N --companies M [--seed S] [--languages en,fr] [--for hugo|zola] --out DIR";

/// A language that the corpus can be written in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lang {
    En,
    Fr,
}

impl Lang {
    fn tag(self) -> &'static str {
        self.choose("en", "fr")
    }

    fn of_tag(tag: &str) -> Lang {
        if tag == "fr" { Lang::Fr } else { Lang::En }
    }

    fn choose<T>(self, english: T, french: T) -> T {
        match self {
            Lang::En => english,
            Lang::Fr => french,
        }
    }
}

/// What to write, and where.
struct Options {
    deals: usize,
    companies: usize,
    seed: u64,
    languages: Vec<Lang>,
    /// Another tool to write it for.
    peer: Option<Peer>,
    out: PathBuf,
}

fn main() -> ExitCode {
    let result = options(std::env::args().skip(1)).and_then(|o| write(&o).map_err(|e| e.to_string()));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("corpus: {message}\n{USAGE}");
            ExitCode::FAILURE
        }
    }
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options =
        Options { deals: 0, companies: 0, seed: 1, languages: vec![Lang::En], peer: None, out: PathBuf::new() };
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or(format!("`{name}` needs a value"))?;
        let number = || value.parse::<u64>().map_err(|_| format!("`{name}` takes a number, found `{value}`"));
        match name.as_str() {
            "--deals" => options.deals = number()? as usize,
            "--companies" => options.companies = number()? as usize,
            "--seed" => options.seed = number()?,
            "--for" => options.peer = Some(peer(&value)?),
            "--languages" => options.languages = languages(&value)?,
            "--out" => options.out = PathBuf::from(value),
            _ => return Err(format!("unknown argument `{name}`")),
        }
    }
    if options.deals == 0 || options.out.as_os_str().is_empty() {
        return Err("`--deals` (at least 1) and `--out` are needed".to_owned());
    }
    if !(3..=names::STEMS).contains(&options.companies) {
        return Err(format!("`--companies` takes 3 to {}", names::STEMS));
    }
    Ok(options)
}

fn peer(name: &str) -> Result<Peer, String> {
    match name {
        "hugo" => Ok(Peer::Hugo),
        "zola" => Ok(Peer::Zola),
        other => Err(format!("`--for` takes `hugo` and `zola`, found `{other}`")),
    }
}

fn languages(list: &str) -> Result<Vec<Lang>, String> {
    list.split(',')
        .map(|tag| match tag {
            "en" => Ok(Lang::En),
            "fr" => Ok(Lang::Fr),
            other => Err(format!("`--languages` takes `en` and `fr`, found `{other}`")),
        })
        .collect()
}

/// Refuses to write into a folder that holds anything.
fn write(options: &Options) -> io::Result<()> {
    let root = &options.out;
    if root.exists() && fs::read_dir(root)?.next().is_some() {
        return Err(io::Error::other(format!("`{}` is not empty", root.display())));
    }
    fs::create_dir_all(root)?;
    if let Some(peer) = options.peer {
        return peer::write(peer, options);
    }
    for folder in ["deals", "companies", "sources", "pages"] {
        fs::create_dir_all(root.join("content").join(folder))?;
    }
    let world = draw::world(options.deals, options.companies, options.seed);
    fs::write(root.join("tearsheet.toml"), sheet::site(options))?;
    write_sources(&root.join("content/sources"), &world, options)?;
    write_companies(&root.join("content/companies"), &world, options)?;
    write_deals(&root.join("content/deals"), &world, options)?;
    write_page(&root.join("content/pages"), options)
}

fn write_sources(folder: &Path, world: &World, options: &Options) -> io::Result<()> {
    for (index, source) in world.sources.iter().enumerate() {
        let mut random = Random::stream(options.seed, 10, index);
        fs::write(folder.join(format!("{}.toml", source.id)), sheet::source(source, &mut random))?;
    }
    Ok(())
}

fn write_companies(folder: &Path, world: &World, options: &Options) -> io::Result<()> {
    for (index, company) in world.companies.iter().enumerate() {
        let mut random = Random::stream(options.seed, 11, index);
        fs::write(folder.join(format!("{}.toml", company.id)), sheet::company(world, company, &mut random))?;
        if !random.chance(35) {
            continue;
        }
        let place = random.pick(&names::PLACES);
        for (nth, &lang) in options.languages.iter().enumerate() {
            let text = lang.choose(
                format!("{} has its first halls in {place}.\n\nIt sells what others have no room for.\n", company.name),
                format!(
                    "Les premiers halls de {} sont à {place}.\n\nLe groupe vend ce que d’autres ne peuvent loger.\n",
                    company.name
                ),
            );
            fs::write(folder.join(prose_name(&company.id, nth, lang)), text)?;
        }
    }
    Ok(())
}

fn write_deals(folder: &Path, world: &World, options: &Options) -> io::Result<()> {
    for (index, deal) in world.deals.iter().enumerate() {
        let mut random = Random::stream(options.seed, 12, index);
        let scene = Scene { world, deal, index, lang: options.languages[0] };
        fs::write(folder.join(format!("{}.toml", deal.id)), fact_sheet::deal(&scene, options, &mut random))?;
        for (nth, &lang) in options.languages.iter().enumerate() {
            let mut random = Random::stream(options.seed, 13, index);
            let scene = Scene { world, deal, index, lang };
            fs::write(folder.join(prose_name(&deal.id, nth, lang)), text::summary(&scene, nth == 0, &mut random))?;
        }
    }
    Ok(())
}

fn write_page(folder: &Path, options: &Options) -> io::Result<()> {
    for (nth, &lang) in options.languages.iter().enumerate() {
        let text = lang.choose(
            "+++\ntitle = \"Method\"\n+++\n\nEverything here is made up, and the same every time.\n",
            "+++\ntitle = \"Méthode\"\n+++\n\nTout est inventé ici, et chaque fois de la même façon.\n",
        );
        fs::write(folder.join(prose_name("method", nth, lang)), text)?;
    }
    Ok(())
}

/// `id.md` for the default language, `id.fr.md` for another.
fn prose_name(id: &str, nth: usize, lang: Lang) -> String {
    if nth == 0 { format!("{id}.md") } else { format!("{id}.{}.md", lang.tag()) }
}
