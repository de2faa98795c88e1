//! What one file says: spanned, typed where a type needs no other file, unresolved.
//!
//! Names of companies, deals, sources, topics and languages are still text here; a key that is not
//! built in may be a field that the site declares, so its claims stay raw until [`crate::resolve`].

use jiff::civil::Date;

use crate::model::{
    Amount, BuiltinField, CitationRef, CompanyKind, Currency, Edtf, Expansion, FactPath, FieldScope, FieldType, Hedge,
    LinkRef, LinkStyle, Rank, Role, SourceKind, Status,
};
use crate::span::{FileId, Span, Spanned};

/// A file, parsed. Never fails: what could not be understood is in `diagnostics` and missing here.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The file.
    pub file: FileId,
    /// What it holds; `None` if the path means nothing.
    pub document: Option<Document>,
    /// Its problems.
    pub diagnostics: Vec<crate::diagnostics::Diagnostic>,
}

/// What a file holds.
#[derive(Clone, Debug)]
pub enum Document {
    /// `tearsheet.toml`
    Site(Box<Site>),
    /// `content/deals/**/<id>.toml`
    Deal(Box<Deal>),
    /// `content/companies/**/<id>.toml`
    Company(Box<Company>),
    /// `content/sources/**/<id>.toml`
    Source(Box<Source>),
    /// `content/{deals,companies,pages}/**/<id>[.<lang>].md`
    Prose(Box<Prose>),
}

/// What a prose file belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Collection {
    /// A deal.
    Deals,
    /// A company.
    Companies,
    /// A page of its own.
    Pages,
}

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
    pub of: Option<Spanned<String>>,
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

/// `[[leg]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// The `[[leg]]` header, or the whole inline table.
    pub span: Span,
    /// `id`.
    pub id: Option<Spanned<String>>,
    /// Roles and the companies in them, as written.
    pub roles: Vec<(Spanned<Role>, Spanned<String>)>,
    /// Facts.
    pub facts: Vec<Fact>,
    /// `funds`.
    pub funds: Option<Spanned<String>>,
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
    /// `size`, `due`.
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
    /// `supersedes`.
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
    /// `topics`.
    pub topics: Vec<Spanned<String>>,
    /// `was`.
    pub was: Vec<Spanned<String>>,
    /// `draft`.
    pub draft: bool,
    /// `publish_on`.
    pub publish_on: Option<Spanned<Date>>,
    /// `[[allow]]`s.
    pub waivers: Vec<Waiver>,
    /// The TOML did not parse: the deal owns its id, but what is missing must not be reported again.
    pub broken: bool,
}

/// Somebody in a company's sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// `name`.
    pub name: Spanned<String>,
    /// `role`.
    pub role: Option<LocalText>,
    /// `source`.
    pub sources: Vec<SourceRef>,
}

/// `[[event]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The header.
    pub span: Span,
    /// `on`.
    pub on: Option<Spanned<Edtf>>,
    /// `what`.
    pub what: Option<LocalText>,
    /// `source`.
    pub sources: Vec<SourceRef>,
    /// `quote`.
    pub quote: Option<Spanned<String>>,
    /// `note`.
    pub note: Option<LocalText>,
}

/// A company's sheet.
#[derive(Clone, Debug)]
pub struct Company {
    /// The file's stem.
    pub id: String,
    /// `name`; the id if it is missing.
    pub name: Spanned<String>,
    /// `short`.
    pub short: Option<Spanned<String>>,
    /// `legal_name`.
    pub legal_name: Option<Spanned<String>>,
    /// `kind`.
    pub kind: Option<Spanned<CompanyKind>>,
    /// `part_of`.
    pub part_of: Option<Spanned<String>>,
    /// `aliases`.
    pub aliases: Vec<Spanned<String>>,
    /// `ticker`.
    pub ticker: Option<Spanned<String>>,
    /// `ids`.
    pub ids: Vec<(Spanned<String>, Spanned<String>)>,
    /// `color`.
    pub color: Option<Spanned<String>>,
    /// `people`.
    pub people: Vec<Person>,
    /// `hq` and declared fields.
    pub facts: Vec<Fact>,
    /// `[[valuation]]`s.
    pub valuations: Vec<Claim>,
    /// `[[event]]`s.
    pub events: Vec<Event>,
    /// `[sources]`: alias, id.
    pub source_aliases: Vec<(Spanned<String>, Spanned<String>)>,
    /// `was`.
    pub was: Vec<Spanned<String>>,
    /// `[[allow]]`s.
    pub waivers: Vec<Waiver>,
    /// `draft`.
    pub draft: bool,
    /// The TOML did not parse.
    pub broken: bool,
}

/// What a repost repeats: publisher, title.
pub type Original = (Option<Spanned<String>>, Option<Spanned<String>>);

/// A source's sheet.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file's stem.
    pub id: String,
    /// `title`; the id if it is missing.
    pub title: Spanned<String>,
    /// `publisher`.
    pub publisher: Option<Spanned<String>>,
    /// `author`.
    pub author: Option<Spanned<String>>,
    /// `url`, http or https.
    pub url: Option<Spanned<String>>,
    /// `archive_url`, http or https.
    pub archive_url: Option<Spanned<String>>,
    /// `kind`.
    pub kind: Option<Spanned<SourceKind>>,
    /// `lang`.
    pub lang: Option<Spanned<String>>,
    /// `published`.
    pub published: Option<Spanned<Edtf>>,
    /// `read_on`.
    pub read_on: Option<Spanned<Date>>,
    /// `translated`: from, by.
    pub translated: Option<(Spanned<String>, Option<Spanned<String>>)>,
    /// `original`: publisher, title.
    pub original: Option<Original>,
    /// `relays`: ids of sources or names of outlets.
    pub relays: Vec<Spanned<String>>,
    /// `comments_from`.
    pub comments_from: Option<u32>,
    /// `paywall`.
    pub paywall: bool,
    /// `[[allow]]`s.
    pub waivers: Vec<Waiver>,
    /// The TOML did not parse.
    pub broken: bool,
}

/// A Markdown file.
#[derive(Clone, Debug)]
pub struct Prose {
    /// What it belongs to.
    pub collection: Collection,
    /// The stem without the language: id of the deal, company or page.
    pub id: String,
    /// `en` of `openai-aws.en.md`; its place is the start of the file.
    pub lang: Option<Spanned<String>>,
    /// Where the Markdown starts.
    pub start: usize,
    /// `title`.
    pub title: Option<Spanned<String>>,
    /// `dek`.
    pub dek: Option<Spanned<String>>,
    /// `author`.
    pub author: Option<Spanned<String>>,
    /// `draft`.
    pub draft: bool,
    /// `was` (pages only).
    pub was: Vec<Spanned<String>>,
    /// `mentions`: whether first mentions become links on this page.
    pub mentions: Option<bool>,
    /// Wiki-links.
    pub links: Vec<LinkRef>,
    /// Facts.
    pub facts: Vec<FactPath>,
    /// Citations.
    pub citations: Vec<CitationRef>,
}

/// A field that the site declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldDecl {
    /// Its key.
    pub key: Spanned<String>,
    /// Where it may stand.
    pub scope: FieldScope,
    /// What it holds.
    pub field_type: FieldType,
    /// `label`; the key if it is missing.
    pub label: Option<LocalText>,
}

/// `tearsheet.toml`.
#[derive(Clone, Debug)]
pub struct Site {
    /// `title`.
    pub title: Option<LocalText>,
    /// `description`.
    pub description: Option<LocalText>,
    /// `base_url`, checked to be http or https, with a slash at the end.
    pub base_url: Option<Spanned<String>>,
    /// `languages`.
    pub languages: Vec<Spanned<String>>,
    /// `theme`.
    pub theme: Option<Spanned<String>>,
    /// `[theme_options]`.
    pub theme_options: Vec<(Spanned<String>, Spanned<String>)>,
    /// `currencies`.
    pub currencies: Vec<Spanned<Currency>>,
    /// `[[rate]]`: from, to, rate, on.
    pub rates: Vec<crate::model::Rate>,
    /// `page_size`, 5 to 200.
    pub page_size: Option<usize>,
    /// `nav_pages`.
    pub nav_pages: Vec<Spanned<String>>,
    /// `[topics]`.
    pub topics: Vec<(Spanned<String>, LocalText)>,
    /// `[fields.<key>]`.
    pub fields: Vec<FieldDecl>,
    /// `mentions`.
    pub mentions: Option<bool>,
    /// `links`: `file` or `directory`.
    pub links: Option<Spanned<LinkStyle>>,
}
