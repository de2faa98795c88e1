//! A company as `Corporation`, with its place in its group.

use super::Page;
use super::node::{CompanyRef, Corporation};
use crate::model::{Company, CompanyId};
use crate::plan::Target;

/// Members of a group named; the page of a holding of hundreds must not grow with them.
const MEMBERS: usize = 20;

/// A state is no corporation.
fn kind(company: &Company) -> &'static str {
    company.kind.and_then(|kind| kind.get().schema.as_deref()).unwrap_or("Corporation")
}

/// A company, where it is named.
pub(super) fn reference<'a>(page: &Page<'a>, id: CompanyId) -> CompanyRef<'a> {
    let company = page.briefing.company(id);
    let url = page.address(Target::Company(id));
    CompanyRef { kind: kind(company), id: page.company_id(id), name: company.name_in(page.lang), url }
}

/// The node of a company.
pub(super) fn corporation<'a>(page: &Page<'a>, id: CompanyId) -> Corporation<'a> {
    let company = page.briefing.company(id);
    let name = company.name_in(page.lang);
    let identifier = |scheme: &str| company.ids.iter().find(|(name, _)| name == scheme).map(|(_, id)| id.as_str());
    let members = page.briefing.subsidiaries[id.index()].iter().take(MEMBERS);
    Corporation {
        kind: kind(company),
        id: page.company_id(id),
        url: page.url,
        name,
        legal_name: company.legal_name.as_deref(),
        alternate_name: company
            .name
            .distinct()
            .chain(company.short.distinct())
            .filter(|other| *other != name)
            .collect(),
        description: page.description(),
        // Schema.org puts a space between market and ticker.
        ticker_symbol: company.ticker.as_ref().map(|ticker| ticker.replace(':', " ")),
        lei_code: identifier("lei"),
        same_as: identifier("wikidata").map(|item| format!("https://www.wikidata.org/entity/{item}")),
        parent_organization: company.part_of.map(|(parent, _)| reference(page, parent)),
        sub_organization: members.map(|member| reference(page, *member)).collect(),
    }
}
