//! Legs: one direction of a deal. The pair of roles gives kind and direction.

use super::{BuiltinField, CompanyId, DealId, Fact, FieldId};
use crate::span::Span;

/// What a company does in a leg.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Buys.
    Customer,
    /// Sells.
    Supplier,
    /// Buys equity.
    Investor,
    /// Its equity is bought.
    Investee,
    /// Lends.
    Lender,
    /// Borrows.
    Borrower,
    /// Rents.
    Tenant,
    /// Lets.
    Landlord,
    /// Takes a licence.
    Licensee,
    /// Takes a licence to pass on.
    Distributor,
    /// Gives a licence.
    Licensor,
    /// Gives an option or warrant on itself.
    Issuer,
    /// Has it.
    Holder,
    /// Answers for another.
    Guarantor,
    /// Is answered for.
    Beneficiary,
    /// Direction not stated.
    Partner,
    /// Made the hardware inside; not paid in this leg.
    Maker,
    /// Runs it.
    Operator,
    /// Designed it.
    Designer,
    /// Arranged it.
    Agent,
    /// Uses it.
    User,
}

impl Role {
    /// All roles.
    pub const ALL: [Role; 21] = [
        Role::Customer,
        Role::Supplier,
        Role::Investor,
        Role::Investee,
        Role::Lender,
        Role::Borrower,
        Role::Tenant,
        Role::Landlord,
        Role::Licensee,
        Role::Distributor,
        Role::Licensor,
        Role::Issuer,
        Role::Holder,
        Role::Guarantor,
        Role::Beneficiary,
        Role::Partner,
        Role::Maker,
        Role::Operator,
        Role::Designer,
        Role::Agent,
        Role::User,
    ];

    /// As written in a sheet, and in messages: `customer`; a partner's key is `partners`.
    pub fn name(self) -> &'static str {
        match self {
            Role::Customer => "customer",
            Role::Supplier => "supplier",
            Role::Investor => "investor",
            Role::Investee => "investee",
            Role::Lender => "lender",
            Role::Borrower => "borrower",
            Role::Tenant => "tenant",
            Role::Landlord => "landlord",
            Role::Licensee => "licensee",
            Role::Distributor => "distributor",
            Role::Licensor => "licensor",
            Role::Issuer => "issuer",
            Role::Holder => "holder",
            Role::Guarantor => "guarantor",
            Role::Beneficiary => "beneficiary",
            Role::Partner => "partners",
            Role::Maker => "maker",
            Role::Operator => "operator",
            Role::Designer => "designer",
            Role::Agent => "agent",
            Role::User => "user",
        }
    }

    /// Whether the role is one of a pair (and so gives a leg its kind).
    pub fn is_party(self) -> bool {
        !matches!(self, Role::Maker | Role::Operator | Role::Designer | Role::Agent | Role::User)
    }
}

/// The kind of a leg.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// customer → supplier
    Purchase,
    /// investor → investee
    Equity,
    /// lender → borrower
    Loan,
    /// tenant → landlord
    Lease,
    /// licensee or distributor → licensor
    Licence,
    /// issuer → holder; never summed
    Option,
    /// guarantor → beneficiary; never summed
    Guarantee,
    /// partners; direction not stated; never summed
    Partnership,
    /// customer alone in an umbrella; never summed
    Plan,
}

impl Kind {
    /// `purchase`: the word in fact paths, class names, messages and exports.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Purchase => "purchase",
            Kind::Equity => "equity",
            Kind::Loan => "loan",
            Kind::Lease => "lease",
            Kind::Licence => "licence",
            Kind::Option => "option",
            Kind::Guarantee => "guarantee",
            Kind::Partnership => "partnership",
            Kind::Plan => "plan",
        }
    }

    /// Whether its value may enter a total.
    pub fn is_summed(self) -> bool {
        matches!(self, Kind::Purchase | Kind::Equity | Kind::Loan | Kind::Lease | Kind::Licence)
    }
}

/// One direction of a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// Its `id`, or its kind's name; unique in the deal (a number is added where two would be equal).
    pub id: String,
    /// Whether the editor gave the id.
    pub named: bool,
    /// Where the leg stands.
    pub span: Span,
    /// From its roles.
    pub kind: Kind,
    /// Who does what, in the order of [`Role`], several companies per role possible.
    pub roles: Vec<(Role, CompanyId)>,
    /// Its facts, in the order of the sheet.
    pub facts: Vec<Fact>,
    /// A deal that this leg pays for.
    pub funds: Option<DealId>,
}

impl Leg {
    /// The companies in a role.
    pub fn in_role(&self, role: Role) -> impl Iterator<Item = CompanyId> {
        self.roles.iter().filter(move |(r, _)| *r == role).map(|&(_, c)| c)
    }

    /// Who gives the value: customer, investor, lender, tenant, licensee, distributor, issuer, guarantor.
    /// Empty for partners.
    pub fn payers(&self) -> impl Iterator<Item = CompanyId> {
        self.roles
            .iter()
            .filter(|(r, _)| {
                matches!(
                    r,
                    Role::Customer
                        | Role::Investor
                        | Role::Lender
                        | Role::Tenant
                        | Role::Licensee
                        | Role::Distributor
                        | Role::Issuer
                        | Role::Guarantor
                )
            })
            .map(|&(_, c)| c)
    }

    /// Who gets it. Empty for partners and plans.
    pub fn payees(&self) -> impl Iterator<Item = CompanyId> {
        self.roles
            .iter()
            .filter(|(r, _)| {
                matches!(
                    r,
                    Role::Supplier
                        | Role::Investee
                        | Role::Borrower
                        | Role::Landlord
                        | Role::Licensor
                        | Role::Holder
                        | Role::Beneficiary
                )
            })
            .map(|&(_, c)| c)
    }

    /// The fact on a field.
    pub fn fact(&self, field: FieldId) -> Option<&Fact> {
        self.facts.iter().find(|f| f.field == field)
    }

    /// The fact on a built-in field.
    pub fn builtin(&self, field: BuiltinField) -> Option<&Fact> {
        self.fact(field.id())
    }
}
