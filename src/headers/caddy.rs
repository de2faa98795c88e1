//! A snippet for Caddy, to be imported into a site block that has its `root` and `file_server`.

use std::fmt::Write;

use super::media::TYPES;
use super::{Serving, TRANSPORT_SECURITY, security};
use crate::model::Security;

/// The snippet.
pub fn caddy(serving: &Serving) -> String {
    let mut out = String::from(
        "# Made by `tearsheet headers --for caddy`. Import it into a site block that has its own `root` and `file_server`.\n\
         # Make it again after a change of `[headers]`, of the theme's scripts, or of a page's address.\n",
    );
    let base = &serving.base_path;
    for (from, to) in &serving.redirects {
        let _ = writeln!(
            out,
            "redir {} {} 301",
            quoted(&format!("{base}{from}")),
            quoted(&format!("{base}{}", super::hosts::encoded(to)))
        );
    }
    let _ = writeln!(out, "@fingerprinted {{\n\tpath_regexp {}", quoted_pattern(&serving.fingerprint_pattern()));
    for path in &serving.lookalikes {
        let _ = writeln!(out, "\tnot path {}", quoted(&format!("{base}{path}")));
    }
    let _ = writeln!(out, "}}\n@changing not path_regexp {}", quoted_pattern(&serving.fingerprint_pattern()));
    let _ = writeln!(out, "header @fingerprinted Cache-Control \"{}\"", serving.headers.assets);
    let _ = writeln!(out, "header @changing Cache-Control \"{}\"", serving.headers.pages);
    for path in &serving.lookalikes {
        let _ =
            writeln!(out, "header {} Cache-Control \"{}\"", quoted(&format!("{base}{path}")), serving.headers.pages);
    }
    for (ends, kind) in TYPES {
        let paths: Vec<String> = ends.iter().map(|end| format!("*.{end}")).collect();
        // Only text needs a word: the others have their types.
        if kind.contains("charset") {
            let name = ends.first().copied().unwrap_or("x");
            // A feed has a type of its own.
            let but = if matches!(name, "xml" | "json") { "\n\tnot path */feed.xml */rss.xml */feed.json" } else { "" };
            let _ = writeln!(
                out,
                "@{name} {{\n\tpath {}{but}\n}}\nheader @{name} Content-Type \"{kind}\"",
                paths.join(" ")
            );
        }
    }
    let _ = writeln!(out, "@pages path_regexp /$\nheader @pages Content-Type \"text/html; charset=utf-8\"");
    for (matcher, name, kind) in
        [("atom", "feed.xml", "atom+xml"), ("rss", "rss.xml", "rss+xml"), ("jsonfeed", "feed.json", "feed+json")]
    {
        let _ = writeln!(
            out,
            "@{matcher} path */{name}\nheader @{matcher} Content-Type \"application/{kind}; charset=utf-8\""
        );
    }
    let protection = security(serving.headers.security, serving.needs);
    if !protection.is_empty() {
        out.push_str("header {\n");
        for (name, value) in protection {
            let _ = writeln!(out, "\t{name} \"{value}\"");
        }
        out.push_str("}\n");
    }
    if serving.headers.security == Security::Strict {
        let (name, value) = TRANSPORT_SECURITY;
        let _ = writeln!(out, "@https protocol https\nheader @https {name} \"{value}\"");
    }
    let pages = &serving.headers.pages;
    let _ = writeln!(
        out,
        "handle_errors {{\n\t@missing expression `{{err.status_code}} == 404`\n\theader @missing Cache-Control \"{pages}\"\n\t\
         header @missing Content-Type \"text/html; charset=utf-8\"\n\trewrite @missing {base}404.html\n\tfile_server\n}}"
    );
    out
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn quoted_pattern(pattern: &str) -> String {
    format!("`{pattern}`")
}
