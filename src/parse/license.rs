//! `license` and `license_url` of the settings: identifiers of the SPDX list, or a name with an address.

use super::reader::{Reader, excerpt};
use crate::diagnostics::{Diagnostic, closest, codes, listed};
use crate::model::License;
use crate::span::Spanned;

/// The licences that are written: several where readers may choose, `MIT OR Apache-2.0`.
pub(super) fn licenses(
    reader: &mut Reader<'_>,
    license: Option<&Spanned<String>>,
    url: Option<&Spanned<String>>,
) -> Vec<License> {
    let Some(license) = license else {
        if let Some(url) = url {
            let title = "expected `license`, which says what is at `license_url`";
            reader.report(Diagnostic::new(codes::CONFIG, url.span, title));
        }
        return Vec::new();
    };
    if let Some(url) = url {
        let spdx = License::of_spdx(&license.value).and_then(|known| known.spdx);
        return vec![License { spdx, name: license.value.clone(), url: url.value.clone() }];
    }
    let known: Option<Vec<License>> = license.value.split(" OR ").map(License::of_spdx).collect();
    known.unwrap_or_else(|| {
        let title = format!("expected a licence of the SPDX list, found `{}`", excerpt(&license.value));
        let problem = Diagnostic::new(codes::CONFIG, license.span, title);
        reader.report(match closest(&license.value, License::known()) {
            Some(near) => problem.suggest("the closest in spelling", license.span, near),
            None => problem
                .help("another licence has a name of its own and an address: `license_url`")
                .help(format!("known are {}", listed(License::known()))),
        });
        Vec::new()
    })
}
