//! The smallest parts of a view: words, dates, figures, marks, links.

use serde::{Serialize, Serializer};

use super::describe::view;

/// HTML made by this program, or by a template of the theme: templates print it as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Markup(pub String);

impl Serialize for Markup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        tera::Value::safe_string(&self.0).serialize(serializer)
    }
}

view! {
    /// Text of an editor or a source, which may be in another language than the page.
    pub struct Words {
        /// The text.
        pub text: String,
        /// Its BCP 47 tag if it is not the page's language; goes into `lang`.
        pub lang: Option<String>,
    }

    /// A date as readers see it, and as machines do.
    pub struct DateText {
        /// `3 nov. 2025`, `d’ici fin 2026`: with its bound words.
        pub text: String,
        /// `2025-11-03`, `2025-11` or `2025` for `<time datetime>`; absent where HTML has no form for it.
        pub datetime: Option<String>,
        /// "day inferred", where the source does not state it: the date is then dotted, and this is read out.
        pub inferred: Option<String>,
    }

    /// An amount in words of the page's language. The bound never falls off: print `before`, `value`, `after`, or `text`.
    pub struct Figure {
        /// `exact` (there is a number), `undisclosed` or `none` (only `text` is set).
        pub kind: &'static str,
        /// Words of the bound before the number: `au moins`, `up to`; empty if there are none.
        pub before: String,
        /// Number and unit joined, with the spaces of the language (no-break): `38 milliards de dollars`.
        pub value: String,
        /// Words of the bound after the unit: `or more`; empty if there are none.
        pub after: String,
        /// All of it in one string: `au moins 10 milliards de dollars`, `montant non communiqué`.
        pub text: String,
    }

    /// A figure that is set large, in its parts: a `Figure` with more fields.
    pub struct LargeFigure {
        /// As in `Figure`.
        pub kind: &'static str,
        /// As in `Figure`.
        pub before: String,
        /// As in `Figure`.
        pub value: String,
        /// As in `Figure`.
        pub after: String,
        /// As in `Figure`.
        pub text: String,
        /// The number with a currency sign that precedes it: `38`, `$38`, `308–388`.
        pub number: String,
        /// Where the number is a range, its low end: `308`; otherwise empty.
        pub low: String,
        /// The words or the dash between the ends: `à moins de`, `–`.
        pub between: String,
        /// The high end: `388`.
        pub high: String,
        /// The unit after the number, without the space before it: `milliards de dollars`, `billion`, `GW`.
        pub unit: String,
    }

    /// How firm something is: the one mark of the site, always with words.
    pub struct Mark {
        /// `committed`, `announced`, `talks` or `off`: goes into the class.
        pub bucket: &'static str,
        /// The words: `Signé`, `Annoncé → signé`.
        pub label: String,
    }

    /// A link. `url` is relative to the site's root: print `page.root` before it.
    pub struct Link {
        /// What is shown.
        pub label: String,
        /// Path from the site's root.
        pub url: String,
    }

    /// A link with how many entries wait behind it.
    pub struct CountLink {
        /// What is shown.
        pub label: String,
        /// Path from the site's root.
        pub url: String,
        /// How many entries.
        pub count: usize,
        /// Whether it is the page that is shown.
        pub current: bool,
    }

    /// A file to take away.
    pub struct Download {
        /// `TOML`, `JSON`, `CSV`.
        pub label: String,
        /// Path from the site's root.
        pub url: String,
        /// What is in it, where the label does not say it all; may be empty.
        pub description: String,
    }

    /// A text in HTML, made from Markdown.
    pub struct Body {
        /// The text.
        pub html: Markup,
        /// Its BCP 47 tag if it is not the page's language.
        pub lang: Option<String>,
        /// "This text has not been translated into English": set if it is in another language.
        pub notice: Option<String>,
        /// Whether there are charts in it: for builders, templates need not print it.
        pub charts: bool,
        /// Whether there is a rule, a box to tick, code or an alert in it: for builders, templates need not print it.
        pub extras: bool,
    }

    /// Which page of a list this is.
    pub struct Pagination {
        /// How many there are.
        pub total: usize,
        /// The page before.
        pub prev: Option<Link>,
        /// The page after.
        pub next: Option<Link>,
        /// The pages that are linked: the first, the last, and those around the current one.
        pub pages: Vec<PageLink>,
    }

    /// A page of a list.
    pub struct PageLink {
        /// Its number.
        pub number: usize,
        /// Path from the site's root.
        pub url: String,
        /// Whether it is the page that is shown.
        pub current: bool,
        /// Whether pages were left out before this one.
        pub gap: bool,
    }
}
