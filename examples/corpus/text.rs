//! The summary of a deal: paragraphs, a list, a table, a code fence, links, facts and citations, about 2.5 KB.
//!
//! Figures stand in it in both ways that an editor has: pulled in (`{{ purchase.value }}`) and typed by
//! hand from the same value that the sheet was written from. Each language has a file with its sentences.

use std::fmt::Write as _;

use crate::random::Random;
use crate::world::{Citation, Deal, Kind, World};
use crate::{Lang, english, french, names};

/// How long a summary should become, in bytes.
const LENGTH: usize = 2400;

/// One deal, as the sentences see it.
pub(crate) struct Scene<'a> {
    pub(crate) world: &'a World,
    pub(crate) deal: &'a Deal,
    /// Its index.
    pub(crate) index: usize,
    pub(crate) lang: Lang,
}

/// How firmly a text may speak.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Talks and rumours.
    Talks,
    /// A plan, a letter, or a signature that is only reported.
    Plan,
    /// Signed or further.
    Firm,
    /// Cancelled or stalled.
    Off,
}

impl Scene<'_> {
    pub(crate) fn tone(&self) -> Tone {
        match self.deal.last().status {
            "rumoured" | "in-talks" => Tone::Talks,
            "cancelled" | "stalled" => Tone::Off,
            _ if self.deal.is_firm() => Tone::Firm,
            _ => Tone::Plan,
        }
    }

    /// The name of the company that pays.
    pub(crate) fn payer(&self) -> &str {
        &self.world.companies[self.deal.payer].name
    }

    /// The name of the other one.
    pub(crate) fn payee(&self) -> &str {
        &self.world.companies[self.deal.payee].name
    }

    /// What is bought.
    pub(crate) fn goods(&self) -> &'static str {
        let (english, french, _) = names::GOODS[self.deal.goods];
        self.lang.choose(english, french)
    }

    /// Where.
    pub(crate) fn place(&self) -> &'static str {
        names::PLACES[self.deal.place]
    }

    /// `[^wire-2025-11-42:9]`
    pub(crate) fn cite(&self, citation: Citation) -> String {
        format!("[^{}:{}]", self.world.sources[citation.source].id, citation.line)
    }

    /// `[[id]]` of a company.
    pub(crate) fn company_link(&self, index: usize) -> String {
        format!("[[{}]]", self.world.companies[index].id)
    }

    /// The earlier deal that this one goes on from.
    pub(crate) fn earlier(&self) -> Option<&Deal> {
        self.deal.sequel.map(|(_, earlier)| &self.world.deals[earlier])
    }

    /// The plan that this deal is part of.
    pub(crate) fn plan(&self) -> Option<&Deal> {
        self.deal.part_of.map(|plan| &self.world.deals[plan])
    }

    /// A company that has nothing to do with it, for comparison.
    pub(crate) fn bystander(&self, nth: usize) -> usize {
        (self.index * 31 + self.deal.place * 7 + nth * 13) % self.world.companies.len()
    }

    /// Another deal, about half as old as the briefing.
    pub(crate) fn comparison(&self) -> Option<&Deal> {
        self.world.deals.get(self.index / 2).filter(|d| d.id != self.deal.id)
    }

    /// The day on which the deal became known, in words.
    pub(crate) fn day(&self) -> String {
        let on = self.deal.steps[0].on;
        match self.lang {
            Lang::En => on.strftime("%-d %B %Y").to_string(),
            Lang::Fr => french::day(on),
        }
    }
}

/// The kind of a leg in a path of facts.
pub(crate) fn leg_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Purchase => "purchase",
        Kind::Equity => "equity",
        Kind::Lease => "lease",
        Kind::Loan => "loan",
        Kind::Licence => "licence",
        Kind::Partnership => "partnership",
        Kind::Option => "option",
        Kind::Guarantee => "guarantee",
        Kind::Plan => "plan",
    }
}

/// The headline; a phase is added where payer, payee, goods and place are not enough to tell deals apart.
pub(crate) fn title(scene: &Scene<'_>) -> String {
    let (deal, lang) = (scene.deal, scene.lang);
    let mut title = match lang {
        Lang::En => english::title(scene),
        Lang::Fr => french::title(scene),
    };
    if deal.phase > 1 && deal.main().kind != Kind::Plan {
        let _ = write!(title, ", {} {}", lang.choose("phase", "tranche"), deal.phase);
    }
    title
}

/// `content/deals/<id>.md`, or `<id>.<lang>.md` with its title where the language is not the default.
pub(crate) fn summary(scene: &Scene<'_>, is_default: bool, random: &mut Random) -> String {
    let mut out = front_matter(scene, is_default);
    let mut push = |block: String| {
        if !block.is_empty() {
            out.push_str(&block);
            out.push_str("\n\n");
        }
    };
    let (opening, section, gaps, heading) = match scene.lang {
        Lang::En => (english::opening(scene), english::context(scene), english::gaps(scene), "## What is not known"),
        Lang::Fr => (french::opening(scene), french::context(scene), french::gaps(scene), "## Ce qui manque"),
    };
    push(opening);
    push(section);
    if random.chance(30) {
        push(table(scene));
    }
    if random.chance(25) {
        push(list(scene));
    }
    push(heading.to_owned());
    push(gaps);
    if random.chance(12) {
        push(fence(scene, random));
    }
    if random.chance(8) {
        let warning = scene.lang.choose("Nobody made this deal.", "Personne n’a signé cet accord.");
        push(format!("> [!NOTE]\n> {warning}"));
    }
    fill(&mut out, scene, random);
    out
}

/// The line under the headline.
pub(crate) fn dek(scene: &Scene<'_>) -> String {
    match scene.lang {
        Lang::En => english::dek(scene),
        Lang::Fr => french::dek(scene),
    }
}

fn front_matter(scene: &Scene<'_>, is_default: bool) -> String {
    let dek = dek(scene);
    let title = if is_default { String::new() } else { format!("title = {}\n", crate::sheet::quoted(&title(scene))) };
    format!("+++\n{title}dek = {}\n+++\n\n", crate::sheet::quoted(&dek))
}

fn table(scene: &Scene<'_>) -> String {
    let deal = scene.deal;
    let lang = scene.lang;
    let leg = deal.main();
    let mut out = format!(
        "| {} | {} |\n|---|---:|\n",
        lang.choose("Fact", "Fait"),
        lang.choose("As the sheet has it", "Selon la fiche")
    );
    let mut row = |label: &str, cell: &str| {
        let _ = writeln!(out, "| {label} | {cell} |");
    };
    row(lang.choose("Pays", "Paie"), &scene.company_link(deal.payer));
    if leg.kind != Kind::Plan {
        row(lang.choose("Is paid", "Reçoit"), &scene.company_link(deal.payee));
    }
    if leg.value.is_figure() {
        row(lang.choose("Value", "Valeur"), &format!("{{{{ {}.value }}}}", leg_name(leg.kind)));
    }
    if leg.capacity.is_some() {
        row(lang.choose("Capacity", "Puissance"), &format!("{{{{ {}.capacity }}}}", leg_name(leg.kind)));
    }
    if leg.term.is_some() {
        row(lang.choose("Term", "Durée"), &format!("{{{{ {}.term }}}}", leg_name(leg.kind)));
    }
    row(lang.choose("Place", "Lieu"), scene.place());
    out.trim_end().to_owned()
}

fn list(scene: &Scene<'_>) -> String {
    let items = [
        (format!("{} ({})", scene.place(), scene.goods()), true),
        (scene.lang.choose("permits for the site", "les autorisations du site").to_owned(), true),
        (scene.lang.choose("a **date** for the _second_ phase", "une **date** pour la _suite_").to_owned(), false),
    ];
    let lines: Vec<String> =
        items.iter().map(|(text, done)| format!("- [{}] {text}", if *done { 'x' } else { ' ' })).collect();
    lines.join("\n")
}

fn fence(scene: &Scene<'_>, random: &mut Random) -> String {
    let id = &scene.deal.id;
    match random.below(3) {
        0 => format!("```json\n{{\n  \"deal\": \"{id}\",\n  \"steps\": {}\n}}\n```", scene.deal.steps.len()),
        1 => format!("```sh\ncurl -s https://corpus.example/deals/{id}/ | head -n 20  # the page\n```"),
        _ => {
            format!("```rust\nfn main() {{\n    let id = \"{id}\";\n    println!(\"{{id}}: {{}}\", id.len());\n}}\n```")
        }
    }
}

/// Adds paragraphs without figures until the text is long enough.
fn fill(out: &mut String, scene: &Scene<'_>, random: &mut Random) {
    let sentences: &[&str] = match scene.lang {
        Lang::En => &english::BACKGROUND,
        Lang::Fr => &french::BACKGROUND,
    };
    let start = random.below(sentences.len() as u64) as usize;
    for (count, at) in (start..start + sentences.len()).enumerate() {
        if out.len() >= LENGTH {
            break;
        }
        if count == 0 {
            out.push_str(scene.lang.choose("## Background\n\n", "## Contexte\n\n"));
        }
        out.push_str(&sentences[at % sentences.len()].replace("{place}", scene.place()));
        out.push_str(if count % 4 == 3 { "\n\n" } else { "\n" });
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
}
