//! Every diagnostic code: its name, its severity, one line on it, and its page for `tearsheet explain`.
//!
//! The explanation of `unknown-company` is `codes/unknown-company.md`: what it means, a bad example, a
//! good one. A test (`tidy`) checks that each is there and that a case under `tests/cases/` shows it.

use super::Severity;

/// A stable, kebab-case name for one kind of problem. Equal if the names are equal.
#[derive(Clone, Copy)]
pub struct Code(&'static Entry);

struct Entry {
    name: &'static str,
    severity: Severity,
    summary: &'static str,
    together: Option<&'static str>,
    explanation: &'static str,
}

impl Code {
    /// `unknown-company`.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// What it is unless a diagnostic says otherwise.
    pub fn severity(self) -> Severity {
        self.0.severity
    }

    /// One line.
    pub fn summary(self) -> &'static str {
        self.0.summary
    }

    /// What several of them are called after their number, if they are told in one line: they come for nearly every
    /// deal, and each for itself they would hide the others.
    pub fn together(self) -> Option<&'static str> {
        self.0.together
    }

    /// A page of Markdown.
    pub fn explanation(self) -> &'static str {
        self.0.explanation
    }

    /// The code of this name.
    pub fn find(name: &str) -> Option<Code> {
        ALL.iter().copied().find(|c| c.name() == name)
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Code) -> bool {
        self.0.name == other.0.name
    }
}

impl Eq for Code {}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.name)
    }
}

macro_rules! codes {
    (@together) => { None };
    (@together $together:literal) => { Some($together) };
    ($($constant:ident = $name:literal, $severity:ident, $summary:literal $(, $together:literal)?;)*) => {
        $(
            #[doc = $summary]
            pub const $constant: Code = Code(&Entry {
                name: $name,
                severity: Severity::$severity,
                summary: $summary,
                together: codes!(@together $($together)?),
                explanation: include_str!(concat!("codes/", $name, ".md")),
            });
        )*
        /// All codes, in the order of their names' groups.
        pub static ALL: &[Code] = &[$($constant),*];
    };
}

codes! {
    // What cannot be read.
    ENCODING = "encoding", Error, "a text file is not valid UTF-8, or holds a control character";
    OUTSIDE = "outside", Error, "a link or a path leads out of the project";
    FILE_NAME = "file-name", Error, "a file's name cannot be an id, or its place means nothing";
    SECRET = "secret", Error, "a password or token stands where everybody can read it";
    CONFIG = "config", Error, "a setting in `tearsheet.toml` is missing or has no meaning";
    // One file at a time.
    TOML = "toml", Error, "TOML syntax error";
    UNKNOWN_KEY = "unknown-key", Error, "a key that the sheet does not have";
    MISSING_KEY = "missing-key", Error, "a key that the sheet must have";
    TYPE = "type", Error, "a value of another type than the key takes";
    VALUE = "value", Error, "a word that is not in the closed set of its key";
    AMOUNT = "amount", Error, "an amount that cannot be read exactly";
    DATE = "date", Error, "a date that is not EDTF, or does not exist";
    STATUS = "status", Error, "a status that is not on the ladder";
    ROLE = "role", Error, "roles of a leg that do not make a pair, or shares above the whole of a side";
    FRONT_MATTER = "front-matter", Error, "front matter that is not closed or not TOML";
    FACT_SYNTAX = "fact-syntax", Error, "a `{{ … }}` that does not name a fact";
    URL_SCHEME = "url-scheme", Error, "a link whose scheme is not http, https, mailto or tel";
    RAW_HTML = "raw-html", Warning, "raw HTML in prose, which is dropped";
    MARKDOWN = "markdown", Error, "Markdown that cannot be read";
    // References.
    UNKNOWN_COMPANY = "unknown-company", Error, "a company that has no file";
    UNKNOWN_SOURCE = "unknown-source", Error, "a source that has no file and is no alias";
    UNKNOWN_DEAL = "unknown-deal", Error, "a deal that has no file";
    UNKNOWN_FACT = "unknown-fact", Error, "a fact, leg or tranche that the deal does not have, or has more than once";
    UNKNOWN_TOPIC = "unknown-topic", Error, "a topic that `tearsheet.toml` does not list";
    UNKNOWN_LANGUAGE = "unknown-language", Error, "a language that the site does not have";
    BROKEN_LINK = "broken-link", Error, "a link in prose that leads nowhere";
    DUPLICATE_ID = "duplicate-id", Error, "two things with one id";
    URL_COLLISION = "url-collision", Error, "two things at one address";
    // What the facts say together.
    NO_SOURCE = "no-source", Error, "a figure, a quote, or a status of signed or later, without a source";
    CONFLICT = "conflict", Error, "best claims that do not overlap, and none is preferred";
    BECAUSE = "because", Error, "a deprecated claim without a reason";
    COMMENT_SOURCE = "comment-source", Error, "a live claim that rests on reader comments";
    ORDER = "order", Error, "dates in an impossible order";
    EQUITY = "equity", Error, "stakes that add up to more than the whole";
    UMBRELLA = "umbrella", Error, "a plan and its parts that do not fit";
    TRANCHE_EXCEEDS = "tranche-exceeds", Error, "tranches that come to more than their leg";
    OF_WHICH = "of-which", Error, "a leg that cannot be a part of the one it names";
    CHAIN = "chain", Error, "a chain of expansions that falls apart";
    CHAIN_TOTAL = "chain-total", Error, "a stated total that is not what the chain comes to";
    UNCHANGING = "unchanging", Error, "an `on` on a value that never changes";
    CURRENCY = "currency", Error, "currencies mixed without a rate";
    // What prose says of the facts.
    FIGURE_CONTRADICTS = "figure-contradicts", Error, "a figure in prose that contradicts the facts of the deal";
    FIGURE_UNBACKED = "figure-unbacked", Warning, "a figure in prose that is no fact and has no citation";
    HEDGE_DROPPED = "hedge-dropped", Warning, "a figure in prose without the bound of its fact, or with another";
    OVER_PRECISE = "over-precise", Warning, "a figure in prose that says more than its fact";
    DEPRECATED_IN_PROSE = "deprecated-in-prose", Warning, "a figure in prose that the sheet has set aside";
    SCALE_WORD = "scale-word", Warning, "a scale or sign that is read differently elsewhere";
    STATUS_WORDING = "status-wording", Warning, "a sentence that is firmer than the deal's status";
    EMPTY_CHART = "empty-chart", Warning, "a chart of a text for which the sheets have nothing to draw";
    // Evidence.
    QUOTE = "quote", Error, "a quote that is not on the cited line of its source, or a line that is not there";
    QUOTE_NUMBER = "quote-number", Error, "a quote whose number is not that of its claim";
    QUOTE_HEDGE = "quote-hedge", Warning, "a quote that is more careful than its claim, or less";
    NO_QUOTE = "no-quote", Warning, "a figure or status of a binding deal without a quote, its text at hand",
        "figures and statuses of binding deals have no quote that shows them";
    ONE_SOURCE = "one-source", Warning, "a binding deal that rests on one voice, and not a strong one",
        "deals rest on one source each";
    WEAK_SOURCE = "weak-source", Warning, "a binding deal that rests on blogs, reposts or comments alone",
        "deals rest on weak sources alone";
    ECHO = "echo", Warning, "several sources that have it all from one", "facts have several sources that are one voice";
    NO_RATE = "no-rate", Warning, "claims in two currencies that no rate of their day lets compare";
    CLIPPING = "clipping", Warning, "a clipping that belongs to no source";
    // What time and care wear out.
    STALE = "stale", Warning, "a deal without news for too long";
    OVERDUE = "overdue", Warning, "a day that has passed in silence";
    AFTER_KEPT_TO = "after-kept-to", Warning, "what comes after the day up to which the briefing is kept";
    HEADLINE = "headline", Warning, "a deal of several legs that names no figure";
    PRICE = "price", Warning, "a price that does not come to the value";
    TERM_ENDS = "term-ends", Warning, "a term that does not fit its ends, or is over";
    SUPERSEDED_OPEN = "superseded-open", Warning, "a replaced deal whose status does not say so";
    CAPACITY_OF = "capacity-of", Warning, "a capacity that does not say of what";
    SOURCE_UNUSED = "source-unused", Warning, "a source that nothing cites", "sources are cited by nothing";
    NO_LICENSE = "no-license", Warning, "a published site that does not say what readers may do with it";
    ALIAS = "alias", Warning, "a name that is no help, or names two companies";
    TRANSLATION_STALE = "translation-stale", Warning, "a text and its translation that do not use the same facts";
    // Waivers.
    WAIVER_UNUSED = "waiver-unused", Warning, "an `[[allow]]` that allows nothing";
    WAIVER_EXPIRED = "waiver-expired", Error, "an `[[allow]]` past its date";
    // Theme.
    TEMPLATE = "template", Error, "a template that cannot be loaded or rendered";
    MESSAGE = "message", Error, "a message that a theme lacks in a language";
    THEME = "theme", Error, "a theme that does not exist or has a wrong setting";
    CONTRAST = "contrast", Warning, "a colour of the theme's options that is hard to read";
    ASSET = "asset", Error, "a picture or file that is unsafe to publish";
}
