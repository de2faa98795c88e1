//! The descriptor of a data package.

use std::fmt::Write;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::model::{LangId, License};
use crate::plan::{Table, Target};
use crate::render::Builder;
use crate::render::csv;

/// The descriptor's own description, of the second version.
const SCHEMA: &str = "https://datapackage.org/profiles/2.0/datapackage.json";

/// A file of the package.
#[derive(Clone, Copy, Debug)]
pub struct Content<'a> {
    /// Its name beside the descriptor.
    pub file: &'a str,
    /// The message that says what it is.
    pub about: &'a str,
    /// The table that it is, if it is one.
    pub table: Option<Table>,
    /// Its media type.
    pub media_type: &'static str,
    /// What it holds.
    pub bytes: &'a [u8],
}

#[derive(Serialize)]
struct Package<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    name: String,
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    homepage: String,
    version: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    licenses: Vec<Licensed<'a>>,
    contributors: [Contributor<'a>; 1],
    resources: Vec<Resource<'a>>,
}

#[derive(Serialize)]
struct Licensed<'a> {
    /// Of the SPDX list; a licence that is not on it has an address alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    title: &'a str,
    path: &'a str,
}

#[derive(Serialize)]
struct Contributor<'a> {
    title: &'a str,
    path: &'a str,
}

#[derive(Serialize)]
struct Resource<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<&'static str>,
    path: &'a str,
    description: String,
    format: &'a str,
    mediatype: &'static str,
    encoding: &'static str,
    bytes: usize,
    hash: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<Schema>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    fields: Vec<Column>,
    missing_values: [&'static str; 1],
    primary_key: &'static [&'static str],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<ForeignKey>,
}

#[derive(Serialize)]
struct Column {
    name: &'static str,
    r#type: &'static str,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    constraints: Option<Constraints>,
}

#[derive(Serialize)]
struct Constraints {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    required: bool,
    #[serde(rename = "enum", skip_serializing_if = "<[&str]>::is_empty")]
    one_of: &'static [&'static str],
}

#[derive(Serialize)]
struct ForeignKey {
    fields: &'static [&'static str],
    reference: Referenced,
}

#[derive(Serialize)]
struct Referenced {
    resource: &'static str,
    fields: &'static [&'static str],
}

/// `datapackage.json` of these files.
pub fn descriptor(b: &Builder<'_>, contents: &[Content<'_>]) -> Vec<u8> {
    let site = &b.briefing.site;
    let title = site.title.get(LangId::DEFAULT).0;
    let package = Package {
        schema: SCHEMA,
        name: name(title),
        title,
        description: site.description.get(LangId::DEFAULT).0,
        homepage: b.absolute(&b.path(Target::Data)),
        // The state's day, as a version by the calendar.
        version: format!("{}.{}.{}", b.briefing.day.year(), b.briefing.day.month(), b.briefing.day.day()),
        licenses: site.licenses.iter().map(licensed).collect(),
        contributors: [Contributor { title, path: &site.base_url }],
        resources: contents.iter().map(|content| resource(b, content)).collect(),
    };
    let mut out = Vec::with_capacity(16 * 1024);
    // Writing to memory cannot fail, and all keys are strings.
    let written = serde_json::to_writer_pretty(&mut out, &package);
    debug_assert!(written.is_ok(), "{written:?}");
    out.push(b'\n');
    out
}

fn licensed(license: &License) -> Licensed<'_> {
    Licensed { name: license.spdx.as_deref(), title: &license.name, path: &license.url }
}

/// A name as the standard wants it: lower-case letters, digits, hyphens.
fn name(title: &str) -> String {
    let plain = deunicode::deunicode(title).to_ascii_lowercase();
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("-");
    if name.is_empty() { "data".to_owned() } else { name }
}

fn resource<'a>(b: &Builder<'_>, content: &Content<'a>) -> Resource<'a> {
    let (stem, format) = content.file.rsplit_once('.').unwrap_or((content.file, ""));
    Resource {
        // Two files may differ by their ending alone; a table is loaded by its name.
        name: if content.table.is_some() { stem } else { content.file },
        r#type: content.table.map(|_| "table"),
        profile: content.table.map(|_| "tabular-data-resource"),
        path: content.file,
        description: b.t(content.about),
        format,
        mediatype: content.media_type,
        encoding: "utf-8",
        bytes: content.bytes.len(),
        hash: format!("sha256:{}", sha256(content.bytes)),
        schema: content.table.map(|table| schema(b, table)),
    }
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn schema(b: &Builder<'_>, table: Table) -> Schema {
    let key = csv::key(table);
    let column = |csv::Column { name, holds, one_of }| {
        let required = key.contains(&name);
        Column {
            name,
            r#type: holds.name(),
            description: b.meaning_of_column(table, name),
            constraints: (required || !one_of.is_empty()).then_some(Constraints { required, one_of }),
        }
    };
    let foreign_key = |reference: csv::Reference| ForeignKey {
        fields: reference.columns,
        reference: Referenced { resource: reference.table.stem(), fields: reference.of },
    };
    Schema {
        fields: csv::columns(table).into_iter().map(column).collect(),
        missing_values: [""],
        primary_key: key,
        foreign_keys: csv::references(table).into_iter().map(foreign_key).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::{name, sha256};

    #[test]
    fn names_are_plain() {
        assert_eq!(name("L’électricité, en 2025"), "l-electricite-en-2025");
        assert_eq!(name("???"), "data");
    }

    #[test]
    fn a_digest_is_that_of_the_standard() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
