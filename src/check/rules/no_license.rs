//! A site that is published somewhere, and does not say what its readers may do with it.
//!
//! Addresses that are reserved for examples are nowhere yet.

use crate::check::Context;
use crate::diagnostics::{Diagnostic, codes};
use crate::model::Site;

pub(in crate::check) fn check(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let site = &context.briefing.site;
    let Some(span) = site.unlicensed.filter(|_| !Site::is_reserved(&site.base_url)) else { return };
    out.push(
        Diagnostic::new(codes::NO_LICENSE, span, "a published site without a licence")
            .label("nobody may reuse what stands there")
            .help("say what readers may do with texts and data: `license = \"CC-BY-4.0\"`"),
    );
}
