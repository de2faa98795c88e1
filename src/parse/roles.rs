//! Roles: which of them make a pair, and what to say when they do not.
//!
//! The pair gives a leg its kind and its direction, so exactly one must be there. Roles outside of pairs
//! (`maker`, `operator`…) may be added freely. [`check`] needs the deal's `umbrella`, so it runs when the
//! whole sheet has been read.

use super::document::{ClaimValue, Fact, FieldKey, Leg};
use super::reader::{Reader, list};
use crate::diagnostics::{Diagnostic, closest, codes};
use crate::model::{Kind, Role};
use crate::span::{Span, Spanned};

/// The pairs: who gives, who gets, and the kind of the leg.
const PAIRS: [(Role, Role, Kind); 8] = [
    (Role::Customer, Role::Supplier, Kind::Purchase),
    (Role::Investor, Role::Investee, Kind::Equity),
    (Role::Lender, Role::Borrower, Kind::Loan),
    (Role::Tenant, Role::Landlord, Kind::Lease),
    (Role::Licensee, Role::Licensor, Kind::Licence),
    (Role::Distributor, Role::Licensor, Kind::Licence),
    (Role::Issuer, Role::Holder, Kind::Option),
    (Role::Guarantor, Role::Beneficiary, Kind::Guarantee),
];

const HELP: &str = "pairs are customer–supplier, investor–investee, lender–borrower, tenant–landlord, \
     licensee or distributor–licensor, issuer–holder, guarantor–beneficiary, or `partners = [\"a\", \"b\"]`";

/// The role of this key.
pub(super) fn find(key: &str) -> Option<Role> {
    Role::ALL.into_iter().find(|role| role.name() == key)
}

/// The kind of a leg with these roles; `None` if they do not make exactly one pair. A customer alone is a
/// plan in an umbrella.
pub fn kind(roles: impl IntoIterator<Item = Role>, umbrella: bool) -> Option<Kind> {
    let parties = parties(roles);
    match parties[..] {
        [Role::Partner] => Some(Kind::Partnership),
        [Role::Customer] if umbrella => Some(Kind::Plan),
        [Role::Licensee, Role::Distributor, Role::Licensor] => Some(Kind::Licence),
        [a, b] => PAIRS.iter().find(|(from, to, _)| (a, b) == (*from, *to) || (b, a) == (*from, *to)).map(|p| p.2),
        _ => None,
    }
}

/// The roles that belong to pairs, each once, in the order of [`Role`].
fn parties(roles: impl IntoIterator<Item = Role>) -> Vec<Role> {
    let mut parties: Vec<Role> = roles.into_iter().filter(|r| r.is_party()).collect();
    parties.sort_unstable();
    parties.dedup();
    parties
}

/// The roles that make a pair with this one.
fn counterparts(role: Role) -> impl Iterator<Item = Role> + Clone {
    PAIRS.into_iter().filter_map(move |(from, to, _)| match role {
        r if r == from => Some(to),
        r if r == to => Some(from),
        _ => None,
    })
}

/// Reports roles of `leg` that do not make one pair. A misspelt role that would complete the pair is
/// named as such and taken for it, so that nothing else is said about it later.
pub(super) fn check(reader: &mut Reader<'_>, leg: &mut Leg, umbrella: bool) {
    if kind(leg.roles.iter().map(|(r, _)| r.value), umbrella).is_none() && !misspelt(reader, leg, umbrella) {
        let diagnostic = no_pair(leg);
        reader.report(diagnostic);
    }
    let partners: Vec<&Spanned<String>> =
        leg.roles.iter().filter(|(r, _)| r.value == Role::Partner).map(|(_, company)| company).collect();
    if let [one] = partners[..] {
        let title = "`partners` takes two companies or more, found one";
        reader.report(Diagnostic::new(codes::ROLE, one.span, title));
    }
}

/// Looks for keys that are almost a role, and takes them for it if that makes a pair.
fn misspelt(reader: &mut Reader<'_>, leg: &mut Leg, umbrella: bool) -> bool {
    let guesses: Vec<(usize, Role)> = leg
        .facts
        .iter()
        .enumerate()
        .filter(|(_, fact)| fact.field == FieldKey::Declared && !companies(fact).is_empty())
        .filter_map(|(i, fact)| closest(&fact.key.value, Role::ALL.map(Role::name)).and_then(find).map(|r| (i, r)))
        .collect();
    let known: Vec<Role> = leg.roles.iter().map(|(r, _)| r.value).collect();
    let makes_pair = |guesses: &[(usize, Role)]| {
        kind(known.iter().copied().chain(guesses.iter().map(|&(_, role)| role)), umbrella).is_some()
    };
    let Some(guesses) = guesses.chunks(1).chain([&guesses[..]]).find(|some| makes_pair(some)) else { return false };
    for &(index, role) in guesses.iter().rev() {
        let fact = leg.facts.remove(index);
        let title = format!("unknown role `{}`", fact.key.value);
        let diagnostic = Diagnostic::new(codes::ROLE, fact.key.span, title);
        reader.report(diagnostic.suggest("a role with a similar name exists", fact.key.span, role.name()));
        let key = fact.key.span;
        leg.roles.extend(companies(&fact).into_iter().map(|company| (Spanned::new(role, key), company)));
    }
    true
}

/// The strings of a fact that has nothing else, as the companies of a role would be written.
fn companies(fact: &Fact) -> Vec<Spanned<String>> {
    let plain = |claim: &super::Claim| match &claim.value {
        ClaimValue::Raw(text) if claim.sources.is_empty() && claim.quote.is_none() => match &text.values[..] {
            [(None, value)] => Some(value.clone()),
            _ => None,
        },
        _ => None,
    };
    fact.claims.iter().map(plain).collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// What to say of roles without exactly one pair.
fn no_pair(leg: &Leg) -> Diagnostic {
    let parties = parties(leg.roles.iter().map(|(r, _)| r.value));
    let place = |role: Role| leg.roles.iter().find(|(r, _)| r.value == role).map_or(leg.span, |(r, _)| r.span);
    match parties[..] {
        [] => Diagnostic::new(codes::ROLE, leg.span, "a leg without a pair of roles").help(HELP),
        [one] => alone(one, place(one)),
        [first, .., last] => {
            let names = list(parties.iter().map(|r| r.name()));
            let pairs = PAIRS.iter().filter(|(a, b, _)| parties.contains(a) && parties.contains(b)).count();
            let title = match pairs {
                0 => format!("roles that do not make a pair: {names}"),
                1 => format!("a pair and a role too many: {names}"),
                _ => format!("two pairs of roles in one leg: {names}"),
            };
            let diagnostic = Diagnostic::new(codes::ROLE, place(last), title).context(place(first), "and this one");
            match pairs {
                0 => diagnostic.help(HELP),
                _ => diagnostic.help("write one `[[leg]]` for each direction of the deal"),
            }
        }
    }
}

/// A role without its counterpart.
fn alone(role: Role, place: Span) -> Diagnostic {
    let others = counterparts(role).map(|r| format!("`{}`", r.name())).collect::<Vec<_>>().join(" or ");
    let title = format!("`{}` without {others}", role.name());
    let diagnostic = Diagnostic::new(codes::ROLE, place, title);
    match role {
        Role::Customer => diagnostic
            .help("add the supplier; if this is a plan that contains other deals, set `umbrella = true` at the top"),
        _ => diagnostic.help(format!("add {others} to this leg")),
    }
}

#[cfg(test)]
mod tests {
    use super::kind;
    use crate::model::{Kind, Role};

    #[test]
    fn a_leg_has_a_kind_exactly_if_its_roles_make_one_pair() {
        use Role::{Customer, Distributor, Holder, Investee, Issuer, Licensee, Licensor, Maker, Partner, Supplier};
        for (roles, umbrella, expected) in [
            (&[Customer, Supplier][..], false, Some(Kind::Purchase)),
            (&[Supplier, Maker, Customer, Customer], false, Some(Kind::Purchase)),
            (&[Holder, Issuer], false, Some(Kind::Option)),
            (&[Distributor, Licensor], false, Some(Kind::Licence)),
            (&[Licensee, Distributor, Licensor], false, Some(Kind::Licence)),
            (&[Licensee, Distributor], false, None),
            (&[Partner, Partner], false, Some(Kind::Partnership)),
            (&[Partner, Customer], false, None),
            (&[Customer], false, None),
            (&[Customer], true, Some(Kind::Plan)),
            (&[Supplier], true, None),
            (&[Customer, Investee], false, None),
            (&[Customer, Supplier, Holder, Issuer], false, None),
            (&[Maker], false, None),
            (&[], true, None),
        ] {
            assert_eq!(kind(roles.iter().copied(), umbrella), expected, "{roles:?}");
        }
    }
}
