//! Kinds of company: what one mainly is, for readers.

use super::shared::definition;
use super::{Shared, Words};

/// A kind of company.
pub type CompanyKind = Shared<CompanyKindDef>;

/// What a vocabulary says of a kind of company.
#[derive(Debug, PartialEq, Eq)]
pub struct CompanyKindDef {
    /// As an editor writes it.
    pub key: String,
    /// Its place in lists by kind.
    pub position: u16,
    /// For one company, and over a list of several.
    pub label: Words,
    /// The type of schema.org that it is, if it is no corporation.
    pub schema: Option<String>,
    /// Words that are put right to this one.
    pub aliases: Vec<String>,
}

definition!(CompanyKindDef);
