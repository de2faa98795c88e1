//! A snippet for nginx, to be included in a `server` block that has its `root`.

use std::fmt::Write;

use super::media::TYPES;
use super::{Serving, TRANSPORT_SECURITY, escaped, security};
use crate::model::Security;

/// The snippet.
pub fn nginx(serving: &Serving) -> String {
    let mut out = String::from(
        "# Made by `tearsheet headers --for nginx`. Include it in a `server` block that has its own `root`, `listen` and\n\
         # `server_name`. Make it again after a change of `[headers]`, of the theme's scripts, or of a page's address.\n\
         index index.html;\n\
         charset utf-8;\n",
    );
    types(&mut out);
    let base = &serving.base_path;
    let _ = writeln!(out, "error_page 404 {base}404.html;");
    let protection = protection(serving);
    for (from, to) in &serving.redirects {
        let _ = writeln!(
            out,
            "location = {} {{\n    return 301 {};\n}}",
            quoted(&format!("{base}{from}")),
            quoted(&format!("{base}{}", super::hosts::encoded(to)))
        );
    }
    let location = |out: &mut String, what: &str, value: &str| {
        // Headers of a block are not added to those of a location that has its own.
        let _ = writeln!(out, "location {what} {{\n    add_header Cache-Control \"{value}\" always;\n{protection}}}");
    };
    for path in &serving.lookalikes {
        location(&mut out, &format!("= {}", quoted(&format!("{base}{path}"))), &serving.headers.pages);
    }
    location(&mut out, &format!("~ \"{}\"", serving.fingerprint_pattern()), &serving.headers.assets);
    for (name, kind) in [("feed.xml", "atom+xml"), ("rss.xml", "rss+xml"), ("feed.json", "feed+json")] {
        let cache = format!(
            "    types {{}}\n    default_type application/{kind};\n    add_header Cache-Control \"{}\" always;\n",
            serving.headers.pages
        );
        let _ = writeln!(out, "location ~ \"/{}$\" {{\n{cache}{protection}}}", escaped(name));
    }
    location(&mut out, base, &serving.headers.pages);
    out
}

/// A `types` block in place of nginx's own, which leaves some of ours without a type and most without a charset.
fn types(out: &mut String) {
    let mut all: Vec<(&str, Vec<&str>)> = Vec::new();
    for (ends, kind) in TYPES {
        all.push((kind.split(';').next().unwrap_or(kind), ends.to_vec()));
    }
    out.push_str("types {\n");
    for (kind, ends) in &all {
        let _ = writeln!(out, "    {kind} {};", ends.join(" "));
    }
    out.push_str("}\ndefault_type application/octet-stream;\ncharset_types");
    for (_, kind) in TYPES.iter().filter(|(_, kind)| kind.contains("charset")) {
        let kind = kind.split(';').next().unwrap_or(kind);
        if kind != "text/html" {
            let _ = write!(out, " {kind}");
        }
    }
    out.push_str(" application/atom+xml application/rss+xml application/feed+json;\n");
}

fn protection(serving: &Serving) -> String {
    let mut out = String::new();
    for (name, value) in security(serving.headers.security, serving.needs) {
        let _ = writeln!(out, "    add_header {name} \"{value}\" always;");
    }
    if serving.headers.security == Security::Strict {
        let (name, value) = TRANSPORT_SECURITY;
        let _ = writeln!(
            out,
            "    # In a server that answers over https only:\n    # add_header {name} \"{value}\" always;"
        );
    }
    out
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
