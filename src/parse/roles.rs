//! Roles: whether those of a leg are the roles of one kind, and what to say when they are not.
//!
//! They give a leg its kind and its direction, so a leg has those of exactly one kind. Roles of any leg (`maker`,
//! `operator`…) may be added freely. [`settle`] needs the deal's `umbrella`, so it runs when the whole sheet has been
//! read.

use super::document::{ClaimValue, Fact, FieldKey, Leg};
use super::instruments;
use super::reader::Reader;
use crate::diagnostics::{Diagnostic, codes, is_one_letter_off, listed};
use crate::span::{Span, Spanned};
use crate::vocabulary::{Kind, Role, Vocabulary, is_in};

/// Gives a leg its kind, or reports that its roles give none. Where a key may be a role that nobody has or a field of the
/// site, that waits for [`crate::resolve`], which knows the fields.
/// A misspelt role that completes a pair is named as such and taken for it, so that nothing else is said about it.
pub(super) fn settle(reader: &mut Reader<'_>, leg: &mut Leg, umbrella: bool, judged: bool) {
    let vocabulary = reader.vocabulary();
    leg.kind = vocabulary.kind_of(&written(leg), umbrella);
    if judged && leg.kind.is_none() {
        misspelt(reader, leg, umbrella);
    }
    if judged && leg.kind.is_none() {
        leg.judged = leg.facts.iter().any(may_be_role);
        if !leg.judged {
            reader.report(no_kind(vocabulary, leg, &[]));
        }
    }
    instruments::check(reader, leg);
    let joint = |role: Role| vocabulary.kinds.iter().any(|kind| is_in(role, &kind.parties));
    if let [(role, one)] = &leg.roles.iter().filter(|(role, _)| joint(role.value)).collect::<Vec<_>>()[..] {
        let title = format!("`{}` takes two companies or more, found one", role.value.name());
        reader.report(Diagnostic::new(codes::ROLE, one.span, title));
    }
}

fn written(leg: &Leg) -> Vec<Role> {
    let unnamed = leg.unnamed.iter().map(|(role, _)| role.value);
    leg.roles.iter().map(|(role, _)| role.value).chain(unnamed).collect()
}

/// Looks for keys that are a role but for one letter, and takes them for it if that gives the leg a kind.
fn misspelt(reader: &mut Reader<'_>, leg: &mut Leg, umbrella: bool) {
    let vocabulary = reader.vocabulary();
    let guesses: Vec<(usize, Role)> = leg
        .facts
        .iter()
        .enumerate()
        .filter(|(_, fact)| may_be_role(fact))
        .flat_map(|(i, fact)| {
            let meant = |role: &Role| is_one_letter_off(&fact.key.value, role.name());
            vocabulary.roles.iter().copied().filter(meant).map(move |role| (i, role))
        })
        .collect();
    let with = |guesses: &[(usize, Role)]| {
        let guessed = guesses.iter().map(|&(_, role)| role);
        vocabulary.kind_of(&written(leg).into_iter().chain(guessed).collect::<Vec<_>>(), umbrella)
    };
    let mut firsts = guesses.clone();
    firsts.dedup_by_key(|(i, _)| *i);
    let some = guesses.chunks(1).chain([&firsts[..]]).find_map(|some| Some((some, with(some)?)));
    let Some((guesses, kind)) = some else { return };
    leg.kind = Some(kind);
    for &(index, role) in guesses.iter().rev() {
        let fact = leg.facts.remove(index);
        let title = format!("unknown role `{}`", fact.key.value);
        let diagnostic = Diagnostic::new(codes::ROLE, fact.key.span, title);
        reader.report(diagnostic.suggest("a role with a similar name exists", fact.key.span, role.name()));
        let key = fact.key.span;
        leg.roles.extend(companies(&fact).into_iter().map(|company| (Spanned::new(role, key), company)));
    }
}

/// Whether a key that is not built in looks like a role: it has strings alone, as companies would be written.
pub fn may_be_role(fact: &Fact) -> bool {
    fact.field == FieldKey::Declared && !companies(fact).is_empty()
}

/// The strings of a fact that has nothing else.
fn companies(fact: &Fact) -> Vec<Spanned<String>> {
    let plain = |claim: &super::Claim| {
        let ClaimValue::Raw(text) = &claim.value else { return None };
        let [(None, value)] = &text.values[..] else { return None };
        (claim.sources.is_empty() && claim.quote.is_none()).then(|| value.clone())
    };
    fact.claims.iter().map(plain).collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// What to say of roles that are not those of one kind. `unknown` are keys of the leg that name companies, and that are
/// no roles and no fields of the site.
pub fn no_kind(vocabulary: &Vocabulary, leg: &Leg, unknown: &[&Fact]) -> Diagnostic {
    if let [first, rest @ ..] = unknown {
        let (s, names) = (if rest.is_empty() { "" } else { "s" }, listed(unknown.iter().map(|f| f.key.value.as_str())));
        let problem = Diagnostic::new(codes::ROLE, first.key.span, format!("unknown role{s} {names}"));
        let (from, to) = match rest {
            [second, ..] => (format!(" = \"{}\"", first.key.value), format!(" = \"{}\"", second.key.value)),
            [] => Default::default(),
        };
        return problem.help(pairs(vocabulary, &[])).help(format!(
            "or declare a kind of your own in `tearsheet.toml`: `[kinds.KEY]` with `payer{from}`, `payee{to}` and a \
             `label`; roles that nobody pays are `others`"
        ));
    }
    let paid = |role: &Role| {
        let mut sides = vocabulary.kinds.iter().flat_map(|kind| [&kind.payers, &kind.payees, &kind.parties]);
        sides.any(|side| is_in(*role, side))
    };
    let mut roles = written(leg);
    roles.sort_unstable();
    roles.dedup();
    let parties: Vec<Role> = roles.iter().copied().filter(paid).collect();
    let all = || leg.roles.iter().map(|(role, _)| role).chain(leg.unnamed.iter().map(|(role, _)| role));
    let place = |role: Role| all().find(|r| r.value == role).map_or(leg.span, |r| r.span);
    let complete: Vec<_> = vocabulary.kinds.iter().filter(|kind| !kind.frame && kind.is_complete(&roles)).collect();
    if let [kind] = complete[..]
        && let Some(role) = kind.strangers(&roles).next()
    {
        return stranger(vocabulary, *kind, role, place(role));
    }
    match parties[..] {
        [] => Diagnostic::new(codes::ROLE, leg.span, "a leg without a pair of roles").help(pairs(vocabulary, &[])),
        [one] => alone(vocabulary, one, place(one)),
        [first, .., last] => {
            let names = listed(parties.iter().map(|r| r.name()));
            let (title, help) = match complete.is_empty() {
                true => (format!("roles that do not make a pair: {names}"), pairs(vocabulary, &parties)),
                false => (format!("two pairs of roles in one leg: {names}"), EACH_DIRECTION.to_owned()),
            };
            Diagnostic::new(codes::ROLE, place(last), title).context(place(first), "and this one").help(help)
        }
    }
}

/// What to do with two kinds in one leg.
const EACH_DIRECTION: &str = "write one `[[leg]]` for each direction of the deal";

/// A role beside the pair of a kind that does not have it.
fn stranger(vocabulary: &Vocabulary, kind: Kind, role: Role, place: Span) -> Diagnostic {
    let title = format!("`{}` is no role of `{}`, the kind that the others make", role.name(), kind.name());
    let problem = Diagnostic::new(codes::ROLE, place, title);
    match vocabulary.kinds.iter().any(|kind| kind.is_party(role)) {
        true => problem.help(EACH_DIRECTION),
        false => {
            let kinds = vocabulary.kinds.iter().filter(|kind| kind.others.iter().any(|own| own == role.name()));
            problem.help(format!("it is one of {}", listed(kinds.map(|kind| kind.name()))))
        }
    }
}

/// Some pairs: those of `roles`, else the first that there are.
fn pairs(vocabulary: &Vocabulary, roles: &[Role]) -> String {
    let kinds = || vocabulary.kinds.iter().filter(|kind| !kind.frame);
    let mut near: Vec<_> = kinds().filter(|kind| roles.iter().any(|role| kind.is_party(*role))).collect();
    near.extend(kinds().take(if near.is_empty() { 3 } else { 0 }));
    let pairs: Vec<String> = near.into_iter().map(|kind| kind.pair()).collect();
    format!("pairs are {}; `tearsheet explain kinds` lists all", pairs.join(", "))
}

/// A role without its counterpart.
fn alone(vocabulary: &Vocabulary, role: Role, place: Span) -> Diagnostic {
    let others = |kind: &Kind| match (is_in(role, &kind.payers), is_in(role, &kind.payees)) {
        (true, _) => kind.payees.clone(),
        (_, true) => kind.payers.clone(),
        (false, false) => Vec::new(),
    };
    let others = vocabulary.kinds.iter().flat_map(others);
    let names = others.map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" or ");
    let diagnostic = Diagnostic::new(codes::ROLE, place, format!("`{}` without {names}", role.name()));
    match vocabulary.kinds.iter().any(|kind| kind.frame && is_in(role, &kind.payers)) {
        true => diagnostic.help(format!(
            "add the {}; if this is a plan that contains other deals, set `umbrella = true` at the top",
            names.replace('`', "")
        )),
        false => diagnostic.help(format!("add {names} to this leg")),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_leg_has_a_kind_exactly_if_its_roles_are_those_of_one() {
        let vocabulary = crate::parse::base_vocabulary();
        for (roles, umbrella, expected) in [
            (&["customer", "supplier"][..], false, Some("purchase")),
            (&["supplier", "maker", "customer", "customer"], false, Some("purchase")),
            (&["holder", "issuer"], false, Some("option")),
            (&["distributor", "licensor"], false, Some("licence")),
            (&["licensee", "distributor", "licensor"], false, Some("licence")),
            (&["licensee", "distributor"], false, None),
            (&["partners", "partners"], false, Some("partnership")),
            (&["partners", "customer"], false, None),
            (&["customer"], false, None),
            (&["customer"], true, Some("plan")),
            (&["supplier"], true, None),
            (&["customer", "investee"], false, None),
            (&["customer", "supplier", "holder", "issuer"], false, None),
            (&["maker"], false, None),
            (&[], true, None),
        ] {
            let given: Vec<_> = roles.iter().filter_map(|role| vocabulary.role(role)).collect();
            assert_eq!(vocabulary.kind_of(&given, umbrella).map(|kind| kind.name()), expected, "{roles:?}");
        }
    }
}
