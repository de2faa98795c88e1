//! The sentences of the corpus in French.

use jiff::civil::Date;

use crate::text::{Scene, Tone, leg_name};
use crate::world::{Kind, Sequel};

const MONTHS: [&str; 12] = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
];

/// "1er novembre 2025"
pub(crate) fn day(on: Date) -> String {
    let ordinal = if on.day() == 1 { "er" } else { "" };
    format!("{}{ordinal} {} {}", on.day(), MONTHS[on.month() as usize - 1], on.year())
}

/// The headline.
pub(crate) fn title(scene: &Scene<'_>) -> String {
    let (payer, payee, goods, place) = (scene.payer(), scene.payee(), scene.goods(), scene.place());
    let tone = scene.tone();
    let verb = |infinitive: &'static str, firm: &'static str| match tone {
        Tone::Talks => format!("discute pour {infinitive}"),
        Tone::Plan => format!("prévoit de {infinitive}"),
        Tone::Firm => firm.to_owned(),
        Tone::Off => format!("avait espéré {infinitive}"),
    };
    match scene.deal.main().kind {
        Kind::Equity => format!("{payer} {} dans {payee}, pour {goods} à {place}", verb("investir", "investit")),
        Kind::Lease => format!("{payer} {} des locaux de {payee} à {place} pour {goods}", verb("louer", "loue")),
        Kind::Loan => format!("{payer} {} à {payee} pour {goods} à {place}", verb("prêter", "prête")),
        Kind::Licence => {
            format!("{payer} {} les logiciels de {payee} pour {goods} à {place}", verb("reprendre", "reprend"))
        }
        Kind::Partnership => format!("{payer} et {payee} pour {goods} à {place}"),
        Kind::Plan => format!("Le plan de calcul de {payer}"),
        _ => format!("{payer} {} {goods} à {payee}, site de {place}", verb("prendre", "prend")),
    }
}

/// The line under the headline.
pub(crate) fn dek(scene: &Scene<'_>) -> String {
    let stage = match scene.tone() {
        Tone::Talks => "Rien n’est encore signé",
        Tone::Plan => "Un projet a été rendu public",
        Tone::Firm => "L’accord est définitif",
        Tone::Off => "Le projet n’a pas abouti",
    };
    format!("{stage}. L’affaire est connue depuis le {}.", scene.day())
}

/// Who, what, how much, how long.
pub(crate) fn opening(scene: &Scene<'_>) -> String {
    let leg = scene.deal.main();
    let (payer, payee, place) = (scene.payer(), scene.payee(), scene.place());
    let step = &scene.deal.steps[0];
    let name = leg_name(leg.kind);
    let mut out = match leg.kind {
        Kind::Plan => format!("{payer} a rendu public ce qu’il veut acheter de calcul{}.", scene.cite(step.cited)),
        _ => format!(
            "L’affaire entre {payer} et {payee} est connue depuis le {}{}. L’enjeu : {} à {place}.",
            scene.day(),
            scene.cite(step.cited),
            scene.goods()
        ),
    };
    if leg.value.is_figure() && leg.kind != Kind::Option {
        let money = leg.value.prose(scene.lang);
        let cite = scene.cite(leg.cited);
        out += &match scene.tone() {
            Tone::Talks => format!(" La somme en discussion : {money}{cite}."),
            Tone::Plan => format!(" La somme avancée : {money}{cite}."),
            Tone::Firm => format!(" La somme convenue : {money}{cite}."),
            Tone::Off => format!(" La somme aurait été celle-ci : {money}{cite}."),
        };
    } else {
        out += " La somme n’est pas publique.";
    }
    if let Some(term) = leg.term {
        out += &format!(" La durée : {} ; la fiche dit {{{{ {name}.term }}}}.", term.prose(scene.lang));
    }
    if let Some(capacity) = leg.capacity {
        out += &format!(
            "\n\nLa puissance : {{{{ {name}.capacity }}}}{}. En toutes lettres, {} pour le site de {place}.",
            scene.cite(leg.cited),
            capacity.prose(scene.lang)
        );
    }
    out
}

/// The parties, and the deals around this one.
pub(crate) fn context(scene: &Scene<'_>) -> String {
    let deal = scene.deal;
    let mut out = format!("{} paie", scene.company_link(deal.payer));
    if deal.main().kind == Kind::Plan {
        out += ", sans dire encore à qui.";
    } else {
        out += &format!(" ; {} livre. ", scene.company_link(deal.payee));
        out += "Les deux connaissent la région, et les deux y ont plus d’un client.";
    }
    if let (Some((sequel, _)), Some(earlier)) = (deal.sequel, scene.earlier()) {
        let link = format!("[[{}|un accord antérieur]]", earlier.id);
        out += &match sequel {
            Sequel::Follows => format!(" L’accord fait suite à {link}."),
            Sequel::Supersedes => format!(" L’accord remplace {link}."),
            Sequel::Increment | Sequel::Total => format!(" L’accord élargit {link}."),
            Sequel::Alternative => format!(" Cet accord ou {link} : un seul se fera."),
        };
        if earlier.main().value.is_figure() {
            out += &format!(" Celui-ci portait sur {{{{ {}.{}.value }}}}.", earlier.id, leg_name(earlier.main().kind));
        }
    }
    let bystander = |nth| scene.world.companies[scene.bystander(nth)].name.as_str();
    out += &format!(
        " D’autres à {} : {}, {} et {}.",
        scene.place(),
        bystander(0),
        bystander(1),
        scene.company_link(scene.bystander(2))
    );
    if let Some(other) = scene.comparison() {
        out += &format!(" À comparer avec [[{}|un autre accord]].", other.id);
    }
    if let Some(plan) = scene.plan() {
        out += &format!(" Il entre dans [[{}|le plan du groupe]] : {{{{ {}.plan.value }}}}.", plan.id, plan.id);
    }
    out
}

/// What nobody has said.
pub(crate) fn gaps(scene: &Scene<'_>) -> String {
    let mut out = String::from("Aucune des parties ne donne le prix d’une unité, ni ne dit qui paie un retard.");
    for leg in scene.deal.legs.iter().skip(1) {
        out += &match (leg.kind, leg.stake) {
            _ if leg.part => " De cette somme, une part est connue : {{ part.value }}.".to_owned(),
            (Kind::Option, Some(stake)) => {
                format!(
                    " L’acheteur peut obtenir jusqu’à {stake} % du vendeur, soit {{{{ option.stake }}}} dans la fiche ; c’est un droit, pas une participation."
                )
            }
            (Kind::Guarantee, _) if leg.value.is_figure() => {
                " Une garantie accompagne le prêt : {{ guarantee.value }}.".to_owned()
            }
            (Kind::Equity, _) if leg.value.is_figure() => {
                " Un investissement l’accompagne : {{ equity.value }}.".to_owned()
            }
            _ => " Un second accord l’accompagne, à des conditions qui ne sont pas publiques.".to_owned(),
        };
    }
    let leg = scene.deal.main();
    if let Some((partner, _)) = leg.joint {
        out += &format!(" {} en porte une part.", scene.company_link(partner));
    }
    if leg.condition {
        out += " Le tout attend les permis.";
    }
    if leg.quarter.is_some() {
        let name = leg_name(leg.kind);
        out += &format!(" Par étapes : {{{{ {name}.first.value }}}} d’abord, {{{{ {name}.second.value }}}} ensuite.");
    }
    out
}

/// Sentences that fit anywhere and hold no figure.
pub(crate) const BACKGROUND: [&str; 20] = [
    "L’électricité est le goulot du secteur, et {place} en a de reste.",
    "Les fournisseurs demandent des avances : une machine qui attend dans un hall ne rapporte rien.",
    "Les carnets des fabricants de puces sont pleins, et une réservation a déjà une valeur.",
    "Qui signe tôt obtient les meilleurs créneaux ; qui signe tard paie la hâte des autres.",
    "Le gestionnaire du réseau publie une file d’attente, et la plupart des projets n’en sortiront jamais.",
    "Un bail se quitte plus facilement qu’un bâtiment : les prêteurs regardent d’abord le locataire.",
    "Les analystes lisent ces contrats pour ce qu’ils taisent : pénalités, planchers, droit de partir.",
    "Le refroidissement décide du lieu autant que le prix du courant.",
    "Personne n’a voulu dire comment les machines seront amorties.",
    "Les communes ont appris à demander de la chaleur, des emplois et une part de l’impôt.",
    "À {place}, les premiers halls ont été bâtis pour des banques, les suivants pour des jeux.",
    "Les machines arrivent sur des palettes, et le dernier kilomètre est souvent le plus lent.",
    "Un tel contrat se découpe en tranches, chacune avec sa recette.",
    "Le vendeur garde l’usage de la capacité oisive, sauf si le client a payé pour qu’elle le reste.",
    "Les clients répartissent leur travail entre plusieurs fournisseurs, pour qu’aucun ne fixe seul le prix.",
    "L’origine des puces n’est souvent donnée que dans une note.",
    "La même capacité est volontiers annoncée plus d’une fois : en puces, en sites, en courant.",
    "Les autorités regardent tard de tels accords, tant qu’aucune action ne change de mains.",
    "Le texte du contrat n’est pas public, et le communiqué ne le cite qu’en partie.",
    "Si la demande durera est une question que le contrat laisse au client.",
];
