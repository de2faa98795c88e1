//! Sources: their relays are sources of ours, or outlets without a sheet.

use crate::model::{Original, Source, SourceKind, Translation};
use crate::parse;
use crate::span::Spanned;

use super::deal::waivers;
use super::names::Names;

/// One source. Nothing in it can be unknown: a relay without a sheet is an outlet's name.
pub(super) fn resolve(raw: &parse::Source, names: &Names<'_>) -> Source {
    let owned = |s: &Option<Spanned<String>>| s.as_ref().map(|s| s.value.clone());
    let relay = |r: &Spanned<String>| names.sources.get(r.value.as_str()).copied();
    Source {
        id: raw.id.clone(),
        sheet: raw.sheet,
        title: raw.title.value.clone(),
        publisher: owned(&raw.publisher),
        author: owned(&raw.author),
        url: owned(&raw.url),
        archive_url: owned(&raw.archive_url),
        // Where the kind could not be read, that is the mistake, and not that the source is weak.
        kind: raw.kind.map_or(SourceKind::Press, |k| k.value),
        lang: owned(&raw.lang).unwrap_or_else(|| "und".to_owned()),
        published: raw.published.map(|d| d.value),
        read_on: raw.read_on.map(|d| d.value),
        translated: raw.translated.as_ref().map(|(from, by)| Translation { from: from.value.clone(), by: owned(by) }),
        original: raw.original.as_ref().map(|(p, t)| Original { publisher: owned(p), title: owned(t) }),
        relays: raw.relays.iter().filter_map(relay).collect(),
        relays_outlets: raw.relays.iter().filter(|r| relay(r).is_none()).map(|r| r.value.clone()).collect(),
        comments_from: raw.comments_from,
        paywall: raw.paywall,
        waivers: waivers(&raw.waivers),
    }
}
