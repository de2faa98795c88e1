//! The sentences of the corpus in English.

use crate::text::{Scene, Tone, leg_name};
use crate::world::{Kind, Sequel};

/// The headline.
pub(crate) fn title(scene: &Scene<'_>) -> String {
    let (payer, payee, goods, place) = (scene.payer(), scene.payee(), scene.goods(), scene.place());
    let tone = scene.tone();
    let verb = |talks: &'static str, firm: &'static str| match tone {
        Tone::Talks => format!("is in talks to {talks}"),
        Tone::Plan => format!("plans to {talks}"),
        Tone::Firm => firm.to_owned(),
        Tone::Off => format!("had hoped to {talks}"),
    };
    match scene.deal.main().kind {
        Kind::Equity => format!("{payer} {} {payee}, for {goods} in {place}", verb("invest in", "invests in")),
        Kind::Lease => format!("{payer} {} space from {payee} in {place} for {goods}", verb("rent", "rents")),
        Kind::Loan => format!("{payer} {} to {payee} for {goods} in {place}", verb("lend", "lends")),
        Kind::Licence => {
            format!("{payer} {} software from {payee} for {goods} in {place}", verb("license", "licenses"))
        }
        Kind::Partnership => format!("{payer} and {payee} on {goods} in {place}"),
        Kind::Plan => format!("The computing plan of {payer}"),
        _ => format!("{payer} {} {goods} from {payee} in {place}", verb("buy", "buys")),
    }
}

/// The line under the headline.
pub(crate) fn dek(scene: &Scene<'_>) -> String {
    let stage = match scene.tone() {
        Tone::Talks => "Nothing is signed yet",
        Tone::Plan => "A plan was made public",
        Tone::Firm => "The agreement is definitive",
        Tone::Off => "Nothing came of it",
    };
    format!("{stage}. It became known on {}.", scene.day())
}

/// Who, what, how much, how long.
pub(crate) fn opening(scene: &Scene<'_>) -> String {
    let leg = scene.deal.main();
    let (payer, payee, place) = (scene.payer(), scene.payee(), scene.place());
    let step = &scene.deal.steps[0];
    let name = leg_name(leg.kind);
    let mut out = match leg.kind {
        Kind::Plan => format!("{payer} has made public how much computing it wants to buy{}.", scene.cite(step.cited)),
        _ => format!(
            "The matter between {payer} and {payee} became known on {}{}. At stake are {} in {place}.",
            scene.day(),
            scene.cite(step.cited),
            scene.goods()
        ),
    };
    if leg.value.is_figure() && leg.kind != Kind::Option {
        let money = leg.value.prose(scene.lang);
        let cite = scene.cite(leg.cited);
        out += &match scene.tone() {
            Tone::Talks => format!(" The sum under discussion is {money}{cite}."),
            Tone::Plan => format!(" The sum that was named is {money}{cite}."),
            Tone::Firm => format!(" The sum agreed is {money}{cite}."),
            Tone::Off => format!(" The sum would have been {money}{cite}."),
        };
    } else {
        out += " The sum is not public.";
    }
    if let Some(term) = leg.term {
        out += &format!(" The term is {}: the sheet has {{{{ {name}.term }}}}.", term.prose(scene.lang));
    }
    if let Some(capacity) = leg.capacity {
        out += &format!(
            "\n\nThe capacity is {{{{ {name}.capacity }}}}{}. In words, {} is what {place} is meant to carry.",
            scene.cite(leg.cited),
            capacity.prose(scene.lang)
        );
    }
    out
}

/// The parties, and the deals around this one.
pub(crate) fn context(scene: &Scene<'_>) -> String {
    let deal = scene.deal;
    let mut out = format!("{} pays", scene.company_link(deal.payer));
    if deal.main().kind == Kind::Plan {
        out += ", and does not say yet to whom.";
    } else {
        out += &format!("; {} delivers. ", scene.company_link(deal.payee));
        out += "Both have worked in the region before, and both have more than one customer there.";
    }
    if let (Some((sequel, _)), Some(earlier)) = (deal.sequel, scene.earlier()) {
        let link = format!("[[{}|an earlier one]]", earlier.id);
        out += &match sequel {
            Sequel::Follows => format!(" The deal follows {link}."),
            Sequel::Supersedes => format!(" The deal replaces {link}."),
            Sequel::Increment | Sequel::Total => format!(" The deal enlarges {link}."),
            Sequel::Alternative => format!(" Either this deal or {link} will happen, not both."),
        };
        if earlier.main().value.is_figure() {
            out += &format!(" That one was worth {{{{ {}.{}.value }}}}.", earlier.id, leg_name(earlier.main().kind));
        }
    }
    let bystander = |nth| scene.world.companies[scene.bystander(nth)].name.as_str();
    out += &format!(
        " Others in {} are {}, {} and {}.",
        scene.place(),
        bystander(0),
        bystander(1),
        scene.company_link(scene.bystander(2))
    );
    if let Some(other) = scene.comparison() {
        out += &format!(" For comparison, there is [[{}|another deal]].", other.id);
    }
    if let Some(plan) = scene.plan() {
        out +=
            &format!(" It is part of [[{}|the plan of the group]], worth {{{{ {}.plan.value }}}}.", plan.id, plan.id);
    }
    out
}

/// What nobody has said.
pub(crate) fn gaps(scene: &Scene<'_>) -> String {
    let mut out = String::from("Neither party gives the price of a unit, nor who bears the cost of a delay.");
    for leg in scene.deal.legs.iter().skip(1) {
        out += &match (leg.kind, leg.stake) {
            _ if leg.part => " Of the sum, {{ part.value }} is told apart.".to_owned(),
            (Kind::Option, Some(stake)) => {
                format!(
                    " The buyer may get up to {stake} % of the seller, {{{{ option.stake }}}} in the sheet; it is a right, not a holding."
                )
            }
            (Kind::Guarantee, _) if leg.value.is_figure() => {
                " A guarantee of {{ guarantee.value }} stands behind the loan.".to_owned()
            }
            (Kind::Equity, _) if leg.value.is_figure() => {
                " With it comes an investment of {{ equity.value }}.".to_owned()
            }
            _ => " A second agreement comes with it, on terms that are not public.".to_owned(),
        };
    }
    let leg = scene.deal.main();
    if let Some((partner, _)) = leg.joint {
        out += &format!(" {} bears a part of it.", scene.company_link(partner));
    }
    if leg.condition {
        out += " All of it waits for the permits.";
    }
    if leg.quarter.is_some() {
        let name = leg_name(leg.kind);
        out += &format!(" It comes in steps: {{{{ {name}.first.value }}}} first, {{{{ {name}.second.value }}}} later.");
    }
    out
}

/// Sentences that fit anywhere and hold no figure.
pub(crate) const BACKGROUND: [&str; 24] = [
    "Power is the narrow place of the industry, and {place} has some to spare.",
    "Suppliers ask for prepayments, because a machine that waits in a hall earns nothing.",
    "The order books of the chip makers are filled well ahead, and a reservation is worth something by itself.",
    "Whoever signs early gets the better slots; whoever signs late pays for the haste of others.",
    "The operator of the grid publishes a queue, and most of the projects in it will never be built.",
    "A lease is easier to leave than a building, which is why lenders look at the tenant first.",
    "Analysts read such contracts for what they leave out: penalties, floors, the right to walk away.",
    "The cooling decides where a hall can stand as much as the price of power does.",
    "None of the parties wanted to say how the machines will be written off.",
    "Local councils have learned to ask for heat, jobs and a share of the tax before they sign.",
    "In {place}, the first halls were built for banks, and the second wave for games.",
    "The machines arrive on pallets, and the last mile is often the slowest.",
    "A contract of this kind is usually cut into phases, each with its own acceptance test.",
    "The seller keeps the right to use idle capacity, unless the buyer has paid to leave it idle.",
    "Customers have begun to spread their work over several suppliers, so that none can set the price alone.",
    "Where the chips come from is often named only in a footnote.",
    "The same capacity tends to be announced more than once: as chips, as a site, and as power.",
    "Regulators look at such deals late, as long as no share changes hands.",
    "The text of the contract is not public, and the release quotes it only in part.",
    "What the parties call a commitment may still depend on permits, on delivery and on each other.",
    "Engineers speak of racks where bankers speak of returns, and both mean the same hall.",
    "The region wants the load, but it wants it at night.",
    "A second site was looked at and left, for lack of water.",
    "Whether the demand lasts is a question that the contract leaves to the customer.",
];
