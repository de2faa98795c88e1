//! `tearsheet.toml`, resolved: defaults filled in, languages numbered.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, closest, codes, listed};
use crate::model::{Currency, FieldDecl, Fields, LangId, LinkStyle, Site, Text, Topic};
use crate::parse::{self, Document, LocalText, Parsed};
use crate::span::{FileId, Span, Spanned};

const DEFAULT_PAGE_SIZE: usize = 20;

/// The settings, or defaults and a diagnostic where there are none.
pub(super) fn resolve(parsed: &[Arc<Parsed>], diagnostics: &mut Diagnostics) -> Site {
    let found = parsed.iter().find_map(|p| match p.documents.as_slice() {
        [Document::Site(site)] => Some((p.file, site.as_ref())),
        _ => None,
    });
    let Some((file, raw)) = found else {
        let anywhere = Span::start_of(parsed.first().map_or(FileId(0), |p| p.file));
        diagnostics.push(
            Diagnostic::new(codes::CONFIG, anywhere, "no `tearsheet.toml` at the root of the project")
                .help("`tearsheet init DIR` writes a small site to start from"),
        );
        return empty(FileId(0));
    };
    let languages = languages(raw);
    let mut out = Vec::new();
    let mut text = |t: &Option<LocalText>| t.as_ref().map(|t| local_text(t, &languages, &mut out)).unwrap_or_default();
    let title = text(&raw.title);
    let description = text(&raw.description);
    let topics = raw
        .topics
        .iter()
        .map(|(id, name)| Topic { id: id.value.clone(), name: local_text(name, &languages, &mut out), span: id.span })
        .collect();
    let declared = raw.fields.iter().map(|f| field(f, &languages, &mut out)).collect();
    diagnostics.extend(out);
    Site {
        file,
        title,
        description,
        base_url: raw.base_url.as_ref().map_or_else(|| "https://example.org/".to_owned(), |u| u.value.clone()),
        unlicensed: raw.base_url.as_ref().filter(|_| !raw.names_license).map(|url| url.span),
        licenses: raw.licenses.clone(),
        languages,
        language_spans: raw.languages.iter().map(|l| l.span).collect(),
        theme: raw.theme.clone().unwrap_or_else(|| Spanned::new("ledger".to_owned(), Span::start_of(file))),
        theme_options: raw.theme_options.clone(),
        currencies: match raw.currencies.is_empty() {
            true => vec![Currency(*b"USD")],
            false => raw.currencies.iter().map(|c| c.value).collect(),
        },
        rates: raw.rates.clone(),
        totals_in: raw.totals_in.as_ref().map(|c| c.value),
        page_size: raw.page_size.unwrap_or(DEFAULT_PAGE_SIZE),
        nav_pages: raw.nav_pages.clone(),
        subject: raw.subject.clone(),
        disagreement: raw.disagreement.clone(),
        topics,
        fields: Fields { declared },
        mentions: raw.mentions.unwrap_or(true),
        search: raw.search.unwrap_or(false),
        links: raw.links.as_ref().map_or(LinkStyle::File, |l| l.value),
        cards: raw.cards.unwrap_or(false),
        kept_to: raw.kept_to,
        publish: raw.publish.clone(),
        headers: raw.headers.clone(),
        vocabulary: Arc::clone(&raw.vocabulary),
    }
}

/// The codes of problems that only echo what is wrong with the settings: where they are missing or have
/// problems of their own, and lack a list, everything that the list would hold is unknown wherever it is
/// named. One mistake is told once.
pub(super) fn echoes(parsed: &[Arc<Parsed>]) -> Vec<Code> {
    let found = parsed.iter().find_map(|p| match p.documents.as_slice() {
        [Document::Site(site)] => Some((site.as_ref(), p.diagnostics.as_slice())),
        _ => None,
    });
    if found.is_some_and(|(_, problems)| problems.is_empty()) {
        return Vec::new();
    }
    // After a syntax error even a list that is there may have lost a part.
    let whole = found.filter(|(_, problems)| problems.iter().all(|d| d.code != codes::TOML)).map(|(site, _)| site);
    let mut echoes = Vec::new();
    if whole.is_none_or(|site| site.languages.is_empty()) {
        // `x.md` and `x.en.md` are two texts in one language if the default language is a guess.
        echoes.extend([codes::UNKNOWN_LANGUAGE, codes::DUPLICATE_ID]);
    }
    if whole.is_none_or(|site| site.topics.is_empty()) {
        echoes.push(codes::UNKNOWN_TOPIC);
    }
    if whole.is_none_or(|site| site.currencies.is_empty()) {
        echoes.push(codes::CURRENCY);
    }
    if whole.is_none_or(|site| site.fields.is_empty()) {
        echoes.extend([codes::UNKNOWN_KEY, codes::UNKNOWN_FACT]);
    }
    echoes
}

fn languages(raw: &crate::parse::Site) -> Vec<String> {
    match raw.languages.is_empty() {
        true => vec!["en".to_owned()],
        false => raw.languages.iter().map(|l| l.value.clone()).collect(),
    }
}

fn empty(file: FileId) -> Site {
    Site {
        file,
        title: Text::default(),
        description: Text::default(),
        base_url: "https://example.org/".to_owned(),
        unlicensed: None,
        licenses: Vec::new(),
        languages: vec!["en".to_owned()],
        language_spans: Vec::new(),
        theme: Spanned::new("ledger".to_owned(), Span::start_of(file)),
        theme_options: Vec::new(),
        currencies: vec![Currency(*b"USD")],
        rates: Vec::new(),
        totals_in: None,
        page_size: DEFAULT_PAGE_SIZE,
        nav_pages: Vec::new(),
        subject: None,
        disagreement: None,
        topics: Vec::new(),
        fields: Fields::default(),
        mentions: true,
        search: false,
        links: LinkStyle::File,
        cards: false,
        kept_to: None,
        publish: Vec::new(),
        headers: None,
        vocabulary: Arc::clone(parse::base_vocabulary()),
    }
}

fn field(raw: &crate::parse::FieldDecl, languages: &[String], out: &mut Vec<Diagnostic>) -> FieldDecl {
    let label = match &raw.label {
        Some(label) => local_text(label, languages, out),
        None => Text::new(LangId::DEFAULT, raw.key.value.clone()),
    };
    let meaning = raw.meaning.as_ref().map(|meaning| local_text(meaning, languages, out)).unwrap_or_default();
    FieldDecl {
        key: raw.key.value.clone(),
        scope: raw.scope,
        field_type: raw.field_type,
        label,
        meaning,
        series: raw.series,
        span: raw.key.span,
    }
}

/// Text as written → text per language; a language that the site does not have is a diagnostic.
pub(super) fn local_text(raw: &LocalText, languages: &[String], out: &mut Vec<Diagnostic>) -> Text {
    let mut values: BTreeMap<LangId, String> = BTreeMap::new();
    for (tag, value) in &raw.values {
        let lang = match tag {
            None => Some(LangId::DEFAULT),
            Some(tag) => language(tag, languages, out),
        };
        if let Some(lang) = lang {
            values.insert(lang, value.value.clone());
        }
    }
    Text::from_languages(values.into_iter().collect())
}

/// The language of a tag, or a diagnostic.
pub(super) fn language(tag: &Spanned<String>, languages: &[String], out: &mut Vec<Diagnostic>) -> Option<LangId> {
    let found = languages.iter().position(|l| *l == tag.value);
    if found.is_none() {
        let title = format!("the site has no language `{}`", tag.value);
        let problem = Diagnostic::new(codes::UNKNOWN_LANGUAGE, tag.span, title);
        let list = listed(languages);
        out.push(match closest(&tag.value, languages.iter().map(String::as_str)) {
            Some(near) if tag.span.end > tag.span.start => {
                problem.suggest("a language of the site is close", tag.span, near)
            }
            _ => problem.help(format!("`languages` in `tearsheet.toml` lists {list}")),
        });
    }
    found.map(LangId::at)
}
