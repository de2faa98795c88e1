//! Claims as written, with the places of all their parts.

use crate::model::{Amount, BuiltinField, CapacityOf, Edtf, Hedge, Rank, Status};
use crate::span::{Span, Spanned};

/// Text as written: one string, or a table by language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalText {
    /// Language tag (`None`: the default language) and text, in the order written.
    pub values: Vec<(Option<Spanned<String>>, Spanned<String>)>,
    /// The whole value.
    pub span: Span,
}

/// A source as written: `wire`, `wire-aws:9`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRef {
    /// Id or alias, without the line.
    pub name: Spanned<String>,
    /// Line, from 1.
    pub line: Option<u32>,
    /// Name and line.
    pub span: Span,
}

/// What `is` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimValue {
    /// An amount.
    Amount(Amount),
    /// A date.
    Date(Edtf),
    /// A status.
    Status(Status),
    /// Words, of a text field.
    Text(LocalText),
    /// A value of a field that only the site's settings know.
    Raw(LocalText),
    /// Nothing: `is` is missing or makes no sense, which is reported. The claim stays for the rest of it.
    Unread,
}

/// One claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// `is`.
    pub value: ClaimValue,
    /// Where the value stands, without its quotes.
    pub span: Span,
    /// `source`; empty where none is given.
    pub sources: Vec<SourceRef>,
    /// `quote`.
    pub quote: Option<Spanned<String>>,
    /// `as_of`.
    pub as_of: Option<Spanned<Edtf>>,
    /// `on`.
    pub on: Option<Spanned<Edtf>>,
    /// `rank`.
    pub rank: Option<Spanned<Rank>>,
    /// `because`.
    pub because: Option<LocalText>,
    /// `hedge`.
    pub hedge: Option<Spanned<Hedge>>,
    /// `via`.
    pub via: Vec<Spanned<String>>,
    /// `by`.
    pub by: Option<Spanned<String>>,
    /// `of`.
    pub of: Option<Spanned<CapacityOf>>,
    /// `note`.
    pub note: Option<LocalText>,
    /// `if`: of a valuation, the deal that it depends on.
    pub condition: Option<Spanned<String>>,
}

/// Which field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldKey {
    /// One that every site has.
    Builtin(BuiltinField),
    /// One that the site must declare.
    Declared,
}

/// All claims on one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The key as written.
    pub key: Spanned<String>,
    /// Which field it is.
    pub field: FieldKey,
    /// At least one.
    pub claims: Vec<Claim>,
}
