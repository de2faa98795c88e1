//! What a briefing may speak of: kinds of company, and whatever else `base.toml` lists. A site adds its own entries in
//! the same format in `tearsheet.toml`.
//!
//! Everything that knows these things asks here: parser, messages, pages, exports. [`crate::parse`] reads both files
//! with the same code; nothing in the program lists them again.

mod company_kind;
mod shared;
mod words;

pub use company_kind::{CompanyKind, CompanyKindDef};
pub use shared::{Definition, Shared};
pub use words::Words;

/// The built-in entries, as TOML.
pub const BASE: &str = include_str!("base.toml");

/// All that is defined for a site: the built-in entries, then its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// In the order in which lists have them.
    pub company_kinds: Vec<CompanyKind>,
}

impl Vocabulary {
    /// The kind of company with this key.
    pub fn company_kind(&self, key: &str) -> Option<CompanyKind> {
        find(&self.company_kinds, key)
    }

    /// What a company is that does not say: `other`, the last of the built-in kinds.
    pub fn any_company(&self) -> Option<CompanyKind> {
        self.company_kind("other").or(self.company_kinds.last().copied())
    }
}

fn find<D: Definition>(all: &[Shared<D>], key: &str) -> Option<Shared<D>> {
    all.iter().find(|known| known.key() == key).copied()
}
