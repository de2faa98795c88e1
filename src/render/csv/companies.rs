//! `companies.csv`: a row per company, by id.

use super::cell::{list, maybe, show};
use super::{Field, address, field};
use crate::model::{Briefing, Company, CompanyId};
use crate::plan::{Plan, Target};

/// A company.
pub(super) struct Row<'a> {
    briefing: &'a Briefing,
    id: CompanyId,
    company: &'a Company,
    url: String,
}

impl<'a> Row<'a> {
    fn identifier(&self, scheme: &str) -> Option<&'a str> {
        self.company.ids.iter().find(|(name, _)| name == scheme).map(|(_, id)| id.as_str())
    }
}

/// All companies.
pub(super) fn rows<'a>(briefing: &'a Briefing, plan: &'a Plan) -> impl Iterator<Item = Row<'a>> {
    let row = move |(id, company)| Row { briefing, id, company, url: address(briefing, plan, Target::Company(id)) };
    briefing.companies().map(row)
}

/// The columns.
pub(super) fn columns<'a>() -> [Field<Row<'a>>; 13] {
    let field = field::<Row<'a>>;
    [
        field("company", "Id of the company", "Identifiant de l’entreprise", |r, c| c.push_str(&r.company.id)),
        field("name", "Its name", "Son nom", |r, c| c.push_str(&r.company.name)),
        field("short", "A shorter name", "Un nom plus court", |r, c| maybe(c, r.company.short.as_deref())),
        field("legal_name", "Its registered name", "Sa dénomination sociale", |r, c| {
            maybe(c, r.company.legal_name.as_deref())
        }),
        field("aliases", "Other names", "Autres noms", |r, c| list(c, r.company.aliases.iter().map(|a| &a.value))),
        field("kind", "What it mainly is", "Ce qu’elle est surtout", |r, c| c.push_str(r.company.kind.name())),
        field("part_of", "The company that it belongs to", "L’entreprise à laquelle elle appartient", |r, c| {
            maybe(c, r.company.part_of.map(|(id, _)| r.briefing.company(id).id.as_str()));
        }),
        field("group", "The company at the top of its group", "L’entreprise à la tête de son groupe", |r, c| {
            c.push_str(&r.briefing.company(r.briefing.group[r.id.index()]).id);
        }),
        field("ticker", "Market (ISO 10383) and ticker", "Place (ISO 10383) et symbole", |r, c| {
            maybe(c, r.company.ticker.as_deref())
        }),
        field("wikidata", "Its item on Wikidata", "Son élément sur Wikidata", |r, c| {
            maybe(c, r.identifier("wikidata"))
        }),
        field("lei", "Legal entity identifier (ISO 17442)", "Identifiant d’entité juridique (ISO 17442)", |r, c| {
            maybe(c, r.identifier("lei"));
        }),
        field(
            "deals",
            "Deals in which it has a role itself",
            "Accords dans lesquels elle a elle-même un rôle",
            |r, c| {
                show(c, r.briefing.company_deals[r.id.index()].len());
            },
        ),
        field("url", "Address of its page", "Adresse de sa page", |r, c| c.push_str(&r.url)),
    ]
}
