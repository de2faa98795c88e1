//! Every output of a site, a kind of output in a file: which there are, at which address, from what, and how it is made.
//!
//! `pages/mod.rs` and `files/mod.rs` have the lists of kinds. Whoever adds one writes its file below `pages/` and a line there, a template and its
//! messages; the plan, collisions, the panel, `explain FACT`, JSON-LD, the sitemap and builds after edits ask the kind itself.

mod files;
mod pages;
mod printer;
#[cfg(feature = "cli")]
pub(crate) mod shown;

pub use files::{Data, Extra, Part, extra_path};
pub(crate) use files::{FEED, HOST};
pub use pages::Target;
pub(crate) use pages::redirect;
pub(crate) use printer::{Made, Printer};

use crate::model::{Briefing, LangId};

/// The folder of a language: nothing, or `fr/`.
pub(crate) fn prefix(briefing: &Briefing, lang: LangId) -> String {
    match lang {
        LangId::DEFAULT => String::with_capacity(48),
        _ => format!("{}/", briefing.site.tag(lang)),
    }
}

/// The path of a page's file below the output directory: `en/deals/openai-aws/index.html`.
pub fn page_path(briefing: &Briefing, target: Target, lang: LangId) -> String {
    prefix(briefing, lang) + &target.with(|page| page.path(briefing))
}
