//! What is served is what is built, and nothing is written for it.

use std::io::{Read, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use super::client::{connect, get};
use tearsheet::preview::engine::Today;

use super::{DEAL, LIMIT, PAGE, Served};
use crate::support::{BRIEFING_DAY, Project, TODAY};

#[test]
fn pages_are_those_of_a_build_but_for_the_script() {
    let served = Served::new(DEAL);
    served.is_as_built();
}

#[test]
fn so_they_are_with_links_to_folders() {
    let settings = crate::support::BASE.split("//- content").next().unwrap_or_default();
    let settings = settings.replace("title      =", "links = \"directory\"\ntitle =");
    let served = Served::new(&format!("{DEAL}{settings}"));
    served.is_as_built();
    for (address, links) in [(PAGE, "href=\"../../deals/\""), ("/nothing/", "href=\"/deals/\"")] {
        let page = String::from_utf8_lossy(&served.get(address).body).into_owned();
        assert!(page.contains(links) && !page.contains("index.html"), "{address}: {page}");
    }
}

#[test]
fn so_are_those_of_the_briefing() {
    let project = Project::briefing();
    project.run(["build", "--today", BRIEFING_DAY]).succeeds();
    let served =
        Served::of(project, |options| options.engine.today = Today::Fixed(BRIEFING_DAY.parse().expect("a day")));
    for path in ["index.html", "en/deals/openai-aws/index.html", "companies/nvidia/index.html", "en/404.html"] {
        let answer = served.get(&format!("/{path}"));
        let built = served.project.file(&format!("public/{path}"));
        assert!(super::without_script(&answer) == built.as_bytes(), "{path}");
    }
}

#[test]
fn nothing_is_written() {
    let served = Served::new(DEAL);
    let before = served.project.tree(".");
    served.get("/");
    served.get(PAGE);
    served.get("/nothing/");
    assert_eq!(served.project.tree("."), before);
}

#[test]
fn addresses_lead_where_a_web_server_would_lead_them() {
    let served = Served::new(DEAL);
    for (address, status, media_type) in [
        ("/", 200, "text/html; charset=utf-8"),
        ("/index.html", 200, "text/html; charset=utf-8"),
        ("/deals/acme-globex/?x=1", 200, "text/html; charset=utf-8"),
        ("/feed.xml", 200, "application/atom+xml; charset=utf-8"),
        ("/rss.xml", 200, "application/rss+xml; charset=utf-8"),
        ("/feed.json", 200, "application/feed+json; charset=utf-8"),
        ("/data/deals.csv", 200, "text/csv; charset=utf-8"),
        ("/notes.txt", 200, "text/plain; charset=utf-8"),
        ("/_tearsheet/preview.js", 200, "text/javascript; charset=utf-8"),
        ("/_tearsheet/preview.css", 200, "text/css; charset=utf-8"),
        ("/_tearsheet/other", 404, "text/plain; charset=utf-8"),
        ("/nothing/", 404, "text/html; charset=utf-8"),
        ("/tearsheet.toml", 404, "text/html; charset=utf-8"),
        ("/content/deals/acme-globex.toml", 404, "text/html; charset=utf-8"),
    ] {
        let answer = served.get(address);
        assert_eq!(answer.status, status, "{address}");
        assert_eq!(answer.header("content-type"), Some(media_type), "{address}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{address}");
    }
    let moved = served.get("/deals/acme-globex?x=1");
    assert_eq!((moved.status, moved.header("location")), (308, Some("/deals/acme-globex/?x=1")));
    assert!(served.get("/fr/nothing/").text().contains("lang=\"fr\""), "the page for nothing is in another language");
}

/// The events of a page, as far as they have come when `enough` says so.
fn events(served: &Served, page: &str, digest: &str, act: impl FnOnce(), enough: impl Fn(&str) -> bool) -> String {
    let mut stream = connect(served.port);
    let address = format!("/_tearsheet/events?page={page}&digest={digest}");
    let request = format!("GET {address} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", served.port);
    stream.write_all(request.as_bytes()).expect("a request");
    let mut text = String::new();
    let mut act = Some(act);
    let begun = std::time::Instant::now();
    loop {
        let mut bytes = [0; 4096];
        let read = stream.read(&mut bytes).expect("events");
        text.push_str(&String::from_utf8_lossy(&bytes[..read]));
        if text.contains("data: ")
            && let Some(act) = act.take()
        {
            act();
        }
        if enough(&text) {
            return text;
        }
        assert!(read > 0 && begun.elapsed() < LIMIT, "the events end with {text}");
    }
}

fn digest(served: &Served, page: &str) -> String {
    let text = served.get(page).text();
    let (_, rest) = text.split_once("data-digest=\"").expect("a digest");
    rest.split('"').next().expect("a digest").to_owned()
}

#[test]
fn a_page_is_told_once_its_new_text_can_be_served_and_not_of_others() {
    let served = Served::new(&format!("{DEAL}//- content/pages/other.md\n+++\ntitle = \"Other\"\n+++\n\nA text.\n"));
    let (seen, other) = (digest(&served, PAGE), digest(&served, "/other/"));
    let edit = || served.save("content/deals/acme-globex.md", "Acme buys chips.\n");
    let heard = events(&served, PAGE, &seen, edit, |text| text.matches("data: ").count() == 2);
    let (first, second) = heard.split_once("data: ").and_then(|(_, rest)| rest.split_once("data: ")).expect("two");
    assert!(first.contains("\"digest\":null"), "{first}");
    assert!(second.contains(&format!("\"digest\":\"{}\"", digest(&served, PAGE))), "{second}");
    assert!(get(served.port, PAGE).text().contains("buys chips."));
    // The other page hears of a mistake first: nothing was sent for an edit that it does not show.
    let edits = || {
        served.save("content/deals/acme-globex.md", "Acme buys more chips.\n");
        served.until_says(PAGE, "more chips");
        served.save("content/deals/acme-globex.toml", "title = \"X\n");
    };
    let heard = events(&served, "/other/", &other, edits, |text| text.contains("\"errors\":1"));
    assert_eq!(heard.matches("data: ").count(), 2, "{heard}");
}

#[test]
fn a_page_that_was_closed_for_a_while_catches_up() {
    let served = Served::new(DEAL);
    let heard = events(&served, PAGE, "0123456789abcdef", || {}, |text| text.contains("}\n\n"));
    assert!(heard.contains(&format!("\"digest\":\"{}\"", digest(&served, PAGE))), "{heard}");
}

#[test]
fn a_site_that_is_published_below_another_is_served_at_the_top() {
    let served = Served::new(DEAL);
    let settings = served.project.file("tearsheet.toml");
    served.project.write("tearsheet.toml", settings.replace("https://example.org/", "https://example.org/below/"));
    // The page for what is missing may be shown at any address, so that its links begin at the top of the host.
    let page = served.until("/nothing/here/", "links from the top", |answer| answer.text().contains("\"/below/"));
    assert_eq!(page.status, 404);
    let text = page.text();
    let sheet = text.split("href=\"").filter_map(|rest| rest.split('"').next()).find(|link| link.contains(".css"));
    let sheet = sheet.expect("a style sheet");
    let moved = get(served.port, sheet);
    assert_eq!(moved.status, 308, "{sheet}");
    let there = moved.header("location").expect("where it is").to_owned();
    assert_eq!(Some(there.as_str()), sheet.strip_prefix("/below"));
    assert_eq!(get(served.port, &there).status, 200);
    // Nobody is sent elsewhere.
    for address in
        ["/below//evil.example/", "/below/%2fevil.example/", "/below/..//evil.example", "/below/\\evil.example"]
    {
        let answer = get(served.port, address);
        assert!(answer.header("location").is_none_or(|to| to.starts_with('/') && !to.starts_with("//")), "{address}");
    }
}

#[test]
fn a_day_that_passes_is_seen() {
    static PASSED: AtomicBool = AtomicBool::new(false);
    let clock = || if PASSED.load(Ordering::Relaxed) { "2026-09-01" } else { TODAY }.parse().expect("a day");
    let project = Project::with_base(DEAL);
    let sheet = project.file("content/deals/acme-globex.toml");
    project.write("content/deals/acme-globex.toml", format!("publish_on = 2026-08-01\n{sheet}"));
    let served = Served::of(project, |options| options.engine.today = Today::Clock(clock));
    served.until("/", "a page", |answer| answer.status == 200);
    assert_eq!(served.get(PAGE).status, 404);
    PASSED.store(true, Ordering::Relaxed);
    served.until_says(PAGE, "The end.");
}
