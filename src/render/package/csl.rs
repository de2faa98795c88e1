//! All sources as CSL-JSON, which reference managers read.

use serde::Serialize;

use super::date;
use crate::model::{Briefing, Edtf, Source, SourceKind};

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    r#type: &'static str,
    title: &'a str,
    #[serde(rename = "container-title", skip_serializing_if = "Option::is_none")]
    container_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<Date>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    archive_location: Option<&'a str>,
    language: &'a str,
    #[serde(rename = "original-title", skip_serializing_if = "Option::is_none")]
    original_title: Option<&'a str>,
    #[serde(rename = "original-publisher", skip_serializing_if = "Option::is_none")]
    original_publisher: Option<&'a str>,
}

/// Whoever it is, as written: nobody here knows which part of a name is a family's.
#[derive(Serialize)]
struct Name<'a> {
    literal: &'a str,
}

#[derive(Serialize)]
struct Date {
    #[serde(rename = "date-parts")]
    parts: [Vec<i16>; 1],
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    circa: bool,
}

/// `sources.csl.json`
pub fn csl_json(briefing: &Briefing) -> Vec<u8> {
    let items: Vec<Item<'_>> = briefing.sources().map(|(_, source)| item(source)).collect();
    let mut out = Vec::new();
    // Writing to memory cannot fail, and all keys are strings.
    let written = serde_json::to_writer_pretty(&mut out, &items);
    debug_assert!(written.is_ok(), "{written:?}");
    out.push(b'\n');
    out
}

fn item(source: &Source) -> Item<'_> {
    let original = source.original.as_ref();
    Item {
        id: &source.id,
        r#type: kind(source.kind),
        title: &source.title,
        container_title: source.publisher.as_deref(),
        author: source.author.as_deref().map(|literal| Name { literal }).into_iter().collect(),
        issued: source.published.as_ref().and_then(issued),
        accessed: source
            .read_on
            .map(|day| Date { parts: [vec![day.year(), i16::from(day.month()), i16::from(day.day())]], circa: false }),
        url: source.url.as_deref(),
        archive_location: source.archive_url.as_deref(),
        language: &source.lang,
        original_title: original.and_then(|original| original.title.as_deref()),
        original_publisher: original.and_then(|original| original.publisher.as_deref()),
    }
}

fn issued(published: &Edtf) -> Option<Date> {
    let parts = date::parts(published);
    (!parts.is_empty()).then(|| Date { parts: [parts], circa: date::is_vague(published) })
}

/// The nearest type of the Citation Style Language.
fn kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Filing => "report",
        SourceKind::Release => "article",
        SourceKind::Wire | SourceKind::Press => "article-newspaper",
        SourceKind::Blog => "post-weblog",
        SourceKind::Repost => "webpage",
        SourceKind::Comment => "post",
    }
}
