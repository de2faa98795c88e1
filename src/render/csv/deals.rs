//! `deals.csv`, a row per leg of the site, and `companies/<id>/deals.csv`, a row per leg of a group.

use std::rc::Rc;

use super::cell::{citations, currency, date, flag, high, list, low, maybe, value, words};
use super::{Field, address, field};
use crate::ledger;
use crate::model::{
    Briefing, Bucket, BuiltinField, CapacityOf, Claim, CompanyId, Deal, DealId, Fact, Leg, Place, Relation, State,
};
use crate::plan::{Plan, Target};
use crate::vocabulary::Role;

/// A leg.
pub(super) struct Row<'a> {
    briefing: &'a Briefing,
    deal: &'a Deal,
    leg: &'a Leg,
    /// Address of the deal's page.
    url: Rc<str>,
    /// The status claim that holds on the day of the build.
    status: Option<&'a Claim>,
    /// What members of the group do in it; empty where no group is looked at.
    members: Vec<(Role, CompanyId)>,
    /// The parties that are not of the group.
    others: Vec<CompanyId>,
}

impl<'a> Row<'a> {
    fn best(&self, field: BuiltinField) -> Option<&'a Claim> {
        self.leg.builtin(field).and_then(Fact::best)
    }

    fn company(&self, id: CompanyId) -> &'a str {
        &self.briefing.company(id).id
    }

    fn place(&self, place: Option<&Place>) -> Option<String> {
        let place = place?;
        let deal = self.briefing.deal(place.deal).id.as_str();
        Some(place.leg.as_ref().map_or_else(|| deal.to_owned(), |leg| format!("{deal}.{leg}")))
    }

    fn relation(&self, relation: Relation) -> &'a str {
        &self.briefing.deal(relation.deal).id
    }
}

fn of_deal<'a>(briefing: &'a Briefing, plan: &Plan, id: DealId) -> impl Iterator<Item = Row<'a>> + use<'a> {
    let deal = briefing.deal(id);
    let url: Rc<str> = address(briefing, plan, Target::Deal(id)).into();
    let status = deal.status_on(briefing.day);
    deal.legs.iter().map(move |leg| {
        let (members, others) = (Vec::new(), Vec::new());
        Row { briefing, deal, leg, url: Rc::clone(&url), status, members, others }
    })
}

/// All legs, newest deal first.
pub(super) fn rows<'a>(briefing: &'a Briefing, plan: &'a Plan) -> impl Iterator<Item = Row<'a>> {
    briefing.chronology.iter().flat_map(move |&id| of_deal(briefing, plan, id))
}

/// The legs in which a member of the group has a role, newest deal first.
pub(super) fn company_rows<'a>(
    briefing: &'a Briefing,
    plan: &'a Plan,
    group: CompanyId,
) -> impl Iterator<Item = Row<'a>> {
    let deals = ledger::group_deals(briefing, group).into_iter();
    deals.flat_map(move |id| of_deal(briefing, plan, id)).filter_map(move |mut row| {
        let kind = row.leg.kind;
        let (members, rest): (Vec<_>, Vec<_>) =
            row.leg.roles.iter().partition(|(_, company)| ledger::is_in(briefing, *company, group));
        row.members = members;
        row.others = rest.into_iter().filter(|(role, _)| kind.is_party(*role)).map(|(_, company)| company).collect();
        (!row.members.is_empty()).then_some(row)
    })
}

/// `deals.csv`
pub(super) fn columns<'a>() -> Vec<Field<Row<'a>>> {
    let mut all = Vec::from(identity());
    all.extend(roles());
    all.extend(facts());
    all.extend(standing());
    all.extend(context());
    all.extend(parts());
    all
}

/// `companies/<id>/deals.csv`
pub(super) fn company_columns<'a>() -> Vec<Field<Row<'a>>> {
    let mut all = Vec::from(identity());
    all.extend(viewpoint());
    all.extend(facts());
    all.extend(standing());
    all.extend(parts());
    all
}

fn identity<'a>() -> [Field<Row<'a>>; 5] {
    let field = field::<Row<'a>>;
    [
        field("deal", |r, c| c.push_str(&r.deal.id)),
        field("title", |r, c| {
            c.push_str(words(&r.deal.title));
        }),
        field("url", |r, c| c.push_str(&r.url)),
        field("leg", |r, c| {
            c.push_str(&r.leg.id);
        }),
        field("kind", |r, c| c.push_str(r.leg.kind.name())),
    ]
}

fn roles<'a>() -> [Field<Row<'a>>; 3] {
    let field = field::<Row<'a>>;
    [
        field("payers", |r, c| {
            list(c, r.leg.payers().map(|id| r.company(id)));
        }),
        field("payees", |r, c| {
            list(c, r.leg.payees().map(|id| r.company(id)));
        }),
        field("roles", |r, c| {
            list(c, r.leg.roles.iter().map(|(role, id)| format!("{}:{}", role.name(), r.company(*id))))
        }),
    ]
}

fn viewpoint<'a>() -> [Field<Row<'a>>; 3] {
    let field = field::<Row<'a>>;
    [
        field("company", |r, c| {
            let mut members: Vec<CompanyId> = r.members.iter().map(|&(_, id)| id).collect();
            members.sort_unstable();
            members.dedup();
            list(c, members.into_iter().map(|id| r.company(id)));
        }),
        field("role", |r, c| {
            let mut roles: Vec<Role> = r.members.iter().map(|&(role, _)| role).collect();
            roles.dedup();
            list(c, roles.into_iter().map(Role::name));
        }),
        field("counterparties", |r, c| {
            list(c, r.others.iter().map(|id| r.company(*id)));
        }),
    ]
}

fn facts<'a>() -> [Field<Row<'a>>; 14] {
    let field = field::<Row<'a>>;
    [
        field("value", |r, c| {
            value(c, r.best(BuiltinField::Value));
        }),
        field("value_min", |r, c| low(c, r.best(BuiltinField::Value))).number(),
        field("value_max", |r, c| high(c, r.best(BuiltinField::Value))).number(),
        field("currency", |r, c| {
            currency(c, r.best(BuiltinField::Value));
        }),
        field("term", |r, c| value(c, r.best(BuiltinField::Term))),
        field("capacity", |r, c| {
            value(c, r.best(BuiltinField::Capacity));
        }),
        field("capacity_of", |r, c| {
            maybe(c, r.best(BuiltinField::Capacity).and_then(|claim| claim.of).map(CapacityOf::name))
        }),
        field("capacity_min", |r, c| {
            low(c, r.best(BuiltinField::Capacity));
        })
        .number(),
        field("capacity_max", |r, c| {
            high(c, r.best(BuiltinField::Capacity));
        })
        .number(),
        field("stake", |r, c| value(c, r.best(BuiltinField::Stake))),
        field("starts", |r, c| value(c, r.best(BuiltinField::Starts))),
        field("online", |r, c| {
            value(c, r.best(BuiltinField::Online));
        }),
        field("ends", |r, c| value(c, r.best(BuiltinField::Ends))),
        field("hardware", |r, c| value(c, r.best(BuiltinField::Hardware))),
    ]
}

fn standing<'a>() -> [Field<Row<'a>>; 5] {
    let field = field::<Row<'a>>;
    [
        field("status", |r, c| {
            value(c, r.status);
        }),
        field("status_on", |r, c| {
            date(c, r.status.and_then(Claim::effective));
        }),
        field("hedge", |r, c| {
            maybe(c, r.status.map(|s| crate::model::notation::hedge(s.hedge)));
        }),
        field("bucket", |r, c| c.push_str(r.deal.bucket_on(r.briefing.day).name())),
        field("sources", |r, c| {
            let best = r.leg.facts.iter().filter_map(Fact::best).chain(r.status);
            citations(c, r.briefing, best.flat_map(|claim| &claim.sources));
        }),
    ]
}

fn context<'a>() -> [Field<Row<'a>>; 4] {
    let field = field::<Row<'a>>;
    [
        field("umbrella", |r, c| flag(c, r.deal.umbrella)).boolean(),
        field("part_of", |r, c| {
            maybe(c, r.deal.part_of.map(|relation| r.relation(relation)));
        }),
        field("supersedes", |r, c| {
            list(c, r.deal.supersedes.iter().map(|relation| r.relation(*relation)));
        }),
        field("topics", |r, c| {
            list(c, r.deal.topics.iter().map(|t| &r.briefing.site.topics[t.index()].id));
        }),
    ]
}

/// What a leg says beyond parties and amounts. Facts of its tranches are in `claims.csv`.
fn parts<'a>() -> [Field<Row<'a>>; 12] {
    let field = field::<Row<'a>>;
    [
        field("what", |r, c| c.push_str(words(&r.leg.what))),
        field("unnamed", |r, c| {
            list(c, r.leg.unnamed.iter().map(|(role, party)| format!("{}:{}", role.name(), words(party))));
        }),
        field("shares", |r, c| {
            list(
                c,
                r.leg.portions.iter().map(|(company, fact)| {
                    let mut share = format!("{}:", r.company(*company));
                    value(&mut share, fact.best());
                    share
                }),
            );
        }),
        field("frame", |r, c| flag(c, r.leg.frame)).boolean(),
        field("item_of", |r, c| maybe(c, r.place(r.leg.part_of.as_ref()).as_deref())),
        field("of_which", |r, c| maybe(c, r.place(r.leg.of_which.as_ref()).as_deref())),
        field("expands", |r, c| maybe(c, r.place(r.leg.expands.as_ref().map(|(place, _)| place)).as_deref())),
        field("condition", |r, c| value(c, r.best(BuiltinField::Condition))),
        field("met", |r, c| value(c, r.best(BuiltinField::Met))),
        field("leg_bucket", |r, c| {
            let state = r.deal.leg_on(r.leg, r.briefing.day);
            c.push_str(state.map_or(Bucket::Off, State::bucket).name());
        }),
        field("headline", |r, c| {
            flag(c, r.deal.headline_figure().is_some_and(|(leg, _)| leg.id == r.leg.id));
        })
        .boolean(),
        field("tranches", |r, c| list(c, r.leg.tranches.iter().map(|tranche| &tranche.id))),
    ]
}
