//! The fields of a leg or a company: the built-in ones, and those that a site declares.

use super::{Dimension, Text};
use crate::quantity::Unit;
use crate::span::Span;

/// An index into [`Fields`]; the built-in ones come first, in the order of [`BuiltinField`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldId(pub u16);

/// What a field's claims hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldType {
    /// An amount.
    Amount(Measured),
    /// A date.
    Date,
    /// Words.
    Text,
}

/// Which amounts a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measured {
    /// Any.
    Anything,
    /// Those of a dimension.
    In(Dimension),
    /// Numbers of things, whatever they are.
    Things,
    /// So much per something.
    Rate,
}

/// Where a field may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldScope {
    /// In `[[leg]]`.
    Leg,
    /// At the top of a company's sheet.
    Company,
}

/// Where a built-in field stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// In `[[leg]]` and `[[leg.tranche]]`.
    Leg,
    /// In a party of a leg.
    Party,
    /// At the top of a company's sheet.
    Company,
}

/// The built-in fields, a row each: what it says, its key, where it stands, what its claims hold.
macro_rules! fields {
    ($($(#[doc = $doc:literal])+ $name:ident = $key:literal, $stands:ident, $holds:expr;)+) => {
        /// The fields that every site has.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u16)]
        pub enum BuiltinField {
            $($(#[doc = $doc])+ $name,)+
        }

        impl BuiltinField {
            /// All, in the order of their ids.
            pub const ALL: [BuiltinField; [$($key),+].len()] = [$(BuiltinField::$name),+];

            /// Its key in a sheet.
            pub fn key(self) -> &'static str {
                match self {
                    $(BuiltinField::$name => $key,)+
                }
            }

            /// What its claims hold.
            pub fn field_type(self) -> FieldType {
                match self {
                    $(BuiltinField::$name => $holds,)+
                }
            }

            fn stands(self) -> Stands {
                match self {
                    $(BuiltinField::$name => Stands::$stands,)+
                }
            }
        }
    };
}

const fn amount(dimension: Dimension) -> FieldType {
    FieldType::Amount(Measured::In(dimension))
}

fields! {
    /// Money that changes hands.
    Value = "value", Leg, amount(Dimension::MONEY);
    /// Power of chips, site or supply.
    Capacity = "capacity", Leg, amount(Dimension::POWER);
    /// What is delivered, in any unit that has no field of its own.
    Quantity = "quantity", Leg, FieldType::Amount(Measured::Anything);
    /// Share of the issuer or investee, per cent.
    Stake = "stake", Leg, amount(Dimension::SHARE);
    /// How many shares.
    Shares = "shares", Leg, FieldType::Amount(Measured::Things);
    /// What one of something costs: `65.60 USD per share`.
    Price = "price", Leg, FieldType::Amount(Measured::Rate);
    /// Interest, per cent a year.
    Rate = "rate", Leg, amount(Dimension::SHARE);
    /// What a stake, a warrant or a thing that is given is said to be worth; never summed.
    Worth = "worth", Leg, amount(Dimension::MONEY);
    /// A part of what comes in, per cent.
    Cut = "cut", Leg, amount(Dimension::SHARE);
    /// What a cut is of: revenue, profit.
    Basis = "basis", Leg, FieldType::Text;
    /// How long.
    Term = "term", Leg, amount(Dimension::TIME);
    /// When it begins.
    Starts = "starts", Leg, FieldType::Date;
    /// When all of it is in service.
    Online = "online", Leg, FieldType::Date;
    /// When it ends.
    Ends = "ends", Leg, FieldType::Date;
    /// When an extension may begin.
    Option = "option", Leg, FieldType::Date;
    /// Money of what may be bought beyond; never committed.
    OptionValue = "option_value", Leg, amount(Dimension::MONEY);
    /// Power of what may be bought beyond.
    OptionCapacity = "option_capacity", Leg, amount(Dimension::POWER);
    /// How long it may be prolonged.
    OptionTerm = "option_term", Leg, amount(Dimension::TIME);
    /// What is inside.
    Hardware = "hardware", Leg, FieldType::Text;
    /// How many graphics processors.
    Gpus = "gpus", Leg, FieldType::Amount(Measured::Things);
    /// How many central processors.
    Cpus = "cpus", Leg, FieldType::Amount(Measured::Things);
    /// How many chips.
    Chips = "chips", Leg, FieldType::Amount(Measured::Things);
    /// What the investee would be worth.
    Valuation = "valuation", Leg, amount(Dimension::MONEY);
    /// Of an equity or option leg: `option`, `warrant`, `shares`.
    Instrument = "instrument", Leg, FieldType::Text;
    /// Exclusivity, first refusal.
    Exclusive = "exclusive", Leg, FieldType::Text;
    /// Priority, guarantees.
    Access = "access", Leg, FieldType::Text;
    /// Of a step that enlarges another deal: what the two come to.
    Total = "total", Leg, FieldType::Amount(Measured::Anything);
    /// What has to happen first.
    Condition = "condition", Leg, FieldType::Text;
    /// When that had happened.
    Met = "met", Leg, FieldType::Date;
    /// When it is due; of milestones too.
    Due = "due", Leg, FieldType::Date;
    /// How far it has come; of deals too.
    Status = "status", Leg, FieldType::Text;
    /// Of a party of several: what it has of the leg's amounts.
    Share = "share", Party, amount(Dimension::SHARE);
    /// Of a company: where its seat is.
    Hq = "hq", Company, FieldType::Text;
}

impl BuiltinField {
    /// The figures that say what a leg comes to, what says most first. Not those that only qualify another one: interest,
    /// options, what a thing is said to be worth.
    pub const FIGURES: [BuiltinField; 11] = [
        BuiltinField::Value,
        BuiltinField::Capacity,
        BuiltinField::Quantity,
        BuiltinField::Stake,
        BuiltinField::Shares,
        BuiltinField::Gpus,
        BuiltinField::Cpus,
        BuiltinField::Chips,
        BuiltinField::Price,
        BuiltinField::Cut,
        BuiltinField::Term,
    ];

    /// The figure of a leg that an amount in this unit is most likely for; `None` where no unit is said.
    pub fn of_unit(unit: Unit) -> Option<BuiltinField> {
        let is_for = |field: &BuiltinField| match field.field_type() {
            FieldType::Amount(Measured::In(dimension)) => unit.is(dimension),
            // Things have the field that is called like them.
            FieldType::Amount(Measured::Things) => {
                matches!(unit, Unit::Measure(measure) if measure.key.eq_ignore_ascii_case(field.key()))
            }
            FieldType::Amount(Measured::Rate) => matches!(unit, Unit::Rate(_)),
            FieldType::Amount(Measured::Anything) | FieldType::Date | FieldType::Text => false,
        };
        let own = BuiltinField::FIGURES.into_iter().find(is_for).unwrap_or(BuiltinField::Quantity);
        (unit != Unit::Unsaid).then_some(own)
    }

    /// Its id.
    pub fn id(self) -> FieldId {
        FieldId(self as u16)
    }

    /// Whether its parts add up to the whole: money, power, counts and stakes do; a price, a rate, a worth do not.
    pub fn adds_up(self) -> bool {
        use BuiltinField::{Capacity, Chips, Cpus, Gpus, OptionCapacity, OptionValue, Quantity, Shares, Stake, Value};
        matches!(
            self,
            Value | Capacity | Quantity | Stake | Shares | Gpus | Cpus | Chips | OptionValue | OptionCapacity
        )
    }

    /// Whether it may stand in `[[leg]]`.
    pub fn on_leg(self) -> bool {
        self.stands() == Stands::Leg
    }
}

/// A field that a site declares in `tearsheet.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldDecl {
    /// Its key in sheets: ASCII letters, digits, `_`.
    pub key: String,
    /// Where it may stand.
    pub scope: FieldScope,
    /// What its claims hold.
    pub field_type: FieldType,
    /// What readers see.
    pub label: Text,
    /// What it is, in a sentence; may be empty.
    pub meaning: Text,
    /// Of a company: whether its values over time are a table of their own.
    pub series: bool,
    /// Where it is declared.
    pub span: Span,
}

/// All fields of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// The declared ones; `FieldId` = number of built-in ones + index.
    pub declared: Vec<FieldDecl>,
}

impl Fields {
    /// The key of a field.
    pub fn key(&self, id: FieldId) -> &str {
        match BuiltinField::ALL.get(id.0 as usize) {
            Some(builtin) => builtin.key(),
            None => self.declaration(id).map_or("", |d| d.key.as_str()),
        }
    }

    /// The declaration of a site's own field; `None` for built-in ones.
    pub fn declaration(&self, id: FieldId) -> Option<&FieldDecl> {
        self.declared.get((id.0 as usize).checked_sub(BuiltinField::ALL.len())?)
    }

    /// What a field's claims hold.
    pub fn field_type(&self, id: FieldId) -> FieldType {
        match BuiltinField::ALL.get(id.0 as usize) {
            Some(builtin) => builtin.field_type(),
            None => self.declaration(id).map_or(FieldType::Text, |d| d.field_type),
        }
    }

    /// The declared field of this key in this scope.
    pub fn find_declared(&self, key: &str, scope: FieldScope) -> Option<FieldId> {
        let index = self.declared.iter().position(|d| d.scope == scope && d.key == key)?;
        u16::try_from(BuiltinField::ALL.len() + index).ok().map(FieldId)
    }
}
