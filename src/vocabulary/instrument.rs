//! Instruments: what the holder of a leg gets, where it is no money.

use super::shared::definition;
use super::{Shared, Words};

/// An instrument.
pub type Instrument = Shared<InstrumentDef>;

/// What a vocabulary says of an instrument.
#[derive(Debug, PartialEq, Eq)]
pub struct InstrumentDef {
    /// As an editor writes it.
    pub key: String,
    /// Its place among the others.
    pub position: u16,
    /// What it is called, for one and for several.
    pub label: Words,
    /// Whether it is a right to have shares later.
    pub option: bool,
}

definition!(InstrumentDef);
