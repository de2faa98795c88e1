//! What is delivered beside money: capacity of chips, of sites, of power, and quantities of whatever else. The same
//! gigawatt is often announced as one and as another, so that the three are never added to each other.

use super::{Ledger, Scope, Statement};
use crate::model::BuiltinField;

impl<'a> Ledger<'a> {
    /// What a scope buys and supplies, in watts, by what is measured.
    pub fn capacity(&self, scope: Scope) -> Statement<'a> {
        self.statement_of(scope, BuiltinField::Capacity)
    }

    /// What a scope buys and supplies of anything that is counted or measured in a unit of its own.
    pub fn quantities(&self, scope: Scope) -> Statement<'a> {
        self.statement_of(scope, BuiltinField::Quantity)
    }
}
