//! A fact sheet as written.

use jiff::civil::Date;

use super::claim::{Claim, Fact, LocalText, SourceRef};
use crate::model::{Expansion, PageDays};
use crate::span::{Span, Spanned};
use crate::vocabulary::{Kind, Role};

/// `[[leg]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// The `[[leg]]` header, or the whole inline table.
    pub span: Span,
    /// `id`.
    pub id: Option<Spanned<String>>,
    /// `what`.
    pub what: Option<LocalText>,
    /// From its roles; `None` if they are not those of one kind.
    pub kind: Option<Kind>,
    /// Whether that is still to be told, by those who know what a site's own keys are.
    pub judged: bool,
    /// Roles and the companies in them, as written.
    pub roles: Vec<(Spanned<Role>, Spanned<String>)>,
    /// Parties in words.
    pub unnamed: Vec<(Spanned<Role>, LocalText)>,
    /// Parties and what they have of the leg.
    pub portions: Vec<(Spanned<String>, Fact)>,
    /// Facts.
    pub facts: Vec<Fact>,
    /// `[[leg.tranche]]`s.
    pub tranches: Vec<Tranche>,
    /// `umbrella`.
    pub umbrella: bool,
    /// `part_of`: a leg of this deal, a deal, or a leg of a deal.
    pub part_of: Option<Spanned<String>>,
    /// `of_which`: likewise.
    pub of_which: Option<Spanned<String>>,
    /// `expands` and `adds`: likewise.
    pub expands: Option<(Spanned<String>, Expansion)>,
    /// `supersedes`: likewise, or a tranche of one.
    pub supersedes: Vec<Spanned<String>>,
    /// `funds`.
    pub funds: Option<Spanned<String>>,
}

impl Leg {
    /// One without anything.
    pub(in crate::parse) fn at(span: Span) -> Leg {
        Leg {
            span,
            id: None,
            what: None,
            kind: None,
            judged: false,
            roles: Vec::new(),
            unnamed: Vec::new(),
            portions: Vec::new(),
            facts: Vec::new(),
            tranches: Vec::new(),
            umbrella: false,
            part_of: None,
            of_which: None,
            expands: None,
            supersedes: Vec::new(),
            funds: None,
        }
    }
}

/// `[[leg.tranche]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tranche {
    /// The header.
    pub span: Span,
    /// `id`.
    pub id: Option<Spanned<String>>,
    /// `what`.
    pub what: Option<LocalText>,
    /// Facts.
    pub facts: Vec<Fact>,
}

/// `[[milestone]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// The header.
    pub span: Span,
    /// `id`.
    pub id: Option<Spanned<String>>,
    /// `what`.
    pub what: Option<LocalText>,
    /// `due`.
    pub facts: Vec<Fact>,
    /// `source`.
    pub sources: Vec<SourceRef>,
    /// `quote`.
    pub quote: Option<Spanned<String>>,
}

/// `[[quote]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The header.
    pub span: Span,
    /// `by`.
    pub by: Option<Spanned<String>>,
    /// `of`: a company.
    pub of: Option<Spanned<String>>,
    /// `text`.
    pub text: Option<LocalText>,
    /// `source`.
    pub sources: Vec<SourceRef>,
}

/// `[[reaction]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reaction {
    /// The header.
    pub span: Span,
    /// `id`.
    pub id: Option<Spanned<String>>,
    /// `company`.
    pub company: Option<Spanned<String>>,
    /// `what`.
    pub what: Option<LocalText>,
    /// `value`.
    pub facts: Vec<Fact>,
    /// `source`.
    pub sources: Vec<SourceRef>,
    /// `quote`.
    pub quote: Option<Spanned<String>>,
}

/// `[[correction]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The header.
    pub span: Span,
    /// `on`.
    pub on: Option<Spanned<Date>>,
    /// `fact`: a fact of this deal.
    pub fact: Option<Spanned<String>>,
    /// `old`, in the notation of the fact.
    pub old: Option<LocalText>,
    /// `new`: likewise.
    pub new: Option<LocalText>,
    /// `why`.
    pub why: Option<LocalText>,
}

/// `[[allow]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The header.
    pub span: Span,
    /// `code`, known to exist.
    pub code: Spanned<crate::diagnostics::Code>,
    /// `why`.
    pub why: Spanned<String>,
    /// `until`.
    pub until: Option<Spanned<Date>>,
    /// `sentence`, of waivers in texts.
    pub sentence: Option<Spanned<String>>,
}

/// A fact sheet.
#[derive(Clone, Debug)]
pub struct Deal {
    /// The file's stem.
    pub id: String,
    /// `title`.
    pub title: Option<LocalText>,
    /// `dek`; the front matter's wins.
    pub dek: Option<LocalText>,
    /// `short`; the front matter's wins.
    pub short: Option<LocalText>,
    /// Claims of `status`; empty if the key is missing or broken.
    pub status: Vec<Claim>,
    /// Where the key `status` stands, or the start of the file.
    pub status_span: Span,
    /// `[[leg]]`s.
    pub legs: Vec<Leg>,
    /// `umbrella`.
    pub umbrella: bool,
    /// `part_of`.
    pub part_of: Option<Spanned<String>>,
    /// `follows`.
    pub follows: Vec<Spanned<String>>,
    /// `supersedes`: deals, or legs and tranches of them.
    pub supersedes: Vec<Spanned<String>>,
    /// `expands` and `adds`.
    pub expands: Option<(Spanned<String>, Expansion)>,
    /// `alternative_to`.
    pub alternative_to: Vec<Spanned<String>>,
    /// `[sources]`: alias, id.
    pub aliases: Vec<(Spanned<String>, Spanned<String>)>,
    /// `[[milestone]]`s.
    pub milestones: Vec<Milestone>,
    /// `[[quote]]`s.
    pub quotes: Vec<Quotation>,
    /// `[[reaction]]`s.
    pub reactions: Vec<Reaction>,
    /// `[[correction]]`s.
    pub corrections: Vec<Correction>,
    /// `headline`: a leg and a field.
    pub headline: Option<Spanned<String>>,
    /// `topics`.
    pub topics: Vec<Spanned<String>>,
    /// `was`.
    pub was: Vec<Spanned<String>>,
    /// `draft`.
    pub draft: bool,
    /// `published` and `updated`.
    pub days: PageDays,
    /// `publish_on`.
    pub publish_on: Option<Spanned<Date>>,
    /// `[[allow]]`s.
    pub waivers: Vec<Waiver>,
    /// The TOML did not parse: the deal owns its id, but what is missing must not be reported again.
    pub broken: bool,
}
