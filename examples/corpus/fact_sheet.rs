//! Fact sheets of deals, as TOML.

use std::fmt::Write as _;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::amount::Money;
use crate::draw::{self, KEPT, LAST};
use crate::names;
use crate::random::Random;
use crate::sheet::{local, quoted};
use crate::text::{self, Scene};
use crate::world::{Citation, Deal, Dispute, Kind, Leg, Sequel, Step, World};
use crate::{Lang, Options};

/// How the sources of one sheet are called in it: by id, or by aliases.
struct Citing<'a> {
    world: &'a World,
    /// Alias and source; empty where the sheet uses ids.
    aliases: Vec<(String, usize)>,
}

impl<'a> Citing<'a> {
    fn new(world: &'a World, deal: &Deal, random: &mut Random) -> Citing<'a> {
        let mut aliases: Vec<(String, usize)> = Vec::new();
        if random.chance(50) {
            let cited = deal.steps.iter().map(|s| s.cited).chain(deal.legs.iter().map(|l| l.cited));
            for citation in cited {
                if aliases.iter().all(|&(_, source)| source != citation.source) {
                    let number = aliases.len() + 1;
                    let kind = names::PUBLISHERS[world.sources[citation.source].publisher].1;
                    aliases.push((format!("{kind}{number}"), citation.source));
                }
            }
        }
        Citing { world, aliases }
    }

    /// `"wire1:9"`.
    fn name(&self, citation: Citation) -> String {
        let alias = self.aliases.iter().find(|(_, source)| *source == citation.source).map(|(alias, _)| alias);
        let name = alias.unwrap_or(&self.world.sources[citation.source].id);
        format!("\"{name}:{}\"", citation.line)
    }

    /// The language that the source is in.
    fn lang(&self, citation: Citation) -> Lang {
        Lang::of_tag(names::PUBLISHERS[self.world.sources[citation.source].publisher].2)
    }
}

/// `content/deals/<id>.toml`.
pub(crate) fn deal(scene: &Scene<'_>, options: &Options, random: &mut Random) -> String {
    let (world, deal) = (scene.world, scene.deal);
    let citing = Citing::new(world, deal, random);
    let mut out = format!("title   = {}\n", quoted(&text::title(scene)));
    let topics: Vec<String> = topics(deal).into_iter().map(quoted).collect();
    let _ = writeln!(out, "topics  = [{}]", topics.join(", "));
    relations(&mut out, world, deal);
    headline(&mut out, deal);
    statuses(&mut out, &citing, deal, random);
    if !citing.aliases.is_empty() {
        out.push_str("\n[sources]\n");
        for (alias, source) in &citing.aliases {
            let _ = writeln!(out, "{alias} = {}", quoted(&world.sources[*source].id));
        }
    }
    for (index, one) in deal.legs.iter().enumerate() {
        leg(&mut out, &citing, options, deal, one);
        if index == 0 {
            dates(&mut out, &citing, deal);
            tranches(&mut out, &citing, options, deal, random);
        }
    }
    extras(&mut out, &citing, options, deal, random);
    out
}

fn topics(deal: &Deal) -> Vec<&'static str> {
    let mut topics = vec![match names::GOODS[deal.goods].0 {
        "wind power" | "solar power" => "power",
        "accelerators" | "inference servers" => "chips",
        "fibre links" => "sites",
        _ => "cloud",
    }];
    if deal.legs.iter().any(|l| matches!(l.kind, Kind::Equity | Kind::Option)) {
        topics.push("equity");
    }
    if deal.main().kind == Kind::Licence {
        topics.push("software");
    }
    topics
}

fn relations(out: &mut String, world: &World, deal: &Deal) {
    if deal.main().kind == Kind::Plan {
        out.push_str("umbrella = true\n");
    }
    if let Some(plan) = deal.part_of {
        let _ = writeln!(out, "part_of = {}", quoted(&world.deals[plan].id));
    }
    if let Some((sequel, earlier)) = deal.sequel {
        let id = quoted(&world.deals[earlier].id);
        let _ = match sequel {
            Sequel::Follows => writeln!(out, "follows = {id}"),
            Sequel::Supersedes => writeln!(out, "supersedes = {id}"),
            Sequel::Alternative => writeln!(out, "alternative_to = {id}"),
            Sequel::Increment => writeln!(out, "expands = {id}\nadds    = \"increment\""),
            Sequel::Total => writeln!(out, "expands = {id}\nadds    = \"total\""),
        };
    }
}

/// Where several legs stand side by side, the figure that stands for all.
fn headline(out: &mut String, deal: &Deal) {
    let main = deal.main();
    let several = deal.legs.iter().filter(|leg| !leg.part).count() > 1;
    if several && main.kind != Kind::Option {
        let _ = writeln!(out, "headline = \"{}.value\"", text::leg_name(main.kind));
    }
}

fn statuses(out: &mut String, citing: &Citing<'_>, deal: &Deal, random: &mut Random) {
    out.push_str("status  = [\n");
    for (index, step) in deal.steps.iter().enumerate() {
        let on = on_text(step.on, deal.steps.get(index + 1).map(|s| s.on), random);
        let hedge = step.hedge.map_or(String::new(), |h| format!(", hedge = \"{h}\""));
        let quote = if random.chance(70) {
            format!(", quote = {}", quoted(step_quote(step, citing.lang(step.cited))))
        } else {
            String::new()
        };
        let source = citing.name(step.cited);
        let _ = writeln!(out, "  {{ is = \"{}\", on = \"{on}\", source = {source}{quote}{hedge} }},", step.status);
    }
    out.push_str("]\n");
}

/// A day, sometimes inferred; a month where that cannot be taken for a later day than the next step.
fn on_text(on: Date, next: Option<Date>, random: &mut Random) -> String {
    let month_over = jiff::civil::date(2026, 10, 1);
    match random.below(10) {
        0 => format!("{on}?"),
        1 if next.is_none_or(|n| n > on.last_of_month()) && on < month_over => on.strftime("%Y-%m").to_string(),
        _ => on.to_string(),
    }
}

fn step_quote(step: &Step, lang: Lang) -> &'static str {
    match step.status {
        "rumoured" => lang.choose("according to persistent rumours", "selon des rumeurs persistantes"),
        "in-talks" => lang.choose("are in talks", "sont en discussions"),
        "announced" => lang.choose("said that it plans", "a fait savoir qu’il prévoit"),
        "letter" => lang.choose("signed a letter of intent", "ont signé une lettre d’intention"),
        "signed" => lang.choose("signed a definitive agreement", "ont signé un accord définitif"),
        "active" => lang.choose("the first deliveries have begun", "les premières livraisons ont commencé"),
        "completed" => lang.choose("has been completed", "a été achevé"),
        "cancelled" => lang.choose("called the deal off", "ont renoncé à l’accord"),
        _ => lang.choose("nothing has been heard since", "plus aucune nouvelle depuis"),
    }
}

/// The keys of the roles, payer first.
fn roles(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Purchase | Kind::Plan => ("customer", "supplier"),
        Kind::Equity => ("investor", "investee"),
        Kind::Lease => ("tenant", "landlord"),
        Kind::Loan => ("lender", "borrower"),
        Kind::Licence => ("licensee", "licensor"),
        Kind::Partnership => ("partners", "partners"),
        Kind::Option => ("holder", "issuer"),
        Kind::Guarantee => ("guarantor", "beneficiary"),
    }
}

fn leg(out: &mut String, citing: &Citing<'_>, options: &Options, deal: &Deal, leg: &Leg) {
    let companies = &citing.world.companies;
    let (payer, payee) = (quoted(&companies[deal.payer].id), quoted(&companies[deal.payee].id));
    let (first, second) = roles(leg.kind);
    out.push_str("\n[[leg]]\n");
    let name = text::leg_name(leg.kind);
    if leg.part {
        let _ = writeln!(out, "id       = \"part\"\nof_which = \"{name}\"");
    } else if deal.legs.iter().any(|leg| leg.part) {
        let _ = writeln!(out, "id       = \"{name}\"");
    }
    let source = citing.name(leg.cited);
    let payer = match leg.joint {
        None => payer,
        Some((partner, None)) => format!("[{payer}, {}]", quoted(&companies[partner].id)),
        Some((partner, Some(share))) => {
            let partner = quoted(&companies[partner].id);
            format!("[{payer}, {{ is = {partner}, share = \"{share} %\", source = {source} }}]")
        }
    };
    let _ = match leg.kind {
        Kind::Partnership => writeln!(out, "partners = [{payer}, {payee}]"),
        Kind::Plan => writeln!(out, "customer = {payer}"),
        _ => writeln!(out, "{first} = {payer}\n{second} = {payee}"),
    };
    if let Some(maker) = leg.maker {
        let _ = writeln!(out, "maker    = {}", quoted(&companies[maker].id));
    }
    match leg.kind {
        Kind::Option => out.push_str("instrument = \"warrant\"\n"),
        _ => value(out, citing, options, deal, leg),
    }
    if let Some(capacity) = leg.capacity {
        let of = if leg.kind == Kind::Lease { "site" } else { capacity_of(deal) };
        let quote = quoted(&capacity.prose(citing.lang(leg.cited)));
        let _ = writeln!(
            out,
            "capacity = {{ is = \"{}\", of = \"{of}\", source = {source}, quote = {quote} }}",
            capacity.sheet()
        );
    }
    if let Some(term) = leg.term {
        let quote = quoted(&term.prose(citing.lang(leg.cited)));
        let _ = writeln!(out, "term     = {{ is = \"{}\", source = {source}, quote = {quote} }}", term.sheet());
    }
    if let Some(stake) = leg.stake {
        let _ = writeln!(out, "stake    = {{ is = \"up to {stake} %\", source = {source} }}");
    }
    if leg.kind == Kind::Purchase {
        let hardware = quoted(names::GOODS[deal.goods].2);
        let _ = writeln!(out, "hardware = {{ is = {hardware}, source = {source} }}");
    }
    if leg.condition {
        let _ = writeln!(out, "condition = {{ is = {}, source = {source} }}", condition(options));
    }
}

fn condition(options: &Options) -> String {
    local(&options.languages, |l| l.choose("When the permits are there", "Une fois les permis obtenus").to_owned())
}

/// The parts of the first leg: a first phase that has its day, a quarter of the sum, and one that waits.
fn tranches(out: &mut String, citing: &Citing<'_>, options: &Options, deal: &Deal, random: &mut Random) {
    let leg = deal.main();
    let source = citing.name(leg.cited);
    if let (Some(capacity), Some(starts)) = (leg.capacity, deal.starts()) {
        let what = local(&options.languages, |l| l.choose("First phase", "Première tranche").to_owned());
        let size = capacity.tranche().sheet();
        let of = if leg.kind == Kind::Lease { "site" } else { capacity_of(deal) };
        let due = starts.saturating_add(4.months()).last_of_month();
        // What nobody can have told of yet is due later.
        let due = if due > LAST { due.max(KEPT.tomorrow().unwrap_or(due)) } else { due };
        let _ = writeln!(
            out,
            "[[leg.tranche]]\nid       = \"first-phase\"\nwhat     = {what}\n\
             capacity = {{ is = \"{size}\", of = \"{of}\", source = {source} }}\n\
             due      = {{ is = \"{}\", source = {source} }}",
            due.strftime("%Y-%m")
        );
        if due <= LAST {
            let told = citing.name(draw::cite(&citing.world.sources, due, true, random));
            let _ = writeln!(out, "status   = {{ is = \"completed\", on = \"{due}\", source = {told} }}");
        }
    }
    if let Some(quarter) = leg.quarter {
        let value = quarter.sheet();
        for (id, waits) in [("first", false), ("second", true)] {
            let _ = writeln!(
                out,
                "[[leg.tranche]]\nid       = \"{id}\"\nvalue    = {{ is = \"{value}\", source = {source} }}"
            );
            if waits {
                let _ = writeln!(out, "condition = {{ is = {}, source = {source} }}", condition(options));
            }
        }
    }
}

fn capacity_of(deal: &Deal) -> &'static str {
    match names::GOODS[deal.goods].0 {
        "wind power" | "solar power" => "power",
        _ => "chips",
    }
}

fn value(out: &mut String, citing: &Citing<'_>, options: &Options, deal: &Deal, leg: &Leg) {
    let claim = |money: Money, cited: Citation, rest: &str| {
        let quote = quoted(&money.prose(citing.lang(cited)));
        format!("{{ is = \"{}\", source = {}, quote = {quote}{rest} }}", money.sheet(), citing.name(cited))
    };
    let other = deal.steps[0].cited;
    let _ = match (leg.dispute, leg.value.tenfold()) {
        _ if !leg.value.is_figure() => writeln!(out, "value    = \"undisclosed\""),
        (Dispute::Vaguer, _) => {
            let best = claim(leg.value, leg.cited, ", rank = \"preferred\"");
            writeln!(out, "value    = [\n  {best},\n  {},\n]", claim(leg.value.vaguer(), other, ""))
        }
        (Dispute::Slip, Some(slip)) => {
            let because = local(&options.languages, |l| {
                l.choose("a slip: the same page gives a tenth of it", "une erreur : la même page en donne le dixième")
                    .to_owned()
            });
            let wrong = claim(slip, other, &format!(", rank = \"deprecated\", because = {because}"));
            writeln!(out, "value    = [\n  {},\n  {wrong},\n]", claim(leg.value, leg.cited, ""))
        }
        _ => writeln!(out, "value    = {}", claim(leg.value, leg.cited, "")),
    };
}

fn dates(out: &mut String, citing: &Citing<'_>, deal: &Deal) {
    let Some(starts) = deal.starts() else { return };
    let leg = deal.main();
    let source = citing.name(leg.cited);
    let _ = writeln!(out, "starts   = {{ is = \"{}\", source = {source} }}", starts.strftime("%Y-%m"));
    let Some(term) = leg.term else { return };
    if deal.place.is_multiple_of(2) {
        // By the end of the first full year; every term has at least two years.
        let _ = writeln!(out, "online   = {{ is = \"../{}\", source = {source} }}", starts.year() + 1);
    }
    let ends = starts.saturating_add((term.count as i64).years());
    let _ = writeln!(out, "ends     = {{ is = \"{}\", source = {source} }}", ends.strftime("%Y-%m"));
    if deal.place.is_multiple_of(5) {
        let _ = writeln!(out, "option   = {{ is = \"{}/..\", source = {source} }}", ends.year() + 1);
    }
}

fn extras(out: &mut String, citing: &Citing<'_>, options: &Options, deal: &Deal, random: &mut Random) {
    let leg = deal.main();
    let source = citing.name(leg.cited);
    if random.chance(15) {
        let text = local(&options.languages, |l| {
            l.choose("We build where the grid has room", "Nous construisons là où le réseau a de la place").to_owned()
        });
        let (by, of) = (quoted(random.pick(&names::PEOPLE)), quoted(&citing.world.companies[deal.payer].id));
        let _ = writeln!(out, "\n[[quote]]\nby     = {by}\nof     = {of}\ntext   = {text}\nsource = {source}");
    }
    if random.chance(12) {
        let what = local(&options.languages, |l| {
            l.choose("market value added that day", "valorisation gagnée ce jour-là").to_owned()
        });
        let company = quoted(&citing.world.companies[deal.payee].id);
        let value = format!("about {} billion USD", random.between(2, 90));
        let _ = writeln!(
            out,
            "\n[[reaction]]\nid      = \"market\"\ncompany = {company}\nwhat    = {what}\nvalue   = {{ is = \"{value}\", source = {source} }}\nsource  = {source}"
        );
    }
}
