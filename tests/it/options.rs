//! What a site sets of its theme without a file of it: options, its own style sheet, blocks of the frame.

use crate::support::Project;
use std::fs;
use std::path::Path;

const SETTINGS: &str = r##"
//- tearsheet.toml
title      = "Site"
base_url   = "https://example.org/"
languages  = ["en"]
currencies = ["USD"]
theme      = "house"
[topics]
power = "Power"
[theme_options]
accent = "#7a1f2b"
paper  = ["#fff", "#000"]
logo   = "logo.svg"
motto  = "Sums, not sentiments"
//- static/logo.svg
<svg xmlns="http://www.w3.org/2000/svg"/>
//- themes/site.css
.name { letter-spacing: 0; }
//- themes/house/theme.toml
extends = "ledger"
[options]
motto  = ""
accent = ["#123456", "#abcdef"]
[[contrast]]
of = ["accent"]
on = ["wash"]
least = 6
//- themes/house/templates/base.html
{% extends "ledger/base.html" %}
{% block head %}<meta name="motto" content="{{ site.options.motto }}">{% endblock head %}
{% block after_main %}<p>After main</p>{% endblock after_main %}
"##;

#[test]
fn a_site_dresses_its_theme() {
    let project = Project::with_base(SETTINGS);
    project.build().succeeds();
    let page = project.file("public/index.html");
    let at = |part: &str| page.find(part).unwrap_or_else(|| panic!("no {part} in {page}"));
    assert!(at("href=\"./assets/ledger.") < at("href=\"./assets/site."), "{page}");
    assert!(at("<meta name=\"motto\" content=\"Sums, not sentiments\">") < at("</head>"));
    assert!(at("</main><p>After main</p>") > 0);
    assert!(at("<img src=\"./logo.svg\" alt=\"Site\">") > 0);
    assert!(at("content=\"#ffffff\"") < at("content=\"#000000\""));

    let sheet = |name: &str| {
        let start = at(&format!("assets/{name}."));
        let path = page[start..].split('"').next().expect("a path");
        project.file(&format!("public/{path}"))
    };
    assert_eq!(sheet("site"), ".name{letter-spacing:0}");
    let ledger = sheet("ledger");
    let own = ledger.rsplit(":root{").next().expect("colours");
    assert!(own.starts_with("--accent:light-dark(#7a1f2b,#"), "{own}");
    assert!(own.contains("--paper:light-dark(#ffffff,#000000)"), "{own}");
    assert!(!own.contains("--ink"), "what the sheet says itself is not said again: {own}");
    assert!(sheet("icon").contains("fill=\"#7a1f2b\""));
}

/// What is not set is as it was: a theme's own colours are those of its sheet, and can all be read.
#[test]
fn the_defaults_are_those_of_the_sheet_and_legible() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/ledger");
    let css = fs::read_to_string(folder.join("assets/ledger.css")).expect("a sheet");
    let text = fs::read_to_string(folder.join("theme.toml")).expect("a manifest");
    let manifest: toml::Table = toml::from_str(&text).expect("TOML");
    let options = manifest["options"].as_table().expect("options");
    let mut set = String::new();
    for (name, option) in options {
        let Some([light, dark]) = option["default"].as_array().map(Vec::as_slice) else { continue };
        let (light, dark) = (light.as_str().expect("a colour"), dark.as_str().expect("a colour"));
        let written = css.lines().find_map(|line| line.trim().strip_prefix(&format!("--{name}: light-dark(")));
        let written = written.unwrap_or_else(|| panic!("no --{name}"));
        let short = |c: &str| if c == "#ffffff" { "#fff".to_owned() } else { c.to_owned() };
        assert_eq!(written, format!("{}, {});", short(light), short(dark)), "{name}");
        set += &format!("{name} = [\"{light}\", \"{dark}\"]\n");
    }
    assert!(set.lines().count() >= 6, "{set}");
    // As if the site had set them, so that they are measured.
    let settings = SETTINGS.split("//- themes").next().unwrap_or_default().replace("\"house\"", "\"ledger\"");
    let settings = settings.split("[theme_options]").next().unwrap_or_default();
    let project = Project::with_base(&format!("{settings}[theme_options]\n{set}"));
    project.run(["check", "--deny-warnings"]).succeeds();
}

#[test]
fn sections_of_the_front_page_can_be_left_out() {
    let project = Project::briefing();
    let sections = [
        ("front_ladder", "id=\"chart\""),
        ("front_dispute", "id=\"clash\""),
        ("front_due", "id=\"due\""),
        ("front_companies", "id=\"companies\""),
    ];
    let settings = project.file("tearsheet.toml");
    let shown = || sections.map(|(_, mark)| project.file("public/index.html").contains(mark));
    project.build().succeeds();
    assert_eq!(shown(), [true; 4]);
    for (index, (option, _)) in sections.iter().enumerate() {
        project.write("tearsheet.toml", format!("{settings}\n[theme_options]\n{option} = false\n"));
        project.build().succeeds();
        assert_eq!(shown(), std::array::from_fn(|other| other != index), "{option}");
    }
}

#[test]
fn options_are_listed_with_their_defaults() {
    let project = Project::with_base(SETTINGS);
    let run = project.run(["theme", "vars", "options"]).succeeds();
    run.says("accent = [\"#123456\", \"#abcdef\"]\n    one colour or two\n    links, and what is committed\n")
        .says("logo = \"\"\n    a file of `static/`\n")
        .says("motto = \"\"\n    a string\n")
        .says("tagline = true\n    true or false\n");
}
