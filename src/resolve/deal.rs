//! Deals: legs with their ids and kinds, facts with their best claims, relations.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::diagnostics::{Diagnostic, codes, is_one_letter_off};
use crate::model::{
    BuiltinField, Deal, Fact, FieldScope, FieldType, Headline, LangId, Leg, Milestone, Quotation, Reaction, Relation,
    Site, Source, Text, TopicId, Tranche, Waiver,
};
use crate::parse;
use crate::span::{FileId, Span, Spanned};
use crate::vocabulary::Kind;

use super::best;
use super::names::{self, Names};
use super::place;
use super::sheet::Sheet;

/// One deal, and its problems. Prose is joined later.
pub(super) fn resolve(
    file: FileId,
    raw: &parse::Deal,
    site: &Site,
    names: &Names<'_>,
    sources: &[Source],
    day: Date,
) -> (Deal, Vec<Diagnostic>) {
    let mut sheet = Sheet::new(site, names, &raw.aliases, cited(raw));
    let mut status = Fact {
        field: BuiltinField::Status.id(),
        span: raw.status_span,
        claims: {
            let mut claims = Vec::with_capacity(raw.status.len());
            claims.extend(raw.status.iter().filter_map(|c| sheet.claim(c, None)));
            claims
        },
        best: None,
    };
    best::choose(&mut status, sources, day);
    let mut legs = legs(raw, &mut sheet);
    super::further::mark(&mut legs);
    let mut milestones = milestones(raw, &mut sheet);
    let mut reactions = reactions(raw, &mut sheet);
    let facts = legs.iter_mut().flat_map(|leg| {
        let own = leg.facts.iter_mut().chain(leg.portions.iter_mut().map(|(_, fact)| fact));
        own.chain(leg.tranches.iter_mut().flat_map(|tranche| &mut tranche.facts))
    });
    let facts = facts.chain(milestones.iter_mut().flat_map(|m| &mut m.facts));
    for fact in facts.chain(reactions.iter_mut().flat_map(|r| &mut r.facts)) {
        best::choose(fact, sources, day);
    }
    let title = match &raw.title {
        Some(title) => sheet.text(title),
        None => Text::new(crate::model::LangId::DEFAULT, raw.id.clone()),
    };
    let (whole, parts): (Vec<_>, Vec<_>) = raw.supersedes.iter().cloned().partition(|name| !name.value.contains('.'));
    let headline = raw.headline.as_ref().and_then(|name| headline(name, &legs, &mut sheet));
    let mut deal = Deal {
        id: raw.id.clone(),
        file,
        title,
        dek: sheet.text_or_empty(raw.dek.as_ref()),
        short: sheet.text_or_empty(raw.short.as_ref()),
        headlines: places(raw.title.iter().chain(&raw.dek).chain(&raw.short), site),
        remarks: places(remarks(raw), site),
        author: None,
        status,
        legs,
        umbrella: raw.umbrella,
        part_of: raw.part_of.as_ref().and_then(|r| relation(r, &mut sheet)),
        follows: relations(&raw.follows, &mut sheet),
        supersedes: relations(&whole, &mut sheet),
        replaces: parts.iter().filter_map(|name| place::place(name, None, &mut sheet)).collect(),
        headline,
        expands: raw.expands.as_ref().and_then(|(r, adds)| Some((relation(r, &mut sheet)?, *adds))),
        alternative_to: relations(&raw.alternative_to, &mut sheet),
        milestones,
        quotes: quotes(raw, &mut sheet),
        reactions,
        corrections: Vec::new(),
        topics: topics(&raw.topics, &mut sheet),
        was: raw.was.clone(),
        broken: raw.broken,
        waivers: waivers(&raw.waivers),
        bodies: Vec::new(),
        draft: raw.draft,
        days: raw.days.clone(),
        publish_on: raw.publish_on.map(|d| d.value),
    };
    deal.corrections = super::correction::corrections(raw, &deal, &mut sheet);
    (deal, sheet.out)
}

/// Where a sheet has these texts, each with its language; languages that the site lacks were reported with them.
pub(super) fn places<'t>(texts: impl Iterator<Item = &'t parse::LocalText>, site: &Site) -> Vec<Spanned<LangId>> {
    texts
        .flat_map(|text| &text.values)
        .filter_map(|(tag, text)| {
            let lang = tag.as_ref().map_or(Some(LangId::DEFAULT), |tag| site.lang(&tag.value))?;
            Some(Spanned::new(lang, text.span))
        })
        .collect()
}

/// What the sheet says in words of its parts and steps; who is quoted, what is wrong elsewhere, and conditions, whose figures
/// are those of something else, are left out.
fn remarks(raw: &parse::Deal) -> impl Iterator<Item = &parse::LocalText> {
    let tranches = raw.legs.iter().flat_map(|leg| &leg.tranches);
    let facts = raw.legs.iter().flat_map(|leg| &leg.facts).chain(tranches.clone().flat_map(|tranche| &tranche.facts));
    let facts = facts.chain(raw.milestones.iter().flat_map(|step| &step.facts));
    let is_said = |fact: &&parse::Fact| fact.field != parse::FieldKey::Builtin(BuiltinField::Condition);
    let claims = facts.filter(is_said).flat_map(|fact| &fact.claims);
    fn of_claim(claim: &parse::Claim) -> impl Iterator<Item = &parse::LocalText> {
        let said = match &claim.value {
            parse::ClaimValue::Text(text) => Some(text),
            parse::ClaimValue::Amount(_)
            | parse::ClaimValue::Date(_)
            | parse::ClaimValue::Status(_)
            | parse::ClaimValue::Raw(_)
            | parse::ClaimValue::Unread => None,
        };
        said.into_iter().chain(&claim.note)
    }
    let parts = raw.legs.iter().map(|leg| &leg.what).chain(tranches.map(|tranche| &tranche.what));
    let steps = raw.milestones.iter().map(|step| &step.what).chain(raw.reactions.iter().map(|reaction| &reaction.what));
    parts.chain(steps).flatten().chain(claims.flat_map(of_claim))
}

fn cited(raw: &parse::Deal) -> impl Iterator<Item = &parse::SourceRef> {
    let facts = raw.legs.iter().flat_map(|leg| {
        let tranches = leg.tranches.iter().flat_map(|tranche| &tranche.facts);
        leg.facts.iter().chain(leg.portions.iter().map(|(_, fact)| fact)).chain(tranches)
    });
    let facts = facts.chain(raw.milestones.iter().flat_map(|m| &m.facts));
    let facts = facts.chain(raw.reactions.iter().flat_map(|r| &r.facts));
    let claims = raw.status.iter().chain(facts.flat_map(|f| &f.claims)).flat_map(|c| &c.sources);
    let claims = claims.chain(raw.milestones.iter().flat_map(|m| &m.sources));
    claims.chain(raw.quotes.iter().flat_map(|q| &q.sources)).chain(raw.reactions.iter().flat_map(|r| &r.sources))
}

fn relation(raw: &Spanned<String>, sheet: &mut Sheet<'_>) -> Option<Relation> {
    sheet.names.deal(raw, &mut sheet.out).map(|deal| Relation { deal, span: raw.span })
}

fn relations(raw: &[Spanned<String>], sheet: &mut Sheet<'_>) -> Vec<Relation> {
    raw.iter().filter_map(|r| relation(r, sheet)).collect()
}

fn legs(raw: &parse::Deal, sheet: &mut Sheet<'_>) -> Vec<Leg> {
    let legs: Vec<Leg> = raw.legs.iter().map(|l| leg(l, raw.umbrella, sheet)).collect();
    let mut legs = identify(legs, sheet);
    let ids: Vec<String> = legs.iter().map(|leg| leg.id.clone()).collect();
    let own = Some((raw.id.as_str(), &ids[..]));
    for (leg, raw) in legs.iter_mut().zip(&raw.legs) {
        let mut place = |name: &Spanned<String>| place::place(name, own, sheet);
        leg.part_of = raw.part_of.as_ref().and_then(&mut place);
        leg.of_which = raw.of_which.as_ref().and_then(&mut place);
        leg.expands = raw.expands.as_ref().and_then(|(name, adds)| Some((place(name)?, *adds)));
        leg.supersedes = raw.supersedes.iter().filter_map(&mut place).collect();
        for tranche in &mut leg.tranches {
            tranche.path = format!("{}.{}", leg.id, tranche.id);
        }
    }
    legs
}

/// The figure that a sheet names for its headline.
fn headline(name: &Spanned<String>, legs: &[Leg], sheet: &mut Sheet<'_>) -> Option<Headline> {
    let (leg, key) = name.value.rsplit_once('.').unwrap_or(("", &name.value));
    let fields = || BuiltinField::ALL.into_iter().filter(|field| matches!(field.field_type(), FieldType::Amount(_)));
    let field = fields().find(|field| field.key() == key);
    let found: Vec<&Leg> = match field {
        Some(field) => legs.iter().filter(|l| (leg.is_empty() || l.id == leg) && l.builtin(field).is_some()).collect(),
        None => Vec::new(),
    };
    if let (Some(field), [one]) = (field, &found[..]) {
        return Some(Headline { leg: one.id.clone(), field: field.id(), span: name.span });
    }
    let has = |l: &Leg| {
        fields().filter(|f| l.builtin(*f).is_some()).map(|f| format!("`{}.{}`", l.id, f.key())).collect::<Vec<_>>()
    };
    let choices = legs.iter().flat_map(has).collect::<Vec<_>>().join(", ");
    let title = format!("`headline` names no figure of this deal: `{}`", name.value);
    sheet.out.push(Diagnostic::new(codes::UNKNOWN_FACT, name.span, title).help(format!("figures are {choices}")));
    None
}

fn leg(raw: &parse::Leg, umbrella: bool, sheet: &mut Sheet<'_>) -> Leg {
    let unknown = if raw.judged && raw.kind.is_none() { unknown_roles(raw, sheet.site) } else { Vec::new() };
    if raw.judged && raw.kind.is_none() {
        sheet.out.push(parse::no_kind(&sheet.site.vocabulary, raw, &unknown));
    }
    let is_role = |fact: &parse::Fact| unknown.iter().any(|role| std::ptr::eq(*role, fact));
    let facts = raw.facts.iter().filter(|f| !is_role(f)).filter_map(|f| sheet.fact(f, FieldScope::Leg)).collect();
    let mut roles = Vec::with_capacity(raw.roles.len());
    for (role, company) in &raw.roles {
        if let Some(id) = sheet.names.company(company, &mut sheet.out) {
            roles.push((role.value, id));
        }
    }
    roles.sort_by_key(|&(role, _)| role);
    let portion = |(company, fact): &(Spanned<String>, parse::Fact), sheet: &mut Sheet<'_>| {
        Some((sheet.names.company(company, &mut Vec::new())?, sheet.fact(fact, FieldScope::Leg)?))
    };
    let kind = raw.kind.unwrap_or_else(Kind::unknown);
    Leg {
        id: raw.id.as_ref().map(|i| i.value.clone()).unwrap_or_default(),
        named: raw.id.is_some(),
        what: sheet.text_or_empty(raw.what.as_ref()),
        span: raw.span,
        // Its facts stay: nothing more is said of what only follows from a mistake in its roles.
        kind,
        roles,
        unnamed: raw.unnamed.iter().map(|(role, words)| (role.value, sheet.text(words))).collect(),
        portions: raw.portions.iter().filter_map(|one| portion(one, sheet)).collect(),
        facts,
        tranches: tranches(raw, sheet),
        frame: umbrella || raw.umbrella || kind.frame,
        part_of: None,
        of_which: None,
        expands: None,
        supersedes: Vec::new(),
        funds: raw.funds.as_ref().and_then(|f| sheet.names.deal(f, &mut sheet.out)),
        further: false,
    }
}

/// The parts of a leg; their paths follow when the leg has its name.
fn tranches(raw: &parse::Leg, sheet: &mut Sheet<'_>) -> Vec<Tranche> {
    let mut tranches: Vec<Tranche> = Vec::with_capacity(raw.tranches.len());
    for (index, one) in raw.tranches.iter().enumerate() {
        let id = one.id.as_ref().map_or_else(|| format!("tranche-{}", index + 1), |id| id.value.clone());
        tranches.push(Tranche {
            id,
            path: String::new(),
            what: sheet.text_or_empty(one.what.as_ref()),
            span: one.span,
            facts: one.facts.iter().filter_map(|fact| sheet.fact(fact, FieldScope::Leg)).collect(),
        });
    }
    twice("tranches", tranches.iter().map(|tranche| (tranche.id.as_str(), tranche.span)), &mut sheet.out);
    tranches
}

/// Tells of ids that are not the first of their name.
fn twice<'a>(what: &str, ids: impl Iterator<Item = (&'a str, Span)>, out: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for (id, span) in ids {
        let first = *seen.entry(id).or_insert(span);
        if first != span {
            out.push(
                Diagnostic::new(codes::DUPLICATE_ID, span, format!("two {what} have the id `{id}`"))
                    .context(first, "the first one")
                    .help("give one of them another `id`"),
            );
        }
    }
}

/// Keys of a leg that name companies, and that are nothing that the site knows or nearly knows.
fn unknown_roles<'r>(raw: &'r parse::Leg, site: &Site) -> Vec<&'r parse::Fact> {
    let is_known = |key: &str| {
        site.fields.find_declared(key, FieldScope::Leg).is_some()
            || parse::known_keys(&site.vocabulary, FieldScope::Leg).any(|known| is_one_letter_off(key, known))
    };
    let is_role = |fact: &&parse::Fact| parse::may_be_role(fact) && !is_known(&fact.key.value);
    raw.facts.iter().filter(is_role).collect()
}

/// A leg without an id is called by its kind; where several share a kind, they are numbered, so that
/// each has an anchor, and a fact path that says only the kind is ambiguous.
fn identify(mut legs: Vec<Leg>, sheet: &mut Sheet<'_>) -> Vec<Leg> {
    let mut unnamed: HashMap<Kind, usize> = HashMap::new();
    for leg in legs.iter().filter(|l| !l.named) {
        *unnamed.entry(leg.kind).or_default() += 1;
    }
    let mut next: HashMap<Kind, usize> = HashMap::new();
    for leg in legs.iter_mut().filter(|l| !l.named) {
        let n = next.entry(leg.kind).or_default();
        *n += 1;
        leg.id = match unnamed.get(&leg.kind) {
            Some(1) => leg.kind.name().to_owned(),
            _ => format!("{}-{n}", leg.kind.name()),
        };
    }
    twice("legs", legs.iter().map(|leg| (leg.id.as_str(), leg.span)), &mut sheet.out);
    legs
}

/// The facts of a milestone or reaction, which may name the `sources` of all its claims.
fn facts(raw: &[parse::Fact], sources: &[parse::SourceRef], sheet: &mut Sheet<'_>) -> Vec<Fact> {
    let mut facts: Vec<Fact> = raw.iter().filter_map(|f| sheet.fact(f, FieldScope::Leg)).collect();
    for claim in facts.iter_mut().flat_map(|f| &mut f.claims) {
        claim.names_source |= !sources.is_empty();
    }
    facts
}

fn milestones(raw: &parse::Deal, sheet: &mut Sheet<'_>) -> Vec<Milestone> {
    let one = |(i, m): (usize, &parse::Milestone)| Milestone {
        id: m.id.as_ref().map_or_else(|| format!("milestone-{}", i + 1), |id| id.value.clone()),
        what: sheet.text_or_empty(m.what.as_ref()),
        facts: facts(&m.facts, &m.sources, sheet),
        sources: sheet.citations(&m.sources),
        span: m.span,
    };
    raw.milestones.iter().enumerate().map(one).collect()
}

fn reactions(raw: &parse::Deal, sheet: &mut Sheet<'_>) -> Vec<Reaction> {
    let one = |(i, r): (usize, &parse::Reaction)| Reaction {
        id: r.id.as_ref().map_or_else(|| format!("reaction-{}", i + 1), |id| id.value.clone()),
        company: r.company.as_ref().and_then(|c| sheet.names.company(c, &mut sheet.out)),
        what: sheet.text_or_empty(r.what.as_ref()),
        facts: facts(&r.facts, &r.sources, sheet),
        sources: sheet.citations(&r.sources),
        quote: r.quote.as_ref().map(|q| (q.value.clone(), q.span)),
        span: r.span,
    };
    raw.reactions.iter().enumerate().map(one).collect()
}

fn quotes(raw: &parse::Deal, sheet: &mut Sheet<'_>) -> Vec<Quotation> {
    let one = |q: &parse::Quotation| Quotation {
        by: q.by.as_ref().map(|b| b.value.clone()).unwrap_or_default(),
        of: q.of.as_ref().and_then(|c| sheet.names.company(c, &mut sheet.out)),
        text: sheet.text_or_empty(q.text.as_ref()),
        text_span: q.text.as_ref().map_or(q.span, |text| match text.values.as_slice() {
            [(_, only)] => only.span,
            _ => text.span,
        }),
        sources: sheet.evidence(&q.sources, q.span),
        names_source: !q.sources.is_empty(),
        span: q.span,
    };
    raw.quotes.iter().map(one).collect()
}

fn topics(raw: &[Spanned<String>], sheet: &mut Sheet<'_>) -> Vec<TopicId> {
    let known = &sheet.site.topics;
    let mut found = Vec::new();
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for topic in raw {
        if let Some(&first) = seen.get(topic.value.as_str()) {
            let title = format!("the topic `{}` stands twice", topic.value);
            sheet.out.push(Diagnostic::new(codes::VALUE, topic.span, title).context(first, "first here"));
            continue;
        }
        seen.insert(&topic.value, topic.span);
        match sheet.names.topics.get(topic.value.as_str()) {
            Some(id) => found.push(*id),
            None => {
                let problem = names::unknown(codes::UNKNOWN_TOPIC, "topic", topic, known.iter().map(|t| t.id.as_str()));
                let problem = if known.is_empty() { problem.label("the site declares no topics") } else { problem };
                sheet.out.push(match problem.suggestion {
                    Some(_) => problem,
                    None if !parse::is_id(&topic.value) => {
                        problem.help("a topic is declared by a name of lower-case letters, digits and `-`")
                    }
                    None => problem.help(format!(
                        "declare it in `tearsheet.toml`: below `[topics]`, `{} = \"Its name\"`",
                        topic.value
                    )),
                });
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Waivers as the model has them; shared with companies and sources.
pub(super) fn waivers(raw: &[parse::Waiver]) -> Vec<Waiver> {
    let one = |w: &parse::Waiver| Waiver {
        code: w.code.value,
        why: w.why.value.clone(),
        until: w.until.map(|d| d.value),
        sentence: w.sentence.as_ref().map(|s| s.value.clone()),
        span: w.span,
    };
    raw.iter().map(one).collect()
}
