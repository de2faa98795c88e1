//! The headers that protect readers: nothing is loaded but what the site consists of.

use crate::model::Security;

use super::media::is_media;

/// What a site has, as far as a policy depends on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Programs of the theme.
    scripts: bool,
    /// Moving pictures or sound.
    media: bool,
    /// A web manifest.
    manifest: bool,
    /// Forms that lead to its own pages: to search on.
    forms: bool,
}

impl Needs {
    /// What the files of a site need.
    pub fn of<'p>(paths: impl Iterator<Item = &'p str>) -> Needs {
        let mut needs = Needs::default();
        for path in paths {
            needs.scripts |= path.ends_with(".js") || path.ends_with(".mjs");
            needs.media |= is_media(path);
            needs.manifest |= path.ends_with(".webmanifest");
            needs.forms |= path.ends_with("search/index.html");
        }
        needs
    }
}

/// The content security policy: closed, and opened for what is there. Nothing inline, nothing of others.
///
/// Structured data in pages is no program to a browser, and needs no opening. Scripts of a theme fetch from the site
/// alone.
pub fn content_security_policy(needs: Needs) -> String {
    let mut parts = vec!["default-src 'none'", "style-src 'self'", "font-src 'self'", "img-src 'self'"];
    if needs.scripts {
        parts.extend(["script-src 'self'", "connect-src 'self'"]);
    }
    if needs.media {
        parts.push("media-src 'self'");
    }
    if needs.manifest {
        parts.push("manifest-src 'self'");
    }
    let forms = if needs.forms { "form-action 'self'" } else { "form-action 'none'" };
    parts.extend(["base-uri 'none'", forms, "frame-ancestors 'none'"]);
    parts.join("; ")
}

/// Name and value of each header that every file is served with.
pub fn security(level: Security, needs: Needs) -> Vec<(&'static str, String)> {
    match level {
        Security::Off => Vec::new(),
        Security::Strict => vec![
            ("Content-Security-Policy", content_security_policy(needs)),
            ("X-Content-Type-Options", "nosniff".to_owned()),
            ("X-Frame-Options", "DENY".to_owned()),
            ("Referrer-Policy", "strict-origin-when-cross-origin".to_owned()),
            (
                "Permissions-Policy",
                "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()"
                    .to_owned(),
            ),
            ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
            // Feeds and data are there to be read elsewhere, pictures among them.
            ("Cross-Origin-Resource-Policy", "cross-origin".to_owned()),
        ],
    }
}

/// For a year. Of this host alone: what else is on the domain cannot be known here. Sent over https only.
pub const TRANSPORT_SECURITY: (&str, &str) = ("Strict-Transport-Security", "max-age=31536000");

#[cfg(test)]
mod tests {
    use super::{Needs, content_security_policy};

    #[test]
    fn the_policy_opens_for_what_is_there() {
        let policy = |paths: &[&str]| content_security_policy(Needs::of(paths.iter().copied()));
        let closed = policy(&["index.html", "assets/a.css", "deals/x/site.png"]);
        assert!(closed.starts_with("default-src 'none'; ") && !closed.contains("script-src"));
        for (path, part) in [
            ("a.js", "script-src 'self'"),
            ("x/a.mp4", "media-src 'self'"),
            ("fr/search/index.html", "form-action 'self'"),
            ("s.webmanifest", "manifest-src"),
        ] {
            assert!(policy(&[path]).contains(part) && !closed.contains(part), "{path}");
        }
        assert!(!policy(&["a.js"]).contains("unsafe"));
    }
}
