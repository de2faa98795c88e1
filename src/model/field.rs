//! The fields of a leg or a company: the built-in ones, and those that a site declares.

use super::{Dimension, Text};
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

/// The fields that every site has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u16)]
pub enum BuiltinField {
    /// Money that changes hands.
    Value,
    /// Power of chips, site or supply.
    Capacity,
    /// Share of the issuer or investee, per cent.
    Stake,
    /// How long.
    Term,
    /// When it begins.
    Starts,
    /// When all of it is in service.
    Online,
    /// When it ends.
    Ends,
    /// When an extension may begin.
    Option,
    /// What is inside.
    Hardware,
    /// How many graphics processors.
    Gpus,
    /// How many central processors.
    Cpus,
    /// How many chips.
    Chips,
    /// What the investee would be worth.
    Valuation,
    /// Of an equity or option leg: `option`, `warrant`, `shares`.
    Instrument,
    /// Exclusivity, first refusal.
    Exclusive,
    /// Priority, guarantees.
    Access,
    /// Of a milestone: how much of the deal it is.
    Size,
    /// Of a milestone: when.
    Due,
    /// Of a company: where its seat is.
    Hq,
    /// Of a deal: how far it has come. Not a field of a leg.
    Status,
}

impl BuiltinField {
    /// All, in the order of their ids.
    pub const ALL: [BuiltinField; 20] = [
        BuiltinField::Value,
        BuiltinField::Capacity,
        BuiltinField::Stake,
        BuiltinField::Term,
        BuiltinField::Starts,
        BuiltinField::Online,
        BuiltinField::Ends,
        BuiltinField::Option,
        BuiltinField::Hardware,
        BuiltinField::Gpus,
        BuiltinField::Cpus,
        BuiltinField::Chips,
        BuiltinField::Valuation,
        BuiltinField::Instrument,
        BuiltinField::Exclusive,
        BuiltinField::Access,
        BuiltinField::Size,
        BuiltinField::Due,
        BuiltinField::Hq,
        BuiltinField::Status,
    ];

    /// Its id.
    pub fn id(self) -> FieldId {
        FieldId(self as u16)
    }

    /// Its key in a sheet.
    pub fn key(self) -> &'static str {
        match self {
            BuiltinField::Value => "value",
            BuiltinField::Capacity => "capacity",
            BuiltinField::Stake => "stake",
            BuiltinField::Term => "term",
            BuiltinField::Starts => "starts",
            BuiltinField::Online => "online",
            BuiltinField::Ends => "ends",
            BuiltinField::Option => "option",
            BuiltinField::Hardware => "hardware",
            BuiltinField::Gpus => "gpus",
            BuiltinField::Cpus => "cpus",
            BuiltinField::Chips => "chips",
            BuiltinField::Valuation => "valuation",
            BuiltinField::Instrument => "instrument",
            BuiltinField::Exclusive => "exclusive",
            BuiltinField::Access => "access",
            BuiltinField::Size => "size",
            BuiltinField::Due => "due",
            BuiltinField::Hq => "hq",
            BuiltinField::Status => "status",
        }
    }

    /// What its claims hold.
    pub fn field_type(self) -> FieldType {
        match self {
            BuiltinField::Value | BuiltinField::Valuation => FieldType::Amount(Measured::In(Dimension::MONEY)),
            BuiltinField::Capacity => FieldType::Amount(Measured::In(Dimension::POWER)),
            BuiltinField::Stake => FieldType::Amount(Measured::In(Dimension::SHARE)),
            BuiltinField::Term => FieldType::Amount(Measured::In(Dimension::TIME)),
            BuiltinField::Gpus | BuiltinField::Cpus | BuiltinField::Chips => FieldType::Amount(Measured::Things),
            BuiltinField::Size => FieldType::Amount(Measured::Anything),
            BuiltinField::Starts
            | BuiltinField::Online
            | BuiltinField::Ends
            | BuiltinField::Option
            | BuiltinField::Due => FieldType::Date,
            BuiltinField::Hardware
            | BuiltinField::Instrument
            | BuiltinField::Exclusive
            | BuiltinField::Access
            | BuiltinField::Hq
            | BuiltinField::Status => FieldType::Text,
        }
    }

    /// Whether it may stand in `[[leg]]`.
    pub fn on_leg(self) -> bool {
        !matches!(self, BuiltinField::Size | BuiltinField::Due | BuiltinField::Hq | BuiltinField::Status)
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
