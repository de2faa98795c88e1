//! The default theme: every template prints with nothing and with everything, in every language.
//!
//! Views are filled by their own documentation ([`StructDoc`]), so that a new field is covered without
//! anybody thinking of it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use tearsheet::diagnostics::Diagnostics;
use tearsheet::files::Files;
use tearsheet::model::LangId;
use tearsheet::render::view::{self, KINDS, SiteView, StructDoc};
use tearsheet::span::{Span, Spanned};
use tearsheet::theme::{Choice, Folders, Theme};

use crate::tidy;

/// How much a view is filled.
#[derive(Clone, Copy, PartialEq)]
enum Filling {
    /// No optional value, no list.
    Empty,
    /// Every optional value, two of each list.
    Full,
}

/// What a field holds instead of what it would.
type Change<'a> = &'a dyn Fn(&StructDoc, &view::FieldDoc, Value) -> Value;

fn fill(doc: &StructDoc, filling: Filling) -> Value {
    fill_but(doc, filling, &|_, _, value| value)
}

fn fill_but(doc: &StructDoc, filling: Filling, change: Change<'_>) -> Value {
    let field = |f: &view::FieldDoc| (f.name.to_owned(), change(doc, f, fill_type(f.ty, f.name, filling, change)));
    Value::Object(doc.fields.iter().map(field).collect::<Map<_, _>>())
}

fn fill_type(ty: &str, name: &str, filling: Filling, change: Change<'_>) -> Value {
    let inner = |prefix: &str| ty.strip_prefix(prefix).and_then(|t| t.strip_suffix('>'));
    if let Some(ty) = inner("Option<") {
        return if filling == Filling::Full { fill_type(ty, name, filling, change) } else { Value::Null };
    }
    if let Some(ty) = inner("Vec<") {
        let one = || fill_type(ty, name, filling, change);
        return if filling == Filling::Full { json!([one(), one()]) } else { json!([]) };
    }
    if let Some(ty) = inner("Arc<") {
        return fill_type(ty, name, filling, change);
    }
    match ty {
        "String" | "&'static str" => json!(word(name, filling)),
        "Markup" => json!(if filling == Filling::Full { "<p>x</p>" } else { "" }),
        "bool" => json!(filling == Filling::Full),
        "usize" | "u8" | "u32" => json!(2),
        "f32" => json!(12.5),
        _ => view::find(ty).map_or_else(|| json!({}), |doc| fill_but(doc, filling, change)),
    }
}

/// Another value of the same type, as unlike as possible.
fn other(value: &Value) -> Value {
    match value {
        Value::Null => json!("other"),
        Value::Bool(flag) => json!(!flag),
        Value::Number(_) => json!(0),
        Value::String(text) if text.is_empty() => json!("other"),
        Value::String(_) => json!(""),
        Value::Array(_) => json!([]),
        Value::Object(fields) => Value::Object(fields.iter().map(|(k, v)| (k.clone(), other(v))).collect()),
    }
}

fn word(name: &str, filling: Filling) -> String {
    match (name, filling) {
        ("url" | "href" | "root", _) => "x/".to_owned(),
        ("json_ld", _) => "{}".to_owned(),
        ("lang", _) => "fr".to_owned(),
        ("kind", _) => "exact".to_owned(),
        (_, Filling::Full) => format!("{name} <&>"),
        (_, Filling::Empty) => String::new(),
    }
}

fn load(languages: &[&str], folders: &Folders) -> (Option<Theme>, Diagnostics, Files) {
    let mut files = Files::default();
    let at = Span::start_of(files.add("tearsheet.toml", "theme = \"ledger\""));
    let name = Spanned::new(folders.keys().next().map_or("ledger", String::as_str).to_owned(), at);
    let languages: Vec<String> = languages.iter().map(|l| (*l).to_owned()).collect();
    let (theme, diagnostics) =
        Theme::load(Choice { name: &name, options: &[], languages: &languages, search: true }, folders, &mut files);
    (theme, diagnostics, files)
}

/// `path:line:column: title`, one per line.
fn shown(diagnostics: &Diagnostics, files: &Files) -> Vec<String> {
    let show = |span: Span| {
        let file = files.get(span.file);
        let position = file.position(span.start);
        format!("{}:{}:{}", file.path, position.line, position.column)
    };
    diagnostics.0.iter().map(|d| format!("{}: {}[{}]", show(d.primary.span), d.title, d.code.name())).collect()
}

fn project(theme: &str, files: &[(&str, &str)]) -> Folders {
    let folder = files.iter().map(|(p, t)| ((*p).to_owned(), t.as_bytes().into())).collect();
    Folders::from([(theme.to_owned(), folder)])
}

#[test]
fn every_template_prints_with_nothing_and_with_everything() {
    let (theme, diagnostics, files) = load(&["fr", "en"], &Folders::new());
    assert_eq!(shown(&diagnostics, &files), [""; 0]);
    let mut theme = theme.unwrap();
    let empty = SiteView { options: theme.options.clone(), ..SiteView::default() };
    theme.set_site(LangId(0), &empty);
    theme.set_site(LangId(1), &empty);
    for kind in KINDS {
        for filling in [Filling::Empty, Filling::Full] {
            for lang in [LangId(0), LangId(1)] {
                let value = |doc| tera::Value::from_serializable(&fill(doc, filling));
                let page = value(&view::PageView::DOC);
                let html = theme.render_values(lang, kind.name, page, value(kind.view));
                let html = html.unwrap_or_else(|d| panic!("{}: {d:?}", kind.name));
                let html = String::from_utf8(html).unwrap();
                assert!(html.starts_with("<!doctype html>"), "{}", kind.name);
                assert!(!html.contains(" style=") && !html.contains("‹"), "{}: {html}", kind.name);
                assert!(!html.contains("<&>"), "{} prints text without escaping it", kind.name);
            }
        }
    }
}

/// Everything that a kind of page prints when fields of one view hold other values.
fn page_but(theme: &mut Theme, kind: &view::PageKind, name: &str, changed: &[&str]) -> Option<String> {
    let options = json!(theme.options);
    let change = |doc: &StructDoc, field: &view::FieldDoc, value: Value| {
        let is_changed = doc.name == name && changed.contains(&field.name);
        let value = if field.name == "options" { options.clone() } else { value };
        if is_changed { other(&value) } else { value }
    };
    let value = |doc| tera::Value::from_serializable(&fill_but(doc, Filling::Full, &change));
    theme.set_site_value(LangId(0), value(&SiteView::DOC));
    let page = theme.render_values(LangId(0), kind.name, value(&view::PageView::DOC), value(kind.view)).ok()?;
    let here =
        theme.component(LangId(0), "sections", "here", &fill_but(&view::Here::DOC, Filling::Full, &change), "").ok()?;
    let foot = theme.component(LangId(0), "foot", "generated", &"", "").ok()?;
    let rows = fill_but(&view::DealRows::DOC, Filling::Full, &change);
    let rows = theme.component(LangId(0), "deal_rows", "d", &rows, "").ok()?;
    Some(String::from_utf8(page).unwrap() + &here + &foot + &rows)
}

/// A field that nothing prints is a builder and a documentation for nobody, unless it says that it is for other themes.
/// One that is printed only beside another value of a second field (`{% else %}`) is found with that one changed.
#[test]
fn every_field_of_a_view_is_printed() {
    let mut theme = load(&["en"], &Folders::new()).0.unwrap();
    let markup = tidy::code_that(|text| text.contains("::Html;"));
    let mut silent = BTreeSet::new();
    let mut printed = BTreeSet::new();
    for kind in KINDS {
        for doc in view::vars(kind.name).unwrap() {
            let plain = page_but(&mut theme, &kind, doc.name, &[]);
            for field in doc.fields {
                if printed.contains(&(doc.name, field.name)) {
                    continue;
                }
                let alone = page_but(&mut theme, &kind, doc.name, &[field.name]) != plain;
                let beside = |other: &view::FieldDoc| {
                    page_but(&mut theme, &kind, doc.name, &[other.name])
                        != page_but(&mut theme, &kind, doc.name, &[other.name, field.name])
                };
                let says = field.doc.iter().any(|line| line.contains("not print"));
                let is_read = markup.contains(&format!(".{}", field.name));
                if alone || says || is_read || doc.fields.iter().filter(|f| f.name != field.name).any(beside) {
                    printed.insert((doc.name, field.name));
                } else {
                    silent.insert((doc.name, field.name));
                }
            }
        }
    }
    let silent: Vec<_> = silent.difference(&printed).collect();
    assert!(silent.is_empty(), "fields that no template of the default theme prints: {silent:?}");
}

#[test]
fn problems_of_a_theme_are_shown_at_their_place() {
    let folders = project(
        "mine",
        &[
            ("theme.toml", "extends = \"ledger\"\nextend = 1\n"),
            ("templates/topics.html", "{{ m[\"skp\"] }}\n{{ assets[\"ledger.cs\"] }}{{ m[\"deals-count\"] }}"),
            ("templates/content.html", "<p>\n  {% if x %}"),
            ("messages/en.ftl", "skip = Skip\nnot fluent\n"),
        ],
    );
    let (theme, diagnostics, files) = load(&["en"], &folders);
    assert!(theme.is_none());
    let expected = [
        "themes/mine/theme.toml:2:1: `theme.toml` has no key `extend`[unknown-key]",
        "themes/mine/messages/en.ftl:2:5: not Fluent: expected a token starting with \"=\"[message]",
        "themes/mine/templates/topics.html:1:7: there is no message `skp` in `en`[message]",
        "themes/mine/templates/topics.html:2:12: there is no asset `ledger.cs`[template]",
        "themes/mine/templates/topics.html:2:32: message `deals-count` in `en` has variables[message]",
        "themes/mine/templates/content.html:2:11: unexpected end of input[template]",
    ];
    assert_eq!(shown(&diagnostics, &files), expected);
}

#[test]
fn missing_filters_and_themes_and_languages_are_named() {
    let folders = project("ledger", &[("templates/topics.html", "<p>é\n{{ page.title | shout }}\n{{ <nothing /> }}")]);
    let (_, diagnostics, files) = load(&["fr", "eo"], &folders);
    let expected = [
        "tearsheet.toml:1:1: theme `ledger` has no messages in `eo`[message]",
        "themes/ledger/templates/topics.html:2:17: unknown filter `shout`[template]",
        "themes/ledger/templates/topics.html:3:4: unknown component `nothing`[template]",
    ];
    assert_eq!(shown(&diagnostics, &files), expected);

    let circle = Folders::from([
        ("a".to_owned(), [("theme.toml".to_owned(), b"extends = \"b\"".as_slice().into())].into()),
        ("b".to_owned(), [("theme.toml".to_owned(), b"extends = \"a\"".as_slice().into())].into()),
    ]);
    let (_, diagnostics, files) = load(&["fr"], &circle);
    assert_eq!(
        shown(&diagnostics, &files),
        ["themes/b/theme.toml:1:11: themes in a circle: `a` extends `b` extends `a`[theme]"]
    );
}

#[test]
fn a_template_that_fails_is_shown_at_its_place() {
    let folders = project("ledger", &[("templates/topics.html", "<p>\n{{ topics.nope }}")]);
    let (theme, diagnostics, files) = load(&["fr"], &folders);
    assert_eq!(shown(&diagnostics, &files), [""; 0]);
    let view = view::TopicsView::default();
    let failure = theme.unwrap().render(LangId(0), "topics", &view::PageView::default(), &view).unwrap_err();
    let all = Diagnostics(vec![*failure]);
    let shown = shown(&all, &files);
    assert!(shown[0].starts_with("themes/ledger/templates/topics.html:2:11: field `nope` is not defined"), "{shown:?}");
}

/// The ids of the messages of a file.
fn ids(text: &str) -> Vec<String> {
    let id = |l: &str| Some(l.split_once(" =")?.0.to_owned()).filter(|id| !id.starts_with([' ', '#', '[', '*']));
    text.lines().filter_map(id).collect()
}

#[test]
fn languages_say_the_same_things() {
    let fr = ids(include_str!("../../themes/ledger/messages/fr.ftl"));
    let mut en = ids(include_str!("../../themes/ledger/messages/en.ftl"));
    let mut sorted = fr.clone();
    sorted.sort();
    en.sort();
    assert_eq!(sorted, en);
    assert!(sorted.windows(2).all(|w| w[0] != w[1]), "a message is defined twice");
}

/// A message that nothing prints is work for every translator.
#[test]
fn every_message_is_printed() {
    let theme = tearsheet::theme::embedded("ledger").unwrap();
    let templates = theme.iter().filter(|(path, _)| path.starts_with("templates/"));
    let mut text: String = templates.map(|(_, bytes)| String::from_utf8_lossy(bytes)).collect();
    text += &tidy::code_that(|text| !text.contains("required.txt")).replace('_', "-");
    // A table is named by its file.
    let literals: BTreeSet<&str> = text.split('"').flat_map(|l| [l, l.trim_end_matches(".csv")]).collect();
    let names = |name: &str| literals.contains(name.replace('_', "-").as_str());
    let names_each =
        |name: &str| names(name) || name.match_indices('-').any(|(at, _)| names(&name[..at]) && names(&name[at + 1..]));
    // One of a family, `format!("kind-{}", kind.name())`: Rust names what they share and what tells them apart.
    let of_a_family = |id: &str| {
        id.match_indices('-').any(|(at, _)| {
            let (shared, own) = (format!("{}-{{", &id[..at]), &id[at + 1..]);
            let family = literals.range(shared.as_str()..).next().is_some_and(|literal| literal.starts_with(&shared));
            family && names_each(own) || names(&format!("{{}}-{own}")) && names(&id[..at])
        })
    };
    let required = tearsheet::theme::required_messages().collect::<BTreeSet<_>>();
    let english = ids(include_str!("../../themes/ledger/messages/en.ftl"));
    let silent: Vec<_> = required.iter().chain(&english).filter(|id| !names(id) && !of_a_family(id)).collect();
    assert!(silent.is_empty(), "messages that neither a template nor Rust names: {silent:?}");
}

#[test]
fn numbers_and_plurals_follow_the_language() {
    let (theme, _, _) = load(&["fr", "en"], &Folders::new());
    let messages = theme.unwrap().messages;
    let count = |lang, n: u32| messages.format(LangId(lang), "deals-count", &[("n", n.into())]);
    assert_eq!(count(0, 3400), "3\u{202f}400 accords");
    assert_eq!(count(1, 3400), "3,400 deals");
    assert_eq!(count(0, 1), "1 accord");
    assert_eq!(count(1, 0), "no deals");
    assert_eq!(messages.text(LangId(0), "nothing-of-the-kind"), "‹nothing-of-the-kind›");
}
